"""Wrong answers to the exercises of chapter 5, as learners write them."""

import math

import numpy as np

from tests.exercises.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# lstm.step


@wrong("lstm.step", "order-f-i-g-o")
def _(x, h_prev, c_prev, W_x, W_h, b):
    H = h_prev.shape[1]
    z = x @ W_x + h_prev @ W_h + b
    f = sigmoid(z[:, :H])
    i = sigmoid(z[:, H : 2 * H])
    g = np.tanh(z[:, 2 * H : 3 * H])
    o = sigmoid(z[:, 3 * H :])
    c = f * c_prev + i * g
    return o * np.tanh(c), c


@wrong("lstm.step", "order-i-f-o-g")
def _(x, h_prev, c_prev, W_x, W_h, b):
    # One sigmoid for the first three blocks, as in code that packs the candidate last.
    H = h_prev.shape[1]
    a = np.hstack([x, h_prev]) @ np.vstack([W_x, W_h]) + b
    gates = sigmoid(a[:, : 3 * H])
    g = np.tanh(a[:, 3 * H :])
    c = gates[:, H : 2 * H] * c_prev + gates[:, :H] * g
    return gates[:, 2 * H :] * np.tanh(c), c


@wrong("lstm.step", "order-i-o-f-g")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, o, f, g = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=-1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.step", "order-f-i-g-o", "no-tanh-of-c")
def _(x, h_prev, c_prev, W_x, W_h, b):
    f, i, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=-1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c


@wrong("lstm.step", "order-f-i-g-o")
def _(x, h_prev, c_prev, W_x, W_h, b):
    # The names are right and the two products are not.
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    i, f, o = map(sigmoid, (i, f, o))
    c = i * c_prev + f * np.tanh(g)
    return o * np.tanh(c), c


@wrong("lstm.step", "no-tanh-of-c")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c


@wrong("lstm.step", "cell-squashed")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = np.tanh(sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g))
    h = sigmoid(o) * np.tanh(c)
    return h, c


@wrong("lstm.step", "no-forget-gate")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, _, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.step", "candidate-added")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + (sigmoid(i) + np.tanh(g))
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.step", "joined-the-other-way")
def _(x, h_prev, c_prev, W_x, W_h, b):
    hx = np.concatenate((h_prev, x), axis=1)
    i, f, g, o = np.split(hx @ np.concatenate((W_x, W_h), axis=0) + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.step", "sigmoid-overflows", says="NaN")
def _(x, h_prev, c_prev, W_x, W_h, b):
    def s(a):
        return np.exp(a) / (np.exp(a) + 1)

    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = s(f) * c_prev + s(i) * np.tanh(g)
    return s(o) * np.tanh(c), c


@wrong("lstm.step", "results-exchanged")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return c, sigmoid(o) * np.tanh(c)


@wrong("lstm.step", says=("2 values are asked for", "`h` and `c`"))
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c)


@wrong("lstm.step", says="c_prev")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c_prev *= sigmoid(f)
    c_prev += sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_prev), c_prev


@wrong("lstm.step", says=("error", "equal"))
def _(x, h_prev, c_prev, W_x, W_h, b):
    # Without an axis the rows are split, not the columns.
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.step", says="`h` is right; `c` is not")
def _(x, h_prev, c_prev, W_x, W_h, b):
    # No known mistake: c is returned as it was after forgetting.
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    kept = sigmoid(f) * c_prev
    return sigmoid(o) * np.tanh(kept + sigmoid(i) * np.tanh(g)), kept


# lstm.cec_step


def three(x, h_prev, W_x, W_h, b):
    return np.split(x @ W_x + h_prev @ W_h + b, 3, axis=1)


@wrong("lstm.cec_step", "order-i-o-g")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, o, g = three(x, h_prev, W_x, W_h, b)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.cec_step", "order-g-i-o")
def _(x, h_prev, c_prev, W_x, W_h, b):
    H = W_h.shape[0]
    z = np.hstack((x, h_prev)) @ np.vstack((W_x, W_h)) + b
    g, i, o = np.tanh(z[:, :H]), sigmoid(z[:, H : 2 * H]), sigmoid(z[:, 2 * H :])
    c = c_prev + i * g
    return o * np.tanh(c), c


