"""Every recurrent cell beside an implementation that takes one number at a time, and beside that one's derivative."""

import numpy as np

from lstmlab import gradcheck, trees, unroll
from tests.cases import for_each
from tests.package import scalars_cells
from tests.package.cell_cases import BLIND, EXACT
from tests.package.gradients import LIMIT, Inputs, draw

T, N, D, H = 3, 2, 3, 4


def test_every_cell_is_written_down_a_second_time():
    assert list(scalars_cells.CELLS) == list(EXACT)


def by_scalars(title, given, drop=None):
    weights, xs, state = trees.map(np.ndarray.tolist, Inputs(given.params._asdict(), given.xs, given.state._asdict()))
    unused = np.zeros((N, H)).tolist()
    hs, h, c = scalars_cells.run(scalars_cells.CELLS[title], weights, xs, state["h"], state.get("c", unused), drop)
    return np.array(hs), {"h": np.array(h), "c": np.array(c)}


@for_each("title", EXACT)
def test_a_cell_computes_what_its_units_compute_one_by_one(title):
    given = draw(EXACT[title], np.random.default_rng(0), T, (N, D, H))
    trace = unroll.forward(EXACT[title], *given)
    hs, last = by_scalars(title, given)
    np.testing.assert_allclose(trace.hs, hs, rtol=1e-12)
    for part, array in trace.state._asdict().items():
        np.testing.assert_allclose(array, last[part], rtol=1e-12)


@for_each("title", EXACT)
def test_recurrent_dropout_hides_h_from_the_weights_and_from_nothing_else(title):
    rng = np.random.default_rng(1)
    given = draw(EXACT[title], rng, T, (N, D, H))
    drop = 2.0 * rng.integers(0, 2, size=(N, H))
    trace = unroll.forward(EXACT[title], *given, drop=drop)
    hs, last = by_scalars(title, given, drop)
    assert np.allclose(hs, by_scalars(title, given)[0]) == (title in BLIND)
    np.testing.assert_allclose(trace.hs, hs, rtol=1e-12)
    np.testing.assert_allclose(trace.state[-1], last[trace.state._fields[-1]], rtol=1e-12)


@for_each("title", EXACT)
def test_the_backward_pass_is_the_derivative_of_what_the_units_compute_one_by_one(title, record_property):
    rng = np.random.default_rng(2)
    cell = EXACT[title]
    given = draw(cell, rng, T, (N, D, H))
    dhs, dlast = rng.normal(size=(T, N, H)), cell.State(*rng.normal(size=(len(cell.State._fields), N, H)))
    dxs, dstate, grads = unroll.backward(cell, given.params, unroll.forward(cell, *given), dhs, dlast)

    def loss(moved):
        hs, last = by_scalars(title, moved)
        return (hs * dhs).sum() + sum((last[part] * dpart).sum() for part, dpart in dlast._asdict().items())

    errors = gradcheck.compare(loss, given, Inputs(grads, dxs, dstate))
    record_property("largest relative error", max(errors.values()))
    assert max(errors.values()) < LIMIT, errors
