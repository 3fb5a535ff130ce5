"""Inputs of the exercises train.adagrad_step and train.rmsprop_step, which differ in one line."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case


def adaptive_cases(rng, **options):
    """Inputs of both; options: further arguments between lr and eps, by name, two values each."""

    def case(label, *shape, eps=1e-8, lr=0.3, which=0, dtype=np.float64, **given):
        inputs = {"w": numbers(rng, *shape, dtype=dtype), "grad": numbers(rng, *shape, dtype=dtype)}
        inputs["acc"] = np.abs(numbers(rng, *shape, dtype=dtype))
        middle = {name: values[which] for name, values in options.items()}
        return Case({**inputs, **given, "lr": lr, **middle, "eps": eps}, label)

    yield case("random numbers, and an eps that shows", 4, 3, eps=0.1)
    yield case("float32 numbers", 3, 5, eps=0.01, dtype=np.float32)
    yield case("a vector of weights, a tiny eps", 6, lr=0.7, which=1)
    yield case("the first step, with nothing accumulated yet", 3, 2, acc=np.zeros((3, 2)), eps=0.05)
    yield case("gradients of zero that never were anything else", 3, acc=np.zeros(3), grad=np.zeros(3))
    yield case("a gradient of zero after others", 2, 4, grad=np.zeros((2, 4)), which=1)
    yield case("a single weight", 1, eps=0.2, lr=0.05, which=1)
    large = {name: 1000 * numbers(rng, 4) for name in ("w", "grad")}
    yield case("gradients of thousands", 4, **large, acc=1e6 * numbers(rng, 4) ** 2, eps=0.1)
    yield case("tiny gradients", 5, grad=1e-4 * numbers(rng, 5), acc=1e-8 * numbers(rng, 5) ** 2, eps=1e-8, which=1)
