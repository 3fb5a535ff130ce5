"""Gates: the sigmoid, and weights of several gates packed side by side.

    W = [W_i W_f W_g W_o],    W (..., G H),    G gates of H units each

`split` cuts a packed array into its gates and copies nothing: the parts are views of the same numbers, so that a
formula can be written gate by gate and a fast product can take all gates at once.
"""

from typing import Any

import numpy as np

from lstmlab.shapes import Array, check_int


def sigmoid(a: Any) -> Any:
    """1 / (1 + exp(-a)), written as (1 + tanh(a / 2)) / 2: the same function, and no exponential that overflows.

    Takes complex numbers too, for the complex step. Below about -37 it gives 0 instead of exp(a): the error is under
    1.2e-16, one digit of float64 beside 1.

    Raises:
        TypeError: no numbers.
    """
    try:
        return 0.5 * np.tanh(0.5 * a) + 0.5
    except TypeError:  # asked afterwards: every step of every cell comes through here
        raise TypeError(f"a: expected numbers, got {type(a).__name__}") from None


def split(packed: Array, n_gates: int) -> list[Array]:
    """Cut the last axis into gates: (..., G H) gives G views (..., H) that share their numbers with the packed array.

    Raises:
        ValueError: the last axis is no multiple of n_gates; TypeError: n_gates is not an integer.
    """
    check_int(1, n_gates=n_gates)
    if not isinstance(packed, np.ndarray) or packed.ndim == 0 or packed.dtype.kind not in "fciub":
        kind = f"an array of dtype {packed.dtype}" if isinstance(packed, np.ndarray) else type(packed).__name__
        raise TypeError(f"packed: expected an array of numbers (..., {n_gates} H), got {kind}")
    size = packed.shape[-1]
    if size % n_gates:
        raise ValueError(f"packed: expected a last axis of {n_gates} H, a multiple of {n_gates}, got {size}")
    n_hidden = size // n_gates
    return [packed[..., gate * n_hidden : (gate + 1) * n_hidden] for gate in range(n_gates)]


def pack(*gates: Array) -> Array:
    """Put gates side by side along the last axis: the opposite of `split`.

    Raises:
        ValueError: the gates differ in shape, or there are none.
    """
    if not gates:
        raise ValueError("gates: expected at least one array, got none")
    shapes = [np.shape(gate) for gate in gates]
    if not all(shapes):
        raise ValueError(f"gates: expected arrays (..., H), got {', '.join(type(gate).__name__ for gate in gates)}")
    if len(set(shapes)) > 1:
        raise ValueError(f"gates: expected arrays of one shape, got {', '.join(map(str, shapes))}")
    return np.concatenate(gates, axis=-1)
