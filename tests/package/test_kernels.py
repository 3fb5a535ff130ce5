"""The kernels give the numbers of the reference cells."""

import numpy as np
import pytest

from lstmlab import gradcheck, kernels, trees, unroll
from lstmlab.cells import elman, gru, gru_reset_after, lstm, lstm1997, peephole
from tests.cases import for_each
from tests.package.cell_cases import EXACT, random_params, random_state

CELLS = {title: cell for title, cell in EXACT.items() if kernels.has(cell)}
LIMITS = {"float64": 1e-12, "float32": 2e-5}
# (T, N, D, H): all different; each of them 1; more steps than one block; a batch wider than a block.
SIZES = [(7, 3, 2, 5), (1, 4, 3, 2), (6, 1, 2, 3), (5, 2, 1, 3), (5, 2, 3, 1), (43, 6, 4, 3), (11, 300, 2, 3)]


def run(cell, sizes, dtype, k=None, seed=0, mask=None):
    """Outputs and gradients of the kernel and of the reference, by name."""
    T, N, D, H = sizes
    rng = np.random.default_rng(seed)
    params, state = random_params(cell, rng, D, H, dtype), random_state(cell, rng, N, H, dtype)
    xs, dhs = rng.normal(size=(T, N, D)).astype(dtype), rng.normal(size=(T, N, H)).astype(dtype)
    dstate = random_state(cell, rng, N, H, dtype)
    trace = kernels.forward(cell, params, xs, state, mask)
    reference = unroll.forward(cell, params, xs, state, mask)
    found = (trace.hs, trace.state, *kernels.backward(cell, params, trace, dhs, dstate, k))
    expected = (
        reference.hs,
        reference.state,
        *unroll.truncated_backward(cell, params, reference, dhs, k or T, dstate),
    )
    names = ("hs", "state", "dxs", "dstate", "grads")
    return dict(zip(names, found, strict=True)), dict(zip(names, expected, strict=True))


def test_there_is_a_kernel_for_every_cell_that_has_to_be_fast():
    assert all(kernels.has(cell) for cell in (elman, lstm, peephole, gru, gru_reset_after))
    assert kernels.has(gru.variant(z_weighs="previous"))
    assert kernels.has(gru_reset_after.variant(z_weighs="candidate"))
    assert not kernels.has(lstm1997)
    assert not kernels.has(peephole.variant(gradient="truncated"))


@for_each("dtype", LIMITS)
@for_each("sizes", SIZES, ids=str)
@for_each("title", CELLS)
def test_a_kernel_gives_the_numbers_of_its_cell(title, sizes, dtype, record_property):
    found, expected = run(CELLS[title], sizes, dtype)
    errors = [gradcheck.relative_error(a, b) for _, a, b in trees.leaves(found, expected)]
    record_property("largest error", max(errors))
    assert max(errors) < LIMITS[dtype]
    assert {array.dtype.name for _, array in trees.leaves(found)} == {dtype}


@for_each("k", [1, 2, 3, 5, 42, 43, 100])
@for_each("title", CELLS)
def test_truncation_cuts_where_the_reference_cuts(title, k):
    found, expected = run(CELLS[title], (43, 6, 4, 3), "float64", k)
    assert max(gradcheck.relative_error(a, b) for _, a, b in trees.leaves(found, expected)) < 1e-12


MASKS = {
    "sequences of unequal length": unroll.lengths_to_mask([43, 1, 20, 0, 42, 7], 43),
    "gaps anywhere": np.random.default_rng(1).random((43, 6)) < 0.6,
    "nobody at all for some steps": np.random.default_rng(2).random((43, 1)).repeat(6, axis=1) < 0.5,
    "nobody ever": np.zeros((43, 6), bool),
}


@for_each("k", [None, 5])
@for_each("dtype", LIMITS)
@for_each("mask", MASKS)
@for_each("title", CELLS)
def test_a_kernel_waits_where_the_reference_waits(title, mask, dtype, k):
    found, expected = run(CELLS[title], (43, 6, 4, 3), dtype, k, mask=MASKS[mask])
    assert max(gradcheck.relative_error(a, b) for _, a, b in trees.leaves(found, expected)) < LIMITS[dtype]


@for_each("title", CELLS)
def test_a_mask_without_gaps_changes_no_digit(title):
    found, _ = run(CELLS[title], (7, 3, 2, 5), "float64", mask=np.ones((7, 3), bool))
    expected, _ = run(CELLS[title], (7, 3, 2, 5), "float64")
    for _, a, b in trees.leaves(found, expected):
        np.testing.assert_array_equal(a, b)


