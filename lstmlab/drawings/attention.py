"""An encoder and a decoder, with one state between them and with attention."""

from lstmlab.drawings.drawing import Drawing, Panel
from lstmlab.drawings.pen import surface, wire, words

READ, WRITTEN, START = "abc", ("c", "b", "a", "."), "^"
STEP, HALF, TOP, HIGH = 45, 15, 122, 30  # from box to box, half a box, its upper edge and its height
WEIGHTS = (0.1, 0.8, 0.1)  # where the decoder looks when it writes its second symbol


def encoder_and_decoder() -> Drawing:
    """A string is read, and written turned round: through one state, and with attention to all of them."""
    strings = (
        f"An encoder reads {', '.join(READ)}. A decoder starts from its last state and writes {', '.join(WRITTEN)}"
    )
    return Drawing(
        [
            Panel("one state between them", _pair(), 196),
            Panel("with attention", _pair() + _look(), 196),
        ],
        [
            f"{strings}, and reads each symbol that it has written, first the start.",
            f"{strings}. Where it writes its second symbol, it looks back at all three states of the encoder: much at "
            "the second, little at the others.",
        ],
    )


def _pair() -> str:
    marks = []
    read = (*READ, START, *WRITTEN[:-1])
    for k, symbol in enumerate(read):
        x = 24 + STEP * k + (12 if k >= len(READ) else 0)
        encodes = k < len(READ)
        shape = surface("h" if encodes else "g")
        marks.append(f'<rect x="{x - HALF:g}" y="{TOP}" width="{2 * HALF}" height="{HIGH}" rx="6" {shape}/>')
        marks += [wire((x, 176), (x, TOP + HIGH), role="x"), words(x, 190, symbol, "middle")]
        if k:
            gap = 12 if k == len(READ) else 0
            marks.append(wire((x - STEP - gap + HALF, TOP + HIGH / 2), (x - HALF, TOP + HIGH / 2), role="h"))
        if not encodes:
            marks += [wire((x, TOP), (x, 58)), words(x, 50, WRITTEN[k - len(READ)], "middle", bold=True)]
    return "".join(marks)


def _look() -> str:
    """Arrows from the encoder's states to a sum above them, as thick as their weights, and on to the decoder's step."""
    x, y = 24 + STEP, 78
    to = 24 + STEP * (len(READ) + 1) + 12
    marks = [
        wire((24 + STEP * k, TOP), (x + 8 * (k - 1), y + 11), role="o", width=1 + 4 * weight, head=weight > 0.5)
        for k, weight in enumerate(WEIGHTS)
    ]
    marks.append(f'<circle cx="{x:g}" cy="{y}" r="11" {surface("o")}/>' + words(x, y + 5, "+", "middle"))
    marks.append(wire((x + 11, y), (to - 3, y), role="o"))
    return "".join(marks)
