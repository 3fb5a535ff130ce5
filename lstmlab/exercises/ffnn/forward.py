"""Exercise ffnn.forward: one tanh layer and one linear layer, for a batch of rows."""

import numpy as np

from lstmlab.cells import feedforward
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def forward(x, W1, b1, W2, b2):
    a = x @ W1 + b1
    h = np.tanh(a)
    y = h @ W2 + b2
    return h, y


def reference(x, W1, b1, W2, b2):
    y, cache = feedforward.forward(feedforward.Params(W1, b1, W2, b2), x)
    return cache.h, y


def case(rng, label, n, d, h, k, dtype=np.float64, size=1):
    shapes = {"x": (n, d), "W1": (d, h), "b1": (h,), "W2": (h, k), "b2": (k,)}
    drawn = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
    return Case(drawn | {name: size * drawn[name] for name in ("x", "b1", "b2")}, label)


def cases(rng):
    yield case(rng, "random numbers", 5, 3, 4, 2)
    yield case(rng, "float32 numbers", 4, 2, 5, 3, np.float32)
    yield case(rng, "one row and one hidden unit", 1, 3, 1, 2)
    yield case(rng, "one input and one output", 3, 1, 4, 1)
    yield case(rng, "large numbers", 4, 3, 5, 2, size=100)
    yield case(rng, "small numbers", 4, 3, 5, 2, size=1e-6)


EXERCISE = Exercise(
    name="ffnn.forward",
    title="The forward pass of a feed-forward network",
    chapter=1,
    points=2,
    section=("forward-pass", "The forward pass"),
    arguments={"x": "N D", "W1": "D H", "b1": "H", "W2": "H K", "b2": "K"},
    returns=(("h", "N H"), ("y", "N K")),
    cases=cases,
    worked=forward,
    reference=reference,
    isolate=("x", "b1", "b2"),
    tested="random weights in float64 and float32, a batch of one row, layers of a single unit, and numbers that are "
    "large and small",
    mistakes=load("ffnn.forward"),
)
