"""Checkpoints: a run that was stopped or killed goes on with the same numbers, bit for bit; another run is refused."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lstmlab import optim, plots, schedules, storage, training, trees
from lstmlab.cells import gru, peephole
from tests.package.checkpoint_run import N_BATCHES, OPTIMISERS, run, start

ROOT = Path(__file__).resolve().parents[2]


def content(path):
    """Every array of the file by its bits, and its notes without the mark that the run was resumed."""
    with np.load(path) as file:
        arrays = {name: (file[name].dtype, file[name].tobytes()) for name in file.files if name != "__metadata__"}
        notes = json.loads(file["__metadata__"].item())
    history = json.loads(notes["history"])
    del history["resumed"]
    return arrays, notes | {"history": history}


def assert_same(one, other):
    for name, a, b in trees.leaves(one.params, other.params):
        assert (a.dtype, a.tobytes()) == (b.dtype, b.tobytes()), name
    assert one.history == other.history


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", OPTIMISERS)
def test_a_run_in_two_parts_equals_an_uninterrupted_one_bit_for_bit(tmp_path, name, dtype):
    whole = run(tmp_path / "whole.npz", OPTIMISERS[name], 6, dtype)
    run(tmp_path / "parts.npz", OPTIMISERS[name], 3, dtype)
    parts = run(tmp_path / "parts.npz", OPTIMISERS[name], 6, dtype)
    assert_same(whole, parts)
    assert content(tmp_path / "whole.npz") == content(tmp_path / "parts.npz")  # the optimiser's memory, the generators
    assert (whole.history.resumed, parts.history.resumed) == ((), (3,))
    assert len(set(whole.history.train)) == 6  # it did learn
    assert {array.dtype for _, array in trees.leaves(parts.params)} == {np.dtype(dtype)}
    assert_same(whole, run(None, OPTIMISERS[name], 6, dtype))  # and writing files changes nothing


# In the middle of epoch 2; for one optimiser also at the very first batch, and at the last one of epoch 3. The others,
# which go on bit for bit in the test above, are killed at night.
MOMENTS = [pytest.param(name, 7, marks=[pytest.mark.night] * (name != "adam")) for name in OPTIMISERS]
MOMENTS += [("adam", 0), ("adam", 11)]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("name, batch", MOMENTS)
def test_a_process_that_was_killed_in_the_middle_of_an_epoch_goes_on_bit_for_bit(tmp_path, name, batch):
    killed(tmp_path / "killed.npz", name, str(batch))
    resumed = run(tmp_path / "killed.npz", OPTIMISERS[name], 6)
    whole = run(tmp_path / "whole.npz", OPTIMISERS[name], 6)
    assert_same(whole, resumed)
    assert content(tmp_path / "whole.npz") == content(tmp_path / "killed.npz")
    epoch = batch // N_BATCHES
    assert resumed.history.resumed == ((epoch,) if epoch else ())


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("when", ["fsync", "replace"])
def test_a_process_that_was_killed_while_it_wrote_the_file_leaves_the_one_of_the_epoch_before(tmp_path, when):
    killed(tmp_path / "killed.npz", "adam", when)
    resumed = run(tmp_path / "killed.npz", OPTIMISERS["adam"], 6)
    assert resumed.history.resumed == (2,)
    assert_same(run(None, OPTIMISERS["adam"], 6), resumed)


def killed(path, name, when):
    command = [sys.executable, "-m", "tests.package.checkpoint_run", str(path), name, when]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert child.returncode == -signal.SIGKILL, child.stderr


def test_an_interrupted_cell_is_run_again(tmp_path):
    def interrupt(count):
        if count == 10:
            raise KeyboardInterrupt

    with pytest.warns(RuntimeWarning, match=r"Interrupted in epoch 3\. The weights .* those of that moment"):
        first = run(tmp_path / "run.npz", OPTIMISERS["momentum"], 6, at_batch=interrupt)
    assert len(first.history.train) == 3
    assert_same(run(None, OPTIMISERS["momentum"], 6), run(tmp_path / "run.npz", OPTIMISERS["momentum"], 6))


def test_a_run_may_be_stopped_again_and_again(tmp_path):
    for epochs in (1, 2, 2, 5):
        run(tmp_path / "run.npz", OPTIMISERS["adam"], epochs)
    last = run(tmp_path / "run.npz", OPTIMISERS["adam"], 6)
    assert last.history.resumed[-1] == 5
    assert_same(run(None, OPTIMISERS["adam"], 6), last)


def test_a_run_that_has_ended_comes_back_without_training(tmp_path):
    whole = run(tmp_path / "run.npz", OPTIMISERS["adam"], 4)
    before = (tmp_path / "run.npz").read_bytes()
    assert_same(whole, run(tmp_path / "run.npz", OPTIMISERS["adam"], 4, at_batch=pytest.fail))
    assert (tmp_path / "run.npz").read_bytes() == before


def test_early_stopping_remembers_the_best_epoch_over_a_stop(tmp_path):
    def go(path, epochs, patience=3):
        # The validation error of the weights 1, 2, 3, ...: best after epoch 2.
        errors = {1: 5.0, 2: 3.0, 3: 2.0, 4: 4.0, 5: 4.0, 6: 4.0, 7: 1.0}
        return training.fit(
            {"w": np.array([0.0])},
            lambda params, batch: (1.0, {"w": np.array([-1.0])}),
            [None],
            optimizer=optim.sgd(1.0),
            epochs=epochs,
            validation=training.Validation(lambda params: errors[int(params["w"][0])], patience),
            checkpoint=None if path is None else training.Checkpoint(path),
        )

    whole = go(None, 7)
    assert whole.params["w"][0] == 3
    for epochs in range(1, 8):
        path = tmp_path / f"{epochs}.npz"
        go(path, epochs)
        parts = go(path, 7)
        assert_same(whole, parts)
        assert parts.history.stopped == "No better validation for 3 epochs: stopped after epoch 5."
    assert go(path, 7, patience=4).params["w"][0] == 7  # with more patience it goes on


@pytest.mark.parametrize(
    "kind", [np.random.PCG64, np.random.PCG64DXSM, np.random.MT19937, np.random.Philox, np.random.SFC64]
)
@pytest.mark.parametrize("suffix", storage.SUFFIXES)
def test_every_kind_of_generator_goes_on_where_it_was(tmp_path, kind, suffix):
    path = tmp_path / f"run{suffix}"
    run(path, OPTIMISERS["adam"], 2, kind=kind)
    assert_same(run(None, OPTIMISERS["adam"], 4, kind=kind), run(path, OPTIMISERS["adam"], 4, kind=kind))


def test_a_single_generator_goes_on_where_it_was(tmp_path):
    def go(path, epochs):
        rng = np.random.default_rng(0)
        fit = training.fit(
            {"w": np.zeros(3)},
            lambda params, noise: (float((params["w"] - noise) @ noise), {"w": noise}),
            lambda epoch: [rng.normal(size=3) for _ in range(2)],
            optimizer=optim.sgd(0.1),
            epochs=epochs,
            checkpoint=None if path is None else training.Checkpoint(path, rng),
        )
        return fit, rng.random()

    go(tmp_path / "run.npz", 2)
    (whole, after), (parts, after_parts) = go(None, 5), go(tmp_path / "run.npz", 5)
    assert_same(whole, parts)
    assert after == after_parts


def test_after_a_nan_the_file_holds_the_last_epoch_that_ended_well(tmp_path):
    def go(broken):
        calls = iter(range(100))
        return training.fit(
            {"w": np.array([4.0])},
            lambda params, _: (np.nan if next(calls) == broken else params["w"][0], {"w": params["w"]}),
            [0, 0],
            optimizer=optim.sgd(0.1),
            epochs=4,
            checkpoint=training.Checkpoint(tmp_path / "run.npz"),
        )

    with pytest.warns(RuntimeWarning, match="NaN in epoch 2"):
        go(broken=5)
    assert go(broken=None).params["w"][0] == pytest.approx(4 * 0.9**8)


# Another run


ADAM = OPTIMISERS["adam"]


@pytest.mark.parametrize(
    "options, message",
    [
        (
            {"optimizer": OPTIMISERS["sgd"]},
            r"optimizer clipped\(sgd\(lr=0\.05, .*\), got one with clipped\(adam\(lr=0\.05, ",
        ),
        (
            {"optimizer": optim.adam(0.01)},
            r"optimizer clipped\(adam\(lr=0\.01, .*\), got one with clipped\(adam\(lr=0\.05, ",
        ),
        (
            {"optimizer": optim.adam(schedules.constant(0.05))},
            r"optimizer clipped\(adam\(lr=constant\(rate=0\.05\), .*got one with clipped\(adam\(lr=0\.05",
        ),
        ({"max_norm": None}, r"optimizer adam\(.*\), got one with clipped\(adam\(.*\), max_norm=0\.3\)"),
        ({"validation": None}, "validation False, got one with True"),
        ({"rng": None}, r"generators \[\] in rng, got one with \['PCG64', 'PCG64'\]"),
        ({"kind": np.random.SFC64}, r"generators \['SFC64', 'SFC64'\] in rng, got one with \['PCG64', 'PCG64'\]"),
        (
            {"params": start(seed=1)},
            r"the initial weights that were passed in, got one with others \(cell\.W_x\): another",
        ),
        ({"params": start(n_hidden=5)}, r"first\.cell\.W_x: expected \(2, 20\) float32, got \(2, 16\) float32"),
        ({"params": start(dtype=np.float64)}, r"first\.cell\.W_x: expected \(2, 16\) float64, got \(2, 16\) float32"),
        ({"params": start(cell=gru)}, r"first\.cell\.W_x: expected \(2, 12\) float32, got \(2, 16\) float32"),
        ({"params": start(cell=peephole)}, r"got a file with .*'first\.cell\.p_i', .* missing"),
        ({"epochs": 1}, r"epochs: expected at least 2, as in .*run\.npz, got 1"),
    ],
)
def test_the_checkpoint_of_another_run_is_refused_and_stays(tmp_path, options, message):
    path = tmp_path / "run.npz"
    run(path, ADAM, 2)
    before = path.read_bytes()
    with pytest.raises(ValueError, match=message) as caught:
        run(path, **({"optimizer": ADAM, "epochs": 6} | options), at_batch=pytest.fail)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize("suffix", storage.SUFFIXES)
def test_a_file_that_is_no_checkpoint_is_refused_and_stays(tmp_path, suffix):
    path = tmp_path / f"run{suffix}"
    run(path, ADAM, 1)
    whole = path.read_bytes()
    storage.save(path, start(), {"kind": "weights"})
    for damaged in (whole[: len(whole) // 2], whole[:-1], b"", b"not a checkpoint", path.read_bytes()):
        path.write_bytes(damaged)
        with pytest.raises(ValueError, match=re.escape(str(path))):
            run(path, ADAM, 6, at_batch=pytest.fail)
        assert path.read_bytes() == damaged


@pytest.mark.parametrize(
    "notes",
    [
        {"history": "{}"},
        {"history": "not JSON"},
        {"history": "[]"},
        {"history": '{"train": [1, 2], "validation": [1], "best_epoch": 0, "resumed": []}'},
        {"history": '{"train": [1, 2], "validation": [1, 2], "best_epoch": 2, "resumed": []}'},
        {"generators": '[{"bit_generator": "PCG64"}, {"bit_generator": "PCG64"}]'},
        {"generators": '[{"bit_generator": "PCG64", "state": {"state": 1}}, {"bit_generator": "PCG64", "state": 3}]'},
        {"generators": "[3, 4]"},
        {"options": "3"},
    ],
)
def test_a_checkpoint_whose_notes_were_changed_is_refused_and_no_generator_is_set(tmp_path, notes):
    path = tmp_path / "run.npz"
    run(path, ADAM, 2)
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files if name != "__metadata__"}
        metadata = json.loads(file["__metadata__"].item())
    storage.save(path, arrays, metadata | notes)
    rng = np.random.default_rng(0), np.random.default_rng(1)
    before = [generator.bit_generator.state for generator in rng]
    with pytest.raises(ValueError, match=rf"{re.escape(str(path))}: expected a checkpoint"):
        run(path, ADAM, 6, at_batch=pytest.fail, rng=rng)
    assert [generator.bit_generator.state for generator in rng] == before


@pytest.mark.parametrize("place, error", [("run.pkl", ValueError), ("nowhere/run.npz", FileNotFoundError)])
def test_a_place_that_cannot_be_written_to_is_noticed_before_training(tmp_path, place, error):
    with pytest.raises(error):
        run(tmp_path / place, ADAM, 2, at_batch=pytest.fail)


def test_what_is_no_generator_is_named():
    for rng, name in (
        (0, "int"),
        ([np.random.default_rng(0), "seed"], "str"),
        (np.random.RandomState(0), "RandomState"),
    ):
        with pytest.raises(TypeError, match=rf"rng: expected a generator from .* or several, got {name}"):
            training.Checkpoint("run.npz", rng)


def test_nothing_that_was_passed_in_is_changed_and_no_other_file_is_left(tmp_path):
    params = start()
    kept = trees.map(np.copy, params)
    run(tmp_path / "run.npz", ADAM, 2, params=params)
    run(tmp_path / "run.npz", ADAM, 3, params=params)
    for name, array, copy in trees.leaves(params, kept):
        np.testing.assert_array_equal(array, copy, err_msg=name)
    assert os.listdir(tmp_path) == ["run.npz"]


def test_the_training_curve_shows_where_a_run_went_on(tmp_path):
    for epochs in (2, 4):
        run(tmp_path / "run.npz", ADAM, epochs)
    parts = plots.training_curve(run(tmp_path / "run.npz", ADAM, 6).history)
    whole = plots.training_curve(run(None, ADAM, 6).history)
    assert parts.alt == f"{whole.alt} Training went on from a checkpoint at epoch 2, 4."
    dotted = [line.get_xdata()[0] for line in parts.figure.axes[0].lines if line.get_linestyle() == ":"]
    assert dotted == [1.5, 3.5]
    assert [text.get_text() for text in parts.figure.axes[0].get_legend().get_texts()].count("went on") == 1
