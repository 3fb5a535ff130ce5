"""Training: what comes back, and what happens when something goes wrong on the way."""

import builtins
import sys
import warnings

import numpy as np
import pytest

from lstmlab import init, losses, network, optim, penalties, schedules, tasks, training, trees
from lstmlab.cells import feedforward, lstm

START = {"w": np.array([4.0])}


def quadratic(params, target):
    """(w - target)^2, so that a learning rate of 0.5 jumps to the target at once."""
    return float((params["w"][0] - target) ** 2), {"w": 2 * (params["w"] - target)}


def fit(losses_by_epoch, patience=None, epochs=None):
    """A run whose validation losses are known beforehand; the weight counts the epochs that have ended."""
    values = iter(losses_by_epoch)
    return training.fit(
        {"w": np.array([0.0])},
        lambda params, batch: (1.0, {"w": np.array([-1.0])}),
        [None],
        optimizer=optim.sgd(1.0),
        epochs=epochs or len(losses_by_epoch),
        validation=training.Validation(lambda params: next(values), patience),
    )


def test_training_walks_downhill():
    result = training.fit(START, quadratic, [1.0], optimizer=optim.sgd(0.1), epochs=30)
    assert result.params["w"][0] == pytest.approx(1 + 3 * 0.8**30)
    np.testing.assert_allclose(result.history.train, [9 * 0.64**epoch for epoch in range(30)])
    assert result.history.best_epoch == 29
    assert result.history.stopped == ""
    assert START["w"][0] == 4.0


def test_a_net_learns_a_task_that_guessing_does_not_solve():
    rng = np.random.default_rng(0)
    xs, labels = tasks.recall.batch(rng, 300, length=3, n_symbols=3)
    x = tasks.recall.window(xs, 3)

    def loss_and_gradients(params, batch):
        y, cache = feedforward.forward(params, batch[0])
        loss, dy = losses.softmax_cross_entropy(y, batch[1])
        return loss, feedforward.backward(params, cache, dy)[1]

    result = training.fit(
        init.feedforward(rng, 9, 8, 3),
        loss_and_gradients,
        lambda epoch: training.minibatches(rng, 32, x, labels),
        optimizer=optim.adam(0.02),
        epochs=30,
    )
    test_xs, test_labels = tasks.recall.batch(np.random.default_rng(1), 500, length=3, n_symbols=3)
    y, _ = feedforward.forward(result.params, tasks.recall.window(test_xs, 3))
    assert (y.argmax(axis=1) == test_labels).mean() > 0.99


def test_the_loss_of_an_epoch_is_the_mean_over_its_batches():
    result = training.fit(START, quadratic, [4.0, 2.0], optimizer=optim.sgd(1e-12), epochs=1)
    assert result.history.train == [pytest.approx((0 + 4) / 2)]


def test_a_function_gives_each_epoch_its_own_batches():
    seen = []

    def batches(epoch):
        seen.append(epoch)
        return [float(epoch)]

    training.fit(START, quadratic, batches, optimizer=optim.sgd(0.1), epochs=3)
    assert seen == [0, 1, 2]


def test_early_stopping_returns_the_weights_of_the_best_epoch():
    result = fit([5, 3, 2, 4, 4, 4, 1], patience=3)
    assert result.history.validation == [5, 3, 2, 4, 4, 4]  # epoch 5 is 3 after epoch 2
    assert result.history.best_epoch == 2
    assert result.params["w"][0] == 3  # three epochs had ended
    assert result.history.stopped == "No better validation for 3 epochs: stopped after epoch 5."


def test_a_loss_that_recovers_within_the_patience_goes_on():
    assert fit([5, 3, 4, 4, 2, 3], patience=3).history.best_epoch == 4


def test_a_tie_is_no_progress():
    result = fit([2, 2, 2, 2], patience=2)
    assert result.history.best_epoch == 0
    assert len(result.history.train) == 3


def test_the_best_weights_come_back_even_if_the_last_epoch_is_reached_first():
    assert fit([3, 1, 2], patience=5).params["w"][0] == 2


def test_without_patience_the_last_weights_come_back():
    result = fit([3, 1, 2])
    assert result.params["w"][0] == 3
    assert result.history.best_epoch == 1


def test_clipping_limits_the_step():
    result = training.fit(START, quadratic, [0.0], optimizer=optim.clipped(optim.sgd(1.0), 0.5), epochs=1)
    assert result.params["w"][0] == pytest.approx(3.5)


