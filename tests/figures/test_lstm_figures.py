"""The figures of the LSTM chapter: what they show is what the cells of the package do."""

import math

import numpy as np
import pytest

from lstmlab import unroll
from lstmlab.cells import lstm, lstm1997
from lstmlab.exercises.lstm import latch_puzzle
from lstmlab.figures import continual_stream, gate_explorer, gate_timeline, latch_by_hand, lstm_stepper
from lstmlab.figures.continual_stream import ContinualStream
from lstmlab.figures.gate_explorer import GateExplorer
from lstmlab.figures.gate_timeline import GateTimeline
from lstmlab.figures.latch_by_hand import LatchByHand
from lstmlab.figures.lstm_stepper import LstmStepper
from tests.browser import chromium
from tests.figures import figure_page


def held(i, f, g, o):
    """An LSTM of one unit whose gates and candidate have these values at every step, whatever it reads."""
    biases = [math.log(i / (1 - i)), math.log(f / (1 - f)), math.atanh(g), math.log(o / (1 - o))]
    return lstm.zeros(1, 1)._replace(b=np.array(biases))


# The gate explorer.


@pytest.mark.parametrize("f", [0.1, 0.5, 0.95, 0.995])
def test_held_gates_do_what_an_lstm_with_such_biases_does(f):
    values = gate_explorer.compute(i=0.3, f=f, g=-0.6, o=0.8, start=1.5)
    state = lstm.State(np.zeros((1, 1)), np.full((1, 1), 1.5))
    trace = unroll.forward(lstm, held(0.3, f, -0.6, 0.8), np.zeros((100, 1, 1)), state)
    np.testing.assert_allclose(values["h"][1:], trace.hs[:, 0, 0], rtol=0, atol=1e-12)
    assert values["c"][-1] == pytest.approx(trace.state.c[0, 0], abs=1e-12)
    assert values["h"][0] == 0.8 * math.tanh(1.5)


@pytest.mark.parametrize("f", [0.01, 0.3, 0.5, 0.7071, 0.9, 0.95, 0.99, 0.993])
@pytest.mark.parametrize("written", [0.0, 0.5])
def test_the_measured_half_life_is_the_first_whole_step_after_the_predicted_one(f, written):
    values = GateExplorer(f=f, i=1, g=written, start=-1).values
    assert values["measured"] == math.ceil(values["predicted"] - 1e-9)


def test_a_half_life_beyond_the_curve_is_predicted_and_not_measured():
    values = GateExplorer(f=0.995).values
    assert values["predicted"] > 100
    assert values["measured"] is None


def test_an_open_forget_gate_keeps_the_cell_or_lets_it_grow():
    kept, growing = GateExplorer(f=1, start=0.7), GateExplorer(f=1, i=1, g=0.5, start=0)
    assert kept.values["c"] == [0.7] * 101
    assert growing.values["c"][-1] == 50
    assert "keeps its value" in kept.alt
    assert "grows without end" in growing.alt
    assert "already where it rests" in GateExplorer(start=0).alt


def test_a_shut_output_gate_shows_nothing_of_the_cell():
    values = GateExplorer(o=0, f=1, start=2).values
    assert set(values["h"]) == {0}
    assert values["c"][-1] == 2


# The latch by hand.

SOLUTION = latch_puzzle.PUZZLE.solution


def test_the_start_meets_none_of_the_four_conditions_and_the_solution_all():
    assert len(LatchByHand.unmet(**latch_puzzle.PUZZLE.start)) == 4
    assert LatchByHand.unmet(**SOLUTION) == []
    assert set(SOLUTION) == set(latch_puzzle.PUZZLE.start) == set(LatchByHand.faces) - {"step"}


