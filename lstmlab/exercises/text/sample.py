"""Exercise text.sample: draw a symbol, at a temperature."""

import numpy as np

from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise, Property


def after_the_softmax(logits, temperature, rng):
    weights = np.exp(logits - np.max(logits))
    weights = weights / np.sum(weights) / temperature
    return int(rng.choice(len(logits), p=weights / np.sum(weights)))


LOGITS = np.array([0.9, 0.0, -0.9, -1.2])


MANY, SOME = 1000, 400  # draws. With 1000 at a temperature of 0.5, powers of 2 in place of e are far outside the room.


def room(right, draws):
    """How far a share may be off: five standard deviations, and two draws, since rare symbols come in whole numbers."""
    return 5 * np.sqrt(right * (1 - right) / draws) + 2 / draws


def shifted_before_the_temperature_wrongly(logits, temperature, rng):
    weights = np.exp(logits / temperature)
    return int(rng.choice(len(logits), p=weights / weights.sum()))


def shares(function, temperature, seed, draws):
    """How often each symbol came."""
    rng = np.random.default_rng(seed)
    drawn = [int(function(LOGITS.copy(), temperature, rng)) for _ in range(draws)]
    return np.bincount(np.array(drawn) % len(LOGITS), minlength=len(LOGITS)) / draws


def without_exp(logits, temperature, rng):
    scaled = logits / temperature
    weights = scaled - np.min(scaled)
    return int(rng.choice(len(logits), p=weights / np.sum(weights)))


def wanted(temperature):
    """How likely each symbol is."""
    weights = np.exp(LOGITS / temperature)
    return weights / weights.sum()


def global_numbers(logits, temperature, rng):
    scaled = logits / temperature
    weights = np.exp(scaled - np.max(scaled))
    return int(np.random.choice(len(logits), p=weights / np.sum(weights)))  # noqa: NPY002 - this is the mistake


def _at(temperature, draws=SOME):
    def test(function, rng):
        got, right = shares(function, temperature, int(rng.integers(2**31)), draws), wanted(temperature)
        if (np.abs(got - right) > room(right, draws)).any():
            return (
                f"Of {draws} draws at a temperature of {temperature:g}, symbols 0 to 3 took these shares: "
                f"{', '.join(f'{share:.2f}' for share in got)}. Expected are about "
                f"{', '.join(f'{share:.2f}' for share in right)}."
            )
        return None

    return test


def own_seed(logits, temperature, rng):
    scaled = logits / temperature
    weights = np.exp(scaled - np.max(scaled))
    return int(np.random.default_rng(0).choice(len(logits), p=weights / np.sum(weights)))


def softmax_twice(logits, temperature, rng):
    weights = np.exp(logits / temperature - np.max(logits / temperature))
    weights = np.exp(weights / np.sum(weights))
    return int(rng.choice(len(logits), p=weights / np.sum(weights)))


def _colder_is_sharper(function, rng):
    seed = int(rng.integers(2**31))
    cold, hot = (shares(function, temperature, seed, 150)[0] for temperature in (0.4, 2.5))
    if cold < hot - 0.1:
        return (
            f"The most likely symbol came in {cold:.0%} of the draws at a temperature of 0.4, and in {hot:.0%} at 2.5. "
            "Cold draws should be the sharper ones."
        )
    return None


def _repeats(function, rng):
    seed, rows = int(rng.integers(2**31)), []
    for _ in range(2):
        generator = np.random.default_rng(seed)
        rows.append([int(function(LOGITS.copy(), 1.0, generator)) for _ in range(25)])
    if rows[0] != rows[1]:
        return "Two generators with the same seed gave different draws, so nobody could repeat your experiment."
    return None


def _not_always_the_largest(function, rng):
    rows = rng.normal(size=(25, 20))
    if all(int(function(row.copy(), 1.0, rng)) == row.argmax() for row in rows):
        return "25 draws from 25 rows of logits gave the largest logit of each row, every time."
    return None


def _moves_on(function, rng):
    drawn = {int(function(np.zeros(50), 1.0, rng)) for _ in range(25)}
    if len(drawn) == 1:
        return "25 draws among 50 symbols that are all alike gave the same symbol 25 times."
    return None


_FRACTION = "What are the probabilities of your symbols? Print them beside softmax(logits / temperature)."


PROPERTIES = (
    Property("repeats", _repeats, "Where do your random numbers come from?", "Draw from `rng` alone."),
    Property(
        "not-always-the-largest",
        _not_always_the_largest,
        "Where does chance come in?",
        "The largest logit is the most likely symbol, and not the only one: draw from `rng`.",
    ),
    Property("moves-on", _moves_on, "Where does chance come in?", "Draw from the `rng` that is handed over."),
    Property("at-one", _at(1.0), _FRACTION, "Divide by the temperature, exp, divide by the sum, draw."),
    Property(
        "colder-is-sharper",
        _colder_is_sharper,
        "Should a temperature near 0 make the choice sharper or more even?",
        "Divide the logits by the temperature.",
    ),
    Property("at-two", _at(2.0), _FRACTION, "Divide by the temperature, exp, divide by the sum, draw."),
    Property("at-a-half", _at(0.5, MANY), _FRACTION, "Divide by the temperature, exp, divide by the sum, draw."),
)


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
    mistakes=load(
        "text.sample",
        functions=(
            after_the_softmax,
            shifted_before_the_temperature_wrongly,
            softmax_twice,
            without_exp,
            global_numbers,
            own_seed,
        ),
    ),
)
