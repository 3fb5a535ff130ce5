"""What a verdict depends on beside the submission: the exercises, their checks and this judge, as installed."""

import hashlib
from functools import cache
from pathlib import Path

from lstmlab._version import __version__

_PACKAGE = Path(__file__).resolve().parents[1]
# Pictures and pages say nothing about an answer.
_SHOWN = {"figures", "drawings", "plots", "display"}
_JUDGE = {"cells", "far", "inside", "judge", "judging", "link", "near", "needed", "notebook", "session", "wire"}


@cache
def version() -> str:
    """The number of the package, and a word that changes with every line on which a verdict could depend."""
    found = hashlib.sha256()
    for file in sorted(_PACKAGE.rglob("*")):
        where = file.relative_to(_PACKAGE)
        if file.suffix not in (".py", ".toml") or _SHOWN & set(where.parts):
            continue
        if where.parts[0] == "grading" and file.stem not in _JUDGE:
            continue
        found.update(f"{where.as_posix()} {file.stat().st_size}\n".encode() + file.read_bytes())
    return f"{__version__} {found.hexdigest()[:16]}"
