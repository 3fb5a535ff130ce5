"""Figures in Chromium: the same numbers and words as in Python, moved by keyboard, mouse and finger.

No notebook and no book is needed: a stand-in for the widget model carries the figure's module (figure_page.py).
"""

import json
import math

import figure_page
import pytest
from browser import chromium
from test_figures import FIGURES, PUZZLES, samples

from lstmlab import figures

VECTORS = 150
TOLERANCE = 1e-12
FRAME = 16.0  # milliseconds


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 700, "height": 900}, has_touch=True)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: _refuse_outside(page, request.url))
    figure_page.blank(page)
    yield page
    context.close()
    assert page.complaints == []


def _refuse_outside(page, url):
    if not url.startswith(("about:", "blob:", "data:")):
        page.complaints.append(f"request to {url}")


@pytest.fixture(params=FIGURES, ids=lambda cls: cls.__name__)
def figure(request):
    return request.param()


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


def test_javascript_and_python_give_the_same_numbers_and_words(page, figure, record_property):
    figure_page.load(page, figure)
    cls = type(figure)
    vectors = [*samples(cls, VECTORS), figure.controls]
    theirs = page.evaluate(
        """([name, constants, vectors]) => vectors.map((controls) => {
          const { compute, describe, unmet } = window.figures[name];
          const given = { ...constants, ...controls };
          const values = compute(given);
          return { values, words: describe(given, values), unmet: unmet(given, values) };
        })""",
        [cls.__name__, figure.constants(), json.loads(json.dumps(vectors))],
    )
    largest = 0.0
    for controls, found in zip(vectors, theirs, strict=True):
        values = cls.compute(**controls)
        largest = max(largest, difference(values, found["values"], f"{cls.__name__}{controls}"))
        assert cls.describe(controls, values) == found["words"], controls
        assert cls.unmet(**controls) == found["unmet"], controls
    record_property("largest_difference", largest)
    print(f"{cls.__name__}: {len(vectors)} vectors, largest difference between JavaScript and Python {largest:.1e}")
    assert largest <= TOLERANCE


def state(page, place):
    """The control values that the model holds now, without what belongs to no control."""
    return page.evaluate(
        "(place) => { const { _about, ...rest } = document.querySelector(place).model.state; return rest; }", place
    )


