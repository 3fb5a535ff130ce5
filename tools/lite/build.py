"""Builds the JupyterLite site of the course: python -m tools.lite.build

All notebooks, with the Python, the wheel and the checks that the pages of the book have, and live figures. Everything
is the site's own; what the course has no use for (source maps, other applications) is left out. Each part is made again
only when what it is made of has changed:

wheels     the few packages that Pyodide does not have (tools/lite/wheels.txt), and the play that one chapter reads
pyodide    Python for browsers, compiled, with our wheels in its lock (page/pack/lite.mjs)
site       JupyterLab and the notebooks

The site lies in _build/lite/site; the book takes it as its folder `lite/`.
"""

import json
import shutil
import sys
from functools import partial
from importlib import metadata
from pathlib import Path

from lstmlab.data import plays
from tools import wheel
from tools.page import build as page
from tools.page import pyodide

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
WORK = ROOT / "_build" / "lite"
SITE = WORK / "site"
NOTEBOOKS = ROOT / "notebooks"
APPS = ("lab", "notebooks")  # the whole JupyterLab, and a plain page with one notebook, for small screens
EXTENSIONS = ("jupyterlite_pyodide_kernel", "jupyterlab_widgets", "anywidget")  # wheels that bring a part of the page


def build() -> Path:
    """Make what is missing or old, and return the folder of the site.

    Raises:
        pyodide.Missing: Python for browsers could not be had.
        SystemExit: a step failed; its message was printed.
    """
    lock = page.SOURCES / "package-lock.json"
    page.part("npm", [lock], page.install)
    packing = [page.SOURCES / "pack" / name for name in ("pack.py", "packer.mjs", "lite.mjs")]
    wheels = [*wheel.sources(), HERE / "wheels.txt"]
    python = [*wheels, lock, *packing, Path(pyodide.__file__)]
    own = [Path(__file__), HERE / "jump.js", *HERE.glob("*.json"), *NOTEBOOKS.glob("*.ipynb")]
    for name, sources in (("wheels", wheels), ("pyodide", python), ("site", [*python, *own])):
        also = f"{metadata.version('jupyterlite-core')} {sorted(page.play())}"
        page.part(name, sources, partial(make, name), WORK, also)
    return SITE


def make(name: str, folder: Path) -> None:
    """Make one part, from those that are there already."""
    {"wheels": _wheels, "pyodide": _pyodide, "site": _site}[name](folder)


def _wheels(folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    # For the Python of the browser, not for this one.
    command += ["--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none", "--python-version=3.12"]
    page.run([*command, "--require-hashes", "--requirement", str(HERE / "wheels.txt"), "--dest", str(folder)])
    wheel.build(folder)
    if page.play():
        page.write_play(folder / f"{plays.PACKAGE}-{metadata.version(plays.PACKAGE)}-py3-none-any.whl")


def _pyodide(folder: Path) -> None:
    print("Putting Python for JupyterLite together: a minute or two, once ...", flush=True)
    pyodide.bring(page.MODULES / "pyodide", page.DIST)
    page.node(page.SOURCES / "pack" / "lite.mjs", page.DIST, WORK / "wheels", folder)


def _site(folder: Path) -> None:
    print("Building the JupyterLite site ...", flush=True)
    # In a folder of its own each time: what a build of jupyterlite notes of the last one makes it drop settings.
    place = WORK / "build"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    # JupyterLite dates all that lies beside its output: there must be nothing of anybody else's.
    made = place / "output" / "site"
    for name in ("jupyter-lite.json", "overrides.json"):
        shutil.copy(HERE / name, place)
    extensions = [one for name in EXTENSIONS for one in (WORK / "wheels").glob(f"{name}-*.whl")]
    settings = {
        "apps": APPS,
        "contents": [str(NOTEBOOKS)],
        "output_dir": str(made),
        "federated_extensions": [str(one) for one in extensions],
        "ignore_sys_prefix": True,  # what else is installed here is none of the readers' concern
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
    }
    (place / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": settings}))
    page.run(
        [sys.executable, "-m", "jupyterlite_core", "build"],
        place,
        # Neither a setting of this user nor the day goes into the site.
        SOURCE_DATE_EPOCH=wheel.WHEN,
        JUPYTER_NO_CONFIG="1",
    )
    for one in made.iterdir():
        shutil.move(one, folder)
    shutil.rmtree(place)
    shutil.copytree(WORK / "pyodide", folder / "static" / "pyodide")
    shutil.copy(HERE / "jump.js", folder)
    for app in APPS:
        first = folder / app / "index.html"
        text = first.read_text(encoding="utf-8")
        if text.count("</head>") != 1:
            sys.exit(f"{app}/index.html of JupyterLite has another form than the one that is known here")
        script = '<script type="module" src="../jump.js"></script></head>'
        first.write_text(text.replace("</head>", script), encoding="utf-8")


def put_into(site: Path, book: Path) -> None:
    """Lay the site into a built book, as its folder `lite/`."""
    shutil.copytree(site, book / "lite")


if __name__ == "__main__":
    print(build())
    print(json.dumps({"bytes": sum(one.stat().st_size for one in SITE.rglob("*") if one.is_file())}))
