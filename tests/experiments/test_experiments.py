"""Experiments: nothing is lost when a run is killed, nothing runs twice, and stored rows come out again."""

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from experiments.engine import held, report, tell, trials
from experiments.engine.fingerprint import fingerprint
from experiments.engine.specification import Verdict, name_of_job, registry, run_job
from experiments.engine.store import RESULTS, Rows
from lstmlab import data, init, layers, losses, network, optim
from lstmlab.cells import ablation, lstm, lstm1997, peephole
from lstmlab.data.stored import names as stored_names
from lstmlab.gates import pack, split

NAMES = sorted(registry())
ENGINE = Path(__file__).resolve().parents[2] / "experiments" / "engine"


@pytest.mark.parametrize("name", NAMES)
def test_the_stored_rows_are_those_of_the_experiment_as_it_stands(name):
    rows = Rows(name)
    missing = [settings for settings in rows.planned(registry()[name]) if not rows.has(settings)]
    assert missing == [], f"run `python -m experiments {name}`"


@pytest.mark.parametrize("name", NAMES)
def test_the_table_is_made_from_the_stored_rows(name):
    rows = Rows(name)
    assert (rows.folder / "table.md").read_text(encoding="utf-8") == report.markdown(registry()[name], rows.stored())


@pytest.mark.parametrize("name", NAMES)
def test_every_column_of_a_table_has_a_name(name):
    for table in registry()[name].tables(report.flat(Rows(name).stored()["rows"])):
        assert all(column.strip() for column in table.columns), table.caption


# Whose sample takes more than a second of the processor: at night. What they use of the package is in the others too or
# has tests of its own, and a change of their own source makes their rows invalid at once.
LONG = (
    "continual", "copying", "irnn", "long_lag", "multiplication", "overfitting", "past", "river", "scan", "seq2seq",
    "stacking", "time_scales",
)  # fmt: skip


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.night] * (name in LONG)) for name in NAMES])
def test_one_seed_comes_out_again(name):
    sample = registry()[name].sample
    stored = Rows(name).rows[name_of_job(sample)]["result"]
    again = json.loads(json.dumps(run_job(name, sample)))
    assert again.keys() == stored.keys()
    for key in stored.keys() - set(registry()[name].unstable):
        value = stored[key]
        if isinstance(value, float) or (isinstance(value, list) and value and isinstance(value[0], float)):
            # Another processor rounds differently, and training carries such differences on.
            np.testing.assert_allclose(again[key], value, rtol=0.05, atol=1e-3, err_msg=f"{name}: {key}")
        else:
            assert again[key] == value, key


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_has_a_verdict_that_comes_from_the_rows(name):
    experiment = registry()[name]
    rows = report.flat(Rows(name).stored()["rows"])
    assert [verdict.claim for verdict in experiment.verdicts(rows)] == list(experiment.claims)


@pytest.mark.parametrize("name", NAMES)
def test_the_package_ships_the_same_results(name):
    stored = Rows(name).stored()
    path = report.PACKAGE / "results" / f"{name}.json"
    assert path.read_text(encoding="utf-8") == report.packaged_text(registry()[name], stored)
    # As it travels, in a wheel: many rows of few numbers take little.
    assert len(gzip.compress(path.read_bytes())) < 25_000
    shipped = data.results(name)
    assert list(shipped.rows) == report.flat(stored["rows"])
    assert shipped.title == registry()[name].title
    assert shipped.question.split() == registry()[name].question.split()
    assert len(shipped.question.split("\n\n")) == len(registry()[name].question.split("\n\n"))
    assert max(map(len, shipped.question.splitlines())) <= 80  # fits a page where it is printed
    # In Markdown such a line would begin a list, and lose its first letter.
    assert not re.search(r"^([-+*#>]|\d+[.)])\s", shipped.question, re.MULTILINE)
    assert shipped._repr_markdown_() + "\n" == (Rows(name).folder / "table.md").read_text(encoding="utf-8")


def test_no_results_are_shipped_without_their_experiment():
    assert stored_names() == NAMES
    with pytest.raises(ValueError, match=f"name: expected one of .*{NAMES[0]}.*, got 'nothing'"):
        data.results("nothing")


def test_a_verdict_is_one_of_three():
    with pytest.raises(ValueError, match="says: expected one of holds, holds when, does not hold, got 'perhaps'"):
        Verdict(1, "perhaps", "it was late.")


def test_no_results_are_left_without_their_experiment():
    kept = {path.parent.name for path in RESULTS.glob("*/table.md")} - {"benchmarks"}
    assert kept <= set(NAMES)


