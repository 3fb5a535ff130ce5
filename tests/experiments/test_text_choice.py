"""What the experiment on text tells follows from its rows: choices from the play to choose on, intervals in pairs."""

import re
from pathlib import Path

import numpy as np
import pytest

from experiments import text
from experiments.engine.specification import registry
from experiments.engine.store import Rows
from lstmlab import data
from lstmlab.cells import lstm
from lstmlab.data import play_net, plays

ROOT = Path(text.__file__).resolve().parents[1] / "book"


def row(model, size, seed, choose, rate=0.004, toy=False):
    return {"model": model, "size": size, "rate": rate, "seed": seed, "toy": toy, text.CHOOSE: choose}


def test_size_rate_and_order_are_those_that_do_best_on_the_play_to_choose_on():
    rows = [row(model, 128, text.CHOOSING, 2.5) for model in text.CELLS]
    rows += [row(model, 192, text.CHOOSING, 2.4, 0.008) | {"coriolanus": 9.0} for model in text.CELLS]
    rows += [row("LSTM", 256, 0, 1.0)]  # a seed that is told of does not choose
    counts = ((5, 2.4), (6, 2.3), (7, 2.35))
    rows += [row(rule, order, 0, bits, 0) for rule in text.RULES for order, bits in counts]
    rows += [row("Kneser-Ney", 3, 0, 0.6, 0, toy=True)]
    jobs = text.then(rows)
    assert {(job["model"], job["size"], job["rate"], job["seed"]) for job in jobs[:-1]} == {
        (model, 192, 0.008, seed) for model in text.CELLS for seed in text.REPORTED
    }
    assert (jobs[-1]["model"], jobs[-1]["beside"]) == (text.STORED, dict.fromkeys(text.RULES, 6))


def test_differences_are_taken_in_pieces_of_the_text():
    differences = np.repeat([0.0, 1.0, 0.0, 1.0], 100)
    value, low, high = text.interval(np.append(differences, 7.0), 100)  # what fills no piece is left out
    assert value == 0.5
    assert (low, high) == (0.0, 1.0)  # four pieces, not four hundred characters
    alone = text.interval(differences, 1)
    assert alone[2] - alone[1] < 0.11


def test_the_rate_falls_to_nothing_in_the_last_fifth():
    rates = [text.falling(0.01, 50)(t) for t in range(50)]
    assert rates[:41] == pytest.approx([0.01] * 41)
    assert len(set(rates[:40])) == 1
    assert rates[45] == pytest.approx(0.005)
    assert rates[49] == pytest.approx(0.001)


def test_streams_begin_anew_now_and_then_and_each_with_its_whole_state():
    rng = np.random.default_rng(0)
    state = lstm.State(*(rng.normal(size=(2, text.STREAMS, 3)).astype(np.float32)))
    counts = []
    for _ in range(500):
        anew = text.some_anew(state, rng)
        zero = (anew.h == 0).all(axis=1)
        np.testing.assert_array_equal(anew.c, np.where(zero[:, None], 0, state.c))
        np.testing.assert_array_equal(anew.h, np.where(zero[:, None], 0, state.h))
        assert anew.c.dtype == np.float32
        counts.append(zero.sum())
    assert np.mean(counts) == pytest.approx(text.STREAMS * text.FRESH, abs=0.15)


def test_what_the_stored_weights_are_is_said_where_they_are_shown():
    model = data.play_model()
    page, chapter = ((ROOT / path).read_text(encoding="utf-8") for path in ("explainer.md", "chapters/11-text.md"))
    units = len(model.params.cell.W_h)
    said = [int(n) for part in (page, chapter, *others()) for n in re.findall(r"(\d+) (?:memory )?cells\b", part)]
    assert said, "nobody says how many cells the net has"
    assert set(said) == {units}
    before, after = re.findall(r"\d\.\d+", model.about[text.ROUNDING])
    assert abs(float(after) - float(before)) < 0.01
    assert f"{float(before):.3f} bits a character before the rounding, and {float(after):.3f} after it" in page
    kilobytes = Path(data.__file__).with_name(play_net.FILE).stat().st_size / 1000
    assert f"{kilobytes:.0f} kB" in page


