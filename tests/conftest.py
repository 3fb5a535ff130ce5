"""For all tests: checks keep no progress file, nothing draws a progress bar; which tests stay together on a core; and
`--chapter 05`, the tests that an author of one chapter needs."""

import itertools
import os
import re
from pathlib import Path

import pytest

from tests import browser, cases

# Set before anything is imported, so that programs started by a test have it too.
os.environ["LSTMLAB_PROGRESS"] = "off"
os.environ["TQDM_DISABLE"] = "1"
# Tests run on every core: more threads would wait for each other, and burn three times the processor's time. It is what
# the chapters and the experiments set.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.pop("NBGRADER_EXECUTION", None)

ROOT = Path(__file__).resolve().parent.parent
# Parameters whose tests have nothing to share with those of another value: they may run on any core. All other tests
# of a file stay together, for the sake of what its fixtures prepare.
EACH = ("each",)  # every test by itself; those that ask for the `lasting` page together
SPREAD = {
    "test_chance.py": ("name",),
    "test_notebooks.py": ("stem",),
    "test_book.py": ("name",),
    "test_pages_open.py": ("name",),
    "test_book_figures.py": ("name", "puzzle"),
    "test_figures_browser.py": ("figure", "cls"),
    "test_figures_looks.py": ("figure",),
    "test_grade.py": ("stem",),
    "test_checking.py": ("exercise",),
    "test_far_verdicts.py": ("exercise",),
    "test_forms.py": ("exercise",),
    "test_exercise_gates.py": ("exercise",),
    "test_exercises_content.py": ("exercise",),
    "test_exercises_extremes.py": ("exercise",),
    "test_jupyterlite.py": ("stem",),
    "test_page_python.py": ("part",),
    "test_runner.py": EACH,
    "test_runner_anywhere.py": EACH,
    "test_runner_cells.py": EACH,
    "test_runner_floods.py": EACH,
}
# What takes longest begins first, so that in the end no core waits for another, and what waits itself, for a browser's
# next frame: the others fill these waits.
FIRST = (
    "test_page_python.py",
    "test_runner_cells.py",
    "test_colab.py",
    "test_runner.py",
    "test_runner_anywhere.py",
    "test_runner_floods.py",
    "test_jupyterlite.py",
    "test_plain_environment.py",
    "test_jupyterlab.py",
    "test_vscode.py",
    "test_book_on_paper.py",
    "test_nbgrader.py",
    "test_figures_browser.py",
    "test_figures_looks.py",
    "test_playing.py",
    "test_experiments.py",
    "test_abuses.py",
    "test_grade.py",
    "test_jail.py",
    "test_time_limit.py",
    "test_checking.py",
    "test_words.py",
    "test_lstm_figures.py",
    "test_gru_figures.py",
    "test_memory_figures.py",
)


@pytest.fixture(scope="session", autouse=True)
def unhurried():
    """No check is cut short because other programs keep the machine busy. Tests of these limits ask for `hurried`."""
    from tests.unhurried import LIMITS, unhurried

    with unhurried():
        yield LIMITS


@pytest.fixture
def hurried(unhurried, monkeypatch):
    """A check with the limits of time that a learner's check has."""
    for (module, name), seconds in unhurried.items():
        monkeypatch.setattr(module, name, seconds)


def pytest_addoption(parser):
    parser.addoption("--chapter", help="only the tests of one chapter, such as 05")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_runtest_setup(item):
    if item.get_closest_marker("jail"):
        from lstmlab.grading import jail

        try:
            jail.best()
        except jail.NoJail as problem:
            pytest.skip(str(problem))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    result = yield
    if nextitem is None or (nextitem.path != item.path and not goes_on_in_the_browser(item, nextitem)):
        browser.end()
    return result


def goes_on_in_the_browser(item, nextitem):
    """One browser serves the files that follow each other, as long as they need one."""
    return (
        nextitem.get_closest_marker("browser") or item.path.parent == nextitem.path.parent == ROOT / "tests" / "figures"
    )


def pytest_collection_modifyitems(config, items):
    items.sort(key=lambda item: FIRST.index(item.path.name) if item.path.name in FIRST else len(FIRST))
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group(item)))
        if config.getoption("loadgroup", False):
            tell_group(item)
    if number := config.getoption("--chapter"):
        cases.Wanted.says = lambda case: is_of(case, int(number))
        chosen = [item for item in items if belongs(item, int(number))]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
        items[:] = chosen


def tell_group(item):
    """Of the groups xdist hears by the names of the tests: "...::test_step@the group". It writes that where pytest 9.2
    does not look any more: without this, every test would run on any core, and what they share be prepared on each."""
    if hasattr(item, "_id"):
        item._id = type(item._id).parse(f"{item.nodeid}@{group(item)}")


def group(item):
    """The tests with the same answer run on the same core, one after the other."""
    if SPREAD.get(item.path.name) == EACH:
        return f"{item.path.name}:{'lasting' if 'lasting' in item.fixturenames else item.name}"
    params = item.callspec.params if hasattr(item, "callspec") else {}
    for by in SPREAD.get(item.path.name, ()):
        if by in params:
            return shared_by(item.path.name, by, params[by])
    return item.path.name


def shared_by(file, by, value):
    """What is prepared for an exercise serves all tests of it, in whatever file, and a chapter's page its puzzles."""
    if by == "exercise":
        return f"exercise:{value.name}"
    if by == "puzzle":
        return f"{file}:{value.chapter:02d}"
    if file == "test_book_figures.py":
        return f"{file}:{Path(value).name[:2]}"
    return f"{file}:{getattr(value, 'name', None) or getattr(value, '__name__', value)}"


def belongs(item, chapter):
    """Whether a test is about a chapter: by what it is called with, or by the name of its file."""
    from lstmlab import exercises

    words = {name.split(".")[0] for name, one in exercises.registry().items() if one.chapter == chapter}
    if any(re.match(rf"test_({word}_|exercises_{word})", item.path.name) for word in words):
        return True
    called = [*item.callspec.params.values()] if hasattr(item, "callspec") else []
    rows = getattr(getattr(item, "function", None), "cases", ())
    return any(is_of(value, chapter) for value in (*called, *itertools.chain(*rows)))


def is_of(value, chapter):
    if isinstance(value, str | Path):
        return Path(value).stem.startswith(f"{chapter:02d}-")
    if (number := getattr(value, "chapter", None)) is not None:
        return number == chapter
    return isinstance(value, type) and f"figures.{value.__name__}(" in source_of(chapter)


def source_of(chapter):
    (path,) = (ROOT / "book" / "chapters").glob(f"{chapter:02d}-*.md")
    return path.read_text(encoding="utf-8")
