"""The figures of chapter 3: what they show of backpropagation through time is what the package's own cell does."""

import numpy as np
import pytest

from lstmlab import gradcheck, unroll
from lstmlab.cells import elman
from lstmlab.exercises.bptt import cut_puzzle
from lstmlab.figures import backward_stepper, cut_explorer
from lstmlab.figures.backward_stepper import EDGES, NAMES, BackwardStepper
from lstmlab.figures.cut_explorer import CutExplorer
from lstmlab.figures.gradient_check_lab import BUGS, GradientCheckLab, net
from tests.browser import chromium
from tests.figures import figure_page

# The backward stepper.


def package_gradients(w_h, losses, start):
    xs, targets = np.array(backward_stepper.X), np.array(backward_stepper.TARGETS)
    params = elman.Params(np.array([[backward_stepper.W_X]]), np.array([[float(w_h)]]), np.array([backward_stepper.B]))
    trace = unroll.forward(
        elman, params, xs[:, None, None], elman.State(np.array([[backward_stepper.H_0 if start else 0.0]]))
    )
    dhs = trace.hs - targets[:, None, None]
    if losses == "last":
        dhs[:-1] = 0
    _, _, grads = unroll.backward(elman, params, trace, dhs)
    return {"w_x": grads.W_x[0, 0], "w_h": grads.W_h[0, 0], "b": grads.b[0]}


@pytest.mark.parametrize("w_h", [-1.5, 0.0, 0.9, 2.0])
@pytest.mark.parametrize("losses", ["all", "last"])
@pytest.mark.parametrize("start", [True, False])
def test_the_whole_pass_gives_the_gradients_of_the_package(w_h, losses, start):
    found = BackwardStepper(w_h=w_h, losses=losses, start=start, step=24).values
    expected = package_gradients(w_h, losses, start)
    for name in NAMES:
        assert found["true"][name] == pytest.approx(expected[name], abs=1e-14)
        assert found["found"][name] == found["true"][name]
        assert found["sums"][name] == pytest.approx(found["true"][name], abs=1e-15)
    assert found["failed"] == []


def failing(**controls):
    """Which parameters fail, edge by edge."""
    return {edge: BackwardStepper(cut=f"{edge[0]} {edge[1]}", **controls).values["failed"] for edge in EDGES}


def test_a_deleted_edge_spoils_the_parameters_behind_it_and_no_other():
    found = failing()
    for kind, t in EDGES:
        if kind in NAMES:
            assert found[kind, t] == [kind]
        elif (kind, t) == ("state", 1):
            assert found[kind, t] == []  # h_0 is given, not learnt
        else:
            assert found[kind, t] == list(NAMES)


def test_with_a_state_of_zero_the_first_edge_into_w_h_may_be_missing_unseen():
    assert failing(start=True)["w_h", 1] == ["w_h"]
    assert failing(start=False)["w_h", 1] == []


def test_without_recurrent_weight_nothing_comes_from_the_future():
    found = failing(w_h=0.0)
    assert all(found["state", t] == [] for t in range(1, 5))


def test_a_deleted_edge_leaves_what_it_did_not_carry():
    whole = BackwardStepper().values
    for place, (kind, t) in enumerate(EDGES):
        if kind not in NAMES:
            continue
        cut = BackwardStepper(cut=f"{kind} {t}").values
        assert cut["edges"][place] == 0
        assert cut["found"][kind] == pytest.approx(whole["true"][kind] - whole["edges"][place], abs=1e-15)


def test_clicking_an_edge_deletes_it_and_clicking_again_restores_it():
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 700, "height": 900})
        figure_page.blank(page)
        place = figure_page.show(page, BackwardStepper())
        edge = page.locator(f"{place} .edge", has_text="from a_3 to h_2").locator(".touch")
        edge.click()
        assert figure_page.state(page, place)["cut"] == "state 3"
        figure_page.assert_in_step(page, place, BackwardStepper)
        page.get_by_text("After the whole pass these fail the check").first.wait_for()
        edge.click()
        assert figure_page.state(page, place)["cut"] == "none"
        button = page.get_by_role("button", name="Delete the edge gone over last")
        button.click()
        assert figure_page.state(page, place)["cut"] == "state 4"


# The cut explorer.


