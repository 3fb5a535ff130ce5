"""train.rmsprop_step: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("train.rmsprop_step")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def rmsprop_with_square(w, grad, acc, lr, decay, eps):
    mean = decay * acc + (1 - decay) * np.square(grad)
    return w - lr * grad / (eps + np.sqrt(mean)), mean


@right
def rmsprop_by_a_difference(w, grad, acc, lr, decay, eps):
    acc = acc + (1 - decay) * (grad**2 - acc)
    return w - lr / (np.sqrt(acc) + eps) * grad, acc


@right
def rmsprop_on_copies(w, grad, acc, lr, decay, eps):
    w, acc = w.copy(), acc.copy()
    acc *= decay
    acc += (1 - decay) * grad * grad
    w -= lr * grad / (acc**0.5 + eps)
    return w, acc


@right
def rmsprop_with_average(w, grad, acc, lr, decay, eps):
    acc = np.average([acc, grad**2], axis=0, weights=[decay, 1 - decay])
    return [w - lr * grad / (np.sqrt(acc) + eps), acc]


@right
def rmsprop_as_lists(w, grad, acc, lr, decay, eps):
    acc = decay * acc + grad**2 - decay * grad**2
    return (w - lr * grad / (np.sqrt(acc) + eps)).tolist(), acc.tolist()


@wrong("adagrad")
def _(w, grad, acc, lr, decay, eps):
    acc = acc + grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("sum-that-fades")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("factors-exchanged")
def _(w, grad, acc, lr, decay, eps):
    acc = (1 - decay) * acc + decay * grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("eps-inside-the-root")
def _(w, grad, acc, lr, decay, eps):
    s = decay * acc + (1 - decay) * grad**2
    return w - lr * grad / (s + eps) ** 0.5, s


@wrong("old-acc")
def _(w, grad, acc, lr, decay, eps):
    new = w - lr * grad / (np.sqrt(acc) + eps)
    return new, decay * acc + (1 - decay) * grad**2


@wrong("factor-squared-too")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + np.square((1 - decay) * grad)
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong(says="`w` is not right")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay) * grad**2
    return w - lr * grad / acc, acc


@wrong("eps-outside-the-fraction")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay) * grad**2
    return w - lr * grad / np.sqrt(acc) + eps, acc


@wrong("weights-changed-in-place", says="in place")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay) * grad**2
    w -= lr * grad / (np.sqrt(acc) + eps)
    return w, acc


@wrong("brackets-left-out")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + 1 - decay * grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("mean-over-the-weights")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay) * np.mean(grad**2)
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("decay-on-both")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * (acc + grad**2)
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("brackets-left-out")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay * grad**2)
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("gradient-clipped")
def _(w, grad, acc, lr, decay, eps):
    g = np.clip(grad, -5.0, 5.0)
    acc = decay * acc + (1 - decay) * g * g
    return w - lr * g / (np.sqrt(acc) + eps), acc


@wrong("decay-fixed")
def _(w, grad, acc, lr, decay, eps):
    acc = 0.9 * acc + 0.1 * grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("eps-fixed")
def _(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay) * grad * grad
    return w - lr * grad / (acc**0.5 + 1e-8), acc
