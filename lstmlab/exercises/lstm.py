"""Chapter 5, the LSTM: its exercises in the order of the chapter."""

from lstmlab.exercises import lstm_cec_step, lstm_pack, lstm_step

EXERCISES = [lstm_cec_step.EXERCISE, lstm_step.EXERCISE, lstm_pack.PACK, lstm_pack.UNPACK]
