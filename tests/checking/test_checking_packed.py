"""Checks of exercises whose arguments hold several gates side by side, such as W_x (D, 4H)."""

import numpy as np
import pytest

from lstmlab import check, exercises
from lstmlab.checking.diagnosis import letters
from lstmlab.checking.diagnosis.trial import trial
from lstmlab.gates import sigmoid


def words(result):
    return " ".join(result.message.split())


def gates(x, h_prev, W_x, W_h, b):
    i, f, g, o = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
    return sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)


@pytest.mark.parametrize(("axis", "found"), [("4H", (4, "H")), ("H", (1, "H")), ("12", (1, "12")), ("", (1, ""))])
def test_an_axis_of_blocks_is_taken_apart(axis, found):
    assert letters.blocks(axis) == found


def test_sizes_of_letters_that_stand_in_packed_axes_alone():
    unpack = exercises.get("lstm.unpack")
    assert letters.sizes(unpack, {"W": np.zeros((3, 20))}) == {"D": 3, "H": 5}
    assert letters.sizes(unpack, {"W": np.zeros(8)}) == {"H": 2}


def test_a_shape_with_alternatives_is_told_by_the_one_that_fits():
    assert letters.expected("D 4H or 4H", (8,)) == "(4H,) = (8,)"
    assert letters.expected("D 4H or 4H", (3, 8)) == "(D, 4H) = (3, 8)"
    said = words(check("lstm.unpack", lambda W: tuple(part[..., :1] for part in np.split(W, 4, axis=-1))))
    assert "expected (D, H) = (3, 5), got (3, 1)" in said


def test_the_smallest_example_of_an_lstm_has_a_single_hidden_unit():
    def step(x, h_prev, c_prev, W_x, W_h, b):
        i, f, g, o = gates(x, h_prev, W_x, W_h, b)
        c = f * c_prev + i * g
        return o**2 * np.tanh(c), c

    result = check("lstm.step", step)
    shown = [line.split("[[")[1] for line in result.message.splitlines() if line.strip().startswith(("W_x", "W_h"))]
    assert len(shown) == 2
    assert all(len(line.split(",")) == 4 for line in shown), "four gates of one unit, of one input"
    assert "`c` is right; `h` is not" in words(result)


def test_mistakes_that_are_met_alone_are_not_looked_for_in_pairs():
    ready = trial(exercises.get("lstm.forward"))
    paired = {ready.known[k].name for pair in ready.pairs for k in pair}
    alone = {one.name for one in ready.known if one.alone}
    assert alone
    assert paired
    assert not alone & paired
    assert "no-tanh-of-c" in paired
    assert "order-f-i-g-o" in paired


def test_a_wrong_order_and_a_forgotten_tanh_are_found_at_once():
    def step(x, h_prev, c_prev, W_x, W_h, b):
        f, i, o, g = np.split(x @ W_x + h_prev @ W_h + b, 4, axis=1)
        c = sigmoid(f) * c_prev + sigmoid(i) * np.tanh(g)
        return sigmoid(o) * c, c

    result = check("lstm.step", step)
    assert result.mistakes == ("order-f-i-o-g", "no-tanh-of-c")
    assert "the order f i o g" in words(result)
    assert "shows c itself, without tanh" in words(result)
