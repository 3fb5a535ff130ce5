"""The cut explorer: truncated backpropagation through time, and the one symbol that the loss is about.

    h_t = tanh(w_x x_t + w_h h_{t-1}),    h_{-1} = 0,    x_t = 1 at the symbol and 0 elsewhere,    t = 0 ... 19

The loss, L = (h_19 - 1)^2 / 2, asks the last state whether there was a symbol. The sequence is cut into chunks of k
steps, counted from step 0. The state is carried over every edge; the gradient stops there. It reaches the symbol if
symbol and loss lie in the same chunk: floor(s / k) = floor(19 / k).

Source: R. J. Williams and J. Peng, "An Efficient Gradient-Based Algorithm for On-Line Training of Recurrent Network
Trajectories", Neural Computation 2 (1990), 490-501; here with chunks that do not overlap.
"""

from typing import Any

import numpy as np

from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Number, Whole

N_STEPS = 20
W_X = 1.0

# Where the symbol of the puzzle bptt.cut_puzzle stands.
SYMBOL = 12


def compute(k: int, symbol: int, w_h: float) -> dict[str, Any]:
    """States, and the gradient with and without the cuts.

    Args:
        k: steps in a chunk.
        symbol: step of the symbol, from 0.
        w_h: the recurrent weight.

    Returns:
        h: (20,), the states. full, kept: (20,), dL/dh_t of the whole and of the truncated backward pass.
        starts: first step of each chunk. reaches: whether the gradient gets to the symbol. edge: first step of the
        chunk that holds the loss. lag: steps from the symbol to the loss. w_x, w_h, w_x_kept, w_h_kept: the gradients
        of the weights, whole and truncated.
    """
    hs, before = [], 0.0
    for t in range(N_STEPS):
        before = float(np.tanh(W_X * (1.0 if t == symbol else 0.0) + w_h * before))
        hs.append(before)
    full, kept = _backward(hs, w_h, symbol, N_STEPS), _backward(hs, w_h, symbol, k)
    edge = (N_STEPS - 1) // k * k
    return {
        "h": hs,
        "full": full["dh"],
        "kept": kept["dh"],
        "starts": list(range(0, N_STEPS, k)),
        "reaches": symbol >= edge,
        "edge": edge,
        "lag": N_STEPS - 1 - symbol,
        "long_enough": k > N_STEPS - 1 - symbol,
        "unmet": _unmet(k, symbol),
        "w_x": full["w_x"],
        "w_h": full["w_h"],
        "w_x_kept": kept["w_x"],
        "w_h_kept": kept["w_h"],
    }


def _unmet(k: int, symbol: int) -> list[str]:
    """What is missing from the smallest k whose gradient reaches the symbol; empty when it is found."""
    last = N_STEPS - 1
    if symbol != SYMBOL:
        return ["place"]
    if symbol // k != last // k:
        return ["stops"]
    return ["smaller"] if any(symbol // smaller == last // smaller for smaller in range(1, k)) else []


def _backward(hs: list[float], w_h: float, symbol: int, k: int) -> dict[str, Any]:
    dhs, into_x, into_h = [0.0] * N_STEPS, 0.0, 0.0
    dh = hs[-1] - 1
    for t in reversed(range(N_STEPS)):
        dhs[t] = dh
        da = dh * (1 - hs[t] * hs[t])
        into_x += da if t == symbol else 0.0
        into_h += da * hs[t - 1] if t > 0 else 0.0
        dh = 0.0 if t % k == 0 else da * w_h
    return {"dh": dhs, "w_x": into_x, "w_h": into_h}


WORDS = {
    "alt": "A sequence of {n_steps} steps, 0 to {n_steps-1}. The symbol is at step {symbol}, the loss at step "
    "{n_steps-1}, a lag of {lag}. Recurrent weight {given.w_h:2}. {starts.length:One chunk|# chunks} of "
    "{k:1 step|up to # steps}. At the symbol dL/dh is {full[symbol]:3} without cuts and {kept[symbol]:3} with them. "
    "The gradient of w_x is {w_x_kept:3} instead of {w_x:3}, that of w_h {w_h_kept:3} instead of {w_h:3}. {result}",
    "result": "{verdict[reaches]}",
    "verdict": {
        "true": "Symbol and loss lie in one chunk, which begins at step {edge}: the gradient reaches the symbol.",
        "false": "The gradient stops at step {edge}, where the chunk of the loss begins; the symbol at step {symbol} "
        "gets none.{size[long_enough]}",
    },
    "size": {"true": " The chunks are long enough for the lag of {lag}, but an edge lies in between.", "false": ""},
    "unmet": {
        "place": "Put the symbol back to step {place}: the puzzle is about this place.",
        "stops": "The gradient stops at step {edge}, before it reaches the symbol at step {symbol}.",
        "smaller": "A smaller k carries the gradient to the symbol too.",
    },
}


class CutExplorer(Figure):
    """A sequence cut into chunks of k steps: which gradients survive, and whether they reach the symbol."""

    title = "What a cut costs"

    k = Whole(5, "Steps in a chunk, k", low=1, high=N_STEPS)
    symbol = Whole(SYMBOL, "Step of the symbol", low=0, high=N_STEPS - 2)
    w_h = Number(1.1, "Recurrent w_h", low=0, high=2, step=0.05)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"n_steps": N_STEPS, "w_x": W_X, "place": SYMBOL}
