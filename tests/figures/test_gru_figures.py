"""The figures of chapter 8: what they say about a GRU is what its formulas, written out for one number, do."""

import math

import numpy as np
import pytest

from lstmlab.cells import gru, gru_reset_after, lstm
from lstmlab.exercises.gru import copy_puzzle
from lstmlab.figures import gru_copy
from lstmlab.figures.gru_beside_lstm import OPEN, SIGNALS, GruBesideLstm, W
from lstmlab.figures.gru_beside_lstm import W_H as CANDIDATE_W_H
from lstmlab.figures.gru_beside_lstm import W_X as CANDIDATE_W_X
from lstmlab.figures.gru_copy import N_STEPS, NEAR, NEW, START, W_H, W_X, XS, GruCopy
from lstmlab.figures.gru_forms import GruForms
from lstmlab.figures.gru_sizes import GruSizes
from tests.browser import chromium
from tests.figures import figure_page

SOLUTION = copy_puzzle.PUZZLE.solution


# Keep, copy, keep.


def by_hand(h, controls):
    hs = [h]
    for t, x in enumerate(XS, start=1):
        name = "before" if t < NEW else "at" if t == NEW else "after"
        z, r = controls[f"z_{name}"], controls[f"r_{name}"]
        n = math.tanh(W_X * x + W_H * r * h)
        h = (1 - z) * h + z * n
        hs.append(h)
    return hs


@pytest.mark.parametrize("seed", range(5))
def test_both_runs_follow_the_two_formulas(seed):
    rng = np.random.default_rng(seed)
    controls = {name: GruCopy.faces[name].sample(rng) for name in SOLUTION}
    values = gru_copy.compute(**controls)
    np.testing.assert_allclose(values["plus"], by_hand(START, controls), rtol=0, atol=1e-14)
    np.testing.assert_allclose(values["minus"], by_hand(-START, controls), rtol=0, atol=1e-14)


def test_a_shut_update_gate_keeps_the_value_to_the_last_digit_whatever_the_reset_gate_does():
    for r in (0.0, 0.4, 1.0):
        values = gru_copy.compute(**{**SOLUTION, "r_before": r, "r_after": r})
        assert values["plus"][:NEW] == [START] * NEW
        assert values["plus"][NEW:] == [values["plus"][NEW]] * (N_STEPS - NEW + 1)
        assert values["stray_before"] == 0


def test_a_copy_needs_both_gates():
    copied = gru_copy.compute(**SOLUTION)
    assert copied["plus"][NEW] == copied["minus"][NEW] == pytest.approx(math.tanh(W_X * XS[NEW - 1]), abs=1e-15)
    for open_reset in (0.5, 1.0):
        values = gru_copy.compute(**{**SOLUTION, "r_at": open_reset})
        assert values["plus"][NEW] - values["minus"][NEW] > 0.5 * open_reset, "a trace of the old value is left"
    half = gru_copy.compute(**{**SOLUTION, "z_at": 0.5})
    assert half["plus"][NEW] - half["minus"][NEW] == pytest.approx(START, abs=1e-15)


@pytest.mark.parametrize(
    "change,said",
    [
        ({"z_before": 0.3}, "In steps 1 to 10 the old value is not kept"),
        ({"r_at": 0.5}, "A copy of the new value is"),
        ({"z_at": 0.5}, "At step 11 h is"),
        ({"z_after": 0.3}, "In steps 12 to 20 h strays"),
    ],
)
def test_the_copy_puzzle_says_what_is_missing(change, said):
    found = GruCopy.unmet(**{**SOLUTION, **change})
    assert said in " ".join(found)
    assert len(found) == (2 if set(change) & {"r_at", "z_at"} else 1), "a copy that failed is not there to be kept"


def test_the_copy_puzzle_leaves_room_around_its_solution_and_asks_for_every_gate_that_matters():
    for name, value in {"z_before": 0.01, "z_at": 0.95, "r_at": 0.1, "z_after": 0.02}.items():
        assert GruCopy.unmet(**{**SOLUTION, name: value}) == []
        assert GruCopy.unmet(**{**SOLUTION, name: copy_puzzle.PUZZLE.start[name]}) != []
    assert GruCopy.unmet(**{**SOLUTION, "r_before": 1.0, "r_after": 0.0, "step": 3}) == []
    assert abs(abs(START) - gru_copy.compute(**SOLUTION)["wanted"]) > 2 * NEAR, "keeping is no copying"


