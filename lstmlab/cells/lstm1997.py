"""The LSTM of 1997: a cell that keeps what it holds, and two gates that protect it. It has no forget gate.

    i_t = sigmoid(x_t W_xi + h_{t-1} W_hi + b_i)        input gate: how much of the candidate is written
    g_t = g(x_t W_xg + h_{t-1} W_hg + b_g)              candidate: what could be written
    o_t = sigmoid(x_t W_xo + h_{t-1} W_ho + b_o)        output gate: how much of the cell is shown
    c_t = c_{t-1} + i_t g_t                             constant error carousel: nothing multiplies the old cell
    h_t = o_t h(c_t)

The weights are packed in the order i g o: W_x = [W_xi W_xg W_xo]. Two things are options. The squashing functions:

    squashing="tanh"            g = h = tanh
    squashing="paper"           g(a) = 4 sigmoid(a) - 2, in (-2, 2);        h(c) = 2 sigmoid(c) - 1, in (-1, 1)

and the gradient: gradient="exact", or the paper's, gradient="truncated", which `step_backward` explains.

Source: S. Hochreiter and J. Schmidhuber, "Long Short-Term Memory", Neural Computation 9 (1997), 1735-1780; squashing
functions and truncated gradient in its appendix.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from lstmlab.cells.arguments import apply_dropout_mask, check_backward, check_step
from lstmlab.cells.variant import Variant
from lstmlab.gates import pack, sigmoid, split
from lstmlab.shapes import Array, check_dtype, check_int, check_one_of

GATES = ("i", "g", "o")
LETTERS = {"W_h": "H 3H", "W_x": "D 3H", "b": "3H"}
GRADIENTS = ("exact", "truncated")


class Squashing(NamedTuple):
    """The functions g and h, each with its derivative written by the function's own value."""

    g: Callable[[Array], Array]
    g_derivative: Callable[[Array], Array]
    h: Callable[[Array], Array]
    h_derivative: Callable[[Array], Array]


SQUASHINGS = {
    "tanh": Squashing(g=np.tanh, g_derivative=lambda g: 1 - g * g, h=np.tanh, h_derivative=lambda h: 1 - h * h),
    "paper": Squashing(
        g=lambda a: 4 * sigmoid(a) - 2,
        g_derivative=lambda g: 1 - g * g / 4,
        h=lambda c: 2 * sigmoid(c) - 1,
        h_derivative=lambda h: (1 - h * h) / 2,
    ),
}


@dataclass(frozen=True)
class Options:
    """What can be chosen.

    Attributes:
        squashing: "tanh" or "paper".
        gradient: "exact" or "truncated"; it matters to `step_backward` alone.

    Raises:
        ValueError: an unknown option.
    """

    gates: ClassVar[tuple[str, ...]] = GATES
    squashing: str = "tanh"
    gradient: str = "exact"

    def __post_init__(self) -> None:
        check_one_of(SQUASHINGS, squashing=self.squashing)
        check_one_of(GRADIENTS, gradient=self.gradient)


DEFAULTS = Options()


class Params(NamedTuple):
    """Weights of the cell, packed i g o: W_x (D, 3H), W_h (H, 3H), b (3H,)."""

    W_x: Array
    W_h: Array
    b: Array


class State(NamedTuple):
    """What the cell hands to its next step: its output h (N, H) and the cell state c (N, H)."""

    h: Array
    c: Array


class Cache(NamedTuple):
    """What the backward step needs: x (N, D), h_prev (N, H) as the weights saw it, and i, g, o, c (N, H).

    drop: the recurrent dropout mask (N, H), or None.
    """

    x: Array
    h_prev: Array
    i: Array
    g: Array
    o: Array
    c: Array
    drop: Array | None


def step(
    params: Params, x: Array, state: State, drop: Array | None = None, options: Options = DEFAULTS
) -> tuple[State, Cache]:
    """One step forward: the five formulas at the top of lstmlab.cells.lstm1997.

    Args:
        params: W_x (D, 3H), W_h (H, 3H), b (3H,), packed i g o.
        x: input (N, D).
        state: h_prev and c_prev (N, H).
        drop: recurrent dropout: h_prev is multiplied by it (N, H) before it meets the weights.
        options: the squashing functions.

    Returns:
        The new state (h, c), and the cache for `step_backward`.

    Raises:
        ValueError: a shape does not fit, or the batch is empty; TypeError: not an array, float32 mixed with float64,
            weights or a state of another cell.
    """
    check_step(LETTERS, Params, State, params, x, state)
    squash = SQUASHINGS[options.squashing]
    h_prev, c_prev = apply_dropout_mask(state.h, drop), state.c
    W_xi, W_xg, W_xo = split(params.W_x, 3)
    W_hi, W_hg, W_ho = split(params.W_h, 3)
    b_i, b_g, b_o = split(params.b, 3)
    i = sigmoid(x @ W_xi + h_prev @ W_hi + b_i)
    g = squash.g(x @ W_xg + h_prev @ W_hg + b_g)
    o = sigmoid(x @ W_xo + h_prev @ W_ho + b_o)
    c = c_prev + i * g
    h = o * squash.h(c)
    return State(h, c), Cache(x, h_prev, i, g, o, c, drop)


