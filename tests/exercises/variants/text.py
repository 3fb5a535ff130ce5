"""Right answers to the exercises of chapter 10 in other people's styles. Every one of them has to pass."""

from bisect import bisect_right
from itertools import accumulate

import numpy as np

# text.vocabulary


def vocabulary_with_zip(text):
    symbols = sorted(set(text))
    return symbols, dict(zip(symbols, range(len(symbols)), strict=True))


def vocabulary_as_a_string(text):
    symbols = "".join(sorted(set(text)))
    return symbols, {symbol: symbols.index(symbol) for symbol in symbols}


def vocabulary_as_a_tuple(text):
    symbols = tuple(sorted({*text}))
    return symbols, {symbol: k for k, symbol in enumerate(symbols)}


def vocabulary_with_loops(text):
    symbols = []
    for character in text:
        if character not in symbols:
            symbols.append(character)
    symbols.sort(key=ord)
    index = {}
    for symbol in symbols:
        index[symbol] = len(index)
    return symbols, index


def vocabulary_with_numpy(text):
    symbols = np.unique(list(text))
    return symbols.tolist(), {str(symbol): np.int64(k) for k, symbol in enumerate(symbols)}


# text.encode


def encode_as_a_list(text, index):
    return [index[character] for character in text]


def encode_with_map(text, index):
    return np.array(list(map(index.get, text)), dtype=np.int32)


def encode_with_fromiter(text, index):
    return np.fromiter((index[character] for character in text), dtype=np.int64, count=len(text))


def encode_into_zeros(text, index):
    codes = np.zeros(len(text), dtype=int)
    for t, character in enumerate(text):
        codes[t] = index[character]
    return codes


def encode_with_a_table(text, index):
    table = np.zeros(1000, dtype=np.int64)
    for symbol, number in index.items():
        table[ord(symbol)] = number
    return table[[ord(character) for character in text]] if text else np.array([], dtype=int)


# text.stream_batches


def streams_as_a_list(codes, n, t):
    length = (len(codes) - 1) // n
    batches = []
    for first in range(0, length // t * t, t):
        X = np.stack([codes[j * length + first : j * length + first + t] for j in range(n)], axis=1)
        Y = np.stack([codes[j * length + first + 1 : j * length + first + t + 1] for j in range(n)], axis=1)
        batches.append((X, Y))
    return batches


def streams_of_lists(codes, n, t):
    length = (len(codes) - 1) // n
    for b in range(length // t):
        steps = range(b * t, b * t + t)
        yield (
            [[int(codes[j * length + s]) for j in range(n)] for s in steps],
            [[int(codes[j * length + s + 1]) for j in range(n)] for s in steps],
        )


def streams_by_places(codes, n, t):
    length = (len(codes) - 1) // n
    places = np.arange(n) * length + np.arange(length)[:, None]
    for b in range(length // t):
        chunk = places[b * t : (b + 1) * t]
        yield codes[chunk], codes[chunk + 1]


def streams_with_while(codes, n, t):
    length = (len(codes) - 1) // n
    X = np.array([codes[j * length : (j + 1) * length] for j in range(n)])
    Y = np.array([codes[j * length + 1 : (j + 1) * length + 1] for j in range(n)])
    start = 0
    while start + t <= length:
        yield X[:, start : start + t].T.copy(), Y[:, start : start + t].T.copy()
        start += t


def streams_as_a_generator_expression(codes, n, t):
    length = (len(codes) - 1) // n
    X, Y = (np.reshape(codes[k : k + n * length], (n, length)).transpose() for k in (0, 1))
    return ([X[s : s + t], Y[s : s + t]] for s in range(0, length - length % t, t))


# text.sample


def sample_by_sums(logits, temperature, rng):
    p = np.exp((logits - logits.max()) / temperature)
    return int(np.searchsorted(np.cumsum(p / p.sum()), rng.random()))


def sample_by_gumbel_noise(logits, temperature, rng):
    return int(np.argmax(logits / temperature + rng.gumbel(size=len(logits))))


def sample_by_multinomial(logits, temperature, rng):
    scaled = logits.astype(float) / temperature
    scaled -= scaled.max()
    p = np.exp(scaled)
    p /= p.sum()
    return int(rng.multinomial(1, p).argmax())


def sample_a_numpy_integer(logits, temperature, rng):
    log_p = logits / temperature
    log_p = log_p - np.logaddexp.reduce(log_p)
    p = np.exp(log_p)
    return rng.choice(np.arange(len(logits)), p=p / p.sum())


def sample_in_a_loop(logits, temperature, rng):
    largest = max(logits)
    weights = [float(np.exp((logit - largest) / temperature)) for logit in logits]
    rest = rng.uniform(0, sum(weights))
    for k, weight in enumerate(weights):
        rest -= weight
        if rest < 0:
            return k
    return len(weights) - 1


def sample_by_bisection(logits, temperature, rng):
    largest = np.max(logits)
    sums = list(accumulate(np.exp((logits - largest) / temperature)))
    return bisect_right(sums, rng.random() * sums[-1])


# text.bits_per_character


def bits_by_division_first(log_probabilities):
    return float(np.mean(-log_probabilities / np.log(2)))


def bits_with_log2_of_e(log_probabilities):
    return -log_probabilities.mean() * np.log2(np.e)


def bits_with_sum(log_probabilities):
    return -sum(log_probabilities) / (len(log_probabilities) * np.log(2.0))


def bits_with_average(log_probabilities):
    return np.average(log_probabilities) / -0.6931471805599453


def bits_in_a_loop(log_probabilities):
    total = 0.0
    for number in log_probabilities:
        total -= number / np.log(2)
    return total / log_probabilities.size


def bits_in_float32(log_probabilities):
    return np.float32(-np.mean(log_probabilities) / np.log(2))


VARIANTS = {
    "text.vocabulary": [
        vocabulary_with_zip,
        vocabulary_as_a_string,
        vocabulary_as_a_tuple,
        vocabulary_with_loops,
        vocabulary_with_numpy,
    ],
    "text.encode": [
        encode_as_a_list,
        encode_with_map,
        encode_with_fromiter,
        encode_into_zeros,
        encode_with_a_table,
    ],
    "text.stream_batches": [
        streams_as_a_list,
        streams_of_lists,
        streams_by_places,
        streams_with_while,
        streams_as_a_generator_expression,
    ],
    "text.sample": [
        sample_by_sums,
        sample_by_gumbel_noise,
        sample_by_multinomial,
        sample_a_numpy_integer,
        sample_in_a_loop,
        sample_by_bisection,
    ],
    "text.bits_per_character": [
        bits_by_division_first,
        bits_with_log2_of_e,
        bits_with_sum,
        bits_with_average,
        bits_in_a_loop,
        bits_in_float32,
    ],
}
