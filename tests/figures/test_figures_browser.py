"""Figures in Chromium: the same numbers and words as in Python, moved by keyboard, mouse and finger.

No notebook and no book is needed: a stand-in for the widget model carries the figure's module (figure_page.py).
"""

import json
import math

import pytest

from lstmlab import figures
from lstmlab.puzzles import as_code
from tests.figures import figure_page
from tests.figures.figure_page import assert_in_step, state
from tests.figures.test_figures import FIGURES, PUZZLES, samples

FEW, MANY = 30, 150  # settings of a figure's controls that are drawn, by day and at night; every option comes once
TOLERANCE = 1e-12


def difference(ours, theirs, where=""):
    """The largest difference of two nested results, relative to numbers above one. Fails where they differ in form."""
    if isinstance(ours, dict):
        assert ours.keys() == theirs.keys(), where
        return max((difference(ours[key], theirs[key], f"{where}.{key}") for key in ours), default=0.0)
    if isinstance(ours, (list, tuple)):
        assert len(ours) == len(theirs), where
        return max(
            (difference(a, b, f"{where}[{i}]") for i, (a, b) in enumerate(zip(ours, theirs, strict=True))), default=0.0
        )
    if isinstance(ours, (bool, str)) or ours is None:
        assert type(theirs) is type(ours), where
        assert ours == theirs, f"{where}: {ours!r} in Python, {theirs!r} in the browser"
        return 0.0
    assert type(theirs) in (int, float), where
    assert math.isfinite(ours), where
    assert math.isfinite(theirs), where
    return abs(ours - theirs) / max(1.0, abs(ours))


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.night)])
def test_javascript_and_python_give_the_same_numbers_and_words(page, figure, count, record_property):
    figure_page.load(page, figure)
    cls = type(figure)
    options = [(name, each) for name, item in cls.faces.items() if item.kind == "choice" for each in item.options]
    vectors = [*samples(cls, count), figure.controls, *({**figure.controls, name: each} for name, each in options)]
    theirs = page.evaluate(
        """([name, constants, vectors]) => vectors.map((controls) => {
          const { compute, describe, result, unmet } = window.figures[name];
          const given = { ...constants, ...controls };
          const values = compute(given);
          const words = { alt: describe(given, values), result: result(given, values), unmet: unmet(given, values) };
          return { values, words };
        })""",
        [cls.__name__, figure.about()["constants"], json.loads(json.dumps(vectors))],
    )
    largest = 0.0
    for controls, found in zip(vectors, theirs, strict=True):
        values = cls.compute(**controls)
        largest = max(largest, difference(values, found["values"], f"{cls.__name__}{controls}"))
        said = {
            "alt": cls.describe(controls, values),
            "result": cls.result(controls, values),
            "unmet": cls.unmet(**controls),
        }
        assert said == found["words"], controls
    record_property("largest_difference", largest)
    print(f"{cls.__name__}: {len(vectors)} vectors, largest difference between JavaScript and Python {largest:.1e}")
    assert largest <= TOLERANCE


def views(cls):
    """The figure, once for every option of its first choice: other options may show other controls."""
    choice = next(((name, item.options) for name, item in cls.faces.items() if item.kind == "choice"), None)
    return [cls(**{choice[0]: option}) for option in choice[1]] if choice else [cls()]


# The type of a figure's input that can be moved now, and has the focus then; null where it is hidden or shut.
FOCUS = """([place, at]) => {
  const each = inside(place, ".figure").querySelectorAll("input, select")[at];
  if (!each.checkVisibility({ visibilityProperty: true }) || !each.getClientRects().length) return null;
  if (each.matches(":disabled")) return null;
  each.focus();
  return each.type;
}"""


# What can be moved now, by its words.
CONTROLS = """(place) => [...inside(place, ".figure").querySelectorAll("input, select, button")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.matches(":disabled"))
  .map((each) => [each.type, each.labels?.[0]?.textContent, each.ariaLabel, each.textContent].join(" "))
  .join("; ")"""


@pytest.mark.parametrize("alike", [False, pytest.param(True, marks=pytest.mark.night)], ids=["others", "alike"])
@pytest.mark.parametrize("cls", FIGURES)
def test_every_control_is_moved_by_keyboard_and_by_mouse(page, cls, alike):
    """By day in the first view and in those that show other controls than all before; at night in those alike."""
    met = set()
    for figure in views(cls):
        figure_page.blank(page)
        place = figure_page.show(page, figure)
        assert_in_step(page, place, cls)
        controls = page.evaluate(CONTROLS, place)
        if (controls in met) == alike:
            move_every_control(page, place, figure)
        met.add(controls)
    assert met


