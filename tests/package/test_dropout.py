"""Dropout: what is dropped, for how long, and what it leaves as it was."""

import numpy as np
import pytest

from lstmlab import dropout, gradcheck, layers, losses, network, readout, trees, unroll
from lstmlab.cells import elman, gru, gru_reset_after, lstm, mingru, minlstm
from lstmlab.dropout import Drop, Dropout
from lstmlab.layers import Bidirectional, Both, Stack
from tests.cases import for_each
from tests.package.cell_cases import BLIND, EXACT, random_params, random_state

LIMIT = 1e-10
T, N, D, H, K = 4, 3, 2, 5, 2
EVERYWHERE = Dropout(inputs=0.3, outputs=0.4, recurrent=0.5)
MASK = unroll.lengths_to_mask([4, 2, 3], T)

# Title: (what runs, its hidden units).
NETWORKS = {title: (cell, H) for title, cell in EXACT.items()} | {
    "two layers": (Stack((lstm, gru)), (3, 4)),
    "both ways": (Bidirectional(gru_reset_after), 3),
    "two layers, both ways each": (Stack((Bidirectional(elman), Bidirectional(lstm))), (2, 3)),
}


def make(cell, n_hidden, seed=0, dtype=np.float64):
    """A network with random weights, inputs and targets."""
    rng = np.random.default_rng(seed)
    size = layers.output_size(cell, n_hidden)
    shapes = network.Params(layers.zeros(cell, D, n_hidden), readout.Params(W_y=np.zeros((size, K)), b_y=np.zeros(K)))
    params = trees.map(lambda w: (0.6 * rng.normal(size=w.shape)).astype(dtype), shapes)
    return params, rng.normal(size=(T, N, D)).astype(dtype), rng.normal(size=(T, N, K)).astype(dtype)


def test_every_number_keeps_its_expectation():
    rng = np.random.default_rng(0)
    for rate in (0.1, 0.5, 0.9):
        mask = dropout.mask(rng, rate, (400, 500))
        survivors = mask > 0
        np.testing.assert_array_equal(mask[survivors], np.full(survivors.sum(), 1 / (1 - rate)))
        # Each mean of 200,000 numbers is within five of its standard errors.
        assert abs(survivors.mean() - (1 - rate)) < 5 * np.sqrt(rate * (1 - rate) / mask.size)
        assert abs(mask.mean() - 1) < 5 * np.sqrt(rate / (1 - rate) / mask.size)


def test_the_output_of_a_linear_readout_keeps_its_expectation():
    params, xs, _ = make(lstm, H)
    hs = layers.forward(lstm, params.cell, xs).hs
    ys = readout.forward(params.readout, hs)
    rng = np.random.default_rng(1)
    draws = [
        readout.forward(params.readout, hs * Dropout(outputs=0.5).draw(rng, params, N).outputs) for _ in range(4000)
    ]
    error = np.std(draws, axis=0) / np.sqrt(len(draws))
    assert (np.abs(np.mean(draws, axis=0) - ys) < 5 * error).all()


def test_a_rate_of_zero_drops_nothing():
    params, xs, targets = make(Stack((lstm, gru)), (3, 4))
    rng = np.random.default_rng(0)
    masks = Dropout().draw(rng, params, N)
    assert masks == dropout.Masks((Drop(None, None), Drop(None, None)), None)
    assert rng.random() == np.random.default_rng(0).random()
    results = [
        network.loss_and_gradients(Stack((lstm, gru)), params, (xs, targets), losses.mse, drop=each)
        for each in (None, masks)
    ]
    for name, one, other in trees.leaves(*results):
        np.testing.assert_array_equal(one, other, err_msg=name)


@for_each("cell, n_hidden", NETWORKS.values(), ids=NETWORKS)
@for_each("mode", ["many-to-many", "many-to-one"])
def test_gradients_with_fixed_masks_agree_with_the_complex_step(cell, n_hidden, mode, record_property):
    params, xs, targets = make(cell, n_hidden)
    targets = targets if mode == "many-to-many" else targets[-1]

    masks = EVERYWHERE.draw(np.random.default_rng(7), params, N)
    value, grads, _ = network.loss_and_gradients(cell, params, (xs, targets), losses.mse, mode, drop=masks)

    def value_of(moved):  # without the way back, which is not asked for at each of the numbers
        hs = layers.forward(cell, moved.cell, xs, drop=masks.cell).hs
        read = hs if mode == "many-to-many" else readout.last(cell, hs)[None]
        return losses.mse(readout.forward(moved.readout, read * masks.outputs, mode), targets)[0]

    assert value == pytest.approx(value_of(params), rel=1e-14)
    errors = gradcheck.compare(value_of, params, grads)
    record_property("largest relative error", max(errors.values()))
    assert max(errors.values()) < LIMIT, errors


