"""Layers: stacks, both directions and both at once, beside loops that know nothing of them."""

import numpy as np
import pytest

from lstmlab import gradcheck, kernels, layers, readout, trees, unroll
from lstmlab.cells import elman, gru, lstm, peephole
from lstmlab.cells.variant import Variant
from lstmlab.layers import Bidirectional, Both, Reversed, Stack
from tests.cases import for_each
from tests.package.cell_cases import ALL, EXACT, random_params, random_state

LIMIT = 1e-10
T, N, D = 5, 3, 2
LENGTHS = (5, 2, 3)
MASK = unroll.lengths_to_mask(LENGTHS, T)

every_cell = for_each("cell", EXACT.values(), ids=EXACT)

# Title: (what runs, its hidden units).
SHAPES = {
    "two layers": (Stack((lstm, gru)), (3, 4)),
    "three layers": (Stack((elman, peephole, gru.variant(z_weighs="previous"))), (4, 2, 3)),
    "both ways": (Bidirectional(peephole), 3),
    "two layers, both ways each": (Stack((Bidirectional(gru), Bidirectional(lstm))), (2, 3)),
    "both ways, two layers each": (Bidirectional(Stack((elman, lstm))), (4, 2)),
    "one way above both ways": (Stack((Bidirectional(lstm), elman)), (2, 3)),
    "from the last step": (Reversed(peephole), 3),
    "there and back": (Stack((gru, Reversed(lstm))), (2, 3)),
    "two layers, both from the last step": (Reversed(Stack((elman, Bidirectional(gru)))), (4, 2)),
}
ONE_WAY = {title: SHAPES[title] for title in ("two layers", "three layers")}
EACH_CELL = {f"{title} below an LSTM": (Stack((cell, lstm)), (3, 2)) for title, cell in EXACT.items()} | {
    f"{title}, both ways": (Bidirectional(cell), 3) for title, cell in EXACT.items()
}


def every(cases):
    return pytest.mark.parametrize("cell, n_hidden", cases.values(), ids=cases)


def like(rng, tree, dtype=np.float64):
    """Random numbers in the form of a tree."""
    return trees.map(lambda a: (0.6 * rng.normal(size=a.shape)).astype(dtype), tree)


class Batch:
    """Random weights, inputs and first states, and random gradients of the outputs and of the last state."""

    def __init__(self, cell, n_hidden, seed=0, dtype=np.float64):
        rng = np.random.default_rng(seed)
        self.params = like(rng, layers.zeros(cell, D, n_hidden), dtype)
        self.state = like(rng, layers.zero_state(cell, self.params, N), dtype)
        self.xs = rng.normal(size=(T, N, D)).astype(dtype)
        self.dhs = rng.normal(size=(T, N, layers.output_size(cell, n_hidden))).astype(dtype)
        self.dlast = like(rng, self.state, dtype)


def total(trace, dhs, dlast):
    """A loss with the gradients dhs at the outputs and dlast at the last state."""
    return (trace.hs * dhs).sum() + sum((s * d).sum() for _, s, d in trees.leaves(trace.state, dlast))


def assert_same(one, other, rtol=0.0, atol=0.0):
    for name, a, b in trees.leaves(one, other):
        np.testing.assert_allclose(a, b, rtol=rtol, atol=atol, err_msg=name)


def back(cell, case, mask=None, fast=True, k=None):
    """Gradients of the inputs, the first state and the weights."""
    trace = layers.forward(cell, case.params, case.xs, case.state, mask, fast=fast)
    return layers.backward(cell, case.params, trace, case.dhs, case.dlast, k)


def largest_error(one, other):
    return max(gradcheck.relative_error(a, b) for _, a, b in trees.leaves(one, other))


def errors_beside_the_complex_step(cell, case, mask=None):
    dxs, dstate, grads = back(cell, case, mask)

    def loss(moved):
        params, xs, state = moved
        return total(layers.forward(cell, params, xs, state, mask), case.dhs, case.dlast)

    return gradcheck.compare(loss, (case.params, case.xs, case.state), (grads, dxs, dstate))


