"""Exercise train.adam_step: momentum, RMSProp and a correction of the start."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def adam_step(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


def case(rng, label, *shape, t=3, lr=0.3, betas=(0.6, 0.8), eps=0.1, dtype=np.float64, **given):
    w, grad, m = (numbers(rng, *shape, dtype=dtype) for _ in range(3))
    arrays = {"w": w, "grad": grad, "m": m, "v": np.abs(numbers(rng, *shape, dtype=dtype)), **given}
    return Case({**arrays, "t": t, "lr": lr, "beta1": betas[0], "beta2": betas[1], "eps": eps}, label)


def cases(rng):
    yield case(rng, "the third step, and an eps that shows", 4, 3)
    yield case(rng, "float32 numbers", 3, 5, dtype=np.float32)
    start = {"m": np.zeros((3, 2)), "v": np.zeros((3, 2))}
    yield case(rng, "the first step, m and v still zero", 3, 2, t=1, **start)
    yield case(rng, "the usual betas and a tiny eps", 6, t=7, betas=(0.9, 0.999), eps=1e-8)
    yield case(rng, "step 2", 2, 4, t=2, lr=0.05, betas=(0.5, 0.7))
    zero = {"m": np.zeros(3), "v": np.zeros(3), "grad": np.zeros(3)}
    yield case(rng, "gradients of zero that never were anything else", 3, t=4, eps=1e-8, **zero)
    yield case(rng, "a single weight, late in training", 1, t=400, betas=(0.9, 0.99))
    for size, label in ((1000.0, "gradients of thousands"), (1e-4, "tiny gradients")):
        given = {"grad": size * numbers(rng, 4), "m": size * numbers(rng, 4), "v": (size * numbers(rng, 4)) ** 2}
        yield case(rng, label, 4, t=5, eps=1e-8, **given)


EXERCISE = Exercise(
    name="train.adam_step",
    title="One step of Adam",
    chapter=9,
    points=2,
    section=("training-optimisers", "From SGD to Adam"),
    arguments=dict.fromkeys(("w", "grad", "m", "v", "t", "lr", "beta1", "beta2", "eps")),
    returns=(("w", None), ("m", None), ("v", None)),
    cases=cases,
    worked=adam_step,
    tested="the first step and later ones, gradients of zero, large and tiny eps, several betas, float64 and float32",
    mistakes=load("train.adam_step", shared=("train",)),
)
