"""The benchmark program: its arithmetic, and that the book shows what was measured. Nothing is timed here."""

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

from benchmarks import measure, numpy_contenders, picture, plan, profile, report, summary
from benchmarks.plan import KERNEL, MODULE, PRODUCTS, REFERENCE, SCRATCH
from lstmlab import kernels

ROOT = Path(__file__).resolve().parents[2]
STORED = ROOT / "book" / "results" / "benchmarks"
RESULTS = json.loads((STORED / "results.json").read_text(encoding="utf-8"))


def row(kernel=1.0, reference=4.0, module=2.0, scratch=5.0, products=0.5, peak=100, **about):
    """A measured row in which each contender took the same seconds in three rounds."""
    times = {KERNEL: kernel, REFERENCE: reference, MODULE: module, SCRATCH: scratch, PRODUCTS: products}
    return {
        "cell": "lstm",
        "dtype": "float64",
        "threads": 1,
        "size": [50, 1, 8, 16],
        "seconds": {name: [time] * 3 for name, time in times.items()},
        "peak_bytes": {name: peak for name in times if name != PRODUCTS},
    } | about


def verdict_on(text, rows):
    (found,) = [each for each in summary.verdicts(rows) if text in each.target.text]
    return found


# Statistics


def test_a_slow_round_moves_neither_the_median_nor_the_ratio():
    measured = row()
    measured["seconds"] |= {KERNEL: [1.0, 9.0, 1.1], MODULE: [2.0, 18.0, 2.2]}
    assert summary.median(measured["seconds"][KERNEL]) == 1.1
    assert summary.ratio(measured, KERNEL, MODULE) == 0.5


def test_a_ratio_compares_what_ran_in_the_same_round():
    measured = row()
    measured["seconds"] |= {KERNEL: [1.0, 2.0, 3.0], MODULE: [4.0, 4.0, 3.0]}
    assert summary.ratio(measured, KERNEL, MODULE) == 0.5  # of 1/4, 2/4, 3/3; the medians alone would say 2/4 of 4


def test_half_and_double_come_to_one():
    assert summary.geometric_mean([0.5, 2.0]) == pytest.approx(1.0)
    assert summary.geometric_mean([0.1, 0.1, 0.8]) == pytest.approx(0.2)
    with pytest.raises(ValueError, match="ratios: expected at least one, got none"):
        summary.geometric_mean([])


def test_quartiles_hold_the_middle_half_of_the_rounds():
    assert summary.quartiles([5.0, 1.0, 3.0, 2.0, 4.0]) == (2.0, 4.0)


def test_the_activations_of_an_lstm_are_its_input_four_gates_h_c_and_tanh_c():
    assert plan.activation_bytes("lstm", plan.Size(50, 32, 8, 16), "float32") == 50 * 32 * (8 + 7 * 16) * 4
    assert plan.activation_bytes("elman", plan.Size(2, 3, 5, 7), "float64") == 2 * 3 * (5 + 7) * 8


# Verdicts


def test_a_target_for_a_mean_may_be_missed_by_one_size():
    rows = [row(kernel=2.0), row(kernel=0.4, size=[50, 32, 8, 32])]
    found = verdict_on("float64, time beside torch.nn", rows)
    assert found.figure == pytest.approx(math.sqrt(1.0 * 0.2))
    assert found.met


def test_a_verdict_is_that_of_the_worst_precision_and_threads():
    rows = [row(), row(dtype="float32", scratch=1.25), row(dtype="float32", threads=2, scratch=2.0)]
    found = verdict_on("written from scratch", rows)
    assert (found.figure, found.where, found.met) == (pytest.approx(0.8), "float32, 1 thread", False)
    found = verdict_on("reference cell, N = 1", [row(), row(reference=2.4, threads=2)])
    assert (found.figure, found.where, found.met) == (pytest.approx(2.4), "float64, 2 threads", False)


def test_memory_has_to_fit_for_every_size():
    needed = plan.activation_bytes("lstm", plan.Size(50, 32, 8, 32), "float64")
    sizes = {"size": [50, 32, 8, 32]}
    assert verdict_on("N > 1", [row(peak=needed, **sizes), row(peak=1.4 * needed, **sizes)]).met
    assert not verdict_on("N > 1", [row(peak=needed, **sizes), row(peak=1.6 * needed, **sizes)]).met


