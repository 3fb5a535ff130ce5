"""Chapter 2, the Elman network: its exercises in the order of the chapter, and the latch puzzle."""

from lstmlab.exercises.elman import count_parameters, forward, latch_puzzle, next_symbol_pairs, readout, step

EXERCISES = [
    step.EXERCISE,
    forward.EXERCISE,
    next_symbol_pairs.EXERCISE,
    readout.EXERCISE,
    count_parameters.EXERCISE,
    latch_puzzle.PUZZLE,
]
