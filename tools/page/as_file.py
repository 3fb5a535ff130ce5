"""The runner's files once more as scripts, for readers who open the book as files: page/src/as_file.js loads them.

A script is text, so each file stands there as base64, which takes a third more room. Who reads the book from a server
never loads them.
"""

import base64
import gzip
import json
from pathlib import Path

BUNDLES = {
    "as-file.js": (
        "pyodide.asm.js",
        "pyodide.js",
        "pyodide.asm.wasm",
        "pyodide-lock.json",
        "python_stdlib.zip",
        "numpy.tar.gz",
        "lstmlab.tar.gz",
        "play_lstm.safetensors",
        "page_cells.py",
        "worker.js",
    ),
    "as-file-plots.js": ("plots.zip",),
}
COMPRESSED = {".js", ".wasm", ".py", ".json"}


def write(folder: Path) -> None:
    """Write both scripts beside the files that they hold."""
    for name, files in BUNDLES.items():
        content = json.dumps({file: _packed(folder / file) for file in files})
        text = f"(window.lstmlabFiles ??= {{}})[{json.dumps(name)}] = {content};\n"
        (folder / name).write_text(text, encoding="ascii")


def _packed(path: Path) -> dict[str, bool | str]:
    body = path.read_bytes()
    smaller = path.suffix in COMPRESSED
    if smaller:
        body = gzip.compress(body, 9, mtime=0)  # no date: two builds give the same bytes
    return {"gzip": smaller, "text": base64.b64encode(body).decode("ascii")}