@pytest.mark.parametrize("k", [1, 4, 7, 9, 10, 15, 20])
@pytest.mark.parametrize("w_h", [0.0, 0.9, 1.7])
def test_the_cut_gradients_are_those_of_truncated_backpropagation_in_the_package(k, w_h):
    xs = np.zeros((cut_explorer.N_STEPS, 1, 1))
    xs[12] = 1
    params = elman.Params(np.array([[cut_explorer.W_X]]), np.array([[w_h]]), np.zeros(1))
    trace = unroll.forward(elman, params, xs, elman.State(np.zeros((1, 1))))
    dhs = np.zeros_like(trace.hs)
    dhs[-1] = trace.hs[-1] - 1
    found = CutExplorer(k=k, w_h=w_h).values
    for length, suffix in ((20, ""), (k, "_kept")):
        _, _, grads = unroll.truncated_backward(elman, params, trace, dhs, length)
        assert found[f"w_x{suffix}"] == pytest.approx(grads.W_x[0, 0], abs=1e-14)
        assert found[f"w_h{suffix}"] == pytest.approx(grads.W_h[0, 0], abs=1e-14)
    np.testing.assert_allclose(found["h"], trace.hs[:, 0, 0], rtol=0, atol=1e-14)


def test_the_gradient_reaches_the_symbol_exactly_where_its_own_gradient_is_left():
    for k in range(1, 21):
        for symbol in range(19):
            values = CutExplorer(k=k, symbol=symbol).values
            assert values["reaches"] == (values["kept"][symbol] != 0)
            assert values["reaches"] == (values["w_x_kept"] != 0)


def test_one_k_solves_the_cut_puzzle_and_neither_the_lag_nor_every_larger_k_does():
    puzzle = cut_puzzle.PUZZLE
    others = {**CutExplorer().controls, **puzzle.start}
    solved = [k for k in range(1, 21) if not puzzle.unmet(**{**others, "k": k})]
    assert solved == [puzzle.solution["k"]]
    assert puzzle.unmet(**others)
    reaching = [k for k in range(1, 21) if CutExplorer(k=k).values["reaches"]]
    assert min(reaching) == solved[0]
    lag = CutExplorer().values["lag"]
    assert lag + 1 not in reaching  # long enough, but an edge lies in between
    assert 15 not in reaching  # longer than the answer, and still cut
    assert puzzle.unmet(k=20, symbol=12, w_h=1.1) == ["A smaller k carries the gradient to the symbol too."]
    assert "Put the symbol back" in puzzle.unmet(k=3, symbol=18, w_h=1.1)[0]


# The gradient-check lab.


def lab(**controls):
    """A sound check, unless said otherwise: T = 3, states not zero, complex step."""
    return GradientCheckLab(**{"steps": 3, "states": True, "method": "complex", "exponent": 9} | controls).values


def cell_params(row):
    W_x, W_h, b = np.split(row, [net.D * net.H, net.D * net.H + net.H**2])
    return elman.Params(W_x.reshape(net.D, net.H), W_h.reshape(net.H, net.H), b)


@pytest.mark.parametrize("steps", [1, 2, 6])
@pytest.mark.parametrize("scale", [0.1, 1.0, 2.0])
def test_the_net_of_the_lab_is_the_package_s_cell_and_its_right_pass_the_package_s_pass(steps, scale):
    row, xs, G, h0 = net.weights(scale, np.float64), net.DATA["xs"][:steps], net.DATA["G"][:steps], net.DATA["h0"]

    def loss(moved):
        trace = unroll.forward(elman, cell_params(moved), xs.astype(moved.dtype), elman.State(h0.astype(moved.dtype)))
        return (G * trace.hs).sum()

    expected = gradcheck.complex_step(loss, row)
    for method, eps, digits in (("complex", 1e-9, 1e-13), ("central", 1e-5, 1e-8)):
        np.testing.assert_allclose(net.numerical(row, xs, h0, G, method, eps), expected, rtol=0, atol=digits)
    trace = unroll.forward(elman, cell_params(row), xs, elman.State(h0))
    hs = net.states(row, xs, h0)
    np.testing.assert_allclose(hs, trace.hs, rtol=0, atol=1e-14)
    _, _, grads = unroll.backward(elman, cell_params(row), trace, G)
    right = np.concatenate([grad.ravel() for grad in grads])
    np.testing.assert_allclose(net.backward("", row, hs, xs, h0, G), right, rtol=0, atol=1e-13)