def others():
    """Other pages that name the size of the net."""
    return [(ROOT / path).read_text(encoding="utf-8") for path in ("index.md", "chapters/05-lstm.md")]


def test_the_plays_that_are_measured_are_none_of_those_that_are_read():
    rows = [one["settings"] | one["result"] for one in Rows("text").stored()["rows"]]
    told = [one for one in rows if one["seed"] in text.REPORTED and one["model"] in text.CELLS]
    assert {one["model"] for one in told} == set(text.CELLS)
    assert len(told) == len(text.CELLS) * len(text.REPORTED)
    about = data.play_model().about
    assert all(text.TITLES[name] in about["trained"] for name in (text.CHOOSE, *text.TEST))
    if plays.plays():
        everything = sum(len(data.play(name).text) for name in plays.plays())
        held_out = sum(len(data.play(name).text) for name in (text.CHOOSE, *text.TEST))
        assert len(text.codes_of()) == everything - held_out
        read = text.codes_of().astype(np.uint8).tobytes()
        assert text.codes_of(text.TEST[0])[1000:1200].astype(np.uint8).tobytes() not in read
        assert text.codes_of("hamlet")[1000:1200].astype(np.uint8).tobytes() in read


@pytest.mark.skipif(not plays.plays(), reason="the plays are not installed")
def test_bits_read_in_blocks_are_those_of_the_text_read_at_once():
    model = data.play_model()
    codes = text.codes_of(text.CHOOSE)[:4501]
    whole = text.bits_of_each(lstm, model.params, codes)
    said = model.forward(codes[:-1])[0]
    said -= np.log(np.exp(said).sum(axis=1, keepdims=True))
    np.testing.assert_allclose(whole, -said[np.arange(4500), codes[1:]] / np.log(2), atol=1e-3)
    # As many characters before as there are: the same.
    np.testing.assert_allclose(text.bits_after(model.params, codes, 50, np.array([50])), whole[49:50], atol=1e-4)


def test_the_table_of_the_past_says_what_the_stored_row_holds():
    stored = Rows("text").stored()
    rows = [one["settings"] | one["result"] for one in stored["rows"]]
    table = registry()["text"].tables(rows)[2]
    kept = next(one for one in rows if one["model"] == text.STORED)
    assert [line[0] for line in table.rows] == [*(f"the last {last}" for last in text.LAST), "everything"]
    assert [float(line[1]) for line in table.rows] == pytest.approx(
        [*(bits for _, bits, *_ in kept["last"]), kept["all"]], abs=6e-4
    )


def test_what_the_chapter_says_of_the_rows():
    rows = [one["settings"] | one["result"] for one in Rows("text").stored()["rows"]]
    counting, modified = (text.best(rows, rule) for rule in ("Kneser-Ney", "modified Kneser-Ney"))
    stored = next(one for one in rows if one["model"] == text.STORED)
    assert stored["beside"] == {rule: text.best(rows, rule)["size"] for rule in text.RULES}
    assert stored["numbers"] < counting["numbers"] / 4
    assert stored["numbers"] < modified["numbers"] / 10
    for play in text.TEST:
        assert stored[play] < counting[play]
        assert stored["gain"]["Kneser-Ney"][play][1] > 0
        for rule, gain in stored["gain"].items():
            assert gain[play][0] == pytest.approx(text.best(rows, rule)[play] - stored[play], abs=0.003)
    tragedy, comedy = (stored["gain"]["modified Kneser-Ney"][play] for play in text.TEST)
    assert tragedy[1] < 0 < tragedy[2]  # no difference that can be measured
    assert comedy[2] < 0  # the modified rule does better
    for one in rows:
        if one["seed"] in text.REPORTED and one["model"] in text.CELLS:
            assert min(one[play] - counting[play] for play in text.TEST) > 0  # a small budget does not reach counting
    low = {last: low for last, _, _, low, _ in stored["last"]}
    high = {last: high for last, *_, high in stored["last"]}
    assert low[4] > 0.5
    assert low[32] > 0  # within the block of 64, more past is worth something
    assert low[64] < 0 < high[64]  # beyond it nothing that can be measured
