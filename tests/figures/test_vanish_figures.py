"""The figures of chapter 4: what they show of gradients that vanish and explode is what the package's own cells do."""

from itertools import pairwise

import numpy as np
import pytest

from lstmlab import unroll
from lstmlab.cells import elman
from lstmlab.exercises.vanish import edge_puzzle
from lstmlab.figures import gradient_flow, loss_cliff
from lstmlab.figures.gradient_flow import BAND, LAST, N_STEPS, RADIUS, SINGULAR, GradientFlow
from lstmlab.figures.loss_cliff import LossCliff
from lstmlab.figures.repeated_squashing import RepeatedSquashing
from lstmlab.figures.runtime.even import even_tanh
from tests.figures import figure_page

# Gradient flow.

SCALES = [0.2, 0.7, 1.0, 1.6, 2.2, 3.0]


def test_the_even_tanh_has_all_digits():
    x = np.linspace(-25, 25, 100_001)
    np.testing.assert_allclose(even_tanh(x), np.tanh(x), rtol=1e-15, atol=0)
    assert even_tanh(x.astype(np.float32)).dtype == np.float32


@pytest.mark.parametrize("scale", SCALES)
def test_tanh_units_are_the_elman_cell_of_the_package(scale):
    params = elman.Params(np.array([gradient_flow.W_X]), scale * np.array(gradient_flow.W_H), np.zeros(4))
    xs = np.array(gradient_flow.X)[:, None, None]
    trace = unroll.forward(elman, params, xs, elman.State(np.zeros((1, 4))))
    dstate, norms = elman.State(np.array([LAST])), [1.0]
    for cache in reversed(trace.caches):
        _, dstate, _ = elman.step_backward(params, cache, dstate)
        norms.append(np.linalg.norm(dstate.h))
    np.testing.assert_allclose(GradientFlow(cell="tanh", scale=scale).values["norms"], norms, rtol=1e-10)


@pytest.mark.parametrize("scale", SCALES)
def test_linear_units_multiply_by_the_same_matrix_at_every_step(scale):
    norms = GradientFlow(cell="linear", scale=scale).values["norms"]
    powers = np.linalg.matrix_power((scale * np.array(gradient_flow.W_H)).T, 25)
    assert norms[25] == pytest.approx(np.linalg.norm(np.array(LAST) @ powers), rel=1e-12)


@pytest.mark.parametrize("forget", [0.5, 0.9, 1.0])
@pytest.mark.parametrize("scale", [0.3, 1.0, 2.5])
def test_the_gradient_of_the_lstm_is_right(scale, forget):
    def run(h, c):
        for x in gradient_flow.X[-5:]:
            into = x * np.array(gradient_flow.W_X)
            w = scale * np.array(gradient_flow.W_H)
            i, g, o = 1 / (1 + np.exp(-into - h @ w.T)), np.tanh(into + h @ w), 1 / (1 + np.exp(into + h @ w.T))
            c = forget * c + i * g
            h = o * np.tanh(c)
        return h, c

    # The state five steps before the end, found by running the rest as the figure does.
    h = c = np.zeros(4)
    w = scale * np.array(gradient_flow.W_H)
    for x in gradient_flow.X[:-5]:
        into = x * np.array(gradient_flow.W_X)
        i, g, o = 1 / (1 + np.exp(-into - h @ w.T)), np.tanh(into + h @ w), 1 / (1 + np.exp(into + h @ w.T))
        c = forget * c + i * g
        h = o * np.tanh(c)
    gradient = []
    for k in range(8):
        moved = np.concatenate([h, c]).astype(complex)
        moved[k] += 1e-30j
        gradient.append((run(moved[:4], moved[4:])[0] @ np.array(LAST)).imag / 1e-30)
    norms = GradientFlow(cell="lstm", scale=scale, forget=forget).values["norms"]
    assert norms[5] == pytest.approx(np.linalg.norm(gradient), rel=1e-9)


def test_no_gradient_of_tanh_or_linear_units_lies_above_the_line_of_the_largest_singular_value():
    for cell in ("tanh", "linear"):
        for scale in np.linspace(0.2, 3, 29):
            values = GradientFlow(cell=cell, scale=scale).values
            assert np.all(np.array(values["norms"]) <= np.array(values["bound"]) * (1 + 1e-12))


def test_in_the_long_run_a_linear_net_follows_its_spectral_radius_and_not_its_singular_value():
    assert SINGULAR > 1.5 * RADIUS
    values = GradientFlow(cell="linear", scale=1.0).values
    assert values["rate"] == pytest.approx(RADIUS, rel=0.02)


