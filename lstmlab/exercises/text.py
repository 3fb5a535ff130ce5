"""Chapter 10, writing like Shakespeare: its exercises in the order of the chapter."""

from lstmlab.exercises import text_bits, text_encode, text_sample, text_streams, text_vocabulary

EXERCISES = [
    text_vocabulary.EXERCISE,
    text_encode.EXERCISE,
    text_streams.EXERCISE,
    text_sample.EXERCISE,
    text_bits.EXERCISE,
]
