"""Chapter 7, the GRU: its exercises in the order of the chapter, and the copy puzzle."""

from lstmlab.exercises import gru_backward, gru_count, gru_reset_after, gru_step, gru_swap_z
from lstmlab.exercises.gru_puzzle import PUZZLE

EXERCISES = [
    gru_step.EXERCISE,
    gru_reset_after.EXERCISE,
    gru_swap_z.EXERCISE,
    gru_backward.EXERCISE,
    gru_count.EXERCISE,
    PUZZLE,
]
