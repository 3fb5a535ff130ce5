"""Wrong answers to the exercises of chapter 10, as learners write them."""

import numpy as np

from tests.exercises.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)

# text.vocabulary


@wrong("text.vocabulary", "order-of-appearance")
def _(text):
    symbols = []
    for character in text:
        if character not in symbols:
            symbols.append(character)
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


@wrong("text.vocabulary", "index-turned-round")
def _(text):
    symbols = sorted(set(text))
    return symbols, dict(enumerate(symbols))


@wrong("text.vocabulary", "small-letters-only")
def _(text):
    symbols = sorted(set(text.lower()))
    return symbols, {symbol: symbols.index(symbol) for symbol in symbols}


@wrong("text.vocabulary", "white-space-dropped")
def _(text):
    symbols = sorted({symbol for symbol in text if not symbol.isspace()})
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


@wrong("text.vocabulary", says="order")
def _(text):
    symbols = sorted(set(text))
    return {symbol: k for k, symbol in enumerate(symbols)}, symbols


@wrong("text.vocabulary", says="2 values")
def _(text):
    return sorted(set(text))


# text.encode


@wrong("text.encode", "code-numbers")
def _(text, index):
    return np.frombuffer(text.encode("latin-1"), dtype=np.uint8).astype(int)


@wrong("text.encode", says="whole numbers")
def _(text, index):
    codes = np.zeros(len(text))
    for t, symbol in enumerate(text):
        codes[t] = index[symbol]
    return codes


@wrong("text.encode", "one-hot")
def _(text, index):
    rows = np.zeros((len(text), len(index)), dtype=int)
    for t, symbol in enumerate(text):
        rows[t, index[symbol]] = 1
    return rows


@wrong("text.encode", "vocabulary-of-its-own")
def _(text, index):
    order = sorted(set(text))
    return np.array([order.index(symbol) for symbol in text], dtype=int)


# text.stream_batches


