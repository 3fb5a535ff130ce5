"""What an eigenvalue does to a vector: the same matrix, three times, on three vectors."""

import numpy as np

from lstmlab.drawings.drawing import Drawing, Panel
from lstmlab.drawings.pen import number as plain
from lstmlab.drawings.pen import path, wire, words

W = np.array([[2.0, 1.0], [0.0, 0.5]])  # rows that send: v W
STEPS = 3
WIDTH, ORIGIN = 160, (12, 148)


def what_an_eigenvalue_does() -> Drawing:
    """A vector that only grows, one that only shrinks, and a mixture that turns to the first."""
    (small, large) = sorted(np.linalg.eigvals(W).real)
    kinds = (
        (
            f"λ = {plain(large)}: grows",
            np.array([0.375, 0.25]),
            30.0,
            f"each {plain(large)} times the one before",
        ),
        (
            f"λ = {plain(small)}: shrinks",
            np.array([0.0, 1.0]),
            100.0,
            f"each {plain(small)} times the one before",
        ),
        ("a mixture: turns", np.array([0.15, 1.0]), 58.0, "the part along the larger eigenvalue takes over"),
    )
    panels, alt = [], []
    for title, start, scale, said in kinds:
        vectors = [start @ np.linalg.matrix_power(W, k) for k in range(STEPS + 1)]
        panels.append(Panel(title, _arrows(vectors, scale), 160, width=WIDTH))
        told = "; ".join(f"({plain(v[0])}, {plain(v[1])})" for v in vectors)
        alt.append(f"{title}. A vector, and what the matrix makes of it once, twice and three times: {told}; {said}.")
    return Drawing(
        panels,
        alt,
        columns=3,
    )


def _arrows(vectors: list[np.ndarray], scale: float) -> str:
    x, y = ORIGIN
    marks = [path(f"M4,{y}H{WIDTH - 4}M{x},26V{y + 8}", "quiet", 1)]
    for k, vector in enumerate(vectors):
        end = (x + scale * vector[0], y - scale * vector[1])
        beside = 7 * k if vectors[-1][0] == 0 else 0  # along the axis the arrows would hide each other
        marks.append(wire((x + beside, y), (end[0] + beside, end[1]), role="h", width=1.6 + 0.5 * k))
        if k in (0, STEPS):
            marks.append(words(end[0] + beside + 6, end[1] + 4, "v" + " W" * k, small=True))
    return "".join(marks)
