"""tasks.success_interval: answers that are right, answers that are wrong, mutants that change nothing."""

import math

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("tasks.success_interval")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def interval_with_math(k, n):
    z = 1.959963984540054
    p = k / n
    root = math.sqrt(p * (1 - p) / n + (z / (2 * n)) ** 2)
    return (p + z * z / (2 * n) - z * root) / (1 + z * z / n), (p + z * z / (2 * n) + z * root) / (1 + z * z / n)


@right
def interval_from_counts(k, n):
    z2 = 1.96**2
    half = 1.96 * math.sqrt(k * (n - k) / n + z2 / 4)
    return [(k + z2 / 2 - half) / (n + z2), (k + z2 / 2 + half) / (n + z2)]


@right
def interval_as_roots(k, n):
    # The ends are where (p - rate)^2 = z^2 p (1 - p) / n.
    z2, rate = 1.96**2, k / n
    low, high = np.sort(np.roots([1 + z2 / n, -(2 * rate + z2 / n), rate**2]).real)
    return low, high


@right
def interval_as_an_array(k, n):
    z = 1.95996
    rate = k / n
    middle = (rate + z**2 / 2 / n) / (1 + z**2 / n)
    wide = z / (1 + z**2 / n) * np.sqrt(rate * (1 - rate) / n + z**2 / 4 / n**2)
    return tuple(middle + wide * np.array([-1, 1]))


@right
def interval_weighted(k, n):
    z2 = 1.96 * 1.96
    weight = n / (n + z2)
    middle = weight * k / n + (1 - weight) / 2
    half = np.sqrt(z2 * weight * (k / n * (1 - k / n) / (n + z2) + (1 - weight) / 4 / n))
    return float(middle - half), float(middle + half)


@wrong("plain-normal")
def _(k, n):
    p = k / n
    error = 1.96 * (p * (1 - p) / n) ** 0.5
    return p - error, p + error


@wrong("clipped-normal")
def _(k, n):
    p = k / n
    error = 1.96 * (p * (1 - p) / n) ** 0.5
    return np.clip([p - error, p + error], 0, 1)


@wrong("centre-not-moved")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return (p - half) / (1 + z**2 / n), (p + half) / (1 + z**2 / n)


@wrong("not-divided")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return p + z**2 / (2 * n) - half, p + z**2 / (2 * n) + half


@wrong("root-term-missing")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n)
    middle = p + z**2 / (2 * n)
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@wrong("n-not-squared")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n))
    middle = p + z**2 / (2 * n)
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@wrong("z-is-two")
def _(k, n):
    z, p = 2, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle = p + z**2 / (2 * n)
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@wrong("ends-exchanged")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle = p + z**2 / (2 * n)
    return (middle + half) / (1 + z**2 / n), (middle - half) / (1 + z**2 / n)


@wrong("no-root")
def _(k, n):
    z, p = 1.96, k / n
    half = z * (p * (1 - p) / n + z**2 / (4 * n**2))
    middle = p + z**2 / (2 * n)
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@wrong("failures-counted")
def _(k, n):
    z, p = 1.96, (n - k) / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle = p + z**2 / (2 * n)
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@wrong("half-not-divided")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    return middle - half, middle + half


@wrong("half-a-success-more")
def _(k, n):
    z, p = 1.96, (k + 0.5) / (n + 1)
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle = p + z**2 / (2 * n)
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@wrong("multiplied-in-the-centre", "multiplied-under-the-root")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / 4 * n**2)
    middle = p + z**2 / 2 * n
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@wrong("in-percent")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle = p + z**2 / (2 * n)
    return 100 * (middle - half) / (1 + z**2 / n), 100 * (middle + half) / (1 + z**2 / n)


@wrong("two-more-of-each")
def _(k, n):
    more = n + 1.96**2
    p = (k + 1.96**2 / 2) / more
    return p - 1.96 * np.sqrt(p * (1 - p) / more), p + 1.96 * np.sqrt(p * (1 - p) / more)


@wrong("z-is-one")
def _(k, n):
    p = k / n
    middle, root = p + 1 / (2 * n), np.sqrt(p * (1 - p) / n + 1 / (4 * n * n))
    return (middle - root) / (1 + 1 / n), (middle + root) / (1 + 1 / n)


@wrong("z-under-the-root")
def _(k, n):
    z, p = 1.96, k / n
    middle, below = p + z * z / (2 * n), 1 + z * z / n
    half = np.sqrt(z * (p * (1 - p) / n + z * z / (4 * n * n)))
    return (middle - half) / below, (middle + half) / below


@wrong("with-continuity-correction")
def _(k, n):
    z, p = 1.96, k / n
    low = (2 * n * p + z**2 - 1 - z * np.sqrt(z**2 - 2 - 1 / n + 4 * p * (n * (1 - p) + 1))) / (2 * (n + z**2))
    high = (2 * n * p + z**2 + 1 + z * np.sqrt(z**2 + 2 - 1 / n + 4 * p * (n * (1 - p) - 1))) / (2 * (n + z**2))
    return 0.0 if k == 0 else max(0.0, low), 1.0 if k == n else min(1.0, high)
