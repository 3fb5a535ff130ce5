"""Chapter 3, backpropagation through time: its exercises in the order of the chapter, and the cut puzzle."""

from lstmlab.exercises.bptt import backward, cut_puzzle, numerical_gradient, step_backward, truncated

EXERCISES = [
    numerical_gradient.EXERCISE,
    step_backward.EXERCISE,
    backward.EXERCISE,
    truncated.EXERCISE,
    cut_puzzle.PUZZLE,
]
