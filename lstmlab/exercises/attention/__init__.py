"""Chapter 13, second part: attention. Its exercises in the order of the chapter, and the puzzle."""

from lstmlab.exercises.attention import attend, attend_backward, look_puzzle

EXERCISES = [attend.EXERCISE, look_puzzle.PUZZLE, attend_backward.EXERCISE]
