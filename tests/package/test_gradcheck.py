"""Gradients: each backward pass beside the complex step, and the two checks beside each other."""

import dataclasses

import numpy as np
import pytest

from lstmlab import gradcheck, init, losses, network, trees
from lstmlab.cells import elman, gru_reset_after, lstm
from tests.cases import for_each
from tests.package.cell_cases import EXACT, TRUNCATED
from tests.package.gradients import COMPARISONS, LIMIT, in_chunks, published_rule, through_time


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.night)])
@for_each("comparison", COMPARISONS.values(), ids=COMPARISONS)
def test_a_backward_pass_agrees_with_the_complex_step(comparison, seed, record_property):
    errors = comparison(np.random.default_rng(seed))
    record_property("largest relative error", max(errors.values()))
    assert max(errors.values()) < LIMIT, errors


@for_each("k", [1, 3, 4, 5, 9])
@for_each("title", ["Elman", "peephole LSTM", "GRU, reset after"])
def test_truncation_is_each_chunk_by_itself_for_every_chunk_length(title, k):
    errors = in_chunks(EXACT[title], np.random.default_rng(k), k)
    assert max(errors.values()) < LIMIT, errors


@for_each("sizes", [(1, 1, 1), (1, 3, 2), (4, 1, 1)], ids=str)
@for_each("cell", EXACT.values(), ids=EXACT)
def test_the_gradient_is_exact_for_a_single_sequence_input_or_unit(cell, sizes):
    for n_steps in (1, 3):
        errors = through_time(cell, np.random.default_rng(0), n_steps, sizes)
        assert max(errors.values()) < LIMIT, errors


@for_each("cell", TRUNCATED.values(), ids=TRUNCATED)
def test_a_full_check_fails_for_the_published_rules(cell):
    errors = through_time(cell, np.random.default_rng(0))
    assert errors["state.h"] == 1, "nothing goes back to the first output"
    assert min(errors["params.W_x"], errors["params.W_h"], errors["params.b"], errors["state.c"]) > 0.01


@for_each("cell", TRUNCATED.values(), ids=TRUNCATED)
def test_the_published_rules_are_not_those_of_the_exact_gradient(cell):
    """The other formulation can fail: the exact gradient does not pass for the truncated one."""
    exact = dataclasses.replace(cell, options=dataclasses.replace(cell.options, gradient="exact"))
    assert max(published_rule(exact, np.random.default_rng(0)).values()) > 0.01


def test_central_differences_agree_to_about_eight_digits():
    rng = np.random.default_rng(0)
    params = init.elman_network(rng, 2, 4, 3)
    xs, targets = rng.normal(size=(5, 2, 2)), rng.normal(size=(5, 2, 3))

    def loss(moved):
        return network.loss_and_gradients(elman, moved, (xs, targets), losses.mse)[0]

    _, grads, _ = network.loss_and_gradients(elman, params, (xs, targets), losses.mse)
    rough = gradcheck.compare(loss, params, grads, method="central-differences")
    exact = gradcheck.compare(loss, params, grads)
    assert set(rough) == {"cell.W_x", "cell.W_h", "cell.b", "readout.W_y", "readout.b_y"}
    assert max(rough.values()) < 1e-7
    assert max(exact.values()) < max(rough.values())


def test_the_comparison_names_the_parameter_whose_gradient_is_wrong():
    rng = np.random.default_rng(0)
    params = elman.Params(rng.normal(size=(2, 3)), rng.normal(size=(3, 3)), rng.normal(size=3))
    x, state = rng.normal(size=(4, 2)), elman.State(rng.normal(size=(4, 3)))

    def loss(moved):
        return elman.step(moved, x, state)[0].h.sum()

    _, cache = elman.step(params, x, state)
    _, _, grads = elman.step_backward(params, cache, elman.State(np.ones((4, 3))))
    errors = gradcheck.compare(loss, params, grads._replace(W_h=grads.W_h.T))
    assert errors["W_h"] > 0.1
    assert max(errors["W_x"], errors["b"]) < LIMIT


