"""The program behind `make test`: what it starts when, what it says, and which tests it takes."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import conftest
from tools import run_tests
from tools.source.chapters import ROOT


@pytest.fixture(autouse=True)
def logs(tmp_path, monkeypatch):
    monkeypatch.setattr(run_tests, "LOGS", tmp_path)
    monkeypatch.setattr(run_tests, "TIMES", tmp_path / "seconds.json")
    return tmp_path


def stage(name, *after, module=("platform",)):
    return run_tests.Stage(name, f"about {name}", module, after)


def test_after_a_stage_that_fails_none_is_started_and_it_is_named(capsys):
    stages = [stage("first"), stage("second", "first", module=("no_such_module_at_all",)), stage("third", "second")]
    assert run_tests.summary(stages, run_tests.run_all(stages)) == 1
    said = capsys.readouterr().out
    assert re.search(r"first +passed", said)
    assert re.search(r"second +FAILED", said)
    assert "No module named no_such_module_at_all" in said
    assert "not run: third" in said
    assert "-m tools.run_tests second" in said
    assert said.splitlines()[-1] == "0 passed, 1 failed, 0 skipped"


def test_at_night_all_go_on_that_do_not_build_on_what_failed(capsys):
    bad = stage("bad", module=("no_such_module_at_all",))
    last = run_tests.Stage("last", "measures", ("platform",), ("good",), behind=("bad", "good"))
    stages = [bad, stage("good"), stage("on it", "bad"), last]
    assert "last" not in run_tests.run_all(stages)
    results = run_tests.run_all(stages, go_on=True)
    assert {name: one.passed for name, one in results.items()} == {"bad": False, "good": True, "last": True}
    assert run_tests.summary(stages, results) == 1
    assert "not run: on it" in capsys.readouterr().out


def test_stages_that_do_not_wait_for_each_other_run_side_by_side(logs):
    """Each waits until the other has begun."""
    program = """
import pathlib, sys, time
mine, other = sys.argv[1:]
pathlib.Path(mine).touch()
until = time.monotonic() + 60
while not pathlib.Path(other).exists():
    if time.monotonic() > until: sys.exit(1)
    time.sleep(0.05)
"""
    (logs / "meet.py").write_text(program)
    names = (str(logs / "a"), str(logs / "b"))
    stages = [
        run_tests.Stage(name, "waits", ("meet", *pair), variables={"PYTHONPATH": str(logs)})
        for name, pair in (("a", names), ("b", names[::-1]))
    ]
    assert all(one.passed for one in run_tests.run_all(stages).values())


@pytest.mark.skipif(os.name != "posix", reason="only there")
def test_a_stage_that_gives_way_is_nicer_than_the_others(logs):
    (logs / "how_nice.py").write_text("import os\nprint(os.nice(0))\n")
    said = []
    for gives_way in (False, True):
        one = run_tests.Stage("nice", "tells", ("how_nice",), (), {"PYTHONPATH": str(logs)}, gives_way)
        assert run_tests.run_all([one])["nice"].passed
        said.append(int((logs / "nice.log").read_text()))
    assert said[0] == os.nice(0)
    assert said[1] > said[0] or said[0] == 19


# A stage that starts another program, tells both numbers, and would go on for ten minutes.
LONG = """
import os, pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(sys.argv[1]).with_suffix(".half").write_text(f"{os.getpid()} {child.pid}")
pathlib.Path(sys.argv[1]).with_suffix(".half").rename(sys.argv[1])
time.sleep(600)
"""
RUN = """
import pathlib, sys
from tools import run_tests
where = pathlib.Path(sys.argv[1])
run_tests.LOGS, run_tests.TIMES = where, where / "seconds.json"
long = run_tests.Stage("long", "", ("long", str(where / "pids")), variables={"PYTHONPATH": str(where)})
run_tests.stages = lambda night: (long,)
sys.argv[1:] = []
sys.exit(run_tests.main())
"""


@pytest.mark.skipif(os.name != "posix", reason="signals and groups of processes")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_when_it_is_stopped_nothing_that_it_started_goes_on(logs, how):
    (logs / "long.py").write_text(LONG)
    started = subprocess.Popen([sys.executable, "-c", RUN, str(logs)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not (logs / "pids").exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    started.send_signal(how)
    assert "Stopped." in started.communicate(timeout=60)[0]
    assert started.returncode == 130
    for pid in map(int, (logs / "pids").read_text().split()):
        assert not goes_on(pid)


def goes_on(pid):
    """Whether a process is still there; one that has ended and waits to be collected is not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_a_stage_that_is_run_alone_waits_for_none():
    only = [stage("second", "first")]
    assert run_tests.run_all(only)["second"].passed