def test_an_aim_beyond_the_target_is_told_apart_from_the_target():
    texts = []
    for kernel in (2.2, 2.6, 3.2):
        found = verdict_on("float32, time beside torch.nn", [row(kernel=kernel, dtype="float32")])
        texts.append(report.verdict(found))
    assert texts == ["met, also the aim of 1.2", "met, not the aim of 1.2", "missed"]


def test_what_was_not_measured_has_no_verdict():
    assert {each.cell for each in summary.verdicts([row(cell="elman")])} == {"elman"}


# Rounds


class Clock:
    """A clock that a contender moves on, and nothing else."""

    def __init__(self):
        self.now = 0.0
        self.order = []

    def __call__(self):
        return self.now

    def contender(self, name, seconds):
        def run():
            self.now += seconds
            self.order.append(name)

        return run


def test_rounds_give_every_contender_a_turn_in_another_order():
    clock = Clock()
    runs = {name: clock.contender(name, 0.125) for name in "abc"}
    budget = plan.Budget(turn=0.125, seconds=0.0, fewest_rounds=3, most_rounds=9)
    seconds, calls = measure.rounds(runs, budget, clock=clock)
    assert calls == {"a": 1, "b": 1, "c": 1}
    assert all(times == [0.125] * 3 for times in seconds.values())
    turns = [name for k, name in enumerate(clock.order[6:]) if k == 0 or clock.order[6:][k - 1] != name]
    assert "".join(turns) == "abcbcacab"


def test_a_short_run_is_repeated_until_the_turn_is_long_enough():
    clock = Clock()
    budget = plan.Budget(turn=0.02, seconds=0.0, fewest_rounds=2, most_rounds=2)
    seconds, calls = measure.rounds({"a": clock.contender("a", 0.0009)}, budget, clock=clock)
    assert calls == {"a": 23}
    assert seconds["a"] == pytest.approx([0.0009] * 2)


def test_rounds_stop_when_the_time_is_over_but_not_before_the_fewest():
    for run_time, expected in ((0.03125, 9), (0.5, 4), (5.0, 3)):
        clock = Clock()
        budget = plan.Budget(turn=0.0, seconds=2.25, fewest_rounds=3, most_rounds=9)
        seconds, _ = measure.rounds({"a": clock.contender("a", run_time)}, budget, clock=clock)
        assert len(seconds["a"]) == expected


def test_contenders_that_compute_different_things_are_not_timed():
    def contender(value):
        return numpy_contenders.Contender(lambda: value, lambda result: {"hs": np.array([1.0, result])})

    measure.compare({"one": contender(2.0), "other": contender(2.0 + 1e-12)}, 1e-10)
    with pytest.raises(SystemExit, match=r"^other and one disagree on hs: relative error 5\.0e-04"):
        measure.compare({"one": contender(2.0), "other": contender(2.001)}, 1e-10)


@pytest.mark.parametrize("cell", plan.CELLS)
def test_kernel_and_reference_compute_the_same_problem(cell):
    problem = numpy_contenders.draw(cell, plan.Size(4, 3, 2, 5), "float64")
    measure.compare(numpy_contenders.contenders(problem), 1e-12)


# What is stored


def test_every_cell_size_precision_and_number_of_threads_is_stored():
    found = [(each["cell"], each["dtype"], each["threads"], tuple(each["size"])) for each in RESULTS["rows"]]
    expected = {
        (cell, dtype, threads, tuple(size))
        for cell in plan.CELLS
        for dtype in plan.DTYPES
        for threads in plan.THREADS
        for size in plan.SIZES
    }
    assert len(found) == len(expected)
    assert set(found) == expected


def test_every_stored_row_has_all_contenders_in_the_same_rounds():
    for each in RESULTS["rows"]:
        assert set(each["seconds"]) == set(plan.CONTENDERS)
        assert {len(times) for times in each["seconds"].values()} == {len(each["seconds"][KERNEL])}
        assert all(time > 0 for times in each["seconds"].values() for time in times)
        assert set(each["peak_bytes"]) == {*plan.CONTENDERS} - {PRODUCTS}


