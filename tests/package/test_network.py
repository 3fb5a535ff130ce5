"""Networks: any cell, stack or direction with a readout, unequal lengths, losses at every step or at the last."""

import numpy as np
import pytest

from lstmlab import gradcheck, layers, losses, network, readout, trees, unroll
from lstmlab.cells import elman, gru, lstm
from lstmlab.layers import Bidirectional, Stack
from tests.cases import for_each
from tests.package.cell_cases import EXACT

LIMIT = 1e-10
T, N, D, H, K = 5, 3, 2, 3, 4
LENGTHS = (3, 5, 1)
MASK = unroll.lengths_to_mask(LENGTHS, T)

# Title: (what runs, its hidden units).
NETWORKS = {
    "Elman": (elman, H),
    "LSTM": (lstm, H),
    "two layers": (Stack((lstm, gru)), (3, 4)),
    "both ways": (Bidirectional(lstm), 3),
    "two layers, both ways each": (Stack((Bidirectional(elman), Bidirectional(gru))), (2, 3)),
    "both ways, two layers each": (Bidirectional(Stack((elman, gru))), (3, 2)),
}
every_network = for_each("cell, n_hidden", NETWORKS.values(), ids=NETWORKS)
one_way = for_each("cell, n_hidden", [NETWORKS["LSTM"], NETWORKS["two layers"]], ids=["LSTM", "stack"])


def make(cell, n_hidden, seed=0, dtype=np.float64):
    """Random weights, inputs, first states, and labels at every step."""
    rng = np.random.default_rng(seed)
    W_y, b_y = np.zeros((layers.output_size(cell, n_hidden), K)), np.zeros(K)
    shapes = network.Params(layers.zeros(cell, D, n_hidden), readout.Params(W_y, b_y))
    params = trees.map(lambda w: (0.6 * rng.normal(size=w.shape)).astype(dtype), shapes)
    state = trees.map(lambda s: rng.normal(size=s.shape).astype(dtype), layers.zero_state(cell, params.cell, N))
    return params, rng.normal(size=(T, N, D)).astype(dtype), state, rng.integers(0, K, size=(T, N))


def errors_beside_the_complex_step(cell, params, batch, loss, mode="many-to-many", fast=True):
    def value_of(moved):  # without the way back, which is not asked for at each of the numbers
        ys, _ = network.forward(cell, moved, batch.xs, batch.state, mode, batch.mask, fast)
        return loss(ys, batch.targets)[0]

    value, grads, _ = network.loss_and_gradients(cell, params, batch, loss, mode, fast=fast)
    assert value == pytest.approx(value_of(params), rel=1e-14)
    return gradcheck.compare(value_of, params, grads)


@every_network
@for_each("mask", [None, MASK], ids=["equal lengths", "mask"])
@for_each("fast", [True, False], ids=["kernels", "reference"])
def test_the_gradient_of_a_loss_at_every_step_agrees_with_the_complex_step(cell, n_hidden, mask, fast, record_property):
    params, xs, state, labels = make(cell, n_hidden)
    loss = losses.softmax_cross_entropy if mask is None else losses.masked(losses.softmax_cross_entropy, mask)
    errors = errors_beside_the_complex_step(cell, params, network.Batch(xs, labels, mask, state), loss, fast=fast)
    record_property("largest relative error", max(errors.values()))
    assert max(errors.values()) < LIMIT, errors


@every_network
@for_each("mask", [None, MASK], ids=["equal lengths", "mask"])
def test_the_gradient_of_a_loss_at_the_last_step_agrees_with_the_complex_step(cell, n_hidden, mask, record_property):
    params, xs, state, labels = make(cell, n_hidden)
    errors = errors_beside_the_complex_step(
        cell, params, network.Batch(xs, labels[-1], mask, state), losses.softmax_cross_entropy, "many-to-one"
    )
    record_property("largest relative error", max(errors.values()))
    assert max(errors.values()) < LIMIT, errors


@every_network
def test_many_to_one_reads_each_sequence_at_its_own_end(cell, n_hidden):
    params, xs, state, _ = make(cell, n_hidden)
    together, _ = network.forward(cell, params, xs, state, "many-to-one", MASK)
    for n, length in enumerate(LENGTHS):
        own = trees.map(lambda s, n=n: s[n : n + 1], state)
        alone, _ = network.forward(cell, params, xs[:length, n : n + 1], own, "many-to-one")
        np.testing.assert_allclose(together[n], alone[0], rtol=1e-12)


