"""Does an LSTM learn the yearly cycle of temperature? July to December of six years, as before and done properly."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from experiments.engine import forecasts, rules, tell
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab.intervals import bootstrap
from lstmlab.shapes import Array

QUESTION = """
Monthly mean temperature of Tokyo, 2015 to 2024. At the end of June of each year from 2019 to 2024, a net that was
trained on all years before it forecasts July to December. "Plain": the standardised series; all six months at once, or
month after month from its own forecasts (fed back). "Properly": anomalies from the mean of each month, then a penalty
on large weights (L2), then the mean of ten seeds. Window (6 or 12), number of updates and penalty are those with the
smallest error in the years before the test year, from 2018 on, asked from each month from January to July, over three
seeds that are not reported. All nets have about as many weights as an LSTM of eight units. Mean squared error, all
windows in one batch, Adam with rate 0.01, ten seeds. Rules know what was known in June; what they have to choose they
choose by the same years. Errors are mean absolute errors in degrees Celsius; MASE divides them by the error that
seasonal naive makes in the years before. Intervals are over the six years.
"""

YEARS = (2019, 2020, 2021, 2022, 2023, 2024)
CHOOSING_YEARS = (2018, *YEARS[:-1])
CHOOSING, REPORTED = (100, 101, 102), tuple(range(10))  # seeds


class Setup(NamedTuple):
    """How a net is asked, and what it may choose from."""

    form: str
    anomalies: bool
    nets: tuple[str, ...]
    l2: tuple[float, ...]
    updates: tuple[int, ...]


PROPER_NETS = ("LSTM", "feed-forward")
SETUPS = {
    "plain, direct": Setup("direct", False, forecasts.NETS, (0.0,), (100, 200, 400, 800)),
    "plain, fed back": Setup("one step", False, ("LSTM",), (0.0,), (100, 200, 400, 800)),
    "anomalies": Setup("direct", True, PROPER_NETS, (0.0,), (25, 50, 100, 200, 400)),
    "anomalies, L2": Setup("direct", True, PROPER_NETS, (0.01, 0.03, 0.1), (25, 50, 100, 200, 400)),
}
PROPERLY = "anomalies, L2"  # also asked from January to June: for intervals, which errors of years before make
WIDTHS = (6, 12)
RULE = "rule"


def run(model: str, setup: str, year: int, **choice: Any) -> dict[str, Any]:
    if setup == RULE:
        return _rule(model, choice["option"], year)
    width, l2 = choice["width"], choice["l2"]
    if choice["seeds"] == "choosing":
        counts = SETUPS[setup].updates
        found = [_said(model, setup, width, l2, year, seed, counts) for seed in CHOOSING]
        off = np.abs(np.array(found) - _truth(year)).mean(axis=(0, 2, 3))
        return {"errors": [round(float(error), 4) for error in off]}
    said = np.array([_said(model, setup, width, l2, year, seed, (choice["updates"],))[0] for seed in REPORTED])
    row = {"july": said[:, -1].round(2).tolist()}
    return row | ({"earlier": said.mean(axis=0)[:-1].round(2).tolist()} if setup == PROPERLY else {})


def _said(net: str, setup: str, width: int, l2: float, year: int, seed: int, counts: tuple[int, ...]) -> list[Array]:
    """Forecasts (7, 6) from January to July on, after each of so many updates."""
    form, anomalies, *_ = SETUPS[setup]
    data, found = forecasts.series(year, anomalies), []
    for params in forecasts.train(net, form, width, year, seed, counts, anomalies, l2):
        starts = range(data.known, data.july + 1)
        if form == "direct":
            found.append([forecasts.direct(net, params, width, year, start, anomalies) for start in starts])
        else:
            found.append([forecasts.month_after_month(net, params, width, year, False, start) for start in starts])
    return [np.array(each) for each in found]


def _rule(model: str, option: Any, year: int) -> dict[str, Any]:
    rule, _ = rules.RULES[model]
    data = forecasts.series(year)
    asked = [
        rules.Asked(data.celsius[:start], data.known, forecasts.HORIZON) for start in range(data.known, data.july + 1)
    ]
    said = [rule(each, option) for each in asked]
    row = {"mean": [np.round(each.mean, 2).tolist() for each in said]}
    low, high = said[-1].low, said[-1].high
    if low is not None and high is not None:
        row["promised"] = [low.round(2).tolist(), high.round(2).tolist()]
    return row


def _truth(year: int) -> Array:
    """What was measured, (7, 6): the six months from each of January to July on."""
    data = forecasts.series(year)
    starts = np.arange(data.known, data.july + 1)[:, None]
    return data.celsius[starts + np.arange(forecasts.HORIZON)]


def truth(year: int) -> Array:
    """July to December of a year."""
    return _truth(year)[-1]


def chosen(rows: list[dict[str, Any]], model: str, setup: str, year: int) -> dict[str, Any]:
    """Window, penalty and updates with the smallest error in the years before `year`."""
    some = [row for row in tell.select(rows, setup=setup, model=model) if row["seeds"] == "choosing"]
    errors: dict[tuple, float] = {}
    for row in some:
        if row["year"] < year:
            for count, error in zip(SETUPS[setup].updates, row["errors"], strict=True):
                key = row["width"], row["l2"], count
                errors[key] = errors.get(key, 0.0) + error
    best = min(errors, key=errors.__getitem__)
    return dict(zip(("width", "l2", "updates"), best, strict=True))


def then(rows: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """The jobs that are reported. Those of 2018, with the choices for 2019, only say how wide an interval has to be."""
    return tuple(
        {"model": net, "setup": name, "year": year, "seeds": "reported"} | chosen(rows, net, name, max(year, YEARS[0]))
        for name, setup in SETUPS.items()
        for net in setup.nets
        for year in (2018, *YEARS)
    )


class Said(NamedTuple):
    """What a model said of 2018 to 2024, (7, 7, 6): years, months from which it was asked, months ahead.

    A net that was asked in July alone: (7, 1, 6).
    """

    mean: Array
    rows: list[dict[str, Any]]  # one a year

    def errors(self) -> Array:
        """The mean absolute error of July to December of each test year."""
        return np.array(
            [np.abs(said[-1] - truth(year)).mean() for said, year in zip(self.mean[1:], YEARS, strict=True)]
        )


def of_net(rows: list[dict[str, Any]], net: str, setup: str) -> Said:
    some = [row for row in tell.select(rows, setup=setup, model=net) if row["seeds"] == "reported"]
    some.sort(key=lambda row: row["year"])
    return Said(np.array([[*row.get("earlier", []), np.mean(row["july"], axis=0)] for row in some]), some)


def of_rule(rows: list[dict[str, Any]], name: str) -> Said:
    """With what did best in the years before each."""
    options = rules.RULES[name][1]
    tried = {option: tell.select(rows, setup=RULE, model=name, option=option) for option in options}
    off = {
        option: [np.abs(np.array(r["mean"]) - _truth(r["year"])).mean() for r in tried[option]] for option in options
    }
    found = []
    for k in range(len(CHOOSING_YEARS) + 1):
        best = min(options, key=lambda option: sum(off[option][: max(k, 1)]))
        found.append(tried[best][k])
    return Said(np.array([row["mean"] for row in found]), found)


def single(found: Said) -> Array:
    """The error of one net of a test year, the mean over the seeds."""
    return np.array(
        [np.abs(np.array(row["july"]) - truth(year)).mean() for row, year in zip(found.rows[1:], YEARS, strict=True)]
    )


def best_before(rows: list[dict[str, Any]]) -> Array:
    """The error of the rule that had been best in the years before, year by year."""
    names = [name for name in rules.RULES if name != "constant"]
    said = {name: of_rule(rows, name).mean for name in names}
    off = {
        name: [np.abs(said[name][k] - _truth(year)).mean() for k, year in enumerate((2018, *YEARS))] for name in names
    }
    best = [min(names, key=lambda name: sum(off[name][:k])) for k in range(1, len(YEARS) + 1)]
    return np.array([of_rule(rows, name).errors()[k] for k, name in enumerate(best)])


def scales() -> Array:
    """What MASE divides by: the error of "as a year ago" in all years before a test year."""
    celsius = [series.celsius[: series.known] for series in map(forecasts.series, YEARS)]
    return np.array([np.abs(each[12:] - each[:-12]).mean() for each in celsius])


STEPS = {  # net, set-up, whether ten are asked together: the LSTM step by step, the other cells plain
    "LSTM, plain": ("LSTM", "plain, direct", False),
    "LSTM, anomalies": ("LSTM", "anomalies", False),
    "LSTM, and L2": ("LSTM", "anomalies, L2", False),
    "LSTM, mean of ten": ("LSTM", "anomalies, L2", True),
    "GRU, plain": ("GRU", "plain, direct", False),
    "Elman, plain": ("Elman", "plain, direct", False),
}


def errors(rows: list[dict[str, Any]]) -> dict[str, Array]:
    """The error of each test year, for the rules, the LSTM step by step, and the other cells."""
    found = {name: of_rule(rows, name).errors() for name in rules.RULES}
    found["best rule so far"] = best_before(rows)
    for name, (net, setup, together) in STEPS.items():
        said = of_net(rows, net, setup)
        found[name] = said.errors() if together else single(said)
    return found


def _shown(values: Array, sign: str = "") -> str:
    value, low, high = bootstrap([float(value) for value in values])
    return f"{value:{sign}.2f} ({low:{sign}.2f} to {high:{sign}.2f})"


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    return [_by_model(rows), _nets(rows), _by_year(rows), _intervals(rows), _choices(rows)]


def _by_model(rows: list[dict[str, Any]]) -> Table:
    found = errors(rows)
    base = found["climatology"]
    lines = []
    for name, each in found.items():
        gap = "" if name == "climatology" else _shown(each - base, "+")
        wins = "" if name == "climatology" else f"{np.sum(each < base)} of {len(YEARS)}"
        lines.append((name, _shown(each), f"{np.mean(each / scales()):.2f}", gap, wins))
    columns = ("model", "error", "MASE", "minus that of climatology", "better than climatology in")
    return Table("July to December of six years, in degrees (95 % bootstrap over years)", columns, tuple(lines))


def _nets(rows: list[dict[str, Any]]) -> Table:
    lines = []
    for net in forecasts.NETS:
        cells = [_shown(single(of_net(rows, net, name))) if net in s.nets else "-" for name, s in SETUPS.items()]
        together = of_net(rows, net, "anomalies, L2" if net in PROPER_NETS else "plain, direct").errors()
        lines.append((net, *cells, _shown(together) if net in PROPER_NETS else "-"))
    caption = "All nets: mean absolute error of one net, in degrees (95 % bootstrap over years)"
    return Table(caption, ("net", *SETUPS, "mean of ten nets"), tuple(lines))


def _by_year(rows: list[dict[str, Any]]) -> Table:
    lines = [(name, *(f"{value:.2f}" for value in each)) for name, each in errors(rows).items()]
    return Table("The same, year by year", ("model", *map(str, YEARS)), tuple(lines))


class Covered(NamedTuple):
    """The months that an interval held, a share for each test year, and how wide it was."""

    share: Array
    width: Array


def covered(said: Said) -> Covered:
    """By the errors of the years before: 80 % of them were no larger than half of the interval."""
    share, width = [], []
    for k, year in enumerate(YEARS, start=1):
        before = np.sort(
            np.concatenate([np.abs(said.mean[j] - _truth(y)).ravel() for j, y in enumerate((2018, *YEARS)[:k])])
        )
        half = before[min(int(np.ceil(0.8 * (len(before) + 1))), len(before)) - 1]
        share.append(np.mean(np.abs(said.mean[k, -1] - truth(year)) <= half))
        width.append(2 * half)
    return Covered(np.array(share), np.array(width))


def between(ends: list[tuple[Array, Array]]) -> Covered:
    """By the ends that a method gives itself, for each test year."""
    share = [
        np.mean((low <= truth(year)) & (truth(year) <= high)) for (low, high), year in zip(ends, YEARS, strict=True)
    ]
    return Covered(np.array(share), np.array([np.mean(high - low) for low, high in ends]))


def intervals(rows: list[dict[str, Any]]) -> dict[str, Covered]:
    """Intervals that should hold 80 % of the months."""
    proper = of_net(rows, "LSTM", PROPERLY)
    seeds = [tuple(np.quantile(row["july"], (0.1, 0.9), axis=0)) for row in proper.rows[1:]]
    promised = [tuple(map(np.array, row["promised"])) for row in of_rule(rows, "SARIMA").rows[1:]]
    before = "past errors"
    return {
        "LSTM, mean of ten: 8 of 10 seeds": between(seeds),
        f"LSTM, mean of ten: {before}": covered(proper),
        f"climatology: {before}": covered(of_rule(rows, "climatology")),
        f"climatology + level: {before}": covered(of_rule(rows, "climatology + level")),
        f"SARIMA: {before}": covered(of_rule(rows, "SARIMA")),
        "SARIMA: its own": between(promised),
    }


def _intervals(rows: list[dict[str, Any]]) -> Table:
    def line(name: str, found: Covered) -> tuple:
        share, low, high = (100 * value for value in bootstrap([float(value) for value in found.share]))
        return name, f"{share:.0f} % ({low:.0f} to {high:.0f} %)", f"{found.width.mean():.1f} °C"

    lines = tuple(line(name, found) for name, found in intervals(rows).items())
    caption = "Intervals that promise 80 %: how many of the 36 months lay inside (95 % bootstrap over years)"
    return Table(caption, ("interval", "inside", "mean width"), lines)


def _choices(rows: list[dict[str, Any]]) -> Table:
    def said(net: str, name: str, year: int) -> str:
        width, l2, count = chosen(rows, net, name, year).values()
        return f"{width} months, {count}" + (f", L2 {l2:g}" if l2 else "")

    lines = [(net, name, *(said(net, name, y) for y in YEARS)) for name, s in SETUPS.items() for net in s.nets]
    caption = "What the years before each test year chose: window, updates, and penalty"
    return Table(caption, ("net", "set-up", *map(str, YEARS)), tuple(lines))


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    """The course is learnt if the error is less than half of the constant's; it is worth it if a rule is beaten."""
    found = errors(rows)
    plain, proper = "LSTM, plain", "LSTM, mean of ten"
    gaps = {name: bootstrap(list(found[name] - found["climatology"])) for name in (plain, proper)}
    learnt = [name for name in (plain, proper) if bootstrap(list(found[name] - found["constant"] / 2)).high < 0]
    beats = [name for name in learnt if gaps[name].high < 0]
    told = [f"{name} {_shown(found[name])}" for name in (plain, proper, "climatology", "best rule so far")]
    numbers = (
        f"within {max(SETUPS['plain, direct'].updates)} updates, over {len(YEARS)} years, its mean absolute error is "
        f"{'; '.join(told)}; a constant {found['constant'].mean():.2f}."
    )
    if beats:
        return [Verdict(22, "holds", f"({'; '.join(beats)}), and it beats the mean of each month: {numbers}")]
    if learnt:
        said = f"no more is asked than the course itself, the mean of each month: {numbers}"
        return [Verdict(22, "holds when", said)]
    return [Verdict(22, "does not hold", f"on these data: {numbers}")]


def _jobs() -> Iterator[dict[str, Any]]:
    for name, (_, options) in rules.RULES.items():
        yield from grid(model=(name,), setup=(RULE,), option=options, year=(2018, *YEARS))
    for name, setup in SETUPS.items():
        yield from grid(
            model=setup.nets, setup=(name,), width=WIDTHS, l2=setup.l2, year=CHOOSING_YEARS, seeds=("choosing",)
        )


EXPERIMENT = Experiment(
    title="Forecast",
    claims=(22,),
    question=QUESTION,
    jobs=tuple(_jobs()),
    run=run,
    tables=tables,
    sample={
        "model": "feed-forward",
        "setup": "anomalies, L2",
        "width": 12,
        "l2": 0.03,
        "year": 2018,
        "seeds": "choosing",
    },
    then=then,
    verdicts=verdicts,
    budget="25 to 800 updates, chosen on earlier years",
    start="forget bias 1; one rate",
    seeds_in_a_job=len(REPORTED),
)
