"""The small net of the gradient-check lab: its loss, its numerical gradients, its backward pass and known bugs of it.

    h_t = tanh(x_t W_x + h_{t-1} W_h + b),    L = sum over t of <G_t, h_t>,    N = 2, D = 2, H = 3

Every sum is taken term after term, in float32 or float64, and tanh is `even_tanh`: the browser's numbers are the same
bit for bit, rounding errors included.
"""

import numpy as np

from lstmlab.figures.runtime.even import even_tan, even_tanh
from lstmlab.shapes import Array

N, D, H, MOST = 2, 2, 3, 6
NAMES = ("W_x", "W_h", "b")

# What can be wrong in a backward pass, and how it is called in the figure. "" is the right one.
BUGS = {
    "": "the right backward pass",
    "tanh twice": "1 − tanh(h)² for 1 − h²",
    "no slope": "tanh' left out",
    "slope before": "slope at h before the step",
    "now": "h after the step in dW_h",
    "zero start": "first state taken as zero",
    "index": "index −1 read at the first step",
    "input": "x one step early in dW_x",
    "present": "gradient from the future left out",
    "future": "only the gradient from the future",
    "skip": "tanh' left out on the way back",
    "twice": "gradient from the future doubled",
    "transpose": "W_h not transposed on the way back",
    "turned": "dW_h transposed",
    "overwrite": "= for += in the sums",
    "first": "first step left out",
    "mean steps": "averaged over the steps",
    "mean batch": "bias averaged over the batch",
}

# The right backward pass with NumPy, and what each bug is in it: (line, line of the bug). It finds the errors of all
# steps first and adds up afterwards: the exercise of chapter 3 asks for both in one loop, and its solution is not to be
# read here.
CODE = """\
def backward(G, xs, hs, h0, W_h):
    before = [h0, *hs[:-1]]
    dW_x, dW_h, db, future, errors = 0, 0, 0, 0, []
    for g, h in zip(G[::-1], hs[::-1]):
        dh = g + future
        da = dh * (1 - h ** 2)
        future = da @ W_h.T
        errors.append(da)
    for e, x, h in zip(errors, xs[::-1], before[::-1]):
        dW_x += x.T @ e
        dW_h += h.T @ e
        db += e.sum(axis=0)
    return dW_x, dW_h, db
"""
_BEFORE, _DH, _DA = "before = [h0, *hs[:-1]]", "dh = g + future", "da = dh * (1 - h ** 2)"
_BACK, _WALK, _ADD = (
    "future = da @ W_h.T",
    "for g, h in zip(G[::-1], hs[::-1]):",
    "for e, x, h in zip(errors, xs[::-1], before[::-1]):",
)
_X, _H, _B = "dW_x += x.T @ e", "dW_h += h.T @ e", "db += e.sum(axis=0)"
EDITS: dict[str, list[tuple[str, str]]] = {
    "": [],
    "tanh twice": [(_DA, "da = dh * (1 - np.tanh(h) ** 2)")],
    "no slope": [(_DA, "da = dh")],
    "slope before": [(_WALK, "for g, h in zip(G[::-1], before[::-1]):")],
    "now": [(_ADD, "for e, x, h in zip(errors, xs[::-1], hs[::-1]):")],
    "zero start": [(_BEFORE, "before = [0 * h0, *hs[:-1]]")],
    "index": [(_BEFORE, "before = [hs[t - 1] for t in range(len(hs))]")],
    "input": [(_ADD, "for e, x, h in zip(errors, [*xs[-2::-1], xs[-1]], before[::-1]):")],
    "present": [(_DH, "dh = g")],
    "future": [(_DH, "dh = future if errors else g")],
    "skip": [(_BACK, "future = dh @ W_h.T")],
    "twice": [(_DH, "dh = g + 2 * future")],
    "transpose": [(_BACK, "future = da @ W_h")],
    "turned": [(_H, "dW_h += e.T @ h")],
    "overwrite": [(line, line.replace("+=", "=")) for line in (_X, _H, _B)],
    "first": [(_WALK, "for g, h in zip(G[:0:-1], hs[:0:-1]):")],
    "mean steps": [("return dW_x, dW_h, db", "return dW_x / len(xs), dW_h / len(xs), db / len(xs)")],
    "mean batch": [(_B, "db += e.mean(axis=0)")],
}


def _numbers(start: int, *shape: int) -> Array:
    # Between -0.75 and 0.75, without an order that matters; the page has them from here.
    count = int(np.prod(shape))
    return np.array([((11 * k**3 + 7 * k * k + 3 * k) % 31 - 15) / 20 for k in range(start, start + count)]).reshape(
        shape
    )


DATA = {
    "xs": _numbers(0, MOST, N, D),
    "G": _numbers(24, MOST, N, H),
    "h0": _numbers(60, N, H),
    "W_x": _numbers(66, D, H),
    "W_h": _numbers(72, H, H),
    "b": _numbers(81, H),
}

# The weights one after another: W_x row by row, W_h row by row, b.
SIZES = {"W_x": D * H, "W_h": H * H, "b": H}


def weights(scale: float, dtype: type) -> Array:
    """All weights as one row (18,), scaled and then rounded to the precision."""
    return (scale * np.concatenate([DATA[name].ravel() for name in NAMES])).astype(dtype)