@for_each("mask", [None, MASK], ids=["equal lengths", "mask"])
@for_each("cell", EXACT.values(), ids=EXACT)
def test_gradients_of_inputs_and_states_with_dropout_agree_with_the_complex_step(cell, mask, record_property):
    rng = np.random.default_rng(0)
    params, state, dlast = random_params(cell, rng, D, H), *(random_state(cell, rng, N, H) for _ in "12")
    xs, dhs = rng.normal(size=(T, N, D)), rng.normal(size=(T, N, H))
    drop = Drop(dropout.mask(rng, 0.3, (N, D)), dropout.mask(rng, 0.5, (N, H)))

    def loss(moved):
        trace = layers.forward(cell, *moved, mask, drop)
        return (trace.hs * dhs).sum() + sum((s * d).sum() for s, d in zip(trace.state, dlast, strict=True))

    trace = layers.forward(cell, params, xs, state, mask, drop)
    dxs, dstate, grads = layers.backward(cell, params, trace, dhs, dlast)
    errors = gradcheck.compare(loss, (params, xs, state), (grads, dxs, dstate))
    record_property("largest relative error", max(errors.values()))
    assert max(errors.values()) < LIMIT, errors


@for_each("cell", EXACT.values(), ids=EXACT)
def test_a_unit_that_is_dropped_is_dropped_at_every_step(cell):
    rng = np.random.default_rng(0)
    params, state = random_params(cell, rng, D, H), random_state(cell, rng, N, H)
    xs = rng.normal(size=(T, N, D))
    drop = Drop(dropout.mask(rng, 0.5, (N, D)), dropout.mask(rng, 0.5, (N, H)))
    hs = layers.forward(cell, params, xs, state, drop=drop).hs
    for x, h in zip(xs, hs, strict=True):
        state, _ = cell.step(params, x * drop.inputs, state, drop.recurrent)
        np.testing.assert_array_equal(h, state.h)


@for_each("cell", EXACT.values(), ids=EXACT)
def test_inputs_that_are_dropped_do_not_matter_at_any_step(cell):
    rng = np.random.default_rng(0)
    params, xs = random_params(cell, rng, D, H), rng.normal(size=(T, N, D))
    inputs = np.array([[0.0, 2.0], [2.0, 0.0], [2.0, 2.0]])
    trace = layers.forward(cell, params, xs, drop=Drop(inputs))
    others = layers.forward(cell, params, xs + (inputs == 0), drop=Drop(inputs))
    np.testing.assert_array_equal(trace.hs, others.hs)
    dxs, _, grads = layers.backward(cell, params, trace, np.ones((T, N, H)))
    assert not dxs[:, inputs == 0].any()
    assert dxs[:, inputs > 0].all()
    _, _, grads_alone = layers.backward(cell, params, layers.forward(cell, params, xs * inputs), np.ones((T, N, H)))
    for name, one, other in trees.leaves(grads, grads_alone):
        np.testing.assert_array_equal(one, other, err_msg=name)


@for_each("title", [title for title in EXACT if title not in BLIND])
def test_dropping_the_whole_state_leaves_a_cell_without_recurrent_weights(title):
    cell = EXACT[title]
    rng = np.random.default_rng(0)
    params, state = random_params(cell, rng, D, H), random_state(cell, rng, N, H)
    xs = rng.normal(size=(T, N, D))
    dropped = layers.forward(cell, params, xs, state, drop=Drop(recurrent=np.zeros((N, H))))
    without = layers.forward(cell, params._replace(W_h=np.zeros_like(params.W_h)), xs, state)
    np.testing.assert_allclose(dropped.hs, without.hs, rtol=1e-12, atol=1e-14)


@for_each("cell", [gru, gru_reset_after])
def test_what_a_gru_copies_is_not_dropped(cell):
    copying = 40.0 if cell is gru_reset_after else -40.0  # z at 1, or at 0: h = h_prev, whatever the candidate says
    params = cell.zeros(D, H)
    name = "b" if cell is gru else "b_x"
    getattr(params, name)[H : 2 * H] = copying
    state = random_state(cell, np.random.default_rng(0), N, H)
    xs = np.random.default_rng(1).normal(size=(200, N, D))
    hs = layers.forward(cell, params, xs, state, drop=Drop(recurrent=np.zeros((N, H)))).hs
    np.testing.assert_allclose(hs[-1], state.h, rtol=1e-13)


