"""Exercise vanish.gradient_by_lag: how much of a gradient is left, step by step back."""

import numpy as np

from lstmlab import unroll
from lstmlab.cells import elman
from lstmlab.exercises.bptt import inputs
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def gradient_by_lag(hs, W_h, dh_last):
    T = len(hs)
    norms = np.zeros(T)
    dh = dh_last
    for lag in range(T):
        norms[lag] = np.linalg.norm(dh)
        da = dh * (1 - hs[T - 1 - lag] ** 2)
        dh = da @ W_h.T
    return norms


def reference(hs, W_h, dh_last):
    # Each step of the package's backward pass, one after the other; the inputs take no part in it.
    params = inputs.params(np.zeros((1, len(W_h)), W_h.dtype), W_h)
    xs, states = np.zeros((len(hs), 1, 1), hs.dtype), hs[:, None]
    trace = inputs.trace(xs, states, np.zeros_like(states[0]))
    state, norms = elman.State(dh_last[None]), []
    for cache in reversed(trace.caches):
        norms.append(np.linalg.norm(state.h))
        _, state, _ = elman.step_backward(params, cache, state)
    return np.array(norms)


def case(rng, label, t, h, size=1.0, dtype=np.float64, last=2):
    params = elman.Params(numbers(rng, 2, h, dtype=dtype), dtype(size) * numbers(rng, h, h, dtype=dtype), None)
    params = params._replace(b=numbers(rng, h, dtype=dtype))
    trace = unroll.forward(
        elman, params, numbers(rng, t, 1, 2, dtype=dtype), elman.State(numbers(rng, 1, h, dtype=dtype))
    )
    return Case({"hs": trace.hs[:, 0], "W_h": params.W_h, "dh_last": last * numbers(rng, h, dtype=dtype)}, label)


def cases(rng):
    yield case(rng, "random numbers", 6, 4)
    yield case(rng, "float32 numbers", 5, 3, dtype=np.float32)
    yield case(rng, "large weights", 7, 5, 2.5)
    yield case(rng, "a sequence of one step", 1, 3)
    yield case(rng, "a sequence of two steps", 2, 3)
    yield case(rng, "a single unit", 6, 1)
    yield case(rng, "a gradient a thousand times as large", 6, 4, last=2e3)
    yield case(rng, "a gradient a million times as small", 6, 4, last=2e-6)


EXERCISE = Exercise(
    name="vanish.gradient_by_lag",
    title="The gradient, lag by lag",
    chapter=4,
    points=3,
    section=("gradient-by-lag", "The gradient by lag"),
    arguments={"hs": "T H", "W_h": "H H", "dh_last": "H"},
    returns="T",
    cases=cases,
    worked=gradient_by_lag,
    reference=reference,
    isolate=("hs",),
    tested="states from the package's own forward pass, small and large weights, float32, sequences of one and two "
    "steps, a single unit, and gradients that are large and small",
    mistakes=load("vanish.gradient_by_lag", shared=("bptt",)),
)
