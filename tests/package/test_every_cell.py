"""What holds for every recurrent cell: counts, precision, nothing changed, dropout, and the edges of what can come."""

import warnings

import numpy as np
import pytest

from lstmlab import trees, unroll
from lstmlab.cells import ablation, gru, gru_reset_after, lstm1997, peephole
from lstmlab.cells.variant import Variant
from tests.cases import for_each
from tests.package.cell_cases import ALL, BLIND, EXACT, random_params, random_state
from tests.package.gradients import draw

T, N, D, H = 4, 3, 2, 5

every_cell = for_each("cell", ALL.values(), ids=ALL)


def there_and_back(cell, given, drop=None):
    """A whole pass: the trace, and what comes back from a loss of ones on everything."""
    trace = unroll.forward(cell, given.params, given.xs, given.state, drop=drop)
    dlast = trees.map(np.ones_like, trace.state)
    return trace, unroll.backward(cell, given.params, trace, np.ones_like(trace.hs), dlast)


@pytest.fixture
def quiet():
    """Every warning, and every overflow, division by zero or invalid number, is an error."""
    with warnings.catch_warnings(), np.errstate(over="raise", divide="raise", invalid="raise"):
        warnings.simplefilter("error")
        yield


@every_cell
@for_each("n_in, n_hidden", [(1, 1), (3, 1), (2, 5), (7, 4)])
def test_the_counting_rules_agree_with_the_arrays(cell, n_in, n_hidden):
    params = cell.zeros(n_in, n_hidden)
    assert trees.count(params) == cell.count_parameters(n_in, n_hidden)
    assert not any(array.any() for _, array in trees.leaves(params))


@every_cell
@for_each("dtype", [np.float32, np.float64])
def test_precision_is_kept_forward_and_backward(cell, dtype):
    rng = np.random.default_rng(0)
    given = trees.map(lambda array: array.astype(dtype), draw(cell, rng, T, (N, D, H)))
    drop = (2 * rng.integers(0, 2, size=(N, H))).astype(dtype)
    for mask in (None, drop):
        trace, back = there_and_back(cell, given, mask)
        arrays = [*trees.leaves((trace.hs, trace.state, trace.caches[0]._replace(drop=trace.hs), back))]
        assert {array.dtype for _, array in arrays} == {np.dtype(dtype)}
    assert {array.dtype for _, array in trees.leaves(cell.zeros(D, H, dtype))} == {np.dtype(dtype)}


@every_cell
def test_single_precision_gives_the_same_numbers_to_single_precision(cell):
    given = draw(cell, np.random.default_rng(0), T, (N, D, H))
    trace, back = there_and_back(cell, given)
    trace32, back32 = there_and_back(cell, trees.map(lambda array: array.astype(np.float32), given))
    np.testing.assert_allclose(trace32.hs, trace.hs, atol=2e-6)
    for name, single, double in trees.leaves(back32, back):
        np.testing.assert_allclose(single, double, atol=1e-5 * max(1, np.abs(double).max()), err_msg=name)


@every_cell
def test_nothing_that_comes_in_is_changed(cell):
    given = draw(cell, np.random.default_rng(0), T, (N, D, H))
    drop = np.full((N, H), 2.0)
    before, drop_before = trees.map(np.copy, given), drop.copy()
    trace, _ = there_and_back(cell, given, drop)
    caches = trees.map(np.copy, trace.caches)
    dhs, dstate = np.ones((T, N, H)), trees.map(np.ones_like, trace.state)
    unroll.backward(cell, given.params, trace, dhs, dstate)
    for name, array, copy in trees.leaves((given, drop, trace.caches), (before, drop_before, caches)):
        np.testing.assert_array_equal(array, copy, err_msg=name)
    assert all((array == 1).all() for _, array in trees.leaves((dhs, dstate)))


@every_cell
def test_a_dropout_mask_of_ones_drops_nothing(cell):
    given = draw(cell, np.random.default_rng(0), T, (N, D, H))
    for name, one, other in trees.leaves(
        there_and_back(cell, given)[1], there_and_back(cell, given, np.ones((N, H)))[1]
    ):
        np.testing.assert_array_equal(one, other, err_msg=name)


@for_each("title", [title for title in ALL if title not in BLIND])
def test_a_dropout_mask_of_zeros_cuts_every_recurrent_weight(title):
    cell = ALL[title]
    given = draw(cell, np.random.default_rng(0), T, (N, D, H))
    trace, (_, _, grads) = there_and_back(cell, given, np.zeros((N, H)))
    assert not grads.W_h.any()
    without = given._replace(params=given.params._replace(W_h=np.zeros_like(given.params.W_h)))
    np.testing.assert_allclose(trace.hs, unroll.forward(cell, *without).hs, rtol=1e-13)


