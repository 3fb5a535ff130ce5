"""The GRU: both conventions of z, both placements of r, and where they agree."""

import numpy as np
import pytest

from lstmlab import unroll
from lstmlab.cells import elman, gru, gru_reset_after
from lstmlab.gates import pack, split
from tests.package.cell_cases import random_params
from tests.package.gradients import draw

T, N, D, H = 6, 3, 2, 4
OPEN, SHUT = 40.0, -40.0  # net inputs at which the sigmoid is 1 and 0 to the last digit


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def negate_z(params):
    """The same function under the other convention: the signs of all that z sees are turned."""

    def turn(array):
        r, z, n = split(array, 3)
        return pack(r, -z, n)

    return type(params)(*map(turn, params))


def hold(params, **gates):
    """The gates named held by their bias alone."""
    arrays = {name: split(array.copy(), 3) for name, array in params._asdict().items()}
    for gate, bias in gates.items():
        for name, parts in arrays.items():
            parts[gru.GATES.index(gate)][:] = bias if name in ("b", "b_x") else 0
    return params._replace(**{name: pack(*parts) for name, parts in arrays.items()})


@pytest.mark.parametrize("cell", [gru, gru_reset_after], ids=["reset before", "reset after"])
def test_negating_W_z_and_b_z_turns_one_convention_into_the_other(rng, cell):
    one, other = cell.variant("candidate"), cell.variant("previous")
    given = draw(one, rng)
    turned = negate_z(given.params)
    trace = unroll.forward(one, *given)
    trace_other = unroll.forward(other, turned, given.xs, given.state)
    np.testing.assert_allclose(trace_other.hs, trace.hs, rtol=1e-13)
    dhs = rng.normal(size=trace.hs.shape)
    dxs, dstate, grads = unroll.backward(one, given.params, trace, dhs)
    dxs_other, dstate_other, grads_other = unroll.backward(other, turned, trace_other, dhs)
    np.testing.assert_allclose(dxs_other, dxs, rtol=1e-11)
    np.testing.assert_allclose(dstate_other.h, dstate.h, rtol=1e-11)
    for grad, grad_other in zip(grads, negate_z(grads_other), strict=True):
        np.testing.assert_allclose(grad_other, grad, rtol=1e-10)


@pytest.mark.parametrize("cell", [gru, gru_reset_after], ids=["reset before", "reset after"])
def test_with_the_same_weights_the_two_conventions_are_two_functions(rng, cell):
    given = draw(cell, rng)
    one, other = (unroll.forward(cell.variant(z), *given).hs for z in ("candidate", "previous"))
    assert np.abs(one - other).max() > 0.1


def test_each_module_has_the_convention_of_its_field():
    assert gru.variant() == gru.variant("candidate")
    assert gru_reset_after.variant() == gru_reset_after.variant("previous")
    for cell, z in ((gru, "candidate"), (gru_reset_after, "previous")):
        given = draw(cell, np.random.default_rng(1))
        np.testing.assert_array_equal(unroll.forward(cell, *given).hs, unroll.forward(cell.variant(z), *given).hs)


def both_resets(rng, z_weighs, b_hn=0.0):
    """The same weights for both placements; the biases of r and z are shared out between b_x and b_h."""
    params = random_params(gru, rng, D, H)
    b_h = pack(*rng.normal(size=(2, H)), np.full(H, b_hn))
    after = gru_reset_after.Params(params.W_x, params.W_h, params.b - pack(*split(b_h, 3)[:2], np.zeros(H)), b_h)
    return (gru.variant(z_weighs), params), (gru_reset_after.variant(z_weighs), after)


@pytest.mark.parametrize("z_weighs", gru.Z_WEIGHS)
def test_the_placements_of_r_agree_where_there_is_no_past(rng, z_weighs):
    (before, p_before), (after, p_after) = both_resets(rng, z_weighs)
    xs, zero = rng.normal(size=(T, N, D)), gru.State(np.zeros((N, H)))
    one, other = unroll.forward(before, p_before, xs, zero).hs, unroll.forward(after, p_after, xs, zero).hs
    np.testing.assert_allclose(one[0], other[0], rtol=1e-12)
    assert not np.allclose(one[1], other[1])


