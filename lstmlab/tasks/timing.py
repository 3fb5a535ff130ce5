"""Timing: two spikes come some steps apart; a third is to be fired after the same gap again.

Nothing happens between the spikes: how long a gap was can be known by counting alone. The gap is another one in every
sequence.

Source: the tasks with spikes in F. A. Gers, N. N. Schraudolph and J. Schmidhuber, "Learning Precise Timing with LSTM
Recurrent Networks", Journal of Machine Learning Research 3 (2002), 115-143. There a delay is measured or a fixed rhythm
is generated; here the net does both, one after the other.
"""

from typing import Any

import numpy as np

from lstmlab.shapes import Array, as_codes, bind, check_dtype, check_generator, check_int, check_no_nan


def batch(
    rng: np.random.Generator, n: int, shortest: int, longest: int, dtype: Any = np.float64
) -> tuple[Array, Array]:
    """n sequences with two spikes each, and the step at which the third is due.

    Rule: with the start s from 0, ..., 4 and the gap d from shortest, ..., longest, both drawn with equal chance, the
    input is 1 at the steps s and s + d, and 0 elsewhere. The third spike is due at s + 2 d. There are T = 2 longest + 6
    steps, so that it always comes before the end.

    Args:
        rng: decides starts and gaps.
        n: sequences, N.
        shortest: the least gap, in steps.
        longest: the greatest gap.
        dtype: of xs.

    Returns:
        xs (T, N, 1), time first, and due (N,), the step of the third spike.

    Raises:
        ValueError: n or shortest below 1, or longest below shortest; TypeError: not integers.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_int(1, n=n, shortest=shortest)
    check_int(shortest, longest=longest)
    start, gap = rng.integers(0, 5, size=n), rng.integers(shortest, longest + 1, size=n)
    xs = np.zeros((2 * longest + 6, n, 1), dtype)
    each = np.arange(n)
    xs[start, each] = xs[start + gap, each] = 1
    return xs, start + 2 * gap


def labels(due: Array, n_steps: int) -> Array:
    """What the net is to say at every step: (T, N), 1 at the step where the spike is due and 0 elsewhere.

    Args:
        due: (N,), from `batch`.
        n_steps: T.

    Raises:
        ValueError: due is not (N,), or n_steps below 1; TypeError: not integers.
    """
    check_int(1, n_steps=n_steps)
    due = as_codes(due=due)
    labels: Array = (np.arange(n_steps)[:, None] == due).astype(int)
    return labels


def fired(logits: Array) -> Array:
    """When a net fires: (N,), the first step at which class 1 is more likely than class 0; T if it never does.

    Args:
        logits: (T, N, 2), of class 0 and class 1.

    Raises:
        ValueError: another shape, no steps, or NaN; TypeError: not an array.
    """
    if bind(logits=(logits, "T N 2"))["T"] == 0:
        raise ValueError(f"logits: expected at least one step, got (T, N, 2) = {logits.shape}")
    check_no_nan(logits=logits)
    over = logits[..., 1] > logits[..., 0]
    return np.where(over.any(axis=0), over.argmax(axis=0), len(over))


def solver(xs: Array) -> Array:
    """The right answers, from the inputs alone: due (N,).

    Raises:
        ValueError: xs is not (T, N, D), or a sequence has not two spikes; TypeError: not an array.
    """
    bind(xs=(xs, "T N D"))
    check_no_nan(xs=xs)
    spikes = xs[..., 0] > 0
    if (spikes.sum(axis=0) != 2).any():
        raise ValueError("xs: expected two spikes in every sequence")
    first, last = spikes.argmax(axis=0), len(xs) - 1 - spikes[::-1].argmax(axis=0)
    expected: Array = 2 * last - first
    return expected


def chance(shortest: int, longest: int) -> float:
    """The share of answers that are right for who sees both spikes but cannot count, and names one gap: 1 / gaps.

    Raises:
        ValueError: shortest below 1, or longest below it; TypeError: not integers.
    """
    check_int(1, shortest=shortest)
    check_int(shortest, longest=longest)
    return 1 / (longest - shortest + 1)
