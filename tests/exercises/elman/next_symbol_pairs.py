"""elman.next_symbol_pairs: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("elman.next_symbol_pairs")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def pairs_from_the_identity(indices, depth):
    return np.eye(depth)[indices[:-1]], indices[1:]


@right
def pairs_by_comparison(indices, depth):
    X = (np.asarray(indices)[:-1, None] == np.arange(depth)).astype(np.float32)
    return X, np.asarray(indices)[1:]


@right
def pairs_as_lists(indices, depth):
    X = [[1 if k == i else 0 for k in range(depth)] for i in indices[:-1]]
    return X, list(indices[1:])


@right
def pairs_by_fancy_index(indices, depth):
    n = len(indices) - 1
    X = np.zeros((n, depth), dtype=int)
    X[np.arange(n), indices[:n]] = 1
    return X, np.array(indices[1:], dtype=np.int64)


@right
def pairs_in_a_loop(indices, depth):
    X, Y = [], []
    for now, following in zip(indices, indices[1:]):  # noqa: B905, RUF007
        row = np.zeros(depth)
        row[now] = 1.0
        X.append(row)
        Y.append(following)
    return np.array(X), np.array(Y)


@right
def pairs_from_all_rows(indices, depth):
    one_hot = np.identity(depth)[np.array(indices)]
    return one_hot[:-1], one_hot.argmax(axis=1)[1:]


@right
def pairs_by_putting(indices, depth):
    X = np.zeros((len(indices) - 1, depth))
    np.put_along_axis(X, np.asarray(indices)[:-1, None], 1, axis=1)
    return [X, np.roll(indices, -1)[:-1]]


@wrong("target-is-the-input")
def _(indices, depth):
    X = np.eye(depth)[indices[:-1]]
    return X, X.argmax(axis=1)


@wrong("previous-symbol")
def _(indices, depth):
    return np.eye(depth)[indices[1:]], indices[:-1]


@wrong("depth-from-data", says="depth")
def _(indices, depth):
    return np.eye(len(set(indices.tolist())))[indices[:-1]], indices[1:]


@wrong(says="depth")
def _(indices, depth):
    return np.eye(indices.max() + 1)[indices[:-1]], indices[1:]


@wrong(says="too many")
def _(indices, depth):
    return np.eye(depth)[indices], indices[1:]


@wrong("all-symbols", says="too many")
def _(indices, depth):
    return np.eye(depth)[indices], np.roll(indices, -1)


@wrong(says="whole numbers")
def _(indices, depth):
    Y = np.zeros(len(indices) - 1)
    X = np.zeros((len(indices) - 1, depth))
    for t in range(len(Y)):
        X[t, indices[t]] = 1
        Y[t] = indices[t + 1]
    return X, Y


@wrong("one-hot-targets", says="Y")
def _(indices, depth):
    eye = np.eye(depth)
    return eye[indices[:-1]], eye[indices[1:]]


@wrong("row-never-cleared")
def _(indices, depth):
    row, X = np.zeros(depth), []
    for i in indices[:-1]:
        row[i] = 1
        X.append(row.copy())
    return np.array(X), indices[1:]


@wrong("whole-columns")
def _(indices, depth):
    X = np.zeros((len(indices) - 1, depth))
    X[:, indices[:-1]] = 1
    return X, indices[1:]


@wrong(says="X")
def _(indices, depth):
    return indices[:-1], indices[1:]


@wrong(says=("other order", "`Y`"))
def _(indices, depth):
    return indices[1:], np.eye(depth)[indices[:-1]]


@wrong("counted-from-one")
def _(indices, depth):
    X = np.zeros((len(indices) - 1, depth))
    for t in range(len(X)):
        X[t][indices[t] - 1] = 1
    return X, indices[1:]


ANSWERS.equivalent = {
    "`X = np.zeros((len(indices) - 1, depth))` -> `X = -np.zeros((len(indices) - 1, depth))`": (
        "minus zero equals zero"
    ),
    "`for t in range(len(indices) - 1):` -> `for t in list(range(len(indices) - 1))[::-1]:`": (
        "the rows are filled independently of each other"
    ),
    "`for t in range(len(indices) - 1):` -> `for t in reversed(range(len(indices) - 1)):`": (
        "the rows are filled independently of each other"
    ),
    "`Y = np.array(indices[1:])` -> `Y = indices[1:]`": "a slice holds the same numbers as its copy",
}


@wrong("symbols-so-far")
def _(indices, depth):
    X, row = [], np.zeros(depth)
    for symbol in indices[:-1]:
        row = row + (np.arange(depth) == symbol)
        X.append(row)
    return np.array(X).reshape(-1, depth), np.array(indices[1:])
