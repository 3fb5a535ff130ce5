"""Every page of the built book in a browser: nothing from outside, no error, readable by everyone, at any width."""

import posixpath
import re
from itertools import pairwise
from pathlib import Path

import pytest

from lstmlab import exercises, links
from tests.e2e.pages import CHAPTERS, HTML, PAGES, SAVES_DATA, Visit, axe, opened
from tools.source.chapters import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

PHONE = {"width": 360, "height": 740}
DESK = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def visits(browser, site):
    """Each page opened once, read to its end, made dark and narrow, when the first test asks for it."""
    return Visits(lambda name: look_around(browser, site, name))


class Visits(dict):
    """What was seen on a page, by its name. A test of one page need not wait for all others."""

    def __init__(self, look_at):
        super().__init__()
        self.look_at = look_at

    def __missing__(self, name):
        self[name] = self.look_at(name)
        return self[name]


def look_around(browser, site, name):
    """On a desk in the light and narrow, every other page in the dark there. axe, which takes longer than all else,
    looks once, at the end: at half of the pages in one of these looks, at half in the other. At night it sees every
    page in all."""
    visit = Visit()
    dark = in_the_dark(name)
    with opened(browser, f"{site}/{name}.html", visit, color_scheme="light", **DESK) as page:
        visit.silent_pictures = page.evaluate(SILENT)
        if name in CHAPTERS:
            visit.colab = page.locator("a.lstmlab-colab").get_attribute("href")
            with page.expect_download() as offered:
                page.locator("a.lstmlab-download").click()
            visit.notebook = offered.value.suggested_filename, Path(offered.value.path()).read_bytes()
        read_to_the_end(page)
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_viewport_size(PHONE)
        page.wait_for_timeout(300)  # figures are drawn again for the new width
        assert page.locator("html").get_attribute("data-theme") == ("dark" if dark else "light")
        visit.too_wide = page.evaluate(TOO_WIDE)
        visit.beginnings_hidden = page.evaluate(BEGINNING_HIDDEN)
        if not dark:
            page.set_viewport_size(DESK["viewport"])
            page.wait_for_timeout(300)
        assert page.evaluate(FEWER_WORDS_OF_CODE) >= (1000 if name in CHAPTERS[1:] else 0)
        visit.violations = axe(page)
    return visit


def in_the_dark(name):
    """Whether axe sees a page in the dark on a phone by day, or in the light on a desk."""
    return PAGES.index(name) % 2 == 1


def read_to_the_end(page):
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)")


# Of the words of code, which are most of a chapter's elements, one of each colour stays an element in each kind of
# block, and the others become plain text: axe takes half the time. Returned is how many. At night all stay.
FEWER_WORDS_OF_CODE = """() => {
  const words = [...document.querySelectorAll("pre span[class]:not(:has(*))")];
  const seen = new Set();
  const kind = (each) => {
    const block = each.closest("pre");
    return [each.className, each.parentElement.className, block.className, block.parentElement.className,
      block.parentElement.parentElement.className, each.closest("details")?.className].join("|");
  };
  const again = words.filter((each) => seen.has(kind(each)) || !seen.add(kind(each)));
  again.forEach((each) => each.replaceWith(each.textContent)); // as wide as before: code scrolls
  return again.length;
}"""

# Pictures without words, also inside the figures: neither a name nor said to be decoration.
SILENT = """() => {
  const silent = [];
  const named = (each) => (each.getAttribute("aria-label") || each.getAttribute("alt")
    || each.querySelector(":scope > title")?.textContent || "").trim().length > 5;
  const look = (tree) => {
    for (const each of tree.querySelectorAll("*")) {
      if (each.shadowRoot) look(each.shadowRoot);
      if (!each.matches("img, svg, canvas, [role=img]")) continue;
      const decoration = each.closest("[aria-hidden=true]")
        || (each.matches("img") && each.getAttribute("alt") === "" && each.closest("a")?.textContent.trim());
      const part = each.matches("svg") && each.parentElement?.closest("[role=img]");
      if (!decoration && !part && !named(each)) silent.push(each.outerHTML.slice(0, 200));
    }
  };
  look(document);
  return silent;
}"""

