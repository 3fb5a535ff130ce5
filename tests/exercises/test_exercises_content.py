"""The exercises of the chapters: cases that hide nothing, hints that help, learners' wrong answers."""

from pathlib import Path

import numpy as np
import pytest

from lstmlab import exercises
from lstmlab.checking.diagnosis.letters import fitting
from lstmlab.exercises import Puzzle
from tests.cases import for_each, together
from tests.exercises.answers import coded, of
from tests.exercises.answers_report import is_explained
from tests.exercises.checked import checked, title

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = {int(path.name[:2]): path for path in sorted((ROOT / "book" / "chapters").glob("[0-9][0-9]-*.md"))}
MINE = [one for one in exercises.registry().values() if one.chapter > 0]
CODED = [one for one in coded() if one.chapter > 0]
PUZZLES = [one for one in MINE if isinstance(one, Puzzle)]


def named(one):
    return one.name


@pytest.mark.parametrize("exercise", CODED, ids=named)
def test_a_learners_wrong_answer_is_named_or_located(exercise):
    with together() as case:
        for answer in of(exercise.name).refused:
            with case(title(answer)):
                found, result, _ = checked(exercise.name, title(answer))
                assert result.status == "failed"
                assert is_explained(found), f"no cause is told:\n{result.message}"
                if answer.mistakes:
                    assert set(result.mistakes) & set(answer.mistakes), result.message
                for words in answer.says:
                    assert words.lower() in " ".join(result.message.lower().split()), result.message


@for_each("exercise", CODED, ids=named)
def test_many_wrong_answers_are_tried(exercise):
    least = 8 if exercise.points == 1 else 12
    assert len(of(exercise.name).refused) >= least


@for_each("exercise", CODED, ids=named)
def test_the_first_case_hides_nothing(exercise):
    case = next(iter(exercise.cases(np.random.default_rng(1))))
    sizes = {}
    for name, letters in exercise.arguments.items():
        if letters is None:
            continue
        array = case.inputs[name]
        letters = fitting(letters, array.ndim)
        assert array.ndim == len(letters.split())
        assert np.count_nonzero(array) or array.dtype.kind == "i"
        for letter, size in zip(letters.split(), array.shape, strict=True):
            assert sizes.setdefault(letter, size) == size
    assert len(set(sizes.values())) == len(sizes), f"equal sizes hide a transpose: {sizes}"
    assert sizes.get("T", 3) >= 3


@for_each("exercise", CODED, ids=named)
def test_one_case_is_in_float32(exercise):
    floats = [
        {value.dtype for value in case.inputs.values() if isinstance(value, np.ndarray) and value.dtype.kind == "f"}
        for case in exercise.cases(np.random.default_rng(1))
    ]
    assert all(len(found) <= 1 for found in floats), "float32 and float64 are mixed in a case"
    if any(floats):
        assert {np.dtype(np.float32)} in floats
        assert {np.dtype(np.float64)} in floats


@for_each("exercise", CODED, ids=named)
def test_hints_ask_first_and_never_give_the_line_away(exercise):
    for mistake in exercise.mistakes:
        assert "?" in mistake.question, mistake.name
        assert len(mistake.question) <= 180, mistake.name
        assert len(mistake.pointer) <= 180, mistake.name
        for old, _ in mistake.edits:
            if len(old.strip()) > 8:
                assert old.strip() not in mistake.question + mistake.pointer, mistake.name
        assert not mistake.behaves_like.endswith(".")


@for_each("one", [one for one in MINE if one.chapter in CHAPTERS], ids=named)
def test_the_section_to_reread_stands_in_the_chapter(one):
    anchor, heading = one.section
    lines = CHAPTERS[one.chapter].read_text(encoding="utf-8").splitlines()
    assert f"({anchor})=" in lines
    after = lines[lines.index(f"({anchor})=") + 1 :]
    assert next(line for line in after if line.strip()).lstrip("#").strip() == heading


def worked(name):
    return exercises.get(name).worked


def test_count_of_a_small_net_by_hand():
    # 3 * 4 weights and 4 biases, then 4 * 2 weights and 2 biases.
    assert worked("ffnn.count_parameters")([3, 4, 2]) == 26


def test_counts_of_elmans_networks():
    # Temporal XOR: one input, two hidden units, one output. Letters: six, twenty, six.
    count = worked("elman.count_parameters")
    assert count(1, 2, 1) == (2 + 4 + 2) + (2 + 1)
    assert count(6, 20, 6) == (120 + 400 + 20) + (120 + 6)


