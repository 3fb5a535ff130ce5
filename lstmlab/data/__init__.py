"""Data that comes with the course: a series to forecast, a play to read, results of experiments, and tables."""

import csv
import math
from importlib import resources
from typing import NamedTuple

import numpy as np

from lstmlab.data.play_net import PlayModel, play_model
from lstmlab.data.plays import INSTALL as INSTALL_PLAYS
from lstmlab.data.plays import Play, play, toy_play
from lstmlab.data.stored import results, table
from lstmlab.shapes import Array, check_text

__all__ = [
    "FILE",
    "INSTALL_PLAYS",
    "SOURCE",
    "Play",
    "PlayModel",
    "Temperatures",
    "parse",
    "play",
    "play_model",
    "results",
    "table",
    "tokyo_temperatures",
    "toy_play",
]

FILE = "tokyo_monthly_mean_temperature.csv"
SOURCE = (
    "Japan Meteorological Agency, Historical Weather Data, station 47662 (Tokyo), processed / "
    "気象庁「過去の気象データ」(station 47662), processed"
)


class Temperatures(NamedTuple):
    """Monthly means: year (120,) and month (120,) as integers, celsius (120,), and the source to cite."""

    year: Array
    month: Array
    celsius: Array
    source: str


def tokyo_temperatures() -> Temperatures:
    """Monthly mean air temperature of Tokyo in degrees Celsius, January 2015 to December 2024, 120 months.

    The station moved in December 2014; from 2015 on the series is homogeneous.

    Source: `SOURCE`, which the result carries too.

    Raises:
        ValueError: the file was changed or damaged; the message names the line.
    """
    return parse(resources.files(__name__).joinpath(FILE).read_text(encoding="utf-8"))


def parse(text: str) -> Temperatures:
    """Read the text of the file: a header, then a row for each month from January 2015 to December 2024.

    Raises:
        ValueError: a header, a number or a month that is not as expected; the message names the line.
    """
    check_text(text=text)
    header, *rows = list(csv.reader(text.splitlines())) or [[]]
    if header != ["year", "month", "mean_temp_c"]:
        raise _damaged(1, f"expected the columns year, month, mean_temp_c, got {', '.join(header) or 'nothing'}")
    expected = [(year, month) for year in range(2015, 2025) for month in range(1, 13)]
    celsius = []
    for line, (row, (year, month)) in enumerate(zip(rows, expected, strict=False), start=2):
        if row[:2] != [str(year), str(month)] or len(row) != 3:
            raise _damaged(line, f"expected {year},{month} and a temperature, got {','.join(row) or 'nothing'}")
        try:
            value = float(row[2])
        except ValueError:
            value = math.nan
        if not -50 < value < 60:
            raise _damaged(line, f"expected degrees Celsius, got {row[2]!r}")
        celsius.append(value)
    if len(rows) != len(expected):
        raise _damaged(len(rows) + 1, f"expected {len(expected)} months, got {len(rows)}")
    years, months = np.array(expected).T
    return Temperatures(years, months, np.array(celsius), SOURCE)


def _damaged(line: int, what: str) -> ValueError:
    return ValueError(f"{FILE}, line {line}: {what}. The file seems damaged: install lstmlab again.")