@for_each("title", CELLS)
def test_padding_may_hold_anything(title):
    cell, rng = CELLS[title], np.random.default_rng(10)
    params, state, xs = random_params(cell, rng, 3, 4), random_state(cell, rng, 2, 4), rng.normal(size=(6, 2, 3))
    mask = unroll.lengths_to_mask([6, 3], 6)
    padded = np.where(mask[:, :, None], xs, np.nan)
    trace, expected = kernels.forward(cell, params, padded, state, mask), kernels.forward(cell, params, xs, state, mask)
    np.testing.assert_array_equal(trace.hs, expected.hs)
    dxs, _, grads = kernels.backward(cell, params, trace, np.ones_like(trace.hs))
    assert all(np.isfinite(grad).all() for _, grad in trees.leaves(grads))
    assert (dxs[3:, 1] == 0).all()


@for_each("title", CELLS)
def test_nothing_that_came_in_is_changed_and_a_trace_serves_twice(title):
    cell, rng = CELLS[title], np.random.default_rng(3)
    params, state = random_params(cell, rng, 3, 4), random_state(cell, rng, 2, 4)
    xs, dhs, dstate = rng.normal(size=(6, 2, 3)), rng.normal(size=(6, 2, 4)), random_state(cell, rng, 2, 4)
    came = (params, state, xs, dhs, dstate)
    before = trees.map(np.copy, came)
    trace = kernels.forward(cell, params, xs, state)
    first = kernels.backward(cell, params, trace, dhs, dstate)
    second = kernels.backward(cell, params, trace, dhs, dstate)
    for _, now, then in trees.leaves(came, before):
        np.testing.assert_array_equal(now, then)
    for _, one, other in trees.leaves(first, second):
        np.testing.assert_array_equal(one, other)


@for_each("title", CELLS)
def test_results_own_their_memory(title):
    """Nobody who changes a result changes the trace, or keeps a whole sequence alive by holding a last state."""
    cell, rng = CELLS[title], np.random.default_rng(4)
    params, state = random_params(cell, rng, 3, 4), random_state(cell, rng, 2, 4)
    xs = rng.normal(size=(6, 2, 3))
    trace = kernels.forward(cell, params, xs, state)
    dxs, dstate, grads = kernels.backward(cell, params, trace, np.ones_like(trace.hs))
    arrays = [array for _, array in trees.leaves((trace.hs, trace.state, dxs, dstate, grads))]
    kept = [array for _, array in trees.leaves(trace.cache) if isinstance(array, np.ndarray)]
    for array in arrays:
        assert not any(np.shares_memory(array, other) for other in (*kept, xs) if other is not array)
        whole = array if array.base is None else array.base
        assert whole.nbytes == array.nbytes


@for_each("title", CELLS)
def test_arrays_that_are_views_serve_as_well(title):
    cell, rng = CELLS[title], np.random.default_rng(5)
    params, state = random_params(cell, rng, 3, 4), random_state(cell, rng, 2, 4)
    xs, dhs = rng.normal(size=(2, 9, 3)).transpose(1, 0, 2)[::-1], rng.normal(size=(9, 2, 8))[..., ::2]
    turned = trees.map(lambda w: np.asfortranarray(w), params)
    expected = kernels.forward(cell, params, xs.copy(), state)
    trace = kernels.forward(cell, turned, xs, state)
    np.testing.assert_allclose(trace.hs, expected.hs, rtol=1e-13)
    one, other = kernels.backward(cell, turned, trace, dhs), kernels.backward(cell, params, expected, dhs.copy())
    for _, a, b in trees.leaves(one, other):
        np.testing.assert_allclose(a, b, rtol=1e-10, atol=1e-13)


@for_each("title", CELLS)
def test_large_weights_saturate_and_do_not_overflow(title):
    cell, rng = CELLS[title], np.random.default_rng(6)
    params = trees.map(lambda w: 1e3 * w, random_params(cell, rng, 3, 4))
    xs, state = rng.normal(size=(5, 2, 3)), random_state(cell, rng, 2, 4)
    with np.errstate(all="raise", under="ignore"):
        trace = kernels.forward(cell, params, xs, state)
        _, _, grads = kernels.backward(cell, params, trace, np.ones_like(trace.hs))
    assert all(np.isfinite(array).all() for _, array in trees.leaves((trace.hs, grads)))
    np.testing.assert_allclose(trace.hs, unroll.forward(cell, params, xs, state).hs, rtol=1e-9, atol=1e-12)


