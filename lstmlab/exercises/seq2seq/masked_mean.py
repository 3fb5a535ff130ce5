"""Exercise seq2seq.masked_mean: the mean loss of the steps that count."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def masked_mean(losses, mask):
    if not mask.any():
        raise ValueError("there is no step that counts")
    return losses[mask].mean()


def cases(rng):
    def case(lengths, t, label, size=1, dtype=np.float64, padding=None):
        mask = np.arange(t)[:, None] < np.array(lengths)
        losses = size * np.abs(numbers(rng, *mask.shape, dtype=dtype)) + dtype(size / 10)
        if padding is not None:
            losses[~mask] = padding
        return Case({"losses": losses.astype(dtype), "mask": mask}, label)

    yield case((5, 2, 3), 6, "sequences of unequal length")
    yield case((4, 1), 4, "float32 numbers", dtype=np.float32)
    yield case((3, 3, 3, 3), 3, "nothing is padding")
    yield case((1, 5, 2), 5, "what stands at padding is not a number", padding=np.nan)
    yield case((2, 4), 5, "what stands at padding is infinite", padding=np.inf)
    yield case((1,), 1, "a single step of a single sequence")
    yield case((0, 3, 1), 4, "a sequence that is padding alone")
    holes = Case({"losses": np.abs(numbers(rng, 5, 3)) + 0.1, "mask": rng.permuted(np.arange(15) < 7).reshape(5, 3)})
    yield Case(holes.inputs, "a mask with holes")
    yield case((4, 2, 3), 5, "large numbers", size=1e6)
    yield case((4, 2, 3), 5, "small numbers", size=1e-7)
    yield Case({"losses": np.ones((3, 2)), "mask": np.zeros((3, 2), bool)}, "no step counts")


EXERCISE = Exercise(
    name="seq2seq.masked_mean",
    title="A mean without padding",
    chapter=13,
    points=1,
    section=("padding", "Padding and masks"),
    arguments={"losses": "T N", "mask": "T N"},
    returns="",
    cases=cases,
    worked=masked_mean,
    tested="sequences of unequal length, masks with holes, padding that is not a number, large and small losses, and a "
    "mask without a True",
    mistakes=load("seq2seq.masked_mean"),
)
