"""The controls of a figure: what each is called, which values it takes, and what is said when another one comes.

A control is a synced trait where anywidget is installed and a plain checked attribute where it is not. Its face, a
small dict, goes to the browser, so that label and range stand in one place.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

try:
    import anywidget  # noqa: F401  (traitlets alone comes with IPython; a live figure needs both)
    from traitlets import TraitError, TraitType

    LIVE = True
except ImportError:
    LIVE = False

_Trait: Any
_Error: Any

if LIVE:
    _Trait, _Error = TraitType, TraitError
else:

    class _PlainTrait:
        """The little of a trait that is needed without traitlets: a default, a name and a check on assignment."""

        name = ""

        def __init__(self, default_value: Any = None) -> None:
            self.default_value = default_value

        def __set_name__(self, owner: type, name: str) -> None:
            self.name = name

        def __get__(self, figure: Any, owner: type | None = None) -> Any:
            return self if figure is None else figure.__dict__.get(self.name, self.default_value)

        def __set__(self, figure: Any, value: Any) -> None:
            figure.__dict__[self.name] = self.validate(figure, value)  # type: ignore[attr-defined]

        def tag(self, **metadata: Any) -> "_PlainTrait":
            return self

    class _PlainError(Exception):
        """Stands where TraitError stands with traitlets."""

    _Trait, _Error = _PlainTrait, _PlainError


class ControlError(_Error, ValueError):
    """A control was given a value that it does not take. Both a ValueError and, with traitlets, a TraitError."""


class Control(_Trait):
    """One control: `validate` returns the value as it is kept or raises, `face` describes it to the browser.

    Args:
        default: value of a new figure.
        label: what stands beside the control, in sentence case: "Width of the window".
        unit: said after the number: "words".
    """

    kind = ""

    def __init__(self, default: Any, label: str, unit: str = "") -> None:
        super().__init__(default_value=default)
        self.label, self.unit = label, unit
        self.tag(sync=True)

    def expected(self) -> str:
        """The allowed values in words; completes "expected ..."."""
        raise NotImplementedError

    def accept(self, value: Any) -> Any:
        """The value as it is kept, or None where it is not one of the control's."""
        raise NotImplementedError

    def sample(self, rng: np.random.Generator) -> Any:
        """A random allowed value, for the tests that compare Python with the browser."""
        raise NotImplementedError

    def validate(self, figure: Any, value: Any) -> Any:
        accepted = self.accept(value)
        if accepted is None:
            raise ControlError(f"{type(figure).__name__}.{self.name}: expected {self.expected()}, got {value!r}")
        return accepted

    def face(self) -> dict[str, Any]:
        return {"kind": self.kind, "label": self.label, "unit": self.unit, "default": self.default_value}


class Whole(Control):
    """A whole number from low to high."""

    kind = "whole"

    def __init__(self, default: int, label: str, *, low: int, high: int, unit: str = "") -> None:
        self.low, self.high = low, high
        super().__init__(default, label, unit)

    def expected(self) -> str:
        return f"a whole number from {self.low} to {self.high}"

    def accept(self, value: Any) -> int | None:
        if not _is_number(value) or value != int(value) or not self.low <= value <= self.high:
            return None
        return int(value)

    def sample(self, rng: np.random.Generator) -> int:
        return int(rng.integers(self.low, self.high + 1))

    def face(self) -> dict[str, Any]:
        return {**super().face(), "low": self.low, "high": self.high, "step": 1, "digits": 0}


class Number(Control):
    """A real number from low to high. The browser moves it in steps; Python takes any number in between."""

    kind = "number"

    def __init__(
        self, default: float, label: str, *, low: float, high: float, step: float, digits: int = 2, unit: str = ""
    ) -> None:
        self.low, self.high, self.step, self.digits = low, high, step, digits
        super().__init__(float(default), label, unit)

    def expected(self) -> str:
        return f"a number from {self.low:g} to {self.high:g}"

    def accept(self, value: Any) -> float | None:
        return float(value) if _is_number(value) and self.low <= value <= self.high else None

    def sample(self, rng: np.random.Generator) -> float:
        return float(rng.uniform(self.low, self.high))

    def face(self) -> dict[str, Any]:
        return {**super().face(), "low": self.low, "high": self.high, "step": self.step, "digits": self.digits}


