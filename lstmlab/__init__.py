"""lstmlab: reference cells, figures and checked exercises of a course on recurrent networks.

Importing it needs NumPy and the standard library alone. What needs more is imported where it is used: every module is
loaded when it is first asked for, as in `lstmlab.network.forward`.
"""

import importlib
from typing import TYPE_CHECKING, Any

from lstmlab import puzzles
from lstmlab._version import __version__

if TYPE_CHECKING:
    from lstmlab import (
        attention,
        cells,
        checking,
        checkpoint,
        data,
        drawings,
        dropout,
        exercises,
        figures,
        gates,
        gradcheck,
        init,
        interop,
        intervals,
        kernels,
        layers,
        links,
        losses,
        network,
        ngrams,
        optim,
        palette,
        penalties,
        plots,
        readout,
        scan,
        schedules,
        seq2seq,
        shapes,
        storage,
        tasks,
        text,
        training,
        trees,
        unroll,
    )
    from lstmlab.checking import CheckResult, check, score

# An engineer who uses the cells never pays for the checks.
_OF_THE_CHECKS = ("CheckResult", "check", "score")

__all__ = [
    "CheckResult",
    "__version__",
    "attention",
    "cells",
    "check",
    "checking",
    "checkpoint",
    "data",
    "drawings",
    "dropout",
    "exercises",
    "figures",
    "gates",
    "gradcheck",
    "grading",
    "init",
    "interop",
    "intervals",
    "kernels",
    "layers",
    "links",
    "losses",
    "network",
    "ngrams",
    "optim",
    "palette",
    "penalties",
    "plots",
    "puzzles",
    "readout",
    "scan",
    "schedules",
    "score",
    "seq2seq",
    "shapes",
    "storage",
    "tasks",
    "text",
    "training",
    "trees",
    "unroll",
]

puzzles.found_by(lambda name: importlib.import_module("lstmlab.exercises").get(name))


def __getattr__(name: str) -> Any:
    if name in _OF_THE_CHECKS:
        return getattr(importlib.import_module("lstmlab.checking"), name)
    if name in __all__:
        return importlib.import_module(f"lstmlab.{name}")
    raise AttributeError(f"module 'lstmlab' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
