"""The eight variants of the LSTM: each is the peephole LSTM with one thing taken out, and with nothing else."""

import numpy as np
import pytest

from lstmlab import trees, unroll
from lstmlab.cells import ablation, lstm, peephole
from lstmlab.gates import pack, split
from tests.package.cell_cases import random_params
from tests.package.gradients import draw

T, N, D, H = 6, 3, 2, 4
OPEN = 40.0  # a net input at which the sigmoid is 1 to the last digit


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def as_peephole(params, without):
    """The peephole LSTM that computes the same: a missing gate is one that is held open by its bias."""
    parts = [
        dict(zip(ablation.BLOCKS[without], split(W, len(ablation.BLOCKS[without])), strict=True)) for W in params[:3]
    ]
    W_x, W_h, b = parts
    p = dict(params.p)
    for gate in set("ifo") - set(ablation.BLOCKS[without]):
        if without == "CIFG":  # 1 - sigmoid(a) = sigmoid(-a)
            W_x[gate], W_h[gate], b[gate], p[gate] = -W_x["i"], -W_h["i"], -b["i"], -p["i"]
        else:
            W_x[gate], W_h[gate], b[gate], p[gate] = np.zeros((D, H)), np.zeros((H, H)), np.full(H, OPEN), np.zeros(H)
    packed = (pack(*(W[block] for block in "ifgo")) for W in parts)
    return peephole.Params(*packed, *(p.get(gate, np.zeros(H)) for gate in "ifo"))


@pytest.mark.parametrize("without", ["vanilla", "NIG", "NFG", "NOG", "CIFG", "NP"])
def test_a_variant_is_the_peephole_lstm_with_a_gate_held_open_or_coupled(rng, without):
    cell = ablation.variant(without)
    given = draw(cell, rng)
    whole = as_peephole(given.params, without)
    trace = unroll.forward(cell, *given)
    expected = unroll.forward(peephole, whole, given.xs, peephole.State(*given.state))
    np.testing.assert_allclose(trace.hs, expected.hs, rtol=1e-12)
    dhs = rng.normal(size=trace.hs.shape)
    dxs, dstate, grads = unroll.backward(cell, given.params, trace, dhs)
    dxs_whole, dstate_whole, grads_whole = unroll.backward(peephole, whole, expected, dhs)
    np.testing.assert_allclose(dxs, dxs_whole, rtol=1e-10)
    np.testing.assert_allclose(dstate.c, dstate_whole.c, rtol=1e-10)
    i, f, g, o = split(grads_whole.W_x, 4)
    blocks = {"i": i - f if without == "CIFG" else i, "f": f, "g": g, "o": o}
    expected_W_x = pack(*(blocks[block] for block in ablation.BLOCKS[without]))
    np.testing.assert_allclose(grads.W_x, expected_W_x, rtol=1e-9, atol=1e-13)


def test_vanilla_is_the_peephole_lstm_to_the_last_bit(rng):
    given = draw(peephole, rng)
    same = ablation.Params(*given.params[:3], dict(zip("ifo", given.params[3:], strict=True)))
    trace, other = unroll.forward(peephole, *given), unroll.forward(ablation, same, given.xs, given.state)
    np.testing.assert_array_equal(other.hs, trace.hs)
    dhs = rng.normal(size=trace.hs.shape)
    dxs, dstate, grads = unroll.backward(peephole, given.params, trace, dhs)
    dxs_other, dstate_other, grads_other = unroll.backward(ablation, same, other, dhs)
    np.testing.assert_array_equal(dxs_other, dxs)
    np.testing.assert_array_equal(dstate_other.c, dstate.c)
    for one, two in zip(grads, [*grads_other[:3], *grads_other.p.values()], strict=True):
        np.testing.assert_array_equal(two, one)


