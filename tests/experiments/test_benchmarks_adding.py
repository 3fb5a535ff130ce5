"""The speed on the adding problem: what a run computes, and that the book shows what was measured."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import adding
from benchmarks.plan import KERNEL, MODULE
from lstmlab import losses, network
from lstmlab.cells import lstm

ROOT = Path(__file__).resolve().parents[2]
RESULTS = json.loads((adding.OUTPUT / "adding.json").read_text(encoding="utf-8"))


def test_a_run_trains_the_net_on_the_next_batch():
    params, batches = adding.problem("float64")
    assert len(batches) == adding.BATCHES
    run = adding.ours(params, batches)
    expected = []
    for xs, targets in batches[:2]:
        ys, _ = network.forward(lstm, params, xs, mode="many-to-one")
        expected.append(losses.mse(ys, targets)[0])
    found = [run() for _ in range(3 * adding.BATCHES)]
    assert found[0] == pytest.approx(expected[0])
    assert found[1] != pytest.approx(expected[1])  # the weights have changed
    assert np.mean(found[-16:]) < np.mean(found[:16])


def test_both_nets_were_measured_in_the_same_rounds_at_the_size_that_is_said():
    assert RESULTS["size"] == {"T": 100, "N": 32, "H": 32}
    assert [row["dtype"] for row in RESULTS["rows"]] == ["float32", "float64"]
    for row in RESULTS["rows"]:
        assert len(row["seconds"][KERNEL]) == len(row["seconds"][MODULE]) >= 7


def test_the_table_is_made_from_the_stored_numbers():
    assert (adding.OUTPUT / "adding.md").read_text(encoding="utf-8") == adding.markdown(RESULTS)


def test_a_table_says_sequences_a_second_and_how_often_as_fast_we_are():
    seconds = {KERNEL: [0.01, 0.02, 0.5], MODULE: [0.02, 0.01, 0.25]}
    results = RESULTS | {"rows": [{"dtype": "float32", "seconds": seconds}]}
    assert "| float32 | 1,600 | 1,600 | 0.50 |" in adding.markdown(results)


def test_the_page_shows_the_table():
    page = (ROOT / "book" / "appendices" / "benchmarks.md").read_text(encoding="utf-8")
    assert "../results/benchmarks/adding.md" in page
