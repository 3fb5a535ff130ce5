"""Exercise vanish.steps_until: how often a factor has to be applied until a threshold is reached."""

import math

from lstmlab.exercises.specification import Case, Exercise, Mistake


def steps_until(factor, threshold):
    n = 0
    value = 1.0
    while value < threshold if factor > 1 else value > threshold:
        value = value * factor
        n = n + 1
    return n


def _rounded(rounding):
    def steps_until(factor, threshold):
        return rounding(math.log(threshold) / math.log(factor))

    return steps_until


def _floored_whole(factor, threshold):
    return math.floor(math.log(threshold) / math.log(factor) + 1e-12)


def _logs_exchanged(factor, threshold):
    return math.ceil(math.log(factor) / math.log(threshold))


def _without_sign(factor, threshold):
    return math.ceil(-math.log(threshold) / math.log(factor))


def _simple_interest(factor, threshold):
    return math.ceil((threshold - 1) / (factor - 1))


def _half_life(factor, threshold):
    return math.ceil(abs(math.log(2) / math.log(factor)))


def _cases(rng):
    # Thresholds that are met exactly are powers of two, which every way to compute them gives exactly.
    yield Case({"factor": 0.97, "threshold": 0.3}, "a factor a little below 1")
    yield Case({"factor": 1.03, "threshold": 5.0}, "a factor a little above 1")
    yield Case({"factor": 0.5, "threshold": 0.125}, "a threshold that is met exactly, factor below 1")
    yield Case({"factor": 2.0, "threshold": 32.0}, "a threshold that is met exactly, factor above 1")
    yield Case({"factor": float(rng.uniform(0.8, 0.9)), "threshold": 1e-6}, "a random factor below 1")
    yield Case({"factor": float(rng.uniform(1.1, 1.2)), "threshold": 1000.0}, "a random factor above 1")
    yield Case({"factor": 0.2, "threshold": 0.6}, "a threshold that one step reaches")
    yield Case({"factor": 7.0, "threshold": 10.0}, "a large factor")
    yield Case({"factor": 0.999, "threshold": 0.05}, "a factor very near to 1")


