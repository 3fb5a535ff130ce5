"""Training: batches in, weights and a record of the losses out."""

import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from lstmlab import optim, trees
from lstmlab.checkpoint import Checkpoint, Progress
from lstmlab.shapes import Array, check_fields, check_function, check_generator, check_int
from lstmlab.trees import Tree


@dataclass(frozen=True)
class History:
    """What happened, epoch by epoch: `lstmlab.plots.training_curve` shows it.

    Attributes:
        train: mean loss of the batches of each epoch, each taken before its own update.
        validation: what `validation` returned after each epoch; empty where there was none.
        best_epoch: the epoch, from 0, with the lowest validation (training, where there is none); None if none ended.
        stopped: why training ended before the last epoch, in a sentence; empty where it did not.
        resumed: the epochs at which a later call of `fit` went on from a checkpoint. It does not count when histories
            are compared: a run that was stopped and resumed equals one that was not.
    """

    train: list[float] = field(default_factory=list)
    validation: list[float] = field(default_factory=list)
    best_epoch: int | None = None
    stopped: str = ""
    resumed: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Validation:
    """What is watched while a network trains.

    Attributes:
        loss: params -> loss on data that is not trained on, called after each epoch.
        patience: stop once so many epochs have passed since the best loss, and return the best epoch's weights. A tie
            is no progress. None trains to the end.

    Raises:
        TypeError: loss that is no function, patience that is not an integer; ValueError: patience below 1.
    """

    loss: Callable[[Tree], float]
    patience: int | None = None

    def __post_init__(self) -> None:
        if not callable(self.loss):
            raise TypeError(f"loss: expected a function of the weights, got {type(self.loss).__name__}")
        if self.patience is not None:
            check_int(1, patience=self.patience)


class Fit(NamedTuple):
    """What `fit` returns: the weights, and the history of the losses."""

    params: Tree
    history: History


def fit(
    params: Tree,
    loss_and_gradients: Callable[[Any, Any], tuple[Any, ...]],
    batches: Any,
    *,
    optimizer: optim.Optimizer,
    epochs: int,
    validation: Validation | None = None,
    checkpoint: Checkpoint | None = None,
    progress: bool = True,
) -> Fit:
    """Train: for every batch of every epoch, take the gradient and let the optimiser change the weights.

    Ctrl-C (or the stop button of a notebook) ends training and keeps what was learned up to that moment. A loss that
    is NaN or infinite ends it too, and so do such weights. A warning then says in which epoch it happened and which
    weights come back.

    With a `checkpoint` the same call starts a run and goes on with it: where the file does not exist, training starts;
    where it does, it goes on after the last epoch that ended, with the same numbers, bit for bit, as if it had never
    been stopped. So a cell that was interrupted is simply run again, and a run of 20 epochs is made one of 50 by
    `epochs=50`. To start anew, delete the file. A file of another run (other initial weights, optimiser or
    options, or not a checkpoint at all) is an error and stays as it is. An epoch that was interrupted is done again
    from its start.

    Args:
        params: initial weights, a tree of arrays; not changed.
        loss_and_gradients: (params, batch) -> (loss, grads); a third value, such as a last state, is ignored.
        batches: a list of batches, gone through in every epoch, or a function of the epoch (from 0) that returns them:
            `lambda epoch: minibatches(rng, 16, x, y)`.
        optimizer: from `lstmlab.optim`; `optim.clipped` clips the gradients first.
        epochs: how often to go through the batches, at most.
        validation: the loss on data that is not trained on, and how long to wait for a better one: `Validation`.
        checkpoint: a file, written before the first epoch and after every one: `Checkpoint`.
        progress: show a bar where tqdm is installed (for what takes longer than a second; on stderr, and in a
            notebook, where that is red, on stdout).

    Returns:
        `Fit(params, history)`. The weights are those of the best epoch with patience; otherwise the last ones or,
        after a NaN, those of the last epoch that ended well.

    Raises:
        ValueError: an epoch without batches, epochs below 1, a checkpoint that is damaged or of another run, or one
            with more epochs than asked for. TypeError: batches that can be gone through only once (a generator), a
            validation or a checkpoint that is neither of ours, weights that are no arrays, no function, no optimiser.
            OSError: the checkpoint cannot be read or written.
    """
    check_function(loss_and_gradients=loss_and_gradients)
    check_fields(optim.Optimizer, optimizer=optimizer)
    check_function(**{"optimizer.init": optimizer.init, "optimizer.update": optimizer.update})
    trees.check_arrays("params", params)
    _check_options(batches, epochs, validation, checkpoint)
    run = Progress(params, params, optimizer.init(params), [], [], None, ())
    patience, file = None if validation is None else validation.patience, None
    if checkpoint is not None:
        file = checkpoint.of_run(params, {"optimizer": optimizer.name, "validation": str(validation is not None)})
        run = file.resume(run, epochs)
    latest, best_params, state, train, validations, best_epoch, resumed = run
    resumed = (*resumed, len(train)) if train else resumed
    finished = latest
    best = np.inf if best_epoch is None else (validations or train)[best_epoch]
    stopped, returned = "", ""
    with _progress_bar(epochs, len(train), progress) as bar:
        try:
            while not (stopped := _out_of_patience(patience, best_epoch, len(train))) and len(train) < epochs:
                epoch = len(train)
                losses = []
                for batch in batches(epoch) if callable(batches) else batches:
                    loss, grads = loss_and_gradients(latest, batch)[:2]
                    losses.append(_finite("training", loss, epoch))
                    latest, state = optimizer.update(grads, state, latest)
                    _finite_weights(latest, epoch)
                if not losses:
                    raise ValueError(f"batches: expected at least one batch in each epoch, got none in epoch {epoch}")
                watched = float(np.mean(losses))
                if validation is not None:
                    watched = _finite("validation", validation.loss(latest), epoch)
                    validations.append(watched)
                train.append(float(np.mean(losses)))
                finished = latest
                if watched < best:
                    best, best_epoch, best_params = watched, epoch, latest
                if file is not None:
                    file.save(Progress(latest, best_params, state, train, validations, best_epoch, resumed))
                bar.update()
                bar.set_postfix(loss=train[-1], refresh=False)
        except _NotFinite as problem:
            stopped, latest = f"{problem}: training stopped.", finished
            returned = f"those of epoch {len(train) - 1}" if train else "the first ones"
        except KeyboardInterrupt:
            stopped, returned = f"Interrupted in epoch {len(train)}.", "those of that moment"
    unplanned = bool(returned)
    if patience is not None and best_epoch is not None:
        latest, returned = best_params, f"those of epoch {best_epoch}, the best one"
    if unplanned:
        warnings.warn(f"{stopped} The weights that come back are {returned}.", RuntimeWarning, stacklevel=2)
    return Fit(latest, History(train, validations, best_epoch, stopped, resumed))


