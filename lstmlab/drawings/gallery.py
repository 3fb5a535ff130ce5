"""What sequences there are: a small picture of each kind, and what one step of it is."""

import math
from collections.abc import Callable

from lstmlab.drawings.drawing import Drawing, Panel
from lstmlab.drawings.pen import path, points, surface, wire, words

WIDTH, HEIGHT = 160, 84  # of a picture, between its title and its step


def sequences() -> Drawing:
    """Nine kinds of sequences, a small picture of each."""
    kinds: tuple[tuple[str, Callable[[], str], str, str], ...] = (
        ("text", _text, "a letter, a word", "Letters in a row of boxes."),
        ("genes", _genes, "a base: A, C, G or T", "Two strands wound round each other, and the bases A C G T A."),
        ("handwriting", _handwriting, "a move of the pen", "A line of loops, with the pen at its end."),
        ("speech", _speech, "some milliseconds", "A wave that swells and fades three times."),
        ("music", _music, "a note", "Five lines with notes that rise and fall."),
        ("sensors", _sensor, "a reading", "A pulse: flat, with three sharp peaks."),
        ("prices", _prices, "the price of a day", "A jagged line that goes up and down."),
        ("video", _video, "a picture", "Three pictures beside each other, in which a ball falls."),
        ("an image", _patches, "a patch", "A picture cut into nine patches, and the patches in one row."),
    )
    return Drawing(
        [
            Panel(title, draw() + words(0, HEIGHT + 38, f"step: {step}", small=True), HEIGHT + 44, width=WIDTH)
            for title, draw, step, _ in kinds
        ],
        [f"{title}: {shown} One step is {step}." for title, _, step, shown in kinds],
        columns=3,
    )


def _text() -> str:
    return "".join(_box(2 + 26 * k, 46, 24, 30, letter, "x" if k < 5 else "quiet") for k, letter in enumerate("hungr?"))


def _genes() -> str:
    strands = [
        path(points((x, 48 + sign * 17 * math.sin(x / 13)) for x in range(2, 158, 3)), role)
        for sign, role in ((1, "i"), (-1, "g"))
    ]
    rungs = [
        wire((x, 48 - y), (x, 48 + y), role="quiet", head=False) for x, y in ((20, 16), (61, 16), (102, 16), (143, 16))
    ]
    bases = [words(20 + 30 * k, 90, base, "middle", bold=True) for k, base in enumerate("ACGTA")]
    return "".join(rungs + strands + bases)


def _handwriting() -> str:
    line = points(
        (10 + 15 * s - 10 * math.sin(2 * s), 62 - 20 * math.cos(2 * s) * (0.75 + 0.25 * math.cos(s)))
        for s in _range(0, 8.6, 90)
    )
    return (
        path(line, "ink", 2.5) + '<path d="M139,80l16,-34l6,3l-16,34l-7,4z" fill="currentColor" fill-opacity="0.55"/>'
    )


def _speech() -> str:
    loud = [abs(math.sin(k / 8.2)) ** 1.5 * (0.55 + 0.45 * math.cos(1.9 * k)) for k in range(52)]
    bars = [
        wire((4 + 3 * k, 60 - 2 - 30 * a), (4 + 3 * k, 60 + 2 + 30 * a), role="f", head=False)
        for k, a in enumerate(loud)
    ]
    return "".join(bars)


def _music() -> str:
    lines = [wire((2, 38 + 10 * k), (158, 38 + 10 * k), role="quiet", head=False, width=1) for k in range(5)]
    notes = []
    for k, place in enumerate((6, 4, 3, 2, 3, 5)):
        x, y = 18 + 25 * k, 38 + 5 * place + 5
        notes.append(f'<ellipse cx="{x}" cy="{y}" rx="6.5" ry="4.8" transform="rotate(-18 {x} {y})"/>')
        notes.append(wire((x + 6, y - 1), (x + 6, y - 29), head=False, width=1.6))
    return "".join(lines + notes)


def _sensor() -> str:
    beat = [(0, 0), (12, 0), (16, -5), (20, 0), (24, 0), (27, 6), (31, -34), (35, 14), (38, 0), (44, -8), (50, 0)]
    return path(points((4 + 51 * n + x, 66 + y) for n in range(3) for x, y in beat), "red")


def _prices() -> str:
    moves = (6, -4, 7, 5, -9, 3, 8, -3, -6, -7, 4, 9, 6, -5, 8, 3, -4, 7, -11, 5)
    heights = [80 - sum(moves[:k]) for k in range(len(moves) + 1)]
    axes = path("M4,30V96H158", "quiet", 1)
    return axes + path(points((8 + 7.3 * k, y) for k, y in enumerate(heights)), "o")


def _video() -> str:
    frames = []
    for k in range(3):
        x, y = 2 + 53 * k, 34
        edge = f'<rect x="{x}" y="{y}" width="48" height="54" rx="4" {surface("quiet")}/>'
        ball = f'<circle cx="{x + 14 + 10 * k}" cy="{y + 11 + 16 * k}" r="8" {surface("o")}/>'
        frames.append(edge + ball)
    return "".join(frames)


def _patches() -> str:
    marks = []
    for k in range(9):
        row, column = divmod(k, 3)
        shade = surface("ffxfifiii"[k]).replace('opacity="0.2"', 'opacity="0.6"')
        marks.append(f'<rect x="{46 + 19 * column}" y="{26 + 15 * row}" width="17" height="13" {shade}/>')
        marks.append(f'<rect x="{2 + 17.5 * k:g}" y="86" width="15" height="13" {shade}/>')
    return "".join(marks) + wire((74, 72), (74, 83), head=True, width=1.6)


def _box(x: float, y: float, width: float, height: float, letter: str, role: str) -> str:
    shape = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" {surface(role)}/>'
    return shape + words(x + width / 2, y + height / 2 + 5, letter, "middle", bold=True)


def _range(start: float, end: float, n: int) -> list[float]:
    return [start + (end - start) * k / (n - 1) for k in range(n)]
