"""Exercise forecast.feed_back: a net that forecasts one step ahead is given its own forecasts."""

import numpy as np

from lstmlab.exercises import forecast_feedback_whole as whole
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def feed_back(step, state, first, horizon):
    x = first
    said = []
    for _ in range(horizon):
        x, state = step(x, state)
        said.append(x)
    return np.array(said)


class _Net:
    """A small net with a state, which shows its formula when it is printed."""

    def __init__(self, formula, function):
        self.formula, self.function = formula, function

    def __call__(self, x, state):
        return self.function(x, state)

    def __repr__(self):
        return f"step(x, state) = {self.formula}"


def _one_state(x, h):
    h = np.tanh(0.8 * x + 0.5 * h + 0.3)
    return 1.4 * h - 0.2, h


def _two_states(x, state):
    h, c = state
    c = 0.9 * c + np.tanh(x - 0.5 * h)
    h = np.tanh(c)
    return 0.7 * h + 0.4 * x + 0.1, (h, c)


def _count(x, steps):
    return 0.5 * x + 0.3 * steps + 1.0, steps + 1


_ELMAN = _Net("(1.4 h - 0.2, h) with h = tanh(0.8 x + 0.5 state + 0.3)", _one_state)
_GATED = _Net(
    "(0.7 h + 0.4 x + 0.1, (h, c)) with (h, c) = state, then c = 0.9 c + tanh(x - 0.5 h) and h = tanh(c)", _two_states
)
_COUNTER = _Net("(0.5 x + 0.3 state + 1, state + 1)", _count)


def _cases(rng):
    yield Case(
        {"step": _ELMAN, "state": numbers(rng, 3), "first": numbers(rng, 3), "horizon": 5}, "a state of one array"
    )
    yield Case(
        {"step": _GATED, "state": (numbers(rng, 2), numbers(rng, 2)), "first": numbers(rng, 2), "horizon": 4},
        "a state of two arrays, as an LSTM has it",
    )
    yield Case(
        {
            "step": _ELMAN,
            "state": numbers(rng, 4, dtype=np.float32),
            "first": numbers(rng, 4, dtype=np.float32),
            "horizon": 3,
        },
        "float32 numbers",
    )
    yield Case({"step": _COUNTER, "state": 2, "first": 0.7, "horizon": 6}, "single numbers")
    yield Case({"step": _COUNTER, "state": 0, "first": -0.4, "horizon": 1}, "a horizon of one")


EXERCISE = Exercise(
    name="forecast.feed_back",
    title="Feed forecasts back",
    chapter=9,
    points=3,
    section=("forecast-feedback", "One step at a time"),
    arguments={"step": None, "state": None, "first": None, "horizon": None},
    returns="K or K D",
    cases=_cases,
    worked=feed_back,
    tested="states of one array, of two, and of a single number, horizons of one and more, in float64 and float32",
    mistakes=(
        Mistake(
            name="not-fed-back",
            behaves_like="one that gives `first` to the net at every step, and never its own forecast",
            question="What does the net see at the second step?",
            pointer="The forecast of one step is the input of the next.",
            edits=(
                (
                    "x, state = step(x, state)\n        said.append(x)",
                    "y, state = step(x, state)\n        said.append(y)",
                ),
            ),
        ),
        Mistake(
            name="state-not-carried",
            behaves_like="one that starts every step from the first state",
            question="Which state does the third step begin with?",
            pointer="`step` returns a new state. Hand it on.",
            edits=(("x, state = step(x, state)", "x, _ = step(x, state)"),),
        ),
        Mistake(
            name="nothing-carried",
            behaves_like="one that repeats the first forecast: neither forecast nor state is carried on",
            question="What is different at the second step from the first?",
            pointer="Both what `step` returns, y and state, go into the next call.",
            edits=(("x, state = step(x, state)", "x, _ = step(first, state)"),),
        ),
        Mistake(
            name="first-included",
            behaves_like="one whose result begins with `first`, which was observed and not forecast",
            question="Is `first` a forecast?",
            pointer="The result begins with what the first call of `step` says.",
            function=whole.first_included,
        ),
        Mistake(
            name="one-behind",
            behaves_like="one that stores what went in and not what came out: it begins with `first`",
            question="Do you keep the input of each step, or its output?",
            pointer="Append after the call of `step`, not before it.",
            edits=(
                (
                    "x, state = step(x, state)\n        said.append(x)",
                    "said.append(x)\n        x, state = step(x, state)",
                ),
            ),
        ),
        Mistake(
            name="one-too-many",
            behaves_like="one that goes a step beyond the horizon",
            question="With a horizon of 1, how often should `step` be called?",
            pointer="Count how often your loop runs.",
            edits=(("range(horizon)", "range(horizon + 1)"),),
        ),
        Mistake(
            name="one-too-few",
            behaves_like="one that ends one step before the horizon",
            question="With a horizon of 1, how often should `step` be called?",
            pointer="Count how often your loop runs.",
            edits=(("range(horizon)", "range(horizon - 1)"),),
        ),
        Mistake(
            name="first-forecast-left-out",
            behaves_like="one that calls `step` once before it begins to store: the first forecast is lost",
            question="What does the very first call of `step` forecast?",
            pointer="`first` is the last observed value; the first call forecasts the step after it.",
            edits=(("said = []\n", "said = []\n    x, state = step(x, state)\n"),),
        ),
        Mistake(
            name="last-alone",
            behaves_like="one that returns the last forecast alone",
            question="How many forecasts should come back for a horizon of 5?",
            pointer="Collect every forecast in a list.",
            edits=(("np.array(said)", "np.array(said[-1])"),),
        ),
        Mistake(
            name="states-stored",
            behaves_like="one that stores the states and not the forecasts",
            question="Which of the two values that `step` returns is the forecast?",
            pointer="`step` returns (y, state), in this order.",
            function=whole.states_stored,
        ),
        Mistake(
            name="backwards",
            behaves_like="one that returns the forecasts backwards, the farthest first",
            question="Which forecast stands first in your result?",
            pointer="Append each forecast at the end.",
            edits=(("said.append(x)", "said.insert(0, x)"),),
        ),
        Mistake(
            name="forecast-and-state-exchanged",
            behaves_like="one that takes the state for the forecast and the forecast for the state",
            question="Which of the two values that `step` returns is the forecast?",
            pointer="`step` returns (y, state), in this order.",
            edits=(("x, state = step(x, state)", "state, x = step(x, state)"),),
        ),
        Mistake(
            name="arguments-exchanged",
            behaves_like="one that hands the state to `step` first, and the value second",
            question="In which order does `step` take its two arguments?",
            pointer="The value comes first.",
            edits=(("step(x, state)", "step(state, x)"),),
        ),
        Mistake(
            name="state-fed-back",
            behaves_like="one that feeds the state back, and not the forecast",
            question="What is the input of the second step: the forecast of the first, or its state?",
            pointer="Look at what is assigned to the name of the input.",
            function=whole.state_fed_back,
        ),
        Mistake(
            name="state-one-behind",
            behaves_like="one that hands on the new forecast with the state from before the last step",
            question="Forecast and state of a step belong together. Do you hand on both of the same step?",
            pointer="Assign both at once: `x, state = step(x, state)`.",
            function=whole.state_one_behind,
        ),
        Mistake(
            name="forecasts-added",
            behaves_like="one that adds each forecast to its input, as if the net said the change",
            question="Does `step` say the next value, or by how much it changes?",
            pointer="y is the forecast itself.",
            function=whole.forecasts_added,
        ),
    ),
)