def test_rows_belong_to_what_run_uses_and_to_nothing_else(tmp_path):
    path, engine = tmp_path / "some.py", tmp_path / "engine"
    engine.mkdir()
    helper = "from math import pi\n\n\ndef double(x):\n    return 2 * x\n\n\ndef unused(x):\n    return x\n"
    (engine / "helper.py").write_text(helper)
    source = (
        "from experiments.engine import helper\nSIZE = 3\nWORDS = 'some'\n\n\n"
        "def run(seed):\n    return part(seed)\n\n\ndef part(seed):\n    return helper.double(seed) * SIZE\n\n\n"
        "def tables(rows):\n    return WORDS\n"
    )

    def version(text):
        path.write_text(text)
        return fingerprint(path)

    first = version(source)
    assert version(source.replace("'some'", "'other'").replace("return WORDS", "return WORDS * 2")) == first
    assert version("\n\n" + source) == first
    assert (
        version(source.replace("(seed):\n    return helper", '(seed):\n    """What it does."""\n    return helper'))
        == first
    )
    assert version(source) == first
    (engine / "helper.py").write_text(helper.replace("return x", "return -x"))
    assert version(source) == first
    for old, new in (
        ("SIZE = 3", "SIZE = 4"),
        ("double(seed) *", "double(seed) +"),
        ("return part", "return 1 + part"),
    ):
        assert version(source.replace(old, new)) != first
    (engine / "helper.py").write_text(helper.replace("2 * x", "x + x"))
    assert version(source) != first


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_an_lstm_with_its_forget_gate_held_open_is_the_lstm_of_1997(dtype):
    rng = np.random.default_rng(0)
    params = init.network(rng, lstm, 3, 5, 2, dtype)
    params.cell.b[:] = rng.normal(size=20)
    params = held.network_without(params, "f")
    old = params._replace(
        cell=lstm1997.Params(*(pack(*(split(array, 4)[gate] for gate in (0, 2, 3))) for array in params.cell))
    )
    xs, labels = rng.normal(size=(60, 4, 3)).astype(dtype), np.array([0, 1, 1, 0])
    optimizer, tolerance = optim.adam(0.01), 1e-4 if dtype == np.float32 else 1e-12
    memory, memory_old = optimizer.init(params), optimizer.init(old)
    for _ in range(5):
        loss = {"loss": losses.softmax_cross_entropy, "mode": "many-to-one"}
        value, grads, state = network.loss_and_gradients(lstm, params, (xs, labels), **loss)
        value_old, grads_old, state_old = network.loss_and_gradients(lstm1997, old, (xs, labels), **loss)
        np.testing.assert_allclose(value, value_old, rtol=tolerance)
        np.testing.assert_allclose(state.c, state_old.c, rtol=10 * tolerance, atol=tolerance)
        params, memory = optimizer.update(grads, memory, params)
        old, memory_old = optimizer.update(grads_old, memory_old, old)
    assert (split(params.cell.W_h, 4)[1] == 0).all()  # training did not move what holds the gate
    assert (split(params.cell.b, 4)[1] == held.OPEN).all()


@pytest.mark.parametrize("gate, without", [("i", "NIG"), ("f", "NFG"), ("o", "NOG")])
def test_a_gate_held_open_is_a_variant_without_it(gate, without):
    rng = np.random.default_rng(0)
    params = init.cell(rng, peephole, 3, 5)
    for array in (params.b, params.p_i, params.p_f, params.p_o):
        array[:] = rng.normal(size=array.shape)
    held_open = held.hold_open(params, gate)
    kept = [block for block, name in enumerate(lstm.GATES) if name != gate]
    shown = (pack(*(split(array, 4)[block] for block in kept)) for array in held_open[:3])
    cell = ablation.variant(without)
    p = {name: getattr(params, f"p_{name}") for name in "ifo" if name != gate}
    xs = rng.normal(size=(20, 4, 3))
    expected = layers.forward(cell, ablation.Params(*shown, p), xs).hs
    np.testing.assert_allclose(layers.forward(peephole, held_open, xs).hs, expected, rtol=1e-10, atol=1e-12)
    assert not (params.b[split(np.arange(20), 4)[lstm.GATES.index(gate)]] == held.OPEN).any()  # the first ones stay


def test_training_ends_at_the_goal_and_at_what_is_not_finite():
    params = {"w": np.array([4.0])}

    def square(params):
        return float(params["w"][0] ** 2), {"w": 2 * params["w"]}

    reached = trials.train(params, square, lambda params: -abs(params["w"][0]), goal=-0.5, updates=2000, every=10)
    assert reached.solved
    assert abs(reached.params["w"][0]) <= 0.5
    assert reached.updates % 10 == 0
    assert reached.updates < 2000
    short = trials.train(params, square, lambda params: -abs(params["w"][0]), goal=-0.5, updates=7, every=10)
    assert (short.solved, short.updates) == (False, 7)
    lost = trials.train(params, lambda params: (np.nan, params), lambda params: 0.25, goal=1.0, updates=50)
    assert lost.row() == {"solved": False, "score": 0.25, "updates": 1}


