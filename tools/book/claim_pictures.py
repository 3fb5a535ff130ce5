"""A small picture for each claim: its numbers as dots with their intervals, from the stored results or computed here.

Each picture is a `Strip`: rows of (name, low, value, high) on one axis. `stored` reads them off a table of an
experiment; where a claim is tested on the page itself, its few numbers are computed in the same way here.
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import nbformat
import numpy as np

from lstmlab import data, init
from lstmlab.cells import feedforward, lstm
from lstmlab.drawings.drawing import Drawing, Panel
from lstmlab.drawings.pen import colour, number, words
from lstmlab.gates import sigmoid
from tools.source.chapters import ROOT

WIDE, ROW, NAMES, TOP = 340, 21, 164, 6
RIGHT = WIDE - 14
COUNTED = re.compile(r"(\d+) of (\d+) \((\d+)-(\d+) %\)")
MEASURED = re.compile(r"([+-]?[\d.]+)(?: %)? \(([+-]?[\d.]+) to ([+-]?[\d.]+)(?: %)?\)")


class Row(NamedTuple):
    """A value with its interval; low and high are the value where there is none."""

    name: str
    low: float
    value: float
    high: float


class Strip(NamedTuple):
    """Rows on one axis.

    about: what the axis is. reference: a value to compare with. ends: of the axis, where the rows do not say.
    """

    about: str
    rows: Sequence[Row]
    reference: float | None = None
    ends: tuple[float, float] | None = None


def cell(text: str) -> tuple[float, float, float]:
    """low, value, high of a cell of a table: "9 of 10 (60-98 %)" in per cent, "0.55 (0.51 to 0.63)", or "1655".

    Raises:
        ValueError: it is none of these.
    """
    if found := COUNTED.fullmatch(text):
        return float(found[3]), 100 * int(found[1]) / int(found[2]), float(found[4])
    if found := MEASURED.fullmatch(text):
        return float(found[2]), float(found[1]), float(found[3])
    return (float(text),) * 3


def stored(experiment: str, table: int, named: Sequence[str], column: str, *, only: dict[str, str] | None = None):
    """The rows of a table of stored results whose cells are what `only` says.

    Args:
        named: the columns that a row is called by, such as "cell"; a text with "{}" puts its value in.
        column: where the value stands.

    Raises:
        LookupError: no such column, or no row.
    """
    found = data.results(experiment).tables[table]
    if missing := {column, *(one.partition("|")[0] for one in named), *(only or {})} - set(found.columns):
        raise LookupError(f"{experiment}, table {table}: no column {sorted(missing)}. There are {found.columns}")
    rows = []
    for line in found.rows:
        told = dict(zip(found.columns, line, strict=True))
        if all(told[name] == value for name, value in (only or {}).items()) and told[column] not in ("", "-"):
            parts = [(one.partition("|")[2] or "{}").format(told[one.partition("|")[0]]) for one in named]
            rows.append(Row(", ".join(parts), *cell(told[column])))
    if not rows:
        raise LookupError(f"{experiment}, table {table}: no row with {only}")
    return rows


def point(name: str, value: float) -> Row:
    return Row(name, value, value, value)


def across(experiment: str, table: int, line: int, columns: Sequence[str]) -> list[Row]:
    """Several columns of one line of a table."""
    found = data.results(experiment).tables[table]
    told = dict(zip(found.columns, found.rows[line], strict=True))
    return [Row(one, *cell(told[one])) for one in columns]


# What is computed here: the claims that are tested on their page.


def _window() -> Strip:
    counts = [(width, feedforward.count_parameters([width * 8, 16, 8])) for width in (4, 8, 12, 16)]
    return Strip("parameters of a net of 16 units", [point(f"window of {w}", n) for w, n in counts], ends=(0, 2500))


def _ranges() -> Strip:
    a = np.linspace(-30, 30, 601)
    named = {"sigmoid": sigmoid(a), "tanh": np.tanh(a)}
    return Strip("from the lowest to the highest value", [Row(n, y.min(), y.mean(), y.max()) for n, y in named.items()])


def _slopes() -> Strip:
    a = np.linspace(-30, 30, 6001)
    kinds: dict[str, tuple[Callable, Callable]] = {
        "sigmoid": (sigmoid, lambda y: y * (1 - y)),
        "sigmoid, weight 5": (lambda x: sigmoid(5 * x - 2.5), lambda y: 5 * y * (1 - y)),
        "tanh": (np.tanh, lambda y: 1 - y**2),
        "tanh, weight 1.5": (lambda x: np.tanh(1.5 * x), lambda y: 1.5 * (1 - y**2)),
    }
    rows = []
    for name, (squash, slope) in kinds.items():
        y, steep = a, np.ones_like(a)
        for _ in range(20):
            y = squash(y)
            steep = steep * slope(y)
        rows.append(point(name, math.log10(steep.max())))
    return Strip("largest slope after 20 times, power of ten", rows, reference=0)


def _product() -> Strip:
    pairs = ((0, 1), (1, 0), (1, 1))
    return Strip(
        "gate times candidate, and XOR",
        [point(f"{kind} of {i} and {g}", made(i, g)) for i, g in pairs for kind, made in _PRODUCTS.items()],
        ends=(0, 1),
    )


_PRODUCTS: dict[str, Callable[[int, int], int]] = {"product": lambda i, g: i * g, "XOR": lambda i, g: i ^ g}


def _gates() -> Strip:
    a = np.linspace(-30, 30, 601)
    rows = []
    for gate in lstm.GATES:
        y = np.tanh(a) if gate == "g" else sigmoid(a)
        rows.append(Row(gate, y.min(), y.mean(), y.max()))
    return Strip("from the lowest to the highest value", rows, reference=0)


def _packing() -> Strip:
    rng = np.random.default_rng(0)
    params = init.lstm(rng, 3, 4)
    x, state = rng.normal(size=(1, 3)), lstm.State(rng.normal(size=(1, 4)), rng.normal(size=(1, 4)))

    def turned(array: np.ndarray) -> np.ndarray:
        """The blocks of the gates in another order: f first."""
        blocks = np.split(array, 4, axis=-1)
        return np.concatenate([blocks[1], blocks[0], *blocks[2:]], axis=-1)

    def held(weights: lstm.Params) -> np.ndarray:
        return lstm.step(weights, x, state)[0].h

    other = lstm.Params(*map(turned, params))
    back = lstm.Params(*map(turned, other))
    rows = [("moved along", back), ("left as they were", other)]
    return Strip(
        "difference of h where two gates change places",
        [point(f"weights {name}", np.abs(held(weights) - held(params)).max()) for name, weights in rows],
    )


def _path() -> Strip:
    return Strip(
        "what is left of c after 20 steps", [point(f"f = {f:g}", f**20) for f in (1, 0.99, 0.9, 0.5)], ends=(0, 1)
    )


def _printed(pattern: str, about: str, name: str) -> Callable[[Sequence[str]], Strip]:
    """Numbers that the verdicts of a notebook print."""

    def strip(verdicts: Sequence[str]) -> Strip:
        found = [match for verdict in verdicts if (match := re.search(pattern, verdict))]
        return Strip(about, [point(name.format(match[1]), float(match[2])) for match in found], ends=(0, 10))

    return strip


def _differences() -> Strip:
    """Of eight nets between the LSTM and the GRU: how far each is from the GRU, as the notebook printed it."""
    cells = nbformat.read(ROOT / "notebooks/08-gru.ipynb", as_version=4).cells
    told = [output.get("data", {}).get("text/plain", "") for one in cells for output in one.get("outputs", [])]
    (table,) = [text for text in told if "largest difference from the GRU" in text]
    rows = []
    for line in table.splitlines()[1:]:
        *on, gap = line.split()
        names = [name for name, said in zip(("tied", "plain", "reset"), on, strict=True) if said == "yes"]
        rows.append(point(" + ".join(names) or "no output gate alone", 0.0 if gap == "none" else float(gap)))
    return Strip("largest difference from the GRU", rows)


PER_CENT = (0.0, 100.0)
SUCCEED = "% of the seeds that succeed"
EACH: dict[int, Callable[[Sequence[str]], Strip]] = {
    1: lambda _: _window(),
    2: _printed(
        r"at strength ([\d.]+): .* up to (\d+) steps", "steps for which a probe finds the symbol", "strength {}"
    ),
    3: lambda _: _ranges(),
    4: lambda _: Strip(SUCCEED + ", T = 64", stored("truncation", 0, ["cell", "k"], "T = 64"), None, PER_CENT),
    5: lambda _: _slopes(),
    6: lambda _: Strip(
        SUCCEED + ", T = 20", stored("clipping", 0, ["rate|rate {}", "clipped|clip: {}"], "T = 20"), None, PER_CENT
    ),
    7: lambda _: Strip(
        "what arrives from 100 steps back, power of ten", stored("carousel", 0, ["new cell state"], "lag 100"), 0.0
    ),
    8: lambda _: Strip(
        SUCCEED + ", T = 1000",
        stored("lag_budget", 0, ["cell", "noise|noise {}"], "within 2000 updates", only={"T": "1000"}),
        None,
        PER_CENT,
    ),
    9: lambda _: _product(),
    10: lambda _: Strip(
        "% of the outer symbols that are right", stored("continual", 0, ["net"], "outer symbol right"), 50.0
    ),
    11: lambda _: Strip(
        SUCCEED + ", T = 50", stored("forget_bias", 0, ["bias|first bias {}"], "T = 50"), None, PER_CENT
    ),
    12: lambda _: _gates(),
    13: lambda _: Strip(
        "what arrives through the carousel, power of ten",
        across("carousel", 0, 0, ["lag 1", "lag 10", "lag 100", "lag 1000"]),
        0.0,
        (-1.0, 1.0),
    ),
    14: lambda _: _packing(),
    15: lambda _: Strip(
        SUCCEED + ", the longest gaps",
        _last("timing", "task", "net", "seeds that succeed (95 % Wilson)"),
        None,
        PER_CENT,
    ),
    16: lambda _: _differences(),
    17: lambda _: Strip("updates until the order is learnt", stored("gru_lstm", 1, ["net"], "order")),
    18: lambda _: Strip(
        "seconds until success, recall over 30 steps",
        stored("training_time", 0, ["net"], "seconds (95 % bootstrap)", only={"task": "recall, T = 30"}),
    ),
    19: lambda _: Strip(
        "test error in °C, trained to the end", stored("overfitting", 1, ["weights|{} weights"], "to the end")
    ),
    20: lambda _: Strip(
        "% of the units that are saturated",
        [
            row._replace(name=f"{name}, {row.name}")
            for name in ("tanh", "softsign")
            for row in stored(
                "softsign", 0, ["hidden layers|{} hidden"], f"saturated, {name}", only={"task": "temperature"}
            )
        ],
    ),
    21: lambda _: Strip("test loss on the order, at the best rate", stored("optimisers", 0, ["optimiser"], _BOOTSTRAP)),
    22: lambda _: Strip(
        "error minus that of the mean of each month, °C",
        [row for row in stored("forecast", 0, ["model"], "minus that of climatology") if _of_interest(row.name)],
        0.0,
    ),
    23: lambda _: _path(),
    24: lambda _: Strip(
        "% right at the end: adding, then the stream",
        [
            row._replace(name=f"{task}, {row.name}")
            for task in ("adding", "stream")
            for row in stored("gate_ablation", 1, ["variant"], task)
            if row.name in ("vanilla", "NIG", "NFG", "NOG")
        ],
    ),
    25: lambda _: Strip("% of wrong signs, the slow component", stored("time_scales", 0, ["net"], "slow")),
    26: lambda _: Strip(
        "how far the LSTM is ahead, rivers fed by snow",
        stored("river", 1, ["of|of {}"], "three rivers fed by snow"),
        0.0,
    ),
}
_BOOTSTRAP = "test loss there (95 % bootstrap)"


def _of_interest(name: str) -> bool:
    """Of the forecasts: the LSTM, and a rule, a line and a method of statistics."""
    return name.startswith("LSTM") or name in ("seasonal naive", "linear window", "SARIMA")


def _last(experiment: str, setting: str, name: str, column: str) -> list[Row]:
    """The rows of the last setting of a table."""
    found = data.results(experiment).tables[0]
    last = dict(zip(found.columns, found.rows[-1], strict=True))[setting]
    return stored(experiment, 0, [name], column, only={setting: last})


def picture(claim: int, verdicts: Sequence[str]) -> Drawing:
    """The picture of a claim.

    Raises:
        LookupError: none is described here.
    """
    if claim not in EACH:
        raise LookupError(f"claim {claim} has no picture: add a line to EACH in tools/book/claim_pictures.py")
    return drawn(EACH[claim](verdicts))


def drawn(strip: Strip) -> Drawing:
    """The rows below each other: a dot at the value, a line over its interval."""
    values = [end for row in strip.rows for end in (row.low, row.high)]
    known = [] if strip.reference is None else [strip.reference]
    low, high = strip.ends or (min(*values, *known), max(*values, *known))
    low, high = (min(low, 0.0), max(high, 0.0)) if strip.ends is None and low * high > 0 else (low, high)

    def x(value: float) -> float:
        return NAMES + (RIGHT - NAMES) * (value - low) / (high - low or 1)

    floor = TOP + ROW * len(strip.rows)
    marks = [_line(NAMES, floor, RIGHT, floor, "quiet", 1)]
    if strip.reference is not None:
        marks.append(_line(x(strip.reference), TOP, x(strip.reference), floor, "quiet", 1.2, "4 3"))
    for k, row in enumerate(strip.rows):
        y = TOP + ROW * (k + 0.5)
        marks.append(words(0, y + 4.5, row.name, small=True))
        if row.high > row.low:
            marks.append(_line(x(row.low), y, x(row.high), y, "f", 2))
        marks.append(f'<circle cx="{x(row.value):.1f}" cy="{y:g}" r="4" fill="{colour("f")}"/>')
    for end, anchor in ((low, "start"), (high, "end")):
        marks.append(words(x(end), floor + 15, number(round(end, 0 if abs(end) >= 10 else 2)), anchor, small=True))
    marks.append(words(0, floor + 32, strip.about, small=True))
    told = "; ".join(
        f"{row.name} {number(row.value)}"
        + (f" ({number(row.low)} to {number(row.high)})" if row.high > row.low else "")
        for row in strip.rows
    )
    return Drawing([Panel("", "".join(marks), floor + 38, width=WIDE)], [f"{strip.about}: {told}."], columns=1)


def _line(x: float, y: float, end_x: float, end_y: float, role: str, width: float, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    place = f'x1="{x:.1f}" y1="{y:g}" x2="{end_x:.1f}" y2="{end_y:g}"'
    return f'<line {place} stroke="{colour(role)}" stroke-width="{width:g}"{dashed}/>'
