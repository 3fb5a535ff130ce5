"""The grader of a class: what a notebook is worth, whatever became of its cells, and nothing is lost."""

import csv
import inspect
import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from lstmlab import check, exercises
from lstmlab.checking.calling import limit
from lstmlab.checking.display.card import as_text
from lstmlab.checking.display.result import RESULT
from lstmlab.exercises import Exercise
from lstmlab.grading import cli, jail, judge
from lstmlab.grading.notebook import BrokenNotebook, Cell, cells, content
from lstmlab.grading.session import Session, Verdict
from tests.exercises import answers

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
CODED = answers.coded()

pytestmark = pytest.mark.jail

# Answers to elman.step and the like need no time; a jail of the tests is the best that the machine has.
LIMITS = jail.Limits(cell=20.0, notebook=60.0)
SEED = 5_091


@pytest.fixture(scope="module")
def kind():
    return jail.best()


def graded(path, kind, limits=LIMITS):
    """The grades of a notebook by the names of their exercises."""
    return {one.exercise: one for one in judge.grade(content(path), SEED, kind, limits)}


def code(source, *tags):
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)},
        "source": textwrap.dedent(source),
        "outputs": [],
    }


def notebook(path, *found):
    text = {"cell_type": "markdown", "metadata": {}, "source": "# A title"}
    path.write_text(json.dumps({"cells": [text, *found], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path


SETUP = code("%pip install --quiet lstmlab\nfrom lstmlab import check, score\nimport numpy as np", "setup")
STEP = code("def step(x, h_prev, W_x, W_h, b):\n    return np.tanh(x @ W_x + h_prev @ W_h + b)", "exercise")
CHECK_STEP = code('check("elman.step", step)', "check")


def test_a_notebook_gets_a_line_for_each_exercise_of_its_chapter(tmp_path, kind):
    path = notebook(tmp_path / "ada.ipynb", SETUP, STEP, CHECK_STEP)
    grades = graded(path, kind)
    assert list(grades) == [name for name, one in exercises.registry().items() if one.chapter == 2]
    assert grades["elman.step"] == judge.Grade("elman.step", "passed", 2, 2, card=grades["elman.step"].card)
    assert grades["elman.forward"].status == "not attempted"
    assert grades["elman.forward"].note == "not in the notebook"


def test_a_notebook_of_a_chapter_that_is_two_by_now_is_graded_in_full(tmp_path, kind):
    """Exercises are known by their names: what was handed in under an old number counts, in both chapters."""
    count = code("def count_parameters(n_in, n_hidden):\n    return 4 * n_hidden * (n_in + n_hidden + 1)", "exercise")
    bias = code(
        "def initial_bias(n_hidden, forget_bias):\n    zero = np.zeros(n_hidden)\n"
        "    return np.concatenate([zero, zero + forget_bias, zero, zero])",
        "exercise",
    )
    checks = [code(f'check("lstm.{name}", {name})', "check") for name in ("count_parameters", "initial_bias")]
    grades = graded(notebook(tmp_path / "05-lstm.ipynb", SETUP, count, checks[0], bias, checks[1]), kind)
    assert list(grades) == [name for name, one in exercises.registry().items() if one.chapter in (5, 6)]
    assert [exercises.get(name).chapter for name, one in grades.items() if one.status == "passed"] == [5, 6]


def test_mistakes_errors_and_stubs_are_told_apart(tmp_path, kind):
    wrong = code("def step(x, h_prev, W_x, W_h, b):\n    return x @ W_x + h_prev @ W_h + b")
    broken = code("def forward(xs, h0, W_x, W_h, b)\n    return xs")
    stub = code("def readout(hs, W_y, b_y, mode):\n    raise NotImplementedError")
    path = notebook(
        tmp_path / "n.ipynb", SETUP, wrong, CHECK_STEP, broken, code('check("elman.forward", forward)', "check"),
        stub, code('check("elman.readout", readout)', "check"),
    )  # fmt: skip
    grades = graded(path, kind)
    assert (grades["elman.step"].status, grades["elman.step"].mistakes) == ("failed", ("no-tanh",))
    assert grades["elman.forward"].status == "failed"
    assert grades["elman.forward"].note.startswith("cell 6 stops with NameError: name 'forward' is not defined: cell")
    assert "stops with SyntaxError in its line 1: expected ':'" in grades["elman.forward"].note
    assert grades["elman.readout"].status == "not attempted"


def test_an_endless_loop_costs_its_own_exercise_only(tmp_path, kind, monkeypatch):
    monkeypatch.setattr(limit, "SECONDS", 4.0)
    endless = code("def forward(xs, h0, W_x, W_h, b):\n    while True:\n        pass")
    path = notebook(
        tmp_path / "n.ipynb", SETUP, endless, code('check("elman.forward", forward)', "check"), STEP, CHECK_STEP
    )
    grades = graded(path, kind)
    assert grades["elman.step"].status == "passed"
    assert grades["elman.forward"].status == "failed"
    assert "It was stopped in line" in as_text(
        grades["elman.forward"].card
    )  # as `check` says it: the line where it was


def test_a_cell_that_never_ends_costs_its_own_exercise_only(tmp_path, kind):
    endless = code('while True:\n    pass\ncheck("elman.forward", step)', "check")
    path = notebook(tmp_path / "n.ipynb", SETUP, endless, STEP, CHECK_STEP)
    grades = graded(path, kind, jail.Limits(cell=3.0))
    assert grades["elman.step"].status == "passed"
    assert grades["elman.forward"].status == "failed"
    assert grades["elman.forward"].note == "cell 3 did not end within 3 seconds"


def test_a_cell_that_ends_the_process_costs_its_own_exercise_only(tmp_path, kind):
    crash = code("import os\nos._exit(3)", "exercise")
    path = notebook(tmp_path / "n.ipynb", SETUP, STEP, CHECK_STEP, crash, code('check("elman.forward", step)', "check"))
    grades = graded(path, kind)
    assert grades["elman.step"].status == "passed"
    assert grades["elman.forward"].status == "failed"


def test_a_lost_check_cell_or_set_up_cell_costs_nothing(tmp_path, kind):
    count = code("def count_parameters(n_in, n_hidden, n_out):\n"
                 "    return n_hidden * (n_in + n_hidden + 1) + n_out * (n_hidden + 1)")  # fmt: skip
    path = notebook(tmp_path / "n.ipynb", code("import numpy as np"), STEP, CHECK_STEP, count)
    grades = graded(path, kind)
    assert grades["elman.step"].status == "passed"
    assert grades["elman.count_parameters"].status == "passed"
    assert grades["elman.count_parameters"].note == "its check cell is missing"


ODD_CELLS = {
    "help": "np.tanh?\nimport numpy as np",
    "a list of files": "files = !ls\nassert list(files) == []",
    "a continued command": "!pip install \\\n    numpy",
    "a magic that gives something": "what = %who_ls",
    "the shell": "get_ipython().run_line_magic('matplotlib', 'inline')\nshell = get_ipython().user_ns",
    "a timed cell": "%%time\ntimed = 1",
    "another language": "%%bash\nrm -r everything",
    "await": "import asyncio\nawait asyncio.sleep(0)",
    "async for": "async def one():\n    yield 1\nfound = [k async for k in one()]",
    "a list with a remainder": "x = (7\n% 3)",
    "a comment alone": "# %pip install\n",
    "nothing": "",
}


def beside(odd):
    """Cells with the answer and this beside it: before it, after it, or in a cell of its own."""
    step = STEP["source"]
    if odd.startswith("%%bash"):
        return [[code(odd), STEP], [STEP, code(odd)]]
    both = [[code(f"{odd}\n{step}", "exercise")]]
    return both if odd.startswith("%%") else [*both, [code(f"{step}\n{odd}", "exercise")]]


def test_what_notebooks_do_beside_python_costs_nothing(tmp_path, kind):
    tried = [(name, parts) for name, odd in ODD_CELLS.items() for parts in beside(odd)]
    made = [part for _, parts in tried for part in (code("step = None"), *parts, CHECK_STEP)]
    found = cells(content(notebook(tmp_path / "n.ipynb", SETUP, *made)))
    verdicts, stopped = Session(SEED, kind, LIMITS, jail.Jail).run(found, {})
    assert stopped == []
    statuses = [(name, one.status) for (name, _), one in zip(tried, verdicts["elman.step"], strict=True)]
    assert statuses == [(name, "passed") for name, _ in tried]


def test_an_answer_in_an_experiment_cell_counts(tmp_path, kind):
    answer = {**STEP, "metadata": {"tags": ["experiment"]}}
    slow = code("import time\ntime.sleep(100)", "experiment")
    three = "def count_parameters(n_in, n_hidden, n_out):\n    return 3\n"
    count = code(f'{three}check("elman.count_parameters", count_parameters)', "experiment")
    grades = graded(notebook(tmp_path / "n.ipynb", SETUP, slow, answer, CHECK_STEP, count), kind)
    assert grades["elman.step"].status == "passed"
    assert grades["elman.count_parameters"].status == "failed"


def test_with_all_check_cells_deleted_the_answers_are_found_by_their_names(tmp_path, kind):
    answer = {**STEP, "metadata": {"tags": ["exercise"], "nbgrader": {"grade_id": "elman-step-answer"}}}
    grades = graded(notebook(tmp_path / "n.ipynb", code("import numpy as np"), answer), kind)
    assert grades["elman.step"].status == "passed"
    assert grades["elman.step"].note == "its check cell is missing"
    assert grades["elman.forward"].status == "not attempted"


def test_a_function_of_the_package_is_no_answer(tmp_path, kind):
    """Where the check of `lstm.pack` is missing, the learner's own function is looked for, and not what is imported."""
    pack = exercises.get("lstm.pack")
    imported = code("from lstmlab.gates import *\nfrom lstmlab.exercises.lstm.pack import pack")
    known = code('check("lstm.step", None)', "check")
    assert graded(notebook(tmp_path / "n.ipynb", imported, known), kind)["lstm.pack"].status == "not attempted"
    own = code("import numpy as np\n" + textwrap.dedent(inspect.getsource(pack.worked)), "exercise")
    grade = graded(notebook(tmp_path / "m.ipynb", own, known), kind)["lstm.pack"]
    assert (grade.status, grade.note) == ("passed", "its check cell is missing")


def test_the_last_check_counts_or_one_that_passed(tmp_path, kind):
    wrong = code("def step(x, h_prev, W_x, W_h, b):\n    return x")
    path = notebook(tmp_path / "n.ipynb", SETUP, wrong, CHECK_STEP, STEP, CHECK_STEP, wrong, CHECK_STEP)
    assert graded(path, kind)["elman.step"].status == "passed"
    # A check outside the tagged cells is a try, or a demonstration of the chapter.
    path = notebook(tmp_path / "m.ipynb", SETUP, STEP, code('check("elman.step", step)'), wrong, CHECK_STEP)
    assert graded(path, kind)["elman.step"].status == "failed"


def test_a_puzzle_solved_by_hand_is_read_from_its_result_and_checked_again(tmp_path, kind, monkeypatch):
    puzzle = code('check("elman.latch_puzzle", portrait)', "check")
    figure = code(
        'from lstmlab import figures\nportrait = figures.LatchPortrait(puzzle="elman.latch_puzzle")', "figure"
    )
    untouched = code('from lstmlab import exercises\nportrait = exercises.get("elman.latch_puzzle").start')

    def shown(w_x, status="passed"):
        result = {"exercise": "elman.latch_puzzle", "status": status, "controls": {"w_x": w_x, "w_h": 2.0, "b": 0.0}}
        return [{"output_type": "execute_result", "data": {RESULT: result, "text/plain": "any words"}}]

    class Untouched(Session):
        """What the jail says of a figure that is as it was: the judge then looks for a stored result."""

        def run(self, found, wanted):
            return {"elman.latch_puzzle": [Verdict(2, "not attempted")]}, []

    path = notebook(tmp_path / "n.ipynb", SETUP, figure, {**puzzle, "outputs": shown(2.0)})
    assert graded(path, kind)["elman.latch_puzzle"].status == "passed"
    path = notebook(tmp_path / "n.ipynb", SETUP, untouched, {**puzzle, "outputs": shown(0.0)})
    assert graded(path, kind)["elman.latch_puzzle"].status == "not attempted"
    monkeypatch.setattr(judge, "Session", Untouched)
    for outputs, status in (
        (shown(2.0), "passed"),
        (shown(2.0, "failed"), "not attempted"),
        (shown(0.0), "not attempted"),
        (shown("__import__('os')"), "not attempted"),
        (shown([[]]), "not attempted"),
        ([{"data": {RESULT: "passed"}}], "not attempted"),
        ([{"data": {"text/plain": "elman.latch_puzzle: passed\nSolved with `w_x = 2.0`"}}], "not attempted"),
    ):
        path = notebook(tmp_path / "n.ipynb", SETUP, untouched, {**puzzle, "outputs": outputs})
        assert graded(path, kind)["elman.latch_puzzle"].status == status


def test_the_result_of_a_solved_puzzle_holds_its_controls():
    puzzle = exercises.get("elman.latch_puzzle")
    bundle = check("elman.latch_puzzle", dict(puzzle.solution))._repr_mimebundle_()
    kept = json.loads(json.dumps(bundle[RESULT]))
    assert judge.stored_controls([Cell(1, "", results=(kept,))], puzzle.name) == puzzle.solution
    assert "controls" not in check("elman.latch_puzzle", dict(puzzle.start)).data


BROKEN = {
    "no JSON": b"{",
    "a list": b"[]",
    "no cells": b"{}",
    "old": b'{"worksheets": []}',
    "binary": b"\xff\xfe\x00\x01",
    "other course": b'{"cells": []}',
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_notebook_is_named_and_the_others_are_graded(tmp_path, kind, capsys):
    bad = tmp_path / "bad.ipynb"
    bad.write_bytes(BROKEN[kind])
    good = notebook(tmp_path / "good.ipynb", SETUP, STEP, CHECK_STEP)
    out = tmp_path / "grades.csv"
    given = [str(bad), str(tmp_path / "missing.ipynb"), str(good), "--csv", str(out), "--into", str(tmp_path / "into")]
    assert cli.main(["grade", *given]) == 1
    printed = capsys.readouterr().out
    assert f"{bad}: 0 of 0 points" in printed
    assert "unreadable" in printed
    with out.open() as file:
        lines = list(csv.DictReader(file))
    assert [line["status"] for line in lines if line["notebook"] == str(bad)] == ["unreadable"]
    assert [line["status"] for line in lines if "missing" in line["notebook"]] == ["unreadable"]
    step = next(line for line in lines if line["exercise"] == "elman.step")
    assert (step["status"], step["points"], step["max_points"]) == ("passed", "2", "2")


def test_grades_are_not_overwritten(tmp_path, capsys):
    out = tmp_path / "grades.csv"
    out.write_text("precious")
    with pytest.raises(SystemExit):
        cli.main(["grade", "any.ipynb", "--csv", str(out)])
    assert "not overwritten" in capsys.readouterr().err
    assert out.read_text() == "precious"


def test_a_cell_that_is_odd_is_read_all_the_same(tmp_path):
    path = tmp_path / "n.ipynb"
    odd = [3, {"cell_type": "code"}, {"cell_type": "code", "source": ["a = 1\n", "b = 2"], "metadata": {"tags": 3}}]
    path.write_text(json.dumps({"cells": odd}))
    assert [(cell.number, cell.code, cell.tags) for cell in cells(content(path))] == [
        (2, "", ()),
        (3, "a = 1\nb = 2", ()),
    ]
    with pytest.raises(BrokenNotebook):
        content(tmp_path)


def solved(path, folder):
    """The learner's notebook with every answer filled in, as a learner would hand it in."""
    content = json.loads(path.read_text("utf-8"))
    short = {
        one.name.split(".")[-1]: one
        for one in CODED
        if f'check("{one.name}"' in path.read_text("utf-8").replace('\\"', '"')
    }
    for cell in content["cells"]:
        if "exercise" in cell["metadata"].get("tags", []):
            name = "".join(cell["source"]).split("def ")[1].split("(")[0]
            cell["source"] = textwrap.dedent(inspect.getsource(short[name].worked))
    out = folder / path.name
    out.write_text(json.dumps(content), "utf-8")
    return out


@pytest.mark.parametrize("stem", ["00-start-here", "01-feedforward", "02-elman"])
def test_the_courses_own_notebooks_untouched_and_solved(stem, tmp_path, kind):
    path = NOTEBOOKS / f"{stem}.ipynb"
    for one in graded(path, kind).values():
        assert (one.status, one.points) == ("not attempted", 0), one
    for one in graded(solved(path, tmp_path), kind).values():
        coded = isinstance(exercises.get(one.exercise), Exercise)
        assert one.status == ("passed" if coded else "not attempted"), one


def test_the_command_line(tmp_path):
    path = notebook(tmp_path / "ada.ipynb", SETUP, STEP, CHECK_STEP)
    command = [sys.executable, "-m", "lstmlab.grading", "grade", str(path), "--seed", "7"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert "ada.ipynb: 2 of 10 points" in done.stdout
    assert sorted(one.name for one in tmp_path.iterdir()) == ["ada.ipynb", "grades"]