def test_what_an_lstm_keeps_in_its_cells_is_not_dropped():
    params = lstm.zeros(D, H)
    params.b[:H], params.b[H : 2 * H] = -40.0, 40.0  # nothing is written, nothing forgotten
    state = random_state(lstm, np.random.default_rng(0), N, H)
    xs = np.random.default_rng(1).normal(size=(200, N, D))
    trace = layers.forward(lstm, params, xs, state, drop=Drop(recurrent=np.zeros((N, H))))
    np.testing.assert_allclose(trace.state.c, state.c, rtol=1e-13)


@for_each("cell, n_hidden", NETWORKS.values(), ids=NETWORKS)
def test_masks_have_the_form_of_the_weights_and_a_row_for_each_sequence(cell, n_hidden):
    params, _, _ = make(cell, n_hidden, dtype=np.float32)
    masks = EVERYWHERE.draw(np.random.default_rng(0), params, 64)
    for name, array in trees.leaves(masks):
        if array is None:  # a state that meets no weight
            assert name == "cell.recurrent"
            assert cell in (mingru, minlstm)
            continue
        assert array.dtype == np.float32
        assert len(array) == 64
        assert len({row.tobytes() for row in array}) > 1, name  # each sequence its own
    assert masks.outputs.shape == (64, layers.output_size(cell, n_hidden))


def test_every_layer_and_each_half_draws_its_own_masks():
    cell = Stack((Bidirectional(lstm), gru))
    params, _, _ = make(cell, (3, 6))
    masks = EVERYWHERE.draw(np.random.default_rng(0), params, 50).cell
    assert isinstance(masks[0], Both)
    assert masks[0].forward.inputs.shape == masks[0].backward.inputs.shape == (50, D)
    assert masks[1].inputs.shape == masks[1].recurrent.shape == (50, 6)
    arrays = [array for _, array in trees.leaves(masks)]
    assert len({array.tobytes() for array in arrays}) == len(arrays) == 6


def test_the_seed_decides_what_is_dropped():
    cell = Stack((lstm, gru))
    params, xs, targets = make(cell, (3, 4))

    def run(rng):
        return network.loss_and_gradients(cell, params, (xs, targets), losses.mse, drop=EVERYWHERE.draw(rng, params, N))

    rng = np.random.default_rng(0)
    one, same, next_batch = run(rng), run(np.random.default_rng(0)), run(rng)
    for name, a, b in trees.leaves(one, same):
        np.testing.assert_array_equal(a, b, err_msg=name)
    assert one[0] != next_batch[0]


def test_training_drops_and_use_does_not():
    params, xs, targets = make(lstm, H)
    loss, _, _ = network.loss_and_gradients(
        lstm, params, (xs, targets), losses.mse, drop=EVERYWHERE.draw(np.random.default_rng(0), params, N)
    )
    ys, _ = network.forward(lstm, params, xs)
    used, _, _ = network.loss_and_gradients(lstm, params, (xs, targets), losses.mse)
    assert losses.mse(ys, targets)[0] == used != loss


def test_float32_stays_float32_and_nothing_is_changed():
    cell = Stack((Bidirectional(lstm), gru))
    params, xs, targets = make(cell, (3, 4), dtype=np.float32)
    before = trees.map(np.copy, (params, xs, targets))
    results = network.loss_and_gradients(
        cell,
        params,
        network.Batch(xs, targets, mask=MASK),
        losses.mse,
        drop=EVERYWHERE.draw(np.random.default_rng(0), params, N),
    )
    assert {array.dtype for _, array in trees.leaves(results)} == {np.dtype(np.float32)}
    assert dropout.mask(np.random.default_rng(0), np.float64(0.5), (2,), np.float32).dtype == np.float32
    for name, one, other in trees.leaves((params, xs, targets), before):
        np.testing.assert_array_equal(one, other, err_msg=name)


def test_rates_and_generators_that_make_no_sense_are_refused():
    for rate in (1.0, -0.1, 1.5, np.nan):
        for name in ("inputs", "outputs", "recurrent"):
            with pytest.raises(ValueError, match=f"{name}: expected a number from 0 to below 1, got {rate}"):
                Dropout(**{name: rate})
    for rate in ("half", None, True, [0.5]):
        with pytest.raises(TypeError, match="inputs: expected a number from 0 to below 1, got "):
            Dropout(inputs=rate)
    params, _, _ = make(lstm, H)
    for rng, kind in ((0, "int"), (None, "NoneType")):
        with pytest.raises(TypeError, match=rf"rng: expected a generator .* got {kind}"):
            EVERYWHERE.draw(rng, params, N)
    with pytest.raises(ValueError, match="n: expected at least 1, got 0"):
        EVERYWHERE.draw(np.random.default_rng(0), params, 0)
