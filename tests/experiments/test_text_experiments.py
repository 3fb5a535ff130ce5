"""Experiments on text: orders come from a text that is not measured, differences are taken in pairs and in pieces."""

import numpy as np
import pytest

from experiments import counting, past
from experiments.engine import report
from experiments.engine.store import Rows
from lstmlab import data, init, text
from lstmlab.cells import lstm
from lstmlab.data import plays


def rows_of(name):
    return report.flat(Rows(name).stored()["rows"])


def test_the_order_is_the_one_that_does_best_on_the_text_to_choose_on():
    rows = rows_of("counting")
    for read in (counting.THREE_ACTS, counting.PLAYS):
        for rule in counting.RULES:
            some = [row for row in rows if (row["read"], row["rule"]) == (read, rule)]
            assert [row["order"] for row in some] == list(counting.ORDERS)
            assert counting.best(rows, read, rule)["choose"] == min(row["choose"] for row in some)
    other = [row | {"act 5": 0.0} if row["order"] == 1 else row for row in rows]  # what is measured does not choose
    assert counting.best(other, counting.PLAYS, "Kneser-Ney")["order"] > 1


def test_perplexity_is_two_to_the_power_of_the_bits():
    table = counting.tables(rows_of("counting"))[0]
    for *_, bits, _, perplexity in table.rows:
        assert np.log2(float(perplexity)) == pytest.approx(float(bits), abs=0.03)


@pytest.mark.skipif(not plays.plays(), reason="the plays are not installed")
def test_no_text_that_is_measured_or_chosen_on_is_counted():
    for read in (counting.THREE_ACTS, counting.PLAYS):
        parts = counting.texts(read)
        for name in ("choose", "act 5", "comedy"):
            middle = len(parts[name]) // 2
            assert parts[name][middle : middle + 100] not in parts["count"], (read, name)
    everything = sum(len(data.play(name).text) for name in plays.plays())
    held_out = sum(len(data.play(name).text) for name in (counting.CHOOSE, *counting.TEST))
    assert len(counting.texts(counting.PLAYS)["count"]) == everything - held_out


def test_differences_are_taken_in_pieces_of_the_text():
    differences = np.repeat([0.0, 1.0, 0.0, 1.0], 100)
    assert past.interval(np.append(differences, 7.0), 100) == [0.5, 0.0, 1.0]  # what fills no piece is left out
    value, low, high = past.interval(differences, 1)
    assert value == 0.5
    assert high - low < 0.11  # as if four hundred characters knew nothing of each other


def test_a_net_that_forgets_at_once_loses_nothing_by_a_short_past():
    params = init.network(np.random.default_rng(0), lstm, 6, 5, 6, np.float32)
    codes = np.random.default_rng(1).integers(0, 6, size=1500)
    found = past.looked_back(params, codes, 6)
    assert found["last"][0][2] != 0  # it has a state
    params.cell.W_h[:] = 0
    params.cell.b[5:10] = -100  # the forget gate
    found = past.looked_back(params, codes, 6)
    assert [row[0] for row in found["last"]] == list(past.LAST)
    for _, bits, more, low, high in found["last"]:
        assert bits == pytest.approx(found["all"], abs=2e-4)
        assert (more, low, high) == pytest.approx((0, 0, 0), abs=2e-4)


def test_all_kinds_of_block_have_as_many_updates_and_characters():
    codes = np.zeros(20_001, int)
    made = [list(text.stream_batches(codes, 256 // block, block)) for block, _ in past.KINDS.values()]
    assert {X.size for batches in made for X, _ in batches} == {256}
    assert len({len(batches) for batches in made}) == 1


def test_what_looks_like_a_longer_past_is_a_beginning_that_was_never_learnt():
    (table,) = past.tables(rows_of("past"))
    assert [line[0] for line in table.rows] == [*(f"the last {n}" for n in past.LAST), "everything: bits"]
    short, long, short_anew, long_anew = (
        [
            row["last"][past.LAST.index(4)][2]
            for row in rows_of("past")
            if (row["net"], row["kind"]) == (past.SMALL, kind)
        ]
        for kind in past.KINDS
    )
    assert max(short) < min(long)  # so it seems
    assert 1.2 < np.mean(long) / np.mean(short) < 1.8
    assert max(short_anew + long_anew) < 0.5 * min(short)  # but a net that has learnt to begin loses far less
    assert np.ptp([np.mean(short_anew), np.mean(long_anew)]) < 0.05
