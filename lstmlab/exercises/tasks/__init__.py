"""Chapter 12, the classic experiments: its exercises in the order of the course."""

from lstmlab.exercises.tasks import adding_batch, reber_is_legal, success_interval

EXERCISES = [
    reber_is_legal.EXERCISE,
    adding_batch.EXERCISE,
    success_interval.EXERCISE,
]
