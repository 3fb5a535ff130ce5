"""Start values: how they are spread, and that a seed fixes them."""

import functools

import numpy as np
import pytest

from lstmlab import init, layers, network, trees, unroll
from lstmlab.cells import ablation, elman, feedforward, gru, gru_reset_after, irnn, lstm, lstm1997, peephole
from lstmlab.gates import split
from tests.cases import for_each
from tests.package import cell_cases


def test_xavier_weights_fill_their_range_evenly():
    w = init.xavier_uniform(np.random.default_rng(0), 40, 60)
    limit = np.sqrt(6 / 100)
    assert w.shape == (40, 60)
    assert np.abs(w).max() <= limit
    counts, _ = np.histogram(w, bins=10, range=(-limit, limit))
    assert counts.min() > 180  # 240 in each on average
    assert w.var() == pytest.approx(2 / 100, rel=0.1)


def test_an_orthogonal_matrix_keeps_every_length():
    q = init.orthogonal(np.random.default_rng(0), 7)
    np.testing.assert_allclose(q.T @ q, np.eye(7), atol=1e-14)
    assert abs(init.orthogonal(np.random.default_rng(0), 1)) == 1


def test_orthogonal_matrices_have_no_preferred_direction():
    rng = np.random.default_rng(0)
    mean = np.mean([init.orthogonal(rng, 3) for _ in range(400)], axis=0)
    assert np.abs(mean).max() < 0.12  # each entry has a variance of 1/3: four standard errors


def test_a_seed_fixes_the_weights_and_biases_start_at_zero():
    one, other = (init.elman_network(np.random.default_rng(3), 2, 3, 4) for _ in range(2))
    for name, a, b in trees.leaves(one, other):
        np.testing.assert_array_equal(a, b, err_msg=name)
    assert not one.cell.b.any()
    assert not one.readout.b_y.any()


def test_the_numbers_of_a_seed_are_those_the_chapters_were_written_with():
    rng = np.random.default_rng(7)
    net = init.elman_network(rng, 2, 3, 4, np.float32)
    again = np.random.default_rng(7)
    np.testing.assert_array_equal(net.cell.W_x, init.xavier_uniform(again, 2, 3, np.float32))
    np.testing.assert_array_equal(net.cell.W_h, init.orthogonal(again, 3, np.float32))
    np.testing.assert_array_equal(net.readout.W_y, init.xavier_uniform(again, 3, 4, np.float32))
    assert rng.random() == again.random()


def blocks(cell):
    return ablation.BLOCKS[cell.options.without] if getattr(cell, "module", cell) is ablation else cell.GATES


def test_the_rectified_cell_starts_as_the_identity():
    for start in (init.irnn, lambda *sizes: init.cell(sizes[0], irnn, *sizes[1:])):
        params = start(np.random.default_rng(0), 40, 30)
        np.testing.assert_array_equal(params.W_h, np.eye(30))
        assert params.W_x.std() == pytest.approx(0.001, rel=0.1)
        assert abs(params.W_x.mean()) < 2e-4
        assert not params.b.any()
    np.testing.assert_array_equal(init.irnn(np.random.default_rng(0), 2, 3, scale=0.01).W_h, 0.01 * np.eye(3))
    with pytest.raises(ValueError, match="scale: expected a number above 0, got 0"):
        init.irnn(np.random.default_rng(0), 2, 3, scale=0)