def test_a_line_of_progress_says_how_much_where_and_since_when(capsys, monkeypatch):
    monkeypatch.setattr(run_tests, "EVERY", 0.0)
    slow = stage("slow", module=("timeit", "-n", "1", "-r", "1", "-s", "import time", "time.sleep(1)"))
    run_tests.run_all([stage("quick"), slow])
    said = capsys.readouterr().out
    assert re.search(r"^1 of 2  0:\d\d  slow$", said, re.MULTILINE)
    run_tests.keep_times({name: run_tests.Result(True, 1.0, {}) for name in ("quick", "slow")})
    run_tests.run_all([stage("quick"), slow])
    said = capsys.readouterr().out
    assert re.search(r"^ *\d+ %  0:\d\d  .*slow \d+ %", said, re.MULTILINE)


def test_how_far_pytest_is_stands_in_its_dots(logs):
    running = run_tests.Running(stage("unit"))
    running.process.wait()
    running.path.write_text("........ [ 12%]\n.....F.. [ 37%]\n...")
    assert running.share(1000.0) == 0.37


def test_times_are_kept_for_the_next_progress_line(logs):
    run_tests.keep_times({"a": run_tests.Result(True, 3.0, {}), "b": run_tests.Result(False, 9.0, {})})
    run_tests.keep_times({"c": run_tests.Result(True, 4.0, {})})
    assert run_tests.Progress([stage("a"), stage("c")]).expected == {"a": 3.0, "c": 4.0}


def test_progress_names_a_part_of_the_time_only_where_every_stage_has_a_time(logs):
    passed = {"a": run_tests.Result(True, 3.0, {})}
    shares = {"c": 0.5}
    unknown = run_tests.Progress([stage("a"), stage("b"), stage("c")])
    assert unknown.done(passed, shares) == "1 of 3"
    run_tests.keep_times({"a": passed["a"], "c": run_tests.Result(True, 3.0, {})})
    assert run_tests.Progress([stage("a"), stage("b"), stage("c")]).done(passed, shares) == "1 of 3"
    assert run_tests.Progress([stage("a"), stage("c")]).done(passed, shares).strip() == "75 %"


def test_a_stage_that_never_ran_here_has_no_share_until_pytest_says_one(logs):
    running = run_tests.Running(stage("unit"))
    running.process.wait()
    assert running.share(None) is None
    running.path.write_text("........ [ 12%]\n")
    assert running.share(None) == 0.12


@pytest.mark.parametrize("seconds, shown", [(95.4, "95 seconds"), (719.0, "12 minutes")])
def test_make_help_tells_how_long_a_command_took(logs, seconds, shown):
    (logs / "_build" / "tests").mkdir(parents=True)
    help = ["make", "-f", str(ROOT / "Makefile"), "help"]
    before = subprocess.run(help, cwd=logs, capture_output=True, text=True, check=True).stdout
    assert "the last time" not in before
    run_tests.keep_total("test", seconds)
    (logs / "test.took").rename(logs / "_build" / "tests" / "test.took")
    said = subprocess.run(help, cwd=logs, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^make test .*the last time", said, re.MULTILINE) == [
        f"make test        run every check of the project ({shown} the last time"
    ]


def test_every_stage_waits_for_stages_that_there_are():
    for known in (run_tests.stages(), run_tests.stages(night=True), run_tests.stages_of_chapter("05")):
        names = [one.name for one in known]
        assert len(set(names)) == len(names)
        for at, one in enumerate(known):
            assert {*one.after, *one.behind} <= set(names[:at])


