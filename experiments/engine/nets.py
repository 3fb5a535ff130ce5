"""The five nets that stand side by side in the classic experiments, each with a start that suits long sequences.

A cell that keeps what it holds must also write little, or it fills up with noise: where forget gates start at
sigmoid(keep), input gates start at sigmoid(-keep). A GRU has one gate for both.

Source: C. Tallec and Y. Ollivier, "Can Recurrent Neural Networks Warp Time?", ICLR 2018, who draw the bias of each unit
from a range; here all units have the same one.
"""

from typing import Any

import numpy as np

from experiments.engine import held
from lstmlab import init
from lstmlab.cells import elman, gru, lstm, peephole
from lstmlab.gates import split

CELLS = {"Elman": elman, "LSTM 1997": lstm, "LSTM": lstm, "peephole": peephole, "GRU": gru}
NETS = tuple(CELLS)


def make(
    rng: np.random.Generator, net: str, n_in: int, n_hidden: int, n_out: int, keep: float = 1.0
) -> tuple[Any, Any]:
    """The cell of one of `NETS` and its first weights, in float32.

    Args:
        rng: draws them.
        net: its name. "LSTM 1997" is an LSTM with its forget gate held at 1: the same numbers at a kernel's speed.
        n_in, n_hidden, n_out: D, H, K.
        keep: first bias of the forget gates; that of the input gates, and of a GRU's update gates, is -keep. The matrix
            of the Elman net starts orthogonal: it keeps the size of the state.
    """
    cell = CELLS[net]
    params = init.network(rng, cell, n_in, n_hidden, n_out, np.float32, forget_bias=keep)
    if net == "GRU":
        split(params.cell.b, 3)[gru.GATES.index("z")][:] = -keep
    elif net != "Elman":
        split(params.cell.b, 4)[lstm.GATES.index("i")][:] = -keep
    return cell, held.network_without(params, "f") if net == "LSTM 1997" else params
