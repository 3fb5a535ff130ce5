"""train.momentum_step: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("train.momentum_step")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def momentum_named(w, grad, velocity, lr, beta):
    new_velocity = grad + beta * velocity
    new_w = w - lr * new_velocity
    return new_w, new_velocity


@right
def momentum_on_copies(w, grad, velocity, lr, beta):
    w, velocity = w.copy(), velocity.copy()
    velocity *= beta
    velocity += grad
    w -= lr * velocity
    return w, velocity


@right
def momentum_step_by_step(w, grad, velocity, lr, beta):
    step = -lr * beta * velocity - lr * grad
    return w + step, beta * velocity + grad


@right
def momentum_as_lists(w, grad, velocity, lr, beta):
    v = (beta * velocity + grad).tolist()
    return [(w - lr * np.asarray(v)).tolist(), v]


@right
def momentum_as_a_dict(w, grad, velocity, lr, beta):
    velocity = np.add(np.multiply(beta, velocity), grad)
    return {"velocity": velocity, "w": np.subtract(w, np.multiply(lr, velocity))}


@wrong("running-mean")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + (1 - beta) * grad
    return w - lr * v, v


@wrong("rate-inside-the-velocity")
def _(w, grad, velocity, lr, beta):
    step = beta * velocity + lr * grad
    return w - step, step


@wrong("velocity-downhill-with-rate")
def _(w, grad, velocity, lr, beta):
    velocity = beta * velocity - lr * grad
    return w + velocity, velocity


@wrong("nesterov")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + grad
    return w - lr * beta * v - lr * grad, v


@wrong("old-velocity")
def _(w, grad, velocity, lr, beta):
    w = w - lr * velocity
    velocity = beta * velocity + grad
    return w, velocity


@wrong("uphill")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + grad
    return w + lr * v, v


@wrong("weights-changed-in-place", says="in place")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + grad
    w -= lr * v
    return w, v


@wrong(says="2 values are asked for")
def _(w, grad, velocity, lr, beta):
    velocity = beta * velocity + grad
    return w - lr * velocity


@wrong("running-mean", "uphill")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + (1 - beta) * grad
    return w + lr * v, v


@wrong("rate-on-the-gradient-alone")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + grad
    return w - lr * grad - beta * velocity, v


@wrong("uphill-with-rate")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity - lr * grad
    return w - v, v


@wrong("rate-and-beta-exchanged")
def _(w, grad, velocity, lr, beta):
    v = lr * velocity + grad
    return w - beta * v, v


@wrong("rate-twice")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + lr * grad
    return w - lr * v, v


@wrong("old-velocity-returned")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + grad
    return w - lr * v, velocity


@wrong("step-returned")
def _(w, grad, velocity, lr, beta):
    v = beta * velocity + grad
    return lr * v, v


@wrong("factors-exchanged")
def _(w, grad, velocity, lr, beta):
    v = (1 - beta) * velocity + beta * grad
    return w - lr * v, v


@wrong("gradient-clipped")
def _(w, grad, velocity, lr, beta):
    velocity = beta * velocity + np.minimum(np.maximum(grad, -5), 5)
    return w - lr * velocity, velocity


@wrong("velocity-twice")
def _(w, grad, velocity, lr, beta):
    for _ in range(2):
        velocity = beta * velocity + grad
    return w - lr * velocity, velocity


@wrong("step-twice")
def _(w, grad, velocity, lr, beta):
    velocity = beta * velocity + grad
    w = w - lr * velocity
    return w - lr * velocity, velocity


@wrong("beta-fixed")
def _(w, grad, velocity, lr, beta):
    v = 0.9 * velocity + grad
    return w - lr * v, v
