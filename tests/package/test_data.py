"""The temperatures of Tokyo: complete, plausible, with their source, and noticed if damaged."""

from importlib import resources

import numpy as np
import pytest

from lstmlab import data
from lstmlab.data.stored import Table


@pytest.fixture
def text():
    return resources.files("lstmlab.data").joinpath(data.FILE).read_text(encoding="utf-8")


def test_there_are_ten_years_of_twelve_months():
    series = data.tokyo_temperatures()
    assert series.year.shape == series.month.shape == series.celsius.shape == (120,)
    np.testing.assert_array_equal(series.year, np.repeat(np.arange(2015, 2025), 12))
    np.testing.assert_array_equal(series.month, np.tile(np.arange(1, 13), 10))


def test_august_is_hot_and_january_is_cold_in_degrees_celsius():
    series = data.tokyo_temperatures()
    means = [series.celsius[series.month == month].mean() for month in range(1, 13)]
    assert np.argmax(means) == 7
    assert np.argmin(means) == 0
    assert 4 < means[0] < 8
    assert 26 < means[7] < 30


def test_the_numbers_are_those_of_the_file(text):
    rows = [line.split(",") for line in text.splitlines()[1:]]
    assert data.tokyo_temperatures().celsius.tolist() == [float(row[2]) for row in rows]


def test_the_source_is_named_in_both_languages():
    source = data.tokyo_temperatures().source
    assert "Japan Meteorological Agency" in source
    assert "気象庁「過去の気象データ」(station 47662), processed" in source


@pytest.mark.parametrize(
    "damage, message",
    [
        (lambda text: text.replace("mean_temp_c", "temp"), "line 1: expected the columns year, month, mean_temp_c"),
        (lambda text: "", "line 1: .* got nothing"),
        (lambda text: text.replace("2015,2,", "2015,3,"), "line 3: expected 2015,2 and a temperature, got 2015,3,"),
        (lambda text: text.replace("2015,1,5.8", "2015,1,five"), "line 2: expected degrees Celsius, got 'five'"),
        (lambda text: text.replace("2015,1,5.8", "2015,1,nan"), "line 2: expected degrees Celsius, got 'nan'"),
        (lambda text: text.replace("2015,1,5.8", "2015,1,580"), "line 2: expected degrees Celsius, got '580'"),
        (lambda text: text.replace("2015,1,5.8", "2015,1,5.8,x"), "line 2: expected 2015,1 and a temperature"),
        (lambda text: text.rstrip().rsplit("\n", 1)[0], "line 120: expected 120 months, got 119"),
        (lambda text: text + "2025,1,6.0\n", "line 122: expected 120 months, got 121"),
    ],
)
def test_a_damaged_file_is_noticed_and_the_line_is_named(text, damage, message):
    with pytest.raises(ValueError, match=message):
        data.parse(damage(text))


def test_a_stored_table_is_shown_in_columns_where_there_is_only_text():
    table = Table("How many", ("cell", "seeds"), (("LSTM", "9 of 10"), ("Elman", "-")))
    assert repr(table) == "How many\ncell    seeds\nLSTM    9 of 10\nElman   -"
    assert "| LSTM | 9 of 10 |" in table._repr_markdown_()


def test_what_a_cell_computed_is_shown_as_a_table_too():
    table = data.table(("net", "right"), [("LSTM", 1.0), ("Elman", f"{0.5:.2f}")])
    assert table._repr_markdown_() == "| net | right |\n| --- | --- |\n| LSTM | 1.0 |\n| Elman | 0.50 |"
    assert repr(table).splitlines()[0] == "net     right"
    with pytest.raises(ValueError, match="rows: expected 2 entries each, got 3 in row 1"):
        data.table(("a", "b"), [(1, 2), (1, 2, 3)])
    with pytest.raises(ValueError, match="columns: expected a name for each, got \\('a', ' '\\)"):
        data.table(("a", " "), [(1, 2)])
