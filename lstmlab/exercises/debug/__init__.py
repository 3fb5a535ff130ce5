"""Chapter 15, when a network does not learn: its exercises in the order of the chapter."""

from lstmlab.exercises.debug import leaks

EXERCISES = [
    leaks.EXERCISE,
]
