"""Exercise text.bits_per_character: how well a text was foretold."""

import numpy as np

from lstmlab.exercises.specification import Case, Exercise, Mistake


def bits_per_character(log_probabilities):
    return -np.mean(log_probabilities) / np.log(2)


def _cases(rng):
    yield Case({"log_probabilities": np.log(rng.uniform(0.05, 0.9, size=11))})
    yield Case({"log_probabilities": np.log(rng.uniform(0.05, 0.9, size=7)).astype(np.float32)}, "float32 numbers")
    yield Case({"log_probabilities": np.log(np.full(5, 0.25))}, "four symbols, all equally likely: 2 bits")
    yield Case({"log_probabilities": np.array([-0.5, -1000.0, -2.0])}, "a probability that is 0 as a float64 number")
    yield Case({"log_probabilities": np.zeros(3)}, "everything foretold for sure: 0 bits")
    yield Case({"log_probabilities": np.array([-1.25])}, "a single character")


EXERCISE = Exercise(
    name="text.bits_per_character",
    title="Bits per character",
    chapter=10,
    points=1,
    section=("text-bits", "Bits per character"),
    arguments={"log_probabilities": "T"},
    returns="",
    cases=_cases,
    worked=bits_per_character,
    tested="random probabilities, a sure thing, a probability too small for a float64 number, and a single character",
    mistakes=(
        Mistake(
            name="natural-logarithm",
            behaves_like="one that stays with natural logarithms: it gives nats, not bits",
            question="A character had probability 1/2. How many bits is that?",
            pointer="ln p = log2 p times ln 2. What has to be done with ln 2?",
            edits=((" / np.log(2)", ""),),
        ),
        Mistake(
            name="times-ln-2",
            behaves_like="one that multiplies by ln 2 in place of dividing",
            question="A character had probability 1/2. How many bits is that?",
            pointer="log2 p = ln p / ln 2.",
            edits=(("/ np.log(2)", "* np.log(2)"),),
        ),
        Mistake(
            name="minus-missing",
            behaves_like="one that leaves the minus out",
            question="Is the logarithm of a probability above or below 0? And a number of bits?",
            pointer="A logarithm of a probability is never above 0, a number of bits never below.",
            edits=(("-np.mean", "np.mean"),),
        ),
        Mistake(
            name="sum",
            behaves_like="one that adds the bits of all characters",
            question="Does a text that is twice as long have twice as many bits per character?",
            pointer="Per character: the mean.",
            edits=(("np.mean", "np.sum"),),
        ),
        Mistake(
            name="decimal-logarithm",
            behaves_like="one that divides by ln 10",
            question="A character had probability 1/2. How many bits is that?",
            pointer="A bit is a choice between 2: its logarithm has base 2.",
            edits=(("np.log(2)", "np.log(10)"),),
        ),
        Mistake(
            name="perplexity",
            behaves_like="one that gives the perplexity exp(-mean)",
            question="Four symbols, all equally likely: is it 4 or 2 bits?",
            pointer="The perplexity is 2 to the power of the bits. The bits themselves are asked for.",
            edits=(("-np.mean(log_probabilities) / np.log(2)", "np.exp(-np.mean(log_probabilities))"),),
        ),
        Mistake(
            name="mean-of-probabilities",
            behaves_like="one that takes the mean of the probabilities before the logarithm",
            question="One character was foretold for sure, one was thought impossible. How large is the surprise?",
            pointer="The mean of the logarithms, not the logarithm of the mean.",
            edits=(("np.mean(log_probabilities) / np.log(2)", "np.log2(np.mean(np.exp(log_probabilities)))"),),
        ),
        Mistake(
            name="through-probabilities",
            behaves_like="one that goes back to probabilities with exp, which may give 0, and to their logarithm, "
            "minus infinity",
            question="What is exp(-1000) as a float64 number? And its logarithm?",
            pointer="The logarithms are given. They only have to be taken to base 2.",
            edits=(("np.mean(log_probabilities) / np.log(2)", "np.mean(np.log2(np.exp(log_probabilities)))"),),
        ),
        Mistake(
            name="logarithm-twice",
            behaves_like="one that takes the logarithm of what is already a logarithm",
            question="What is handed over: probabilities, or their logarithms?",
            pointer="ln p is given. To get log2 p, no further logarithm of it is needed.",
            edits=(("np.mean(log_probabilities) / np.log(2)", "np.mean(np.log2(log_probabilities))"),),
        ),
        Mistake(
            name="weighted-by-probability",
            behaves_like="one that weights each surprise with its probability once more, as the entropy of a die",
            question="Each character of the text has come once. How much does each of them count?",
            pointer="The plain mean over the text: the likely characters come more often by themselves.",
            edits=(("np.mean(log_probabilities)", "np.mean(np.exp(log_probabilities) * log_probabilities)"),),
        ),
        Mistake(
            name="added-and-weighted",
            behaves_like="one that gives the sum of -p log2 p, the entropy of a die",
            question="Do the probabilities of the characters that came add up to 1?",
            pointer="These are T characters of a text, each with one probability: the plain mean of their surprises.",
            edits=(("np.mean(log_probabilities)", "np.sum(np.exp(log_probabilities) * log_probabilities)"),),
        ),
        Mistake(
            name="mean-probability",
            behaves_like="one that gives exp of the mean: a probability, and no number of bits",
            question="A model that is sure of everything: is it 0 bits or 1?",
            pointer="Stop before the exp.",
            edits=(("-np.mean(log_probabilities) / np.log(2)", "np.exp(np.mean(log_probabilities))"),),
        ),
        Mistake(
            name="halved",
            behaves_like="one that divides by 2, and not by its logarithm",
            question="A character had probability 1/2. How many bits is that?",
            pointer="log2 p = ln p / ln 2.",
            edits=(("np.log(2)", "2"),),
        ),
        Mistake(
            name="median",
            behaves_like="one that takes the median",
            question="Do rare, large surprises count?",
            pointer="The mean.",
            edits=(("np.mean", "np.median"),),
        ),
        Mistake(
            name="bit-each",
            behaves_like="one that gives the bits of every character by itself",
            question="How many numbers does the exercise ask for?",
            pointer="The mean over all characters is missing.",
            edits=(("np.mean(log_probabilities)", "log_probabilities"),),
        ),
    ),
)
