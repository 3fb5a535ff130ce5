"""Exercise lstm.count_parameters: how many numbers an LSTM learns."""

from lstmlab.cells import lstm
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def count_parameters(n_in, n_hidden):
    one_gate = n_in * n_hidden + n_hidden * n_hidden + n_hidden
    return 4 * one_gate


def cases(rng):
    yield Case({"n_in": 2, "n_hidden": 3}, "a small cell")
    yield Case({"n_in": 10, "n_hidden": 20}, "a larger cell")
    yield Case({"n_in": 1, "n_hidden": 1}, "one input and one hidden unit")
    # Who makes the arrays and adds up their sizes is right too: these still fit into memory.
    yield Case({"n_in": 1_000, "n_hidden": 2_000}, "millions of parameters")
    n_in, n_hidden = (int(n) for n in rng.choice(range(3, 60), size=2, replace=False))
    yield Case({"n_in": n_in, "n_hidden": n_hidden}, "random sizes")


EXERCISE = Exercise(
    name="lstm.count_parameters",
    title="Count the parameters of an LSTM",
    chapter=5,
    points=1,
    section=("lstm-counting", "Counting the parameters"),
    arguments={"n_in": None, "n_hidden": None},
    returns="",
    integers=("",),
    cases=cases,
    worked=count_parameters,
    reference=lstm.count_parameters,
    tested="small, larger, very large and random sizes, and a cell with one input and one hidden unit",
    mistakes=load("lstm.count_parameters", shared=("lstm",)),
)
