"""The reference of the public API in the built book, which is not built where Sphinx warns of anything."""

import re

import pytest
from sphinx.util.inventory import InventoryFile

from tests.book.test_api_reference import MODULES, OURS
from tests.e2e.pages import HTML
from tools.book import api_reference

pytestmark = pytest.mark.e2e


def test_everything_public_can_be_linked_to():
    with (HTML / "objects.inv").open("rb") as stored:
        kinds = InventoryFile.load(stored, "", lambda *parts: "/".join(parts))
    names = {name for kind in kinds if kind.startswith("py:") for name in kinds[kind]}
    assert set(OURS) - names == set()
    assert set(MODULES) - names == set()


def test_a_page_shows_formulas_signatures_links_and_sources():
    page = (HTML / api_reference.PAGES / "cells.html").read_text(encoding="utf-8")
    start = page.index('id="lstmlab.cells.lstm.step_backward"')
    step_backward = page[start : page.index('id="lstmlab.cells.lstm.zeros"', start)]
    formulas = [re.sub(r"<[^>]+>", "", each) for each in re.findall(r"<pre>(.*?)</pre>", step_backward, re.DOTALL)]
    assert "da_i = di i (1 - i)    da_f = df f (1 - f)" in formulas[0]
    assert len(formulas[0].strip().split("\n")) == 4
    assert 'href="#lstmlab.cells.lstm.Cache"' in step_backward
    assert 'href="#lstmlab.cells.lstm.step"' in step_backward
    assert "<strong>Source:</strong>" in page
    assert "lstmlab/cells/lstm.py" in page
    assert "Alias for field" not in page
    assert "<dl>\n<dd>" not in page, "a list of definitions without terms, which no reader of screens understands"
