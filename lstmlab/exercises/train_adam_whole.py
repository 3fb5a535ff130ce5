"""Known mistakes of exercise train.adam_step that are whole functions, not edits of the worked answer."""

import numpy as np


def _means(grad, m, v, beta1, beta2):
    return beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2


def corrected_returned(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = _means(grad, m, v, beta1, beta2)
    m, v = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m / (np.sqrt(v) + eps), m, v


def corrected_m_returned(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = _means(grad, m, v, beta1, beta2)
    m = m / (1 - beta1**t)
    return w - lr * m / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


def correction_in_the_rate(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = _means(grad, m, v, beta1, beta2)
    return w - lr * np.sqrt(1 - beta2**t) / (1 - beta1**t) * m / (np.sqrt(v) + eps), m, v


def old_means(w, grad, m, v, t, lr, beta1, beta2, eps):
    step = lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return (w - step, *_means(grad, m, v, beta1, beta2))


def corrected_before(w, grad, m, v, t, lr, beta1, beta2, eps):
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    m, v = _means(grad, m_hat, v_hat, beta1, beta2)
    return w - lr * m / (np.sqrt(v) + eps), m, v


def means_changed(w, grad, m, v, t, lr, beta1, beta2, eps):
    m *= beta1
    m += (1 - beta1) * grad
    v *= beta2
    v += (1 - beta2) * grad**2
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


def weights_changed(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = _means(grad, m, v, beta1, beta2)
    w -= lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, m, v


def all_changed(w, grad, m, v, t, lr, beta1, beta2, eps):
    _, m, v = means_changed(w, grad, m, v, t, lr, beta1, beta2, eps)
    w -= lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, m, v
