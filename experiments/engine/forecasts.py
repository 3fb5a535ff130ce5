"""Nets of one size that forecast the Tokyo temperatures from a window of months.

Two ways to forecast six months:

    direct     one net with six outputs, one for each month ahead
    one step   a net with one output, the next month. Given what was observed until then it forecasts month after month;
               given its own forecasts in place of them it is fed back, and needs nothing that is not known in June.

They learn the temperatures, or the anomalies: what is left when the mean of each month is taken off.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab import init, losses, network, optim, penalties, trees
from lstmlab.cells import elman, feedforward, gru, lstm
from lstmlab.data import tokyo_temperatures
from lstmlab.shapes import Array

HORIZON = 6  # July to December
LSTM_UNITS = 8
TOLD = "LSTM, told the month"
CELLS = {"LSTM": lstm, TOLD: lstm, "GRU": gru, "Elman": elman}
NETS = (*CELLS, "feed-forward")
FORMS = ("direct", "one step")
ADAM = optim.adam(0.01)


class Series(NamedTuple):
    """Tokyo as a net sees it: z, standardised with the years before `year` alone, and the month of each entry."""

    celsius: Array
    month: Array
    z: Array  # (celsius - base) / std
    base: Array
    std: float
    known: int  # entries before `year`: what is trained on
    july: int  # the first month to forecast


def series(year: int, anomalies: bool = False) -> Series:
    """The series for forecasts within a year, by what was learnt from all years before it.

    base is one mean for all months or, with anomalies, that of each calendar month.
    """
    tokyo = tokyo_temperatures()
    known = int(np.sum(tokyo.year < year))
    before = tokyo.celsius[:known]
    base = np.full(len(tokyo.celsius), before.mean())
    if anomalies:
        base = before.reshape(-1, 12).mean(axis=0)[tokyo.month - 1]
    std = (before - base[:known]).std()
    return Series(tokyo.celsius, tokyo.month, (tokyo.celsius - base) / std, base, std, known, known + 6)


def windows(length: int, width: int, horizon: int) -> tuple[Array, Array]:
    """Places of the months in each window, (n, width), and of its targets, (n, horizon)."""
    first = np.arange(length - width - horizon + 1)[:, None]
    return first + np.arange(width), first + width + np.arange(horizon)


def inputs(net: str, data: Series, places: Array, z: Array | None = None) -> Array:
    """What a net is given of windows (n, width): (n, width) for a feed-forward net, else (width, n, D)."""
    seen = (data.z if z is None else z)[places]
    if net == "feed-forward":
        return seen
    features = [seen]
    if net == TOLD:
        # The month that comes next, on a circle, so that December and January are neighbours.
        angle = 2 * np.pi * data.month[(places + 1) % 12] / 12
        features += [np.sin(angle), np.cos(angle)]
    return np.ascontiguousarray(np.stack(features, axis=-1).transpose(1, 0, 2))


def first_weights(rng: np.random.Generator, net: str, width: int, n_hidden: int, n_out: int) -> Any:
    """Weights before training."""
    if net == "feed-forward":
        return init.feedforward(rng, width, n_hidden, n_out)
    return init.network(rng, CELLS[net], 3 if net == TOLD else 1, n_hidden, n_out)


def units(net: str, width: int, n_out: int) -> int:
    """Hidden units with which a net comes nearest to the number of weights of an LSTM of eight units."""
    wanted = size(net="LSTM", width=width, n_hidden=LSTM_UNITS, n_out=n_out)
    return min(range(1, 80), key=lambda n: abs(size(net, width, n, n_out) - wanted))


def size(net: str, width: int, n_hidden: int, n_out: int) -> int:
    """How many weights and biases a net has."""
    weights = first_weights(np.random.default_rng(0), net, width, n_hidden, n_out)
    return sum(array.size for _, array in trees.leaves(weights))


def answer(net: str, params: Any, given: Array) -> Array:
    """The outputs (n, K) of a net for windows."""
    if net == "feed-forward":
        return feedforward.forward(params, given)[0]
    return network.forward(CELLS[net], params, given, mode="many-to-one")[0]


def gradients(net: str, params: Any, given: Array, targets: Array) -> tuple:
    """Loss and gradients over windows."""
    if net == "feed-forward":
        y, cache = feedforward.forward(params, given)
        loss, dy = losses.mse(y, targets)
        return loss, feedforward.backward(params, cache, dy)[1]
    return network.loss_and_gradients(CELLS[net], params, (given, targets), losses.mse, mode="many-to-one")[:2]


def train(
    net: str,
    form: str,
    width: int,
    year: int,
    seed: int,
    updates: tuple[int, ...],
    anomalies: bool = False,
    l2: float = 0.0,
) -> list[Any]:
    """Train on all years before `year`, all windows in one batch, and return the weights after so many updates."""
    data = series(year, anomalies)
    n_out = HORIZON if form == "direct" else 1
    seen, asked = windows(data.known, width, n_out)
    given, targets = inputs(net, data, seen), data.z[asked]
    params = first_weights(np.random.default_rng(seed), net, width, units(net, width, n_out), n_out)
    memory, found = ADAM.init(params), []
    for update in range(1, max(updates) + 1):
        _, grads = gradients(net, params, given, targets)
        if l2:
            grads = trees.map(np.add, grads, penalties.penalty(params, l2=l2)[1])
        params, memory = ADAM.update(grads, memory, params)
        if update in updates:
            found.append(params)
    return found


def direct(net: str, params: Any, width: int, year: int, start: int | None = None, anomalies: bool = False) -> Array:
    """Six months from `start` on (July, if left out), in degrees, by a net with six outputs."""
    data = series(year, anomalies)
    start = data.july if start is None else start
    window = np.arange(start - width, start)[None]
    said = answer(net, params, inputs(net, data, window))[0]
    return said * data.std + data.base[start : start + HORIZON]


def month_after_month(net: str, params: Any, width: int, year: int, truth: bool, start: int | None = None) -> Array:
    """Six months by a net with one output, each from what was observed (truth) or from its own forecasts before it."""
    data = series(year)
    start = data.july if start is None else start
    z = data.z.copy()
    said = []
    for place in range(start, start + HORIZON):
        window = np.arange(place - width, place)[None]
        y = answer(net, params, inputs(net, data, window, z))[0, 0]
        said.append(y)
        if not truth:
            z[place] = y
    return np.array(said) * data.std + data.base[start : start + HORIZON]
