"""Tasks of long time lags: rules, solvers that score 100 %, and what guessing scores."""

import numpy as np
import pytest

from lstmlab.tasks import adding, latch, long_lag, temporal_order, time_scales, timing
from tests.cases import for_each

SEEDS = range(5)


def generator(seed=0):
    return np.random.default_rng(seed)


@for_each("seed", SEEDS)
def test_the_sign_of_the_first_input_is_the_bit_to_keep(seed):
    xs, labels = latch.batch(generator(seed), n=50, length=9)
    assert xs.shape == (9, 50, 1)
    assert set(labels) == {0, 1}
    np.testing.assert_array_equal(xs[0, :, 0], 2 * labels - 1)
    assert (latch.solver(xs) == labels).all()


def test_the_steps_after_the_bit_are_noise_of_the_size_that_was_asked_for():
    xs, labels = latch.batch(generator(), n=2000, length=6, noise=0.5)
    assert xs[1:].std() == pytest.approx(0.5, abs=0.01)
    assert abs(np.corrcoef(xs[1:, :, 0].sum(axis=0), labels)[0, 1]) < 0.08
    assert ((xs[-1, :, 0] > 0) == labels).mean() == pytest.approx(latch.chance(), abs=0.04)
    quiet, _ = latch.batch(generator(), n=3, length=6, noise=0)
    assert (quiet[1:] == 0).all()


@for_each("p", [2, 3, 10])
def test_the_last_symbol_is_the_first_again_and_all_others_are_in_order(p):
    xs, labels = long_lag.batch(generator(), n=40, p=p)
    assert xs.shape == (p, 40, p + 1)
    symbols = xs.argmax(axis=-1)
    assert set(symbols[0]) == {p - 1, p}
    assert (labels[-1] == symbols[0]).all()
    assert (labels[:-1] == symbols[1:]).all()
    assert (labels[:-1] == np.arange(p - 1)[:, None]).all()
    assert (long_lag.solver(xs) == labels).all()


def test_the_two_strings_come_equally_often():
    _, labels = long_lag.batch(generator(), n=4000, p=3)
    assert (labels[-1] == 3).mean() == pytest.approx(long_lag.chance(), abs=0.03)