def test_a_schedule_counts_updates_over_all_epochs():
    steps = []
    params = {"w": np.array([0.0])}

    def slope_of_one(params, batch):
        steps.append(params["w"][0])
        return 1.0, {"w": np.array([-1.0])}

    optimizer = optim.sgd(schedules.step(1.0, factor=0.5, every=3))
    training.fit(params, slope_of_one, [None, None], optimizer=optimizer, epochs=4)
    assert np.diff(steps).tolist() == [1, 1, 1, 0.5, 0.5, 0.5, 0.25]


@pytest.mark.parametrize("name", optim.OPTIMIZERS)
def test_float32_stays_float32_through_a_whole_training(name):
    rng = np.random.default_rng(0)
    params = init.network(rng, lstm, 2, 3, 4, np.float32)
    xs, ys = rng.normal(size=(5, 2, 2)).astype(np.float32), rng.normal(size=(5, 2, 4)).astype(np.float32)
    seen = set()

    def loss_and_gradients(params, batch):
        loss, grads, _ = network.loss_and_gradients(lstm, params, batch, losses.mse)
        seen.update(array.dtype.name for _, array in trees.leaves((params, grads)))
        return loss, grads

    result = training.fit(
        params,
        penalties.add(loss_and_gradients, l1=1e-3, l2=1e-3),
        [(xs, ys)] * 3,
        optimizer=optim.clipped(optim.by_name(name, lr=schedules.cosine(0.05, end=0.0, steps=8)), 0.5),
        epochs=3,
    )
    assert seen == {"float32"} == {array.dtype.name for _, array in trees.leaves(result.params)}
    assert result.history.train[-1] < result.history.train[0]


def test_a_loss_that_becomes_nan_stops_with_the_epoch_and_returns_finite_weights():
    calls = iter(range(100))

    def breaks(params, batch):
        loss, grads = quadratic(params, 0.0)
        return (np.nan if next(calls) == 5 else loss), grads

    with pytest.warns(
        RuntimeWarning,
        match=r"The training loss became NaN in epoch 2: training stopped\. The weights .* are those of epoch 1",
    ):
        result = training.fit(START, breaks, [0, 0], optimizer=optim.sgd(0.1), epochs=9)
    assert len(result.history.train) == 2
    assert result.params["w"][0] == pytest.approx(4 * 0.8**4)
    assert "NaN" in result.history.stopped


@pytest.mark.filterwarnings("ignore:overflow")
def test_a_learning_rate_that_is_far_too_large_is_noticed():
    with pytest.warns(RuntimeWarning, match=r"became infinite in epoch \d+: training stopped"):
        result = training.fit(
            {"w": np.array([4.0])},
            lambda params, _: (np.square(params["w"][0]), {"w": 2 * params["w"]}),
            [0],
            optimizer=optim.sgd(1e30),
            epochs=50,
        )
    assert np.isfinite(result.params["w"]).all()


def test_a_nan_in_the_first_epoch_returns_the_first_weights():
    with pytest.warns(
        RuntimeWarning, match="in epoch 0: training stopped. The weights that come back are the first ones"
    ):
        result = training.fit(START, lambda *_: (np.nan, START), [0], optimizer=optim.sgd(0.1), epochs=3)
    assert result.params is START
    assert result.history.best_epoch is None


def test_a_validation_that_becomes_nan_is_noticed_too():
    with pytest.warns(RuntimeWarning, match="The validation loss became NaN in epoch 1: .* those of epoch 0"):
        result = fit([3, np.nan, 2])
    assert result.params["w"][0] == 1


def test_ctrl_c_keeps_what_was_learned_and_says_so():
    calls = iter(range(100))

    def interrupted(params, batch):
        if next(calls) == 3:
            raise KeyboardInterrupt
        return quadratic(params, 0.0)

    with pytest.warns(RuntimeWarning, match=r"Interrupted in epoch 1\. The weights .* those of that moment"):
        result = training.fit(START, interrupted, [0, 0], optimizer=optim.sgd(0.1), epochs=9)
    assert result.params["w"][0] == pytest.approx(4 * 0.8**3)  # two batches of epoch 0, one of epoch 1
    assert len(result.history.train) == 1


def test_ctrl_c_with_patience_returns_the_best_epoch():
    calls = iter([1.0, 3.0])

    def validation(params):
        value = next(calls, None)
        if value is None:
            raise KeyboardInterrupt
        return value

    watched = training.Validation(validation, patience=5)
    with pytest.warns(RuntimeWarning, match=r"Interrupted in epoch 2\. The weights .* those of epoch 0, the best one"):
        result = training.fit(START, quadratic, [0.0], optimizer=optim.sgd(0.1), epochs=9, validation=watched)
    assert result.params["w"][0] == pytest.approx(4 * 0.8)


