"""Exercise text.stream_batches: a long text as streams side by side, and their next symbols."""

import numpy as np

from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def stream_batches(codes, n, t):
    L = (len(codes) - 1) // n
    X = codes[: n * L].reshape(n, L).T
    Y = codes[1 : n * L + 1].reshape(n, L).T
    for start in range(0, L - t + 1, t):
        yield X[start : start + t], Y[start : start + t]


def cases(rng):
    def case(length, n, t, label, dtype=np.int64):
        return Case({"codes": rng.integers(0, 50, size=length).astype(dtype), "n": n, "t": t}, label)

    # The numbers in order: what stands in a block shows where in the text it comes from.
    in_order = {"codes": np.arange(41), "n": 3, "t": 4}
    yield Case(in_order, "the numbers 0 to 40 in order: L is 13, three blocks of 4 fit, a rest is dropped")
    yield case(41, 3, 4, "a text that leaves a rest: incomplete blocks are dropped")
    yield case(25, 3, 4, "a text that fits exactly, with the one character more that the last target needs")
    yield case(24, 3, 4, "a text as long as n times a whole number of blocks: the last target is missing")
    yield case(43, 4, 3, "another number of streams and steps, int32", np.int32)
    yield case(14, 1, 5, "one stream")
    yield case(15, 5, 1, "blocks of one step")
    yield case(13, 2, 6, "a single block")
    yield case(9, 2, 5, "a text too short for a block: no batch at all")


EXERCISE = Exercise(
    name="text.stream_batches",
    title="Streams side by side",
    chapter=11,
    points=3,
    section=("text-streams", "Streams and a carried state"),
    arguments={"codes": "T", "n": None, "t": None},
    returns="blocks 2 t n",
    integers=("",),
    cases=cases,
    worked=stream_batches,
    tested="texts that fit exactly and texts that leave a rest, one stream and several, blocks of one step, and a text "
    "that is too short",
    mistakes=load("text.stream_batches"),
)
