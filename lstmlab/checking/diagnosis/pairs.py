"""One part of a result beside the right one, in one case: what the relations between them are asked of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstmlab.checking.diagnosis.compare import near

# The id of a sentence, and what is to be filled in beside the title.
Found = tuple[str, dict[str, Any]] | None


@dataclass(frozen=True)
class Pair:
    """One part of a result in one case.

    Attributes:
        got, right: arrays of one shape.
        known: sizes by letter, and single numbers among the arguments by name.
        tolerance: how far a number may be off.
    """

    got: np.ndarray
    right: np.ndarray
    known: dict[str, float]
    tolerance: float

    def equal(self, other: np.ndarray) -> bool:
        """Whether the value received equals this array."""
        return near(np.asarray(self.got, dtype=np.float64), np.asarray(other, dtype=np.float64), self.tolerance)


def every(pairs: Sequence[Pair], make: Callable[[np.ndarray], np.ndarray]) -> bool:
    """Whether the value received is this function of the right one, in every pair."""
    return all(pair.equal(make(pair.right)) for pair in pairs)


def as_float(values: np.ndarray) -> np.ndarray:
    return np.asarray(values, dtype=np.float64)


def many(pairs: Sequence[Pair]) -> bool:
    """Whether there are numbers enough for a curve through them to mean something."""
    return sum(pair.right.size for pair in pairs if np.isfinite(pair.right.astype(np.float64)).all()) > 2
