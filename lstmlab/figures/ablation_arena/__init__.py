"""The ablation arena: guess how many seeds succeed without each part of an LSTM, then see what came out.

What the whole LSTM reaches stands there from the start: the guesses are about what is left of it.

The results are those of the stored experiment `gate_ablation`: for each task and variant, k of n seeds. The interval is
Wilson's, with z = 1.96:

    (k/n + z^2/(2n) -+ z sqrt(k/n (1 - k/n)/n + z^2/(4n^2))) / (1 + z^2/n)

Source of the variants: K. Greff et al., "LSTM: A Search Space Odyssey", IEEE Transactions on Neural Networks and
Learning Systems 28 (2017), 2222-2232.
"""

from functools import cache
from itertools import combinations
from typing import Any

from lstmlab import data
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Switch, Whole
from lstmlab.intervals import wilson

TASKS = {"latch": "one bit through noise", "adding": "adding problem", "stream": "stream of Reber strings"}
VARIANTS = {
    "vanilla": "nothing taken out",
    "NIG": "no input gate",
    "NFG": "no forget gate",
    "NOG": "no output gate",
    "NIAF": "no tanh of the candidate",
    "NOAF": "no tanh of the cell",
    "CIFG": "f is 1 − i",
    "NP": "no peepholes",
}
PARTS = list(VARIANTS)[1:]  # what is guessed
SEEDS = 10


@cache
def counts() -> dict[str, dict[str, int]]:
    """How many of the ten seeds succeed, by task and variant."""
    rows = data.results("gate_ablation").rows
    found = {task: dict.fromkeys(VARIANTS, 0) for task in TASKS}
    for row in rows:
        found[row["task"]][row["variant"]] += bool(row["solved"])
    return found


def compute(task: str, shown: bool, **guesses: int) -> dict[str, Any]:
    """The guesses beside what came out.

    Args:
        task: "latch", "adding" or "stream".
        shown: whether the results are shown; changes no number here.
        guesses: seeds of ten, by variant without the whole LSTM.

    Returns:
        measured, low, high: a number for each variant, in seeds.
        off: mean distance of guess and result, in seeds.
        pairs: pairs of guessed variants with different results. ordered: those of them that the guesses put in the same
        order.
        ties: pairs with equal results.
    """
    measured = [counts()[task][name] for name in VARIANTS]
    intervals = [wilson(k, SEEDS) for k in measured]
    guessed, came = [guesses[name] for name in PARTS], measured[1:]
    differ = [(i, j) for i, j in combinations(range(len(came)), 2) if came[i] != came[j]]
    ordered = [(i, j) for i, j in differ if (guessed[i] - guessed[j]) * (came[i] - came[j]) > 0]
    total = len(came) * (len(came) - 1) // 2
    return {
        "measured": measured,
        "low": [SEEDS * interval.low for interval in intervals],
        "high": [SEEDS * interval.high for interval in intervals],
        "off": sum(abs(a - b) for a, b in zip(guessed, came, strict=True)) / len(came),
        "pairs": len(differ),
        "ordered": len(ordered),
        "ties": total - len(differ),
    }


WORDS = {
    "alt": "Seeds of {seeds} that learn the task {tasks[task]}: {rows}. {result}",
    "rows": {"each": "parts", "say": "{variants[item]}: {given[item]} guessed{came[shown]}", "between": "; "},
    "came": {"true": ", {counts[task][item]} came out", "false": ""},
    "result": "{verdict[shown]}",
    "verdict": {
        "false": "The whole LSTM learns this task with {measured[0]} of {seeds} seeds. How many are left without each "
        "part? Drag the diamonds or move the sliders, then look.",
        "true": "Your guesses are off by {off:1} seeds on average. {pairs} pairs of variants came out differently, and "
        "you put {ordered} of them in the right order; {ties} pairs came out equal.",
    },
}


class AblationArena(Figure):
    """Eight variants of the LSTM on three tasks: the reader's guesses, then the seeds that succeeded."""

    title = "Ablation arena"

    task = Choice("adding", "Task", options=TASKS)
    NIG = Whole(5, f"NIG: {VARIANTS['NIG']}", low=0, high=SEEDS)
    NFG = Whole(5, f"NFG: {VARIANTS['NFG']}", low=0, high=SEEDS)
    NOG = Whole(5, f"NOG: {VARIANTS['NOG']}", low=0, high=SEEDS)
    NIAF = Whole(5, f"NIAF: {VARIANTS['NIAF']}", low=0, high=SEEDS)
    NOAF = Whole(5, f"NOAF: {VARIANTS['NOAF']}", low=0, high=SEEDS)
    CIFG = Whole(5, f"CIFG: {VARIANTS['CIFG']}", low=0, high=SEEDS)
    NP = Whole(5, f"NP: {VARIANTS['NP']}", low=0, high=SEEDS)
    shown = Switch(False, "Show what came out")

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"tasks": TASKS, "variants": VARIANTS, "parts": PARTS, "seeds": SEEDS, "counts": counts()}
