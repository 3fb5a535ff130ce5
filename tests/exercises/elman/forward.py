"""elman.forward: answers that are right, answers that are wrong, mutants that change nothing."""

from itertools import accumulate

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("elman.forward")
right, wrong = ANSWERS.right, ANSWERS.wrong


def _with_a_default_that_remembers(xs, h0, W_x, W_h, b, memory=[]):  # noqa: B006
    for x in xs:
        h = memory[-1] if memory else h0
        memory.append(np.tanh(x @ W_x + h @ W_h + b))
    return np.array(memory[-len(xs) :])


_h = None


@right
def forward_with_a_list(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.stack(hs)


@right
def forward_as_a_list(xs, h0, W_x, W_h, b):
    hs = [h0]
    for x in xs:
        hs.append(np.tanh(x @ W_x + hs[-1] @ W_h + b))
    return hs[1:]


@right
def forward_with_inputs_first(xs, h0, W_x, W_h, b):
    a = xs @ W_x + b
    hs = np.empty_like(a)
    for t in range(len(xs)):
        before = h0 if t == 0 else hs[t - 1]
        hs[t] = np.tanh(a[t] + before @ W_h)
    return hs


@right
def forward_with_room_for_h0(xs, h0, W_x, W_h, b):
    T, N, _ = xs.shape
    hs = np.zeros((T + 1, N, len(b)))
    hs[0] = h0
    for t in range(1, T + 1):
        hs[t] = np.tanh(xs[t - 1] @ W_x + hs[t - 1] @ W_h + b)
    return hs[1:]


@right
def forward_with_h0_at_the_end(xs, h0, W_x, W_h, b):
    hs = np.zeros((len(xs) + 1, *h0.shape))
    hs[-1] = h0
    for t, x in enumerate(xs):
        hs[t] = np.tanh(x @ W_x + hs[t - 1] @ W_h + b)
    return hs[:-1]


@right
def forward_sequence_by_sequence(xs, h0, W_x, W_h, b):
    rows = []
    for n in range(xs.shape[1]):
        h = h0[n]
        states = []
        for t in range(xs.shape[0]):
            h = np.tanh(xs[t, n] @ W_x + h @ W_h + b)
            states.append(h)
        rows.append(states)
    return np.array(rows).transpose(1, 0, 2)


@right
def forward_by_accumulation(xs, h0, W_x, W_h, b):
    states = accumulate(xs, lambda h, x: np.tanh(x @ W_x + h @ W_h + b), initial=h0)
    return np.array(list(states)[1:])


@right
def forward_by_recursion(xs, h0, W_x, W_h, b):
    h = np.tanh(xs[0] @ W_x + h0 @ W_h + b)
    if len(xs) == 1:
        return h[None]
    return np.concatenate([h[None], forward_by_recursion(xs[1:], h, W_x, W_h, b)])


@right
def forward_with_stacked_weights(xs, h0, W_x, W_h, b):
    W = np.vstack([W_x, W_h, b])
    h, hs = h0.copy(), np.zeros((xs.shape[0], *h0.shape))
    for t in range(xs.shape[0]):
        h[:] = np.tanh(np.c_[xs[t], h, np.ones(len(h))] @ W)
        hs[t] = h
    return hs


@right
def forward_with_einsum_in_float32(xs, h0, W_x, W_h, b):
    hs, h = [], h0.astype(np.float32)
    for x in xs.astype(np.float32):
        a = np.einsum("nd,dh->nh", x, W_x) + np.einsum("ni,ij->nj", h, W_h) + b
        h = np.tanh(a).astype(np.float32)
        hs.append(h)
    return np.array(hs)


@wrong("return-in-the-loop")
def _(xs, h0, W_x, W_h, b):
    h = h0
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        return h


@wrong("return-in-the-loop")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
        return np.array(hs)


@wrong("backwards")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in reversed(xs):
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.stack(hs)


@wrong("joined-not-stacked")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.concatenate(hs)


@wrong("start-state-ignored")
def _(xs, h0, W_x, W_h, b):
    T, N, _ = xs.shape
    hs = np.zeros((T, N, len(b)))
    for t in range(T):
        hs[t] = np.tanh(xs[t] @ W_x + hs[t - 1] @ W_h + b)
    return hs


@wrong("state-not-carried")
def _(xs, h0, W_x, W_h, b):
    return np.array([np.tanh(x @ W_x + h0 @ W_h + b) for x in xs])


@wrong("state-not-carried")
def _(xs, h0, W_x, W_h, b):
    return np.tanh(xs @ W_x + h0 @ W_h + b)


@wrong("one-step-behind")
def _(xs, h0, W_x, W_h, b):
    hs = [h0]
    for t, x in enumerate(xs):
        hs.append(np.tanh(x @ W_x + hs[t - 1] @ W_h + b))
    return np.stack(hs[1:])


@wrong("all-the-same-state")
def _(xs, h0, W_x, W_h, b):
    h = h0.copy()
    hs = []
    for x in xs:
        h[...] = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.array(hs)


@wrong("starts-with-h0")
def _(xs, h0, W_x, W_h, b):
    hs = []
    h = h0
    for x in xs:
        hs.append(h)
        h = np.tanh(x @ W_x + h @ W_h + b)
    return np.array(hs)


@wrong("h0-included", says="too many")
def _(xs, h0, W_x, W_h, b):
    hs = [h0]
    for x in xs:
        hs.append(np.tanh(x @ W_x + hs[-1] @ W_h + b))
    return np.array(hs)


@wrong("last-state-only", says="(T, N, H)")
def _(xs, h0, W_x, W_h, b):
    h = h0
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
    return h


@wrong("batch-first")
def _(xs, h0, W_x, W_h, b):
    _N, T, _D = xs.shape
    h = h0
    hs = []
    for t in range(T):
        h = np.tanh(xs[:, t] @ W_x + h @ W_h + b)
        hs.append(h)
    return np.stack(hs, axis=1)


@wrong("batch-first", says="error")
def _(xs, h0, W_x, W_h, b):
    N, T, _D = xs.shape
    H = W_h.shape[0]
    hs = np.zeros((N, T, H))
    h = h0
    for t in range(T):
        h = np.tanh(xs[:, t, :] @ W_x + h @ W_h + b)
        hs[:, t, :] = h
    return hs


@wrong("state-runs-on-through-the-batch")
def _(xs, h0, W_x, W_h, b):
    T, N, _ = xs.shape
    hs = np.empty((T, N, h0.shape[1]))
    h = h0[0]
    for n in range(N):
        for t in range(T):
            h = np.tanh(xs[t, n] @ W_x + h @ W_h + b)
            hs[t, n] = h
    return hs


wrong("state-kept-between-calls")(_with_a_default_that_remembers)


@wrong("state-kept-between-calls")
def _(xs, h0, W_x, W_h, b):
    global _h
    if _h is None or _h.shape != h0.shape:
        _h = h0
    hs = []
    for x in xs:
        _h = np.tanh(x @ W_x + _h @ W_h + b)
        hs.append(_h)
    return np.array(hs)


@wrong("last-step-missing")
def _(xs, h0, W_x, W_h, b):
    hs = np.zeros((len(xs), *h0.shape))
    h = h0
    for t in range(len(xs) - 1):
        h = np.tanh(xs[t] @ W_x + h @ W_h + b)
        hs[t] = h
    return hs


@wrong(says="too few along T")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for t in range(1, len(xs)):
        h = np.tanh(xs[t] @ W_x + h @ W_h + b)
        hs.append(h)
    return np.array(hs)


@wrong("axes-swapped", says="another order")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.stack(hs, axis=1)


@wrong(says="h0")
def _(xs, h0, W_x, W_h, b):
    hs = []
    for x in xs:
        h0 += np.tanh(x @ W_x + h0 @ W_h + b) - h0
        hs.append(h0.copy())
    return np.array(hs)


@wrong("states-summed")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0.copy(), []
    for x in xs:
        h += np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h.copy())
    return np.array(hs)