# What makes the page itself scroll sideways at the present width; what scrolls inside its own box does not.
TOO_WIDE = """() => {
  window.scrollTo(200, window.scrollY);
  const page = document.scrollingElement;
  if (page.scrollWidth <= window.innerWidth && window.scrollX === 0) return [];
  return [page.scrollWidth, ...[...document.querySelectorAll("article *")]
    .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1)
    .slice(0, 5).map((each) => each.outerHTML.slice(0, 200))];
}"""

# What is wider than the box in which it scrolls, and does not show its beginning first.
BEGINNING_HIDDEN = """() => {
  const scrolls = (each) => ["auto", "scroll"].includes(getComputedStyle(each).overflowX);
  const hidden = [];
  for (const part of document.querySelectorAll("article :is(svg, table, pre, img):not(svg svg)")) {
    if (part.checkVisibility && !part.checkVisibility()) continue;
    let box = part.parentElement;
    while (box && !scrolls(box)) box = box.parentElement;
    if (box?.closest("article") && part.getBoundingClientRect().left < box.getBoundingClientRect().left - 1)
      hidden.push(`${box.className}: ${part.outerHTML.slice(0, 200)}`);
  }
  return hidden;
}"""


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves_the_site(visits, name):
    assert visits[name].outside == []
    assert len(visits[name].requests) > 5


@pytest.mark.parametrize("name", PAGES)
def test_the_console_stays_free_of_errors(visits, name):
    assert visits[name].complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_the_light_on_a_desk_or_in_the_dark_on_a_phone(visits, name):
    assert visits[name].violations == []


LOOKS = {
    "light-wide": ("light", DESK["viewport"]),
    "light-narrow": ("light", PHONE),
    "dark-wide": ("dark", DESK["viewport"]),
    "dark-narrow": ("dark", PHONE),
}


@pytest.mark.night
@pytest.mark.parametrize(
    "name, look, size",
    [pytest.param(name, *LOOKS[look], id=f"{name}-{look}") for name in PAGES for look in LOOKS],
)
def test_a_page_is_as_good_in_every_look(browser, site, name, look, size):
    visit = Visit()
    with opened(browser, f"{site}/{name}.html", visit, color_scheme=look, viewport=size) as page:
        read_to_the_end(page)
        page.wait_for_timeout(300)
        assert size != PHONE or page.evaluate(TOO_WIDE) == []
        assert axe(page) == []
    assert visit.outside == []
    assert visit.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_360_pixels_wide_does_not_scroll_sideways(visits, name):
    assert visits[name].too_wide == []


@pytest.mark.parametrize("name", PAGES)
def test_what_scrolls_in_its_own_box_on_a_phone_shows_its_beginning_first(visits, name):
    assert visits[name].beginnings_hidden == []


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_has_words(visits, name):
    assert visits[name].silent_pictures == []


@pytest.mark.parametrize("name", PAGES)
def test_scripts_are_loaded_where_they_are_needed_and_nowhere_else(visits, name):
    requests = " ".join(visits[name].requests)
    source = (HTML / f"{name}.html").read_text(encoding="utf-8")
    assert ("/figures.js" in requests) == ("lstmlab-place" in source)
    assert ("/formulas.js" in requests) == ('class="math ' in source)
    for gone in ("require.js", "html-manager", "mathjax", "fontawesome"):
        assert gone not in requests.lower()


def linked(name, link):
    """Where a link of this class leads on a page, as the name of a page."""
    source = (HTML / f"{name}.html").read_text(encoding="utf-8")
    found = [tag for tag in re.findall(r"<a\b[^>]*>", source) if re.search(rf'class="[^"]*\b{link}\b', tag)]
    ways = {re.search(r'href="([^"]*)"', tag)[1] for tag in found}
    return {posixpath.normpath(posixpath.join(posixpath.dirname(name), way)).removesuffix(".html") for way in ways}


