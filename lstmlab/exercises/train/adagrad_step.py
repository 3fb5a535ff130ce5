"""Exercise train.adagrad_step: each weight's rate falls with all the gradients that it has seen."""

import numpy as np

from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Exercise
from lstmlab.exercises.train.adaptive_cases import adaptive_cases


def adagrad_step(w, grad, acc, lr, eps):
    acc = acc + grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


EXERCISE = Exercise(
    name="train.adagrad_step",
    title="One step of AdaGrad",
    chapter=9,
    points=1,
    section=("training-optimisers", "From SGD to Adam"),
    arguments={"w": None, "grad": None, "acc": None, "lr": None, "eps": None},
    returns=(("w", None), ("acc", None)),
    cases=adaptive_cases,
    worked=adagrad_step,
    tested="matrices and vectors, a first step, gradients of zero, large and tiny eps, float64 and float32",
    mistakes=load("train.adagrad_step", shared=("train",)),
)
