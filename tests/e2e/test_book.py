"""Every page of the built book in a browser: nothing from outside, no error, readable by everyone, at any width."""

import itertools

import pytest

from lstmlab import exercises, links
from tests.e2e.pages import CHAPTERS, HTML, PAGES, Visit, axe, opened
from tools.source.chapters import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

LOOKS = ("light", "dark")
PHONE = {"width": 360, "height": 740}
DESK = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def visits(browser, site):
    """Each page opened once in each look, read to its end, made narrow, when the first test asks for it."""
    return Visits(lambda name, look: look_around(browser, f"{site}/{name}.html", look))


class Visits(dict):
    """(page, look) -> what was seen there. A test of one page need not wait for all others."""

    def __init__(self, look_at):
        super().__init__()
        self.look_at = look_at

    def __missing__(self, key):
        self[key] = self.look_at(*key)
        return self[key]


def look_around(browser, address, look):
    """In the light on a desk, in the dark on a phone: axe looks once at each. Both at both are seen at night."""
    visit = Visit()
    with opened(browser, address, visit, color_scheme=look, **DESK) as page:
        visit.silent_pictures = page.evaluate(SILENT)
        page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
        page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)")
        if look == "light":
            visit.violations = axe(page)
        page.set_viewport_size(PHONE)
        page.wait_for_timeout(300)  # figures are drawn again for the new width
        visit.too_wide = page.evaluate(TOO_WIDE)
        if look == "dark":
            visit.violations = axe(page)
    return visit


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


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves_the_site(visits, name):
    assert [url for look in LOOKS for url in visits[name, look].outside] == []
    assert len(visits[name, "light"].requests) > 5


@pytest.mark.parametrize("name", PAGES)
def test_the_console_stays_free_of_errors(visits, name):
    assert [said for look in LOOKS for said in visits[name, look].complaints] == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_the_light_on_a_desk_and_in_the_dark_on_a_phone(visits, name):
    assert [found for look in LOOKS for found in visits[name, look].violations] == []


@pytest.mark.night
@pytest.mark.parametrize(
    "look, size", [("light", PHONE), ("dark", DESK["viewport"])], ids=["light-narrow", "dark-wide"]
)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_the_light_on_a_phone_or_in_the_dark_on_a_desk(browser, site, name, look, size):
    with opened(browser, f"{site}/{name}.html", color_scheme=look, viewport=size) as page:
        page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
        page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(300)
        assert axe(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_360_pixels_wide_does_not_scroll_sideways(visits, name):
    assert [found for look in LOOKS for found in visits[name, look].too_wide] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_has_words(visits, name):
    assert visits[name, "light"].silent_pictures == []


@pytest.mark.parametrize("name", PAGES)
def test_scripts_are_loaded_where_they_are_needed_and_nowhere_else(visits, name):
    requests = " ".join(visits[name, "light"].requests)
    source = (HTML / f"{name}.html").read_text(encoding="utf-8")
    assert ("/figures.js" in requests) == ("lstmlab-place" in source)
    assert ("/formulas.js" in requests) == ('class="math ' in source)
    for gone in ("require.js", "html-manager", "mathjax", "fontawesome"):
        assert gone not in requests.lower()


def test_previous_and_next_lead_through_the_whole_book(browser, site):
    with opened(browser, f"{site}/{PAGES[0]}.html", **DESK) as page:
        for following in PAGES[1:]:
            page.locator("a.right-next").click()
            page.wait_for_url(f"**/{following}.html")
        for before in PAGES[-2::-1]:
            page.locator("a.left-prev").click()
            page.wait_for_url(f"**/{before}.html")


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_offers_its_notebook_and_colab(browser, site, name):
    stem = name.rsplit("/", 1)[1]
    with opened(browser, f"{site}/{name}.html", **DESK) as page:
        assert page.locator("a.lstmlab-colab").get_attribute("href") == links.colab(stem)
        with page.expect_download() as offered:
            page.locator("a.lstmlab-download").click()
        assert offered.value.suggested_filename == f"{stem}.ipynb"
        with open(offered.value.path(), "rb") as got:
            assert got.read() == (ROOT / "notebooks" / f"{stem}.ipynb").read_bytes()


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
    for page in itertools.product(PAGES, LOOKS):
        visits[page]  # goes there, unless another test has been
    requests = sum(len(visit.requests) for visit in visits.values())
    outside = sum(len(visit.outside) for visit in visits.values())
    violations = sum(len(visit.violations) for visit in visits.values())
    heaviest, where = max((visit.transferred, name) for (name, _), visit in visits.items())
    with capsys.disabled():
        print(f"\n{len(PAGES)} pages in two looks: {requests} requests, {outside} leave the site.")
        print(f"axe: {violations} violations.")
        print(f"Heaviest page, all of its figures alive: {where}, {heaviest / 1e6:.2f} MB.")
    assert requests > 0
