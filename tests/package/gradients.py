"""Every backward pass beside the complex step, on sizes that are all different, with states that are not zero.

`python -m tests.package.gradients` prints the largest relative error of each. The limit is 1e-10; central differences
alone could not tell a wrong tenth digit.
"""

from dataclasses import asdict
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from lstmlab import gradcheck, init, losses, network, readout, trees, unroll
from lstmlab.cells import elman, feedforward
from tests.package import published_truncation
from tests.package.cell_cases import EXACT, TRUNCATED, random_params, random_state

LIMIT = 1e-10
T, N, D, H, K = 5, 3, 2, 4, 6


class Inputs(NamedTuple):
    """All that a recurrent net computes from: each of its numbers gets a gradient."""

    params: Any
    xs: np.ndarray
    state: Any


def draw(cell: Any, rng: np.random.Generator, n_steps: int = T, sizes: tuple[int, int, int] = (N, D, H)) -> Inputs:
    n, n_in, n_hidden = sizes
    params, state = random_params(cell, rng, n_in, n_hidden), random_state(cell, rng, n, n_hidden)
    return Inputs(params, rng.normal(size=(n_steps, n, n_in)), state)


def one_step(cell: Any, rng: np.random.Generator) -> dict[str, float]:
    """A single step, with a loss on every part of the new state."""
    given = draw(cell, rng, 1)
    dstate = random_state(cell, rng, N, H)

    def loss(moved):
        return total(cell.step(moved.params, moved.xs[0], moved.state)[0], dstate)

    _, cache = cell.step(given.params, given.xs[0], given.state)
    dx, dstate_prev, grads = cell.step_backward(given.params, cache, dstate)
    return gradcheck.compare(loss, given, Inputs(grads, dx[None], dstate_prev))


def through_time(
    cell: Any,
    rng: np.random.Generator,
    n_steps: int = T,
    sizes: tuple[int, int, int] = (N, D, H),
    dropout: bool = False,
) -> dict[str, float]:
    """Full backpropagation through time, with a loss on every output and on every part of the last state."""
    given = draw(cell, rng, n_steps, sizes)
    n, _, n_hidden = sizes
    dhs, dlast = rng.normal(size=(n_steps, n, n_hidden)), random_state(cell, rng, n, n_hidden)
    drop = 2.0 * rng.integers(0, 2, size=(n, n_hidden)) if dropout else None

    def loss(moved):
        trace = unroll.forward(cell, moved.params, moved.xs, moved.state, drop=drop)
        return (trace.hs * dhs).sum() + total(trace.state, dlast)

    trace = unroll.forward(cell, *given, drop=drop)
    dxs, dstate, grads = unroll.backward(cell, given.params, trace, dhs, dlast)
    return gradcheck.compare(loss, given, Inputs(grads, dxs, dstate))


def in_chunks(cell: Any, rng: np.random.Generator, k: int = 2) -> dict[str, float]:
    """Truncated, beside the formulation it stands for: each chunk by itself, from a start state that is a constant."""
    given = draw(cell, rng)
    dhs = rng.normal(size=(T, N, H))
    _, _, grads = unroll.truncated_backward(cell, given.params, unroll.forward(cell, *given), dhs, k)

    def loss(params):
        value, state = 0, given.state
        for start in range(0, T, k):
            xs = given.xs[start : start + k]
            value = value + (unroll.forward(cell, params, xs, state).hs * dhs[start : start + k]).sum()
            state = unroll.forward(cell, given.params, xs, state).state
        return value

    return gradcheck.compare(loss, given.params, grads)


