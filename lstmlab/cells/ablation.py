"""The LSTM with one of its parts taken out: which of them does it need?

    i_t = sigmoid(x_t W_xi + h_{t-1} W_hi + b_i + p_i c_{t-1})
    f_t = sigmoid(x_t W_xf + h_{t-1} W_hf + b_f + p_f c_{t-1})
    g_t = tanh(x_t W_xg + h_{t-1} W_hg + b_g)
    c_t = f_t c_{t-1} + i_t g_t
    o_t = sigmoid(x_t W_xo + h_{t-1} W_ho + b_o + p_o c_t)
    h_t = o_t tanh(c_t)

    without="vanilla"       all of it, the peephole LSTM
    without="NIG"           no input gate: i = 1
    without="NFG"           no forget gate: f = 1
    without="NOG"           no output gate: o = 1
    without="NIAF"          no input activation function: g = x W_xg + h_{t-1} W_hg + b_g, without the tanh
    without="NOAF"          no output activation function: h = o c
    without="CIFG"          coupled input and forget gate: f = 1 - i
    without="NP"            no peepholes: p_i = p_f = p_o = 0

What a variant does not use, it does not have: its weights are the blocks that are there, packed in the order i f g o,
and p has the peepholes of the gates that are there, by name.

Source: K. Greff, R. K. Srivastava, J. Koutnik, B. R. Steunebrink and J. Schmidhuber, "LSTM: A Search Space Odyssey",
IEEE Transactions on Neural Networks and Learning Systems 28 (2017), 2222-2232, which compares these variants.
"""

import sys
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from lstmlab.cells.arguments import apply_dropout_mask, check_backward, check_step
from lstmlab.cells.variant import Variant
from lstmlab.gates import pack, sigmoid, split
from lstmlab.shapes import Array, check_dtype, check_int, check_one_of

# The blocks of each variant, and which of its gates have a peephole.
BLOCKS = {
    "vanilla": ("i", "f", "g", "o"),
    "NIG": ("f", "g", "o"),
    "NFG": ("i", "g", "o"),
    "NOG": ("i", "f", "g"),
    "NIAF": ("i", "f", "g", "o"),
    "NOAF": ("i", "f", "g", "o"),
    "CIFG": ("i", "g", "o"),
    "NP": ("i", "f", "g", "o"),
}
PEEPHOLES = {
    without: tuple(block for block in blocks if block != "g" and without != "NP") for without, blocks in BLOCKS.items()
}


@dataclass(frozen=True)
class Options:
    """What can be chosen.

    Attributes:
        without: the part that is taken out: "vanilla" (none), "NIG", "NFG", "NOG", "NIAF", "NOAF", "CIFG" or "NP".

    Raises:
        ValueError: an unknown option.
    """

    without: str = "vanilla"

    def __post_init__(self) -> None:
        check_one_of(BLOCKS, without=self.without)

    @property
    def gates(self) -> tuple[str, ...]:
        """The blocks that are there, in the order in which they are packed."""
        return BLOCKS[self.without]

    @property
    def peepholes(self) -> tuple[str, ...]:
        """The gates that are there and have a peephole."""
        return PEEPHOLES[self.without]

    @property
    def letters(self) -> dict[str, str]:
        """The shape of each weight (see lstmlab.cells.arguments)."""
        packed = f"{len(self.gates)}H"
        return {"W_h": f"H {packed}", "W_x": f"D {packed}", "b": packed} | {f"p.{gate}": "H" for gate in self.peepholes}


DEFAULTS = Options()
GATES = DEFAULTS.gates


class Params(NamedTuple):
    """Weights of the G blocks that are there, packed in the order i f g o: W_x (D, GH), W_h (H, GH), b (GH,).

    p: the peepholes that are there, from "i", "f", "o" to (H,).
    """

    W_x: Array
    W_h: Array
    b: Array
    p: dict[str, Array]


class State(NamedTuple):
    """What the cell hands to its next step: its output h (N, H) and the cell state c (N, H)."""

    h: Array
    c: Array


class Cache(NamedTuple):
    """What the backward step needs: x (N, D), h_prev (N, H) as the weights saw it, and c_prev, i, f, g, o, c (N, H).

    A gate that is not there is 1. drop: the recurrent dropout mask (N, H), or None.
    """

    x: Array
    h_prev: Array
    c_prev: Array
    i: Array
    f: Array
    g: Array
    o: Array
    c: Array
    drop: Array | None


