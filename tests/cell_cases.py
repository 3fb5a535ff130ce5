"""Every recurrent cell with all its options, for tests that hold for all of them."""

from typing import Any

import numpy as np

from lstmlab import trees
from lstmlab.cells import elman, lstm

# Whoever adds a cell or an option adds it here, and the tests of gradients, unrolling and bad input take it up.
EXACT: dict[str, Any] = {
    "Elman": elman,
    "LSTM": lstm,
}


def random_params(cell: Any, rng: np.random.Generator, n_in: int, n_hidden: int, dtype: Any = np.float64) -> Any:
    """Weights around 0.5 in size: small ones would hide errors, large ones would shut the gates."""
    return trees.map(lambda w: (rng.normal(size=w.shape) * 0.5).astype(dtype), cell.zeros(n_in, n_hidden))


def random_state(cell: Any, rng: np.random.Generator, n: int, n_hidden: int, dtype: Any = np.float64) -> Any:
    """A state that is not zero."""
    return cell.State(*(rng.normal(size=(n, n_hidden)).astype(dtype) for _ in cell.State._fields))
