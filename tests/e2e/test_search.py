"""The search of the built book: what is found first, with the keyboard, on a phone, from a file, and when it fails."""

import re
import shutil
import threading

import pytest

from tests.e2e.pages import CHAPTERS, HTML, Visit, axe, opened
from tools.book.serve import server

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True, "is_mobile": True}
LINKS = ".lab-search-results a"

# What is asked, and where the best answer stands.
FIRST = {
    "forget gate": "05-lstm.html#the-forget-gate",
    "the forget gate": "05-lstm.html#the-forget-gate",
    "forg": "05-lstm.html#the-forget-gate",
    "FORGET GATES": "05-lstm.html#the-forget-gate",
    "peephole": "07-peepholes.html",
    "vanishing gradient": "04-vanishing-gradients.html",
    "adding problem": "12-classic-experiments.html#the-adding-problem",
    "half-life": "05-lstm.html#the-half-life-of-a-cell",
    "gradient checking": "03-bptt.html#gradient-checking",
    "truncated backpropagation": "03-bptt.html#truncated-backpropagation",
    "clipping": "04-vanishing-gradients.html#clipping-the-gradient",
    "early stopping": "09-training-well.html#early-stopping",
    "dropout": "09-training-well.html#dropout",
    "adam": "09-training-well.html#adam",
    "attention": "14-where-next.html#attention",
    "onnx": "14-where-next.html#onnx",
    "elman.step": "02-elman.html#exercise-elman.step",
    "clip_by_global_norm": "training.html#lstmlab.optim.clip_by_global_norm",
}


def ask(page, query):
    """Type a query and wait for its answer. Returns what is said of it, and the addresses that were found."""
    before = page.locator(".lab-search-said").text_content()
    page.locator(".lab-search input").fill(query)
    page.wait_for_function(
        "(before) => { const said = document.querySelector('.lab-search-said').textContent;"
        " return said !== before && /result|Nothing found/.test(said); }",
        arg=before,
    )
    found = page.locator(LINKS).evaluate_all("(all) => all.map((each) => each.href)")
    return page.locator(".lab-search-said").text_content(), found


def around_the_list(page):
    """What axe finds on a page with the list open; the text behind it is that of tests/e2e/test_book.py."""
    assert page.locator("dialog[open]").count() == 1
    assert page.locator("article dialog").count() == 0
    return axe(page, without="article")


def test_a_query_finds_its_section_first(browser, site):
    visit = Visit()
    wrong = {}
    with opened(browser, f"{site}/search.html", visit, **DESK) as page:
        for query, section in FIRST.items():
            ask(page, "xylophone quagga")  # nothing, so that an answer can be told from the one before
            _, found = ask(page, query)
            if not found or not found[0].endswith(f"/{section}"):
                wrong[query] = found[:3]
    assert wrong == {}
    assert visit.outside == []
    assert visit.complaints == []


def test_every_result_leads_to_a_place_that_is_there(browser, site):
    seen = set()
    with opened(browser, f"{site}/search.html", **DESK) as page:
        for query in ("gate", "step", "exercise", "network"):
            ask(page, "xylophone quagga")
            seen |= set(ask(page, query)[1])
    assert len(seen) > 60
    for address in seen:
        file, _, anchor = address.removeprefix(f"{site}/").partition("#")
        assert not anchor or f'id="{anchor}"' in (HTML / file).read_text(encoding="utf-8"), address


def test_nothing_found_is_said(browser, site):
    with opened(browser, f"{site}/search.html?q=xylophone", **DESK) as page:
        page.get_by_text("Nothing found for “xylophone”").wait_for()
        assert page.locator(LINKS).count() == 0
        assert axe(page) == []
        page.locator(".lab-search input").fill(" ")
        page.get_by_text("Type a word").wait_for()


def test_an_address_with_a_query_shows_its_results_and_goes_along_with_what_is_typed(browser, site):
    with opened(browser, f"{site}/search.html?q=Elman", **DESK) as page:
        page.wait_for_selector(LINKS)
        assert any("02-elman" in link.get_attribute("href") for link in page.locator(LINKS).all())
        assert axe(page) == []
        ask(page, "peephole connection")
        assert page.url.endswith("search.html?q=peephole+connection")


