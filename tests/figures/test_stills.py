"""The still pictures: what the page draws, stored, alone, and readable in every look."""

import re
import xml.etree.ElementTree as ET

import pytest

from lstmlab import figures
from lstmlab.figures.runtime.still import FIGURES
from tests.figures import figure_page
from tools.stills import __main__ as stills

STORED = stills.stored()


@pytest.fixture(params=STORED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def stored(request):
    return STORED[request.param]


def test_every_picture_is_what_its_figure_draws_today():
    assert stills.drawn() == STORED


def test_every_state_that_a_chapter_shows_has_its_picture_and_its_words():
    shown = stills.wanted().values()
    assert len(shown) >= len(figures.ALL)
    assert {figure.folder for figure in shown} == set(figures.ALL.values())
    for figure in shown:
        assert figure.picture().alt == figure.alt, f"{figure.folder}: run `make notebooks`"


def test_a_picture_stands_alone(stored):
    root = ET.fromstring(stored)
    assert root.get("role") == "img"
    assert len(root.get("aria-label")) > 30, "the text alternative says too little"
    elements = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert elements <= {
        "svg",
        "style",
        "g",
        "rect",
        "line",
        "path",
        "circle",
        "ellipse",
        "polygon",
        "text",
        "tspan",
    }
    assert not re.search(r"var\(|url\(|href|NaN|undefined|Infinity", stored)
    # Numbers of a machine's last digit would make the picture another one elsewhere.
    assert not re.search(r' (?!class|style)[\w-]+="[^"]*\d\.\d{3}', re.sub(r"<svg[^>]*>", "", stored))


def test_all_that_has_a_colour_has_one_for_light_and_one_for_dark(stored):
    light, dark = re.search(
        r"<style>(.*)@media \(prefers-color-scheme: dark\) \{(.*)\}\s*</style>", stored, re.DOTALL
    ).groups()
    coloured = [selectors for selectors, body in _rules(light) if "#" in body]
    assert coloured == [selectors for selectors, body in _rules(dark)]
    assert not re.search(r'="#|: ?#', stored[stored.index("</style>") :]), "a colour outside the style sheet"


def test_a_puzzle_shows_its_goal():
    timer = figures.PeepholeTimer(puzzle="peephole.timer_puzzle")
    assert "h stays out" in timer.picture().svg
    assert "h stays out" not in figures.PeepholeTimer().picture().svg
    assert timer.picture().controls == figures.PeepholeTimer().picture().controls


def _rules(sheet):
    return re.findall(r"([^{}\n]+) \{([^{}]*)\}", sheet)


def test_a_browser_draws_the_same_elements(page, figure):
    """The DOM without a browser is a stand-in: what a browser shows at this width is what it wrote."""
    place = figure_page.show(page, figure)
    page.locator(place).evaluate("(place) => (place.style.width = '518px')")
    page.wait_for_function(
        "(place) => window.inside(place, '.stage svg').getAttribute('viewBox').startsWith('0 0 480 ')", arg=place
    )
    # Text and its order: every label, number and mark.
    said = page.evaluate(
        "(place) => [...window.inside(place, '.stage').querySelectorAll('text')].map((t) => t.textContent)", place
    )
    count = page.evaluate(
        "(place) => window.inside(place, '.stage svg').querySelectorAll('*:not(title)').length", place
    )
    root = ET.fromstring(STORED[FIGURES / figure.folder / "start.svg"])
    assert ["".join(each.itertext()) for each in root.iterfind(".//{*}text")] == said
    assert len(list(root.iter())) - 3 == count  # without the root, its style and its ground
