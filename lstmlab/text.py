"""Text as numbers: symbols, streams for truncated backpropagation, sampling, and bits per character."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from lstmlab.shapes import (
    Array,
    as_codes,
    bind,
    check_any_dtype,
    check_generator,
    check_int,
    check_not_negative,
    check_text,
)


def vocabulary(text: str) -> tuple[list[str], dict[str, int]]:
    """The symbols of a text in sorted order, and the number of each, from 0 on.

    Raises:
        ValueError: the text is empty; TypeError: it is no text.
    """
    if not isinstance(text, str):
        raise TypeError(f"text: expected a string, got {type(text).__name__}")
    if not text:
        raise ValueError("text: expected at least one character, got an empty string")
    symbols = sorted(set(text))
    return symbols, {symbol: number for number, symbol in enumerate(symbols)}


def encode(text: str, index: dict[str, int]) -> Array:
    """The number of each character of a text, (T,) int64.

    Raises:
        ValueError: a character that `index` does not have; the message names it.
        TypeError: no string, or an index that is no dict of integers.
    """
    check_text(text=text)
    if not isinstance(index, dict):
        raise TypeError(f"index: expected a dict from `vocabulary`, got {type(index).__name__}")
    unknown = sorted(set(text) - set(index))
    if unknown:
        raise ValueError(f"text: expected characters of the vocabulary, got {unknown[0]!r}")
    for symbol in sorted(set(text)):
        check_int(0, **{f"index[{symbol!r}]": index[symbol]})
    return np.array([index[symbol] for symbol in text], dtype=np.int64)


def decode(codes: Iterable[int], symbols: Sequence[str]) -> str:
    """The text of a row of numbers: the inverse of `encode`.

    Raises:
        ValueError: a code that stands for no symbol, one below 0 too; TypeError: codes that are not integers, symbols
            that are no row of strings.
    """
    if not isinstance(symbols, (list, tuple, str)):
        raise TypeError(f"symbols: expected a list of strings, got {type(symbols).__name__}")
    check_text(**{f"symbols[{k}]": symbol for k, symbol in enumerate(symbols)})
    codes = as_codes(codes=list(codes) if isinstance(codes, Iterator) else codes)
    if codes.size and (codes.min() < 0 or codes.max() >= len(symbols)):
        raise ValueError(f"codes: expected numbers from 0 to {len(symbols) - 1}, got {codes.min()} to {codes.max()}")
    return "".join(symbols[code] for code in codes)


def one_hot(codes: Array, n_symbols: int, dtype: Any = np.float64) -> Array:
    """A 1 at the place of each code: (..., n_symbols) for codes of shape (...).

    Raises:
        ValueError: a code outside 0 ... n_symbols - 1; TypeError: codes that are not integers.
    """
    check_int(1, n_symbols=n_symbols)
    codes = np.asarray(codes)
    if codes.dtype.kind not in "iu":
        raise TypeError(f"codes: expected integers, got dtype {codes.dtype}")
    check_any_dtype(dtype=dtype)
    if codes.size and (codes.min() < 0 or codes.max() >= n_symbols):
        raise ValueError(f"codes: expected numbers from 0 to {n_symbols - 1}, got {codes.min()} to {codes.max()}")
    rows: Array = (codes[..., None] == np.arange(n_symbols)).astype(dtype)
    return rows


def stream_batches(codes: Array, n: int, t: int) -> Iterator[tuple[Array, Array]]:
    """Cut a long text into n streams that run side by side, and yield them t steps at a time.

        L = the whole part of (len(codes) - 1) / n          stream j is codes[j L : (j + 1) L]

    The next batch goes on where the last one ended, in every stream, so that the state of a network can be carried from
    batch to batch. An incomplete last block is dropped.

    Args:
        codes: (T,), the numbers of the characters.
        n: streams.
        t: steps in a batch.

    Yields:
        X and Y, both (t, n): the characters that are read, and the one that follows each.

    Raises:
        ValueError: n or t below 1, or too few codes for a single batch; TypeError: n or t is not an integer. Both at
            once, not at the first batch.
    """
    check_int(1, n=n, t=t)
    codes = as_codes(codes=codes)
    length = (len(codes) - 1) // n
    if length < t:
        raise ValueError(f"codes: expected at least {n * t + 1} for {n} streams of {t} steps, got {len(codes)}")
    X, Y = (codes[first : first + n * length].reshape(n, length).T for first in (0, 1))
    return ((X[start : start + t], Y[start : start + t]) for start in range(0, length - t + 1, t))


def sample(logits: Array, temperature: float, rng: np.random.Generator) -> int:
    """Draw a symbol from softmax(logits / temperature), by one number of the generator.

    The symbol is the first whose summed probability is above a random number between 0 and 1. A temperature near 0
    nearly always gives the largest logit, a high one makes all symbols alike. At 0 it is the largest, the first of
    several: the choice is greedy, and nothing is drawn.

    Args:
        logits: (K,); minus infinity is a symbol that is never drawn.
        temperature: from 0 on.
        rng: draws.

    Raises:
        ValueError: a temperature below 0 or not finite, logits that are not (K,), that are NaN or infinite (the message
            says where), or minus infinity all of them; TypeError: not a number, rng that is no generator.
    """
    check_generator(rng=rng)
    bind(logits=(logits, "K"))
    check_not_negative(temperature=temperature)
    logits = logits.astype(np.float64)
    wrong = np.isnan(logits) | (logits == np.inf)
    if wrong.any():
        place = int(wrong.argmax())
        raise ValueError(f"logits: expected numbers, got {logits[place]} for symbol {place}; has the network diverged?")
    if logits.size == 0 or logits.max() == -np.inf:
        raise ValueError("logits: expected at least one symbol that may be drawn, got none")
    if temperature == 0:
        return int(logits.argmax())
    with np.errstate(over="ignore"):
        scaled = logits / temperature
        if not np.isfinite(scaled.max()):  # so near 0 that the quotient overflows: the differences tell
            scaled = (logits - logits.max()) / temperature
    weights = np.cumsum(np.exp(scaled - scaled.max()))
    return int(np.searchsorted(weights, rng.random() * weights[-1], side="right"))


def bits_per_character(log_probabilities: Array) -> float:
    """Minus the mean of the natural logarithms of the probabilities that a model gave to what came, over ln 2.

    Args:
        log_probabilities: an array of any shape.

    Source: C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical Journal 27 (1948), 379-423.

    Raises:
        ValueError: no numbers.
        TypeError: something else than numbers.
    """
    log_probabilities = np.asarray(log_probabilities)
    if log_probabilities.dtype.kind not in "fiu":
        raise TypeError(f"log_probabilities: expected numbers, got dtype {log_probabilities.dtype}")
    if log_probabilities.size == 0:
        raise ValueError("log_probabilities: expected at least one, got none")
    return float(-log_probabilities.mean() / np.log(2))


def places(text: str) -> dict[str, Array]:
    """Where each character of a play stands, as numbers that a cell might follow, (T,) each.

    Returns:
        line: characters since the start of the line; word: letters since the start of the word; name: 1 in a line of
        capitals, which is a speaker's name; speech: lines since the last blank line; quote: 1 between a quotation mark
        (' or ") that follows a space or a new line and the next one that ends a word.
    """
    check_text(text=text)
    found: dict[str, list[float]] = {name: [] for name in ("line", "word", "name", "speech", "quote")}
    line = word = speech = 0
    for rows in text.splitlines(keepends=True):
        said = rows.strip()
        name = float(said.isupper() and len(said) > 1)
        speech = speech + 1 if said else 0
        for line, symbol in enumerate(rows):
            word = word + 1 if symbol.isalpha() else 0
            for key, value in (("line", line), ("word", word), ("name", name), ("speech", speech)):
                found[key].append(float(value))
    found["quote"] = _quoted(text)
    return {key: np.array(values) for key, values in found.items()}


def _quoted(text: str) -> list[float]:
    inside, opened, found = "", 0, []
    for k, symbol in enumerate(text):
        before, after = text[k - 1 : k] or "\n", text[k + 1 : k + 2] or "\n"
        if inside and ((symbol == inside and not after.isalpha()) or k - opened > 200 or text[k : k + 2] == "\n\n"):
            inside = ""
        elif not inside and symbol in "'\"" and before in " \n" and after.isupper():
            inside, opened = symbol, k
        found.append(float(bool(inside)))
    return found


def correlations(cells: Array, wanted: Array) -> Array:
    """How closely each cell follows a row of numbers: Pearson's r of every column, (H,); 0 where one does not move.

    Args:
        cells: (T, H), the values of H cells.
        wanted: (T,), what they might follow.

    Raises:
        ValueError: wanted has another length than cells.
    """
    bind(bind(cells=(cells, "T H")), wanted=(wanted, "T"))
    moved, other = cells - cells.mean(axis=0), wanted - wanted.mean()
    size = np.sqrt((moved**2).sum(axis=0) * (other**2).sum())
    # NaN is not "does not move": it stays NaN.
    return np.where(size != 0, moved.T @ other / np.where(size != 0, size, 1), 0.0)
