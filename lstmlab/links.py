"""Addresses of the course: the repository, the pages of the book, the notebooks in Colab, the package.

All are made from one line, `Repository` under [project.urls] in pyproject.toml, which installing the package keeps in
its metadata. A copy of the course under another name changes that line and nothing else.
"""

import functools
import sys
from pathlib import Path

# The chapters by number. Checks name a chapter by its number, addresses need the name of its page.
CHAPTERS = {
    int(stem[:2]): stem
    for stem in (
        "00-start-here",
        "01-feedforward",
        "02-elman",
        "03-bptt",
        "04-vanishing-gradients",
        "05-lstm",
        "06-lstm-learning",
        "07-peepholes",
        "08-gru",
        "09-training-well",
        "10-forecasting",
        "11-text",
        "12-classic-experiments",
        "13-seq2seq",
        "14-where-next",
        "15-debugging",
    )
}


def repository() -> str:
    """Address of the source repository, without a slash at the end.

    Raises:
        LookupError: the package was not installed by pip, which writes down the address.
    """
    for line in _metadata():
        name, _, rest = line.partition(":")
        label, _, address = rest.partition(",")
        if name == "Project-URL" and label.strip() == "Repository":
            return address.strip().rstrip("/")
    raise LookupError("lstmlab was installed without its addresses: install it again with pip")


@functools.cache
def _metadata() -> tuple[str, ...]:
    """The lines that pip wrote down about this package.

    importlib.metadata would read them too; with the mail parser that it brings, it takes longer in a page than a check.
    """
    for folder in map(Path, sys.path):
        for found in (*folder.glob("lstmlab-*.dist-info/METADATA"), *folder.glob("lstmlab.egg-info/PKG-INFO")):
            return tuple(found.read_text("utf-8").splitlines())
    return ()


def book(page: str = "index", anchor: str = "", *, repository_address: str = "") -> str:
    """Address of a page of the book.

    Args:
        page: "index", a chapter's file name without its ending ("02-elman"), or a path inside the folder book/
            ("appendices/notation").
        anchor: a section of the page, such as "one-step".
        repository_address: another repository than the installed package's; for the tools that make the notebooks.
    """
    _texts(page=page, anchor=anchor)
    owner, name = (repository_address or repository()).rsplit("/", 2)[1:]
    path = f"chapters/{page}" if page[:1].isdigit() else page
    return f"https://{owner}.github.io/{name}/book/{path}.html" + (f"#{anchor}" if anchor else "")


def wheels(*, repository_address: str = "") -> str:
    """Address of the folder in the published book that offers the package, for `pip install --find-links`."""
    return book(repository_address=repository_address).removesuffix("book/index.html") + "_static/wheels/"


def section(chapter: int, anchor: str = "") -> str:
    """Address of a section of the chapter with this number.

    Raises:
        ValueError: there is no such chapter.
    """
    if isinstance(chapter, bool) or not isinstance(chapter, int) or chapter not in CHAPTERS:
        raise ValueError(f"chapter: expected one of {', '.join(map(str, CHAPTERS))}, got {chapter!r}")
    return book(CHAPTERS[chapter], anchor)


def colab(stem: str, *, repository_address: str = "") -> str:
    """Address that opens a chapter's notebook ("02-elman") in Colab."""
    _texts(stem=stem)
    owner, name = (repository_address or repository()).rsplit("/", 2)[1:]
    return f"https://colab.research.google.com/github/{owner}/{name}/blob/main/notebooks/{stem}.ipynb"


def _texts(**texts: str) -> None:
    for name, value in texts.items():
        if not isinstance(value, str):
            raise TypeError(f"{name}: expected a string, got {type(value).__name__}")
