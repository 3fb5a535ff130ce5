"""Chapter 4, vanishing and exploding gradients: its exercises in the order of the chapter, and the edge puzzle."""

from lstmlab.exercises.vanish import (
    clip_by_global_norm,
    edge_puzzle,
    gradient_by_lag,
    jacobian,
    rescale_spectral_radius,
    steps_until,
)

EXERCISES = [
    steps_until.EXERCISE,
    jacobian.EXERCISE,
    gradient_by_lag.EXERCISE,
    rescale_spectral_radius.EXERCISE,
    clip_by_global_norm.EXERCISE,
    edge_puzzle.PUZZLE,
]
