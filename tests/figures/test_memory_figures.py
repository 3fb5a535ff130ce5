"""The unroll explorer and the latch portrait: what they say about memory is what the network's own cell does."""

import numpy as np
import pytest

from lstmlab import plots, unroll
from lstmlab.cells import elman
from lstmlab.cells.tanh_unit import fixed_points
from lstmlab.figures import latch_portrait, unroll_explorer
from lstmlab.figures.latch_portrait import N_STEPS, THRESHOLD, LatchPortrait
from lstmlab.figures.unroll_explorer import LETTERS, TEXTS, UnrollExplorer
from tests.figures import figure_page

WEIGHTS = [(float(w_h), float(b)) for w_h in np.arange(-3, 3.01, 0.25) for b in np.arange(-2, 2.01, 0.25)]


# The latch portrait.


@pytest.mark.parametrize("weights", [(0.5, 0.8, 0.3), (1.0, 1.6, -0.2), (-1.0, -1.8, 0.2), (0.0, 1.0, 0.0)])
def test_both_runs_are_those_of_an_elman_cell(weights):
    w_x, w_h, b = weights
    params = elman.Params(np.array([[w_x]]), np.array([[w_h]]), np.array([b]))
    xs = np.zeros((N_STEPS, 2, 1))
    xs[0] = [[1], [-1]]
    hs = unroll.forward(elman, params, xs, elman.State(np.zeros((2, 1)))).hs[:, :, 0]
    values = latch_portrait.compute(*weights)
    assert values["plus"][0] == values["minus"][0] == 0
    np.testing.assert_allclose(np.transpose([values["plus"][1:], values["minus"][1:]]), hs, rtol=0, atol=1e-12)
    remembers = [hs[-1, 0] > THRESHOLD, hs[-1, 1] < -THRESHOLD]
    assert [values["remembers_plus"], values["remembers_minus"]] == remembers
    assert len(LatchPortrait.unmet(**dict(zip(("w_x", "w_h", "b"), weights, strict=True)))) == 2 - sum(remembers)


def test_at_a_fixed_point_h_stays_as_it_is_and_none_is_overlooked():
    grid = np.linspace(-1, 1, 200_001) + 3e-7  # beside the round numbers, so that no crossing falls onto the grid
    for w_h, b in WEIGHTS:
        points = fixed_points(w_h, b)
        for point in points:
            assert abs(np.tanh(w_h * point.h + b) - point.h) < 1e-15
        crossings = np.flatnonzero(np.diff(np.sign(np.tanh(w_h * grid + b) - grid)))
        assert len(points) == len(crossings), (w_h, b)
        np.testing.assert_allclose([point.h for point in points], grid[crossings], atol=2e-5)


def test_a_small_push_dies_out_at_a_stable_point_and_grows_at_an_unstable_one():
    push = 1e-6
    seen = set()
    for w_h, b in WEIGHTS:
        for point in fixed_points(w_h, b):
            after = abs(np.tanh(w_h * (point.h + push) + b) - point.h)
            seen.add(point.kind)
            if point.kind != "edge":
                assert (after < push) == (point.kind == "stable"), (w_h, b, point)
    assert seen == {"stable", "unstable", "edge"}


def test_a_unit_without_bias_holds_a_bit_only_if_w_h_is_above_one():
    for w_h in np.arange(0.1, 3, 0.1).round(1):
        assert len(fixed_points(float(w_h), 0.0)) == (3 if w_h > 1 else 1)


# The unroll explorer.


def values(**changes):
    return UnrollExplorer(**changes).values


def test_a_text_is_of_the_five_letters_and_has_room():
    for text in (*TEXTS, "he", "q u", "uuuuuuuuu", "teeth hut"):
        assert unroll_explorer.is_text(text)
        assert len(values(text=text)["letters"]) == len(text.replace(" ", "")) <= unroll_explorer.N_STEPS
    for text in ("", "h", "the  hut", "the cat", "The hut", "the hut hut", " he", "uuuuuuuuuu"):
        with pytest.raises(ValueError, match=r"UnrollExplorer\.text: expected one or two words of the letters e, h, q"):
            UnrollExplorer(text=text)


def test_behind_the_last_letter_of_a_short_text_the_last_one_is_looked_at():
    found = values(text="he", step=7)
    assert found["now"] == 2
    assert found["told"] == [1, 2]
    assert "Step 2 of 2 reads e" in UnrollExplorer(text="he", step=7).alt
    assert "second word" not in UnrollExplorer(text="he").alt


def test_a_text_of_ones_own_is_typed_and_what_the_network_cannot_read_is_left_out(page):
    place = figure_page.show(page, UnrollExplorer())
    field = page.get_by_label("Your text")
    field.fill("Hut  que!te qqqqq")
    assert figure_page.assert_in_step(page, place, UnrollExplorer)["text"] == "hut quete"
    field.fill("t")  # too short: the text of before is kept, and comes back when the field is left
    field.blur()
    assert field.input_value() == "hut quete"
    page.get_by_role("button", name="the teeth").click()
    assert figure_page.assert_in_step(page, place, UnrollExplorer)["text"] == "the teeth"
    assert field.input_value() == "the teeth"


def test_with_the_state_kept_the_words_are_one_sequence_of_the_package():
    found = values(text="queue hut", strength=1.3)
    params = elman.Params(
        np.array(unroll_explorer.W_X), 1.3 * np.array(unroll_explorer.W_H), np.array(unroll_explorer.B)
    )
    xs = np.eye(len(LETTERS))[[LETTERS.index(letter) for letter in "queuehut"]][:, None]
    hs = unroll.forward(elman, params, xs, elman.State(np.zeros((1, 3)))).hs[:, 0]
    np.testing.assert_allclose(found["h"], hs, rtol=0, atol=1e-15)


def test_the_terms_of_the_formula_add_up_to_the_units_sum():
    for step in range(1, 9):
        for unit in (1, 2, 3):
            found = values(step=step, unit=unit, strength=0.7)
            total = found["input_term"] + sum(found["memory_terms"]) + found["bias"]
            assert total == pytest.approx(found["total"], abs=1e-15)
            assert found["value"] == pytest.approx(np.tanh(total), abs=1e-15)
            assert found["value"] == found["h"][step - 1][unit - 1]


def test_the_first_letter_leaves_no_trace_without_recurrent_weights_nor_after_a_reset():
    assert values(strength=0)["change"][0] > 0
    assert values(strength=0)["change"][1:] == [0] * 7
    reset = values(carry=False)
    assert min(reset["change"][:3]) > 0
    assert reset["change"][3:] == [0] * 5
    assert values(other="t")["change"] == [0] * 8


def test_the_trace_fades_at_strength_one_and_stays_at_strength_two():
    assert abs(np.linalg.eigvals(unroll_explorer.W_H)).max() == pytest.approx(0.95, abs=0.005)
    for other in "ehqu":
        fading, staying = (np.array(values(other=other, strength=s)["change"]) for s in (1, 2))
        assert fading[-1] < 0.07 * fading[0]
        assert staying[-1] > 0.5 * staying[0]


def test_reading_says_what_does_not_fit():
    hs, change = np.zeros((3, 2)), np.ones(3)
    assert "reads a b c" in plots.reading("abc", hs, change).alt
    with pytest.raises(ValueError, match="one for each of the T = 3 steps, got 2"):
        plots.reading("ab", hs, change)
    with pytest.raises(ValueError, match="change"):
        plots.reading("abc", hs, np.ones(4))
