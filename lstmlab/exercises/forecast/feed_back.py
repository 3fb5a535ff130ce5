"""Exercise forecast.feed_back: a net that forecasts one step ahead is given its own forecasts."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def feed_back(step, state, first, horizon):
    x = first
    said = []
    for _ in range(horizon):
        x, state = step(x, state)
        said.append(x)
    return np.array(said)


class Net:
    """A small net with a state, which shows its formula when it is printed."""

    def __init__(self, formula, function):
        self.formula, self.function = formula, function

    def __call__(self, x, state):
        return self.function(x, state)

    def __repr__(self):
        return f"step(x, state) = {self.formula}"


def one_state(x, h):
    h = np.tanh(0.8 * x + 0.5 * h + 0.3)
    return 1.4 * h - 0.2, h


def two_states(x, state):
    h, c = state
    c = 0.9 * c + np.tanh(x - 0.5 * h)
    h = np.tanh(c)
    return 0.7 * h + 0.4 * x + 0.1, (h, c)


def count(x, steps):
    return 0.5 * x + 0.3 * steps + 1.0, steps + 1


def linear(x, total):
    return 0.7 * x - 0.2 * total, total + x


ELMAN = Net("(1.4 h - 0.2, h) with h = tanh(0.8 x + 0.5 state + 0.3)", one_state)
GATED = Net(
    "(0.7 h + 0.4 x + 0.1, (h, c)) with (h, c) = state, then c = 0.9 c + tanh(x - 0.5 h) and h = tanh(c)", two_states
)
LINEAR = Net("(0.7 x - 0.2 state, state + x)", linear)
COUNTER = Net("(0.5 x + 0.3 state + 1, state + 1)", count)


def cases(rng):
    yield Case(
        {"step": ELMAN, "state": numbers(rng, 3), "first": numbers(rng, 3), "horizon": 5}, "a state of one array"
    )
    yield Case(
        {"step": GATED, "state": (numbers(rng, 2), numbers(rng, 2)), "first": numbers(rng, 2), "horizon": 4},
        "a state of two arrays, as an LSTM has it",
    )
    yield Case(
        {
            "step": ELMAN,
            "state": numbers(rng, 4, dtype=np.float32),
            "first": numbers(rng, 4, dtype=np.float32),
            "horizon": 3,
        },
        "float32 numbers",
    )
    yield Case({"step": COUNTER, "state": 2, "first": 0.7, "horizon": 6}, "single numbers")
    yield Case({"step": COUNTER, "state": 0, "first": -0.4, "horizon": 1}, "a horizon of one")
    for size, label in ((1e6, "large numbers"), (1e-5, "small numbers")):
        state, first = size * numbers(rng, 2), size * numbers(rng, 2)
        yield Case({"step": LINEAR, "state": state, "first": first, "horizon": 4}, label)


EXERCISE = Exercise(
    name="forecast.feed_back",
    title="Feed forecasts back",
    chapter=10,
    points=3,
    section=("forecast-feedback", "One step at a time"),
    arguments={"step": None, "state": None, "first": None, "horizon": None},
    returns="K or K D",
    cases=cases,
    worked=feed_back,
    tested="states of one array, of two, and of a single number, horizons of one and more, in float64 and float32",
    mistakes=load("forecast.feed_back"),
)
