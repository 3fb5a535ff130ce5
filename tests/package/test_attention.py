"""Attention: forward against plain loops, backward against the complex step, masks, overflow."""

import math

import numpy as np
import pytest

from lstmlab import attention, gradcheck

T, S, N, H, V = 4, 6, 3, 5, 2


def draw(seed=0, dtype=np.float64):
    rng = np.random.default_rng(seed)
    shapes = ((T, N, H), (S, N, H), (S, N, V))
    mask = np.arange(S)[:, None] < np.array([S, 1, 3])
    return (*(rng.normal(size=shape).astype(dtype) for shape in shapes), mask)


def by_loops(queries, keys, values, mask):
    """One query, one sequence, one number at a time."""
    contexts, weights = np.zeros((T, N, V)), np.zeros((T, S, N))
    for t in range(T):
        for n in range(N):
            scores = {
                s: sum(queries[t, n, j] * keys[s, n, j] for j in range(H)) / math.sqrt(H)
                for s in range(S)
                if mask[s, n]
            }
            total = sum(math.exp(score) for score in scores.values())
            for s, score in scores.items():
                weights[t, s, n] = math.exp(score) / total
                for k in range(V):
                    contexts[t, n, k] += weights[t, s, n] * values[s, n, k]
    return contexts, weights


def test_attention_is_what_its_formulas_say():
    given = draw()
    for found, expected in zip(attention.forward(*given), by_loops(*given), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("masked", [True, False])
def test_its_gradient_agrees_with_the_complex_step(masked):
    queries, keys, values, mask = draw(1)
    mask = mask if masked else None
    weighs = np.random.default_rng(2).normal(size=(T, N, V))
    given = {"queries": queries, "keys": keys, "values": values}
    weights = attention.forward(queries, keys, values, mask).weights
    grads = dict(zip(given, attention.backward(weighs, queries, keys, values, weights), strict=True))
    errors = gradcheck.compare(lambda p: (attention.forward(**p, mask=mask).contexts * weighs).sum(), given, grads)
    assert max(errors.values()) < 1e-12


def test_what_is_masked_has_no_weight_at_all_and_is_never_read():
    queries, keys, values, mask = draw()
    spoilt_keys, spoilt_values = (np.where(mask[:, :, None], array, np.nan) for array in (keys, values))
    found = attention.forward(queries, spoilt_keys, spoilt_values, mask)
    expected = attention.forward(queries, keys, values, mask)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other)
    assert (expected.weights[:, ~mask] == 0).all()
    np.testing.assert_allclose(expected.weights.sum(axis=1), 1, rtol=1e-12)
    grads = attention.backward(np.ones((T, N, V)), queries, spoilt_keys, spoilt_values, found.weights)
    for part in grads:
        assert np.isfinite(part).all()
    assert not grads[1][~mask].any()


def test_large_scores_do_not_overflow_and_the_precision_stays():
    for dtype in (np.float64, np.float32):
        queries, keys, values, mask = draw(3, dtype)
        contexts, weights = attention.forward(100 * queries, 100 * keys, values, mask)
        assert np.isfinite(weights).all()
        grads = attention.backward(contexts, 100 * queries, 100 * keys, values, weights)
        assert {array.dtype for array in (contexts, weights, *grads)} == {np.dtype(dtype)}


def test_a_sequence_without_any_key_is_refused():
    queries, keys, values, mask = draw()
    mask = mask.copy()
    mask[:, 1] = False
    with pytest.raises(ValueError, match="mask: expected a key for every sequence, got none for 1"):
        attention.forward(queries, keys, values, mask)


def test_the_scale_keeps_the_size_of_the_scores_whatever_their_length():
    rng = np.random.default_rng(0)
    for size in (4, 400):
        queries, keys = rng.normal(size=(1, 2000, size)), rng.normal(size=(2, 2000, size))
        weights = attention.forward(queries, keys, keys).weights[0]
        scores = np.log(weights[0] / weights[1])
        assert scores.std() == pytest.approx(math.sqrt(2), rel=0.1)
