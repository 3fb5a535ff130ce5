"""Play: a figure whose subject is time goes on by itself, and stops by itself."""

import pytest

from lstmlab import figures
from tests.figures import figure_page
from tests.figures.figure_page import state
from tests.figures.test_figures import FIGURES

PLAYING = (
    "LstmStepper",
    "BackwardStepper",
    "LossCliff",
    "OptimiserRace",
    "ReberAutomaton",
    "UnrollExplorer",
    "GateTimeline",
)


def named(page, place, name):
    return page.locator(place).get_by_role("button", name=name, exact=True)


def test_playing_goes_to_the_last_step_and_a_step_by_hand_ends_it(page):
    place = figure_page.show(page, figures.UnrollExplorer(step=6))
    named(page, place, "Speed 1\u00d7").click()
    play = named(page, place, "Play")
    play.click()
    named(page, place, "Pause").wait_for()
    page.locator(place).get_by_text("8 of 8").wait_for()
    play.wait_for()  # it has stopped by itself
    play.click()  # and begins again with the first step
    page.locator(place).get_by_text("1 of 8").wait_for()
    page.locator(place).get_by_label("Step", exact=True).press("End")
    play.wait_for()
    assert state(page, place)["step"] == 8


def test_the_keyboard_plays_and_pauses(page):
    place = figure_page.show(page, figures.UnrollExplorer())
    play = named(page, place, "Play")
    play.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("(place) => document.querySelector(place).model.state.step > 1", arg=place)
    page.keyboard.press("Space")
    play.wait_for()
    assert play.evaluate("(each) => each.getRootNode().activeElement === each"), "the focus stays where it was"


def test_what_plays_is_read_out_once_it_stands_still(page):
    place = figure_page.show(page, figures.LossCliff(step=0))
    page.evaluate(
        """(place) => {
          window.heard = [];
          const voice = inside(place, "[aria-live]");
          new MutationObserver(() => heard.push(voice.textContent)).observe(voice, { childList: true });
        }""",
        place,
    )
    named(page, place, "Play").click()
    page.wait_for_function("(place) => document.querySelector(place).model.state.step > 4", arg=place)
    assert page.evaluate("heard") == []
    named(page, place, "Pause").click()
    page.wait_for_function("heard.length")
    said = page.evaluate("heard")
    assert len(said) == 1
    assert said[0].startswith(f"Step {state(page, place)['step']}:")


def test_it_stops_when_the_picture_is_out_of_sight_and_with_reset(page):
    place = figure_page.show(page, figures.LossCliff(step=0))
    page.evaluate(
        "() => document.body.append(Object.assign(document.createElement('div'), { style: 'height: 3000px' }))"
    )
    play = named(page, place, "Play")
    play.click()
    page.wait_for_function("(place) => document.querySelector(place).model.state.step > 1", arg=place)
    page.evaluate("() => scrollTo(0, 2500)")
    page.wait_for_function("(place) => inside(place, '.play').textContent === 'Play'", arg=place)
    page.evaluate("() => scrollTo(0, 0)")
    play.click()
    named(page, place, "Reset").click()
    play.wait_for()
    assert state(page, place)["step"] == 0
    play.click()
    page.evaluate("(place) => document.querySelector(place).end()", place)  # its place is gone
    left = state(page, place)["step"]
    page.wait_for_timeout(500)
    assert state(page, place)["step"] == left


def test_who_asks_for_less_motion_gets_a_step_a_second(page):
    page.emulate_media(reduced_motion="reduce")
    place = figure_page.show(page, figures.LossCliff(step=0))
    page.evaluate(
        """(place) => {
          window.times = [];
          document.querySelector(place).model.on("change:step", () => times.push(performance.now()));
        }""",
        place,
    )
    named(page, place, "Play").click()
    page.wait_for_function("times.length === 3")
    first, second, third = page.evaluate("times")
    assert min(second - first, third - second) > 990  # a third of it without that wish
    assert page.evaluate("(place) => [...inside(place, '.figure').getAnimations({ subtree: true })].length", place) == 0


@pytest.mark.parametrize("name", PLAYING)
def test_figures_whose_subject_is_time_play(page, name):
    assert getattr(figures, name) in FIGURES
    place = figure_page.show(page, getattr(figures, name)())
    before = state(page, place)
    named(page, place, "Play").click()
    page.wait_for_function(
        """([place, before]) => Object.entries(document.querySelector(place).model.state)
          .some(([name, value]) => name in before && JSON.stringify(value) !== JSON.stringify(before[name]))""",
        arg=[place, before],
    )
    figure_page.assert_in_step(page, place, getattr(figures, name))


def test_the_lstm_goes_on_from_moment_to_moment_and_may_be_moved_meanwhile(page):
    place = figure_page.show(page, figures.LstmStepper(step=6))
    first = figures.LstmStepper().values
    named(page, place, "Play").click()
    page.wait_for_function("(place) => document.querySelector(place).model.state.step === 1", arg=place)
    now = state(page, place)
    assert [now["h_prev"], now["c_prev"]] == pytest.approx([first["h"], first["c"]], abs=1e-12)
    page.get_by_role("slider", name="Input x").press("ArrowLeft")
    page.wait_for_function("(place) => document.querySelector(place).model.state.step > 1", arg=place)
    assert named(page, place, "Pause").count() == 1
    assert state(page, place)["x"] == 0.55
