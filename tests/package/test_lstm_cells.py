"""The LSTM of 1997, with a forget gate, and with peepholes: what is said about them in the field, as tests."""

import numpy as np
import pytest

from lstmlab import unroll
from lstmlab.cells import lstm, lstm1997, peephole
from lstmlab.gates import pack, split
from tests.package.cell_cases import random_params, random_state
from tests.package.gradients import draw

T, N, D, H = 6, 3, 2, 4
OPEN, SHUT = 40.0, -40.0  # net inputs at which the sigmoid is 1 and 0 to the last digit


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def with_bias(params, cell, **biases):
    """The gates named held by their biases: no weight of theirs is left."""
    W_x, W_h, b = (dict(zip(cell.GATES, split(array.copy(), len(cell.GATES)), strict=True)) for array in params[:3])
    for gate, bias in biases.items():
        W_x[gate][:], W_h[gate][:], b[gate][:] = 0, 0, bias
    return params._replace(W_x=pack(*W_x.values()), W_h=pack(*W_h.values()), b=pack(*b.values()))


def test_a_forget_gate_of_one_and_a_shut_input_gate_keep_the_cell_for_1000_steps(rng):
    params = with_bias(random_params(lstm, rng, D, H), lstm, f=OPEN, i=SHUT)
    state = random_state(lstm, rng, N, H)
    trace = unroll.forward(lstm, params, rng.normal(size=(1000, N, D)), state)
    np.testing.assert_array_equal(trace.state.c, state.c)


def test_a_constant_forget_gate_lets_the_cell_decay_by_its_power(rng):
    params = with_bias(random_params(lstm, rng, D, H), lstm, f=np.log(0.9 / 0.1), i=SHUT)
    state = random_state(lstm, rng, N, H)
    trace = unroll.forward(lstm, params, rng.normal(size=(100, N, D)), state)
    np.testing.assert_allclose(trace.state.c, 0.9**100 * state.c, rtol=1e-11)


def test_a_forget_gate_of_zero_forgets_all(rng):
    params = with_bias(random_params(lstm, rng, D, H), lstm, f=SHUT)
    x, h_prev = rng.normal(size=(N, D)), rng.normal(size=(N, H))
    new = [lstm.step(params, x, lstm.State(h_prev, c))[0] for c in rng.normal(size=(2, N, H))]
    np.testing.assert_array_equal(new[0].c, new[1].c)


def test_a_shut_output_gate_shows_nothing_of_the_cell(rng):
    params = with_bias(random_params(lstm, rng, D, H), lstm, o=SHUT)
    state, _ = lstm.step(params, rng.normal(size=(N, D)), random_state(lstm, rng, N, H))
    assert state.c.all()
    assert not state.h.any()


@pytest.mark.parametrize("cell", [lstm1997, lstm1997.variant(squashing="paper")], ids=["tanh", "paper"])
def test_the_first_lstm_cannot_forget(rng, cell):
    """A stream of equal inputs: the cell grows by the same amount at each step, where a forget gate bounds it."""
    params = with_bias(random_params(cell, rng, D, H), lstm1997, i=OPEN, g=1.0)
    xs = rng.normal(size=(300, 1, D))
    cs = [cache.c for cache in unroll.forward(cell, params, xs, unroll.zero_state(cell, params, 1)).caches]
    np.testing.assert_allclose(np.diff(cs, axis=0), np.broadcast_to(cs[0], (299, 1, H)), rtol=1e-9)
    params = with_bias(random_params(lstm, rng, D, H), lstm, i=OPEN, g=1.0, f=0.0)
    trace = unroll.forward(lstm, params, xs, unroll.zero_state(lstm, params, 1))
    np.testing.assert_allclose(trace.state.c, 2 * np.tanh(1), rtol=1e-12)


