"""A cell with its options fixed: it stands wherever a module of lstmlab.cells stands."""

from dataclasses import dataclass
from types import ModuleType
from typing import Any

from lstmlab.shapes import Array


@dataclass(frozen=True)
class Variant:
    """A cell module and options for its functions.

    Made by a module's own `variant`, which knows the options: `lstm1997.variant(squashing="paper")`. Two variants of
    the same cell with the same options are equal. Each function is given the options that it has: the squashing
    matters to both steps, a truncated gradient to `step_backward` alone, a missing gate to the shapes of the weights
    as well.
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
        return self._call("step", params, x, state, drop)

    def step_backward(self, params: Any, cache: Any, dstate: Any) -> tuple[Array, Any, Any]:
        return self._call("step_backward", params, cache, dstate)

    def zeros(self, n_in: int, n_hidden: int, dtype: Any = float) -> Any:
        return self._call("zeros", n_in, n_hidden, dtype)

    def count_parameters(self, n_in: int, n_hidden: int) -> int:
        return self._call("count_parameters", n_in, n_hidden)

    def _call(self, name: str, *arguments: Any) -> Any:
        """Call a function of the module with those of the options that it takes (as keywords with a default)."""
        function = getattr(self.module, name)
        taken = function.__kwdefaults__ or {}
        return function(*arguments, **{option: value for option, value in self.options if option in taken})
