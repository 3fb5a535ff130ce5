"""Chapter 7, peepholes: its exercises in the order of the chapter, and the timer puzzle."""

from lstmlab.exercises.peephole import count_parameters, step, step_backward, timer_puzzle

EXERCISES = [
    step.EXERCISE,
    step_backward.EXERCISE,
    count_parameters.EXERCISE,
    timer_puzzle.PUZZLE,
]
