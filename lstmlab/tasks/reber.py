"""Reber grammar: strings that an automaton makes, nested into each other, and joined without end.

    0 -B-> 1      1 -T-> 2, -P-> 3      2 -S-> 2, -X-> 4      3 -T-> 3, -V-> 5
    4 -X-> 3, -S-> 6      5 -P-> 4, -V-> 6      6 -E-> end

Where two arrows leave a state, each is taken with equal chance. An embedded string puts one of these strings between
two equal outer symbols:

    B T <string> T E          B P <string> P E

The task is to say at every step which symbols are possible next. Most follow from the last few. The outer symbol at the
end needs the one at the beginning, over a string of 5 symbols or more.

Source: the grammar: A. S. Reber, "Implicit learning of artificial grammars", Journal of Verbal Learning and Verbal
Behavior 6 (1967), 855-863; embedded: A. Cleeremans, D. Servan-Schreiber and J. L. McClelland, "Finite State Automata
and Simple Recurrent Networks", Neural Computation 1 (1989), 372-381; as a test of the LSTM: S. Hochreiter and J.
Schmidhuber, Neural Computation 9 (1997), 1735-1780, section 5.1; joined without end: F. A. Gers, J. Schmidhuber and F.
Cummins, Neural Computation 12 (2000), 2451-2471.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab.shapes import Array, bind, bind_any, check_dtype, check_generator, check_int, check_no_nan, check_text
from lstmlab.unroll import lengths_to_mask

SYMBOLS = "BTSXPVE"
AUTOMATON = (
    {"B": 1},
    {"T": 2, "P": 3},
    {"S": 2, "X": 4},
    {"T": 3, "V": 5},
    {"X": 3, "S": 6},
    {"P": 4, "V": 6},
    {"E": 7},
)
END = len(AUTOMATON)


class Strings(NamedTuple):
    """Embedded strings as a net reads them, padded to the longest.

    xs (T, N, 7), one-hot in the order of `SYMBOLS`; labels (T, N), the symbol that came next; possible (T, N, 7), True
    for the symbols that could have come; outer (T, N), True where the outer symbol comes next; mask (T, N), False where
    a string has ended.
    """

    xs: Array
    labels: Array
    possible: Array
    outer: Array
    mask: Array


def string(rng: np.random.Generator) -> str:
    """A string of the automaton: from "BTXSE" and "BPVVE", 5 symbols, to any length."""
    check_generator(rng=rng)
    state, symbols = 0, ""
    while state != END:
        arrows = list(AUTOMATON[state])
        symbols += arrows[rng.integers(len(arrows))]
        state = AUTOMATON[state][symbols[-1]]
    return symbols


def embedded(rng: np.random.Generator) -> str:
    """A string between two equal outer symbols, T or P with equal chance: 9 symbols or more."""
    check_generator(rng=rng)
    outer = "TP"[rng.integers(2)]
    return f"B{outer}{string(rng)}{outer}E"


def is_string(symbols: str) -> bool:
    """Whether the automaton makes these symbols, from its beginning to its end."""
    check_text(symbols=symbols)
    state = 0
    for symbol in symbols:
        if state == END or symbol not in AUTOMATON[state]:
            return False
        state = AUTOMATON[state][symbol]
    return state == END


def is_embedded(symbols: str) -> bool:
    """Whether this is one embedded string."""
    check_text(symbols=symbols)
    ends = (symbols[:1], symbols[1:2], symbols[-2:-1], symbols[-1:])
    return ends in (("B", "T", "T", "E"), ("B", "P", "P", "E")) and is_string(symbols[2:-2])


def possible_next(symbols: str) -> list[str]:
    """What can follow: for each symbol of embedded strings, one after the other, the symbols that are possible next.

    The last string need not be complete. After E comes B, as in a stream. This is the solver of the task: what it says
    after a symbol uses nothing after that symbol.

    Raises:
        ValueError: symbols that the grammar does not make; the message names the place.
    """
    check_text(symbols=symbols)
    found: list[str] = []
    place, outer = 0, ""
    for k, symbol in enumerate(symbols):
        if symbol not in (found[-1] if found else "B"):
            raise ValueError(f"symbols: expected one of {found[-1] if found else 'B'} at {k}, got {symbol!r}")
        outer = symbol if place == 1 else outer
        if 2 <= place < 2 + END:
            place = 2 + AUTOMATON[place - 2][symbol]
        else:
            place = (place + 1) % (4 + END)
        found.append(_arrows(place, outer))
    return found


def encode(symbols: str, dtype: Any = np.float64) -> Array:
    """One-hot vectors in the order of `SYMBOLS`: (T, 7).

    Raises:
        ValueError: no symbols, or one that is none of the seven.
    """
    check_text(symbols=symbols)
    check_dtype(dtype=dtype)
    unknown = sorted(set(symbols) - set(SYMBOLS))
    if unknown or not symbols:
        raise ValueError(f"symbols: expected some of {SYMBOLS}, got {unknown or 'none'}")
    return np.eye(len(SYMBOLS), dtype=dtype)[[SYMBOLS.index(symbol) for symbol in symbols]]


def batch(rng: np.random.Generator, n: int, dtype: Any = np.float64) -> Strings:
    """n embedded strings, padded to the longest of them.

    Rule: each is drawn by `embedded`. The inputs are all symbols but the last E, the labels all but the first B.

    Args:
        rng: decides the strings.
        n: strings, N.
        dtype: of xs.

    Returns:
        `Strings`; xs is 0 and labels are 0 where mask is False.

    Raises:
        ValueError: n below 1; TypeError: n is not an integer.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_int(1, n=n)
    return _strings([embedded(rng) for _ in range(n)], dtype)


