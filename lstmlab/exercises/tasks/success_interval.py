"""Exercise tasks.success_interval: the Wilson interval of a success rate."""

import numpy as np

from lstmlab import intervals
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def success_interval(k, n):
    z = 1.96
    rate = k / n
    centre = rate + z**2 / (2 * n)
    half = z * np.sqrt(rate * (1 - rate) / n + z**2 / (4 * n**2))
    scale = 1 + z**2 / n
    return (centre - half) / scale, (centre + half) / scale


def reference(k, n):
    found = intervals.wilson(k, n)
    return found.low, found.high


def fitted(result, wanted):
    """The point z may be 1.96, or any value nearer to the exact one: that moves the ends by less than this."""
    try:
        near = bool(np.abs(np.subtract(result, wanted)).max() < 2e-5)
    except Exception:  # whatever came is no pair of numbers: the check says so
        return result
    return wanted if near else result


def cases(rng):
    yield Case({"k": 7, "n": 10}, "7 of 10")
    yield Case({"k": 3, "n": 5}, "3 of 5")
    yield Case({"k": 70, "n": 100}, "70 of 100: the same rate, more trials")
    yield Case({"k": 0, "n": 10}, "none of 10")
    yield Case({"k": 10, "n": 10}, "all of 10")
    yield Case({"k": 1, "n": 1}, "a single trial")
    yield Case({"k": 30_000, "n": 100_000}, "30,000 of 100,000")
    yield Case({"k": 2, "n": 100_000}, "2 of 100,000")
    n = int(rng.integers(12, 60))
    yield Case({"k": int(rng.integers(2, n - 2)), "n": n}, "random numbers")


EXERCISE = Exercise(
    name="tasks.success_interval",
    title="How far to trust 7 of 10",
    chapter=12,
    points=2,
    section=("classic-intervals", "How far to trust 7 of 10"),
    arguments={"k": None, "n": None},
    returns=(("low", ""), ("high", "")),
    cases=cases,
    worked=success_interval,
    reference=reference,
    fitted=fitted,
    tested="several rates, the same rate with few and with many trials, none and all, and a single trial",
    mistakes=load("tasks.success_interval"),
)