def test_every_bug_is_caught_by_a_sound_check_and_no_two_are_the_same():
    values = lab(steps=4)
    assert values["slipped"] == []
    assert not values["fails"]
    assert len({tuple(each) for each in values["errors"]}) == len(net.BUGS) == 18


def test_one_step_hides_most_bugs_and_three_steps_show_them():
    caught = [len(lab(steps=steps, states=states)["caught"]) for steps, states in ((1, False), (1, True), (3, True))]
    assert caught == sorted(caught)
    assert caught[0] < len(BUGS) / 2
    assert caught[2] == len(BUGS)
    hidden = {BUGS[k] for k in lab(steps=1, states=True)["slipped"]}
    assert {"present", "future", "transpose", "overwrite", "mean steps"} <= hidden
    assert [BUGS[k] for k in lab(states=False)["slipped"]] == ["zero start"]


def test_small_weights_make_some_bugs_too_small_to_be_seen():
    assert "tanh twice" in [BUGS[k] for k in lab(scale=0.02)["slipped"]]


def test_a_check_in_float32_by_central_differences_accuses_the_right_pass():
    assert lab(method="central", dtype="float32", exponent=6)["fails"]
    assert not lab(method="complex", dtype="float32", exponent=6)["fails"]


def test_central_differences_have_a_best_step_and_the_complex_step_only_a_large_one_to_avoid():
    central, complex_ = ([lab(method=m, exponent=e)["worst"][0] for e in range(1, 13)] for m in ("central", "complex"))
    best = int(np.argmin(central))
    assert 3 <= best <= 6  # epsilon from 10^-4 to 10^-7
    assert central[0] > 1e3 * central[best] < central[-1]
    assert max(complex_[8:]) < 1e-14 < complex_[0]


def test_float32_means_float32_throughout():
    row = net.weights(1.0, np.float32)
    xs, G, h0 = (net.DATA[name].astype(np.float32) for name in ("xs", "G", "h0"))
    assert net.numerical(row, xs, h0, G, "complex", 1e-9).dtype == np.float32
    hs = net.states(row, xs, h0)
    assert {net.backward(bug, row, hs, xs, h0, G).dtype for bug in net.BUGS} == {np.dtype(np.float32)}


@pytest.mark.parametrize("bug", net.BUGS)
def test_the_code_that_is_shown_of_a_bug_is_the_bug(bug):
    """What stands in the figure, run: the same gradients as the backward pass of the figure has with this bug."""
    code = net.CODE
    for line, other in net.EDITS[bug]:
        assert code.count(line) == 1
        code = code.replace(line, other)
    space = {"np": np}
    exec(code, space)
    row, h0 = net.weights(1.0, np.float64), net.DATA["h0"]
    W_h = row[net.SIZES["W_x"] :][: net.SIZES["W_h"]].reshape(net.H, net.H)
    for steps in (1, 3, net.MOST):
        xs, G = net.DATA["xs"][:steps], net.DATA["G"][:steps]
        hs = net.states(row, xs, h0)
        shown = space["backward"](G, xs, hs, h0, W_h)
        sizes = [(net.D, net.H), (net.H, net.H), (net.H,)]
        found = np.concatenate([np.broadcast_to(one, size).ravel() for one, size in zip(shown, sizes, strict=True)])
        np.testing.assert_allclose(found, net.backward(bug, row, hs, xs, h0, G), rtol=0, atol=1e-12)


def test_a_click_on_a_row_shows_the_code_of_its_bug():
    with chromium() as browser:
        page = browser.new_page()
        figure_page.blank(page)
        place = page.locator(figure_page.show(page, GradientCheckLab()))
        assert "np.tanh" in place.locator("ins").inner_text()
        place.locator('[data-bug="transpose"]').click()
        place.locator("ins", has_text="future = da @ W_h").wait_for()
        assert place.locator("del").inner_text().strip() == "\N{MINUS SIGN}     future = da @ W_h.T"
        place.get_by_label("Show the code of").select_option(label="= for += in the sums")
        place.locator("ins").nth(2).wait_for()