def minibatches(rng: np.random.Generator, size: int, *arrays: Array) -> Iterator[tuple[Array, ...]]:
    """Shuffle the rows of the arrays, all in the same order, and yield them in batches; the last may be smaller.

    Args:
        rng: decides the order.
        size: rows in a batch.
        arrays: each with the same number of rows (axis 0).

    Yields:
        A tuple with the same rows of each array.

    Raises:
        ValueError: no arrays, no rows, numbers of rows that differ, or size below 1.
        TypeError: size is not an integer. Both at once, not at the first batch.
    """
    check_generator(rng=rng)
    check_int(1, size=size)
    for k, array in enumerate(arrays):
        if not isinstance(array, np.ndarray) or array.ndim == 0:
            raise TypeError(f"arrays[{k}]: expected an array with rows, got {type(array).__name__}")
    rows = [len(array) for array in arrays]
    if not rows or len(set(rows)) > 1 or rows[0] == 0:
        raise ValueError(f"arrays: expected at least one, all with the same number of rows (above 0), got rows {rows}")
    order = rng.permutation(rows[0])
    chunks = (order[start : start + size] for start in range(0, len(order), size))
    return (tuple(array[chunk] for array in arrays) for chunk in chunks)


def _check_options(batches: Any, epochs: Any, validation: Any, checkpoint: Any) -> None:
    check_int(1, epochs=epochs)
    for name, value, kind in (("validation", validation, Validation), ("checkpoint", checkpoint, Checkpoint)):
        if value is not None and not isinstance(value, kind):
            raise TypeError(f"{name}: expected training.{kind.__name__}(...), got {type(value).__name__}")
    if not callable(batches) and (not hasattr(batches, "__iter__") or isinstance(batches, str)):
        raise TypeError(f"batches: expected a list or a function of the epoch, got {type(batches).__name__}")
    if isinstance(batches, Iterator):
        raise TypeError(
            "batches: expected a list or a function of the epoch, got an iterator, which is empty after one epoch"
        )


def _out_of_patience(patience: int | None, best_epoch: int | None, n_epochs: int) -> str:
    if patience is None or best_epoch is None or n_epochs - 1 - best_epoch < patience:
        return ""
    return f"No better validation for {patience} epochs: stopped after epoch {n_epochs - 1}."


class _NotFinite(Exception):
    """A loss is NaN or infinite; the message says which and when."""


def _finite(name: str, loss: Any, epoch: int) -> float:
    if not np.isfinite(loss):
        raise _NotFinite(f"The {name} loss became {'NaN' if np.isnan(loss) else 'infinite'} in epoch {epoch}")
    return float(loss)


def _finite_weights(params: Tree, epoch: int) -> None:
    # A loss may be finite where its gradient is not: the last update of an epoch would go by without a word.
    for name, w in trees.leaves(params):
        if not np.isfinite(w).all():
            raise _NotFinite(f"The weights {name} became NaN or infinite in epoch {epoch}")


class _NoBar:
    """Stands in for tqdm where it is missing or not wanted."""

    def __enter__(self) -> "_NoBar":
        return self

    def __exit__(self, *_: object) -> None: ...

    def update(self) -> None: ...

    def set_postfix(self, refresh: bool, **values: float) -> None: ...


def _progress_bar(epochs: int, done: int, wanted: bool) -> Any:
    if not wanted:
        return _NoBar()
    try:
        from tqdm import tqdm
    except ImportError:
        return _NoBar()
    stream = sys.stdout if "ipykernel" in sys.modules else sys.stderr
    return tqdm(total=epochs, initial=done, unit=" epochs", delay=1.0, leave=False, file=stream)
