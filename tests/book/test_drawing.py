"""Formulas and figures that are drawn when the book is built."""

import base64
import gzip
import json
import re
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from lstmlab import figures
from lstmlab.figures.runtime.still import plain
from tools.book import drawing, formulas, live_figures, placed_figures
from tools.vendor import fetch


def test_a_formula_is_a_drawing_and_the_same_as_mathml():
    made = drawing.formula(r"h_t = \tanh(x_t W_x)", display=False)
    assert made["svg"].startswith("<svg")
    assert 'aria-hidden="true"' in made["svg"]
    used = re.findall(r'href="#tex-([^"]+)"', made["svg"])
    # h t = t a n h ( x t W x ): thirteen letters; the sign that applies a function is for the ear alone.
    assert len(used) == 13
    assert set(made["glyphs"]) == set(used)
    assert all(made["glyphs"].values())
    assert made["math"].startswith("<math")
    assert "<mi>tanh</mi>" in made["math"]


def test_a_drawing_is_kept_whole_or_not_at_all(tmp_path, monkeypatch):
    """Two builds at once share what is kept: one read a file that the other had only begun."""
    asked = []
    drawer = SimpleNamespace(ask=lambda question: asked.append(question) or {"svg": "<svg/>"})
    monkeypatch.setattr(drawing, "_renderer", lambda: drawer)
    monkeypatch.setattr(drawing, "KEPT", tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(drawing.os, "replace", lambda *names: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            drawing.formula("x", display=False)
    assert not list(tmp_path.glob("*.json"))
    assert drawing.formula("x", display=False) == drawing.formula("x", display=False) == {"svg": "<svg/>"}
    assert len(asked) == 2


@pytest.mark.parametrize("tex, why", [(r"\nosuch x", "nosuch"), (r"\frac{1}{", "brace")])
def test_what_is_no_formula_is_said(tex, why):
    with pytest.raises(drawing.DrawingError, match=why):
        drawing.formula(tex, display=False)


def test_colour_and_rules_of_a_formula_are_kept():
    made = drawing.formula(r"\color{red}{a} + \frac{1}{\sqrt{2}}", display=True)
    assert 'fill="red"' in made["svg"]
    assert made["svg"].count("<rect") == 2  # of the fraction and of the root


def test_lines_of_a_formula_stand_below_each_other():
    assert formulas.lines("a = b") == "a = b"
    assert formulas.lines("a\n\nb").startswith(r"\begin{aligned}")
    assert drawing.formula(formulas.lines(r"a \\ b" + "\n\nc"), display=True)["math"].count("<mtr>") >= 3


def test_a_formula_on_a_page_holds_what_was_written():
    shown = formulas.drawn("a < b", display=False)
    assert '<annotation encoding="application/x-tex">a &lt; b</annotation>' in shown


@pytest.fixture(scope="module")
def placed(tmp_path_factory):
    """A figure as it stands on a page, and the folder of its files."""
    folder = tmp_path_factory.mktemp("figures")
    figure = figures.GateExplorer()
    state = {
        "_esm": figure.module(),
        "_about": json.dumps(figure.about()),
        "_model_name": "AnyModel",
        "layout": "IPY_MODEL_1",
        **plain(figure.controls),
    }
    svg = base64.b64encode(figure.picture().svg.encode()).decode()
    still = live_figures.stored(svg, ' alt="words"', folder, "../")
    return figure, folder, still, live_figures.waiting(state, "../still.svg", folder, "../")


def test_the_still_picture_is_a_file_of_its_own_with_a_size(placed):
    figure, folder, still, _ = placed
    name = re.search(r'src="\.\./_static/figures/([^"]+)"', still)[1]
    assert (folder / name).read_text(encoding="utf-8") == figure.picture().svg
    assert re.search(r'width="\d+" height="\d+" loading="lazy" alt="words"', still)


def test_a_figure_waits_with_its_controls_its_picture_and_its_words(placed):
    figure, folder, _, page = placed
    tree = re.search(r'<template shadowrootmode="open">(.*)</template>', page, re.DOTALL)[1]
    assert "inert" in re.search(r"<section[^>]*>", tree)[0]
    assert 'src="../still.svg"' in tree
    assert len(re.findall(r'<input[^>]* type="range"', tree)) == sum(
        face.face()["kind"] == "number" for face in figure.faces.values()
    )
    assert figure.alt in live_figures.html.unescape(page)
    given = json.loads(re.search(r'<script type="application/json">(.*?)</script>', page)[1])
    assert given == {"_about": json.dumps(figure.about()), **plain(figure.controls)}
    (script,) = folder.glob("*.js")
    assert script.name in page
    assert "export" not in script.read_text(encoding="utf-8").splitlines()[-2]


def test_a_module_is_shortened_and_still_gives_what_draws(placed, tmp_path):
    (script,) = placed[1].glob("*.js")
    short = tmp_path / script.name
    shutil.copy(script, short)
    live_figures.shorten(tmp_path)
    before, after = (len(gzip.compress(path.read_bytes())) for path in (script, short))
    assert after < 0.8 * before
    code = f"{short.read_text(encoding='utf-8')}; console.log(typeof lstmlabFigures['{script.stem}'])"
    node, environment = fetch.node_command()
    told = subprocess.run([*node, "--eval", code], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "function"


def test_heights_become_style():
    style = live_figures.heights([[220, 300, 0], [400, 300, 0.5], [500, 350, 0]])
    assert ".still { height: 300px; }" in style
    assert "@container (min-width: 400px) { .still { height: calc(300px + 0.5 * (100cqw - 400px)); } }" in style
    assert "@container (min-width: 500px) { .still { height: 350px; } }" in style


def test_heights_are_those_of_the_drawing_at_every_width_also_where_it_changes_between_two_that_were_tried():
    figure = figures.LookByHand()
    made = drawing.figure(figure.module(), {"_about": json.dumps(figure.about()), **plain(figure.controls)})

    def said(width):
        begin, high, slope = [piece for piece in made["heights"] if piece[0] <= width][-1]
        return high + slope * (width - begin)

    # Its two parts stand below each other, as high at every width; above 560 pixels they stand side by side, and grow.
    for width in range(220, 800):
        drawn = width / 2 + 8 if width > 560 else 210 + 195
        assert said(width) == pytest.approx(drawn, abs=0.6), width


def test_a_heavy_module_is_fetched_when_its_figure_is_seen_and_a_page_may_say_its_state(tmp_path):
    small = placed_figures.drawn("LstmExplainer(stop=1, size='small')", tmp_path, "../")
    assert 'class="lstmlab-place" data-when="seen"' in small
    assert '"size": "small"' in small
    assert "data-when" not in placed_figures.drawn("UnrollExplorer()", tmp_path, "../")


@pytest.mark.parametrize("text", ["UnrollExplorer", "UnrollExplorer(3)", "1 +"])
def test_what_is_no_figure_of_a_page_is_said(text):
    with pytest.raises((ValueError, SyntaxError)):
        placed_figures.called(text)
