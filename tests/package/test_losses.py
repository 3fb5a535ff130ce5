"""Losses: small where the answer is right, honest about what they divide by, and stable."""

import math

import numpy as np
import pytest

from lstmlab import gradcheck, losses


def test_the_squared_error_of_one_wrong_number_is_shared_by_all():
    y, target = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 2.0], [3.0, 1.0]])
    loss, dy = losses.mse(y, target)
    assert loss == 9 / 4
    np.testing.assert_array_equal(dy, [[0, 0], [0, 6 / 4]])


def test_a_single_number_is_enough():
    assert losses.mse(np.array(3.0), np.array(1.0))[0] == 4


def test_probabilities_are_positive_and_sum_to_one():
    p = losses.softmax(np.random.default_rng(0).normal(size=(4, 3, 5)) * 5)
    assert (p > 0).all()
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-14)


def test_softmax_of_two_classes_is_the_sigmoid_of_their_difference():
    z = np.array([[0.3, -1.2]])
    assert losses.softmax(z)[0, 0] == pytest.approx(1 / (1 + math.exp(-1.5)), rel=1e-14)


def test_logits_moved_by_a_constant_are_the_same_probabilities():
    z = np.random.default_rng(0).normal(size=(3, 4))
    np.testing.assert_allclose(losses.softmax(z + 1000), losses.softmax(z), rtol=1e-12)


def test_whoever_knows_nothing_pays_the_logarithm_of_the_number_of_classes():
    loss, _ = losses.softmax_cross_entropy(np.zeros((4, 7)), np.array([0, 3, 6, 1]))
    assert loss == pytest.approx(math.log(7), rel=1e-14)


def test_the_loss_is_minus_the_log_of_the_probability_of_the_label():
    rng = np.random.default_rng(0)
    logits, labels = rng.normal(size=(5, 4)), rng.integers(0, 4, size=5)
    loss, dlogits = losses.softmax_cross_entropy(logits, labels)
    expected, gradient = 0.0, np.zeros((5, 4))
    for n in range(5):
        total = sum(math.exp(z) for z in logits[n])
        expected -= math.log(math.exp(logits[n, labels[n]]) / total) / 5
        for k in range(4):
            gradient[n, k] = (math.exp(logits[n, k]) / total - (k == labels[n])) / 5
    assert loss == pytest.approx(expected, rel=1e-13)
    np.testing.assert_allclose(dlogits, gradient, rtol=1e-12)


def test_the_gradient_of_each_row_sums_to_zero():
    rng = np.random.default_rng(0)
    _, dlogits = losses.softmax_cross_entropy(rng.normal(size=(3, 2, 6)), rng.integers(0, 6, size=(3, 2)))
    np.testing.assert_allclose(dlogits.sum(axis=-1), 0, atol=1e-16)


def test_every_step_and_sequence_counts_the_same():
    rng = np.random.default_rng(0)
    logits, labels = rng.normal(size=(3, 2, 6)), rng.integers(0, 6, size=(3, 2))
    loss, dlogits = losses.softmax_cross_entropy(logits, labels)
    flat_loss, flat = losses.softmax_cross_entropy(logits.reshape(6, 6), labels.reshape(6))
    assert loss == pytest.approx(flat_loss, rel=1e-14)
    np.testing.assert_allclose(dlogits.reshape(6, 6), flat, rtol=1e-14)


@pytest.mark.filterwarnings("error")
def test_each_row_is_kept_from_overflowing_by_its_own_largest_logit():
    logits = np.array([[[1000.0, 1001.0], [-1000.0, -1001.0], [0.0, 1.0]]])
    small = 1 / (1 + math.e)
    expected = [[[small, 1 - small], [1 - small, small], [small, 1 - small]]]
    np.testing.assert_allclose(losses.softmax(logits), expected, rtol=1e-12)
    loss, _ = losses.softmax_cross_entropy(logits, np.array([[0, 1, 0]]))
    assert loss == pytest.approx(-math.log(small), rel=1e-12)


@pytest.mark.filterwarnings("error")
def test_logits_of_a_thousand_neither_overflow_nor_underflow():
    logits = np.array([[1000.0, 0.0], [0.0, 1000.0], [-1000.0, -1001.0], [0.1, 0.2]])
    loss, dlogits = losses.softmax_cross_entropy(logits, np.array([0, 0, 0, 1]))
    small = -math.log(1 / (1 + math.exp(-1))) - math.log(1 / (1 + math.exp(-0.1)))
    assert loss == pytest.approx((1000 + small) / 4, rel=1e-13)
    np.testing.assert_allclose(dlogits[1], [-0.25, 0.25])


def test_shapes_that_numpy_would_broadcast_are_refused():
    with pytest.raises(ValueError, match=r"target: expected \(N, K\) = \(3, 1\), got \(3,\)"):
        losses.mse(np.ones((3, 1)), np.ones(3))
    with pytest.raises(ValueError, match=r"labels: expected \(3,\), .* got \(3, 1\)"):
        losses.softmax_cross_entropy(np.ones((3, 2)), np.zeros((3, 1), int))


@pytest.mark.parametrize(
    "shape, letters",
    [((2,), r"\(N,\)"), ((2, 3), r"\(N, K\)"), ((2, 3, 4), r"\(T, N, K\)"), ((1,) * 4, r"\(axis0, .*")],
)
def test_outputs_are_told_in_the_letters_of_their_axes(shape, letters):
    with pytest.raises(ValueError, match=f"target: expected {letters} = "):
        losses.mse(np.ones(shape), np.ones((9, *shape[1:])))