def test_each_gate_is_held_where_the_reader_puts_it():
    for r, z in ((0.0, 1.0), (0.25, 0.6), (1.0, 0.0)):
        _, cache = gru.step(gru_copy.held(r, z), np.array([[3.0]]), gru.State(np.array([[-0.9]])))
        assert (cache.r.item(), cache.z.item()) == pytest.approx((r, z), abs=1e-15)


def test_the_copy_puzzle_is_solved_by_keyboard_alone():
    with chromium() as browser:
        page = browser.new_page()
        figure_page.blank(page)
        place = figure_page.show(page, GruCopy(puzzle="gru.copy_puzzle"))
        banner = page.locator(f"{place} .puzzle")
        assert "Not solved yet" in banner.inner_text()
        for name, key in (("z in steps 1 to", "Home"), ("z in step 11", "End"), ("r in step 11", "Home")):
            page.get_by_role("slider", name=name).press(key)
        assert "Not solved yet" in banner.inner_text()
        page.get_by_role("slider", name="z in steps 12").press("Home")
        figure_page.assert_in_step(page, place, GruCopy)
        assert "Solved" in banner.inner_text()
        assert GruCopy.unmet(**figure_page.state(page, place)) == []


def test_a_drag_over_the_picture_chooses_the_step():
    with chromium() as browser:
        page = browser.new_page(has_touch=True)
        figure_page.blank(page)
        place = figure_page.show(page, GruCopy(step=3))
        box = page.locator(f"{place} .stage svg").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 13, box["y"] + 60, steps=3)
        page.mouse.up()
        assert figure_page.state(page, place)["step"] == N_STEPS
        page.touchscreen.tap(box["x"] + 2, box["y"] + 60)
        figure_page.assert_in_step(page, place, GruCopy)
        assert figure_page.state(page, place)["step"] == 1


# GRU beside LSTM.


def sigmoid(a):
    return 1 / (1 + math.exp(-a))


@pytest.mark.parametrize("seed", range(6))
def test_gru_and_lstm_follow_their_printed_formulas(seed):
    rng = np.random.default_rng(seed)
    controls = {name: control.sample(rng) for name, control in GruBesideLstm.faces.items()}
    h = other_h = c = 0.0
    ours, theirs, cells = [], [], []
    for x in SIGNALS[controls["signal"]]:
        r, z = sigmoid(W * x + OPEN), sigmoid(W * x + controls["b_z"])
        h = (1 - z) * h + z * math.tanh(CANDIDATE_W_X * x + r * CANDIDATE_W_H * h)
        ours.append(h)
        i, f, o = (sigmoid(side * W * x + controls[b]) for side, b in ((1, "b_i"), (-1, "b_f"), (1, "b_o")))
        c = f * c + i * math.tanh(CANDIDATE_W_X * x + CANDIDATE_W_H * other_h)
        other_h = o * math.tanh(c)
        theirs.append(other_h)
        cells.append(c)
    values = GruBesideLstm(**controls).values
    assert values["gru"]["h"] == pytest.approx(ours, abs=1e-12)
    assert values["lstm"]["h"] == pytest.approx(theirs, abs=1e-12)
    assert values["lstm"]["c"] == pytest.approx(cells, abs=1e-12)
    assert values["gap_c"] == pytest.approx(max(abs(a - b) for a, b in zip(ours, cells, strict=True)), abs=1e-12)
    assert values["kept_c"] == pytest.approx(abs(cells[-1]) / max(map(abs, cells)), abs=1e-12)


def test_an_lstm_with_tied_gates_and_an_open_output_gate_comes_near_to_a_gru():
    tied = {"b_i": -3.0, "b_f": 3.0, "b_z": -3.0, "b_o": 6.0}
    for signal in SIGNALS:
        assert GruBesideLstm(signal=signal, **tied).values["gap_c"] < 0.6 * GruBesideLstm(signal=signal).values["gap_c"]


