"""Masks: sequences of unequal length in one batch, each as if it were alone."""

import numpy as np
import pytest

from lstmlab import gradcheck, trees, unroll
from lstmlab.cells import elman, lstm
from tests.cases import for_each
from tests.package.cell_cases import EXACT, random_params, random_state

LIMIT = 1e-10
T, N, D, H = 6, 4, 2, 3
LENGTHS = (6, 1, 4, 0)  # the longest, the shortest, one between, and one that never begins
WITH_GAPS = np.random.default_rng(5).random((T, N)) < 0.6

every_cell = for_each("cell", EXACT.values(), ids=EXACT)


class Batch:
    """Random weights, inputs and states of a cell, and random gradients of its outputs and of its last state."""

    def __init__(self, cell, seed=0, dtype=np.float64):
        rng = np.random.default_rng(seed)
        self.params = random_params(cell, rng, D, H, dtype)
        self.state = random_state(cell, rng, N, H, dtype)
        self.xs = rng.normal(size=(T, N, D)).astype(dtype)
        self.dhs = rng.normal(size=(T, N, H)).astype(dtype)
        self.dlast = random_state(cell, rng, N, H, dtype)


def total(trace, dhs, dlast):
    """A loss with the gradients dhs at the outputs and dlast at the last state."""
    return (trace.hs * dhs).sum() + sum((s * d).sum() for s, d in zip(trace.state, dlast, strict=True))


def one_sequence(state, n):
    return trees.map(lambda s: s[n : n + 1], state)


def assert_same(one, other, rtol=0.0, atol=0.0):
    for name, a, b in trees.leaves(one, other):
        np.testing.assert_allclose(a, b, rtol=rtol, atol=atol, err_msg=name)


@every_cell
@for_each("mask", [unroll.lengths_to_mask(LENGTHS, T), WITH_GAPS], ids=["lengths", "gaps"])
def test_gradients_with_a_mask_agree_with_the_complex_step(cell, mask, record_property):
    case = Batch(cell)
    trace = unroll.forward(cell, case.params, case.xs, case.state, mask)
    dxs, dstate, grads = unroll.backward(cell, case.params, trace, case.dhs, case.dlast)

    def loss(moved):
        params, xs, state = moved
        return total(unroll.forward(cell, params, xs, state, mask), case.dhs, case.dlast)

    errors = gradcheck.compare(loss, (case.params, case.xs, case.state), (grads, dxs, dstate))
    record_property("largest relative error", max(errors.values()))
    assert max(errors.values()) < LIMIT, errors


@pytest.mark.parametrize("k", [2, 3, *(pytest.param(k, marks=pytest.mark.night) for k in (1, 5))])
@every_cell
def test_truncation_with_a_mask_is_each_chunk_by_itself(cell, k):
    case, mask = Batch(cell), WITH_GAPS
    trace = unroll.forward(cell, case.params, case.xs, case.state, mask)
    dxs, dstate, grads = unroll.truncated_backward(cell, case.params, trace, case.dhs, k, case.dlast)
    starts = [case.state]
    for start in range(0, T, k):
        chunk = slice(start, start + k)
        starts.append(unroll.forward(cell, case.params, case.xs[chunk], starts[-1], mask[chunk]).state)

    def loss(moved):
        params, xs, first = moved
        value = 0
        for number, start in enumerate(range(0, T, k)):
            chunk = slice(start, start + k)
            state = first if number == 0 else starts[number]  # carried on as a number, not as a function
            trace = unroll.forward(cell, params, xs[chunk], state, mask[chunk])
            last = case.dlast if start + k >= T else trees.map(np.zeros_like, case.dlast)
            value = value + total(trace, case.dhs[chunk], last)
        return value

    errors = gradcheck.compare(loss, (case.params, case.xs, case.state), (grads, dxs, dstate))
    assert max(errors.values()) < LIMIT, errors


@every_cell
def test_each_sequence_of_a_masked_batch_is_as_if_it_were_alone(cell):
    case = Batch(cell)
    trace = unroll.forward(cell, case.params, case.xs, case.state, unroll.lengths_to_mask(LENGTHS, T))
    dhs = case.dhs * trace.mask[:, :, None]
    dxs, dstate, grads = unroll.backward(cell, case.params, trace, dhs, case.dlast)
    sum_of_grads = trees.map(np.zeros_like, grads)
    for n, length in enumerate(LENGTHS):
        if length == 0:
            continue
        start, dlast = one_sequence(case.state, n), one_sequence(case.dlast, n)
        alone = unroll.forward(cell, case.params, case.xs[:length, n : n + 1], start)
        assert_same(trace.hs[:length, n : n + 1], alone.hs, rtol=1e-12, atol=1e-14)
        assert_same(one_sequence(trace.state, n), alone.state, rtol=1e-12, atol=1e-14)
        dx, dfirst, grad = unroll.backward(cell, case.params, alone, dhs[:length, n : n + 1], dlast)
        assert_same(dxs[:length, n : n + 1], dx, rtol=1e-12, atol=1e-13)
        assert_same(one_sequence(dstate, n), dfirst, rtol=1e-12, atol=1e-13)
        sum_of_grads = trees.map(np.add, sum_of_grads, grad)
    assert_same(grads, sum_of_grads, rtol=1e-12, atol=1e-13)


