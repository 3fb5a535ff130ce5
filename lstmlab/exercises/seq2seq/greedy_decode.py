"""Exercise seq2seq.greedy_decode: let a decoder write, and feed it what it wrote."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def greedy_decode(step, state, start, end, max_steps):
    symbol = start
    written = []
    for _ in range(max_steps):
        logits, state = step(symbol, state)
        symbol = int(np.argmax(logits))
        if symbol == end:
            break
        written.append(symbol)
    return written


class Decoder:
    """A small decoder, which shows its rule when it is printed. What it writes hangs on the symbol and on the state.

    made: name of the function of this module that made it, and what that was given. In another process, where an
    answer of a class is graded, the same decoder is made from it.
    """

    def __init__(self, rule, function, made):
        self.rule, self.function, self.made = rule, function, made

    def __call__(self, symbol, state):
        return self.function(symbol, state)

    def __repr__(self):
        return f"step(symbol, state): {self.rule}"


def row(place, k, size=1.0, dtype=np.float64):
    """Logits (K,) whose largest stands at a place. The one furthest from zero is another one, and so is the least."""
    logits = np.linspace(-1, 0, k)
    logits[(place + 1) % k] = -3.0
    logits[(place + 2) % k] = 0.6
    logits[place] = 0.9
    return (size * logits).astype(dtype)


def counting(k, size=1.0, dtype=np.float64):
    """Writes symbol + 1, and one more for each step that it has done: 3, 5, 8 ..., modulo K."""

    def function(symbol, steps):
        return row((symbol + 1 + steps) % k, k, size, dtype), steps + 1

    return Decoder(
        f"the largest of {k} logits is at (symbol + 1 + state) % {k}, and the state counts up",
        function,
        ("counting", (k, size, np.dtype(dtype).name)),
    )


def spelling(word, k):
    """Writes a word, whatever it reads. The state is what is left of it."""
    return turning(k), tuple(word)


def turning(k):
    """Writes the state's first symbol, and puts it at its end."""

    def function(symbol, left):
        return row(left[0], k), (*left[1:], left[0])

    return Decoder("the largest logit is at state[0], and the state turns by one place", function, ("turning", (k,)))


def listening(weights):
    """An Elman cell with a state of three numbers."""
    W_x, W_h, W_y = weights

    def function(symbol, h):
        h = np.tanh(W_x[symbol] + h @ W_h)
        return h @ W_y, h

    return Decoder("h = tanh(W_x[symbol] + state W_h), logits = h W_y", function, ("listening", (weights,)))


def cases(rng):
    step, state = spelling((2, 0, 4, 1, 3), 5)
    yield Case({"step": step, "state": state, "start": 5, "end": 3, "max_steps": 9}, "a word of four symbols, then end")
    yield Case({"step": counting(7), "state": 0, "start": 2, "end": 6, "max_steps": 12}, "a state that counts")
    yield Case({"step": step, "state": state, "start": 5, "end": 3, "max_steps": 3}, "no room for the end symbol")
    yield Case({"step": step, "state": state, "start": 5, "end": 3, "max_steps": 4}, "room for the symbols alone")
    step, state = spelling((3, 1, 2), 4)
    yield Case({"step": step, "state": state, "start": 4, "end": 3, "max_steps": 5}, "the end at once")
    step, state = spelling((1, 0, 2), 4)
    yield Case({"step": step, "state": state, "start": 0, "end": 2, "max_steps": 6}, "a start that is a letter too")
    for place in range(3):
        dtype, label = (
            (np.float64, "a net of three units"),
            (np.float32, "float32 numbers"),
            (np.float64, "another net"),
        )[place]
        weights = tuple(2 * numbers(rng, *shape, dtype=dtype) for shape in ((5, 3), (3, 3), (3, 4)))
        given = {"step": listening(weights), "state": numbers(rng, 3, dtype=dtype)}
        yield Case({**given, "start": 4, "end": 0, "max_steps": 7 + place}, label)
    few = {"start": 1, "end": 6, "max_steps": 8}
    yield Case({"step": counting(7, dtype=np.float32), "state": 2, **few}, "float32 logits")
    yield Case({"step": counting(7, size=1e6), "state": 1, **few}, "large logits")
    yield Case({"step": counting(7, size=1e-8), "state": 1, **few}, "small logits")
    yield Case({"step": counting(300), "state": 200, "start": 1, "end": 299, "max_steps": 40}, "300 symbols")


EXERCISE = Exercise(
    name="seq2seq.greedy_decode",
    title="Let the decoder write",
    chapter=13,
    points=2,
    section=("writing-alone", "Writing alone"),
    arguments={"step": None, "state": None, "start": None, "end": None, "max_steps": None},
    returns="symbols",
    integers=("",),
    cases=cases,
    worked=greedy_decode,
    tested="decoders with states of several kinds, answers that end early, at once and not at all, a start symbol that "
    "is a letter too, logits that are large and small",
    mistakes=load("seq2seq.greedy_decode"),
)