@wrong(says="error")
def _(xs, h0, W_x, W_h, b):
    hs = []
    for t in range(len(xs) + 1):
        h0 = np.tanh(xs[t] @ W_x + h0 @ W_h + b)
        hs.append(h0)
    return np.array(hs)


@wrong("input-one-step-late")
def _(xs, h0, W_x, W_h, b):
    hs = [h0]
    for t in range(len(xs)):
        hs.append(np.tanh(xs[t - 1] @ W_x + hs[t] @ W_h + b))
    return np.array(hs)[1:]


@wrong("reshaped")
def _(xs, h0, W_x, W_h, b):
    T, N, D = xs.shape
    sequences = xs.reshape(N, T, D)
    hs = np.zeros((T, N, len(b)))
    for n in range(N):
        h = h0[n]
        for t in range(T):
            h = np.tanh(sequences[n, t] @ W_x + h @ W_h + b)
            hs[t, n] = h
    return hs


@wrong("no-bias", "W_h-transposed")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h.T)
        hs.append(h)
    return np.array(hs)


@wrong("leaky-state")
def _(xs, h0, W_x, W_h, b):
    hs, h, leak = [], h0, 0.2
    for x in xs:
        h = leak * np.tanh(x @ W_x + h @ W_h + b) + (1 - leak) * h
        hs.append(h)
    return np.array(hs)


@wrong("two-updates-a-step")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.array(hs)


@wrong("first-input-skipped")
def _(xs, h0, W_x, W_h, b):
    hs = [h0]
    for t in range(1, len(xs)):
        hs.append(np.tanh(xs[t] @ W_x + hs[-1] @ W_h + b))
    return np.array(hs)


@wrong("sum-clipped")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        a = np.maximum(np.minimum(x @ W_x + h @ W_h + b, 5), -5)
        h = np.tanh(a)
        hs.append(h)
    return np.array(hs)


@wrong("hard-tanh")
def _(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        h = np.minimum(1, np.maximum(-1, x @ W_x + h @ W_h + b))
        hs.append(h)
    return np.array(hs)


ANSWERS.equivalent = {
    "`hs = np.zeros((T, *h0.shape))` -> `hs = -np.zeros((T, *h0.shape))`": "every number is overwritten",
    "`hs = np.zeros((T, *h0.shape))` -> `hs = np.ones((T, *h0.shape))`": ("every number is overwritten in the loop"),
}


@wrong("sum-carried")
def _(xs, h0, W_x, W_h, b):
    hs = []
    a = h0
    for x in xs:
        a = x @ W_x + a @ W_h + b
        hs.append(np.tanh(a))
    return np.array(hs)


@wrong("units-one-after-the-other")
def _(xs, h0, W_x, W_h, b):
    T, N, H = len(xs), *h0.shape
    hs = np.zeros((T, N, H))
    for n in range(N):
        h = list(h0[n])
        for t in range(T):
            for j in range(H):
                h[j] = np.tanh(xs[t, n] @ W_x[:, j] + np.dot(h, W_h[:, j]) + b[j])
            hs[t, n] = h
    return hs
