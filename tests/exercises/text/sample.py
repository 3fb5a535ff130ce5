"""text.sample: answers that are right, answers that are wrong, mutants that change nothing."""

from bisect import bisect_right
from itertools import accumulate

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("text.sample")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def sample_by_sums(logits, temperature, rng):
    p = np.exp((logits - logits.max()) / temperature)
    return int(np.searchsorted(np.cumsum(p / p.sum()), rng.random()))


@right
def sample_by_gumbel_noise(logits, temperature, rng):
    return int(np.argmax(logits / temperature + rng.gumbel(size=len(logits))))


@right
def sample_by_multinomial(logits, temperature, rng):
    scaled = logits.astype(float) / temperature
    scaled -= scaled.max()
    p = np.exp(scaled)
    p /= p.sum()
    return int(rng.multinomial(1, p).argmax())


@right
def sample_a_numpy_integer(logits, temperature, rng):
    log_p = logits / temperature
    log_p = log_p - np.logaddexp.reduce(log_p)
    p = np.exp(log_p)
    return rng.choice(np.arange(len(logits)), p=p / p.sum())


@right
def sample_in_a_loop(logits, temperature, rng):
    largest = max(logits)
    weights = [float(np.exp((logit - largest) / temperature)) for logit in logits]
    rest = rng.uniform(0, sum(weights))
    for k, weight in enumerate(weights):
        rest -= weight
        if rest < 0:
            return k
    return len(weights) - 1


@right
def sample_by_bisection(logits, temperature, rng):
    largest = np.max(logits)
    sums = list(accumulate(np.exp((logits - largest) / temperature)))
    return bisect_right(sums, rng.random() * sums[-1])


@wrong("largest-always")
def _(logits, temperature, rng):
    p = np.exp((logits - logits.max()) / temperature)
    return np.argmax(p / p.sum())


@wrong("temperature-multiplied")
def _(logits, temperature, rng):
    z = temperature * logits
    p = np.exp(z - z.max())
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong("overflow")
def _(logits, temperature, rng):
    p = np.exp(logits / temperature)
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong("temperature-ignored")
def _(logits, temperature, rng):
    p = np.exp(logits - logits.max())
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong(says="one-hot")
def _(logits, temperature, rng):
    p = np.exp((logits - logits.max()) / temperature)
    return rng.multinomial(1, p / p.sum())


@wrong("all-alike")
def _(logits, temperature, rng):
    return int(rng.choice(len(logits)))


@wrong("seed-of-its-own")
def _(logits, temperature, rng):
    rng = np.random.default_rng(0)
    p = np.exp((logits - logits.max()) / temperature)
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong("largest-always")
def _(logits, temperature, rng):
    return int((logits / temperature).argmax())


@wrong("off-by-one")
def _(logits, temperature, rng):
    p = np.exp((logits - logits.max()) / temperature)
    return int(np.searchsorted(np.cumsum(p / p.sum()), rng.random())) + 1


@wrong("temperature-ignored")
def _(logits, temperature, rng):
    p = np.exp(logits - logits.max()) / temperature
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong(says="a single number")
def _(logits, temperature, rng):
    p = np.exp((logits - logits.max()) / temperature)
    return p / p.sum()


@wrong(says="sum to 1")
def _(logits, temperature, rng):
    return int(rng.choice(len(logits), p=np.exp((logits - logits.max()) / temperature) * 1.5))


@wrong(says="TypeError")
def _(logits, temperature, rng):
    p = np.exp((logits - logits.max()) / temperature)
    return int(rng(p / p.sum()))


@wrong("base-two")
def _(logits, temperature, rng):
    scaled = logits / temperature
    p = 2 ** (scaled - scaled.max())
    return int(rng.choice(len(logits), p=p / p.sum()))


@wrong("not-divided-by-the-sum", says="do not sum to 1")
def _(logits, temperature, rng):
    scaled = logits / temperature
    return int(rng.choice(len(logits), p=np.exp(scaled - scaled.max())))


