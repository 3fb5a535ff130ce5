"""Right answers to the exercises of chapter 11 in other people's styles. Every one of them has to pass."""

import math
import re

import numpy as np

from lstmlab.tasks.reber import AUTOMATON

# tasks.reber_is_legal


def legal_by_a_table(string):
    arrows = {(state, symbol): to for state, row in enumerate(AUTOMATON) for symbol, to in row.items()}
    state = 0
    for symbol in string:
        state = arrows.get((state, symbol))
        if state is None:
            return False
    return state == 7


def legal_by_a_regular_expression(string):
    # State 3 reads T* V, state 5 reads P (back to 3 by X) or V, state 4 reads X or S.
    from_3 = "T*V(PXT*V)*(V|PS)"
    return re.fullmatch(f"B(TS*X(S|X{from_3})|P{from_3})E", string) is not None


def legal_by_recursion(string, state=0):
    if not string:
        return state == 7
    if state == 7 or string[0] not in AUTOMATON[state]:
        return False
    return legal_by_recursion(string[1:], AUTOMATON[state][string[0]])


def legal_by_exceptions(string):
    state = 0
    try:
        for symbol in string:
            state = AUTOMATON[state][symbol]
    except (KeyError, IndexError):
        return False
    return state == len(AUTOMATON)


def legal_as_a_set_of_states(string):
    states = {0}
    for symbol in string:
        states = {AUTOMATON[s][symbol] for s in states if s < 7 and symbol in AUTOMATON[s]}
    return np.bool_(7 in states)


def legal_by_while(string):
    state, k = 0, 0
    while k < len(string) and state is not None and state < 7:
        state = AUTOMATON[state].get(string[k])
        k += 1
    return bool(state == 7 and k == len(string))


# tasks.adding_batch


def adding_by_loops(rng, t, n):
    xs, y = np.zeros((t, n, 2)), np.zeros(n)
    for j in range(n):
        first = int(rng.integers(t))
        second = int(rng.integers(t - 1))
        if second >= first:
            second += 1
        xs[:, j, 0] = rng.uniform(-1, 1, t)
        xs[[first, second], j, 1] = 1
        y[j] = 0.5 + (xs[first, j, 0] + xs[second, j, 0]) / 4
    return xs, y


def adding_by_permutations(rng, t, n):
    values = 2 * rng.random((t, n)) - 1
    order = rng.permuted(np.repeat(np.arange(t)[:, None], n, axis=1), axis=0)
    markers = np.where(order < 2, 1.0, 0.0)
    y = 0.5 + 0.25 * np.einsum("tn,tn->n", values, markers)
    return np.dstack([values, markers]), y[:, None]


def adding_in_float32(rng, t, n):
    values = rng.uniform(-1, 1, (t, n)).astype(np.float32)
    markers = np.zeros((t, n), np.float32)
    shuffled = rng.permuted(np.tile(np.arange(t), (n, 1)), axis=1)
    for column in (0, 1):
        markers[shuffled[:, column], np.arange(n)] = 1
    return np.stack([values, markers], axis=2), np.float32(0.5) + (values * markers).sum(0) / np.float32(4)


def adding_with_take_along_axis(rng, t, n):
    marked = np.argsort(rng.normal(size=(t, n)), axis=0)[-2:]
    values = rng.uniform(-1, 1, size=(t, n))
    markers = np.zeros((t, n))
    np.put_along_axis(markers, marked, 1, axis=0)
    y = 0.5 + np.take_along_axis(values, marked, axis=0).sum(axis=0) / 4
    return [np.stack([values, markers], axis=-1), y.reshape(-1, 1)]


def adding_with_whole_markers(rng, t, n):
    xs = np.empty((t, n, 2))
    xs[:, :, 0] = rng.uniform(-1.0, 1.0, size=(t, n))
    ranks = rng.random((n, t)).argsort(axis=1).argsort(axis=1).T
    xs[:, :, 1] = (ranks == 0) + (ranks == t - 1)
    y = np.array(0.5 + xs.prod(axis=2).sum(axis=0) / 4)
    return xs, y


# tasks.success_interval


def interval_with_math(k, n):
    z = 1.959963984540054
    p = k / n
    root = math.sqrt(p * (1 - p) / n + (z / (2 * n)) ** 2)
    return (p + z * z / (2 * n) - z * root) / (1 + z * z / n), (p + z * z / (2 * n) + z * root) / (1 + z * z / n)


def interval_from_counts(k, n):
    z2 = 1.96**2
    half = 1.96 * math.sqrt(k * (n - k) / n + z2 / 4)
    return [(k + z2 / 2 - half) / (n + z2), (k + z2 / 2 + half) / (n + z2)]


def interval_as_roots(k, n):
    # The ends are where (p - rate)^2 = z^2 p (1 - p) / n.
    z2, rate = 1.96**2, k / n
    low, high = np.sort(np.roots([1 + z2 / n, -(2 * rate + z2 / n), rate**2]).real)
    return low, high


def interval_as_an_array(k, n):
    z = 1.95996
    rate = k / n
    middle = (rate + z**2 / 2 / n) / (1 + z**2 / n)
    wide = z / (1 + z**2 / n) * np.sqrt(rate * (1 - rate) / n + z**2 / 4 / n**2)
    return tuple(middle + wide * np.array([-1, 1]))


def interval_weighted(k, n):
    z2 = 1.96 * 1.96
    weight = n / (n + z2)
    middle = weight * k / n + (1 - weight) / 2
    half = np.sqrt(z2 * weight * (k / n * (1 - k / n) / (n + z2) + (1 - weight) / 4 / n))
    return float(middle - half), float(middle + half)


VARIANTS = {
    "tasks.reber_is_legal": [
        legal_by_a_table,
        legal_by_a_regular_expression,
        legal_by_recursion,
        legal_by_exceptions,
        legal_as_a_set_of_states,
        legal_by_while,
    ],
    "tasks.adding_batch": [
        adding_by_loops,
        adding_by_permutations,
        adding_in_float32,
        adding_with_take_along_axis,
        adding_with_whole_markers,
    ],
    "tasks.success_interval": [
        interval_with_math,
        interval_from_counts,
        interval_as_roots,
        interval_as_an_array,
        interval_weighted,
    ],
}