def step_backward(
    params: Params, cache: Cache, dstate: State, options: Options = DEFAULTS
) -> tuple[Array, State, Params]:
    """One step backward, from dL/dh and dL/dc to the gradient of everything that they were made of.

        do = dh h(c)        dc = dc + dh o h'(c)
        di = dc g           dg = dc i                   dc_prev = dc: the error in the carousel stays as it is
        da_i = di i (1 - i)        da_g = dg g'(a_g)        da_o = do o (1 - o)

    and with da = [da_i da_g da_o]:

        dx = da W_x^T        dh_prev = da W_h^T
        dW_x = x^T da        dW_h = h_prev^T da        db = sum of da over the batch

    With gradient="truncated", the paper's rule, an error that has reached the net input of a gate or of the candidate
    changes the weights there and goes no further back in time: dh_prev = 0. What goes back is dc_prev alone, so that
    no product of weights can make the error vanish or explode. dx is of the same moment, and remains.

    Args:
        params: as in `step`.
        cache: from `step`.
        dstate: dL/dh and dL/dc (N, H), from the loss at this step and from the step after it together.
        options: the squashing functions, as in `step`, and the gradient.

    Returns:
        dx (N, D), the gradient of the previous state, and the gradients of the weights.

    Raises:
        ValueError, TypeError: as in `step`.
    """
    check_backward(LETTERS, Params, Cache, State, params, cache, dstate)
    squash = SQUASHINGS[options.squashing]
    x, h_prev, i, g, o, c, drop = cache
    shown = squash.h(c)
    do = dstate.h * shown
    dc = dstate.c + dstate.h * o * squash.h_derivative(shown)
    di, dg = dc * g, dc * i
    da = pack(di * i * (1 - i), dg * squash.g_derivative(g), do * o * (1 - o))
    dh_prev = apply_dropout_mask(da @ params.W_h.T, drop) if options.gradient == "exact" else np.zeros_like(h_prev)
    grads = Params(W_x=x.T @ da, W_h=h_prev.T @ da, b=da.sum(axis=0))
    return da @ params.W_x.T, State(dh_prev, dc), grads


def variant(squashing: str = "tanh", gradient: str = "exact") -> Variant:
    """The cell with its options fixed, such as `variant("paper", "truncated")`. Errors: an unknown option."""
    return Variant(sys.modules[__name__], Options(squashing, gradient))


def zeros(n_in: int, n_hidden: int, dtype: Any = np.float64, options: Options = DEFAULTS) -> Params:
    """Weights of the right shapes, all zero: what `lstmlab.init` fills.

    Args:
        n_in, n_hidden: D and H.
        dtype: float64 or float32.
        options: of no matter here: all have the same weights.

    Raises:
        ValueError: a size below 1, another dtype; TypeError: a size that is not an integer.
    """
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    check_dtype(dtype=dtype)
    n_packed = 3 * n_hidden
    return Params(np.zeros((n_in, n_packed), dtype), np.zeros((n_hidden, n_packed), dtype), np.zeros(n_packed, dtype))


def count_parameters(n_in: int, n_hidden: int, options: Options = DEFAULTS) -> int:
    """3 H (D + H + 1) weights: here the hidden units see the outputs of the cells, but not those of the gates."""
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    return 3 * n_hidden * (n_in + n_hidden + 1)


def count_block_network(n_in: int, n_out: int, n_blocks: int, n_cells: int, biases: str = "all") -> int:
    """The weights of a network as the paper builds it, from memory blocks: cells that share their two gates.

    Every cell and every gate sees all inputs and all hidden units, gates included; the outputs see the cells alone:

        n_hidden = n_blocks (n_cells + 2)
        n_hidden (n_in + n_hidden) + n_out n_blocks n_cells, and the biases

    So `count_block_network(7, 7, 4, 1, biases="gates")` gives the 264 weights of the embedded Reber grammar, and
    `count_block_network(2, 1, 2, 2)` the 93 of the adding problem.

    Args:
        n_in, n_out: input and output units.
        n_blocks: memory blocks.
        n_cells: cells in each block.
        biases: "all" for every cell, gate and output, or "gates" for the gates alone.

    Raises:
        ValueError: a number below 1, or an unknown option; TypeError: not an integer.

    Source: the numbers of weights that the paper reports for its experiments on the embedded Reber grammar, the adding
    problem and temporal order, all of which this rule reproduces.
    """
    check_int(1, n_in=n_in, n_out=n_out, n_blocks=n_blocks, n_cells=n_cells)
    check_one_of(("all", "gates"), biases=biases)
    n_gates, n_memory = 2 * n_blocks, n_blocks * n_cells
    n_hidden = n_memory + n_gates
    n_biases = n_hidden + n_out if biases == "all" else n_gates
    return n_hidden * (n_in + n_hidden) + n_out * n_memory + n_biases