@wrong("probabilities-returned")
def _(logits, temperature, rng):
    weights = np.exp((logits - logits.max()) / temperature)
    return weights / weights.sum()


@wrong("temperature-twice")
def _(logits, temperature, rng):
    q = logits / temperature**2
    p = np.exp(q - q.max())
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong("temperature-twice")
def _(logits, temperature, rng):
    scaled = logits / temperature
    weights = np.exp((scaled - scaled.max()) / temperature)
    return int(rng.choice(len(logits), p=weights / weights.sum()))


@wrong("softmax-to-a-power")
def _(logits, temperature, rng):
    p = np.exp(logits - logits.max())
    p = (p / p.sum()).astype(np.float64)
    a = np.exp(np.log(p) / temperature)
    a = a / a.sum()
    return int(np.argmax(rng.multinomial(1, a)))


@wrong("softmax-to-a-power")
def _(logits, temperature, rng):
    p = np.exp(np.asarray(logits, float) - np.max(logits))
    p = (p / p.sum()) ** (1 / temperature)
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong("normal-noise")
def _(logits, temperature, rng):
    noisy = logits / temperature + rng.standard_normal(logits.shape)
    return int(noisy.argmax())


@wrong(says="once in a million times")
def _(logits, temperature, rng):
    noise = rng.normal(scale=np.pi / np.sqrt(6), size=len(logits))  # as wide as Gumbel's
    return int(np.argmax(logits / temperature + noise))


@wrong("clipped")
def _(logits, temperature, rng):
    p = np.exp(np.minimum(logits / temperature, 500))
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong("temperature-with-a-floor")
def _(logits, temperature, rng):
    if temperature < 0.001:
        temperature = 0.001
    scaled = (logits - logits.max()) / temperature
    p = np.exp(scaled)
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong("overflow")
def _(logits, temperature, rng):
    p = np.exp(np.asarray(logits, float) / temperature)
    p = p / p.sum()
    return int(rng.choice(len(p), p=p))


@wrong(says="contain NaN")
def _(logits, temperature, rng):
    scaled = (logits - logits.max()) / temperature
    p = np.exp(scaled)
    p = np.round(p / p.sum(), 3)
    return int(rng.choice(len(p), p=p / p.sum()))


@wrong("unlikely-ones-never-come")
def _(logits, temperature, rng):
    scaled = np.asarray(logits, float) / temperature
    best = np.argsort(scaled)[-3:]
    p = np.exp(scaled[best] - scaled.max())
    return int(rng.choice(best, p=p / p.sum()))


@wrong(says="never came")
def _(logits, temperature, rng):
    scaled = np.asarray(logits, float) / temperature
    p = np.exp(scaled - scaled.max())
    p = p / p.sum()
    order = np.argsort(p)[::-1]
    nucleus = order[: np.searchsorted(np.cumsum(p[order]), 0.9) + 1]
    return int(rng.choice(nucleus, p=p[nucleus] / p[nucleus].sum()))


ANSWERS.equivalent = {
    "`weights = np.exp(scaled - np.max(scaled))` -> `weights = -np.exp(scaled - np.max(scaled))`": (
        "the weights are divided by their sum, which changes its sign too"
    ),
    "`return int(rng.choice(len(logits), p=weights / np.sum(weights)))` -> `return rng.choice(len(logits), "
    "p=weights / np.sum(weights))`": ("an integer of NumPy counts as a whole number"),
    "`return int(rng.choice(len(logits), p=weights / np.sum(weights)))` -> `return int(rng.choice(len(scaled), "
    "p=weights / np.sum(weights)))`": ("both have K numbers, and only their length is asked for"),
    "`return int(rng.choice(len(logits), p=weights / np.sum(weights)))` -> `return "
    "int(rng.choice(len(weights), p=weights / np.sum(weights)))`": (
        "both have K numbers, and only their length is asked for"
    ),
}
