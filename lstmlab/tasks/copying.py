"""Copy: a few symbols, a long silence, a sign, and then the same symbols again, in the same order.

The net has to keep several symbols at once, not to lose their order, and to say nothing until it is asked.

Source: M. Arjovsky, A. Shah and Y. Bengio, "Unitary Evolution Recurrent Neural Networks", ICML 2016, section 4.1, who
take 10 symbols of 8 kinds; the problem goes back to S. Hochreiter and J. Schmidhuber, Neural Computation 9 (1997),
1735-1780.
"""

from typing import Any

import numpy as np

from lstmlab.shapes import Array, bind, bind_any, check_dtype, check_generator, check_int, check_no_nan


def batch(
    rng: np.random.Generator, n: int, lag: int, n_symbols: int = 4, kinds: int = 4, dtype: Any = np.float64
) -> tuple[Array, Array]:
    """n sequences, and what is to be said at every step.

    Rule: with K = n_symbols and S = kinds, K symbols are drawn from 0, ..., S - 1 with equal chance. The inputs are
    these symbols, lag - 1 blanks, one sign, and K blanks: T = 2 K + lag steps. The blank is number S, the sign is
    number S + 1. The labels are the blank at the first K + lag steps, then the symbols in their order. From the input
    of a symbol to its label it is K + lag steps.

    Args:
        rng: decides the symbols.
        n: sequences, N.
        lag: from the last symbol to the sign.
        n_symbols: K.
        kinds: S.
        dtype: of xs.

    Returns:
        xs (T, N, S + 2), one-hot, time first, and labels (T, N), integers from 0 to S.

    Raises:
        ValueError: n, lag or n_symbols below 1, or kinds below 2; TypeError: not integers.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_int(1, n=n, lag=lag, n_symbols=n_symbols)
    check_int(2, kinds=kinds)
    symbols = rng.integers(0, kinds, size=(n_symbols, n))
    inputs = np.full((2 * n_symbols + lag, n), kinds)
    labels = inputs.copy()
    inputs[:n_symbols] = labels[-n_symbols:] = symbols
    inputs[n_symbols + lag - 1] = kinds + 1
    return np.eye(kinds + 2, dtype=dtype)[inputs], labels


def right(outputs: Array, labels: Array, n_symbols: int = 4) -> Array:
    """Which symbols are said again rightly: (n_symbols, N) of True and False. The silence before them does not count.

    Args:
        outputs: (T, N, K), the largest is the answer.
        labels: (T, N), from `batch`.
        n_symbols: as in `batch`.

    Raises:
        ValueError: shapes that do not fit, or fewer steps than symbols; TypeError: not arrays, n_symbols that is not an
            integer.
    """
    sizes = bind_any(labels=(labels, "T N"))
    bind(sizes, outputs=(outputs, "T N K"))
    check_int(1, n_symbols=n_symbols)
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels: expected an array of integers, got dtype {labels.dtype}")
    if n_symbols > sizes["T"]:
        raise ValueError(f"n_symbols: expected at most T = {sizes['T']}, got {n_symbols}")
    check_no_nan(outputs=outputs)
    right: Array = outputs[-n_symbols:].argmax(axis=-1) == labels[-n_symbols:]
    return right


def solver(xs: Array) -> Array:
    """The right answers, from the inputs alone: labels (T, N). The one at step t uses nothing after step t.

    Raises:
        ValueError: xs is not (T, N, D), or a sequence has no sign; TypeError: not an array.
    """
    sizes = bind(xs=(xs, "T N D"))
    check_no_nan(xs=xs)
    blank = sizes["D"] - 2
    inputs = xs.argmax(axis=-1)
    if ((inputs == blank + 1).sum(axis=0) != 1).any():
        raise ValueError("xs: expected one sign in every sequence")
    labels = np.full(inputs.shape, blank)
    for n, sequence in enumerate(inputs.T):
        sign = (sequence == blank + 1).argmax()
        symbols = sequence[:sign][sequence[:sign] < blank]
        labels[sign + 1 : sign + 1 + len(symbols), n] = symbols
    return labels


def chance(kinds: int = 4) -> float:
    """The share of symbols that a guess gets right: 1 / kinds.

    Raises:
        ValueError: kinds below 2; TypeError: not an integer.
    """
    check_int(2, kinds=kinds)
    return 1 / kinds
