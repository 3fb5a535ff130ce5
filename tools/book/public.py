"""What of the package is public: its modules and, of each, the functions and classes that others may use.

A name without an underscore is public in the module that defines it. A package that has functions of its own or gathers
them in `__all__`, such as lstmlab.plots, stands for the modules below it: they are how it is made. A package that is a
command (it has a `__main__`), such as lstmlab.grading, is used from the command line, and says there what it can do.
"""

import importlib
import importlib.util
import inspect
import pkgutil
from functools import cache
from types import ModuleType
from typing import Any

import lstmlab


@cache
def modules() -> dict[str, ModuleType]:
    """Every public module by its full name: "lstmlab", "lstmlab.cells", "lstmlab.cells.elman" ..."""
    found = {"lstmlab": lstmlab}
    for each in pkgutil.walk_packages(lstmlab.__path__, "lstmlab."):
        above, _, last = each.name.rpartition(".")
        if each.ispkg and importlib.util.find_spec(f"{each.name}.__main__"):
            continue
        if above in found and (above == "lstmlab" or not members(found[above])) and not last.startswith("_"):
            found[each.name] = importlib.import_module(each.name)
    return found


@cache  # `home` asks for those of all modules, for each of their values
def members(module: ModuleType) -> dict[str, Any]:
    """The public functions and classes of a module by name, in the order in which it lists or defines them."""
    if hasattr(module, "__all__"):
        named = {name: getattr(module, name) for name in module.__all__ if not name.startswith("_")}
        return {name: value for name, value in named.items() if _documented(value)}
    return {
        name: value
        for name, value in vars(module).items()
        if _documented(value) and value.__module__ == module.__name__ and not name.startswith("_")
    }


def home(value: Any) -> str:
    """The module under whose name something is to be used: the shortest that has it. `check` belongs to lstmlab."""
    return min(
        (name for name, module in modules().items() if any(value is each for each in members(module).values())), key=len
    )


def _documented(value: Any) -> bool:
    return inspect.isroutine(value) or inspect.isclass(value) or hasattr(value, "__wrapped__")  # a cached function
