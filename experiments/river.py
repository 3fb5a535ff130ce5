"""From rain and temperature to the flow of a snow-fed river: nets with a state beside linear windows and a calendar."""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from experiments.engine import nets, rivers, tell
from experiments.engine.specification import Experiment, Table, Verdict
from lstmlab.intervals import bootstrap
from lstmlab.shapes import Array
from lstmlab.tasks import river

QUESTION = """
Daily precipitation and temperature in, the flow of the river on the same day out. Three simulated rivers that are fed
by snow (`lstmlab.tasks.river`, each with land and weather of its own), one that is fed by rain alone, and a real one,
Au Saumon in Quebec, 1975 to 2003 (from the package `holmes-hydro` 3.5.0). 28 years each: one to fill the states, 15 to
train on, 4 to choose by, 8 to test on. Nets of about 1,200 weights, three seeds, 600 updates at most with batches of 16
windows of 545 days, Adam with a rate that falls along a cosine, clipped at norm 1; the update is the one with the best
score in the 4 years. Each cell chooses its settings first, on two further rivers that are fed by snow and by the best
mean score in their 4 years: four rates by three first biases for the gates that keep (1, 3 and 5; input gates start at
their negative), or twelve rates for the Elman net, which has no gates. Linear windows: ridge regression, its penalty
chosen by the same 4 years. Climatology: the mean flow of each day of the year. The score is the Nash-Sutcliffe
efficiency of the test years: 1 is perfect, 0 is as good as always saying the mean.
"""

# What each cell may choose: (rate, first bias of the gates that keep). As many settings for each.
GATED = tuple((rate, keep) for rate in (0.003, 0.01, 0.03, 0.1) for keep in (1.0, 3.0, 5.0))
SETTINGS = {
    "LSTM": GATED,
    "GRU": GATED,
    "Elman": tuple(
        (rate, 1.0) for rate in (0.0003, 0.0005, 0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.007, 0.01, 0.02, 0.03)
    ),
}
CHOOSING_PLACES, CHOOSING_SEED = (100, 101), 100

RULES: dict[str, Callable[[rivers.Series], Array]] = {
    "climatology": rivers.climatology,
    "linear, 7 days": lambda one: rivers.linear(one, 7, False),
    "linear, 30 days": lambda one: rivers.linear(one, 30, False),
    "linear, 90 days": lambda one: rivers.linear(one, 90, False),
    "linear, 365 days": lambda one: rivers.linear(one, 365, False),
    "linear, 30 days and the date": lambda one: rivers.linear(one, 30, True),
    "linear, 365 days and the date": lambda one: rivers.linear(one, 365, True),
}
MODELS = (*rivers.NETS, *RULES)
PLACES = {"snow": (0, 1, 2), "rain": (0,), rivers.REAL: (0,)}
SEEDS = (0, 1, 2)
STORES = ("snow", "soil", "upper", "lower")
# The run whose cells the figure shows, day by day: named before it was looked at.
SHOWN = ("LSTM", "snow", 0, 0)


def run(model: str, kind: str, place: int, seed: int, rate: float = 0.0, keep: float = 0.0) -> dict[str, Any]:
    one = rivers.series(kind, place)
    if model in RULES:
        return _scores(one, RULES[model](one))
    trained = rivers.train(model, rate, keep, one, seed)
    if place in CHOOSING_PLACES:
        return {"efficiency": round(trained.chosen, 3), "update": trained.update}
    said = rivers.answers(trained.cell, trained.params, one, 0, rivers.END)
    row = _scores(one, said) | {"update": trained.update}
    if kind != "snow":
        return row
    held = rivers.states(trained.cell, trained.params, one)
    _, first = nets.make(np.random.default_rng(seed), model, 2, rivers.UNITS[model], 1, keep=keep)
    row |= _inside(one, held)
    untrained = _inside(one, rivers.states(trained.cell, first, one))
    row |= {f"untrained_{name}": untrained[name] for name in ("correlations", "season_removed", "probe", "departures")}
    return row | (_day_by_day(one, held, said) if (model, kind, place, seed) == SHOWN else {})


def _scores(one: rivers.Series, said: Array) -> dict[str, Any]:
    errors, spreads = rivers.by_year(one, said)
    return {"errors": errors, "spreads": spreads}


