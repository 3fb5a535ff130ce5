"""How the things in a drawing look: wires, gates, knots, cells, words, in the colours of the formulas' letters.

Every mark is SVG text. A colour does for a light and for a dark ground (`lstmlab.palette`, `both`); what is written is
in the text colour of the page, and a letter or a sign stands beside every colour.
"""

import html
import math
import re
from collections.abc import Iterable

from lstmlab.palette import HUES, ROLES

Point = tuple[float, float]

BOX, KNOT = (40.0, 34.0), 11.0  # width and height of a gate, radius of a product or a sum
MINUS = "−"


def colour(role: str) -> str:
    """The colour of a letter of the formulas, of a hue, or of the text around, "ink".

    Raises:
        ValueError: no such letter and no such hue.
    """
    if role not in ROLES and role not in HUES:
        raise ValueError(f"role: expected a letter of {', '.join(ROLES)} or a hue of {', '.join(HUES)}, got {role!r}")
    hue = ROLES[role].hue if role in ROLES else role
    return "currentColor" if hue == "ink" else HUES[hue].both


def wire(*points: Point, role: str = "ink", head: bool = True, width: float = 2, dashed: bool = False) -> str:
    """A line through these points, with an arrow head at its end."""
    *before, end = points
    angle = math.atan2(end[1] - before[-1][1], end[0] - before[-1][0])
    return path("M" + "L".join(map(_point, (*before, _back(end, angle) if head else end))), role, width, dashed) + (
        _head(end, angle, role, width) if head else ""
    )


def curve(
    start: Point,
    one: Point,
    other: Point,
    end: Point,
    role: str = "ink",
    head: bool = True,
    width: float = 2,
    dashed: bool = False,
) -> str:
    """A curve from start to end that sets out towards one and arrives from the other, with an arrow head at its end."""
    angle = math.atan2(end[1] - other[1], end[0] - other[0])
    last = _back(end, angle) if head else end
    d = f"M{_point(start)}C{_point(one)} {_point(other)} {_point(last)}"
    return path(d, role, width, dashed) + (_head(end, angle, role, width) if head else "")


def gate(x: float, y: float, letter: str, value: str = "", new: bool = False, role: str = "") -> str:
    """A gate or a candidate: a box with its letter, below it its value, in the colour of the letter or of a role."""
    width, height = (BOX[0] + 6 if value else BOX[0]), BOX[1]
    place = f'x="{x - width / 2:g}" y="{y - height / 2:g}" width="{width:g}" height="{height:g}"'
    box = f'<rect {place} rx="7" {surface(role or letter, new)}/>'
    name = words(x, y - 2 if value else y + 5, letter, "middle", bold=True)
    return box + name + (words(x, y + 12, value, "middle", small=True) if value else "")


def knot(x: float, y: float, sign: str, role: str = "ink", new: bool = False) -> str:
    """A product or a sum."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{KNOT:g}" {surface(role, new)}/>' + words(x, y + 5, sign, "middle")


def unit(x: float, y: float, text: str, role: str, radius: float = 25, value: str = "", new: bool = False) -> str:
    """A cell or a unit: a circle with its letter, and below the letter its value."""
    circle = f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" {surface(role, new)}/>'
    name = words(x, y - 2 if value else y + 5, text, "middle", bold=True)
    return circle + name + (words(x, y + 13, value, "middle", small=True) if value else "")


def pill(x: float, y: float, text: str = "tanh", role: str = "ink") -> str:
    """A squashing function on a wire."""
    return f'<rect x="{x - 20:g}" y="{y - 11:g}" width="40" height="22" rx="11" {surface(role)}/>' + words(
        x, y + 4.5, text, "middle", small=True
    )


def frame(x: float, y: float, width: float, height: float) -> str:
    """The edge of a box that holds others."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="14" fill="currentColor" '
        f'fill-opacity="0.04" stroke="{colour("quiet")}" stroke-opacity="0.6"/>'
    )


def words(x: float, y: float, text: str, anchor: str = "start", bold: bool = False, small: bool = False) -> str:
    """Text in the colour of the page; "c_{t-1}" is written with an index below."""
    parts, down = [], False
    for index, plain in re.findall(r"_\{([^}]*)\}|((?:(?!_\{).)+)", text.replace("-", MINUS)):
        shift = ' dy="4" font-size="0.78em"' if index else ' dy="-4"' if down else ""
        parts.append(f"<tspan{shift}>{html.escape(index or plain)}</tspan>" if shift else html.escape(plain))
        down = bool(index)
    weight = ' font-weight="650"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{12.5 if small else 14:g}"{weight}>'
        f"{''.join(parts)}</text>"
    )


def number(value: float) -> str:
    """A number as drawings write it, to three digits: "0.917", "−0.3", "1", never a negative zero."""
    return f"{round(value, 3) + 0.0:g}".replace("-", MINUS)


def surface(role: str, new: bool = False) -> str:
    """Fill and edge of a shape in the colour of its letter; the edge of what is new is thick."""
    tone = colour(role)
    ground = f'fill="{tone}" fill-opacity="{0.06 if tone == "currentColor" else 0.2:g}"'
    return f'{ground} stroke="{tone}" stroke-width="{4 if new else 2:g}"'


def path(d: str, role: str, width: float = 2, dashed: bool = False) -> str:
    """A line along any path of SVG."""
    dashes = ' stroke-dasharray="5 4"' if dashed else ""
    stroke = f'stroke="{colour(role)}" stroke-width="{width:g}" stroke-linejoin="round"'
    return f'<path d="{d}" fill="none" {stroke}{dashes}/>'


def points(through: Iterable[Point]) -> str:
    """The path from point to point."""
    return "M" + "L".join(map(_point, through))


def _head(end: Point, angle: float, role: str, width: float) -> str:
    long, half = 7 + width, 3 + width / 2
    back = (end[0] - long * math.cos(angle), end[1] - long * math.sin(angle))
    side = (half * math.sin(angle), half * math.cos(angle))
    one, other = (back[0] + side[0], back[1] - side[1]), (back[0] - side[0], back[1] + side[1])
    return f'<path d="M{_point(end)}L{_point(one)}L{_point(other)}Z" fill="{colour(role)}"/>'


def _back(end: Point, angle: float) -> Point:
    """A little before the tip, so that the line does not stick out of the head."""
    return end[0] - 5 * math.cos(angle), end[1] - 5 * math.sin(angle)


def _point(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
