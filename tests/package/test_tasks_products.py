"""Multiplication, copy, and the order of three symbols: rules, solvers that score 100 %, and what guessing scores."""

import itertools

import numpy as np
import pytest

from lstmlab.tasks import adding, copying, multiplication, temporal_order
from tests.cases import for_each

SEEDS = range(5)


def generator(seed=0):
    return np.random.default_rng(seed)


@for_each("seed", SEEDS)
@for_each("length", [4, 5, 30, 100])
def test_two_values_are_marked_and_multiplied(seed, length):
    xs, targets = multiplication.batch(generator(seed), n=60, length=length)
    assert xs.shape == (length, 60, 2)
    assert targets.shape == (60, 1)
    assert (xs[..., 0] >= 0).all()
    assert (xs[..., 0] <= 1).all()
    for sequence, target in zip(xs.transpose(1, 0, 2), targets[:, 0], strict=True):
        one, two = (value for value, marker in sequence if marker == 1)
        assert target == one * two
    assert multiplication.right(multiplication.solver(xs), targets).all()
    np.testing.assert_allclose(multiplication.solver(xs), targets)


def test_products_are_marked_as_sums_are():
    for length in (4, 20):
        xs, _ = multiplication.batch(generator(), n=500, length=length)
        sums, _ = adding.batch(generator(), n=500, length=length)
        np.testing.assert_array_equal(xs[..., 1], sums[..., 1])


def test_no_constant_product_is_right_more_often_than_is_said():
    _, targets = multiplication.batch(generator(), n=100_000, length=10)
    shares = [multiplication.right(np.full_like(targets, said), targets).mean() for said in np.arange(0, 1, 0.01)]
    assert max(shares) == pytest.approx(multiplication.chance(), abs=0.006)
    assert shares[4] == pytest.approx(multiplication.chance(), abs=0.006)


@for_each("seed", SEEDS)
@for_each("length", [10, 50, 105])
def test_the_class_is_the_order_of_three_marked_symbols(seed, length):
    xs, labels = temporal_order.batch(generator(seed), n=60, length=length, marked=3)
    assert xs.shape == (length, 60, 8)
    names = ["".join(each) for each in itertools.product("XY", repeat=3)]
    for sequence, label in zip(xs.argmax(axis=-1).T, labels, strict=True):
        symbols = "".join(temporal_order.SYMBOLS[k] for k in sequence)
        marked = [k for k, symbol in enumerate(symbols) if symbol in "XY"]
        assert names[label] == "".join(symbols[k] for k in marked)
        for step, (first, last) in zip(marked, ((10, 20), (33, 43), (66, 76)), strict=True):
            assert first * length // 100 <= step <= last * length // 100
        assert symbols[0] + symbols[-1] == "EB"
    assert (temporal_order.solver(xs) == labels).all()


def test_the_eight_orders_come_equally_often():
    _, labels = temporal_order.batch(generator(), n=16_000, length=10, marked=3)
    assert np.bincount(labels) / 16_000 == pytest.approx(np.full(8, temporal_order.chance(3)), abs=0.01)


@for_each("seed", SEEDS)
@for_each("lag, n_symbols, kinds", [(1, 1, 2), (7, 3, 4), (40, 10, 8)])
def test_the_symbols_are_said_again_after_the_sign(seed, lag, n_symbols, kinds):
    xs, labels = copying.batch(generator(seed), 30, lag, n_symbols, kinds)
    assert xs.shape == (2 * n_symbols + lag, 30, kinds + 2)
    assert (xs.sum(axis=-1) == 1).all()
    inputs = xs.argmax(axis=-1)
    assert (inputs[:n_symbols] < kinds).all()
    assert (labels[-n_symbols:] == inputs[:n_symbols]).all()
    assert (labels[:-n_symbols] == kinds).all()
    expected = np.full(n_symbols + lag, kinds)
    expected[lag - 1] = kinds + 1  # the sign comes right before the first answer
    assert (inputs[n_symbols:] == expected[:, None]).all()
    assert (copying.solver(xs) == labels).all()
    said = np.eye(kinds + 2)[copying.solver(xs)]
    assert copying.right(said, labels, n_symbols).all()
    assert copying.right(said, labels, n_symbols).shape == (n_symbols, 30)


def test_the_solver_of_copy_uses_nothing_of_the_future():
    xs, _ = copying.batch(generator(), 10, lag=5)
    first = copying.solver(xs)
    changed = xs.copy()
    changed[-1] = xs[0]  # the last input comes too late to matter for the answers before it
    np.testing.assert_array_equal(copying.solver(changed)[:-1], first[:-1])


def test_whoever_forgets_the_symbols_is_left_to_guess():
    _, labels = copying.batch(generator(), 20_000, lag=3, n_symbols=2, kinds=4)
    for kind in range(4):
        said = np.broadcast_to(np.eye(5)[kind], (*labels.shape, 5))
        assert copying.right(said, labels, 2).mean() == pytest.approx(copying.chance(4), abs=0.015)


MAKERS = {
    "multiplication": lambda rng, dtype=float: multiplication.batch(rng, 4, 5, dtype)[0],
    "copying": lambda rng, dtype=float: copying.batch(rng, 4, 5, dtype=dtype)[0],
    "three symbols": lambda rng, dtype=float: temporal_order.batch(rng, 4, 12, dtype, 3)[0],
}


@for_each("make", MAKERS.values(), ids=MAKERS)
def test_a_seed_fixes_a_task_and_float32_is_given_where_asked(make):
    one, same, other = (make(generator(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()
    assert make(generator(), np.float32).dtype == np.float32


@for_each(
    "make, message",
    [
        (lambda: multiplication.batch(generator(), 2, 3), "length: expected at least 4, got 3"),
        (lambda: multiplication.batch(generator(), 0, 5), "n: expected at least 1, got 0"),
        (lambda: copying.batch(generator(), 2, 0), "lag: expected at least 1, got 0"),
        (lambda: copying.batch(generator(), 2, 5, kinds=1), "kinds: expected at least 2, got 1"),
        (lambda: copying.solver(np.eye(6)[np.zeros((5, 2), int)]), "expected one sign in every sequence"),
        (lambda: copying.chance(1), "kinds: expected at least 2, got 1"),
        (lambda: temporal_order.batch(generator(), 2, 20, marked=4), "marked: expected 2 or 3, got 4"),
        (lambda: temporal_order.chance(1), "marked: expected 2 or 3, got 1"),
    ],
)
def test_sizes_that_cannot_be_are_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()