def test_a_run_that_ends_well_warns_of_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fit([3, 2, 2, 2], patience=2)
        training.fit(START, quadratic, [0.0], optimizer=optim.sgd(0.1), epochs=2)


def test_epochs_without_batches_are_refused():
    for batches in ([], lambda epoch: []):
        with pytest.raises(ValueError, match="batches: expected at least one batch in each epoch, got none"):
            training.fit(START, quadratic, batches, optimizer=optim.sgd(0.1), epochs=1)


def test_batches_that_run_dry_after_one_epoch_are_refused():
    with pytest.raises(TypeError, match="batches: expected a list or a function of the epoch, got an iterator"):
        training.fit(START, quadratic, (x for x in [1.0]), optimizer=optim.sgd(0.1), epochs=2)


@pytest.mark.parametrize(
    "call, error, message",
    [
        (lambda fit: fit(epochs=0), ValueError, "epochs: expected at least 1, got 0"),
        (lambda fit: training.Validation(float, patience=0), ValueError, "patience: expected at least 1, got 0"),
        (lambda fit: training.Validation(0.1), TypeError, "loss: expected a function of the weights, got float"),
        (lambda fit: optim.clipped(optim.sgd(0.1), -1), ValueError, "max_norm: expected a number above 0, got -1"),
        (
            lambda fit: fit(epochs=2, validation=float),
            TypeError,
            r"validation: expected training\.Validation\(\.\.\.\), got type",
        ),
        (
            lambda fit: fit(epochs=2, checkpoint="run.npz"),
            TypeError,
            r"checkpoint: expected training\.Checkpoint\(\.\.\.\), got str",
        ),
    ],
)
def test_options_that_cannot_be_are_named(call, error, message):
    def fit(**options):
        training.fit(START, quadratic, [1.0], optimizer=optim.sgd(0.1), **options)

    with pytest.raises(error, match=message):
        call(fit)


def test_training_is_the_same_with_and_without_a_progress_bar(capsys, monkeypatch):
    with_bar = training.fit(START, quadratic, [1.0], optimizer=optim.sgd(0.1), epochs=3)
    silent = training.fit(START, quadratic, [1.0], optimizer=optim.sgd(0.1), epochs=3, progress=False)

    def without_tqdm(name, *args, **kwargs):
        if name.split(".")[0] == "tqdm":
            raise ImportError(name)
        return real_import(name, *args, **kwargs)

    real_import = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", without_tqdm)
    for name in [name for name in sys.modules if name.split(".")[0] == "tqdm"]:
        monkeypatch.delitem(sys.modules, name)
    missing = training.fit(START, quadratic, [1.0], optimizer=optim.sgd(0.1), epochs=3)
    assert with_bar.history == silent.history == missing.history
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("notebook", [True, False])
def test_a_notebook_does_not_show_the_bar_in_red(notebook, monkeypatch):
    streams = []

    def bar(file, **_):
        streams.append(file)
        return training._NoBar()

    monkeypatch.setattr("tqdm.tqdm", bar)
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    if notebook:
        monkeypatch.setitem(sys.modules, "ipykernel", sys)
    training.fit(START, quadratic, [1.0], optimizer=optim.sgd(0.1), epochs=1)
    assert streams == [sys.stdout if notebook else sys.stderr]


def test_minibatches_hold_every_row_once_and_keep_rows_together():
    x, y = np.arange(10.0)[:, None], np.arange(10) * 2
    batches = list(training.minibatches(np.random.default_rng(0), 4, x, y))
    assert [len(a) for a, _ in batches] == [4, 4, 2]
    rows = np.concatenate([a[:, 0] for a, _ in batches])
    assert sorted(rows) == list(range(10))
    assert rows.tolist() != list(range(10))
    for a, b in batches:
        np.testing.assert_array_equal(b, 2 * a[:, 0])


def test_a_seed_fixes_the_order_of_the_rows():
    one, other = (
        [b[0].tolist() for b in training.minibatches(np.random.default_rng(5), 3, np.arange(9))] for _ in "12"
    )
    assert one == other


def test_rows_that_cannot_be_batched_are_refused_at_once():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"same number of rows \(above 0\), got rows \[3, 4\]"):
        training.minibatches(rng, 2, np.ones(3), np.ones(4))
    with pytest.raises(ValueError, match=r"got rows \[0\]"):
        training.minibatches(rng, 2, np.ones((0, 3)))
    with pytest.raises(ValueError, match="size: expected at least 1, got 0"):
        training.minibatches(rng, 0, np.ones(3))
