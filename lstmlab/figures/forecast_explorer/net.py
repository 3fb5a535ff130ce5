"""The LSTM of the forecast explorer: eight units, trained on 2015 to 2023, and the arithmetic of one forecast.

It is a net of experiments/engine/forecasts.py with seed 0 (one step ahead, windows of 6 months, 400 updates), its
weights rounded to three decimals; a test trains it again. Sums are taken term after term, as the browser takes them.
"""

from typing import Any

import numpy as np

from lstmlab.figures.runtime.even import even_tanh
from lstmlab.shapes import Array

WIDTH, UPDATES, UNITS = 6, 400, 8
MEAN, STD = 16.562037, 7.442977  # of the years 2015 to 2023

# Row after row, packed i f g o.
_W_X = """
0.546 -1.25 -0.943 -0.627 0.444 0.731 0.259 0.038 0.152 0.235 0.099 -0.328 0.586 -0.627 0.977 -0.501
0.421 0.084 -0.096 -0.141 -0.567 -0.666 0.601 0.586 0.571 -0.724 1.325 0.646 0.072 -0.185 0.507 -0.188
"""
_W_H = """
-0.22 0.547 -0.135 0.059 -0.747 0.404 0.836 0.872 -0.011 0.235 -0.656 -0.333 0.644 -0.021 0.688 0.291
-0.017 0.243 -0.603 0.001 0.301 -0.144 -0.203 0.559 -0.27 0.793 0.207 -0.067 -0.626 -0.344 0.011 0.775
0.686 0.931 0.274 -0.027 -0.055 -0.702 0.245 0.609 0.35 -0.174 0.53 0.274 0.255 0.025 -0.56 -0.405
0.723 1.073 -0.317 0.011 0.054 -0.495 -0.265 -0.698 1.077 0.686 -0.945 -0.096 -0.173 -0.085 -0.291 -0.048
0.898 0.623 0.098 0.177 -0.06 0.405 0.086 0.796 -0.348 0.502 0.429 -0.168 1.08 0.623 -0.07 -0.288
-0.292 0.04 -0.214 -0.583 0.049 -0.213 0.348 0.463 0.712 -0.351 0.823 0.551 -0.384 -0.164 0.017 0.653
-0.091 0.219 -0.463 -0.39 0.144 -1.126 0.011 -0.706 0.513 0.277 0.079 -0.897 -0.218 -0.053 -0.95 -0.144
-0.24 0.582 -0.381 0.389 0.076 -0.223 -1.046 -0.436 -0.374 -0.228 -0.234 -0.211 0.528 -0.39 0.003 -0.992
0.441 -0.302 0.801 0.709 0.038 -0.644 -0.35 0.451 -0.125 -0.433 -0.058 0.136 0.011 -0.377 -0.347 0.792
0.648 -0.333 -0.203 -0.088 -0.378 0.462 -0.092 0.18 -0.054 -0.06 -0.08 0.546 0.011 -0.349 -0.719 -0.249
0.623 -0.407 0.868 -0.485 -0.201 -0.415 0.086 -0.648 0.813 0.029 -0.173 0.395 -0.129 -0.59 0.211 -0.012
0.004 -0.67 -0.176 -0.228 0.496 0.736 0.369 -0.345 0.229 0.073 -0.019 -0.378 0.021 -0.472 0.59 -0.135
-0.162 0.088 -0.402 -0.122 -0.962 0.237 -0.111 0.555 0.088 -0.033 -0.956 0.2 -0.054 1.052 0.256 -0.1
-0.362 0.973 -0.093 0.769 -0.143 0.176 0.244 0.217 -0.42 -0.211 -0.6 -0.073 -0.254 0.042 0.1 1.115
-1.028 0.714 -0.529 -0.089 -0.939 0.454 -0.184 -1.67 -0.316 -0.139 -0.644 -0.766 -0.043 0.153 -0.219 -1.111
-0.295 0.13 -0.615 0.964 -0.151 -0.795 0.148 0.012 -0.292 -0.098 -0.249 -0.081 -1.301 0.183 0.198 0.015
"""
_B = """
-0.136 0.408 -0.134 0.263 -0.255 0.158 0.357 0.326 0.797 1.458 1.27 1.216 1.3 1.257 0.876 0.915
0.289 0.261 0.29 -0.19 0.209 -0.028 0.164 -0.401 -0.111 0.337 -0.09 0.285 -0.25 0.179 0.354 0.291
"""
_W_Y = """
0.188 -0.482 -0.157 -0.874 0.465 0.422 0.857 0.755
"""
B_Y = -0.169


def _numbers(text: str) -> Array:
    return np.array([float(word) for word in text.split()])


W_X, W_H, B, W_Y = _numbers(_W_X), _numbers(_W_H).reshape(UNITS, 4 * UNITS), _numbers(_B), _numbers(_W_Y)


def step(seen: list[float]) -> float:
    """The month after the months `seen`, in degrees Celsius: read from zero states, then the readout."""
    h = c = np.zeros(UNITS)
    for celsius in seen:
        a = (celsius - MEAN) / STD * W_X + B
        for unit in range(UNITS):
            a = a + h[unit] * W_H[unit]
        i, f, g, o = a.reshape(4, UNITS)
        c = _sigmoid(f) * c + _sigmoid(i) * even_tanh(g)
        h = _sigmoid(o) * even_tanh(c)
    y = B_Y
    for unit in range(UNITS):
        y += float(h[unit]) * float(W_Y[unit])
    return y * STD + MEAN


def _sigmoid(a: Array) -> Array:
    return 0.5 * even_tanh(0.5 * a) + 0.5


def weights() -> dict[str, Any]:
    """What the browser needs to do the same."""
    arrays = {"W_x": W_X, "W_h": W_H, "b": B, "W_y": W_Y}
    return {**{name: array.tolist() for name, array in arrays.items()}, "b_y": B_Y, "mean": MEAN, "std": STD}
