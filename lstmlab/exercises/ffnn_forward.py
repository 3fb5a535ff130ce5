"""Exercise ffnn.forward: one tanh layer and one linear layer, for a batch of rows."""

import numpy as np

from lstmlab.cells import feedforward
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def forward(x, W1, b1, W2, b2):
    a = x @ W1 + b1
    h = np.tanh(a)
    y = h @ W2 + b2
    return h, y


def _reference(x, W1, b1, W2, b2):
    y, cache = feedforward.forward(feedforward.Params(W1, b1, W2, b2), x)
    return cache.h, y


def _softmax_output(x, W1, b1, W2, b2):
    h = np.tanh(x @ W1 + b1)
    y = np.exp(h @ W2 + b2)
    return h, y / y.sum(axis=1, keepdims=True)


def _case(rng, label, n, d, h, k, dtype=np.float64):
    shapes = {"x": (n, d), "W1": (d, h), "b1": (h,), "W2": (h, k), "b2": (k,)}
    return Case({name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}, label)


def _cases(rng):
    yield _case(rng, "random numbers", 5, 3, 4, 2)
    yield _case(rng, "float32 numbers", 4, 2, 5, 3, np.float32)
    yield _case(rng, "one row and one hidden unit", 1, 3, 1, 2)
    yield _case(rng, "one input and one output", 3, 1, 4, 1)


EXERCISE = Exercise(
    name="ffnn.forward",
    title="The forward pass of a feed-forward network",
    chapter=1,
    points=2,
    section=("forward-pass", "The forward pass"),
    arguments={"x": "N D", "W1": "D H", "b1": "H", "W2": "H K", "b2": "K"},
    returns=(("h", "N H"), ("y", "N K")),
    cases=_cases,
    worked=forward,
    reference=_reference,
    isolate=("x", "b1", "b2"),
    tested="random weights in float64 and float32, a batch of one row, and layers of a single unit",
    mistakes=(
        Mistake(
            name="linear-hidden",
            behaves_like="one whose hidden layer has no tanh",
            question="What makes two layers more than one layer? Without it, W1 and W2 could be multiplied into one "
            "matrix.",
            pointer="Look at the line that makes h: something squashes the sum there.",
            edits=(("np.tanh(a)", "a"),),
        ),
        Mistake(
            name="h-before-tanh",
            behaves_like="one that returns the sum before tanh as h, although it computes y from tanh of it",
            question="Between which values must every number of h lie? And which values does your h have?",
            pointer="Check which variable you return first.",
            edits=(("return h, y", "return a, y"),),
        ),
        Mistake(
            name="output-from-sum",
            behaves_like="one whose output layer reads the sum before tanh instead of h",
            question="Which values travel from the hidden layer to the output layer?",
            pointer="Look at what stands in front of W2.",
            edits=(("y = h @ W2", "y = a @ W2"),),
        ),
        Mistake(
            name="tanh-output",
            behaves_like="one that squashes the output with tanh as well",
            question="Could your network ever answer 20 degrees?",
            pointer="The output layer of this network is linear: a product and a bias, nothing around them.",
            edits=(("y = h @ W2 + b2", "y = np.tanh(h @ W2 + b2)"),),
        ),
        Mistake(
            name="softmax-output",
            behaves_like="one with a softmax over the outputs",
            question="Do your outputs add up to 1 in every row? Should they?",
            pointer="Softmax belongs to the loss, which is the next exercise. Here the output layer is linear.",
            function=_softmax_output,
        ),
        Mistake(
            name="relu-output",
            behaves_like="one that cuts negative outputs off at zero",
            question="Could your network ever answer with a negative number?",
            pointer="The output layer of this network is linear: a product and a bias, nothing around them.",
            edits=(("y = h @ W2 + b2", "y = np.maximum(h @ W2 + b2, 0)"),),
        ),
        Mistake(
            name="sigmoid-output",
            behaves_like="one that squashes the output with the sigmoid",
            question="Could your network ever answer with a negative number?",
            pointer="The output layer of this network is linear: a product and a bias, nothing around them.",
            edits=(("y = h @ W2 + b2", "y = 1 / (1 + np.exp(-(h @ W2 + b2)))"),),
        ),
        Mistake(
            name="sigmoid-hidden",
            behaves_like="one that uses the sigmoid where tanh belongs",
            question="Which values can h take? With tanh, what comes out for a sum of 0?",
            pointer="The sigmoid lies between 0 and 1, tanh between -1 and 1.",
            edits=(("np.tanh(a)", "1 / (1 + np.exp(-a))"),),
        ),
        Mistake(
            name="relu-hidden",
            behaves_like="one that uses the rectifier (negative numbers become 0) where tanh belongs",
            question="Which values can h take? Can it be negative?",
            pointer="The hidden layer of this chapter uses tanh.",
            edits=(("np.tanh(a)", "np.maximum(a, 0)"),),
        ),
        Mistake(
            name="tanh-of-half",
            behaves_like="one that computes tanh(a / 2): a formula for tanh with exp(-a) where exp(-2a) belongs",
            question="Compare your formula with np.tanh at a = 1. Which of them grows faster?",
            pointer="tanh is (exp(a) - exp(-a)) / (exp(a) + exp(-a)). What happens when you divide both parts by "
            "exp(a)?",
            edits=(("np.tanh(a)", "np.tanh(a / 2)"),),
        ),
        Mistake(
            name="tanh-twice",
            behaves_like="one that sends the hidden values through tanh a second time on their way to the output",
            question="How often is each hidden value squashed?",
            pointer="h is tanh of the sum already. Look at what stands in front of W2.",
            edits=(("y = h @ W2", "y = np.tanh(h) @ W2"),),
        ),
        Mistake(
            name="b1-missing",
            behaves_like="one without the bias b1 of the hidden layer",
            question="What should h be for a row of zeros? And what is it in your function?",
            pointer="Count the terms inside tanh.",
            edits=((" + b1", ""),),
        ),
        Mistake(
            name="b2-missing",
            behaves_like="one without the bias b2 of the output layer",
            question="What should y be if all of h is zero? And what is it in your function?",
            pointer="Count the terms of the output layer.",
            edits=((" + b2", ""),),
        ),
        Mistake(
            name="b1-outside-tanh",
            behaves_like="one that adds b1 after tanh instead of inside it",
            question="Can your h be larger than 1?",
            pointer="Look at the brackets of tanh: what do they hold?",
            edits=(("a = x @ W1 + b1", "a = x @ W1"), ("np.tanh(a)", "np.tanh(a) + b1")),
        ),
        Mistake(
            name="b1-subtracted",
            behaves_like="one that subtracts b1",
            question="Which sign has the bias in the formula?",
            pointer="Look at the sign in front of b1.",
            edits=((" + b1", " - b1"),),
        ),
        Mistake(
            name="b2-subtracted",
            behaves_like="one that subtracts b2",
            question="Which sign has the bias in the formula?",
            pointer="Look at the sign in front of b2.",
            edits=((" + b2", " - b2"),),
        ),
    ),
)
