"""Known mistakes of exercise lstm.backward that are whole functions, not edits of the worked answer."""

import numpy as np

from lstmlab.gates import sigmoid


def _forward(xs, h, c, W_x, W_h, b, gate=sigmoid):
    steps = []
    for x in xs:
        i, f, g, o = np.split(x @ W_x + h @ W_h + b, 4, axis=1)
        i, f, g, o = gate(i), gate(f), np.tanh(g), gate(o)
        before, c = c, f * c + i * g
        steps.append((x, h, before, i, f, g, o, c))
        h = o * np.tanh(c)
    return steps


def _sums(step, dh, dc):
    """The gradients of the four sums, in the order i f g o, and of c."""
    _, _, before, i, f, g, o, c = step
    shown = np.tanh(c)
    dc = dc + dh * o * (1 - shown**2)
    return [dc * g * i * (1 - i), dc * before * f * (1 - f), dc * i * (1 - g**2), dh * shown * o * (1 - o)], dc


def _joined(sums):
    return np.concatenate(sums, axis=1)


def _backward(dhs, steps, W_x, W_h, packed=_joined, carry_h=True, carry_c=True):
    dxs, dW_x, dW_h, db = [], np.zeros(W_x.shape), np.zeros(W_h.shape), np.zeros(W_h.shape[1])
    dh, dc = np.zeros(dhs[0].shape), np.zeros(dhs[0].shape)
    for step, dloss in zip(steps[::-1], dhs[::-1], strict=True):
        sums, dc = _sums(step, dh + dloss, dc)
        da = packed(sums)
        dxs.append(da @ W_x.T)
        dW_x += step[0].T @ da
        dW_h += step[1].T @ da
        db += da.sum(axis=0)
        dh, dc = carry_h * (da @ W_h.T), carry_c * (dc * step[4])
    return {"xs": np.array(dxs[::-1]), "h0": dh, "c0": dc, "W_x": dW_x, "W_h": dW_h, "b": db}


def gradients_packed_in(order):
    """A backward pass that packs its gradients in another order than the weights."""
    places = ["ifgo".index(gate) for gate in order]

    def backward(dhs, xs, h0, c0, W_x, W_h, b):
        steps = _forward(xs, h0, c0, W_x, W_h, b)
        return _backward(dhs, steps, W_x, W_h, lambda sums: np.concatenate([sums[k] for k in places], axis=1))

    return backward


def dh_never_handed_on(dhs, xs, h0, c0, W_x, W_h, b):
    return _backward(dhs, _forward(xs, h0, c0, W_x, W_h, b), W_x, W_h, carry_h=False)


def dc_never_handed_on(dhs, xs, h0, c0, W_x, W_h, b):
    return _backward(dhs, _forward(xs, h0, c0, W_x, W_h, b), W_x, W_h, carry_c=False)


def nothing_handed_on(dhs, xs, h0, c0, W_x, W_h, b):
    return _backward(dhs, _forward(xs, h0, c0, W_x, W_h, b), W_x, W_h, carry_h=False, carry_c=False)


def start_states_ignored(dhs, xs, h0, c0, W_x, W_h, b):
    return _backward(dhs, _forward(xs, 0 * h0, 0 * c0, W_x, W_h, b), W_x, W_h)


def in_reverse(dhs, xs, h0, c0, W_x, W_h, b):
    grads = _backward(dhs, _forward(xs, h0, c0, W_x, W_h, b), W_x, W_h)
    return {**grads, "xs": grads["xs"][::-1]}


def changed_in_place(dhs, xs, h0, c0, W_x, W_h, b):
    grads = _backward(dhs, _forward(xs, h0, c0, W_x, W_h, b), W_x, W_h)
    dh, dc = np.zeros(h0.shape), np.zeros(c0.shape)
    for t, step in reversed(list(enumerate(_forward(xs, h0, c0, W_x, W_h, b)))):
        dhs[t] += dh
        sums, dc = _sums(step, dhs[t], dc)
        dh, dc = np.concatenate(sums, axis=1) @ W_h.T, dc * step[4]
    return grads


def last_output_at_the_first_step(dhs, xs, h0, c0, W_x, W_h, b):
    steps = _forward(xs, h0, c0, W_x, W_h, b)
    last = steps[-1][6] * np.tanh(steps[-1][7])
    return _backward(dhs, [(steps[0][0], last, *steps[0][2:]), *steps[1:]], W_x, W_h)


def last_states_at_the_first_step(dhs, xs, h0, c0, W_x, W_h, b):
    steps = _forward(xs, h0, c0, W_x, W_h, b)
    last = steps[-1][6] * np.tanh(steps[-1][7])
    return _backward(dhs, [(steps[0][0], last, steps[-1][7], *steps[0][3:]), *steps[1:]], W_x, W_h)


def overflowing_sigmoid(dhs, xs, h0, c0, W_x, W_h, b):
    steps = _forward(xs, h0, c0, W_x, W_h, b, lambda a: np.exp(a) / (1 + np.exp(a)))
    return _backward(dhs, steps, W_x, W_h)


def unit_by_unit(dhs, xs, h0, c0, W_x, W_h, b):
    steps = _forward(xs, h0, c0, W_x, W_h, b)
    return _backward(dhs, steps, W_x, W_h, lambda sums: np.stack(sums, axis=2).reshape(len(sums[0]), -1))


def averaged_over_the_batch(dhs, xs, h0, c0, W_x, W_h, b):
    grads = _backward(dhs, _forward(xs, h0, c0, W_x, W_h, b), W_x, W_h)
    return {name: one / len(h0) if name in ("W_x", "W_h", "b") else one for name, one in grads.items()}


def averaged_over_the_steps(dhs, xs, h0, c0, W_x, W_h, b):
    grads = _backward(dhs, _forward(xs, h0, c0, W_x, W_h, b), W_x, W_h)
    return {name: one / len(xs) if name in ("W_x", "W_h", "b") else one for name, one in grads.items()}


_kept = None


def states_kept_between_calls(dhs, xs, h0, c0, W_x, W_h, b):
    global _kept
    h, c = (h0, c0) if _kept is None or _kept[0].shape != h0.shape else _kept
    steps = _forward(xs, h, c, W_x, W_h, b)
    _kept = steps[-1][6] * np.tanh(steps[-1][7]), steps[-1][7]
    return _backward(dhs, steps, W_x, W_h)