def by_day(cases):
    """Of the cells that are chosen from a module one stays, the others come at night: each has gradient tests of its
    own, and a layer asks a cell for nothing else."""
    stays = ("z weighs the previous state", "ablation: CIFG")
    late = [title for title, cell in EXACT.items() if isinstance(cell, Variant) and not title.endswith(stays)]
    return [
        pytest.param(*case, id=title, marks=[pytest.mark.night] * title.startswith(tuple(late)))
        for title, case in cases.items()
    ]


@pytest.mark.parametrize("cell, n_hidden", by_day(SHAPES | EACH_CELL))
@for_each("mask", [None, MASK], ids=["equal lengths", "mask"])
def test_gradients_agree_with_the_complex_step(cell, n_hidden, mask, record_property):
    errors = errors_beside_the_complex_step(cell, Batch(cell, n_hidden), mask)
    record_property("largest relative error", max(errors.values()))
    assert max(errors.values()) < LIMIT, errors


@every(SHAPES)
def test_the_reference_cells_have_the_same_gradients(cell, n_hidden):
    """As the kernels, which stand beside the complex step above."""
    case = Batch(cell, n_hidden)
    one, other = (back(cell, case, fast=fast) for fast in (True, False))
    assert largest_error(one, other) < 1e-12


@every(ONE_WAY)
@for_each("mask", [None, MASK], ids=["equal lengths", "mask"])
@for_each("k", [1, 2, 4])
def test_truncating_a_stack_cuts_every_layer_at_the_same_steps(cell, n_hidden, k, mask, record_property):
    case = Batch(cell, n_hidden)
    trace = layers.forward(cell, case.params, case.xs, case.state, mask)
    found = dxs, dstate, grads = layers.backward(cell, case.params, trace, case.dhs, case.dlast, k)
    assert largest_error(found, back(cell, case, mask, fast=False, k=k)) < 1e-12  # kernels and reference cells
    chunks = [slice(t, t + k) for t in range(0, T, k)]
    seen = [None if mask is None else mask[chunk] for chunk in chunks]
    starts = [case.state]
    for chunk, here in zip(chunks, seen, strict=True):
        starts.append(layers.forward(cell, case.params, case.xs[chunk], starts[-1], here, fast=False).state)
    assert_same(trace.state, starts[-1], rtol=1e-12)

    def loss(moved):
        params, xs, first = moved
        value = 0
        for number, chunk in enumerate(chunks):
            state = starts[number] if number else first  # carried on as a number, not as a function
            part = layers.forward(cell, params, xs[chunk], state, seen[number])
            value = value + (part.hs * case.dhs[chunk]).sum()
        return value + sum((s * d).sum() for _, s, d in trees.leaves(part.state, case.dlast))

    errors = gradcheck.compare(loss, (case.params, case.xs, case.state), (grads, dxs, dstate))
    record_property("largest relative error", max(errors.values()))
    assert max(errors.values()) < LIMIT, errors


def test_a_stack_computes_what_its_layers_compute_step_by_step():
    cell, n_hidden = SHAPES["three layers"]
    case = Batch(cell, n_hidden)
    states, expected = list(case.state), []
    for x in case.xs:  # all layers at one step before any layer at the next
        for place, layer in enumerate(cell.cells):
            states[place], _ = layer.step(case.params[place], x, states[place])
            x = states[place].h
        expected.append(x)
    for fast in (True, False):
        trace = layers.forward(cell, case.params, case.xs, case.state, fast=fast)
        np.testing.assert_allclose(trace.hs, expected, rtol=1e-12, atol=1e-14)
        assert_same(trace.state, tuple(states), rtol=1e-12, atol=1e-14)


