"""Exercise ffnn.softmax_cross_entropy: the loss of a choice among K, with its gradient, for logits of any size."""

import numpy as np

from lstmlab import losses
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def softmax_cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -log_p[rows, labels].mean()
    dlogits = np.exp(log_p)
    dlogits[rows, labels] -= 1
    return loss, dlogits / len(labels)


def cases(rng):
    def labels(n, k, dtype=np.int64):
        # All K labels in turn, in an order of their own: each column has its turn.
        return rng.permutation(np.arange(n) % k).astype(dtype)

    yield Case({"logits": 3 * numbers(rng, 5, 3), "labels": labels(5, 3)})
    yield Case({"logits": numbers(rng, 6, 4, dtype=np.float32), "labels": labels(6, 4)}, "float32 numbers")
    yield Case({"logits": numbers(rng, 1, 3), "labels": np.array([2])}, "a single row")
    yield Case({"logits": numbers(rng, 4, 2), "labels": np.array([1, 1, 1, 1])}, "the same label in every row")
    yield Case({"logits": numbers(rng, 3, 5), "labels": labels(3, 5, np.int32)}, "labels of type int32")
    yield Case({"logits": 1e-4 * numbers(rng, 5, 4), "labels": labels(5, 4)}, "logits that are nearly equal")
    yield Case({"logits": 20 * numbers(rng, 6, 4), "labels": labels(6, 4)}, "logits that lie far apart")
    large = np.array([[1000.0, 998.5, -1000.0], [0.3, -0.2, 0.1], [-1000.0, -1001.0, -1000.5], [0.5, 0.1, -0.4]])
    yield Case({"logits": large, "labels": np.array([1, 2, 0, 1])}, "logits of 1000 beside small rows")
    wrong = np.array([[1000.0, 0.0, -3.0], [0.2, 0.1, -0.3]])
    yield Case({"logits": wrong, "labels": np.array([1, 2])}, "a logit of 1000 on the wrong class")


EXERCISE = Exercise(
    name="ffnn.softmax_cross_entropy",
    title="Softmax and cross-entropy, with the gradient",
    chapter=1,
    points=2,
    section=("loss", "The loss"),
    arguments={"logits": "N K", "labels": "N"},
    returns=(("loss", ""), ("dlogits", "N K")),
    cases=cases,
    worked=softmax_cross_entropy,
    reference=losses.softmax_cross_entropy,
    tested="random logits in float64 and float32, a single row, logits that are nearly equal and far apart, and rows "
    "with logits of 1000 beside rows with small ones",
    mistakes=load("ffnn.softmax_cross_entropy"),
)
