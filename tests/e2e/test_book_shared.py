"""What links to a page carry, what search engines are told, the page for wrong addresses, and terms of the glossary."""

import re
import threading
from html import unescape
from xml.etree import ElementTree

import pytest

from lstmlab import exercises, links
from tests.e2e.pages import CHAPTERS, HTML, PAGES, Visit, axe, opened
from tools.book.serve import server

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True, "is_mobile": True}
BASE = links.book().removesuffix("book/index.html")
LSTM = "book/chapters/05-lstm"
# Than the one whose term shows its meaning: tests/e2e/test_book.py looks at them.
OTHER_SECTIONS = 'article section:not(:has([aria-describedby="lab-meaning"]))'


def head_of(name):
    source = (HTML / f"{name}.html").read_text(encoding="utf-8").split("</head>")[0]
    said = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', source))
    return unescape(re.search(r"<title>(.*?)</title>", source)[1]), {key: unescape(text) for key, text in said.items()}


def test_titles_and_descriptions_are_those_of_the_page_and_no_two_are_the_same():
    heads = {name: head_of(name) for name in PAGES}
    assert heads[LSTM][0] == "Chapter 5: LSTM: a cell with gates — lstmlab"
    assert heads["book/index"][0].startswith("lstmlab: ")
    assert len({title for title, _ in heads.values()}) == len(PAGES)
    assert len({said["description"] for _, said in heads.values()}) == len(PAGES)
    for name, (title, said) in heads.items():
        assert 20 < len(said["description"]) <= 155, name
        assert said["og:description"] == said["description"]
        assert title.startswith(said["og:title"])
        assert said["og:url"] == f"{BASE}{name}.html"
        assert said["og:image"] == f"{BASE}_static/card.png"
        assert said["twitter:card"] == "summary_large_image"
    assert (HTML / "_static" / "card.png").exists()