@wrong("lstm.cec_step", "order-g-i-o", "no-tanh-of-c")
def _(x, h_prev, c_prev, W_x, W_h, b):
    g, i, o = three(x, h_prev, W_x, W_h, b)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c


@wrong("lstm.cec_step", "forget-gate")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    i = sigmoid(i)
    f = 1 - i
    c = f * c_prev + i * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.cec_step", says=("error", "equal"))
def _(x, h_prev, c_prev, W_x, W_h, b):
    # A forget gate, though there are three blocks only.
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.cec_step", "papers-squashing")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c = c_prev + sigmoid(i) * (4 / (1 + np.exp(-g)) - 2)
    return sigmoid(o) * (2 / (1 + np.exp(-c)) - 1), c


@wrong("lstm.cec_step", "cell-squashed")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c = np.tanh(c_prev + sigmoid(i) * np.tanh(g))
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.cec_step", "results-exchanged")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return c, sigmoid(o) * np.tanh(c)


@wrong("lstm.cec_step", "candidate-with-sigmoid")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = sigmoid(np.array(three(x, h_prev, W_x, W_h, b)))
    c = c_prev + i * g
    return o * np.tanh(c), c


@wrong("lstm.cec_step", says="c_prev")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c_prev += sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c_prev), c_prev


@wrong("lstm.cec_step", "old-cell-left-out")
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c = sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.cec_step", says=("2 values are asked for", "`h` and `c`"))
def _(x, h_prev, c_prev, W_x, W_h, b):
    i, g, o = three(x, h_prev, W_x, W_h, b)
    c = c_prev + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c)


# lstm.forward


