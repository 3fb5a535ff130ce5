"""`score`: the learner's progress over all chapters."""

import html
from dataclasses import dataclass

from lstmlab import exercises
from lstmlab.checking.display import progress
from lstmlab.checking.display.card import Card, as_text
from lstmlab.checking.display.html import as_html
from lstmlab.checking.display.sentences import points, say

_SAID = {"passed": "score.passed", "failed": "score.failed", "": "score.open"}


@dataclass(frozen=True)
class Row:
    """One exercise: its name and title, "passed", "failed" or "" (open), and points."""

    name: str
    title: str
    status: str
    points: int
    max_points: int


@dataclass(frozen=True)
class Chapter:
    """The exercises of one chapter, in the order of the book."""

    number: int
    rows: tuple[Row, ...]

    @property
    def points(self) -> int:
        return sum(row.points for row in self.rows)

    @property
    def max_points(self) -> int:
        return sum(row.max_points for row in self.rows)


@dataclass(frozen=True, repr=False)
class Score:
    """The progress over all chapters. It shows itself: as a card in a notebook, as text everywhere else.

    Attributes:
        chapters: in the order of the book.
        notes: what there is to say about the progress file.
    """

    chapters: tuple[Chapter, ...]
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """Points reached."""
        return sum(chapter.points for chapter in self.chapters)

    @property
    def max_points(self) -> int:
        """Points that all exercises are worth."""
        return sum(chapter.max_points for chapter in self.chapters)

    def __repr__(self) -> str:
        lines: list[str] = []
        width = max(len(row.name) for chapter in self.chapters for row in chapter.rows)
        for chapter in self.chapters:
            lines.append(
                say("score.chapter-points", number=chapter.number, points=points(chapter.points, chapter.max_points))
            )
            lines += [
                f"    {row.name:<{width}}  {points(row.points, row.max_points):<13}  {say(_SAID[row.status])}"
                for row in chapter.rows
            ]
        head, *notes = as_text(self._card()).split("\n\n")
        return "\n".join([head, *lines, *notes])

    def _repr_html_(self) -> str:
        rows = []
        for chapter in self.chapters:
            rows.append(
                f'<tr class="lstmlab-chapter"><th scope="rowgroup">{say("score.chapter", number=chapter.number)}</th>'
                f"<td>{points(chapter.points, chapter.max_points)}</td></tr>"
            )
            rows += [
                f'<tr><th scope="row">{html.escape(row.title)}<br><span class="lstmlab-small">{html.escape(row.name)}: '
                f"{say(_SAID[row.status])}</span></th><td>{points(row.points, row.max_points)}</td></tr>"
                for row in chapter.rows
            ]
        return as_html(self._card(), inside=f"<table>{''.join(rows)}</table>")

    def _card(self) -> Card:
        kind = "passed" if self.points == self.max_points else "not attempted"
        return Card(
            kind=kind,
            title=say("score.title"),
            name="",
            status=say("score.status", points=points(self.points, self.max_points)),
            notes=self.notes,
        )


def score() -> Score:
    """The learner's progress over all chapters, from the file that `check` writes beside the notebook."""
    results, notes = progress.load()
    chapters: dict[int, list[Row]] = {}
    for one in exercises.registry().values():
        entry = results.get(one.name, {})
        status = entry.get("status", "")
        # The registry decides what an exercise is worth: points in an old file may come from an older edition.
        reached = one.points if status == "passed" else 0
        chapters.setdefault(one.chapter, []).append(Row(one.name, one.title, status, reached, one.points))
    return Score(tuple(Chapter(number, tuple(rows)) for number, rows in chapters.items()), notes)
