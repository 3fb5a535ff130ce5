"""Exercise tasks.adding_batch: sequences of the adding problem, drawn at random."""

import numpy as np

from lstmlab.exercises import tasks_adding_whole as whole
from lstmlab.exercises.specification import Case, Exercise, Mistake, Property


def adding_batch(rng, t, n):
    values = rng.uniform(-1, 1, size=(t, n))
    markers = (rng.random((t, n)).argsort(axis=0) < 2).astype(float)
    xs = np.stack([values, markers], axis=-1)
    y = 0.5 + (values * markers).sum(axis=0) / 4
    return xs, y


def _statistics(inputs, result):
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
        "mean square of the values, times 3": _halved(3 * np.mean(values**2)),
        "largest size of a value": np.abs(values).max(),
        "mean marker, times T / 2": markers.mean() * t / 2,
        "share of sequences with two marks": np.mean(count == 2),
        "share of markers that are 0 or 1": np.mean(marked | (markers == 0)),
        "marks in the first half, times 2": _halved(2 * places[: t // 2].sum()),
        "marks at the two ends, times T / 2": _halved(places[[0, -1]].sum() * t / 2),
        "sequences marked unlike the one before": _halved(unlike / _UNLIKE[t]),
        "sequences whose values are unlike those before": np.mean(values[0, 1:] != values[0, :-1]),
        "targets that follow from the sequence": np.mean(np.abs(y - 0.5 - (values * marked).sum(axis=0) / 4) < 1e-6),
        "mean square of the targets, times 24 / 7": _halved(np.mean(y**2) * 24 / 7),
        "sequences": len(y) / n,
    }


def _halved(number):
    """Nearer to 1 by half, for numbers that scatter much: mistakes move them by far more than chance does."""
    return (1 + number) / 2


def _unlike(t):
    """The chance that the first marks of two sequences of t steps differ, all pairs of steps being alike."""
    chances = np.array([t - 1 - k for k in range(t)]) / (t * (t - 1) / 2)
    return float(1 - (chances**2).sum())


_LENGTHS = (4, 5)
_UNLIKE = {t: _unlike(t) for t in _LENGTHS}


def _cases(rng):
    for t in _LENGTHS:
        seeded = np.random.default_rng(int(rng.integers(1_000_000)))
        yield Case({"rng": seeded, "t": t, "n": 4_000}, f"many sequences of {t} steps", statistics=_statistics)


def _fitted(result, wanted):
    """Targets may also stand in a column, as a readout of one unit gives them."""
    if not (isinstance(result, (tuple, list)) and len(result) == 2):
        return result
    xs, y = result
    return (xs, y[:, 0]) if np.ndim(y) == 2 and np.shape(y)[1] == 1 else result


def _same_seed(function, rng):
    seed = int(rng.integers(1_000_000))
    one, other = (function(np.random.default_rng(seed), 6, 5) for _ in range(2))
    if all(np.array_equal(a, b) for a, b in zip(one, other, strict=True)):
        return None
    return "Two generators with the same seed give two different batches. Draw from `rng` alone."


def _next_batch(function, rng):
    one, other = function(rng, 6, 5), function(rng, 6, 5)
    if not np.array_equal(one[0], other[0]):
        return None
    return "Two calls with the same generator, one after the other, give the same batch. A second batch has to be new."


EXERCISE = Exercise(
    name="tasks.adding_batch",
    title="Sequences of the adding problem",
    chapter=11,
    points=2,
    section=("classic-adding", "The adding problem"),
    arguments={"rng": None, "t": None, "n": None},
    returns=(("xs", "t n 2"), ("y", "n")),
    fitted=_fitted,
    cases=_cases,
    worked=adding_batch,
    tested="thousands of sequences of two lengths: where the marks stand, which values are drawn, and whether each "
    "target is the one of its own sequence",
    properties=(
        Property(
            "the same batch under one seed",
            _same_seed,
            "Where do your random numbers come from?",
            "Call `rng.uniform`, `rng.choice` and so on, and never `np.random`.",
        ),
        Property(
            "another batch at the next call",
            _next_batch,
            "Do you make a generator of your own inside the function?",
            "Use the `rng` that you are given. It remembers what it has drawn.",
        ),
    ),
    mistakes=(
        Mistake(
            name="marks-may-coincide",
            behaves_like="one whose two marks may fall on the same step",
            question="In every sequence, how many markers are 1?",
            pointer="Draw the two steps without putting the first one back.",
            function=whole.marks_may_coincide,
            others=(whole.marks_may_coincide_and_count_twice,),
        ),
        Mistake(
            name="by-the-rule-of-the-paper",
            behaves_like="the package's `tasks.adding.batch`, which keeps to the narrower rule of the paper",
            question="At which steps may a mark stand here? And which markers may come?",
            pointer="The rule of this exercise stands above the cell; that of the paper comes after it.",
            function=whole.by_the_paper,
        ),
        Mistake(
            name="second-after-the-first",
            behaves_like="one that draws the first mark, and then the second among the steps after it: pairs near the "
            "end come too often",
            question="With 4 steps there are six pairs. How often does each of them come?",
            pointer="Draw both steps from all of them, without putting the first one back.",
            function=whole.second_after_the_first,
        ),
        Mistake(
            name="last-step-never",
            behaves_like="one that never marks the last step",
            question="Which is the largest number that `rng.integers(0, t - 1)` or `rng.choice(t - 1, ...)` gives?",
            pointer="The end of such a range does not belong to it.",
            function=whole.last_step_never,
        ),
        Mistake(
            name="each-step-by-chance",
            behaves_like="one that marks each step with the chance 2 / T: two on average, and not always two",
            question="In every sequence, how many markers are 1?",
            pointer="Draw two different steps for each sequence.",
            edits=(("(rng.random((t, n)).argsort(axis=0) < 2)", "(rng.random((t, n)) < 2 / t)"),),
        ),
        Mistake(
            name="unmarked-values-zero",
            behaves_like="one whose values are 0 where nothing is marked",
            question="What does the network see at a step that is not marked?",
            pointer="Every step has its value. Only the target is made of the marked ones alone.",
            edits=(("np.stack([values, markers]", "np.stack([values * markers, markers]"),),
        ),
        Mistake(
            name="whole-numbers",
            behaves_like="one that draws the values from -1, 0 and 1",
            question="Can a value be 0.3?",
            pointer="`rng.uniform` draws real numbers.",
            edits=(("rng.uniform(-1, 1, size=(t, n))", "rng.integers(-1, 2, size=(t, n)).astype(float)"),),
        ),
        Mistake(
            name="half-divided-too",
            behaves_like="one that divides the one half by 4 as well",
            question="Which target belongs to two marked values of 0?",
            pointer="Only the sum is divided by 4.",
            edits=(("0.5 + (values * markers).sum(axis=0) / 4", "(0.5 + (values * markers).sum(axis=0)) / 4"),),
        ),
        Mistake(
            name="same-marks-for-all",
            behaves_like="one that marks the same two steps in all sequences",
            question="Print the markers of three sequences. What do you see?",
            pointer="Each sequence draws its own two steps.",
            function=whole.same_marks_for_all,
        ),
        Mistake(
            name="one-mark-a-half",
            behaves_like="one that marks one step in each half",
            question="Can both marks stand in the first half?",
            pointer="All pairs of steps have the same chance.",
            function=whole.one_mark_a_half,
        ),
        Mistake(
            name="neighbours",
            behaves_like="one that marks two neighbouring steps",
            question="Which pairs of steps can be marked?",
            pointer="All pairs of steps have the same chance, also those that lie far apart.",
            function=whole.neighbours,
        ),
        Mistake(
            name="one-mark",
            behaves_like="one that marks a single step",
            question="How many numbers are added?",
            pointer="Two markers of each sequence are 1.",
            edits=(("< 2", "< 1"),),
        ),
        Mistake(
            name="three-marks",
            behaves_like="one that marks three steps",
            question="How many numbers are added?",
            pointer="Two markers of each sequence are 1.",
            edits=(("< 2", "< 3"),),
        ),
        Mistake(
            name="values-from-zero",
            behaves_like="one that draws the values from 0 to 1",
            question="Which values can come?",
            pointer="From -1 to 1, all with the same chance.",
            edits=(("rng.uniform(-1, 1, size=(t, n))", "rng.uniform(0, 1, size=(t, n))"),),
        ),
        Mistake(
            name="normal-values",
            behaves_like="one that draws the values from a normal distribution",
            question="Can a value be larger than 1?",
            pointer="From -1 to 1, all with the same chance.",
            edits=(("rng.uniform(-1, 1, size=(t, n))", "rng.normal(size=(t, n))"),),
        ),
        Mistake(
            name="same-values-for-all",
            behaves_like="one that gives all sequences the same values",
            question="Print the values of three sequences. What do you see?",
            pointer="Draw t times n values, not t.",
            function=whole.same_values_for_all,
        ),
        Mistake(
            name="no-half",
            behaves_like="one that leaves out the 0.5 of the target",
            question="Which target belongs to two marked values of -1?",
            pointer="The target lies between 0 and 1.",
            edits=(("0.5 + (values", "(values"),),
        ),
        Mistake(
            name="not-divided",
            behaves_like="one whose target is 0.5 and the whole sum, not a quarter of it",
            question="Which target belongs to two marked values of 1?",
            pointer="The target lies between 0 and 1.",
            edits=((".sum(axis=0) / 4", ".sum(axis=0)"),),
        ),
        Mistake(
            name="divided-by-two",
            behaves_like="one that takes the mean of the two values, in place of a quarter of their sum",
            question="Which target belongs to two marked values of 1?",
            pointer="The target lies between 0 and 1.",
            edits=((".sum(axis=0) / 4", ".sum(axis=0) / 2"),),
        ),
        Mistake(
            name="sum-of-all",
            behaves_like="one that adds all values, marked or not",
            question="Which values count?",
            pointer="A value times its marker is 0 where it is not marked.",
            edits=(("(values * markers)", "values"),),
        ),
        Mistake(
            name="product",
            behaves_like="one that multiplies the two values: that is the multiplication problem",
            question="What is done with the two marked values?",
            pointer="Add them.",
            function=whole.product,
            others=(whole.product_in_the_sum,),
        ),
        Mistake(
            name="other-values",
            behaves_like="one whose targets belong to other values than those in the sequence: it draws twice",
            question="How often do you draw the values?",
            pointer="Draw once, keep them in a variable, and use it for the sequence and for the target.",
            function=whole.other_values,
        ),
        Mistake(
            name="marker-first",
            behaves_like="one that puts the marker before the value",
            question="What stands in xs[..., 0]?",
            pointer="First the value, then its marker.",
            edits=(("np.stack([values, markers], axis=-1)", "np.stack([markers, values], axis=-1)"),),
        ),
        Mistake(
            name="minus-one-elsewhere",
            behaves_like="one whose markers are -1 where nothing is marked",
            question="Which two numbers can a marker be?",
            pointer="1 at the marked steps, 0 at all others.",
            function=whole.minus_one_elsewhere,
        ),
    ),
)
