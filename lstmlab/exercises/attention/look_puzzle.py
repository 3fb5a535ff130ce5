"""The puzzle of chapter 13: point a query by hand so that a decoder writes a string turned round."""

from lstmlab.exercises.specification import Puzzle


def unmet(**controls):
    # The figure owns the keys and the share that is asked for; it is loaded only when the puzzle is checked.
    from lstmlab.figures.look_by_hand import LookByHand

    return LookByHand.unmet(**controls)


PUZZLE = Puzzle(
    name="attention.look_puzzle",
    title="Look by hand",
    chapter=13,
    points=1,
    section=("look", "Where to look, and how sharply"),
    figure="LookByHand",
    task="Point the query so that the decoder writes CADEB turned round, with at least 90 % of each look on the right "
    "letter.",
    start={"first": 90.0, "turn": 30.0, "length": 2.0},
    solution={"first": 240.0, "turn": -60.0, "length": 10.0},
    unmet=unmet,
    hints=(
        "The score of a letter is largest where the query points along its key. Which letter is written first, and in "
        "which direction from one letter to the next does the decoder go?",
        "The keys stand 60 degrees apart, and the last letter comes first. Where the right letters win, but not "
        "clearly: scores are products. What makes all of them larger at once?",
    ),
)