EXERCISE = Exercise(
    name="vanish.steps_until",
    title="Steps until a product is small, or large",
    chapter=4,
    points=1,
    section=("factors", "A factor, again and again"),
    arguments={"factor": None, "threshold": None},
    returns="",
    integers=("",),
    cases=_cases,
    worked=steps_until,
    tested="factors below and above 1, near to 1 and far from it, and thresholds that are met exactly",
    mistakes=(
        Mistake(
            name="growth-left-out",
            behaves_like="one that is made for factors below 1 alone, and stops at once where the factor is larger",
            question="With a factor of 1.03 and a threshold of 5, is 1 above or below the threshold?",
            pointer="A factor above 1 makes the product grow. The comparison has to turn round.",
            edits=(("value < threshold if factor > 1 else value > threshold", "value > threshold"),),
        ),
        Mistake(
            name="decay-left-out",
            behaves_like="one that is made for factors above 1 alone, and stops at once where the factor is smaller",
            question="With a factor of 0.97 and a threshold of 0.3, is 1 above or below the threshold?",
            pointer="A factor below 1 makes the product shrink. The comparison has to turn round.",
            edits=(("value < threshold if factor > 1 else value > threshold", "value < threshold"),),
        ),
        Mistake(
            name="stops-at-once",
            behaves_like="one that stops before its first step: it compares the wrong way round",
            question="Your loop goes on as long as its condition holds. Does it hold at the start?",
            pointer="A loop with `while` goes on until the threshold is reached, not once it is.",
            edits=(("factor > 1 else", "factor < 1 else"),),
        ),
        Mistake(
            name="met-exactly-is-not-enough",
            behaves_like="one that wants to get past the threshold: it goes on where the threshold is met exactly",
            question="0.5 three times gives 0.125. How many steps until the product is at most 0.125?",
            pointer="Look at `<` and `<=` in your comparison.",
            edits=(("value < threshold", "value <= threshold"), ("value > threshold", "value >= threshold")),
        ),
        Mistake(
            name="met-exactly-is-not-enough-below-1",
            behaves_like="one that goes on where the threshold is met exactly, for factors below 1",
            question="0.5 three times gives 0.125. How many steps until the product is at most 0.125?",
            pointer="Look at `<` and `<=` in both of your comparisons.",
            edits=(("value > threshold", "value >= threshold"),),
        ),
        Mistake(
            name="met-exactly-is-not-enough-above-1",
            behaves_like="one that goes on where the threshold is met exactly, for factors above 1",
            question="2 five times gives 32. How many steps until the product is at least 32?",
            pointer="Look at `<` and `<=` in both of your comparisons.",
            edits=(("value < threshold", "value <= threshold"),),
        ),
        Mistake(
            name="one-too-many",
            behaves_like="one that counts one step too many",
            question="The power factor**0 is 1. How many steps have been made then?",
            pointer="With which number does your counter begin?",
            edits=(("n = 0", "n = 1"),),
        ),
        Mistake(
            name="one-too-few",
            behaves_like="one that counts one step too few",
            question="After how many products do you begin to count?",
            pointer="For a factor of 0.2 and a threshold of 0.6, one step is enough. What does yours say?",
            edits=(("n = 0", "n = -1"),),
            others=(_rounded(lambda n: math.ceil(n) - 1),),
        ),
        Mistake(
            name="rounded-down",
            behaves_like="one that rounds the quotient of the logarithms down",
            question="If 39.5 steps would meet the threshold, is it met after 39?",
            pointer="`int(...)` and `//` cut off what stands behind the point. Which whole number comes next?",
            function=_rounded(math.floor),
            others=(_rounded(int), _floored_whole),
        ),
        Mistake(
            name="rounded-to-the-nearest",
            behaves_like="one that rounds the quotient of the logarithms to the nearest whole number",
            question="If 39.4 steps would meet the threshold, is it met after 39?",
            pointer="The threshold has to be reached. Always round to the same side.",
            function=_rounded(round),
        ),
        Mistake(
            name="not-rounded",
            behaves_like="one that returns the quotient of the logarithms as it is",
            question="Can a step be made halfway?",
            pointer="Which whole number is the first with which the threshold is reached?",
            function=_rounded(float),
        ),
        Mistake(
            name="float-returned",
            behaves_like="one that returns the right number as a float, as np.ceil does",
            question="What is `type(...)` of your result?",
            pointer="`math.ceil` gives a whole number, and `int(...)` makes one.",
            edits=(("return n", "return float(n)"),),
        ),
        Mistake(
            name="logarithms-exchanged",
            behaves_like="one that divides log(factor) by log(threshold)",
            question="From factor**n = threshold: what is n?",
            pointer="Take the logarithm of both sides. Which of the two logarithms is n multiplied by?",
            function=_logs_exchanged,
        ),
        Mistake(
            name="wrong-sign",
            behaves_like="one that returns a number of steps below zero",
            question="For a factor below 1, which sign has its logarithm? And that of the threshold?",
            pointer="Both logarithms have the same sign. No minus is needed.",
            function=_without_sign,
        ),
        Mistake(
            name="simple-interest",
            behaves_like="one that adds the same amount at each step instead of multiplying",
            question="At 3 percent a year, how much is there after two years: 1.06, or a little more?",
            pointer="Each step multiplies what the step before has left.",
            function=_simple_interest,
        ),
        Mistake(
            name="threshold-ignored",
            behaves_like="one that always asks for a half, or for twice the start",
            question="Change the threshold and nothing else. Does your result change?",
            pointer="The threshold is an argument. Look for a 2 or a 0.5 in your function.",
            function=_half_life,
        ),
        Mistake(
            name="squared",
            behaves_like="one that squares the value at each step instead of multiplying it by the factor",
            question="After two steps the product is factor * factor. What is it after three?",
            pointer="What is multiplied at each step: the value by itself, or by the factor?",
            edits=(("value = 1.0", "value = factor"), ("value * factor", "value * value")),
        ),
    ),
)
