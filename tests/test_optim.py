"""Optimisers and start values."""

import numpy as np
import pytest

from lstmlab import init, optim, trees


def run(optimizer, w, gradient_of, n):
    params, state = {"w": np.array([w])}, None
    state = optimizer.init(params)
    for _ in range(n):
        params, state = optimizer.update(params, {"w": gradient_of(params["w"])}, state)
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


@pytest.mark.parametrize("gradient", [1e-4, 1.0, 1e4])
def test_the_first_step_of_adam_is_the_learning_rate_whatever_the_gradient(gradient):
    step = run(optim.adam(0.01, eps=1e-12), 0.0, lambda w: np.full_like(w, gradient), 1)
    assert step == pytest.approx(-0.01, rel=1e-6)


def test_adam_follows_the_algorithm_of_the_paper():
    w, m, v = 1.0, 0.0, 0.0
    for t in range(1, 11):
        grad = 2 * w
        m = 0.9 * m + 0.1 * grad
        v = 0.999 * v + 0.001 * grad**2
        w -= 0.05 * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)) ** 0.5 + 1e-8)
    assert run(optim.adam(0.05), 1.0, lambda w: 2 * w, 10) == pytest.approx(w, rel=1e-12)


@pytest.mark.parametrize("optimizer", [optim.sgd(0.1), optim.sgd(0.1, 0.9), optim.adam(0.1)])
def test_an_update_keeps_form_and_precision_and_changes_nothing_it_was_given(optimizer):
    rng = np.random.default_rng(0)
    params = init.elman_network(rng, 2, 3, 4, np.float32)
    grads = trees.map(np.ones_like, params)
    kept = trees.map(np.copy, (params, grads))
    state = optimizer.init(params)
    first_state = trees.map(np.copy, state)
    new, _ = optimizer.update(params, grads, state)
    assert type(new) is type(params)
    assert {array.dtype for _, array in trees.leaves(new)} == {np.dtype(np.float32)}
    for name, array, copy in trees.leaves((params, grads, state), (*kept, first_state)):
        np.testing.assert_array_equal(array, copy, err_msg=name)


def test_a_numpy_learning_rate_does_not_promote_float32():
    params = {"w": np.ones(2, np.float32)}
    for optimizer in (optim.sgd(np.float64(0.1), np.float64(0.9)), optim.adam(np.float64(0.1))):
        new, _ = optimizer.update(params, params, optimizer.init(params))
        assert new["w"].dtype == np.float32
    clipped, _ = optim.clip_by_global_norm(params, np.float64(0.5))
    assert clipped["w"].dtype == np.float32


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


@pytest.mark.parametrize("lr", [0, -0.1, float("nan"), float("inf")])
def test_learning_rates_that_cannot_be_are_named(lr):
    for make in (optim.sgd, optim.adam):
        with pytest.raises(ValueError, match="lr: expected a number above 0, got"):
            make(lr)
    with pytest.raises(ValueError, match="max_norm: expected a number above 0"):
        optim.clip_by_global_norm({"a": np.ones(2)}, lr)


def test_other_options_that_cannot_be_are_named():
    with pytest.raises(TypeError, match=r"lr: expected a number above 0, got '0\.1'"):
        optim.sgd("0.1")
    for momentum in (True, "0.9", None):
        with pytest.raises(TypeError, match="momentum: expected a number from 0 to below 1"):
            optim.sgd(0.1, momentum=momentum)
    with pytest.raises(ValueError, match=r"momentum: expected a number from 0 to below 1, got 1\.0"):
        optim.sgd(0.1, momentum=1.0)
    with pytest.raises(ValueError, match="beta2: expected a number from 0 to below 1, got -1"):
        optim.adam(0.1, beta2=-1)
    with pytest.raises(ValueError, match="eps: expected a number above 0, got 0"):
        optim.adam(0.1, eps=0)


def test_a_gradient_of_another_shape_or_name_is_named():
    optimizer = optim.sgd(0.1)
    params = {"w": np.ones((2, 3))}
    with pytest.raises(ValueError, match=r"gradient of w: expected \(2, 3\), the weight's shape, got \(3,\)"):
        optimizer.update(params, {"w": np.ones(3)}, optimizer.init(params))
    with pytest.raises(ValueError, match=r"expected names \['w'\], got names \['v'\]"):
        optimizer.update(params, {"v": np.ones((2, 3))}, optimizer.init(params))


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


def test_sizes_and_generators_that_cannot_be_are_named():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="n_in: expected at least 1, got 0"):
        init.elman(rng, 0, 3)
    with pytest.raises(TypeError, match=r"n: expected a whole number, got 2\.5"):
        init.orthogonal(rng, 2.5)
    with pytest.raises(TypeError, match=r"rng: expected a generator from np\.random\.default_rng\(seed\), got int"):
        init.xavier_uniform(0, 2, 3)