def step(x, h, c, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("lstm.forward", "start-states-ignored")
def _(xs, h0, c0, W_x, W_h, b):
    hs, cs = np.zeros((len(xs), *h0.shape)), np.zeros((len(xs), *c0.shape))
    for t in range(len(xs)):
        hs[t], cs[t] = step(xs[t], hs[t - 1], cs[t - 1], W_x, W_h, b)
    return hs, cs


@wrong("lstm.forward", "states-not-carried")
def _(xs, h0, c0, W_x, W_h, b):
    pairs = [step(x, h0, c0, W_x, W_h, b) for x in xs]
    return np.array([h for h, _ in pairs]), np.array([c for _, c in pairs])


@wrong("lstm.forward", "c-not-carried")
def _(xs, h0, c0, W_x, W_h, b):
    h, hs, cs = h0, [], []
    for x in xs:
        h, c = step(x, h, c0, W_x, W_h, b)
        hs.append(h)
        cs.append(c)
    return np.array(hs), np.array(cs)


@wrong("lstm.forward", "order-f-i-g-o")
def _(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for x in xs:
        f, i, g, o = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        hs.append(h)
        cs.append(c)
    return np.stack(hs), np.stack(cs)


@wrong("lstm.forward", "order-i-o-f-g", "no-tanh-of-c")
def _(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for x in xs:
        i, o, f, g = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * c
        hs.append(h)
        cs.append(c)
    return np.stack(hs), np.stack(cs)


@wrong("lstm.forward", "all-the-same-states")
def _(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0.copy(), c0.copy(), [], []
    for x in xs:
        h[...], c[...] = step(x, h, c, W_x, W_h, b)
        hs.append(h)
        cs.append(c)
    return np.stack(hs), np.stack(cs)


@wrong("lstm.forward", "last-states-only", says="(T, N, H)")
def _(xs, h0, c0, W_x, W_h, b):
    h, c = h0, c0
    for x in xs:
        h, c = step(x, h, c, W_x, W_h, b)
    return h, c


@wrong("lstm.forward", "last-states-only")
def _(xs, h0, c0, W_x, W_h, b):
    # As PyTorch returns it: all outputs, and the cell of the last step.
    h, c, hs = h0, c0, []
    for x in xs:
        h, c = step(x, h, c, W_x, W_h, b)
        hs.append(h)
    return np.stack(hs), c


@wrong("lstm.forward", "start-states-included", says="too many")
def _(xs, h0, c0, W_x, W_h, b):
    hs, cs = [h0], [c0]
    for x in xs:
        h, c = step(x, hs[-1], cs[-1], W_x, W_h, b)
        hs.append(h)
        cs.append(c)
    return np.array(hs), np.array(cs)


@wrong("lstm.forward", "return-in-the-loop")
def _(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for x in xs:
        h, c = step(x, h, c, W_x, W_h, b)
        hs.append(h)
        cs.append(c)
        return np.array(hs), np.array(cs)


@wrong("lstm.forward", "batch-first")
def _(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for t in range(xs.shape[1]):
        h, c = step(xs[:, t], h, c, W_x, W_h, b)
        hs.append(h)
        cs.append(c)
    return np.stack(hs, axis=1), np.stack(cs, axis=1)


@wrong("lstm.forward", "results-exchanged")
def _(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for x in xs:
        h, c = step(x, h, c, W_x, W_h, b)
        hs.append(h)
        cs.append(c)
    return cs, hs


@wrong("lstm.forward", "joined-not-stacked")
def _(xs, h0, c0, W_x, W_h, b):
    h, c, hs, cs = h0, c0, [], []
    for x in xs:
        h, c = step(x, h, c, W_x, W_h, b)
        hs.append(h)
        cs.append(c)
    return np.vstack(hs), np.vstack(cs)


@wrong("lstm.forward", says="remembers something from an earlier call")
def _(xs, h0, c0, W_x, W_h, b, hs=[], cs=[]):  # noqa: B006
    h, c = h0, c0
    for x in xs:
        h, c = step(x, h, c, W_x, W_h, b)
        hs.append(h)
        cs.append(c)
    return np.array(hs), np.array(cs)


# lstm.step_backward


def result(da, dc_prev, x, h_prev, W_x, W_h):
    return {
        "x": da @ W_x.T,
        "h_prev": da @ W_h.T,
        "c_prev": dc_prev,
        "W_x": x.T @ da,
        "W_h": h_prev.T @ da,
        "b": da.sum(axis=0),
    }


@wrong("lstm.step_backward", "slope-from-c-itself")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - c * c)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g * g), dh * np.tanh(c) * o * (1 - o)]
    )
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("lstm.step_backward", "dc-from-the-next-step-left-out")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dcell = dh * o * (1 - np.tanh(c) ** 2)
    do = dh * np.tanh(c) * o * (1 - o)
    da = np.hstack([dcell * g * i * (1 - i), dcell * c_prev * f * (1 - f), dcell * i * (1 - g**2), do])
    return result(da, dcell * f, x, h_prev, W_x, W_h)


@wrong("lstm.step_backward", "df-with-new-c")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack([dc * g * i * (1 - i), dc * c * f * (1 - f), dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)])
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("lstm.step_backward", "do-with-c")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack([dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2), dh * c * o * (1 - o)])
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("lstm.step_backward", "order-i-f-o-g")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dh * np.tanh(c) * o * (1 - o), dc * i * (1 - g**2)]
    )
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("lstm.step_backward", "order-f-i-g-o", "c_prev-without-f")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack(
        [dc * c_prev * f * (1 - f), dc * g * i * (1 - i), dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)]
    )
    return result(da, dc, x, h_prev, W_x, W_h)


@wrong("lstm.step_backward", "slopes-of-the-gates-missing")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack([dc * g, dc * c_prev, dc * i * (1 - g**2), dh * np.tanh(c)])
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("lstm.step_backward", "sigmoids-slope-for-g")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    slope = [y * (1 - y) for y in (i, f, g, o)]
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack([dc * g * slope[0], dc * c_prev * slope[1], dc * i * slope[2], dh * np.tanh(c) * slope[3]])
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("lstm.step_backward", "dc-changed-in-place", says="`dc`")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc += dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)]
    )
    return result(da, dc * f, x, h_prev, W_x, W_h)


@wrong("lstm.step_backward", says=("(4H,)", "one axis too many"))
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)]
    )
    return {**result(da, dc * f, x, h_prev, W_x, W_h), "b": da}


@wrong("lstm.step_backward", says="The key `c_prev` is missing")
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)]
    )
    grads = result(da, dc * f, x, h_prev, W_x, W_h)
    grads["dc_prev"] = grads.pop("c_prev")
    return grads


@wrong("lstm.step_backward", says=("`c_prev` is right", "not right"))
def _(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    # No known mistake: the forget gate's slope is doubled. c_prev does not pass through it.
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    df = 2 * dc * c_prev * f * (1 - f)
    da = np.hstack([dc * g * i * (1 - i), df, dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)])
    return result(da, dc * f, x, h_prev, W_x, W_h)


