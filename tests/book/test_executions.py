"""A chapter is executed again when something that it uses has changed, and only then; once for both of its executions
where its answers concern their checks alone.

The small course lies in a folder with a copy of the package, which the kernels take instead of the real one.
"""

import copy
import shutil
import site
import sys
from importlib import metadata

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.book import course_sample
from tests.book.notebook_runs import built
from tools.execution import execute, executions, together
from tools.source.chapters import ROOT, listed, read

HEAD = (course_sample.SAMPLE / "book" / "chapters" / "90-second.md").read_text(encoding="utf-8").split("# ")[0]


def cell(source, tag=""):
    option = f":tags: [{tag}]\n\n" if tag else ""
    return f"```{{code-cell}} ipython3\n{option}{source}\n```\n\n"


def exercise(name, stub, solution):
    function = name.split(".")[1]
    return cell(stub, "exercise") + cell(solution, "solution") + cell(f'check("{name}", {function})', "check")


SETUP = cell("from lstmlab import check")
CHAPTERS = {
    "hello": SETUP
    + exercise(
        "hello.scale",
        "def scale(x, factor):\n    raise NotImplementedError",
        "def scale(x, factor):\n    return x * factor",
    ),
    "elman": SETUP
    + exercise(
        "elman.step",
        "def step(x, h_prev, W_x, W_h, b):\n    raise NotImplementedError",
        "import numpy as np\n\ndef step(x, h_prev, W_x, W_h, b):\n    return np.tanh(x @ W_x + h_prev @ W_h + b)",
    ),
    "table": cell("from lstmlab.data import stored\n\nstored.results('lags')"),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("course").resolve()
    shutil.copytree(ROOT / "lstmlab", root / "lstmlab", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "book" / "chapters").mkdir(parents=True)
    for stem, text in CHAPTERS.items():
        (root / "book" / "chapters" / f"{stem}.md").write_text(f"{HEAD}# A chapter\n\n{text}")
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setenv("PYTHONPATH", str(root))  # before the place where the package is installed
    yield root
    monkeypatch.undo()


def executed(root, kind=executions.SOLVED):
    """The chapters that had to be executed, all being asked for."""
    done = {stem: executions.execution(root / "book" / "chapters" / f"{stem}.md", kind, root) for stem in CHAPTERS}
    return {stem for stem, one in done.items() if one.is_new}


def change(path):
    """Another text of the same meaning: the chapter gives the same, but nobody can know that before it has run."""
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def test_a_chapter_is_executed_once_and_again_where_something_that_it_uses_has_changed(course):
    assert executed(course) == {"hello", "elman", "table"}
    assert executed(course) == set()

    change(course / "lstmlab" / "data" / "results" / "lags.json")
    assert executed(course) == {"table"}
    change(course / "lstmlab" / "data" / "results" / "carousel.json")
    assert executed(course) == set()

    change(course / "lstmlab" / "exercises" / "elman" / "step.toml")  # a hint
    assert executed(course) == {"elman"}
    change(course / "lstmlab" / "figures" / "gate_explorer" / "view.js")
    assert executed(course) == set()
    change(course / "lstmlab" / "checking" / "display" / "card.css")
    assert executed(course) == {"hello", "elman"}

    chapter = course / "book" / "chapters" / "hello.md"
    chapter.write_text(chapter.read_text().replace("# A chapter", "# Another title"))
    assert executed(course) == set()
    chapter.write_text(chapter.read_text().replace("x * factor", "factor * x"))
    assert executed(course) == {"hello"}


def test_one_run_gives_both_executions_and_each_is_stored(course, monkeypatch):
    monkeypatch.setattr(executions, "environment", lambda: "where nothing is stored")
    assert executed(course, executions.OPEN) == set(CHAPTERS)
    assert executed(course) == executed(course, executions.OPEN) == set()
    (course / "_build" / "executed" / "hello.open.json").unlink()
    assert executed(course) == set()
    assert executed(course, executions.OPEN) == {"hello"}


USED = "try:\n    print(scale(2, 3))\nexcept NotImplementedError:\n    print('nothing yet')"


def test_a_chapter_that_uses_its_answers_is_run_for_each_execution(course):
    path = course / "book" / "chapters" / "used.md"
    path.write_text(f"{HEAD}# A chapter\n\n{CHAPTERS['hello']}{cell(USED)}")
    both = {kind: executions.execution(path, kind, course) for kind in executions.KINDS}
    assert all(one.is_new for one in both.values())
    said = {kind: one.notebook.cells[-1].outputs[0].text for kind, one in both.items()}
    assert said == {executions.OPEN: "nothing yet\n", executions.SOLVED: "6\n"}


def cells_of(tmp_path, *sources):
    path = tmp_path / "chapter.md"
    path.write_text(f"{HEAD}# A chapter\n\n{''.join(sources)}")
    return [one for one in read(path).cells if one.type == "code"]


@pytest.mark.parametrize(
    "before, after",
    [
        ("", "y = scale(2, 3)"),
        ("", "def later(x):\n    return scale(x, 2)"),
        ("from lstmlab.gates import scale\n\ndef before(x):\n    return scale(x, 2)", "before(1)"),
        ("", "doubled = [scale(x, 2) for x in (1, 2)]"),
        ("", "for scale in (scale, 2):\n    pass"),
        ("", "for k in ():\n    scale = 1\nprint(scale)"),
        ("", "scale += 1"),
        ("", "class Of:\n    how = scale"),
        ("", "if True:\n    scale = 1\nprint(scale)"),
        ("", "from lstmlab import score\n\nscore()"),
        ("", "print(Out)"),
        ("", "eval('scale')"),
        ("", "%time 1"),
        (exercise("hello.scale", "x = 1\ndef scale(x, factor): ...", "def scale(x, factor): ..."), ""),
        (cell("def scale(x, factor): ...", "exercise"), ""),
    ],
)
def test_a_cell_that_may_use_an_answer_is_seen(tmp_path, before, after):
    around = [one if one.startswith("```") else cell(one) for one in (before, after) if one]
    code = cells_of(
        tmp_path, SETUP, *around[: bool(before)], CHAPTERS["hello"].removeprefix(SETUP), *around[bool(before) :]
    )
    with pytest.raises(together.Unclear):
        together.see_to_it(code)


@pytest.mark.parametrize(
    "after",
    [
        "scale = 2\nprint(scale)",
        "def of(scale):\n    return scale + 1",
        "print([scale for scale in (1, 2)])",
        "for scale in (1, 2):\n    print(scale)",
        "print(gates.scale)",
    ],
)
def test_a_cell_that_only_has_a_name_in_common_is_none(tmp_path, after):
    together.see_to_it(cells_of(tmp_path, CHAPTERS["hello"], cell(after)))


def test_nearly_every_chapter_is_run_once():
    apart = []
    for path in listed():
        try:
            together.see_to_it([one for one in read(path).cells if one.type == "code"])
        except together.Unclear:
            apart.append(path.stem)
    assert apart == ["00-start-here"]  # it shows the score


QUICK = "13-seq2seq"


@pytest.mark.parametrize(
    "path",
    [pytest.param(one, marks=() if one.stem == QUICK else pytest.mark.night, id=one.stem) for one in listed()],
)
def test_one_run_gives_what_two_give(path):
    code = [one for one in read(path).cells if one.type == "code"]
    for kind in executions.KINDS:
        stored = executions.execution(path, kind)
        cells = [
            new_code_cell(one.source, metadata={"tags": list(one.tags)}) for one in executions.chapter_code(code, kind)
        ]
        apart = execute.run(new_notebook(cells=cells), path.stem)
        assert shown(stored.notebook) == shown(apart.notebook)
        # Puzzles are solved after the last cell.
        assert [said for said in stored.statuses.values() if said != "passed"] == [
            said for said in apart.statuses if said != "passed" and kind == executions.OPEN
        ]


def shown(notebook):
    """What the cells print and show as text, in their order, with their counts; the checks' cards as well."""
    cards = [
        [one.data.get("text/html") for one in cell.outputs]
        for cell in notebook.cells
        if "check" in cell.metadata.get("tags", ())
    ]
    kept = execute.keep_text(copy.deepcopy(notebook)).cells
    return cards, [(cell.source, cell.execution_count, cell.outputs) for cell in kept]


def test_checks_say_in_each_execution_what_was_attempted(course):
    for kind, status in ((executions.OPEN, "not attempted"), (executions.SOLVED, "passed")):
        for stem, name in (("hello", "hello.scale"), ("elman", "elman.step")):
            done = executions.execution(course / "book" / "chapters" / f"{stem}.md", kind, course)
            assert done.statuses == {name: status}


def test_the_environment_is_one_however_often_a_path_leads_to_it(monkeypatch):
    """`python -m`, workers of the tests and PYTHONPATH put the project's folder on the path once or twice."""
    once = executions.environment.__wrapped__()
    monkeypatch.setattr(sys, "path", [*sys.path, *sys.path])
    assert executions.environment.__wrapped__() == once


@pytest.fixture
def with_a_package(tmp_path):
    """A folder in which a package is installed."""
    (tmp_path / "other-1.0.dist-info").mkdir()
    (tmp_path / "other-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 1.0\n")
    return str(tmp_path)


def test_the_environment_is_one_whatever_a_program_has_imported(with_a_package, monkeypatch):
    """setuptools puts a folder with packages of its own on the path: another program would not know the execution."""
    once = executions.environment.__wrapped__()
    monkeypatch.syspath_prepend(with_a_package)
    assert "other" in {one.name for one in metadata.distributions()}
    assert executions.environment.__wrapped__() == once


def test_with_another_package_installed_the_environment_is_another(with_a_package, monkeypatch):
    once, here = executions.environment.__wrapped__(), site.getsitepackages()
    assert "numpy" in {one.name for one in metadata.distributions(path=here)}
    monkeypatch.setattr(site, "getsitepackages", lambda: [*here, with_a_package])
    assert executions.environment.__wrapped__() != once


def test_another_environment_makes_every_execution_stale(course, monkeypatch):
    executed(course)
    monkeypatch.setattr(executions, "environment", lambda: "another")
    assert executed(course) == set(CHAPTERS)


def test_what_is_saved_while_a_chapter_runs_is_not_taken_for_what_it_read(tmp_path):
    path = tmp_path / "chapter.md"
    (tmp_path / "data.txt").write_text("one")
    path.write_text(
        f"{HEAD}# A chapter\n\n" + cell(f"place = {str(tmp_path / 'data.txt')!r}\nopen(place, 'a').write('two')")
    )
    assert executions.execution(path, executions.OPEN, tmp_path).is_new
    assert executions.execution(path, executions.OPEN, tmp_path).is_new


def test_the_recorder_sees_modules_data_folders_and_what_is_not_there(tmp_path):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "module.py").write_text("VALUE = 1")
    (tmp_path / "data.bin").write_bytes(b"1")
    (tmp_path / "_build").mkdir()
    (tmp_path / "_build" / "page.html").write_text("a product")
    source = f"""
import os, pathlib, sys, tempfile
sys.path.insert(0, {str(tmp_path)!r})
import package.module
root = pathlib.Path({str(tmp_path)!r})
(root / "data.bin").read_bytes(), (root / "_build" / "page.html").read_text(), list((root / "package").glob("*"))
try:
    (root / "nowhere.txt").read_text()
except FileNotFoundError:
    pass
"""
    run = execute.run(new_notebook(cells=[new_code_cell(source)]), "test", sources=[tmp_path])
    used = {path.removeprefix(f"{tmp_path}/") for path in run.used}
    assert {"package/module.py", "data.bin", "package", "nowhere.txt"} <= used
    assert not any(path.startswith("_build") for path in used)
    assert run.notebook.cells[0].execution_count == 1
    assert not any("recording" in name for name in used)


