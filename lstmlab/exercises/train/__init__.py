"""Chapter 9, training well: its exercises in the order of the chapter."""

from lstmlab.exercises.train import (
    adagrad_step,
    adam_step,
    dropout,
    early_stopping,
    momentum_step,
    rmsprop_step,
    softsign,
    standardise,
    xavier_uniform,
)

EXERCISES = [
    standardise.EXERCISE,
    early_stopping.EXERCISE,
    dropout.EXERCISE,
    momentum_step.EXERCISE,
    adagrad_step.EXERCISE,
    rmsprop_step.EXERCISE,
    adam_step.EXERCISE,
    xavier_uniform.EXERCISE,
    softsign.EXERCISE,
]
