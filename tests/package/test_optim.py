"""Optimisers: each beside its formula, written number by number, and known values on simple slopes."""

import inspect
import math

import numpy as np
import pytest

from lstmlab import init, optim, schedules, trees
from tests.cases import for_each


def run(optimizer, w, gradient_of, n):
    params, state = {"w": np.array([w])}, None
    state = optimizer.init(params)
    for _ in range(n):
        params, state = optimizer.update({"w": gradient_of(params["w"])}, state, params)
    return params["w"][0]


def test_gradient_descent_takes_the_learning_rate_times_the_gradient():
    assert run(optim.sgd(0.1), 1.0, lambda w: 2 * w, 1) == pytest.approx(0.8)
    assert run(optim.sgd(0.1), 1.0, lambda w: 2 * w, 3) == pytest.approx(0.8**3)


def test_momentum_remembers_earlier_gradients():
    # v = 1, 1.9, 2.71 for a gradient of 1 and a momentum of 0.9
    assert run(optim.sgd(0.1, momentum=0.9), 0.0, np.ones_like, 3) == pytest.approx(-0.1 * (1 + 1.9 + 2.71))


def test_momentum_speeds_up_a_gentle_slope():
    slow = run(optim.sgd(0.01), 1.0, lambda w: w, 50)
    fast = run(optim.sgd(0.01, momentum=0.9), 1.0, lambda w: w, 50)
    assert abs(fast) < abs(slow)


@for_each("gradient", [1e-4, 1.0, 1e4])
def test_the_first_step_of_adam_is_the_learning_rate_whatever_the_gradient(gradient):
    step = run(optim.adam(0.01, eps=1e-12), 0.0, lambda w: np.full_like(w, gradient), 1)
    assert step == pytest.approx(-0.01, rel=1e-6)


# Every optimiser again, one number at a time, with Python floats alone: from the weight at the start, the function that
# gives the gradient at a weight and the rate of each update, to the weights after every update.


def plain(w, gradient, rates):
    for lr in rates:
        w = w - lr * gradient(w)
        yield w


def with_momentum(w, gradient, rates, beta=0.9):
    v = 0.0
    for lr in rates:
        v = beta * v + gradient(w)
        w = w - lr * v
        yield w


def with_nesterov(w, gradient, rates, beta=0.9):
    v = 0.0
    for lr in rates:
        g = gradient(w)
        v = beta * v + g
        w = w - lr * (g + beta * v)
        yield w


def with_adagrad(w, gradient, rates, eps=1e-8):
    squares = 0.0
    for lr in rates:
        g = gradient(w)
        squares += g**2
        w = w - lr * g / (math.sqrt(squares) + eps)
        yield w


def with_rmsprop(w, gradient, rates, decay=0.9, eps=1e-8):
    mean = 0.0
    for lr in rates:
        g = gradient(w)
        mean = decay * mean + (1 - decay) * g**2
        w = w - lr * g / (math.sqrt(mean) + eps)
        yield w


def with_adam(w, gradient, rates, beta1=0.9, beta2=0.999, eps=1e-8):
    m = v = 0.0
    for t, lr in enumerate(rates, start=1):
        g = gradient(w)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        w = w - lr * (m / (1 - beta1**t)) / (math.sqrt(v / (1 - beta2**t)) + eps)
        yield w


CASES = [
    (optim.sgd, plain, {}),
    (optim.momentum, with_momentum, {}),
    (optim.momentum, with_momentum, {"beta": 0.5}),
    (optim.nesterov, with_nesterov, {}),
    (optim.nesterov, with_nesterov, {"beta": 0.3}),
    (optim.adagrad, with_adagrad, {}),
    (optim.adagrad, with_adagrad, {"eps": 0.1}),
    (optim.rmsprop, with_rmsprop, {}),
    (optim.rmsprop, with_rmsprop, {"decay": 0.5, "eps": 0.1}),
    (optim.adam, with_adam, {}),
    (optim.adam, with_adam, {"beta1": 0.5, "beta2": 0.9, "eps": 0.1}),
]
ALL = [optim.by_name(name, lr=0.1) for name in optim.OPTIMIZERS]


