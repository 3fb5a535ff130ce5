"""What each unit follows: measured once over an act of a play (`measure.py`), stored (`follows.json`), and read here.

How closely is Pearson's correlation r of tanh(c) with a feature of the text, and its interval: how much r moves when
the act is put together anew from its own pieces.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("follows.json")
FEATURES = {
    "line": "place in the line",
    "word": "place in the word",
    "name": "a speaker’s name",
    "speech": "line of the speech",
    "quote": "inside quotes",
    "vowel": "a vowel",
    "capital": "a capital",
}


@cache
def stored() -> dict[str, Any]:
    """What measure.py stores.

    source, characters: what was read; weights: with which; longest: the unit with the largest mean forget gate; table:
    for each feature the units, best first, as [unit, r, low, high].
    """
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def table() -> dict[str, list[list[Any]]]:
    rows: dict[str, list[list[Any]]] = stored()["table"]
    return rows


def best(unit: int) -> dict[str, Any]:
    """What this unit follows most closely: the feature in words, r and its interval, its rank among all units."""
    return max((along(name, unit) for name in FEATURES), key=lambda found: abs(found["r"]))


def along(order: str, unit: int) -> dict[str, Any]:
    """How closely a unit follows what the units are ordered by: as `best`; of another order, no feature."""
    if order not in FEATURES:
        return {"feature": "", "r": 0.0, "low": 0.0, "high": 0.0, "rank": 0}
    rows = table()[order]
    rank = next(place for place, row in enumerate(rows) if row[0] == unit)
    _, r, low, high = rows[rank]
    return {"feature": FEATURES[order], "r": r, "low": low, "high": high, "rank": rank + 1}
