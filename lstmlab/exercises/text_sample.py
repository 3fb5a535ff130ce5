"""Exercise text.sample: draw a symbol, at a temperature."""

import numpy as np

from lstmlab.exercises import text_sample_whole as whole
from lstmlab.exercises.specification import Case, Exercise, Mistake
from lstmlab.exercises.text_sample_tests import PROPERTIES


def sample(logits, temperature, rng):
    scaled = logits / temperature
    weights = np.exp(scaled - np.max(scaled))
    return int(rng.choice(len(logits), p=weights / np.sum(weights)))


def _judge(logits, temperature, rng):
    """The judge. An example that is made smaller must still have a single right answer, or it would show nothing."""
    if len(logits) < 4:
        scaled = logits / temperature
        if 1 / np.sum(np.exp(scaled - np.max(scaled))) < 1 - 1e-9:
            raise ValueError("more than one symbol may come")
    return sample(logits, temperature, rng)


def _cases(rng):
    # Cases with one possible answer; how draws scatter is looked at by the properties.
    def case(label, best, rest, temperature, k=40, dtype=np.float64):
        logits = rest * rng.random(k)
        logits[rng.integers(1, k - 1)] = best
        generator = np.random.default_rng(int(rng.integers(2**31)))
        return Case({"logits": logits.astype(dtype), "temperature": temperature, "rng": generator}, label)

    yield case("one symbol that is nearly certain", 60.0, 3.0, 1.0)
    yield case("a cold draw with large differences", 25.0, 3.0, 0.05)
    yield case("small differences and a temperature near 0: the largest is nearly certain", 0.9, 0.5, 0.005)
    yield case("the same in float32", 0.9, 0.5, 0.005, dtype=np.float32)
    yield case("logits of thousands", 3000.0, 900.0, 1.5)
    yield _below(rng)
    yield case("large differences, a high temperature", 40_000.0, 100.0, 300.0, k=23)
    yield Case({"logits": np.array([0.7]), "temperature": 2.0, "rng": np.random.default_rng(3)}, "one symbol alone")


def _below(rng):
    logits = -6000.0 - 500 * rng.random(40)
    logits[rng.integers(1, 39)] = -3000.0
    return Case({"logits": logits, "temperature": 1.5, "rng": np.random.default_rng(5)}, "logits of minus thousands")


_WHERE = "Where do your random numbers come from?"

