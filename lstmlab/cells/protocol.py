"""What a cell is, for people and type checkers: anything with these names.

    def run(cell: Cell, xs: Array) -> Array: ...
    run(lstm, xs)
    run(lstm1997.variant(squashing="paper"), xs)
    run(Stack((Bidirectional(lstm), gru)), xs)

A `Cell` runs over sequences. A `StepCell` is one whose step stands by itself: every module of a recurrent cell, and one
whose options are fixed. Stacks and both directions (lstmlab.layers) are cells made of cells.
"""

from typing import TYPE_CHECKING, Any, Protocol

from lstmlab.shapes import Array


class Cell(Protocol):
    """What runs over sequences: a module such as `lstmlab.cells.lstm`, a `Variant`, a `Stack`, a `Bidirectional`."""

    def zeros(self, n_in: int, n_hidden: Any, dtype: Any = ...) -> Any:
        """Weights of the right shapes for D = n_in and H = n_hidden, all zero, in the precision dtype."""

    def count_parameters(self, n_in: int, n_hidden: Any) -> int:
        """The number of weights."""


class StepCell(Protocol):
    """A single cell, step by step: a module such as `lstmlab.cells.lstm`, or a `Variant`. It is a `Cell`.

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

    @property
    def GATES(self) -> tuple[str, ...]:
        """The blocks of the packed weights, in order."""

    @property
    def __name__(self) -> str:
        """What messages call it."""

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
        """As `Cell.zeros`."""

    def count_parameters(self, n_in: int, n_hidden: int) -> int:
        """As `Cell.count_parameters`."""


if TYPE_CHECKING:
    from lstmlab.cells import ablation, elman, gru, gru_reset_after, irnn, lstm, lstm1997, mingru, minlstm, peephole

    # Here mypy says so if a cell does not fit. lstmlab.layers has the same for its own.
    _STEP_CELLS: tuple[StepCell, ...] = (
        elman,
        irnn,
        lstm1997,
        lstm,
        peephole,
        gru,
        gru_reset_after,
        mingru,
        minlstm,
        ablation,
        lstm1997.variant(),
        gru.variant(),
        ablation.variant("NFG"),
    )
    _CELLS: tuple[Cell, ...] = (elman, ablation, gru.variant(), *_STEP_CELLS)
