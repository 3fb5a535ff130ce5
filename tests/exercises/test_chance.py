"""How often a check of what is drawn at random is wrong: right answers that fail, near distributions that pass.

A small count in every run, 10,000 seeds at night. `python -m tests.exercises.test_chance` prints the long table.
"""

from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np
import pytest

from lstmlab import exercises
from lstmlab.checking import examine
from lstmlab.checking.diagnosis import trial
from lstmlab.checking.diagnosis.compare import close
from lstmlab.checking.diagnosis.edits import mistaken
from lstmlab.exercises import chance
from lstmlab.exercises.text import sample
from tests.exercises.answers import of

FEW, MANY = 40, 10_000

# Right answers that draw in another way than the judge does, so that they do not meet its numbers.
RIGHT = {
    "train.xavier_uniform": "xavier_from_a_deviation",
    "train.dropout": "dropout_with_choice",
    "tasks.adding_batch": "adding_with_whole_markers",
}
# Where an answer may draw from a generator that no seed reaches.
DRAWN_ELSEWHERE = ("train.xavier_uniform", "train.dropout", "tasks.adding_batch")


def right(name: str) -> Callable:
    return next(one for one in of(name).accepted if one.__name__ == RIGHT[name])


def false_alarms(name: str, seeds: int) -> int:
    """Of so many seeds, those under which a right answer does not pass."""
    exercise, answer = exercises.get(name), right(name)
    failed = 0
    for seed in range(1000, 1000 + seeds):
        failed += examine(exercise, answer, seed).status != "passed"
        trial._trials.clear()
    return failed


def misfits(name: str, answer: Callable, seeds: int) -> int:
    """Of so many seeds, those under which a test of fit finds another distribution."""
    found = 0
    for seed in range(1000, 1000 + seeds):
        found += any(
            value == 0
            for case in exercises.get(name).cases(np.random.default_rng(seed))
            if case.statistics is not None
            for key, value in case.statistics(case.inputs, answer(**case.inputs)).items()
            if key in TESTS_OF_FIT
        )
    return found


TESTS_OF_FIT = {
    "whether the weights lie evenly between the limits, up to both of them",
    "whether as many are dropped as the rate says",
    "whether each number has a coin of its own",
    "whether all pairs of steps are marked equally often",
    "whether a sequence's pair says nothing about the next one's",
    "whether the values lie evenly between -1 and 1, up to both of them",
    "whether marked values are drawn as the others",
}


def limit(n_in, n_out):
    return np.sqrt(6 / (n_in + n_out))


def weights(draw: Callable) -> Callable:
    """Weights that are not drawn evenly; draw: (rng, shape) -> numbers in limits."""
    return lambda rng, n_in, n_out: limit(n_in, n_out) * draw(rng, (n_in, n_out))


def dropped(coin: Callable) -> Callable:
    """Another coin; coin: (rng, shape, rate) -> True where a number stays."""

    def answer(h, rate, rng):
        mask = coin(rng, h.shape, rate) / (1 - rate)
        return h * mask, mask

    return answer


def added(values: Callable, marks: Callable) -> Callable:
    """Other sequences; values, marks: (rng, t, n) -> (t, n)."""

    def answer(rng, t, n):
        drawn, markers = values(rng, t, n), marks(rng, t, n)
        return np.stack([drawn, markers], axis=-1), 0.5 + (drawn * markers).sum(axis=0) / 4

    return answer


def evenly(rng, t, n):
    return rng.uniform(-1, 1, size=(t, n))


def two_of_all(rng, t, n):
    return (rng.random((t, n)).argsort(axis=0) < 2).astype(float)


def first_step_preferred(rng, t, n):
    keys = rng.random((t, n))
    keys[0] *= 0.8
    return (keys.argsort(axis=0) < 2).astype(float)


def pair_kept(rng, t, n):
    """One sequence in ten is marked as the one before it."""
    marks = two_of_all(rng, t, n)
    kept = np.flatnonzero(rng.random(n - 1) < 0.1)
    marks[:, kept + 1] = marks[:, kept]
    return marks