EXERCISE = Exercise(
    name="text.sample",
    title="Draw the next character",
    chapter=10,
    points=2,
    section=("text-sampling", "Writing: sampling with a temperature"),
    arguments={"logits": "K", "temperature": None, "rng": None},
    returns="",
    integers=("",),
    cases=_cases,
    worked=sample,
    reference=_judge,
    properties=PROPERTIES,
    tested="hundreds of draws at three temperatures, logits of thousands and of minus thousands, a "
    "temperature near 0, and the same seed twice",
    mistakes=(
        Mistake(
            name="largest-always",
            behaves_like="one that always takes the symbol with the largest logit",
            question="Call your function 20 times. What comes?",
            pointer="Draw at random: `rng.choice` takes the probabilities as `p`.",
            edits=(("int(rng.choice(len(logits), p=weights / np.sum(weights)))", "int(np.argmax(weights))"),),
        ),
        Mistake(
            name="temperature-multiplied",
            behaves_like="one that multiplies by the temperature: cold is hot, and hot is cold",
            question="Should a temperature near 0 make the choice sharper or more even?",
            pointer="Divide the logits by the temperature.",
            edits=(("logits / temperature", "logits * temperature"),),
        ),
        Mistake(
            name="temperature-ignored",
            behaves_like="one that does not use the temperature",
            question="Where does the temperature stand in your function: before exp, or after it, where it cancels?",
            pointer="Divide the logits by it, before the softmax.",
            edits=(("logits / temperature", "logits + 0.0"),),
            others=(whole.after_the_softmax,),
        ),
        Mistake(
            name="overflow",
            behaves_like="one whose exp overflows: the largest logit is not subtracted",
            question="What is exp(1000) as a float64 number? And infinity divided by infinity?",
            pointer="Subtract the largest of the scaled logits from all of them before exp: no probability changes.",
            edits=(("np.exp(scaled - np.max(scaled))", "np.exp(scaled)"),),
            others=(whole.shifted_before_the_temperature_wrongly,),
        ),
        Mistake(
            name="shift-of-unscaled",
            behaves_like="one that subtracts the largest of the logits after they were scaled by the temperature",
            question="Is the largest number that goes into your exp 0, at every temperature?",
            pointer="Take the largest of the scaled logits.",
            edits=(("np.max(scaled)", "np.max(logits)"),),
        ),
        Mistake(
            name="all-alike",
            behaves_like="one that draws all symbols with the same probability",
            question="Call your function many times. How often does the most likely symbol come?",
            pointer="`rng.choice` takes the probabilities as `p`.",
            edits=((", p=weights / np.sum(weights)))", "))"),),
        ),
        Mistake(
            name="base-two",
            behaves_like="one that takes powers of 2 in place of powers of e",
            question="A logit is larger by 1. How many times as likely is its symbol, at temperature 1?",
            pointer="The softmax has e: `np.exp`.",
            edits=(("np.exp(", "np.exp2("),),
        ),
        Mistake(
            name="not-divided-by-the-sum",
            behaves_like="one that draws with weights that do not add up to 1",
            question="What do the numbers add up to that you hand over as `p`?",
            pointer="Divide the weights by their sum.",
            edits=(("p=weights / np.sum(weights)", "p=weights"),),
        ),
        Mistake(
            name="softmax-twice",
            behaves_like="one that takes the softmax of a softmax: the choice becomes nearly even",
            question="How often does exp stand in your function?",
            pointer="One exp, one division by the sum.",
            function=whole.softmax_twice,
        ),
        Mistake(
            name="probabilities-returned",
            behaves_like="one that returns the probabilities and draws nothing",
            question="What is asked for: how likely each symbol is, or one symbol that was drawn?",
            pointer="`rng.choice` draws a number; it takes the probabilities as `p`.",
            function=whole.probabilities,
        ),
        Mistake(
            name="logit-returned",
            behaves_like="one that gives the logit of the symbol that it drew, and not its number",
            question="What is asked for: a logit, or the number of a symbol?",
            pointer="The first argument of `rng.choice` is what is drawn from. A whole number K stands for 0 to K - 1.",
            edits=(
                (
                    "int(rng.choice(len(logits), p=weights / np.sum(weights)))",
                    "rng.choice(logits, p=weights / np.sum(weights))",
                ),
            ),
        ),
        Mistake(
            name="exp-left-out",
            behaves_like="one that makes probabilities of the logits without exp",
            question="Can a probability be made of a logit of -3 by division alone?",
            pointer="Softmax: exp first, then divide by the sum.",
            function=whole.without_exp,
        ),
        Mistake(
            name="global-random-numbers",
            behaves_like="one that draws from NumPy's global random numbers and not from `rng`",
            question=_WHERE,
            pointer="All draws come from the generator that is handed over: `rng.choice` or `rng.random`.",
            function=whole.global_numbers,
        ),
        Mistake(
            name="seed-of-its-own",
            behaves_like="one that makes a generator of its own in every call: it draws the same again and again",
            question=_WHERE,
            pointer="All draws come from the generator that is handed over: `rng.choice` or `rng.random`.",
            function=whole.own_seed,
        ),
        Mistake(
            name="off-by-one",
            behaves_like="one that gives the place after the one that was drawn",
            question="Draw with one symbol alone. Which number has to come?",
            pointer="`np.searchsorted(sums, u)` already is the symbol's number: how many sums lie below u.",
            edits=(
                (
                    "int(rng.choice(len(logits), p=weights / np.sum(weights)))",
                    "int(rng.choice(len(logits), p=weights / np.sum(weights))) + 1",
                ),
            ),
        ),
        Mistake(
            name="one-before",
            behaves_like="one that gives the place before the one that was drawn",
            question="Draw with one symbol alone. Which number has to come?",
            pointer="`np.searchsorted(sums, u)` already is the symbol's number: how many sums lie below u.",
            edits=(
                (
                    "int(rng.choice(len(logits), p=weights / np.sum(weights)))",
                    "int(rng.choice(len(logits), p=weights / np.sum(weights))) - 1",
                ),
            ),
        ),
    ),
)
