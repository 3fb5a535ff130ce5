"""From the MyST of a chapter to Markdown that Colab, GitHub, JupyterLab and VS Code all show alike.

Why not sphinx-tojupyter (0.6), which also makes notebooks of MyST: it writes them from Sphinx's document tree. The tags
of the cells and the author's own Markdown are gone by then, a box that it does not know is taken apart without an
error, its notebooks carry the time of the build, and it knows no nbgrader. Here the author's text stays as it is, only
what plain Markdown does not know is replaced at its place, and everything unknown is an error with file and line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docutils.parsers.rst.states import MarkupError
from markdown_it import MarkdownIt
from markdown_it.token import Token
from myst_parser.parsers.directives import parse_directive_text

from lstmlab.exercises import Puzzle
from tools.notebooks import inline
from tools.source import quizzes
from tools.source.index import BookIndex
from tools.source.chapters import Problem
from tools.source.myst import DIRECTIVES, PLAIN_BLOCKS, PLAIN_INLINE, REFUSED, reader

BOX_TITLES = {"note": "Note", "tip": "Tip", "warning": "Warning"}


@dataclass
class Converter:
    """Makes plain Markdown of the texts of one chapter and collects what it cannot express.

    Attributes:
        path, stem: the chapter.
        index: what the text may point at.
        exercises: the registry, for titles and points.
        problems: what has to be changed in the source, filled while converting.
    """

    path: Path
    index: BookIndex
    exercises: Mapping
    problems: list[Problem] = field(default_factory=list)
    choices: dict[str, str] = field(default_factory=dict)  # of the quiz whose answer is still to come

    @property
    def stem(self) -> str:
        return self.path.stem

    def refuse(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, message))

    def convert(self, text: str, line: int) -> str:
        """Plain Markdown of a text whose first line is line `line` of the chapter."""
        lines: list[str | None] = list(text.split("\n"))
        env: dict = {}
        column: dict[int, int] = {}  # how far a line has been dealt with: a table has several texts in one
        for token in reader().parse(text, env):
            at = line + token.map[0] if token.map else line
            directive = _directive_name(token)
            if directive is not None:
                self._replace(lines, token, self._directive(directive, token, at), at)
            elif token.type in ("fence", "colon_fence"):
                continue  # a piece of code in the text
            elif token.type == "math_block_label":
                self._replace(lines, token, self._formula(token.content, token.info), at)
            elif token.type in ("myst_target", "myst_line_comment"):
                self._replace(lines, token, [], at)
            elif token.type == "inline":
                self._words(token, at)
                inline.rewrite(self, token, lines, column, line, env)
            elif token.type not in PLAIN_BLOCKS:
                self._refuse(token.type, at)
        return _tidy([one for one in lines if one is not None])

    def _words(self, token: Token, line: int) -> None:
        """Look for what may not stand within a line."""
        for child in token.children or ():
            if child.type == "softbreak" or child.type == "hardbreak":
                line += 1
            elif child.type not in PLAIN_INLINE | {"myst_role"}:
                self._refuse(child.type, line)
            elif set(child.attrs) - {"href", "title"}:
                self._refuse("attributes", line)

    def _refuse(self, kind: str, line: int) -> None:
        if not kind.endswith("_close"):
            what, instead = REFUSED.get(kind, (f"{kind} of MyST", "write it in plain Markdown"))
            self.refuse(line, f"{what} does not survive in a plain notebook: {instead}")

    def _replace(self, lines: list, token: Token, new: list[str], line: int) -> None:
        if token.level:
            self.refuse(line, "this stands inside a list or a quote: let it begin at the left edge of the page")
        start, end = token.map or (0, 0)
        lines[start:end] = ["\n".join(new) if new else None] + [None] * (end - start - 1)

    def _formula(self, tex: str, label: str | None) -> list[str]:
        """A formula in a form that every notebook program shows, with the number that the book prints."""
        number = f" \\qquad ({self.index.formulas[label][1]})" if label else ""
        return ["", "$$", *(tex.strip() + number).split("\n"), "$$", ""]

    def _directive(self, name: str, token: Token, line: int) -> list[str]:
        if name not in DIRECTIVES:
            known = ", ".join(DIRECTIVES)
            self.refuse(line, f"directive {{{name}}} does not survive in a plain notebook. Known are: {known}")
            return []
        first = token.info.strip().partition("}")[2].strip()
        try:
            parts = parse_directive_text(DIRECTIVES[name], first, token.content)
        except MarkupError as error:
            self.refuse(line, f"{{{name}}}: {error}")
            return []
        for warning in parts.warnings:
            self.refuse(line, f"{{{name}}}: {warning.msg}")
        argument = parts.arguments[0] if parts.arguments else ""
        if name == "math":
            tex = "\n".join([argument, *parts.body])
            return self._formula(tex, parts.options.get("label"))
        body = self.convert("\n".join(parts.body), line + 1 + parts.body_offset).strip("\n").split("\n")
        if "quiz" in parts.options.get("class", ()):
            # The choices come with the answer: each is a fold that a click opens.
            self.choices = dict(quizzes.CHOICE.findall("\n".join(body)))
            body = [one for one in body if not quizzes.CHOICE.match(one)]
            while body and not body[-1]:
                body.pop()
        return getattr(self, f"_box_{name}", self._box)(body, argument, name, line)

    def _box(self, body: list[str], title: str, name: str, line: int) -> list[str]:
        title = self.convert(title, line).strip() if title else BOX_TITLES[name]
        return ["", *_quoted([f"**{title}**", "", *body]), ""]

    def _box_measured(self, body: list[str], claim: str, name: str, line: int) -> list[str]:
        if not claim.isdigit():
            self.refuse(line, f"{{measured}}: expected the number of a claim, got {claim!r}")
        return ["", *_quoted([f"**Measured: claim {claim}**", "", *body]), ""]

    def _box_caption(self, body: list[str], name: str, _: str, line: int) -> list[str]:
        if name not in self.index.figures:
            return []
        first, *rest = body
        return ["", f"**Figure {self.index.figures[name][1]}.** {first}", *rest, ""]

    def _box_exercise(self, body: list[str], exercise: str, name: str, line: int) -> list[str]:
        if exercise not in self.exercises:
            return []  # the check of the exercises says so, with the nearest names
        one = self.exercises[exercise]
        label = "Puzzle" if isinstance(one, Puzzle) else "Exercise"
        points = f"{one.points} point{'' if one.points == 1 else 's'}"
        return ["", f"### {label} `{exercise}`: {one.title} ({points})", "", *body, ""]

    def _box_dropdown(self, body: list[str], title: str, name: str, line: int) -> list[str]:
        if self.choices:
            choices, self.choices = self.choices, {}
            return self._choices(choices, "\n".join(body), line)
        return self._fold(title, body, line)

    def _choices(self, choices: dict[str, str], answer: str, line: int) -> list[str]:
        """The choices of a quiz as folds, each with what is said of it."""
        try:
            right, why = quizzes.explained(answer)
        except ValueError as wrong:
            self.refuse(line, str(wrong))
            return []
        lines = ["", "Click on your choice:"]
        for letter, text in choices.items():
            verdict = "**Right.**" if letter == right else "**Not this one.**"
            lines += self._fold(f"{letter}. {text}", [f"{verdict} {why.get(letter, '')}"], line)
        return lines

    def _fold(self, title: str, body: list[str], line: int) -> list[str]:
        # Markdown is not read between the tags of a summary, so its words are HTML already.
        summary = MarkdownIt("commonmark").renderInline(self.convert(title, line).strip())
        return ["", "<details>", f"<summary>{summary}</summary>", "", *body, "", "</details>", ""]


def _directive_name(token: Token) -> str | None:
    """ "note" for a fence that opens with {note}; None for other tokens and for code."""
    info = token.info.strip()
    if token.type not in ("fence", "colon_fence") or not info.startswith("{"):
        return None
    return info[1:].partition("}")[0]


def _quoted(lines: list[str]) -> list[str]:
    return [f"> {line}" if line else ">" for line in "\n".join(lines).split("\n")]


def _tidy(lines: list[str]) -> str:
    """No empty lines at the ends and never two in a row, outside of pieces of code."""
    tidy: list[str] = []
    fenced = False
    for line in "\n".join(lines).split("\n"):
        if line.lstrip("> ").startswith("```"):
            fenced = not fenced
        if line.strip() or fenced or (tidy and tidy[-1].strip()):
            tidy.append(line)
    return "\n".join(tidy).strip("\n")
