"""Bad input to every recurrent cell: the error names the argument, what came and what was expected."""

import dataclasses
import re

import numpy as np
import pytest

from lstmlab import trees, unroll
from lstmlab.cells import ablation, elman, gru, gru_reset_after, lstm, lstm1997, peephole
from tests.package.cell_cases import ALL, random_params, random_state
from tests.package.gradients import draw

N, D, H = 3, 2, 4

every_cell = pytest.mark.parametrize("cell", ALL.values(), ids=ALL)


@pytest.fixture
def given(cell):
    params, xs, state = draw(cell, np.random.default_rng(0), 1, (N, D, H))
    return params, xs[0], state


def n_gates(params):
    return params.W_x.shape[1] // H


def single(tree):
    return trees.map(lambda array: array.astype(np.float32), tree)


@every_cell
@pytest.mark.parametrize("shape", [(N, D + 1), (N,), (1, N, D)], ids=str)
def test_an_input_of_another_shape(cell, given, shape):
    params, _, state = given
    with pytest.raises(ValueError, match=rf"x: expected \(N, D\).*, got {re.escape(str(shape))}"):
        cell.step(params, np.ones(shape), state)


@every_cell
@pytest.mark.parametrize("shape", [(N, H + 1), (N + 1, H), (H,)], ids=str)
def test_a_state_of_another_shape(cell, given, shape):
    params, x, state = given
    for part in cell.State._fields:
        expected = rf"{part}_prev: expected \(N, H\) = \(3, 4\), got {re.escape(str(shape))}"
        with pytest.raises(ValueError, match=expected):
            cell.step(params, x, state._replace(**{part: np.ones(shape)}))


@every_cell
def test_another_number_of_gates(cell, given):
    params, x, state = given
    wide = (n_gates(params) + 1) * H
    if not hasattr(params, "W_h"):  # nothing but the bias says how many gates there are
        n = n_gates(params)
        with pytest.raises(ValueError, match=rf"W_x: expected \(D, {n}H\) = .*: {n + 1} gates of H = 4 where .* {n}$"):
            cell.step(params._replace(W_x=np.ones((D, wide))), x, state)
        return
    with pytest.raises(
        ValueError, match=rf"W_x: expected \(D, {n_gates(params) if n_gates(params) > 1 else ''}H\)"
    ) as e:
        cell.step(params._replace(W_x=np.ones((D, wide))), x, state)
    if n_gates(params) > 1:
        assert f"{n_gates(params) + 1} gates of H = 4 where this cell has {n_gates(params)}" in str(e.value)
    with pytest.raises(
        ValueError, match=rf"W_h: expected \(H, .*H\) = \(4, {n_gates(params) * H}\), got \(4, {wide}\)"
    ):
        cell.step(params._replace(W_h=np.ones((H, wide))), x, state)


@every_cell
def test_each_weight_of_another_shape_is_named(cell, given):
    params, x, state = given
    for name, array in trees.leaves(params):
        wrong = iter([np.ones((*w.shape, 1)) if other == name else w for other, w in trees.leaves(params)])
        misshapen = trees.map(lambda _, wrong=wrong: next(wrong), params)
        shape = re.escape(str((*array.shape, 1)))
        with pytest.raises(ValueError, match=rf"^{re.escape(name)}: expected .*, got {shape}"):
            cell.step(misshapen, x, state)


@every_cell
def test_weights_of_another_cell_are_refused(cell, given):
    _, x, state = given
    own = [(name, array.shape) for name, array in trees.leaves(given[0])]
    foreign = 0
    # Without a W_h three blocks of four units may be taken for two of six: then the state does not fit.
    named = "params|W_x|W_h|b" if hasattr(given[0], "W_h") else "params|W_x|b|h_prev"
    for other in ALL.values():
        params = random_params(other, np.random.default_rng(1), D, H)
        if [(name, array.shape) for name, array in trees.leaves(params)] != own:
            foreign += 1
            with pytest.raises((ValueError, TypeError), match=rf"^({named}): expected .*, got "):
                cell.step(params, x, state)
    assert foreign >= 8


@every_cell
def test_a_state_of_another_cell_is_refused(cell, given):
    params, x, _ = given
    other = elman if "c" in cell.State._fields else lstm
    with pytest.raises(TypeError, match=r"state: expected State\((h,|h, c)\), got State\((h, c|h,)\)"):
        cell.step(params, x, random_state(other, np.random.default_rng(0), N, H))
    with pytest.raises(TypeError, match=r"state: expected State\(.*\), got tuple"):
        cell.step(params, x, (np.ones((N, H)),))
    with pytest.raises(TypeError, match=r"state: expected State\(.*\), got an array of dtype float64"):
        cell.step(params, x, np.ones((N, H)))


@every_cell
def test_lists_are_no_arrays(cell, given):
    params, x, state = given
    with pytest.raises(TypeError, match=r"x: expected a NumPy array of numbers with shape \(N, D\), got list"):
        cell.step(params, x.tolist(), state)
    with pytest.raises(TypeError, match=r"W_x: expected a NumPy array of numbers .* got list"):
        cell.step(params._replace(W_x=params.W_x.tolist()), x, state)
    with pytest.raises(TypeError, match=r"params: expected Params\(.*\), got dict"):
        cell.step(params._asdict(), x, state)


