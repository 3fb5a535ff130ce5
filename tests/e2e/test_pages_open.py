"""Pages open at once: what a first visit brings, that nothing moves while it comes, formulas without a script, figures
that wait in their own box, how far the keyboard has to go."""

import re
from contextlib import contextmanager
from functools import cache

import pytest

from tests.e2e.pages import CHAPTERS, HTML, PAGES, Visit, built, settle

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
FORMULA = re.compile(r'<(?:span|div) class="math notranslate nohighlight"')


def source_of(name):
    return (built(HTML) / f"{name}.html").read_text(encoding="utf-8")


# What moves without the reader's doing, from the start of the page on.
WATCH = """() => {
  window.moved = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const who = entry.sources.map(({ node }) => (node?.outerHTML ?? node?.textContent ?? "").slice(0, 120));
      if (!entry.hadRecentInput) window.moved.push([entry.value, ...who]);
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""


def watched(browser, address, **context):
    """A page on which layout shifts are noted from the start."""
    page = browser.new_context(**context).new_page()
    page.add_init_script(f"({WATCH})()")
    page.goto(address, wait_until="load")
    return page


class Arrival:
    """What a first visit on a phone brought, until the page was at rest, and what moved while it came and was read.

    It is read in a window twice as high as a phone's: so half as many steps lead as far down. At night they are those
    of a finger.
    """

    def __init__(self, browser, address):
        page = watched(browser, "about:blank", **PHONE)
        self.asked = []
        self.brought = dict.fromkeys(MOST, 0)
        site = "/".join(address.split("/")[:3])

        def note(request):
            self.asked.append(request.url)
            ahead = "/page-" in request.url and not request.url.endswith(("page.js", "page.css"))
            if request.url.startswith(site) and not ahead:
                sizes = request.sizes()
                self.brought[part_of(request.url)] += sizes["responseBodySize"] + sizes["responseHeadersSize"]

        page.on("requestfinished", note)
        page.goto(address, wait_until="networkidle")
        page.remove_listener("requestfinished", note)
        page.set_viewport_size({"width": 412, "height": 1646})
        self.moved = read_on(page, step=1400)
        page.context.close()


def read_on(page, step):
    """What moves while a reader goes down a page, in steps smaller than the window, each with time for what comes
    near."""
    height = page.evaluate("() => document.body.scrollHeight")
    for at in range(0, min(height, 12_000), step):
        page.evaluate("(at) => window.scrollTo(0, at)", at)
        page.wait_for_timeout(60)
    return page.evaluate("() => window.moved")


@pytest.fixture(scope="module")
def arrivals(browser, site):
    """Each page opened on a phone by somebody who was never there, when the first test asks for it."""
    return cache(lambda name: Arrival(browser, f"{site}/{name}.html"))


# Opened on a phone by day: where the figures, formulas and tables are. The other pages at night.
RICH = [page if page in (PAGES[0], *CHAPTERS) else pytest.param(page, marks=pytest.mark.night) for page in PAGES]


@pytest.mark.parametrize("name", RICH)
def test_nothing_moves_while_a_page_opens_and_is_read(arrivals, name):
    assert arrivals(name).moved == []


@pytest.mark.night
@pytest.mark.parametrize("name", PAGES)
def test_nothing_moves_while_a_page_is_read_in_the_steps_of_a_finger(browser, site, name):
    page = watched(browser, f"{site}/{name}.html", **PHONE)
    page.wait_for_timeout(300)
    assert read_on(page, step=600) == []
    page.context.close()


HEIGHTS = "() => [...document.querySelectorAll('.lstmlab-place')].map((each) => each.getBoundingClientRect().height)"


@contextmanager
def without_figures(browser, address, **context):
    """A page whose figures wait."""
    page = browser.new_context(**context).new_page()
    page.route("**/_static/figures/*.js", lambda route: route.abort())
    page.goto(address, wait_until="load")
    yield page
    page.context.close()


def heights_at_rest(page, expected):
    """The figures' heights once they are as expected; after nine seconds, what they are. When a figure has been drawn
    depends on what else the machine does."""
    for _ in range(30):
        found = page.evaluate(HEIGHTS)
        if found == pytest.approx(expected, abs=1):
            break
        page.wait_for_timeout(300)
    return found


@pytest.mark.parametrize("name", [*CHAPTERS, "book/explainer"])
def test_a_figure_is_as_high_alive_as_it_was_when_it_waited(browser, site, name):
    """In the width of a desk and in that of a phone, on one page. At night each has a page of its own."""
    sizes = (DESK["viewport"], PHONE["viewport"])

    def heights(size, expected=None):
        page.set_viewport_size(size)
        page.wait_for_timeout(300)  # figures are drawn again for the new width
        return page.evaluate(HEIGHTS) if expected is None else heights_at_rest(page, expected)

    with without_figures(browser, f"{site}/{name}.html", **DESK) as page:
        waiting = [heights(size) for size in sizes]
        page.unroute("**/_static/figures/*.js")
        settle(page)
        alive = [heights(size, before) for size, before in zip(sizes, waiting, strict=True)]
    assert min(map(len, waiting)) > 0
    for one, other in zip(alive, waiting, strict=True):
        assert one == pytest.approx(other, abs=1)


@pytest.mark.night
@pytest.mark.parametrize("name", CHAPTERS)
@pytest.mark.parametrize("context", [PHONE, DESK], ids=["phone", "desk"])
def test_a_figure_that_wakes_on_its_own_page_is_as_high_as_it_was(browser, site, name, context):
    with without_figures(browser, f"{site}/{name}.html", **context) as page:
        waiting = page.evaluate(HEIGHTS)
        page.unroute("**/_static/figures/*.js")
        settle(page)
        alive = heights_at_rest(page, waiting)
    assert len(waiting) > 0
    assert alive == pytest.approx(waiting, abs=1)


def test_figures_wait_until_a_reader_is_near(browser, site):
    visit = Visit()
    page = browser.new_context(**DESK).new_page()
    page.on("request", lambda request: visit.requests.append(request.url))
    page.goto(f"{site}/{CHAPTERS[2]}.html", wait_until="networkidle")
    modules = [url for url in visit.requests if re.search(r"/_static/figures/\w+\.js", url)]
    places = page.locator(".lstmlab-place")
    assert len(modules) < places.count()
    assert page.locator(".lstmlab-waiting").count() == places.count() - page.locator(".lstmlab-figure").count() > 0
    last = places.last
    last.scroll_into_view_if_needed()
    last.locator(".lstmlab-figure").wait_for()
    page.context.close()


def test_a_figure_that_is_reached_by_keyboard_wakes_and_takes_the_focus(browser, site):
    page = browser.new_context(**DESK).new_page()
    page.goto(f"{site}/{CHAPTERS[2]}.html", wait_until="networkidle")
    waiting = page.locator(".lstmlab-waiting").last
    assert len(waiting.get_attribute("aria-label")) > 60
    waiting.focus()
    page.wait_for_function("() => document.activeElement?.shadowRoot?.activeElement?.matches('input, select, button')")
    assert page.evaluate("() => document.activeElement.matches('.lstmlab-figure')")
    page.context.close()


def test_a_figure_whose_script_does_not_come_keeps_its_picture_and_is_tried_again(browser, site):
    page = browser.new_context(**DESK).new_page()
    page.route("**/_static/figures/*.js", lambda route: route.abort())
    page.goto(f"{site}/{CHAPTERS[2]}.html", wait_until="networkidle")
    place = page.locator(".lstmlab-place").first
    place.scroll_into_view_if_needed()
    picture = place.locator(".lstmlab-waiting .still")
    page.wait_for_timeout(300)
    assert picture.bounding_box()["height"] > 100
    page.unroute("**/_static/figures/*.js")
    place.evaluate("(each) => each.wake()")
    place.locator(".lstmlab-figure").wait_for()
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_formula_is_drawn_has_words_and_is_no_tab_stop(name):
    source = source_of(name)
    count = len(FORMULA.findall(source))
    words = re.findall(r'<span class="math-words">(<math.*?</math>)</span>', source, re.DOTALL)
    assert len(words) == count
    for one in words:
        assert "<annotation" in one
        assert "merror" not in one
        assert 'mathcolor="red"' not in one
    assert not re.search(r'class="math[^>]*tabindex', source)
    # Every letter that a drawing points to is on the page, once.
    letters = re.findall(r'<path id="tex-([^"]+)"', source)
    assert len(letters) == len(set(letters))
    assert set(re.findall(r'href="#tex-([^"]+)"', source)) == set(letters)
    assert name != CHAPTERS[5] or count > 200


def test_formulas_are_as_large_as_the_words_around_and_have_their_colour(browser, site):
    page = browser.new_context(color_scheme="dark", **DESK).new_page()
    page.goto(f"{site}/{CHAPTERS[2]}.html", wait_until="load")
    ratio, colour, around = page.evaluate(
        """() => {
          const all = [...document.querySelectorAll("article p span.math")];
          const math = all.find((each) => each.querySelector("annotation").textContent === "h");
          const letter = math.querySelector("use");
          const style = getComputedStyle(math);
          const high = letter.getBoundingClientRect().height / parseFloat(style.fontSize);
          return [high, getComputedStyle(letter).fill, style.color];
        }"""
    )
    assert 0.6 < ratio < 1.0  # an h is as high as capitals are
    assert colour == around
    page.context.close()


def test_a_copied_formula_is_what_was_written_in_latex(browser, site):
    page = browser.new_context(**DESK).new_page()
    page.goto(f"{site}/{CHAPTERS[2]}.html", wait_until="load")
    copied = """(selector) => {
      const first = document.querySelector(selector);
      getSelection().selectAllChildren(first);
      const data = new DataTransfer();
      document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, cancelable: true, bubbles: true }));
      return [data.getData("text/plain"), [...first.querySelectorAll("annotation")].map((each) => each.textContent)];
    }"""
    for selector in ("article p:has(span.math)", "article div.math"):
        text, written = page.evaluate(copied, selector)
        assert written
        for tex in written:
            assert f"${tex}$" in text
        assert "math-words" not in text
    page.context.close()


# What a first visit brings on a phone before the reader does anything, compressed. The largest chapters come to about
# 90 % of it; what Python needs comes when it is asked for, figures when they are near.
MOST = {"page": 175_000, "style": 32_000, "scripts": 45_000, "others": 60_000}
# The explainer is its figure: it stands at the top, with the weights of a trained net in it.
MOST_OF = {"book/explainer": MOST | {"others": 300_000}}


def part_of(url):
    if re.search(r"/_static/figures/", url):
        return "others"
    path = url.split("?")[0]
    return {"html": "page", "css": "style", "js": "scripts"}.get(path.rsplit(".", 1)[-1], "others")


@pytest.mark.parametrize("name", RICH)
def test_a_first_visit_brings_little(arrivals, name):
    visit = arrivals(name)
    assert len([url for url in visit.asked if url.split("?")[0].endswith(".css")]) == 1
    most = MOST_OF.get(name, MOST)
    assert {part: size for part, size in visit.brought.items() if size > most[part]} == {}
    for gone in ("bootstrap", "pydata", "fontawesome", "mathjax", "html-manager", "require.js", ".woff"):
        assert not any(gone in url.lower() for url in visit.asked), gone


def test_the_first_figure_is_a_few_presses_of_the_tab_key_away(browser, site):
    page = browser.new_context(**DESK).new_page()
    page.goto(f"{site}/{CHAPTERS[2]}.html", wait_until="load")
    alive = "() => document.activeElement.matches('.lstmlab-figure')"
    presses = 0
    # The second link is to the figure.
    while not page.evaluate(alive) and presses < 20:
        page.keyboard.press("Tab")
        presses += 1
        if page.evaluate("() => document.activeElement.matches('.to-figure')"):
            page.keyboard.press("Enter")
        page.wait_for_timeout(150)
    assert presses <= 4
    page.context.close()


def test_light_and_dark_follow_the_system_until_a_reader_chooses(browser, site):
    page = browser.new_context(color_scheme="dark", **DESK).new_page()
    look = "() => [document.documentElement.dataset.mode, document.documentElement.dataset.theme]"
    page.goto(f"{site}/{CHAPTERS[0]}.html")
    assert page.evaluate(look) == ["auto", "dark"]
    page.emulate_media(color_scheme="light")
    page.wait_for_function("() => document.documentElement.dataset.theme === 'light'")
    assert page.evaluate(look) == ["auto", "light"]
    button = page.locator(".theme-switch-button")
    seen = []
    for _ in range(3):
        button.click()
        seen.append(page.evaluate(look)[0])
    assert seen == ["dark", "light", "auto"]
    button.click()
    page.goto(f"{site}/{CHAPTERS[1]}.html")
    assert page.evaluate(look) == ["dark", "dark"]
    page.context.close()


def test_the_side_bars_open_and_close_on_a_phone(browser, site):
    page = browser.new_context(**PHONE).new_page()
    page.goto(f"{site}/{CHAPTERS[2]}.html")
    for side in ("primary", "secondary"):
        bar = page.locator(f".bd-sidebar-{side}")
        page.locator(f".{side}-toggle").click()
        page.wait_for_function(f"() => document.activeElement.closest('.bd-sidebar-{side}')")
        assert bar.bounding_box()["x"] < PHONE["viewport"]["width"]
        page.keyboard.press("Escape")
        page.wait_for_function(f"() => document.activeElement.matches('.{side}-toggle')")
    page.context.close()


def test_the_contents_of_the_page_say_where_the_reader_is(browser, site):
    page = browser.new_context(**DESK).new_page()
    page.goto(f"{site}/{CHAPTERS[5]}.html")
    links = page.locator(".bd-toc-nav a")
    for at in (links.count() * 3 // 4, 1, links.count() // 2):
        link = links.nth(at)
        link.evaluate("(each) => each.click()")
        # What is laid out only now does not push away what was asked for.
        top = "document.getElementById(hash.slice(1)).getBoundingClientRect().top"
        page.wait_for_function(f"(hash) => Math.abs({top} - 60) < 70", arg=link.get_attribute("href"))
        page.wait_for_function("(each) => each.getAttribute('aria-current') === 'true'", arg=link.element_handle())
        page.wait_for_timeout(600)  # it stands still before the next one is asked for
    assert page.locator(".bd-toc-nav a.active").count() == 1
    page.context.close()


def test_every_icon_is_drawn(browser, site):
    page = browser.new_context(**DESK).new_page()
    page.goto(f"{site}/{CHAPTERS[2]}.html")
    masks = "(all) => all.map((each) => [each.className, getComputedStyle(each).maskImage])"
    found = page.locator(".fa-solid").evaluate_all(masks)
    assert len(found) > 5
    assert [name for name, mask in found if "svg" not in mask] == []
    page.context.close()