@every_network
@for_each("mode", ["many-to-many", "many-to-one"])
def test_a_masked_batch_has_the_loss_and_gradient_of_its_sequences_one_by_one(cell, n_hidden, mode):
    params, xs, state, labels = make(cell, n_hidden)
    every_step = mode == "many-to-many"
    loss = losses.softmax_cross_entropy
    value, grads, last = network.loss_and_gradients(
        cell,
        params,
        network.Batch(xs, labels if every_step else labels[-1], MASK, state),
        losses.masked(loss, MASK) if every_step else loss,
        mode,
    )
    total, sum_of_grads = 0.0, trees.map(np.zeros_like, params)
    for n, length in enumerate(LENGTHS):
        column = slice(n, n + 1)
        first, last_of_n = (trees.map(lambda s, n=n: s[n : n + 1], tree) for tree in (state, last))
        target = labels[:length, column] if every_step else labels[-1, column]
        one, grad, own_last = network.loss_and_gradients(
            cell, params, network.Batch(xs[:length, column], target, state=first), loss, mode
        )
        share = length / sum(LENGTHS) if every_step else 1 / N
        total += share * one
        sum_of_grads = trees.map(lambda a, b, share=share: a + share * b, sum_of_grads, grad)
        for name, a, b in trees.leaves(last_of_n, own_last):
            np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-14, err_msg=name)
    assert value == pytest.approx(total, rel=1e-13)
    for name, a, b in trees.leaves(grads, sum_of_grads):
        np.testing.assert_allclose(a, b, rtol=1e-11, atol=1e-14, err_msg=name)


@every_network
def test_reading_every_step_and_using_the_last_is_reading_the_last_where_time_runs_one_way(cell, n_hidden):
    params, xs, state, _ = make(cell, n_hidden)
    ys, trace = network.forward(cell, params, xs, state)
    y, _ = network.forward(cell, params, xs, state, "many-to-one")
    backward_half = isinstance(cell, Bidirectional) or isinstance(getattr(cell, "cells", [None])[-1], Bidirectional)
    assert np.allclose(y, ys[-1], rtol=1e-12) == (not backward_half)
    if backward_half:
        # The half that runs backward has seen everything at step 0.
        ahead, back = np.split(trace.hs, 2, axis=2)
        read = np.concatenate([ahead[-1], back[0]], axis=1)
        np.testing.assert_allclose(y, read @ params.readout.W_y + params.readout.b_y, rtol=1e-12)


@one_way
@for_each("fast", [True, False], ids=["kernels", "reference"])
def test_a_network_is_truncated_in_chunks_with_its_state_carried(cell, n_hidden, fast):
    params, xs, state, labels = make(cell, n_hidden)
    k, loss = 2, losses.softmax_cross_entropy
    value, grads, last = network.loss_and_gradients(
        cell, params, network.Batch(xs, labels, state=state), loss, k=k, fast=fast
    )
    total, sum_of_grads = 0.0, trees.map(np.zeros_like, params)
    for t in range(0, T, k):
        chunk = slice(t, t + k)
        part, grad, state = network.loss_and_gradients(
            cell, params, network.Batch(xs[chunk], labels[chunk], state=state), loss
        )
        share = len(xs[chunk]) / T
        total += share * part
        sum_of_grads = trees.map(lambda a, b, share=share: a + share * b, sum_of_grads, grad)
    assert value == pytest.approx(total, rel=1e-13)
    for name, a, b in trees.leaves((grads, last), (sum_of_grads, state)):
        np.testing.assert_allclose(a, b, rtol=1e-11, atol=1e-14, err_msg=name)


@for_each("cell", EXACT.values(), ids=EXACT)
def test_kernels_and_reference_cells_train_alike(cell):
    params, xs, state, labels = make(cell, H)
    results = [
        network.loss_and_gradients(
            cell, params, network.Batch(xs, labels, state=state), losses.softmax_cross_entropy, k=3, fast=fast
        )
        for fast in (True, False)
    ]
    for name, one, other in trees.leaves(*results):
        assert gradcheck.relative_error(one, other) < 1e-12, name


