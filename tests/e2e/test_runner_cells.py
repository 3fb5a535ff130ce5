"""Every cell of every chapter, run in the page: what it prints is what the book prints."""

import re

import pytest

from tests.e2e.exercise_page import opened
from tests.e2e.pages import CHAPTERS
from tools.source.chapters import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.e2e, pytest.mark.timeout(1800)]

IN_MAKE_TEST = (CHAPTERS[0], CHAPTERS[3])  # these train little: elsewhere a page takes a minute
# Cells that may say something else in a page, by a piece of their code: why.
TIMES = "it prints times, which are those of the machine"
EXCEPTIONS = {
    "score()": "the book shows the points of its own exercises, the page those of the reader",
    "fastest[name] = min(fastest[name], perf_counter()": TIMES,
    "began = process_time()": TIMES,
    "def seconds(run, repeats=3)": TIMES,
    "def learnt(net):": "nets broken on purpose do not settle: what the last digit is on a processor is carried on",
    "onnxruntime": "a page does not have this package, and the cell says so",
}

CELLS = """() => [...document.querySelectorAll("article div.cell")].map((cell, place) => {
  const run = [...cell.querySelectorAll(":scope > .lab-bar .lab-primary")].some((each) => each.textContent === "Run");
  return run ? { place, code: cell.querySelector(".cell_input pre").textContent } : null;
}).filter(Boolean)"""
# What stands below a cell: the text, without spaces and typesetter's quotation marks, and how many pictures.
# `of`: what the book printed, or what came of running it.
FOUND = """(place, of) => {
  const cell = document.querySelectorAll("article div.cell")[place];
  const below = cell.querySelector(of);
  if (!below) return { text: "", pictures: 0, errors: 0 };
  const errors = below.querySelectorAll(".lab-error").length;
  const pictures = below.querySelectorAll("img, svg").length;
  const copy = below.cloneNode(true);
  copy.querySelectorAll("style, script, svg, button, details.table > summary").forEach((each) => each.remove());
  return { text: copy.textContent.replace(/\\s+/g, "").replaceAll("’", "'").replace(/[“”]/g, '"'), pictures, errors };
}"""


def below(page, place, of):
    return page.evaluate(f"([place, of]) => ({FOUND})(place, of)", [place, of])


def differences(page):
    """Run each cell that can be run, in order: (code, what the book says, what the page says) where the two differ."""
    found = []
    for cell in page.evaluate(CELLS):
        printed = below(page, cell["place"], ":scope > .cell_output:not(.lab-out)")
        element = page.locator("article div.cell").nth(cell["place"])
        element.locator(":scope > .lab-bar .lab-primary").click()
        element.locator(":scope > .lab-bar .lab-status", has_text=re.compile("Done.|Stopped")).wait_for(timeout=120_000)
        now = below(page, cell["place"], ":scope > .lab-out")
        if now != printed:
            found.append((cell["code"], printed, now))
    return found


def test_each_exception_is_a_cell_that_is_there():
    text = "".join((ROOT / f"{name}.md").read_text(encoding="utf-8") for name in CHAPTERS)
    assert [piece for piece in EXCEPTIONS if piece not in text] == []


@pytest.mark.parametrize(
    "name", [one if one in IN_MAKE_TEST else pytest.param(one, marks=pytest.mark.night) for one in CHAPTERS]
)
def test_every_cell_prints_in_the_page_what_the_book_prints(context, site, name):
    page = opened(context, site, f"{name}.html")
    page.wait_for_function("window.lstmlabPage.started")
    assert page.evaluate(CELLS)
    found = differences(page)
    assert [one for one in found if one[2]["errors"]] == []
    assert [one for one in found if not any(piece in one[0] for piece in EXCEPTIONS)] == []
