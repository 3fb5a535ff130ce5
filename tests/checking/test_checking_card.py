"""The card: the same words as HTML and as text, safe whatever the learner wrote, readable on any ground."""

import ast
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

import lstmlab
from lstmlab import check, score
from lstmlab.checking.diagnosis import sentences as diagnosis_sentences
from lstmlab.checking.display import sentences as display_sentences
from lstmlab.checking.display.card import Card, as_text
from lstmlab.checking.display.html import COLOURS, as_html
from lstmlab.checking.display.result import RESULT


class Page(HTMLParser):
    """The text of a piece of HTML, its tags, and whether they are nested as they should be."""

    VOID = ("br", "circle", "path")

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.text = [], [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)


def no_tanh(x, h_prev, W_x, W_h, b):
    return x @ W_x + h_prev @ W_h + b


def stub(*arguments):
    raise NotImplementedError


RESULTS = {
    "passed": lambda: check("hello.scale", lambda x, factor: x * factor),
    "known mistake": lambda: check("elman.step", no_tanh),
    "wrong number": lambda: check("elman.step", lambda *a: 1.1 * np.tanh(no_tanh(*a))),
    "error": lambda: check("elman.step", lambda *a: a[0] @ a[1]),
    "not attempted": lambda: check("elman.step", stub),
    "puzzle": lambda: check("elman.latch_puzzle", {"w_x": 0.1, "w_h": 0.1, "b": 0.0}),
    "unknown": lambda: check("elman.stpe", stub),
    "score": score,
}


@pytest.mark.parametrize("kind", RESULTS)
def test_the_card_is_one_closed_element_that_loads_and_runs_nothing(kind):
    text = RESULTS[kind]()._repr_html_()
    page = Page(text)
    assert text.startswith('<div class="lstmlab-card"')
    assert not {"script", "link", "img", "iframe", "h1", "h2", "h3"} & {tag for tag, _ in page.tags}
    assert not any(name in attributes for _, attributes in page.tags for name in ("src", "onclick", "id"))
    assert "url(" not in text
    assert "@import" not in text
    selectors = re.findall(r"([^{}]+)\{", re.search(r"<style>(.*)</style>", text, re.DOTALL)[1])
    assert all(".lstmlab-card" in one for selector in selectors for one in selector.split(","))


def bare(text):
    """Letters and digits alone: what is left when layout is taken away."""
    return re.sub(r"[^\w]", "", text).lower()


@pytest.mark.parametrize("kind", [kind for kind in RESULTS if kind != "score"])
def test_html_and_text_say_the_same(kind):
    result = RESULTS[kind]()
    shown, text = bare("".join(Page(result._repr_html_()).text)), bare(repr(result))
    card = result.card
    pieces = [card.status, card.name, *card.paragraphs, *card.findings, *card.example[1], *card.hints, *card.notes]
    assert len(pieces) >= 3
    for piece in [*pieces, card.section[0] if card.section else ""]:
        assert bare(piece) in shown
        assert bare(piece) in text


def test_the_score_says_the_same_as_html_and_as_text():
    board = score()
    shown, text = bare("".join(Page(board._repr_html_()).text)), bare(repr(board))
    for chapter in board.chapters:
        for row in chapter.rows:
            assert bare(row.name) in shown
            assert bare(f"{row.name} {row.points} of {row.max_points}") in text
    assert bare(f"{board.points} of {board.max_points} points") in shown


def test_hints_come_in_two_steps_the_second_inside_the_first():
    result = RESULTS["known mistake"]()
    text = result._repr_html_()
    assert re.search(r"<details><summary>Hint 1</summary>.*<details><summary>Hint 2.*</details></details>", text)
    assert "<details open" not in text
    assert result.message.index("Hint 1:") < result.message.index("Hint 2 (when the question did not help):")


def test_what_the_learner_wrote_is_escaped():
    source = "def answer(x, factor):\n    return x['<script>alert(1)</script>']\n"
    space = {}
    exec(source, space)
    text = check("hello.scale", space["answer"])._repr_html_()
    assert "<script" not in text

    def prints(x, factor):
        print("<b onmouseover=alert(1)>`</span>`")
        raise KeyError("<img src=x onerror=alert(2)>")

    page = Page(check("hello.scale", prints)._repr_html_())
    assert not {"img", "b"} & {tag for tag, _ in page.tags}
    assert "<img src=x" in "".join(page.text)
    page = Page(check("<i>elman</i>", prints)._repr_html_())
    assert "i" not in {tag for tag, _ in page.tags}