def _inside(one: rivers.Series, held: Array) -> dict[str, Any]:
    """How the units of a net go with the stores: correlations in the test years, of units that other years chose.

    correlations: of the unit of each store; units: which these are; season_removed: the same for the snow, after the
    mean of each day of the year was taken off both; probe: the efficiency of a linear reading of all units for each
    store; departures: the same for the snow, after that mean was taken off units and snow; shuffled, other_year: of the
    snow of other days, and of the year before.
    """
    choose, test = slice(rivers.CHOOSE, rivers.TEST), slice(rivers.TEST, rivers.END)
    units = [int(np.argmax(np.abs(_correlations(held[choose], store[choose])))) for store in one.stores.T]
    found = [
        float(_correlations(held[test], store[test])[unit]) for unit, store in zip(units, one.stores.T, strict=True)
    ]
    snow, unit = one.stores[:, 0], units[0]
    away, snow_away = _without_season(held), _without_season(snow)
    without = _correlations(away[test], snow_away[test])
    rng = np.random.default_rng(0)
    shuffled = snow.copy()
    for part in (slice(rivers.TRAIN, rivers.CHOOSE), test):
        shuffled[part] = rng.permutation(shuffled[part])
    return {
        "units": units,
        "correlations": [round(value, 3) for value in found],
        "season_removed": round(float(without[unit]), 3),
        "probe": [_probe(held, store) for store in one.stores.T],
        "departures": _probe(away, snow_away),
        "shuffled": _probe(held, shuffled),
        "other_year": _probe(held, np.roll(snow, rivers.YEAR)),
    }


def _correlations(held: Array, store: Array) -> Array:
    """Of each column of held (T, H) with a store (T,)."""
    a, b = held - held.mean(axis=0), store - store.mean()
    found: Array = a.T @ b / np.maximum(np.sqrt((a**2).sum(axis=0) * (b**2).sum()), 1e-12)
    return found