def move_every_control(page, place, figure):
    cls = type(figure)
    now = assert_in_step(page, place, cls)
    moved = 0
    for i in range(page.locator(f"{place} .figure :is(input, select)").count()):
        if (kind := page.evaluate(FOCUS, [place, i])) is None:
            continue
        for key in {"checkbox": ["Space", "Space"], "radio": ["ArrowRight", "ArrowLeft"]}.get(
            kind, ["ArrowDown", "ArrowUp"]
        ):
            before = now
            page.evaluate(FOCUS, [place, i])  # of radio buttons the key before has moved it on
            page.keyboard.press(key)
            now = assert_in_step(page, place, cls)
            if now == before:  # at its end, or a radio button whose neighbour is the one chosen
                page.keyboard.press({"ArrowDown": "ArrowUp", "ArrowUp": "ArrowDown"}.get(key, key))
                now = assert_in_step(page, place, cls)
            assert now != before, f"input {i}, {kind}: {key} moves nothing"
            moved += 1
    buttons = page.locator(f"{place} button:visible")
    for i in range(buttons.count()):
        button = buttons.nth(i)
        if button.is_visible() and button.is_enabled():
            before, words = now, button.inner_text()
            button.click()
            now = assert_in_step(page, place, cls)
            plays = "play" in words.lower() or words.startswith("Speed")
            assert words == "Reset" or now != before or plays
            page.evaluate(
                "(place) => inside(place, '.player .play')?.textContent === 'Pause' && inside(place, '.play').click()",
                place,
            )
            if plays:  # it went on until it was told to wait
                now = assert_in_step(page, place, cls)
            moved += 1
    assert moved >= 3
    page.locator(f"{place} button", has_text="Reset").click()
    assert state(page, place) == json.loads(json.dumps(figure.controls)), "Reset brings the first values back"


@pytest.fixture(scope="module")
def phone(browser):
    """One narrow page that knows of fingers only, for all figures."""
    coarse = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    yield coarse.new_page()
    coarse.close()


def test_every_control_has_a_name_and_room_for_a_finger(page, phone, figure):
    place = figure_page.show(page, figure)
    nameless = page.evaluate(
        """(place) => [...inside(place, ".figure").querySelectorAll("input, select, button")]
          .filter((each) => !each.labels?.length && !each.getAttribute("aria-label") && !each.textContent.trim())
          .map((each) => each.outerHTML)""",
        place,
    )
    assert nameless == []
    heads = page.locator(f"{place} .figure th").all_inner_texts()
    assert all(head.strip() for head in heads), heads
    figure_page.blank(phone)
    place = figure_page.show(phone, figure)
    small = phone.evaluate(
        """(place) => [...inside(place, ".figure").querySelectorAll("button, select, input[type=range]")]
          .map((each) => [each.getBoundingClientRect().height, each.outerHTML])
          .filter(([height]) => 0 < height && height <= 43.9)""",
        place,
    )
    assert small == []
    # A name of two lines pushes its slider down: it does not stand on the bar, which is 16 pixels high.
    on_bar = phone.evaluate(
        """(place) => [...inside(place, ".figure").querySelectorAll(".slide")].filter((each) => {
          if (!each.getClientRects().length) return false;
          const [name, bar] = [".name", "input"].map((one) => each.querySelector(one).getBoundingClientRect());
          return name.bottom > (bar.top + bar.bottom) / 2 - 7;
        }).map((each) => each.textContent)""",
        place,
    )
    assert on_bar == []


@pytest.mark.parametrize("puzzle", PUZZLES, ids=lambda puzzle: puzzle.name)
def test_the_page_itself_says_that_a_puzzle_is_solved(page, puzzle):
    figure = getattr(figures, puzzle.figure)(puzzle=puzzle.name)
    place = figure_page.show(page, figure)
    banner = page.locator(f"{place} .puzzle")
    assert puzzle.task in banner.inner_text()
    assert "Not solved yet" in banner.inner_text()
    assert "Copy as code" not in banner.inner_text()
    page.evaluate(
        """([place, solution]) => Object.entries(solution).forEach(([name, value]) =>
          document.querySelector(place).model.set(name, value))""",
        [place, puzzle.solution],
    )
    assert_in_step(page, place, type(figure))
    assert "Solved" in banner.inner_text()
    assert as_code(puzzle.figure, puzzle.name, {**puzzle.start, **puzzle.solution}) in banner.inner_text()
    page.locator(place).get_by_role("button", name="Copy as code").click()
    assert "into the cell of the figure" in banner.get_by_role("status").inner_text()
    page.wait_for_function(
        "(place) => inside(place, '[aria-live]').textContent.includes('Puzzle solved')",
        arg=place,
    )


def test_the_window_puzzle_is_solved_by_keyboard_alone(page):
    place = figure_page.show(page, figures.WindowExplorer(puzzle="ffnn.window_puzzle"))
    slider = page.get_by_role("slider", name="Width of the window")
    slider.focus()
    for _ in range(30):
        if "Not solved" not in page.locator(f"{place} .puzzle").inner_text():
            break
        slider.press("ArrowRight")
        page.wait_for_timeout(40)
    assert "Solved" in page.locator(f"{place} .puzzle").inner_text()
    assert not figures.WindowExplorer.unmet(**state(page, place))


def test_dragging_over_the_series_moves_the_window(page):
    place = figure_page.show(page, figures.WindowExplorer(view="temperatures", width=12, position=40))
    box = page.locator(f"{place} .stage svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 100, steps=4)
    page.mouse.up()
    assert 100 < state(page, place)["position"] < 112
    assert_in_step(page, place, figures.WindowExplorer)
    page.touchscreen.tap(box["x"] + box["width"] * 0.5, box["y"] + 100)
    assert 50 < state(page, place)["position"] < 62
