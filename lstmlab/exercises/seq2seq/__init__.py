"""Chapter 13, first part: an encoder and a decoder. Its exercises in the order of the chapter."""

from lstmlab.exercises.seq2seq import greedy_decode, masked_mean, teacher_inputs

EXERCISES = [teacher_inputs.EXERCISE, masked_mean.EXERCISE, greedy_decode.EXERCISE]
