"""Chapter 6, peepholes: its exercises in the order of the chapter, and the timer puzzle."""

from lstmlab.exercises import peephole_backward, peephole_count, peephole_step
from lstmlab.exercises.peephole_puzzle import PUZZLE

EXERCISES = [peephole_step.EXERCISE, peephole_backward.EXERCISE, peephole_count.EXERCISE, PUZZLE]
