"""The backward stepper: the gradient of an unrolled Elman network with one unit, edge by edge.

    a_t = w_x x_t + w_h h_{t-1} + b        h_t = tanh(a_t)        L_t = (h_t - y_t)^2 / 2

Backward, from the last step to the first:

    dL/dh_t = (h_t - y_t) + w_h dL/da_{t+1}        dL/da_t = dL/dh_t (1 - h_t^2)

    dL/dw_x = sum_t x_t dL/da_t        dL/dw_h = sum_t h_{t-1} dL/da_t        dL/db = sum_t dL/da_t

Every step has six edges. The reader walks over them in this order, and may delete the gradient of one of them.
"""

from typing import Any

import numpy as np

from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number, Switch, Whole

X = (1.0, -0.5, 0.75, 0.5)
TARGETS = (0.5, -0.25, 0.75, -0.5)
W_X, B, H_0 = 0.8, 0.1, 0.6
N_STEPS = len(X)

# The edges of one step, in the order of the backward pass.
KINDS = ("loss", "tanh", "b", "w_x", "w_h", "state")
N_EDGES = N_STEPS * len(KINDS)
NAMES = ("w_x", "w_h", "b")

# A parameter fails the check if its gradient is further than this from the true one, as a part of the larger of both.
TOLERANCE = 1e-6


def _edges() -> list[tuple[str, int]]:
    return [(kind, t) for t in range(N_STEPS, 0, -1) for kind in KINDS]


def _title(kind: str, t: int) -> str:
    texts = {
        "loss": f"L_{t} to h_{t}",
        "tanh": f"h_{t} to a_{t}",
        "b": f"a_{t} to b",
        "w_x": f"a_{t} to w_x",
        "w_h": f"a_{t} to w_h",
        "state": f"a_{t} to h_{t - 1}",
    }
    return texts[kind]


EDGES = _edges()
TITLES = [_title(*edge) for edge in EDGES]


def compute(losses: str, step: int, cut: str, w_h: float, start: bool) -> dict[str, Any]:
    """Forward, backward, and backward once more without the deleted edge.

    Args:
        losses: "all", a loss at every step, or "last", at the last one only.
        step: edges that the backward pass has gone over, 0 to 24.
        cut: "none", or the edge whose gradient is deleted, such as "w_h 2".
        w_h: the recurrent weight.
        start: whether h_0 is 0.6 instead of 0.

    Returns:
        h: h_0 to h_4. dh, da: (4,), dL/dh_t and dL/da_t, deleted edge included. edges: what each edge carries, in the
        order of the pass. sums: what the parameters have received up to `step`, by name. found, true: the gradients
        with the deleted edge and without one. errors: |found - true| over the larger of both. failed: names above the
        tolerance.
    """
    hs = [H_0 if start else 0.0]
    for x in X:
        hs.append(float(np.tanh(W_X * x + w_h * hs[-1] + B)))
    found = _backward(hs, w_h, losses, cut)
    true = _backward(hs, w_h, losses, "none")
    errors = {}
    for name in NAMES:
        size = max(abs(found["grads"][name]), abs(true["grads"][name]))
        errors[name] = abs(found["grads"][name] - true["grads"][name]) / size if size > 0 else 0.0
    sums = {
        name: float(
            sum(value for (kind, _), value in zip(EDGES[:step], found["edges"][:step], strict=True) if kind == name)
        )
        for name in NAMES
    }
    return {
        "h": hs,
        "dh": found["dh"],
        "da": found["da"],
        "edges": found["edges"],
        "sums": sums,
        "found": found["grads"],
        "true": true["grads"],
        "errors": errors,
        "failed": [name for name in NAMES if errors[name] > TOLERANCE],
        "passed": [name for name in NAMES if errors[name] <= TOLERANCE],
    }


def _backward(hs: list[float], w_h: float, losses: str, cut: str) -> dict[str, Any]:
    dhs, das = [0.0] * N_STEPS, [0.0] * N_STEPS
    grads = dict.fromkeys(NAMES, 0.0)
    carried, future = [], 0.0
    for t in range(N_STEPS, 0, -1):
        passes = {kind: 0.0 if cut == f"{kind} {t}" else 1.0 for kind in KINDS}
        error = hs[t] - TARGETS[t - 1] if losses == "all" or t == N_STEPS else 0.0
        loss = passes["loss"] * error
        dh = loss + future
        da = passes["tanh"] * dh * (1 - hs[t] * hs[t])
        into = {
            "b": passes["b"] * da,
            "w_x": passes["w_x"] * da * X[t - 1],
            "w_h": passes["w_h"] * da * hs[t - 1],
        }
        future = passes["state"] * da * w_h
        for name, value in into.items():
            grads[name] += value
        dhs[t - 1], das[t - 1] = dh, da
        carried += [loss, da, *into.values(), future]
    return {"dh": dhs, "da": das, "edges": carried, "grads": grads}


WORDS = {
    "alt": "One tanh unit unrolled over {xs.length} steps, w_h = {given.w_h:2}, h_0 = {h[0]:1}, a loss {when[losses]}. "
    "The backward pass has gone over {step} of {titles.length} edges.{last[step]} Gradients so far: {all_sums}. "
    "{result}",
    "when": {"all": "at every step", "else": "at the last step only"},
    "last": {"0": "", "else": " The last one went from {titles[step-1]} and carried {edges[step-1]:3}."},
    "all_sums": {"each": "parameters", "say": "{item} {sums[item]:3}"},
    "result": "{verdict[cut]}",
    "verdict": {
        "none": "No edge is deleted: all three gradients are right.",
        "else": "The gradient from {edge_names[cut]} is deleted{effect[failed.length]}",
    },
    "effect": {
        "0": ", and no parameter fails: here the edge carries nothing that counts.",
        "else": ". After the whole pass these fail the check: {failures}.{others[passed.length]}",
    },
    "failures": {"each": "failed", "say": "{item} (off by {errors[item]:%1})"},
    "others": {"0": "", "1": " {passes} passes.", "else": " {passes} pass."},
    "passes": {"each": "passed", "say": "{item}", "between": " and "},
}


class BackwardStepper(Figure):
    """One unrolled unit and its backward pass, edge by edge, with one edge that can be deleted."""

    title = "Backward stepper"

    step = Whole(6, "Edges gone over", low=0, high=N_EDGES)
    w_h = Number(0.9, "Recurrent w_h", low=-2, high=2, step=0.05)
    losses = Choice("all", "Loss", options={"all": "every step", "last": "last step"})
    cut = Choice(
        "none",
        "Deleted gradient",
        options={"none": "none"} | {f"{kind} {t}": title for (kind, t), title in zip(EDGES, TITLES, strict=True)},
    )
    start = Switch(True, f"First state h_0 = {H_0:g} (else 0)")

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {
            "xs": list(X),
            "targets": list(TARGETS),
            "w_x": W_X,
            "b": B,
            "first": H_0,
            "kinds": list(KINDS),
            "titles": TITLES,
            "edge_names": {f"{kind} {t}": title for (kind, t), title in zip(EDGES, TITLES, strict=True)},
            "parameters": list(NAMES),
            "tolerance": TOLERANCE,
        }
