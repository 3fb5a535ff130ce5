"""Exercise river.snow_step: one day of the snow, from what falls to what melts."""

import numpy as np

from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise
from lstmlab.tasks import river


def snow_step(snow, precipitation, temperature, melt_rate):
    cold = temperature < 0
    melt = np.minimum(snow, melt_rate * temperature)
    snow = np.where(cold, snow + precipitation, snow - melt)
    water = np.where(cold, 0, precipitation + melt)
    return snow, water


def cases(rng):
    def day(snow, precipitation, temperature, melt_rate):
        return {"snow": snow, "precipitation": precipitation, "temperature": temperature, "melt_rate": melt_rate}

    def drawn(n, dtype=np.float64, size=1.0):
        snow, precipitation = (40 * rng.random(n) * size).astype(dtype), (8 * rng.random(n) * size).astype(dtype)
        return day(snow, precipitation, (6 * rng.normal(size=n)).astype(dtype), 3.5 * size)

    yield Case(drawn(12), "days of all kinds")
    yield Case(drawn(9, np.float32), "float32 numbers")
    yield Case(day(31.0, 4.5, -2.5, 3.0), "a day of frost, in single numbers")
    yield Case(day(31.0, 4.5, 2.5, 3.0), "a day of thaw, in single numbers")
    yield Case(day(5.0, 2.0, 4.0, 3.0), "less snow than could melt")
    yield Case(day(20.0, 6.0, 0.0, 3.0), "exactly 0 degrees")
    yield Case(day(0.0, 7.0, 11.0, 2.0), "rain, and no snow")
    yield Case(day(12.0, 0.0, -9.0, 2.0), "frost, and a clear sky")
    yield Case(day(12.0, 3.0, -0.004, 3.0), "just below 0 degrees")
    yield Case(day(12.0, 3.0, 0.7, 3.0), "a little above 0 degrees")
    yield Case(drawn(7, size=1e4), "large numbers")
    yield Case(drawn(7, size=1e-5), "small numbers")
    days = {name: np.reshape(value, (3, 4)) if np.ndim(value) else value for name, value in drawn(12).items()}
    yield Case(days, "several rivers, one a row")


EXERCISE = Exercise(
    name="river.snow_step",
    title="One day of snow",
    chapter=10,
    points=1,
    section=("forecast-river", "A river that remembers the winter"),
    arguments={"snow": None, "precipitation": None, "temperature": None, "melt_rate": None},
    returns=(("snow", None), ("water", None)),
    cases=cases,
    worked=snow_step,
    reference=river.snow_step,
    tested="days of frost and of thaw, less snow than could melt, exactly 0 degrees, single numbers and arrays, "
    "numbers that are large and small, in float64 and float32",
    mistakes=load("river.snow_step"),
)
