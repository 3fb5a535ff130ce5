"""Exercise tasks.adding_batch: sequences of the adding problem, drawn at random."""

from itertools import combinations

import numpy as np

from lstmlab.exercises import chance
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise, Property


def adding_batch(rng, t, n):
    values = rng.uniform(-1, 1, size=(t, n))
    markers = (rng.random((t, n)).argsort(axis=0) < 2).astype(float)
    xs = np.stack([values, markers], axis=-1)
    y = 0.5 + (values * markers).sum(axis=0) / 4
    return xs, y


def statistics(inputs, result):
    """What the rule says about the draws, as numbers about 1 in size."""
    xs, y = np.asarray(result[0], float), np.asarray(result[1], float).reshape(-1)
    t, n = inputs["t"], inputs["n"]
    values, markers = xs[..., 0], xs[..., 1]
    marked = markers == 1
    count = marked.sum(axis=0)
    first = marked.argmax(axis=0)
    unlike = np.mean(first[1:] != first[:-1])
    # Where all sequences are marked alike, the place of the marks says nothing about the rule.
    places = marked.sum(axis=1) / max(1, marked.sum()) if unlike else np.full(t, 1 / t)
    return {
        "mean of the values, plus 1": 1 + values.mean(),
        "mean square of the values, times 3": halved(3 * np.mean(values**2)),
        "values beside those of the step before, plus 1": halved(1 + 3 * np.mean(values[1:] * values[:-1])),
        "values beside those of the sequence before, plus 1": halved(1 + 3 * np.mean(values[:, 1:] * values[:, :-1])),
        "largest size of a value": np.abs(values).max(),
        "mean marker, times T / 2": markers.mean() * t / 2,
        "share of sequences with two marks": np.mean(count == 2),
        "share of markers that are 0 or 1": np.mean(marked | (markers == 0)),
        "marks in the first half, times 2": halved(2 * places[: t // 2].sum()),
        "marks at the two ends, times T / 2": halved(places[[0, -1]].sum() * t / 2),
        "sequences marked unlike the one before": halved(unlike / UNLIKE[t]),
        "sequences whose values are unlike those before": np.mean(values[0, 1:] != values[0, :-1]),
        "targets that follow from the sequence": np.mean(np.abs(y - 0.5 - (values * marked).sum(axis=0) / 4) < 1e-6),
        "mean square of the targets, times 24 / 7": halved(np.mean(y**2) * 24 / 7),
        "sequences": len(y) / n,
        "whether all pairs of steps are marked equally often": pairs_fit(marked),
        "whether a sequence's pair says nothing about the next one's": neighbours_fit(marked),
        "whether the values lie evenly between -1 and 1, up to both of them": chance.of_uniform((1 + values) / 2)
        >= chance.RARE,
        "whether marked values are drawn as the others": marked_fit(values[marked]),
    }


def halved(number):
    """Nearer to 1 by half, for numbers that scatter much: mistakes move them by far more than chance does."""
    return (1 + number) / 2


def unlike(t):
    """The chance that the first marks of two sequences of t steps differ, all pairs of steps being alike."""
    chances = np.array([t - 1 - k for k in range(t)]) / (t * (t - 1) / 2)
    return float(1 - (chances**2).sum())


LENGTHS = (4, 5)
UNLIKE = {t: unlike(t) for t in LENGTHS}


def pairs(marked):
    """The number of each sequence's pair of marked steps, and how many pairs there are."""
    t = len(marked)
    known = {pair: k for k, pair in enumerate(combinations(range(t), 2))}
    two = marked[:, marked.sum(axis=0) == 2]
    places = np.nonzero(two.T)[1].reshape(-1, 2)
    numbers = np.zeros((t, t), int)
    for (first, second), k in known.items():
        numbers[first, second] = k
    return numbers[places[:, 0], places[:, 1]], len(known)


def pairs_fit(marked):
    found, kinds = pairs(marked)
    return chance.of_counts(np.bincount(found, minlength=kinds), np.full(kinds, len(found) / kinds)) >= chance.RARE


def neighbours_fit(marked):
    """Whether every pair comes equally often after every other; unlikely pairs are told of by `pairs_fit`."""
    found, kinds = pairs(marked)
    if not pairs_fit(marked):
        return True
    both = found[: len(found) // 2 * 2].reshape(-1, 2)
    counts = np.bincount(both[:, 0] * kinds + both[:, 1], minlength=kinds**2)
    return chance.of_counts(counts, np.full(kinds**2, len(both) / kinds**2)) >= chance.RARE


def marked_fit(values):
    """Whether marked values lie evenly, in 10 bins from -1 to 1; the ends are looked at with all values."""
    places = ((1 + values.clip(-1, 1)) * 5).astype(int).clip(0, 9)
    if len(values) == 0:
        return False
    return chance.of_counts(np.bincount(places, minlength=10), np.full(10, len(values) / 10)) >= chance.RARE


def cases(rng):
    for t in LENGTHS:
        seeded = np.random.default_rng(int(rng.integers(1_000_000)))
        yield Case({"rng": seeded, "t": t, "n": 4_000}, f"many sequences of {t} steps", statistics=statistics)


def same_seed(function, rng):
    seed = int(rng.integers(1_000_000))
    one, other = (function(np.random.default_rng(seed), 6, 5) for _ in range(2))
    if all(np.array_equal(a, b) for a, b in zip(one, other, strict=True)):
        return None
    return "Two generators with the same seed give two different batches. Draw from `rng` alone."


def next_batch(function, rng):
    one, other = function(rng, 6, 5), function(rng, 6, 5)
    if not np.array_equal(one[0], other[0]):
        return None
    return "Two calls with the same generator, one after the other, give the same batch. A second batch has to be new."


EXERCISE = Exercise(
    name="tasks.adding_batch",
    title="Sequences of the adding problem",
    chapter=12,
    points=2,
    section=("classic-adding", "The adding problem"),
    arguments={"rng": None, "t": None, "n": None},
    returns=(("xs", "t n 2"), ("y", "n")),
    cases=cases,
    worked=adding_batch,
    tested="thousands of sequences of two lengths: where the marks stand, which values are drawn, and whether each "
    "target is the one of its own sequence",
    properties=(
        Property(
            "the same batch under one seed",
            same_seed,
            "Where do your random numbers come from?",
            "Call `rng.uniform`, `rng.choice` and so on, and never `np.random`.",
        ),
        Property(
            "another batch at the next call",
            next_batch,
            "Do you make a generator of your own inside the function?",
            "Use the `rng` that you are given. It remembers what it has drawn.",
        ),
    ),
    mistakes=load("tasks.adding_batch"),
)
