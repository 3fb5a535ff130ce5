"""The LSTM as it is drawn: the gates around the cell, and the cell as a belt; and how it grows out of a simple net.

A cell is described by its parts: "i", "o", "f" are the gates that it has. The numbers of a step, where they are given,
are written at their places.
"""

from typing import Any

from lstmlab.drawings.drawing import Drawing, Panel
from lstmlab.drawings.pen import BOX, KNOT, curve, frame, gate, knot, number, pill, unit, wire, words

# Places in the drawing of the gates around the cell: from left to right, and the four heights.
G, ENTER, CELL, SQUASH, LEAVE, RIGHT = 50, 112, 186, 250, 300, 338
MIDDLE, LOOP, FORGET, GATES, FLOOR = 160, 96, 50, 214, 234

# Places in the drawing of the belt.
FEET = {"f": 64, "i": 122, "g": 181, "o": 240}
OUT, BELT, PRODUCT, ROW, BUS, GROUND = 296, 62, 104, 158, 212, 254

NAMES = {"i": "input gate i", "o": "output gate o", "f": "forget gate f"}


def simple_net_beside_cell() -> Drawing:
    """A unit of the simple recurrent net, and an LSTM cell."""
    return Drawing(
        [
            Panel("a unit of the simple net", _simple_net(), MIDDLE + 36, LOOP - 52),
            Panel("a cell of the LSTM", around("iof"), FLOOR, FORGET - 32),
        ],
        [
            "A unit of the simple net: the input x and its own output of the step before go into one tanh; out comes "
            "h, which returns to the unit one step later.",
            f"A cell of the LSTM. {_way('iof')}",
        ],
    )


def one_gate_at_a_time() -> Drawing:
    """The cell without gates, with an input gate, with an output gate too (1997), with a forget gate too."""
    steps = (("", "1. the carousel: no gates"), ("i", ""), ("io", ""), ("iof", ""))
    panels, alt = [], []
    for k, (parts, title) in enumerate(steps, start=1):
        new = parts[-1:]
        bottom = FLOOR if parts else MIDDLE + 28
        head = title or f"{k}. + {NAMES[new]}"
        panels.append(Panel(head, around(parts, new), bottom, FORGET - 32 if "f" in parts else LOOP - 40))
        alt.append(f"{head}. {_way(parts)}")
    return Drawing(
        panels,
        alt,
    )


def two_usual_drawings() -> Drawing:
    """One step of the LSTM as a box with a belt, and as a block with its gates around the cell."""
    return Drawing(
        [
            Panel("the box with the belt", belt("iof"), GROUND + 10),
            Panel("the gates around the cell", around("iof"), FLOOR, FORGET - 42),
        ],
        [_along("iof"), f"The gates around the cell. {_way('iof')}"],
    )


def lstm_of_1997() -> Drawing:
    """The cell of 1997, without a forget gate, in both usual drawings."""
    return Drawing(
        [
            Panel("1997: the belt", belt("io"), GROUND + 10),
            Panel("1997: the gates around the cell", around("io"), FLOOR, LOOP - 40),
        ],
        [_along("io"), f"The cell of 1997. {_way('io')}"],
    )


def peepholes() -> Drawing:
    """The LSTM whose gates see the cell."""
    holes = [
        wire((CELL - 15, MIDDLE + 20), (ENTER + 20, GATES - 8), dashed=True),
        words(CELL - 44, GATES + 2, "c_{t-1}", small=True),
        wire((CELL + 15, MIDDLE + 20), (LEAVE - 20, GATES - 8), dashed=True),
        words(CELL + 4, GATES - 8, "c_{t}", small=True),
        curve(
            (CELL + 24, MIDDLE - 8), (CELL + 110, MIDDLE - 40), (CELL + 80, FORGET), (CELL + 20, FORGET), dashed=True
        ),
        words(CELL + 78, FORGET + 8, "c_{t-1}", small=True),
    ]
    alt = (
        f"An LSTM with peepholes. {_way('iof')} Three dashed arrows more: the input gate and the forget gate see the "
        "cell of the step before, the output gate sees the new cell."
    )
    return Drawing(
        [Panel("", around("iof") + "".join(holes), FLOOR, FORGET - 24)],
        [alt],
        columns=1,
    )