# lstm.backward


def run(xs, h, c, W_x, W_h, b):
    """All that the backward pass needs, a tuple a step."""
    for x in xs:
        i, f, g, o = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        before = h, c
        c = f * c + i * g
        h = o * np.tanh(c)
        yield x, *before, i, f, g, o, c


def one_back(dh, dc, x, h_prev, c_prev, i, f, g, o, c, W_x, W_h):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    da = np.hstack(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2), dh * np.tanh(c) * o * (1 - o)]
    )
    return da, da @ W_x.T, da @ W_h.T, dc * f


def collect(dhs, steps, W_x, W_h, feed_h=1, feed_c=1, add=1):
    """The gradients, with the gradient from the next step switched on or off, and sums that add or overwrite."""
    dW_x, dW_h, db, dxs, dh, dc = 0 * W_x, 0 * W_h, np.zeros(W_x.shape[1]), [], 0, 0
    for dloss, step in zip(dhs[::-1], steps[::-1], strict=True):
        da, dx, dh, dc = one_back(dloss + feed_h * dh, feed_c * dc, *step, W_x, W_h)
        dxs.append(dx)
        dW_x = add * dW_x + step[0].T @ da
        dW_h = add * dW_h + step[1].T @ da
        db = add * db + da.sum(axis=0)
    return {"xs": np.array(dxs[::-1]), "h0": dh, "c0": dc, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("lstm.backward", "nothing-from-the-future")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h, feed_h=0, feed_c=0)


@wrong("lstm.backward", "dc-not-fed-back")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h, feed_c=0)


@wrong("lstm.backward", "dh-not-fed-back")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h, feed_h=0)


@wrong("lstm.backward", "dh-not-fed-back")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    # dh_next stays as it was before the loop: what each step hands back has another name.
    dW_x, dW_h, db, dxs = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b), np.zeros_like(xs)
    dh_next, dc_next = np.zeros_like(h0), np.zeros_like(c0)
    steps = list(run(xs, h0, c0, W_x, W_h, b))
    for t in range(len(xs) - 1, -1, -1):
        da, dxs[t], _dh_prev, dc_next = one_back(dhs[t] + dh_next, dc_next, *steps[t], W_x, W_h)
        dW_x += steps[t][0].T @ da
        dW_h += steps[t][1].T @ da
        db += da.sum(axis=0)
    return {"xs": dxs, "h0": dh_next, "c0": dc_next, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("lstm.backward", "weights-overwritten")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h, add=0)


@wrong("lstm.backward", "dxs-in-reverse")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    grads = collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h)
    grads["xs"] = grads["xs"][::-1]
    return grads


@wrong("lstm.backward", "start-states-ignored")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return collect(dhs, list(run(xs, np.zeros_like(h0), np.zeros_like(c0), W_x, W_h, b)), W_x, W_h)


@wrong("lstm.backward", "start-gradients-exchanged")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    grads = collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h)
    return {**grads, "h0": grads["c0"], "c0": grads["h0"]}


@wrong("lstm.backward", "gradient-order-f-i-g-o")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    dW_x, dW_h, db, dxs, dh, dc = np.zeros(W_x.shape), np.zeros(W_h.shape), np.zeros(b.shape), [], 0, 0
    for dloss, step in zip(dhs[::-1], list(run(xs, h0, c0, W_x, W_h, b))[::-1], strict=True):
        x, h_prev, c_prev, i, f, g, o, c = step
        dh = dh + dloss
        dc = dc + dh * o * (1 - np.tanh(c) ** 2)
        do = dh * np.tanh(c) * o * (1 - o)
        da = np.hstack([dc * c_prev * f * (1 - f), dc * g * i * (1 - i), dc * i * (1 - g**2), do])
        dW_x += x.T @ da
        dW_h += h_prev.T @ da
        db += da.sum(axis=0)
        dxs.append(da @ W_x.T)
        dh, dc = da @ W_h.T, dc * f
    return {"xs": np.array(dxs[::-1]), "h0": dh, "c0": dc, "W_x": dW_x, "W_h": dW_h, "b": db}


@wrong("lstm.backward", "order-f-i-g-o")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    def swap(W):
        i, f, g, o = np.split(W, 4, axis=-1)
        return np.concatenate([f, i, g, o], axis=-1)

    grads = collect(dhs, list(run(xs, h0, c0, swap(W_x), swap(W_h), swap(b))), swap(W_x), swap(W_h))
    return {name: swap(one) if name in ("W_x", "W_h", "b") else one for name, one in grads.items()}


