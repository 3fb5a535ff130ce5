"""The peephole timer: a cell that sees its count fires when it should; one that does not see it has only its output."""

import math

import pytest

from lstmlab.exercises.peephole import timer_puzzle
from lstmlab.figures import peephole_timer
from lstmlab.figures.peephole_timer import B_G, FIRES, GOAL, LEFT, N_STEPS, PULSE, QUIET, QUIET_UNTIL, PeepholeTimer
from tests.browser import chromium
from tests.figures import figure_page

START, SOLUTION = timer_puzzle.PUZZLE.start, timer_puzzle.PUZZLE.solution


def sigmoid(a):
    return 1 / (1 + math.exp(-a))


def by_hand(b_i, b_f, p_o, b_o):
    c, said, rows = LEFT, 0.0, []
    for t in range(N_STEPS + 1):
        pulse = PULSE if t == 0 else 0.0
        c = sigmoid(b_f + pulse) * c + sigmoid(b_i + pulse) * math.tanh(B_G)
        said = sigmoid(b_o + pulse + p_o * said) * math.tanh(c)
        rows.append((c, sigmoid(b_o + pulse + p_o * c) * math.tanh(c), said))
    return zip(*rows, strict=True)


@pytest.mark.parametrize("weights", [START, SOLUTION, {"b_i": 0.5, "b_f": 3.0, "p_o": 7.0, "b_o": -4.0}])
def test_both_cells_follow_their_formulas(weights):
    values = peephole_timer.compute(**weights)
    for name, row in zip(("c", "h", "plain_h"), by_hand(**weights), strict=True):
        assert values[name] == pytest.approx(row, abs=1e-12), name


def test_the_pulse_clears_what_an_earlier_count_has_left():
    for b_f in (-2.0, 1.0, 8.0):
        assert abs(peephole_timer.compute(**{**SOLUTION, "b_f": b_f})["c"][0]) < 1e-4 * LEFT


def test_the_solution_counts_evenly_and_fires_once_the_count_passes_the_point_where_the_gate_opens():
    values = peephole_timer.compute(**SOLUTION)
    steps = [after - before for before, after in zip(values["c"], values["c"][1:], strict=False)]
    assert min(steps) > 0.98 * max(steps)
    assert values["fires"] == GOAL
    assert all(h < QUIET for h in values["h"][1 : QUIET_UNTIL + 1])
    assert abs(values["c"][GOAL] - values["opens"]) < 2 * values["written"]


def test_with_the_gate_shut_the_plain_cell_sees_nothing_of_its_count():
    values = peephole_timer.compute(**SOLUTION)
    assert values["plain_fires"] is None
    assert max(values["plain_h"]) < 1e-9 < FIRES < values["highest"]


def test_a_gate_that_leaks_lets_the_plain_cell_fire_too():
    values = peephole_timer.compute(b_i=-2.0, b_f=8.0, p_o=10.0, b_o=-2.0)
    assert values["plain_fires"] is not None, "what leaks out comes back through h and opens the gate"
    assert values["plain_fires"] > values["fires"]


@pytest.mark.parametrize(
    "change,said",
    [
        ({"b_f": 1.0}, ["The cell does not fire"]),
        ({"b_o": -30.0}, ["The cell fires at step 28; it has to fire at step 25."]),
        ({"p_o": 2.0, "b_o": -1.4}, ["it has to fire at step 25", "The cell is not quiet before"]),
        ({"p_o": 5.0, "b_o": -6.5}, ["The cell is not quiet before"]),
    ],
)
def test_the_timer_puzzle_says_what_is_missing(change, said):
    found = PeepholeTimer.unmet(**{**SOLUTION, **change})
    assert len(found) == len(said), found
    for sentence, part in zip(found, said, strict=True):
        assert part in sentence


def test_the_timer_puzzle_has_many_solutions_on_the_sliders_and_none_without_counting():
    # The gate is half open at c = -b_o / p_o: beside the count of step 25 lie all solutions of this count.
    solved = [
        (p_o, b_o)
        for p_o in (12.0, 16.0, SOLUTION["p_o"], 28.0)
        for b_o in (-math.floor(4 * 1.37 * p_o) / 4 + k / 4 for k in range(-4, 8))
        if not PeepholeTimer.unmet(b_i=-2.0, b_f=8.0, p_o=p_o, b_o=b_o)
    ]
    assert len({p_o for p_o, _ in solved}) == 4
    assert len([b_o for p_o, b_o in solved if p_o == SOLUTION["p_o"]]) >= 3, "a slider has to hit one value"
    for p_o in (2.0, 10.0, 40.0):
        assert all(PeepholeTimer.unmet(b_i=-1.0, b_f=1.0, p_o=p_o, b_o=-4.0 * k) for k in range(10))


def test_the_timer_puzzle_is_solved_by_keyboard_alone():
    with chromium() as browser:
        page = browser.new_page()
        figure_page.blank(page)
        place = figure_page.show(page, PeepholeTimer(puzzle="peephole.timer_puzzle"))
        banner = page.locator(f"{place} .puzzle")
        page.get_by_role("slider", name="Forget bias").press("End")
        presses = [("Input bias", "ArrowLeft", 10), ("Output peephole", "ArrowRight", 18)]
        presses.append(("Output bias", "ArrowLeft", 90))
        for name, key, times in presses:
            for _ in range(times):
                page.get_by_role("slider", name=name).press(key)
        for _ in range(30):  # one step of the slider at a time, until the page says that it is solved
            figure_page.assert_in_step(page, place, PeepholeTimer)
            if "Not solved" not in banner.inner_text():
                break
            page.get_by_role("slider", name="Output bias").press("ArrowLeft")
        assert "Solved" in banner.inner_text()
        assert PeepholeTimer.unmet(**figure_page.state(page, place)) == []