def test_an_open_forget_gate_keeps_what_tanh_units_lose():
    lstm = GradientFlow(cell="lstm", scale=0.5, forget=1.0).values["norms"][-1]
    tanh = GradientFlow(cell="tanh", scale=0.5).values["norms"][-1]
    assert lstm > 0.1 > 1e-20 > tanh


def test_the_edge_puzzle_has_a_narrow_answer_that_the_slider_meets():
    puzzle = edge_puzzle.PUZZLE
    assert puzzle.unmet(**{**GradientFlow().controls, **puzzle.start})
    assert puzzle.unmet(**{**GradientFlow().controls, **puzzle.solution}) == []
    steps = np.arange(4, 61) * 0.05
    solved = [s for s in steps if not GradientFlow.unmet(cell="linear", scale=float(s), forget=0.97)]
    assert 1 <= len(solved) <= 4
    assert all(abs(s * RADIUS - 1) < 0.06 for s in solved)
    low = GradientFlow.unmet(cell="linear", scale=min(solved) - 0.05, forget=0.97)
    high = GradientFlow.unmet(cell="linear", scale=max(solved) + 0.05, forget=0.97)
    assert "has to be above 0.1" in low[0]
    assert "has to be below 10" in high[0]
    assert "recurrent weights alone" in GradientFlow.unmet(cell="lstm", scale=1.6, forget=1.0)[0]


def test_the_fate_is_read_from_the_last_length():
    for scale in SCALES:
        values = GradientFlow(cell="linear", scale=scale).values
        last = values["norms"][N_STEPS]
        assert values["fate"] == ("vanishes" if last < BAND[0] else "explodes" if last > BAND[1] else "stays")


def test_the_answer_to_the_edge_tells_what_the_slider_shows():
    scales = np.arange(4, 61) * 0.05
    fates = {
        cell: [GradientFlow(cell=cell, scale=float(scale)).values["fate"] for scale in scales]
        for cell in ("linear", "tanh", "lstm")
    }
    assert {"explodes", "stays"} == set(fates["lstm"])
    stays = {cell: [k for k, fate in enumerate(found) if fate == "stays"] for cell, found in fates.items()}
    linear, tanh = stays["linear"], stays["tanh"]
    assert linear == list(range(linear[0], linear[-1] + 1))
    assert tanh[-1] - tanh[0] > linear[-1] - linear[0]
    assert "explodes" in fates["tanh"][tanh[0] : tanh[-1]]
    assert set(fates["tanh"][tanh[-1] + 1 :]) == {"vanishes"}


# Repeated squashing.


@pytest.mark.parametrize("squash", ["sigmoid", "tanh"])
@pytest.mark.parametrize("times,weight,x", [(1, 1.0, 0.3), (4, 2.5, -1.2), (20, 0.7, 3.0)])
def test_value_and_slope_are_those_of_the_function_applied_n_times(squash, times, weight, x):
    def run(y):
        for _ in range(times):
            y = np.tanh(weight * y) if squash == "tanh" else 1 / (1 + np.exp(-weight * y))
        return y

    values = RepeatedSquashing(squash=squash, times=times, weight=weight, x=x).values
    assert values["value"] == pytest.approx(run(x), abs=1e-14)
    assert values["slope"] == pytest.approx(run(x + 1e-30j).imag / 1e-30, rel=1e-9)
    np.testing.assert_allclose(values["curves"][-1], run(np.linspace(-4, 4, 81)), rtol=0, atol=1e-13)
    assert np.prod(values["factors"][:times]) == pytest.approx(values["slope"], rel=1e-12)


def test_a_sigmoid_loses_at_least_three_quarters_of_the_slope_at_every_application():
    for x in (-3.0, 0.0, 0.7):
        slopes = RepeatedSquashing(squash="sigmoid", x=x).values["slopes"]
        assert all(after <= before / 4 for before, after in pairwise(slopes))


def test_only_a_weight_above_the_inverse_of_the_largest_slope_can_keep_it():
    assert RepeatedSquashing(squash="tanh", weight=1.0, times=20, x=0.0).values["slope"] == 1
    assert RepeatedSquashing(squash="tanh", weight=1.0, times=20, x=1.0).values["slope"] < 0.05
    assert RepeatedSquashing(squash="tanh", weight=1.2, times=20, x=0.0).values["slope"] > 30
    assert RepeatedSquashing(squash="tanh", weight=1.2, times=20, x=2.0).values["slope"] < 0.1