@every_cell
def test_a_sequence_that_has_ended_keeps_its_state_to_the_last_bit(cell):
    case = Batch(cell)
    trace = unroll.forward(cell, case.params, case.xs, case.state, unroll.lengths_to_mask(LENGTHS, T))
    for n, length in enumerate(LENGTHS):
        last = trace.hs[length - 1, n] if length else case.state.h[n]
        for t in range(length, T):
            np.testing.assert_array_equal(trace.hs[t, n], last)
        np.testing.assert_array_equal(trace.hs[-1, n], trace.state.h[n])
    never_began = LENGTHS.index(0)
    assert_same(one_sequence(trace.state, never_began), one_sequence(case.state, never_began))


@every_cell
def test_the_gradient_passes_straight_through_a_step_without_input(cell):
    case = Batch(cell)
    nothing = np.zeros((T, N), bool)
    trace = unroll.forward(cell, case.params, case.xs, case.state, nothing)
    dxs, dstate, grads = unroll.backward(cell, case.params, trace, case.dhs, case.dlast)
    assert_same(trace.state, case.state)
    assert not dxs.any()
    assert not any(grad.any() for _, grad in trees.leaves(grads))
    assert_same(dstate, case.dlast._replace(h=case.dlast.h + case.dhs.sum(axis=0)), rtol=1e-13, atol=1e-15)


@every_cell
@pytest.mark.filterwarnings("error")
@for_each("padding", [1e30, -np.inf, np.nan])
def test_what_stands_in_the_padding_never_matters(cell, padding):
    case = Batch(cell)
    garbage = case.xs.copy()
    garbage[~WITH_GAPS] = padding
    results = []
    for xs in (case.xs, garbage):
        trace = unroll.forward(cell, case.params, xs, case.state, WITH_GAPS)
        backward = unroll.backward(cell, case.params, trace, case.dhs, case.dlast)
        results.append((trace.hs, trace.state, backward))
    assert_same(*results)
    assert not results[1][2][0][~WITH_GAPS].any()


@every_cell
def test_a_mask_that_is_true_everywhere_is_no_mask(cell):
    case = Batch(cell)
    results = []
    for mask in (None, np.ones((T, N), bool)):
        trace = unroll.forward(cell, case.params, case.xs, case.state, mask)
        backward = unroll.truncated_backward(cell, case.params, trace, case.dhs, 4, case.dlast)
        results.append((trace.hs, trace.state, backward))
    assert_same(*results)


@every_cell
def test_float32_stays_float32_with_a_mask(cell):
    case = Batch(cell, dtype=np.float32)
    trace = unroll.forward(cell, case.params, case.xs, case.state, WITH_GAPS)
    backward = unroll.truncated_backward(cell, case.params, trace, case.dhs, 2)
    results = (trace.hs, trace.state, backward)
    assert {array.dtype for _, array in trees.leaves(results)} == {np.dtype(np.float32)}


@every_cell
def test_nothing_that_is_passed_in_is_changed(cell):
    case = Batch(cell)
    passed = (case.params, case.xs, case.state, WITH_GAPS, case.dhs, case.dlast)
    before = trees.map(np.copy, passed)
    trace = unroll.forward(cell, case.params, case.xs, case.state, WITH_GAPS)
    hs = trace.hs.copy()
    unroll.truncated_backward(cell, case.params, trace, case.dhs, 2, case.dlast)
    assert_same(passed, before)
    assert_same(trace.hs, hs)


@for_each("seen", [True, False])
def test_one_step_of_one_sequence(seen):
    rng = np.random.default_rng(0)
    params, state = random_params(lstm, rng, D, H), random_state(lstm, rng, 1, H)
    x = rng.normal(size=(1, 1, D))
    trace = unroll.forward(lstm, params, x, state, np.array([[seen]]))
    expected = lstm.step(params, x[0], state)[0] if seen else state
    assert_same(trace.state, expected)
    assert_same(trace.hs, expected.h[None])


def test_lengths_become_a_mask():
    mask = unroll.lengths_to_mask([2, 0, 3], 3)
    assert mask.T.tolist() == [[True, True, False], [False, False, False], [True, True, True]]
    assert mask.dtype == bool
    np.testing.assert_array_equal(unroll.lengths_to_mask(np.array([2, 0, 3]), 3), mask)


@for_each(
    "lengths, n_steps, error, message",
    [
        ([1, 4], 3, ValueError, r"lengths: expected numbers from 0 to 3 \(T = 3\), got 4"),
        ([1, -1], 3, ValueError, "got -1"),
        ([], 3, ValueError, r"lengths: expected \(N,\), a number for each sequence, got shape \(0,\)"),
        (3, 3, ValueError, r"got shape \(\)"),
        ([1.0], 3, TypeError, "lengths: expected integers, got dtype float64"),
        ([True], 3, TypeError, "got dtype bool"),
        ([1], 0, ValueError, "n_steps: expected at least 1, got 0"),
    ],
)
def test_lengths_that_no_sequence_can_have_are_refused(lengths, n_steps, error, message):
    with pytest.raises(error, match=message):
        unroll.lengths_to_mask(lengths, n_steps)


def test_masks_of_another_shape_or_kind_are_refused():
    case = Batch(elman)

    def run(mask):
        unroll.forward(elman, case.params, case.xs, case.state, mask)

    with pytest.raises(ValueError, match=r"mask: expected \(T, N\) = \(6, 4\), got \(4, 6\)"):
        run(np.ones((N, T), bool))
    with pytest.raises(ValueError, match=r"mask: expected \(T, N\) = \(6, 4\), got \(6, 4, 1\)"):
        run(np.ones((T, N, 1), bool))
    with pytest.raises(TypeError, match=r"mask: expected an array of True and False .* got dtype float64"):
        run(np.ones((T, N)))
    with pytest.raises(TypeError, match=r"mask: .* got list"):
        run([[True] * N] * T)
