"""Exercise seq2seq.teacher_inputs: what a decoder reads while a teacher tells it the right symbols."""

import numpy as np

from lstmlab import seq2seq
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def teacher_inputs(targets, start):
    inputs = np.empty_like(targets)
    inputs[0] = start
    inputs[1:] = targets[:-1]
    return inputs


def reference(targets, start):
    return seq2seq.teacher_inputs(targets, start)


def cases(rng):
    def case(t, n, k, label, dtype=np.int64):
        # Neighbours differ, in time and in the batch: what is shifted the wrong way is seen.
        targets = (rng.permuted(np.arange(t * n) % k).reshape(t, n)).astype(dtype)
        return Case({"targets": targets, "start": k}, label)

    yield case(5, 3, 7, "random symbols")
    yield case(4, 2, 9, "symbols of type int32", np.int32)
    yield Case({"targets": rng.integers(1, 6, size=(4, 3)), "start": 0}, "a start symbol that is 0")
    yield Case({"targets": rng.integers(0, 4, size=(5, 2)), "start": 2}, "a start symbol that is a letter too")
    yield case(1, 4, 5, "answers of one symbol")
    yield case(6, 1, 4, "a single sequence")
    yield case(40, 3, 100_000, "an alphabet of 100,000 symbols")


EXERCISE = Exercise(
    name="seq2seq.teacher_inputs",
    title="What the decoder reads",
    chapter=13,
    points=1,
    section=("teacher-forcing", "Teacher forcing"),
    arguments={"targets": "T N", "start": None},
    returns="T N",
    integers=("",),
    cases=cases,
    worked=teacher_inputs,
    reference=reference,
    tested="random answers, another start symbol, answers of one symbol, a single sequence, and a large alphabet",
    mistakes=load("seq2seq.teacher_inputs"),
)
