"""text.bits_per_character: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("text.bits_per_character")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def bits_by_division_first(log_probabilities):
    return float(np.mean(-log_probabilities / np.log(2)))


@right
def bits_with_log2_of_e(log_probabilities):
    return -log_probabilities.mean() * np.log2(np.e)


@right
def bits_with_sum(log_probabilities):
    return -sum(log_probabilities) / (len(log_probabilities) * np.log(2.0))


@right
def bits_with_average(log_probabilities):
    return np.average(log_probabilities) / -0.6931471805599453


@right
def bits_in_a_loop(log_probabilities):
    total = 0.0
    for number in log_probabilities:
        total -= number / np.log(2)
    return total / log_probabilities.size


@right
def bits_in_float32(log_probabilities):
    return np.float32(-np.mean(log_probabilities) / np.log(2))


@wrong("natural-logarithm")
def _(log_probabilities):
    return float(-log_probabilities.mean())


@wrong("logarithm-twice")
def _(log_probabilities):
    return -np.log2(log_probabilities).mean()


@wrong("through-probabilities")
def _(log_probabilities):
    p = np.exp(log_probabilities)
    return -np.mean(np.log2(p))


@wrong("sum")
def _(log_probabilities):
    return -np.sum(log_probabilities) / np.log(2)


@wrong("minus-missing")
def _(log_probabilities):
    return np.mean(log_probabilities) / np.log(2)


@wrong("perplexity")
def _(log_probabilities):
    return 2 ** (-np.mean(log_probabilities) / np.log(2))


@wrong("times-ln-2")
def _(log_probabilities):
    return -log_probabilities.mean() * np.log(2)


@wrong("bit-each")
def _(log_probabilities):
    return [-one / np.log(2) for one in log_probabilities]


@wrong("decimal-logarithm")
def _(log_probabilities):
    return -np.mean(log_probabilities) / 2.302585092994046


@wrong("added-and-weighted")
def _(log_probabilities):
    p = np.exp(log_probabilities)
    return -np.sum(p * log_probabilities) / np.log(2)


@wrong("halved")
def _(log_probabilities):
    return -sum(log_probabilities) / len(log_probabilities) / 2
