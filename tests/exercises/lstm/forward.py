"""lstm.forward: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers, changed
from tests.exercises.lstm import cells

ANSWERS = Answers("lstm.forward")
right, wrong = ANSWERS.right, ANSWERS.wrong


def sigmoid(a):
    # As most people write it: for large negative a the exponential is infinite, and the result is still right.
    return 1 / (1 + np.exp(-a))


def _cell(z, c):
    i, f, g, o = np.split(z, 4, axis=-1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def forward_with_lists(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for x in xs:
        h, c = _cell(x @ W_x + h @ W_h + b, c)
        hs.append(h)
        cs.append(c)
    return hs, cs


def step(x, h, c, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


right(forward_with_lists)


@right
def forward_with_inputs_first(xs, h0, c0, W_x, W_h, b):
    zs = xs @ W_x + b
    hs, cs = np.empty((len(xs), *h0.shape)), np.empty((len(xs), *h0.shape))
    for t, z in enumerate(zs):
        hs[t], cs[t] = _cell(z + (hs[t - 1] if t else h0) @ W_h, cs[t - 1] if t else c0)
    return hs, cs


@right
def forward_with_einsum(xs, h0, c0, W_x, W_h, b):
    states = [(h0, c0)]
    for x in xs:
        h, c = states[-1]
        z = np.einsum("nd,dk->nk", x, W_x) + np.einsum("nh,hk->nk", h, W_h) + b
        states.append(_cell(z, c))
    hs, cs = zip(*states[1:], strict=True)
    return np.stack(hs), np.stack(cs)


@right
def forward_sequence_by_sequence(xs, h0, c0, W_x, W_h, b):
    T, N, _ = xs.shape
    hs, cs = np.zeros((T, N, len(W_h))), np.zeros((T, N, len(W_h)))
    for n in range(N):
        h, c = h0[n], c0[n]
        for t in range(T):
            h, c = _cell(xs[t, n] @ W_x + h @ W_h + b, c)
            hs[t, n], cs[t, n] = h, c
    return hs, cs


@right
def forward_joined(xs, h0, c0, W_x, W_h, b):
    W = np.concatenate((W_x, W_h))
    h, c, out = h0, c0, []
    for x in xs:
        h, c = _cell(np.concatenate((x, h), axis=1) @ W + b, c)
        out.append(np.stack((h, c)))
    hs, cs = np.stack(out, axis=1)
    return {"hs": hs, "cs": cs}


@right
def forward_gate_by_gate(xs, h0, c0, W_x, W_h, b):
    U, W, B = W_x.reshape(len(W_x), 4, -1), W_h.reshape(len(W_h), 4, -1), b.reshape(4, -1)
    hs, cs = np.zeros((len(xs) + 1, *h0.shape)), np.zeros((len(xs) + 1, *c0.shape))
    hs[0], cs[0] = h0, c0
    for t in range(1, len(xs) + 1):
        i, f, g, o = (xs[t - 1] @ U[:, k] + hs[t - 1] @ W[:, k] + B[k] for k in range(4))
        cs[t] = sigmoid(f) * cs[t - 1] + sigmoid(i) * np.tanh(g)
        hs[t] = sigmoid(o) * np.tanh(cs[t])
    return hs[1:], cs[1:]


@right
def forward_in_float32(xs, h0, c0, W_x, W_h, b):
    hs, cs = forward_with_lists(xs, h0, c0, W_x, W_h, b)
    return np.array(hs, dtype=np.float32), np.array(cs, dtype=np.float32)


@right
def by_steps(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for x in xs:
        h, c = step(x, h, c, W_x, W_h, b)
        hs.append(h)
        cs.append(c)
    return np.array(hs), np.array(cs)


@wrong("start-states-ignored")
def _(xs, h0, c0, W_x, W_h, b):
    hs, cs = np.zeros((len(xs), *h0.shape)), np.zeros((len(xs), *c0.shape))
    for t in range(len(xs)):
        hs[t], cs[t] = step(xs[t], hs[t - 1], cs[t - 1], W_x, W_h, b)
    return hs, cs


@wrong("states-not-carried")
def _(xs, h0, c0, W_x, W_h, b):
    pairs = [step(x, h0, c0, W_x, W_h, b) for x in xs]
    return np.array([h for h, _ in pairs]), np.array([c for _, c in pairs])


wrong("c-not-carried")(
    changed(
        by_steps,
        ("h, c, hs, cs = h0, c0, [], []", "h, hs, cs = h0, [], []"),
        ("h, c = step(x, h, c, W_x, W_h, b)", "h, c = step(x, h, c0, W_x, W_h, b)"),
    )
)


@wrong("order-f-i-g-o")
def _(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for x in xs:
        f, i, g, o = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        hs.append(h)
        cs.append(c)
    return np.stack(hs), np.stack(cs)


@wrong("order-i-o-f-g", "no-tanh-of-c")
def _(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for x in xs:
        i, o, f, g = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * c
        hs.append(h)
        cs.append(c)
    return np.stack(hs), np.stack(cs)


wrong("all-the-same-states")(
    changed(
        by_steps,
        ("h, c, hs, cs = h0, c0, [], []", "h, c, hs, cs = h0.copy(), c0.copy(), [], []"),
        ("h, c = step(x, h, c, W_x, W_h, b)", "h[...], c[...] = step(x, h, c, W_x, W_h, b)"),
        ("return np.array(hs), np.array(cs)", "return np.stack(hs), np.stack(cs)"),
    )
)


@wrong("last-states-only", says="(T, N, H)")
def _(xs, h0, c0, W_x, W_h, b):
    h, c = h0, c0
    for x in xs:
        h, c = step(x, h, c, W_x, W_h, b)
    return h, c


@wrong("last-states-only")
def _(xs, h0, c0, W_x, W_h, b):
    # As PyTorch returns it: all outputs, and the cell of the last step.
    h, c, hs = h0, c0, []
    for x in xs:
        h, c = step(x, h, c, W_x, W_h, b)
        hs.append(h)
    return np.stack(hs), c


wrong("start-states-included", says="too many")(
    changed(
        by_steps,
        ("h, c, hs, cs = h0, c0, [], []", "hs, cs = [h0], [c0]"),
        ("h, c = step(x, h, c, W_x, W_h, b)", "h, c = step(x, hs[-1], cs[-1], W_x, W_h, b)"),
    )
)


wrong("return-in-the-loop")(
    changed(by_steps, ("return np.array(hs), np.array(cs)", "    return np.array(hs), np.array(cs)"))
)


wrong("batch-first")(
    changed(
        by_steps,
        ("for x in xs:", "for t in range(xs.shape[1]):"),
        ("h, c = step(x, h, c, W_x, W_h, b)", "h, c = step(xs[:, t], h, c, W_x, W_h, b)"),
        ("return np.array(hs), np.array(cs)", "return np.stack(hs, axis=1), np.stack(cs, axis=1)"),
    )
)


wrong("results-exchanged")(changed(by_steps, ("return np.array(hs), np.array(cs)", "return cs, hs")))


wrong("joined-not-stacked")(
    changed(by_steps, ("return np.array(hs), np.array(cs)", "return np.vstack(hs), np.vstack(cs)"))
)


@wrong(says="remembers something from an earlier call")
def _(xs, h0, c0, W_x, W_h, b, hs=[], cs=[]):  # noqa: B006
    h, c = h0, c0
    for x in xs:
        h, c = step(x, h, c, W_x, W_h, b)
        hs.append(h)
        cs.append(c)
    return np.array(hs), np.array(cs)


@wrong("tanh-of-c-kept")
def _(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for x in xs:
        i, f, g, o = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
        c = np.tanh(sigmoid(f) * c + sigmoid(i) * np.tanh(g))
        h = sigmoid(o) * c
        hs.append(h)
        cs.append(c)
    return np.array(hs), np.array(cs)


@wrong("cell-clipped")
def _(xs, h0, c0, W_x, W_h, b):
    hs, cs = forward_with_lists(xs, h0, c0, W_x, W_h, b)
    return np.clip(hs, -5, 5), np.clip(cs, -5, 5)


@wrong("output-gate-in-the-cell")
def _(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for x in xs:
        i, f, g, o = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
        c = sigmoid(o) * (sigmoid(f) * c + sigmoid(i) * np.tanh(g))
        h = sigmoid(o) * np.tanh(c)
        hs.append(h)
        cs.append(c)
    return np.array(hs), np.array(cs)


wrong("step-results-exchanged")(
    changed(by_steps, ("h, c = step(x, h, c, W_x, W_h, b)", "c, h = step(x, h, c, W_x, W_h, b)"))
)


@wrong("hard-sigmoid")
def _(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for x in xs:
        a = x @ W_x + h @ W_h + b
        i, f, _, o = np.split(np.clip(0.2 * a + 0.5, 0, 1), 4, axis=1)
        c = f * c + i * np.tanh(np.split(a, 4, axis=1)[2])
        h = o * np.tanh(c)
        hs.append(h)
        cs.append(c)
    return np.array(hs), np.array(cs)


def with_a_wrong_cell(changes):
    def forward(xs, h0, c0, W_x, W_h, b):
        h, c, hs, cs = h0, c0, [], []
        for x in xs:
            h, c = cells.step(x, h, c, W_x, W_h, b, **changes)
            hs.append(h)
            cs.append(c)
        return np.array(hs), np.array(cs)

    return forward


for name, changes in cells.WRONG.items():
    wrong(name)(with_a_wrong_cell(changes))


def over(order, xs, h0, c0, W_x, W_h, b):
    """The steps in this order, each stored in its place."""
    h, c, hs, cs = h0, c0, np.zeros((len(xs), *h0.shape)), np.zeros((len(xs), *h0.shape))
    for t in order:
        h, c = step(xs[t], h, c, W_x, W_h, b)
        hs[t], cs[t] = h, c
    return hs, cs


@wrong("every-second-step")
def _(xs, h0, c0, W_x, W_h, b):
    return over(range(0, len(xs), 2), xs, h0, c0, W_x, W_h, b)


@wrong("two-updates-a-step")
def _(xs, h0, c0, W_x, W_h, b):
    return over(np.repeat(np.arange(len(xs)), 2), xs, h0, c0, W_x, W_h, b)


@wrong("start-states-again")
def _(xs, h0, c0, W_x, W_h, b):
    pieces = [forward_with_lists(xs[k : k + 10], h0, c0, W_x, W_h, b) for k in range(0, len(xs), 10)]
    return np.concatenate([hs for hs, _ in pieces]), np.concatenate([cs for _, cs in pieces])


@wrong("next-input")
def _(xs, h0, c0, W_x, W_h, b):
    return forward_with_lists([*xs[1:], xs[-1]], h0, c0, W_x, W_h, b)


wrong("c_prev-for-h_prev")(
    changed(
        by_steps,
        ("h, c = step(x, h, c, W_x, W_h, b)", "h, c = _cell(x @ W_x + c @ W_h + b, c)"),
        ("return np.array(hs), np.array(cs)", "return hs, cs"),
    )
)


@wrong("W_h-blocks-transposed")
def _(xs, h0, c0, W_x, W_h, b):
    turned = W_h.reshape(len(W_h), 4, -1).transpose(2, 1, 0).reshape(W_h.shape)
    return forward_with_lists(xs, h0, c0, W_x, turned, b)


ANSWERS.equivalent = {
    "`hs = np.zeros((T, *h0.shape))` -> `hs = -np.zeros((T, *h0.shape))`": ("every number is overwritten in the loop"),
    "`cs = np.zeros((T, *c0.shape))` -> `cs = -np.zeros((T, *c0.shape))`": ("every number is overwritten in the loop"),
    "`hs = np.zeros((T, *h0.shape))` -> `hs = np.ones((T, *h0.shape))`": ("every number is overwritten in the loop"),
    "`cs = np.zeros((T, *c0.shape))` -> `cs = np.ones((T, *c0.shape))`": ("every number is overwritten in the loop"),
    "`hs = np.zeros((T, *h0.shape))` -> `hs = np.zeros((T, *c0.shape))`": "both start states have one shape",
    "`cs = np.zeros((T, *c0.shape))` -> `cs = np.zeros((T, *h0.shape))`": "both start states have one shape",
}