@wrong("lstm.backward", "last-output-at-the-first-step")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    steps = list(run(xs, h0, c0, W_x, W_h, b))
    hs = [step[6] * np.tanh(step[7]) for step in steps]
    steps = [(step[0], hs[t - 1], *step[2:]) for t, step in enumerate(steps)]
    return collect(dhs, steps, W_x, W_h)


@wrong("lstm.backward", "sigmoid-overflows", says="NaN")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    h, c, steps = h0, c0, []
    for x in xs:
        z = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
        i, f, o = (np.exp(z[k]) / (1 + np.exp(z[k])) for k in (0, 1, 3))
        steps.append((x, h, c, i, f, np.tanh(z[2]), o, f * c + i * np.tanh(z[2])))
        c = steps[-1][-1]
        h = o * np.tanh(c)
    return collect(dhs, steps, W_x, W_h)


@wrong("lstm.backward", says="The keys")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    grads = collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h)
    return {"d" + name: one for name, one in grads.items()}


@wrong("lstm.backward", says="A dict with the keys")
def _(dhs, xs, h0, c0, W_x, W_h, b):
    return tuple(collect(dhs, list(run(xs, h0, c0, W_x, W_h, b)), W_x, W_h).values())


# lstm.pack


@wrong("lstm.pack", "along-the-rows")
def _(W_i, W_f, W_g, W_o):
    return np.concatenate((W_i, W_f, W_g, W_o))


@wrong("lstm.pack", "weights-only", says="error")
def _(W_i, W_f, W_g, W_o):
    return np.concatenate((W_i, W_f, W_g, W_o), axis=1)


@wrong("lstm.pack", "order-f-i-g-o")
def _(W_i, W_f, W_g, W_o):
    return np.hstack((W_f, W_i, W_g, W_o))


@wrong("lstm.pack", "order-i-f-o-g")
def _(W_i, W_f, W_g, W_o):
    return np.concatenate((W_i, W_f, W_o, W_g), axis=-1)


@wrong("lstm.pack", "stacked")
def _(W_i, W_f, W_g, W_o):
    return np.array([W_i, W_f, W_g, W_o])


@wrong("lstm.pack", "unit-by-unit")
def _(W_i, W_f, W_g, W_o):
    W = np.zeros((*W_i.shape[:-1], 4 * W_i.shape[-1]))
    W[..., 0::4], W[..., 1::4], W[..., 2::4], W[..., 3::4] = W_i, W_f, W_g, W_o
    return W


@wrong("lstm.pack", "stacked", says="(4, 3, 5)")
def _(W_i, W_f, W_g, W_o):
    return W_i, W_f, W_g, W_o


@wrong("lstm.pack", says="error")
def _(W_i, W_f, W_g, W_o):
    return np.concatenate(W_i, W_f, W_g, W_o)


# lstm.unpack


@wrong("lstm.unpack", "along-the-rows")
def _(W):
    return np.array_split(W, 4)


@wrong("lstm.unpack", "along-the-rows", says="error")
def _(W):
    return tuple(np.split(W, 4))


@wrong("lstm.unpack", "weights-only", says="error")
def _(W):
    H = W.shape[1] // 4
    return W[:, :H], W[:, H : 2 * H], W[:, 2 * H : 3 * H], W[:, 3 * H :]


@wrong("lstm.unpack", "unit-by-unit")
def _(W):
    parts = W.reshape(*W.shape[:-1], -1, 4)
    return tuple(parts[..., k] for k in range(4))


@wrong("lstm.unpack", "order-f-i-g-o")
def _(W):
    W_i, W_f, W_g, W_o = np.split(W, 4, axis=-1)
    return W_f, W_i, W_g, W_o


@wrong("lstm.unpack", "order-i-f-o-g")
def _(W):
    W_i, W_f, W_o, W_g = np.split(W, 4, axis=-1)
    return W_i, W_f, W_g, W_o


@wrong("lstm.unpack", "reshaped")
def _(W):
    return W.reshape((4, *W.shape[:-1], -1))


@wrong("lstm.unpack", says="4 values are asked for")
def _(W):
    H = W.shape[-1] // 4
    return W[..., :H], W[..., H : 2 * H], W[..., 2 * H :]


