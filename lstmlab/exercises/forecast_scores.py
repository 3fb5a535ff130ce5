"""Exercises forecast.mae and forecast.skill: how wrong a forecast is, alone and beside a simple one."""

import numpy as np

from lstmlab.exercises import forecast_scores_whole as whole
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def mae(y, yhat):
    return np.abs(y - yhat).mean()


def skill(y, yhat, baseline):
    return 1 - np.abs(y - yhat).mean() / np.abs(y - baseline).mean()


def _mae_cases(rng):
    yield Case({"y": numbers(rng, 5), "yhat": numbers(rng, 5)}, "random numbers")
    yield Case({"y": 20 + 8 * numbers(rng, 4), "yhat": 20 + 8 * numbers(rng, 4)}, "temperatures")
    yield Case({"y": numbers(rng, 6, dtype=np.float32), "yhat": numbers(rng, 6, dtype=np.float32)}, "float32 numbers")
    yield Case({"y": np.array([20.0, 25.0, 28.0]), "yhat": np.array([21.0, 23.0, 29.0])}, "errors of both signs")
    yield Case({"y": numbers(rng, 4, 3), "yhat": numbers(rng, 4, 3)}, "several forecasts, one a row")
    yield Case({"y": np.array([-3.0, 0.0]), "yhat": np.array([-5.0, 0.0])}, "temperatures of zero and below")
    yield Case({"y": np.array([2.5]), "yhat": np.array([4.0])}, "a single forecast")


def _skill_cases(rng):
    for size, label in (((5,), "random numbers"), ((4, 3), "several forecasts, one a row")):
        yield Case({name: numbers(rng, *size) for name in ("y", "yhat", "baseline")}, label)
    float32 = {name: numbers(rng, 6, dtype=np.float32) for name in ("y", "yhat", "baseline")}
    yield Case(float32, "float32 numbers")
    y = 20 + 8 * numbers(rng, 6)
    yield Case({"y": y, "yhat": y + 0.5 * numbers(rng, 6), "baseline": y + 3 * numbers(rng, 6)}, "a good forecast")
    yield Case({"y": y, "yhat": y + 3 * numbers(rng, 6), "baseline": y + numbers(rng, 6)}, "worse than the baseline")
    yield Case({"y": y, "yhat": y, "baseline": y + numbers(rng, 6)}, "a perfect forecast")
    yield Case({"y": y, "yhat": y - 1, "baseline": y + 1}, "as good as the baseline")


_SIGNS = "One forecast is a degree too high, one a degree too low. How large is the mean absolute error?"

MAE = Exercise(
    name="forecast.mae",
    title="Mean absolute error",
    chapter=9,
    points=1,
    section=("forecast-error", "How wrong is a forecast?"),
    arguments={"y": "K or N K", "yhat": "K or N K"},
    returns="",
    cases=_mae_cases,
    worked=mae,
    tested="errors of both signs, one forecast and several, temperatures below zero, in float64 and float32",
    mistakes=(
        Mistake(
            name="signed",
            behaves_like="one that lets errors of opposite sign cancel: the mean of y - yhat",
            question=_SIGNS,
            pointer="Each error loses its sign before the mean is taken.",
            edits=(("np.abs(y - yhat).mean()", "(y - yhat).mean()"),),
        ),
        Mistake(
            name="signed-the-other-way",
            behaves_like="one that lets errors of opposite sign cancel: the mean of yhat - y",
            question=_SIGNS,
            pointer="Each error loses its sign before the mean is taken.",
            edits=(("np.abs(y - yhat).mean()", "(yhat - y).mean()"),),
        ),
        Mistake(
            name="absolute-too-late",
            behaves_like="one that takes the mean first and loses the sign afterwards",
            question=_SIGNS,
            pointer="Each error loses its sign before the mean is taken.",
            edits=(("np.abs(y - yhat).mean()", "np.abs((y - yhat).mean())"),),
        ),
        Mistake(
            name="squared",
            behaves_like="one that takes the mean of the squares: the mean squared error",
            question="A forecast is wrong by 2 degrees in every month. How large is the mean absolute error?",
            pointer="Absolute values, not squares.",
            edits=(("np.abs(y - yhat).mean()", "((y - yhat) ** 2).mean()"),),
        ),
        Mistake(
            name="root-of-squares",
            behaves_like="one that takes the root of the mean of the squares: the RMSE",
            question="Errors of 0 and 4: is the mean absolute error 2, or more?",
            pointer="Absolute values, not squares.",
            edits=(("np.abs(y - yhat).mean()", "np.sqrt(((y - yhat) ** 2).mean())"),),
        ),
        Mistake(
            name="summed",
            behaves_like="one that adds the errors and does not divide by their number",
            question="Does your error grow if the same forecast is made for twice as many months?",
            pointer="Use the mean over all numbers.",
            edits=((".mean()", ".sum()"),),
        ),
        Mistake(
            name="median",
            behaves_like="one that takes the median of the absolute errors",
            question="Errors of 1, 1 and 4: is your result 1 or 2?",
            pointer="Use the mean over all numbers.",
            edits=(("np.abs(y - yhat).mean()", "np.median(np.abs(y - yhat))"),),
        ),
        Mistake(
            name="largest",
            behaves_like="one that returns the largest absolute error",
            question="Errors of 1, 1 and 4: is your result 4 or 2?",
            pointer="Use the mean over all numbers.",
            edits=((".mean()", ".max()"),),
        ),
        Mistake(
            name="difference-of-sizes",
            behaves_like="one that takes the absolute value of each number and not of each difference",
            question="The truth is -3 degrees and the forecast is 3. How wrong is it?",
            pointer="Subtract first.",
            edits=(("np.abs(y - yhat).mean()", "np.abs(np.abs(y) - np.abs(yhat)).mean()"),),
        ),
        Mistake(
            name="means-compared",
            behaves_like="one that sums each forecast by itself, and adds the signless sums of all rows",
            question="What happens in one row if one month is too warm and another too cold?",
            pointer="Each number loses its sign by itself.",
            function=whole.row_means_compared,
        ),
        Mistake(
            name="per-step",
            behaves_like="one that takes the mean over the first axis alone: an error for each month, not one number",
            question="How many numbers should come back?",
            pointer="`.mean()` without an axis takes the mean of all numbers.",
            edits=((".mean()", ".mean(axis=0)"),),
        ),
    ),
)

