"""Exercise ffnn.count_parameters: weights and biases of a net, counted from the sizes of its layers."""

from lstmlab.cells import feedforward
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def count_parameters(sizes):
    total = 0
    for layer in range(1, len(sizes)):
        n_in, n_out = sizes[layer - 1], sizes[layer]
        total += n_in * n_out + n_out
    return total


def cases(rng):
    yield Case({"sizes": [3, 4, 2]}, "a net with one hidden layer")
    yield Case({"sizes": [2, 5, 3, 4]}, "a net with two hidden layers")
    yield Case({"sizes": [5, 3]}, "a net without a hidden layer")
    yield Case({"sizes": [1, 1, 1]}, "a net with one unit in each layer")
    yield Case({"sizes": [int(n) for n in rng.integers(2, 30, size=6)]}, "a net with four hidden layers")
    yield Case({"sizes": [1_200, 900, 30]}, "a net with a million parameters")


EXERCISE = Exercise(
    name="ffnn.count_parameters",
    title="Count the parameters of a feed-forward network",
    chapter=1,
    points=1,
    section=("count-parameters", "Counting parameters"),
    arguments={"sizes": None},
    returns="",
    integers=("",),
    cases=cases,
    worked=count_parameters,
    reference=feedforward.count_parameters,
    tested="nets without a hidden layer, with one, with two and with four, one with a single unit in each layer, and "
    "one with a million parameters",
    mistakes=load("ffnn.count_parameters"),
)