def test_the_cell_of_an_lstm_adds_up_and_the_state_of_a_gru_stays_within_one():
    values = GruBesideLstm(signal="pulses", b_f=6.0, b_i=0.0).values
    assert values["most_c"] == max(values["lstm"]["c"]) > 2
    assert values["most_h"] < 1


def test_a_very_low_update_bias_keeps_for_long_and_takes_in_little():
    low, usual = (GruBesideLstm(signal="pulse", b_z=b_z).values for b_z in (-6.0, -3.0))
    assert low["most_h"] < usual["most_h"] / 2
    assert low["kept_h"] > usual["kept_h"]


def test_a_shut_output_gate_hides_what_the_cell_keeps():
    values = GruBesideLstm(signal="pulse", b_o=-6.0, b_f=6.0).values
    assert values["most_shown"] < 0.1 < 0.5 < values["kept_c"]


def test_the_button_ties_the_gates_until_they_are_tied():
    with chromium() as browser:
        page = browser.new_page()
        figure_page.blank(page)
        place = figure_page.show(page, GruBesideLstm(b_z=-2))
        button = page.locator(place).get_by_role("button", name="Tie i and f to z")
        button.click()
        now = figure_page.state(page, place)
        assert (now["b_i"], now["b_f"], now["b_o"]) == (-2, 2, 6)
        figure_page.assert_in_step(page, place, GruBesideLstm)
        assert button.get_attribute("aria-disabled") == "true"


# The forms of a GRU, and its size.


@pytest.mark.parametrize("signal", SIGNALS)
def test_the_other_convention_of_z_with_turned_signs_is_the_same_function(signal):
    ours = {"z_weighs": "candidate", "turned": False}
    assert GruForms(signal=signal, **ours).values["gap"] == 0
    both = GruForms(signal=signal, z_weighs="previous", turned=True).values
    assert both["gap"] < 1e-14
    assert both["same"]
    for half in ({"z_weighs": "previous"}, {"turned": True}):
        changed = GruForms(**{"signal": signal, **ours, **half}).values
        assert changed["gap"] > 0.1
        assert not changed["same"]


@pytest.mark.parametrize("b_n,differs", [(0.0, False), (0.5, True)])
def test_in_one_unit_the_placement_of_r_matters_for_the_bias_alone(b_n, differs):
    values = GruForms(b_n=b_n, placement="after", z_weighs="candidate").values
    assert (values["gap"] > 0.05) == differs
    assert values["same"] != differs
    # By hand, over the same input.
    h, hs = 0.0, []
    for x in SIGNALS["pulses"]:
        r, z = sigmoid(W * x), sigmoid(W * x - 3)
        h = (1 - z) * h + z * math.tanh(CANDIDATE_W_X * x + r * (CANDIDATE_W_H * h + b_n))
        hs.append(h)
    assert values["other"]["h"] == pytest.approx(hs, abs=1e-12)


def test_the_counts_are_those_of_the_cells_weights():
    for placement, cell in (("before", gru), ("after", gru_reset_after)):
        for n_in, n_hidden in ((7, 11), (1, 1), (300, 40)):
            values = GruSizes(n_in=n_in, n_hidden=n_hidden, placement=placement).values
            assert values["gru"] == sum(weight.size for weight in cell.zeros(n_in, n_hidden))
            assert values["lstm"] == sum(weight.size for weight in lstm.zeros(n_in, n_hidden))
            assert cell.count_parameters(n_in, values["equal"]) <= values["lstm"]
            assert cell.count_parameters(n_in, values["equal"] + 1) > values["lstm"]


def test_formulas_show_what_each_switch_changes():
    with chromium() as browser:
        page = browser.new_page()
        figure_page.blank(page)
        place = page.locator(figure_page.show(page, GruForms(z_weighs="candidate")))
        lines = place.locator(".formula")
        before = lines.all_inner_texts()
        switches = (("radio", "the old state", {2}), ("radio", "after it", {1}), ("checkbox", "Turn the signs", {0}))
        for kind, name, changed in switches:
            place.get_by_role(kind, name=name).check()
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            after = lines.all_inner_texts()
            assert {k for k, (a, b) in enumerate(zip(before, after, strict=True)) if a != b} == changed, name
            before = after
