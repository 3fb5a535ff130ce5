"""The latch puzzle of chapter 2: weights with which one unit remembers the sign of its first input."""

from lstmlab.exercises.specification import Puzzle


def unmet(w_x, w_h, b):
    # The figure owns the unit, its 20 steps and the threshold; it is loaded only when the puzzle is checked.
    from lstmlab.figures.latch_portrait import LatchPortrait

    return LatchPortrait.unmet(w_x=w_x, w_h=w_h, b=b)


PUZZLE = Puzzle(
    name="elman.latch_puzzle",
    title="A unit that remembers",
    chapter=2,
    points=1,
    section=("latch", "A unit that remembers"),
    figure="LatchPortrait",
    task="Set w_x, w_h and b so that after 20 steps the unit still shows clearly whether its first input was +1 or -1.",
    start={"w_x": 0.5, "w_h": 0.8, "b": 0.3},
    solution={"w_x": 2.0, "w_h": 2.0, "b": 0.0},
    unmet=unmet,
    hints=(
        "Once the input is gone, the unit follows h -> tanh(w_h h + b). "
        "In how many points does this curve cross the diagonal?",
        "The unit needs two places to rest, one on each side of zero. How steep must the curve be at zero for that? "
        "And which b treats both sides alike?",
    ),
)