@every_network
@for_each("mode", ["many-to-many", "many-to-one"])
def test_float32_stays_float32_and_nothing_is_changed(cell, n_hidden, mode):
    params, xs, state, labels = make(cell, n_hidden, dtype=np.float32)
    before = trees.map(np.copy, (params, xs, state, labels))
    targets = labels if mode == "many-to-many" else labels[-1]
    for mask in (None, MASK):
        results = network.loss_and_gradients(
            cell, params, network.Batch(xs, targets, mask, state), losses.softmax_cross_entropy, mode
        )
        ys, _ = network.forward(cell, params, xs, state, mode, mask)
        assert {array.dtype for _, array in trees.leaves((results, ys))} == {np.dtype(np.float32)}
    for name, one, other in trees.leaves((params, xs, state, labels), before):
        np.testing.assert_array_equal(one, other, err_msg=name)


def test_a_batch_is_a_pair_or_has_names():
    cell, n_hidden = NETWORKS["LSTM"]
    params, xs, _, labels = make(cell, n_hidden)
    loss = losses.softmax_cross_entropy
    expected = network.loss_and_gradients(cell, params, network.Batch(xs, labels), loss)
    for batch in ((xs, labels), [xs, labels]):
        for name, one, other in trees.leaves(network.loss_and_gradients(cell, params, batch, loss), expected):
            np.testing.assert_array_equal(one, other, err_msg=name)
    for batch, kind in ((xs, "ndarray"), ((xs,), "tuple of 1"), ((xs,) * 5, "tuple of 5"), ({"xs": xs}, "dict")):
        with pytest.raises(TypeError, match=rf"batch: expected \(xs, targets\) or a Batch\(.*\), got {kind}"):
            network.loss_and_gradients(cell, params, batch, loss)


def test_what_a_network_cannot_do_is_said():
    cell, n_hidden = NETWORKS["both ways"]
    params, xs, state, labels = make(cell, n_hidden)
    loss = losses.softmax_cross_entropy
    with pytest.raises(ValueError, match="k: expected None for a Bidirectional, got 2"):
        network.loss_and_gradients(cell, params, (xs, labels), loss, k=2)
    with pytest.raises(ValueError, match="mode: expected 'many-to-many' or 'many-to-one', got 'last'"):
        network.loss_and_gradients(cell, params, (xs, labels), loss, "last")
    with pytest.raises(ValueError, match="mode: expected 'many-to-many' or 'many-to-one', got 'last'"):
        network.forward(cell, params, xs, mode="last")
    with pytest.raises(ValueError, match=r"mask: expected \(T, N\) = \(5, 3\), got \(3, 5\)"):
        network.forward(cell, params, xs, mask=MASK.T)
    with pytest.raises(ValueError, match=r"hs: expected \(T, N, H\) = \(5, 3, 3\), got \(5, 3, 6\)"):
        network.forward(cell, params._replace(readout=readout.Params(np.ones((3, K)), np.ones(K))), xs)
    with pytest.raises(TypeError, match=r"state: expected Both\(forward, backward\), got State\(h, c\)"):
        network.forward(cell, params, xs, state.forward)


def test_a_batch_may_come_as_two_arrays_as_a_pair_or_with_names():
    params, xs, _, labels = make(lstm, H)
    targets, loss = labels[-1], losses.softmax_cross_entropy
    expected = network.loss_and_gradients(lstm, params, network.Batch(xs, targets), loss, "many-to-one")
    for found in (
        network.loss_and_gradients(lstm, params, xs, targets, loss, "many-to-one"),
        network.loss_and_gradients(lstm, params, (xs, targets), loss, mode="many-to-one"),
        network.loss_and_gradients(lstm, params, xs=xs, targets=targets, loss=loss, mode="many-to-one"),
        network.loss_and_gradients(lstm, params, batch=(xs, targets), loss=loss, mode="many-to-one"),
    ):
        assert found[0] == expected[0]
        for name, one, other in trees.leaves(found[1], expected[1]):
            np.testing.assert_array_equal(one, other, err_msg=name)
