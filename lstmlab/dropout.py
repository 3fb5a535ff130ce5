"""Dropout: while training, numbers are set to zero at random, so that no unit can rely on another one alone.

    m = (u < 1 - rate) / (1 - rate),    u uniform in [0, 1)        a dropout mask: 0 or 1 / (1 - rate)

Each number survives with probability 1 - rate and is then made larger, so that its expectation stays what it was and
nothing has to be scaled when the net is used ("inverted" dropout).

The masks are drawn once for each sequence, not for each step: a unit that is dropped is dropped from the first step to
the last. Noise that is new at each step would be amplified along a long sequence. Every cell of a network has masks of
its own for its inputs and for its recurrent connections; the outputs of the last layer have one. What two layers of a
stack hand on is dropped as input of the upper one. The path on which a state reaches the next step unweighted, such as
c of an LSTM or (1 - z) h of a GRU, is never dropped: memory would be lost at the first step.

Source: N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov, "Dropout: A Simple Way to Prevent
Neural Networks from Overfitting", JMLR 15 (2014), 1929-1958; one mask a sequence: Y. Gal and Z. Ghahramani, "A
Theoretically Grounded Application of Dropout in Recurrent Neural Networks", NIPS 2016. They let all gates share the
mask of an input, as here, or have one each.
"""

from dataclasses import dataclass, fields
from typing import Any, NamedTuple

import numpy as np

from lstmlab.shapes import Array, check_dtype, check_fraction, check_generator, check_int


class Drop(NamedTuple):
    """Dropout masks of a cell, the same at each step: inputs (N, D), recurrent (N, H); None drops nothing."""

    inputs: Array | None = None
    recurrent: Array | None = None


class Masks(NamedTuple):
    """Dropout masks of a network: `cell`, `Drop` in the form of its weights, and outputs (N, H) of the last layer."""

    cell: Any
    outputs: Array | None


@dataclass(frozen=True)
class Dropout:
    """What part of a network is dropped while training, as rates from 0 (nothing) to below 1.

    Attributes:
        inputs: of the inputs of every cell.
        outputs: of what the readout reads.
        recurrent: of h_{t-1} where it meets the weights, in every cell.

    Raises:
        ValueError: a rate outside [0, 1); TypeError: a rate that is no number.
    """

    inputs: float = 0.0
    outputs: float = 0.0
    recurrent: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            check_fraction(**{field.name: getattr(self, field.name)})

    def draw(self, rng: np.random.Generator, params: Any, n: int) -> Masks:
        """Masks for a batch of n sequences.

        Args:
            rng: decides what is dropped: cell by cell in the order of the weights, its inputs first, outputs at last.
            params: weights of a network (`lstmlab.network.Params`), which say the sizes and the precision.
            n: sequences in the batch, N. Each has its own masks.

        Raises:
            ValueError: n below 1; TypeError: rng is no Generator, or n that is not an integer.
        """
        check_int(1, n=n)
        cell = self._draw_cell(rng, params.cell, n)
        W_y = params.readout.W_y
        return Masks(cell, mask(rng, self.outputs, (n, W_y.shape[0]), W_y.dtype))

    def _draw_cell(self, rng: np.random.Generator, params: Any, n: int) -> Any:
        if hasattr(params, "W_x"):
            inputs = mask(rng, self.inputs, (n, params.W_x.shape[0]), params.W_x.dtype)
            # Where the state meets no weight there is nothing to drop.
            W_h = getattr(params, "W_h", None)
            return Drop(inputs, None if W_h is None else mask(rng, self.recurrent, (n, W_h.shape[0]), W_h.dtype))
        parts = [self._draw_cell(rng, part, n) for part in params]
        return type(params)(*parts) if hasattr(params, "_fields") else tuple(parts)


def mask(rng: np.random.Generator, rate: float, shape: tuple[int, ...], dtype: Any = np.float64) -> Array | None:
    """Zeros with probability `rate`, and 1 / (1 - rate) elsewhere; None for a rate of 0, which drops nothing.

    Args:
        rng: decides which.
        rate: from 0 to below 1.
        shape: of the mask.
        dtype: of what it multiplies.

    Raises:
        ValueError: a rate outside [0, 1); TypeError: a rate that is no number, or rng is no Generator.
    """
    check_fraction(rate=rate)
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    if not isinstance(shape, (tuple, list)):
        raise TypeError(f"shape: expected a tuple of integers, got {type(shape).__name__}")
    for k, size in enumerate(shape):
        check_int(0, **{f"shape[{k}]": size})
    if rate == 0:
        return None
    kept = 1 - float(rate)  # a NumPy number would promote float32
    return (rng.random(shape) < kept).astype(dtype) / kept