def test_the_stored_run_was_a_whole_one():
    assert not RESULTS["quick"], "stored by `make bench BENCH=--quick`: run `make bench`"
    rounds = {len(times) for each in RESULTS["rows"] for times in each["seconds"].values()}
    assert min(rounds) >= plan.FULL.fewest_rounds >= 7


def test_the_stored_run_says_where_when_and_with_what():
    assert re.fullmatch(r"python -m benchmarks.*", RESULTS["command"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", RESULTS["date"])
    assert RESULTS["run_time_seconds"] > 0
    machine = RESULTS["machine"]
    assert all(machine[name] for name in ("processor", "cores", "system", "libraries", "instructions"))
    assert {"lstmlab", "numpy", "torch"} == set(machine["versions"])
    assert pinned("benchmarks/requirements.txt")["torch"] == "2.13.0" == machine["versions"]["torch"].split("+")[0]


def test_the_table_is_made_from_the_stored_numbers():
    again = "python -m benchmarks --report"
    assert (STORED / "table.md").read_text(encoding="utf-8") == report.markdown(RESULTS), again


def test_the_profile_covers_every_cell_size_and_precision_and_its_table_is_made_from_it():
    stored = json.loads((STORED / "profile.json").read_text(encoding="utf-8"))
    found = {(each["cell"], each["dtype"], tuple(each["size"])) for each in stored["rows"]}
    assert found == {(c, d, tuple(s)) for c in plan.CELLS for d in plan.DTYPES for s in plan.SIZES}
    for each in stored["rows"]:
        parts = [each["seconds"][part] for part in profile.PARTS]
        assert min(parts) > 0
        assert sum(parts) < 1.1 * each["seconds"]["whole"]
    again = "python -m benchmarks.profile --report"
    assert (STORED / "profile.md").read_text(encoding="utf-8") == profile.markdown(stored), again


@pytest.mark.parametrize("cell", plan.CELLS)
def test_a_profiled_kernel_makes_the_products_and_calls_that_it_has_to(cell):
    size = plan.Size(7, 3, 2, 5)
    problem = numpy_contenders.draw(cell, size, "float64")
    run = numpy_contenders.contenders(problem)[KERNEL].run
    module = profile.module_of(kernels, numpy_contenders.CELLS[cell])
    numpy, expected = module.np, numpy_contenders.named(run())
    module.np = noting = profile.Noting(numpy)
    try:
        noted = numpy_contenders.named(run())
    finally:
        module.np = numpy
    assert all(np.array_equal(noted[name], array) for name, array in expected.items())
    assert noting.calls["products"] >= 2 * size.T  # a step forward, a step back; then those of the weights
    assert all(noting.calls[part] >= size.T and noting.seconds[part] > 0 for part in profile.PARTS)


def test_the_picture_is_made_from_the_stored_numbers_and_says_them():
    stored = (STORED / "ratios.html").read_text(encoding="utf-8")
    words = picture.alt(RESULTS)
    assert f'aria-label="{words}"' in stored, "python -m benchmarks --report"
    assert all(name in words for name in (*plan.CELLS.values(), *plan.DTYPES))
    assert picture.picture(RESULTS)._repr_html_().count("<path") == stored.count("<path")


def test_the_page_shows_table_and_picture_and_types_no_number_of_its_own():
    page = (ROOT / "book" / "appendices" / "benchmarks.md").read_text(encoding="utf-8")
    assert "../results/benchmarks/table.md" in page
    assert "../results/benchmarks/ratios.html" in page
    assert "../results/benchmarks/profile.md" in page
    assert re.findall(r"\d+(?:\.\d+)?", page.replace("N = 1 ", "")) == []
    assert "book/appendices/benchmarks" in (ROOT / "_toc.yml").read_text(encoding="utf-8")


def test_the_kernels_are_timed_with_the_numpy_of_the_course():
    bench, course = pinned("benchmarks/requirements.txt"), pinned("requirements.txt")
    assert {name: bench[name] for name in ("numpy", "matplotlib")} == {
        name: course[name] for name in ("numpy", "matplotlib")
    }


def pinned(path):
    """Version of each package; the first line where Python's version decides between two."""
    lines = re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    return dict(reversed(lines))