@for_each("seed", SEEDS)
@for_each("length", [4, 5, 30, 100])
def test_two_values_are_marked_and_added(seed, length):
    xs, targets = adding.batch(generator(seed), n=60, length=length)
    assert xs.shape == (length, 60, 2)
    markers = xs[..., 1]
    assert ((markers == 1).sum(axis=0) == 2).all()
    assert (markers[-1] == -1).all()
    assert np.isin(markers[1:-1], (0, 1)).all()
    assert (markers[length // 2 :] != 1).all()
    assert ((markers[: min(10, length // 2)] == 1).any(axis=0)).all()
    np.testing.assert_allclose(targets[:, 0], 0.5 + np.array(_sums(xs)) / 4)
    assert adding.right(adding.solver(xs), targets).all()
    np.testing.assert_allclose(adding.solver(xs), targets)


def _sums(xs):
    return [sum(value for value, marker in sequence if marker == 1) for sequence in xs.transpose(1, 0, 2)]


def test_every_place_of_the_second_mark_is_equally_likely():
    xs, _ = adding.batch(generator(), n=30_000, length=8)
    pairs = xs[:4, :, 1] == 1
    assert pairs.mean(axis=1) == pytest.approx(np.full(4, 0.5), abs=0.02)


def test_saying_a_half_is_right_as_often_as_is_said():
    _, targets = adding.batch(generator(), n=30_000, length=10)
    assert adding.right(np.full_like(targets, 0.5), targets).mean() == pytest.approx(adding.chance(), abs=0.01)


@for_each("seed", SEEDS)
@for_each("length", [10, 50, 105])
def test_the_class_is_the_order_of_two_marked_symbols(seed, length):
    xs, labels = temporal_order.batch(generator(seed), n=60, length=length)
    assert xs.shape == (length, 60, 8)
    for sequence, label in zip(xs.argmax(axis=-1).T, labels, strict=True):
        symbols = "".join(temporal_order.SYMBOLS[k] for k in sequence)
        marked = [k for k, symbol in enumerate(symbols) if symbol in "XY"]
        assert symbols[0] + symbols[-1] == "EB"
        assert ("XX", "XY", "YX", "YY")[label] == "".join(symbols[k] for k in marked)
        assert length // 10 <= marked[0] <= length // 5
        assert length // 2 <= marked[1] <= 3 * length // 5
        assert set(symbols[1:-1]) <= set("XYabcd")
    assert (temporal_order.solver(xs) == labels).all()


def test_the_four_orders_come_equally_often():
    _, labels = temporal_order.batch(generator(), n=8000, length=10)
    assert np.bincount(labels) / 8000 == pytest.approx(np.full(4, temporal_order.chance()), abs=0.02)


@for_each("seed", SEEDS)
def test_the_third_spike_is_due_after_the_same_gap_again(seed):
    xs, due = timing.batch(generator(seed), n=60, shortest=3, longest=9)
    assert xs.shape == (24, 60, 1)
    for sequence, step in zip(xs[..., 0].T, due, strict=True):
        first, second = np.flatnonzero(sequence)
        assert 0 <= first <= 4
        assert 3 <= second - first <= 9
        assert step == second + (second - first) < len(xs)
    assert (timing.solver(xs) == due).all()


def test_a_net_fires_where_the_spike_first_is_the_likelier_class():
    due = np.array([2, 0, 3])
    wanted = timing.labels(due, 4)
    np.testing.assert_array_equal(wanted.T, [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1]])
    logits = np.stack([1.0 - wanted, wanted], axis=-1)
    np.testing.assert_array_equal(timing.fired(logits), due)
    np.testing.assert_array_equal(timing.fired(np.zeros((4, 2, 2))), [4, 4])
    np.testing.assert_array_equal(timing.fired(np.stack([np.zeros((4, 1)), np.ones((4, 1))], axis=-1)), [0])


def test_one_gap_for_all_is_right_as_often_as_is_said():
    xs, due = timing.batch(generator(), n=20_000, shortest=3, longest=7)
    second = len(xs) - 1 - (xs[::-1, :, 0] > 0).argmax(axis=0)
    for gap in range(3, 8):
        assert (second + gap == due).mean() == pytest.approx(timing.chance(3, 7), abs=0.015)


@for_each("seed", SEEDS)
def test_the_fast_answer_is_two_steps_old_and_the_slow_one_is_the_last_mark(seed):
    signal = time_scales.batch(generator(seed), n=20, length=60, pause=8)
    for xs, targets, known in zip(*(np.swapaxes(part, 0, 1) for part in signal), strict=True):
        slow = 0.0
        for t, x in enumerate(xs[:, 0]):
            slow = np.sign(x) if abs(x) == 1.5 else slow
            fast = np.sign(xs[t - 2, 0]) if t >= 2 else 0.0
            assert targets[t].tolist() == [fast, slow]
            assert known[t].tolist() == [t >= 2, slow != 0]
    np.testing.assert_array_equal(time_scales.solver(signal.xs), signal.targets)


def test_marks_are_as_rare_as_was_asked_for_and_signs_are_tossed_coins():
    signal = time_scales.batch(generator(), n=200, length=500, pause=20)
    assert set(np.abs(signal.xs).ravel()) == {0.5, 1.5}
    assert (np.abs(signal.xs) > 1).mean() == pytest.approx(1 / 20, abs=0.005)
    for part in (0, 1):
        right = (signal.targets[..., part] > 0)[signal.known[..., part]]
        assert right.mean() == pytest.approx(time_scales.chance(), abs=0.03)


MAKERS = {
    "latch": lambda rng, dtype=float: latch.batch(rng, 4, 5, dtype=dtype)[0],
    "long_lag": lambda rng, dtype=float: long_lag.batch(rng, 20, 5, dtype)[0],
    "adding": lambda rng, dtype=float: adding.batch(rng, 4, 5, dtype)[0],
    "temporal_order": lambda rng, dtype=float: temporal_order.batch(rng, 4, 12, dtype)[0],
    "timing": lambda rng, dtype=float: timing.batch(rng, 6, 2, 9, dtype)[0],
    "time_scales": lambda rng, dtype=float: time_scales.batch(rng, 4, 5, 3, dtype).xs,
}


@for_each("make", MAKERS.values(), ids=MAKERS)
def test_a_seed_fixes_a_task_and_another_seed_changes_it(make):
    one, same, other = (make(generator(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


@for_each("make", MAKERS.values(), ids=MAKERS)
def test_float32_is_given_where_asked(make):
    assert make(generator(), np.float32).dtype == np.float32
    assert make(generator()).dtype == np.float64


@for_each(
    "make, message",
    [
        (lambda: latch.batch(generator(), 0, 3), "n: expected at least 1, got 0"),
        (lambda: latch.batch(generator(), 2, 3, noise=-1), "noise: expected a number from 0 on, got -1"),
        (lambda: latch.solver(np.zeros((0, 2, 1))), "expected at least one step"),
        (lambda: long_lag.batch(generator(), 2, 1), "p: expected at least 2, got 1"),
        (lambda: long_lag.solver(np.zeros((0, 2, 3))), "expected at least one step"),
        (lambda: adding.batch(generator(), 2, 3), "length: expected at least 4, got 3"),
        (lambda: temporal_order.batch(generator(), 2, 9), "length: expected at least 10, got 9"),
        (lambda: temporal_order.solver(np.eye(8)[[[0], [2], [1]]]), "expected two of X and Y"),
        (lambda: timing.batch(generator(), 2, 5, 4), "longest: expected at least 5, got 4"),
        (lambda: timing.solver(np.zeros((5, 1, 1))), "expected two spikes"),
        (lambda: timing.chance(0, 4), "shortest: expected at least 1, got 0"),
        (lambda: time_scales.batch(generator(), 2, 5, 0), "pause: expected at least 1, got 0"),
    ],
)
def test_sizes_that_cannot_be_are_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()
