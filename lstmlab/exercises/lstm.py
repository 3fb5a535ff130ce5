"""Chapter 5, the LSTM: its exercises in the order of the course, and the latch puzzle."""

from lstmlab.exercises import (
    lstm_backward,
    lstm_bias,
    lstm_cec_step,
    lstm_count,
    lstm_forward,
    lstm_half_life,
    lstm_pack,
    lstm_step,
    lstm_step_backward,
)
from lstmlab.exercises.lstm_puzzle import PUZZLE

EXERCISES = [
    lstm_cec_step.EXERCISE,
    lstm_step.EXERCISE,
    lstm_forward.EXERCISE,
    lstm_step_backward.EXERCISE,
    lstm_backward.EXERCISE,
    lstm_pack.PACK,
    lstm_pack.UNPACK,
    lstm_bias.EXERCISE,
    lstm_half_life.EXERCISE,
    lstm_count.EXERCISE,
    PUZZLE,
]
