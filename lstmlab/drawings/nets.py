"""Recurrent nets as drawings: Elman's with its context units, and what goes in and comes out at which step."""

from lstmlab.drawings.drawing import Drawing, Panel
from lstmlab.drawings.pen import curve, path, surface, unit, wire, words
from lstmlab.tasks import reber

STRING = "BTXS"  # of the Reber grammar: what the nets read
R = 14


def may_come_next(read: str) -> list[str]:
    """The symbols that the Reber grammar allows after these."""
    state = 0
    for symbol in read:
        state = reber.AUTOMATON[state][symbol]
    return list(reber.AUTOMATON[state])


def elman_with_context() -> Drawing:
    """Elman's net as he drew it: the hidden values of the step before stand beside the inputs, as context units.

    Source: J. L. Elman, "Finding Structure in Time", Cognitive Science 14 (1990), 179-211, figure 2.
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
    return Drawing([Panel("", "".join(marks), rows["in"] + 42, 22)], [alt], columns=1)


def _lit(x: float, y: float, symbol: str, role: str, lit: bool) -> str:
    """A unit for a symbol; the one that is on has a thick edge and a bold letter."""
    edge = surface(role, lit) if lit else surface("quiet")
    return f'<circle cx="{x:g}" cy="{y:g}" r="{R:g}" {edge}/>' + words(x, y + 5, symbol, "middle", bold=lit)


def what_goes_in_and_out() -> Drawing:
    """One to many, many to one, many to many at once and later: an unrolled net of each, with a use."""
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
    )


def rolled_and_unrolled() -> Drawing:
    """A recurrent net as one box with a loop, and as the same box drawn once for each step."""
    x, y = 168, 104
    rolled = [
        wire((x, 148), (x, 120), role="x"),
        words(x, 165, "x_{t}", "middle"),
        wire((x, 88), (x, 58)),
        words(x, 50, "y_{t}", "middle", bold=True),
        _box(x, "h_{t}"),
        curve((x + 20, y - 6), (x + 80, y - 46), (x + 80, y + 46), (x + 20, y + 6), role="h"),
        words(x + 72, y + 5, "W_{h}"),
    ]
    said = tuple(f"y_{{{t}}}" for t in range(1, len(STRING) + 1))
    return Drawing(
        [
            Panel("rolled", "".join(rolled), 176),
            Panel("unrolled", _unrolled(tuple(STRING), said, ""), 176),
        ],
        [
            "Rolled: one box for the state h, with an input below it, an output above it, and an arrow W h that leaves "
            "the box and comes back.",
            f"Unrolled: four boxes from left to right, from h1 to h4, each with an arrow to the next. They read "
            f"{', '.join(STRING)} and say y1 to y4.",
        ],
    )


def both_directions_and_a_stack() -> Drawing:
    """A net that reads forward and one that reads backward, side by side; and two layers on top of each other."""
    both, stack = [], []
    for k in range(4):
        x = 48 + 80 * k
        left, right = x - 20, x + 20  # what goes to one row passes beside the other
        both += [wire((left, 204), (left, 174), role="x"), wire((right, 204), (right, 114), role="x")]
        both += [wire((left, 142), (left, 58)), wire((right, 82), (right, 58))]
        both += [_box(x - 14, f"→h_{{{k + 1}}}", 142), _box(x + 14, f"←h_{{{k + 1}}}", 82, "f")]
        stack += [wire((x, 204), (x, 174), role="x"), wire((x, 142), (x, 114), role="h"), wire((x, 82), (x, 58))]
        stack += [_box(x, f"h_{{{k + 1}}}", 142), _box(x, f"h_{{{k + 1}}}", 82)]
        for marks in (both, stack):
            marks += [words(x, 220, f"x_{{{k + 1}}}", "middle"), words(x, 50, f"y_{{{k + 1}}}", "middle", bold=True)]
        if k:
            both += [wire((x - 74, 158), (x - 34, 158), role="h"), wire((x - 6, 98), (x - 46, 98), role="f")]
            stack += [wire((x - 60, y), (x - 20, y), role="h") for y in (158, 98)]
    return Drawing(
        [Panel("two directions", "".join(both), 230), Panel("two layers", "".join(stack), 230)],
        [
            "Two directions: at each of four steps the input goes to two boxes. The lower ones pass their state to the "
            "right, the upper ones to the left. The output sees both.",
            "Two layers: at each of four steps the input goes to a box, its state to a second box above it, and that "
            "to the output. Both rows pass their states to the right.",
        ],
    )


def _box(x: float, text: str, top: float = 88, role: str = "h") -> str:
    """The state of one step."""
    shape = f'<rect x="{x - 20:g}" y="{top:g}" width="40" height="32" rx="7" {surface(role)}/>'
    return shape + words(x, top + 21, text, "middle")


def _steps(marks: tuple[str, ...]) -> list[str]:
    return [f"step {t}" for t, mark in enumerate(marks, start=1) if mark]


def _unrolled(below: tuple[str, ...], above: tuple[str, ...], use: str) -> str:
    """A box for each step, what it reads below it, what it says above it."""
    marks = []
    for k, (read, said) in enumerate(zip(below, above, strict=True)):
        x = 48 + 80 * k
        marks.append(_box(x, f"h_{{{k + 1}}}"))
        if k:
            marks.append(wire((x - 60, 104), (x - 20, 104), role="h"))
        if read:
            marks.append(wire((x, 148), (x, 120), role="x"))
            marks.append(_landscape(x - 22, 150) if read == "(picture)" else words(x, 165, read, "middle"))
        if said:
            marks += [wire((x, 88), (x, 58)), words(x, 50, said, "middle", bold=True)]
    return "".join(marks) + (words(0, 198, use, small=True) if use else "")


def _landscape(x: float, y: float) -> str:
    """A photograph: a sun above two hills."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="44" height="30" rx="3" {surface("x")}/>'
        f'<circle cx="{x + 33:g}" cy="{y + 9:g}" r="4" fill="currentColor"/>'
        f'<path d="M{x + 2:g},{y + 28:g}l13,-15l10,11l6,-6l11,10z" fill="currentColor" fill-opacity="0.6"/>'
    )