def test_the_complex_step_is_exact_where_central_differences_are_not():
    x = np.array([[0.3, -2.0, 0.0]])
    exact = np.cos(x) * np.exp(np.sin(x))

    def f(x):
        return np.exp(np.sin(x)).sum()

    assert gradcheck.relative_error(gradcheck.complex_step(f, x), exact) < 1e-15
    assert 1e-12 < gradcheck.relative_error(gradcheck.central_differences(f, x), exact) < 1e-8


def test_the_point_is_not_changed():
    x = np.array([1.0, 2.0])
    for differentiate in (gradcheck.complex_step, gradcheck.central_differences):
        np.testing.assert_allclose(differentiate(lambda x: (x * x).sum(), x), [2, 4])
        assert x.tolist() == [1.0, 2.0]


def test_a_single_number_has_a_gradient_too():
    assert gradcheck.complex_step(lambda x: x**3, np.array(2.0)) == pytest.approx(12)


def test_a_function_that_drops_the_imaginary_part_is_found_out():
    with pytest.raises(TypeError, match="drops the imaginary part"):
        gradcheck.complex_step(lambda x: np.abs(x).sum(), np.ones(2))


# float32, whose steps are longer


@for_each("cell", [elman, lstm, gru_reset_after], ids=lambda cell: cell.__name__)
@for_each("seed", range(3))
def test_a_network_in_float32_is_compared_by_both_methods(cell, seed):
    rng = np.random.default_rng(seed)
    params = init.network(rng, cell, 2, 3, 4, dtype=np.float32)
    xs, labels = rng.normal(size=(5, 2, 2)).astype(np.float32), rng.integers(0, 4, (5, 2))

    def loss(moved):
        return losses.softmax_cross_entropy(network.forward(cell, moved, xs)[0], labels)[0]

    _, grads, _ = network.loss_and_gradients(cell, params, (xs, labels), losses.softmax_cross_entropy)
    assert max(gradcheck.compare(loss, params, grads).values()) < 1e-5
    rough = gradcheck.compare(loss, params, grads, method="central-differences")
    assert max(rough.values()) < 5e-3
    wrong = trees.map(lambda grad: 1.05 * grad, grads)
    assert min(gradcheck.compare(loss, params, wrong, method="central-differences").values()) > 3e-2
    small = gradcheck.compare(loss, params, grads, method="central-differences", eps=1e-6)
    assert max(small.values()) > 10 * max(rough.values()), "the step of float64 is too short in float32"


def test_the_function_gets_the_precision_that_came():
    for dtype in (np.float32, np.float64):
        seen = set()
        gradcheck.central_differences(lambda x, seen=seen: seen.add(x.dtype) or (x * x).sum(), np.ones(2, dtype))
        assert seen == {np.dtype(dtype)}


def test_a_step_that_rounding_swallows_is_named():
    with pytest.raises(ValueError, match=r"eps: expected a step that moves 1000.0 in float32, got 1e-06: it is lost"):
        gradcheck.central_differences(np.sum, np.array([1000], np.float32), 1e-6)
    with pytest.raises(ValueError, match="eps: expected None, as the complex step is exact"):
        gradcheck.compare(lambda p: p["w"].sum(), {"w": np.ones(2)}, {"w": np.ones(2)}, eps=1e-6)


# What the complex step cannot see through


def cut_into_a_real_array(z):
    kept = np.zeros(z.shape)
    kept[:] = z
    return kept.sum() + z.sum()


def cut_by_a_cast(z):
    return z.astype(np.float64).sum() + z[0]