@for_each("title", [title for title in cell_cases.ALL if title != "IRNN"])
def test_every_other_cell_starts_gate_by_gate(title):
    cell, n_in, n_hidden = cell_cases.ALL[title], 40, 30
    params = init.cell(np.random.default_rng(0), cell, n_in, n_hidden)
    gates = blocks(cell)
    limit = np.sqrt(6 / (n_in + n_hidden))
    assert hasattr(params, "W_h") == (title not in cell_cases.BLIND)
    for gate, W_x in zip(gates, split(params.W_x, len(gates)), strict=True):
        assert 0.97 * limit < np.abs(W_x).max() <= limit, gate
        assert W_x.var() == pytest.approx(2 / (n_in + n_hidden), rel=0.1), gate
    recurrent = [params.W_h] if hasattr(params, "W_h") else []
    for gate, W_h in [pair for W in recurrent for pair in zip(gates, split(W, len(gates)), strict=True)]:
        np.testing.assert_allclose(W_h.T @ W_h, np.eye(n_hidden), atol=1e-13, err_msg=gate)
    for W in (params.W_x, *recurrent):
        assert len(np.unique(W)) == W.size  # no block is drawn once and used twice
    others = {name: array for name, array in trees.leaves(params) if name not in ("W_x", "W_h")}
    for name, array in others.items():
        for gate, part in zip(gates, split(array, len(gates)), strict=True) if name[0] == "b" else [("", array)]:
            assert (part == (1.0 if gate == "f" else 0.0)).all(), (name, gate)


@for_each("dtype", [np.float64, np.float32])
@for_each("title", cell_cases.ALL)
def test_start_values_have_the_form_of_the_cell_and_a_seed_fixes_them(title, dtype):
    cell = cell_cases.ALL[title]
    one, other = (init.cell(np.random.default_rng(3), cell, 2, 3, dtype) for _ in range(2))
    for name, a, b, zero in trees.leaves(one, other, cell.zeros(2, 3, dtype)):
        assert (a.shape, a.dtype) == (zero.shape, np.dtype(dtype)), name
        np.testing.assert_array_equal(a, b, err_msg=name)
    assert trees.count(one) == cell.count_parameters(2, 3)


@for_each(
    "one, cell",
    [
        (init.elman, elman),
        (init.lstm1997, lstm1997),
        (init.lstm, lstm),
        (init.peephole, peephole),
        (init.ablation, ablation),
        (functools.partial(init.ablation, without="NFG"), ablation.variant("NFG")),
        (init.gru, gru),
        (init.gru_reset_after, gru_reset_after),
    ],
)
def test_the_function_of_one_cell_draws_the_same_numbers(one, cell):
    drawn, expected = one(np.random.default_rng(5), 2, 3), init.cell(np.random.default_rng(5), cell, 2, 3)
    for name, a, b in trees.leaves(drawn, expected):
        np.testing.assert_array_equal(a, b, err_msg=name)


def test_a_forget_bias_opens_the_forget_gate_alone():
    rng = np.random.default_rng(0)
    for one in (init.lstm, init.peephole, init.ablation):
        assert init.lstm(rng, 2, 3, forget_bias=2.5).b.tolist() == [0] * 3 + [2.5] * 3 + [0] * 6
        assert one(rng, 2, 3).b.tolist() == [0] * 3 + [1] * 3 + [0] * 6
    assert init.ablation(rng, 2, 3, without="NIG").b.tolist() == [1] * 3 + [0] * 6
    for without in ("NFG", "CIFG"):
        assert not init.ablation(rng, 2, 3, without=without, forget_bias=3.0).b.any()


@for_each("seed", range(3))
def test_with_a_forget_bias_more_of_the_gradient_reaches_the_first_step(seed):
    reached = {}
    for bias in (0.0, 1.0):
        rng = np.random.default_rng(seed)
        params = init.lstm(rng, 2, 8, forget_bias=bias)
        trace = unroll.forward(lstm, params, rng.normal(size=(20, 16, 2)), unroll.zero_state(lstm, params, 16))
        last = lstm.State(np.zeros((16, 8)), np.ones((16, 8)))
        _, first, _ = unroll.backward(lstm, params, trace, np.zeros((20, 16, 8)), last)
        reached[bias] = np.abs(first.c).mean()
    assert reached[1.0] > 100 * reached[0.0]


