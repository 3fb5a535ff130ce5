"""lstm.latch_puzzle: hold the gates of one cell by hand, so that it stores a value, keeps it and shows it once."""

from lstmlab.exercises.specification import Puzzle


def unmet(**controls):
    # The figure owns the cell, its inputs and the tolerance; it is loaded only when the puzzle is checked.
    from lstmlab.figures.latch_by_hand import LatchByHand

    return LatchByHand.unmet(**controls)


PUZZLE = Puzzle(
    name="lstm.latch_puzzle",
    title="A latch, its gates held by hand",
    chapter=5,
    points=1,
    section=("lstm-latch", "Hold the gates by hand"),
    figure="LatchByHand",
    task=(
        "Hold the gates so that the cell stores the value of step 4, keeps it for 15 steps among noise, "
        "and shows it at step 20 and at no other step."
    ),
    start={f"{gate}_{phase}": 0.5 for phase in ("write", "keep", "read") for gate in ("i", "f", "o")},
    solution={
        **{"i_write": 1.0, "f_write": 0.0, "o_write": 0.0},
        **{"i_keep": 0.0, "f_keep": 1.0, "o_keep": 0.0},
        **{"i_read": 0.0, "f_read": 1.0, "o_read": 1.0},
    },
    unmet=unmet,
    hints=(
        "In c = f c_prev + i g, which of the two terms should reach the cell at step 4, and which at the 15 steps "
        "after it? Mind that the cell is not empty when the value comes.",
        "Take the three phases one after the other. At each, ask of every gate what passes through it: i lets the "
        "candidate in, f lets the old cell stay, o lets the cell be seen. A gate that is half open lets half pass.",
    ),
)
