"""What nobody thinks of when a function is written: NaN, infinity, nothing, whole numbers, the huge and the tiny.

A table of functions, and for each kind of input one rule that all of them keep:

- NaN or infinity in what is computed with: it is still to be seen in the result, never turned into a number that looks
  right, or it is refused by name.
- An array without numbers, whole numbers, another kind of value: a TypeError or a ValueError that names the argument.
- The huge and the tiny: finite results, and no warning, wherever the true result is finite.
"""

import re
import warnings

import numpy as np
import pytest
from cell_cases import ALL
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lstmlab import gradcheck, layers, losses, network, optim, penalties, tasks, text, training, trees
from lstmlab.cells import lstm
from lstmlab.readout import Params as Readout

T, N, D, H, K = 3, 2, 2, 3, 4

# The same examples each time: a test that passes today passes tomorrow.
calm = settings(max_examples=25, deadline=None, derandomize=True, database=None)

WILD = st.one_of(
    st.sampled_from([np.nan, np.inf, -np.inf, 0.0, -0.0, 1e308, -1e308, 5e-324, 1e-300]), st.floats(-5, 5, width=64)
)
LARGE = st.one_of(st.sampled_from([0.0, 1e-300, -1e-300, 5e-324, 1e150, -1e150, 700.0, -750.0]), st.floats(-1e6, 1e6))


def wild(shape):
    return arrays.arrays(np.float64, shape, elements=WILD)


def large(shape):
    return arrays.arrays(np.float64, shape, elements=LARGE)


def weights(cell, seed=0):
    rng = np.random.default_rng(seed)
    return trees.map(lambda w: rng.normal(size=w.shape), cell.zeros(D, H))


def net(seed=0):
    rng = np.random.default_rng(seed)
    return network.Params(weights(lstm, seed), Readout(rng.normal(size=(H, K)), rng.normal(size=K)))


# Functions of one array: how each is called, and a shape that it takes.
OF_AN_ARRAY = {
    "losses.softmax": (losses.softmax, (N, K)),
    "losses.mse": (lambda y: losses.mse(y, np.zeros((N, K))), (N, K)),
    "losses.softmax_cross_entropy": (lambda z: losses.softmax_cross_entropy(z, np.zeros(N, int)), (N, K)),
    "network.forward": (lambda xs: network.forward(lstm, net(), xs)[0], (T, N, D)),
    "network.loss_and_gradients": (
        lambda xs: network.loss_and_gradients(lstm, net(), (xs, np.zeros((T, N, K))), losses.mse)[0],
        (T, N, D),
    ),
    "text.sample": (lambda z: text.sample(z, 1.0, np.random.default_rng(0)), (K,)),
}


@pytest.mark.parametrize("name", OF_AN_ARRAY)
@pytest.mark.parametrize("dtype", [int, np.uint8, bool, object, "U1"])
def test_whole_numbers_and_what_is_no_number_are_refused(name, dtype):
    function, shape = OF_AN_ARRAY[name]
    with pytest.raises(TypeError, match=r"^\w+: expected .* got "):
        function(np.ones(shape).astype(dtype))


@pytest.mark.parametrize("name", OF_AN_ARRAY)
def test_an_array_without_numbers_is_refused(name):
    function, shape = OF_AN_ARRAY[name]
    # Rows are independent of each other: no rows have no probabilities. No classes are an error there too.
    empty = (*shape[:-1], 0) if name == "losses.softmax" else (0, *shape[1:])
    with pytest.raises(ValueError, match=r"^\w+: expected .* got "):
        function(np.zeros(empty))


@pytest.mark.parametrize("name", OF_AN_ARRAY)
@pytest.mark.parametrize("value", [None, 1.0, "text", [[1.0]], {}])
def test_what_is_no_array_is_refused(name, value):
    function, _ = OF_AN_ARRAY[name]
    with pytest.raises(TypeError, match=r"^\w+: expected .* got "):
        function(value)


