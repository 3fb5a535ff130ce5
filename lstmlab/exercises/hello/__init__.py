"""Chapter 0: one exercise that takes a minute and shows what a check says."""

from lstmlab.exercises.hello import scale

EXERCISES = [
    scale.EXERCISE,
]
