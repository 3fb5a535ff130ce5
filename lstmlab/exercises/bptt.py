"""Chapter 3, backpropagation through time: its exercises in the order of the chapter."""

from lstmlab.exercises import bptt_step

EXERCISES = [
    bptt_step.EXERCISE,
]
