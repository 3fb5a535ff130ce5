"""What a recurrent cell is, for people and type checkers: anything with these names.

Every module of a recurrent cell has them, and so has a cell whose options are fixed:

    def run(cell: Cell, xs: Array) -> Array: ...
    run(lstm, xs)
    run(lstm1997.variant(squashing="paper"), xs)
"""

from typing import TYPE_CHECKING, Any, Protocol

from lstmlab.shapes import Array


class Cell(Protocol):
    """A recurrent cell: a module such as `lstmlab.cells.lstm`, or a `Variant`.

    Its weights, state and cache are NamedTuples of its own, `Params`, `State` and `Cache`. The first field of the state
    is h (N, H), the output.
    """

    @property
    def Params(self) -> Any:
        """The weights, or their gradients."""

    @property
    def State(self) -> Any:
        """What one step hands to the next, or its gradient: h (N, H) first."""

    @property
    def Cache(self) -> Any:
        """What `step` keeps for `step_backward`."""

    def step(self, params: Any, x: Array, state: Any, drop: Array | None = None) -> tuple[Any, Any]:
        """One step forward.

        Args:
            params: the weights.
            x: input (N, D).
            state: the state before the step.
            drop: mask of the recurrent dropout (N, H); None drops nothing.

        Returns:
            The new state, and the cache for `step_backward`.

        Raises:
            ValueError: a shape does not fit; TypeError: weights or a state of another cell, float32 mixed with float64.
        """

    def step_backward(self, params: Any, cache: Any, dstate: Any) -> tuple[Array, Any, Any]:
        """One step backward.

        Args:
            params: as in `step`.
            cache: from `step`.
            dstate: the gradient of the new state.

        Returns:
            dx (N, D), the gradient of the state before the step, and the gradients of the weights.

        Raises:
            ValueError, TypeError: as in `step`.
        """

    def zeros(self, n_in: int, n_hidden: int, dtype: Any = ...) -> Any:
        """Weights of the right shapes for D = n_in and H = n_hidden, all zero, in the precision dtype."""

    def count_parameters(self, n_in: int, n_hidden: int) -> int:
        """The number of weights."""


if TYPE_CHECKING:
    from lstmlab.cells import ablation, elman, gru, gru_reset_after, lstm, lstm1997, peephole

    # Here mypy says so if a cell does not fit.
    _CELLS: tuple[Cell, ...] = (
        elman,
        lstm1997,
        lstm,
        peephole,
        gru,
        gru_reset_after,
        ablation,
        lstm1997.variant(),
        gru.variant(),
        ablation.variant("NFG"),
    )
