"""Trains the cell of this figure and stores it: python -m lstmlab.figures.gate_timeline.train

One LSTM unit reads what the hand-set cell of the figure reads: a value, a signal to write and a signal to read. It is
to show the value that came with the signal to write at the step of the signal to read, and 0 at all other steps: h
itself is its answer. All weights are free, those of h among them; nobody tells it what a gate is for.
"""

import json
from pathlib import Path

import numpy as np

from lstmlab import init, losses, network, optim, training, trees
from lstmlab.cells import lstm
from lstmlab.shapes import Array

FILE = Path(__file__).with_name("net.json")
STEPS, UPDATES, DIGITS, SEEDS = 12, 3000, 4, 5


def batch(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Sequences (12, n, 3) of value, write, read, and the wanted h (12, n, 1): tanh(tanh(value)) as it is read."""
    xs = np.zeros((STEPS, n, 3))
    xs[:, :, 0] = rng.uniform(-1.5, 1.5, size=(STEPS, n))
    write = rng.integers(0, STEPS - 1, size=n)
    read = rng.integers(write + 1, STEPS)
    sequence = np.arange(n)
    xs[write, sequence, 1] = 1
    xs[read, sequence, 2] = 1
    targets = np.zeros((STEPS, n, 1))
    targets[read, sequence, 0] = np.tanh(np.tanh(xs[write, sequence, 0]))
    return xs, targets


def trained(seed: int) -> tuple[float, lstm.Params]:
    """The mean squared error on new sequences, and the weights after 3000 batches of 64, Adam with rate 0.02."""
    rng = np.random.default_rng(seed)
    start = init.network(rng, lstm, 3, 1, 1)
    # h is the answer: the readout hands it on, and stays as it is.
    start = start._replace(readout=start.readout._replace(W_y=np.ones((1, 1)), b_y=np.zeros(1)))

    def gradients(params: network.Params, data: tuple[Array, Array]) -> tuple[float, network.Params]:
        loss, grads, _ = network.loss_and_gradients(lstm, params, data, losses.mse, mode="many-to-many")
        return loss, grads._replace(readout=trees.map(np.zeros_like, grads.readout))

    fit = training.fit(
        start,
        gradients,
        lambda epoch: [batch(rng, 64)],
        optimizer=optim.clipped(optim.adam(0.02), max_norm=1.0),
        epochs=UPDATES,
        progress=False,
    )
    xs, targets = batch(np.random.default_rng(1000), 2000)
    ys, _ = network.forward(lstm, fit.params, xs, mode="many-to-many")
    return float(((ys - targets) ** 2).mean()), fit.params.cell


def main() -> None:
    found = [trained(seed) for seed in range(SEEDS)]
    print([f"{error:.5f}" for error, _ in found])
    best = min(range(SEEDS), key=lambda seed: found[seed][0])
    error, cell = found[best]
    about = {"command": "python -m lstmlab.figures.gate_timeline.train", "seed": best, "seeds": SEEDS, "error": error}
    weights = {name: np.round(array, DIGITS).tolist() for name, array in cell._asdict().items()}
    FILE.write_text(json.dumps({**about, **weights}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