@every_cell
@for_each("mask", [None, MASK], ids=["equal lengths", "mask"])
def test_the_backward_half_reads_each_sequence_from_its_end(cell, mask):
    case = Batch(Bidirectional(cell), 3)
    trace = layers.forward(Bidirectional(cell), case.params, case.xs, case.state, mask)
    for n, length in enumerate(LENGTHS if mask is not None else (T,) * N):
        ahead, back = trees.map(lambda s, n=n: s[n : n + 1], case.state)
        for t in range(length):
            ahead, _ = cell.step(case.params.forward, case.xs[t, n : n + 1], ahead)
            np.testing.assert_allclose(trace.hs[t, n, :3], ahead.h[0], rtol=1e-12, atol=1e-14)
        for t in reversed(range(length)):
            back, _ = cell.step(case.params.backward, case.xs[t, n : n + 1], back)
            np.testing.assert_allclose(trace.hs[t, n, 3:], back.h[0], rtol=1e-12, atol=1e-14)
        both = trees.map(lambda s, n=n: s[n : n + 1], trace.state)
        assert_same(both, Both(ahead, back), rtol=1e-12, atol=1e-14)
        last = readout.last(Bidirectional(cell), trace.hs)[n]
        np.testing.assert_allclose(last, np.concatenate([ahead.h[0], back.h[0]]), rtol=1e-12, atol=1e-14)


@every_cell
@for_each("mask", [None, MASK], ids=["equal lengths", "mask"])
def test_a_reversed_cell_is_the_backward_half_of_both(cell, mask):
    case = Batch(Bidirectional(cell), 3)
    both = layers.forward(Bidirectional(cell), case.params, case.xs, case.state, mask)
    alone = layers.forward(Reversed(cell), case.params.backward, case.xs, case.state.backward, mask)
    np.testing.assert_array_equal(alone.hs, both.hs[:, :, 3:])
    assert_same(alone.state, both.state.backward)
    np.testing.assert_array_equal(readout.last(Reversed(cell), alone.hs), both.hs[0, :, 3:])


@every(SHAPES)
def test_each_sequence_of_a_masked_batch_is_as_if_it_were_alone(cell, n_hidden):
    case = Batch(cell, n_hidden)
    trace = layers.forward(cell, case.params, case.xs, case.state, MASK)
    dhs = case.dhs * MASK[:, :, None]
    dxs, dstate, grads = layers.backward(cell, case.params, trace, dhs, case.dlast)
    sum_of_grads = trees.map(np.zeros_like, grads)
    for n, length in enumerate(LENGTHS):
        own = (slice(length), slice(n, n + 1))
        first, dlast, last = (trees.map(lambda s, n=n: s[n : n + 1], s) for s in (case.state, case.dlast, trace.state))
        alone = layers.forward(cell, case.params, case.xs[own], first)
        assert_same(trace.hs[own], alone.hs, rtol=1e-12, atol=1e-14)
        assert_same(last, alone.state, rtol=1e-12, atol=1e-14)
        dx, dfirst, grad = layers.backward(cell, case.params, alone, dhs[own], dlast)
        assert_same(dxs[own], dx, rtol=1e-11, atol=1e-13)
        assert_same(trees.map(lambda s, n=n: s[n : n + 1], dstate), dfirst, rtol=1e-11, atol=1e-13)
        np.testing.assert_allclose(
            readout.last(cell, trace.hs)[n], readout.last(cell, alone.hs)[0], rtol=1e-12, atol=1e-14
        )
        sum_of_grads = trees.map(np.add, sum_of_grads, grad)
    assert_same(grads, sum_of_grads, rtol=1e-11, atol=1e-13)


@every(SHAPES)
@pytest.mark.filterwarnings("error")
@for_each("padding", [1e30, np.nan])
def test_what_stands_in_the_padding_never_matters(cell, n_hidden, padding):
    case = Batch(cell, n_hidden)
    garbage = case.xs.copy()
    garbage[~MASK] = padding
    results = []
    for xs in (case.xs, garbage):
        trace = layers.forward(cell, case.params, xs, case.state, MASK)
        results.append((trace.hs, trace.state, layers.backward(cell, case.params, trace, case.dhs, case.dlast)))
    assert_same(*results)


