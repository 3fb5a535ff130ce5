"""A picture: a Matplotlib figure together with what it says in words.

It is shown as an SVG that takes the text colour of the page, so that one picture works on a light and on a dark ground.
"""

import hashlib
import html
import io
import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

from lstmlab.plots.palette import INK

# Wide enough for a chapter's column; at the width of a phone the text is still legible.
WIDTH = 4.8
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
    """

    def __init__(self, figure: Any, alt: str) -> None:
        self.figure = figure
        self.alt = alt

    def __repr__(self) -> str:
        return f"Figure: {self.alt}"

    def _repr_html_(self) -> str:
        return to_svg(self.figure, self.alt)

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
    """Draw in the style of the course, and leave Matplotlib's own settings as they were.

    Raises:
        ModuleNotFoundError: Matplotlib is missing; the message says how to install it.
    """

    @wraps(function)
    def styled(*args: P.args, **kwargs: P.kwargs) -> Picture:
        with _style():
            return function(*args, **kwargs)

    return styled


def chart(height: float, rows: int = 1, **options: Any) -> tuple[Any, Any]:
    """A figure of the course's width, so many inches high, and its axes. It is unknown to pyplot."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots(rows, **options)


def drawing(left: float, right: float, bottom: float, top: float) -> tuple[Any, Any]:
    """A figure without axis lines, as high as it has to be for circles to be round in these coordinates."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, WIDTH * (top - bottom) / (right - left)))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(left, right), ylim=(bottom, top))
    axes.axis("off")
    return figure, axes


def to_svg(figure: Any, alt: str) -> str:
    """The figure as one inline SVG element: same figure, same text, character by character."""
    salt = hashlib.sha256(alt.encode()).hexdigest()
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
    width = float(re.search(r'<svg[^>]* width="([\d.]+)pt"', svg)[1]) * 96 / 72  # type: ignore[index]
    view_box = re.search(r'viewBox="[^"]+"', svg)[0]  # type: ignore[index]
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {view_box} role="img" aria-label="{html.escape(alt)}" '
        f'style="display: block; width: 100%; max-width: {width:.0f}px; height: auto; '
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
