"""A river of 28 years, and what forecasts its flow from weather: nets with a state, linear windows, the calendar.

Years are counted from 1 October, as hydrologists do; 29 February is left out. The first year only fills the states,
then come 15 years to train on, 4 to choose by (the update at which training ends, the penalty of a linear window, the
settings of a cell), and 8 that are looked at once, for the tables. Means and spreads for standardising are those of the
training years. No net is told the date.
"""

import csv
import datetime
from functools import cache
from importlib import metadata
from typing import Any, NamedTuple

import numpy as np

from experiments.engine import nets
from lstmlab import losses, network, optim, schedules, trees
from lstmlab.shapes import Array
from lstmlab.tasks import river

YEAR = river.YEAR
TRAIN, CHOOSE, TEST, END = (YEAR * years for years in (1, 16, 20, 28))
KINDS = {"snow": 3.0, "rain": 16.0}  # mean temperature of the simulated rivers
REAL = "Au Saumon"

NETS = ("LSTM", "GRU", "Elman")
# Hidden units with which each net has about as many weights as an LSTM of 16 units; a test counts them.
UNITS = {"LSTM": 16, "GRU": 19, "Elman": 33}

# A training batch: windows of the training years, drawn anew for each update. Until WARM days have passed the state
# cannot know how much snow there is, and the answers do not count.
BATCH, WINDOW, WARM = 16, 545, 180
UPDATES, EVERY = 600, 50

PENALTIES = (0.1, 1.0, 10.0, 100.0, 1000.0, 10000.0)
# The package whose wheel carries the real river; this version and no later one.
PACKAGE, VERSION = "holmes-hydro", "3.5.0"


class Series(NamedTuple):
    """xs (T, 2), precipitation and temperature; flow (T,); stores: of the simulator (T, 4), or None."""

    xs: Array
    flow: Array
    stores: Array | None


@cache
def series(kind: str, place: int) -> Series:
    """The 28 years of a river: the real one, or one of those simulated: "snow" or "rain", and a place."""
    if kind == REAL:
        return _real()
    rng = np.random.default_rng(10_000 + place)
    years = river.batch(rng, 1, END, KINDS[kind], river.draw_catchment(rng))
    return Series(years.xs[:, 0], years.flow[:, 0, 0], np.stack([store[:, 0] for store in years.stores], axis=1))