@every(SHAPES)
def test_the_last_outputs_get_their_gradient_where_they_were_read(cell, n_hidden):
    case = Batch(cell, n_hidden)
    hs = layers.forward(cell, case.params, case.xs, case.state).hs
    dlast = case.dhs[0]
    found = gradcheck.complex_step(lambda moved: (readout.last(cell, moved) * dlast).sum(), hs)
    np.testing.assert_allclose(readout.last_backward(cell, dlast, T), found, rtol=1e-14)


@for_each("title", ALL)
def test_a_cell_by_itself_is_what_unrolling_it_gives(title):
    cell, rng = ALL[title], np.random.default_rng(0)
    params, state = random_params(cell, rng, D, 4), random_state(cell, rng, N, 4)
    xs, dhs = rng.normal(size=(T, N, D)), rng.normal(size=(T, N, 4))
    unrolled = unroll.forward(cell, params, xs, state)
    backward = unroll.truncated_backward(cell, params, unrolled, dhs, 3)
    for fast, rtol in ((True, 1e-12), (False, 0)):
        trace = layers.forward(cell, params, xs, state, fast=fast)
        assert_same((trace.hs, trace.state), (unrolled.hs, unrolled.state), rtol=rtol, atol=rtol)
        assert_same(layers.backward(cell, params, trace, dhs, k=3), backward, rtol=rtol, atol=rtol)


@for_each("title", ALL)
def test_a_kernel_runs_where_there_is_one_and_what_it_cannot_do_is_unrolled(title):
    cell, rng = ALL[title], np.random.default_rng(0)
    params, xs = random_params(cell, rng, D, 4), rng.normal(size=(T, N, D))
    drop = layers.Drop(recurrent=np.ones((N, 4)))

    def runs(params=params, **options):
        return type(layers.forward(cell, params, xs, **options).parts[0])

    assert runs() is (kernels.Trace if kernels.has(cell) else unroll.Trace)
    assert runs(drop=layers.Drop(inputs=np.ones((N, D)))) is runs()
    assert runs(mask=MASK) is runs()
    assert runs(fast=False) is runs(drop=drop) is unroll.Trace
    assert runs(params._replace(b=params.b + 0j) if hasattr(params, "b") else params._replace(b_h=params.b_h + 0j)) is (
        unroll.Trace
    )


@every(SHAPES)
@for_each("mask", [None, MASK], ids=["equal lengths", "mask"])
def test_float32_stays_float32_and_nothing_passed_in_is_changed(cell, n_hidden, mask):
    case = Batch(cell, n_hidden, dtype=np.float32)
    passed = (case.params, case.xs, case.state, case.dhs, case.dlast)
    before = trees.map(np.copy, passed)
    trace = layers.forward(cell, case.params, case.xs, case.state, mask)
    results = (trace.hs, trace.state, layers.backward(cell, case.params, trace, case.dhs, case.dlast))
    assert {array.dtype for _, array in trees.leaves(results)} == {np.dtype(np.float32)}
    assert_same(passed, before)


@every(SHAPES)
@for_each("n_steps, n", [(1, 1), (1, 3), (5, 1)])
def test_one_step_and_one_sequence(cell, n_hidden, n_steps, n):
    case = Batch(cell, n_hidden)
    case.xs, case.dhs = case.xs[:n_steps, :n], case.dhs[:n_steps, :n]
    case.state, case.dlast = (trees.map(lambda s: s[:n], tree) for tree in (case.state, case.dlast))
    errors = errors_beside_the_complex_step(cell, case)
    assert max(errors.values()) < LIMIT, errors


