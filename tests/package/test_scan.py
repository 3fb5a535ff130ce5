"""The scan: a linear recurrence for all steps together, and the cells whose state it computes."""

import numpy as np

from lstmlab import gradcheck, kernels, layers, losses, network, optim, scan, training, trees, unroll
from lstmlab import init as start
from lstmlab.cells import mingru, minlstm
from lstmlab.layers import Bidirectional, Stack
from lstmlab.tasks import adding, parity, recall
from tests.cases import for_each
from tests.package.cell_cases import random_params, random_state

SIZES = ((1, 2, 3), (2, 3, 1), (3, 1, 4), (7, 3, 2), (8, 2, 5), (9, 2, 3), (64, 1, 1), (100, 2, 3))
CELLS = (mingru, minlstm)


def draw(rng, n_steps, n, n_hidden, dtype=np.float64):
    shape = (n_steps, n, n_hidden)
    arrays = (rng.uniform(-1.1, 1.1, size=shape), rng.normal(size=shape), rng.normal(size=shape[1:]))
    return tuple(array.astype(dtype) for array in arrays)


def one_after_the_other(a, b, h0):
    """Plain numbers, three loops: nothing shared with lstmlab."""
    hs = np.empty(a.shape, np.result_type(a, b, h0))
    for n in range(a.shape[1]):
        for j in range(a.shape[2]):
            h = h0[n, j]
            for t in range(len(a)):
                h = a[t, n, j] * h + b[t, n, j]
                hs[t, n, j] = h
    return hs


@for_each("sizes", SIZES, ids=str)
def test_a_scan_gives_the_states_of_the_loop(sizes):
    a, b, h0 = draw(np.random.default_rng(0), *sizes)
    np.testing.assert_allclose(scan.prefix(a, b, h0), one_after_the_other(a, b, h0), rtol=1e-12, atol=1e-12)


def test_a_scan_stays_in_float32():
    given = draw(np.random.default_rng(0), 33, 2, 3, np.float32)
    hs = scan.prefix(*given)
    assert hs.dtype == np.float32
    np.testing.assert_allclose(hs, one_after_the_other(*given), rtol=1e-4, atol=1e-5)


def test_what_forgets_all_is_fine_and_so_are_products_that_vanish():
    rng = np.random.default_rng(0)
    a, b, h0 = draw(rng, 2000, 2, 3)
    a *= 0.5  # the product of all of them is smaller than any number
    a[500] = 0
    assert np.prod(a[:, 0, 0]) == 0
    np.testing.assert_allclose(scan.prefix(a, b, h0), one_after_the_other(a, b, h0), rtol=1e-12)
    changed = scan.prefix(a, b, h0 + 5)
    np.testing.assert_array_equal(changed[500:], scan.prefix(a, b, h0)[500:])


def test_two_maps_one_after_the_other_are_one_map_and_their_order_matters():
    rng = np.random.default_rng(0)
    first, second, third = (tuple(rng.normal(size=(2, 3, 4))) for _ in range(3))
    h = rng.normal(size=(3, 4))
    a, b = scan.compose(first, second)
    np.testing.assert_allclose(a * h + b, second[0] * (first[0] * h + first[1]) + second[1], rtol=1e-12)
    one = scan.compose(scan.compose(first, second), third)
    other = scan.compose(first, scan.compose(second, third))
    for left, right in zip(one, other, strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-12)
    assert not np.allclose(scan.compose(first, second).b, scan.compose(second, first).b)


@for_each("sizes", SIZES, ids=str)
def test_the_gradient_of_a_scan_agrees_with_the_complex_step(sizes):
    rng = np.random.default_rng(1)
    a, b, h0 = draw(rng, *sizes)
    weighs, of_last = rng.normal(size=a.shape), rng.normal(size=h0.shape)

    def loss(given):
        hs = scan.prefix(given["a"], given["b"], given["h0"])
        return (hs * weighs).sum() + (hs[-1] * of_last).sum()

    given = {"a": a, "b": b, "h0": h0}
    grads = scan.prefix_backward(a, scan.prefix(a, b, h0), h0, weighs, of_last)
    for name, error in gradcheck.compare(loss, given, dict(zip(given, grads, strict=True))).items():
        assert error < 1e-12, name


@for_each("cell", CELLS, ids=lambda cell: cell.__name__)
def test_all_steps_together_are_the_steps_one_by_one(cell):
    rng = np.random.default_rng(2)
    params, state = random_params(cell, rng, 2, 5), random_state(cell, rng, 3, 5)
    xs = rng.normal(size=(37, 3, 2))
    trace = kernels.forward(cell, params, xs, state)
    np.testing.assert_allclose(trace.hs, unroll.forward(cell, params, xs, state).hs, rtol=1e-12, atol=1e-12)


