"""A training run with everything random in it, for the tests of checkpoints; also a program that can be killed.

python -m tests.package.checkpoint_run FILE OPTIMISER BATCH      kills itself at this batch, counted over all epochs
python -m tests.package.checkpoint_run FILE OPTIMISER replace    kills itself when the third epoch's file is to move
"""

import os
import signal
import sys

import numpy as np

from lstmlab import init, losses, network, optim, schedules, training
from lstmlab.cells import lstm
from lstmlab.dropout import Dropout

N_BATCHES = 3  # in an epoch

OPTIMISERS = {name: optim.by_name(name, lr=0.05) for name in optim.OPTIMIZERS} | {
    "adam, cosine": optim.adam(schedules.warm_up(4, schedules.cosine(0.05, end=0.001, steps=20)))
}


OWN = object()  # the two generators of a run


def start(seed=0, dtype=np.float32, cell=lstm, n_hidden=4):
    return init.network(np.random.default_rng(seed), cell, 2, n_hidden, 3, dtype)


def run(
    path,
    optimizer,
    epochs,
    dtype=np.float32,
    at_batch=lambda count: None,
    kind=np.random.PCG64,
    rng=OWN,
    max_norm=0.3,
    **options,
):
    """Shuffled minibatches from one generator, dropout masks from another, validation, clipping."""
    data = np.random.default_rng(1)
    xs, ys = data.normal(size=(14, 5, 2)).astype(dtype), data.normal(size=(14, 5, 3)).astype(dtype)
    order, masks = (np.random.Generator(kind(seed)) for seed in (2, 3))
    count = iter(range(10**6))

    def loss_and_gradients(params, batch):
        at_batch(next(count))
        x, y = (np.swapaxes(array, 0, 1) for array in batch)
        dropout = Dropout(inputs=0.2, recurrent=0.3, outputs=0.2)
        return network.loss_and_gradients(
            lstm, params, (x, y), losses.mse, drop=dropout.draw(masks, params, len(batch[0]))
        )[:2]

    def validation(params):
        ys_hat, _ = network.forward(lstm, params, np.swapaxes(xs, 0, 1))
        return losses.mse(ys_hat, np.swapaxes(ys, 0, 1))[0]

    settings = {
        "params": start(dtype=dtype),
        "optimizer": optim.clipped(optimizer, max_norm) if max_norm else optimizer,
        "epochs": epochs,
        "validation": training.Validation(validation),
        "checkpoint": None if path is None else training.Checkpoint(path, (order, masks) if rng is OWN else rng),
        "progress": False,
    }
    return training.fit(
        loss_and_gradients=loss_and_gradients,
        batches=lambda epoch: training.minibatches(order, 5, xs, ys),
        **(settings | options),
    )


def die():
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    file, name, when = sys.argv[1:]
    if when in ("fsync", "replace"):
        calls, real = iter(range(100)), getattr(os, when)
        # The first file is written before the first epoch.
        setattr(os, when, lambda *arguments: die() if next(calls) == 3 else real(*arguments))
        run(file, OPTIMISERS[name], 6)
    else:
        run(file, OPTIMISERS[name], 6, at_batch=lambda count: die() if count == int(when) else None)
