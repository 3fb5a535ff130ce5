"""Exercise train.momentum_step: one step of gradient descent with momentum."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def momentum_step(w, grad, velocity, lr, beta):
    velocity = beta * velocity + grad
    return w - lr * velocity, velocity


def case(rng, label, *shape, lr=0.3, beta=0.6, dtype=np.float64):
    three = (numbers(rng, *shape, dtype=dtype) for _ in range(3))
    return Case(dict(zip(("w", "grad", "velocity"), three, strict=True)) | {"lr": lr, "beta": beta}, label)


def cases(rng):
    yield case(rng, "random numbers", 4, 3)
    yield case(rng, "float32 numbers", 3, 5, dtype=np.float32)
    yield case(rng, "a vector of weights", 6, lr=0.7, beta=0.9)
    yield case(rng, "beta = 0: no momentum", 2, 3, beta=0.0)
    start = case(rng, "the first step, with no velocity yet", 3, 2)
    start.inputs["velocity"] = np.zeros((3, 2))
    yield start
    coasting = case(rng, "a gradient of zero", 5, lr=2.0, beta=0.3)
    coasting.inputs["grad"] = np.zeros(5)
    yield coasting
    yield case(rng, "a single weight", 1)
    for size, label in ((1000.0, "gradients of thousands"), (1e-4, "tiny gradients")):
        one = case(rng, label, 4)
        yield Case({**one.inputs, "grad": size * one.inputs["grad"], "velocity": size * one.inputs["velocity"]}, label)


EXERCISE = Exercise(
    name="train.momentum_step",
    title="One step with momentum",
    chapter=9,
    points=1,
    section=("training-optimisers", "From SGD to Adam"),
    arguments={"w": None, "grad": None, "velocity": None, "lr": None, "beta": None},
    returns=(("w", None), ("velocity", None)),
    cases=cases,
    worked=momentum_step,
    tested="matrices and vectors, a first step without velocity, a gradient of zero, beta = 0, float64 and float32",
    mistakes=load("train.momentum_step", shared=("train",)),
)
