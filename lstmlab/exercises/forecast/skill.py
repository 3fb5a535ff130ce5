"""Exercises forecast.mae and forecast.skill: how wrong a forecast is, alone and beside a simple one."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def _mae(y, yhat):
    return np.abs(y - yhat).mean()


def upside_down(y, yhat, baseline):
    with np.errstate(divide="ignore"):
        return 1 - np.divide(_mae(y, baseline), _mae(y, yhat))


def sign_turned(y, yhat, baseline):
    return _mae(y, yhat) / _mae(y, baseline) - 1


def squared(y, yhat, baseline):
    return 1 - ((y - yhat) ** 2).mean() / ((y - baseline) ** 2).mean()


def roots(y, yhat, baseline):
    return 1 - np.sqrt(((y - yhat) ** 2).mean() / ((y - baseline) ** 2).mean())


def signed(y, yhat, baseline):
    return 1 - (y - yhat).mean() / (y - baseline).mean()


def mean_of_ratios(y, yhat, baseline):
    return 1 - (np.abs(y - yhat) / np.abs(y - baseline)).mean()


def never_below_zero(y, yhat, baseline):
    return max(0.0, 1 - _mae(y, yhat) / _mae(y, baseline))


def difference(y, yhat, baseline):
    return _mae(y, baseline) - _mae(y, yhat)


def percent(y, yhat, baseline):
    return 100 * (1 - _mae(y, yhat) / _mae(y, baseline))


def skill_of_each_row(y, yhat, baseline):
    return 1 - np.abs(y - yhat).mean(axis=-1) / np.abs(y - baseline).mean(axis=-1)


def mean_skill_of_the_rows(y, yhat, baseline):
    return np.mean(skill_of_each_row(y, yhat, baseline))


def baseline_over_forecast(y, yhat, baseline):
    with np.errstate(divide="ignore"):
        return np.divide(_mae(y, baseline), _mae(y, yhat))


def gain_over_forecast(y, yhat, baseline):
    with np.errstate(divide="ignore"):
        return np.divide(_mae(y, baseline) - _mae(y, yhat), _mae(y, yhat))


def bracketed(y, yhat, baseline):
    return (1 - _mae(y, yhat)) / _mae(y, baseline)


def baseline_as_an_error(y, yhat, baseline):
    return 1 - _mae(y, yhat) / baseline


def sign_lost(y, yhat, baseline):
    return abs(1 - _mae(y, yhat) / _mae(y, baseline))


def skill(y, yhat, baseline):
    return 1 - np.abs(y - yhat).mean() / np.abs(y - baseline).mean()


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


EXERCISE = Exercise(
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
    mistakes=load(
        "forecast.skill",
        functions=(
            upside_down,
            sign_turned,
            squared,
            roots,
            signed,
            mean_of_ratios,
            never_below_zero,
            difference,
            percent,
            skill_of_each_row,
            mean_skill_of_the_rows,
            baseline_over_forecast,
            gain_over_forecast,
            bracketed,
            baseline_as_an_error,
            sign_lost,
        ),
    ),
)
