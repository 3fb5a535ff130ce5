"""L1 and L2: their gradients beside derivatives, and what they do to weights."""

import functools
from typing import NamedTuple

import numpy as np
import pytest

from lstmlab import gradcheck, init, losses, network, optim, penalties, training, trees
from lstmlab.cells import elman, lstm, peephole


class Weights(NamedTuple):
    W: object
    b: object


PARAMS = Weights(np.array([[1.0, -2.0], [0.0, 3.0]]), np.array([10.0, -10.0]))


def zero_loss(params, *batch):
    return 0.0, trees.map(np.zeros_like, params)


def test_the_penalty_is_its_formula():
    assert penalties.penalty(PARAMS, l1=0.1)[0] == pytest.approx(0.1 * (1 + 2 + 3))
    assert penalties.penalty(PARAMS, l2=0.1)[0] == pytest.approx(0.05 * (1 + 4 + 9))
    assert penalties.penalty(PARAMS, l1=0.1, l2=0.1)[0] == pytest.approx(0.6 + 0.7)
    assert penalties.penalty(PARAMS)[0] == 0
    _, grads = penalties.penalty(PARAMS, l1=0.1, l2=0.01)
    np.testing.assert_allclose(grads.W, [[0.11, -0.12], [0.0, 0.13]])
    assert not grads.b.any()
    assert type(grads) is Weights


def test_the_gradient_of_l2_is_the_complex_step(record_property):
    params = trees.map(lambda w: w + 0.01, init.network(np.random.default_rng(0), peephole, 2, 3, 4))
    of_all = functools.partial(penalties.penalty, l2=0.3, on=lambda name: True)
    errors = gradcheck.compare(lambda moved: of_all(moved)[0], params, of_all(params)[1])
    record_property("largest relative error", max(errors.values()))
    assert max(errors.values()) < 1e-15


def test_the_gradient_of_l1_is_the_central_difference_away_from_zero(record_property):
    params = trees.map(lambda w: w + 0.01, init.network(np.random.default_rng(0), peephole, 2, 3, 4))
    assert min(np.abs(w).min() for _, w in trees.leaves(params)) > 1e-4
    value_of = lambda moved: penalties.penalty(moved, l1=0.3)[0]  # noqa: E731
    errors = gradcheck.compare(value_of, params, penalties.penalty(params, l1=0.3)[1], "central-differences")
    record_property("largest relative error", max(errors.values()))
    assert max(errors.values()) < 1e-8


def test_a_networks_loss_with_penalties_has_the_gradient_that_comes_with_it():
    rng = np.random.default_rng(0)
    params = init.network(rng, lstm, 2, 3, 4)
    xs, targets = rng.normal(size=(5, 2, 2)), rng.normal(size=(5, 2, 4))

    def plain(params, xs, targets):
        return network.loss_and_gradients(lstm, params, (xs, targets), losses.mse)

    penalised = penalties.add(plain, l2=0.1)
    loss, grads, state = penalised(params, xs, targets)
    assert loss == pytest.approx(plain(params, xs, targets)[0] + penalties.penalty(params, l2=0.1)[0])
    np.testing.assert_array_equal(state.h, plain(params, xs, targets)[2].h)
    errors = gradcheck.compare(lambda moved: penalised(moved, xs, targets)[0], params, grads)
    assert max(errors.values()) < 1e-12


def test_biases_go_free_and_everything_else_pays():
    free = ["b", "b1", "b_x", "b_h", "cell.b", "0.forward.b", "readout.b_y", "bias", "bias_ih_l0", "rnn.bias_hh_l0"]
    pays = ["W_x", "cell.W_h", "W1", "readout.W_y", "p_i", "cell.p.f", "w", "weight_ih_l0", "0", "beta", ""]
    assert [name for name in free + pays if penalties.is_weight(name)] == pays


def test_what_is_penalised_can_be_chosen():
    value, grads = penalties.penalty(PARAMS, l2=1.0, on=lambda name: name == "b")
    assert value == 100
    assert not grads.W.any()
    with pytest.raises(ValueError, match=r"on: expected at least one array to be penalised, got none of \['W', 'b'\]"):
        penalties.penalty(PARAMS, l2=1.0, on=lambda name: False)


def test_l2_shrinks_every_weight_by_the_same_factor():
    fit = training.fit(
        PARAMS, penalties.add(zero_loss, l2=0.5), [None], optimizer=optim.sgd(0.1), epochs=10, progress=False
    )
    np.testing.assert_allclose(fit.params.W, PARAMS.W * 0.95**10)
    np.testing.assert_array_equal(fit.params.b, PARAMS.b)


def test_l1_shrinks_every_weight_by_the_same_amount():
    fit = training.fit(
        PARAMS, penalties.add(zero_loss, l1=0.5), [None], optimizer=optim.sgd(0.1), epochs=10, progress=False
    )
    np.testing.assert_allclose(fit.params.W, [[0.5, -1.5], [0.0, 2.5]])


def test_l1_drives_weights_that_help_nothing_to_zero_and_l2_does_not():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(60, 10))
    y = x[:, :2] @ np.array([2.0, -1.0]) + 0.1 * rng.normal(size=60)

    def loss_and_gradients(params, _):
        error = x @ params["w"] - y
        return (error**2).mean(), {"w": 2 * x.T @ error / len(y)}

    small = {}
    for name in ("l1", "l2"):
        fit = training.fit(
            {"w": np.zeros(10)},
            penalties.add(loss_and_gradients, **{name: 0.2}),
            [None],
            optimizer=optim.sgd(0.02),
            epochs=600,
            progress=False,
        )
        small[name] = (np.abs(fit.params["w"][2:]) < 0.005).sum()
    assert small["l1"] == 8
    assert small["l2"] < 4


def test_nothing_is_changed_and_float32_stays():
    params = init.network(np.random.default_rng(0), elman, 2, 3, 4, np.float32)
    kept = trees.map(np.copy, params)
    strengths = {"l1": np.float64(0.1), "l2": np.float64(0.1)}
    value, grads = penalties.penalty(params, **strengths)
    assert value.dtype == np.float32
    _, more = penalties.add(zero_loss, **strengths)(params, None)
    for name, w, copy, grad, other in trees.leaves(params, kept, grads, more):
        assert grad.dtype == other.dtype == np.float32, name
        np.testing.assert_array_equal(w, copy, err_msg=name)


def test_strengths_that_cannot_be_are_named_before_training_begins():
    for call in (penalties.add, lambda function, **strengths: penalties.penalty(PARAMS, **strengths)):
        with pytest.raises(ValueError, match=r"l2: expected a number from 0 on, got -0\.1"):
            call(zero_loss, l2=-0.1)
        with pytest.raises(ValueError, match="l1: expected a number from 0 on, got nan"):
            call(zero_loss, l1=float("nan"))
        with pytest.raises(TypeError, match=r"l1: expected a number from 0 on, got '0\.1'"):
            call(zero_loss, l1="0.1")
