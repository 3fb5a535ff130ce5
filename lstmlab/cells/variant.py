"""A cell with its options fixed: it stands wherever a module of lstmlab.cells stands."""

from dataclasses import dataclass
from types import ModuleType
from typing import Any

from lstmlab.shapes import Array


@dataclass(frozen=True)
class Variant:
    """A cell module and options for its `step` and `step_backward`.

    Made by a module's own `variant`, which knows the options: `lstm1997.variant(squashing="paper")`. Two variants of
    the same cell with the same options are equal.
    """

    module: ModuleType
    options: tuple[tuple[str, str], ...]

    @property
    def __name__(self) -> str:
        return f"{self.module.__name__}({', '.join(f'{name}={value!r}' for name, value in self.options)})"

    @property
    def Params(self) -> Any:
        return self.module.Params

    @property
    def State(self) -> Any:
        return self.module.State

    @property
    def Cache(self) -> Any:
        return self.module.Cache

    def step(self, params: Any, x: Array, state: Any, drop: Array | None = None) -> tuple[Any, Any]:
        return self.module.step(params, x, state, drop, **dict(self.options))

    def step_backward(self, params: Any, cache: Any, dstate: Any) -> tuple[Array, Any, Any]:
        return self.module.step_backward(params, cache, dstate, **dict(self.options))

    def zeros(self, n_in: int, n_hidden: int, dtype: Any = float) -> Any:
        return self.module.zeros(n_in, n_hidden, dtype)

    def count_parameters(self, n_in: int, n_hidden: int) -> int:
        return self.module.count_parameters(n_in, n_hidden)