def test_a_notebook_of_other_code_takes_no_results():
    ran = new_notebook(cells=[new_code_cell("1 + 1"), new_code_cell("2 + 2")])
    done = executions.Execution(ran, {}, 1.0, 1.0, 0.0, {})
    executions.fill_in(new_notebook(cells=[new_code_cell("1 + 1"), new_code_cell("2 + 2")]), done)
    for cells in (["1 + 1"], ["1 + 1", "2 + 3"], ["1 + 1", "2 + 2", "3 + 3"], ["2 + 2", "1 + 1"]):
        with pytest.raises(executions.Differs):
            executions.fill_in(new_notebook(cells=[new_code_cell(one) for one in cells]), done)


@pytest.mark.parametrize("path", listed(), ids=lambda path: path.stem)
def test_what_is_executed_is_the_code_of_every_product(path):
    """Notebook and withheld book: the open execution. Book: the solved one, and its stubs, which define no more."""
    cells = read(path).cells
    run_open = [one.source for one in executions.chapter_code(cells, executions.OPEN)]
    run_solved = [one.source for one in executions.chapter_code(cells, executions.SOLVED)]
    stored = nbformat.read(ROOT / "notebooks" / f"{path.stem}.ipynb", as_version=4)
    assert [one.source for one in stored.cells if one.cell_type == "code"] == run_open
    assert [one.source for one in cells if one.type == "code" and one.kind != "exercise"] == run_solved
    solved = built(path, solved=True)
    ours = [one.source for one in solved.cells if one.cell_type == "code"]
    # With the puzzles solved a check may have lines in front, which move the controls.
    assert all(one.endswith(ran) for one, ran in zip(ours, run_solved, strict=True))
