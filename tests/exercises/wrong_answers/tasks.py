"""Wrong answers to the exercises of chapter 11, as learners write them."""

import numpy as np

from lstmlab.tasks.reber import AUTOMATON, SYMBOLS
from tests.exercises.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)

# tasks.reber_is_legal


@wrong("tasks.reber_is_legal", "end-not-asked")
def _(string):
    state = 0
    for symbol in string:
        arrows = AUTOMATON[state] if state < 7 else {}
        if symbol not in arrows:
            return False
        state = arrows[symbol]
    return True


@wrong("tasks.reber_is_legal", says="IndexError")
def _(string):
    state = 0
    for symbol in string:
        if symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong("tasks.reber_is_legal", says="KeyError")
def _(string):
    state = 0
    for symbol in string:
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong("tasks.reber_is_legal", "letters-only")
def _(string):
    return bool(string) and all(symbol in SYMBOLS for symbol in string)


@wrong("tasks.reber_is_legal", "ends-only")
def _(string):
    return string.startswith("B") and string.endswith("E")


@wrong("tasks.reber_is_legal", "goes-on-after-the-end")
def _(string):
    state = 0
    for symbol in string:
        if symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
        if state == 7:
            break
    return state == 7


@wrong("tasks.reber_is_legal", "empty-is-legal")
def _(string):
    state = 0 if string else 7
    for symbol in string:
        if state == 7 or symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong("tasks.reber_is_legal", "never-moves")
def _(string):
    state = 0
    for symbol in string:
        if symbol not in AUTOMATON[state]:
            return False
    return state == 7


@wrong("tasks.reber_is_legal", "beginning-not-asked", "beginning-left-out")
def _(string):
    state = 1
    for symbol in string[1:]:
        if state == 7 or symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong("tasks.reber_is_legal", "all-legal")
def _(string):
    state = 0
    for symbol in string:
        if state < 7 and symbol in AUTOMATON[state]:
            state = AUTOMATON[state][symbol]
    return True


@wrong("tasks.reber_is_legal", "loops-left-out")
def _(string):
    state = 0
    for symbol in string:
        if state == 7 or symbol not in AUTOMATON[state] or AUTOMATON[state][symbol] == state:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong("tasks.reber_is_legal", "turned-round")
def _(string):
    state = 0
    for symbol in string:
        if state == 7 or symbol not in AUTOMATON[state]:
            return True
        state = AUTOMATON[state][symbol]
    return state != 7


@wrong("tasks.reber_is_legal", says="expected")
def _(string):
    # Ignores letters that are no symbols.
    state = 0
    for symbol in string:
        if symbol not in SYMBOLS:
            continue
        if state == 7 or symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7 or "A" in string


# tasks.adding_batch


def _marks(rng, t, n):
    markers = np.zeros((t, n))
    shuffled = rng.permuted(np.tile(np.arange(t), (n, 1)), axis=1)
    markers[shuffled[:, 0], np.arange(n)] = 1
    markers[shuffled[:, 1], np.arange(n)] = 1
    return markers


@wrong("tasks.adding_batch", "no-half")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), _marks(rng, t, n)
    return np.stack([values, markers], axis=-1), (values * markers).sum(axis=0) / 4


@wrong("tasks.adding_batch", "divided-by-two")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), _marks(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 2


@wrong("tasks.adding_batch", "not-divided")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), _marks(rng, t, n)
    return np.stack([values, markers], axis=-1), (0.5 + (values * markers).sum(axis=0))[:, None]


