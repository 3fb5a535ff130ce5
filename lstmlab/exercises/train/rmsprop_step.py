"""Exercise train.rmsprop_step: AdaGrad that forgets."""

import numpy as np

from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Exercise
from lstmlab.exercises.train.adaptive_cases import adaptive_cases


def rmsprop_step(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay) * grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


EXERCISE = Exercise(
    name="train.rmsprop_step",
    title="One step of RMSProp",
    chapter=9,
    points=1,
    section=("training-optimisers", "From SGD to Adam"),
    arguments={"w": None, "grad": None, "acc": None, "lr": None, "decay": None, "eps": None},
    returns=(("w", None), ("acc", None)),
    cases=lambda rng: adaptive_cases(rng, decay=(0.7, 0.95)),
    worked=rmsprop_step,
    tested="matrices and vectors, a first step, gradients of zero, large and tiny eps, two decays, float64 and float32",
    mistakes=load("train.rmsprop_step", shared=("train",)),
)
