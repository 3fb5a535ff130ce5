"""Wrong answers to tasks.success_interval that are no edits of the right one."""

import numpy as np

from lstmlab.intervals import wilson


def plain_normal(k, n):
    rate = k / n
    half = 1.96 * np.sqrt(rate * (1 - rate) / n)
    return rate - half, rate + half


def clipped_normal(k, n):
    rate = k / n
    half = 1.96 * np.sqrt(rate * (1 - rate) / n)
    return max(0.0, rate - half), min(1.0, rate + half)


def two_more_of_each(k, n):
    rate = (k + 2) / (n + 4)
    half = 1.96 * np.sqrt(rate * (1 - rate) / (n + 4))
    return rate - half, rate + half


def in_percent(k, n):
    found = wilson(k, n)
    return 100 * found.low, 100 * found.high
