"""The figures of chapter 13: what the decoder looks at is what the stored net does, and a scan is the loop."""

import numpy as np
import pytest

from lstmlab import scan
from lstmlab.exercises import get
from lstmlab.figures import attention_matrix, look_by_hand, scan_rounds
from lstmlab.figures.attention_matrix import train


def test_the_stored_net_is_as_good_as_its_file_says():
    for length, share in attention_matrix.stored()["right"].items():
        assert train.right(attention_matrix.weights(), int(length)) == share
    assert attention_matrix.stored()["right"]["8"] > 0.9


def test_the_first_string_is_written_rightly_from_its_end_to_its_beginning():
    values = attention_matrix.compute((1, 0, 3, 6, 4, 2), 1)
    assert values["written"] == values["wanted"] == "cegdab."
    looks = np.array(values["rows"]).argmax(axis=1)
    np.testing.assert_array_equal(looks[:6], [5, 4, 3, 2, 1, 0])
    np.testing.assert_allclose(np.sum(values["rows"], axis=1), 1)


def test_a_step_past_the_end_reads_out_the_last_one():
    assert attention_matrix.compute((2,), 13)["now"] == len(attention_matrix.compute((2,), 1)["written"])


def test_strings_longer_than_those_of_the_training_are_named():
    assert attention_matrix.compute((0,) * 11, 1)["longer"]
    assert not attention_matrix.compute((0,) * 10, 1)["longer"]


@pytest.mark.parametrize(
    "changed, fate",
    [({}, "sharp"), ({"length": 2.0}, "dull"), ({"turn": 60.0}, "wrong"), ({"length": 0.0}, "wrong")],
    ids=str,
)
def test_the_look_puzzle_asks_for_direction_and_for_length(changed, fate):
    puzzle = get("attention.look_puzzle")
    values = look_by_hand.compute(**{**puzzle.solution, **changed})
    assert values["fate"] == fate
    assert (puzzle.unmet(**{**puzzle.solution, **changed}) == []) == (fate == "sharp")


def test_a_look_by_hand_is_the_formula():
    values = look_by_hand.compute(40.0, -25.0, 3.0)
    for t in range(5):
        angles = np.radians(40.0 - 25.0 * t - look_by_hand.APART * np.arange(5))
        exps = np.exp(3.0 * np.cos(angles) / np.sqrt(2))
        np.testing.assert_allclose(values["weights"][t], exps / exps.sum(), rtol=1e-12)


@pytest.mark.parametrize("keep", [0.0, 0.5, 1.0])
def test_after_the_last_round_the_maps_are_the_states(keep):
    values = scan_rounds.compute(keep, 1.5, 3, 8)
    np.testing.assert_allclose(values["b"][-1], values["states"], rtol=1e-12, atol=1e-12)
    shape = (scan_rounds.N_STEPS, 1, 1)
    states = scan.prefix(np.full(shape, keep), np.reshape(scan_rounds.B, shape), np.full((1, 1), 1.5))
    np.testing.assert_allclose(values["states"], states[:, 0, 0], rtol=1e-12, atol=1e-12)
    assert values["ready"] == [1, 2, 4, 8]
    assert values["firsts"][-1] == [1] * 8
