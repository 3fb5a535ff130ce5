"""vanish.jacobian: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("vanish.jacobian")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def jacobian_by_loops(h, W_h):
    n = len(h)
    J = np.zeros((n, n))
    for j in range(n):
        for i in range(n):
            J[j, i] = (1 - h[j] ** 2) * W_h[i, j]
    return J


@right
def jacobian_with_a_diagonal(h, W_h):
    return np.diag(1 - h * h) @ W_h.T


@right
def jacobian_transposed_at_the_end(h, W_h):
    return (W_h * (1 - h**2)).T


@right
def jacobian_with_einsum(h, W_h):
    return np.einsum("j,ij->ji", 1 - h**2, W_h)


@right
def jacobian_as_a_list_of_rows(h, W_h):
    return [(1 - h[j] ** 2) * W_h[:, j] for j in range(h.size)]


@right
def jacobian_in_float32(h, W_h):
    return ((1 + h) * (1 - h)).reshape(-1, 1).astype(np.float32) * np.transpose(W_h).astype(np.float32)


@wrong("transposed", says="transposed")
def _(h, W_h):
    return W_h * (1 - h**2)


@wrong("W_h-not-transposed")
def _(h, W_h):
    return np.diag(1 - h**2) @ W_h


@wrong("derivative-of-the-old-unit")
def _(h, W_h):
    return W_h.T * (1 - h**2)


@wrong("derivative-of-the-old-unit")
def _(h, W_h):
    return W_h.T @ np.diag(1 - h**2)


@wrong("tanh-derivative-missing")
def _(h, W_h):
    return W_h.T


@wrong("tanh-twice")
def _(h, W_h):
    return np.diag(1 - np.tanh(h) ** 2) @ W_h.T


@wrong("product-instead-of-rows", says="(H, H)")
def _(h, W_h):
    return W_h @ (1 - h**2)


@wrong("weights-as-they-are")
def _(h, W_h):
    return W_h


@wrong("tanh-twice", "W_h-not-transposed")
def _(h, W_h):
    return (1 - np.tanh(h) ** 2).reshape(-1, 1) * W_h


@wrong("diagonal-only")
def _(h, W_h):
    J = np.zeros_like(W_h)
    for j in range(len(h)):
        J[j, j] = (1 - h[j] ** 2) * W_h[j, j]
    return J


@wrong(says="W_h")
def _(h, W_h):
    W_h *= 1 - h**2
    return W_h.T


@wrong(says="2 times too large")
def _(h, W_h):
    return 2 * np.diag(1 - h**2) @ W_h.T


@wrong("twice-the-state")
def _(h, W_h):
    return np.diag(-2 * h) @ W_h.T


@wrong("derivative-from-the-sum")
def _(h, W_h):
    return np.diag(1 - np.arctanh(h) ** 2) @ W_h.T


@wrong("identity-added")
def _(h, W_h):
    J = np.diag(1 - h**2) @ W_h.T
    J[np.diag_indices(len(h))] += 1
    return J


@wrong("derivative-at-the-next-state")
def _(h, W_h):
    return np.diag(1 - np.tanh(W_h.T @ h) ** 2) @ W_h.T