def around(parts: str, new: str = "", step: dict[str, Any] | None = None) -> str:
    """The gates around the cell: g enters, c keeps with its loop, h leaves; the gates that `parts` names act on it.

    Args:
        parts: the gates that there are, of "i", "o" and "f".
        new: the gate that was added last; its edge is thick.
        step: results of i, f, g, o, c, h by name, to be written at their places.
    """
    told = {name: number(value) for name, value in (step or {}).items() if isinstance(value, float)}
    wide, high = BOX[0] / 2, BOX[1] / 2
    marks = [
        wire((2, MIDDLE), (G - wide, MIDDLE), role="g"),
        words(2, MIDDLE - 8, "x, h", small=True),
        gate(G, MIDDLE, "g", told.get("g", "")),
        words(RIGHT, MIDDLE - 10, "h_{t}", "end"),
        wire((CELL + 25, MIDDLE), (SQUASH - 20, MIDDLE), head=False),
        pill(SQUASH, MIDDLE),
    ]
    if "i" in parts:
        marks += [
            wire((G + wide, MIDDLE), (ENTER - KNOT, MIDDLE), role="g"),
            wire((ENTER + KNOT, MIDDLE), (CELL - 25, MIDDLE)),
            knot(ENTER, MIDDLE, "×", new=new == "i"),
            *_from_below("i", ENTER, told, new),
        ]
    else:
        marks.append(wire((G + wide, MIDDLE), (CELL - 25, MIDDLE), role="g"))
    if "o" in parts:
        marks += [
            wire((SQUASH + 20, MIDDLE), (LEAVE - KNOT, MIDDLE)),
            wire((LEAVE + KNOT, MIDDLE), (RIGHT, MIDDLE), role="h"),
            knot(LEAVE, MIDDLE, "×", new=new == "o"),
            *_from_below("o", LEAVE, told, new),
        ]
    else:
        marks.append(wire((SQUASH + 20, MIDDLE), (RIGHT, MIDDLE), role="h"))
    gap = KNOT if "f" in parts else 0
    marks += [
        curve((CELL + 18, MIDDLE - 18), (CELL + 52, MIDDLE - 50), (CELL + 48, LOOP), (CELL + gap, LOOP), head=gap > 0),
        curve((CELL - gap, LOOP), (CELL - 48, LOOP), (CELL - 52, MIDDLE - 50), (CELL - 18, MIDDLE - 18)),
    ]
    if "f" in parts:
        marks += [
            knot(CELL, LOOP, "×", new=new == "f"),
            wire((CELL, FORGET + high), (CELL, LOOP - KNOT), role="f"),
            *_fed(CELL, FORGET, "f"),
            gate(CELL, FORGET, "f", told.get("f", ""), new=new == "f"),
        ]
    else:
        marks.append(words(CELL, LOOP - 9, "× 1", "middle"))
    marks.append(unit(CELL, MIDDLE, "c", "c", value=told.get("c", ""), new=not parts))
    return "".join(marks)


