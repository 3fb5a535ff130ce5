"""The unroll explorer: a small Elman network reads two words, letter by letter, drawn rolled up or unrolled over time.

    h_t = tanh(x_t W_x + h_{t-1} (s W_h) + b),    h_0 = 0

s, the recurrent strength, is moved by the reader: 0 leaves a net without memory, 1 is the network as it is. A second
run reads the same text with another first letter. How far its state lies from the first run's, |h_t - h'_t|, is the
trace that the first letter has left.
"""

import re
from typing import Any

import numpy as np

from lstmlab.cells import elman
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Number, Switch, Text, Whole

# Five letters, three hidden units, and texts of two to nine letters: three of ours, or the reader's own. The weights
# are chosen so that the trace of the first letter fades at s = 1 and stays at s = 2; the largest eigenvalue of W_h is
# 0.95. The page has them from here.
LETTERS = "ehqtu"
TEXTS = ("the queue", "the teeth", "queue hut")
N_STEPS = 9  # the letters of the longest text
W_X = [[-0.3, 0.8, -0.4], [0.3, 0.6, 0.3], [0.5, -0.7, 0.3], [-0.9, 0.6, 0.9], [0.2, -0.4, 0.8]]
W_H = [[-0.6, -0.3, -0.2], [-0.4, 0.9, -0.2], [0.5, 0.4, -0.6]]
B = [0.2, -0.2, -0.1]


def is_text(text: str) -> bool:
    """Whether the network can read it: one or two words of its five letters, two to nine letters in all."""
    return (
        re.fullmatch(f"[{LETTERS}]+( [{LETTERS}]+)?", text) is not None and 2 <= len(text.replace(" ", "")) <= N_STEPS
    )


def _draw_text(rng: np.random.Generator) -> str:
    letters = "".join(rng.choice(list(LETTERS), size=rng.integers(2, N_STEPS + 1)))
    cut = int(rng.integers(len(letters)))
    return f"{letters[:cut]} {letters[cut:]}".strip()


def compute(
    text: str, other: str, strength: float, carry: bool, step: int, unit: int, drawing: str = "unrolled"
) -> dict[str, Any]:
    """Both runs, and every term of one unit at one step.

    Args:
        text: words of the five letters, with a space between; the space is no step.
        other: the letter that the second run reads in place of the first one.
        strength: s.
        carry: whether the state goes on into the next word; else it starts again from zero there.
        step: the step that is looked at, from 1; behind the last letter, the last one.
        unit: the hidden unit that is looked at, from 1.
        drawing: "unrolled" or "rolled"; changes no number.

    Returns:
        now: the step, from 1 to T. letters: the T letters that are read. two: whether they are two words. starts: for
        each step, whether it begins a word.
        x (T, D), h_prev (T, H), a (T, H), h (T, H): the network's numbers at every step.
        change: (T,), the length of h_t - h'_t.
        input_term, memory_terms (H,), bias, total, value: a and h of the chosen unit, term by term.
    """
    words = text.split(" ")
    letters = "".join(words)
    starts = [k == 0 for word in words for k in range(len(word))]
    params = elman.Params(np.array(W_X), strength * np.array(W_H), np.array(B))
    run = _run(params, letters, starts, carry)
    other_run = _run(params, other + letters[1:], starts, carry)
    now = min(step, len(letters))
    t, j = now - 1, unit - 1
    return {
        "now": now,
        "letters": letters,
        "two": len(words) > 1,
        "starts": starts,
        "same": other == letters[0],
        "told": sorted({1, now, len(letters)}),
        **{name: values.tolist() for name, values in run.items()},
        "change": np.sqrt(((run["h"] - other_run["h"]) ** 2).sum(axis=1)).tolist(),
        "input_term": float(run["x"][t] @ params.W_x[:, j]),
        "memory_terms": (run["h_prev"][t] * params.W_h[:, j]).tolist(),
        "bias": B[j],
        "total": float(run["a"][t, j]),
        "value": float(run["h"][t, j]),
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


WORDS = {
    "alt": "An Elman network with three hidden units, drawn {drawing}, reads “{text}”; recurrent strength "
    "{strength:2}{between[two]}. Step {now} of {letters.length} reads "
    "{letters[now-1]}: the hidden state goes from ({before}) to ({after}). {trace[same]}",
    "between": {"true": ", the state is {carried[carry]} the second word", "false": ""},
    "carried": {"true": "carried into", "false": "set to zero before"},
    "before": {"each": "h_prev[now-1]", "say": "{item:2}"},
    "after": {"each": "h[now-1]", "say": "{item:2}"},
    "result": "Step {now} reads “{letters[now-1]}”. {trace[same]}",
    "trace": {
        "true": "Both runs begin with {other}, so they are the same.",
        "false": "Had the first letter been {other} instead of {letters[0]}, the state would differ {sizes}.",
    },
    "sizes": {"each": "told", "say": "by {change[item-1]:3} at step {item}", "last": " and "},
}


class UnrollExplorer(Figure):
    """A small Elman network reading letters, rolled up or unrolled: every number, and the trace of the first letter."""

    title = "Unroll explorer"

    drawing = Choice("unrolled", "Drawing", options={"rolled": "rolled", "unrolled": "unrolled"})
    text = Text(
        TEXTS[0],
        "Your text",
        longest=N_STEPS + 1,
        draw=_draw_text,
        of=("one or two words of the letters e, h, q, t and u, two to nine letters in all,", is_text),
    )
    strength = Number(1, "Recurrent strength s", low=0, high=2, step=0.05)
    carry = Switch(True, "Keep the state between the words")
    other = Choice("u", "First letter of the second run", options={letter: letter for letter in LETTERS})
    step = Whole(1, "Step", low=1, high=N_STEPS)
    unit = Choice(1, "Unit in the formula", options={1: "unit 1", 2: "unit 2", 3: "unit 3"})

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"alphabet": list(LETTERS), "texts": list(TEXTS), "most": N_STEPS, "W_x": W_X, "W_h": W_H, "biases": B}
