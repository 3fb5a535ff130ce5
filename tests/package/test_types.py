"""Signatures say what they mean: a cell is a `Cell`, and whoever has its methods may stand there."""

import importlib
import inspect
import pkgutil
import typing

import numpy as np
import pytest

import lstmlab
from lstmlab import init, layers, losses, network, trees, unroll
from lstmlab.cells import elman, gru, lstm
from lstmlab.cells.protocol import Cell, StepCell
from lstmlab.layers import Bidirectional, Layer, Single, Stack, Trace

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(lstmlab.__path__, "lstmlab.")
    if found.name.split(".")[1] not in ("exercises", "checking")
]


def functions_with_a_cell():
    for module in MODULES:
        for name, function in vars(module).items():
            if not inspect.isfunction(function) or function.__module__ != module.__name__ or name.startswith("_"):
                continue
            if "cell" in inspect.signature(function).parameters:
                yield f"{module.__name__}.{name}", function


@pytest.mark.parametrize("function", [pytest.param(f, id=name) for name, f in functions_with_a_cell()])
def test_no_public_function_takes_just_anything_for_a_cell(function):
    said = typing.get_type_hints(function)["cell"]
    assert said in (Cell, StepCell, Cell | StepCell, str, int)  # in a figure it is a choice: its name or its number


class Delayed(Layer):
    """A layer that somebody else wrote: a cell whose outputs come one step late."""

    def __init__(self, cell):
        self.inner = Single(cell)

    def zeros(self, n_in, n_hidden, dtype=np.float64):
        return self.inner.zeros(n_in, n_hidden, dtype)

    def output_size(self, n_hidden):
        return self.inner.output_size(n_hidden)

    def map(self, function, **trees):
        return self.inner.map(function, **trees)

    def forward(self, params, xs, state, mask, drop, fast):
        trace = self.inner.forward(params, xs, state, mask, drop, fast)
        late = np.concatenate([np.zeros_like(trace.hs[:1]), trace.hs[:-1]])
        return Trace(late, trace.state, (trace,))

    def backward(self, params, trace, dhs, dstate, k):
        early = np.concatenate([dhs[1:], np.zeros_like(dhs[:1])])
        return self.inner.backward(params, trace.parts[0], early, dstate, k)

    def ends(self, hs):
        return [hs[-1]]

    def check_truncation(self, k):
        self.inner.check_truncation(k)


def test_a_kind_of_layer_that_nobody_here_knows_is_a_cell_too():
    cell = Stack((Delayed(lstm), Bidirectional(Delayed(gru)), elman))
    rng = np.random.default_rng(0)
    params = init.network(rng, cell, 2, 3, 4)
    xs, labels = rng.normal(size=(5, 2, 2)), rng.integers(0, 4, size=(5, 2))
    loss = losses.softmax_cross_entropy
    _, grads, _ = network.loss_and_gradients(cell, params, (xs, labels), loss)
    step = 1e-6
    moved = trees.map(lambda w, g: w + step * g, params, grads)
    back = trees.map(lambda w, g: w - step * g, params, grads)
    values = [loss(network.forward(cell, each, xs)[0], labels)[0] for each in (moved, back)]
    expected = sum(float((grad**2).sum()) for _, grad in trees.leaves(grads))
    np.testing.assert_allclose((values[0] - values[1]) / (2 * step), expected, rtol=1e-6)


@pytest.mark.parametrize("cell, n_hidden", [(lstm, 3), (Stack((lstm, Bidirectional(gru))), (3, 4))])
def test_every_cell_counts_its_own_weights(cell, n_hidden):
    assert cell.count_parameters(2, n_hidden) == trees.count(layers.zeros(cell, 2, n_hidden))


def test_what_is_one_step_at_a_time_may_be_written_as_a_class():
    class Counter:
        """A cell that keeps all methods of another, and counts the steps."""

        Params, State, Cache, GATES = lstm.Params, lstm.State, lstm.Cache, lstm.GATES
        __name__ = "counter"
        steps = 0
        zeros, count_parameters = staticmethod(lstm.zeros), staticmethod(lstm.count_parameters)
        step_backward = staticmethod(lstm.step_backward)

        def step(self, *arguments):
            self.steps += 1
            return lstm.step(*arguments)

    cell = Counter()
    params = init.cell(np.random.default_rng(0), cell, 2, 3)
    xs = np.ones((7, 1, 2))
    np.testing.assert_array_equal(layers.forward(cell, params, xs).hs, unroll.forward(lstm, params, xs).hs)
    assert cell.steps == 7
