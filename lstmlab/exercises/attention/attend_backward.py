"""Exercise attention.attend_backward: from the gradient of the context to that of query, keys and values."""

import numpy as np

from lstmlab import attention
from lstmlab.exercises.attention.inputs import drawn
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def attend_backward(dcontext, query, keys, values, weights):
    dvalues = weights[:, :, None] * dcontext
    dweights = (values * dcontext).sum(axis=2)
    dscores = weights * (dweights - (weights * dweights).sum(axis=0))
    root = np.sqrt(query.shape[1])
    dquery = (dscores[:, :, None] * keys).sum(axis=0) / root
    dkeys = dscores[:, :, None] * query / root
    return {"query": dquery, "keys": dkeys, "values": dvalues}


def reference(dcontext, query, keys, values, weights):
    dquery, dkeys, dvalues = attention.backward(dcontext[None], query[None], keys, values, weights[None])
    return {"query": dquery[0], "keys": dkeys, "values": dvalues}


def given(rng, s, n, h, v, lengths=None, dtype=np.float64, size=1.0, values=1.0):
    """The arrays of a look that was taken: its weights are the reference's, whatever the learner's own would be."""
    arrays = drawn(rng, s, n, h, v, lengths, dtype, size, values)
    mask = arrays.pop("mask")
    weights = attention.forward(arrays["query"][None], arrays["keys"], arrays["values"], mask).weights[0]
    return {"dcontext": 2 * numbers(rng, n, v, dtype=dtype)} | arrays | {"weights": weights}


def cases(rng):
    yield Case(given(rng, 5, 3, 4, 2, (5, 2, 4)), "strings of unequal length")
    yield Case(given(rng, 4, 2, 3, 5, (1, 4), np.float32), "float32 numbers")
    yield Case(given(rng, 6, 2, 5, 3), "nothing is masked")
    yield Case(given(rng, 1, 3, 4, 2), "a single key")
    yield Case(given(rng, 4, 1, 1, 1), "single numbers")
    yield Case(given(rng, 5, 2, 3, 4, (3, 5), values=1e5), "large values")
    yield Case(given(rng, 5, 2, 3, 4, (3, 5), values=1e-6), "small values")


EXERCISE = Exercise(
    name="attention.attend_backward",
    title="The gradient of a look",
    chapter=13,
    points=4,
    section=("attention-backward", "The way back"),
    arguments={"dcontext": "N V", "query": "N H", "keys": "S N H", "values": "S N V", "weights": "S N"},
    returns={"query": "N H", "keys": "S N H", "values": "S N V"},
    cases=cases,
    worked=attend_backward,
    reference=reference,
    isolate=("query", "keys", "values"),
    tested="strings of unequal length, a single key, single numbers, values that are large and small, and float32; the "
    "weights are right ones, also where your own function for the forward pass is not",
    mistakes=load("attention.attend_backward"),
)
