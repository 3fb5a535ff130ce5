"""Chapter 4, vanishing and exploding gradients: its exercises in the order of the chapter, and the edge puzzle."""

from lstmlab.exercises import (
    vanish_clip,
    vanish_jacobian,
    vanish_lag,
    vanish_puzzle,
    vanish_radius,
    vanish_steps,
)

EXERCISES = [
    vanish_steps.EXERCISE,
    vanish_jacobian.EXERCISE,
    vanish_lag.EXERCISE,
    vanish_radius.EXERCISE,
    vanish_clip.EXERCISE,
    vanish_puzzle.PUZZLE,
]
