"""Five nets side by side: how they start, and the table that shows them."""

import numpy as np
import pytest

from experiments.engine import classic, held, nets, tell
from lstmlab import losses
from lstmlab.cells import gru, lstm
from lstmlab.gates import split
from lstmlab.tasks import recall


@pytest.mark.parametrize("net", nets.NETS)
def test_a_net_that_keeps_much_starts_by_writing_little(net):
    cell, params = nets.make(np.random.default_rng(0), net, 3, 5, 2, keep=4.0)
    assert cell is nets.CELLS[net]
    assert params.cell.W_x.dtype == np.float32
    assert params.readout[0].shape == (5, 2)
    if net == "GRU":
        biases = dict(zip(gru.GATES, split(params.cell.b, 3), strict=True))
        assert (biases["z"] == -4).all()
        assert (biases["r"] == 0).all()
    elif net != "Elman":
        biases = dict(zip(lstm.GATES, split(params.cell.b, 4), strict=True))
        assert (biases["i"] == -4).all()
        assert (biases["f"] == (held.OPEN if net == "LSTM 1997" else 4)).all()
        assert (biases["o"] == 0).all()


def test_an_elman_net_starts_with_a_matrix_that_keeps_the_size_of_its_state():
    _, params = nets.make(np.random.default_rng(0), "Elman", 3, 5, 2, keep=4.0)
    np.testing.assert_allclose(params.cell.W_h.T @ params.cell.W_h, np.eye(5), atol=1e-6)


def test_a_net_learns_to_answer_after_the_last_step():
    def draw(rng, n):
        return recall.batch(rng, n, 4, 3, np.float32)

    def right(logits, labels):
        return logits.argmax(axis=-1) == labels

    options = {"goal": 0.95, "updates": 300, "keep": 1.0}
    one, same = (classic.at_the_end("LSTM", 0, draw, losses.softmax_cross_entropy, right, **options) for _ in "ab")
    assert one == same
    assert one["solved"]
    assert one["score"] >= 0.95
    none = classic.at_the_end("LSTM", 0, draw, losses.softmax_cross_entropy, right, **(options | {"updates": 1}))
    assert not none["solved"]


def test_the_table_says_what_failed_and_what_was_published():
    rows = [
        {"net": net, "seed": seed, "solved": net != "LSTM" or seed == 1, "score": 0.5, "updates": 100}
        for net in nets.NETS
        for seed in range(3)
    ]
    table = classic.table("Some task", rows, {"LSTM": "about 50 % (table 0)"}, batch=20)
    assert table.columns[0] == "net"
    assert [row[0] for row in table.rows] == list(nets.NETS)
    first, second = (dict(zip(table.columns, table.rows[nets.NETS.index(net)], strict=True)) for net in ("LSTM", "GRU"))
    assert first["seeds that succeed"].startswith("1 of 3 (")
    assert first["seeds that fail"] == "0, 2"
    assert first["sequences to success"] == "2,000 (2,000 to 2,000)"
    assert first["published"] == "about 50 % (table 0)"
    assert (second["seeds that fail"], second["published"]) == ("none", "-")
    lost = [row | {"solved": False} for row in tell.select(rows, net="LSTM")]
    assert classic.failures(lost) == "all"
    assert classic.sequences(lost) == "-"
