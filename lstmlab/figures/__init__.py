"""Interactive figures. Each runs in the notebook, and on a page of the book without a kernel.

A folder is a figure: gate_explorer/ holds the class GateExplorer in its __init__.py, and view.js, which draws it in the
browser. What all figures share is in runtime/. A figure is imported when it is first asked for.

`predict` asks the reader what will come out, `came_out` shows it beside what was said (predictions.py).
"""

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lstmlab.figures.predictions import came_out, predict
    from lstmlab.figures.runtime.base import Figure


def _class_name(folder: str) -> str:
    return "".join(word.capitalize() for word in folder.split("_"))


# Name of the class and its folder.
ALL = {_class_name(view.parent.name): view.parent.name for view in sorted(Path(__file__).parent.glob("*/view.js"))}

__all__ = ["ALL", *ALL, "came_out", "predict"]


def __getattr__(name: str) -> Any:
    if name in ALL:
        figure: type[Figure] = getattr(importlib.import_module(f"{__name__}.{ALL[name]}"), name)
        return figure
    if name in ("came_out", "predict"):
        return getattr(importlib.import_module(f"{__name__}.predictions"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *ALL})
