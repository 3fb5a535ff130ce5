"""Which window, and how many updates? Chosen on 2018 and 2019, before the years of the test begin."""

from typing import Any

import numpy as np

from experiments.engine import forecasts, tell
from experiments.engine.specification import Experiment, Table, grid
from lstmlab.intervals import bootstrap

QUESTION = """
Nets of about as many weights as an LSTM of eight units forecast six months of the Tokyo temperatures. How wide should
the window be, and after how many updates should training end? Each net is trained on the years before 2018 and asked
for the six months from each of January to July 2018, then the same for 2019; the one-step nets are fed back. The mean
absolute error over both years decides. All windows in one batch, Adam with rate 0.01, mean squared error. No month from
2020 on is looked at.
"""

YEARS = (2018, 2019)
WIDTHS = (3, 6, 12, 24)
UPDATES = (100, 200, 400, 800)


def run(net: str, form: str, width: int, seed: int) -> dict[str, Any]:
    errors = np.zeros(len(UPDATES))
    for year in YEARS:
        data = forecasts.series(year)
        for k, params in enumerate(forecasts.train(net, form, width, year, seed, UPDATES)):
            for start in range(data.known, data.july + 1):
                if form == "direct":
                    said = forecasts.direct(net, params, width, year, start)
                else:
                    said = forecasts.month_after_month(net, params, width, year, False, start)
                truth = data.celsius[start : start + forecasts.HORIZON]
                errors[k] += np.abs(said - truth).mean() / (len(YEARS) * (data.july + 1 - data.known))
    return {f"error_{count}": round(float(error), 4) for count, error in zip(UPDATES, errors, strict=True)}


def chosen(rows: list[dict[str, Any]], net: str, form: str) -> tuple[int, int]:
    """The width and the number of updates with the smallest error."""

    def error(width: int, count: int) -> float:
        return float(np.mean([row[f"error_{count}"] for row in tell.select(rows, net=net, form=form, width=width)]))

    return min(((width, count) for width in WIDTHS for count in UPDATES), key=lambda one: error(*one))


def tables(rows: list[dict[str, Any]]) -> list[Table]:
    lines = []
    for form in forecasts.FORMS:
        for net in forecasts.NETS:
            width, count = chosen(rows, net, form)
            cells = []
            for each in WIDTHS:
                some = tell.select(rows, net=net, form=form, width=each)
                best = min(UPDATES, key=lambda n: np.mean([row[f"error_{n}"] for row in some]))
                found = bootstrap([row[f"error_{best}"] for row in some])
                cells.append(f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})")
            lines.append((form, net, *cells, width, count))
    columns = ("form", "net", *(f"window {width}" for width in WIDTHS), "chosen window", "chosen updates")
    caption = "Mean absolute error in degrees on 2018 and 2019, at the best number of updates (95 % bootstrap, 5 seeds)"
    return [Table(caption, columns, tuple(lines))]


EXPERIMENT = Experiment(
    title="Forecast: what to choose",
    claims=(),
    question=QUESTION,
    jobs=grid(net=forecasts.NETS, form=forecasts.FORMS, width=WIDTHS, seed=range(5)),
    run=run,
    tables=tables,
    sample={"net": "feed-forward", "form": "direct", "width": 12, "seed": 0},
)
