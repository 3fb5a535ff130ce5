"""Recurrent nets as drawings: Elman's with its context units, and what goes in and comes out at which step."""

from lstmlab.drawings.drawing import Drawing, Panel
from lstmlab.drawings.pen import path, surface, unit, wire, words
from lstmlab.tasks import reber

STRING = "BTXS"  # of the Reber grammar: what the nets read
R = 14


def may_come_next(read: str) -> list[str]:
    """The symbols that the Reber grammar allows after these."""
    state = 0
    for symbol in read:
        state = reber.AUTOMATON[state][symbol]
    return list(reber.AUTOMATON[state])


def elman_with_context(number: str = "") -> Drawing:
    """Elman's net as he drew it: the hidden values of the step before stand beside the inputs, as context units.

    Source: J. L. Elman, "Finding Structure in Time", Cognitive Science 14 (1990), 179-211, figure 2.

    Args:
        number: of the drawing, such as "2.2", for its caption.
    """
    rows = {"out": 44, "hidden": 124, "in": 214}
    seen, after = STRING[1], may_come_next(STRING[:2])
    places = [20 + 31 * k for k in range(len(reber.SYMBOLS))]
    hidden, context = (60, 107, 154), (252, 286, 320)
    marks = [
        *(_lit(x, rows["in"], symbol, "x", symbol == seen) for x, symbol in zip(places, reber.SYMBOLS, strict=True)),
        *(
            _lit(x, rows["out"], symbol, "ink", symbol in after)
            for x, symbol in zip(places, reber.SYMBOLS, strict=True)
        ),
        *(unit(x, rows["hidden"], "", "h", R) for x in hidden),
        *(unit(x, rows["in"], "", "h", R) for x in context),
        wire((107, rows["in"] - R - 6), (107, rows["hidden"] + R + 6), role="x", width=3),
        words(115, (rows["in"] + rows["hidden"]) / 2 + 5, "W_{x}"),
        wire((107, rows["hidden"] - R - 6), (107, rows["out"] + R + 6), width=3),
        words(115, (rows["out"] + rows["hidden"]) / 2 + 5, "W_{y}"),
        wire((262, rows["in"] - R - 6), (172, rows["hidden"] + R + 2), role="h", width=3),
        words(230, (rows["in"] + rows["hidden"]) / 2 - 2, "W_{h}"),
        path(f"M176,{rows['hidden']}H310V{rows['in'] - R - 10}", "h", dashed=True),
        wire((310, rows["in"] - R - 12), (310, rows["in"] - R - 3), role="h"),
        words(242, rows["hidden"] - 8, "copied, one", "middle", small=True),
        words(242, rows["hidden"] + 15, "step later", "middle", small=True),
        words(190, rows["hidden"] - R - 6, "h_{t}", "end"),
        words(107, rows["in"] + 34, "input x_{t}", "middle", small=True),
        words(286, rows["in"] + 34, "context h_{t-1}", "middle", small=True),
        words(230, rows["out"] + 5, "which may", small=True),
        words(230, rows["out"] + 20, "come next?", small=True),
    ]
    alt = (
        f"Elman's net. At the bottom seven input units, one for each of the symbols {', '.join(reber.SYMBOLS)}, and "
        f"beside them the context units. Both lead to the hidden units, through W x and W h. The hidden units lead to "
        f"seven outputs through W y, and a copy of them lands in the context units, one step later. {seen} is read "
        f"now, after {STRING[0]}: {' and '.join(after)} are lit at the top, for they may come next."
    )
    caption = (
        f"Elman's net with its context units. It has read {STRING[0]} and now reads {seen}; {' or '.join(after)} may "
        "come next."
    )
    return Drawing([Panel("", "".join(marks), rows["in"] + 42, 22)], [alt], caption, number, columns=1)


def _lit(x: float, y: float, symbol: str, role: str, lit: bool) -> str:
    """A unit for a symbol; the one that is on has a thick edge and a bold letter."""
    edge = surface(role, lit) if lit else surface("quiet")
    return f'<circle cx="{x:g}" cy="{y:g}" r="{R:g}" {edge}/>' + words(x, y + 5, symbol, "middle", bold=lit)


def what_goes_in_and_out(number: str = "") -> Drawing:
    """One to many, many to one, many to many at once and later: an unrolled net of each, with a use.

    Args:
        number: of the drawing, such as "2.3", for its caption.
    """
    each_next = tuple(", ".join(may_come_next(STRING[: t + 1])) for t in range(len(STRING)))
    kinds = (
        ("one to many", ("(picture)", "", "", ""), ("a", "cat", "asleep", "."), "a picture gets its sentence"),
        ("many to one", ("not", "a", "bad", "film"), ("", "", "", "+"), "a review is found good or bad"),
        ("many to many, at each step", tuple(STRING), each_next, "which symbol may come next?"),
        ("many to many, afterwards", ("the", "cat", "", ""), ("", "", "die", "Katze"), "a sentence is translated"),
    )
    panels, alt = [], []
    for title, below, above, use in kinds:
        panels.append(Panel(title, _unrolled(below, above, use), 204))
        said = (
            f"{kind} at {' and '.join(steps)}"
            for kind, steps in (("inputs", _steps(below)), ("outputs", _steps(above)))
        )
        alt.append(f"{title}: four steps of one net, {', '.join(said)}. {use.capitalize().rstrip('?')}.")
    return Drawing(
        panels,
        alt,
        "What goes in, and what comes out. The boxes of a picture are one net, with the same weights at every step.",
        number,
    )


def _steps(marks: tuple[str, ...]) -> list[str]:
    return [f"step {t}" for t, mark in enumerate(marks, start=1) if mark]


def _unrolled(below: tuple[str, ...], above: tuple[str, ...], use: str) -> str:
    """A box for each step, what it reads below it, what it says above it."""
    marks = []
    for k, (read, said) in enumerate(zip(below, above, strict=True)):
        x = 48 + 80 * k
        marks.append(f'<rect x="{x - 20}" y="88" width="40" height="32" rx="7" {surface("h")}/>')
        marks.append(words(x, 109, f"h_{{{k + 1}}}", "middle"))
        if k:
            marks.append(wire((x - 60, 104), (x - 20, 104), role="h"))
        if read:
            marks.append(wire((x, 148), (x, 120), role="x"))
            marks.append(_landscape(x - 22, 150) if read == "(picture)" else words(x, 165, read, "middle"))
        if said:
            marks += [wire((x, 88), (x, 58)), words(x, 50, said, "middle", bold=True)]
    return "".join(marks) + words(0, 198, use, small=True)


def _landscape(x: float, y: float) -> str:
    """A photograph: a sun above two hills."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="44" height="30" rx="3" {surface("x")}/>'
        f'<circle cx="{x + 33:g}" cy="{y + 9:g}" r="4" fill="currentColor"/>'
        f'<path d="M{x + 2:g},{y + 28:g}l13,-15l10,11l6,-6l11,10z" fill="currentColor" fill-opacity="0.6"/>'
    )