@every(SHAPES)
def test_a_state_left_out_is_zero_in_every_layer(cell, n_hidden):
    case = Batch(cell, n_hidden)
    zero = layers.zero_state(cell, case.params, N)
    assert not any(part.any() for _, part in trees.leaves(zero))
    left_out = layers.forward(cell, case.params, case.xs)
    given = layers.forward(cell, case.params, case.xs, zero)
    assert_same((left_out.hs, left_out.state), (given.hs, given.state))


def test_a_state_carried_on_makes_two_halves_one_sequence_for_a_stack():
    cell, n_hidden = SHAPES["three layers"]
    case = Batch(cell, n_hidden)
    whole = layers.forward(cell, case.params, case.xs, case.state)
    first = layers.forward(cell, case.params, case.xs[:2], case.state)
    second = layers.forward(cell, case.params, case.xs[2:], first.state)
    np.testing.assert_allclose(np.concatenate([first.hs, second.hs]), whole.hs, rtol=1e-13)


def test_every_step_of_both_directions_knows_the_whole_sequence():
    cell = Bidirectional(lstm)
    case = Batch(cell, 3)
    hs = layers.forward(cell, case.params, case.xs).hs
    for t in range(T):
        changed = case.xs.copy()
        changed[t] += 1
        moved = layers.forward(cell, case.params, changed).hs != hs
        assert moved.any(axis=(1, 2)).all()
        assert not moved[:t, :, :3].any()
        assert not moved[t + 1 :, :, 3:].any()


def test_weights_have_the_sizes_of_what_is_below_them():
    cell = Stack((Bidirectional(lstm), gru, Bidirectional(elman)))
    params = layers.zeros(cell, 2, (3, 5, 4), np.float32)
    shapes = {name: array.shape for name, array in trees.leaves(params)}
    assert shapes["0.forward.W_x"] == shapes["0.backward.W_x"] == (2, 12)
    assert shapes["1.W_x"] == (6, 15)
    assert shapes["2.forward.W_x"] == (5, 4)
    assert layers.output_size(cell, (3, 5, 4)) == 8
    assert trees.count(params) == 2 * lstm.count_parameters(2, 3) + gru.count_parameters(6, 5) + 2 * (
        elman.count_parameters(5, 4)
    )
    assert {array.dtype for _, array in trees.leaves(params)} == {np.dtype(np.float32)}
    assert_same(layers.zeros(Stack((lstm, gru)), 2, 3), layers.zeros(Stack((lstm, gru)), 2, (3, 3)))
    assert layers.output_size(Stack((lstm, gru)), 3) == layers.output_size(lstm, 3) == 3


def test_equal_stacks_are_equal():
    assert Stack((lstm, Bidirectional(gru))) == Stack((lstm, Bidirectional(gru)))
    assert hash(Stack((lstm,))) == hash(Stack((lstm,)))
    assert Stack((lstm, gru)) != Stack((gru, lstm))


def test_both_directions_cannot_be_truncated():
    for title in ("both ways", "two layers, both ways each", "one way above both ways"):
        cell, n_hidden = SHAPES[title]
        case = Batch(cell, n_hidden)
        trace = layers.forward(cell, case.params, case.xs)
        with pytest.raises(ValueError, match="k: expected None for a Bidirectional, got 2"):
            layers.backward(cell, case.params, trace, case.dhs, k=2)
    for title in ("from the last step", "there and back"):
        cell, n_hidden = SHAPES[title]
        case = Batch(cell, n_hidden)
        trace = layers.forward(cell, case.params, case.xs)
        with pytest.raises(ValueError, match="k: expected None for a Reversed, got 2: it needs the whole sequence"):
            layers.backward(cell, case.params, trace, case.dhs, k=2)


