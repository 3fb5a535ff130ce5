"""Does an LSTM learn the yearly cycle of temperature? July to December of five years, beside simple rules."""

from typing import Any

import numpy as np

from experiments.engine import forecasts, tell
from experiments.engine.specification import Experiment, Table, Verdict, grid
from lstmlab.intervals import bootstrap
from lstmlab.shapes import Array

QUESTION = """
Monthly mean temperature of Tokyo, 2015 to 2024. In June of a year, a net that was trained on all years before it
forecasts July to December: directly (six outputs), or month after month, from its own forecasts (fed back) or from what
was observed (one step; an easier question). All nets have about as many weights as an LSTM of eight units. Window and
number of updates were chosen on 2018 and 2019 (`experiments/forecast_choice.py`). Mean squared error, all windows in
one batch, Adam with rate 0.01, 20 seeds. The years before are also all that the rules know: climatology (the mean of
each month), seasonal naive (the same month a year ago), a constant (the mean of all months), and a linear window
(least squares on the last twelve months). Errors are mean absolute errors in degrees Celsius.
"""

YEARS = (2020, 2021, 2022, 2023, 2024)
LAST = 2024
MONTHS = ("July", "August", "September", "October", "November", "December")
# What `forecast_choice` chose: (window, updates); a test compares.
CHOSEN = {
    ("LSTM", "direct"): (6, 400),
    ("LSTM", "one step"): (6, 400),
    ("LSTM, told the month", "direct"): (6, 800),
    ("LSTM, told the month", "one step"): (6, 400),
    ("GRU", "direct"): (6, 400),
    ("GRU", "one step"): (6, 400),
    ("Elman", "direct"): (6, 400),
    ("Elman", "one step"): (12, 200),
    ("feed-forward", "direct"): (6, 400),
    ("feed-forward", "one step"): (12, 200),
}

# How a forecast is called, by the key of a row.
SAID = {"direct": "direct", "fed_back": "fed back", "one_step": "one step"}


def run(net: str, year: int, seed: int) -> dict[str, Any]:
    width, count = CHOSEN[net, "direct"]
    (params,) = forecasts.train(net, "direct", width, year, seed, (count,))
    found = {"direct": forecasts.direct(net, params, width, year)}
    width, count = CHOSEN[net, "one step"]
    (params,) = forecasts.train(net, "one step", width, year, seed, (count,))
    found["fed_back"] = forecasts.month_after_month(net, params, width, year, False)
    one_step = forecasts.month_after_month(net, params, width, year, True)
    row: dict[str, Any] = {name: [round(float(value), 2) for value in said] for name, said in found.items()}
    return row | {"one_step_error": round(float(np.abs(one_step - truth(year)).mean()), 3)}


def truth(year: int) -> Array:
    data = forecasts.series(year)
    return data.celsius[data.july : data.july + forecasts.HORIZON]


def rules(year: int) -> dict[str, Array]:
    """What the rules say in June, by name."""
    data = forecasts.series(year)
    before = data.celsius[: data.known]
    width = 12
    seen, asked = forecasts.windows(data.known, width, forecasts.HORIZON)
    with_one = np.column_stack([before[seen], np.ones(len(seen))])
    weights = np.linalg.lstsq(with_one, before[asked], rcond=None)[0]
    return {
        "climatology": before.reshape(-1, 12).mean(axis=0)[6:],
        "seasonal naive": data.celsius[data.july - 12 : data.july - 6],
        "linear window": np.append(data.celsius[data.july - width : data.july], 1.0) @ weights,
        "constant": np.full(forecasts.HORIZON, before.mean()),
    }


def errors(rows: list[dict[str, Any]], net: str, key: str, years: tuple[int, ...]) -> list[float]:
    """The mean absolute error over these years, one number a seed."""
    by_seed: dict[int, list[float]] = {}
    for row in tell.select(rows, net=net):
        if row["year"] in years:
            off = row["one_step_error"] if key == "one_step" else np.abs(np.array(row[key]) - truth(row["year"])).mean()
            by_seed.setdefault(row["seed"], []).append(float(off))
    return [float(np.mean(each)) for each in by_seed.values()]


def of_rule(name: str, years: tuple[int, ...]) -> float:
    return float(np.mean([np.abs(rules(year)[name] - truth(year)).mean() for year in years]))


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    return [_by_model(rows), _by_month(rows), _by_year(rows)]


def _shown(values: list[float]) -> str:
    found = bootstrap(values)
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"