def test_a_stack_starts_layer_by_layer_and_both_directions_differ():
    stack = layers.Stack((layers.Bidirectional(lstm), gru, ablation.variant("NOG")))
    params = init.cell(np.random.default_rng(0), stack, 5, (4, 6, 3), np.float32, forget_bias=2.0)
    for name, array, zero in trees.leaves(params, layers.zeros(stack, 5, (4, 6, 3), np.float32)):
        assert (array.shape, array.dtype) == (zero.shape, np.float32), name
    below, middle, top = params
    assert type(below) is layers.Both
    assert not np.array_equal(below.forward.W_x, below.backward.W_x)
    assert middle.W_x.shape == (8, 18)  # both halves of 4 units
    assert [half.b[4:8].tolist() for half in below] == [[2.0] * 4] * 2
    assert not middle.b.any()
    assert top.b.tolist() == [0] * 3 + [2] * 3 + [0] * 3
    for block in split(middle.W_h, 3):
        np.testing.assert_allclose(block.T @ block, np.eye(6), atol=1e-6)


@for_each(
    "cell, n_hidden, width",
    [
        (lstm, 4, 4),
        (layers.Bidirectional(gru), 4, 8),
        (layers.Stack((lstm, layers.Bidirectional(elman))), (5, 3), 6),
        (layers.Bidirectional(layers.Stack((gru, lstm))), (5, 3), 6),
    ],
)
def test_a_network_reads_what_its_last_layer_puts_out_and_runs(cell, n_hidden, width):
    net = init.network(np.random.default_rng(0), cell, 2, n_hidden, 7, np.float32)
    assert net.readout.W_y.shape == (width, 7)
    ys, _ = network.forward(cell, net, np.zeros((6, 3, 2), np.float32))
    assert (ys.shape, ys.dtype) == ((6, 3, 7), np.float32)


def test_a_network_is_its_cell_then_its_readout():
    rng, again = np.random.default_rng(4), np.random.default_rng(4)
    net = init.network(rng, lstm, 2, 3, 4, forget_bias=0.5)
    expected = network.Params(init.lstm(again, 2, 3, forget_bias=0.5), init.readout(again, 3, 4))
    for name, a, b in trees.leaves(net, expected):
        np.testing.assert_array_equal(a, b, err_msg=name)


def test_sizes_and_generators_that_cannot_be_are_named():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="n_in: expected at least 1, got 0"):
        init.elman(rng, 0, 3)
    with pytest.raises(TypeError, match=r"n: expected an integer, got 2\.5"):
        init.orthogonal(rng, 2.5)
    for make in (
        lambda: init.xavier_uniform(0, 2, 3),
        lambda: init.lstm(0, 2, 3),
        lambda: init.network(0, gru, 2, 3, 4),
    ):
        with pytest.raises(TypeError, match=r"rng: expected a generator from np\.random\.default_rng\(seed\), got int"):
            make()
    for cell, name in ((feedforward, "lstmlab.cells.feedforward"), ("lstm", "'lstm'"), (None, "None")):
        with pytest.raises(
            TypeError, match=f"cell: expected a module of lstmlab.cells with a step, a Stack .*, got {name}"
        ):
            init.cell(rng, cell, 2, 3)
    with pytest.raises(ValueError, match=r"n_hidden: expected 2, one a layer of the stack, got 3"):
        init.cell(rng, layers.Stack((gru, gru)), 2, (3, 3, 3))
    with pytest.raises(ValueError, match=r"without: expected 'vanilla' or .*, got 'NXG'"):
        init.ablation(rng, 2, 3, without="NXG")


def test_other_options_that_cannot_be_are_named():
    rng = np.random.default_rng(0)
    for value in ("1", None, True):
        with pytest.raises(TypeError, match=f"forget_bias: expected a number, got {value!r}"):
            init.lstm(rng, 2, 3, forget_bias=value)
    with pytest.raises(ValueError, match="forget_bias: expected a finite number, got nan"):
        init.lstm(rng, 2, 3, forget_bias=float("nan"))
    for dtype in (int, complex, np.float16):
        name = np.dtype(dtype).name
        for make in (init.lstm, init.xavier_uniform):
            with pytest.raises(ValueError, match=f"dtype: expected float64 or float32, got {name}"):
                make(rng, 2, 3, dtype)