def test_loss_of_even_logits_is_the_log_of_the_number_of_classes():
    loss, dlogits = worked("ffnn.softmax_cross_entropy")(np.zeros((2, 4)), np.array([0, 3]))
    assert loss == pytest.approx(np.log(4))
    np.testing.assert_allclose(dlogits, [[-0.375, 0.125, 0.125, 0.125], [0.125, 0.125, 0.125, -0.375]])


def test_loss_of_a_logit_of_1000_on_the_wrong_class_is_1000():
    loss, dlogits = worked("ffnn.softmax_cross_entropy")(np.array([[1000.0, 0.0]]), np.array([1]))
    assert loss == pytest.approx(1000)
    np.testing.assert_allclose(dlogits, [[1, -1]])


def test_windows_of_a_count():
    X, Y = worked("ffnn.sliding_windows")(np.arange(7.0), 3, 2)
    np.testing.assert_array_equal(X, [[0, 1, 2], [1, 2, 3], [2, 3, 4]])
    np.testing.assert_array_equal(Y, [4, 5, 6])


def test_two_steps_by_hand():
    # Chapter 2's example: the first input has moved on to the second unit after two steps.
    W_x, W_h, b = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0], [0.0, 0.0]]), np.zeros(2)
    hs = worked("elman.forward")(np.array([[[0.5]], [[-0.5]]]), np.zeros((1, 2)), W_x, W_h, b)
    np.testing.assert_allclose(hs[:, 0], [[0.462, 0], [-0.462, 0.432]], atol=5e-4)


def test_pairs_of_the_word_hello():
    X, Y = worked("elman.next_symbol_pairs")(np.array([1, 0, 2, 2, 3]), 5)
    np.testing.assert_array_equal(X.argmax(axis=1), [1, 0, 2, 2])
    np.testing.assert_array_equal(X.sum(axis=1), 1)
    assert X.shape == (4, 5)
    np.testing.assert_array_equal(Y, [0, 2, 2, 3])


def test_gradients_of_the_worked_backward_agree_with_the_complex_step():
    rng = np.random.default_rng(3)
    params = {"W1": (3, 4), "b1": 4, "W2": (4, 2), "b2": 2}
    params = {name: 0.5 * rng.normal(size=shape) for name, shape in params.items()}
    x, dy = rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    forward, backward = worked("ffnn.forward"), worked("ffnn.backward")
    h, _ = forward(x, **params)
    grads = backward(x, h, dy, params["W2"])
    for name, value in params.items():
        for place in np.ndindex(value.shape):
            moved = {key: one.astype(complex) for key, one in params.items()}
            moved[name][place] += 1e-30j
            slope = (forward(x, **moved)[1] * dy).sum().imag / 1e-30
            assert grads[name][place] == pytest.approx(slope, rel=1e-10)


@for_each("puzzle", PUZZLES, ids=named)
def test_a_puzzle_begins_unsolved_and_has_a_solution(puzzle):
    assert puzzle.unmet(**puzzle.start)
    assert puzzle.unmet(**puzzle.solution) == []
    assert set(puzzle.start) == set(puzzle.solution)


def test_only_the_smallest_window_solves_the_window_puzzle():
    puzzle = exercises.get("ffnn.window_puzzle")
    width = puzzle.solution["width"]
    assert puzzle.unmet(width=width - 1)
    assert puzzle.unmet(width=width + 1)
    assert puzzle.unmet(width=width - 1) != puzzle.unmet(width=width + 1)


@pytest.mark.parametrize(
    ("weights", "conditions"),
    [
        ({"w_x": 2.0, "w_h": 2.0, "b": 0.0}, 0),
        ({"w_x": -2.0, "w_h": 2.0, "b": 0.0}, 2),  # remembers, with the signs exchanged
        ({"w_x": 2.0, "w_h": 0.9, "b": 0.0}, 2),  # fades
        ({"w_x": 2.0, "w_h": 1.05, "b": 0.0}, 2),  # keeps the sign, and too little of it
        ({"w_x": 2.0, "w_h": 2.0, "b": 1.0}, 1),  # the bias pulls every state to the positive side
        ({"w_x": 0.0, "w_h": 2.0, "b": 0.0}, 2),  # takes nothing in
        ({"w_x": 2.0, "w_h": -2.0, "b": 0.0}, 2),  # swings from side to side, and 19 swings turn the sign
    ],
)
def test_the_latch_puzzle_says_which_first_input_is_forgotten(weights, conditions):
    assert len(exercises.get("elman.latch_puzzle").unmet(**weights)) == conditions
