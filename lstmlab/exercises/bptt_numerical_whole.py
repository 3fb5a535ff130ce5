"""Known mistakes of exercise bptt.numerical_gradient that are whole functions, not edits of the worked answer."""

import numpy as np


def tiny_step(size):
    def numerical_gradient(f, x, eps):
        grad = np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            above, below = x.copy(), x.copy()
            above[i] += size
            below[i] -= size
            grad[i] = (f(above) - f(below)) / (2 * size)
        return grad

    return numerical_gradient


def complex_step(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        moved = x.astype(complex)
        moved[i] += 1e-30j
        grad[i] = f(moved).imag / 1e-30
    return grad


def moved_up_and_left(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] -= eps
        below = f(x)
        x[i] += 2 * eps
        grad[i] = (f(x) - below) / (2 * eps)
    return grad


def restored_by_adding(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += eps
        above = f(x)
        x[i] -= 2 * eps
        below = f(x)
        x[i] += eps
        grad[i] = (above - below) / (2 * eps)
    return grad


def restored_by_adding_in_two_steps(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += eps
        above = f(x)
        x[i] -= eps
        x[i] -= eps
        below = f(x)
        x[i] += eps
        grad[i] = (above - below) / (2 * eps)
    return grad


def copy_missing(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        plus, minus = x, x
        old = x[i]
        plus[i] = old + eps
        minus[i] = old - eps
        grad[i] = (f(plus) - f(minus)) / (2 * eps)
        x[i] = old
    return grad


def copy_missing_in_place(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        plus, minus = x, x
        plus[i] += eps
        minus[i] -= eps
        grad[i] = (f(plus) - f(minus)) / (2 * eps)
    return grad


def all_at_once(f, x, eps):
    return (f(x + eps) - f(x - eps)) / (2 * eps)


def all_at_once_in_every_place(f, x, eps):
    return np.full(x.shape, all_at_once(f, x, eps))


def rows_at_once(f, x, eps):
    grad = np.zeros(x.shape)
    for i in range(len(x)):
        above, below = x.copy(), x.copy()
        above[i] += eps
        below[i] -= eps
        grad[i] = (f(above) - f(below)) / (2 * eps)
    return grad


def rows_by_shape(f, x, eps):
    return np.array([_slope_of_a_row(f, x, eps, i) * np.ones(x.shape[1:]) for i in range(x.shape[0])])


def _slope_of_a_row(f, x, eps, i):
    step = np.zeros(x.shape)
    step[i] = eps
    return (f(x + step) - f(x - step)) / (2 * eps)


def f_sees_a_flat_array(f, x, eps):
    flat = x.ravel()
    grad = np.zeros(flat.shape)
    for i in range(flat.size):
        above, below = flat.copy(), flat.copy()
        above[i] += eps
        below[i] -= eps
        grad[i] = (f(above) - f(below)) / (2 * eps)
    return grad.reshape(x.shape)
