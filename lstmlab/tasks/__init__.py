"""Classic tasks: each a function of a generator, with the rule of its targets, a solver and what guessing scores."""

from lstmlab.tasks import (
    adding,
    latch,
    letters,
    long_lag,
    reber,
    recall,
    temporal_order,
    temporal_xor,
    time_scales,
    timing,
)

__all__ = [
    "adding",
    "latch",
    "letters",
    "long_lag",
    "reber",
    "recall",
    "temporal_order",
    "temporal_xor",
    "time_scales",
    "timing",
]
