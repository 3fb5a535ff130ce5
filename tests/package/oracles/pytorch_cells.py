"""Cells that torch.nn does not have, one step each, written straight in PyTorch; autograd makes the gradients.

Weights are named and packed as in lstmlab.cells (row vectors times matrices: x @ W_x + h @ W_h + b), so that a vector
can be compared without any conversion. Nothing of lstmlab is used here: an oracle shares no line with what it judges.
"""

from collections.abc import Callable

import torch
from torch import sigmoid, tanh

Weights = dict[str, torch.Tensor]
State = tuple[torch.Tensor, ...]
Step = Callable[[Weights, torch.Tensor, State], State]

# The blocks and peepholes that each variant has, in packed order.
# Source: K. Greff et al., "LSTM: A Search Space Odyssey", IEEE TNNLS 28 (2017), 2222-2232, appendix A.3.
ABLATIONS = {
    "vanilla": ("ifgo", "ifo"),
    "NIG": ("fgo", "fo"),
    "NFG": ("igo", "io"),
    "NOG": ("ifg", "if"),
    "NIAF": ("ifgo", "ifo"),
    "NOAF": ("ifgo", "ifo"),
    "CIFG": ("igo", "io"),
    "NP": ("ifgo", ""),
}


def peephole(weights: Weights, x: torch.Tensor, state: State, truncated: bool = False) -> State:
    """i and f see the cell before the step, o sees it after.

    Truncated: nothing that a gate or the candidate sees hands an error back to an earlier step or to the cell.
    """
    h_prev, c_prev = state
    a = x @ weights["W_x"] + cut(h_prev, truncated) @ weights["W_h"] + weights["b"]
    a_i, a_f, a_g, a_o = a.chunk(4, dim=1)
    i = sigmoid(a_i + cut(c_prev, truncated) * weights["p_i"])
    f = sigmoid(a_f + cut(c_prev, truncated) * weights["p_f"])
    c = f * c_prev + i * tanh(a_g)
    o = sigmoid(a_o + cut(c, truncated) * weights["p_o"])
    return o * tanh(c), c


def lstm1997(weights: Weights, x: torch.Tensor, state: State, paper: bool = False, truncated: bool = False) -> State:
    """No forget gate. The paper's squashing: g in (-2, 2), h in (-1, 1), both made of the logistic function."""
    h_prev, c_prev = state
    a = x @ weights["W_x"] + cut(h_prev, truncated) @ weights["W_h"] + weights["b"]
    a_i, a_g, a_o = a.chunk(3, dim=1)
    c = c_prev + sigmoid(a_i) * (4 * sigmoid(a_g) - 2 if paper else tanh(a_g))
    return sigmoid(a_o) * (2 * sigmoid(c) - 1 if paper else tanh(c)), c


def ablation(weights: Weights, x: torch.Tensor, state: State, without: str) -> State:
    """One of the eight: a missing gate is 1, a missing squashing function is the identity; CIFG has f = 1 - i."""
    h_prev, c_prev = state
    blocks, peepholes = ABLATIONS[without]
    packed = x @ weights["W_x"] + h_prev @ weights["W_h"] + weights["b"]
    a = dict(zip(blocks, packed.chunk(len(blocks), dim=1), strict=True))

    def gate(name: str, c: torch.Tensor) -> torch.Tensor:
        return sigmoid(a[name] + c * weights[f"p.{name}"] if name in peepholes else a[name])

    i = gate("i", c_prev) if "i" in blocks else torch.ones_like(c_prev)
    if without == "CIFG":
        f = 1 - i
    else:
        f = gate("f", c_prev) if "f" in blocks else torch.ones_like(c_prev)
    c = f * c_prev + i * (a["g"] if without == "NIAF" else tanh(a["g"]))
    o = gate("o", c) if "o" in blocks else torch.ones_like(c)
    return o * (c if without == "NOAF" else tanh(c)), c


def gru(weights: Weights, x: torch.Tensor, state: State, z_weighs: str) -> State:
    """The reset gate meets h before the product with W_h."""
    (h_prev,) = state
    W_xr, W_xz, W_xn = weights["W_x"].chunk(3, dim=1)
    W_hr, W_hz, W_hn = weights["W_h"].chunk(3, dim=1)
    b_r, b_z, b_n = weights["b"].chunk(3)
    r = sigmoid(x @ W_xr + h_prev @ W_hr + b_r)
    z = sigmoid(x @ W_xz + h_prev @ W_hz + b_z)
    n = tanh(x @ W_xn + (r * h_prev) @ W_hn + b_n)
    return (_mix(z, n, h_prev, z_weighs),)


def gru_reset_after(weights: Weights, x: torch.Tensor, state: State, z_weighs: str) -> State:
    """The reset gate meets the product of h and W_h, with its own bias."""
    (h_prev,) = state
    x_r, x_z, x_n = (x @ weights["W_x"] + weights["b_x"]).chunk(3, dim=1)
    h_r, h_z, h_n = (h_prev @ weights["W_h"] + weights["b_h"]).chunk(3, dim=1)
    z = sigmoid(x_z + h_z)
    n = tanh(x_n + sigmoid(x_r + h_r) * h_n)
    return (_mix(z, n, h_prev, z_weighs),)


def minimal_gru(weights: Weights, x: torch.Tensor, state: State) -> State:
    """The gate and the candidate see the input alone; there is no W_h.

    Source: L. Feng et al., "Were RNNs All We Needed?", arXiv:2410.01201 (2024), section 3.1.
    """
    a_z, n = (x @ weights["W_x"] + weights["b"]).chunk(2, dim=1)
    return (_mix(sigmoid(a_z), n, state[0], "candidate"),)


def minimal_lstm(weights: Weights, x: torch.Tensor, state: State) -> State:
    """Forget and input gate are divided by their sum; the same paper, section 3.2."""
    a_f, a_i, g = (x @ weights["W_x"] + weights["b"]).chunk(3, dim=1)
    f, i = sigmoid(a_f), sigmoid(a_i)
    return ((f * state[0] + i * g) / (f + i),)


def _mix(z: torch.Tensor, n: torch.Tensor, h_prev: torch.Tensor, z_weighs: str) -> torch.Tensor:
    return (1 - z) * h_prev + z * n if z_weighs == "candidate" else (1 - z) * n + z * h_prev


def cut(array: torch.Tensor, truncated: bool) -> torch.Tensor:
    """The same numbers; no error passes through them if the gradient is truncated."""
    return array.detach() if truncated else array


def shapes(
    n_in: int, n_hidden: int, blocks: int, *vectors: str, biases: tuple[str, ...] = ("b",), blind: bool = False
) -> dict:
    """Shapes of packed weights: W_x, W_h if it is not blind to the state, biases, and vectors (H,) by their names."""
    packed = blocks * n_hidden
    return {
        "W_x": (n_in, packed),
        **({} if blind else {"W_h": (n_hidden, packed)}),
        **dict.fromkeys(biases, (packed,)),
        **dict.fromkeys(vectors, (n_hidden,)),
    }
