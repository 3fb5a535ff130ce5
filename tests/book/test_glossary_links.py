"""Terms of the glossary in the text of chapters: which words become links, and which stay as they are."""

import re

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from tools.book import glossary
from tools.source.chapters import ROOT

TERMS = glossary.read((ROOT / "book" / "appendices" / "glossary.md").read_text(encoding="utf-8"))
BY_NAME = {term.term: term for term in TERMS}


def linked(text):
    """The words that become links, with the terms that they lead to."""
    document = publish_doctree(text)
    before = document.astext()
    terms = glossary.link_terms(document, TERMS, "glossary.html")
    assert document.astext() == before  # links change no word
    words = [node.astext() for node in document.findall(glossary.TermLink)]
    return dict(zip(words, terms, strict=True))


def test_the_table_is_read():
    assert len(TERMS) == len({term.anchor for term in TERMS}) > 80
    assert BY_NAME["forget gate"].meaning == "The gate that says how much of the cell is kept."
    assert BY_NAME["L1 and L2 penalty"].anchor == "term-l1-and-l2-penalty"
    assert BY_NAME["gated recurrent unit (GRU)"].forms == ("gated recurrent unit", "GRU")


def test_every_row_of_the_glossary_is_a_term():
    text = (ROOT / "book" / "appendices" / "glossary.md").read_text(encoding="utf-8")
    assert len(TERMS) == len(re.findall(r"^\|", text, re.MULTILINE)) - 2


@pytest.mark.parametrize(
    "text, words",
    [
        ("A forget gate, and a forget gate again.", {"forget gate": "forget gate"}),
        ("Forget gates open.", {"Forget gates": "forget gate"}),
        ("A GRU and a gated recurrent unit.", {"GRU": "gated recurrent unit (GRU)"}),
        ("A gru is a bird.", {}),
        ("Adam, and adam.", {"Adam": "Adam"}),
        ("All vocabularies grow.", {"vocabularies": "vocabulary"}),
        ("Backpropagation\nthrough time.", {"Backpropagation\nthrough time": "backpropagation through time (BPTT)"}),
        ("The longest wins: an input gate.", {"input gate": "input gate"}),
        ("A gated unit, a subgate, a gate-like thing.", {}),
        ("In *emphasised gates* too.", {"gates": "gate"}),
        ("Code: ``gate``. Formula: :math:`gate`. Link: `gate <https://example.org>`__.", {}),
        ("One\n===\n\nTwo\n---\n\nThe gate\n~~~~~~~~\n\nThis says nothing.\n", {}),
        ("::\n\n    gate\n", {}),
        (".. admonition:: Quiz\n   :class: quiz\n\n   a. A gate\n", {}),
        (".. admonition:: Note\n\n   A gate\n", {"gate": "gate"}),
        ("=====  =====\nA      gate\n=====  =====\nB      gate\n=====  =====\n", {}),
    ],
)
def test_words_become_links_where_they_may(text, words):
    assert linked(text) == words


def test_a_link_knows_where_it_leads_and_what_the_term_means():
    document = publish_doctree("A gate.")
    glossary.link_terms(document, TERMS, "../glossary.html")
    (link,) = document.findall(glossary.TermLink)
    assert link["refuri"] == "../glossary.html#term-gate"
    assert link["meaning"] == BY_NAME["gate"].meaning


def test_what_a_cell_printed_stays():
    document = publish_doctree("Nothing.")
    document += nodes.container("", nodes.paragraph(text="A gate."), classes=["cell"])
    assert glossary.link_terms(document, TERMS, "") == []


def test_words_that_mean_something_else_in_a_chapter_are_words_of_the_glossary():
    assert set(glossary.OTHER_WORDS) <= set(BY_NAME)
