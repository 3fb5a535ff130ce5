"""Chapter 1, feed-forward networks: its exercises in the order of the chapter, and the window puzzle."""

from lstmlab.exercises.ffnn import (
    backward,
    count_parameters,
    forward,
    sliding_windows,
    softmax_cross_entropy,
    window_puzzle,
)

EXERCISES = [
    count_parameters.EXERCISE,
    forward.EXERCISE,
    softmax_cross_entropy.EXERCISE,
    backward.EXERCISE,
    sliding_windows.EXERCISE,
    window_puzzle.PUZZLE,
]