def test_without_peepholes_it_is_the_lstm_to_the_last_bit(rng):
    cell, given = ablation.variant("NP"), draw(lstm, rng)
    bare = ablation.Params(*given.params, {})
    trace, other = unroll.forward(lstm, *given), unroll.forward(cell, bare, given.xs, given.state)
    np.testing.assert_array_equal(other.hs, trace.hs)
    dhs = rng.normal(size=trace.hs.shape)
    full, of_variant = unroll.backward(lstm, given.params, trace, dhs), unroll.backward(cell, bare, other, dhs)
    for name, one, two in trees.leaves((full[0], full[1], tuple(full[2])), (*of_variant[:2], of_variant[2][:3])):
        np.testing.assert_array_equal(two, one, err_msg=name)


def test_coupled_gates_share_out_one_whole(rng):
    cell = ablation.variant("CIFG")
    given = draw(cell, rng, 1)
    _, cache = cell.step(given.params, given.xs[0], given.state)
    np.testing.assert_array_equal(cache.f, 1 - cache.i)
    assert (np.abs(cache.c) <= np.maximum(np.abs(cache.c_prev), np.abs(cache.g))).all(), "a mean of old and new"


def test_without_input_activation_the_candidate_is_not_bounded(rng):
    cell = ablation.variant("NIAF")
    given = draw(cell, rng, 1)
    _, cache = cell.step(given.params, 10 * given.xs[0], given.state)
    _, squashed = ablation.step(given.params, 10 * given.xs[0], given.state)
    assert np.abs(cache.g).max() > 1
    np.testing.assert_allclose(np.tanh(cache.g), squashed.g, rtol=1e-13)


def test_without_output_activation_h_is_as_large_as_the_cell(rng):
    cell = ablation.variant("NOAF")
    given = draw(cell, rng, 1)
    state, cache = cell.step(given.params, given.xs[0], given.state._replace(c=100 * given.state.c))
    np.testing.assert_array_equal(state.h, cache.o * state.c)
    assert np.abs(state.h).max() > 1


@pytest.mark.parametrize("without, gate", [("NIG", "i"), ("NFG", "f"), ("NOG", "o")])
def test_a_gate_that_is_not_there_is_one(rng, without, gate):
    cell = ablation.variant(without)
    given = draw(cell, rng, 1)
    _, cache = cell.step(given.params, given.xs[0], given.state)
    assert (getattr(cache, gate) == 1).all()
    assert gate not in given.params.p


@pytest.mark.parametrize(
    "without, n_blocks, n_peepholes",
    [
        ("vanilla", 4, 3),
        ("NIG", 3, 2),
        ("NFG", 3, 2),
        ("NOG", 3, 2),
        ("NIAF", 4, 3),
        ("NOAF", 4, 3),
        ("CIFG", 3, 2),
        ("NP", 4, 0),
    ],
)
def test_a_variant_has_the_weights_that_it_uses_and_no_others(without, n_blocks, n_peepholes):
    cell = ablation.variant(without)
    expected = n_blocks * H * (D + H + 1) + n_peepholes * H
    assert cell.count_parameters(D, H) == trees.count(cell.zeros(D, H)) == expected
    rng = np.random.default_rng(0)
    given = draw(cell, rng)
    trace = unroll.forward(cell, *given)
    _, _, grads = unroll.backward(cell, given.params, trace, rng.normal(size=trace.hs.shape))
    assert all(grad.all() for _, grad in trees.leaves(grads)), "every weight matters"


def test_eight_variants_are_eight_functions(rng):
    """Given the weights of vanilla, of which each takes its part, no two compute the same."""
    whole = random_params(ablation, rng, D, H)
    xs, state = rng.normal(size=(T, N, D)), ablation.State(*rng.normal(size=(2, N, H)))
    outputs = []
    for without, blocks in ablation.BLOCKS.items():
        part = (pack(*(split(W, 4)["ifgo".index(block)] for block in blocks)) for W in whole[:3])
        params = ablation.Params(*part, {gate: whole.p[gate] for gate in ablation.PEEPHOLES[without]})
        outputs.append(unroll.forward(ablation.variant(without), params, xs, state).hs)
    distances = [np.abs(one - other).max() for k, one in enumerate(outputs) for other in outputs[:k]]
    assert len(distances) == 8 * 7 / 2
    assert min(distances) > 0.01
