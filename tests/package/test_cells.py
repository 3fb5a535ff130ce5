"""The cells beside an implementation that takes one number at a time."""

import numpy as np
import pytest

from lstmlab import init, losses, readout, trees
from lstmlab.cells import elman, feedforward
from tests.package import scalars

N, D, H, K = 4, 3, 5, 2


@pytest.fixture
def net():
    rng = np.random.default_rng(1)
    return feedforward.Params(*(rng.normal(size=shape) for shape in ((D, H), H, (H, K), K)))


@pytest.fixture
def cell():
    rng = np.random.default_rng(2)
    return elman.Params(rng.normal(size=(D, H)), rng.normal(size=(H, H)), rng.normal(size=H))


def test_a_feedforward_net_computes_what_its_units_compute_one_by_one(net):
    x = np.random.default_rng(3).normal(size=(N, D))
    y, cache = feedforward.forward(net, x)
    expected, hidden = scalars.feedforward(x, *net)
    np.testing.assert_allclose(y, expected, rtol=1e-13)
    np.testing.assert_allclose(cache.h, hidden, rtol=1e-13)


def test_its_gradient_is_the_sum_over_all_paths(net):
    rng = np.random.default_rng(4)
    x, dy = rng.normal(size=(N, D)), rng.normal(size=(N, K))
    _, cache = feedforward.forward(net, x)
    _, grads = feedforward.backward(net, cache, dy)
    expected = scalars.feedforward_backward(x, cache.h, dy, net.W2, D, H, K)
    for grad, one_by_one in zip(grads, expected, strict=True):
        np.testing.assert_allclose(grad, one_by_one, rtol=1e-12)


def test_a_feedforward_net_has_no_memory(net):
    x = np.random.default_rng(5).normal(size=(N, D))
    rows = [feedforward.forward(net, x[n : n + 1])[0][0] for n in (2, 0, 3, 1)]
    np.testing.assert_allclose(feedforward.forward(net, x)[0][[2, 0, 3, 1]], rows, rtol=1e-13)


def test_an_elman_step_computes_what_its_units_compute_one_by_one(cell):
    rng = np.random.default_rng(6)
    x, h_prev = rng.normal(size=(N, D)), rng.normal(size=(N, H))
    state, cache = elman.step(cell, x, elman.State(h_prev))
    np.testing.assert_allclose(state.h, scalars.elman([x], h_prev, *cell)[0], rtol=1e-13)
    assert cache.h is state.h


def test_an_elman_step_is_a_feedforward_layer_that_sees_x_and_h_side_by_side(cell):
    rng = np.random.default_rng(7)
    x, h_prev = rng.normal(size=(N, D)), rng.normal(size=(N, H))
    state, _ = elman.step(cell, x, elman.State(h_prev))
    joined = np.hstack([x, h_prev]) @ np.vstack([cell.W_x, cell.W_h]) + cell.b
    np.testing.assert_allclose(state.h, np.tanh(joined), rtol=1e-13)


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex128])
def test_precision_is_kept_forward_and_backward(dtype):
    rng = np.random.default_rng(8)
    real = np.float64 if dtype is np.complex128 else dtype
    x = rng.normal(size=(N, D)).astype(dtype)
    net = init.feedforward(rng, D, H, K, real)
    y, cache = feedforward.forward(net, x)
    dx, _ = feedforward.backward(net, cache, y)
    state, step_cache = elman.step(init.elman(rng, D, H, real), x, elman.State(np.zeros((N, H), dtype)))
    dx_step, dstate, grads = elman.step_backward(init.elman(rng, D, H, real), step_cache, state)
    loss, dy = losses.mse(y, np.zeros((N, K), real))
    arrays = [y, dx, state.h, dx_step, dstate.h, loss, dy, *grads]
    arrays += losses.softmax_cross_entropy(y, np.zeros(N, int))
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}


def test_nothing_that_comes_in_is_changed(net, cell):
    rng = np.random.default_rng(9)
    x, state, dy = rng.normal(size=(N, D)), elman.State(rng.normal(size=(N, H))), rng.normal(size=(N, K))
    dstate = elman.State(rng.normal(size=(N, H)))
    given = (net, cell, x, state, dy, dstate)
    before = trees.map(np.copy, given)
    _, cache = feedforward.forward(net, x)
    feedforward.backward(net, cache, dy)
    _, cache = elman.step(cell, x, state)
    elman.step_backward(cell, cache, dstate)
    for name, array, copy in trees.leaves(given, before):
        np.testing.assert_array_equal(array, copy, err_msg=name)


@pytest.mark.parametrize(
    "sizes, count", [([3, 4, 2], 26), ([1, 1], 2), ([5, 4, 3, 2], 24 + 15 + 8), (np.array([3, 4]), 16)]
)
def test_parameters_of_a_feedforward_net_are_counted_layer_by_layer(sizes, count):
    assert feedforward.count_parameters(sizes) == count


def test_the_counting_rules_agree_with_the_arrays():
    rng = np.random.default_rng(0)
    assert trees.count(init.feedforward(rng, D, H, K)) == feedforward.count_parameters([D, H, K])
    assert trees.count(init.elman(rng, D, H)) == elman.count_parameters(D, H)
    assert trees.count(init.elman_network(rng, D, H, K)) == elman.count_parameters(D, H) + readout.count_parameters(
        H, K
    )


def test_layers_that_cannot_be_are_named():
    with pytest.raises(ValueError, match=r"sizes: expected at least 2 layers .* got \[3\]"):
        feedforward.count_parameters([3])
    with pytest.raises(ValueError, match="size: expected at least 1, got 0"):
        feedforward.count_parameters([3, 0, 2])
    with pytest.raises(TypeError, match=r"size: expected an integer, got 2\.5"):
        feedforward.count_parameters([3, 2.5])


def test_wrong_shapes_are_told_in_letters(net, cell):
    with pytest.raises(ValueError, match=r"x: expected \(N, D\) = \(2, 3\), got \(2, 4\)"):
        feedforward.forward(net, np.ones((2, 4)))
    with pytest.raises(ValueError, match=r"W2: expected \(H, K\), got \(2,\)"):
        feedforward.forward(net._replace(W2=np.ones(2)), np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"h_prev: expected \(N, H\) = \(2, 5\), got \(5, 2\)"):
        elman.step(cell, np.ones((2, D)), elman.State(np.ones((5, 2))))
    _, cache = feedforward.forward(net, np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"dy: expected \(N, K\) = \(2, 2\), got \(2, 1\)"):
        feedforward.backward(net, cache, np.ones((2, 1)))


def test_lists_and_mixed_precision_are_refused(net, cell):
    with pytest.raises(TypeError, match="x: expected a NumPy array of numbers"):
        feedforward.forward(net, [[1.0, 2.0, 3.0]])
    with pytest.raises(TypeError, match="float32"):
        elman.step(cell, np.ones((2, D), np.float32), elman.State(np.ones((2, H))))
