"""The directives of the book: an exercise, a measured claim, the small picture of a chapter, the table of run times.

:::{exercise} elman.step        title and points come from the registry in lstmlab.exercises
Write one step.
:::

```{thumbnail} 5               the small picture of a chapter
```

:::{measured} 2                 a popular claim, by its number in the list of claims, and its text in our words
A hidden state keeps a trace of all earlier inputs.
:::
"""

import platform
from datetime import datetime
from importlib import metadata

from docutils import nodes
from docutils.parsers.rst import Directive
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from lstmlab import drawings, exercises

CLAIMS = range(1, 40)  # numbers a claim can have


class _Box(SphinxDirective):
    """An admonition with a name of its own, an anchor, and a title in parts that can be styled."""

    required_arguments = 1
    has_content = True
    kind = ""

    def box(self, anchor: str, *title: tuple[str, str]) -> list[nodes.Node]:
        if not self.content:
            raise self.error(f"the box {{{self.name}}} {self.arguments[0]} has no text")
        box = nodes.admonition("\n".join(self.content), classes=["lstmlab-box", self.kind])
        box["ids"] = [anchor]
        self.state.document.ids[anchor] = box
        heading = nodes.title()
        for index, (name, words) in enumerate(title):
            heading += nodes.Text(" " if index else "")
            heading += nodes.inline("", words, classes=[name])
        box += heading
        self.state.nested_parse(self.content, self.content_offset, box)
        self.set_source_info(box)
        return [box]


class ExerciseBox(_Box):
    kind = "exercise"

    def run(self) -> list[nodes.Node]:
        try:
            exercise = exercises.get(self.arguments[0])
        except ValueError as unknown:
            raise self.error(str(unknown)) from None
        points = f"{exercise.points} point{'s' if exercise.points != 1 else ''}"
        label = "Puzzle" if isinstance(exercise, exercises.Puzzle) else "Exercise"
        return self.box(
            f"exercise-{exercise.name}", ("label", f"{label}:"), ("name", exercise.title), ("points", points)
        )


class MeasuredBox(_Box):
    kind = "measured"

    def run(self) -> list[nodes.Node]:
        number = self.arguments[0]
        if not number.isdigit() or int(number) not in CLAIMS:
            raise self.error(f"expected the number of a claim, {CLAIMS[0]} to {CLAIMS[-1]}, got {number!r}")
        return self.box(f"claim-{int(number)}", ("label", "Measured:"), ("name", f"claim {int(number)}"))


class Thumbnail(Directive):
    """The small picture of a chapter, in the text colour of the page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        (svg,) = drawings.thumbnail(int(self.arguments[0])).svgs()
        return [nodes.raw("", f'<div class="thumbnail">{svg}</div>', format="html")]


class RunTimes(Directive):
    """A table of how long each chapter took; filled in once all pages are read."""

    def run(self) -> list[nodes.Node]:
        return [RunTimesNode()]


class RunTimesNode(nodes.General, nodes.Element):
    """Where the table goes."""


class FillRunTimes(SphinxPostTransform):
    """Puts the table in place of its node, before references are resolved."""

    default_priority = 8

    def run(self, **kwargs) -> None:
        for node in list(self.document.findall(RunTimesNode)):
            node.replace_self(self._table())

    def _table(self) -> list[nodes.Node]:
        executed = {
            page: data["exec_data"]
            for page, data in sorted(NbMetadataCollector.get_doc_data(self.env).items())
            if data.get("exec_data")
        }
        rows = [
            (self._link(page), nodes.Text(f"{data['runtime']:.1f} s"), nodes.Text(_date(data["mtime"])))
            for page, data in executed.items()
        ]
        total = sum(data["runtime"] for data in executed.values())
        rows.append((nodes.Text("All chapters"), nodes.Text(f"{total:.1f} s"), nodes.Text("")))
        versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("numpy", "matplotlib", "anywidget"))
        where = f"Run with Python {platform.python_version()} on {platform.system()} {platform.machine()}; {versions}."
        return [_table(("Chapter", "Run time", "Run on"), rows), nodes.paragraph(text=where)]

    def _link(self, page: str) -> nodes.Node:
        address = self.app.builder.get_relative_uri(self.env.docname, page)
        return nodes.reference("", self.env.titles[page].astext(), internal=True, refuri=address)


def _date(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M")


def _table(heads: tuple[str, ...], rows: list[tuple[nodes.Node, ...]]) -> nodes.table:
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in heads), cols=len(heads))
    group += nodes.thead("", _row(map(nodes.Text, heads)))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=["run-times", "colwidths-auto"])


def _row(cells) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))