def assert_in_step(page, place, cls):
    """The picture's label is Python's text alternative for the controls of now."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    controls = {name: cls.faces[name].accept(value) for name, value in state(page, place).items()}
    words = cls.describe(controls, cls.compute(**controls))
    assert page.locator(f"{place} .stage").get_attribute("aria-label") == words


def views():
    """Each figure, once for every option of its first choice: other options may show other controls."""
    for cls in FIGURES:
        choice = next(((name, item.options) for name, item in cls.faces.items() if item.kind == "choice"), None)
        for option in choice[1] if choice else [None]:
            given = {choice[0]: option} if choice else {}
            yield pytest.param(cls, given, id="-".join([cls.__name__, *map(str, given.values())]))


@pytest.mark.parametrize("cls,given", list(views()))
def test_every_control_is_moved_by_keyboard_and_by_mouse(page, cls, given):
    figure = cls(**given)
    place = figure_page.show(page, figure)
    assert_in_step(page, place, cls)
    inputs = page.locator(f"{place} :is(input, select)")
    moved = 0
    for i in range(inputs.count()):
        control = inputs.nth(i)
        if not control.is_visible() or not control.is_enabled():
            continue
        kind = control.get_attribute("type") or "select"
        for key in {"checkbox": ["Space", "Space"], "radio": ["ArrowRight", "ArrowLeft"]}.get(
            kind, ["ArrowDown", "ArrowUp"]
        ):
            before = state(page, place)
            control.focus()
            control.press(key)
            if state(page, place) == before:  # at its end, or a radio button whose neighbour is the one chosen
                other = {"ArrowDown": "ArrowUp", "ArrowUp": "ArrowDown"}.get(key, key)
                (control if kind != "radio" else page.keyboard).press(other)
            assert state(page, place) != before, f"{control.get_attribute('id')}: {key} moves nothing"
            assert_in_step(page, place, cls)
            moved += 1
    buttons = page.locator(f"{place} button:visible")
    for i in range(buttons.count()):
        if buttons.nth(i).is_visible() and buttons.nth(i).is_enabled():
            before = state(page, place)
            reset = buttons.nth(i).inner_text() == "Reset"
            buttons.nth(i).click()
            assert reset or state(page, place) != before or "play" in buttons.nth(i).inner_text().lower()
            assert_in_step(page, place, cls)
            moved += 1
    assert moved >= 3
    page.locator(f"{place} button", has_text="Reset").click()
    assert state(page, place) == json.loads(json.dumps(figure.controls)), "Reset brings the first values back"


def test_every_control_has_a_name_and_room_for_a_finger(page, figure):
    place = figure_page.show(page, figure)
    nameless = page.evaluate(
        """(place) => [...inside(place, ".figure").querySelectorAll("input, select, button")]
          .filter((each) => !each.labels?.length && !each.getAttribute("aria-label") && !each.textContent.trim())
          .map((each) => each.outerHTML)""",
        place,
    )
    assert nameless == []
    coarse = page.context.browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    phone = coarse.new_page()
    figure_page.blank(phone)
    place = figure_page.show(phone, figure)
    for button in phone.locator(f"{place} :is(button, select, input[type=range]):visible").all():
        assert button.bounding_box()["height"] > 43.9, button.evaluate("(each) => each.outerHTML")
    coarse.close()


@pytest.mark.parametrize("puzzle", PUZZLES, ids=lambda puzzle: puzzle.name)
def test_the_page_itself_says_that_a_puzzle_is_solved(page, puzzle):
    figure = getattr(figures, puzzle.figure)(puzzle=puzzle.name)
    place = figure_page.show(page, figure)
    banner = page.locator(f"{place} .puzzle")
    assert puzzle.task in banner.inner_text()
    assert "Not solved yet" in banner.inner_text()
    page.evaluate(
        """([place, solution]) => Object.entries(solution).forEach(([name, value]) =>
          document.querySelector(place).model.set(name, value))""",
        [place, puzzle.solution],
    )
    assert_in_step(page, place, type(figure))
    assert "Solved" in banner.inner_text()
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


def test_two_views_of_one_figure_and_others_beside_it_do_not_disturb_each_other(page):
    places = [figure_page.show(page, cls()) for cls in [*FIGURES, *FIGURES]]
    ids = page.evaluate(
        """() => [...document.querySelectorAll("main > div")].flatMap((place) =>
          [...place.firstChild.shadowRoot.querySelectorAll("[id]")].map((each) => each.id))"""
    )
    assert len(ids) == len(set(ids)) > 10
    first, second = places[0], places[len(FIGURES)]
    page.locator(f"{first} button").first.click()
    assert state(page, first) != state(page, second)
    # Two displays of one model follow each other.
    page.evaluate(
        """async ([place, name]) => {
          const twin = document.createElement("div");
          twin.id = "twin";
          twin.model = document.querySelector(place).model;
          document.querySelector("main").append(twin);
          twin.end = await window.figures[name].default.render({ model: twin.model, el: twin });
        }""",
        [first, FIGURES[0].__name__],
    )
    page.locator("#twin button").first.click()
    page.wait_for_timeout(60)
    label = page.locator(f"{first} .stage").get_attribute("aria-label")
    assert page.locator("#twin .stage").get_attribute("aria-label") == label
    left = page.evaluate(
        """() => [...document.querySelectorAll("main > div")].map((place) => {
          place.end();
          return [place.children.length, Object.values(place.model.listeners).flat().length];
        })"""
    )
    assert all(children == 0 for children, _ in left)
    assert left[-1][1] == 0, "listeners are left on the model"


@pytest.mark.parametrize("width", [300, 340, 700, 1100])
def test_a_figure_fits_its_column(page, figure, width):
    cls = type(figure)
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("() => (document.body.style.margin = 0)")
    for controls in samples(cls, 6, seed=width):
        place = figure_page.show(page, cls(**controls))
        sizes = page.evaluate(
            """(place) => {
              const figure = inside(place, ".figure");
              const edge = figure.getBoundingClientRect().right;
              const all = [...figure.querySelectorAll("*:not(svg *, .unseen)")];
              const out = all.filter((each) => each.getBoundingClientRect().right > edge + 0.5);
              const beyond = document.documentElement.scrollWidth - innerWidth;
              return [beyond, out.map((each) => each.outerHTML.slice(0, 120))];
            }""",
            place,
        )
        assert sizes == [0, []], controls


@pytest.mark.parametrize(
    "sign,look",
    [
        ("document.documentElement.dataset.theme = 'dark'", "dark"),
        ("document.documentElement.dataset.theme = 'light'", "light"),
        ("document.body.setAttribute('data-jp-theme-light', 'false')", "dark"),
        ("document.body.setAttribute('data-jp-theme-light', 'true')", "light"),
        ("document.body.classList.add('vscode-dark')", "dark"),
        ("document.documentElement.setAttribute('theme', 'dark')", "dark"),
    ],
)
@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_look_follows_the_page_before_the_system(page, sign, look, system):
    page.emulate_media(color_scheme=system)
    place = figure_page.show(page, figures.NetworkSizer())
    body = page.locator(f"{place} .figure")
    assert body.get_attribute("data-look") == system
    page.evaluate(f"() => {{ {sign}; }}")
    page.wait_for_function(
        "([place, look]) => inside(place, '.figure').dataset.look === look",
        arg=[place, look],
    )


@pytest.mark.parametrize("motion,animation", [("no-preference", "lit"), ("reduce", "none")])
def test_changed_numbers_light_up_unless_motion_is_unwanted(page, motion, animation):
    page.emulate_media(reduced_motion=motion)
    place = figure_page.show(page, figures.NetworkSizer())
    assert page.locator(f"{place} .lit").count() == 0
    page.get_by_role("button", name="Inputs: one more").click()
    lit = page.locator(f"{place} .lit")
    lit.first.wait_for()
    assert "(4 + 1) × 4" in lit.all_inner_texts()
    assert lit.first.evaluate("(each) => getComputedStyle(each).animationName") == animation


def test_an_update_takes_less_than_a_frame(page, figure, record_property):
    cls = type(figure)
    place = figure_page.show(page, figure)
    vectors = json.loads(json.dumps(list(samples(cls, 40, seed=3))))
    times = page.evaluate(
        """([place, vectors]) => {
          const { model } = document.querySelector(place);
          const queue = [];
          window.requestAnimationFrame = (update) => queue.push(update);
          return vectors.map((controls) => {
            Object.entries(controls).forEach(([name, value]) => model.set(name, value));
            const start = performance.now();
            queue.splice(0).forEach((update) => update());
            document.body.offsetHeight;
            return performance.now() - start;
          });
        }""",
        [place, vectors],
    )
    middle = sorted(times)[len(times) // 2]
    record_property("update_ms", middle)
    print(f"{cls.__name__}: update {middle:.1f} ms (median of {len(times)}), slowest {max(times):.1f} ms")
    assert middle < FRAME
