"""Wrong answers to the optimisers of chapter 8, as learners write them."""

import numpy as np

from tests.exercises.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)

# train.momentum_step


@wrong("train.momentum_step", "running-mean")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + (1 - beta) * grad
    return w - lr * v, v


@wrong("train.momentum_step", "rate-inside-the-velocity")
def _(w, grad, velocity, lr, beta):
    step = beta * velocity + lr * grad
    return w - step, step


@wrong("train.momentum_step", "velocity-downhill-with-rate")
def _(w, grad, velocity, lr, beta):
    velocity = beta * velocity - lr * grad
    return w + velocity, velocity


@wrong("train.momentum_step", "nesterov")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + grad
    return w - lr * beta * v - lr * grad, v


@wrong("train.momentum_step", "old-velocity")
def _(w, grad, velocity, lr, beta):
    w = w - lr * velocity
    velocity = beta * velocity + grad
    return w, velocity


@wrong("train.momentum_step", "uphill")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + grad
    return w + lr * v, v


@wrong("train.momentum_step", "weights-changed-in-place", says="in place")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + grad
    w -= lr * v
    return w, v


@wrong("train.momentum_step", says="2 values are asked for")
def _(w, grad, velocity, lr, beta):
    velocity = beta * velocity + grad
    return w - lr * velocity


@wrong("train.momentum_step", "running-mean", "uphill")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + (1 - beta) * grad
    return w + lr * v, v


# train.adagrad_step


@wrong("train.adagrad_step", "eps-inside-the-root")
def _(w, grad, acc, lr, eps):
    acc = acc + grad**2
    return w - lr / np.sqrt(acc + eps) * grad, acc


@wrong("train.adagrad_step", "decayed")
def _(w, grad, acc, lr, eps):
    acc = 0.9 * acc + 0.1 * grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("train.adagrad_step", "old-acc")
def _(w, grad, acc, lr, eps):
    step = lr * grad / (np.sqrt(acc) + eps)
    return w - step, acc + grad**2


@wrong("train.adagrad_step", "root-left-out")
def _(w, grad, acc, lr, eps):
    acc = acc + grad * grad
    return w - lr * grad / (acc + eps), acc


@wrong("train.adagrad_step", "eps-left-out", says="nan")
def _(w, grad, acc, lr, eps):
    acc = acc + np.square(grad)
    return w - lr * grad / np.sqrt(acc), acc


@wrong("train.adagrad_step", "acc-changed-in-place", says="acc +=")
def _(w, grad, acc, lr, eps):
    acc += grad**2
    w = w - lr * grad / (np.sqrt(acc) + eps)
    return w, acc


@wrong("train.adagrad_step", "acc-forgotten")
def _(w, grad, acc, lr, eps):
    acc = grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("train.adagrad_step", "acc-first")
def _(w, grad, acc, lr, eps):
    acc = acc + grad**2
    return acc, w - lr * grad / (np.sqrt(acc) + eps)


@wrong("train.adagrad_step", says=("w", "right"))
def _(w, grad, acc, lr, eps):
    # Half of the rate: no known mistake.
    acc = acc + grad**2
    return w - lr / 2 * grad / (np.sqrt(acc) + eps), acc


# train.rmsprop_step


@wrong("train.rmsprop_step", "adagrad")
def _(w, grad, acc, lr, decay, eps):
    acc = acc + grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("train.rmsprop_step", "sum-that-fades")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("train.rmsprop_step", "factors-exchanged")
def _(w, grad, acc, lr, decay, eps):
    acc = (1 - decay) * acc + decay * grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("train.rmsprop_step", "eps-inside-the-root")
def _(w, grad, acc, lr, decay, eps):
    s = decay * acc + (1 - decay) * grad**2
    return w - lr * grad / (s + eps) ** 0.5, s


@wrong("train.rmsprop_step", "old-acc")
def _(w, grad, acc, lr, decay, eps):
    new = w - lr * grad / (np.sqrt(acc) + eps)
    return new, decay * acc + (1 - decay) * grad**2


@wrong("train.rmsprop_step", "factor-squared-too")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + np.square((1 - decay) * grad)
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("train.rmsprop_step", says="nan")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay) * grad**2
    return w - lr * grad / acc, acc


@wrong("train.rmsprop_step", "eps-outside-the-fraction", says="nan")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay) * grad**2
    return w - lr * grad / np.sqrt(acc) + eps, acc


@wrong("train.rmsprop_step", "weights-changed-in-place", says="in place")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay) * grad**2
    w -= lr * grad / (np.sqrt(acc) + eps)
    return w, acc


# train.adam_step


@wrong("train.adam_step", "no-correction")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (np.sqrt(v) + eps), m, v