def decaying(t):
    return 0.2 / (1 + t)


@for_each("lr", [0.05, decaying])
@for_each("make, by_hand, options", CASES)
def test_every_optimiser_follows_its_formula_number_by_number(make, by_hand, options, lr):
    rng = np.random.default_rng(0)
    start = {"a": rng.normal(size=(2, 3)), "b": {"c": rng.normal(size=2)}}
    slope = lambda w: w**3 - 0.3 * w + 0.2  # noqa: E731
    rates = [lr(t) if callable(lr) else lr for t in range(12)]
    optimizer = make(lr, **options)
    params, state = start, optimizer.init(start)
    expected = {
        name: [list(by_hand(w, slope, rates, **options)) for w in array.ravel().tolist()]
        for name, array in trees.leaves(start)
    }
    for t in range(12):
        params, state = optimizer.update(trees.map(slope, params), state, params)
        for name, array in trees.leaves(params):
            by_number = [after[t] for after in expected[name]]
            np.testing.assert_allclose(array.ravel(), by_number, rtol=1e-13, err_msg=f"{name} after {t + 1} updates")
    assert state.t == 12


@for_each("beta", [0.0, 0.5, 0.95])
def test_nesterovs_weights_are_the_points_at_which_his_method_takes_the_gradient(beta):
    """His method with its own weights u: v = beta v + grad(u - lr beta v), u = u - lr v."""
    lr, u, v = 0.1, 1.0, 0.0
    for n in range(1, 9):
        v = beta * v + 2 * (u - lr * beta * v)
        u = u - lr * v
        assert run(optim.nesterov(lr, beta), 1.0, lambda w: 2 * w, n) == pytest.approx(u - lr * beta * v, rel=1e-12)


def test_nesterov_oscillates_less_than_momentum_in_a_steep_valley():
    swings = {}
    for make in (optim.momentum, optim.nesterov):
        ways = [run(make(0.05, 0.9), 1.0, lambda w: 10 * w, n) for n in range(60)]
        swings[make] = sum(abs(w) for w in ways)
    assert swings[optim.nesterov] < 0.5 * swings[optim.momentum]


def test_the_rate_of_adagrad_falls_with_the_root_of_the_updates_and_that_of_rmsprop_does_not():
    # With a gradient of 1 throughout, AdaGrad steps lr / sqrt(n), RMSProp in the end lr.
    adagrad = [run(optim.adagrad(0.1, eps=1e-12), 0.0, np.ones_like, n) for n in (99, 100)]
    assert adagrad[0] - adagrad[1] == pytest.approx(0.1 / 10)
    rmsprop = [run(optim.rmsprop(0.1, eps=1e-12), 0.0, np.ones_like, n) for n in (199, 200)]
    assert rmsprop[0] - rmsprop[1] == pytest.approx(0.1)


@for_each("make", [optim.adagrad, optim.rmsprop, optim.adam])
def test_a_weight_without_a_gradient_stays_where_it_is(make):
    assert run(make(0.1), 3.0, np.zeros_like, 5) == 3.0


@for_each("name", optim.OPTIMIZERS)
def test_every_optimiser_finds_the_bottom_of_a_bowl(name):
    optimizer = optim.by_name(name, lr=schedules.cosine(0.3, end=0.0, steps=2000))
    params = {"w": np.array([3.0, -2.0])}
    state = optimizer.init(params)
    for _ in range(2000):
        grads = {"w": np.array([1.0, 20.0]) * params["w"] * 0.1}
        params, state = optimizer.update(grads, state, params)
    assert np.abs(params["w"]).max() < 1e-9


