"""The first code cell of every chapter: makes `import lstmlab` work anywhere, in the version it was written for."""

from lstmlab import links
from tools.source.chapters import ROOT, repository_address

TEXT = """\
import os

# The matrices of this course are small: several threads would wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Installs the course's package where it is missing, for example in Colab: from the package index, else from the book.
try:
    import lstmlab
except ModuleNotFoundError:
    %pip install --quiet --find-links {shelf} lstmlab=={version}
    # Pictures and live figures. Without this line all exercises still work.
    %pip install --quiet --find-links {shelf} "lstmlab[plots,figures]=={version}"
    try:
        import lstmlab
    except ModuleNotFoundError:
        raise ModuleNotFoundError("lstmlab could not be installed: is this machine online?") from None

from lstmlab import check, score"""


def version() -> str:
    """The version in lstmlab/_version.py, read without importing the package."""
    found: dict = {}
    exec((ROOT / "lstmlab" / "_version.py").read_text(encoding="utf-8"), found)
    return found["__version__"]


def text() -> str:
    """What the setup cell has to say."""
    return TEXT.format(version=version(), shelf=links.wheels(repository_address=repository_address()))


def fill_in(chapter_text: str, current: str) -> str:
    """The chapter with the setup cell's text `current` replaced; for an empty cell, the text put after its tags."""
    if current:
        return chapter_text.replace(current, text(), 1)
    head, tags, rest = chapter_text.partition(":tags: [setup]\n")
    return f"{head}{tags}\n{text()}\n{rest}" if tags else chapter_text
