"""One net that overfits, its cures, and its size: the error of a year that decided nothing, for six years."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from experiments.engine import tell
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab import data, dropout, init, optim, penalties
from lstmlab.cells import feedforward
from lstmlab.intervals import Interval, bootstrap
from lstmlab.shapes import Array

QUESTION = """
A feed-forward net sees twelve monthly means of Tokyo's temperature and forecasts the thirteenth. Six test years, 2019
to 2024. For each of them the net learns from the months up to two years before it, and the year before it is for
validation: it may stop the training. The strength of a cure is the one with the smallest validation error in all years
before the test year. The test year is only looked at. 64 tanh units, numbers standardised by what is learnt from, all
windows in one batch, mean squared error, Adam with rate 0.01, 2000 updates, five seeds, if nothing else is said. Errors
are mean absolute errors in degrees. Intervals are over the six years, of the mean over the seeds.
"""

YEARS = (2019, 2020, 2021, 2022, 2023, 2024)
SEEDS = range(5)
WIDTH, UNITS, UPDATES, RATE = 12, 64, 2000, 0.01
SIZES = (1, 2, 4, 8, 16, 64, 128)
CHECKS = (5, 10, 15, 25, 40, 60, 100, 150, 250, 400, 600, 1000, 1400, 2000)  # where the curves are drawn
EVERY = 5  # updates between two looks at the validation year

# What each way may choose from: rates, strengths of L2, or rates of dropout.
STRENGTHS = {
    "in degrees": (0.003, 0.01, 0.03),
    "plain": (0.0,),
    "L2": (0.01, 0.03, 0.1),
    "dropout": (0.1, 0.2, 0.4),
    "half the windows": (0.0,),
    "half the windows, L2": (0.01, 0.03, 0.1),
    "a year more": (0.0,),
    "a year more, L2": (0.01, 0.03, 0.1),
}


def run(way: str, strength: float, hidden: int, year: int) -> dict[str, Any]:
    found = [_one(way, strength, hidden, year, seed) for seed in SEEDS]
    # The means over the seeds; of the net of the story also at each of CHECKS.
    names = ("end", "stopped", "curves") if hidden == UNITS else ("end", "stopped")
    return {name: np.mean([one[name] for one in found], axis=0).round(3).tolist() for name in names}


def _one(way: str, strength: float, hidden: int, year: int, seed: int) -> dict[str, Any]:
    """Errors at the end, and where the validation year is forecast best: [training, validation, test]."""
    X, Y, parts, std = _months(way, year)
    rng = np.random.default_rng(seed)
    params = init.feedforward(rng, WIDTH, hidden, 1)
    optimizer = optim.adam(strength if way == "in degrees" else RATE)
    gradients = _gradients(strength if way == "dropout" else 0.0, rng)
    if way.endswith("L2"):
        gradients = penalties.add(gradients, l2=strength)
    memory, curves, stopped = optimizer.init(params), [], [np.inf, np.inf, np.inf]
    for update in range(1, UPDATES + 1):
        _, grads = gradients(params, (X[parts[0]], Y[parts[0]]))
        params, memory = optimizer.update(grads, memory, params)
        if update % EVERY == 0:
            off = std * np.abs(feedforward.forward(params, X)[0] - Y)[:, 0]
            errors = [round(float(off[part].mean()), 3) for part in parts]
            if update in CHECKS:
                curves.append(errors)
            if errors[1] < stopped[1]:
                stopped = errors
    return {"end": errors, "stopped": stopped, "curves": curves}


def _months(way: str, year: int) -> tuple[Array, Array, list[slice], float]:
    """Windows, targets, the windows of training, validation and test, and what an error of 1 is in degrees."""
    celsius = data.tokyo_temperatures().celsius
    test = 12 * (year - 2015)
    known = test if way.startswith("a year more") else test - 12
    mean, std = (0.0, 1.0) if way == "in degrees" else (celsius[:known].mean(), celsius[:known].std())
    series = (celsius - mean) / std
    X = np.stack([series[k : k + WIDTH] for k in range(len(series) - WIDTH)])
    first = (known - WIDTH) // 2 if way.startswith("half") else 0
    ends = ((first, known - WIDTH), (test - 12 - WIDTH, test - WIDTH), (test - WIDTH, test + 12 - WIDTH))
    return X, series[WIDTH:, None], [slice(*each) for each in ends], float(std)


def _gradients(rate: float, rng: np.random.Generator) -> Any:
    """Mean squared error and its gradient, with a share of the hidden units dropped."""

    def gradients(params: Any, batch: Any) -> tuple:
        x, target = batch
        h = np.tanh(x @ params.W1 + params.b1)
        mask = dropout.mask(rng, rate, h.shape) if rate else 1.0
        off = (h * mask) @ params.W2 + params.b2 - target
        dy = 2 * off / len(x)
        da = dy @ params.W2.T * mask * (1 - h * h)
        return (off**2).mean(), feedforward.Params(x.T @ da, da.sum(0), (h * mask).T @ dy, dy.sum(0))

    return gradients


def chosen(rows: list[dict[str, Any]], way: str, year: int, hidden: int = UNITS) -> dict[str, Any]:
    """The row of a test year, with the strength that was best in the validation years before it."""

    def validation(strength: float) -> float:
        some = tell.select(rows, way=way, strength=strength, hidden=hidden)
        return float(np.mean([row["end"][VALIDATION] for row in some if row["year"] <= year]))

    best = min(STRENGTHS[way], key=validation)
    return tell.select(rows, way=way, strength=best, hidden=hidden, year=year)[0]


TRAINED, VALIDATION, TEST = range(3)


def errors(rows: list[dict[str, Any]], way: str, when: str, part: int, hidden: int = UNITS) -> list[float]:
    """One error for each test year, the mean over the seeds."""
    if way.startswith("a year more"):  # it has no validation year left: what was chosen without the year stays
        plain = way.replace("a year more, ", "").replace("a year more", "plain")
        strength = {year: chosen(rows, plain, year, hidden)["strength"] for year in YEARS}
        some = [tell.select(rows, way=way, strength=strength[year], hidden=hidden, year=year)[0] for year in YEARS]
    else:
        some = [chosen(rows, way, year, hidden) for year in YEARS]
    return [float(row[when][part]) for row in some]


# The story of the chapter: how a step is called, its way, when it is looked at, and its units.
STEPS = {
    "numbers in degrees": ("in degrees", "end", UNITS),
    "standardised": ("plain", "end", UNITS),
    "stopped early": ("plain", "stopped", UNITS),
    "L2": ("L2", "end", UNITS),
    "dropout": ("dropout", "end", UNITS),
    "half the windows": ("half the windows", "end", UNITS),
    "half the windows, L2": ("half the windows, L2", "end", UNITS),
    "a year more": ("a year more", "end", UNITS),
    "a year more, L2": ("a year more, L2", "end", UNITS),
    "4 units": ("plain", "end", 4),
    "1 unit": ("plain", "end", 1),
}


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    sizes = (_sizes(rows, TEST, "the test years"), _sizes(rows, TRAINED, "what was trained on"))
    return [_cures(rows), *sizes, _curves(rows)]


def _shown(values: list[float], sign: str = "") -> str:
    value, low, high = bootstrap(values)
    return f"{value:{sign}.2f} ({low:{sign}.2f} to {high:{sign}.2f})"


def _cures(rows: list[dict[str, Any]]) -> Table:
    ill = np.array(errors(rows, "plain", "end", TEST))
    lines = []
    for name, (way, when, hidden) in STEPS.items():
        trained, validation, test = (errors(rows, way, when, part, hidden) for part in (TRAINED, VALIDATION, TEST))
        gap = "" if name == "standardised" else _shown(list(np.array(test) - ill), "+")
        told = "(trained on)" if way.startswith("a year more") else _shown(validation)
        lines.append((name, f"{np.mean(trained):.2f}", told, _shown(test), gap))
    columns = ("net", "trained on", "validation", "test", "test, minus that of the standardised net")
    return Table(
        "Mean absolute error in degrees over six test years (95 % bootstrap over years)", columns, tuple(lines)
    )


def _curves(rows: list[dict[str, Any]]) -> Table:
    """The errors along the training, mean over the years: what the chapter draws."""
    lines = []
    for name, (way, when, hidden) in STEPS.items():
        if when == "end" and hidden == UNITS and not way.startswith("a year more"):
            found = np.mean([chosen(rows, way, year)["curves"] for year in YEARS], axis=0)
            parts = zip(("trained on", "validation", "test"), found.T, strict=True)
            lines += [(name, part, *(f"{error:.2f}" for error in errors)) for part, errors in parts]
    columns = ("net", "error of", *map(str, CHECKS))
    return Table("Mean absolute error after so many updates, in degrees, mean of six years", columns, tuple(lines))


WAYS = {"to the end": ("plain", "end"), "stopped early": ("plain", "stopped"), "L2": ("L2", "end")}


def _sizes(rows: list[dict[str, Any]], part: int, what: str) -> Table:
    lines = [
        (
            hidden,
            feedforward.count_parameters([WIDTH, hidden, 1]),
            *(_shown(errors(rows, way, when, part, hidden)) for way, when in WAYS.values()),
        )
        for hidden in SIZES
    ]
    caption = f"Mean absolute error of {what}, by the size of the net (95 % bootstrap over years)"
    return Table(caption, ("units", "weights", *WAYS), tuple(lines))


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    """Trouble: the largest net is clearly behind the small one that the validation years choose."""
    bad, told = [], []
    for name, (way, when) in WAYS.items():
        small = [_smaller_than_data(rows, way, when, year) for year in YEARS]
        by_size = {hidden: errors(rows, way, when, TEST, hidden) for hidden in SIZES}
        a = np.array([by_size[hidden][k] for k, hidden in enumerate(small)])
        b = np.array(by_size[SIZES[-1]])
        gap: Interval = bootstrap(list(b - a))
        if gap.low > 0:
            bad.append(name)
        told.append(f"{name} {gap.value:+.2f} ({gap.low:+.2f} to {gap.high:+.2f})")
    largest = feedforward.count_parameters([WIDTH, SIZES[-1], 1])
    numbers = (
        f"the error of the largest net, with {largest} weights, minus that of the net with fewer weights than windows "
        f"that did best in the years before, over six test years: {'; '.join(told)} degrees."
    )
    if len(bad) == len(WAYS):
        return [Verdict(19, "holds", f"in every way of training: {numbers}")]
    if bad:
        return [Verdict(19, "holds when", f"training is: {', '.join(bad)}; {numbers}")]
    return [Verdict(19, "does not hold", f"on this series: {numbers}")]


def _smaller_than_data(rows: list[dict[str, Any]], way: str, when: str, year: int) -> int:
    """The size with fewer weights than windows that does best in the validation years before a test year."""
    windows = 12 * (year - 2016) - WIDTH
    small = [hidden for hidden in SIZES if feedforward.count_parameters([WIDTH, hidden, 1]) < windows]
    before = YEARS.index(year) + 1
    return min(small, key=lambda hidden: np.mean(errors(rows, way, when, VALIDATION, hidden)[:before]))


def _jobs() -> Iterator[dict[str, Any]]:
    for way, strengths in STRENGTHS.items():
        sizes = SIZES if way in ("plain", "L2") else (UNITS,)
        yield from grid(way=(way,), strength=strengths, hidden=sizes, year=YEARS)


EXPERIMENT = Experiment(
    title="A net that overfits, and its cures",
    claims=(19,),
    question=QUESTION,
    jobs=tuple(_jobs()),
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"way": "L2", "strength": 0.03, "hidden": 4, "year": 2020},
    budget="2000 updates",
    start="Xavier; one rate",
    seeds_in_a_job=len(SEEDS),
)
