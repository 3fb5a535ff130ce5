"""A picture: a Matplotlib figure together with what it says in words.

It is shown as SVG that takes the text colour of the page, so that one picture works on a light and on a dark ground.
It is drawn twice, for the column of a page and for a phone, and the place shows the one that fits: a drawing that is
only made smaller has letters that nobody can read.
"""

import hashlib
import html
import io
import re
import textwrap
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

from lstmlab.plots.palette import INK
from lstmlab.shapes import check_text

# Widths in inches that a picture is drawn in: that of a chapter's column, and one that a phone makes a little smaller.
WIDE, NARROW = 7.2, 4.2
# A place that is so many pixels wide shows the wide one, which is never drawn larger than so many.
FROM, LARGEST = 520, 832
_width: ContextVar[float] = ContextVar("width", default=WIDE)

STYLE: dict[str, Any] = {
    "font.size": 11.5,
    "axes.labelsize": 11.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.9,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlesize": 11.5,
    "axes.titlelocation": "left",
    "axes.unicode_minus": True,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "legend.fontsize": 11,
    "legend.frameon": False,
    "legend.handlelength": 2.4,
    "lines.linewidth": 2.0,
    "text.color": INK,
    "text.parse_math": False,  # a label is shown as it is, dollar signs too
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "svg.fonttype": "none",
}

FORMATS = ("svg", "png", "pdf")

P = ParamSpec("P")


class Picture:
    """A figure and its text alternative. A notebook shows the figure, a screen reader reads the text.

    Attributes:
        figure: a `matplotlib.figure.Figure`, to be changed or saved like any other.
        alt: what it shows, in words.
        narrow: the same for a narrow place, or None where one drawing does for all.
    """

    def __init__(self, figure: Any, alt: str, narrow: Any = None) -> None:
        self.figure = figure
        self.alt = alt
        self.narrow = narrow

    def __repr__(self) -> str:
        return f"Figure: {self.alt}"

    def _repr_html_(self) -> str:
        if self.narrow is None:
            return to_svg(self.figure, self.alt)
        # Wide or not at all, narrow or not at all: a difference of one pixel counts ten thousand times. Of two drawings
        # that hold style sheets or scripts a notebook might show none.
        wide = to_svg(self.figure, "", f"clamp(0px, (100% - {FROM - 1}px) * 9999, {LARGEST}px)", self.alt)
        narrow = to_svg(self.narrow, "", f"clamp(0px, ({FROM}px - 100%) * 9999, {FROM}px)", f"{self.alt} narrow")
        return f'<div role="img" aria-label="{html.escape(self.alt)}" class="lstmlab-plot">{wide}{narrow}</div>'

    def save(self, path: str | Path) -> None:
        """Write the picture to a file: .svg (takes the text colour of its page), .png or .pdf (black on white).

        Raises:
            ValueError: another ending.
        """
        path = Path(path)
        kind = path.suffix.lower().lstrip(".")
        if kind not in FORMATS:
            raise ValueError(f"path: expected a file that ends in .svg, .png or .pdf, got {path.name!r}")
        if kind == "svg":
            path.write_text(to_svg(self.figure, self.alt) + "\n", encoding="utf-8")
        else:
            with _style():
                self.figure.savefig(path, format=kind, facecolor="white", dpi=200)


def plot(function: Callable[P, Picture]) -> Callable[P, Picture]:
    """Draw in the style of the course, wide and narrow, and leave Matplotlib's own settings as they were.

    Raises:
        ModuleNotFoundError: Matplotlib is missing; the message says how to install it.
    """

    @wraps(function)
    def styled(*args: P.args, **kwargs: P.kwargs) -> Picture:
        with _style():
            picture = function(*args, **kwargs)
            token = _width.set(NARROW)
            try:
                picture.narrow = function(*args, **kwargs).figure
            finally:
                _width.reset(token)
            return picture

    return styled


def width() -> float:
    """How wide the picture of now is to be, in inches."""
    return _width.get()


