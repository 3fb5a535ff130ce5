"""Exercise ffnn.backward: the gradients of all weights, by hand."""

import numpy as np

from lstmlab.cells import feedforward
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def backward(x, h, dy, W2):
    dW2 = h.T @ dy
    db2 = dy.sum(axis=0)
    dh = dy @ W2.T
    da = dh * (1 - h**2)
    dW1 = x.T @ da
    db1 = da.sum(axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def _reference(x, h, dy, W2):
    # W1, b1 and b2 take no part in the gradients of the weights.
    n_in, (n_hidden, n_out) = x.shape[1], W2.shape
    W1, b1, b2 = (np.zeros(shape, W2.dtype) for shape in [(n_in, n_hidden), n_hidden, n_out])
    _, grads = feedforward.backward(feedforward.Params(W1, b1, W2, b2), feedforward.Cache(x, h), dy)
    return grads._asdict()


def _case(rng, label, n, d, h, k, dtype=np.float64):
    shapes = {"W1": (d, h), "b1": (h,), "W2": (h, k), "b2": (k,)}
    params = feedforward.Params(**{name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()})
    x = 2 * numbers(rng, n, d, dtype=dtype)
    _, cache = feedforward.forward(params, x)
    return Case({"x": x, "h": cache.h, "dy": numbers(rng, n, k, dtype=dtype), "W2": params.W2}, label)


def _cases(rng):
    yield _case(rng, "random numbers", 5, 3, 4, 2)
    yield _case(rng, "float32 numbers", 4, 2, 5, 3, np.float32)
    yield _case(rng, "a batch of one row", 1, 3, 4, 2)
    yield _case(rng, "layers of a single unit", 3, 1, 1, 1)


EXERCISE = Exercise(
    name="ffnn.backward",
    title="Backpropagation through two layers",
    chapter=1,
    points=3,
    section=("backpropagation", "Backpropagation by hand"),
    arguments={"x": "N D", "h": "N H", "dy": "N K", "W2": "H K"},
    returns={"W1": "D H", "b1": "H", "W2": "H K", "b2": "K"},
    cases=_cases,
    worked=backward,
    reference=_reference,
    isolate=("x", "h", "W2"),
    tested="h from the package's own forward pass, in float64 and float32, a batch of one row, and layers of a "
    "single unit",
    mistakes=(
        Mistake(
            name="tanh-derivative-missing",
            behaves_like="one that passes the error through the hidden layer without the derivative of tanh",
            question="The error arrives at h. What stands between h and the sum x W1 + b1?",
            pointer="Each function that the forward pass applies puts its own derivative into the backward pass.",
            edits=((" * (1 - h**2)", ""),),
        ),
        Mistake(
            name="tanh-twice",
            behaves_like="one that uses 1 - tanh(h)^2, although h already is tanh of the sum",
            question="What is h: the sum before tanh, or its result?",
            pointer="The derivative 1 - tanh(a)^2 is written with the sum a. Write it with h = tanh(a).",
            edits=(("1 - h**2", "1 - np.tanh(h) ** 2"),),
        ),
        Mistake(
            name="sigmoid-derivative",
            behaves_like="one that uses h (1 - h), the derivative of the sigmoid",
            question="Which function made h?",
            pointer="For a hidden value of 0, tanh is at its steepest. What does your factor give there?",
            edits=(("(1 - h**2)", "h * (1 - h)"),),
        ),
        Mistake(
            name="square-missing",
            behaves_like="one that uses 1 - h where 1 - h^2 belongs",
            question="tanh is as steep at -2 as at 2. Does your factor say so too?",
            pointer="Look at the power of h in the derivative.",
            edits=(("1 - h**2", "1 - h"),),
        ),
        Mistake(
            name="square-outside",
            behaves_like="one that uses (1 - h)^2 where 1 - h^2 belongs",
            question="tanh is as steep at -2 as at 2. Does your factor say so too?",
            pointer="What exactly is squared in the derivative? Look at the brackets.",
            edits=(("1 - h**2", "(1 - h) ** 2"),),
        ),
        Mistake(
            name="relu-derivative",
            behaves_like="one that uses the derivative of the rectifier: 1 where h is positive, else 0",
            question="Which function made h?",
            pointer="The hidden layer uses tanh, and its slope is hardly ever exactly 0 or 1.",
            edits=(("(1 - h**2)", "(h > 0)"),),
        ),
        Mistake(
            name="derivative-squared",
            behaves_like="one that multiplies by the derivative of tanh twice",
            question="How many times did the forward pass apply tanh to a hidden unit?",
            pointer="Find the two places where your factor 1 - h^2 enters.",
            edits=(("(1 - h**2)", "(1 - h**2) ** 2"),),
        ),
        Mistake(
            name="b1-before-derivative",
            behaves_like="one whose gradient of b1 is taken from the error at h, before the derivative of tanh",
            question="b1 is added inside tanh. Which error belongs to the inside?",
            pointer="W1 and b1 stand in the same sum, so both use the same error.",
            edits=(("da.sum(axis=0)", "dh.sum(axis=0)"),),
        ),
        Mistake(
            name="W1-before-derivative",
            behaves_like="one whose gradient of W1 is taken from the error at h, before the derivative of tanh",
            question="W1 works inside tanh. Which error belongs to the inside?",
            pointer="W1 and b1 stand in the same sum, so both use the same error.",
            edits=(("x.T @ da", "x.T @ dh"),),
        ),
        Mistake(
            name="W2-with-derivative",
            behaves_like="one that puts 1 - h^2 in place of h into the gradient of W2",
            question="In y = h W2 + b2, what is W2 multiplied by?",
            pointer="The output layer is linear. No derivative of tanh belongs to its weights.",
            edits=(("h.T @ dy", "(1 - h**2).T @ dy"),),
        ),
        Mistake(
            name="biases-averaged",
            behaves_like="one that averages the bias gradients over the rows instead of summing them",
            question="The same bias is added to every row. When the paths of a variable join, are the gradients "
            "averaged or added?",
            pointer="Any mean is in dy already. Look at what you do with the N rows in the gradients of b1 and b2.",
            edits=(("dy.sum(axis=0)", "dy.mean(axis=0)"), ("da.sum(axis=0)", "da.mean(axis=0)")),
        ),
        Mistake(
            name="b1-averaged",
            behaves_like="one that averages the gradient of b1 over the rows instead of summing it",
            question="You sum over the rows for b2. Why not for b1?",
            pointer="The same bias is added to every row, so the gradients of all rows are added.",
            edits=(("da.sum(axis=0)", "da.mean(axis=0)"),),
        ),
        Mistake(
            name="b2-averaged",
            behaves_like="one that averages the gradient of b2 over the rows instead of summing it",
            question="You sum over the rows for b1. Why not for b2?",
            pointer="The same bias is added to every row, so the gradients of all rows are added.",
            edits=(("dy.sum(axis=0)", "dy.mean(axis=0)"),),
        ),
        Mistake(
            name="divided-by-n",
            behaves_like="one that divides all gradients by the number of rows",
            question="Where is the mean over the rows taken: in the loss, or here?",
            pointer="dy is the gradient of the whole loss. If the loss is a mean, dy contains the 1/N already.",
            edits=(("dy, W2):", "dy, W2):\n    dy = dy / len(x)"),),
        ),
        Mistake(
            name="weights-divided-by-n",
            behaves_like="one that divides the gradients of W1 and W2, but not of the biases, by the number of rows",
            question="Where is the mean over the rows taken: in the loss, or here?",
            pointer="dy is the gradient of the whole loss. If the loss is a mean, dy contains the 1/N already.",
            edits=(("h.T @ dy", "h.T @ dy / len(x)"), ("x.T @ da", "x.T @ da / len(x)")),
        ),
        Mistake(
            name="doubled",
            behaves_like="one with an extra factor 2 in all gradients",
            question="Does the 2 from the derivative of a square belong here, or is it in dy already?",
            pointer="dy is given. It needs no factor any more.",
            edits=(("dy, W2):", "dy, W2):\n    dy = 2 * dy"),),
        ),
        Mistake(
            name="negated",
            behaves_like="one that returns the gradients with a minus sign",
            question="Do you return the gradient, or the step that gradient descent takes?",
            pointer="The minus sign belongs to the update of the weights, later.",
            edits=(("dy, W2):", "dy, W2):\n    dy = -dy"),),
        ),
        Mistake(
            name="last-row-only",
            behaves_like="one that keeps the gradient of the last row alone",
            question="What happens to the first row's gradient when your loop comes to the second row?",
            pointer="Is it `=` or `+=`?",
            edits=(("dy, W2):", "dy, W2):\n    x, h, dy = x[-1:], h[-1:], dy[-1:]"),),
        ),
        Mistake(
            name="first-row-only",
            behaves_like="one that uses the first row alone",
            question="How many rows does your function look at?",
            pointer="Does your `return` stand inside the loop, or do you take row 0 somewhere?",
            edits=(("dy, W2):", "dy, W2):\n    x, h, dy = x[:1], h[:1], dy[:1]"),),
        ),
    ),
)
