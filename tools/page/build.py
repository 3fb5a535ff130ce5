"""Builds the runner of the pages into _build/static: python -m tools.page.build

Everything stands in one folder whose name holds a hash of its content, `page-<hash>`: a page never mixes files of two
builds, and no cache serves an old one. Each of three parts is made again only when what it is made of has changed:

base      Python, NumPy and Matplotlib, cut and compiled (page/pack/base.mjs); takes about a minute, once
lstmlab   this project's package (page/pack/lstmlab.mjs)
scripts   the page's own, bundled by esbuild
"""

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from lstmlab.data import plays
from tools import wheel
from tools.page import as_file, pyodide
from tools.vendor import fetch

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = ROOT / "page"
BUILD = ROOT / "_build"
WORK = BUILD / "page"
MODULES = WORK / "npm" / "node_modules"
DIST = WORK / "pyodide"
STATIC = BUILD / "static"
PLAY = "coriolanus.md"
MANIFEST = WORK / "manifest.json"
# What Python needs before the first answer, as bytes that travel; Matplotlib and the large data file come when asked.
FIRST = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "numpy.tar.gz", "lstmlab.tar.gz")


def build() -> dict:
    """Make what is missing or old. Returns the manifest: the folder's name, and the sizes of the files.

    Raises:
        pyodide.Missing: Python for browsers could not be had.
    """
    part("npm", [SOURCES / "package-lock.json"], install)
    packing = [one for one in sorted((SOURCES / "pack").iterdir()) if one.name != "lite.mjs"]  # tools/lite
    part("base", [SOURCES / "package-lock.json", Path(pyodide.__file__), *packing], _base)
    part("lstmlab", [SOURCES / "package-lock.json", *packing, *wheel.sources()], _lstmlab, also=str(sorted(play())))
    scripts = [SOURCES / "package-lock.json", *(SOURCES / "src").iterdir(), *(SOURCES / "python").iterdir()]
    part("scripts", scripts, _scripts)
    return _assemble()


def part(
    name: str, sources: list[Path], make: Callable[[Path], None], work: Path | None = None, also: str = ""
) -> Path:
    """Make one folder of results anew where its sources, or what else it depends on, changed since it was made."""
    work = work or WORK
    folder, stamp = work / name, work / f"{name}.stamp"
    digest = hashlib.sha256(also.encode())
    for path in sorted(sources):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    if folder.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return folder
    stamp.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    make(folder)
    stamp.write_text(digest.hexdigest())
    return folder


def install(folder: Path) -> None:
    print("Fetching the editor and Python for browsers with npm ...", flush=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SOURCES / name, folder)
    fetch.npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", folder=folder)


def _base(folder: Path) -> None:
    print("Fetching NumPy and Matplotlib for browsers, and compiling them: a minute or two, once ...", flush=True)
    pyodide.bring(MODULES / "pyodide", DIST)
    node(SOURCES / "pack" / "base.mjs", DIST, folder)


def _lstmlab(folder: Path) -> None:
    built, packed = wheel.build(folder / "wheel"), folder / "wheel" / "play.zip"
    write_play(packed)
    node(SOURCES / "pack" / "lstmlab.mjs", DIST, built, packed, folder)


def write_play(path: Path) -> None:
    """Write the files of the play as an archive; without files where its package is missing."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in sorted(play().items()):
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def play() -> dict[str, bytes]:
    """The play that the chapter on text reads, as its package holds it, with the package's licence and nothing else."""
    try:
        found = metadata.distribution(plays.PACKAGE)
    except metadata.PackageNotFoundError:
        return {}
    wanted = [
        one
        for one in found.files or ()
        if one.name in (PLAY, "METADATA") or one.name.startswith(("LICENSE", "COPYING"))
    ]
    kept = {str(one): one.locate().read_bytes() for one in wanted}
    (record,) = (one for one in found.files or () if one.name == "RECORD")
    lines = "".join(f"{name},,\n" for name in [*kept, str(record)])  # no play is listed that is not there
    return {**kept, str(record): lines.encode()}


def _scripts(folder: Path) -> None:
    esbuild = MODULES / "esbuild" / "bin" / "esbuild"
    options = ["--bundle", "--minify", "--format=iife", "--target=es2022", "--log-level=warning"]
    for name in ("page.js", "editor.js"):
        # The bundler finds the packages of npm from where it is started.
        run([str(esbuild), str(SOURCES / "src" / name), f"--outfile={folder / name}", *options], NODE_PATH=str(MODULES))
    shutil.copy(SOURCES / "src" / "worker.js", folder)
    shutil.copy(SOURCES / "src" / "page.css", folder)
    shutil.copy(SOURCES / "python" / "page_cells.py", folder)


def node(*command: Path) -> None:
    npm, environment = fetch.npm_command()
    node = npm[0] if len(npm) > 1 else shutil.which("node")
    assert node is not None
    run([node, *map(str, command)], **environment)


def run(command: list[str], folder: Path | None = None, **environment: str) -> None:
    """Run a step; what it says is shown only if it fails."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        # A bundle of scripts names the line of its error, which may be a megabyte long.
        said = "\n".join(line[:300] for line in done.stdout.strip().splitlines()[-30:])
        sys.exit(f"{' '.join(map(str, command))}\nfailed:\n{said}")


def _assemble() -> dict:
    """Put the parts into one folder of the site, named by its content, and remove those of earlier builds."""
    files = {path.name: path for part in MAKERS for path in sorted((WORK / part).iterdir()) if path.is_file()}
    digest = hashlib.sha256()
    for name, path in sorted(files.items()):
        digest.update(name.encode() + path.read_bytes())
    digest.update(Path(as_file.__file__).read_bytes())
    folder = STATIC / f"page-{digest.hexdigest()[:10]}"
    for old in STATIC.glob("page-*"):
        if old != folder:
            shutil.rmtree(old)
    if not folder.exists():
        folder.mkdir(parents=True)
        for name, path in files.items():
            shutil.copy(path, folder / name)
        as_file.write(folder)
    manifest = {"folder": folder.name, "sizes": {name: _travels(folder / name) for name in FIRST}}
    MANIFEST.write_text(json.dumps(manifest))
    return manifest


def folder() -> Path:
    """The folder of the last build. Raises FileNotFoundError where nothing was built."""
    return STATIC / str(json.loads(MANIFEST.read_text(encoding="utf-8"))["folder"])


def _travels(path: Path) -> int:
    """Bytes that go over the line: a server compresses scripts and WebAssembly, archives are compressed already."""
    content = path.read_bytes()
    return len(content if path.suffix in (".zip", ".gz") else gzip.compress(content, 6))


# What the folder of the site is put together from.
MAKERS = {"base": _base, "lstmlab": _lstmlab, "scripts": _scripts}

if __name__ == "__main__":
    print(json.dumps(build(), indent=1))
