"""Chapter 8, training well: its exercises in the order of the chapter."""

from lstmlab.exercises import (
    train_adagrad,
    train_adam,
    train_dropout,
    train_momentum,
    train_rmsprop,
    train_softsign,
    train_standardise,
    train_stopping,
    train_xavier,
)

EXERCISES = [
    train_standardise.EXERCISE,
    train_stopping.EXERCISE,
    train_dropout.EXERCISE,
    train_momentum.EXERCISE,
    train_adagrad.EXERCISE,
    train_rmsprop.EXERCISE,
    train_adam.EXERCISE,
    train_xavier.EXERCISE,
    train_softsign.EXERCISE,
]