def test_labels_have_to_be_whole_numbers_of_a_class():
    with pytest.raises(TypeError, match="labels: expected an array of integers, got dtype float64"):
        losses.softmax_cross_entropy(np.ones((3, 2)), np.zeros(3))
    with pytest.raises(TypeError, match="got list"):
        losses.softmax_cross_entropy(np.ones((3, 2)), [0, 0, 0])
    with pytest.raises(ValueError, match=r"labels: expected numbers from 0 to 1 \(K = 2\), got 2"):
        losses.softmax_cross_entropy(np.ones((3, 2)), np.array([0, 1, 2]))
    with pytest.raises(ValueError, match="got -1"):
        losses.softmax_cross_entropy(np.ones((3, 2)), np.array([0, 1, -1]))


@pytest.mark.filterwarnings("error")
def test_a_mean_over_nothing_is_refused():
    with pytest.raises(ValueError, match="expected at least one number"):
        losses.mse(np.ones((0, 2)), np.ones((0, 2)))
    with pytest.raises(ValueError, match="expected at least one row"):
        losses.softmax_cross_entropy(np.ones((0, 2)), np.zeros(0, int))
    with pytest.raises(ValueError, match="expected at least one class"):
        losses.softmax(np.ones((2, 0)))


MASK = np.array([[True, True, True], [True, False, True], [False, False, True]])


def test_a_masked_loss_is_the_loss_of_the_rows_with_an_input():
    rng = np.random.default_rng(0)
    logits, labels = rng.normal(size=(3, 3, 4)), rng.integers(0, 4, size=(3, 3))
    loss, dlogits = losses.masked(losses.softmax_cross_entropy, MASK)(logits, labels)
    rows = [(t, n) for t in range(3) for n in range(3) if MASK[t, n]]
    one_by_one = [losses.softmax_cross_entropy(logits[t, n][None], labels[t, n][None]) for t, n in rows]
    assert loss == pytest.approx(sum(value for value, _ in one_by_one) / 6, rel=1e-14)
    for (t, n), (_, gradient) in zip(rows, one_by_one, strict=True):
        np.testing.assert_allclose(dlogits[t, n], gradient[0] / 6, rtol=1e-14)
    assert not dlogits[~MASK].any()


def test_the_gradient_of_a_masked_loss_agrees_with_the_complex_step():
    ys, targets = np.random.default_rng(0).normal(size=(2, 3, 3, 4))
    loss = losses.masked(losses.mse, MASK)
    found = gradcheck.complex_step(lambda moved: loss(moved, targets)[0], ys)
    assert gradcheck.relative_error(loss(ys, targets)[1], found) < 1e-14


def test_a_mask_that_is_true_everywhere_leaves_the_loss_as_it_is():
    ys, targets = np.random.default_rng(0).normal(size=(2, 3, 3, 4))
    loss, dys = losses.masked(losses.mse, np.ones((3, 3), bool))(ys, targets)
    whole, dwhole = losses.mse(ys, targets)
    assert loss == pytest.approx(whole, rel=1e-15)
    np.testing.assert_allclose(dys, dwhole, rtol=1e-15)


def test_padded_outputs_and_targets_are_not_looked_at():
    rng = np.random.default_rng(0)
    logits, labels = rng.normal(size=(3, 3, 4)).astype(np.float32), rng.integers(0, 4, size=(3, 3))
    loss = losses.masked(losses.softmax_cross_entropy, MASK)
    value, dlogits = loss(logits, labels)
    padded, minus_one = np.where(MASK[:, :, None], logits, np.nan), np.where(MASK, labels, -1)
    same_value, same_dlogits = loss(padded, minus_one)
    assert value == same_value
    np.testing.assert_array_equal(dlogits, same_dlogits)
    assert value.dtype == dlogits.dtype == np.float32


def test_masks_that_do_not_fit_a_loss_are_refused():
    loss = losses.masked(losses.mse, MASK)
    with pytest.raises(ValueError, match=r"ys: expected \(T, N, K\) = \(3, 3, 2\), got \(4, 3, 2\)"):
        loss(np.ones((4, 3, 2)), np.ones((4, 3, 2)))
    with pytest.raises(ValueError, match=r"targets: expected \(T, N, K\) = \(3, 3, 2\), got \(3, 2, 2\)"):
        loss(np.ones((3, 3, 2)), np.ones((3, 2, 2)))
    with pytest.raises(ValueError, match=r"ys: expected \(T, N, K\), got \(3, 3\)"):
        loss(np.ones((3, 3)), np.ones((3, 3)))
    with pytest.raises(TypeError, match=r"targets: expected a NumPy array of numbers .* got list"):
        loss(np.ones((3, 3, 2)), [[0] * 3] * 3)
    with pytest.raises(ValueError, match="mask: expected at least one step with an input, got none"):
        losses.masked(losses.mse, ~np.ones((3, 3), bool))
    with pytest.raises(ValueError, match=r"mask: expected \(T, N\), got \(9,\)"):
        losses.masked(losses.mse, MASK.ravel())
    for wrong, kind in ((None, "NoneType"), (MASK.astype(int), "dtype int64")):
        with pytest.raises(TypeError, match=f"mask: expected an array of True and False .* got {kind}"):
            losses.masked(losses.mse, wrong)
