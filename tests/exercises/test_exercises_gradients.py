"""The exercises of chapters 3 and 4: worked answers against the complex step, each other and numbers by hand."""

import numpy as np
import pytest

from lstmlab import exercises, gradcheck
from lstmlab.exercises.bptt import inputs


def worked(name):
    return exercises.get(name).worked


def run(xs, h0, W_x, W_h, b):
    """The states of an Elman network, for complex numbers too."""
    h, hs = h0, []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.array(hs)


@pytest.fixture
def net():
    """Arrays by name: dhs, xs, h0, W_x, W_h, and b for the complex step. hs is computed from them."""
    rng = np.random.default_rng(5)
    found = inputs.draw(rng, 5, 3, 2, 4)
    del found["hs"]
    return {**found, "b": rng.normal(size=4)}


def backward_arguments(net):
    weights = {name: net[name] for name in ("xs", "h0", "W_x", "W_h", "b")}
    return {"dhs": net["dhs"], "xs": net["xs"], "hs": run(**weights), **{k: net[k] for k in ("h0", "W_x", "W_h")}}


def test_backward_agrees_with_the_complex_step(net):
    dhs = net.pop("dhs")
    grads = worked("bptt.backward")(**backward_arguments({**net, "dhs": dhs}))
    errors = gradcheck.compare(lambda moved: (run(**moved) * dhs).sum(), net, {name: grads[name] for name in net})
    assert max(errors.values()) < 1e-13


def test_one_step_backward_is_backward_over_a_sequence_of_one_step(net):
    given = {**backward_arguments(net)}
    one = {name: given[name][:1] for name in ("dhs", "xs", "hs")}
    whole = worked("bptt.backward")(**one, h0=given["h0"], W_x=given["W_x"], W_h=given["W_h"])
    step = worked("bptt.step_backward")(
        given["dhs"][0], given["xs"][0], given["h0"], given["hs"][0], given["W_x"], given["W_h"]
    )
    np.testing.assert_allclose(step["x"], whole["xs"][0])
    np.testing.assert_allclose(step["h_prev"], whole["h0"])
    for name in ("W_x", "W_h", "b"):
        np.testing.assert_allclose(step[name], whole[name])


@pytest.mark.parametrize("k", [1, 2, 3, 4, 5, 8])
def test_truncated_is_the_gradient_of_a_loss_whose_states_are_cut(net, k):
    # The state that crosses from one chunk into the next is a number, not a function of the weights.
    arguments = backward_arguments(net)
    states = np.concatenate([net["h0"][None], arguments["hs"]])

    def loss(weights):
        total = 0
        for start in range(0, len(net["xs"]), k):
            part = slice(start, start + k)
            total = total + (run(net["xs"][part], states[start], **weights) * net["dhs"][part]).sum()
        return total

    weights = {name: net[name] for name in ("W_x", "W_h", "b")}
    errors = gradcheck.compare(loss, weights, worked("bptt.truncated")(**arguments, k=k))
    assert max(errors.values()) < 1e-13


def test_truncated_with_long_chunks_is_the_full_gradient(net):
    arguments = backward_arguments(net)
    full = worked("bptt.backward")(**arguments)
    for k in (5, 6):
        cut = worked("bptt.truncated")(**arguments, k=k)
        for name, value in cut.items():
            np.testing.assert_allclose(value, full[name])
    assert not np.allclose(worked("bptt.truncated")(**arguments, k=4)["W_h"], full["W_h"])


def test_central_differences_of_a_square_are_exact_and_of_a_cube_too_large_by_the_square_of_the_step():
    gradient = worked("bptt.numerical_gradient")
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    np.testing.assert_allclose(gradient(lambda x: (x**2).sum(), x, 0.5), 2 * x)
    np.testing.assert_allclose(gradient(lambda x: (x**3).sum(), x, 0.5), 3 * x**2 + 0.25)


def test_steps_by_hand():
    steps = worked("vanish.steps_until")
    assert steps(0.5, 0.25) == 2
    assert steps(0.5, 0.24) == 3
    assert steps(3.0, 9.5) == 3
    # Compound interest: 3 percent double the money in 24 years, and minus 3 percent halve it in 23.
    assert steps(1.03, 2.0) == 24
    assert steps(0.97, 0.5) == 23


def test_the_jacobian_is_the_derivative_of_one_step():
    rng = np.random.default_rng(6)
    h_prev, W_h = rng.normal(size=3), rng.normal(size=(3, 3))
    J = worked("vanish.jacobian")(np.tanh(h_prev @ W_h), W_h)
    for j in range(3):
        row = gradcheck.complex_step(lambda h_prev, j=j: np.tanh(h_prev @ W_h)[j], h_prev)
        np.testing.assert_allclose(J[j], row)


def test_norms_by_lag_are_those_of_the_gradient_of_each_state():
    rng = np.random.default_rng(7)
    given = inputs.draw(rng, 6, 1, 2, 3)
    hs, dh_last = given["hs"][:, 0], rng.normal(size=3)
    norms = worked("vanish.gradient_by_lag")(hs, given["W_h"], dh_last)
    for lag in range(6):
        product = np.eye(3)
        for h in hs[6 - lag :]:
            product = worked("vanish.jacobian")(h, given["W_h"]) @ product
        assert norms[lag] == pytest.approx(np.linalg.norm(dh_last @ product))


def test_a_matrix_gets_the_spectral_radius_that_is_asked_for():
    W = np.random.default_rng(8).normal(size=(5, 5))
    for radius in (0.5, 1.0, 4.0):
        scaled = worked("vanish.rescale_spectral_radius")(W, radius)
        assert np.abs(np.linalg.eigvals(scaled)).max() == pytest.approx(radius)
        np.testing.assert_allclose(scaled / W, scaled[0, 0] / W[0, 0])


def test_clipping_by_hand():
    grads = {"W": np.array([[3.0]]), "b": np.array([4.0])}
    clip = worked("vanish.clip_by_global_norm")
    clipped, norm = clip(grads, 1.0)
    assert norm == pytest.approx(5)
    np.testing.assert_allclose([clipped["W"][0, 0], clipped["b"][0]], [0.6, 0.8])
    same, norm = clip(grads, 5.0)
    assert norm == pytest.approx(5)
    np.testing.assert_array_equal([same["W"][0, 0], same["b"][0]], [3.0, 4.0])


def test_the_cut_puzzle_takes_the_smallest_chunk_alone():
    puzzle = exercises.get("bptt.cut_puzzle")
    k = puzzle.solution["k"]
    assert puzzle.unmet(**puzzle.solution) == []
    for other in range(1, 2 * k):
        assert bool(puzzle.unmet(**{**puzzle.solution, "k": other})) == (other != k)


@pytest.mark.parametrize("scale", [0.5, 3.0])
def test_the_edge_puzzle_tells_vanishing_from_exploding(scale):
    puzzle = exercises.get("vanish.edge_puzzle")
    (said,) = puzzle.unmet(**{**puzzle.solution, "scale": scale})
    assert ("above" if scale < 1 else "below") in said