def published_rule(cell: Any, rng: np.random.Generator) -> dict[str, float]:
    """A gradient that is truncated on purpose, beside the complex step of a net in which what is cut is constant."""
    given = draw(cell, rng)
    dhs, dlast = rng.normal(size=(T, N, H)), random_state(cell, rng, N, H)
    trace = unroll.forward(cell, *given)
    dxs, dstate, grads = unroll.backward(cell, given.params, trace, dhs, dlast)
    cs = [given.state.c, *(cache.c for cache in trace.caches)]
    seen = list(zip([given.state.h, *trace.hs[:-1]], cs, cs[1:], strict=False))
    options = {name: value for name, value in asdict(cell.options).items() if name != "gradient"}
    cut = getattr(published_truncation, cell.module.__name__.split(".")[-1])

    def loss(moved):
        hs, *last = cut(moved.params, moved.xs, moved.state, seen, **options)
        # Complex also where only the first output is moved: it is cut off, and its gradient has to be 0.
        return (np.stack(hs) * dhs).sum() + total(cell.State(*last), dlast) + 0j

    np.testing.assert_allclose(cut(*given, seen, **options)[0], trace.hs, rtol=1e-12)
    return gradcheck.compare(loss, given, Inputs(grads, dxs, dstate))


def total(state: Any, dstate: Any) -> Any:
    """A loss whose gradient of the state is dstate."""
    return sum((part * dpart).sum() for _, part, dpart in trees.leaves(state, dstate))


def feedforward_net(rng: np.random.Generator) -> dict[str, float]:
    params = feedforward.Params(*(rng.normal(size=w.shape) * 0.5 for w in init.feedforward(rng, D, H, K)))
    x, dy = rng.normal(size=(N, D)), rng.normal(size=(N, K))

    def loss(moved, x=x):
        return (feedforward.forward(moved, x)[0] * dy).sum()

    _, cache = feedforward.forward(params, x)
    dx, grads = feedforward.backward(params, cache, dy)
    by_complex_step = gradcheck.complex_step(lambda moved: loss(params, moved), x)
    return gradcheck.compare(loss, params, grads) | {"x": gradcheck.relative_error(dx, by_complex_step)}


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


OF_ONE_CELL = {
    "one step": one_step,
    "through time": through_time,
    "recurrent dropout": partial(through_time, dropout=True),
    "in chunks of 2": in_chunks,
}

OF_CELLS = {
    f"{title}: {what}": partial(comparison, cell)
    for title, cell in EXACT.items()
    for what, comparison in OF_ONE_CELL.items()
}

OF_PUBLISHED_RULES = {f"{title}: its own rule": partial(published_rule, cell) for title, cell in TRUNCATED.items()}

OF_NETWORKS = {
    "feed-forward net": feedforward_net,
    "Elman network, many-to-many": elman_network_many_to_many,
    "Elman network, many-to-one": elman_network_many_to_one,
    "softmax and cross-entropy": softmax_cross_entropy,
    "mean squared error": mean_squared_error,
}

COMPARISONS = OF_CELLS | OF_PUBLISHED_RULES | OF_NETWORKS


def _network(rng: np.random.Generator, targets: np.ndarray, loss_function, mode: str) -> dict[str, float]:
    cell, xs, state = draw(elman, rng)
    params = network.Params(cell, readout.Params(rng.normal(size=(H, K)) * 0.5, rng.normal(size=K)))
    _, grads, _ = network.loss_and_gradients(
        elman, params, network.Batch(xs, targets, state=state), loss_function, mode
    )

    def loss(moved):
        return network.loss_and_gradients(elman, moved, network.Batch(xs, targets, state=state), loss_function, mode)[0]

    return gradcheck.compare(loss, params, grads)


if __name__ == "__main__":
    largest = 0.0
    width = max(map(len, COMPARISONS))
    for title, comparison in COMPARISONS.items():
        errors = comparison(np.random.default_rng(0))
        worst = max(errors, key=errors.__getitem__)
        largest = max(largest, errors[worst])
        print(f"{title:{width}} {errors[worst]:.1e}  ({worst})")
    print(f"{'largest relative error':{width}} {largest:.1e}  (limit {LIMIT:.0e})")
