"""train.adam_step: answers that are right, answers that are wrong, mutants that change nothing."""

import math

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("train.adam_step")
right, wrong = ANSWERS.right, ANSWERS.wrong


def running_means(grad, m, v, beta1, beta2):
    return beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2


@right
def adam_in_one_line(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@right
def adam_with_eps_scaled(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad * grad
    root = math.sqrt(1 - beta2**t)
    rate = lr * root / (1 - beta1**t)
    return w - rate * m / (np.sqrt(v) + eps * root), m, v


@right
def adam_on_copies(w, grad, m, v, t, lr, beta1, beta2, eps):
    w, m, v = w.copy(), m.copy(), v.copy()
    m += (1 - beta1) * (grad - m)
    v += (1 - beta2) * (grad**2 - v)
    w -= lr * (m / (1 - beta1**t)) / ((v / (1 - beta2**t)) ** 0.5 + eps)
    return w, m, v


@right
def adam_with_corrections_first(w, grad, m, v, t, lr, beta1, beta2, eps):
    one, two = 1 - beta1**t, 1 - beta2**t
    new_m, new_v = np.multiply(beta1, m) + (1 - beta1) * grad, np.multiply(beta2, v) + (1 - beta2) * np.square(grad)
    return {"w": w - lr * new_m / one / (eps + np.sqrt(new_v / two)), "m": new_m, "v": new_v}


@right
def adam_by_a_loop(w, grad, m, v, t, lr, beta1, beta2, eps):
    new = [np.zeros_like(w) for _ in range(3)]
    for k in np.ndindex(w.shape):
        new[1][k] = beta1 * m[k] + (1 - beta1) * grad[k]
        new[2][k] = beta2 * v[k] + (1 - beta2) * grad[k] ** 2
        size = math.sqrt(new[2][k] / (1 - math.pow(beta2, t)))
        new[0][k] = w[k] - lr * new[1][k] / (1 - math.pow(beta1, t)) / (size + eps)
    return new


@wrong("no-correction")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (np.sqrt(v) + eps), m, v


@wrong("t-from-zero")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    t = t + 1
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("t-minus-one")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    one, two = np.float64(1 - beta1 ** (t - 1)), np.float64(1 - beta2 ** (t - 1))
    return w - lr * (m / one) / (np.sqrt(v / two) + eps), m, v


@wrong("corrected-returned")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = (beta1 * m + (1 - beta1) * grad) / (1 - beta1**t)
    v = (beta2 * v + (1 - beta2) * grad**2) / (1 - beta2**t)
    return w - lr * m / (np.sqrt(v) + eps), m, v


@wrong("correction-in-the-rate")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    lr = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (np.sqrt(v) + eps), m, v


@wrong("eps-inside-the-root")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (1 - beta1**t) / np.sqrt(v / (1 - beta2**t) + eps), m, v


@wrong(says="another order")
def _(w, grad, m, v, t, lr, beta2, beta1, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("square-of-m")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * m * m
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("gradient-instead-of-m")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * grad / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("means-changed-in-place", says="in place")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m *= beta1
    m += (1 - beta1) * grad
    v *= beta2
    v += (1 - beta2) * grad**2
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong(says="3 values are asked for")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)


@wrong("m-not-corrected", "uphill")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w + lr * m / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("no-correction", "eps-inside-the-root")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / np.sqrt(v + eps), m, v


@wrong(says=("w", "right"))
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    # Weight decay on top: no known mistake.
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps) - 0.01 * w, m, v


@wrong("power-of-the-difference")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = running_means(grad, m, v, beta1, beta2)
    return w - lr * (m / (1 - beta1) ** t) / (np.sqrt(v / (1 - beta2) ** t) + eps), m, v


@wrong(says="no power")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = running_means(grad, m, v, beta1, beta2)
    return w - lr * (m / (1 - beta1 ^ t)) / (np.sqrt(v / (1 - beta2 ^ t)) + eps), m, v


@wrong("multiplied-by-the-correction")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = running_means(grad, m, v, beta1, beta2)
    return w - lr * (m * (1 - beta1**t)) / (np.sqrt(v * (1 - beta2**t)) + eps), m, v


@wrong("corrected-m-returned")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = running_means(grad, m, v, beta1, beta2)
    m = m / (1 - beta1**t)
    vh = v / (1 - beta2**t)
    return w - lr * m / (np.sqrt(vh) + eps), m, v


@wrong("beta1-for-both")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = running_means(grad, m, v, beta1, beta1)
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta1**t)) + eps), m, v


@wrong("whole-square-added-to-v")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + grad**2
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("whole-gradient-added-to-m")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong("factor-squared-too")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + ((1 - beta2) * grad) ** 2
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@wrong(says="returns 4")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = running_means(grad, m, v, beta1, beta2)
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v, t + 1


@wrong("gradient-clipped")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    g = np.clip(grad, -5.0, 5.0)
    m, v = running_means(g, m, v, beta1, beta2)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


@wrong("step-twice")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = running_means(grad, m, v, beta1, beta2)
    for _ in range(2):
        w = w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, m, v


@wrong("eps-fixed")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = running_means(grad, m, v, beta1, beta2)
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + 1e-8), m, v


@wrong("betas-fixed")
def _(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = 0.9 * m + 0.1 * grad, 0.999 * v + 0.001 * grad**2
    return w - lr * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + eps), m, v


def with_changes(decay=0.0, largest=False, shared=None, ahead=False):
    def adam(w, grad, m, v, t, lr, beta1, beta2, eps):
        first = m + (1 - beta1) * (grad - m)
        square = np.square(grad) if shared is None else shared(np.square(grad))
        second = v + (1 - beta2) * (square - v)
        second = np.where(second < v, v, second) if largest else second
        used = beta1 * first + (1 - beta1) * grad if ahead else first
        change = used / (1 - beta1**t) / (np.sqrt(second / (1 - beta2**t)) + eps)
        return w - lr * decay * w - lr * change, first, second

    return adam


right(with_changes())
wrong("weights-decay")(with_changes(decay=0.01))
wrong("largest-v-kept")(with_changes(largest=True))
wrong("one-v-for-all")(with_changes(shared=np.sum))
wrong("looks-ahead")(with_changes(ahead=True))