@for_each("optimizer", [*ALL, optim.adam(schedules.cosine(0.1, 0.0, 9))], ids=lambda made: made.name)
def test_an_update_keeps_form_and_precision_and_changes_nothing_it_was_given(optimizer):
    rng = np.random.default_rng(0)
    params = init.elman_network(rng, 2, 3, 4, np.float32)
    grads = trees.map(np.ones_like, params)
    state = optimizer.init(params)
    for _ in range(3):
        kept = trees.map(np.copy, (params, grads, state.memory))
        new, next_state = optimizer.update(grads, state, params)
        assert type(new) is type(params)
        assert {array.dtype for _, array in trees.leaves((new, next_state.memory))} == {np.dtype(np.float32)}
        for name, array, copy in trees.leaves((params, grads, state.memory), kept):
            np.testing.assert_array_equal(array, copy, err_msg=name)
        assert next_state.t == state.t + 1
        params, state = new, next_state


@for_each("make, by_hand, options", CASES)
def test_numpy_options_and_rates_do_not_promote_float32(make, by_hand, options):
    params = {"w": np.ones(2, np.float32)}
    for lr in (np.float64(0.1), lambda t: np.float64(0.1)):
        optimizer = make(lr, **{name: np.float64(value) for name, value in options.items()})
        new, state = optimizer.update(params, optimizer.init(params), params)
        assert {array.dtype for _, array in trees.leaves((new, state.memory))} == {np.dtype(np.float32)}
    clipped, _ = optim.clip_by_global_norm(params, np.float64(0.5))
    assert clipped["w"].dtype == np.float32


@for_each("optimizer", ALL, ids=lambda made: made.name)
def test_the_same_start_gives_the_same_way_whatever_was_trained_before(optimizer):
    one = run(optimizer, 1.0, lambda w: 2 * w, 5)
    run(optimizer, -7.0, lambda w: w - 3, 9)
    assert run(optimizer, 1.0, lambda w: 2 * w, 5) == one


def test_an_optimiser_knows_how_it_was_made():
    assert optim.sgd(0.1).name == "sgd(lr=0.1, momentum=0.0)"
    assert optim.momentum(np.float64(0.1)).name == "sgd(lr=0.1, momentum=0.9)"
    assert optim.nesterov(1, 0.5).name == "nesterov(lr=1.0, beta=0.5)"
    assert optim.adagrad(schedules.constant(0.5)).name == "adagrad(lr=constant(rate=0.5), eps=1e-08)"
    assert optim.rmsprop(decaying).name == "rmsprop(lr=decaying, decay=0.9, eps=1e-08)"
    assert optim.adam(0.1).name == "adam(lr=0.1, beta1=0.9, beta2=0.999, eps=1e-08)"


def test_a_schedule_is_asked_for_the_updates_made_so_far():
    asked = []
    run(optim.sgd(lambda t: asked.append(t) or 0.1), 1.0, lambda w: w, 4)
    assert asked == [0, 1, 2, 3]


def test_a_rate_of_zero_stands_still_and_still_remembers():
    optimizer = optim.momentum(lambda t: 0.1 if t == 1 else 0.0)
    params, state = {"w": np.array([1.0])}, optimizer.init({"w": np.array([1.0])})
    params, state = optimizer.update({"w": np.array([1.0])}, state, params)
    assert params["w"][0] == 1.0
    params, state = optimizer.update({"w": np.array([1.0])}, state, params)
    assert params["w"][0] == pytest.approx(1 - 0.1 * 1.9)


@for_each("rate", [-0.1, float("nan"), float("inf")])
def test_a_schedule_that_goes_below_zero_is_noticed(rate):
    with pytest.raises(ValueError, match=f"lr: expected a schedule of rates from 0 on, got {rate} after 2 updates"):
        run(optim.adam(lambda t: 0.1 if t < 2 else rate), 1.0, lambda w: w, 3)