def stream(rng: np.random.Generator, n: int, length: int, dtype: Any = np.float64) -> Strings:
    """n continual streams: embedded strings joined, with no sign of where one ends and no reset between them.

    Rule: embedded strings are drawn and joined until there are length + 1 symbols; the rest is cut off. After E comes
    the B of the next string.

    Args:
        rng: decides the strings.
        n: streams, N.
        length: symbols that are read, T.
        dtype: of xs.

    Returns:
        `Strings`, with a mask that is True everywhere.

    Raises:
        ValueError: n or length below 1; TypeError: not integers.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_int(1, n=n, length=length)
    streams = []
    for _ in range(n):
        symbols = ""
        while len(symbols) <= length:
            symbols += embedded(rng)
        streams.append(symbols[: length + 1])
    return _strings(streams, dtype)


def right(outputs: Array, possible: Array) -> Array:
    """Where a net is right: (T, N), True where every possible symbol has a larger output than every other symbol.

    Args:
        outputs: (T, N, 7), or (T, 7) of a single string.
        possible: the same shape, from `batch` or `stream`.

    Raises:
        ValueError: shapes that differ; TypeError: not arrays, possible that is not of booleans.
    """
    letters = f"{'T' if np.ndim(outputs) == 2 else 'T N'} {len(SYMBOLS)}"
    bind_any(bind(outputs=(outputs, letters)), possible=(possible, letters))
    if possible.dtype.kind != "b":
        raise TypeError(f"possible: expected an array of True and False, got dtype {possible.dtype}")
    least = np.where(possible, outputs, np.inf).min(axis=-1)
    right: Array = least > np.where(possible, -np.inf, outputs).max(axis=-1)
    return right


def solver(xs: Array) -> Array:
    """What can follow, from the inputs alone: possible (T, N, 7). Steps of zeros are padding: nothing follows there.

    Raises:
        ValueError: xs is not (T, N, D) or has no steps, or its symbols break the rule; TypeError: not an array.
    """
    if bind(xs=(xs, f"T N {len(SYMBOLS)}"))["T"] == 0:
        raise ValueError(f"xs: expected at least one step, got (T, N, D) = {xs.shape}")
    check_no_nan(xs=xs)
    possible = np.zeros(xs.shape, bool)
    for n in range(xs.shape[1]):
        symbols = "".join(SYMBOLS[k] for k in xs[xs[:, n].any(axis=-1), n].argmax(axis=-1))
        possible[: len(symbols), n] = _flags(possible_next(symbols))
    return possible


def chance() -> float:
    """The share of outer symbols at the end that are right for who has forgotten the first one: 1/2."""
    return 0.5


def _arrows(place: int, outer: str) -> str:
    """What leaves a place: before B, before the outer symbol, the seven inside, before the outer symbol, before E."""
    inside = ["".join(arrows) for arrows in AUTOMATON]
    return ["B", "TP", *inside, outer, "E"][place]


def _flags(found: list[str]) -> Array:
    return np.array([[symbol in some for symbol in SYMBOLS] for some in found])


def _strings(found: list[str], dtype: Any) -> Strings:
    lengths = [len(symbols) - 1 for symbols in found]
    mask = lengths_to_mask(lengths, max(lengths))
    xs = np.zeros((*mask.shape, len(SYMBOLS)), dtype)
    labels = np.zeros(mask.shape, int)
    possible = np.zeros(xs.shape, bool)
    outer = np.zeros(mask.shape, bool)
    for n, (symbols, length) in enumerate(zip(found, lengths, strict=True)):
        one_hot = encode(symbols, dtype)
        xs[:length, n], labels[:length, n] = one_hot[:-1], one_hot[1:].argmax(axis=-1)
        following = possible_next(symbols[:-1])
        possible[:length, n] = _flags(following)
        # The first outer symbol of a string can be either; the last one is the only symbol T or P that stands alone.
        outer[:length, n] = [some in ("T", "P") for some in following]
    return Strings(xs, labels, possible, outer, mask)
