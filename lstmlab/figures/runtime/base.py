"""What all figures share: controls that are checked, a text alternative, a picture, and the way they are displayed.

A figure's numbers are computed in two languages, and a test compares them on random controls:

    compute(**controls) -> dict of numbers        compute(given)

where `given` is one object with the controls and the figure's constants. Its sentences are templates, `words`, that
both languages fill in (runtime/words.py): "alt", the text alternative; "result", what stands below the picture; and,
where the figure carries a puzzle, "unmet", what is still missing, by the names that `compute` gives as "unmet".

The page needs no kernel: the browser computes and draws, Python keeps the controls in step where there is a kernel.
Where anywidget is missing a figure is a plain object with the same controls, values and words, and a still picture.
"""

import difflib
import html
import json
from typing import Any, ClassVar

from lstmlab import palette, puzzles
from lstmlab.figures.runtime.controls import LIVE, Control
from lstmlab.figures.runtime.still import FIGURES, Still, find, plain
from lstmlab.figures.runtime.words import fill

INSTALL = 'To move this figure, install its runtime: pip install "lstmlab[figures]"'
WIDGET = "application/vnd.jupyter.widget-view+json"
FOOTER = "export { compute, describe, result, unmet };\nexport default { render };\n"

_CONSTANTS: dict[type, dict[str, Any]] = {}  # of each figure, made when its first sentence is said

_Base: Any
if LIVE:
    import anywidget
    import traitlets

    _Base = anywidget.AnyWidget
else:
    _Base = object


def _module(folder: str, parts: tuple[str, ...], data: dict[str, Any] | None) -> str:
    def read(*files: str) -> str:
        return "\n".join((FIGURES / file).read_text("utf-8") for file in files if (FIGURES / file).exists())

    # A style sheet of its own and a second file for a long drawing: where a figure needs them. What figures share as a
    # drawing brings its style sheet along.
    colours = palette.css(".figure", '.figure[data-look="dark"]')
    drawings = (*parts, f"{folder}/drawing.js")
    sheets = (drawing.replace(".js", ".css") for drawing in drawings)
    style = json.dumps(colours + read("runtime/common.css", *sheets, f"{folder}/style.css"))
    shared = ("runtime/common.js", "runtime/words.js", "runtime/inputs.js", "runtime/player.js", "runtime/frame.js")
    code = read(*shared, *drawings, f"{folder}/view.js")
    given = [] if data is None else [f"const EMBEDDED = {json.dumps(data)};"]
    return "\n".join([f"const STYLE = {style};", *given, code, FOOTER])