@pytest.mark.parametrize("cell", ALL.values(), ids=ALL)
@calm
@given(xs=wild((T, N, D)))
def test_a_cell_hides_no_nan_and_both_ways_to_run_it_agree(cell, xs):
    params = weights(cell)
    with np.errstate(all="ignore"):
        fast, slow = (layers.forward(cell, params, xs, fast=fast) for fast in (True, False))
    np.testing.assert_allclose(fast.hs, slow.hs, rtol=1e-9, atol=1e-12, equal_nan=True)
    broken = np.isnan(xs).any(axis=2)
    ever = np.logical_or.accumulate(broken, axis=0)
    assert np.isnan(slow.hs[ever]).all(axis=1).all(), "NaN stays to the end of its sequence"


@pytest.mark.parametrize("cell", ALL.values(), ids=ALL)
@calm
@given(xs=large((T, N, D)))
def test_a_bounded_cell_takes_the_huge_and_the_tiny_without_a_warning(cell, xs):
    if cell.__name__.endswith("irnn") or "NIAF" in cell.__name__ or "NOAF" in cell.__name__:
        return  # not bounded, on purpose: what they are given, they pass on
    params = trees.map(lambda w: np.clip(w, -1, 1), weights(cell))
    with warnings.catch_warnings(), np.errstate(over="raise", invalid="raise", divide="raise"):
        warnings.simplefilter("error")
        for fast in (True, False):
            assert np.isfinite(layers.forward(cell, params, xs, fast=fast).hs).all()


@calm
@given(logits=large((N, K)))
def test_probabilities_are_probabilities_whatever_the_logits(logits):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        p = losses.softmax(logits)
        value, grads = losses.softmax_cross_entropy(logits, logits.argmax(axis=1))
    np.testing.assert_allclose(p.sum(axis=1), 1, rtol=1e-12)
    assert (p >= 0).all()
    assert 0 <= value <= np.log(K) + 1e-12
    assert np.isfinite(grads).all()


@calm
@given(y=wild((N, K)))
def test_a_loss_hides_no_nan(y):
    with np.errstate(all="ignore"):
        for loss, grads in (losses.mse(y, np.zeros((N, K))), losses.softmax_cross_entropy(y, np.zeros(N, int))):
            if np.isnan(y).any():
                assert not np.isfinite(loss)
                assert not np.isfinite(grads).all()


@calm
@given(logits=wild(K), temperature=st.sampled_from([0.0, 5e-324, 1e-300, 1e-3, 1.0, 1e300]), seed=st.integers(0, 9))
def test_a_sample_is_a_symbol_that_exists_or_is_refused(logits, temperature, seed):
    rng = np.random.default_rng(seed)
    wrong = np.isnan(logits) | (logits == np.inf)
    if wrong.any():
        message = f"logits: expected numbers, got (nan|inf) for symbol {wrong.argmax()}"
        with pytest.raises(ValueError, match=message):
            text.sample(logits, temperature, rng)
    elif (logits == -np.inf).all():
        with pytest.raises(ValueError, match="logits: expected at least one symbol that may be drawn, got none"):
            text.sample(logits, temperature, rng)
    else:
        with warnings.catch_warnings(), np.errstate(invalid="raise", divide="raise"):
            warnings.simplefilter("error")
            symbol = text.sample(logits, temperature, rng)
        assert 0 <= symbol < K
        assert logits[symbol] > -np.inf


def test_temperature_zero_is_greedy_and_draws_nothing():
    rng = np.random.default_rng(0)
    assert [text.sample(np.array(z), 0, rng) for z in ([1.0, 3, 2], [2.0, 0, 2], [-np.inf, -5, -7])] == [1, 0, 1]
    assert rng.random() == np.random.default_rng(0).random()
    with pytest.raises(ValueError, match="temperature: expected a number from 0 on, got -1"):
        text.sample(np.ones(3), -1, rng)
    logits = np.random.default_rng(1).normal(size=9)
    assert {text.sample(logits, 1e-6, rng) for _ in range(50)} == {text.sample(logits, 0, rng)}