@every_cell
def test_precisions_are_not_mixed(cell, given):
    params, x, state = given
    message = "expected float(32|64) like .*, got float(32|64); convert one of them"
    for name, _ in trees.leaves(params):
        mixed = iter([single(w) if other == name else w for other, w in trees.leaves(params)])
        with pytest.raises(TypeError, match=message):
            cell.step(trees.map(lambda _, mixed=mixed: next(mixed), params), x, state)
    for part in cell.State._fields:
        with pytest.raises(TypeError, match=message):
            cell.step(params, x, state._replace(**{part: single(getattr(state, part))}))
    with pytest.raises(TypeError, match=r"x: expected float64 like .*, got float32"):
        cell.step(params, single(x), state)
    with pytest.raises(TypeError, match="drop: expected float64 like h_prev, got float32"):
        cell.step(params, x, state, np.ones((N, H), np.float32))


@every_cell
def test_a_dropout_mask_of_another_shape(cell, given):
    with pytest.raises(ValueError, match=r"drop: expected \(N, H\) = \(3, 4\), got \(4,\)"):
        cell.step(*given, np.ones(H))


@every_cell
def test_what_does_not_fit_on_the_way_back(cell, given):
    params, x, state = given
    _, cache = cell.step(params, x, state)
    for part in cell.State._fields:
        with pytest.raises(ValueError, match=rf"d{part}: expected \(N, H\) = \(3, 4\), got \(3, 5\)"):
            cell.step_backward(params, cache, state._replace(**{part: np.ones((N, H + 1))}))
        with pytest.raises(TypeError, match=f"d{part}: expected float64 like .*, got float32"):
            cell.step_backward(params, cache, state._replace(**{part: np.ones((N, H), np.float32)}))
    with pytest.raises(TypeError, match=r"dstate: expected State\(.*\), got an array of dtype float64"):
        cell.step_backward(params, cache, np.ones((N, H)))
    with pytest.raises(TypeError, match=r"cache: expected Cache\(.*\), got State\("):
        cell.step_backward(params, state, state)
    with pytest.raises(ValueError, match=r"x: expected \(N, D\)|W_x: expected \(D, "):
        cell.step_backward(random_params(cell, np.random.default_rng(0), D + 1, H), cache, state)


@every_cell
def test_sizes_that_cannot_be(cell):
    for sizes in ((0, 3), (3, 0)):
        with pytest.raises(ValueError, match=r"n_(in|hidden): expected at least 1, got 0"):
            cell.zeros(*sizes)
    with pytest.raises(TypeError, match=r"n_hidden: expected an integer, got 2\.0"):
        cell.zeros(2, 2.0)


@pytest.mark.parametrize(
    "cell, option, value, possible",
    [
        (lstm1997, "squashing", "relu", "'tanh' or 'paper'"),
        (lstm1997, "gradient", "full", "'exact' or 'truncated'"),
        (peephole, "gradient", True, "'exact' or 'truncated'"),
        (gru, "z_weighs", "new", "'candidate' or 'previous'"),
        (gru_reset_after, "z_weighs", None, "'previous' or 'candidate'"),
        (ablation, "without", "nig", "'vanilla' or 'NIG' or .* or 'NP'"),
        (ablation, "without", ["NIG"], "'vanilla' or 'NIG' or .* or 'NP'"),
    ],
)
def test_unknown_options_are_told_all_that_is_possible(cell, option, value, possible):
    """Where the options are made, so that no function can be given wrong ones."""
    for make in (cell.variant, cell.Options):
        with pytest.raises(ValueError, match=rf"{option}: expected {possible}, got {re.escape(repr(value))}"):
            make(**{option: value})


def test_options_that_a_cell_does_not_have_are_python_errors():
    for cell, option in ((gru, "reset"), (lstm1997, "without"), (ablation, "gradient")):
        with pytest.raises(TypeError, match=option):
            cell.variant(**{option: "exact"})


@pytest.mark.parametrize("cell", [lstm1997, peephole, gru, gru_reset_after, ablation])
def test_options_do_not_change(cell):
    for field in dataclasses.fields(cell.DEFAULTS):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(cell.DEFAULTS, field.name, "other")


def test_weights_of_another_variant_are_told_what_is_missing():
    params = ablation.variant("NP").zeros(D, H)
    x, state = np.ones((N, D)), ablation.State(np.ones((N, H)), np.ones((N, H)))
    with pytest.raises(
        ValueError, match=r"params: expected the weights W_h, W_x, b, p\.f, p\.i, p\.o, got W_h, W_x, b$"
    ):
        ablation.step(params, x, state)
    with pytest.raises(ValueError, match=r"W_h: expected \(H, 3H\) = \(4, 12\), got \(4, 16\): 4 gates of H = 4 where"):
        ablation.variant("CIFG").step(params._replace(p={"i": np.ones(H), "o": np.ones(H)}), x, state)
    with pytest.raises(ValueError, match=r"params: expected the weights .*p\.i.*, got W_h, W_x, b, p$"):
        ablation.step(params._replace(p=np.ones(H)), x, state)


def test_an_unrolled_cell_speaks_of_the_same_things():
    params, xs, state = draw(gru, np.random.default_rng(0), 3, (N, D, H))
    with pytest.raises(TypeError, match=r"state: expected State\(h,\), got State\(h, c\)"):
        unroll.forward(gru, params, xs, lstm.State(state.h, state.h))
    with pytest.raises(ValueError, match=r"W_h: expected \(H, 4H\) = \(4, 16\), got \(4, 12\): 3 gates of H = 4 where"):
        unroll.forward(lstm, lstm.Params(*params), xs, lstm.State(state.h, state.h))