def test_the_status_is_read_aloud_and_the_card_has_a_name():
    page = Page(RESULTS["known mistake"]()._repr_html_())
    card = page.tags[0][1]
    assert (card["role"], card["aria-label"]) == ("group", "elman.step: not yet, 0 of 2 points")
    assert any(attributes.get("role") == "status" for _, attributes in page.tags)
    # What scrolls sideways can be reached and scrolled with the keyboard, and has a name.
    scrolling = [attributes for _, attributes in page.tags if attributes.get("class") == "lstmlab-pre"]
    assert scrolling
    assert all(one["tabindex"] == "0" and one["aria-label"] for one in scrolling)
    assert all(attributes.get("aria-hidden") == "true" for tag, attributes in page.tags if tag == "svg")


def luminance(colour):
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("kind", COLOURS)
@pytest.mark.parametrize("ground", ["#ffffff", "#14181e", "#000000"])
def test_edge_and_sign_stand_out_on_light_and_on_dark_ground(kind, ground):
    assert contrast(COLOURS[kind], ground) >= 3
    assert contrast(COLOURS[kind], "#ffffff") >= 3  # the stroke of the sign


def test_no_text_has_a_colour_of_its_own():
    text = RESULTS["known mistake"]()._repr_html_()
    style = re.search(r"<style>(.*)</style>", text, re.DOTALL)[1]
    assert set(re.findall(r"(?<![-\w])color:\s*([^;}]+)", style)) == {"inherit"}


def test_text_is_wrapped_and_code_lines_are_not():
    long = "word " * 60
    card = Card("failed", "Title", "x.y", "not yet", (long,), (long,), ("Example:", ("a" * 120,)), (long, long))
    lines = as_text(card).split("\n")
    assert all(len(line) <= 92 for line in lines if "aaa" not in line)
    assert "    " + "a" * 120 in lines


def test_a_card_without_extras_is_two_lines():
    assert as_text(Card("passed", "T", "x.y", "passed, 1 of 1 point", ("Tested.",))) == (
        "x.y: passed, 1 of 1 point\nTested."
    )


def test_code_between_backquotes_is_marked_and_nothing_else():
    text = as_html(Card("failed", "T", "n", "s", ("Use `a < b` and 1 < 2.",)))
    assert f'<span class="lstmlab-code">{html.escape("a < b")}</span> and 1 &lt; 2.' in text


@pytest.mark.parametrize("kind", [kind for kind in RESULTS if kind != "score"])
def test_the_output_holds_html_text_and_the_result_as_data(kind):
    result = RESULTS[kind]()
    bundle = result._repr_mimebundle_()
    assert bundle["text/html"] == result._repr_html_()
    assert bundle["text/plain"] == repr(result)
    data = json.loads(json.dumps(bundle[RESULT], allow_nan=False))
    assert data["schema"] == 1
    assert [data[name] for name in ("exercise", "status", "points", "max_points")] == [
        result.exercise, result.status, result.points, result.max_points
    ]  # fmt: skip
    assert data["mistakes"] == [f"{result.exercise}/{name}" for name in result.mistakes]
    assert [one["text"] for one in data["findings"]] == list(result.findings)
    assert set(result._repr_mimebundle_(include=[RESULT])) == {RESULT}
    assert set(result._repr_mimebundle_(exclude=["text/plain"])) == {"text/html", RESULT}


def test_findings_are_data_a_program_can_follow():
    found = RESULTS["wrong number"]().data["findings"]
    ratio = next(one for one in found if one["id"] == "relation.too-large")
    assert ratio["values"]["factor"] == "1.1"
    assert ratio["text"] == "The result is 1.1 times too large."


def ids_in_the_code():
    """Patterns of the ids that the checks' code writes: whole, or put together at their end."""
    for path in (Path(lstmlab.__file__).parent / "checking").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = [re.escape(one.value) if isinstance(one, ast.Constant) else r"[\w-]+" for one in node.values]
                yield "".join(parts)


@pytest.mark.parametrize("table", [diagnosis_sentences.TABLE, display_sentences.TABLE], ids=["diagnosis", "display"])
def test_every_sentence_of_a_table_is_said_somewhere(table):
    written = re.compile("|".join(f"(?:{one})" for one in set(ids_in_the_code()) if one))
    unsaid = [
        id for id in table.templates if not (written.fullmatch(id) or written.fullmatch(id.rpartition(".")[0] or id))
    ]
    assert unsaid == []


def test_an_unknown_template_or_a_missing_value_is_an_error():
    with pytest.raises(KeyError):
        display_sentences.say("status.unknown")
    with pytest.raises(KeyError):
        display_sentences.say("status.passed")
    said = display_sentences.points(1, 1)
    assert (said, said.id, said.values) == ("1 of 1 point", "points.one", {"count": 1, "reached": 1})
    assert display_sentences.points(1, 3) == "1 of 3 points"
