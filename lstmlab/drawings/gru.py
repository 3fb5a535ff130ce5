"""The GRU as it is drawn, with its reset gate before the product with W_h or after it."""

from lstmlab.drawings.drawing import Drawing, Panel
from lstmlab.drawings.pen import BOX, KNOT, frame, gate, knot, pill, wire, words

TOP, WRITE, BUS, FLOOR = 62, 122, 216, 262
KEEP, OUT = 150, 236  # where the belt loses, and where it gains
FIRST, SECOND = 84, 152  # the two places on the way of h to the candidate


def both_placements_of_r() -> Drawing:
    """A GRU whose reset gate acts on h, and one whose reset gate acts on the product h W_h."""
    return Drawing(
        [
            Panel("r before the product", _gru(before=True), FLOOR + 6),
            Panel("r after the product", _gru(before=False), FLOOR + 6),
        ],
        [_words("the reset gate r, then the matrix W h"), _words("the matrix W h, then the reset gate r")],
    )


def _gru(before: bool) -> str:
    """The state as a belt along the top; below it z, and at the bottom the way of the old state to the candidate."""
    high, wide = BOX[1] / 2, BOX[0] / 2
    reset, product = (FIRST, SECOND) if before else (SECOND, FIRST)
    return "".join(
        [
            frame(30, 28, 288, BUS),
            wire((2, TOP), (KEEP - KNOT, TOP), role="h"),
            wire((KEEP + KNOT, TOP), (OUT - KNOT, TOP), role="h"),
            wire((OUT + KNOT, TOP), (338, TOP), role="h"),
            wire((KEEP, WRITE - high), (KEEP, TOP + KNOT), role="i"),
            wire((KEEP + wide, WRITE), (OUT - KNOT, WRITE), role="i"),
            words(KEEP - 8, (TOP + WRITE) / 2 + 2, "1 - z", "end", small=True),
            wire((OUT, BUS - high), (OUT, WRITE + KNOT), role="g"),
            wire((OUT, WRITE - KNOT), (OUT, TOP + KNOT)),
            wire((16, TOP), (16, BUS), (FIRST - (KNOT if before else 20), BUS), role="h"),
            wire((FIRST + (KNOT if before else 20), BUS), (SECOND - (20 if before else KNOT), BUS), role="h"),
            wire((SECOND + (20 if before else KNOT), BUS), (OUT - wide, BUS), role="h"),
            wire((OUT, FLOOR + 4), (OUT, BUS + high), role="x"),
            words(OUT + 8, FLOOR + 2, "x_{t}", small=True),
            wire((reset, WRITE + 60), (reset, BUS - KNOT), role="o"),
            wire((reset - 44, WRITE + 44), (reset - wide, WRITE + 44), role="o"),
            words(reset - 46, WRITE + 34, "x, h", small=True),
            wire((KEEP - 50, WRITE), (KEEP - wide, WRITE), role="i"),
            words(KEEP - 54, WRITE + 4, "x, h", "end", small=True),
            gate(reset, WRITE + 44, "r", role="o"),
            gate(KEEP, WRITE, "z", role="i"),
            gate(OUT, BUS, "n", role="g"),
            knot(reset, BUS, "×"),
            pill(product, BUS, "W_{h}", "h"),
            knot(KEEP, TOP, "×"),
            knot(OUT, WRITE, "×"),
            knot(OUT, TOP, "+"),
            words(2, TOP - 10, "h_{t-1}"),
            words(338, TOP - 10, "h_{t}", "end"),
        ]
    )


def _words(way: str) -> str:
    return (
        "A GRU. The state h runs along the top; it is multiplied by 1 minus z, and the product of z and the "
        f"candidate n is added. On its way to the candidate the old state meets {way}. The candidate also gets x."
    )
