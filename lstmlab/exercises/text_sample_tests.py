"""What must hold of draws: how often each symbol comes, and that a seed gives the same draws again."""

import numpy as np

from lstmlab.exercises.specification import Property

LOGITS = np.array([0.9, 0.0, -0.9, -1.2])
MANY, SOME = 1000, 400  # draws. With 1000 at a temperature of 0.5, powers of 2 in place of e are far outside the room.


def room(right, draws):
    """How far a share may be off: five standard deviations, and two draws, since rare symbols come in whole numbers."""
    return 5 * np.sqrt(right * (1 - right) / draws) + 2 / draws


def shares(function, temperature, seed, draws):
    """How often each symbol came."""
    rng = np.random.default_rng(seed)
    drawn = [int(function(LOGITS.copy(), temperature, rng)) for _ in range(draws)]
    return np.bincount(np.array(drawn) % len(LOGITS), minlength=len(LOGITS)) / draws


def wanted(temperature):
    """How likely each symbol is."""
    weights = np.exp(LOGITS / temperature)
    return weights / weights.sum()


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
