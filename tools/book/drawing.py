"""Formulas and figures of the pages, drawn by Node while the book is built (render.mjs): one process for a whole build.

What was drawn is kept in _build/drawn/ under the hash of what it was drawn from, so that a second build starts no Node.
"""

import hashlib
import json
import os
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from tools.vendor import fetch

SCRIPT = Path(__file__).with_name("render.mjs")
SMALL_DOM = SCRIPT.parent.parent / "stills" / "small_dom.mjs"  # what it draws figures on
KEPT = fetch.BUILD / "drawn"


class DrawingError(Exception):
    """What could not be drawn, and why."""


class Renderer:
    """The Node process, started when it is first asked. It ends with the build."""

    def __init__(self) -> None:
        fetch.fetch()
        command, environment = fetch.node_command()
        self.process = subprocess.Popen(
            [*command, str(SCRIPT), str(fetch.MATHJAX), str(fetch.DOM)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        asks, answers = self.process.stdin, self.process.stdout
        assert asks is not None
        assert answers is not None
        asks.write(json.dumps(question) + "\n")
        asks.flush()
        line = answers.readline()
        if not line:
            raise DrawingError("Node ended, and said why above")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise DrawingError(answer["error"])
        return answer


_renderer = cache(Renderer)


@cache
def _tools() -> bytes:
    """What every drawing depends on."""
    return SCRIPT.read_bytes() + SMALL_DOM.read_bytes() + (fetch.HERE / "package-lock.json").read_bytes()


def mark(*parts: str) -> str:
    """A short name for what a drawing is made of."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _kept(name: str, question: dict[str, Any]) -> dict[str, Any]:
    path = KEPT / f"{mark(_tools().decode(), name, json.dumps(question, sort_keys=True))}.json"
    if path.exists():
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found
    if module := question.get("code"):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "figure.mjs")
            file.write_text(module, encoding="utf-8")
            answer = _renderer().ask({"module": str(file), "state": question["state"]})
    else:
        answer = _renderer().ask(question)
    KEPT.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}")  # whole at once: another build may read it meanwhile
    half.write_text(json.dumps(answer), encoding="utf-8")
    os.replace(half, path)
    return answer


def formula(tex: str, display: bool) -> dict[str, Any]:
    """A formula: "svg" its drawing, "glyphs" the paths of the letters in it by name, "math" the same as MathML.

    Raises:
        DrawingError: it is no formula.
    """
    return _kept("formula", {"formula": tex, "display": display})


def figure(code: str, state: dict[str, Any]) -> dict[str, Any]:
    """A figure before it moves: "html" of its shadow tree without the picture, "heights" of the picture
    as straight pieces [from which width on, height there, more for each pixel], "label" the words of the picture.

    Args:
        code: the figure's ES module.
        state: what its model holds.
    """
    return _kept("figure", {"code": code, "state": state})