def test_the_map_of_the_site_has_every_page_and_robots_are_told_of_it():
    tree = ElementTree.parse(HTML / "sitemap.xml")
    listed = [each.text for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(listed) == sorted(f"{BASE}{name}.html" for name in PAGES)
    assert f"Sitemap: {BASE}sitemap.xml" in (HTML / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "old, new",
    [
        ("06-peepholes.html", "07-peepholes.html"),
        ("07-gru.html#quiz", "08-gru.html#quiz"),
        ("05-lstm.html#forget-bias", "06-lstm-learning.html#forget-bias"),
        ("05-lstm.html#exercise-lstm.backward", "06-lstm-learning.html#exercise-lstm.backward"),
        ("05-lstm.html#half-life", "05-lstm.html#half-life"),
    ],
)
def test_a_bookmark_of_an_old_address_still_leads_to_its_place(browser, site, old, new):
    page = browser.new_context(**DESK).new_page()
    page.goto(f"{site}/book/chapters/{old}")
    page.wait_for_url(f"**/{new}")
    if "#" in new:
        assert page.evaluate("() => document.getElementById(location.hash.slice(1)) !== null")
    page.context.close()


@pytest.mark.parametrize("below", ["", "some/where/"])
@pytest.mark.parametrize("address", ["nothing.html", "book/chapters/05-lsmt.html", "book/a/b/c/d.html"])
def test_a_wrong_address_leads_back_into_the_book_from_any_depth(browser, tmp_path, below, address):
    (tmp_path / "404.html").symlink_to(HTML / "404.html")
    place = tmp_path / below
    place.mkdir(parents=True, exist_ok=True)
    for part in ("book", "_static", "search.html"):
        (place / part).symlink_to(HTML / part)
    serving = server(tmp_path)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    try:
        start = f"http://127.0.0.1:{serving.server_port}/{below}"
        with opened(browser, f"{start}{address}", **DESK) as page:
            assert page.locator("h1").text_content() == "This page is not here"
            assert axe(page) == []
            if below and "book/" not in address:
                return  # nothing in this address tells where the book begins
            first = page.locator("ul a").nth(5)
            assert first.evaluate("(link) => link.href") == f"{start}{LSTM}.html"
            page.locator("form button").click()
            page.wait_for_url(f"{start}search.html?q=*")
    finally:
        serving.shutdown()


def test_an_address_that_is_not_there_is_answered_with_404(browser, site):
    with opened(browser, f"{site}/book/index.html", **DESK) as page:
        assert page.request.get(f"{site}/book/nothing.html").status == 404


def test_links_to_sections_and_exercises_can_be_reached_by_keyboard_and_are_copied(browser, site):
    with opened(browser, f"{site}/{LSTM}.html", permissions=["clipboard-read", "clipboard-write"], **DESK) as page:
        for anchor in ("the-forget-gate", "exercise-lstm.step"):
            link = page.locator(f'a.headerlink[href="#{anchor}"]')
            page.keyboard.press("Tab")  # who comes by keyboard sees where the focus is
            link.focus()
            assert link.evaluate("(each) => each.tabIndex") == 0
            assert link.evaluate("(each) => each === document.activeElement && getComputedStyle(each).opacity") == "1"
            page.keyboard.press("Enter")
            page.get_by_text("The link was copied.").wait_for()
            assert page.evaluate("() => navigator.clipboard.readText()") == f"{site}/{LSTM}.html#{anchor}"
            assert page.url.endswith(f"#{anchor}")


def test_every_exercise_has_a_link_beside_its_title():
    for exercise in exercises.registry().values():
        (source,) = [
            text
            for name in CHAPTERS
            if f'id="exercise-{exercise.name}"' in (text := (HTML / f"{name}.html").read_text(encoding="utf-8"))
        ]
        assert f'<a class="headerlink" href="#exercise-{exercise.name}"' in source


def test_on_a_phone_links_to_sections_are_seen(browser, site):
    with opened(browser, f"{site}/{LSTM}.html", **PHONE) as page:
        opacity = page.locator("h2 a.headerlink").evaluate_all(
            "(all) => all.map((each) => getComputedStyle(each).opacity)"
        )
        assert set(opacity) == {"1"}


def test_every_term_leads_to_its_row_and_no_term_is_linked_twice():
    rows = (HTML / "book/appendices/glossary.html").read_text(encoding="utf-8")
    seen = 0
    for name in CHAPTERS:
        found = re.findall(
            r'<a class="glossary-term" href="\.\./appendices/glossary\.html#([\w-]+)"',
            (HTML / f"{name}.html").read_text(encoding="utf-8"),
        )
        assert len(found) == len(set(found)), name
        assert all(f'id="{anchor}"' in rows for anchor in found)
        seen += len(found)
    assert seen > 150


def test_a_term_shows_its_meaning_to_mouse_and_keyboard_until_escape(browser, site):
    visit = Visit()
    with opened(browser, f"{site}/{LSTM}.html", visit, **DESK) as page:
        link = page.locator("a.glossary-term", has_text="forget gate")
        note = page.locator(".lab-meaning")
        link.scroll_into_view_if_needed()
        link.hover()
        note.get_by_text("how much of the cell is kept").wait_for()
        assert axe(page, without=OTHER_SECTIONS) == []
        near, box = link.bounding_box(), note.bounding_box()
        assert abs(box["y"] - near["y"]) < 120
        note.hover()  # it may be read with the mouse on it
        page.wait_for_timeout(400)
        assert note.is_visible()
        page.keyboard.press("Escape")
        assert note.is_hidden()
        link.focus()
        assert note.is_visible()
        assert link.get_attribute("aria-describedby") == "lab-meaning"
        page.keyboard.press("Enter")
        page.wait_for_url("**/glossary.html#term-forget-gate")
    assert visit.complaints == []


def test_on_a_phone_a_tap_shows_the_meaning_and_a_second_one_follows(browser, site):
    with opened(browser, f"{site}/{LSTM}.html", **PHONE) as page:
        link = page.locator("a.glossary-term", has_text="forget gate")
        note = page.locator(".lab-meaning")
        link.tap()
        note.get_by_text("how much of the cell is kept").wait_for()
        box = note.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert axe(page, without=OTHER_SECTIONS) == []
        page.locator("article h1").tap()
        assert note.is_hidden()
        link.tap()
        link.tap()
        page.wait_for_url("**/glossary.html#term-forget-gate")


def test_the_score_list_of_chapter_0_is_folded(browser, site):
    with opened(browser, f"{site}/{CHAPTERS[0]}.html", **DESK) as page:
        folded = page.locator("details.score")
        assert folded.count() == 1
        assert not folded.evaluate("(each) => each.open")
        folded.locator("summary").click()
        assert folded.get_by_text("elman.step").first.is_visible()
