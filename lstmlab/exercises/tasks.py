"""Chapter 11, the classic experiments: its exercises in the order of the course."""

from lstmlab.exercises import tasks_adding, tasks_interval, tasks_reber

EXERCISES = [tasks_reber.EXERCISE, tasks_adding.EXERCISE, tasks_interval.EXERCISE]
