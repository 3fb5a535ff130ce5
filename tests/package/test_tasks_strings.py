"""Strings to be written again in another order, and parity: the rules, held against plain Python."""

import numpy as np
import pytest

from lstmlab.tasks import parity, strings


@pytest.mark.parametrize("order", strings.ORDERS)
def test_what_is_to_be_written_is_what_plain_python_writes(order):
    drawn = strings.batch(np.random.default_rng(0), 50, 1, 7, 5, order)
    assert drawn.xs.shape == (7, 50, 5)
    assert drawn.targets.shape == drawn.target_mask.shape == (8, 50)
    for n in range(50):
        length = int(drawn.mask[:, n].sum())
        string = [int(row.argmax()) for row in drawn.xs[:length, n]]
        wanted = string[::-1] if order == "reverse" else sorted(string)
        assert drawn.targets[: length + 1, n].tolist() == [*wanted, 5]
        assert drawn.target_mask[:, n].tolist() == [t <= length for t in range(8)]
        assert not drawn.xs[length:, n].any()


def test_the_solver_knows_every_answer_from_what_is_read():
    for order in strings.ORDERS:
        drawn = strings.batch(np.random.default_rng(1), 40, 2, 6, 3, order)
        np.testing.assert_array_equal(strings.solver(drawn.xs, drawn.mask, order), drawn.targets)


def test_all_lengths_and_symbols_are_drawn_alike():
    drawn = strings.batch(np.random.default_rng(2), 6000, 3, 5, 4)
    lengths = drawn.mask.sum(axis=0)
    np.testing.assert_allclose(np.bincount(lengths, minlength=6)[3:] / 6000, 1 / 3, atol=0.02)
    symbols = drawn.xs.argmax(axis=-1)[drawn.mask]
    np.testing.assert_allclose(np.bincount(symbols) / symbols.size, strings.chance(4), atol=0.01)


def test_a_mask_with_a_hole_is_refused():
    drawn = strings.batch(np.random.default_rng(3), 2, 4, 4, 3)
    mask = drawn.mask.copy()
    mask[1, 0] = False
    with pytest.raises(ValueError, match="mask: expected strings that begin at step 0"):
        strings.solver(drawn.xs, mask)


def test_parity_is_that_of_the_ones_so_far():
    xs, labels = parity.batch(np.random.default_rng(4), 6, 9)
    for n in range(6):
        bits = [int(row[1]) for row in xs[:, n]]
        assert labels[:, n].tolist() == [sum(bits[: t + 1]) % 2 for t in range(9)]
    np.testing.assert_array_equal(parity.solver(xs), labels)
    _, many = parity.batch(np.random.default_rng(5), 4000, 5)
    assert many[-1].mean() == pytest.approx(parity.chance(), abs=0.03)
