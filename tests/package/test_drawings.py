"""Drawings: what is drawn is true, said in words, legible on a phone, and coloured by the palette alone."""

import itertools
import math
import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from lstmlab import data, drawings
from lstmlab.cells import lstm
from lstmlab.drawings import attention, backward, cell, curves, nets, numbers, pen
from lstmlab.palette import HUES
from lstmlab.tasks import reber
from tests.cases import for_each

ALL = [name for name in drawings.__all__ if name not in ("Drawing", "thumbnail")]
every_drawing = for_each("name", ALL)


def made(name):
    return getattr(drawings, name)()


def texts(svg):
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).findall(".//{*}text")]


@every_drawing
def test_each_picture_is_one_svg_with_its_words(name):
    drawing = made(name)
    assert drawing.svgs()
    for svg, alt in zip(drawing.svgs(), drawing.alt, strict=True):
        element = ElementTree.fromstring(svg)
        assert (element.get("role"), element.get("aria-label")) == ("img", alt)
        assert len(alt.split()) > 6
    whole = ElementTree.fromstring(drawing._repr_html_())
    assert len(whole.findall("div/{*}svg")) == len(drawing.panels)
    assert repr(drawing) == f"Drawing: {' '.join(drawing.alt)}"


@every_drawing
def test_a_drawing_has_no_ground_and_no_colour_but_those_that_do_for_both(name):
    html = made(name)._repr_html_()
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', html)) <= {
        "currentColor",
        "none",
        *(hue.both for hue in HUES.values()),
    }
    assert not re.search(r"<style|<script|href|\bid=|https?://(?!www\.w3\.org/2000/svg)", html)
    assert made(name)._repr_html_() == html


@every_drawing
def test_letters_are_legible_on_a_phone(name):
    """A phone of 360 pixels leaves about 330 for a drawing: one picture of 340 units, or two of 160 with their gap."""
    drawing = made(name)
    for panel, svg in zip(drawing.panels, drawing.svgs(), strict=True):
        beside = (330 + 24) // (0.8 * panel.width + 24)
        width = min((330 - 24 * (beside - 1)) / beside, 1.25 * panel.width)
        sizes = [float(size) for size in re.findall(r'<text[^>]* font-size="([\d.]+)"', svg)]
        assert min(sizes) * 0.78 * width / panel.width >= 9  # an index is smaller than its letter


@every_drawing
def test_nothing_is_drawn_outside_its_picture(name):
    drawing = made(name)
    for panel, svg in zip(drawing.panels, drawing.svgs(), strict=True):
        for x, y in re.findall(r'(?:\bx|cx)="([-\d.]+)" (?:y|cy)="([-\d.]+)"', svg):
            assert 0 <= float(x) <= panel.width
            assert panel.top <= float(y) <= panel.bottom
        for text, x, anchor in re.findall(r'<text()[^>]*\bx="([-\d.]+)"[^>]*text-anchor="(\w+)"', svg):
            assert text == ""
            assert anchor in ("start", "middle", "end")
            assert float(x) >= 0


def test_a_gate_is_added_at_a_time_and_what_is_new_has_a_thick_edge():
    drawing = drawings.one_gate_at_a_time()
    there = [set("ifgo") & set(texts(svg)) for svg in drawing.svgs()]
    assert there == [{"g"}, {"g", "i"}, {"g", "i", "o"}, {"g", "i", "o", "f"}]
    for svg, new in zip(drawing.svgs()[1:], "iof", strict=True):
        thick = re.findall(r'stroke="([^"]+)" stroke-width="4"', svg)
        assert pen.colour(new) in thick
        assert set(thick) == {pen.colour(new), "currentColor"}  # the gate and its product
    assert ["× 1" in texts(svg) for svg in drawing.svgs()] == [True, True, True, False]


def test_the_cell_of_1997_has_no_forget_gate_in_either_drawing():
    for drawing, has_one in ((drawings.lstm_of_1997(), False), (drawings.two_usual_drawings(), True)):
        for svg, alt in zip(drawing.svgs(), drawing.alt, strict=True):
            assert ("f" in texts(svg)) == has_one
            assert ("forget gate f" in alt) == has_one
            assert {"i", "g", "o"} <= set(texts(svg))


def sigmoid(a):
    return 1 / (1 + math.exp(-a))


def by_hand():
    """The two steps of the drawing, with nothing but Python's own numbers."""
    h, c, found = numbers.H, numbers.C, []
    for x in numbers.INPUTS:
        a = {gate: w_x * x + w_h * h + b for gate, (w_x, w_h, b) in numbers.WEIGHTS.items()}
        i, f, o, g = sigmoid(a["i"]), sigmoid(a["f"]), sigmoid(a["o"]), math.tanh(a["g"])
        one = {"x": x, "h_prev": h, "c_prev": c, "i": i, "f": f, "g": g, "o": o, "kept": f * c, "written": i * g}
        c = f * c + i * g
        h = o * math.tanh(c)
        found.append(one | {"c": c, "squashed": math.tanh(c), "h": h, "a": a})
    return found


