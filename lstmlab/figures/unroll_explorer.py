"""The unroll explorer: a small Elman network reads a word, letter by letter, drawn rolled up or unrolled over time.

    h_t = tanh(x_t W_x + h_{t-1} s W_h + b),    h_0 = 0

s, the recurrent scale, is moved by the reader: 0 leaves a net without memory, 1 is the network as it is. A second run reads
the same text with another first letter; how far its state lies from the first run's, |h_t - h'_t|, is the trace of that letter.
"""

from typing import Any

import numpy as np

from lstmlab.cells import elman

# Five letters, three hidden units. The weights are chosen so that at s = 1 the trace of the first letter fades and at s = 2 it
# stays; the largest eigenvalue of W_h is 0.95. Handed to the page from here.
LETTERS = "ehqtu"
TEXTS = ("the queue", "queue", "teeth")
W_X = [[-0.3, 0.8, -0.4], [0.3, 0.6, 0.3], [0.5, -0.7, 0.3], [-0.9, 0.6, 0.9], [0.2, -0.4, 0.8]]
W_H = [[-0.6, -0.3, -0.2], [-0.4, 0.9, -0.2], [0.5, 0.4, -0.6]]
B = [0.2, -0.2, -0.1]


def compute(text: str, other: str, scale: float, carry: bool, step: int, unit: int) -> dict[str, Any]:
    """Both runs, and every term of one unit at one step.

    Args:
        text: words of the five letters, with spaces between; a space is no step.
        other: the letter that the second run reads in place of the first one.
        scale: s.
        carry: whether the state goes on into the next word; else it starts again from zero there.
        step: the step that is looked at, from 1. Beyond the last one the last one is taken.
        unit: the hidden unit that is looked at, from 1.

    Returns:
        letters: the T letters that are read. starts: for each step whether it begins a word.
        step: the step that is shown.
        x (T, D), h_prev (T, H), a (T, H), h (T, H): the network's numbers at every step.
        change: (T,), |h_t - h'_t|, the length of the difference of both runs' states.
        input_term, memory_terms (H,), bias, sum, value: a and h of the chosen unit, term by term.
    """
    words = text.split(" ")
    letters = "".join(words)
    starts = [k == 0 for word in words for k in range(len(word))]
    params = elman.Params(np.array(W_X), scale * np.array(W_H), np.array(B))
    run = _run(params, letters, starts, carry)
    other_run = _run(params, other + letters[1:], starts, carry)
    change = np.sqrt(((run["h"] - other_run["h"]) ** 2).sum(axis=1))
    now, j = min(step, len(letters)) - 1, unit - 1
    return {
        "letters": letters,
        "starts": starts,
        "step": now + 1,
        **{name: values.tolist() for name, values in run.items()},
        "change": change.tolist(),
        "input_term": float(run["x"][now] @ params.W_x[:, j]),
        "memory_terms": (run["h_prev"][now] * params.W_h[:, j]).tolist(),
        "bias": B[j],
        "sum": float(run["a"][now, j]),
        "value": float(run["h"][now, j]),
    }


def _run(params: elman.Params, letters: str, starts: list[bool], carry: bool) -> dict[str, np.ndarray]:
    xs = np.eye(len(LETTERS))[[LETTERS.index(letter) for letter in letters]]
    state = elman.State(np.zeros((1, len(B))))
    caches = []
    for x, starts_word in zip(xs, starts, strict=True):
        if starts_word and not carry:
            state = elman.State(np.zeros_like(state.h))
        state, cache = elman.step(params, x[None], state)
        caches.append(cache)
    h_prev = np.concatenate([cache.h_prev for cache in caches])
    return {
        "x": xs,
        "h_prev": h_prev,
        "a": xs @ params.W_x + h_prev @ params.W_h + params.b,
        "h": np.concatenate([cache.h for cache in caches]),
    }
