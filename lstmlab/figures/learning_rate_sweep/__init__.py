"""A learning-rate sweep: the same small net, the same start, the same data; only the rate differs.

    y = v_1 tanh(u_1 x + a_1) + ... + v_3 tanh(u_3 x + a_3) + d,    L = mean of (y - target)^2 / 2

over eight points of a bent curve, trained with all points at once. 25 rates, eight to a factor of ten. A run whose loss
exceeds 1000 is stopped there.
"""

from math import sin
from typing import Any

import numpy as np

from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Whole
from lstmlab.figures.runtime.even import even_tanh
from lstmlab.shapes import Array

LAST = 60
CAP = 1000.0
RATES = [float(rate) for rate in np.geomspace(0.01, 10, 25)]
X = [-1.4, -1.0, -0.6, -0.2, 0.2, 0.6, 1.0, 1.4]
TARGET = [round(sin(2 * x) + 0.4 * x, 6) for x in X]
START = [0.9, -0.7, 0.4, 0.3, 0.5, -0.6, 0.5, -0.4, 0.8, 0.0]  # u, a, v, d
OPTIMISERS = {"sgd": "SGD", "momentum": "momentum 0.9", "adam": "Adam"}


def compute(optimiser: str, updates: int, place: int) -> dict[str, Any]:
    """The sweep, and the run at one of its rates.

    Args:
        optimiser: "sgd", "momentum" or "adam".
        updates: after how many updates the losses are compared, 1 to 60.
        place: of the rate whose run is shown, 0 to 24.

    Returns:
        losses: (25,), one a rate, after `updates` updates. curve: (61,), the loss of the shown run after 0 to 60.
        curves: (25, 61), those of all runs.
        best: place of the rate with the least loss. stopped: how many runs exceeded 1000 by then.
    """
    runs = _train(optimiser)
    losses = runs[updates]
    return {
        "losses": [float(loss) for loss in losses],
        "curve": [float(run[place]) for run in runs],
        "curves": np.array(runs).T.tolist(),
        "best": int(np.argmin(losses)),
        "stopped": int((losses >= CAP).sum()),
        "high": [bool(losses[-1] >= CAP), bool(runs[-1][place] >= CAP)],
    }


def _train(optimiser: str) -> list[Array]:
    """The losses of all rates after 0 to 60 updates; every number by the same steps as in the browser."""
    rates = np.array(RATES)
    w = np.array(START)[:, None] + 0 * rates
    m, v = np.zeros_like(w), np.zeros_like(w)
    one, two = 1.0, 1.0
    found = []
    for update in range(LAST + 1):
        loss, g = _loss_and_gradient(w)
        capped = ~(loss < CAP)
        found.append(np.where(capped, CAP, loss))
        if update == LAST:
            break
        one, two = one * 0.9, two * 0.999
        if optimiser == "sgd":
            step = g
        elif optimiser == "momentum":
            step = m = 0.9 * m + g
        else:
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * (g * g)
            step = (m / (1 - one)) / (np.sqrt(v / (1 - two)) + 1e-8)
        w = np.where(capped, w, w - rates * step)
    return found


def _loss_and_gradient(w: Array) -> tuple[Array, Array]:
    """The loss (R,) and its gradient (10, R) for weights w (10, R), R nets side by side."""
    u, a, v, d = w[:3], w[3:6], w[6:9], w[9]
    x = np.array(X)[:, None, None]
    h = even_tanh(u * x + a)
    error = v[0] * h[:, 0] + v[1] * h[:, 1] + v[2] * h[:, 2] + d - np.array(TARGET)[:, None]
    part = (error / 8)[:, None]
    back = part * v * (1 - h * h)
    gradient = np.concatenate([back * x, back, part * h, part], axis=1)
    return _added(error * error / 16), _added(gradient)


def _added(terms: Array) -> Array:
    # One after the other, as the browser adds.
    total: Array = 0.0 * terms[0]
    for term in terms:
        total = total + term
    return total


WORDS = {
    "alt": "Loss of a small net after {updates} updates with {names[optimiser]}, at 25 learning rates from 0.01 to 10 "
    "on logarithmic axes, beside the loss by update of all 25 runs. At the smallest rate the loss is {losses[0]:p}, at "
    "the largest {at_largest[high[0]]}. {result} The run that is drawn thick, at rate {rates[place]:p}, ends after "
    "{given.last} updates with {at_end[high[1]]}.",
    "at_largest": {"true": "above 1000", "false": "{losses[-1]:p}"},
    "at_end": {"true": "above 1000", "false": "{curve[-1]:p}"},
    "result": "After {updates} updates the least loss is {losses[best]:p}, at rate {rates[best]:p}. Runs stopped "
    "because their loss exceeded 1000: {stopped} of {rates.length}.",
}


class LearningRateSweep(Figure):
    """The loss of a small net by learning rate, and its course over the updates at all of them."""

    title = "A learning-rate sweep"

    optimiser = Choice("sgd", "Optimiser", options=OPTIMISERS)
    updates = Whole(40, "Compared after", low=1, high=LAST, unit="updates")
    place = Whole(12, "Rate that is shown", low=0, high=len(RATES) - 1)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {
            "last": LAST,
            "cap": CAP,
            "rates": RATES,
            "xs": X,
            "targets": TARGET,
            "first": START,
            "names": OPTIMISERS,
        }