def test_every_number_of_the_two_steps_is_computed_drawn_and_said():
    drawing = drawings.step_with_numbers()
    for step, expected, svg, alt in zip(numbers.steps(), by_hand(), drawing.svgs(), drawing.alt, strict=True):
        assert step["a"] == pytest.approx(expected["a"], abs=1e-12)
        alone = {name: value for name, value in expected.items() if name != "a"}
        assert {name: step[name] for name in alone} == pytest.approx(alone, abs=1e-12)
        written = texts(svg)
        for name, value in alone.items():
            shown = pen.number(value)
            assert any(text == shown or text.endswith(f"= {shown}") for text in written), name
        for gate, a in expected["a"].items():
            assert f"({pen.number(a)}) = {pen.number(expected[gate])}" in alt
        assert len(numbers.sums(step)) == 6


def test_a_sum_says_the_numbers_that_it_is_made_of():
    first, second = map(numbers.sums, numbers.steps())
    assert first[0] == "i = σ(4 × 1 + 1 × 0.4 − 2) = σ(2.4) = 0.917"
    assert first[2] == "g = tanh(2 × 1 + 0.5 × 0.4) = tanh(2.2) = 0.976"
    assert second[1] == "f = σ(−4 × 0 + 1 × 0.267 + 2) = σ(2.267) = 0.906"
    assert second[5] == "h = 0.78 × tanh(0.907) = 0.561"


def test_numbers_in_a_drawing_of_a_cell_are_at_the_gates_around_it_too():
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{cell.around("iof", step=numbers.steps()[0])}</svg>'
    assert {"0.917", "0.168", "0.976", "0.354", "0.979"} <= set(texts(svg))


def test_each_gate_of_the_peepholes_sees_the_cell_that_it_computes_with():
    (svg,) = drawings.peepholes().svgs()
    assert svg.count("stroke-dasharray") == 3
    assert texts(svg).count("ct−1") == 2  # i and f
    assert texts(svg).count("ct") == 1  # o
    (alt,) = drawings.peepholes().alt
    assert "the output gate sees the new cell" in alt


def test_the_reset_gate_stands_before_the_product_or_after_it():
    before, after = drawings.both_placements_of_r().svgs()
    for svg, first in ((before, "×"), (after, "Wh")):
        on_the_way = re.findall(r'<text x="([\d.]+)" y="22[\d.]+"[^>]*>(×|W)', svg)
        assert min(on_the_way, key=lambda mark: float(mark[0]))[1] == first[0]
        assert sorted(set("rzn") & set(texts(svg))) == ["n", "r", "z"]
        assert "1 − z" in texts(svg)


def test_the_curves_are_the_functions_and_their_derivatives():
    for name, svg in zip(curves.EACH, drawings.squashing_functions().svgs(), strict=True):
        slope, function = (
            [
                ((float(x) - curves.MIDDLE) / curves.UNIT, (curves.ZERO - float(y)) / curves.SCALE)
                for x, y in re.findall(r"([\d.]+),([\d.]+)", d)
            ]
            for d in re.findall(r'<path d="(M[^"]{200,})"', svg)
        )
        for a, y in function:
            assert y == pytest.approx(math.tanh(a) if name == "tanh" else sigmoid(a), abs=0.01)
        for a, y in slope:
            assert y == pytest.approx((1 - math.tanh(a) ** 2) if name == "tanh" else sigmoid(a) * sigmoid(-a), abs=0.01)
        assert len(slope) == len(function) > 80


def test_the_arrows_are_what_the_matrix_makes_of_the_vector():
    """Each vector of the words is the one before times W; the matrix is that of the chapter."""
    grows, shrinks, turns = (
        [tuple(map(float, pair)) for pair in re.findall(r"\((-?[\d.]+), (-?[\d.]+)\)", alt)]
        for alt in drawings.what_an_eigenvalue_does().alt
    )
    for (x, y), (next_x, next_y) in itertools.chain(*map(itertools.pairwise, (grows, shrinks, turns))):
        assert (2 * x, x + 0.5 * y) == pytest.approx((next_x, next_y), abs=2e-3)
    assert grows[3] == pytest.approx((8 * grows[0][0], 8 * grows[0][1]))
    assert shrinks[3] == pytest.approx((0, shrinks[0][1] / 8))
    assert turns[3][1] / turns[3][0] == pytest.approx(2 / 3, abs=0.1) != turns[0][1] / turns[0][0]


def test_the_weights_of_the_look_are_a_mean_and_the_thickest_arrow_is_the_largest():
    assert sum(attention.WEIGHTS) == pytest.approx(1)
    without, with_it = drawings.encoder_and_decoder().svgs()
    wide = [float(width) for width in re.findall(rf'stroke="{pen.colour("o")}" stroke-width="([\d.]+)"', with_it)]
    assert wide[:3] == [1 + 4 * weight for weight in attention.WEIGHTS]
    assert pen.colour("o") not in without
    assert set("abc.") <= set(texts(without))


