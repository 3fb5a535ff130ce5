"""Notes, inside the kernel of a chapter, which files of the project its execution reads.

This file is not imported: its text is run in the kernel before the first cell (execute.py), with FOLDERS, the
folders whose files count. A file counts that is opened, as data or as a module, and so does a folder whose names are
listed, because a new file in it may change what a chapter finds.
"""

import importlib.util
import os
import sys

FOLDERS: list[str] = globals().get("FOLDERS", [])
LEFT_OUT = (".git", ".venv", ".venv-bench", "_build", "notebooks")  # below FOLDERS: tools and products, never sources

_opened: set[str] = set()


def note(event: str, arguments: tuple) -> None:
    """The audit hook: keep the names of what is opened or listed. It must never raise: the chapter would see it."""
    if event not in ("open", "os.listdir", "os.scandir") or not isinstance(arguments[0], str | bytes | os.PathLike):
        return
    try:
        _opened.add(os.path.abspath(os.fsdecode(arguments[0])))
    except (OSError, ValueError):
        return


def used() -> list[str]:
    """The files and folders that were read so far, those that were looked for in vain too, in order."""
    found = {_source(path) for path in _opened}
    found |= {os.path.abspath(file) for one in list(sys.modules.values()) if (file := getattr(one, "__file__", None))}
    return sorted(path for path in found if _counts(path))


def seconds() -> float:
    """Seconds of processor time since the kernel started, its children included."""
    return sum(os.times()[:4])


def _source(path: str) -> str:
    """The module that a compiled file was made from; any other path as it is."""
    try:
        return importlib.util.source_from_cache(path) if path.endswith(".pyc") else path
    except ValueError:
        return path


def _counts(path: str) -> bool:
    for folder in FOLDERS:
        if path.startswith(folder + os.sep):
            parts = path[len(folder) + 1 :].split(os.sep)
            return parts[0] not in LEFT_OUT and "__pycache__" not in parts
    return path in FOLDERS


sys.addaudithook(note)
