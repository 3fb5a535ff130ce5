"""Makes the still pictures of the figures: the page's own drawing, as a file that stands alone.

    python -m tools.stills             write lstmlab/figures/*/*.svg
    python -m tools.stills --check     say which are missing, differ or are not needed any more; write nothing

Every figure has start.svg, at its own start values, and one picture more for each other state in which a chapter or a
page shows it. Node runs the figure's view.js on linkedom, a DOM in one file (tools/vendor). It knows no layout; the
drawings ask for none, and so the picture is the same on every machine, whatever fonts it has.
"""

import ast
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lstmlab import figures
from lstmlab.figures.runtime.still import FIGURES, plain
from tools.book import placed_figures
from tools.source.chapters import ROOT, listed, read
from tools.vendor import fetch

SCRIPT = Path(__file__).with_name("draw.mjs")


def wanted() -> dict[Path, Any]:
    """Every picture that the course needs: its path, and a figure in the state that it shows."""
    found = {}
    placed = [(name, "", controls) for name, controls in placed_figures.on_pages(ROOT / "book")]
    for name, puzzle, controls in [(name, "", {}) for name in figures.ALL] + shown_in_chapters() + placed:
        figure = getattr(figures, name)(puzzle=puzzle, **controls)
        at_start = figure.controls == getattr(figures, name)().controls
        stem = puzzle or ("start" if at_start else "-".join(map(_word, controls.items())))
        found[FIGURES / figure.folder / f"{stem}.svg"] = figure
    return found


def shown_in_chapters(root: Path = ROOT) -> list[tuple[str, str, dict[str, Any]]]:
    """Class, puzzle and control values of every figure that a chapter makes."""
    cells = (cell for path in listed(root) for cell in read(path).cells if cell.kind == "figure")
    found = []
    for cell in cells:
        for call in ast.walk(ast.parse(cell.source)):
            if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("figures."):
                given = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
                found.append((ast.unparse(call.func).removeprefix("figures."), given.pop("puzzle", ""), given))
    return found


def _word(item: tuple[str, Any]) -> str:
    name, value = item
    return f"{name}-{'-'.join(map(str, value)) if isinstance(value, list | tuple) else value}"


def render(shown: list[Any]) -> list[str]:
    """The pictures of these figures, each in its present state.

    Raises:
        RuntimeError: Node could not draw one; with what it said.
    """
    fetch.fetch()
    command, environment = fetch.node_command()
    with tempfile.TemporaryDirectory() as folder:
        requests = []
        for figure in shown:
            module = Path(folder, f"{figure.folder}.mjs")
            module.write_text(figure.module(), encoding="utf-8")
            requests.append({"module": str(module), "about": figure.about(), "controls": plain(figure.controls)})
        done = subprocess.run(
            [*command, SCRIPT, fetch.DOM],
            input=json.dumps(requests).encode(),
            env=environment,
            capture_output=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"the figures could not be drawn:\n{done.stderr.decode()}")
    pictures: list[str] = json.loads(done.stdout)
    return pictures


def drawn() -> dict[Path, str]:
    """The text of every file that there should be."""
    shown = wanted()
    made = dict(zip(shown, render(list(shown.values())), strict=True))
    starts = {text for path, text in made.items() if path.stem == "start"}
    # A puzzle that starts as its figure does, and draws no goal, needs no picture of its own.
    return {
        path: text for path, text in made.items() if re.sub(r' data-puzzle="[^"]*"', "", text) not in starts - {text}
    }


def stored() -> dict[Path, str]:
    """The text of every file that there is."""
    return {path: path.read_text(encoding="utf-8") for path in sorted(FIGURES.glob("*/*.svg"))}


def main(arguments: list[str]) -> int:
    now, then = drawn(), stored()
    stale = sorted(path for path in now.keys() | then.keys() if now.get(path) != then.get(path))
    for path in stale:
        print(path.relative_to(ROOT))
        if arguments == ["--check"]:
            continue
        if path in now:
            path.write_text(now[path], encoding="utf-8")
        else:
            path.unlink()
    if arguments == ["--check"] and stale:
        print("These pictures are not what their figures draw: run `make notebooks`.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