@pytest.mark.parametrize(
    "changes,number,words",
    [
        ({"i_write": 0.5}, 2, "After step 4 the cell holds"),  # what is shown is wrong as well
        ({"f_write": 0.5}, 2, "After step 4 the cell holds"),  # something of the old content is left
        ({"i_keep": 0.05}, 2, "In steps 5 to 19 c does not stay"),
        ({"f_keep": 0.95}, 2, "In steps 5 to 19 c does not stay"),
        ({"i_read": 0.5}, 1, "At step 20 h is"),
        ({"f_read": 0.5}, 1, "At step 20 h is"),
        ({"o_read": 0.5}, 1, "At step 20 h is"),
        ({"o_write": 0.5}, 1, "At step 4 h is"),
        ({"o_keep": 0.5}, 1, "is to be shown at step 20 alone"),
    ],
)
def test_every_gate_matters_in_every_phase(changes, number, words):
    found = LatchByHand.unmet(**{**SOLUTION, **changes})
    assert len(found) == number
    assert words in found[0]


def test_the_cell_is_kept_for_fifteen_steps_and_read_out_once():
    assert latch_by_hand.READ - latch_by_hand.WRITE - 1 == len(latch_by_hand.NOISE) == 15
    values = latch_by_hand.compute(**SOLUTION)
    assert values["c"][4:] == [values["value"]] * 19
    assert np.flatnonzero(values["h"]).tolist() == [latch_by_hand.READ - 1]
    assert values["read"] == pytest.approx(values["wanted"], abs=1e-15)


def test_half_open_gates_chosen_at_random_never_solve_the_puzzle():
    rng = np.random.default_rng(0)
    for _ in range(300):
        gates = dict(zip(SOLUTION, rng.uniform(0.1, 0.9, size=9), strict=True))
        assert LatchByHand.unmet(**gates)


def test_a_constant_way_of_holding_the_gates_does_not_solve_it():
    for i in (0, 0.5, 1):
        for f in (0, 0.5, 1):
            for o in (0, 0.5, 1):
                gates = {name: {"i": i, "f": f, "o": o}[name[0]] for name in SOLUTION}
                assert LatchByHand.unmet(**gates)


def test_the_latch_puzzle_is_solved_by_keyboard_alone():
    with chromium() as browser:
        page = browser.new_page()
        figure_page.blank(page)
        place = page.locator(figure_page.show(page, LatchByHand(**latch_puzzle.PUZZLE.start)))
        for name, value in SOLUTION.items():
            place.get_by_label(LatchByHand.faces[name].label, exact=True).press("End" if value else "Home")
        figure_page.assert_in_step(page, "#place-0", LatchByHand)
        assert place.get_by_text("at most 0.05 ✓").count() == 2
        assert place.get_by_text("✗").count() == 0
        held = figure_page.state(page, "#place-0")
        assert LatchByHand.unmet(**held) == []


def test_a_tap_on_the_picture_of_the_latch_chooses_the_step():
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 700, "height": 900})
        figure_page.blank(page)
        place = page.locator(figure_page.show(page, LatchByHand()))
        box = place.locator(".stage svg").bounding_box()
        page.mouse.click(box["x"] + box["width"] - 3, box["y"] + 200)
        assert figure_page.state(page, "#place-0")["step"] == latch_by_hand.N_STEPS
        figure_page.assert_in_step(page, "#place-0", LatchByHand)


# The LSTM stepper.


@pytest.mark.parametrize("cell", ["1997", "2000"])
def test_the_parts_of_the_formulas_add_up_to_what_the_cell_gives(cell):
    values = LstmStepper(cell=cell, x=-0.45, h_prev=0.7, c_prev=-2.3).values
    assert values["kept"] == (-2.3 if cell == "1997" else values["f"] * -2.3)
    assert values["written"] == values["i"] * values["g"]
    assert values["c"] == pytest.approx(values["kept"] + values["written"], abs=1e-15)
    assert values["h"] == pytest.approx(values["o"] * math.tanh(values["c"]), abs=1e-15)
    for gate, (w_x, w_h, b) in lstm_stepper.WEIGHTS.items():
        if values["a"][gate] is not None:
            assert values["a"][gate] == pytest.approx(w_x * -0.45 + w_h * 0.7 + b, abs=1e-15)
            squashed = math.tanh(values["a"][gate]) if gate == "g" else 1 / (1 + math.exp(-values["a"][gate]))
            assert values[gate] == pytest.approx(squashed, abs=1e-15)


