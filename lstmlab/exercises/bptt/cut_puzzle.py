"""The cut puzzle of chapter 3: the smallest chunk that still carries the gradient to the symbol that matters."""

from lstmlab.exercises.specification import Puzzle


def unmet(k, symbol, w_h=1.1):  # reached or not, whatever w_h is
    # The figure owns the sequence and its chunks; it is loaded only when the puzzle is checked.
    from lstmlab.figures.cut_explorer import CutExplorer

    return CutExplorer.unmet(k=k, symbol=symbol, w_h=w_h)


PUZZLE = Puzzle(
    name="bptt.cut_puzzle",
    title="The smallest chunk that reaches back",
    chapter=3,
    points=1,
    section=("what-a-cut-costs", "What a cut costs"),
    figure="CutExplorer",
    task="Find the smallest k with which the gradient of the loss still reaches the symbol.",
    start={"k": 5, "symbol": 12},
    solution={"k": 10, "symbol": 12},
    unmet=unmet,
    hints=(
        "The gradient goes back to the first step of the chunk that holds the loss. At which step is that?",
        "Chunks count from step 0, so they begin at multiples of k. Which is the first k without a multiple "
        "after the symbol, up to the loss?",
    ),
)