@pytest.mark.parametrize("squashing", lstm1997.SQUASHINGS)
def test_the_error_in_the_carousel_stays_as_it_is_over_1000_steps(rng, squashing):
    cell = lstm1997.variant(squashing, "truncated")
    params, dlast = random_params(cell, rng, D, H), random_state(cell, rng, N, H)
    xs = rng.normal(size=(1000, N, D))
    trace = unroll.forward(cell, params, xs, random_state(cell, rng, N, H))
    _, first, _ = unroll.backward(cell, params, trace, np.zeros_like(trace.hs), dlast._replace(h=0 * dlast.h))
    np.testing.assert_array_equal(first.c, dlast.c)
    assert not first.h.any()


def test_with_its_forget_gate_open_the_lstm_is_the_one_of_1997(rng):
    given = draw(lstm1997, rng)
    (xi, xg, xo), (hi, hg, ho), (bi, bg, bo) = (split(array, 3) for array in given.params)
    opened = lstm.Params(pack(xi, 0 * xi, xg, xo), pack(hi, 0 * hi, hg, ho), pack(bi, np.full_like(bi, OPEN), bg, bo))
    old, new = unroll.forward(lstm1997, *given), unroll.forward(lstm, opened, given.xs, lstm.State(*given.state))
    np.testing.assert_array_equal(new.hs, old.hs)
    dhs = rng.normal(size=old.hs.shape)
    dxs_old, dstate_old, grads_old = unroll.backward(lstm1997, given.params, old, dhs)
    dxs_new, dstate_new, grads_new = unroll.backward(lstm, opened, new, dhs)
    np.testing.assert_allclose(dxs_new, dxs_old, rtol=1e-12)
    np.testing.assert_allclose(dstate_new.c, dstate_old.c, rtol=1e-12)
    for wide, narrow in zip(grads_new, grads_old, strict=True):
        i, f, g, o = split(wide, 4)
        np.testing.assert_allclose(pack(i, g, o), narrow, rtol=1e-12)
        assert not f.any()


def test_the_papers_squashing_is_tanh_of_half_in_other_ranges():
    a = np.linspace(-800, 800, 4001)
    paper = lstm1997.SQUASHINGS["paper"]
    np.testing.assert_allclose(paper.g(a), 2 * np.tanh(a / 2), atol=1e-15)
    np.testing.assert_allclose(paper.h(a), np.tanh(a / 2), atol=1e-15)
    assert abs(paper.g(a)).max() == 2
    assert abs(paper.h(a)).max() == 1


@pytest.mark.parametrize("cell", [lstm1997, peephole], ids=["1997", "peephole"])
def test_the_truncated_gradient_is_exact_within_a_step(rng, cell):
    """What is cut lies between steps: after one step the weights' gradients differ by the peephole of o alone."""
    given = draw(cell, rng, 1)
    _, cache = cell.step(given.params, given.xs[0], given.state)
    dstate = random_state(cell, rng, N, H)
    exact = cell.step_backward(given.params, cache, dstate)
    cut = cell.variant(gradient="truncated").step_backward(given.params, cache, dstate)
    if cell is lstm1997:
        np.testing.assert_array_equal(cut[0], exact[0])
        np.testing.assert_array_equal(cut[2].W_h, exact[2].W_h)
    else:
        np.testing.assert_array_equal(cut[2].p_o, exact[2].p_o)
        no_peephole = given.params._replace(p_o=np.zeros(H))
        np.testing.assert_array_equal(cut[2].W_h, cell.step_backward(no_peephole, cache, dstate)[2].W_h)
    assert not cut[1].h.any()
    assert exact[1].h.all()


def test_without_its_peepholes_the_peephole_lstm_is_the_lstm(rng):
    given = draw(lstm, rng)
    blind = peephole.Params(*given.params, *np.zeros((3, H)))
    plain, trace = unroll.forward(lstm, *given), unroll.forward(peephole, blind, given.xs, peephole.State(*given.state))
    np.testing.assert_array_equal(trace.hs, plain.hs)
    dhs = rng.normal(size=plain.hs.shape)
    dxs, dstate, grads = unroll.backward(lstm, given.params, plain, dhs)
    dxs_blind, dstate_blind, grads_blind = unroll.backward(peephole, blind, trace, dhs)
    np.testing.assert_allclose(dxs_blind, dxs, rtol=1e-12)
    np.testing.assert_allclose(dstate_blind.c, dstate.c, rtol=1e-12)
    for one, other in zip(grads_blind[:3], grads, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)
    assert all(grad.any() for grad in grads_blind[3:]), "peepholes of zero would still be learned"