OF_A_GENERATOR = {
    "text.sample": lambda rng: text.sample(np.ones(3), 1.0, rng),
    "training.minibatches": lambda rng: training.minibatches(rng, 2, np.ones(4)),
    "tasks.adding": lambda rng: tasks.adding.batch(rng, 2, 5),
    "tasks.copying": lambda rng: tasks.copying.batch(rng, 2, 5),
    "tasks.latch": lambda rng: tasks.latch.batch(rng, 2, 5),
    "tasks.letters": lambda rng: tasks.letters.stream(rng, 5),
    "tasks.long_lag": lambda rng: tasks.long_lag.batch(rng, 2, 5),
    "tasks.multiplication": lambda rng: tasks.multiplication.batch(rng, 2, 5),
    "tasks.recall": lambda rng: tasks.recall.batch(rng, 2, 5, 3),
    "tasks.reber": lambda rng: tasks.reber.batch(rng, 2),
    "tasks.river": lambda rng: tasks.river.batch(rng, 2, 9),
    "tasks.temporal_order": lambda rng: tasks.temporal_order.batch(rng, 2, 20),
    "tasks.temporal_xor": lambda rng: tasks.temporal_xor.stream(rng, 6),
    "tasks.time_scales": lambda rng: tasks.time_scales.batch(rng, 2, 30, 5),
    "tasks.timing": lambda rng: tasks.timing.batch(rng, 2, 3, 5),
}


@pytest.mark.parametrize("name", OF_A_GENERATOR)
@pytest.mark.parametrize("value, kind", [(None, "NoneType"), (0, "int"), (np.random, "module")])
def test_what_is_no_generator_is_said(name, value, kind):
    message = f"rng: expected a generator from np.random.default_rng(seed), got {kind}"
    with pytest.raises(TypeError, match=re.escape(message)):
        OF_A_GENERATOR[name](value)
    OF_A_GENERATOR[name](np.random.default_rng(0))


@pytest.mark.parametrize("name", optim.OPTIMIZERS)
@calm
@given(grad=large(3))
def test_a_step_from_a_finite_gradient_is_finite_where_its_square_is(name, grad):
    grad = np.clip(grad, -1e150, 1e150)
    params, optimizer = {"w": np.ones(3)}, optim.by_name(name, lr=1e-3)
    new, _ = optimizer.update({"w": grad}, optimizer.init(params), params)
    assert np.isfinite(new["w"]).all()


@calm
@given(grad=wild(3))
def test_clipping_never_makes_a_gradient_longer_and_hides_nothing(grad):
    with np.errstate(all="ignore"):
        clipped, norm = optim.clip_by_global_norm({"w": grad}, 1.0)
    if np.isfinite(norm):
        assert np.linalg.norm(clipped["w"]) <= 1 + 1e-12
    else:
        np.testing.assert_array_equal(clipped["w"], grad)  # the caller has to see it


def test_weights_that_break_where_the_loss_does_not_are_told():
    """The gradient of the last batch overflows: its loss is finite, and the weights would be NaN without a word."""
    calls = iter(range(10))

    def breaks(params, _):
        grad = np.array([np.nan]) if next(calls) == 2 else np.ones(1)
        return 1.0, {"w": grad}

    message = r"The weights w became NaN or infinite in epoch 2: training stopped\..* those of epoch 1"
    with pytest.warns(RuntimeWarning, match=message):
        found = training.fit({"w": np.zeros(1)}, breaks, [0], optimizer=optim.sgd(0.1), epochs=3, progress=False)
    np.testing.assert_allclose(found.params["w"], [-0.2])


def test_a_penalty_shows_what_is_broken():
    value, grads = penalties.penalty({"W": np.array([1.0, np.nan])}, l2=0.1)
    assert np.isnan(value)
    assert np.isnan(grads["W"]).tolist() == [False, True]


@pytest.mark.parametrize("method", gradcheck.METHODS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_gradients_are_compared_in_both_precisions_by_both_methods(method, dtype):
    params = trees.map(lambda w: w.astype(dtype), net())
    xs = np.random.default_rng(0).normal(size=(T, N, D)).astype(dtype)
    targets = np.zeros((T, N, K), dtype)
    _, grads, _ = network.loss_and_gradients(lstm, params, (xs, targets), losses.mse)
    errors = gradcheck.compare(
        lambda moved: losses.mse(network.forward(lstm, moved, xs)[0], targets)[0], params, grads, method=method
    )
    assert max(errors.values()) < (1e-2 if dtype == np.float32 else 1e-5)


def test_a_function_that_conjugates_is_no_longer_a_gradient_of_zero():
    with pytest.raises((TypeError, ValueError)):
        gradcheck.complex_step(lambda x: np.vdot(x, x), np.ones(3))
