"""The puzzle of chapter 8: hold the gates of one GRU unit so that it keeps, copies and keeps again."""

from lstmlab.exercises.specification import Puzzle


def unmet(**controls):
    # The figure owns the unit, its inputs and what counts as near; it is loaded only when the puzzle is checked.
    from lstmlab.figures.gru_copy import GruCopy

    return GruCopy.unmet(**controls)


PUZZLE = Puzzle(
    name="gru.copy_puzzle",
    title="Keep, copy, keep",
    chapter=8,
    points=1,
    section=("copy", "Keep, copy, keep"),
    figure="GruCopy",
    task="Hold z and r so that the unit keeps its value for ten steps, takes the new value of step 11 alone in its "
    "place, and keeps that one to the end.",
    start={"z_before": 0.3, "r_before": 0.5, "z_at": 0.3, "r_at": 0.5, "z_after": 0.3, "r_after": 0.5},
    solution={"z_before": 0.0, "r_before": 0.5, "z_at": 1.0, "r_at": 0.0, "z_after": 0.0, "r_after": 0.5},
    unmet=unmet,
    hints=(
        "h becomes (1 - z) times the old value plus z times the candidate. "
        "With which z does nothing change? With which is nothing of the old value left in this sum?",
        "At step 11 the candidate itself still looks at the old value, through r. "
        "Which r makes it look at the input alone? And where z is 0, does r matter at all?",
    ),
)