def chart(height: float, rows: int = 1, **options: Any) -> tuple[Any, Any]:
    """A figure of the course's width, so many inches high, and its axes. It is unknown to pyplot."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width(), height), layout="constrained")
    return figure, figure.subplots(rows, **options)


def drawing(left: float, right: float, bottom: float, top: float) -> tuple[Any, Any]:
    """A figure without axis lines, as high as it has to be for circles to be round in these coordinates."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width(), width() * (top - bottom) / (right - left)))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(left, right), ylim=(bottom, top))
    axes.axis("off")
    return figure, axes


def entitle(figure: Any, title: str) -> None:
    """The line above a picture that says what one sees; the picture becomes higher by it."""
    check_text(title=title)
    lines = textwrap.wrap(title, int(10.2 * width()))
    if lines:
        figure.set_figheight(figure.get_figheight() + 0.06 + 0.2 * len(lines))
        figure.suptitle("\n".join(lines), x=0.01, ha="left", fontsize=11.5, fontweight="bold")


def sentence(title: str) -> str:
    """The title as the beginning of the text alternative."""
    return f"{title.removesuffix('.')}. " if title else ""


def to_svg(figure: Any, alt: str, largest: str = "", salt: str = "") -> str:
    """The figure as one inline SVG element: same figure, same text, character by character.

    Args:
        figure: a Matplotlib figure.
        alt: its words; "" where what is around says them.
        largest: how wide it may become, in CSS; its natural width if left out.
        salt: what the names of its parts are made from; the words if left out.
    """
    salt = hashlib.sha256((salt or alt).encode()).hexdigest()
    buffer = io.StringIO()
    with _style({"svg.hashsalt": salt}):
        if figure.get_layout_engine() is not None:
            # The layout moves a little with every drawing. The first one fixes it, so that all pictures are alike.
            figure.draw_without_rendering()
            figure.set_layout_engine("none")
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :].rstrip()
    # Matplotlib's style sheet and ids would reach the whole page that the picture is put into.
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("xlink:href", "href").replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    used = set(re.findall(r"(?:url\(#|href=\"#)([^)\"]+)", svg))
    svg = re.sub(r' id="([^"]+)"', lambda found: found[0] if found[1] in used else "", svg)
    svg = svg.replace(INK, "currentColor")
    natural = float(re.search(r'<svg[^>]* width="([\d.]+)pt"', svg)[1]) * 96 / 72  # type: ignore[index]
    view_box = re.search(r'viewBox="[^"]+"', svg)[0]  # type: ignore[index]
    role = f'role="img" aria-label="{html.escape(alt)}"' if alt else 'aria-hidden="true" focusable="false"'
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {view_box} {role} '
        f'style="display: block; width: 100%; max-width: {largest or f"{natural:.0f}px"}; height: auto; '
        f'stroke-linejoin: round; stroke-linecap: butt">'
    )
    return re.sub(r"<svg[^>]*>", lambda _: opening, svg, count=1)


def text_width(text: str) -> float:
    """Width of a text of the usual size, in points."""
    from matplotlib.textpath import TextPath

    return TextPath((0, 0), text, size=STYLE["font.size"]).get_extents().width if text.strip() else 0.0


def number(value: float) -> str:
    """A number as text alternatives say it: two digits that count, "0.012", "1500", "−3.2"."""
    value = float(value)
    if value == 0 or value != value or value in (float("inf"), float("-inf")):
        return {0.0: "0"}.get(value, "not a number" if value != value else "infinite")
    text = f"{float(f'{value:.2g}'):.10f}".rstrip("0").rstrip(".") if abs(value) >= 1e-4 else f"{value:.1e}"
    return text.replace("-", "−", 1) if value < 0 else text


def _style(extra: dict[str, Any] | None = None) -> Any:
    try:
        import matplotlib
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            'Matplotlib is missing. The plots need it: pip install "lstmlab[plots]"', name=missing.name
        ) from None
    style: Any = {**STYLE, **(extra or {})}
    return matplotlib.rc_context(style)