def test_numbers_as_the_tables_show_them():
    rows = [{"cell": "lstm", "solved": k < 9, "updates": 100 + k, "score": -0.001} for k in range(10)]
    assert tell.solved(rows) == "9 of 10 (60-98 %)"
    assert tell.mean(rows, "score") == "0.00 (0.00 to 0.00)"
    assert tell.mean([], "score") == "-"
    assert tell.median([*rows, {"updates": 10_000}], "updates", 1) == "105.0 (102.5 to 107.5)"
    assert tell.updates(rows).startswith("104 (102 to 10")
    assert tell.values(rows, "cell") == ["lstm"]
    assert len(tell.select(rows, solved=False)) == 1


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
# Where nobody comes in between, a job has nothing to wait for.
QUICK = SLOW.replace("    time.sleep(0.15)\n", "")


@pytest.fixture
def project(tmp_path):
    """A project with the engine and one small experiment: its folder, and a way to run it there."""
    (tmp_path / "experiments" / "engine").mkdir(parents=True)
    for name in ("__init__.py", "__main__.py", *(f"engine/{path.name}" for path in ENGINE.glob("*.py"))):
        text = (ENGINE.parent / name).read_text(encoding="utf-8")
        (tmp_path / "experiments" / name).write_text(text, encoding="utf-8")
    (tmp_path / "experiments" / "squares.py").write_text(QUICK, encoding="utf-8")

    def start(*arguments):
        command = [sys.executable, "-m", "experiments", *arguments]
        # No bytecode: a source of the same length, written within the same second, would not be compiled again.
        bare = {"TQDM_DISABLE": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        environment = os.environ | bare | {"BEGUN": str(tmp_path / "begun")}
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
    (project.folder / "experiments" / "squares.py").write_text(SLOW, encoding="utf-8")
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
    source.write_text(QUICK.replace("seed * seed}", "seed * seed + 1}").replace("range(24)", "range(3)"))
    assert "0 of    3 jobs done" in run(project, "--list")[1]
    assert run(project)[0] == 0
    stored = json.loads((project.folder / "book/results/squares/results.json").read_text())
    assert [row["result"]["square"] for row in stored["rows"]] == [1, 2, 5]


def test_all_jobs_run_again_where_that_is_asked_for(project):
    for _ in range(2):
        assert run(project, "--again", "squares")[0] == 0
    assert len((project.folder / "begun").read_text().split()) == 2 * 24
    assert "24 of   24 jobs done" in run(project, "--list")[1]


def test_rows_stay_where_other_words_give_the_same_numbers(project):
    assert run(project, "--processes", "2")[0] == 0
    path = project.folder / "book/results/squares/results.json"
    before = json.loads(path.read_text())
    source = project.folder / "experiments" / "squares.py"
    source.write_text(QUICK.replace("seed * seed}", "seed**2}"))
    assert "0 of   24 jobs done" in run(project, "--list")[1]
    (project.folder / "begun").unlink()
    assert "squares: the sample came out again, the rows stay" in run(project, "--confirm")[1]
    assert (project.folder / "begun").read_text() == "0\n"  # one job ran: the sample
    assert "24 of   24 jobs done" in run(project, "--list")[1]
    after = json.loads(path.read_text())
    assert after["rows"] == before["rows"]
    (note,) = after["confirmed"]
    assert (note["from"], note["sample"]) == (before["version"], {"seed": 0})
    source.write_text(QUICK.replace("seed * seed}", "seed * seed + 1}"))
    code, _, err = run(project, "--confirm")
    assert code == 1
    assert 'expected the result of {"seed": 0} again, but square came out otherwise' in err
    assert json.loads(path.read_text()) == after  # nothing was written


def test_on_another_processor_the_earlier_source_is_asked(project):
    """The stored rows were rounded elsewhere: neither source gives them here, but both give the same."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]
    assert run(project, "--processes", "2")[0] == 0
    for command in (["init", "-q"], ["add", "experiments"], ["commit", "-qm", "one"]):
        subprocess.run([*git, *command], cwd=project.folder, check=True)
    path = project.folder / "book/results/squares/results.json"
    elsewhere = json.loads(path.read_text())
    elsewhere["rows"][0]["result"]["square"] = 0.001
    path.write_text(json.dumps(elsewhere))
    source = project.folder / "experiments" / "squares.py"
    for new, right in (("seed**2 + 1}", False), ("seed**2}", True)):
        source.write_text(QUICK.replace("seed * seed}", new))
        assert "square came out otherwise" in run(project, "--confirm")[2]
        code, out, err = run(project, "--confirm", "--before", "HEAD")
        assert (code, "the rows stay" in out, "square came out otherwise" in err) == (1 - right, right, not right)
    subprocess.run([*git, "commit", "-qam", "two"], cwd=project.folder, check=True)
    source.write_text(QUICK.replace("seed * seed}", "seed * 1 * seed}"))
    stale = json.loads(path.read_text()) | {"version": "of neither"}
    path.write_text(json.dumps(stale))
    assert "expected a revision with the source that made the rows" in run(project, "--confirm", "--before", "HEAD")[2]


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["cubes"], "there is no experiment cubes. Known are: squares"),
        (["--processes", "0"], "--processes: expected at least 1, got 0"),
        (["--report"], "no stored results yet"),
        (["--confirm"], "no stored results to confirm"),
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
