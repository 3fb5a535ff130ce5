"""The puzzle of chapter 7: set the weights of one cell so that it fires 25 steps after a pulse."""

from lstmlab.exercises.specification import Puzzle


def unmet(**controls):
    # The figure owns the cell, its pulse and the threshold; it is loaded only when the puzzle is checked.
    from lstmlab.figures.peephole_timer import PeepholeTimer

    return PeepholeTimer.unmet(**controls)


PUZZLE = Puzzle(
    name="peephole.timer_puzzle",
    title="A timer of 25 steps",
    chapter=7,
    points=1,
    section=("timer", "A timer of 25 steps"),
    figure="PeepholeTimer",
    task="Set the four weights so that h rises above 0.5 for the first time exactly at step 25, and stays below 0.1 up "
    "to step 20.",
    start={"b_i": -1.0, "b_f": 1.0, "p_o": 2.0, "b_o": -1.0},
    solution={"b_i": -2.0, "b_f": 8.0, "p_o": 20.0, "b_o": -26.75},
    unmet=unmet,
    hints=(
        "A timer has to count further at every step. What does c do now, and which bias makes it keep what it has?",
        "The output gate is half open where p_o c + b_o = 0. Read c at step 25: how large must -b_o be for your p_o? "
        "And does a larger p_o make the gate open more slowly or more suddenly?",
    ),
)