def belt(parts: str, step: dict[str, Any] | None = None, t: str = "t") -> str:
    """The cell as a belt along the top of a box, the gates below it, all fed by one line from the left.

    Args:
        parts: the gates that there are: "iof", or "io" for the cell of 1997.
        step: x, h_prev, c_prev and all results of the step by name, to be written at their places.
        t: the step, "t" or a number.
    """
    told = {name: number(value) for name, value in (step or {}).items() if isinstance(value, float)}
    before = f"{int(t) - 1}" if t.isdigit() else f"{t}-1"
    forgets = "f" in parts
    feet = {name: x for name, x in FEET.items() if name == "g" or name in parts}
    low, top = ROW + BOX[1] / 2, ROW - BOX[1] / 2
    f, i, g, o = (FEET[name] for name in "figo")
    marks = [
        frame(36, 28, 278, BUS - 6),
        wire((2, BUS), (o, BUS), head=False),
        wire((50, GROUND), (50, BUS), role="x", head=False),
        *(wire((x, BUS), (x, low), role=name) for name, x in feet.items()),
        *(words(x + 6, BUS - 12, "tanh" if name == "g" else "σ", small=True) for name, x in feet.items()),
        wire((2, BELT), (f - KNOT if forgets else g - KNOT, BELT)),
        wire((i, top), (i, PRODUCT), (g - KNOT, PRODUCT), role="i"),
        wire((g, top), (g, PRODUCT + KNOT), role="g"),
        wire((g, PRODUCT - KNOT), (g, BELT + KNOT)),
        wire((g + KNOT, BELT), (338, BELT)),
        wire((OUT, BELT), (OUT, PRODUCT - 11), head=False),
        wire((OUT, PRODUCT + 11), (OUT, ROW - KNOT)),
        wire((o + BOX[0] / 2, ROW), (OUT - KNOT, ROW), role="o"),
        wire((OUT, ROW + KNOT), (OUT, BUS), (338, BUS), role="h"),
        pill(OUT, PRODUCT),
        knot(OUT, ROW, "×"),
        knot(g, PRODUCT, "×"),
        knot(g, BELT, "+"),
        *(gate(x, ROW, name, told.get(name, "")) for name, x in feet.items()),
        words(2, BELT - 9, f"c_{{{before}}}"),
        words(338, BELT - 9, f"c_{{{t}}}", "end"),
        words(2, BUS - 9, f"h_{{{before}}}"),
        words(338, BUS - 9, f"h_{{{t}}}", "end"),
        words(58, GROUND + 3, f"x_{{{t}}}" + (f" = {told['x']}" if "x" in told else "")),
    ]
    if forgets:
        marks += [
            wire((f + KNOT, BELT), (g - KNOT, BELT)),
            wire((f, top), (f, BELT + KNOT), role="f"),
            knot(f, BELT, "×"),
        ]
    if told:
        marks += [
            words(2, BELT + 18, told["c_prev"], small=True),
            words(2, BUS + 18, told["h_prev"], small=True),
            words(338, BELT + 18, told["c"], "end", small=True),
            words(338, BUS + 18, told["h"], "end", small=True),
            words((f + g) / 2, BELT - 8, told["kept"], "middle", small=True),
            words(g + 14, (BELT + PRODUCT) / 2 + 5, told["written"], small=True),
            words(OUT - 8, (PRODUCT + ROW) / 2 + 3, told["squashed"], "end", small=True),
        ]
    return "".join(marks)


def _from_below(name: str, x: float, told: dict[str, str], new: str) -> list[str]:
    """A gate below the way of the cell, with what feeds it."""
    return [
        wire((x, GATES - BOX[1] / 2), (x, MIDDLE + KNOT), role=name),
        *_fed(x, GATES, name),
        gate(x, GATES, name, told.get(name, ""), new=new == name),
    ]


def _fed(x: float, y: float, name: str) -> list[str]:
    """What feeds a gate, from the left."""
    return [
        wire((x - BOX[0] / 2 - 28, y), (x - BOX[0] / 2, y), role=name),
        words(x - BOX[0] / 2 - 34, y + 4, "x, h", "end", small=True),
    ]


def _simple_net() -> str:
    """One unit that feeds its output back to itself."""
    return "".join(
        [
            wire((40, MIDDLE), (CELL - 25, MIDDLE), role="x"),
            words(40, MIDDLE - 10, "x_{t}"),
            wire((CELL + 25, MIDDLE), (RIGHT, MIDDLE), role="h"),
            words(RIGHT, MIDDLE - 10, "h_{t}", "end"),
            curve((CELL + 18, MIDDLE - 18), (CELL + 52, MIDDLE - 50), (CELL + 48, LOOP), (CELL, LOOP), "h", head=False),
            curve((CELL, LOOP), (CELL - 48, LOOP), (CELL - 52, MIDDLE - 50), (CELL - 18, MIDDLE - 18), "h"),
            words(CELL, LOOP - 10, "h_{t-1} W_{h}", "middle"),
            unit(CELL, MIDDLE, "tanh", "h"),
        ]
    )


def _way(parts: str) -> str:
    """The gates around the cell, in words, from left to right."""
    told = ["The candidate g, made of x and h, enters"]
    told.append("through a product with the input gate i;" if "i" in parts else "as it is;")
    told.append("the cell c adds it up and keeps it in a loop")
    told.append("with the forget gate f on it." if "f" in parts else "of weight 1.")
    told.append("What leaves goes through a tanh")
    told.append("and a product with the output gate o and is h." if "o" in parts else "and is h.")
    return " ".join(told)


def _along(parts: str) -> str:
    """The belt, in words, from left to right."""
    first = "a product with the forget gate f, then " if "f" in parts else ""
    gates = "f, i, g and o" if "f" in parts else "i, g and o"
    return (
        f"The box with the belt. The cell runs along the top, from the left to the right. It meets {first}a sum with "
        f"the product of i and g. Below it stand {gates}, all fed by x and the h of the step before. A branch of "
        "the belt goes down through a tanh and a product with the output gate o, and is h."
    )
