"""Exercise text.sample: draw a symbol, at a temperature."""

import numpy as np

from lstmlab.exercises import chance
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise, Property


def sample(logits, temperature, rng):
    scaled = logits / temperature
    weights = np.exp(scaled - np.max(scaled))
    return int(rng.choice(len(logits), p=weights / np.sum(weights)))


def judge(logits, temperature, rng):
    """An example that is made smaller must still have a single right answer, or it would show nothing."""
    if len(logits) < 4:
        scaled = logits / temperature
        if 1 / np.sum(np.exp(scaled - np.max(scaled))) < 1 - 1e-9:
            raise ValueError("more than one symbol may come")
    return sample(logits, temperature, rng)


def cases(rng):
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
    yield case("many logits just below the largest, and a temperature of 0.0005", 0.9, 0.88, 0.0005)
    yield case("logits of thousands", 3000.0, 900.0, 1.5)
    yield below(rng)
    yield case("large differences, a high temperature", 40_000.0, 100.0, 300.0, k=23)
    yield Case({"logits": np.array([0.7]), "temperature": 2.0, "rng": np.random.default_rng(3)}, "one symbol alone")


def below(rng):
    logits = -6000.0 - 500 * rng.random(40)
    logits[rng.integers(1, 39)] = -3000.0
    return Case({"logits": logits, "temperature": 1.5, "rng": np.random.default_rng(5)}, "logits of minus thousands")


def softmax(logits):
    weights = np.exp(logits - np.max(logits))
    return weights / np.sum(weights)


def counts(function, logits, temperature, rng, draws):
    """How often each symbol came."""
    drawn = [int(function(logits.copy(), temperature, rng)) for _ in range(draws)]
    return np.bincount(np.array(drawn) % len(logits), minlength=len(logits))


def complaint(found, right, temperature):
    return (
        f"Of {found.sum()} draws at a temperature of {temperature:g}, symbols 0 to {len(found) - 1} took these shares: "
        f"{', '.join(f'{share:.2f}' for share in found / found.sum())}. Expected are about "
        f"{', '.join(f'{share:.2f}' for share in right)}. Chance alone is so far off less than once in a million times."
    )


# Three likely symbols beside three rare ones: what adds noise and takes the largest draws other shares than a softmax,
# whatever the noise, unless it is Gumbel's.
THREE_AND_THREE = np.array([1.0, 1.0, -1.0, 1.0, -1.0, -1.0])
FEW, MANY = 400, 1600  # draws; who is far off is found out by the few


def at_one(function, rng):
    generator = np.random.default_rng(int(rng.integers(2**31)))
    right, found = softmax(THREE_AND_THREE), np.zeros(6, int)
    for draws in (FEW, MANY - FEW):
        found = found + counts(function, THREE_AND_THREE, 1.0, generator, draws)
        if chance.of_counts(found, found.sum() * right) < chance.RARE:
            return complaint(found, right, 1.0)
    return None


# Of two symbols whose logits differ by 3, the second one comes in 5 of 100 draws; with powers of 2, in 11 of them. The
# others never come.
GAP = np.array([3.0, 0.0, -60.0, -60.0])
GAP_DRAWS = 1000
GAP_MOST = 85  # more come by chance less than once in a million times


def rare_ones_stay_rare(function, rng):
    found = counts(function, GAP, 1.0, np.random.default_rng(int(rng.integers(2**31))), GAP_DRAWS)
    return complaint(found, softmax(GAP), 1.0) if found[1] > GAP_MOST else None


# Logits that differ by 0.9 temperatures have the same probabilities at every temperature: 0.24 three times, 0.10 three
# times. A mistake with the temperature moves the share of the likely ones by more than ROOM, and so does rounding;
# chance moves it so far less than once in a million times.
LIKELY = np.array([True, True, False, True, False, False])
ROOM, DRAWS = 0.12, 600


def at(temperature, level):
    """The property that 0.9 temperatures are 0.9 temperatures, whatever the temperature is; level: of all logits."""
    logits = level + temperature * np.where(LIKELY, 0.92, 0.02)
    right = softmax(logits / temperature)

    def test(function, rng):
        found = counts(function, logits, temperature, np.random.default_rng(int(rng.integers(2**31))), DRAWS)
        off = abs(found[LIKELY].sum() / DRAWS - right[LIKELY].sum())
        return complaint(found, right, temperature) if off > ROOM else None

    return test


SOME = 150  # of a symbol whose chance is 0.1, none comes in so many draws less than once in a million times


def all_come(function, rng):
    logits = np.where(LIKELY, 0.92, 0.02)
    found = counts(function, logits, 1.0, np.random.default_rng(int(rng.integers(2**31))), SOME)
    if found.all():
        return None
    symbol = int(found.argmin())
    return f"In {SOME} draws symbol {symbol} never came, though its probability is {softmax(logits)[symbol]:.2f}."


def repeats(function, rng):
    seed, rows = int(rng.integers(2**31)), []
    for _ in range(2):
        generator = np.random.default_rng(seed)
        rows.append([int(function(THREE_AND_THREE.copy(), 1.0, generator)) for _ in range(25)])
    if rows[0] != rows[1]:
        return "Two generators with the same seed gave different draws, so nobody could repeat your experiment."
    return None


def not_always_the_largest(function, rng):
    rows = rng.normal(size=(25, 20))
    if all(int(function(row.copy(), 1.0, rng)) == row.argmax() for row in rows):
        return "25 draws from 25 rows of logits gave the largest logit of each row, every time."
    return None


def moves_on(function, rng):
    # Thousands of symbols: who rounds their probabilities makes all of them 0.
    drawn = {int(function(np.zeros(3000), 1.0, rng)) for _ in range(8)}
    if len(drawn) == 1:
        return "8 draws among 3000 symbols that are all alike gave the same symbol 8 times."
    return None


FRACTION = (
    "What are the probabilities of your symbols? Print them beside softmax(logits / temperature).",
    "Divide by the temperature, exp, divide by the sum, draw.",
)

PROPERTIES = (
    Property("repeats", repeats, "Where do your random numbers come from?", "Draw from `rng` alone."),
    Property(
        "not-always-the-largest",
        not_always_the_largest,
        "Where does chance come in?",
        "The largest logit is the most likely symbol, and not the only one: draw from `rng`.",
    ),
    Property("moves-on", moves_on, "Where does chance come in?", "Draw from the `rng` that is handed over."),
    Property(
        "all-come",
        all_come,
        "Which symbols can your function draw at all?",
        "Softmax gives every symbol a probability above 0, and none is left out.",
    ),
    Property("at-one", at_one, *FRACTION),
    Property("rare-ones-stay-rare", rare_ones_stay_rare, *FRACTION),
    Property("at-ten", at(10.0, 0.0), *FRACTION),
    Property("near-zero", at(0.0001, 0.9), *FRACTION),
)

EXERCISE = Exercise(
    name="text.sample",
    title="Draw the next character",
    chapter=11,
    points=2,
    section=("text-sampling", "Writing: sampling with a temperature"),
    arguments={"logits": "K", "temperature": None, "rng": None},
    returns="",
    integers=("",),
    cases=cases,
    worked=sample,
    reference=judge,
    properties=PROPERTIES,
    tested="thousands of draws at three temperatures, logits of thousands and of minus thousands, "
    "temperatures near 0, and the same seed twice",
    mistakes=load("text.sample"),
)
