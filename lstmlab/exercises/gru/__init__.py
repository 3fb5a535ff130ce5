"""Chapter 8, the GRU: its exercises in the order of the chapter, and the copy puzzle."""

from lstmlab.exercises.gru import copy_puzzle, count_parameters, step, step_backward, step_reset_after, swap_z

EXERCISES = [
    step.EXERCISE,
    step_reset_after.EXERCISE,
    swap_z.EXERCISE,
    step_backward.EXERCISE,
    count_parameters.EXERCISE,
    copy_puzzle.PUZZLE,
]
