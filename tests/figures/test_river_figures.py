"""The figure of the river: its curves are those of the simulator and of the stored run, its r that of the cells."""

import numpy as np
import pytest

from experiments import river as experiment
from experiments.engine import rivers
from lstmlab.figures import RiverStores
from lstmlab.figures.river_stores import STORES, UNITS, year
from lstmlab.tasks import river

SNOW = rivers.series("snow", 0)
DAYS = slice(rivers.TEST, rivers.TEST + rivers.YEAR)


@pytest.mark.parametrize("number, store", list(enumerate(STORES)))
def test_the_stores_are_those_of_the_simulated_river_in_the_first_test_year(number, store):
    values = RiverStores(store=store, day=120).values
    np.testing.assert_allclose(values["held"], SNOW.stores[DAYS, number], atol=0.051)
    assert values["held_now"] == values["held"][119]
    assert values["most"] == max(values["held"])


def test_the_flow_is_the_rivers_and_the_run_is_the_one_that_was_named():
    np.testing.assert_allclose(year()["flow"], SNOW.flow[DAYS], atol=0.0051)
    model, kind, place, _ = experiment.SHOWN
    assert (model, kind, place) == ("LSTM", "snow", 0)
    assert river.nse(year()["flow"], year()["said"]) > 0.5


def test_r_is_the_correlation_of_cell_and_store():
    # The table is over eight years, the curves over one: they agree in which cell it is, and in the sign.
    cells = np.array(year()["cells"])
    assert cells.shape == (UNITS, 365)
    values = RiverStores(store="snow").values
    of_the_year = np.corrcoef(cells[values["nearest"] - 1], values["held"])[0, 1]
    assert of_the_year == pytest.approx(values["nearest_r"], abs=0.1)
    assert abs(values["nearest_r"]) == max(abs(r) for r in year()["table"][0])
    assert RiverStores(cell=values["nearest"]).values["is_nearest"]


@pytest.mark.parametrize("day, date", [(1, "1 October"), (31, "31 October"), (93, "1 January"), (365, "30 September")])
def test_days_have_dates(day, date):
    assert RiverStores(day=day).values["date"] == date