@wrong("tasks.adding_batch", "values-from-zero")
def _(rng, t, n):
    values, markers = rng.random((t, n)), _marks(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("tasks.adding_batch", "normal-values")
def _(rng, t, n):
    values, markers = rng.standard_normal((t, n)), _marks(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("tasks.adding_batch", "marks-may-coincide")
def _(rng, t, n):
    values = rng.uniform(-1, 1, size=(t, n))
    markers = np.zeros((t, n))
    for _ in range(2):
        markers[rng.integers(t, size=n), np.arange(n)] = 1
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("tasks.adding_batch", "same-marks-for-all")
def _(rng, t, n):
    values = rng.uniform(-1, 1, size=(t, n))
    markers = np.zeros((t, n))
    markers[rng.choice(t, size=2, replace=False)] = 1
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("tasks.adding_batch", "sum-of-all")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), _marks(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + values.sum(axis=0) / 4


@wrong("tasks.adding_batch", "marker-first")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), _marks(rng, t, n)
    return np.dstack([markers, values]), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("tasks.adding_batch", says="another order")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), _marks(rng, t, n)
    return np.stack([values.T, markers.T], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("tasks.adding_batch", says="seed")
def _(rng, t, n):
    rng = np.random.default_rng()
    values, markers = rng.uniform(-1, 1, size=(t, n)), _marks(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("tasks.adding_batch", says="second batch")
def _(rng, t, n):
    rng = np.random.default_rng(0)
    values, markers = rng.uniform(-1, 1, size=(t, n)), _marks(rng, t, n)
    return np.stack([values, markers], axis=-1), 0.5 + (values * markers).sum(axis=0) / 4


@wrong("tasks.adding_batch", "product")
def _(rng, t, n):
    values, markers = rng.uniform(-1, 1, size=(t, n)), _marks(rng, t, n)
    return np.stack([values, markers], axis=-1), np.prod(values, axis=0, where=markers == 1)


# tasks.success_interval


@wrong("tasks.success_interval", "plain-normal")
def _(k, n):
    p = k / n
    error = 1.96 * (p * (1 - p) / n) ** 0.5
    return p - error, p + error


@wrong("tasks.success_interval", "clipped-normal")
def _(k, n):
    p = k / n
    error = 1.96 * (p * (1 - p) / n) ** 0.5
    return np.clip([p - error, p + error], 0, 1)


@wrong("tasks.success_interval", "centre-not-moved")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return (p - half) / (1 + z**2 / n), (p + half) / (1 + z**2 / n)


@wrong("tasks.success_interval", "not-divided")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return p + z**2 / (2 * n) - half, p + z**2 / (2 * n) + half


@wrong("tasks.success_interval", "root-term-missing")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n)
    middle = p + z**2 / (2 * n)
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@wrong("tasks.success_interval", "n-not-squared")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n))
    middle = p + z**2 / (2 * n)
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@wrong("tasks.success_interval", "z-is-two")
def _(k, n):
    z, p = 2, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle = p + z**2 / (2 * n)
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@wrong("tasks.success_interval", "ends-exchanged")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle = p + z**2 / (2 * n)
    return (middle + half) / (1 + z**2 / n), (middle - half) / (1 + z**2 / n)


@wrong("tasks.success_interval", "no-root")
def _(k, n):
    z, p = 1.96, k / n
    half = z * (p * (1 - p) / n + z**2 / (4 * n**2))
    middle = p + z**2 / (2 * n)
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@wrong("tasks.success_interval", "failures-counted")
def _(k, n):
    z, p = 1.96, (n - k) / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle = p + z**2 / (2 * n)
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@wrong("tasks.success_interval", "half-not-divided")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    return middle - half, middle + half


@wrong("tasks.success_interval", says="expected")
def _(k, n):
    # Half a success more than there was.
    z, p = 1.96, (k + 0.5) / (n + 1)
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle = p + z**2 / (2 * n)
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


# What a reader of the chapter answered.


@wrong("tasks.success_interval", "multiplied-in-the-centre", "multiplied-under-the-root")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / 4 * n**2)
    middle = p + z**2 / 2 * n
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@wrong("tasks.success_interval", "in-percent")
def _(k, n):
    z, p = 1.96, k / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    middle = p + z**2 / (2 * n)
    return 100 * (middle - half) / (1 + z**2 / n), 100 * (middle + half) / (1 + z**2 / n)


@wrong("tasks.success_interval", "two-more-of-each")
def _(k, n):
    more = n + 1.96**2
    p = (k + 1.96**2 / 2) / more
    return p - 1.96 * np.sqrt(p * (1 - p) / more), p + 1.96 * np.sqrt(p * (1 - p) / more)


@wrong("tasks.reber_is_legal", "stops-with-an-error-at-a-wrong-symbol", says="a KeyError")
def _(string):
    state = 0
    for symbol in string:
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong("tasks.reber_is_legal", "stops-with-an-error-after-the-end", says="an IndexError")
def _(string):
    state = 0
    for symbol in string:
        if symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == 7


@wrong("tasks.reber_is_legal", says="has to be True or False")
def _(string):
    return "True" if string[:1] == "B" else "False"


@wrong("tasks.adding_batch", "marks-may-coincide")
def _(rng, t, n):
    xs, y = np.zeros((t, n, 2)), np.zeros(n)
    for j in range(n):
        xs[:, j, 0] = rng.uniform(-1, 1, size=t)
        marked = rng.integers(t, size=2)
        xs[marked, j, 1] = 1
        y[j] = 0.5 + xs[marked, j, 0].sum() / 4
    return xs, y


@wrong("tasks.adding_batch", "second-after-the-first")
def _(rng, t, n):
    xs, y = np.zeros((t, n, 2)), np.zeros(n)
    for j in range(n):
        xs[:, j, 0] = rng.uniform(-1, 1, size=t)
        first = rng.integers(0, t - 1)
        marked = [first, rng.integers(first + 1, t)]
        xs[marked, j, 1] = 1
        y[j] = 0.5 + xs[marked, j, 0].sum() / 4
    return xs, y


@wrong("tasks.adding_batch", "unmarked-values-zero")
def _(rng, t, n):
    xs, y = np.zeros((t, n, 2)), np.zeros(n)
    for j in range(n):
        marked = rng.choice(t, size=2, replace=False)
        xs[marked, j, 0] = rng.uniform(-1, 1, size=2)
        xs[marked, j, 1] = 1
        y[j] = 0.5 + xs[:, j, 0].sum() / 4
    return xs, y