def _real() -> Series:
    """The river Au Saumon in Quebec, 1975 to 2003, from the package of the hydrology course HOLMES (MIT licence).

    Its file is read where it lies; nothing of it is copied. Install it with
    `pip install --no-deps holmes-hydro==3.5.0`.
    """
    files = [file for file in metadata.files(PACKAGE) or () if file.name == f"{REAL}_Observations.csv"]
    if metadata.version(PACKAGE) != VERSION or not files:
        raise FileNotFoundError(f"{REAL}: expected {PACKAGE} {VERSION}; pip install --no-deps {PACKAGE}=={VERSION}")
    with open(str(files[0].locate()), encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if not line["Date"].endswith("02-29")]
    start = next(k for k, line in enumerate(lines) if line["Date"].endswith("10-01"))
    lines = lines[start : start + END]
    first, last = (datetime.date.fromisoformat(lines[k]["Date"]) for k in (0, -1))
    assert (last.year - first.year, len(lines)) == (END // YEAR, END)
    xs, flow = (np.array([[float(line[name]) for name in names] for line in lines]) for names in (("P", "T"), ("Qo",)))
    return Series(xs, flow[:, 0], None)


class Scaled(NamedTuple):
    """A series as a net sees it, with the means and spreads of the training years: xs (T, 1, 2), flow (T, 1, 1)."""

    xs: Array
    flow: Array
    mean: float
    spread: float


def scaled(one: Series) -> Scaled:
    part = slice(TRAIN, CHOOSE)
    mean, spread = float(one.flow[part].mean()), float(one.flow[part].std())
    xs = (one.xs - one.xs[part].mean(axis=0)) / one.xs[part].std(axis=0)
    flow = (one.flow - mean) / spread
    return Scaled(xs[:, None].astype(np.float32), flow[:, None, None].astype(np.float32), mean, spread)


class Trained(NamedTuple):
    """A net, the score of the years to choose by, and the update at which it was reached."""

    cell: Any
    params: Any
    chosen: float
    update: int


def train(net: str, rate: float, keep: float, one: Series, seed: int, updates: int = UPDATES) -> Trained:
    """Train with Adam, a rate that falls to zero along a cosine, and gradients clipped at norm 1. The weights with the
    best score in the years to choose by are kept; they are looked at after every 50 updates."""
    data, rng = scaled(one), np.random.default_rng(seed)
    cell, params = nets.make(rng, net, 2, UNITS[net], 1, keep=keep)
    optimizer = optim.clipped(optim.adam(schedules.cosine(rate, 0.0, updates)), 1.0)
    memory = optimizer.init(params)
    best = Trained(cell, params, -np.inf, 0)
    for update in range(1, updates + 1):
        days = rng.integers(0, CHOOSE - WINDOW, size=BATCH) + np.arange(WINDOW)[:, None]
        batch = np.ascontiguousarray(data.xs[days, 0]), np.ascontiguousarray(data.flow[days, 0])
        grads = network.loss_and_gradients(cell, params, batch, late_mse, mode="many-to-many")[1]
        params, memory = optimizer.update(grads, memory, params)
        if update % EVERY == 0 or update == updates:
            said = answers(cell, params, one, CHOOSE - YEAR, TEST)[YEAR:]
            score = river.nse(one.flow[CHOOSE:TEST], said)
            if score > best.chosen:
                best = Trained(cell, params, score, update)
    return best


def late_mse(outputs: Array, targets: Array) -> tuple[float, Array]:
    """The mean squared error of the days after the first `WARM`, and its gradient, zero for those first days."""
    loss, late = losses.mse(outputs[WARM:], targets[WARM:])
    doutputs = np.zeros_like(outputs)
    doutputs[WARM:] = late
    return float(loss), doutputs


def answers(cell: Any, params: Any, one: Series, start: int, stop: int) -> Array:
    """What a net says the flow is, mm a day, for the days from start to stop, its state zero before the first."""
    data = scaled(one)
    said, _ = network.forward(cell, params, data.xs[start:stop])
    return said[:, 0, 0] * data.spread + data.mean


def states(cell: Any, params: Any, one: Series) -> Array:
    """What the net holds at the end of each day: (T, H); the cells c of an LSTM, the states h of the others."""
    data = scaled(one)
    state, held = None, []
    # A trace keeps c after its last step alone, so the days go in one at a time.
    for day in data.xs:
        _, trace = network.forward(cell, params, day[None], state)
        state = trace.state
        held.append(getattr(state, "c", state.h)[0])
    return np.array(held, dtype=float)


def climatology(one: Series) -> Array:
    """The mean flow of each day of the year, in the training years, smoothed over 31 days: (T,)."""
    by_day = one.flow[TRAIN:CHOOSE].reshape(-1, YEAR).mean(axis=0)
    around = np.stack([np.roll(by_day, shift) for shift in range(-15, 16)])
    return np.tile(around.mean(axis=0), END // YEAR)


def linear(one: Series, width: int, calendar: bool) -> Array:
    """Ridge regression on the last `width` days of precipitation and temperature, today's among them: (T,).

    calendar: it is told the date too, as two waves of a year and two of half a year. The penalty is the one with the
    best score in the years to choose by.
    """
    data = scaled(one)
    columns = [np.roll(data.xs[:, 0], back, axis=0) for back in range(width)]
    if calendar:
        angle = 2 * np.pi * np.arange(END)[:, None] / YEAR
        columns += [np.sin(angle), np.cos(angle), np.sin(2 * angle), np.cos(2 * angle)]
    seen = np.concatenate([*columns, np.ones((END, 1))], axis=1).astype(float)
    asked = data.flow[:, 0, 0].astype(float)
    part, best = slice(TRAIN, CHOOSE), (-np.inf, asked)
    square, right = seen[part].T @ seen[part], seen[part].T @ asked[part]
    for penalty in PENALTIES:
        ridge = penalty * np.eye(len(square))
        ridge[-1, -1] = 0  # the constant is free
        said = seen @ np.linalg.solve(square + ridge, right) * data.spread + data.mean
        best = max(best, (river.nse(one.flow[CHOOSE:TEST], said[CHOOSE:TEST]), said), key=lambda found: found[0])
    return best[1]


def by_year(one: Series, said: Array) -> tuple[list[float], list[float]]:
    """For each test year: the sum of squared errors of (T,) answers, and that of the mean of all test years."""
    truth = one.flow[TEST:END]
    errors, spreads = (truth - said[TEST:END]) ** 2, (truth - truth.mean()) ** 2
    return tuple([round(float(sum_), 3) for sum_ in part.reshape(-1, YEAR).sum(axis=1)] for part in (errors, spreads))


def weights(net: str) -> int:
    """How many weights and biases a net has."""
    _, params = nets.make(np.random.default_rng(0), net, 2, UNITS[net], 1)
    return sum(array.size for _, array in trees.leaves(params))