def _weights(net: str, form: str) -> int:
    width, n_out = CHOSEN[net, form][0], forecasts.HORIZON if form == "direct" else 1
    return forecasts.size(net, width, forecasts.units(net, width, n_out), n_out)


def _by_model(rows: list[dict[str, Any]]) -> Table:
    lines: list[tuple] = [
        (name, "", "", f"{of_rule(name, (LAST,)):.2f}", f"{of_rule(name, YEARS):.2f}") for name in rules(LAST)
    ]
    for key, said in SAID.items():
        for net in forecasts.NETS:
            weights = _weights(net, "direct" if key == "direct" else "one step")
            found = [_shown(errors(rows, net, key, years)) for years in ((LAST,), YEARS)]
            lines.append((net, said, weights, *found))
    columns = ("model", "forecast", "weights", f"July to December {LAST}", f"{YEARS[0]} to {YEARS[-1]}")
    return Table(
        "Mean absolute error in degrees Celsius (95 % bootstrap interval over 20 seeds)", columns, tuple(lines)
    )


def _by_month(rows: list[dict[str, Any]]) -> Table:
    lines: list[tuple] = [
        (name, "", *(f"{error:+.1f}" for error in said - truth(LAST))) for name, said in rules(LAST).items()
    ]
    for key in ("direct", "fed_back"):
        for net in forecasts.NETS:
            off = np.array([row[key] for row in tell.select(rows, net=net, year=LAST)]) - truth(LAST)
            ends = np.quantile(off, (0.1, 0.9), axis=0)
            cells = (f"{m:+.1f} ({a:+.1f} to {b:+.1f})" for m, a, b in zip(off.mean(axis=0), *ends, strict=True))
            lines.append((net, SAID[key], *cells))
    caption = f"Forecast minus truth in {LAST}, month by month (in brackets: 16 of 20 seeds lie between)"
    return Table(caption, ("model", "forecast", *MONTHS), tuple(lines))


def _by_year(rows: list[dict[str, Any]]) -> Table:
    lines: list[tuple] = [(name, "", *(f"{of_rule(name, (year,)):.2f}" for year in YEARS)) for name in rules(LAST)]
    for key in ("direct", "fed_back"):
        for net in forecasts.NETS:
            lines.append((net, SAID[key], *(_shown(errors(rows, net, key, (year,))) for year in YEARS)))
    caption = "Rolling origin: mean absolute error of July to December, trained on all years before (95 % bootstrap)"
    return Table(caption, ("model", "forecast", *map(str, YEARS)), tuple(lines))


def verdicts(rows: list[dict[str, Any]]) -> list[Verdict]:
    """The course is learnt if the error is less than half of the constant's; it is worth it if it beats both rules."""
    known = {name: of_rule(name, YEARS) for name in ("climatology", "seasonal naive")}
    best = min(known, key=lambda name: known[name])
    constant = of_rule("constant", YEARS)
    found = {key: bootstrap(errors(rows, "LSTM", key, YEARS)) for key in ("direct", "fed_back")}
    learns = [SAID[key] for key, each in found.items() if each.high < constant / 2]
    beats = [SAID[key] for key, each in found.items() if each.high < known[best]]
    ahead = {
        key: sum(bootstrap(errors(rows, "LSTM", key, (y,))).value < min(of_rule(n, (y,)) for n in known) for y in YEARS)
        for key in found
    }
    told = "; ".join(
        f"{SAID[key]} {each.value:.2f} ({each.low:.2f} to {each.high:.2f}), better than both rules in {ahead[key]} of "
        f"{len(YEARS)} years"
        for key, each in found.items()
    )
    numbers = (
        f"over {len(YEARS)} years its mean absolute error is {told}; climatology {known['climatology']:.2f}, seasonal "
        f"naive {known['seasonal naive']:.2f}, a constant {constant:.2f}."
    )
    if learns and beats:
        return [Verdict(22, "holds", f"({', '.join(beats)}), and it beats the rules: {numbers}")]
    if learns:
        return [
            Verdict(
                22, "holds when", f"no more is asked than the course itself, which two rules know better: {numbers}"
            )
        ]
    return [Verdict(22, "does not hold", f"on these data: {numbers}")]


EXPERIMENT = Experiment(
    title="Forecast",
    claims=(22,),
    question=QUESTION,
    jobs=grid(net=forecasts.NETS, year=YEARS, seed=range(20)),
    run=run,
    tables=tables,
    verdicts=verdicts,
    sample={"net": "LSTM", "year": LAST, "seed": 0},
    budget="100 to 800 updates, by net, chosen on earlier years",
    start="forget bias 1; one rate",
)