@for_each("cell", CELLS, ids=lambda cell: cell.__name__)
def test_gates_do_not_see_the_state_so_states_mix_linearly(cell):
    rng = np.random.default_rng(3)
    params, xs = random_params(cell, rng, 2, 4), rng.normal(size=(6, 3, 2))
    one, other = (random_state(cell, rng, 3, 4) for _ in range(2))
    middle = cell.State((one.h + other.h) / 2)
    runs = [unroll.forward(cell, params, xs, state).hs for state in (one, other, middle)]
    np.testing.assert_allclose(runs[2], (runs[0] + runs[1]) / 2, rtol=1e-12)


def test_what_a_minimal_lstm_keeps_and_writes_adds_up_to_one_whatever_its_gates():
    for bias in (-800.0, -40.0, 0.0, 40.0, 800.0):
        params = minlstm.zeros(2, 3)._replace(b=np.repeat([bias, -bias / 2, 7.0], 3))
        (a, b), _ = minlstm.coefficients(params, np.zeros((1, 2)))
        np.testing.assert_allclose(a + b / 7, 1, rtol=1e-12)
    shut = minlstm.zeros(2, 3)._replace(b=np.repeat([-900.0, -900.0, 7.0], 3))
    assert np.isfinite(minlstm.step(shut, np.zeros((1, 2)), minlstm.State(np.ones((1, 3))))[0].h).all()


@for_each("cell", CELLS, ids=lambda cell: cell.__name__)
def test_the_tasks_and_the_training_of_the_course_take_the_minimal_cells(cell):
    rng = np.random.default_rng(4)

    def batches(epoch):
        return [adding.batch(rng, 32, 20) for _ in range(50)]

    def loss_and_gradients(params, batch):
        return network.loss_and_gradients(cell, params, batch, losses.mse, "many-to-one")

    params = start.network(rng, cell, 2, 16, 1)
    fit = training.fit(params, loss_and_gradients, batches, optimizer=optim.adam(0.02), epochs=10, progress=False)
    xs, targets = adding.batch(np.random.default_rng(5), 500, 20)
    ys, _ = network.forward(cell, fit.params, xs, mode="many-to-one")
    assert adding.right(ys, targets).mean() > 0.5  # always the same number: 0.15


@for_each("cell", CELLS, ids=lambda cell: cell.__name__)
def test_one_layer_of_them_cannot_tell_an_odd_number_of_ones_from_an_even_one(cell):
    """What a step keeps is never below zero: the more bits, the less a turn of the parity can be seen."""
    rng = np.random.default_rng(7)
    params = random_params(cell, rng, 2, 8)
    xs, _ = parity.batch(rng, 200, 30)
    turned = xs.copy()
    turned[0] = 1 - turned[0]  # every later parity is the other one
    far = [kernels.forward(cell, params, each, cell.State(np.zeros((200, 8)))).hs[-1] for each in (xs, turned)]
    assert np.abs(far[0] - far[1]).max() < 1e-3


@for_each("cell", CELLS, ids=lambda cell: cell.__name__)
def test_one_layer_of_them_treats_a_symbol_alike_whatever_came_before(cell):
    """So the first of several like symbols, as in recall, can be nothing special to it."""
    rng = np.random.default_rng(8)
    xs, _ = recall.batch(rng, 3, 6, 3)
    params = random_params(cell, rng, 3, 4)
    (a, b), _ = cell.coefficients(params, xs)
    same = xs[0].argmax(axis=-1) == xs[5].argmax(axis=-1)
    assert same.any()
    np.testing.assert_array_equal(a[0, same], a[5, same])
    np.testing.assert_array_equal(b[0, same], b[5, same])


def test_stacks_and_both_directions_take_them_too():
    rng = np.random.default_rng(6)
    cell = Stack((Bidirectional(mingru), minlstm))
    params = trees.map(lambda w: 0.5 * rng.normal(size=w.shape), layers.zeros(cell, 2, (3, 4)))
    xs, weighs = rng.normal(size=(5, 3, 2)), rng.normal(size=(5, 3, 4))
    grads = layers.backward(cell, params, layers.forward(cell, params, xs), weighs)[2]
    errors = gradcheck.compare(lambda p: (layers.forward(cell, p, xs).hs * weighs).sum(), params, grads)
    assert max(errors.values()) < 1e-12
