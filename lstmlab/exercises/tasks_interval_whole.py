"""Wrong answers to tasks.success_interval that are no edits of the right one."""

import numpy as np


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


def half_z_squared_of_each(k, n):
    rate = (k + 1.96**2 / 2) / (n + 1.96**2)
    half = 1.96 * np.sqrt(rate * (1 - rate) / (n + 1.96**2))
    return rate - half, rate + half


def ninety_percent(k, n):
    return _wilson(k, n, 1.6448536)


def ninety_nine_percent(k, n):
    return _wilson(k, n, 2.5758293)


def _wilson(k, n, z):
    rate, scale = k / n, 1 + z**2 / n
    half = z * np.sqrt(rate * (1 - rate) / n + z**2 / (4 * n**2)) / scale
    centre = (rate + z**2 / (2 * n)) / scale
    return centre - half, centre + half
