"""Predictions: the reader says what will come out, before a program says what did.

    figures.predict("rates", "0.01 alone", "0.01 and 1", "all three")       one of several answers
    figures.predict("rates", "0.01", "1", "100", several=True)              any of them
    figures.predict("floor", number="bits")                                 a number
    figures.predict("width", curve=[1, 2, 4, 8], of="width", low=50, high=100)    a curve, drawn over its places
    figures.predict("why")                                                  a line of text
    figures.came_out("rates", "0.01 alone")                                 what came out, beside what was said

Both calls are cells of their own with the tag `predict`, below the words of the question and below the cell that has
measured. A page of the book asks with its own script (page/src/predictions.js) and keeps the answer in the browser; a
notebook asks with widgets, and keeps it in `lstmlab-predictions.json` beside the notebook. Where there are no widgets
the question is shown as text, and the answer is written into the cell: predict(..., said="0.01 alone").
"""

import contextlib
import html
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "lstmlab-predictions.json"
NEAR = 0.1  # a number is near what came out within a tenth of it

_asked: dict[str, "Question"] = {}
_said: dict[str, Any] = {}  # of this session, where there is no file
_shown_at: dict[str, tuple["Outcome", Any]] = {}  # what came out, and where a notebook shows it


@dataclass(frozen=True)
class Question:
    """One prediction that is asked for.

    Attributes:
        name: known by it, within the chapter.
        choices: what can be chosen; none for a number, a curve or a line of text.
        several: more than one may be chosen.
        number: the unit of a number, " " for one without unit; "" where no number is asked for.
        curve: the places of a curve, and `of`, what they are; it runs between `low` and `high`.
        ask: what is asked for in two or three words, where one question has several parts.
    """

    name: str
    choices: tuple[str, ...] = ()
    several: bool = False
    number: str = ""
    curve: tuple[float, ...] = ()
    of: str = ""
    low: float = 0.0
    high: float = 1.0
    ask: str = "Your prediction"

    @property
    def kind(self) -> str:
        kinds = {"number": self.number, "curve": self.curve, "several": self.several, "choice": self.choices}
        return next((kind for kind, given in kinds.items() if given), "text")

    def _repr_html_(self) -> str:
        """The question for a page: its script puts what is needed in the place of the words."""
        given = {one: value for one, value in vars(self).items() if one != "said"} | {"kind": self.kind}
        data = html.escape(json.dumps(given, ensure_ascii=False))
        return f'<div class="lstmlab-predict" data-question="{data}"><p>{html.escape(self._in_words())}</p></div>'

    def _in_words(self) -> str:
        if self.curve:
            return f"{self.ask}: a curve from {self.low:g} to {self.high:g}, over {self.of} {_listed(self.curve)}."
        if self.number:
            unit = self.number.strip()
            return f"{self.ask}: a number{f' ({unit})' if unit else ''}."
        return f"{self.ask}: {' · '.join(self.choices) or 'a line of text'}."

    def __repr__(self) -> str:
        return f'{self._in_words()}\nKeep it with said=: predict("{self.name}", ..., said=...)'

    def _repr_mimebundle_(self, **_: Any) -> Any:
        plain = {"text/plain": repr(self), "text/html": self._repr_html_()}
        if not _keeps():
            return plain
        try:
            return {**_widget(self)._repr_mimebundle_(), "text/plain": repr(self)}
        except ImportError:
            return {"text/plain": repr(self)}

    def _ipython_display_(self) -> None:
        """In a notebook: the widgets and the words. Not as HTML too, which Colab would show in their place."""
        _show(self._repr_mimebundle_())


def predict(
    name: str,
    *choices: str,
    several: bool = False,
    number: str = "",
    curve: Sequence[float] = (),
    of: str = "",
    low: float = 0.0,
    high: float = 1.0,
    ask: str = "Your prediction",
    said: Any = None,
) -> Question:
    """Ask for a prediction, and keep it.

    Args:
        name: the question's name; `came_out` uses it too.
        choices: what can be chosen, one of them or, with `several`, any.
        number: asks for a number; its unit.
        curve: asks for a curve over these places, which are `of` something, between `low` and `high`.
        ask: what is asked for in two or three words.
        said: the prediction, where it is written into the cell.

    Returns:
        The question, which shows itself.

    Raises:
        ValueError: `said` is not one of the choices.
    """
    question = Question(name, choices, several, number, tuple(curve), of, low, high, ask)
    _asked[name] = question
    if said is not None:
        for one in [said] if isinstance(said, str) else said if several else []:
            _one_of(question, one)
        keep(name, said)
    return question


