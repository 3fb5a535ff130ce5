"""Chapters 5 and 6, the LSTM: their exercises in the order of the course, and the latch puzzle."""

from lstmlab.exercises.lstm import (
    backward,
    cec_step,
    count_parameters,
    forward,
    half_life,
    initial_bias,
    latch_puzzle,
    pack,
    step,
    step_backward,
    unpack,
)

EXERCISES = [
    cec_step.EXERCISE,
    step.EXERCISE,
    forward.EXERCISE,
    pack.EXERCISE,
    unpack.EXERCISE,
    half_life.EXERCISE,
    count_parameters.EXERCISE,
    latch_puzzle.PUZZLE,
    step_backward.EXERCISE,
    backward.EXERCISE,
    initial_bias.EXERCISE,
]
