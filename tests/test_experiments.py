"""Experiments: nothing is lost when a run is killed, nothing runs twice, and stored rows come out again."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from experiments.engine import report
from experiments.engine.specification import name_of_job, registry, run_job
from experiments.engine.store import RESULTS, Rows

NAMES = sorted(registry())
ENGINE = Path(__file__).resolve().parents[1] / "experiments" / "engine"


@pytest.mark.parametrize("name", NAMES)
def test_the_stored_rows_are_those_of_the_experiment_as_it_stands(name):
    rows = Rows(name)
    missing = [settings for settings in registry()[name].jobs if not rows.has(settings)]
    assert missing == [], f"run `python -m experiments {name}`"


@pytest.mark.parametrize("name", NAMES)
def test_the_table_is_made_from_the_stored_rows(name):
    rows = Rows(name)
    assert (rows.folder / "table.md").read_text(encoding="utf-8") == report.markdown(registry()[name], rows.stored())


@pytest.mark.parametrize("name", NAMES)
def test_one_seed_comes_out_again(name):
    sample = registry()[name].sample
    stored = Rows(name).rows[name_of_job(sample)]["result"]
    again = json.loads(json.dumps(run_job(name, sample)))
    assert again.keys() == stored.keys()
    for key, value in stored.items():
        if isinstance(value, float) or (isinstance(value, list) and value and isinstance(value[0], float)):
            # Another processor rounds differently, and training carries such differences on.
            np.testing.assert_allclose(again[key], value, rtol=0.05, atol=1e-3, err_msg=f"{name}: {key}")
        else:
            assert again[key] == value, key


def test_no_results_are_left_without_their_experiment():
    kept = {path.parent.name for path in RESULTS.glob("*/table.md")} - {"benchmarks"}
    assert kept <= set(NAMES)


# A small experiment of its own, which notes every job that is begun.
SLOW = """
import os, pathlib, time
from experiments.engine.specification import Experiment, Table

def run(seed):
    with open(os.environ["BEGUN"], "a") as file:
        file.write(f"{seed}\\n")
    time.sleep(0.15)
    return {"square": seed * seed}

def tables(rows):
    return [Table("Squares", ("seed", "square"), tuple((row["seed"], row["square"]) for row in rows))]

EXPERIMENT = Experiment(
    title="Squares", claims=(), question="What is the square?", jobs=tuple({"seed": seed} for seed in range(24)),
    run=run, tables=tables, sample={"seed": 0},
)
"""


@pytest.fixture
def project(tmp_path):
    """A project with the engine and one slow experiment: its folder, and a way to run it there."""
    (tmp_path / "experiments" / "engine").mkdir(parents=True)
    for name in ("__init__.py", "__main__.py", *(f"engine/{path.name}" for path in ENGINE.glob("*.py"))):
        text = (ENGINE.parent / name).read_text(encoding="utf-8")
        (tmp_path / "experiments" / name).write_text(text, encoding="utf-8")
    (tmp_path / "experiments" / "squares.py").write_text(SLOW, encoding="utf-8")

    def start(*arguments):
        command = [sys.executable, "-m", "experiments", *arguments]
        environment = os.environ | {"BEGUN": str(tmp_path / "begun"), "TQDM_DISABLE": "1"}
        return subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip

    start.folder = tmp_path
    return start


def run(project, *arguments):
    process = project(*arguments)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def test_a_run_that_is_killed_goes_on_where_it_was(project):
    lines = project.folder / "_build" / "experiments" / "squares.jsonl"
    process = project("--processes", "2")
    deadline = time.monotonic() + 60
    while not lines.exists() or len(lines.read_text().splitlines()) < 6:
        assert time.monotonic() < deadline, process.communicate()
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    with lines.open("a") as file:
        file.write('{"settings": {"se')  # a line that the kill cut in two
    done = [json.loads(line)["settings"]["seed"] for line in lines.read_text().splitlines()[1:-1]]
    assert 5 <= len(done) < 24
    (project.folder / "begun").unlink()
    code, _, err = run(project, "--processes", "2")
    assert code == 0, err
    begun = [int(seed) for seed in (project.folder / "begun").read_text().split()]
    assert sorted(begun + done) == list(range(24))  # nothing lost, nothing run twice
    stored = json.loads((project.folder / "book/results/squares/results.json").read_text())
    assert [row["result"]["square"] for row in stored["rows"]] == [seed * seed for seed in range(24)]
    table = (project.folder / "book/results/squares/table.md").read_text()
    assert "| 23 | 529 |" in table
    assert "python -m experiments" in table
    assert not lines.exists()
    (project.folder / "begun").unlink()
    assert run(project)[2].startswith("Every job is done")
    assert not (project.folder / "begun").exists()


def test_rows_of_another_version_are_not_taken(project):
    assert run(project, "--processes", "2")[0] == 0
    source = project.folder / "experiments" / "squares.py"
    source.write_text(SLOW.replace("seed * seed}", "seed * seed + 1}").replace("range(24)", "range(3)"))
    assert "0 of    3 jobs done" in run(project, "--list")[1]
    assert run(project)[0] == 0
    stored = json.loads((project.folder / "book/results/squares/results.json").read_text())
    assert [row["result"]["square"] for row in stored["rows"]] == [1, 2, 5]


def test_all_jobs_run_again_where_that_is_asked_for(project):
    for _ in range(2):
        assert run(project, "--again", "squares")[0] == 0
    assert len((project.folder / "begun").read_text().split()) == 2 * 24
    assert "24 of   24 jobs done" in run(project, "--list")[1]


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["cubes"], "there is no experiment cubes. Known are: squares"),
        (["--processes", "0"], "--processes: expected at least 1, got 0"),
        (["--report"], "no stored results yet"),
    ],
)
def test_what_cannot_be_done_is_said(project, arguments, message):
    code, _, err = run(project, *arguments)
    assert code != 0
    assert message in err


def test_damaged_results_are_named_and_stay(project):
    path = project.folder / "book/results/squares/results.json"
    path.parent.mkdir(parents=True)
    path.write_text("{")
    code, _, err = run(project, "--list")
    assert code != 0
    assert "expected JSON" in err
    assert path.read_text() == "{"
