"""The loss cliff: gradient descent on the two weights of one recurrent unit, with and without clipping.

    h_t = tanh(w h_{t-1} + b),    h_0 = 0.6,    L = (h_30 - 0.3)^2 / 2

Where a small change of w or b sends h_30 to the other of two resting places, the loss has a cliff. Both runs take steps
against the gradient g of length |g|:

    without clipping    rate g                    with clipping    rate g min(1, limit / |g|)

Source: R. Pascanu, T. Mikolov and Y. Bengio, "On the Difficulty of Training Recurrent Neural Networks", Proc. ICML
(2013), 1310-1318, section 2.3, with another unit and another loss.
"""

from math import sqrt
from typing import Any

from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Number, Whole
from lstmlab.figures.runtime.even import even_tanh_of

N_STEPS = 30
H_0, TARGET = 0.6, 0.3
DESCENT = 40
W_RANGE, B_RANGE = (0.6, 2.2), (-1.0, 0.6)


def compute(step: int, rate: float, limit: float, w: float, b: float) -> dict[str, Any]:
    """Both runs of gradient descent.

    Args:
        step: step of the descent that is looked at, 0 to 40; changes no number.
        rate: learning rate. limit: the clipped run's largest length of a gradient.
        w, b: where both runs begin.

    Returns:
        plain, clipped: for each run w, b, loss and norm (of the gradient), (41,) each, at steps 0 to 40.
    """
    plain, clipped = _descend(rate, None, w, b), _descend(rate, limit, w, b)
    longest, steepest = (max(run["norm"][:step], default=0.0) for run in (plain, clipped))
    return {
        "plain": plain,
        "clipped": clipped,
        "longest": longest,
        "longest_step": rate * longest,
        "steepest": steepest,
        "clipped_step": rate * min(steepest, limit),
    }


def loss_and_gradient(w: float, b: float) -> tuple[float, float, float]:
    """L, dL/dw and dL/db; the derivatives of h are carried along with it."""
    h, by_w, by_b = H_0, 0.0, 0.0
    for _ in range(N_STEPS):
        after = even_tanh_of(w * h + b)
        slope = 1 - after * after
        by_w, by_b = slope * (h + w * by_w), slope * (1 + w * by_b)
        h = after
    error = h - TARGET
    return error * error / 2, error * by_w, error * by_b


def _descend(rate: float, limit: float | None, w: float, b: float) -> dict[str, list[float]]:
    run: dict[str, list[float]] = {"w": [], "b": [], "loss": [], "norm": []}
    for _ in range(DESCENT + 1):
        loss, by_w, by_b = loss_and_gradient(w, b)
        norm = sqrt(by_w * by_w + by_b * by_b)
        for name, value in zip(run, (w, b, loss, norm), strict=True):
            run[name].append(value)
        factor = limit / norm if limit is not None and norm > limit else 1.0
        w, b = w - rate * (by_w * factor), b - rate * (by_b * factor)
    return run


WORDS = {
    "alt": "The loss of one recurrent unit over w and b: a slope that ends at a cliff, behind it a high plain. Two "
    "runs of gradient descent begin at w = {w:3}, b = {b:3}, learning rate {rate:2}, clipping at {limit:1}. After "
    "{step} of {descent} steps: without clipping at w = {plain.w[step]:3}, b = {plain.b[step]:3} with a gradient of "
    "length {plain.norm[step]:p}; with clipping at w = {clipped.w[step]:3}, b = {clipped.b[step]:3} with a gradient of "
    "length {clipped.norm[step]:p}. {result}",
    "result": "Step {step}: the loss is {plain.loss[step]:3} without clipping and {clipped.loss[step]:3} with "
    "it.{so_far[step]}",
    "so_far": {
        "0": "",
        "else": " The longest gradient so far was {longest:p} without clipping, which made a step of {longest_step:p}; "
        "the clipped run met {steepest:p}, and its longest step was {clipped_step:p}.",
    },
}


class LossCliff(Figure):
    """The loss of a recurrent unit over two weights, and gradient descent on it with and without clipping."""

    title = "The loss cliff"

    step = Whole(DESCENT, "Step of the descent", low=0, high=DESCENT)
    rate = Number(0.1, "Learning rate", low=0.01, high=0.3, step=0.01)
    limit = Number(1.0, "Clipped at", low=0.1, high=5, step=0.1, digits=1)
    w = Number(1.8, "Start w", low=W_RANGE[0], high=W_RANGE[1], step=0.05)
    b = Number(-0.2, "Start b", low=B_RANGE[0], high=B_RANGE[1], step=0.05)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"n_steps": N_STEPS, "h_0": H_0, "target": TARGET, "descent": DESCENT}