def test_together_the_stages_leave_no_test_out():
    """By their marks: what is neither of the night nor alone, what is alone, and at night the rest."""
    marks = [
        (where, one.module[one.module.index("-m") + 1])
        for one in run_tests.stages(night=True)
        if one.module[0] == "pytest"
        for where in [one.name]
    ]
    assert dict(marks) == {"unit": "not alone", "e2e": "not alone", "alone": "alone"}
    usual = {
        one.name: one.module[one.module.index("-m") + 1] for one in run_tests.stages() if one.module[0] == "pytest"
    }
    # Every test that measures a clock is one of the night.
    assert usual == {name: f"{mark} and not night" for name, mark in marks if name != "alone"}


class Item:
    """A test as the hooks see it."""

    def __init__(self, path, **params):
        self.path = ROOT / "tests" / path
        if params:
            self.callspec = type("Spec", (), {"params": params})


def test_the_tests_of_a_chapter_are_found_by_what_they_are_about():
    from lstmlab import exercises, figures

    step = exercises.get("lstm.step")
    theirs = [
        Item("exercises/test_exercise_gates.py", exercise=step, seed=1),
        Item("book/test_notebooks.py", stem="05-lstm"),
        Item("e2e/test_book.py", name="book/chapters/05-lstm"),
        Item("figures/test_figures_looks.py", figure=figures.GateExplorer),
        Item("figures/test_lstm_figures.py"),
    ]
    assert all(conftest.belongs(one, 5) for one in theirs)
    assert not any(conftest.belongs(one, 4) for one in theirs)
    assert not conftest.belongs(Item("package/test_layers.py", cell="lstm"), 5)


def test_two_cores_run_a_group_on_one_of_them():
    """As pytest-xdist says itself: it has to know the groups before it gives the tests out."""
    command = [sys.executable, "-m", "pytest", "tests/package/test_links.py", "tests/package/test_intervals.py", "-vv"]
    options = ["-p", "xdist", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider", "--color=no"]
    alone = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # to import all others takes longer than the tests
    said = subprocess.run([*command, *options], cwd=ROOT, env=alone, capture_output=True, text=True, check=True).stdout
    for file in ("test_links.py", "test_intervals.py"):
        ran = re.findall(rf"^\[(gw\d)\] .*PASSED tests/package/{file}::.*@{file}", said, re.MULTILINE)
        assert len(ran) > 3
        assert len(set(ran)) == 1


def test_what_is_spread_or_begins_first_is_there():
    """A file that was renamed would be neither."""
    files = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert {*conftest.SPREAD, *conftest.FIRST} <= files


def test_what_shares_a_preparation_stays_on_one_core():
    from lstmlab import exercises

    step = exercises.get("lstm.step")
    gates = "exercises/test_exercise_gates.py"
    assert conftest.group(Item(gates, exercise=step)) == conftest.group(Item(gates, exercise=step, seed=1))
    assert conftest.group(Item(gates, exercise=step)) != conftest.group(Item(gates, exercise=exercises.get("gru.step")))
    content = Item("exercises/test_exercises_content.py", exercise=step)
    assert conftest.group(content) == conftest.group(Item(gates, exercise=step))
    figures, puzzle = "e2e/test_book_figures.py", exercises.get("elman.latch_puzzle")
    page = conftest.group(Item(figures, name="book/chapters/02-elman"))
    assert (
        page == conftest.group(Item(figures, puzzle=puzzle)) != conftest.group(Item("e2e/test_book.py", puzzle=puzzle))
    )
    assert conftest.group(Item("e2e/test_colab.py", stem="05-lstm")) == conftest.group(Item("e2e/test_colab.py"))


@pytest.mark.parametrize(
    "line, counted",
    [
        ("3 failed, 120 passed, 1 skipped in 5.10s", {"failed": 3, "passed": 120, "skipped": 1}),
        ("7 passed in 0.10s", {"passed": 7}),
        ("1 error in 0.50s", {"error": 1}),
        ("All checks passed!", {}),
    ],
)
def test_counts_are_read_from_the_last_line_of_pytest(line, counted):
    assert run_tests.counts(line) == counted
