"""Six optimisers race over the loss cliff of chapter 4, from one start.

    h_t = tanh(w h_{t-1} + b),    h_0 = 0.6,    L = (h_30 - 0.3)^2 / 2

SGD, momentum and Nesterov's momentum share one learning rate, AdaGrad, RMSProp and Adam another one, because a step of
the latter is about as long as the rate, whatever the gradient. beta = 0.9, decay = 0.9, Adam's second beta 0.999.

Source: the cliff as in `lstmlab.figures.loss_cliff`; the optimisers as in `lstmlab.optim`.
"""

from math import isfinite, sqrt
from typing import Any

from lstmlab.figures.loss_cliff import B_RANGE, DESCENT, H_0, N_STEPS, TARGET, W_RANGE, loss_and_gradient
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Number, Switch, Whole

RUNS = {
    "sgd": "SGD",
    "momentum": "momentum",
    "nesterov": "Nesterov",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSProp",
    "adam": "Adam",
}
LIMIT = 1.0
FAR = 50.0
EPS = 1e-8
GOAL = 0.001
MAP = {"w": W_RANGE, "b": B_RANGE}


def compute(step: int, rate: float, adaptive: float, clipped: bool, w: float, b: float) -> dict[str, Any]:
    """All runs.

    Args:
        step: step that is looked at, 0 to 40.
        rate: learning rate of SGD, momentum and Nesterov. adaptive: that of AdaGrad, RMSProp and Adam.
        clipped: whether gradients longer than 1 are clipped to 1.
        w, b: where all begin.

    Returns:
        For each optimiser w, b and loss, (41,) each; `order`, the names by their loss at `step`, the least first;
        `arrived`, those whose loss is below GOAL; `gone`, those that are off the map.
    """
    runs = {name: _run(name, adaptive if name[0] in "ar" else rate, clipped, w, b) for name in RUNS}
    order = sorted(RUNS, key=lambda name: runs[name]["loss"][step])
    on_map = {
        name: all(low <= run[key][step] <= high for key, (low, high) in MAP.items()) for name, run in runs.items()
    }
    return {
        **runs,
        "order": order,
        "arrived": [name for name in RUNS if runs[name]["loss"][step] < GOAL],
        "gone": [name for name in RUNS if not on_map[name]],
    }


def _run(name: str, rate: float, clipped: bool, w: float, b: float) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {"w": [], "b": [], "loss": []}
    at, m, v = [w, b], [0.0, 0.0], [0.0, 0.0]
    one, two = 1.0, 1.0
    for _ in range(DESCENT + 1):
        loss, *grads = loss_and_gradient(*at)
        for key, value in zip(found, (*at, loss), strict=True):
            found[key].append(value)
        norm = sqrt(grads[0] * grads[0] + grads[1] * grads[1])
        factor = LIMIT / norm if clipped and norm > LIMIT else 1.0
        one, two = one * 0.9, two * 0.999
        for k in range(2):
            step = _step(name, grads[k] * factor, k, m, v, one, two)
            moved = at[k] - rate * step
            # A run that has left the map for good stays at its edge.
            at[k] = min(max(moved, -FAR), FAR) if isfinite(moved) else at[k]
    return found


def _step(name: str, g: float, k: int, m: list[float], v: list[float], one: float, two: float) -> float:
    if name == "sgd":
        return g
    if name in ("momentum", "nesterov"):
        m[k] = 0.9 * m[k] + g
        return m[k] if name == "momentum" else g + 0.9 * m[k]
    if name == "adagrad":
        v[k] = v[k] + g * g
        return g / (sqrt(v[k]) + EPS)
    if name == "rmsprop":
        v[k] = 0.9 * v[k] + 0.1 * (g * g)
        return g / (sqrt(v[k]) + EPS)
    m[k] = 0.9 * m[k] + 0.1 * g
    v[k] = 0.999 * v[k] + 0.001 * (g * g)
    return (m[k] / (1 - one)) / (sqrt(v[k] / (1 - two)) + EPS)


WORDS = {
    "alt": "Six optimisers on the loss of one recurrent unit over w and b, with its cliff, from w = {w:3}, b = {b:3}. "
    "Learning rate {rate:2} for SGD, momentum and Nesterov, {adaptive:2} for the adaptive ones; gradients are "
    "{clipping[clipped]}. Losses after {step} of {descent} steps, the least first: {places}. {off[gone.length]}"
    "{result}",
    "off": {"0": "", "else": "Off the map: {away}. "},
    "away": {
        "each": "gone",
        "say": "{names[item]} at w = {all[item].w[step]:1}, b = {all[item].b[step]:1}",
        "between": "; ",
    },
    "clipping": {"true": "clipped at length 1", "false": "not clipped"},
    "places": {"each": "order", "say": "{names[item]} {all[item].loss[step]:4}"},
    "result": "Step {step}: the least loss is {all[order[0]].loss[step]:4}, that of {names[order[0]]}. Below {goal:3}: "
    "{below[arrived.length]}.",
    "below": {"0": "none yet", "else": "{those}"},
    "those": {"each": "arrived", "say": "{names[item]}"},
}


class OptimiserRace(Figure):
    """Six optimisers on the loss cliff, side by side from one start."""

    parts = ("loss_cliff/drawing.js",)
    title = "An optimiser race on the loss cliff"

    step = Whole(12, "Step of the race", low=0, high=DESCENT)
    rate = Number(0.1, "Rate of SGD and momentum", low=0.01, high=1, step=0.01)
    adaptive = Number(0.1, "Rate of the adaptive ones", low=0.01, high=1, step=0.01)
    clipped = Switch(True, "Clip gradients at length 1")
    w = Number(1.8, "Start w", low=W_RANGE[0], high=W_RANGE[1], step=0.05)
    b = Number(-0.2, "Start b", low=B_RANGE[0], high=B_RANGE[1], step=0.05)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {
            "n_steps": N_STEPS,
            "h_0": H_0,
            "target": TARGET,
            "descent": DESCENT,
            "names": RUNS,
            "longest": LIMIT,
            "far": FAR,
            "eps": EPS,
            "goal": GOAL,
            "map": [list(reach) for reach in MAP.values()],
        }