def test_clipping_keeps_the_direction_and_limits_the_length_of_all_gradients_together():
    grads = {"a": np.array([3.0, 0.0]), "b": np.array([[4.0]])}
    clipped, norm = optim.clip_by_global_norm(grads, 1.0)
    assert norm == 5
    np.testing.assert_allclose(clipped["a"], [0.6, 0])
    np.testing.assert_allclose(clipped["b"], [[0.8]])
    assert grads["a"].tolist() == [3, 0]


def test_gradients_under_the_limit_stay_as_they_are():
    grads = {"a": np.array([3.0, 4.0])}
    for limit in (5.0, 6.0):
        assert optim.clip_by_global_norm(grads, limit)[0]["a"].tolist() == [3, 4]


def test_an_infinite_gradient_is_not_hidden_by_clipping():
    clipped, norm = optim.clip_by_global_norm({"a": np.array([np.inf, 1.0])}, 1.0)
    assert norm == np.inf
    assert clipped["a"][0] == np.inf


@for_each("lr", [0, -0.1, float("nan"), float("inf")])
def test_learning_rates_that_cannot_be_are_named(lr):
    for name in optim.OPTIMIZERS:
        with pytest.raises(ValueError, match="lr: expected a number above 0, got"):
            optim.by_name(name, lr=lr)
    with pytest.raises(ValueError, match="max_norm: expected a number above 0"):
        optim.clip_by_global_norm({"a": np.ones(2)}, lr)


@for_each("name", optim.OPTIMIZERS)
def test_every_other_option_outside_its_range_is_named(name):
    options = [option for option in inspect.signature(optim.OPTIMIZERS[name]).parameters if option != "lr"]
    assert options
    for option in options:
        for value in (-0.1, float("nan"), 0 if option == "eps" else 1.0):
            with pytest.raises(ValueError, match=f"{option}: expected a number .* 0.*, got {value}"):
                optim.by_name(name, lr=0.1, **{option: value})
        for value in (True, "0.9", None):
            with pytest.raises(TypeError, match=f"{option}: expected a number .* 0.*, got {value!r}"):
                optim.by_name(name, lr=0.1, **{option: value})
    for value in ("0.1", None, True):
        with pytest.raises(TypeError, match=f"lr: expected a number above 0, got {value!r}"):
            optim.by_name(name, lr=value)


def test_unknown_names_and_options_are_answered_with_those_there_are():
    with pytest.raises(ValueError, match=r"name: expected 'sgd' or 'momentum' or .* or 'adam', got 'Adam'"):
        optim.by_name("Adam", lr=0.1)
    with pytest.raises(
        TypeError, match=r"options of adam: expected lr and any of \['beta1', .*\], got \['lr', 'beta'\]"
    ):
        optim.by_name("adam", lr=0.1, beta=0.9)
    with pytest.raises(TypeError, match=r"options of sgd: expected lr and any of \['momentum'\], got \[\]"):
        optim.by_name("sgd")


@for_each("optimizer", ALL, ids=lambda made: made.name)
def test_a_gradient_of_another_shape_name_or_precision_is_named(optimizer):
    params = {"w": np.ones((2, 3))}
    state = optimizer.init(params)
    with pytest.raises(ValueError, match=r"gradient of w: expected \(2, 3\), the weight's shape, got \(3,\)"):
        optimizer.update({"w": np.ones(3)}, state, params)
    with pytest.raises(ValueError, match=r"expected names \['w'\], got names \['v'\]"):
        optimizer.update({"v": np.ones((2, 3))}, state, params)
    with pytest.raises(TypeError, match="gradient of w: expected float64, the weight's dtype, got float32"):
        optimizer.update({"w": np.ones((2, 3), np.float32)}, state, params)


def test_the_state_of_another_optimiser_is_refused():
    params = {"w": np.ones(2)}
    with pytest.raises(ValueError, match=r"state: expected the memory of adam, \('m', 'v'\), got \('v',\)"):
        optim.adam(0.1).update(params, optim.momentum(0.1).init(params), params)
    with pytest.raises(TypeError, match=r"state: expected State\(t, memory\), got dict"):
        optim.adam(0.1).update(params, params, params)