def test_the_cell_of_1997_has_no_forget_gate_and_everything_else_alike():
    old, new = LstmStepper(cell="1997", step=2), LstmStepper(cell="2000", step=2)
    assert "f" not in lstm1997.GATES
    assert old.values["f"] is old.values["a"]["f"] is None
    assert {name: old.values[name] for name in "igo"} == {name: new.values[name] for name in "igo"}
    assert "no forget gate" in old.alt
    assert "f = sigmoid(" in new.alt


def test_every_formula_of_the_stepper_has_its_own_words():
    for cell in ("1997", "2000"):
        assert len({LstmStepper(cell=cell, step=step).alt for step in range(1, 7)}) == 6


def test_the_same_part_is_lit_in_both_drawings_and_a_tap_on_it_chooses_its_formula():
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 900, "height": 900}, has_touch=True)
        figure_page.blank(page)
        place = page.locator(figure_page.show(page, LstmStepper()))
        picture = place.locator(".stage svg")
        middle = picture.bounding_box()["x"] + picture.bounding_box()["width"] / 2
        for step, name in enumerate(lstm_stepper.PARTS, start=1):
            place.get_by_label("Formula", exact=True).fill(str(step))
            place.locator(".formula.now").get_by_text(f"{name}ₜ = ").first.wait_for()
            boxes = [each.bounding_box() for each in place.locator(".box.now").all()]
            assert any(box["x"] < middle for box in boxes)
            assert any(box["x"] > middle for box in boxes)
            figure_page.assert_in_step(page, "#place-0", LstmStepper)
        for sign, step in (("f", 2), ("+", 5), ("tanh", 6), ("o", 4)):
            place.locator(".part text").get_by_text(sign, exact=True).last.tap()
            assert figure_page.state(page, "#place-0")["step"] == step, sign
        place.get_by_role("button", name="Next moment").click()
        values = LstmStepper().values
        held = figure_page.state(page, "#place-0")
        assert [held["h_prev"], held["c_prev"]] == pytest.approx([values["h"], values["c"]], abs=1e-12)
        assert held["step"] == 1


def test_the_carousel_of_1997_stops_at_the_edge_of_what_can_be_set():
    with chromium() as browser:
        page = browser.new_page()
        figure_page.blank(page)
        place = page.locator(figure_page.show(page, LstmStepper(cell="1997", x=1, c_prev=3.9)))
        assert LstmStepper(cell="1997", x=1, c_prev=3.9).values["c"] > lstm_stepper.LARGEST
        assert place.get_by_role("button", name="Next moment").get_attribute("aria-disabled") == "true"


# The continual stream.


@pytest.mark.parametrize("drift", [-1, -0.6, -0.3, 0, 0.1, 0.3, 1])
def test_without_a_forget_gate_c_grows_and_with_it_c_stays(drift):
    off = ContinualStream(drift=drift).values
    on = ContinualStream(drift=drift, forget=True).values
    assert off["size_last"] > 2 * off["size_first"]
    assert on["size_last"] < 2 * on["size_first"]
    assert on["size_last"] < 0.5 * off["size_last"]
    assert on["slope_last"] > off["slope_last"]


def test_a_forget_gate_that_stays_open_at_the_starts_cures_nothing():
    assert "|c| grows" in ContinualStream(forget=True, f_start=1).alt
    assert "|c| does not grow much" in ContinualStream(forget=True, f_start=0.05).alt


def test_at_a_start_nothing_of_the_string_before_is_left():
    values = ContinualStream(forget=True, f_start=0, length=25).values
    c = np.array(values["c"])
    largest_write = 1.0  # |i g|
    starts = np.arange(25, 200, 25)
    assert np.abs(c[starts]).max() > largest_write
    assert np.abs(c[starts + 1]).max() < largest_write


