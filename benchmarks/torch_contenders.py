"""The contenders in PyTorch: torch.nn, and a cell written from scratch with autograd.

Both start the backward pass with dL/dhs itself (`grad_outputs`), as lstmlab does, so that no time goes into a loss.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import sigmoid, tanh

from benchmarks.numpy_contenders import Contender, Problem, named
from benchmarks.plan import MODULE, SCRATCH

MODULES = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "elman": torch.nn.RNN}


def contenders(problem: Problem) -> dict[str, Contender]:
    """torch.nn and the cell from scratch for one problem."""
    return {MODULE: module(problem), SCRATCH: from_scratch(problem)}


def module(problem: Problem) -> Contender:
    """The module of torch.nn with the weights of the problem; one of its two biases is zero where we have one bias."""
    _, size, params, xs, state, dhs = problem
    net = MODULES[problem.cell](size.D, size.H, dtype=torch.from_numpy(xs).dtype)
    b_x = params.b if hasattr(params, "b") else params.b_x
    b_h = np.zeros_like(b_x) if hasattr(params, "b") else params.b_h
    with torch.no_grad():
        for weight, value in zip(net.parameters(), (params.W_x.T, params.W_h.T, b_x, b_h), strict=True):
            weight.copy_(torch.from_numpy(np.ascontiguousarray(value)))
    inputs = leaf(xs)
    start = tuple(leaf(part[None]) for part in state)
    dhs_torch = torch.from_numpy(dhs)
    wanted = [inputs, *start, *net.parameters()]

    def run() -> tuple:
        hs, _ = net(inputs, start if len(start) == 2 else start[0])
        return hs, *torch.autograd.grad(hs, wanted, grad_outputs=dhs_torch)

    def as_ours(result: tuple) -> dict[str, np.ndarray]:
        hs, dxs, *rest = arrays(result)
        dstate, (dW_x, dW_h, db_x, db_h) = rest[: len(start)], rest[len(start) :]
        biases = (db_x,) if hasattr(params, "b") else (db_x, db_h)
        grads = type(params)(dW_x.T, dW_h.T, *biases)
        return by_name(problem, hs, dxs, [part[0] for part in dstate], grads)

    return Contender(run, as_ours)


def from_scratch(problem: Problem) -> Contender:
    """A loop over time that calls one step: packed weights, two products a step, autograd for the rest."""
    step = STEPS[problem.cell]
    weights = [leaf(array) for array in problem.params]
    inputs = leaf(problem.xs)
    start = tuple(leaf(part) for part in problem.state)
    dhs = torch.from_numpy(problem.dhs)
    wanted = [inputs, *start, *weights]

    def run() -> tuple:
        state, outputs = start, []
        for x in inputs:
            state = step(weights, x, state)
            outputs.append(state[0])
        hs = torch.stack(outputs)
        return hs, *torch.autograd.grad(hs, wanted, grad_outputs=dhs)

    def as_ours(result: tuple) -> dict[str, np.ndarray]:
        hs, dxs, *rest = arrays(result)
        grads = type(problem.params)(*rest[len(start) :])
        return by_name(problem, hs, dxs, rest[: len(start)], grads)

    return Contender(run, as_ours)


def lstm_step(weights: list, x: torch.Tensor, state: tuple) -> tuple:
    W_x, W_h, b = weights
    h, c = state
    i, f, g, o = (x @ W_x + h @ W_h + b).chunk(4, dim=1)
    c = sigmoid(f) * c + sigmoid(i) * tanh(g)
    return sigmoid(o) * tanh(c), c


def gru_step(weights: list, x: torch.Tensor, state: tuple) -> tuple:
    W_x, W_h, b_x, b_h = weights
    (h,) = state
    x_r, x_z, x_n = (x @ W_x + b_x).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_h + b_h).chunk(3, dim=1)
    z = sigmoid(x_z + h_z)
    n = tanh(x_n + sigmoid(x_r + h_r) * h_n)
    return ((1 - z) * n + z * h,)


def elman_step(weights: list, x: torch.Tensor, state: tuple) -> tuple:
    W_x, W_h, b = weights
    return (tanh(x @ W_x + state[0] @ W_h + b),)


STEPS: dict[str, Callable] = {"lstm": lstm_step, "gru": gru_step, "elman": elman_step}


def leaf(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(array.copy()).requires_grad_()


def arrays(result: tuple) -> list[np.ndarray]:
    return [part.detach().numpy() for part in result]


def by_name(problem: Problem, hs: Any, dxs: Any, dstate: Any, grads: Any) -> dict[str, np.ndarray]:
    return named((hs, dxs, type(problem.state)(*dstate), grads))