def lit(svg):
    """The letters of the units with a thick edge, from the top down."""
    return re.findall(r'<circle[^>]*stroke-width="4"/><text[^>]*>(\w)</text>', svg)


def test_the_symbols_that_may_come_next_are_those_of_the_grammar():
    (elman,) = drawings.elman_with_context().svgs()
    assert sorted(lit(elman)) == sorted(["T", "S", "X"])  # T is read after B; S and X may follow
    written = texts(drawings.what_goes_in_and_out().svgs()[2])
    for t in range(1, 5):
        assert ", ".join(reber.possible_next("BT" + nets.STRING[:t])[-1]) in written


def test_inputs_and_outputs_are_where_the_words_say():
    drawing = drawings.what_goes_in_and_out()
    for svg, alt in zip(drawing.svgs(), drawing.alt, strict=True):
        inputs, outputs = alt.split(". ")[0].split(", outputs at ")
        assert len(re.findall(rf'Z" fill="{pen.colour("x")}"', svg)) == inputs.count("step ")
        assert len(re.findall(r'Z" fill="currentColor"', svg)) == outputs.count("step ")
        assert len(re.findall(rf'Z" fill="{pen.colour("h")}"', svg)) == 3
    assert "inputs at step 1, outputs at step 1 and step 2 and step 3 and step 4" in drawing.alt[0]


def test_a_colour_that_is_none_is_named():
    with pytest.raises(ValueError, match=r"role: expected a letter of .* got 'z'"):
        pen.colour("z")


def test_the_cell_that_grows_fits_a_phone():
    """Four pictures below each other in 350 pixels, with 10 between them, leave room for four lines of caption."""
    growing = drawings.one_gate_at_a_time()
    heights = sum((panel.bottom - panel.top) * 350 / panel.width for panel in growing.panels)
    assert heights + 3 * 10 + 4 * 22 < 844


@for_each("chapter", range(16))
def test_each_chapter_has_a_small_picture_in_the_colours_of_the_course(chapter):
    drawing = drawings.thumbnail(chapter)
    (svg,), (alt,) = drawing.svgs(), drawing.alt
    element = ElementTree.fromstring(svg)
    assert element.get("aria-label") == alt
    assert len(alt.split()) > 6
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) <= {
        "currentColor",
        "none",
        *(h.both for h in HUES.values()),
    }
    assert re.search(r"<(rect|path|circle)", svg)
    for x, y in re.findall(r"[ML]([-\d.]+),([-\d.]+)", svg):
        assert 0 <= float(x) <= 160
        assert 0 <= float(y) <= 84


def test_small_pictures_show_what_was_measured():
    assert len({drawings.thumbnail(chapter).svgs()[0] for chapter in range(16)}) == 16
    table = re.findall(r'fill-opacity="([\d.]+)" stroke=', drawings.thumbnail(12).svgs()[0])
    assert set(table) == {f"{0.75 * (share / 10):.2f}" for share in solved_of_ten()}
    with pytest.raises(ValueError, match="chapter: expected one of 0 to 15, got 16"):
        drawings.thumbnail(16)


def solved_of_ten():
    counts = {}
    for row in data.results("latch").rows:
        key = row["net"], row["length"]
        counts[key] = counts.get(key, 0) + row["solved"]
    return counts.values()


def test_the_products_along_the_edges_of_the_backward_graph_are_the_gradients_of_the_cell():
    rng = np.random.default_rng(3)
    params = lstm.Params(rng.normal(size=(1, 4)), rng.normal(size=(1, 4)), rng.normal(size=4))
    x, state = rng.normal(size=(1, 1)), lstm.State(rng.normal(size=(1, 1)), rng.normal(size=(1, 1)))
    dh, dc = 0.7, -0.4
    _, cache = lstm.step(params, x, state)
    _, before, grads = lstm.step_backward(params, cache, lstm.State(np.array([[dh]]), np.array([[dc]])))
    a = (x @ params.W_x + state.h @ params.W_h + params.b)[0]
    step = backward.results(dict(zip(lstm.GATES, map(float, a), strict=True)), float(state.c[0, 0]))
    found = backward.gradients(step, dh, dc)
    assert found["c_prev"] == pytest.approx(before.c[0, 0], abs=1e-12)
    assert [found[f"a_{gate}"] for gate in lstm.GATES] == pytest.approx(list(grads.b), abs=1e-12)
    (svg,), (alt,) = drawings.step_backward().svgs(), drawings.step_backward().alt
    assert svg.count("stroke-dasharray") == len(backward.EDGES) + 2
    for edge in backward.EDGES:
        assert f"from {edge.start.replace('c_prev', 'c before')} to " in alt