def test_the_keyboard_alone_searches_chooses_and_leaves(browser, site):
    with opened(browser, f"{site}/{CHAPTERS[2]}.html", **DESK) as page:
        page.keyboard.press("Control+k")
        page.keyboard.type("forget gate")
        page.wait_for_selector(LINKS)
        focused = "() => document.activeElement.closest('a')?.href || document.activeElement.tagName"
        page.keyboard.press("ArrowUp")  # above the first there is nothing
        assert page.evaluate(focused) == "INPUT"
        for place in (0, 1):
            page.keyboard.press("ArrowDown")
            assert page.evaluate(focused) == page.locator(LINKS).nth(place).get_attribute("href")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        assert page.evaluate(focused) == "INPUT"
        assert around_the_list(page) == []
        page.keyboard.press("Escape")  # some browsers empty the field first
        if page.locator("dialog[open]").count():
            page.keyboard.press("Escape")
        assert page.locator("dialog[open]").count() == 0
        page.keyboard.press("Control+k")
        page.keyboard.type("forget gate")
        page.wait_for_function(
            "() => document.querySelector('.lab-search-results a')?.href.endsWith('the-forget-gate')"
        )
        page.keyboard.press("Enter")
        page.wait_for_url("**/05-lstm.html#the-forget-gate")


def test_on_a_phone_the_list_fits_and_a_tap_follows_a_result(browser, site):
    with opened(browser, f"{site}/{CHAPTERS[5]}.html", **PHONE) as page:
        page.locator("a.lab-find:visible").first.tap()
        ask(page, "carousel")
        box = page.locator("dialog").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert around_the_list(page) == []
        page.locator(LINKS).first.tap()  # on this page, so that the list has to go by itself
        page.wait_for_url("**/05-lstm.html#the-constant-error-carousel")
        assert page.locator("dialog[open]").count() == 0


def test_from_a_file_headings_are_found_and_the_reader_is_told(browser):
    visit = Visit()
    with opened(browser, f"{HTML.as_uri()}/search.html?q=Elman", visit, **DESK) as page:
        page.wait_for_selector(LINKS)
        assert "02-elman.html" in page.locator(LINKS).first.get_attribute("href")
        assert "opened as a file" in page.locator(".lab-search-problem").text_content()
    assert visit.outside == []
    assert visit.complaints == []


def test_without_its_index_headings_are_found_and_without_these_the_reader_is_told(browser, site):
    for lost, said in (("pagefind.js", "only headings are searched"), ("search/*.js", "could not be loaded")):
        with opened(browser, f"{site}/book/index.html", **DESK) as page:
            page.route(f"**/{lost}", lambda route: route.abort())
            page.keyboard.press("Control+k")
            page.keyboard.type("forget gate")
            page.wait_for_function(
                "(said) => document.querySelector('.lab-search-problem').textContent.includes(said)", arg=said
            )
            if lost == "pagefind.js":
                page.wait_for_selector(LINKS)
                assert page.locator(LINKS).first.get_attribute("href").endswith("#the-forget-gate")


def test_the_search_works_below_any_path(browser, tmp_path):
    shutil.copytree(
        HTML / "_static", tmp_path / "a" / "b" / "_static", ignore=shutil.ignore_patterns("page-*", "vendor")
    )
    shutil.copy(HTML / "search.html", tmp_path / "a" / "b")
    serving = server(tmp_path)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    try:
        start = f"http://127.0.0.1:{serving.server_port}/a/b"
        with opened(browser, f"{start}/search.html?q=peephole", **DESK) as page:
            page.wait_for_selector(LINKS)
            assert page.locator(LINKS).first.get_attribute("href") == f"{start}/book/chapters/07-peepholes.html"
    finally:
        serving.shutdown()


def test_a_page_loads_nothing_of_the_index_until_somebody_searches(browser, site):
    visit = Visit()
    with opened(browser, f"{site}/book/index.html", visit, **DESK) as page:
        assert not [url for url in visit.requests if "_static/search/" in url]
        page.keyboard.press("Control+k")
        page.keyboard.type("gate")
        page.wait_for_selector(LINKS)
        loaded = [url for url in visit.requests if "_static/search/" in url]
    assert any("wasm" in url for url in loaded)
    assert not re.search(r"titles\.js", " ".join(loaded))
    size = sum((HTML / url.split("/", 3)[3].split("?")[0]).stat().st_size for url in set(loaded))
    assert size < 600_000
