"""The figures on the pages of the built book: moved by keyboard and mouse, compared with NumPy, solved, and still there
without JavaScript and without a server."""

import json
from contextlib import ExitStack

import pytest

from lstmlab import exercises, figures
from tests.e2e.pages import CHAPTERS, HTML, Visit, built, opened, shown

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

DESK = {"viewport": {"width": 1280, "height": 900}}
TOLERANCE = 1e-12
FIGURES = [getattr(figures, name) for name in figures.ALL]
BY_TITLE = {figure.title: figure for figure in FIGURES}
PUZZLES = [one for one in exercises.registry().values() if isinstance(one, exercises.Puzzle)]


def compare_with_numpy(state):
    """The largest difference between the numbers in the browser and NumPy's for the same controls."""
    cls = BY_TITLE[state["title"]]
    controls = {name: cls.faces[name].accept(value) for name, value in state["controls"].items()}
    return largest_difference(cls.compute(**controls), state["values"])


def tolerance(state):
    """What the difference may be. Where all forget gates are held at 1, cells add up for hundreds of steps, and so does
    rounding: some 1e-11 there, and up to 1.5e-10 with longer texts."""
    return 1e-9 if "f all" in state["controls"].get("changes", "") else TOLERANCE


def largest_difference(ours, theirs):
    """Of two nested results, relative to numbers above one; an error where they differ in form."""
    if isinstance(ours, dict):
        assert ours.keys() == theirs.keys()
        return max((largest_difference(ours[key], theirs[key]) for key in ours), default=0.0)
    if isinstance(ours, (list, tuple)):
        assert len(ours) == len(theirs)
        return max((largest_difference(*pair) for pair in zip(ours, theirs, strict=True)), default=0.0)
    if isinstance(ours, (bool, str)) or ours is None:
        assert ours == theirs
        return 0.0
    return abs(ours - theirs) / max(1.0, abs(ours))


def move_by_keyboard(figure):
    """Press a key on the first control that answers, and say which. The controls must be others afterwards."""
    before = shown(figure)["controls"]
    for control in figure.locator("input:visible:enabled, select:visible:enabled").all():
        keys = {"checkbox": ["Space"], "radio": ["ArrowRight", "ArrowLeft"]}
        for key in keys.get(control.get_attribute("type"), ["ArrowUp", "ArrowDown"]):
            control.focus()
            control.press(key)
            if shown(figure)["controls"] != before:
                return key
    raise AssertionError("no control of this figure answers to a key")


def move_by_mouse(page, figure):
    """Click near both ends of a slider, or on another control or button, until the controls are others.

    Not on Play, which would go on by itself: tests/figures/test_playing.py does."""
    before = shown(figure)["controls"]
    for control in figure.locator(":is(input, button:not(.play)):visible:enabled").all():
        control.scroll_into_view_if_needed()
        box = control.bounding_box()
        for part in (0.25, 0.75):
            page.mouse.click(box["x"] + part * box["width"], box["y"] + box["height"] / 2)
            if shown(figure)["controls"] != before:
                return
    raise AssertionError("no control of this figure answers to the mouse")


@pytest.fixture(scope="module")
def at(browser, site):
    """Goes to a chapter's page, and stays there as long as the tests are about that chapter: (page, visit)."""
    with ExitStack() as leaving:
        here = {}

        def go(name):
            if name not in here:
                leaving.pop_all().close()
                here.clear()
                visit = Visit()
                here[name] = leaving.enter_context(opened(browser, f"{site}/{name}.html", visit, **DESK)), visit
            return here[name]

        yield go


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_figure_moves_under_keyboard_and_mouse_and_agrees_with_numpy(at, name, capsys):
    page, visit = at(name)
    all_figures = page.locator(".lstmlab-figure").all()
    assert all_figures, "every chapter has a figure that moves"
    worst = 0.0
    for figure in all_figures:
        first = shown(figure)
        worst = max(worst, compare_with_numpy(first) / tolerance(first))
        move_by_keyboard(figure)
        after_key = shown(figure)
        worst = max(worst, compare_with_numpy(after_key) / tolerance(after_key))
        move_by_mouse(page, figure)
        after_mouse = shown(figure)
        worst = max(worst, compare_with_numpy(after_mouse) / tolerance(after_mouse))
        words = figure.locator("[role=img]").first.get_attribute("aria-label")
        cls = BY_TITLE[after_mouse["title"]]
        controls = {key: cls.faces[key].accept(value) for key, value in after_mouse["controls"].items()}
        assert words == cls.describe(controls, cls.compute(**controls))
    assert visit.complaints == []
    with capsys.disabled():
        print(
            f"\n{name}: {len(all_figures)} figures moved, largest difference from NumPy {worst:.2f} of the limit",
            end="",
        )
    assert worst <= 1


