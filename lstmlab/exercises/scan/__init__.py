"""Chapter 13, third part: a recurrence for all steps together. Its exercises in the order of the chapter."""

from lstmlab.exercises.scan import compose, prefix

EXERCISES = [compose.EXERCISE, prefix.EXERCISE]
