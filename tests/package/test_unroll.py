"""Unrolling, the readout and the network: time, batches, modes, truncation, states carried on."""

import numpy as np
import pytest

from lstmlab import gradcheck, init, losses, network, readout, trees, unroll
from lstmlab.cells import elman, lstm
from tests.package import scalars
from tests.package.cell_cases import EXACT, random_params, random_state

T, N, D, H, K = 7, 3, 2, 4, 5


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.fixture
def params(rng):
    return elman.Params(rng.normal(size=(D, H)), 0.6 * rng.normal(size=(H, H)), rng.normal(size=H))


@pytest.fixture
def xs(rng):
    return rng.normal(size=(T, N, D))


@pytest.fixture
def state(rng):
    return elman.State(rng.normal(size=(N, H)))


@pytest.fixture
def net(rng, params):
    return network.Params(params, readout.Params(rng.normal(size=(H, K)), rng.normal(size=K)))


def test_an_unrolled_cell_computes_what_its_units_compute_one_by_one(params, xs, state):
    trace = unroll.forward(elman, params, xs, state)
    np.testing.assert_allclose(trace.hs, scalars.elman(xs, state.h, *params), rtol=1e-12)
    np.testing.assert_array_equal(trace.state.h, trace.hs[-1])


@pytest.mark.parametrize("k", [1, 2, 3, 7, 100])
def test_every_path_back_in_time_is_followed_up_to_the_edge_of_its_chunk(k, rng, params, xs, state):
    dhs = rng.normal(size=(T, N, H))
    trace = unroll.forward(elman, params, xs, state)
    _, _, grads = unroll.truncated_backward(elman, params, trace, dhs, k)
    expected = scalars.elman_backward(xs, state.h, trace.hs, dhs, params.W_h, k)
    for grad, path_by_path in zip(grads, expected, strict=True):
        np.testing.assert_allclose(grad, path_by_path, rtol=1e-10, atol=1e-12)


def test_a_chunk_as_long_as_the_sequence_truncates_nothing(rng, params, xs, state):
    dhs = rng.normal(size=(T, N, H))
    trace = unroll.forward(elman, params, xs, state)
    full = unroll.backward(elman, params, trace, dhs)
    for k in (T, T + 1):
        cut = unroll.truncated_backward(elman, params, trace, dhs, k)
        for name, one, other in trees.leaves(full, cut):
            np.testing.assert_array_equal(one, other, err_msg=name)


@pytest.mark.parametrize("dropped", [False, True], ids=["all units", "recurrent dropout"])
@pytest.mark.parametrize("k", [1, 3, 7])
@pytest.mark.parametrize("cell", EXACT.values(), ids=EXACT)
def test_truncation_is_each_chunk_by_itself_with_the_state_carried(cell, k, dropped, rng, record_property):
    params, first = random_params(cell, rng, D, H), random_state(cell, rng, N, H)
    xs, dhs, dlast = rng.normal(size=(T, N, D)), rng.normal(size=(T, N, H)), random_state(cell, rng, N, H)
    drop = 2.0 * rng.integers(0, 2, size=(N, H)) if dropped else None
    trace = unroll.forward(cell, params, xs, first, drop=drop)
    dxs, dstate, grads = unroll.truncated_backward(cell, params, trace, dhs, k, dlast)
    starts = {0: first}
    for t in range(0, T, k):
        starts[t + k] = unroll.forward(cell, params, xs[t : t + k], starts[t], drop=drop).state

    def loss(moved):
        params, xs, first = moved
        value = 0
        for t in range(0, T, k):
            # Every start but the first is carried on as a number, not as a function of the weights.
            chunk = unroll.forward(cell, params, xs[t : t + k], starts[t] if t else first, drop=drop)
            value = value + (chunk.hs * dhs[t : t + k]).sum()
        return value + sum((s * d).sum() for s, d in zip(chunk.state, dlast, strict=True))

    errors = gradcheck.compare(loss, (params, xs, first), (grads, dxs, dstate))
    record_property("largest relative error", max(errors.values()))
    assert max(errors.values()) < 1e-10, errors


