"""The figures of chapter 9: their optimisers are those of the package."""

import itertools
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from lstmlab import optim
from lstmlab.figures import learning_rate_sweep as sweep
from lstmlab.figures import loss_cliff
from lstmlab.figures.learning_rate_sweep import LearningRateSweep
from lstmlab.figures.optimiser_race import LIMIT, RUNS, OptimiserRace
from tests.figures import figure_page
from tools.stills.__main__ import render

# The race.


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("clipped", [False, True])
def test_each_run_makes_the_steps_of_the_packages_optimiser(name, clipped):
    figure = OptimiserRace(rate=0.05, adaptive=0.05, clipped=clipped, w=1.2, b=0.3)
    optimizer = optim.by_name(name, lr=0.05)
    params = {"w": np.array(1.2), "b": np.array(0.3)}
    state = optimizer.init(params)
    run = figure.values[name]
    for k in range(12):
        np.testing.assert_allclose([run["w"][k], run["b"][k]], [params["w"], params["b"]], rtol=1e-8)
        loss, by_w, by_b = loss_cliff.loss_and_gradient(float(params["w"]), float(params["b"]))
        assert run["loss"][k] == pytest.approx(loss, rel=1e-7)
        grads = {"w": np.array(by_w), "b": np.array(by_b)}
        if clipped:
            grads, _ = optim.clip_by_global_norm(grads, LIMIT)
        params, state = optimizer.update(grads, state, params)


def test_the_order_is_that_of_the_losses_and_all_begin_at_one_place():
    figure = OptimiserRace(step=20)
    values = figure.values
    assert sorted(values["order"]) == sorted(RUNS)
    losses = [values[name]["loss"][20] for name in values["order"]]
    assert losses == sorted(losses)
    assert {values[name]["loss"][0] for name in RUNS} == {loss_cliff.loss_and_gradient(1.8, -0.2)[0]}


def test_a_run_that_has_left_the_map_is_told_and_has_its_mark_at_the_edge():
    figure = OptimiserRace(step=40)
    gone = figure.values["gone"]
    assert len(gone) == 4
    off = figure.alt.split("Off the map: ")[1].split(". Step")[0].split("; ")
    assert [each.split(" at w")[0] for each in off] == [RUNS[name] for name in gone]
    assert OptimiserRace(step=0).values["gone"] == []
    assert "Off the map" not in OptimiserRace(step=0).alt
    drawn = render([figure])[0]
    signs = {"sgd": "S", "momentum": "M", "nesterov": "N", "adagrad": "AG", "rmsprop": "R", "adam": "A"}
    marks = [one for one in ET.fromstring(drawn).iterfind(".//{*}text") if "halo" in one.get("class", "")]
    assert sorted(one.text for one in marks) == sorted(signs.values())
    places = [(float(one.get("x")), float(one.get("y"))) for one in marks if one.text in {signs[n] for n in gone}]
    apart = [max(abs(a - c), abs(b - d)) for (a, b), (c, d) in itertools.combinations(places, 2)]
    assert min(apart) >= 15, "one on another"


def test_an_adaptive_step_is_about_as_long_as_its_rate_whatever_the_gradient():
    for place in ({"w": 0.7, "b": -0.9}, {"w": 1.8, "b": -0.2}):
        values = OptimiserRace(adaptive=0.2, clipped=False, **place).values
        for name in ("adagrad", "adam"):
            assert abs(values[name]["w"][1] - place["w"]) == pytest.approx(0.2, rel=1e-3)


# What chapter 9 says that its readers should have seen.


def _longest(figure, name):
    run = figure.values[name]
    steps = np.hypot(np.diff(run["w"]), np.diff(run["b"]))
    return int(np.argmax(steps)) + 1, float(np.max(steps))


def test_chapter_8_says_rightly_who_is_thrown_off_the_cliff():
    slow, fast = OptimiserRace(clipped=False), OptimiserRace(clipped=False, rate=0.3)
    step, length = _longest(slow, "sgd")
    assert step > 20
    assert length > 2
    for name in set(RUNS) - {"sgd"}:
        assert _longest(slow, name)[1] < 0.5
    step, length = _longest(fast, "nesterov")
    assert step == 2
    assert length > 2