@every_cell
def test_weights_of_a_thousand_shut_gates_but_raise_no_warning(cell, quiet):
    given = draw(cell, np.random.default_rng(0), 8, (N, D, H))
    for dtype, n_steps in ((np.float64, 8), (np.float32, 3)):
        large = given._replace(params=trees.map(lambda w: 2000 * w, given.params), xs=given.xs[:n_steps])
        trace, back = there_and_back(cell, trees.map(lambda array, dtype=dtype: array.astype(dtype), large))
        for name, array in trees.leaves((trace.hs, trace.state, back)):
            assert np.isfinite(array).all(), name


@pytest.mark.parametrize("steps", [1500, pytest.param(5000, marks=pytest.mark.night)])  # Python nests 1000 calls
@every_cell
def test_thousands_of_steps_of_one_sequence(cell, steps, quiet):
    given = draw(cell, np.random.default_rng(0), steps, (1, 1, 2))
    calm = given._replace(params=trees.map(lambda w: 0.5 * w, given.params))
    trace, back = there_and_back(cell, calm)
    assert trace.hs.shape == (steps, 1, 2)
    for name, array in trees.leaves((trace.hs, trace.state, back)):
        assert np.isfinite(array).all(), name


@every_cell
def test_nan_passes_through_and_stays_in_its_sequence(cell, quiet):
    given = draw(cell, np.random.default_rng(0), T, (N, D, H))
    broken = given._replace(xs=given.xs.copy())
    broken.xs[1, 0, 0] = np.nan
    trace, (dxs, dstate, grads) = there_and_back(cell, broken)
    clean, (dxs_clean, dstate_clean, _) = there_and_back(cell, given)
    assert np.isnan(trace.hs[1:, 0]).all()
    assert np.isnan(grads.W_x).any(), "it is not hidden from the weights"
    np.testing.assert_array_equal(trace.hs[0], clean.hs[0])
    np.testing.assert_allclose(trace.hs[:, 1:], clean.hs[:, 1:], rtol=1e-13)
    np.testing.assert_allclose(dxs[:, 1:], dxs_clean[:, 1:], rtol=1e-11)
    np.testing.assert_allclose(dstate.h[1:], dstate_clean.h[1:], rtol=1e-11, atol=1e-15)


@every_cell
def test_an_empty_batch_is_refused(cell):
    params = random_params(cell, np.random.default_rng(0), D, H)
    state = random_state(cell, np.random.default_rng(0), 0, H)
    with pytest.raises(ValueError, match=r"x: expected at least one sequence, got \(N, D\) = \(0, 2\)"):
        cell.step(params, np.ones((0, D)), state)
    with pytest.raises(ValueError, match="expected at least one sequence"):
        unroll.forward(cell, params, np.ones((T, 0, D)), state)


@for_each("cell", EXACT.values(), ids=EXACT)
def test_every_weight_input_and_part_of_the_first_state_has_a_gradient(cell):
    _, back = there_and_back(cell, draw(cell, np.random.default_rng(0), T, (N, D, H)))
    for name, array in trees.leaves(back):
        assert array.all(), name


def test_variants_are_equal_where_their_options_are():
    assert lstm1997.variant() == lstm1997.variant("tanh", "exact")
    assert lstm1997.variant() != lstm1997.variant(gradient="truncated")
    assert len({ablation.variant(without) for without in ablation.BLOCKS for _ in range(2)}) == 8
    assert ablation.variant("NIG").__name__ == "lstmlab.cells.ablation(without='NIG')"


@for_each("title", [title for title, cell in ALL.items() if isinstance(cell, Variant)])
def test_a_variant_has_what_its_module_has(title):
    cell = ALL[title]
    assert (cell.Params, cell.State, cell.Cache) == (cell.module.Params, cell.module.State, cell.module.Cache)
    given = draw(cell, np.random.default_rng(0), 1, (N, D, H))
    state, cache = cell.step(given.params, given.xs[0], given.state)
    expected, _ = cell.module.step(given.params, given.xs[0], given.state, None, cell.options)
    np.testing.assert_array_equal(state.h, expected.h)
    back = cell.step_backward(given.params, cache, state)
    for name, one, other in trees.leaves(back, cell.module.step_backward(given.params, cache, state, cell.options)):
        np.testing.assert_array_equal(one, other, err_msg=name)


@for_each("module", [ablation, gru, gru_reset_after, lstm1997, peephole])
def test_a_module_by_itself_is_its_variant_without_a_choice(module):
    given = draw(module, np.random.default_rng(0), T, (N, D, H))
    plain, chosen = there_and_back(module, given)[1], there_and_back(module.variant(), given)[1]
    for name, one, other in trees.leaves(plain, chosen):
        np.testing.assert_array_equal(one, other, err_msg=name)
