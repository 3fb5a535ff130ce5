"""What of a page is indexed for the search, and the index itself."""

import json

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from sphinx import addnodes

from tools.book import search
from tools.source.chapters import ROOT

PAGE = "book/chapters/05-lstm"
TEXT = """
5 LSTM
======

A letter tells who :math:`c_t` writes.

.. math:: a + b

.. image:: cat.png
   :alt: a cat

The forget gate
---------------

It multiplies by *f*, see :math:`\\frac{a}{b} + \\sum_k W_k`.

::

    print("printed by nobody")

* a list
"""


@pytest.fixture
def page():
    document = publish_doctree(TEXT, settings_overrides={"doctitle_xform": False})
    gate = next(one for one in document.findall(nodes.section) if one["ids"] == ["the-forget-gate"])
    title = nodes.title("", "", nodes.inline("", "Exercise:", classes=["label"]), nodes.Text(" "))
    title += [nodes.inline("", "Open it", classes=["name"]), nodes.inline("", "2 points", classes=["points"])]
    box = nodes.admonition("", title, nodes.paragraph(text="Write the bias."), classes=["exercise"])
    box["ids"] = ["exercise-lstm.open"]
    gate += [box, nodes.container("", nodes.paragraph(text="Score: 3 of 75"), classes=["cell", "tag_check"])]
    signature = addnodes.desc_signature("", "step(x)", ids=["lstmlab.cells.lstm.step"])
    gate += addnodes.desc("", signature, addnodes.desc_content("", nodes.paragraph(text="One step.")))
    return document


def test_a_page_becomes_a_record_a_section_an_exercise_and_a_function(page):
    found = {record.title: record for record in search.records(page, PAGE)}
    assert list(found) == ["Chapter 5: LSTM", "The forget gate", "Exercise: Open it", "cells.lstm.step"]
    assert found["Chapter 5: LSTM"].url == "book/chapters/05-lstm.html"
    assert found["The forget gate"].url == "book/chapters/05-lstm.html#the-forget-gate"
    assert found["Exercise: Open it"].url == "book/chapters/05-lstm.html#exercise-lstm.open"
    assert found["Exercise: Open it"].words == "lstm.open Write the bias."
    assert found["cells.lstm.step"].words == "step One step."
    assert {record.page for record in found.values()} == {"Chapter 5: LSTM"}


def test_words_are_those_of_the_text_alone(page):
    whole, gate = list(search.records(page, PAGE))[:2]
    assert whole.words == "A letter tells who c_t writes."
    assert gate.words == "It multiplies by f, see …. a list"


@pytest.mark.parametrize(
    "page, heading, title",
    [
        ("book/chapters/05-lstm", "5 LSTM", "Chapter 5: LSTM"),
        ("book/chapters/11-text", "Writing like Shakespeare", "Chapter 11: Writing like Shakespeare"),
        ("book/appendices/notation", "Notation", "Notation"),
    ],
)
def test_a_chapter_is_called_by_its_number(page, heading, title):
    assert search.names.title_of(page, heading) == title


RECORDS = [
    search.Record("book/a.html", 'Gates & "doors"', "Gates, <and> more", "chapter", "A gate <b>opens</b> & closes."),
    search.Record("book/a.html#b", "Other", "Gates, <and> more", "exercise", "lstm.step is something else."),
]


def test_two_builds_give_the_same_index(tmp_path):
    for name in ("one", "two"):
        search.index(RECORDS, tmp_path / name)
    one, two = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "two")
    )
    assert one == two
    assert {"pagefind.js", "pagefind-worker.js", "wasm.en.pagefind", "titles.js"} <= {path.name for path in one}
    assert not any("ui" in path.name for path in one)
    titles = (tmp_path / "one" / "titles.js").read_text(encoding="utf-8")
    said = json.loads(titles.removeprefix("window.lstmlabTitles = ").rstrip().rstrip(";"))
    assert said[0] == ["book/a.html", 'Gates & "doors"', "Gates, <and> more", "chapter"]


def test_what_pagefind_refuses_ends_the_build(tmp_path, monkeypatch):
    monkeypatch.setattr(search.fetch, "PAGEFIND", tmp_path / "nothing")
    with pytest.raises(search.ExtensionError, match="Pagefind could not index the book"):
        search.index(RECORDS, tmp_path / "index")


def test_pagefind_is_pinned_for_every_system():
    lock = json.loads((ROOT / "tools" / "vendor" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    version = lock["node_modules/pagefind"]["version"]
    systems = ("linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "windows-x64", "windows-arm64")
    assert {lock[f"node_modules/@pagefind/{system}"]["version"] for system in systems} == {version}
    assert all(lock[f"node_modules/@pagefind/{system}"]["integrity"] for system in systems)