def test_with_a_bias_b_hn_they_differ_from_the_first_step_on(rng):
    (before, p_before), (after, p_after) = both_resets(rng, "candidate", b_hn=1.0)
    x, zero = rng.normal(size=(N, D)), gru.State(np.zeros((N, H)))
    assert not np.allclose(before.step(p_before, x, zero)[0].h, after.step(p_after, x, zero)[0].h)


def test_they_agree_for_one_unit_because_then_r_and_W_hn_change_places(rng):
    """(r h) w = r (h w) for numbers, and for a diagonal W_hn, but not for matrices."""
    (before, p_before), (after, p_after) = both_resets(rng, "candidate")
    r, z, n = split(p_before.W_h, 3)
    diagonal = pack(r, z, np.diag(np.diag(n)))
    xs, state = rng.normal(size=(T, N, D)), gru.State(rng.normal(size=(N, H)))
    one = unroll.forward(before, p_before._replace(W_h=diagonal), xs, state).hs
    other = unroll.forward(after, p_after._replace(W_h=diagonal), xs, state).hs
    np.testing.assert_allclose(one, other, rtol=1e-12)


def test_of_two_biases_only_the_sum_counts_for_r_and_z_but_not_for_n(rng):
    given = draw(gru_reset_after, rng)
    hs = unroll.forward(gru_reset_after, *given).hs
    for block, same in ((0, True), (1, True), (2, False)):
        moved = given.params._replace(b_x=given.params.b_x.copy(), b_h=given.params.b_h.copy())
        split(moved.b_x, 3)[block][:] += 0.5
        split(moved.b_h, 3)[block][:] -= 0.5
        assert np.allclose(unroll.forward(gru_reset_after, moved, given.xs, given.state).hs, hs, rtol=1e-12) == same


@pytest.mark.parametrize("cell", [gru, gru_reset_after], ids=["reset before", "reset after"])
@pytest.mark.parametrize("z_weighs, keep", [("candidate", SHUT), ("previous", OPEN)])
def test_the_update_gate_keeps_the_state_for_1000_steps(rng, cell, z_weighs, keep):
    params = hold(random_params(cell, rng, D, H), z=keep)
    state, xs = cell.State(rng.normal(size=(N, H))), rng.normal(size=(1000, N, D))
    drop = 2.0 * rng.integers(0, 2, size=(N, H))
    for mask in (None, drop):  # what is kept meets no weight, so that dropout leaves it alone
        trace = unroll.forward(cell.variant(z_weighs), params, xs, state, drop=mask)
        np.testing.assert_array_equal(trace.state.h, state.h)


@pytest.mark.parametrize("cell", [gru, gru_reset_after], ids=["reset before", "reset after"])
@pytest.mark.parametrize("z_weighs, replace", [("candidate", OPEN), ("previous", SHUT)])
def test_a_gru_that_resets_nothing_and_replaces_all_is_an_elman_network(rng, cell, z_weighs, replace):
    params = hold(random_params(cell, rng, D, H), r=OPEN, z=replace)
    bias = params.b if cell is gru else params.b_x + params.b_h
    simple = elman.Params(split(params.W_x, 3)[2], split(params.W_h, 3)[2], split(bias, 3)[2])
    xs, h0 = rng.normal(size=(T, N, D)), rng.normal(size=(N, H))
    expected = unroll.forward(elman, simple, xs, elman.State(h0)).hs
    trace = unroll.forward(cell.variant(z_weighs), params, xs, cell.State(h0))
    np.testing.assert_allclose(trace.hs, expected, rtol=1e-12)


@pytest.mark.parametrize("cell", [gru, gru_reset_after], ids=["reset before", "reset after"])
def test_a_shut_reset_gate_hides_the_past_from_the_candidate(rng, cell):
    params = hold(random_params(cell, rng, D, H), r=SHUT)
    x = rng.normal(size=(N, D))
    n = [cell.step(params, x, cell.State(h))[1].n for h in rng.normal(size=(2, N, H))]
    np.testing.assert_array_equal(n[0], n[1])


@pytest.mark.parametrize("z_weighs", gru.Z_WEIGHS)
def test_the_new_state_lies_between_the_old_one_and_the_candidate(rng, z_weighs):
    given = draw(gru, rng, 1)
    state, cache = gru.variant(z_weighs).step(given.params, given.xs[0], given.state)
    low, high = np.minimum(cache.h_prev, cache.n), np.maximum(cache.h_prev, cache.n)
    assert ((low < state.h) & (state.h < high)).all()
