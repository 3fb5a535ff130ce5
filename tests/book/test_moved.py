"""Old addresses of pages and sections lead to where they are now."""

import json
import re

import pytest

from tests.book import sphinx_pages
from tools.book import moved
from tools.source.chapters import ROOT, listed

STEMS = {f"book/chapters/{path.stem}" for path in listed()}


def test_what_has_moved_is_not_at_its_old_address_and_stands_at_the_new_one():
    assert not set(moved.PAGES) & STEMS
    assert set(moved.PAGES.values()) <= STEMS
    assert {*moved.HALVES, *moved.HALVES.values()} <= STEMS
    for old, new in moved.PAGES.items():
        assert (ROOT / old).parent == (ROOT / new).parent, "a page leads on within its folder"


def test_a_page_knows_the_names_it_had():
    assert moved.former("book/chapters/08-gru") == ["book/chapters/07-gru"]
    assert moved.former("book/chapters/06-lstm-learning") == ["book/chapters/05-lstm"]
    assert moved.former("book/chapters/05-lstm") == moved.former("book/index") == []


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("moved")
    (folder / "index.rst").write_text("Home\n====\n\n.. toctree::\n\n   first\n   second\n   new\n")
    (folder / "first.rst").write_text("First\n=====\n\n.. _kept:\n\nKept\n----\n\nQuiz\n----\n")
    (folder / "second.rst").write_text("Second\n======\n\n.. _gone-there:\n\nGone there\n----------\n\nQuiz\n----\n")
    (folder / "new.rst").write_text("New & named\n===========\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moved, "PAGES", {"old": "new", "older": "never-written"})
        patch.setattr(moved, "HALVES", {"first": "second"})
        _, said = sphinx_pages.build(folder, {"extensions": ["tools.book.moved"], "html_baseurl": "https://x.org/"})
    assert not said
    return folder / "html"


def test_an_old_page_leads_on_with_its_anchor(site):
    page = (site / "old.html").read_text(encoding="utf-8")
    assert 'location.replace("new.html" + location.search + location.hash)' in page
    assert '<noscript><meta http-equiv="refresh" content="0; url=new.html"></noscript>' in page
    assert '<a href="new.html">New &amp; named</a>' in page
    assert '<link rel="canonical" href="https://x.org/new.html">' in page
    assert not (site / "older.html").exists()


def test_a_page_knows_the_anchors_of_its_other_half_and_no_other_page_does(site):
    (given,) = re.findall(r"\}\)\((\[.*?\]), \"second.html\"\);", (site / "first.html").read_text(encoding="utf-8"))
    assert set(json.loads(given)) == {"second", "gone-there"}
    assert 'second.html");' not in (site / "new.html").read_text(encoding="utf-8")
    assert "location.replace" not in (site / "second.html").read_text(encoding="utf-8")