def test_chapter_8_says_rightly_how_long_the_first_adaptive_step_is():
    values = OptimiserRace(clipped=False, adaptive=1).values
    first = {name: abs(values[name]["w"][1] - values[name]["w"][0]) for name in ("adagrad", "adam", "rmsprop")}
    assert first == pytest.approx({"adagrad": 1, "adam": 1, "rmsprop": np.sqrt(10)}, rel=1e-3)


def test_chapter_8_says_rightly_what_the_sweep_shows():
    middle = [k for k, rate in enumerate(sweep.RATES) if 0.099 < rate < 1.01]
    early, late = ([LearningRateSweep(updates=n).values["losses"][k] for k in middle] for n in (5, 60))
    assert max(early) < 1.6 * min(early)
    assert max(late) > 3 * min(late)
    best = {n: LearningRateSweep(updates=n).values["best"] for n in (5, 60)}
    assert best[5] != best[60]
    assert len({LearningRateSweep(optimiser="momentum", updates=n).values["best"] for n in range(5, 61)}) > 3
    by_sgd = LearningRateSweep(updates=60).values["losses"][middle[-1]]
    by_momentum = LearningRateSweep(optimiser="momentum", updates=60).values["losses"]
    near = min(range(len(sweep.RATES)), key=lambda k: abs(by_momentum[k] - by_sgd))
    assert sweep.RATES[near] == pytest.approx(0.1)


# The sweep.


def _loss(w, x):
    return np.tanh(np.outer(x, w[:3]) + w[3:6]) @ w[6:9] + w[9]


def test_the_gradient_of_the_sweep_is_right():
    x, target = np.array(sweep.X), np.array(sweep.TARGET)
    w = np.array(sweep.START)
    loss, grads = sweep._loss_and_gradient(w[:, None])
    assert loss[0] == pytest.approx(np.mean((_loss(w, x) - target) ** 2) / 2)
    for k in range(len(w)):
        moved = w.astype(complex)
        moved[k] += 1e-30j
        slope = np.mean((_loss(moved, x) - target) ** 2 / 2).imag / 1e-30
        assert grads[k, 0] == pytest.approx(slope, rel=1e-10, abs=1e-14)


@pytest.mark.parametrize("name", sweep.OPTIMISERS)
@pytest.mark.parametrize("place", [4, 12, 16])
def test_a_run_of_the_sweep_makes_the_steps_of_the_packages_optimiser(name, place):
    curve = LearningRateSweep(optimiser=name, place=place).values["curve"]
    optimizer = optim.by_name(name, lr=sweep.RATES[place])
    params = {"w": np.array(sweep.START)}
    state = optimizer.init(params)
    for k in range(10):
        loss, grads = sweep._loss_and_gradient(params["w"][:, None])
        if loss[0] >= sweep.CAP:
            assert curve[k] == sweep.CAP
            return
        assert curve[k] == pytest.approx(loss[0], rel=1e-9)
        params, state = optimizer.update({"w": grads[:, 0]}, state, params)


@pytest.mark.parametrize("name", sweep.OPTIMISERS)
def test_the_best_rate_lies_inside_and_too_large_a_rate_is_worse_at_once(name):
    values = LearningRateSweep(optimiser=name, updates=60).values
    losses = values["losses"]
    assert 0 < values["best"] < len(losses) - 1
    assert losses[-1] > 10 * losses[values["best"]]
    assert losses[0] > 2 * losses[values["best"]]


def test_dragging_over_the_marks_chooses_a_rate_and_over_the_lines_the_update(page):
    place = figure_page.show(page, LearningRateSweep())
    box = page.locator(f"{place} .stage svg").bounding_box()
    for start, end in ((0.1, 0.2), (0.6, 0.8)):
        page.mouse.move(box["x"] + start * box["width"], box["y"] + 150)
        page.mouse.down()
        page.mouse.move(box["x"] + end * box["width"], box["y"] + 150, steps=4)
        page.mouse.up()
    chosen = figure_page.assert_in_step(page, place, LearningRateSweep)
    assert 5 < chosen["place"] < 9
    assert 25 < chosen["updates"] < 35


def test_all_runs_are_drawn_and_the_one_that_is_shown_lies_above_them():
    figure = LearningRateSweep(place=3)
    assert figure.values["curves"][3] == figure.values["curve"]
    paths = ET.fromstring(render([figure])[0]).iterfind(".//{*}path")
    runs = [one for one in paths if one.get("d", "").count("L") == sweep.LAST]
    assert len(runs) == len(sweep.RATES)
    assert "line-orange" in runs[-1].get("class")
