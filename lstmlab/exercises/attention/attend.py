"""Exercise attention.attend: a query looks at keys, and takes the mean of their values."""

import numpy as np

from lstmlab import attention
from lstmlab.exercises.attention.inputs import drawn
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def attend(query, keys, values, mask):
    scores = (keys * query).sum(axis=2) / np.sqrt(query.shape[1])
    scores = np.where(mask, scores, -np.inf)
    exps = np.exp(scores - scores.max(axis=0))
    weights = exps / exps.sum(axis=0)
    context = (weights[:, :, None] * values).sum(axis=0)
    return context, weights


def reference(query, keys, values, mask):
    contexts, weights = attention.forward(query[None], keys, values, mask)
    return contexts[0], weights[0]


def towards(query, keys, size):
    """Keys whose products with the query all have the sign of `size`, and are as large."""
    return size * np.sign(query) * (np.abs(keys) + 0.5)


def cases(rng):
    yield Case(drawn(rng, 5, 3, 4, 2, (5, 2, 4)), "strings of unequal length")
    yield Case(drawn(rng, 4, 2, 3, 5, (1, 4), np.float32), "float32 numbers")
    yield Case(drawn(rng, 6, 2, 5, 3), "nothing is masked")
    yield Case(drawn(rng, 1, 3, 4, 2), "a single key")
    yield Case(drawn(rng, 4, 1, 1, 1), "single numbers")
    holes = drawn(rng, 5, 2, 3, 4)
    holes["mask"] = np.array([[False, True], [True, False], [False, False], [True, True], [False, True]])
    yield Case(holes, "a mask with holes")
    large = drawn(rng, 4, 3, 5, 2, (4, 3, 2))
    large["keys"][:, 0] = towards(large["query"][0], large["keys"][:, 0], 2000)
    yield Case(large, "scores of a thousand in one sequence, small ones beside them")
    below = drawn(rng, 4, 2, 3, 5, (4, 3))
    below["keys"][:, 1] = towards(below["query"][1], below["keys"][:, 1], -3000)
    yield Case(below, "scores that are all far below zero in one sequence")
    yield Case(drawn(rng, 5, 2, 3, 4, (3, 5), size=1e-4, values=1e-5), "small numbers")
    yield Case(drawn(rng, 5, 2, 3, 4, (3, 5), values=1e5), "large values")
    beyond = drawn(rng, 4, 3, 2, 5, (2, 4, 3))
    beyond["keys"][2:, 0] = towards(beyond["query"][0], beyond["keys"][2:, 0], 3000)
    yield Case(beyond, "large numbers at padding")


EXERCISE = Exercise(
    name="attention.attend",
    title="Look, and take the mean of what is seen",
    chapter=13,
    points=3,
    section=("attention-by-hand", "Attention by hand"),
    arguments={"query": "N H", "keys": "S N H", "values": "S N V", "mask": "S N"},
    returns=(("context", "N V"), ("weights", "S N")),
    cases=cases,
    worked=attend,
    reference=reference,
    isolate=("query", "keys", "values"),
    tested="strings of unequal length, masks with holes, a single key, scores of a thousand beside small ones, large "
    "numbers at padding, and float32",
    mistakes=load("attention.attend"),
)
