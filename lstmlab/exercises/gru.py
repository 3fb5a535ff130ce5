"""Chapter 7, the GRU: its exercises in the order of the chapter."""

from lstmlab.exercises import gru_step

EXERCISES = [gru_step.EXERCISE]
