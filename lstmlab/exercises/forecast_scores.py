"""Exercises forecast.mae and forecast.skill: how wrong a forecast is, alone and beside a simple one."""

import numpy as np

from lstmlab.exercises import forecast_scores_whole as whole
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.forecast_skill_mistakes import MISTAKES
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
            name="per-row",
            behaves_like="one that takes the mean over the last axis alone: an error for each forecast, not one number",
            question="How many numbers should come back?",
            pointer="`.mean()` without an axis takes the mean of all numbers.",
            edits=((".mean()", ".mean(axis=-1)"),),
        ),
        Mistake(
            name="divided-by-the-rows",
            behaves_like="one that divides by the length of the first axis, and not by how many numbers there are",
            question="Three forecasts of four months: how many numbers is the mean taken of?",
            pointer="`len` counts the rows; `size` counts the numbers.",
            edits=(("np.abs(y - yhat).mean()", "np.abs(y - yhat).sum() / len(y)"),),
        ),
        Mistake(
            name="relative",
            behaves_like="one that divides each error by the truth",
            question="An error of one degree at 0 degrees: how large is it in your way?",
            pointer="The error is in degrees. Nothing is divided but the sum.",
            edits=(("np.abs(y - yhat)", "np.abs((y - yhat) / y)"),),
        ),
        Mistake(
            name="root-of-the-sum",
            behaves_like="one that takes the root of the sum of the squares: the length of the difference",
            question="Errors of 3 and 4: is the mean absolute error 3.5 or 5?",
            pointer="Absolute values, not squares, and their mean.",
            edits=(("np.abs(y - yhat).mean()", "np.sqrt(((y - yhat) ** 2).sum())"),),
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
    mistakes=MISTAKES,
)
