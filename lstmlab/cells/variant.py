"""A cell with its options fixed: it stands wherever a module of lstmlab.cells stands."""

from dataclasses import dataclass, fields
from types import ModuleType
from typing import Any

from lstmlab.cells.protocol import Cell, StepCell
from lstmlab.shapes import Array


@dataclass(frozen=True)
class Variant:
    """A cell module, and the options that its functions are given.

    Made by a module's own `variant`: `lstm1997.variant(squashing="paper")`. Two variants of the same cell with the same
    options are equal.

    Attributes:
        module: a cell whose functions take options, in the last place.
        options: the module's own `Options`, a small frozen object.
    """

    module: ModuleType
    options: Any

    @property
    def __name__(self) -> str:
        chosen = ((field.name, getattr(self.options, field.name)) for field in fields(self.options))
        return f"{self.module.__name__}({', '.join(f'{name}={value!r}' for name, value in chosen)})"

    @property
    def Params(self) -> Any:
        return self.module.Params

    @property
    def State(self) -> Any:
        return self.module.State

    @property
    def Cache(self) -> Any:
        return self.module.Cache

    @property
    def GATES(self) -> tuple[str, ...]:
        gates: tuple[str, ...] = self.options.gates
        return gates

    def step(self, params: Any, x: Array, state: Any, drop: Array | None = None) -> tuple[Any, Any]:
        after: tuple[Any, Any] = self.module.step(params, x, state, drop, self.options)
        return after

    def step_backward(self, params: Any, cache: Any, dstate: Any) -> tuple[Array, Any, Any]:
        before: tuple[Array, Any, Any] = self.module.step_backward(params, cache, dstate, self.options)
        return before

    def zeros(self, n_in: int, n_hidden: int, dtype: Any = float) -> Any:
        return self.module.zeros(n_in, n_hidden, dtype, self.options)

    def count_parameters(self, n_in: int, n_hidden: int) -> int:
        count: int = self.module.count_parameters(n_in, n_hidden, self.options)
        return count


def parts(cell: Cell | StepCell) -> tuple[Any, Any]:
    """The module of a cell, and its options: those of a module are its defaults, None where it has none.

    Raises:
        TypeError: cell is no cell.
    """
    if not hasattr(cell, "zeros"):
        raise TypeError(f"cell: expected a module of lstmlab.cells or a variant of one, got {cell!r}")
    return (cell.module, cell.options) if isinstance(cell, Variant) else (cell, getattr(cell, "DEFAULTS", None))
