"""Exercise ffnn.sliding_windows: pairs of a window and the value some steps after it."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def sliding_windows(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError("the series is too short for one window and its target")
    X = np.array([series[k : k + width] for k in range(n)])
    Y = np.array([series[k + width + horizon - 1] for k in range(n)])
    return X, Y


def _horizon_in_the_test_alone(series, width, horizon):
    if len(series) - width - horizon + 1 <= 0:
        raise ValueError("the series is too short for one window and its target")
    n = len(series) - width
    return np.array([series[k : k + width] for k in range(n)]), np.array(series[width:])


def _cases(rng):
    yield Case({"series": numbers(rng, 12), "width": 4, "horizon": 1}, "the value right after the window")
    yield Case({"series": numbers(rng, 13), "width": 4, "horizon": 3}, "a horizon of three")
    yield Case({"series": numbers(rng, 11, dtype=np.float32), "width": 3, "horizon": 2}, "float32 numbers")
    yield Case({"series": numbers(rng, 5), "width": 1, "horizon": 1}, "a window of one value")
    yield Case({"series": numbers(rng, 9), "width": 2, "horizon": 5}, "a horizon longer than the window")
    yield Case({"series": numbers(rng, 6), "width": 4, "horizon": 2}, "a series with room for one window")
    yield Case({"series": numbers(rng, 6), "width": 4, "horizon": 3}, "a series that is one value too short")
    yield Case({"series": numbers(rng, 4), "width": 5, "horizon": 2}, "a series shorter than the window")


EXERCISE = Exercise(
    name="ffnn.sliding_windows",
    title="Cut a series into windows and targets",
    chapter=1,
    points=2,
    section=("sliding-window", "A window over a series"),
    arguments={"series": "T", "width": None, "horizon": None},
    returns=(("X", "n width"), ("Y", "n")),
    cases=_cases,
    worked=sliding_windows,
    tested="horizons of one and more, a window of one value, a series with room for exactly one window, and series "
    "that are too short",
    mistakes=(
        Mistake(
            name="too-short-accepted",
            behaves_like="one that returns something for a series with no room for a single window and its target",
            question="How many windows fit? What should happen if that number is zero or less?",
            pointer="Compute n first, and raise a ValueError where it is not positive.",
            edits=(("n <= 0", "False"),),
        ),
        Mistake(
            name="no-room-accepted",
            behaves_like="one that returns empty arrays where the series is exactly one value too short",
            question="A series of 6 values, width 4, horizon 3: how many pairs fit?",
            pointer="Zero pairs are too few, as well.",
            edits=(("n <= 0", "n < 0"),),
        ),
        Mistake(
            name="target-in-window",
            behaves_like="one whose target is one step too early: with horizon 1 it is the last value of the window "
            "itself",
            question="With width 4 the window holds series[0] to series[3]. Which index is the first that it does "
            "not see?",
            pointer="Count the index of the target by hand for k = 0, width 4, horizon 1.",
            edits=(("k + width + horizon - 1", "k + width + horizon - 2"),),
        ),
        Mistake(
            name="target-one-late",
            behaves_like="one whose target is one step too late, so that horizon 1 skips a value",
            question="With width 4 and horizon 1, which index should the first target have?",
            pointer="Horizon 1 means right after the window. Count the last target, too, before you set n.",
            edits=(("horizon + 1", "horizon"), ("k + width + horizon - 1", "k + width + horizon")),
        ),
        Mistake(
            name="horizon-ignored",
            behaves_like="one that always takes the value right after the window, whatever the horizon",
            question="Where does `horizon` enter into the index of your target?",
            pointer="Try horizon 3 by hand: two values lie between the window and its target.",
            edits=(("k + width + horizon - 1", "k + width"),),
        ),
        Mistake(
            name="horizon-unused",
            behaves_like="one that makes pairs for horizon 1, as many as there are, whatever the horizon",
            question="Which lines of your function use `horizon`?",
            pointer="The horizon decides two things: which value is the target, and how many pairs fit.",
            edits=((" - horizon + 1", ""), ("k + width + horizon - 1", "k + width")),
            others=(_horizon_in_the_test_alone,),
        ),
        Mistake(
            name="horizon-from-start",
            behaves_like="one that counts the horizon from the start of the window",
            question="From which end of the window do you look ahead?",
            pointer="The index of the target depends on k, on the horizon and on one more thing.",
            edits=(("k + width + horizon - 1", "k + horizon"),),
        ),
        Mistake(
            name="windows-one-late",
            behaves_like="one whose windows start one value too late: they overlap their own target",
            question="Does your first window hold series[0]?",
            pointer="Print X[0] and Y[0] for the series 0, 1, 2, 3, ... Is the answer inside the question?",
            edits=(("series[k : k + width]", "series[k + 1 : k + 1 + width]"),),
        ),
        Mistake(
            name="windows-reversed",
            behaves_like="one that stores each window backwards, its newest value first",
            question="For the series 0, 1, 2, 3, ...: what is your X[0]?",
            pointer="Keep the values of a window in the order of the series.",
            edits=(("series[k : k + width]", "series[k : k + width][::-1]"),),
        ),
        Mistake(
            name="last-pair-missing",
            behaves_like="one that leaves out the last window",
            question="A series of 6 values, width 4, horizon 2: how many pairs fit?",
            pointer="Count the pairs of a very short series on your fingers, then look at the + 1.",
            edits=(("horizon + 1", "horizon"),),
        ),
        Mistake(
            name="first-pair-missing",
            behaves_like="one that leaves out the first window",
            question="Does your first window hold series[0]?",
            pointer="Look at where your loop starts.",
            edits=(
                ("for k in range(n)])\n    Y", "for k in range(1, n)])\n    Y"),
                ("for k in range(n)])\n    return", "for k in range(1, n)])\n    return"),
            ),
        ),
        Mistake(
            name="windows-side-by-side",
            behaves_like="one whose windows do not overlap: each starts where the one before it ended",
            question="How far does the window slide from one row of X to the next?",
            pointer="Look at the step of your loop.",
            edits=(
                ("for k in range(n)])\n    Y", "for k in range(0, n, width)])\n    Y"),
                ("for k in range(n)])\n    return", "for k in range(0, n, width)])\n    return"),
            ),
        ),
        Mistake(
            name="windows-without-target",
            behaves_like="one that keeps all windows, also those whose target lies behind the end of the series",
            question="Does every row of X have its number in Y?",
            pointer="Use the same n for X and for Y.",
            edits=(("for k in range(n)])\n    Y", "for k in range(len(series) - width + 1)])\n    Y"),),
        ),
        Mistake(
            name="all-values-to-horizon",
            behaves_like="one whose Y holds every value up to the horizon instead of the last of them",
            question="How many numbers should one row of Y hold?",
            pointer="Y has the shape (n,): one target a window.",
            edits=(("series[k + width + horizon - 1]", "series[k + width : k + width + horizon]"),),
        ),
        Mistake(
            name="window-too-short",
            behaves_like="one whose windows are one value too short",
            question="How many values does series[k : k + 3] hold?",
            pointer="A slice leaves out the index after the colon already.",
            edits=(("k : k + width]", "k : k + width - 1]"),),
        ),
        Mistake(
            name="window-too-long",
            behaves_like="one whose windows are one value too long, so that they hold their own target",
            question="How many values does series[k : k + 3] hold?",
            pointer="Print X[0] and Y[0] for the series 0, 1, 2, 3, ... Is the answer inside the question?",
            edits=(("k : k + width]", "k : k + width + 1]"),),
        ),
    ),
)
