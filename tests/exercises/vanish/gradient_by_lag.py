"""vanish.gradient_by_lag: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("vanish.gradient_by_lag")
right, wrong = ANSWERS.right, ANSWERS.wrong


def jacobian_by_loops(h, W_h):
    n = len(h)
    J = np.zeros((n, n))
    for j in range(n):
        for i in range(n):
            J[j, i] = (1 - h[j] ** 2) * W_h[i, j]
    return J


@right
def lags_with_jacobians(hs, W_h, dh_last):
    dh, norms = dh_last, []
    for h in hs[::-1]:
        norms.append(np.linalg.norm(dh))
        dh = dh @ jacobian_by_loops(h, W_h)
    return np.array(norms)


@right
def lags_as_a_list(hs, W_h, dh_last):
    norms = [float(np.sqrt(np.sum(dh_last**2)))]
    dh = dh_last.copy()
    for t in range(len(hs) - 1, 0, -1):
        dh = W_h @ (dh * (1 - hs[t] ** 2))
        norms.append(float(np.sqrt(np.sum(dh**2))))
    return norms


@right
def lags_by_time_and_reversed(hs, W_h, dh_last):
    T = hs.shape[0]
    dhs = np.zeros_like(hs)
    dhs[T - 1] = dh_last
    for t in range(T - 2, -1, -1):
        dhs[t] = (dhs[t + 1] * (1 - hs[t + 1] ** 2)) @ W_h.T
    return np.linalg.norm(dhs, axis=1)[::-1]


@right
def lags_with_a_product(hs, W_h, dh_last):
    product = np.eye(len(dh_last))
    norms = np.empty(len(hs))
    for lag, h in enumerate(reversed(hs)):
        norms[lag] = np.linalg.norm(dh_last @ product)
        product = product @ (np.diag(1 - h**2) @ W_h.T)
    return norms


@right
def lags_with_einsum_in_float32(hs, W_h, dh_last):
    dh, norms = dh_last.astype(np.float32), []
    for h in hs[::-1].astype(np.float32):
        norms.append(np.sqrt(np.dot(dh, dh)))
        dh = np.einsum("j,j,ij->i", dh, 1 - h * h, W_h.astype(np.float32))
    return np.array(norms, dtype=np.float32)


@right
def lags_by_recursion(hs, W_h, dh_last):
    here = [np.hypot.reduce(dh_last)]
    if len(hs) == 1:
        return here
    return here + list(lags_by_recursion(hs[:-1], W_h, (dh_last * (1 - hs[-1] ** 2)) @ W_h.T))


@wrong("ordered-by-time", says="reverse order")
def _(hs, W_h, dh_last):
    T = len(hs)
    norms = np.zeros(T)
    dh = dh_last
    for t in reversed(range(T)):
        norms[t] = np.linalg.norm(dh)
        dh = (dh * (1 - hs[t] ** 2)) @ W_h.T
    return norms


@wrong("derivative-at-the-old-state")
def _(hs, W_h, dh_last):
    dh = dh_last
    norms = [np.linalg.norm(dh)]
    for t in range(len(hs) - 2, -1, -1):
        dh = (dh * (1 - hs[t] ** 2)) @ W_h.T
        norms.append(np.linalg.norm(dh))
    return norms


@wrong("starts-one-step-back")
def _(hs, W_h, dh_last):
    norms = []
    dh = dh_last
    for h in hs[::-1]:
        dh = (dh * (1 - h**2)) @ W_h.T
        norms.append(np.linalg.norm(dh))
    return np.array(norms)


@wrong("W_h-not-transposed")
def _(hs, W_h, dh_last):
    norms = []
    dh = dh_last
    for h in hs[::-1]:
        norms.append(np.linalg.norm(dh))
        dh = W_h.T @ (dh * (1 - h**2))
    return np.array(norms)


@wrong("states-from-the-start")
def _(hs, W_h, dh_last):
    norms = []
    dh = dh_last
    for h in hs:
        norms.append(np.linalg.norm(dh))
        dh = (dh * (1 - h**2)) @ W_h.T
    return np.array(norms)


@wrong("norms-multiplied")
def _(hs, W_h, dh_last):
    norms = np.zeros(len(hs))
    norms[0] = np.linalg.norm(dh_last)
    for lag in range(1, len(hs)):
        h = hs[-lag]
        J = np.diag(1 - h**2) @ W_h.T
        norms[lag] = norms[lag - 1] * np.linalg.norm(J, 2)
    return norms


@wrong("norm-of-the-jacobians")
def _(hs, W_h, dh_last):
    J = np.eye(hs.shape[1])
    norms = []
    for h in hs[::-1]:
        norms.append(np.linalg.norm(J, 2))
        J = J @ (np.diag(1 - h**2) @ W_h.T)
    return np.array(norms)


@wrong("dh_last-changed-in-place", says="dh_last")
def _(hs, W_h, dh_last):
    dh = dh_last
    norms = np.zeros(len(hs))
    for lag in range(len(hs)):
        norms[lag] = np.linalg.norm(dh)
        dh *= 1 - hs[len(hs) - 1 - lag] ** 2
        dh = dh @ W_h.T
    return norms


@wrong(says="(T,)")
def _(hs, W_h, dh_last):
    # One norm too few: the loop leaves the last state out, and nothing stands for it.
    dh = dh_last
    norms = []
    for t in range(len(hs) - 1, 0, -1):
        dh = (dh * (1 - hs[t] ** 2)) @ W_h.T
        norms.append(np.linalg.norm(dh))
    return np.array(norms)


@wrong(says="shape")
def _(hs, W_h, dh_last):
    dhs = [dh_last]
    for t in range(len(hs) - 1, 0, -1):
        dhs.append((dhs[-1] * (1 - hs[t] ** 2)) @ W_h.T)
    return np.array(dhs)


@wrong("squared-length", "tanh-derivative-missing")
def _(hs, W_h, dh_last):
    dh, norms = dh_last, []
    for _ in range(len(hs)):
        norms.append(np.sum(dh**2))
        dh = dh @ W_h.T
    return np.array(norms)


@wrong(says="right at the first step along T only")
def _(hs, W_h, dh_last):
    # Half of the gradient is lost at every step: no known mistake.
    dh, norms = dh_last, []
    for h in hs[::-1]:
        norms.append(np.linalg.norm(dh))
        dh = 0.5 * (dh * (1 - h**2)) @ W_h.T
    return np.array(norms)


@wrong("clipped-on-the-way")
def _(hs, W_h, dh_last):
    dh, norms = dh_last, []
    for h in hs[::-1]:
        norms.append(np.sqrt(dh @ dh))
        dh = np.minimum(np.maximum(W_h @ (dh * (1 - h**2)), -5), 5)
    return np.array(norms)


@wrong("twice-the-state")
def _(hs, W_h, dh_last):
    dh, norms = dh_last, []
    for h in hs[::-1]:
        norms.append(np.sqrt(dh @ dh))
        dh = W_h @ (dh * -2 * h)
    return np.array(norms)


@wrong("derivative-from-the-sum")
def _(hs, W_h, dh_last):
    dh, norms = dh_last, []
    for h in hs[::-1]:
        norms.append(np.sqrt(dh @ dh))
        dh = W_h @ (dh * (1 - np.arctanh(h) ** 2))
    return np.array(norms)


@wrong("starts-at-lag-1")
def _(hs, W_h, dh_last):
    norms, dh = np.zeros(len(hs)), dh_last
    for lag in range(1, len(hs)):
        norms[lag] = np.linalg.norm(dh)
        dh = (dh * (1 - hs[-1 - lag] ** 2)) @ W_h.T
    return norms


@wrong("mean-of-sizes")
def _(hs, W_h, dh_last):
    dh, found = dh_last, []
    for h in hs[::-1]:
        found.append(np.mean(np.abs(dh)))
        dh = W_h @ (dh * (1 - h**2))
    return np.array(found)


ANSWERS.equivalent = {
    "`norms = np.zeros(T)` -> `norms = -np.zeros(T)`": "every number is overwritten",
    "`norms = np.zeros(T)` -> `norms = np.ones(T)`": "every number is overwritten in the loop",
    "`da = dh * (1 - hs[T - 1 - lag] ** 2)` -> `da = -(dh * (1 - hs[T - 1 - lag] ** 2))`": (
        "the length of a vector does not depend on its sign"
    ),
    "`da = dh * (1 - hs[T - 1 - lag] ** 2)` -> `da = dh * (hs[T - 1 - lag] ** 2 - 1)`": (
        "the length of a vector does not depend on its sign"
    ),
    "`da = dh * (1 - hs[T - 1 - lag] ** 2)` -> `da = dh * -(1 - hs[T - 1 - lag] ** 2)`": (
        "the length of a vector does not depend on its sign"
    ),
    "`dh = da @ W_h.T` -> `dh = -(da @ W_h.T)`": "the length of a vector does not depend on its sign",
    "`dh = da @ W_h.T` -> `dh = da.T @ W_h.T`": "a vector is its own transpose",
    "`dh = da @ W_h.T` -> `dh = (da @ W_h.T).T`": "a vector is its own transpose",
}


@wrong("logarithm")
def _(hs, W_h, dh_last):
    found, dh = [], dh_last
    for h in hs[::-1]:
        found.append(np.log10(np.sqrt((dh**2).sum())))
        dh = dh * (1 - h**2) @ W_h.T
    return np.array(found)