@dataclass(frozen=True)
class Outcome:
    """What came out, beside what was said."""

    name: str
    value: Any
    question: Question | None = field(default=None, repr=False)

    @property
    def said(self) -> Any:
        """The kept prediction, or None."""
        return kept().get(self.name)

    @property
    def in_words(self) -> str:
        return _shown(self.value, self.question)

    def _repr_html_(self) -> str:
        given = {"name": self.name, "value": self.value, "words": self.in_words}
        data = html.escape(json.dumps(given, ensure_ascii=False))
        return f'<div class="lstmlab-outcome" data-outcome="{data}"><p>{html.escape(self._told())}</p></div>'

    def _told(self) -> str:
        told = f"What came out: {self.in_words}."
        return told if self.said is None else f"You said: {_shown(self.said, self.question)}. {told}"

    def __repr__(self) -> str:
        return self._told()

    def _ipython_display_(self) -> None:
        """In a notebook: shown in a place that is written again where the prediction is made only then.

        A learner who ran all cells at once finds the answers below the questions before one is given.
        """
        _shown_at[self.name] = self, _show(self._shown_as())

    def _shown_as(self) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}


def came_out(name: str, value: Any) -> Outcome:
    """Show what came out beside the prediction of this name.

    Args:
        name: that of the question.
        value: one of its choices, a list of them, a number, or the numbers of a curve, as they were measured.

    Raises:
        ValueError: nothing was asked under this name, or the value is not one of the choices.
    """
    question = _asked.get(name)
    if question is None:
        raise ValueError(f"nothing was asked under the name {name!r}: predict({name!r}, ...) comes first")
    if question.kind == "several":
        value = [_one_of(question, one) for one in value]
    elif question.kind == "choice":
        value = _one_of(question, value)
    elif question.kind == "number":
        value = float(value) + 0.0  # of the two zeros the one without a sign
    elif question.kind == "curve":
        value = [float(one) + 0.0 for one in value]
        if len(value) != len(question.curve):
            raise ValueError(f"{name}: {len(question.curve)} places were asked for, got {len(value)} numbers")
    return Outcome(name, value, question)


def kept() -> dict[str, Any]:
    """All predictions that were made, by name: of the file beside the notebook, and of this session."""
    file = _file()
    try:
        stored = json.loads(file.read_text("utf-8")) if file else {}
    except (OSError, ValueError):
        stored = {}
    return {**(stored if isinstance(stored, dict) else {}), **_said}


def keep(name: str, said: Any) -> None:
    """Keep a prediction, in the file beside the notebook where there can be one."""
    _said[name] = said
    file = _file()
    if file:
        with contextlib.suppress(OSError):  # then it stays for this session
            file.write_text(json.dumps(kept(), indent=1, ensure_ascii=False) + "\n", "utf-8")


def _show(data: dict[str, Any]) -> Any:
    """Show a value of a notebook in these forms alone. Returns its place, where it can be shown anew."""
    if not _keeps():
        raise NotImplementedError  # IPython then shows it as any other value
    from IPython.display import display

    show: Any = display  # untyped by IPython
    return show(data, raw=True, display_id=True)


def _keeps() -> bool:
    """Not where pages are made and answers graded: there nobody predicts, and nothing is kept."""
    return os.environ.get("LSTMLAB_PROGRESS", "").strip().lower() != "off"


def _file() -> Path | None:
    progress = os.environ.get("LSTMLAB_PROGRESS", "").strip()
    if not _keeps() or os.environ.get("NBGRADER_EXECUTION"):
        return None
    return Path(progress).expanduser().with_name(FILE) if progress else Path.cwd() / FILE


def _one_of(question: Question, value: Any) -> str:
    if value not in question.choices:
        raise ValueError(f"{question.name}: expected one of {', '.join(map(repr, question.choices))}, got {value!r}")
    return str(value)


def _shown(value: Any, question: Question | None) -> str:
    if isinstance(value, (list, tuple)):
        return _listed(value) or "none of them"
    if isinstance(value, float):
        unit = question.number if question else ""
        return f"{_number(value)}{_unit(unit.removesuffix('s') if value == 1 else unit)}"
    return str(value)


def _listed(values: Sequence[Any]) -> str:
    return ", ".join(_number(one) if isinstance(one, float) else str(one) for one in values)


def _number(value: float) -> str:
    """Three digits that count, without powers of ten: 0.0312, 1.2, 480."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{float(f'{value:.3g}'):.10g}".replace("-", "\N{MINUS SIGN}")


def _unit(unit: str) -> str:
    return f" {unit.strip()}" if unit.strip() else ""


def _widget(question: Question) -> Any:
    """The question in a notebook."""
    from lstmlab.figures import prediction_widgets

    def hear(value: Any) -> None:
        keep(question.name, value)
        outcome, place = _shown_at.get(question.name, (None, None))
        if outcome is not None and place is not None:
            place.update(outcome._shown_as(), raw=True)

    return prediction_widgets.asking(question, kept().get(question.name), hear)
