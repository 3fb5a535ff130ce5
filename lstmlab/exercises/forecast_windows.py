"""Exercise forecast.make_windows: windows, and for each of them all values up to the horizon."""

import numpy as np

from lstmlab.exercises import forecast_windows_whole as whole
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def make_windows(series, width, horizon):
    n = len(series) - width - horizon + 1
    if n <= 0:
        raise ValueError("the series is too short for one window and its targets")
    X = np.array([series[k : k + width] for k in range(n)])
    Y = np.array([series[k + width : k + width + horizon] for k in range(n)])
    return X, Y


def _cases(rng):
    yield Case({"series": numbers(rng, 13), "width": 4, "horizon": 3}, "a horizon of three")
    yield Case({"series": numbers(rng, 11, dtype=np.float32), "width": 3, "horizon": 2}, "float32 numbers")
    yield Case({"series": numbers(rng, 12), "width": 4, "horizon": 1}, "a horizon of one: Y still has two axes")
    yield Case({"series": numbers(rng, 5), "width": 1, "horizon": 2}, "a window of one value")
    yield Case({"series": numbers(rng, 10), "width": 2, "horizon": 5}, "a horizon longer than the window")
    yield Case({"series": numbers(rng, 6), "width": 4, "horizon": 2}, "a series with room for one window")
    yield Case({"series": numbers(rng, 6), "width": 4, "horizon": 3}, "a series that is one value too short")
    yield Case({"series": numbers(rng, 4), "width": 5, "horizon": 2}, "a series shorter than the window")


_COUNT_BY_HAND = "Print X[0] and Y[0] for the series 0, 1, 2, 3, ... Is the answer inside the question?"

EXERCISE = Exercise(
    name="forecast.make_windows",
    title="Windows with all their targets",
    chapter=9,
    points=2,
    section=("forecast-windows", "Windows with six targets"),
    arguments={"series": "T", "width": None, "horizon": None},
    returns=(("X", "n width"), ("Y", "n horizon")),
    cases=_cases,
    worked=make_windows,
    tested="horizons of one and more, a window of one value, a series with room for exactly one window, and series "
    "that are too short",
    mistakes=(
        Mistake(
            name="horizon-alone",
            behaves_like="one whose Y holds the value at the horizon alone, as in chapter 1",
            question="How many numbers should a row of Y hold?",
            pointer="A row of Y holds every value after the window, from the first up to the horizon.",
            function=whole.horizon_alone,
            others=(whole.horizon_alone_in_a_column,),
        ),
        Mistake(
            name="too-short-accepted",
            behaves_like="one that returns something for a series with no room for a single window and its targets",
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
            name="targets-in-window",
            behaves_like="one whose targets begin one step too early: with the last value of the window",
            question="With width 4 the window holds series[0] to series[3]. Which index is the first that it does not "
            "see?",
            pointer=_COUNT_BY_HAND,
            edits=(("k + width : k + width + horizon]", "k + width - 1 : k + width + horizon - 1]"),),
        ),
        Mistake(
            name="targets-one-late",
            behaves_like="one that skips the value right after the window",
            question="With width 4, which index should the first target have?",
            pointer="A slice ends before the index after the colon: series[k : k + width] does not hold k + width.",
            edits=(
                ("horizon + 1", "horizon"),
                ("k + width : k + width + horizon]", "k + width + 1 : k + width + horizon + 1]"),
            ),
        ),
        Mistake(
            name="targets-one-short",
            behaves_like="one whose rows of Y end one step before the horizon",
            question="How many values does series[4 : 4 + 3] hold?",
            pointer="A slice leaves out the index after the colon already.",
            edits=(("k + width + horizon]", "k + width + horizon - 1]"),),
        ),
        Mistake(
            name="targets-from-the-window-start",
            behaves_like="one whose targets begin where the window begins: the answer is in the question",
            question="Which index has the first value that a window of width 4 does not see?",
            pointer=_COUNT_BY_HAND,
            edits=(("k + width : k + width + horizon]", "k : k + horizon]"),),
        ),
        Mistake(
            name="targets-after-the-first",
            behaves_like="one that takes the horizon as the end of the slice, counted from the window's start",
            question="With width 4 and horizon 3, at which index does a row of Y end?",
            pointer="The end of the slice depends on k, on the width and on the horizon.",
            edits=(("k + width : k + width + horizon]", "k + horizon : k + horizon + horizon]"),),
        ),
        Mistake(
            name="targets-backwards",
            behaves_like="one that stores the targets backwards, the farthest first",
            question="For the series 0, 1, 2, 3, ...: what is your Y[0]?",
            pointer="Keep the values in the order of the series.",
            edits=(("k + width + horizon]", "k + width + horizon][::-1]"),),
        ),
        Mistake(
            name="windows-backwards",
            behaves_like="one that stores each window backwards, its newest value first",
            question="For the series 0, 1, 2, 3, ...: what is your X[0]?",
            pointer="Keep the values of a window in the order of the series.",
            edits=(("series[k : k + width]", "series[k : k + width][::-1]"),),
        ),
        Mistake(
            name="windows-one-late",
            behaves_like="one whose windows start one value too late: they overlap their own targets",
            question="Does your first window hold series[0]?",
            pointer=_COUNT_BY_HAND,
            edits=(("series[k : k + width]", "series[k + 1 : k + 1 + width]"),),
        ),
        Mistake(
            name="last-pair-missing",
            behaves_like="one that leaves out the last window",
            question="A series of 6 values, width 4, horizon 2: how many pairs fit?",
            pointer="Count the pairs of a very short series on your fingers, then look at the + 1.",
            edits=(("horizon + 1", "horizon"),),
        ),
        Mistake(
            name="horizon-left-out-of-n",
            behaves_like="one that makes as many pairs as there would be for a horizon of one",
            question="Does the last row of Y hold as many values as the first?",
            pointer="The horizon decides how many pairs fit: the last target has to lie within the series.",
            function=whole.horizon_left_out_of_n,
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
            name="targets-do-not-overlap",
            behaves_like="one that slides on by a whole horizon from window to window",
            question="How far does the window slide from one row of X to the next?",
            pointer="One step at a time: with 108 months, no pair can be given away.",
            edits=(
                ("for k in range(n)])\n    Y", "for k in range(0, n, horizon)])\n    Y"),
                ("for k in range(n)])\n    return", "for k in range(0, n, horizon)])\n    return"),
            ),
        ),
        Mistake(
            name="exchanged",
            behaves_like="one that returns the targets first and the windows second",
            question="Which of the two does the exercise name first?",
            pointer="Return X, then Y.",
            edits=(("return X, Y", "return Y, X"),),
        ),
    ),
)