def test_truncation_loses_a_part_of_the_gradient(rng, params, xs, state):
    dhs = rng.normal(size=(T, N, H))
    trace = unroll.forward(elman, params, xs, state)
    _, _, full = unroll.backward(elman, params, trace, dhs)
    _, _, cut = unroll.truncated_backward(elman, params, trace, dhs, 2)
    assert not np.allclose(full.W_h, cut.W_h)


def test_sequences_in_a_batch_do_not_see_each_other(params, xs, state):
    together = unroll.forward(elman, params, xs, state).hs
    alone = [unroll.forward(elman, params, xs[:, n : n + 1], elman.State(state.h[n : n + 1])).hs for n in range(N)]
    np.testing.assert_allclose(together, np.concatenate(alone, axis=1), rtol=1e-12)


def test_a_state_carried_on_makes_two_halves_one_sequence(params, xs, state):
    whole = unroll.forward(elman, params, xs, state)
    first = unroll.forward(elman, params, xs[:4], state)
    second = unroll.forward(elman, params, xs[4:], first.state)
    np.testing.assert_array_equal(np.concatenate([first.hs, second.hs]), whole.hs)


def test_the_gradient_handed_back_across_a_cut_makes_two_halves_one_sequence(rng, params, xs, state):
    dhs = rng.normal(size=(T, N, H))
    whole = unroll.forward(elman, params, xs, state)
    dxs, dstate, grads = unroll.backward(elman, params, whole, dhs)
    first = unroll.forward(elman, params, xs[:4], state)
    second = unroll.forward(elman, params, xs[4:], first.state)
    dxs_second, dmiddle, grads_second = unroll.backward(elman, params, second, dhs[4:])
    dxs_first, dstart, grads_first = unroll.backward(elman, params, first, dhs[:4], dmiddle)
    np.testing.assert_allclose(np.concatenate([dxs_first, dxs_second]), dxs, rtol=1e-12)
    np.testing.assert_allclose(dstart.h, dstate.h, rtol=1e-12)
    for name, one, two, both in trees.leaves(grads_first, grads_second, grads):
        np.testing.assert_allclose(one + two, both, rtol=1e-12, err_msg=name)


def test_the_past_matters_to_the_present(params, xs, state):
    changed = xs.copy()
    changed[0] += 1
    one, other = (unroll.forward(elman, params, each, state).hs[-1] for each in (xs, changed))
    assert np.abs(one - other).max() > 0


def test_the_future_does_not_matter_to_the_present(params, xs, state):
    changed = xs.copy()
    changed[-1] += 1
    one, other = (unroll.forward(elman, params, each, state).hs[:-1] for each in (xs, changed))
    np.testing.assert_array_equal(one, other)


def test_many_to_one_reads_the_last_of_many_to_many(net, xs):
    ys, trace = network.forward(elman, net, xs)
    y, _ = network.forward(elman, net, xs, mode="many-to-one")
    np.testing.assert_allclose(y, ys[-1], rtol=1e-13)
    assert ys.shape == (T, N, K)
    assert trace.hs.shape == (T, N, H)


def test_steps_that_are_not_read_get_no_gradient(rng, net, xs):
    _, trace = network.forward(elman, net, xs)
    dhs, _ = readout.backward(net.readout, trace.hs, rng.normal(size=(N, K)), "many-to-one")
    assert not dhs[:-1].any()
    assert dhs[-1].any()


def test_a_state_left_out_is_zero(net, xs):
    left_out, _ = network.forward(elman, net, xs)
    given, _ = network.forward(elman, net, xs, elman.State(np.zeros((N, H))))
    np.testing.assert_array_equal(left_out, given)


@pytest.mark.parametrize("n", [1, 3])
def test_a_zero_state_has_a_row_for_each_sequence_and_a_column_for_each_unit(params, n):
    state = unroll.zero_state(elman, params, n)
    assert isinstance(state, elman.State)
    np.testing.assert_array_equal(state.h, np.zeros((n, H)))
    with pytest.raises(ValueError, match="n: expected at least 1, got 0"):
        unroll.zero_state(elman, params, 0)


