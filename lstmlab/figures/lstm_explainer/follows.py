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
    found = {name: next(row for row in rows if row[0] == unit) for name, rows in table().items()}
    name = max(found, key=lambda each: abs(found[each][1]))
    _, r, low, high = found[name]
    return {"feature": FEATURES[name], "r": r, "low": low, "high": high, "rank": table()[name].index(found[name]) + 1}