# Near distributions, with the share of seeds under which they have to be found out at least.
NEAR: dict[str, dict[str, tuple[Callable, float]]] = {
    "train.xavier_uniform": {
        "limit of one unit more": (
            lambda rng, n_in, n_out: rng.uniform(-1, 1, (n_in, n_out)) * limit(n_in, n_out + 1),
            1,
        ),
        "limit 0.3 percent too small": (weights(lambda rng, shape: rng.uniform(-0.997, 0.997, shape)), 1),
        "three digits": (lambda rng, n_in, n_out: np.round(right("train.xavier_uniform")(rng, n_in, n_out), 3), 1),
        "normal, cut off at the limits": (weights(lambda rng, shape: normal_within(rng, shape, 1.0)), 0.999),
        "a slope of 10 percent": (weights(lambda rng, shape: sloped(rng, shape, 0.1)), 0.9),
    },
    "train.dropout": {
        "rate 0.03 too large": (dropped(lambda rng, shape, rate: rng.random(shape) >= rate + 0.03), 0.999),
        "rate 0.02 too large": (dropped(lambda rng, shape, rate: rng.random(shape) >= rate + 0.02), 0.6),
        "each row twice": (dropped(lambda rng, shape, rate: rows_twice(rng, shape) >= rate), 0.9),
        "an exact number in each row": (dropped(lambda rng, shape, rate: dealt(rng, shape) >= rate * shape[1]), 1),
        "neighbours hang together": (
            dropped(lambda rng, shape, rate: rng.permuted(chained(rng, shape), axis=1) >= rate),
            0.999,
        ),
    },
    "tasks.adding_batch": {
        "values to 0.998": (added(lambda rng, t, n: 0.998 * evenly(rng, t, n), two_of_all), 1),
        "values of two digits": (added(lambda rng, t, n: np.round(evenly(rng, t, n), 2), two_of_all), 1),
        "a slope of 10 percent": (added(lambda rng, t, n: sloped(rng, (t, n), 0.1), two_of_all), 0.9),
        "the first step preferred": (added(evenly, first_step_preferred), 0.999),
        "one sequence in ten marked as the one before": (added(evenly, pair_kept), 0.95),
    },
}


def normal_within(rng, shape, scale):
    drawn = rng.normal(scale=scale, size=shape)
    while (out := np.abs(drawn) > 1).any():
        drawn[out] = rng.normal(scale=scale, size=out.sum())
    return drawn


def sloped(rng, shape, slope):
    """Numbers from -1 to 1 of the density (1 + slope x) / 2."""
    return (np.sqrt((1 - slope) ** 2 + 4 * slope * rng.random(shape)) - 1) / slope


