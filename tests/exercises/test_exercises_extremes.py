"""What hides behind a threshold shows: no check passes answers that are right for numbers of the usual size alone.

Gradients that are clipped inside the function, results that are rounded, shortcuts for small numbers, counts that are
kept in a short integer: each is made of every worked answer, and fails.
"""

import numpy as np
import pytest

from lstmlab import exercises
from lstmlab.checking import examine
from lstmlab.checking.diagnosis.trial import SEED
from lstmlab.exercises import Exercise
from tests.exercises.answers import coded

CHAPTERS = ("hello", "ffnn", "elman", "bptt", "vanish", "gru")
CODED = [one for one in coded() if one.name.split(".")[0] in CHAPTERS]
BACKWARD = [one.name for one in CODED if one.name.split(".")[1] in ("backward", "step_backward", "truncated")]


def clipped(limit):
    return lambda one: np.clip(one, -limit, limit)


def rounded(one):
    return np.round(one, 6)


def small_ones_skipped(one):
    return np.where(np.abs(one) < 1e-6, 0, one)


# Names of spoilers, and the exercises whose results are the same after them: what is written there is their reason.
SPOILERS = {
    "clipped at 1": (clipped(1), {"elman.step": "tanh ends at 1", "elman.forward": "tanh ends at 1"}),
    "clipped at 5": (clipped(5), {"elman.step": "tanh ends at 1", "elman.forward": "tanh ends at 1"}),
    "rounded": (rounded, {}),
    "small numbers skipped": (small_ones_skipped, {}),
}
WHOLE = {one.name: "counts are whole numbers" for one in CODED if "" in one.integers}
ONE_HOT = {"elman.next_symbol_pairs": "zeros and ones"}


def spoilt(value, change):
    """A result whose floating-point numbers went through `change`, wherever they stand."""
    if isinstance(value, dict):
        return {name: spoilt(one, change) for name, one in value.items()}
    if isinstance(value, tuple):
        return tuple(spoilt(one, change) for one in value)
    return change(value) if np.asarray(value).dtype.kind == "f" else value


def with_spoilt_results(exercise: Exercise, change):
    return lambda *inputs: spoilt(exercise.worked(*inputs), change)


@pytest.mark.parametrize("exercise", CODED, ids=lambda one: one.name)
@pytest.mark.parametrize("spoiler", SPOILERS)
def test_a_threshold_does_not_hide_a_wrong_answer(exercise, spoiler):
    change, same = SPOILERS[spoiler]
    result = examine(exercise, with_spoilt_results(exercise, change), SEED)
    wanted = "passed" if exercise.name in {**same, **WHOLE, **ONE_HOT} else "failed"
    assert result.status == wanted, result.message


@pytest.mark.parametrize("name", BACKWARD)
@pytest.mark.parametrize("limit", [1, 5, 10])
def test_clipping_inside_a_backward_function_has_a_name(name, limit):
    exercise = exercises.get(name)
    result = examine(exercise, with_spoilt_results(exercise, clipped(limit)), SEED)
    assert result.mistakes == ("clipped-inside",), result.message


@pytest.mark.parametrize("name", [name for name in WHOLE if name.endswith("count_parameters")])
def test_a_count_in_a_short_integer_fails(name):
    exercise = exercises.get(name)
    result = examine(exercise, lambda *inputs: int(np.array(exercise.worked(*inputs)).astype(np.int16)), SEED)
    assert result.status == "failed"


def test_symbols_in_a_byte_fail():
    exercise = exercises.get("elman.next_symbol_pairs")

    def in_a_byte(indices, depth):
        X, Y = exercise.worked(indices, depth)
        return X, Y.astype(np.uint8)

    assert examine(exercise, in_a_byte, SEED).status == "failed"
