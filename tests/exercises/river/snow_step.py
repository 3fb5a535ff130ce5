"""river.snow_step: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("river.snow_step")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def snow_with_masks(snow, precipitation, temperature, melt_rate):
    thaw = temperature >= 0
    melt = thaw * np.minimum(snow, melt_rate * temperature)
    return snow + ~thaw * precipitation - melt if isinstance(thaw, np.ndarray) else (
        snow + (not thaw) * precipitation - melt
    ), thaw * precipitation + melt


@right
def snow_by_clipping(snow, precipitation, temperature, melt_rate):
    melt = np.clip(melt_rate * temperature, 0, snow)
    rain = np.where(np.less(temperature, 0), 0.0, precipitation)
    return snow + (precipitation - rain) - melt, rain + melt


@right
def snow_in_branches(snow, precipitation, temperature, melt_rate):
    if np.ndim(temperature):
        days = [snow_in_branches(*each, melt_rate) for each in zip(snow, precipitation, temperature, strict=True)]
        return np.array([day[0] for day in days]), np.array([day[1] for day in days])
    if temperature < 0:
        return snow + precipitation, 0.0
    melt = min(snow, melt_rate * temperature)
    return snow - melt, precipitation + melt


@right
def snow_vectorized(snow, precipitation, temperature, melt_rate):
    def day(s, p, t):
        return (s + p, 0.0) if t < 0 else (s - min(s, melt_rate * t), p + min(s, melt_rate * t))

    return np.vectorize(day, otypes=[float, float])(snow, precipitation, temperature)


@right
def snow_from_what_is_left(snow, precipitation, temperature, melt_rate):
    left = np.maximum(snow - melt_rate * np.maximum(temperature, 0), 0)
    evening = np.where(temperature < 0, snow + precipitation, left)
    return evening, np.where(temperature < 0, 0, precipitation + snow - left)


@right
def snow_written_into_arrays(snow, precipitation, temperature, melt_rate):
    snow, precipitation, temperature = np.broadcast_arrays(snow, precipitation, temperature)
    evening, water = np.array(snow, float), np.array(precipitation, float)
    cold = temperature < 0
    evening[cold] += precipitation[cold]
    water[cold] = 0
    melt = np.minimum(snow, melt_rate * temperature)[~cold]
    evening[~cold] -= melt
    water[~cold] += melt
    return evening, water


@wrong("melts-more-than-there-is")
def _(snow, precipitation, temperature, melt_rate):
    cold = temperature < 0
    melt = melt_rate * temperature * (1 - cold)
    return snow + cold * precipitation - melt, (1 - cold) * precipitation + melt


@wrong("negative-snow-cut-off")
def _(snow, precipitation, temperature, melt_rate):
    melt = np.maximum(melt_rate * temperature, 0)
    snow = np.maximum(np.where(temperature < 0, snow + precipitation, snow - melt), 0)
    return snow, np.where(temperature < 0, 0, precipitation + melt)


@wrong("zero-is-frost")
def _(snow, precipitation, temperature, melt_rate):
    melt = np.clip(melt_rate * temperature, 0, snow)
    rain = np.where(np.greater(temperature, 0), precipitation, 0)
    return snow + precipitation - rain - melt, rain + melt


@wrong("no-frost")
def _(snow, precipitation, temperature, melt_rate):
    melt = np.clip(melt_rate * temperature, 0, snow)
    return snow - melt, precipitation + melt


@wrong("melts-backwards")
def _(snow, precipitation, temperature, melt_rate):
    melt = np.minimum(melt_rate * temperature, snow)
    return snow - melt, melt + precipitation


@wrong("rain-joins-before-it-melts")
def _(snow, precipitation, temperature, melt_rate):
    snow = snow + precipitation
    melt = np.clip(melt_rate * temperature, 0, snow)
    return snow - melt, melt


@wrong("all-at-once")
def _(snow, precipitation, temperature, melt_rate):
    frost = np.less(temperature, 0)
    return np.where(frost, snow + precipitation, 0), np.where(frost, 0, snow + precipitation)


@wrong("frost-runs-off")
def _(snow, precipitation, temperature, melt_rate):
    melt = np.clip(melt_rate * temperature, 0, snow)
    return snow + np.where(np.less(temperature, 0), precipitation, -melt), precipitation + melt


@wrong("rain-lost")
def _(snow, precipitation, temperature, melt_rate):
    melt = np.clip(melt_rate * temperature, 0, snow)
    return snow + np.where(np.less(temperature, 0), precipitation, 0) - melt, melt


@wrong("results-exchanged")
def _(snow, precipitation, temperature, melt_rate):
    frost, melt = np.less(temperature, 0), np.clip(melt_rate * temperature, 0, snow)
    return np.where(frost, 0, precipitation + melt), np.where(frost, snow + precipitation, snow - melt)


@wrong(says="array")
def _(snow, precipitation, temperature, melt_rate):
    if temperature < 0:
        return snow + precipitation, 0.0
    melt = min(snow, melt_rate * temperature)
    return snow - melt, precipitation + melt


ANSWERS.equivalent = {
    "`melt = np.minimum(snow, melt_rate * temperature)` -> `melt = np.minimum(melt_rate * temperature, snow)`": (
        "the smaller of two numbers is the same in either order"
    ),
}


@wrong("one-river-for-all")
def _(snow, precipitation, temperature, melt_rate):
    if (np.asarray(temperature) < 0).any():
        return snow + precipitation, np.zeros(np.shape(snow))
    melt = np.minimum(snow, melt_rate * temperature)
    return snow - melt, precipitation + melt


@wrong("negative-melt")
def _(snow, precipitation, temperature, melt_rate):
    frost = temperature < 0
    melt = np.minimum(snow, melt_rate * temperature)
    return snow + frost * precipitation - melt, melt + precipitation * (1 - frost)
