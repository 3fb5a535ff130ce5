"""Exercise forecast.skill: how wrong a forecast is, beside a simple one."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def skill(y, yhat, baseline):
    return 1 - np.abs(y - yhat).mean() / np.abs(y - baseline).mean()


def cases(rng):
    for size, label in (((5,), "random numbers"), ((4, 3), "several forecasts, one a row")):
        yield Case({name: numbers(rng, *size) for name in ("y", "yhat", "baseline")}, label)
    float32 = {name: numbers(rng, 6, dtype=np.float32) for name in ("y", "yhat", "baseline")}
    yield Case(float32, "float32 numbers")
    y = 20 + 8 * numbers(rng, 6)
    yield Case({"y": y, "yhat": y + 0.5 * numbers(rng, 6), "baseline": y + 3 * numbers(rng, 6)}, "a good forecast")
    yield Case({"y": y, "yhat": y + 3 * numbers(rng, 6), "baseline": y + numbers(rng, 6)}, "worse than the baseline")
    yield Case({"y": y, "yhat": y, "baseline": y + numbers(rng, 6)}, "a perfect forecast")
    yield Case({"y": y, "yhat": y - 1, "baseline": y + 1}, "as good as the baseline")
    yield Case({"y": y, "yhat": y + 900, "baseline": y + numbers(rng, 6)}, "a forecast that is far off")
    for size, label in ((1e-10, "tiny numbers"), (1e6, "large numbers"), (1e-5, "small numbers")):
        yield Case({name: size * numbers(rng, 6) for name in ("y", "yhat", "baseline")}, label)


EXERCISE = Exercise(
    name="forecast.skill",
    title="Skill beside a baseline",
    chapter=10,
    points=1,
    section=("forecast-error", "How wrong is a forecast?"),
    arguments={"y": "K or N K", "yhat": "K or N K", "baseline": "K or N K"},
    returns="",
    cases=cases,
    worked=skill,
    tested="forecasts better than the baseline, worse, equal and perfect, one forecast and several, in float64 and "
    "float32",
    mistakes=load("forecast.skill"),
)