@pytest.mark.parametrize("f", [cut_into_a_real_array, cut_by_a_cast])
def test_an_imaginary_part_cut_off_on_the_way_is_an_error_with_its_line_and_no_warning(f, recwarn):
    with pytest.raises(
        TypeError, match=r"stay complex in line \d+, `.*(kept\[:\] = z|astype).*central differences need"
    ):
        gradcheck.complex_step(f, np.ones(3))
    assert not recwarn.list


NOT_ANALYTIC = {
    "vdot": lambda z: np.vdot(z, z),
    "the square of the size": lambda z: (z * z.conj()).sum(),
    "one factor conjugated": lambda z: (z.conj() * np.arange(1, 4)).sum() + 0j,
    "the real part, made complex again": lambda z: (z.real**2).sum() + 0j,
}


@for_each("f", NOT_ANALYTIC.values(), ids=NOT_ANALYTIC)
def test_a_function_that_conjugates_is_found_out(f):
    with pytest.raises(TypeError, match=r"expected an analytic function.*something in f conjugates"):
        gradcheck.complex_step(f, np.array([0.5, -1.0, 2.0]))


ANALYTIC = {
    "constant": (lambda z: 0 * z.sum() + 1e8, lambda x: 0 * x),
    "tiny derivative beside a large value": (lambda z: 1 + 1e-20 * z.sum(), lambda x: 1e-20 + 0 * x),
    "steep": (lambda z: np.exp(1e7 * z).sum(), lambda x: 1e7 * np.exp(1e7 * x)),
    "relu": (lambda z: np.where(z.real > 0, z, 0).sum(), lambda x: (x > 0) * 1.0),
    "overflow": (lambda z: 1e200 * (1e200 * z).sum(), lambda x: np.inf + x),
}


@for_each("f, derivative", ANALYTIC.values(), ids=ANALYTIC)
def test_no_other_function_is_accused_of_it(f, derivative):
    x = np.array([1e-6, -2e-6, 3e-7])
    with np.errstate(all="ignore"):
        np.testing.assert_allclose(gradcheck.complex_step(f, x), derivative(x), rtol=1e-12)


def test_central_differences_of_a_complex_function_are_refused(recwarn):
    with pytest.raises(TypeError, match=r"f: expected a real number for real x, got"):
        gradcheck.central_differences(lambda x: 1j * x.sum(), np.ones(2))
    assert not recwarn.list


@for_each("differentiate", [gradcheck.complex_step, gradcheck.central_differences])
def test_what_cannot_be_differentiated_is_named(differentiate):
    with pytest.raises(ValueError, match=r"f: expected one number, got an array of shape \(2,\)"):
        differentiate(lambda x: x, np.ones(2))
    with pytest.raises(TypeError, match="x: expected an array of real numbers, got list"):
        differentiate(np.sum, [1.0])
    with pytest.raises(ValueError, match="expected a number above 0, got 0"):
        differentiate(np.sum, np.ones(2), 0)


def test_unknown_methods_and_gradients_of_another_shape_are_named():
    params, grads = {"w": np.ones(2)}, {"w": np.ones((2, 1))}
    with pytest.raises(ValueError, match="expected 'complex-step' or 'central-differences', got 'magic'"):
        gradcheck.compare(lambda p: p["w"].sum(), params, params, method="magic")
    with pytest.raises(ValueError, match=r"gradient of w: expected \(2,\), got \(2, 1\)"):
        gradcheck.compare(lambda p: p["w"].sum(), params, grads)


def test_relative_error_is_zero_for_equal_and_one_for_a_missing_gradient():
    a = np.array([1.0, -3.0])
    assert gradcheck.relative_error(a, a) == 0
    assert gradcheck.relative_error(a, 0 * a) == 1
    assert gradcheck.relative_error(0 * a, 0 * a) == 0
    for scale in (1e-20, 1e20):  # relative: the unit of the numbers does not matter
        assert gradcheck.relative_error(1.1 * scale * a, scale * a) == pytest.approx(1 / 11)
    with pytest.raises(ValueError, match="the shape of a"):
        gradcheck.relative_error(a, a[:1])
