"""Exercise gru.step_backward: one step of a GRU backward."""

import numpy as np

from lstmlab.cells import gru
from lstmlab.exercises import gate_orders
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def step_backward(dh, x, h_prev, r, z, n, W_x, W_h):
    W_hr, W_hz, W_hn = np.split(W_h, 3, axis=1)
    dz = dh * (n - h_prev)
    dn = dh * z
    da_n = dn * (1 - n**2)
    drh = da_n @ W_hn.T
    dr = drh * h_prev
    da_r = dr * r * (1 - r)
    da_z = dz * z * (1 - z)
    dh_prev = dh * (1 - z) + drh * r + da_r @ W_hr.T + da_z @ W_hz.T
    da = np.concatenate([da_r, da_z, da_n], axis=1)
    dW_h = np.concatenate([h_prev.T @ da_r, h_prev.T @ da_z, (r * h_prev).T @ da_n], axis=1)
    return {"x": da @ W_x.T, "h_prev": dh_prev, "W_x": x.T @ da, "W_h": dW_h, "b": da.sum(axis=0)}


# Where the worked answer takes and packs the gates.
SEEN = {"r": "h_prev.T @ da_r", "z": "h_prev.T @ da_z", "n": "(r * h_prev).T @ da_n"}


def order(wrong):
    """The edits that have another order in all three places: W_h is taken, da and dW_h are packed."""
    places = gate_orders.places("W_h{}, W_h{}, W_h{} =", "[da_{}, da_{}, da_{}]", right=gate_orders.GRU)(wrong)
    right = ", ".join(SEEN[gate] for gate in gate_orders.GRU)
    return *places, (right, ", ".join(SEEN[gate] for gate in wrong))


def order_in_some_places(wrong):
    taken, packed, packed_W = order(wrong)
    return (packed, packed_W), (packed,), (packed_W,), (taken,)


def reference(dh, x, h_prev, r, z, n, W_x, W_h):
    # b takes no part in the gradients.
    params = gru.Params(W_x, W_h, np.zeros(W_h.shape[1], W_h.dtype))
    dx, dstate, grads = gru.step_backward(params, gru.Cache(x, h_prev, r, z, n, None), gru.State(dh))
    return {"x": dx, "h_prev": dstate.h, **grads._asdict()}


def case(rng, label, n, d, h, dtype=np.float64, size=1):
    shapes = {"W_x": (d, 3 * h), "W_h": (h, 3 * h), "b": (3 * h,)}
    params = gru.Params(**{name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()})
    x, h_prev = 2 * numbers(rng, n, d, dtype=dtype), numbers(rng, n, h, dtype=dtype)
    _, cache = gru.step(params, x, gru.State(h_prev))
    inputs = {"dh": size * numbers(rng, n, h, dtype=dtype), "x": x, "h_prev": h_prev}
    return Case(inputs | {"r": cache.r, "z": cache.z, "n": cache.n, "W_x": params.W_x, "W_h": params.W_h}, label)


def cases(rng):
    yield case(rng, "random numbers", 3, 2, 4)
    yield case(rng, "float32 numbers", 2, 5, 3, np.float32)
    yield case(rng, "a single sequence", 1, 3, 5)
    yield case(rng, "one input and one hidden unit", 4, 1, 1)
    yield case(rng, "a gradient a thousand times as large", 3, 2, 4, size=1e3)
    yield case(rng, "a gradient a million times as small", 3, 2, 4, size=1e-6)


EXERCISE = Exercise(
    name="gru.step_backward",
    title="One step of a GRU backward",
    chapter=8,
    points=4,
    section=("gru-backward", "Backward"),
    arguments={
        "dh": "N H",
        "x": "N D",
        "h_prev": "N H",
        "r": "N H",
        "z": "N H",
        "n": "N H",
        "W_x": "D 3H",
        "W_h": "H 3H",
    },
    returns={"x": "N D", "h_prev": "N H", "W_x": "D 3H", "W_h": "H 3H", "b": "3H"},
    cases=cases,
    worked=step_backward,
    reference=reference,
    isolate=("x", "h_prev", "W_x", "W_h"),
    tested="r, z and n from the package's own step, old states that are not zero, in float64 and float32, a single "
    "sequence, a single unit, and gradients that are large and small",
    mistakes=load(
        "gru.step_backward",
        shared=("bptt",),
        insert={"orders": gate_orders.gru("takes or packs", order, also=order_in_some_places)},
    ),
)