def put(figure, name, value):
    """Move the control of this name: a slider, or one of a few choices."""
    # An id ends with the name. Letters of chance stand before it, and some of them begin like one.
    if not isinstance(value, str):
        figure.locator(f"input[type=range][id$='-{name}']").first.fill(str(value))
        return
    options = list(BY_TITLE[shown(figure)["title"]].faces[name].options)
    choice = figure.locator(f"select[id$='-{name}']")
    if choice.count():
        choice.first.select_option(str(options.index(value)))
    else:
        figure.locator(f"input[type=radio][name$='-{name}']").nth(options.index(value)).check(force=True)


@pytest.mark.parametrize("puzzle", PUZZLES, ids=lambda puzzle: puzzle.name)
def test_a_puzzle_is_solved_on_its_page_with_its_own_controls(at, puzzle):
    page, visit = at(next(name for name in CHAPTERS if name.rsplit("/", 1)[1].startswith(f"{puzzle.chapter:02d}-")))
    figure = page.locator(".lstmlab-figure", has_text=puzzle.task)
    figure.locator("button", has_text="Reset").click()
    assert shown(figure)["controls"] == as_at_first(puzzle)
    banner = figure.locator(".puzzle")
    assert "Not solved" in banner.inner_text()
    for name, value in puzzle.solution.items():
        put(figure, name, value)
        assert shown(figure)["controls"][name] == value
    page.wait_for_function("(each) => each.classList.contains('solved')", arg=banner.element_handle())
    assert "Solved" in banner.inner_text()
    assert compare_with_numpy(shown(figure)) <= TOLERANCE
    assert visit.complaints == []


def as_at_first(puzzle):
    """The values of a puzzle's controls when its page has just been opened."""
    return json.loads(json.dumps(getattr(figures, puzzle.figure)(puzzle=puzzle.name).controls))


@pytest.mark.parametrize("name", CHAPTERS)
def test_without_javascript_there_is_a_picture_and_its_words(browser, site, name):
    source = (HTML / f"{name}.html").read_text(encoding="utf-8")
    expected = source.count('<div class="lstmlab-place"')
    with opened(browser, f"{site}/{name}.html", java_script_enabled=False, **DESK) as page:
        stills = page.locator(".lstmlab-still")
        assert stills.count() == expected > 0
        for still in stills.all():
            still.scroll_into_view_if_needed()  # far pictures come when they are needed
            picture = still.locator("img")
            page.wait_for_timeout(100)
            assert picture.bounding_box()["width"] > 200
            assert picture.evaluate("(each) => each.complete && each.naturalWidth") > 200
            assert len(picture.get_attribute("alt")) > 30
            assert len(still.text_content().strip()) > 30


def test_without_javascript_solutions_open_and_links_lead_on(browser, site):
    with opened(browser, f"{site}/{CHAPTERS[0]}.html", java_script_enabled=False, **DESK) as page:
        solution = page.locator("details.solution").first
        assert not solution.locator("pre").first.is_visible()
        solution.locator("summary").click()
        assert solution.locator("pre").first.is_visible()
        answer = page.locator("details.sd-dropdown").first
        answer.locator("summary").click()
        assert answer.locator("p").first.is_visible()
        # The theme's colours are there although no script has chosen a look.
        assert page.locator("article p").first.evaluate("(each) => getComputedStyle(each).color") != "rgb(0, 0, 0)"
        page.locator("a.right-next").click()
        page.wait_for_url(f"**/{CHAPTERS[1]}.html")
        page.locator("nav.bd-docs-nav a", has_text="The Elman network").click()
        page.wait_for_url(f"**/{CHAPTERS[2]}.html")


def test_from_a_file_formulas_and_figures_work_without_a_server(browser):
    visit = Visit()
    with opened(browser, f"{built(HTML).as_uri()}/{CHAPTERS[2]}.html", visit, **DESK) as page:
        assert page.locator(".math > svg").count() > 20
        figure = page.locator(".lstmlab-figure").first
        move_by_keyboard(figure)
        assert compare_with_numpy(shown(figure)) <= TOLERANCE
    assert visit.outside == []
    assert visit.complaints == []