def test_tanh_with_a_weight_above_one_becomes_a_switch():
    def ends(x):
        return RepeatedSquashing(squash="tanh", weight=1.5, times=20, x=x).values

    assert ends(0.3)["value"] == pytest.approx(ends(3.0)["value"], abs=1e-3)
    assert ends(-0.3)["value"] == pytest.approx(-ends(3.0)["value"], abs=1e-3)
    assert ends(0.0)["slope"] > 1000
    assert ends(1.0)["slope"] < 1e-6


# The loss cliff.


@pytest.mark.parametrize("w,b", [(1.8, -0.2), (0.9, 0.3), (2.2, -0.55), (1.2, -0.06)])
def test_the_gradient_on_the_cliff_is_the_one_that_backpropagation_finds(w, b):
    params = elman.Params(np.zeros((1, 1)), np.array([[w]]), np.array([b]))
    xs = np.zeros((loss_cliff.N_STEPS, 1, 1))
    trace = unroll.forward(elman, params, xs, elman.State(np.array([[loss_cliff.H_0]])))
    dhs = np.zeros_like(trace.hs)
    dhs[-1] = trace.hs[-1] - loss_cliff.TARGET
    _, _, grads = unroll.backward(elman, params, trace, dhs)
    loss, by_w, by_b = loss_cliff.loss_and_gradient(w, b)
    assert loss == pytest.approx(dhs[-1, 0, 0] ** 2 / 2, rel=1e-11)
    assert by_w == pytest.approx(grads.W_h[0, 0], rel=1e-9)
    assert by_b == pytest.approx(grads.b[0], rel=1e-9)


def test_every_step_is_the_rate_times_the_gradient_clipped_or_not():
    figure = LossCliff()
    values = figure.values
    for name, limit in (("plain", np.inf), ("clipped", figure.limit)):
        run = {key: np.array(numbers) for key, numbers in values[name].items()}
        lengths = np.hypot(np.diff(run["w"]), np.diff(run["b"]))
        np.testing.assert_allclose(lengths, figure.rate * np.minimum(run["norm"][:-1], limit), rtol=1e-6, atol=1e-12)


def test_without_clipping_the_cliff_throws_the_run_away_and_with_clipping_it_does_not():
    values = LossCliff().values
    assert max(values["plain"]["norm"]) > 10
    assert abs(values["plain"]["b"][-1]) > 2 > 0.2 > abs(values["clipped"]["b"][-1])
    assert values["clipped"]["loss"][-1] < 0.2 * values["plain"]["loss"][-1]


def test_both_runs_cross_the_cliff_early_and_the_clipped_one_lands_nearer():
    values = LossCliff().values
    early = {
        name: next(t for t, loss in enumerate(values[name]["loss"]) if loss > 0.5) for name in ("plain", "clipped")
    }
    assert max(early.values()) < 10
    way = {name: np.hypot(*(np.diff(values[name][key])[t - 1] for key in "wb")) for name, t in early.items()}
    assert way["clipped"] < way["plain"]
    assert values["plain"]["norm"][-1] < 1e-3


def test_a_limit_that_is_never_reached_changes_nothing():
    figure = LossCliff(w=0.8, b=0.4, rate=0.05, limit=5.0)
    assert max(figure.values["plain"]["norm"]) < 5
    assert figure.values["plain"] == figure.values["clipped"]


def test_there_is_a_cliff():
    b = np.linspace(-1, 0.6, 1601)
    losses = np.array([loss_cliff.loss_and_gradient(2.0, float(each))[0] for each in b])
    assert np.abs(np.diff(losses)).max() > 0.5 * np.ptp(losses)


def test_a_finger_takes_the_start_in_any_direction_and_scrolls_the_page_elsewhere(page):
    page.set_viewport_size({"width": 390, "height": 844})
    place = figure_page.show(page, LossCliff())
    page.evaluate("() => (document.body.style.marginBottom = '1500px')")
    finger = page.context.new_cdp_session(page)

    def stroke(x, y, dy):
        finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for k in range(1, 5):
            point = {"x": x, "y": y + k * dy / 4}
            finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    start = page.locator(f"{place} .handle .grip").bounding_box()
    stroke(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2, -60)
    moved = figure_page.assert_in_step(page, place, LossCliff)
    assert moved["w"] == pytest.approx(1.8, abs=0.03)
    assert moved["b"] > 0.1
    assert page.evaluate("scrollY") == 0
    map_ = page.locator(f"{place} .stage").bounding_box()
    stroke(map_["x"] + 100, map_["y"] + 200, -150)
    page.wait_for_function("scrollY > 50")
    finger.detach()
