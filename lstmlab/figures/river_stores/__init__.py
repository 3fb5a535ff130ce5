"""A river's stores beside the cells of an LSTM that has never seen them: one test year, day by day.

The river is simulated (lstmlab.tasks.river). The LSTM was given precipitation and temperature, and learnt to say the
flow; what lies in the snow, in the soil and in the ground it was never told. The run was named before anybody looked at
it: the first river and the first seed of the stored experiment `river`. How closely a cell goes with a store is
Pearson's correlation r over eight test years, of which the first is drawn.
"""

from functools import cache
from typing import Any

from lstmlab.data import results
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Whole

STORES = {"snow": "Snow", "soil": "Soil", "upper": "Upper ground", "lower": "Lower ground"}
MONTHS = (
    ("October", 31), ("November", 30), ("December", 31), ("January", 31), ("February", 28), ("March", 31),
    ("April", 30), ("May", 31), ("June", 30), ("July", 31), ("August", 31), ("September", 30),
)  # fmt: skip
UNITS = 16
CLOSE, SOME = 0.8, 0.4


@cache
def year() -> dict[str, Any]:
    """The stored year, 365 numbers each: flow, said, four stores, 16 cells; and the table of r, stores by cells."""
    (row,) = (row for row in results("river").rows if "days" in row)
    return {**row["days"], "table": row["table"]}


def compute(store: str, cell: int, day: int) -> dict[str, Any]:
    """A store and a cell over the year, and both on one day.

    Args:
        store: "snow", "soil", "upper" or "lower".
        cell: number of the cell, from 1.
        day: of the year, from 1 for 1 October.

    Returns:
        held: (365,), what the store holds, mm. values: (365,), the cell c. r: how they go together over eight test
        years. nearest: the cell whose r is farthest from 0; nearest_r: its r. most, on: the highest store, and its
        date. date, held_now, value_now, flow_now, said_now: on the day.
    """
    known = year()
    number = list(STORES).index(store)
    held, values, table = known["stores"][number], known["cells"][cell - 1], known["table"][number]
    sizes = [abs(r) for r in table]
    nearest = sizes.index(max(sizes))
    size = sizes[cell - 1]
    return {
        "held": held,
        "values": values,
        "r": table[cell - 1],
        "grip": ("closely" if size >= CLOSE else "somewhat" if size >= SOME else "hardly"),
        "turned": size >= SOME and table[cell - 1] < 0,
        "nearest": nearest + 1,
        "nearest_r": table[nearest],
        "is_nearest": nearest + 1 == cell,
        "most": max(held),
        "on": _date(held.index(max(held)) + 1),
        "date": _date(day),
        "held_now": held[day - 1],
        "value_now": values[day - 1],
        "flow_now": known["flow"][day - 1],
        "said_now": known["said"][day - 1],
    }


def _date(day: int) -> str:
    for month, days in MONTHS:
        if day <= days:
            return f"{day} {month}"
        day -= days
    raise ValueError(f"day: expected at most 365, got {day} more")


WORDS = {
    "alt": "A year of a simulated river from October to September, three curves below each other. First {what[store]}, "
    "in mm: at most {most:0}, on {on}. Then cell {cell} of an LSTM that was given rain and temperature alone. Then the "
    "flow of the river, and what the LSTM says of it. On {date} the flow is {flow_now:1} mm a day, and the LSTM says "
    "{said_now:1}. {result}",
    "what": {
        "snow": "the snow",
        "soil": "the water in the soil",
        "upper": "the water in the upper ground",
        "lower": "the water in the lower ground",
    },
    "result": "On {date} {what[store]} comes to {held_now:0} mm, and cell {cell} stands at {value_now:2}. Over eight "
    "test years the two go together {how[grip]}: r = {r:2}{upside[turned]}. {other[is_nearest]}",
    "how": {"closely": "closely", "somewhat": "to some degree", "hardly": "hardly at all"},
    "upside": {"true": ", the cell upside down", "false": ""},
    "other": {
        "true": "No other cell goes with it more closely.",
        "false": "Another cell goes with it more closely.",
    },
}


class RiverStores(Figure):
    """A store of a simulated river above a cell of an LSTM, over a year on which it was not trained.

    Args:
        store: "snow", "soil", "upper" or "lower".
        cell: which of the 16 cells.
        day: of the year, from 1 for 1 October.
    """

    title = "Which cell holds the snow?"

    store = Choice("snow", "Store", options=STORES)
    cell = Whole(1, "Cell", low=1, high=UNITS)
    day = Whole(165, "Day", low=1, high=365)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        known = year()
        return {
            "kinds": list(STORES),
            "stores": known["stores"],
            "cells": known["cells"],
            "table": known["table"],
            "flow": known["flow"],
            "said": known["said"],
            "months": [list(month) for month in MONTHS],
        }
