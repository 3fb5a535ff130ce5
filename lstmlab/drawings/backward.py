"""The backward graph of a step of the LSTM: along every edge of the forward graph a derivative comes back.

An edge is described once: from where the gradient comes, to where it goes, by what it is multiplied, and that factor as
a function of the step's results. The picture, its words and the test that multiplies along all paths read it here.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

from lstmlab.drawings.drawing import Drawing, Panel
from lstmlab.drawings.pen import Point, gate, unit, wire, words
from lstmlab.gates import sigmoid

Results = dict[str, float]  # c_prev, i, f, g, o and c of a step of one unit


class Edge(NamedTuple):
    """The gradient of `start`, times the factor, goes into that of `end`. at: the place of the factor's text."""

    start: str
    end: str
    factor: str
    slope: Callable[[Results], float]
    at: Point
    anchor: str = "start"


PLACES: dict[str, Point] = {
    "c_prev": (30, 62),
    "c": (178, 62),
    "h": (264, 130),
    "f": (34, 214),
    "i": (110, 214),
    "g": (186, 214),
    "o": (262, 214),
    "a_f": (34, 292),
    "a_i": (110, 292),
    "a_g": (186, 292),
    "a_o": (262, 292),
}
_SIGMOIDS = (("f", 34), ("i", 110), ("o", 262))


def _of_sigmoid(name: str) -> Callable[[Results], float]:
    """The slope of the sigmoid of a gate, from its value."""
    return lambda step: step[name] * (1 - step[name])


EDGES = (
    Edge("h", "o", "tanh(c)", lambda s: math.tanh(s["c"]), (274, 172)),
    Edge("h", "c", "o (1 − tanh²(c))", lambda s: s["o"] * (1 - math.tanh(s["c"]) ** 2), (338, 92), "end"),
    Edge("c", "c_prev", "f", lambda s: s["f"], (104, 50), "middle"),
    Edge("c", "f", "c_{t-1}", lambda s: s["c_prev"], (66, 142), "end"),
    Edge("c", "i", "g", lambda s: s["g"], (124, 160), "end"),
    Edge("c", "g", "i", lambda s: s["i"], (194, 160)),
    *(Edge(name, f"a_{name}", f"{name} (1 − {name})", _of_sigmoid(name), (x + 10, 258)) for name, x in _SIGMOIDS),
    Edge("g", "a_g", "1 − g²", lambda s: 1 - s["g"] ** 2, (196, 258)),
)
ARRIVE = {"c": ((338, 62), "dc_{next}"), "h": ((338, 130), "dh")}
RADIUS = 21.0


def step_backward() -> Drawing:
    """The graph of one step: grey where values went, dashed where gradients come back, a factor at every edge."""
    marks = [mark for edge in EDGES for mark in _both_ways(edge)]
    for name, (start, text) in ARRIVE.items():
        x, y = PLACES[name]
        marks += [
            wire(start, (x + RADIUS, y), role="gradient", dashed=True),
            words(338, y - 10, text, "end", small=True),
        ]
    for name, (x, y) in PLACES.items():
        if name in "ifgo":
            marks.append(gate(x, y, name))
        else:
            marks.append(unit(x, y, _shown(name), _role(name), RADIUS))
    return Drawing([Panel("one step backward", "".join(marks), 318)], [_told()], columns=1)


def gradients(step: Results, dh: float, dc_next: float) -> dict[str, float]:
    """What arrives at every place: the sum over all paths of the products along them."""
    found = {name: {"h": dh, "c": dc_next}.get(name, 0.0) for name in PLACES}
    for edge in EDGES:  # in an order in which every gradient is whole before it is sent on
        if edge.start == "h":
            found[edge.end] += found["h"] * edge.slope(step)
    for edge in EDGES:
        if edge.start != "h":
            found[edge.end] += found[edge.start] * edge.slope(step)
    return found


def results(sums: dict[str, float], c_prev: float) -> Results:
    """The values of a step of one unit, from the sums of its gates."""
    step = {name: math.tanh(a) if name == "g" else float(sigmoid(a)) for name, a in sums.items()}
    return step | {"c_prev": c_prev, "c": step["f"] * c_prev + step["i"] * step["g"]}


def _both_ways(edge: Edge) -> list[str]:
    (x, y), (end_x, end_y) = PLACES[edge.start], PLACES[edge.end]
    long = math.hypot(end_x - x, end_y - y)
    along = (end_x - x) / long, (end_y - y) / long
    side = -4 * along[1], 4 * along[0]

    def at(place: Point, by: float, sign: int) -> Point:
        return place[0] + by * along[0] + sign * side[0], place[1] + by * along[1] + sign * side[1]

    back = wire(at((x, y), RADIUS, 1), at((end_x, end_y), -RADIUS, 1), role="gradient", dashed=True)
    there = wire(at((end_x, end_y), -RADIUS, -1), at((x, y), RADIUS, -1), role="quiet", width=1.4)
    return [there, back, words(*edge.at, f"× {edge.factor}", edge.anchor, small=True)]


def _shown(name: str) -> str:
    if name == "c_prev":
        return "c_{t-1}"
    return f"a_{{{name[2]}}}" if name.startswith("a_") else name


def _role(name: str) -> str:
    return name[2] if name.startswith("a_") else name[0]


def _plain(text: str) -> str:
    return text.replace("_{t-1}", " before").replace("c_prev", "c before")


def _told() -> str:
    said = [f"from {_plain(e.start)} to {_plain(e.end)} times {_plain(e.factor)}" for e in EDGES]
    return (
        "The graph of one step, with a gradient that comes back along every edge. It arrives at h from above, dh, and "
        f"at c from the next step, dc next; at c both are added. Each edge multiplies: {'; '.join(said)}. From the "
        "sums a it goes on to the weights, to x and to h before."
    )
