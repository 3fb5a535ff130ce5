"""Chapter 3, backpropagation through time: its exercises in the order of the chapter, and the cut puzzle."""

from lstmlab.exercises import bptt_backward, bptt_numerical, bptt_puzzle, bptt_step, bptt_truncated

EXERCISES = [
    bptt_numerical.EXERCISE,
    bptt_step.EXERCISE,
    bptt_backward.EXERCISE,
    bptt_truncated.EXERCISE,
    bptt_puzzle.PUZZLE,
]