@for_each("title", CELLS)
def test_a_missing_value_passes_through_its_own_sequence_alone(title):
    cell, rng = CELLS[title], np.random.default_rng(7)
    params, state = random_params(cell, rng, 3, 4), random_state(cell, rng, 2, 4)
    xs = rng.normal(size=(5, 2, 3))
    xs[2, 1, 0] = np.nan
    trace = kernels.forward(cell, params, xs, state)
    assert np.isfinite(trace.hs[:, 0]).all()
    assert np.isfinite(trace.hs[:2]).all()
    assert np.isnan(trace.hs[2:, 1]).all()


@pytest.mark.parametrize("steps", [1500, pytest.param(5000, marks=pytest.mark.night)])
@for_each("title", CELLS)
def test_thousands_of_steps(title, steps):
    found, expected = run(CELLS[title], (steps, 2, 1, 3), "float64", seed=8)
    assert max(gradcheck.relative_error(a, b) for _, a, b in trees.leaves(found, expected)) < 1e-12


def forward(cell=lstm, xs=None, state=None, mask=None, **changed):
    params = random_params(cell, np.random.default_rng(9), 3, 4)._replace(**changed)
    xs = np.ones((5, 2, 3)) if xs is None else xs
    return kernels.forward(cell, params, xs, unroll.zero_state(cell, params, 2) if state is None else state, mask)


@for_each(
    "error, message, call",
    [
        (ValueError, r"no|one that has a kernel, got lstmlab.cells.lstm1997", lambda: forward(lstm1997)),
        (ValueError, r"xs: expected at least one step", lambda: forward(xs=np.ones((0, 2, 3)))),
        (ValueError, r"xs: expected \(T, N, D\), got \(2, 3\)", lambda: forward(xs=np.ones((2, 3)))),
        (
            ValueError,
            r"at least one sequence",
            lambda: forward(xs=np.ones((5, 0, 3)), state=lstm.State(*np.ones((2, 0, 4)))),
        ),
        (ValueError, r"3 gates of H = 4 where this cell has 4", lambda: forward(W_h=np.ones((4, 12)))),
        (
            TypeError,
            r"state: expected State\(h, c\), got State\(h,\)",
            lambda: forward(state=elman.State(np.ones((2, 4)))),
        ),
        (TypeError, r"expected float64 like", lambda: forward(xs=np.ones((5, 2, 3), "float32"))),
        (TypeError, r"mask: expected an array of True and False", lambda: forward(mask=np.ones((5, 2)))),
        (ValueError, r"mask: expected \(T, N\) = \(5, 2\)", lambda: forward(mask=np.ones((2, 5), bool))),
        (TypeError, r"xs: expected float32 or float64, got complex128", lambda: forward(xs=np.ones((5, 2, 3)) * 1j)),
        (ValueError, r"dhs: expected \(T, N, H\) = \(5, 2, 4\)", lambda: backward(dhs=np.ones((4, 2, 4)))),
        (TypeError, r"dhs: expected float64 like", lambda: backward(dhs=np.ones((5, 2, 4), "float32"))),
        (
            TypeError,
            r"dhs: expected float64 like the outputs, got complex128",
            lambda: backward(dhs=np.full((5, 2, 4), 1j)),
        ),
        (ValueError, r"k: expected at least 1, got 0", lambda: backward(k=0)),
        (TypeError, r"k: expected an integer", lambda: backward(k=1.5)),
        (TypeError, r"dstate: expected State\(h, c\)", lambda: backward(dstate=elman.State(np.ones((2, 4))))),
        (
            ValueError,
            r"dc: expected \(N, H\) = \(2, 4\)",
            lambda: backward(dstate=lstm.State(np.ones((2, 4)), np.ones((2, 3)))),
        ),
    ],
)
def test_what_does_not_fit_is_named(error, message, call):
    with pytest.raises(error, match=message):
        call()


def backward(dhs=None, dstate=None, k=None):
    params = random_params(lstm, np.random.default_rng(9), 3, 4)
    trace = kernels.forward(lstm, params, np.ones((5, 2, 3)), unroll.zero_state(lstm, params, 2))
    return kernels.backward(lstm, params, trace, np.ones((5, 2, 4)) if dhs is None else dhs, dstate, k)
