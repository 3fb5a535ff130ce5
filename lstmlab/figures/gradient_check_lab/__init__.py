"""The gradient-check lab: how many known bugs of a backward pass a gradient check catches, and which slip through.

A check compares the backward pass with a numerical gradient, array by array:

    error = largest |a - b| over the largest of |a| and |b|        caught where an error is above the tolerance

    central differences    (L(w + eps) - L(w - eps)) / (2 eps)
    complex step           Im L(w + i eps) / eps

The net, the bugs and the arithmetic are in net.py.
"""

from typing import Any

import numpy as np

from lstmlab.figures.gradient_check_lab import net
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number, Switch, Whole

METHODS = {"central": "central differences", "complex": "complex step"}
BUGS = list(net.BUGS)[1:]


def compute(
    method: str, steps: int, states: bool, scale: float, dtype: str, exponent: int, tolerance: int, bug: str = ""
) -> dict[str, Any]:
    """The error of the right backward pass and of each bug.

    Args:
        method: "central" or "complex".
        steps: T.
        states: whether the first state is not zero.
        scale: what all weights are multiplied by.
        dtype: "float64" or "float32", for everything.
        exponent: eps = 10 ** -exponent.
        tolerance: errors above 10 ** -tolerance count as wrong.
        bug: the backward pass whose code is shown; changes no number here.

    Returns:
        errors: a list for each of net.BUGS, the right pass first: the errors of W_x, W_h and b. worst: the largest of
        each. caught: indices into BUGS, from 0. slipped: the others. fails: whether the right pass fails too. opened:
        the place of `bug` in net.BUGS.
    """
    kind = np.dtype(dtype).type
    row = net.weights(scale, kind)
    xs, G = (net.DATA[name][:steps].astype(kind) for name in ("xs", "G"))
    h0 = net.DATA["h0"].astype(kind) * kind(1 if states else 0)
    measured = net.numerical(row, xs, h0, G, method, float(f"1e-{exponent}"))
    hs = net.states(row, xs, h0)
    errors = [_errors(net.backward(bug, row, hs, xs, h0, G), measured) for bug in net.BUGS]
    worst = [max(each) for each in errors]
    limit = float(f"1e-{tolerance}")
    return {
        "errors": errors,
        "worst": worst,
        "caught": [k for k, error in enumerate(worst[1:]) if error > limit],
        "slipped": [k for k, error in enumerate(worst[1:]) if error <= limit],
        "fails": worst[0] > limit,
        "opened": list(net.BUGS).index(bug),
    }


def _errors(found: Any, measured: Any) -> list[float]:
    ends = np.cumsum(list(net.SIZES.values()))[:-1]
    pairs = zip(np.split(found.astype(float), ends), np.split(measured.astype(float), ends), strict=True)
    errors = []
    for a, b in pairs:
        size = max(np.abs(a).max(), np.abs(b).max())
        errors.append(float(np.abs(a - b).max() / size) if size > 0 else 0.0)
    return errors


WORDS = {
    "alt": "A gradient check of a small Elman network by {methods[method]}: T = {steps}, first state {start[states]}, "
    "weight scale {scale:2}, {dtype}, epsilon {exponent:-e}, tolerance {tolerance:-e}. "
    "{result}{escaped[slipped.length]} Code is shown of: {bugs[opened][1]}, error {worst[opened]:p}.",
    "start": {"true": "not zero", "false": "zero"},
    "escaped": {"0": "", "else": " Not caught: {escaped_names}."},
    "escaped_names": {"each": "slipped", "say": "{bugs[item+1][1]}", "between": "; "},
    "result": "{verdict[fails]}",
    "verdict": {
        "true": "The right backward pass fails too, with an error of {worst[0]:p}: this check says nothing.",
        "false": "{caught.length} of {worst.length-1} known bugs are caught; the right backward pass passes, with an "
        "error of {worst[0]:p}.",
    },
}


class GradientCheckLab(Figure):
    """A gradient check that the reader sets up, tried on known bugs of the backward pass with their code."""

    title = "Gradient-check lab"

    method = Choice("central", "Numerical gradient by", options=METHODS)
    steps = Whole(1, "Steps T", low=1, high=net.MOST)
    states = Switch(False, "First state not zero")
    scale = Number(1.0, "Weight scale", low=0.02, high=2, step=0.02)
    dtype = Choice("float64", "Precision", options={"float64": "float64", "float32": "float32"})
    exponent = Whole(6, "Epsilon", low=1, high=12)
    tolerance = Choice(5, "Tolerance", options={3: "10⁻³", 5: "10⁻⁵", 7: "10⁻⁷"})

    bug = Choice("tanh twice", "Show the code of", options=net.BUGS)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {
            "bugs": [list(pair) for pair in net.BUGS.items()],
            "methods": METHODS,
            "code": net.CODE,
            "edits": {bug: [list(edit) for edit in edits] for bug, edits in net.EDITS.items()},
        } | {name: values.tolist() for name, values in net.DATA.items()}
