"""Classic tasks: each a function of a generator, with the rule of its targets, a solver and what guessing scores."""

from lstmlab.tasks import (
    adding,
    copying,
    latch,
    letters,
    long_lag,
    multiplication,
    parity,
    reber,
    recall,
    river,
    strings,
    temporal_order,
    temporal_xor,
    time_scales,
    timing,
)

__all__ = [
    "adding",
    "copying",
    "latch",
    "letters",
    "long_lag",
    "multiplication",
    "parity",
    "reber",
    "recall",
    "river",
    "strings",
    "temporal_order",
    "temporal_xor",
    "time_scales",
    "timing",
]
