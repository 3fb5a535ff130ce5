"""Exercise train.early_stopping: the epoch whose weights are kept."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def early_stopping(losses, patience):
    best = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


def cases(rng):
    def case(label, losses, patience):
        return Case({"losses": losses, "patience": patience}, label)

    noisy = np.exp(-np.arange(30) / 6) + 0.3 * np.abs(numbers(rng, 30)) + 0.004 * np.arange(30) ** 1.5
    yield case("a noisy curve", noisy, 4)
    yield case("a loss that recovers within the patience", [5.0, 3.0, 4.0, 3.5, 2.0, 2.5, 2.6, 2.7], 3)
    yield case("a loss that recovers one epoch too late", [5.0, 3.0, 4.0, 3.5, 3.2, 2.0, 1.0], 3)
    yield case("a loss that recovers in the last epoch of the patience", [5.0, 3.0, 4.0, 3.5, 2.9, 3.0, 3.1], 3)
    yield case("a tie", [3.0, 2.0, 2.0, 2.5, 1.0], 2)
    yield case("a tie while there is patience", [3.0, 2.0, 2.5, 2.0, 2.2, 2.3], 4)
    yield case("patience of one", [3.0, 2.0, 2.1, 1.0, 0.5], 1)
    yield case("a loss that falls to the end", [4.0, 3.0, 2.5, 2.2, 2.1], 2)
    yield case("a loss that rises from the start", [1.0, 2.0, 3.0, 4.0, 0.5], 3)
    yield case("bad epochs with better ones between", [9.0, 8.0, 8.5, 7.0, 7.5, 6.0, 6.5, 5.0, 4.0], 3)
    yield case("an end before the patience is used up", [4.0, 3.0, 3.5, 3.4], 5)
    yield case("a high epoch within the patience", [3.0, 1.0, 4.0, 0.5, 0.6, 0.7], 2)
    yield case("a loss that creeps down", [1.0, 0.9999999, 0.9999998, 0.9999997, 0.9999996], 2)
    yield case("a slow fall after a high epoch", [1.0, 3.0, 2.0, 1.5, 1.2, 0.5], 3)
    yield case("float32 numbers", np.array([2.0, 1.0, 1.5, 0.75, 0.8, 0.9, 0.1], np.float32), 2)
    yield case("losses of millions that fall by little", [3e6, 2e6, 2e6 - 1, 2e6 - 2, 2e6 - 3, 2e6, 2e6, 2e6, 1e6], 3)
    yield case("losses of billionths", [3e-9, 1e-9, 4e-9, 2e-9, 5e-10, 6e-10, 7e-10], 3)
    yield case("a single epoch", [2.0], 3)


EXERCISE = Exercise(
    name="train.early_stopping",
    title="The epoch that is kept",
    chapter=9,
    points=2,
    section=("training-early-stopping", "Early stopping"),
    arguments={"losses": None, "patience": None},
    returns="",
    integers=("",),
    cases=cases,
    worked=early_stopping,
    tested="noisy losses, recoveries within the patience and after it, ties, a loss that only falls and one that only "
    "rises, patience of one, a single epoch",
    mistakes=load("train.early_stopping"),
)