def step(
    params: Params, x: Array, state: State, drop: Array | None = None, options: Options = DEFAULTS
) -> tuple[State, Cache]:
    """One step forward: the formulas at the top of lstmlab.cells.ablation.

    Args:
        params: W_x (D, GH), W_h (H, GH), b (GH,) for the G blocks that are there, and p, the peepholes that are there.
        x: input (N, D).
        state: h_prev and c_prev (N, H).
        drop: recurrent dropout: h_prev is multiplied by it (N, H) before it meets the weights. Peepholes see all of c.
        options: the part that is taken out.

    Returns:
        The new state (h, c), and the cache for `step_backward`.

    Raises:
        ValueError: a shape does not fit, weights of another variant, or an empty batch; TypeError: not an array,
            float32 mixed with float64, weights or a state of another cell.
    """
    without = options.without
    check_step(options.letters, Params, State, params, x, state)
    h_prev, c_prev = apply_dropout_mask(state.h, drop), state.c
    W_x, W_h, b = (dict(zip(options.gates, split(W, len(options.gates)), strict=True)) for W in params[:3])
    a = {block: x @ W_x[block] + h_prev @ W_h[block] + b[block] for block in options.gates}
    p = {"i": 0.0, "f": 0.0, "o": 0.0} | params.p
    one = np.ones_like(c_prev)
    i = one if without == "NIG" else sigmoid(a["i"] + p["i"] * c_prev)
    f = one if without == "NFG" else (1 - i if without == "CIFG" else sigmoid(a["f"] + p["f"] * c_prev))
    g = a["g"] if without == "NIAF" else np.tanh(a["g"])
    c = f * c_prev + i * g
    o = one if without == "NOG" else sigmoid(a["o"] + p["o"] * c)
    h = o * (c if without == "NOAF" else np.tanh(c))
    return State(h, c), Cache(x, h_prev, c_prev, i, f, g, o, c, drop)


def step_backward(
    params: Params, cache: Cache, dstate: State, options: Options = DEFAULTS
) -> tuple[Array, State, Params]:
    """One step backward, from dL/dh and dL/dc to the gradient of everything that they were made of.

        do = dh tanh(c)        da_o = do o (1 - o)
        dc = dc + dh o (1 - tanh(c)^2) + da_o p_o
        di = dc g        df = dc c_prev        dg = dc i
        da_i = di i (1 - i)        da_f = df f (1 - f)        da_g = dg (1 - g^2)
        dc_prev = dc f + da_i p_i + da_f p_f
        dp_i = sum of da_i c_prev        dp_f = sum of da_f c_prev        dp_o = sum of da_o c, over the batch

    A gate that is 1 has da = 0. Without the tanh its derivative is 1 instead of 1 - tanh^2. Coupled, i acts through f
    too: di = dc g - df. With da, the blocks that are there side by side:

        dx = da W_x^T        dh_prev = da W_h^T
        dW_x = x^T da        dW_h = h_prev^T da        db = sum of da over the batch

    Args:
        params: as in `step`.
        cache: from `step`.
        dstate: dL/dh and dL/dc (N, H), from the loss at this step and from the step after it together.
        options: as in `step`.

    Returns:
        dx (N, D), the gradient of the previous state, and the gradients of the weights.

    Raises:
        ValueError, TypeError: as in `step`.
    """
    without = options.without
    check_backward(options.letters, Params, Cache, State, params, cache, dstate)
    x, h_prev, c_prev, i, f, g, o, c, drop = cache
    p = {"i": 0.0, "f": 0.0, "o": 0.0} | params.p
    shown = c if without == "NOAF" else np.tanh(c)
    da_o = dstate.h * shown * o * (1 - o)
    dc = dstate.c + dstate.h * o * (1 if without == "NOAF" else 1 - shown * shown) + da_o * p["o"]
    df, dg = dc * c_prev, dc * i
    di = dc * g - df if without == "CIFG" else dc * g
    da_i, da_f, da_g = di * i * (1 - i), df * f * (1 - f), dg * (1 if without == "NIAF" else 1 - g * g)
    dc_prev = dc * f + da_i * p["i"] + da_f * p["f"]
    by_block = {"i": da_i, "f": da_f, "g": da_g, "o": da_o}
    da = pack(*(by_block[block] for block in options.gates))
    by_gate = {"i": da_i * c_prev, "f": da_f * c_prev, "o": da_o * c}
    dp = {gate: by_gate[gate].sum(axis=0) for gate in options.peepholes}
    grads = Params(W_x=x.T @ da, W_h=h_prev.T @ da, b=da.sum(axis=0), p=dp)
    return da @ params.W_x.T, State(apply_dropout_mask(da @ params.W_h.T, drop), dc_prev), grads


def variant(without: str = "vanilla") -> Variant:
    """The cell with one part taken out: `variant("NFG")`. Errors: an unknown option."""
    return Variant(sys.modules[__name__], Options(without))


def zeros(n_in: int, n_hidden: int, dtype: Any = np.float64, options: Options = DEFAULTS) -> Params:
    """Weights of the right shapes, all zero: what `lstmlab.init` fills.

    Args:
        n_in, n_hidden: D and H.
        dtype: float64 or float32.
        options: the part that is taken out, as in `step`.

    Raises:
        ValueError: a size below 1, another dtype; TypeError: a size that is not an integer.
    """
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    check_dtype(dtype=dtype)
    n_packed = len(options.gates) * n_hidden
    return Params(
        np.zeros((n_in, n_packed), dtype),
        np.zeros((n_hidden, n_packed), dtype),
        np.zeros(n_packed, dtype),
        {gate: np.zeros(n_hidden, dtype) for gate in options.peepholes},
    )


def count_parameters(n_in: int, n_hidden: int, options: Options = DEFAULTS) -> int:
    """G H (D + H + 1) weights for G blocks, and H for each peephole."""
    check_int(1, n_in=n_in, n_hidden=n_hidden)
    return len(options.gates) * n_hidden * (n_in + n_hidden + 1) + len(options.peepholes) * n_hidden