SKILL = Exercise(
    name="forecast.skill",
    title="Skill beside a baseline",
    chapter=9,
    points=1,
    section=("forecast-error", "How wrong is a forecast?"),
    arguments={"y": "K or N K", "yhat": "K or N K", "baseline": "K or N K"},
    returns="",
    cases=_skill_cases,
    worked=skill,
    tested="forecasts better than the baseline, worse, equal and perfect, one forecast and several, in float64 and "
    "float32",
    mistakes=(
        Mistake(
            name="upside-down",
            behaves_like="one that divides the baseline's error by the forecast's: the fraction is upside down",
            question="A forecast with half of the baseline's error: is its skill 0.5 or -1?",
            pointer="The baseline's error stands below: it is what the other one is measured by.",
            function=whole.upside_down,
        ),
        Mistake(
            name="ratio-alone",
            behaves_like="one that returns the ratio of the errors, without 1 minus: small is good",
            question="What is the skill of a perfect forecast: 0 or 1?",
            pointer="Skill is the share of the baseline's error that is gone.",
            edits=(("1 - np.abs", "np.abs"),),
        ),
        Mistake(
            name="sign-turned",
            behaves_like="one with the opposite sign: the ratio minus 1",
            question="Should a forecast that is better than the baseline have a positive skill?",
            pointer="1 minus the ratio, not the ratio minus 1.",
            function=whole.sign_turned,
        ),
        Mistake(
            name="squared",
            behaves_like="one that compares squared errors in place of absolute ones",
            question="Half of the error in every month: is the skill 0.5 or 0.75?",
            pointer="Use the mean absolute error, above and below.",
            function=whole.squared,
        ),
        Mistake(
            name="root-of-squares",
            behaves_like="one that compares the roots of the mean squared errors",
            question="Which error does the exercise name, above and below?",
            pointer="Use the mean absolute error, above and below.",
            function=whole.roots,
        ),
        Mistake(
            name="signed",
            behaves_like="one that lets errors of opposite sign cancel, above and below",
            question="Can a forecast be wrong in every month and have a mean error of zero?",
            pointer="Absolute values before the mean, above and below.",
            function=whole.signed,
        ),
        Mistake(
            name="ratio-month-by-month",
            behaves_like="one that divides month by month, and takes the mean of the ratios",
            question="What happens in a month in which the baseline is right by chance?",
            pointer="Two means first, then one division.",
            function=whole.mean_of_ratios,
        ),
        Mistake(
            name="never-below-zero",
            behaves_like="one that calls the skill zero where the forecast is worse than the baseline",
            question="Is a forecast with twice the baseline's error as good as the baseline?",
            pointer="Skill may be negative. That is where it is most useful.",
            function=whole.never_below_zero,
        ),
        Mistake(
            name="beside-the-baseline",
            behaves_like="one that measures how far the forecast is from the baseline, and not from the truth",
            question="What do you subtract from yhat?",
            pointer="Both errors are differences from y.",
            edits=(("y - yhat", "baseline - yhat"),),
        ),
        Mistake(
            name="mean-as-baseline",
            behaves_like="one that takes the mean of the truth for the baseline",
            question="Where does `baseline` enter into your function?",
            pointer="`baseline` is an array of forecasts, like `yhat`.",
            edits=(("y - baseline", "y - y.mean()"),),
        ),
        Mistake(
            name="difference",
            behaves_like="one that subtracts the errors and does not divide: a skill in degrees",
            question="Does your skill change if all temperatures are given in other units?",
            pointer="Divide by the baseline's error.",
            function=whole.difference,
        ),
        Mistake(
            name="percent",
            behaves_like="one that gives the skill in percent",
            question="What is the skill of a perfect forecast: 1 or 100?",
            pointer="A perfect forecast has the skill 1.",
            function=whole.percent,
        ),
        Mistake(
            name="truth-and-forecast-exchanged",
            behaves_like="one that takes yhat for the truth and y for a forecast",
            question="Which of the arguments is the truth?",
            pointer="`y` comes first: it is what was measured.",
            edits=(("y - baseline", "yhat - baseline"),),
        ),
    ),
)