def test_the_mark_that_the_forget_gate_hears_is_heard_by_nothing_else():
    assert ContinualStream(length=7).values["c"] == ContinualStream(length=40).values["c"]
    assert ContinualStream(length=7, forget=True).values["c"] != ContinualStream(length=40, forget=True).values["c"]
    gate = continual_stream.weights(True, 0.2)
    mark = gate.W_x[0, 3:6] + gate.b[3:6]
    np.testing.assert_allclose(1 / (1 + np.exp(-mark)), 0.2, rtol=1e-12)
    np.testing.assert_allclose(1 / (1 + np.exp(-gate.b[3:6])), continual_stream.INSIDE, rtol=1e-12)


def test_the_trained_forget_gate_has_found_the_starts_and_without_one_the_answer_is_lost():
    """Without one the cells cannot be set back: c grows, tanh is flat there, and the answer is farther off."""
    for length in (10, 20, 30):
        shut = ContinualStream(cells="trained", forget=True, length=length).values
        none = ContinualStream(cells="trained", forget=False, length=length).values
        assert shut["at_start"] < 0.1 < 0.6 < shut["inside_string"]
        assert none["size_last"] > 20 * shut["size_last"]
        assert none["slope_last"] < 0.2 < 0.8 < shut["slope_last"]
        assert none["error_first"] + none["error_last"] > 3 * (shut["error_first"] + shut["error_last"])
        assert none["at_start"] == none["inside_string"] == 1


def test_the_value_at_a_start_is_asked_for_only_where_there_is_a_forget_gate():
    with chromium() as browser:
        page = browser.new_page()
        figure_page.blank(page)
        place = page.locator(figure_page.show(page, ContinualStream()))
        slider = place.get_by_label(ContinualStream.faces["f_start"].label, exact=True)
        assert not slider.is_visible()
        place.get_by_label("Forget gate", exact=True).press("Space")
        slider.wait_for()  # what is still hidden takes no focus: the key would go to the control before it
        slider.press("End")
        figure_page.assert_in_step(page, "#place-0", ContinualStream)
        assert figure_page.state(page, "#place-0")["f_start"] == 1


# The gate timeline.


def last_output(write, f, read, cell_change=0.0, at=0, value_change=0.0):
    """h at the last step, by the formulas alone, after a small change of one c or of one value that is read."""
    c = h = 0.0
    for t, value in enumerate(gate_timeline.INPUTS, start=1):
        gates = [1 / (1 + math.exp(-(8 * (t == step) - 4))) for step in (write, read)]
        c = f * c + gates[0] * math.tanh(value + (value_change if t == at else 0))
        c += cell_change if t == at else 0
        h = gates[1] * math.tanh(c)
    return h


@pytest.mark.parametrize("write,f,read", [(3, 0.95, 12), (1, 0.6, 12), (12, 0.3, 12), (5, 1.0, 7), (4, 0.0, 12)])
def test_both_gradients_are_what_a_small_change_does_to_the_last_output(write, f, read):
    values = GateTimeline(write=write, f=f, read=read).values
    eps = 1e-6
    assert values["h"][-1] == pytest.approx(last_output(write, f, read), abs=1e-14)
    for t in range(1, 13):
        up, down = (last_output(write, f, read, sign * eps, t) for sign in (1, -1))
        assert values["dc"][t - 1] == pytest.approx((up - down) / (2 * eps), abs=1e-9)
        up, down = (last_output(write, f, read, 0, t, sign * eps) for sign in (1, -1))
        assert values["dvalue"][t - 1] == pytest.approx((up - down) / (2 * eps), abs=1e-9)