def rows_twice(rng, shape):
    return np.repeat(rng.random((-(-shape[0] // 2), shape[1])), 2, axis=0)[: shape[0]]


def dealt(rng, shape):
    return rng.random(shape).argsort(axis=1)


def chained(rng, shape):
    """Of each row's numbers a fifth are copies of one of them."""
    drawn = rng.random(shape)
    return np.where(rng.random(shape) < 0.2, drawn[:, :1], drawn)


class Sampler:
    """Draws for text.sample, thousands at a time: (logits, temperature, rng) -> one symbol.

    Attributes:
        draw: (logits, temperature, rng, n) -> n symbols.
    """

    def __init__(self, draw: Callable) -> None:
        self.draw = draw
        self.rng: np.random.Generator | None = None
        self.drawn: Iterator[int] = iter(())

    def __call__(self, logits, temperature, rng):
        if rng is not self.rng:
            self.rng = rng
            self.drawn = iter(self.draw(logits, temperature, rng, 2000).tolist())
        return next(self.drawn)


def softmax_of(change: Callable) -> Callable:
    """Draws of a softmax of other logits; change: (logits, temperature) -> logits."""
    return lambda logits, temperature, rng, n: rng.choice(
        len(logits), p=sample.softmax(change(logits, temperature)), size=n
    )


def largest_with(noise: Callable) -> Callable:
    """Draws by noise and the largest; noise: (rng, shape) -> numbers."""
    return lambda logits, temperature, rng, n: (logits / temperature + noise(rng, (n, len(logits)))).argmax(axis=1)


SAMPLERS: dict[str, tuple[Callable, float]] = {
    "normal noise": (largest_with(lambda rng, shape: rng.normal(size=shape)), 0.9999),
    "normal noise as wide as Gumbel's": (
        largest_with(lambda rng, shape: rng.normal(scale=np.pi / 6**0.5, size=shape)),
        0.7,
    ),
    "uniform noise as wide as Gumbel's": (largest_with(lambda rng, shape: rng.uniform(-2.22, 2.22, shape)), 0.95),
    "Gumbel noise upside down": (largest_with(lambda rng, shape: -rng.gumbel(size=shape)), 0.9999),
    "powers of 2": (softmax_of(lambda logits, t: logits / t * np.log(2)), 0.999),
    "the temperature twice": (softmax_of(lambda logits, t: logits / t / t), 0.9999),
    "the root of the temperature": (softmax_of(lambda logits, t: logits / t**0.5), 0.9999),
    "a temperature 1.3 times too high": (softmax_of(lambda logits, t: logits / t / 1.3), 0.8),
    "one draw in five among all alike": (
        lambda logits, t, rng, n: np.where(
            rng.random(n) < 0.2,
            rng.integers(len(logits), size=n),
            rng.choice(len(logits), p=sample.softmax(logits / t), size=n),
        ),
        0.9,
    ),
}
EXACT = softmax_of(lambda logits, t: logits / t)
DISTRIBUTION = [
    one for one in sample.PROPERTIES if one.name in ("at-one", "rare-ones-stay-rare", "at-ten", "near-zero")
]


def complaints(draw: Callable, seeds: int) -> int:
    """Of so many seeds, those under which draws of text.sample have another distribution than they should."""
    return sum(
        any(one.test(Sampler(draw), np.random.default_rng(seed)) is not None for one in DISTRIBUTION)
        for seed in range(1000, 1000 + seeds)
    )


@pytest.mark.parametrize(
    "value,degrees,beyond",
    [
        (3.841459, 1, 0.05),
        (5.991465, 2, 0.05),
        (11.0705, 5, 0.05),
        (27.877, 9, 1e-3),
        (35.888, 5, 1e-6),
        (124.342, 100, 0.05),
    ],
)
def test_chi_square_as_in_the_tables(value, degrees, beyond):
    assert chance.chi_square_beyond(value, degrees) == pytest.approx(beyond, rel=1e-3)


def test_small_chances_come_as_often_as_they_say():
    rng = np.random.default_rng(0)
    right = sample.softmax(sample.THREE_AND_THREE)
    found = [chance.of_counts(rng.multinomial(sample.FEW, right), sample.FEW * right) for _ in range(4000)]
    for level in (0.5, 0.1, 0.02):
        assert np.mean(np.array(found) < level) == pytest.approx(level, abs=5 * np.sqrt(level / 4000))
    found = [chance.of_uniform(rng.random(400)) for _ in range(4000)]
    assert 0.02 < np.mean(np.array(found) < 0.02) < 3.5 * 0.02, "three tests, of which the smallest chance counts"
    found = [chance.of_sums(rng.binomial(90, 0.3, size=80), 90, 0.3) for _ in range(4000)]
    assert np.mean(np.array(found) < 0.02) == pytest.approx(0.02, abs=0.01)


@pytest.mark.parametrize("name", RIGHT)
def test_right_draws_pass(name):
    assert false_alarms(name, FEW) == 0


def test_right_samples_pass():
    assert complaints(EXACT, 5 * FEW) == 0


def test_two_right_draws_are_alike_however_far_apart_they_lie():
    """Each is near to the rule; by the difference of both, a draw was once taken for unsteady, or for no known mistake,
    seven times in a thousand."""
    exercise = exercises.get("tasks.adding_batch")
    ready, answer = trial.Trial(exercise, trial.SEED), right(exercise.name)
    draws = [answer(np.random.default_rng(seed), 4, 4_000) for seed in range(40)]
    apart = [
        (one, other)
        for one, other in combinations(draws, 2)
        if not close(ready.compared(0, one), ready.compared(0, other), ready.tolerance(0, one))
    ]
    assert apart
    assert all(ready.same(0, one, other) for one, other in apart)


@pytest.mark.parametrize("name", DRAWN_ELSEWHERE)
@pytest.mark.parametrize("times", [3, pytest.param(1_000, marks=pytest.mark.night)])
def test_numbers_from_another_generator_are_named(name, times):
    """Nobody chooses what such an answer draws: every check sees other numbers, and so does the known mistake."""
    exercise = exercises.get(name)
    (mistake,) = (one for one in exercise.mistakes if one.name == "another-generator")
    for seed in range(1000, 1000 + times):
        found = examine(exercise, mistaken(exercise, [mistake]), seed)
        assert found.mistakes == ("another-generator",), (seed, found.message)
        trial._trials.clear()


@pytest.mark.parametrize("name,near", [(name, near) for name, those in NEAR.items() for near in those])
def test_a_near_distribution_is_found_out(name, near):
    answer, least = NEAR[name][near]
    assert misfits(name, answer, FEW) >= FEW * least - 4 * np.sqrt(FEW * least * (1 - least)) - 1


@pytest.mark.parametrize("near", SAMPLERS)
def test_a_near_sampler_is_found_out(near):
    draw, least = SAMPLERS[near]
    assert complaints(draw, FEW) >= FEW * least - 4 * np.sqrt(FEW * least * (1 - least)) - 1


@pytest.mark.night
@pytest.mark.parametrize("name", RIGHT)
def test_right_draws_fail_less_than_once_in_ten_thousand(name):
    assert false_alarms(name, MANY) <= 1


@pytest.mark.night
def test_right_samples_fail_less_than_once_in_ten_thousand():
    assert complaints(EXACT, MANY) <= 1


@pytest.mark.night
def test_near_distributions_are_found_out_as_often_as_they_say():
    for near, (draw, least) in SAMPLERS.items():
        assert complaints(draw, MANY) >= MANY * least - 3 * np.sqrt(MANY * least * (1 - least)), near
    for name, those in NEAR.items():
        for near, (answer, least) in those.items():
            seeds = MANY // 10
            assert misfits(name, answer, seeds) >= seeds * least - 3 * np.sqrt(seeds * least * (1 - least)), near


def main(seeds: int = MANY) -> None:
    """Print how many of so many seeds are wrong."""
    print(f"text.sample: {complaints(EXACT, seeds)} false alarms of {seeds}", flush=True)
    for near, (draw, _) in SAMPLERS.items():
        print(f"    {near}: {complaints(draw, seeds)} of {seeds} found out", flush=True)
    for name, those in NEAR.items():
        print(f"{name}: {false_alarms(name, seeds)} false alarms of {seeds}", flush=True)
        for near, (answer, _) in those.items():
            print(f"    {near}: {misfits(name, answer, seeds)} of {seeds} found out", flush=True)


if __name__ == "__main__":
    main()
