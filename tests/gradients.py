"""Every backward pass beside the complex step, on sizes that are all different, with states that are not zero.

`python tests/gradients.py` prints the largest relative error of each. The limit is 1e-10; central differences alone
could not tell a wrong tenth digit.
"""

import numpy as np

from lstmlab import gradcheck, init, losses, network, readout, unroll
from lstmlab.cells import elman, feedforward

LIMIT = 1e-10
T, N, D, H, K = 5, 3, 2, 4, 6


def feedforward_net(rng: np.random.Generator) -> dict[str, float]:
    params = feedforward.Params(*(rng.normal(size=w.shape) * 0.5 for w in init.feedforward(rng, D, H, K)))
    x, dy = rng.normal(size=(N, D)), rng.normal(size=(N, K))

    def loss(moved, x=x):
        return (feedforward.forward(moved, x)[0] * dy).sum()

    _, cache = feedforward.forward(params, x)
    dx, grads = feedforward.backward(params, cache, dy)
    by_complex_step = gradcheck.complex_step(lambda moved: loss(params, moved), x)
    return gradcheck.compare(loss, params, grads) | {"x": gradcheck.relative_error(dx, by_complex_step)}


def elman_step(rng: np.random.Generator) -> dict[str, float]:
    params = _cell(rng)
    x, h_prev, dh = rng.normal(size=(N, D)), rng.normal(size=(N, H)), rng.normal(size=(N, H))

    def loss(moved, x=x, h_prev=h_prev):
        return (elman.step(moved, x, elman.State(h_prev))[0].h * dh).sum()

    _, cache = elman.step(params, x, elman.State(h_prev))
    dx, dstate, grads = elman.step_backward(params, cache, elman.State(dh))
    of_x = gradcheck.complex_step(lambda moved: loss(params, x=moved), x)
    of_h = gradcheck.complex_step(lambda moved: loss(params, h_prev=moved), h_prev)
    return gradcheck.compare(loss, params, grads) | {
        "x": gradcheck.relative_error(dx, of_x),
        "h_prev": gradcheck.relative_error(dstate.h, of_h),
    }


def elman_through_time(rng: np.random.Generator) -> dict[str, float]:
    """Full backpropagation through time, with a loss at every step and one at the state that is handed on."""
    params = _cell(rng)
    xs, h0 = rng.normal(size=(T, N, D)), rng.normal(size=(N, H))
    dhs, dlast = rng.normal(size=(T, N, H)), rng.normal(size=(N, H))

    def loss(moved, xs=xs, h0=h0):
        trace = unroll.forward(elman, moved, xs, elman.State(h0))
        return (trace.hs * dhs).sum() + (trace.state.h * dlast).sum()

    trace = unroll.forward(elman, params, xs, elman.State(h0))
    dxs, dstate, grads = unroll.backward(elman, params, trace, dhs, elman.State(dlast))
    of_xs = gradcheck.complex_step(lambda moved: loss(params, xs=moved), xs)
    of_h0 = gradcheck.complex_step(lambda moved: loss(params, h0=moved), h0)
    return gradcheck.compare(loss, params, grads) | {
        "xs": gradcheck.relative_error(dxs, of_xs),
        "h0": gradcheck.relative_error(dstate.h, of_h0),
    }


def elman_truncated(rng: np.random.Generator, k: int = 2) -> dict[str, float]:
    """Truncated, beside the formulation it stands for: each chunk by itself, from a start state that is a constant."""
    params = _cell(rng)
    xs, h0, dhs = rng.normal(size=(T, N, D)), rng.normal(size=(N, H)), rng.normal(size=(T, N, H))
    trace = unroll.forward(elman, params, xs, elman.State(h0))
    _, _, grads = unroll.truncated_backward(elman, params, trace, dhs, k)

    def loss(moved):
        total = 0
        for start in range(0, T, k):
            state = elman.State(h0 if start == 0 else trace.hs[start - 1])
            chunk = unroll.forward(elman, moved, xs[start : start + k], state)
            total = total + (chunk.hs * dhs[start : start + k]).sum()
        return total

    return gradcheck.compare(loss, params, grads)


def elman_network_many_to_many(rng: np.random.Generator) -> dict[str, float]:
    labels = rng.integers(0, K, size=(T, N))
    return _network(rng, labels, losses.softmax_cross_entropy, "many-to-many")


def elman_network_many_to_one(rng: np.random.Generator) -> dict[str, float]:
    return _network(rng, rng.normal(size=(N, K)), losses.mse, "many-to-one")


def softmax_cross_entropy(rng: np.random.Generator) -> dict[str, float]:
    logits, labels = 3 * rng.normal(size=(T, N, K)), rng.integers(0, K, size=(T, N))
    _, dlogits = losses.softmax_cross_entropy(logits, labels)
    found = gradcheck.complex_step(lambda moved: losses.softmax_cross_entropy(moved, labels)[0], logits)
    return {"logits": gradcheck.relative_error(dlogits, found)}


def mean_squared_error(rng: np.random.Generator) -> dict[str, float]:
    y, target = rng.normal(size=(2, T, N, K))
    found = gradcheck.complex_step(lambda moved: losses.mse(moved, target)[0], y)
    return {"y": gradcheck.relative_error(losses.mse(y, target)[1], found)}


COMPARISONS = {
    "feed-forward net": feedforward_net,
    "Elman cell, one step": elman_step,
    "Elman cell through time": elman_through_time,
    "Elman cell, truncated": elman_truncated,
    "Elman network, many-to-many": elman_network_many_to_many,
    "Elman network, many-to-one": elman_network_many_to_one,
    "softmax and cross-entropy": softmax_cross_entropy,
    "mean squared error": mean_squared_error,
}


def _cell(rng: np.random.Generator) -> elman.Params:
    return elman.Params(rng.normal(size=(D, H)) * 0.5, rng.normal(size=(H, H)) * 0.5, rng.normal(size=H) * 0.5)


def _network(rng: np.random.Generator, targets: np.ndarray, loss_function, mode: str) -> dict[str, float]:
    params = network.Params(_cell(rng), readout.Params(rng.normal(size=(H, K)) * 0.5, rng.normal(size=K)))
    xs, state = rng.normal(size=(T, N, D)), elman.State(rng.normal(size=(N, H)))
    _, grads, _ = network.loss_and_gradients(elman, params, xs, targets, loss_function, mode, state)

    def loss(moved):
        return network.loss_and_gradients(elman, moved, xs, targets, loss_function, mode, state)[0]

    return gradcheck.compare(loss, params, grads)


if __name__ == "__main__":
    largest = 0.0
    for title, comparison in COMPARISONS.items():
        errors = comparison(np.random.default_rng(0))
        worst = max(errors, key=errors.__getitem__)
        largest = max(largest, errors[worst])
        print(f"{title:30} {errors[worst]:.1e}  ({worst})")
    print(f"{'largest relative error':30} {largest:.1e}  (limit {LIMIT:.0e})")