def test_previous_and_next_name_the_pages_before_and_after():
    for before, after in pairwise(PAGES):
        assert linked(before, "right-next") == {after}
        assert linked(after, "left-prev") == {before}
    assert linked(PAGES[0], "left-prev") == linked(PAGES[-1], "right-next") == set()


@pytest.mark.night
def test_previous_and_next_lead_through_the_whole_book(browser, site):
    # The links need no script, and 64 pages without any are opened in the time of ten.
    with opened(browser, f"{site}/{PAGES[0]}.html", java_script_enabled=False, **DESK) as page:
        for following in PAGES[1:]:
            page.locator("a.right-next").click()
            page.wait_for_url(f"**/{following}.html")
        for before in PAGES[-2::-1]:
            page.locator("a.left-prev").click()
            page.wait_for_url(f"**/{before}.html")


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_offers_its_notebook_and_colab(visits, name):
    stem = name.rsplit("/", 1)[1]
    assert visits[name].colab == links.colab(stem)
    assert visits[name].notebook == (f"{stem}.ipynb", (ROOT / "notebooks" / f"{stem}.ipynb").read_bytes())


@pytest.mark.parametrize("saves_data", [False, True], ids=["plenty", "saves-data"])
def test_the_pages_python_is_fetched_ahead_unless_the_reader_saves_data(browser, site, saves_data):
    context = browser.new_context(**DESK)
    if saves_data:
        context.add_init_script(SAVES_DATA)
    page = context.new_page()
    page.goto(f"{site}/{CHAPTERS[0]}.html")
    # All laid out, as after a click on a link within the page: else what is above the button moves it away again.
    page.evaluate("() => document.documentElement.classList.add('whole')")
    page.get_by_role("button", name="Write and check it here").first.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)  # it waits for an idle moment
    if not saves_data:
        page.locator("link[rel=prefetch]").first.wait_for(state="attached")
    fetched = page.locator("link[rel=prefetch]").count()
    context.close()
    assert (fetched == 0) == saves_data


def test_every_section_that_a_check_points_to_is_there(browser, site):
    for exercise in exercises.registry().values():
        address = links.section(exercise.chapter, exercise.section[0])
        page, anchor = address.split("/book/")[1].split("#")
        source = (HTML / "book" / page).read_text(encoding="utf-8")
        assert f'id="{anchor}"' in source, f"{exercise.name}: {address}"
        assert f'id="exercise-{exercise.name}"' in source, f"{exercise.name} has no box on {page}"


def test_a_reader_can_skip_to_the_text_and_a_machine_knows_the_language(browser, site):
    with opened(browser, f"{site}/{CHAPTERS[0]}.html", **DESK) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.textContent") == "Skip to main content"
        page.keyboard.press("Enter")
        assert page.evaluate("() => location.hash") == "#main-content"
        assert page.locator("html").get_attribute("lang") == "en"
        assert len(page.locator("meta[name=description]").get_attribute("content")) > 40


@pytest.mark.night
def test_what_the_visits_came_to(visits, capsys):
    """The figures that the tests above are about, for whoever reads the output."""
    for name in PAGES:
        visits[name]  # goes there, unless another test has been
    requests = sum(len(visit.requests) for visit in visits.values())
    outside = sum(len(visit.outside) for visit in visits.values())
    violations = sum(len(visit.violations) for visit in visits.values())
    heaviest, where = max((visit.transferred, name) for name, visit in visits.items())
    with capsys.disabled():
        print(f"\n{len(PAGES)} pages: {requests} requests, {outside} leave the site.")
        print(f"axe: {violations} violations.")
        print(f"Heaviest page, all of its figures alive: {where}, {heaviest / 1e6:.2f} MB.")
    assert requests > 0
