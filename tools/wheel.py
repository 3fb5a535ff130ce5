"""The package as a wheel, and the shelf from which the book offers it: `_static/wheels/` of the site.

The same wheel runs in the pages and in JupyterLite, and is what a notebook's first cell installs where the package
index has none (tools/source/setup_cell.py). Two builds of one state of the project are equal bit for bit.
"""

import hashlib
import html
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHELF = ROOT / "_build" / "static" / "wheels"  # becomes _static/wheels of the site
# What a wheel is built from; the rest of the project is not needed, and a build would leave files in it.
PARTS = ("lstmlab", "pyproject.toml", "README.md", "LICENSE")
WHEN = "1577836800"  # the date of all files inside, 2020-01-01
PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body>
{body}
</body>
</html>
"""
WORDS = """\
<h1>The package of the course</h1>
<p>The first cell of each notebook takes it from here where the package index does not have it.</p>
<p>By hand, in a terminal:</p>
<pre><code>pip install --find-links {address} lstmlab</code></pre>
<p>The file: {link}</p>
<p>For programs that read a package index: <a href="lstmlab/">lstmlab</a></p>
<p><a href="../../book/index.html">Back to the book</a></p>"""


def sources(root: Path = ROOT) -> list[Path]:
    """The files that a wheel is made of, and this one."""
    found = [one for name in PARTS for one in ((root / name).rglob("*") if (root / name).is_dir() else [root / name])]
    return [Path(__file__), *(one for one in found if one.is_file() and "__pycache__" not in one.parts)]


def build(folder: Path, root: Path = ROOT) -> Path:
    """Build the wheel into a folder, and return its path. Takes two seconds, and nothing from the net.

    Raises:
        SystemExit: it could not be built; the message says why.
    """
    folder = folder.resolve()
    # From a copy: setuptools leaves a folder `build` where it works, and takes old files from it the next time.
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place)
        for name in PARTS:
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(root / name, copy)
        for path in copy.rglob("*"):  # a wheel notes who may read a file: not what this user's settings say
            path.chmod(0o755 if path.is_dir() else 0o644)
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"),
                *("--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(copy)),
            ],
            env=os.environ | {"SOURCE_DATE_EPOCH": WHEN},
            umask=0o022,  # of what setuptools itself writes
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        sys.exit(f"The package could not be built as a wheel:\n{done.stdout.strip()}")
    (wheel,) = folder.glob("lstmlab-*.whl")
    return wheel


def shelve(address: str, shelf: Path = SHELF) -> Path:
    """Lay the wheel on the shelf with an index that pip reads (PEP 503) and a page for people. Returns the wheel.

    address: that of the shelf in the published book.
    """
    shutil.rmtree(shelf, ignore_errors=True)
    (shelf / "lstmlab").mkdir(parents=True)
    wheel = build(shelf)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()

    def link(folder: str) -> str:
        return f'<a href="{folder}{wheel.name}#sha256={digest}" data-requires-python="&gt;=3.11">{wheel.name}</a>'

    for path, title, body in (
        (shelf, "The package of the course", WORDS.format(address=html.escape(address), link=link(""))),
        (shelf / "lstmlab", "Links for lstmlab", link("../")),
    ):
        (path / "index.html").write_text(PAGE.format(title=title, body=body), encoding="utf-8")
    return wheel
