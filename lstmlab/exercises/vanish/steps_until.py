"""Exercise vanish.steps_until: how often a factor has to be applied until a threshold is reached."""

from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def steps_until(factor, threshold):
    n = 0
    value = 1.0
    while value < threshold if factor > 1 else value > threshold:
        value = value * factor
        n = n + 1
    return n


def cases(rng):
    # Thresholds that are met exactly are powers of two, which every way to compute them gives exactly.
    yield Case({"factor": 0.97, "threshold": 0.3}, "a factor a little below 1")
    yield Case({"factor": 1.03, "threshold": 5.0}, "a factor a little above 1")
    yield Case({"factor": 0.5, "threshold": 0.125}, "a threshold that is met exactly, factor below 1")
    yield Case({"factor": 2.0, "threshold": 32.0}, "a threshold that is met exactly, factor above 1")
    yield Case({"factor": float(rng.uniform(0.8, 0.9)), "threshold": 1e-6}, "a random factor below 1")
    yield Case({"factor": float(rng.uniform(1.1, 1.2)), "threshold": 1000.0}, "a random factor above 1")
    yield Case({"factor": float(rng.uniform(0.5, 0.6)), "threshold": 1e-30}, "a threshold that is nearly zero")
    yield Case({"factor": float(rng.uniform(1.8, 1.9)), "threshold": 1e30}, "a huge threshold")
    yield Case({"factor": 0.2, "threshold": 0.6}, "a threshold that one step reaches")
    yield Case({"factor": 7.0, "threshold": 10.0}, "a large factor")
    yield Case({"factor": 0.999, "threshold": 0.05}, "a factor very near to 1")


EXERCISE = Exercise(
    name="vanish.steps_until",
    title="Steps until a product is small, or large",
    chapter=4,
    points=1,
    section=("factors", "A factor, again and again"),
    arguments={"factor": None, "threshold": None},
    returns="",
    integers=("",),
    cases=cases,
    worked=steps_until,
    tested="factors below and above 1, near to 1 and far from it, thresholds that are met exactly, tiny and huge ones",
    mistakes=load("vanish.steps_until"),
)