# lstm.initial_bias


@wrong("lstm.initial_bias", "block-of-i")
def _(n_hidden, forget_bias):
    b = np.zeros(4 * n_hidden)
    b[:n_hidden] = forget_bias
    return b


@wrong("lstm.initial_bias", "all-gates")
def _(n_hidden, forget_bias):
    return np.full(4 * n_hidden, forget_bias)


@wrong("lstm.initial_bias", "doubled")
def _(n_hidden, forget_bias):
    b_ih, b_hh = np.zeros(4 * n_hidden), np.zeros(4 * n_hidden)
    b_ih[n_hidden : 2 * n_hidden] = forget_bias
    b_hh[n_hidden : 2 * n_hidden] = forget_bias
    return b_ih + b_hh


@wrong("lstm.initial_bias", "cut-to-whole-numbers")
def _(n_hidden, forget_bias):
    b = np.array([0] * 4 * n_hidden)
    b[n_hidden : 2 * n_hidden] = forget_bias
    return b


@wrong("lstm.initial_bias", "one-place-only")
def _(n_hidden, forget_bias):
    b = np.zeros(4 * n_hidden)
    b[n_hidden] = forget_bias
    return b


@wrong("lstm.initial_bias", "forget-block-only")
def _(n_hidden, forget_bias):
    return forget_bias * np.ones(n_hidden)


@wrong("lstm.initial_bias", "not-flat")
def _(n_hidden, forget_bias):
    b = np.zeros((4, n_hidden))
    b[1, :] = forget_bias
    return b


@wrong("lstm.initial_bias", "always-one")
def _(n_hidden, forget_bias):
    b = np.zeros(4 * n_hidden)
    b[n_hidden : 2 * n_hidden] = 1.0
    return b


@wrong("lstm.initial_bias", "block-of-g")
def _(n_hidden, forget_bias):
    i, g, f, o = (np.zeros(n_hidden) for _ in range(4))
    f += forget_bias
    return np.concatenate([i, g, f, o])


# lstm.half_life


@wrong("lstm.half_life", "negative")
def _(f):
    return np.log(2) / np.log(f)


@wrong("lstm.half_life", "upside-down")
def _(f):
    return math.log(f, 0.5)


@wrong("lstm.half_life", "rounded-up")
def _(f):
    steps, c = 0, 1.0
    while c > 0.5:
        c, steps = c * f, steps + 1
    return steps


@wrong("lstm.half_life", "rounded-up")
def _(f):
    return int(np.ceil(np.log(0.5) / np.log(f)))


@wrong("lstm.half_life", "time-constant")
def _(f):
    return -1 / np.log(f)


@wrong("lstm.half_life", "mean-memory")
def _(f):
    return 1 / (1 - f)


@wrong("lstm.half_life", "straight-line")
def _(f):
    return 0.5 / (1 - f)


@wrong("lstm.half_life", "bases-mixed")
def _(f):
    return np.log(0.5) / np.log10(f)


@wrong("lstm.half_life", says="return")
def _(f):
    print(np.log(0.5) / np.log(f))


# lstm.count_parameters


@wrong("lstm.count_parameters", "two-biases")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 2)


@wrong("lstm.count_parameters", "no-bias")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden)


@wrong("lstm.count_parameters", "three-blocks")
def _(n_in, n_hidden):
    return 3 * (n_in + n_hidden + 1) * n_hidden


@wrong("lstm.count_parameters", "peepholes")
def _(n_in, n_hidden):
    return 4 * n_hidden * (n_in + n_hidden + 1) + 3 * n_hidden


@wrong("lstm.count_parameters", "one-block")
def _(n_in, n_hidden):
    return n_hidden * (n_in + n_hidden + 1)


@wrong("lstm.count_parameters", "one-bias-for-all-gates")
def _(n_in, n_hidden):
    return 4 * n_in * n_hidden + 4 * n_hidden**2 + n_hidden


@wrong("lstm.count_parameters", "recurrent-weights-once")
def _(n_in, n_hidden):
    return 4 * n_in * n_hidden + n_hidden**2 + 4 * n_hidden


@wrong("lstm.count_parameters", says="whole number")
def _(n_in, n_hidden):
    return 4.0 * n_hidden * (n_in + n_hidden + 1)
