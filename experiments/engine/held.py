"""Gates that are held open: an LSTM without one of its gates, at the speed of a kernel.

A gate with no weights and a bias of 40 is 1, exactly, in float32 and in float64: sigmoid(40) differs from 1 by 4e-18.
Its derivative g (1 - g) is then 0, exactly, so its weights have no gradient and no optimiser moves them. An LSTM whose
forget gate is held open is the LSTM of 1997: the same numbers, several times faster than its reference cell.
"""

from typing import Any

from lstmlab.cells import lstm, peephole
from lstmlab.gates import split

OPEN = 40.0


def hold_open(params: Any, *gates: str) -> Any:
    """Weights of an LSTM or a peephole LSTM with these gates, of "i", "f" and "o", fixed at 1; all else as it is."""
    params = type(params)(*(array.copy() for array in params))
    for gate in gates:
        block = lstm.GATES.index(gate)
        split(params.W_x, 4)[block][:] = 0
        split(params.W_h, 4)[block][:] = 0
        split(params.b, 4)[block][:] = OPEN
        if isinstance(params, peephole.Params):
            getattr(params, f"p_{gate}")[:] = 0
    return params


def network_without(network: Any, *gates: str) -> Any:
    """The same for the weights of a network: its cell has these gates held open."""
    return network._replace(cell=hold_open(network.cell, *gates))
