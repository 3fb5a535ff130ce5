"""A puzzle that was solved by hand can be kept as code: from the card, from the figure and from the page, the same."""

import json
import subprocess

import pytest

from lstmlab import check, exercises, figures
from lstmlab.exercises import Puzzle
from lstmlab.puzzles import as_code
from tools.source.chapters import ROOT
from tools.vendor import fetch

PUZZLES = [one for one in exercises.registry().values() if isinstance(one, Puzzle)]
SCRIPT = """
import { asCode, withControls, controlsIn } from "./all.mjs";
const asked = JSON.parse(process.argv[2]);
process.stdout.write(JSON.stringify(asked.map(({ puzzle, name, values, start }) => {
  const changed = withControls(start, name, values);
  return [asCode(puzzle, values), changed, controlsIn(changed, name), controlsIn(start, name)];
})));
"""


def solved(puzzle):
    return {**puzzle.start, **puzzle.solution}


@pytest.mark.parametrize("puzzle", PUZZLES, ids=lambda puzzle: puzzle.name)
def test_the_card_of_a_solved_puzzle_shows_the_line_that_keeps_it(puzzle):
    by_hand = getattr(figures, puzzle.figure)(puzzle=puzzle.name)
    for name, value in solved(puzzle).items():
        setattr(by_hand, name, value)
    code = as_code(puzzle.figure, puzzle.name, solved(puzzle))
    assert f"`{code}`" in "\n".join(check(puzzle.name, by_hand).card.paragraphs)
    anew = eval(code, {"figures": figures})  # another kernel, another day
    assert anew.controls == by_hand.controls
    assert check(puzzle.name, anew).status == "passed"


def test_the_figure_and_the_page_write_the_same_line(tmp_path):
    frame = ROOT / "lstmlab" / "figures" / "runtime" / "frame.js"
    page = ROOT / "page" / "src" / "controls.js"
    text = f"{frame.read_text('utf-8')}\nexport {{ asCode }};\n{page.read_text('utf-8')}"
    (tmp_path / "all.mjs").write_text(text, encoding="utf-8")
    (tmp_path / "run.mjs").write_text(SCRIPT, encoding="utf-8")
    asked = []
    for puzzle in PUZZLES:
        figure = getattr(figures, puzzle.figure)(puzzle=puzzle.name)
        about = json.loads(json.dumps(figure.about()["puzzle"]))
        start = f"by_hand = {about['call']}\nby_hand"
        asked.append({"puzzle": about, "name": puzzle.name, "values": solved(puzzle), "start": start})
    command, environment = fetch.node_command()
    done = subprocess.run(
        [*command, str(tmp_path / "run.mjs"), json.dumps(asked)],
        env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for puzzle, (by_figure, by_page, back, none) in zip(PUZZLES, json.loads(done.stdout), strict=True):
        code = as_code(puzzle.figure, puzzle.name, solved(puzzle))
        assert by_figure == code
        assert by_page == f"by_hand = {code}\nby_hand"
        assert back == json.loads(json.dumps(solved(puzzle)))
        assert none is None
