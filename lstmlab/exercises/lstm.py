"""Chapter 5, the LSTM: its exercises in the order of the chapter."""

from lstmlab.exercises import lstm_step

EXERCISES = [lstm_step.EXERCISE]