def numerical(row: Array, xs: Array, h0: Array, G: Array, method: str, eps: float) -> Array:
    """dL/dw for each of the weights, (18,), from values of the loss alone.

    Args:
        row: the weights; xs, h0, G: the rest of the net, in the same precision.
        method: "central" or "complex". eps: the step.
    """
    step = row.dtype.type(eps)
    moves = step * np.eye(len(row), dtype=row.dtype)
    if method == "complex":
        _, imaginary = _loss(np.broadcast_to(row, moves.shape), moves, xs, h0, G)
        derivative: Array = imaginary / step
        return derivative
    up, _ = _loss(row + moves, np.zeros_like(moves), xs, h0, G)
    down, _ = _loss(row - moves, np.zeros_like(moves), xs, h0, G)
    derivative = (up - down) / (step + step)
    return derivative


def _loss(real: Array, imaginary: Array, xs: Array, h0: Array, G: Array) -> tuple[Array, Array]:
    """Loss of P nets at once, weights (P, 18), as real and imaginary part (P,)."""
    ends = np.cumsum([SIZES[name] for name in NAMES])[:-1]
    shapes = ((-1, D, H), (-1, H, H), (-1, H))
    Wx, Wh, b = (part.reshape(shape) for part, shape in zip(np.split(real, ends, axis=1), shapes, strict=True))
    Vx, Vh, c = (part.reshape(shape) for part, shape in zip(np.split(imaginary, ends, axis=1), shapes, strict=True))
    h = np.broadcast_to(h0, (len(real), N, H))
    k = np.zeros_like(h)
    total, other = np.zeros(len(real), real.dtype), np.zeros(len(real), real.dtype)
    for x, g in zip(xs, G, strict=True):
        p, q = np.broadcast_to(b[:, None], h.shape), np.broadcast_to(c[:, None], h.shape)
        for d in range(D):
            p, q = p + x[:, d, None] * Wx[:, d, None], q + x[:, d, None] * Vx[:, d, None]
        for j in range(H):
            hj, kj, wj, vj = h[:, :, j, None], k[:, :, j, None], Wh[:, j, None], Vh[:, j, None]
            p, q = p + (hj * wj - kj * vj), q + (hj * vj + kj * wj)
        t, u = even_tanh(p), even_tan(q)
        tt, uu, one = t * t, u * u, real.dtype.type(1)
        h, k = t * (one + uu) / (one + tt * uu), u * (one - tt) / (one + tt * uu)
        for n in range(N):
            for j in range(H):
                total, other = total + g[n, j] * h[:, n, j], other + g[n, j] * k[:, n, j]
    return total, other


def backward(bug: str, row: Array, hs: list[Array], xs: Array, h0: Array, G: Array) -> Array:
    """Backpropagation through time with one of the bugs: dL/dw for each of the weights, (18,).

    Args:
        bug: a key of BUGS. hs: the states h_1 ... h_T. row, xs, h0, G: as in `numerical`.
    """
    one, T = row.dtype.type(1), len(xs)
    W_h = row[SIZES["W_x"] : SIZES["W_x"] + SIZES["W_h"]].reshape(H, H)
    into = W_h if bug == "transpose" else W_h.T
    sums = np.zeros_like(row)
    future = np.zeros_like(h0)
    for t in reversed(range(1 if bug == "first" else 0, T)):
        before, h = hs[t - 1] if t > 0 else h0, hs[t]
        own = G[t] if bug != "future" or t == T - 1 else np.zeros_like(h0)
        dh = own + {"present": np.zeros_like(h0), "twice": future + future}.get(bug, future)
        seen = {"tanh twice": even_tanh(h), "slope before": before}.get(bug, h)
        da = dh if bug == "no slope" else dh * (one - seen * seen)
        if bug == "now":
            before = h
        elif t == 0 and bug in ("zero start", "index"):
            before = np.zeros_like(h0) if bug == "zero start" else hs[-1]
        x = xs[t - 1] if bug == "input" else xs[t]  # at the first step the index -1, the last input
        dW_h = _outer(da, before) if bug == "turned" else _outer(before, da)
        db = _over_batch(da)
        if bug == "mean batch":
            db = db / row.dtype.type(N)
        grads = np.concatenate([_outer(x, da).ravel(), dW_h.ravel(), db])
        sums = grads if bug == "overwrite" else sums + grads
        back = dh if bug == "skip" else da
        future = back[:, 0, None] * into[0]
        for j in range(1, H):
            future = future + back[:, j, None] * into[j]
    return sums / row.dtype.type(T) if bug == "mean steps" else sums


def _over_batch(terms: Array) -> Array:
    total: Array = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def _outer(left: Array, right: Array) -> Array:
    return _over_batch(left[:, :, None] * right[:, None])


def states(row: Array, xs: Array, h0: Array) -> list[Array]:
    """h_1 to h_T of the net, each (N, H)."""
    W_x, W_h = row[: SIZES["W_x"]].reshape(D, H), row[SIZES["W_x"] : -H].reshape(H, H)
    h, found = h0, []
    for x in xs:
        a = np.broadcast_to(row[-H:], h.shape)
        for d in range(D):
            a = a + x[:, d, None] * W_x[d]
        for j in range(H):
            a = a + h[:, j, None] * W_h[j]
        h = even_tanh(a)
        found.append(h)
    return found
