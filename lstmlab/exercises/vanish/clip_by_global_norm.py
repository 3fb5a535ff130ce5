"""Exercise vanish.clip_by_global_norm: gradients that are too long are made shorter, all by one factor."""

import numpy as np

from lstmlab import optim
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def clip_by_global_norm(grads, max_norm):
    norm = np.sqrt(sum((grad**2).sum() for grad in grads.values()))
    scale = 1.0
    if norm > max_norm:
        scale = max_norm / norm
    return {name: grad * scale for name, grad in grads.items()}, norm


def reference(grads, max_norm):
    return optim.clip_by_global_norm(grads, max_norm)


def drawn(rng, size, dtype=np.float64, **shapes):
    return {name: dtype(size) * numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}


def cases(rng):
    cell = {"W_x": (2, 4), "W_h": (4, 4), "b": (4,)}
    yield Case({"grads": drawn(rng, 4, **cell), "max_norm": 1.0}, "gradients far above the limit")
    yield Case({"grads": drawn(rng, 0.2, **cell), "max_norm": 5.0}, "gradients under the limit")
    yield Case({"grads": drawn(rng, 3, np.float32, W=(3, 5), b=(5,)), "max_norm": 2.0}, "float32 numbers")
    # 5 = the root of 3^2 + 4^2: each array alone is under the limit of 4.5.
    together = {"W": np.array([[3.0, 0.0]]), "b": np.array([0.0, -4.0])}
    yield Case({"grads": together, "max_norm": 4.5}, "each gradient under the limit, all together above it")
    yield Case({"grads": together, "max_norm": 5.0}, "gradients exactly at the limit")
    yield Case({"grads": together, "max_norm": 5 - 3e-5}, "gradients a trifle above the limit")
    yield Case({"grads": drawn(rng, 0.05, W=(6,)), "max_norm": 0.02}, "a single small gradient, a smaller limit")
    yield Case({"grads": drawn(rng, 1e8, **cell), "max_norm": 5.0}, "gradients of a hundred million")
    yield Case({"grads": drawn(rng, 1e-5, **cell), "max_norm": 1e-6}, "gradients and a limit that are tiny")
    yield Case({"grads": {"W": np.zeros((2, 3)), "b": np.zeros(3)}, "max_norm": 1.0}, "gradients that are zero")


EXERCISE = Exercise(
    name="vanish.clip_by_global_norm",
    title="Clip gradients by their global norm",
    chapter=4,
    points=2,
    section=("clipping", "Clipping the gradient"),
    arguments={"grads": None, "max_norm": None},
    returns=(("grads", None), ("norm", "")),
    cases=cases,
    worked=clip_by_global_norm,
    reference=reference,
    tested="gradients above the limit, under it and exactly at it, huge and tiny ones, gradients that are all zero, "
    "one array and several, in float64 and float32",
    mistakes=load("vanish.clip_by_global_norm"),
)