def _without_season(numbers: Array) -> Array:
    """Less the mean of each day of the year in the training years, smoothed over 31 days."""
    by_day = numbers[rivers.TRAIN : rivers.CHOOSE].reshape(-1, rivers.YEAR, *numbers.shape[1:]).mean(axis=0)
    smooth = np.mean([np.roll(by_day, shift, axis=0) for shift in range(-15, 16)], axis=0)
    return numbers - np.concatenate([smooth] * (rivers.END // rivers.YEAR))


def _probe(held: Array, store: Array) -> float:
    """Read a store from all units by least squares, fitted in the training years: its efficiency in the test years."""
    seen = np.column_stack([held, np.ones(len(held))])
    part, test = slice(rivers.TRAIN, rivers.CHOOSE), slice(rivers.TEST, rivers.END)
    weights = np.linalg.lstsq(seen[part], store[part], rcond=None)[0]
    return round(river.nse(store[test], seen[test] @ weights), 3)


def _day_by_day(one: rivers.Series, held: Array, said: Array) -> dict[str, Any]:
    """The first test year, and the correlations of all units with all stores in the test years: for the figure."""
    year, test = slice(rivers.TEST, rivers.TEST + rivers.YEAR), slice(rivers.TEST, rivers.END)
    table = [[round(float(r), 2) for r in _correlations(held[test], store[test])] for store in one.stores.T]
    return {
        "table": table,
        "days": {
            "precipitation": np.round(one.xs[year, 0], 1).tolist(),
            "temperature": np.round(one.xs[year, 1], 1).tolist(),
            "flow": np.round(one.flow[year], 2).tolist(),
            "said": np.round(said[year].astype(float), 2).tolist(),
            "stores": np.round(one.stores[year].T, 1).tolist(),
            "cells": np.round(held[year].T, 2).tolist(),
        },
    }


def chosen(rows: list[dict[str, Any]], net: str) -> tuple[float, float]:
    """The rate and the first bias with the best mean efficiency on the rivers that choose."""

    def score(setting: tuple[float, float]) -> float:
        return float(np.mean([row["efficiency"] for row in tried(rows, net, *setting)]))

    return max(SETTINGS[net], key=score)


def tried(rows: list[dict[str, Any]], net: str, rate: float, keep: float) -> list[dict[str, Any]]:
    """The runs of a setting on the rivers that choose."""
    return [row for row in tell.select(rows, model=net, rate=rate, keep=keep) if row["place"] in CHOOSING_PLACES]


def then(rows: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    settings = {net: dict(zip(("rate", "keep"), chosen(rows, net), strict=True)) for net in rivers.NETS}
    for kind, places in PLACES.items():
        for place in places:
            for model in MODELS:
                seeds = SEEDS if model in settings else (0,)
                for seed in seeds:
                    each = {"model": model, "kind": kind, "place": place, "seed": seed}
                    found.append(each | settings.get(model, {}))
    return tuple(found)


class Runs(NamedTuple):
    """errors (rivers, seeds, years), sums of squares; spreads (rivers, years), those of the mean."""

    errors: Array
    spreads: Array


def _runs(rows: list[dict[str, Any]], model: str, kind: str) -> Runs:
    some = [tell.select(rows, model=model, kind=kind, place=place) for place in PLACES[kind]]
    return Runs(np.array([[r["errors"] for r in each] for each in some]), np.array([e[0]["spreads"] for e in some]))


def _efficiency(found: Runs, draws: int = 0) -> Array:
    """The mean efficiency over rivers and seeds; with draws, of so many samples of rivers, of years and of seeds.

    The same rivers and years are drawn for every model, so that differences can be taken draw by draw.
    """
    errors, spreads = found
    if not draws:
        return np.mean(1 - errors.mean(axis=1).sum(axis=1) / spreads.sum(axis=1))
    places, years, starts = _drawn(draws, *errors.shape)
    left = np.take_along_axis(errors[places[..., None], starts].mean(axis=2), years, axis=2).sum(axis=2)
    return np.mean(1 - left / np.take_along_axis(spreads[places], years, axis=2).sum(axis=2), axis=1)


@cache  # the same for every model, and asked for in every line of the tables
def _drawn(draws: int, n_rivers: int, n_seeds: int, n_years: int) -> tuple[Array, Array, Array]:
    """Rivers (draws, n_rivers), and for each the years and seeds that are drawn."""
    rng, seeds = np.random.default_rng(0), np.random.default_rng(1)
    places = np.empty((draws, n_rivers), dtype=int)
    years = np.empty((draws, n_rivers, n_years), dtype=int)
    starts = np.empty((draws, n_rivers, n_seeds), dtype=int)
    for k in range(draws):
        places[k] = rng.integers(0, n_rivers, size=n_rivers)
        for i in range(n_rivers):
            years[k, i] = rng.integers(0, n_years, size=n_years)
            starts[k, i] = seeds.integers(0, n_seeds, size=n_seeds)
    return places, years, starts


DRAWS = 2000


def _shown(value: Array, sample: Array) -> str:
    low, high = np.quantile(sample, (0.025, 0.975))
    return f"{value:.2f} ({low:.2f} to {high:.2f})"


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    return [_by_model(rows), _ahead(rows), _stores(rows), _tried(rows)]


def _tried(rows: list[dict[str, Any]]) -> Table:
    lines = []
    for net, settings in SETTINGS.items():
        for rate, keep in settings:
            some = tried(rows, net, rate, keep)
            mark = "chosen" if (rate, keep) == chosen(rows, net) else ""
            bias = "no gates" if net == "Elman" else f"{keep:.0f}"
            lines.append((net, rate, bias, tell.mean(some, "efficiency"), tell.mean(some, "update", 0), mark))
    columns = ("net", "rate", "first bias", "efficiency", "best update", "chosen")
    caption = "All that was tried: efficiency in the years to choose by, on two other rivers (95 % bootstrap)"
    return Table(caption, columns, tuple(lines))


SAID = {"snow": "three rivers fed by snow", "rain": "one fed by rain", rivers.REAL: "Au Saumon (real)"}


def _by_model(rows: list[dict[str, Any]]) -> Table:
    lines = []
    for model in MODELS:
        found = [_runs(rows, model, kind) for kind in PLACES]
        lines.append((model, *(_shown(_efficiency(each), _efficiency(each, DRAWS)) for each in found)))
    caption = "Nash-Sutcliffe efficiency in eight test years (95 % bootstrap over rivers, years and seeds)"
    return Table(caption, ("model", *SAID.values()), tuple(lines))


def _gaps(rows: list[dict[str, Any]], kind: str, model: str) -> tuple[float, float, float]:
    """By how much the LSTM is ahead of a model, with the interval of the difference."""
    ours, theirs = _runs(rows, "LSTM", kind), _runs(rows, model, kind)
    low, high = np.quantile(_efficiency(ours, DRAWS) - _efficiency(theirs, DRAWS), (0.025, 0.975))
    return float(_efficiency(ours) - _efficiency(theirs)), float(low), float(high)


def _ahead(rows: list[dict[str, Any]]) -> Table:
    lines = []
    for model in MODELS[1:]:
        gaps = [_gaps(rows, kind, model) for kind in PLACES]
        lines.append((model, *(f"{gap:+.2f} ({low:+.2f} to {high:+.2f})" for gap, low, high in gaps)))
    caption = "How far the LSTM is ahead, on the same rivers and years (difference of the efficiencies, 95 % bootstrap)"
    return Table(caption, ("of", *SAID.values()), tuple(lines))


def _stores(rows: list[dict[str, Any]]) -> Table:
    def shown(values: list[float]) -> str:
        found = bootstrap([float(value) for value in values])
        return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"

    # `of` is "untrained_" for the same net before training.
    asked: tuple[tuple[str, Callable[[dict[str, Any], str], float]], ...] = (
        ("the unit nearest to the snow: correlation", lambda row, of: abs(row[f"{of}correlations"][0])),
        ("the same, season taken off", lambda row, of: abs(row[f"{of}season_removed"])),
        ("the unit nearest to the soil: correlation", lambda row, of: abs(row[f"{of}correlations"][1])),
        ("snow read from all units", lambda row, of: row[f"{of}probe"][0]),
        ("the same, season taken off", lambda row, of: row[f"{of}departures"]),
        ("soil read from all units", lambda row, of: row[f"{of}probe"][1]),
    )
    controls = (
        ("snow of the year before, read from all units", "other_year"),
        ("snow of shuffled days, read from all units", "shuffled"),
    )
    inside = {net: [row for row in tell.select(rows, model=net, kind="snow") if "units" in row] for net in rivers.NETS}
    lines = []
    for what, value in asked:
        trained = [shown([value(row, "") for row in inside[net]]) for net in rivers.NETS]
        lines.append((what, *trained, shown([value(row, "untrained_") for row in inside["LSTM"]])))
    for what, key in controls:
        lines.append((what, *(shown([row[key] for row in inside[net]]) for net in rivers.NETS), "-"))
    caption = (
        "What the nets hold, in the test years of the rivers fed by snow (95 % bootstrap over nine runs). Read: least "
        "squares, fitted in the training years; efficiency in the test years. The nearest unit was named by other years"
    )
    return Table(caption, ("held", *rivers.NETS, "LSTM before training"), tuple(lines))


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    """The LSTM is the right choice if it is ahead of all that has no gates, on the simulated and on the real river."""
    others = [model for model in MODELS if model not in ("LSTM", "GRU")]
    gaps = {(kind, model): _gaps(rows, kind, model) for kind in ("snow", rivers.REAL) for model in MODELS[1:]}
    behind = {kind: [m for m in others if gaps[kind, m][1] <= 0] for kind in ("snow", rivers.REAL)}
    told = []
    for kind in behind:
        score = {model: float(_efficiency(_runs(rows, model, kind))) for model in MODELS}
        best = max(others, key=score.__getitem__)
        gated = f"LSTM {score['LSTM']:.2f}, GRU {score['GRU']:.2f}"
        told.append(f"{SAID[kind]}: {gated}, best of the rest {score[best]:.2f} ({best})")
    numbers = f"within {rivers.UPDATES} updates, {'; '.join(told)}."
    if behind["snow"]:
        return [Verdict(26, "does not hold", f"for {', '.join(behind['snow'])} are not clearly behind: {numbers}")]
    conditions = []
    if gaps["snow", "GRU"][1] <= 0:
        conditions.append("a GRU counts as one too")
    if behind[rivers.REAL]:
        names = ", ".join(behind[rivers.REAL])
        conditions.append(f"the river is simulated (on the real one {names} is behind, but not clearly)")
    if conditions:
        return [Verdict(26, "holds when", f"{' and '.join(conditions)}: {numbers}")]
    return [Verdict(26, "holds", f"on rivers fed by snow: {numbers}")]


EXPERIMENT = Experiment(
    title="River",
    claims=(26,),
    question=QUESTION,
    jobs=tuple(
        {"model": net, "kind": "snow", "place": place, "seed": CHOOSING_SEED, "rate": rate, "keep": keep}
        for net, settings in SETTINGS.items()
        for rate, keep in settings
        for place in CHOOSING_PLACES
    ),
    then=then,
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"model": "LSTM", "kind": "snow", "place": 100, "seed": 100, "rate": 0.01, "keep": 3.0},
    unstable=("update",),
    budget=f"{rivers.UPDATES} updates at most",
    start="each net one of twelve pairs of rate and first bias, chosen on other rivers",
)