def test_the_network_truncates_and_hands_on_its_state(rng, net, xs):
    targets = rng.normal(size=(T, N, K))
    loss, cut, state = network.loss_and_gradients(elman, net, (xs, targets), losses.mse, k=3)
    whole_loss, full, whole_state = network.loss_and_gradients(elman, net, (xs, targets), losses.mse)
    assert loss == whole_loss
    np.testing.assert_array_equal(state.h, whole_state.h)
    np.testing.assert_array_equal(cut.readout.W_y, full.readout.W_y)
    assert not np.allclose(cut.cell.W_h, full.cell.W_h)


def test_float32_stays_float32_through_time():
    rng = np.random.default_rng(0)
    net = init.elman_network(rng, D, H, K, np.float32)
    xs = rng.normal(size=(T, N, D)).astype(np.float32)
    loss, grads, state = network.loss_and_gradients(
        elman, net, (xs, np.zeros((T, N), int)), losses.softmax_cross_entropy, k=2
    )
    assert {array.dtype for _, array in trees.leaves((loss, grads, state))} == {np.dtype(np.float32)}


def test_what_does_not_fit_is_told_in_letters(net, params, xs, state):
    with pytest.raises(ValueError, match=r"xs: expected \(T, N, D\), got \(3, 2\)"):
        unroll.forward(elman, params, xs[0], state)
    with pytest.raises(ValueError, match="xs: expected at least one step"):
        unroll.forward(elman, params, xs[:0], state)
    with pytest.raises(ValueError, match=r"xs: expected at least one sequence, got \(T, N, D\) = \(7, 0, 2\)"):
        unroll.forward(elman, params, xs[:, :0], elman.State(state.h[:0]))
    with pytest.raises(TypeError, match=r"state: expected State\(h, c\), got State\(h,\)"):
        unroll.forward(lstm, random_params(lstm, np.random.default_rng(0), D, H), xs, state)
    with pytest.raises(TypeError, match=r"state: expected State\(h,\), got tuple"):
        unroll.forward(elman, params, xs, ())
    with pytest.raises(ValueError, match="k: expected at least 1, got 0"):
        network.loss_and_gradients(elman, net, (xs, np.ones((T, N, K))), losses.mse, k=0)
    with pytest.raises(TypeError, match=r"k: expected an integer, got 2\.0"):
        network.loss_and_gradients(elman, net, (xs, np.ones((T, N, K))), losses.mse, k=2.0)
    with pytest.raises(ValueError, match="mode: expected 'many-to-many' or 'many-to-one', got 'one-to-one'"):
        network.forward(elman, net, xs, mode="one-to-one")
    with pytest.raises(ValueError, match=r"hs: expected \(T, N, H\), got \(3, 4\)"):
        readout.forward(net.readout, np.ones((N, H)))
    with pytest.raises(ValueError, match="hs: expected at least one step"):
        readout.forward(net.readout, np.ones((0, N, H)), "many-to-one")
    with pytest.raises(ValueError, match=r"dys: expected \(N, K\) = \(3, 5\), got \(7, 3, 5\)"):
        readout.backward(net.readout, np.ones((T, N, H)), np.ones((T, N, K)), "many-to-one")
    trace = unroll.forward(elman, params, xs, state)
    with pytest.raises(ValueError, match=r"dhs: expected \(T, N, H\) = \(7, 3, 4\), got \(6, 3, 4\)"):
        unroll.backward(elman, params, trace, trace.hs[1:])
    with pytest.raises(TypeError, match=r"dstate: expected State\(h,\), got an array of dtype float64"):
        unroll.backward(elman, params, trace, trace.hs, state.h)


def test_a_state_left_out_is_zero_in_the_precision_of_the_weights(params, xs):
    zero = unroll.zero_state(elman, params, N)
    np.testing.assert_array_equal(unroll.forward(elman, params, xs).hs, unroll.forward(elman, params, xs, zero).hs)
    single = trees.map(lambda w: w.astype(np.float32), params)
    assert unroll.forward(elman, single, xs.astype(np.float32)).hs.dtype == np.float32


@pytest.mark.parametrize("given", ["no state", "a state"])
def test_an_error_of_precision_names_the_weights_and_not_what_nobody_passed(params, xs, state, given):
    single = trees.map(lambda w: w.astype(np.float32), params)
    with pytest.raises(TypeError, match="xs: expected float32 like W_h, got float64"):
        unroll.forward(elman, single, xs, None if given == "no state" else state)
