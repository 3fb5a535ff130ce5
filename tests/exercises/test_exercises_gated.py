"""The exercises of chapters 7 and 8, held against numbers by hand, the complex step and each other."""

import numpy as np
import pytest

from lstmlab import check, exercises
from lstmlab.cells import gru, peephole
from lstmlab.checking.diagnosis.edits import mistaken


def worked(name):
    return exercises.get(name).worked


def draw(rng, **shapes):
    return {name: 0.5 * rng.normal(size=shape) for name, shape in shapes.items()}


def packed(n_gates, d=2, h=4):
    return {"W_x": (d, n_gates * h), "W_h": (h, n_gates * h), "b": n_gates * h}


def slopes(loss, given):
    """The gradient of a loss by every array, by the complex step."""
    found = {}
    for name, value in given.items():
        found[name] = np.zeros_like(value)
        for place in np.ndindex(value.shape):
            moved = {key: one.astype(complex) for key, one in given.items()}
            moved[name][place] += 1e-30j
            found[name][place] = loss(**moved).imag / 1e-30
    return found


def test_gradients_of_a_gru_step_agree_with_the_complex_step():
    rng = np.random.default_rng(7)
    given = draw(rng, x=(3, 2), h_prev=(3, 4), **packed(3))
    dh = rng.normal(size=(3, 4))
    _, cache = gru.step(gru.Params(given["W_x"], given["W_h"], given["b"]), given["x"], gru.State(given["h_prev"]))
    grads = worked("gru.step_backward")(dh, *cache[:5], given["W_x"], given["W_h"])
    right = slopes(lambda **moved: (dh * worked("gru.step")(**moved)).sum(), given)
    assert set(grads) == set(right)
    for name in right:
        np.testing.assert_allclose(grads[name], right[name], rtol=1e-10, atol=1e-13)


def peephole_gradients(answer):
    """Gradients by an answer to peephole.step_backward, and by the complex step."""
    rng = np.random.default_rng(6)
    given = draw(rng, x=(3, 2), h_prev=(3, 4), c_prev=(3, 4), **packed(4), p_i=4, p_f=4, p_o=4)
    dh, dc = rng.normal(size=(2, 3, 4))

    def loss(**moved):
        h, c = worked("peephole.step")(**moved)
        return (dh * h + dc * c).sum()

    case = next(iter(exercises.get("peephole.step_backward").cases(rng))).inputs
    params = peephole.Params(*(given[name] for name in peephole.Params._fields))
    _, cache = peephole.step(params, given["x"], peephole.State(given["h_prev"], given["c_prev"]))
    known = {"dh": dh, "dc": dc, **given, **cache._asdict()}
    return answer(**{name: known[name] for name in case}), slopes(loss, given)


def test_gradients_through_peepholes_agree_with_the_complex_step():
    grads, right = peephole_gradients(worked("peephole.step_backward"))
    assert set(grads) == set(right)
    for name in right:
        np.testing.assert_allclose(grads[name], right[name], rtol=1e-10, atol=1e-13)


def test_the_papers_rule_is_not_the_gradient_and_is_called_by_its_name():
    exercise = exercises.get("peephole.step_backward")
    rule = mistaken(exercise, [one for one in exercise.mistakes if one.name == "the-papers-rule"])
    grads, right = peephole_gradients(rule)
    np.testing.assert_allclose(grads["p_o"], right["p_o"], rtol=1e-10)  # what comes first on the way back is exact
    assert not grads["h_prev"].any()
    assert not np.allclose(grads["c_prev"], right["c_prev"], rtol=0.01)
    assert "the papers' rule" in check("peephole.step_backward", rule).message


def test_peepholes_open_the_output_gate_of_a_full_cell():
    # One unit whose weights are all zero but p_o = 2, b_o = -4, and a forget gate that is open: it fires from c = 2 on.
    W_x, W_h, zero = np.zeros((1, 4)), np.zeros((1, 4)), np.zeros(1)
    b = np.array([0.0, 100.0, 0.0, -4.0])
    for c, half_open in ((1.0, False), (2.0, True), (3.0, True)):
        h, c_new = worked("peephole.step")(
            np.zeros((1, 1)), np.zeros((1, 1)), np.array([[c]]), W_x, W_h, b, zero, zero, np.array([2.0])
        )
        assert c_new == pytest.approx(c)
        assert (h[0, 0] / np.tanh(c) >= 0.5 - 1e-12) == half_open


def test_swapped_weights_give_the_same_function_under_the_other_convention():
    rng = np.random.default_rng(3)
    W_x, W_h, b = draw(rng, **packed(3)).values()
    x, h_prev = rng.normal(size=(3, 2)), rng.normal(size=(3, 4))
    ours, _ = gru.step(gru.Params(W_x, W_h, b), x, gru.State(h_prev))
    swapped = gru.Params(*worked("gru.swap_z")(W_x, W_h, b))
    theirs, _ = gru.variant(z_weighs="previous").step(swapped, x, gru.State(h_prev))
    np.testing.assert_allclose(theirs.h, ours.h, rtol=1e-13)
    twice = worked("gru.swap_z")(*swapped)
    assert all(np.array_equal(one, other) for one, other in zip(twice, (W_x, W_h, b), strict=True))


def reset_forms(h_prev, b_n, h=4):
    """A step with the reset before the product, and one with it after, on the same weights."""
    rng = np.random.default_rng(8)
    W_x, W_h, b = draw(rng, **packed(3, h=h)).values()
    x = rng.normal(size=(3, 2))
    b_h = np.concatenate([np.zeros(2 * h), np.full(h, b_n)])
    before = worked("gru.step")(x, h_prev, *worked("gru.swap_z")(W_x, W_h, b + b_h))
    return before, worked("gru.step_reset_after")(x, h_prev, W_x, W_h, b, b_h)


def test_the_two_resets_are_one_function_only_where_there_is_nothing_to_mix():
    for h_prev, b_n, h, same in (
        (np.zeros((3, 4)), 0.0, 4, True),
        (np.zeros((3, 4)), 0.5, 4, False),
        (np.full((3, 4), 0.5), 0.0, 4, False),
        (np.full((3, 1), 0.5), 0.0, 1, True),  # a single unit: r h W is r (h W)
        (np.full((3, 1), 0.5), 0.5, 1, False),
    ):
        before, after = reset_forms(h_prev, b_n, h)
        assert np.allclose(before, after, rtol=1e-12) == same


def test_counts_of_small_cells_by_hand():
    # 2 inputs, 4 units: a block has 2 * 4 + 4 * 4 + 4 = 28 numbers.
    assert worked("gru.count_parameters")(2, 4) == 3 * 28
    assert worked("peephole.count_parameters")(2, 4) == 4 * 28 + 3 * 4


@pytest.mark.parametrize("name", ["gru.step", "gru.step_reset_after", "gru.step_backward"])
def test_the_five_other_orders_of_the_gates_have_names(name):
    names = [one.name for one in exercises.get(name).mistakes]
    assert sum(one.startswith("order-") or one == "r-and-z-swapped" for one in names) == 5


@pytest.mark.parametrize("name", ["peephole.step", "peephole.step_backward"])
def test_the_23_other_orders_of_four_gates_have_names(name):
    assert sum(one.name.startswith("order-") for one in exercises.get(name).mistakes) == 23