def test_with_the_output_gate_shut_only_peepholes_tell_the_gates_what_the_cell_holds(rng):
    """Gers and Schmidhuber's reason for peepholes: h = 0 tells the next step nothing."""
    x, c_prev = rng.normal(size=(N, D)), rng.normal(size=(2, N, H))
    params = with_bias(random_params(peephole, rng, D, H), peephole, o=SHUT)
    blind = params._replace(p_i=np.zeros(H), p_f=np.zeros(H))
    h = np.zeros((N, H))
    gates = {
        name: [peephole.step(p, x, peephole.State(h, c))[1].i for c in c_prev]
        for name, p in {"sees": params, "blind": blind}.items()
    }
    np.testing.assert_array_equal(*gates["blind"])
    assert not np.allclose(*gates["sees"])


def test_the_output_gate_sees_the_new_cell_and_the_other_gates_the_old_one():
    one = np.ones((1, 1))
    params = peephole.zeros(1, 1)._replace(p_o=np.array([30.0]), p_i=np.array([30.0]), p_f=np.array([-30.0]))
    params.b[:] = [0, 0, 5, 0]
    # The old cell is -1: the input gate is shut by it, the forget gate opened. The new cell is -1: no output.
    state, cache = peephole.step(params, 0 * one, peephole.State(0 * one, -one))
    assert (cache.i < 1e-12, cache.f > 1 - 1e-12, cache.o < 1e-12) == (True, True, True)
    # From -0.01 on, the gates half open, the new cell is positive: the output gate opens at once.
    state, cache = peephole.step(params, 0 * one, peephole.State(0 * one, -0.01 * one))
    assert state.c > 0.4
    assert cache.o > 0.999


@pytest.mark.parametrize(
    "n_in, n_out, n_blocks, n_cells, biases, count",
    [
        (7, 7, 4, 1, "gates", 264),  # embedded Reber grammar
        (7, 7, 3, 2, "gates", 276),
        (2, 1, 2, 2, "all", 93),  # adding problem
        (8, 4, 2, 2, "all", 156),  # temporal order, 4 classes
        (8, 8, 3, 2, "all", 308),  # and 8
    ],
)
def test_the_published_nets_have_as_many_weights_as_published(n_in, n_out, n_blocks, n_cells, biases, count):
    assert lstm1997.count_block_network(n_in, n_out, n_blocks, n_cells, biases) == count


def test_blocks_that_cannot_be_are_named():
    with pytest.raises(ValueError, match="n_blocks: expected at least 1, got 0"):
        lstm1997.count_block_network(7, 7, 0, 1)
    with pytest.raises(TypeError, match=r"n_cells: expected an integer, got 1\.5"):
        lstm1997.count_block_network(7, 7, 1, 1.5)
    with pytest.raises(ValueError, match="biases: expected 'all' or 'gates', got 'none'"):
        lstm1997.count_block_network(7, 7, 1, 1, "none")


def test_the_step_in_three_equal_forms(rng):
    """A product per gate; x and h joined, a product per gate; all gates packed in one product."""
    given = draw(lstm, rng, 1)
    x, (h_prev, c_prev) = given.xs[0], given.state
    expected, _ = lstm.step(given.params, x, given.state)
    joined = np.vstack([given.params.W_x, given.params.W_h])
    per_gate = [np.hstack([x, h_prev]) @ W + b for W, b in zip(split(joined, 4), split(given.params.b, 4), strict=True)]
    packed = split(x @ given.params.W_x + h_prev @ given.params.W_h + given.params.b, 4)
    for a_i, a_f, a_g, a_o in (per_gate, packed):
        c = c_prev / (1 + np.exp(-a_f)) + np.tanh(a_g) / (1 + np.exp(-a_i))
        np.testing.assert_allclose(c, expected.c, rtol=1e-12)
        np.testing.assert_allclose(np.tanh(c) / (1 + np.exp(-a_o)), expected.h, rtol=1e-12)
