"""Exercise lstm.backward: backpropagation through time for the LSTM."""

import numpy as np

from lstmlab import unroll
from lstmlab.cells import lstm
from lstmlab.exercises import gate_orders
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.lstm.forward import forward
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise
from lstmlab.gates import sigmoid


def backward(dhs, xs, h0, c0, W_x, W_h, b):
    T = len(xs)
    h, c = h0, c0
    steps = []
    for t in range(T):
        a_i, a_f, a_g, a_o = np.split(xs[t] @ W_x + h @ W_h + b, 4, axis=1)
        i = sigmoid(a_i)
        f = sigmoid(a_f)
        g = np.tanh(a_g)
        o = sigmoid(a_o)
        h_prev, c_prev = h, c
        c = f * c_prev + i * g
        h = o * np.tanh(c)
        steps.append((h_prev, c_prev, i, f, g, o, c))
    dxs, dW_x, dW_h, db = (np.zeros(one.shape) for one in (xs, W_x, W_h, b))
    dh, dc = 0, 0
    for t in reversed(range(T)):
        h_prev, c_prev, i, f, g, o, c = steps[t]
        tanh_c = np.tanh(c)
        dh = dh + dhs[t]
        dc = dc + dh * o * (1 - tanh_c**2)
        da_i = dc * g * i * (1 - i)
        da_f = dc * c_prev * f * (1 - f)
        da_g = dc * i * (1 - g**2)
        da_o = dh * tanh_c * o * (1 - o)
        da = np.concatenate([da_i, da_f, da_g, da_o], axis=1)
        dxs[t] = da @ W_x.T
        dW_x += xs[t].T @ da
        dW_h += h_prev.T @ da
        db += da.sum(axis=0)
        dh = da @ W_h.T
        dc = dc * f
    return {"xs": dxs, "h0": dh, "c0": dc, "W_x": dW_x, "W_h": dW_h, "b": db}


def reference(dhs, xs, h0, c0, W_x, W_h, b):
    params = lstm.Params(W_x, W_h, b)
    trace = unroll.forward(lstm, params, xs, lstm.State(h0, c0))
    dxs, dstate, grads = unroll.backward(lstm, params, trace, dhs)
    return {"xs": dxs, "h0": dstate.h, "c0": dstate.c, **grads._asdict()}


def cases(rng):
    def case(label, t, n, d, h, dtype=np.float64, scale=1, size=1, kept=0):
        shapes = {"dhs": (t, n, h), "xs": (t, n, d), "h0": (n, h), "c0": (n, h)}
        shapes |= {"W_x": (d, 4 * h), "W_h": (h, 4 * h), "b": (4 * h,)}
        inputs = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
        inputs["xs"] *= 2
        inputs["c0"] *= 3
        inputs["W_x"] *= scale
        inputs["b"][h : 2 * h] += kept
        inputs["dhs"] *= size
        return Case(inputs, label)

    yield case("random numbers", 3, 4, 2, 5)
    yield case("a second batch of the same size", 3, 4, 2, 5)
    yield case("float32 numbers", 6, 2, 5, 3, np.float32)
    yield case("a sequence of one step", 1, 3, 2, 4)
    yield case("a single sequence of single units", 6, 1, 1, 1)
    yield case("weights so large that the gates are fully open or shut", 3, 5, 4, 2, scale=4000)
    yield case("gradients a thousand times as large", 3, 4, 2, 5, size=1e3)
    yield case("gradients many million times as small", 3, 4, 2, 5, size=2e-8)
    yield case("a long sequence, of which the cell keeps the start", 40, 2, 1, 3, kept=5)


# What is kept between calls cannot be said by an edit of `backward`.
kept = None


def states_kept_between_calls(dhs, xs, h0, c0, W_x, W_h, b):
    global kept
    h, c = (h0, c0) if kept is None or kept[0].shape != h0.shape else kept
    hs, cs = forward(xs, h, c, W_x, W_h, b)
    kept = hs[-1], cs[-1]
    return backward(dhs, xs, h, c, W_x, W_h, b)


EXERCISE = Exercise(
    name="lstm.backward",
    title="Backpropagation through time for an LSTM",
    chapter=6,
    points=4,
    section=("lstm-backward", "Back through time"),
    arguments={"dhs": "T N H", "xs": "T N D", "h0": "N H", "c0": "N H", "W_x": "D 4H", "W_h": "H 4H", "b": "4H"},
    returns={"xs": "T N D", "h0": "N H", "c0": "N H", "W_x": "D 4H", "W_h": "H 4H", "b": "4H"},
    cases=cases,
    worked=backward,
    reference=reference,
    isolate=("dhs", "xs", "h0", "c0", "b"),
    tested="several batches one after the other, a loss at every step, start states that are not zero, float32, "
    "sequences of one step and of many, a single unit, weights so large that the gates are fully open or shut, and "
    "gradients that are large and small",
    mistakes=load(
        "lstm.backward",
        shared=("lstm", "bptt"),
        functions=(states_kept_between_calls,),
        insert={
            "orders": gate_orders.lstm(
                "one that packs the gates in the order {order} instead of {right}, forward and backward",
                gate_orders.places("a_{}, a_{}, a_{}, a_{} =", "da_{}, da_{}, da_{}, da_{}]"),
            ),
            "gradient-orders": gate_orders.lstm(
                "one that packs the gradients in the order {order}, while the weights stand in the order {right}",
                gate_orders.places("da_{}, da_{}, da_{}, da_{}]"),
                prefix="gradient-order",
                alone=lambda order: True,
            ),
        },
    ),
)
