"""Every recurrent cell with all its options, for tests that hold for all of them."""

from typing import Any

import numpy as np

from lstmlab import trees
from lstmlab.cells import ablation, elman, gru, gru_reset_after, irnn, lstm, lstm1997, mingru, minlstm, peephole

# Whoever adds a cell or an option adds it here, and the tests of gradients, unrolling and bad input take it up.
EXACT: dict[str, Any] = {
    "Elman": elman,
    "IRNN": irnn,
    "LSTM of 1997": lstm1997,
    "LSTM of 1997, the paper's squashing": lstm1997.variant(squashing="paper"),
    "LSTM": lstm,
    "peephole LSTM": peephole,
    "GRU": gru,
    "GRU, z weighs the previous state": gru.variant(z_weighs="previous"),
    "GRU, reset after": gru_reset_after,
    "GRU, reset after, z weighs the candidate": gru_reset_after.variant(z_weighs="candidate"),
    "minimal GRU": mingru,
    "minimal LSTM": minlstm,
} | {f"LSTM, ablation: {without}": ablation.variant(without) for without in ablation.BLOCKS}

# The published rules, which cut the gradient on purpose: a full gradient check has to fail for them.
TRUNCATED: dict[str, Any] = {
    "LSTM of 1997, truncated": lstm1997.variant(gradient="truncated"),
    "LSTM of 1997, the paper's squashing, truncated": lstm1997.variant("paper", "truncated"),
    "peephole LSTM, truncated": peephole.variant(gradient="truncated"),
}

ALL = EXACT | TRUNCATED

# Their gates do not see the state: they have no W_h, and nothing to which recurrent dropout could be applied.
BLIND = ("minimal GRU", "minimal LSTM")


def random_params(cell: Any, rng: np.random.Generator, n_in: int, n_hidden: int, dtype: Any = np.float64) -> Any:
    """Weights around 0.5 in size: small ones would hide errors, large ones would shut the gates."""
    return trees.map(lambda w: (rng.normal(size=w.shape) * 0.5).astype(dtype), cell.zeros(n_in, n_hidden))


def random_state(cell: Any, rng: np.random.Generator, n: int, n_hidden: int, dtype: Any = np.float64) -> Any:
    """A state that is not zero."""
    return cell.State(*(rng.normal(size=(n, n_hidden)).astype(dtype) for _ in cell.State._fields))