class Choice(Control):
    """One of a few values. options: {value: what the reader sees}; values are text or whole numbers."""

    kind = "choice"

    def __init__(self, default: Any, label: str, *, options: dict[Any, str]) -> None:
        self.options = options
        super().__init__(default, label)

    def expected(self) -> str:
        return "one of " + ", ".join(repr(value) for value in self.options)

    def accept(self, value: Any) -> Any:
        return next((one for one in self.options if type(one) is type(value) and one == value), None)

    def sample(self, rng: np.random.Generator) -> Any:
        return list(self.options)[rng.integers(len(self.options))]

    def face(self) -> dict[str, Any]:
        return {**super().face(), "options": [list(pair) for pair in self.options.items()]}


class Switch(Control):
    """On or off."""

    kind = "switch"

    def expected(self) -> str:
        return "True or False"

    def accept(self, value: Any) -> bool | None:
        return bool(value) if isinstance(value, (bool, np.bool_)) else None

    def sample(self, rng: np.random.Generator) -> bool:
        return bool(rng.integers(2))


class Wholes(Control):
    """A short row of whole numbers, kept as a tuple; shortest and longest say how many there may be."""

    kind = "wholes"

    def __init__(
        self, default: tuple[int, ...], label: str, *, low: int, high: int, shortest: int, longest: int
    ) -> None:
        self.low, self.high, self.shortest, self.longest = low, high, shortest, longest
        super().__init__(default, label)

    def expected(self) -> str:
        return f"{self.shortest} to {self.longest} whole numbers, each from {self.low} to {self.high}"

    def accept(self, value: Any) -> tuple[int, ...] | None:
        if isinstance(value, np.ndarray):
            value = value.tolist()
        if not isinstance(value, (list, tuple)) or not self.shortest <= len(value) <= self.longest:
            return None
        if not all(_is_number(one) and one == int(one) and self.low <= one <= self.high for one in value):
            return None
        return tuple(int(one) for one in value)

    def sample(self, rng: np.random.Generator) -> tuple[int, ...]:
        length = rng.integers(self.shortest, self.longest + 1)
        return tuple(rng.integers(self.low, self.high + 1, size=length).tolist())

    def face(self) -> dict[str, Any]:
        limits = {"low": self.low, "high": self.high, "shortest": self.shortest, "longest": self.longest}
        return {**super().face(), "default": list(self.default_value), **limits}


class Text(Control):
    """A text of at most so many characters.

    Args:
        of: what it has to be, in words, and a function that says whether it is; None takes any.
        draw: makes a text at random, for the tests.
    """

    kind = "text"

    def __init__(
        self,
        default: str,
        label: str,
        *,
        longest: int,
        draw: Callable[[np.random.Generator], str],
        of: tuple[str, Callable[[str], bool]] | None = None,
    ) -> None:
        self.longest, self.draw, self.of = longest, draw, of
        super().__init__(default, label)

    def expected(self) -> str:
        return f"{self.of[0] if self.of else 'a text'} of at most {self.longest} characters"

    def accept(self, value: Any) -> str | None:
        if not isinstance(value, str) or len(value) > self.longest:
            return None
        return value if self.of is None or self.of[1](value) else None

    def sample(self, rng: np.random.Generator) -> str:
        return self.draw(rng)

    def face(self) -> dict[str, Any]:
        return {**super().face(), "longest": self.longest}


def _is_number(value: Any) -> bool:
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.integer, np.floating)):
        return False
    return bool(np.isfinite(value))