def test_what_is_no_cell_is_refused():
    with pytest.raises(ValueError, match="cells: expected at least one layer, got none"):
        Stack(())
    with pytest.raises(TypeError, match="cells: expected a tuple of cells, one a layer, got list"):
        Stack([lstm])
    with pytest.raises(TypeError, match=r"cell: expected a module of lstmlab.cells .* got 'lstm'"):
        Stack(("lstm",))
    with pytest.raises(TypeError, match=r"cell: expected a module of lstmlab.cells .* got lstmlab.readout"):
        Bidirectional(readout)


def test_weights_states_and_gradients_in_another_form_are_refused():
    stack, both = Stack((lstm, gru)), Bidirectional(lstm)
    case, case_both = Batch(stack, (3, 4)), Batch(both, 3)
    trace = layers.forward(stack, case.params, case.xs)

    with pytest.raises(ValueError, match="params: expected 2, one a layer of the stack, got 1"):
        layers.forward(stack, case.params[:1], case.xs)
    with pytest.raises(ValueError, match="state: expected 2, one a layer of the stack, got 3"):
        layers.forward(stack, case.params, case.xs, (*case.state, case.state[0]))
    with pytest.raises(TypeError, match="state: expected a tuple, one a layer of the stack, got State"):
        layers.forward(stack, case.params, case.xs, case.state[0])
    with pytest.raises(TypeError, match=r"state: expected State\(h, c\), got State\(h,\)"):
        layers.forward(stack, case.params, case.xs, case.state[::-1])
    with pytest.raises(TypeError, match=r"params: expected Both\(forward, backward\), got Params\(W_x, W_h, b\)"):
        layers.forward(both, case_both.params.forward, case.xs)
    with pytest.raises(TypeError, match=r"state: expected Both\(forward, backward\), got State\(h, c\)"):
        layers.forward(both, case_both.params, case.xs, case_both.state.forward)
    with pytest.raises(TypeError, match=r"drop: expected Drop\(inputs, recurrent\), got an array of dtype float64"):
        layers.forward(lstm, case.params[0], case.xs, drop=np.ones((N, 3)))
    with pytest.raises(ValueError, match=r"inputs: expected \(N, D\) = \(3, 2\), got \(3, 3\)"):
        layers.forward(lstm, case.params[0], case.xs, drop=layers.Drop(inputs=np.ones((N, 3))))
    with pytest.raises(ValueError, match="dstate: expected 2, one a layer of the stack, got 1"):
        layers.backward(stack, case.params, trace, case.dhs, case.dlast[:1])
    with pytest.raises(ValueError, match=r"dhs: expected \(T, N, H\) = \(5, 3, 4\), got \(5, 3, 3\)"):
        layers.backward(stack, case.params, trace, case.dhs[:, :, :3])
    for wrong, error, message in ((0, ValueError, "at least 1, got 0"), (2.0, TypeError, r"an integer, got 2\.0")):
        with pytest.raises(error, match=f"k: expected {message}"):
            layers.backward(stack, case.params, trace, case.dhs, k=wrong)
    with pytest.raises(ValueError, match=r"mask: expected \(T, N\) = \(5, 3\), got \(3, 5\)"):
        layers.forward(both, case_both.params, case.xs, mask=MASK.T)
    with pytest.raises(TypeError, match="mask: expected an array of True and False"):
        layers.forward(both, case_both.params, case.xs, mask=1)
    for fast in (True, False):
        with pytest.raises(TypeError, match="xs: expected float64 like W_h, got float32"):
            layers.forward(lstm, case.params[0], case.xs.astype(np.float32), fast=fast)
        with pytest.raises(ValueError, match="xs: expected at least one step"):
            layers.forward(stack, case.params, case.xs[:0], fast=fast)


def test_sizes_that_are_not_one_a_layer_are_refused():
    with pytest.raises(ValueError, match="n_hidden: expected 2, one a layer of the stack, got 3"):
        layers.zeros(Stack((lstm, gru)), 2, (3, 4, 5))
    with pytest.raises(TypeError, match=r"n_hidden: expected an integer, got 2\.0"):
        layers.output_size(Bidirectional(lstm), 2.0)
