"""What a picture lets a hand take hold of: gates are painted, cuts, curves, levels and guesses are dragged.

The sliders beside say the same; that each control is moved by keyboard is asked of all figures elsewhere.
"""

import math

import pytest

from lstmlab import figures
from tests.browser import chromium
from tests.figures import figure_page

WIDTH = 900


@pytest.fixture(scope="module")
def page():
    with chromium() as browser:
        yield browser.new_page(viewport={"width": WIDTH, "height": 1600})


def shown(page, figure):
    """(state, drag): the controls now; drag([(x, y), ...]) in pixels of the picture."""
    figure_page.blank(page)
    place = figure_page.show(page, figure)
    stage = page.locator(f"{place} .stage svg").first

    def drag(*points):
        box = stage.bounding_box()
        for k, (x, y) in enumerate(points):
            page.mouse.move(box["x"] + x, box["y"] + y, steps=1 if k == 0 else 4)
            if k == 0:
                page.mouse.down()
        page.mouse.up()
        figure_page.assert_in_step(page, place, type(figure))
        return figure_page.state(page, place)

    return drag, stage.bounding_box()["width"]


def test_gates_are_painted_along_their_rows(page):
    drag, wide = shown(page, figures.LatchByHand())
    columns = [34 + (wide - 34) / 23 * (k + 1.5) for k in range(22)]
    now = drag((columns[0], 125), (columns[-1], 125))  # the row of f, at its upper end, from the first step to the last
    assert [now[f"f_{phase}"] for phase in ("write", "keep", "read")] == [1, 1, 1]
    now = drag((columns[3], 184), (columns[3], 196))  # the row of o at step 4, down and out of the row
    assert (now["o_write"], now["o_keep"], now["i_write"], now["step"]) == (0, 0.5, 0.5, 4)
    assert drag((columns[9], 400))["step"] == 10

    drag, wide = shown(page, figures.GruCopy())
    at = [38 + (wide - 50) / 20 * t for t in range(21)]
    now = drag((at[5], 139), (at[9], 139))
    assert (now["z_before"], now["z_at"]) == (0.05, figures.GruCopy().z_at)
    now = drag((at[11], 153), (at[11], 120))
    assert (now["r_at"], now["r_before"]) == (1, figures.GruCopy().r_before)


def test_an_edge_of_the_cuts_and_the_symbol_are_dragged(page):
    drag, wide = shown(page, figures.CutExplorer(k=5))
    pitch = wide / 20
    now = drag((10 * pitch, 180), (14 * pitch, 180))  # the second edge, from step 10 to step 14
    assert now["k"] == 7
    before = now["symbol"]
    assert drag(((before + 0.5) * pitch, 44), (2.5 * pitch, 44))["symbol"] == 2
    assert drag((1.5 * pitch, 250), (4 * pitch, 250)) == {**now, "symbol": 2}, "between two edges nothing is held"


def test_a_curve_is_moved_and_turned_by_its_rings(page):
    drag, wide = shown(page, figures.LatchPortrait(w_h=1, b=0))
    side = min((wide - 68) * 0.48, 340)
    place = lambda x, y: (40 + side * (x + 1) / 2, 30 + side * (1 - y) / 2)  # noqa: E731
    now = drag(place(0, 0), place(0, math.tanh(0.5)))
    assert (now["b"], now["w_h"]) == (pytest.approx(0.5, abs=0.05), 1)
    now = drag(place(0.8, math.tanh(0.8 + now["b"])), place(0.8, math.tanh(now["b"])))
    assert now["w_h"] == pytest.approx(0, abs=0.05)


def test_levels_and_guesses_are_dragged(page):
    drag, wide = shown(page, figures.PeepholeTimer(b_i=2, b_f=6, p_o=2, b_o=-4))
    rows = figures.PeepholeTimer(b_i=2, b_f=6, p_o=2, b_o=-4).values["c"]
    size = next(each for each in (0.5, 1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 30) if each >= max(rows))
    ring = 38 + 0.92 * (wide - 50)
    height = lambda c: 126 - 100 * c / size  # noqa: E731
    now = drag((ring, height(2)), (ring, height(4)))
    assert now["b_o"] == pytest.approx(-8, abs=0.5)

    drag, wide = shown(page, figures.GradientCheckLab(tolerance=5))
    axis = lambda power: 300 + (wide - 310) * (power + 16) / 16.5  # noqa: E731
    assert drag((axis(-5), 24), (axis(-7.2), 30))["tolerance"] == 7

    drag, wide = shown(page, figures.AblationArena())
    across = lambda seeds: 74 + (wide - 90) * seeds / 10  # noqa: E731
    now = drag((across(5), 34 + 60 + 6), (across(9), 34 + 60 + 6))
    assert (now["NFG"], now["NIG"]) == (9, 5)
    assert drag((across(5), 40), (across(9), 40)) == now, "the whole LSTM is not guessed"


def test_a_query_is_turned_by_its_ring(page):
    drag, wide = shown(page, figures.LookByHand(first=90, turn=30, step=2, length=20))
    size = wide / 2 - 16
    middle, reach = (size / 2, size / 2 + 8), size / 2 - 30 - 22
    tip = lambda degrees: (  # noqa: E731
        middle[0] + reach * math.cos(math.radians(degrees)),
        middle[1] - reach * math.sin(math.radians(degrees)),
    )
    assert drag(tip(120), tip(202))["first"] == pytest.approx(172, abs=3), (
        "the query of step 2 lies one turn further on"
    )
    assert drag(tip(20), tip(60))["first"] == pytest.approx(172, abs=3), "beside the ring nothing is held"
