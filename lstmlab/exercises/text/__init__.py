"""Chapter 11, writing like Shakespeare: its exercises in the order of the chapter."""

from lstmlab.exercises.text import bits_per_character, encode, sample, stream_batches, vocabulary

EXERCISES = [
    vocabulary.EXERCISE,
    encode.EXERCISE,
    stream_batches.EXERCISE,
    sample.EXERCISE,
    bits_per_character.EXERCISE,
]