@wrong("text.stream_batches", "streams-do-not-continue")
def _(codes, n, t):
    for b in range((len(codes) - 1) // (n * t)):
        part = codes[b * n * t : (b + 1) * n * t + 1]
        yield part[:-1].reshape(n, t).T, part[1:].reshape(n, t).T


@wrong("text.stream_batches", "targets-not-shifted")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    streams = np.array([codes[j * length : (j + 1) * length] for j in range(n)]).T
    for b in range(length // t):
        yield streams[b * t : b * t + t], streams[b * t : b * t + t]


@wrong("text.stream_batches", "sequences-first")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(n, length)
    Y = codes[1 : n * length + 1].reshape(n, length)
    for b in range(length // t):
        yield X[:, b * t : b * t + t], Y[:, b * t : b * t + t]


@wrong("text.stream_batches", "interleaved")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(length, n)
    Y = codes[1 : n * length + 1].reshape(length, n)
    for b in range(length // t):
        yield X[b * t : b * t + t], Y[b * t : b * t + t]


@wrong("text.stream_batches", "first-batch-only")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(n, length).T
    Y = codes[1 : n * length + 1].reshape(n, length).T
    for b in range(length // t):
        return [(X[b * t : b * t + t], Y[b * t : b * t + t])]
    return []


# text.sample


@wrong("text.sample", "largest-always")
def _(logits, temperature, rng):
    p = np.exp((logits - logits.max()) / temperature)
    return np.argmax(p / p.sum())


@wrong("text.sample", "temperature-multiplied")
def _(logits, temperature, rng):
    z = temperature * logits
    p = np.exp(z - z.max())
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong("text.sample", "overflow")
def _(logits, temperature, rng):
    p = np.exp(logits / temperature)
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong("text.sample", "temperature-ignored")
def _(logits, temperature, rng):
    p = np.exp(logits - logits.max())
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong("text.sample", says="one-hot")
def _(logits, temperature, rng):
    p = np.exp((logits - logits.max()) / temperature)
    return rng.multinomial(1, p / p.sum())


# text.bits_per_character


@wrong("text.bits_per_character", "natural-logarithm")
def _(log_probabilities):
    return float(-log_probabilities.mean())


@wrong("text.bits_per_character", "logarithm-twice")
def _(log_probabilities):
    return -np.log2(log_probabilities).mean()


@wrong("text.bits_per_character", "through-probabilities")
def _(log_probabilities):
    p = np.exp(log_probabilities)
    return -np.mean(np.log2(p))


@wrong("text.bits_per_character", "sum")
def _(log_probabilities):
    return -np.sum(log_probabilities) / np.log(2)


@wrong("text.bits_per_character", "minus-missing")
def _(log_probabilities):
    return np.mean(log_probabilities) / np.log(2)


# More of text.vocabulary


@wrong("text.vocabulary", "counted-from-one")
def _(text):
    symbols = sorted(set(text))
    return symbols, dict(zip(symbols, range(1, len(symbols) + 1), strict=True))


@wrong("text.vocabulary", "letters-only")
def _(text):
    symbols = sorted({symbol for symbol in text if symbol.isalpha()})
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


@wrong("text.vocabulary", "sorted-backward")
def _(text):
    symbols = sorted(set(text))[::-1]
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


# More of text.encode


@wrong("text.encode", "counted-from-one")
def _(text, index):
    return [index[symbol] + 1 for symbol in text]


@wrong("text.encode", "backward")
def _(text, index):
    return np.array([index[symbol] for symbol in text[::-1]])


@wrong("text.encode", "last-missing")
def _(text, index):
    return np.array([index[text[t]] for t in range(len(text) - 1)], dtype=int)


@wrong("text.encode", says=("error", "TypeError"))
def _(text, index):
    return np.array([index(symbol) for symbol in text])


@wrong("text.encode", says="the axis T is missing")
def _(text, index):
    for symbol in text:
        return index[symbol]


# More of text.stream_batches


@wrong("text.stream_batches", "two-ahead")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (np.roll(codes, -k)[: n * length].reshape(n, length).T for k in (0, 2))
    for b in range(length // t):
        yield X[b * t : b * t + t], Y[b * t : b * t + t]


@wrong("text.stream_batches", "swapped")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (codes[k : k + n * length].reshape(n, length).T for k in (0, 1))
    return [(Y[b * t : b * t + t], X[b * t : b * t + t]) for b in range(length // t)]


@wrong("text.stream_batches", "incomplete-block-kept")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (codes[k : k + n * length].reshape(n, length).T for k in (0, 1))
    for b in range(-(-length // t)):
        yield X[b * t : b * t + t], Y[b * t : b * t + t]


@wrong("text.stream_batches", "overlapping")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (codes[k : k + n * length].reshape(n, length).T for k in (0, 1))
    for b in range(length - t + 1):
        yield X[b : b + t], Y[b : b + t]


@wrong("text.stream_batches", "no-room-raises")
def _(codes, n, t):
    length = len(codes) // n
    X = codes[: n * length].reshape(n, length).T
    Y = codes[1 : n * length + 1].reshape(n, length).T
    for b in range(length // t):
        yield X[b * t : b * t + t], Y[b * t : b * t + t]


@wrong("text.stream_batches", "n-and-t-exchanged")
def _(codes, n, t):
    length = (len(codes) - 1) // t
    X, Y = (codes[k : k + t * length].reshape(t, length).T for k in (0, 1))
    for b in range(length // n):
        yield X[b * n : b * n + n], Y[b * n : b * n + n]


@wrong("text.stream_batches", "target-from-its-own-start")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(n, length)
    Y = np.concatenate([X[:, 1:], X[:, :1]], axis=1)
    for b in range(length // t):
        yield X[:, b * t : b * t + t].T, Y[:, b * t : b * t + t].T


# More of text.sample


@wrong("text.sample", "all-alike")
def _(logits, temperature, rng):
    return int(rng.choice(len(logits)))


@wrong("text.sample", "seed-of-its-own")
def _(logits, temperature, rng):
    rng = np.random.default_rng(0)
    p = np.exp((logits - logits.max()) / temperature)
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong("text.sample", "largest-always")
def _(logits, temperature, rng):
    return int((logits / temperature).argmax())


@wrong("text.sample", "off-by-one")
def _(logits, temperature, rng):
    p = np.exp((logits - logits.max()) / temperature)
    return int(np.searchsorted(np.cumsum(p / p.sum()), rng.random())) + 1


@wrong("text.sample", "temperature-ignored")
def _(logits, temperature, rng):
    p = np.exp(logits - logits.max()) / temperature
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong("text.sample", says="a single number")
def _(logits, temperature, rng):
    p = np.exp((logits - logits.max()) / temperature)
    return p / p.sum()


@wrong("text.sample", says="sum to 1")
def _(logits, temperature, rng):
    return int(rng.choice(len(logits), p=np.exp((logits - logits.max()) / temperature) * 1.5))


@wrong("text.sample", says="TypeError")
def _(logits, temperature, rng):
    p = np.exp((logits - logits.max()) / temperature)
    return int(rng(p / p.sum()))


# More of text.bits_per_character


@wrong("text.bits_per_character", "perplexity")
def _(log_probabilities):
    return 2 ** (-np.mean(log_probabilities) / np.log(2))


@wrong("text.bits_per_character", "times-ln-2")
def _(log_probabilities):
    return -log_probabilities.mean() * np.log(2)


@wrong("text.bits_per_character", "bit-each")
def _(log_probabilities):
    return [-one / np.log(2) for one in log_probabilities]


@wrong("text.bits_per_character", "decimal-logarithm")
def _(log_probabilities):
    return -np.mean(log_probabilities) / 2.302585092994046


# What a reader of the chapter answered.


@wrong("text.vocabulary", "not-sorted")
def _(text):
    symbols = list(set(text))
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


@wrong("text.vocabulary", "ends-stripped")
def _(text):
    symbols = sorted(set(text.strip()))
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


@wrong("text.vocabulary", "symbols-in-a-set", says="object of type set")
def _(text):
    return set(text), {symbol: k for k, symbol in enumerate(sorted(set(text)))}


@wrong("text.vocabulary", "pairs", says="a list of 3")
def _(text):
    symbols = sorted(set(text))
    return symbols, [(symbol, k) for k, symbol in enumerate(symbols)]


@wrong("text.encode", "words", says="a KeyError")
def _(text, index):
    return np.array([index[word] for word in text.split()])


@wrong("text.encode", "places-in-the-text")
def _(text, index):
    return np.arange(len(text))


@wrong("text.bits_per_character", "added-and-weighted")
def _(log_probabilities):
    p = np.exp(log_probabilities)
    return -np.sum(p * log_probabilities) / np.log(2)


@wrong("text.bits_per_character", "halved")
def _(log_probabilities):
    return -sum(log_probabilities) / len(log_probabilities) / 2


@wrong("text.stream_batches", "no-room-raises", says="cannot reshape")
def _(codes, n, t):
    # The error comes while the blocks are drawn from the generator, and it is the learner's own.
    length = len(codes) // n
    X = codes[: n * length].reshape(n, length).T
    Y = codes[1 : n * length + 1].reshape(n, length).T
    for start in range(0, length - t + 1, t):
        yield X[start : start + t], Y[start : start + t]


@wrong("text.stream_batches", "streams-rounded-down")
def _(codes, n, t):
    blocks = (len(codes) - 1) // (n * t)
    X = codes[: blocks * n * t].reshape(n, -1).T
    Y = codes[1 : blocks * n * t + 1].reshape(n, -1).T
    for b in range(blocks):
        yield X[b * t : (b + 1) * t], Y[b * t : (b + 1) * t]


@wrong("text.stream_batches", "rows-cut")
def _(codes, n, t):
    length = (len(codes) - 1) // n
    X = codes[: n * length].reshape(n, length)
    Y = codes[1 : n * length + 1].reshape(n, length)
    for start in range(0, length - t + 1, t):
        yield X[start : start + t], Y[start : start + t]


@wrong("text.sample", "base-two")
def _(logits, temperature, rng):
    scaled = logits / temperature
    p = 2 ** (scaled - scaled.max())
    return int(rng.choice(len(logits), p=p / p.sum()))


@wrong("text.sample", "not-divided-by-the-sum", says="do not sum to 1")
def _(logits, temperature, rng):
    scaled = logits / temperature
    return int(rng.choice(len(logits), p=np.exp(scaled - scaled.max())))


@wrong("text.sample", "probabilities-returned")
def _(logits, temperature, rng):
    weights = np.exp((logits - logits.max()) / temperature)
    return weights / weights.sum()