class Figure(_Base):
    """Base of all figures. A subclass has a `title`, declares controls, and sets the functions below.

    The folder that it is written in holds its view.js.

    Args:
        puzzle: name of a puzzle exercise, such as "ffnn.window_puzzle", to show its task and whether it is solved.
            The controls then begin with the puzzle's start values. "" shows the figure alone.
        controls: control values by name, such as width=5.

    Raises:
        ControlError: a value outside a control's range (also a ValueError). TypeError: there is no such control.
    """

    folder: ClassVar[str] = ""  # the name of its folder, from the module it is written in
    parts: ClassVar[tuple[str, ...]] = ()  # further files that this one draws with, also those of another figure
    title: ClassVar[str] = ""
    faces: ClassVar[dict[str, Control]] = {}

    if LIVE:
        # As text: notebooks are stored with sorted keys, and a figure shows what it is given in its order.
        _about = traitlets.Unicode().tag(sync=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "title" in cls.__dict__:
            cls.folder = cls.__module__.rpartition(".")[2]
            cls.faces = {name: item for name, item in cls.__dict__.items() if isinstance(item, Control)}
            cls._esm = cls.module()
        super().__init_subclass__(**kwargs)

    def __init__(self, puzzle: str = "", **controls: Any) -> None:
        for name in controls:
            if name not in self.faces:
                near = difflib.get_close_matches(name, self.faces, n=1) or [", ".join(self.faces)]
                raise TypeError(f"{type(self).__name__} has no control {name!r}. Did you mean {near[0]}?")
        self._puzzle = puzzles.find(puzzle, type(self).__name__) if puzzle else None
        given = {**(self._puzzle.start if self._puzzle else {}), **controls}
        self._start = {
            name: control.validate(self, given.get(name, control.default_value)) for name, control in self.faces.items()
        }
        if LIVE:
            super().__init__(_about=json.dumps(self.about()), **self._start)
        else:
            for name, value in self._start.items():
                setattr(self, name, value)

    # What a subclass says about itself.

    @staticmethod
    def compute(*_: Any, **controls: Any) -> dict[str, Any]:
        """The numbers of the figure, the same as the browser's."""
        raise NotImplementedError

    words: ClassVar[dict[str, Any]] = {}

    @staticmethod
    def constants() -> dict[str, Any]:
        """What the browser's functions need beside the controls: words, data, sizes."""
        return {}

    @staticmethod
    def embedded() -> dict[str, Any] | None:
        """What is too large to stand in every figure of a page: it travels in the module, as EMBEDDED."""
        return None

    # What every figure offers.

    @classmethod
    def describe(cls, controls: dict[str, Any], values: dict[str, Any]) -> str:
        """The text alternative: what can be seen, with its numbers, in one to three sentences."""
        return cls._say(cls.words["alt"], controls, values)

    @classmethod
    def result(cls, controls: dict[str, Any], values: dict[str, Any]) -> str:
        """What stands below the picture: what came of the controls, in a sentence or two."""
        return cls._say(cls.words["result"], controls, values)

    @classmethod
    def unmet(cls, **controls: Any) -> list[str]:
        """What is still missing from the puzzle that this figure carries; empty where it is solved."""
        # As a control takes them: a notebook's or a page's JSON has 20 where the control has 20.0.
        taken = {name: cls.faces[name].accept(value) for name, value in controls.items() if name in cls.faces}
        controls |= {name: value for name, value in taken.items() if value is not None}
        values = cls.compute(**controls)
        return [cls._say(cls.words["unmet"][name], controls, values) for name in values.get("unmet", ())]

    @classmethod
    def _say(cls, template: str, controls: dict[str, Any], values: dict[str, Any]) -> str:
        if cls not in _CONSTANTS:
            _CONSTANTS[cls] = cls.constants()
        given = {**_CONSTANTS[cls], **controls}
        return fill(cls.words, template, {**given, **values, "given": given, "all": values})

    @classmethod
    def module(cls) -> str:
        """The whole ES module: style, what all figures share, the figure itself, and what it exports."""
        return _module(cls.folder, cls.parts, cls.embedded())

    @property
    def controls(self) -> dict[str, Any]:
        """The values of all controls, by name."""
        return {name: getattr(self, name) for name in self.faces}

    @property
    def values(self) -> dict[str, Any]:
        """The numbers of the present state."""
        return self.compute(**self.controls)

    @property
    def alt(self) -> str:
        """The text alternative of the present state."""
        return self.describe(self.controls, self.values)

    def picture(self) -> Still | None:
        """The stored picture of the present state, or None where none is stored: there is one of each start."""
        return self._still(self.controls)

    def _still(self, controls: dict[str, Any]) -> Still | None:
        return find(self.folder, controls, self._puzzle.name if self._puzzle else "")

    def about(self) -> dict[str, Any]:
        """Everything the browser has to know beside the control values."""
        puzzle = self._puzzle
        return {
            "title": self.title,
            "faces": {name: control.face() for name, control in self.faces.items()},
            "start": plain(self._start),
            "constants": {**self.constants(), "words": self.words},
            "puzzle": {
                "name": puzzle.name,
                "title": puzzle.title,
                "task": puzzle.task,
                "call": puzzles.as_code(type(self).__name__, puzzle.name, {}),
                "controls": list(puzzle.start),
            }
            if puzzle
            else None,
        }

    # How it is displayed.

    def __repr__(self) -> str:
        return f"Figure: {self.alt}" if LIVE else f"Figure: {self.alt}\n{INSTALL}"

    def _repr_html_(self) -> str:
        """Picture and words, for a page without JavaScript or a front end that cannot show the live figure."""
        task = f"<p>{html.escape(self._puzzle.task)}</p>" if self._puzzle else ""
        words = f"<p>{html.escape(self.alt)}</p>"
        picture, caption = self.picture(), ""
        if picture is not None:
            # A screen reader hears the words once: as those of the picture.
            words = words.replace("<p>", '<p aria-hidden="true">')
        else:
            picture = self._still(self._start) or self._still(type(self)().controls)
            caption = "<p>The picture shows the figure at its start values.</p>"
        shown = picture._repr_html_() + caption if picture is not None else ""
        install = "" if LIVE else f"<p>{html.escape(INSTALL)}</p>"
        return f'<div class="lstmlab-still">{task}{shown}{words}{install}</div>'

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        plain: dict[str, Any] = {"text/plain": repr(self), "text/html": self._repr_html_()}
        if not LIVE:
            return plain
        data, metadata = super()._repr_mimebundle_(**kwargs)
        if _in_colab():
            plain.pop("text/html")  # Colab knows the live figure; nothing else may come in its way
        return {**data, **plain}, metadata

    if LIVE:

        def _ipython_display_(self) -> None:
            """Two outputs: words and picture for pages without JavaScript, then the live figure.

            A book page keeps one form of each output. In one output the live figure would win, and a reader without
            JavaScript would see nothing.
            """
            from IPython.display import display

            show: Any = display  # untyped by IPython
            show({"text/html": f"<noscript>{self._repr_html_()}</noscript>"}, raw=True)
            data, metadata = self._repr_mimebundle_()
            show(data, metadata=metadata, raw=True)


def _in_colab() -> bool:
    import sys

    return "google.colab" in sys.modules
