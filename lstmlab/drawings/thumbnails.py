"""A small picture for each chapter, for lists of chapters: what it is about, without words.

Where a picture has numbers, they are computed: the course of a year, the fading of an error, the weights of a look.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from lstmlab import data
from lstmlab.drawings.attention import WEIGHTS
from lstmlab.drawings.drawing import Drawing, Panel
from lstmlab.drawings.pen import Point, colour, curve, gate, knot, path, points, surface, unit, wire, words
from lstmlab.gates import sigmoid
from lstmlab.shapes import check_int
from lstmlab.text import places

WIDE, HIGH = 160, 84


def thumbnail(chapter: int) -> Drawing:
    """The picture of a chapter.

    Raises:
        TypeError: not an integer; ValueError: there is no such chapter.
    """
    check_int(min(EACH), chapter=chapter)
    if chapter not in EACH:
        raise ValueError(f"chapter: expected one of {min(EACH)} to {max(EACH)}, got {chapter!r}")
    draw, alt = EACH[chapter]
    return Drawing([Panel("", draw(), HIGH, width=WIDE)], [alt], columns=1)


def _box(x: float, y: float, text: str, role: str = "h", width: float = 30, height: float = 24) -> str:
    shape = f'<rect x="{x - width / 2:g}" y="{y - height / 2:g}" width="{width:g}" height="{height:g}" rx="6" '
    return f"{shape}{surface(role)}/>" + words(x, y + 5, text, "middle")


def _disc(x: float, y: float, role: str = "h", radius: float = 7) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" {surface(role)}/>'


def _bar(x: float, height: float, role: str, width: float = 8, floor: float = 76) -> str:
    place = f'x="{x:g}" y="{floor - height:.1f}" width="{width:g}" height="{height:.1f}"'
    return f'<rect {place} rx="1.5" fill="{colour(role)}"/>'


def _through(ys: np.ndarray, role: str, dashed: bool = False, left: float = 12, right: float = 148) -> str:
    xs = np.linspace(left, right, len(ys))
    return path(points(list(zip(xs.tolist(), ys.tolist(), strict=True))), role, 2.5, dashed)


def _checked() -> str:
    lines = "".join(path(f"M14,{y}h{long}", "quiet", 4) for y, long in ((20, 62), (34, 44), (48, 54), (62, 30)))
    return lines + _disc(120, 42, "i", 24) + path("M108,43l8,9l16,-19", "i", 5)


def _layers() -> str:
    columns: list[list[Point]] = [
        [(28.0, 42 + 22 * (k - 1)) for k in range(3)],
        [(80.0, 42 + 19 * (k - 1.5)) for k in range(4)],
    ]
    columns.append([(132.0, 42 + 26 * (k - 0.5)) for k in range(2)])
    lines = []
    for one, after in pairwise(columns):
        lines += [path(points([start, end]), "quiet", 1) for start in one for end in after]
    discs = [_disc(x, y, role) for column, role in zip(columns, "xhf", strict=True) for x, y in column]
    return "".join(lines + discs)


def _loop() -> str:
    back = curve((97, 42), (136, 42), (128, 10), (80, 10), role="h", head=False)
    back += curve((80, 10), (32, 10), (24, 42), (63, 42), role="h")
    return back + _box(80, 42, "h", width=34) + wire((80, 80), (80, 54), role="x") + wire((80, 30), (80, 16))


def _back_through_time() -> str:
    marks = [_box(x, 34, f"h_{{{k}}}") for k, x in enumerate((28, 80, 132), start=1)]
    marks += [wire((x + 15, 30), (x + 37, 30), role="h") for x in (28, 80)]
    marks += [wire((x + 37, 39), (x + 15, 39), role="gradient", dashed=True) for x in (28, 80)]
    return "".join(marks) + wire((132, 72), (132, 46), role="gradient", dashed=True) + words(118, 70, "L", "end")


def _fading() -> str:
    return "".join(_bar(140 - 14 * k, 66 * 0.7**k, "gradient") for k in range(10)) + path("M8,77H152", "quiet", 1)


def _cell() -> str:
    loop = curve((94, 52), (120, 46), (120, 18), (103, 18), role="c") + curve((58, 18), (40, 18), (40, 46), (66, 52))
    gates = gate(22, 60, "i") + gate(138, 60, "o") + gate(80, 19, "f")
    return loop + wire((44, 64), (64, 64)) + wire((96, 64), (116, 64)) + unit(80, 62, "c", "c", 16) + gates


def _carried() -> str:
    steps = np.arange(40)
    plain, kept = 0.85**steps, 0.995**steps
    return (
        _through(74 - 60 * kept[::-1], "gradient")
        + _through(74 - 60 * plain[::-1], "gradient", dashed=True)
        + path("M10,77H150", "quiet", 1)
    )


def _peepholes() -> str:
    holes = (((64, 28), (44, 28)), ((96, 28), (116, 28)), ((80, 44), (80, 59)))
    seen = "".join(wire(start, end, role="c", dashed=True) for start, end in holes)
    gates = _box(22, 28, "i", "i", 40, 32) + _box(138, 28, "o", "o", 40, 32) + _box(80, 71, "f", "f", 40)
    return seen + gates + unit(80, 28, "c", "c", 16)


def _two_gates() -> str:
    between = wire((34, 22), (126, 22), role="h", width=2.5) + words(20, 27, "h", "middle")
    return (
        between
        + gate(50, 62, "r", role="o")
        + gate(100, 62, "z", role="i")
        + wire((50, 45), (50, 32))
        + wire((100, 45), (100, 32))
        + knot(50, 22, "×")
        + knot(100, 22, "+")
        + words(140, 27, "h", "middle")
    )


def _parting() -> str:
    t = np.linspace(0, 1, 40)
    falls, parts = np.exp(-5 * t), np.exp(-6 * t) + 0.42 * t**1.5 + 0.12
    return _through(74 - 60 * falls, "f") + _through(74 - 60 * np.minimum(parts, 1), "o", dashed=True)


def _years() -> str:
    last = data.tokyo_temperatures().celsius[-36:]
    ys = 72 - 60 * (last - last.min()) / np.ptp(last)
    return _through(ys[:25], "f", right=12 + 136 * 24 / 35) + _through(ys[24:], "o", True, left=12 + 136 * 24 / 35)


def _letters() -> str:
    text = "To be, or\nnot to be:\nthat is "
    along = places(text)["line"]
    marks, x, y = [], 16.0, 24.0
    for symbol, place in zip(text, along, strict=True):
        if symbol == "\n":
            x, y = 16.0, y + 24
            continue
        strength = 0.08 + 0.6 * float(place) / max(1.0, float(along.max()))
        ground = f'fill="{colour("f")}" fill-opacity="{strength:.2f}"'
        marks.append(f'<rect x="{x:g}" y="{y - 15:g}" width="13" height="20" {ground}/>')
        marks.append(words(x + 6.5, y, symbol, "middle") if symbol.strip() else "")
        x += 13
    return "".join(marks)


def _solved() -> str:
    rows = data.results("latch").rows
    nets, lengths = list(dict.fromkeys(row["net"] for row in rows)), sorted({row["length"] for row in rows})
    wide, high = 136 / len(lengths), 68 / len(nets)
    marks = []
    for i, net in enumerate(nets):
        for j, length in enumerate(lengths):
            share = float(np.mean([row["solved"] for row in rows if (row["net"], row["length"]) == (net, length)]))
            place = f'x="{12 + wide * j:.1f}" y="{8 + high * i:.1f}" width="{wide - 3:.1f}" height="{high - 3:.1f}"'
            edge = f'stroke="{colour("quiet")}" stroke-width="0.8"'
            marks.append(f'<rect {place} rx="2" fill="{colour("f")}" fill-opacity="{0.75 * share:.2f}" {edge}/>')
    return "".join(marks)


def _look_back() -> str:
    encoder = [(26 + 34 * k, 60) for k in range(3)]
    looks = [wire((x, 47), (126, 30), role="o", width=1 + 4 * w) for (x, _), w in zip(encoder, WEIGHTS, strict=True)]
    marks = [_box(x, y, "abc"[k], width=24) for k, (x, y) in enumerate(encoder)]
    return "".join(looks) + "".join(marks) + _box(134, 20, "c", "f", width=24)


def _both_ways() -> str:
    marks = [wire((14, 28), (146, 28), role="h", width=2.5), wire((146, 58), (14, 58), role="f", width=2.5)]
    return "".join(marks) + "".join(_box(x, y, "") for x in (44, 80, 116) for y in (28, 58))


def _search() -> str:
    checks = ((26, "✓", "i"), (62, "✓", "i"), (98, "✗", "gradient"))
    marks = [_box(x, 26, sign, role, width=26) for x, sign, role in checks]
    marks += [wire((x + 13, 26), (x + 23, 26)) for x in (26, 62)]
    losses = 66 - 14 * sigmoid(np.linspace(-8, -7, 20))
    return "".join(marks) + _through(losses, "o") + words(140, 32, "?", "middle", bold=True)


EACH: dict[int, tuple[Callable[[], str], str]] = {
    0: (_checked, "Lines of code, and a sign that they are right."),
    1: (_layers, "A network of three layers: three inputs, four hidden units, two outputs."),
    2: (_loop, "A box for the state h whose output comes back to it; an input from below."),
    3: (_back_through_time, "Three states in a row, and dashed arrows that go back from the loss L."),
    4: (_fading, "Bars that get shorter and shorter towards the left: a gradient that vanishes."),
    5: (_cell, "A cell c with a loop, and its three gates i, f and o."),
    6: (_carried, "Two curves of an error on its way back: one stays level, the dashed one is gone soon."),
    7: (_peepholes, "A cell c, and dashed arrows from it to the gates i, f and o."),
    8: (_two_gates, "A way from one h to the next with a reset gate r and an update gate z."),
    9: (_parting, "Two curves of a loss: one falls on, the dashed one turns up again."),
    10: (_years, "Three years of temperatures in Tokyo, the last of them dashed."),
    11: (_letters, "A line of letters, each on a darker ground than the one before."),
    12: (_solved, "A table of colours: which nets keep one bit for how long."),
    13: (
        _look_back,
        "Three letters that were read, and arrows of different widths from them to the one that is written.",
    ),
    14: (_both_ways, "Two rows of boxes, one read to the right, one to the left."),
    15: (_search, "Two tests that pass and one that does not, above a loss that does not fall."),
}