@wrong("train.adam_step", "t-from-zero")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    t = t + 1
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("train.adam_step", "t-minus-one")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    one, two = np.float64(1 - beta1 ** (t - 1)), np.float64(1 - beta2 ** (t - 1))
    return w - lr * (m / one) / (np.sqrt(v / two) + eps), m, v


@wrong("train.adam_step", "corrected-returned")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = (beta1 * m + (1 - beta1) * grad) / (1 - beta1**t)
    v = (beta2 * v + (1 - beta2) * grad**2) / (1 - beta2**t)
    return w - lr * m / (np.sqrt(v) + eps), m, v


@wrong("train.adam_step", "correction-in-the-rate")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    lr = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (np.sqrt(v) + eps), m, v


@wrong("train.adam_step", "eps-inside-the-root")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (1 - beta1**t) / np.sqrt(v / (1 - beta2**t) + eps), m, v


@wrong("train.adam_step", says="another order")
def _(w, grad, m, v, t, lr, beta2, beta1, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("train.adam_step", "square-of-m")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * m * m
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("train.adam_step", "gradient-instead-of-m")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * grad / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("train.adam_step", "means-changed-in-place", says="in place")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m *= beta1
    m += (1 - beta1) * grad
    v *= beta2
    v += (1 - beta2) * grad**2
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("train.adam_step", says="3 values are asked for")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)


@wrong("train.adam_step", "m-not-corrected", "uphill")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w + lr * m / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("train.adam_step", "no-correction", "eps-inside-the-root")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / np.sqrt(v + eps), m, v


@wrong("train.adam_step", says=("w", "right"))
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    # Weight decay on top: no known mistake.
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps) - 0.01 * w, m, v


# More of them, from a reading of the chapter


def _means(grad, m, v, beta1, beta2):
    return beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2


@wrong("train.momentum_step", "rate-on-the-gradient-alone")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + grad
    return w - lr * grad - beta * velocity, v


@wrong("train.momentum_step", "uphill-with-rate")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity - lr * grad
    return w - v, v


@wrong("train.momentum_step", "rate-and-beta-exchanged")
def _(w, grad, velocity, lr, beta):
    v = lr * velocity + grad
    return w - beta * v, v


@wrong("train.momentum_step", "rate-twice")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + lr * grad
    return w - lr * v, v


@wrong("train.momentum_step", "old-velocity-returned")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + grad
    return w - lr * v, velocity


@wrong("train.momentum_step", "step-returned")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + grad
    return lr * v, v


@wrong("train.adagrad_step", "eps-accumulated")
def _(w, grad, acc, lr, eps):
    acc = acc + grad**2 + eps
    return w - lr * grad / np.sqrt(acc), acc


@wrong("train.adagrad_step", "squares-of-all-weights")
def _(w, grad, acc, lr, eps):
    acc = acc + np.sum(grad**2)
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("train.adagrad_step", "gradient-left-out")
def _(w, grad, acc, lr, eps):
    acc = acc + grad**2
    return w - lr / (np.sqrt(acc) + eps), acc


@wrong("train.adagrad_step", says="no power")
def _(w, grad, acc, lr, eps):
    acc = acc + grad ^ 2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("train.rmsprop_step", "brackets-left-out")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + 1 - decay * grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("train.rmsprop_step", "mean-over-the-weights")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay) * np.mean(grad**2)
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("train.rmsprop_step", "decay-on-both")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * (acc + grad**2)
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("train.rmsprop_step", "brackets-left-out")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay * grad**2)
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("train.adam_step", "power-of-the-difference")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = _means(grad, m, v, beta1, beta2)
    return w - lr * (m / (1 - beta1) ** t) / (np.sqrt(v / (1 - beta2) ** t) + eps), m, v


@wrong("train.adam_step", says="no power")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = _means(grad, m, v, beta1, beta2)
    return w - lr * (m / (1 - beta1 ^ t)) / (np.sqrt(v / (1 - beta2 ^ t)) + eps), m, v


@wrong("train.adam_step", "multiplied-by-the-correction")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = _means(grad, m, v, beta1, beta2)
    return w - lr * (m * (1 - beta1**t)) / (np.sqrt(v * (1 - beta2**t)) + eps), m, v


@wrong("train.adam_step", "corrected-m-returned")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = _means(grad, m, v, beta1, beta2)
    m = m / (1 - beta1**t)
    vh = v / (1 - beta2**t)
    return w - lr * m / (np.sqrt(vh) + eps), m, v


@wrong("train.adam_step", "beta1-for-both")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = _means(grad, m, v, beta1, beta1)
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta1**t)) + eps), m, v


@wrong("train.adam_step", "whole-square-added-to-v")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + grad**2
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("train.adam_step", "whole-gradient-added-to-m")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("train.adam_step", "factor-squared-too")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + ((1 - beta2) * grad) ** 2
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("train.adam_step", says="returns 4")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = _means(grad, m, v, beta1, beta2)
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v, t + 1