@pytest.mark.parametrize("write,read", [(3, 12), (6, 9), (11, 12)])
def test_the_gradients_of_the_trained_cell_are_those_of_small_changes(write, read):
    """By the formulas alone, with the stored weights: what a small change of one c or one value does to the last h."""
    W_x, W_h, b = (np.array(gate_timeline.NET[name]) for name in ("W_x", "W_h", "b"))

    def last(at, cell_change=0.0, value_change=0.0):
        c = h = 0.0
        for t, value in enumerate(gate_timeline.INPUTS, start=1):
            x = np.array([value + (value_change if t == at else 0), t == write, t == read], dtype=float)
            i, f, g, o = (x @ W_x + h * W_h[0] + b).tolist()
            i, f, o = (1 / (1 + math.exp(-gate)) for gate in (i, f, o))
            c = f * c + i * math.tanh(g) + (cell_change if t == at else 0)
            h = o * math.tanh(c)
        return h

    values, eps = GateTimeline(cell="trained", write=write, read=read).values, 1e-6
    assert values["h"][-1] == pytest.approx(last(0), abs=1e-13)
    for t in range(1, 13):
        change = (last(t, cell_change=eps) - last(t, cell_change=-eps)) / (2 * eps)
        assert values["dc"][t - 1] == pytest.approx(change, abs=1e-8)
        change = (last(t, value_change=eps) - last(t, value_change=-eps)) / (2 * eps)
        assert values["dvalue"][t - 1] == pytest.approx(change, abs=1e-8)


def test_the_trained_cell_has_found_out_what_its_gates_are_for():
    """It stores what came with the signal to write, forgets what was there, keeps it, and shows it when it is asked."""
    for write, read in ((3, 12), (2, 7), (8, 10)):
        values = GateTimeline(cell="trained", write=write, read=read).values
        assert values["h"][read - 1] == pytest.approx(math.tanh(math.tanh(gate_timeline.INPUTS[write - 1])), abs=0.05)
        assert max(abs(h) for t, h in enumerate(values["h"], start=1) if t != read) < 0.05
        assert values["keep"][write - 1] < 0.5 < 0.9 < min(values["keep"][write:])


def test_an_open_forget_gate_keeps_the_gradient_and_a_half_open_one_halves_it_at_every_step():
    kept = GateTimeline(f=1, write=1).values
    assert kept["dc"] == [kept["dc"][-1]] * 12
    assert kept["share"] == 1
    assert GateTimeline(f=0.5, write=1).values["share"] == pytest.approx(0.5**11, rel=1e-12)


def test_a_gate_that_is_shut_lets_fifty_times_less_pass_forward_and_backward():
    values = GateTimeline(write=3, f=1).values
    received = np.abs(values["dvalue"]) / (1 - np.square(values["g"]))
    others = np.delete(received, 2)
    np.testing.assert_allclose(received[2] / others, values["i"][2] / values["i"][0])
    assert values["i"][2] / values["i"][0] > 50
    shut = GateTimeline(write=3, f=1, read=7).values
    assert values["dc"][-1] > 50 * shut["dc"][-1]


def test_what_is_drawn_goes_forward_to_the_last_step_and_back_to_the_first():
    shown = [GateTimeline(moment=moment).values for moment in (1, 12, 13, 23, 24)]
    assert [(each["phase"], each["here"], each["forward"]) for each in shown] == [
        ("forward", 1, 1),
        ("forward", 12, 12),
        ("back", 12, 12),
        ("back", 2, 12),
        ("all", 1, 12),
    ]
    back = GateTimeline(moment=20)
    assert f"the gradient of c is {back.values['dc'][4]:.2f}" in back.alt
    assert "no gradient" in GateTimeline(moment=12).alt


def test_dragging_in_the_row_of_a_gate_opens_it_at_another_step():
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 700, "height": 900})
        figure_page.blank(page)
        place = page.locator(figure_page.show(page, GateTimeline()))
        box = place.locator(".stage svg").bounding_box()
        for row, name in ((92, "write"), (148, "read")):
            page.mouse.move(box["x"] + box["width"] - 10, box["y"] + row)
            page.mouse.down()
            page.mouse.move(box["x"] + 60, box["y"] + row, steps=5)
            page.mouse.up()
            assert figure_page.state(page, "#place-0")[name] == 1
        page.mouse.click(box["x"] + 300, box["y"] + 300)
        held = figure_page.state(page, "#place-0")
        assert [held["write"], held["read"]] == [1, 1]
        place.get_by_text("hardly any error enters").wait_for()
        figure_page.assert_in_step(page, "#place-0", GateTimeline)
