"""train.adagrad_step: answers that are right, answers that are wrong, mutants that change nothing."""

import math

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("train.adagrad_step")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def adagrad_with_square(w, grad, acc, lr, eps):
    total = acc + np.square(grad)
    return w - lr * grad / (eps + np.sqrt(total)), total


@right
def adagrad_by_rates(w, grad, acc, lr, eps):
    acc = acc + grad * grad
    rates = lr / (acc**0.5 + eps)
    return w - rates * grad, acc


@right
def adagrad_on_copies(w, grad, acc, lr, eps):
    w, acc = np.array(w), np.array(acc)
    acc += grad**2
    w -= lr * grad / (np.sqrt(acc) + eps)
    return w, acc


@right
def adagrad_by_a_loop(w, grad, acc, lr, eps):
    new_w, new_acc = np.zeros_like(w), np.zeros_like(acc)
    for k in np.ndindex(w.shape):
        new_acc[k] = acc[k] + grad[k] ** 2
        new_w[k] = w[k] - lr * grad[k] / (math.sqrt(new_acc[k]) + eps)
    return new_w, new_acc


@right
def adagrad_as_a_dict(w, grad, acc, lr, eps):
    s = acc + np.abs(grad) ** 2
    return {"w": w + lr * -grad / (np.sqrt(s) + eps), "acc": s}


@wrong("eps-inside-the-root")
def _(w, grad, acc, lr, eps):
    acc = acc + grad**2
    return w - lr / np.sqrt(acc + eps) * grad, acc


@wrong("decayed")
def _(w, grad, acc, lr, eps):
    acc = 0.9 * acc + 0.1 * grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("old-acc")
def _(w, grad, acc, lr, eps):
    step = lr * grad / (np.sqrt(acc) + eps)
    return w - step, acc + grad**2


@wrong("root-left-out")
def _(w, grad, acc, lr, eps):
    acc = acc + grad * grad
    return w - lr * grad / (acc + eps), acc


@wrong("eps-left-out")
def _(w, grad, acc, lr, eps):
    acc = acc + np.square(grad)
    return w - lr * grad / np.sqrt(acc), acc


@wrong("acc-changed-in-place", says="acc +=")
def _(w, grad, acc, lr, eps):
    acc += grad**2
    w = w - lr * grad / (np.sqrt(acc) + eps)
    return w, acc


@wrong("acc-forgotten")
def _(w, grad, acc, lr, eps):
    acc = grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("acc-first")
def _(w, grad, acc, lr, eps):
    acc = acc + grad**2
    return acc, w - lr * grad / (np.sqrt(acc) + eps)


@wrong(says=("w", "right"))
def _(w, grad, acc, lr, eps):
    # Half of the rate: no known mistake.
    acc = acc + grad**2
    return w - lr / 2 * grad / (np.sqrt(acc) + eps), acc


@wrong("eps-accumulated")
def _(w, grad, acc, lr, eps):
    acc = acc + grad**2 + eps
    return w - lr * grad / np.sqrt(acc), acc


@wrong("squares-of-all-weights")
def _(w, grad, acc, lr, eps):
    acc = acc + np.sum(grad**2)
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("gradient-left-out")
def _(w, grad, acc, lr, eps):
    acc = acc + grad**2
    return w - lr / (np.sqrt(acc) + eps), acc


@wrong(says="no power")
def _(w, grad, acc, lr, eps):
    acc = acc + grad ^ 2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


@wrong("gradient-clipped")
def _(w, grad, acc, lr, eps):
    g = np.clip(grad, -1.0, 1.0)
    acc = acc + g * g
    return w - lr * g / (np.sqrt(acc) + eps), acc


@wrong("eps-as-a-factor")
def _(w, grad, acc, lr, eps):
    acc = acc + grad**2
    root = np.sqrt(acc)
    return w - lr * grad / (root + eps * root), acc


@wrong("eps-fixed")
def _(w, grad, acc, lr, eps):
    acc = acc + grad * grad
    return w - lr * grad / (np.sqrt(acc) + 1e-8), acc
