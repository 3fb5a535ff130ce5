"""Exercise gru.count_parameters: three blocks instead of the LSTM's four."""

import numpy as np

from lstmlab.cells import gru
from lstmlab.exercises.specification import Case, Exercise, Mistake


def count_parameters(n_in, n_hidden):
    per_block = n_in * n_hidden + n_hidden * n_hidden + n_hidden
    return 3 * per_block


def _cases(rng):
    yield Case({"n_in": 2, "n_hidden": 4}, "a small cell")
    yield Case({"n_in": 6, "n_hidden": 20}, "a larger cell")
    yield Case({"n_in": 7, "n_hidden": 3}, "more inputs than hidden units")
    yield Case({"n_in": 1, "n_hidden": 1}, "one of each")
    n_in, n_hidden = (int(n) for n in rng.choice(np.arange(3, 60), size=2, replace=False))
    yield Case({"n_in": n_in, "n_hidden": n_hidden}, "random sizes")


_BLOCK = "n_in * n_hidden + n_hidden * n_hidden + n_hidden"

EXERCISE = Exercise(
    name="gru.count_parameters",
    title="Count the parameters of a GRU",
    chapter=7,
    points=1,
    section=("gru-counting", "Counting parameters"),
    arguments={"n_in": None, "n_hidden": None},
    returns="",
    integers=("",),
    cases=_cases,
    worked=count_parameters,
    reference=gru.count_parameters,
    tested="small, middling and random sizes, and a cell with one unit",
    mistakes=(
        Mistake(
            name="as-many-as-an-lstm",
            behaves_like="one with four blocks: it counts an LSTM",
            question="How many sums does a step of the GRU need, and how many a step of the LSTM?",
            pointer="Two gates and a candidate.",
            edits=(("3 * per_block", "4 * per_block"),),
        ),
        Mistake(
            name="gates-only",
            behaves_like="one that counts the two gates and leaves out the candidate",
            question="Which three letters name the blocks of W_x?",
            pointer="The candidate has weights of its own.",
            edits=(("3 * per_block", "2 * per_block"),),
        ),
        Mistake(
            name="one-block",
            behaves_like="one that counts a single block: an Elman network",
            question="How wide are W_x, W_h and b?",
            pointer="Each gate and the candidate has its own block in all three.",
            edits=(("3 * per_block", "per_block"),),
        ),
        Mistake(
            name="two-biases",
            behaves_like="one with two biases a unit and block: it counts the form of PyTorch",
            question="How many vectors b stand in the formula of the first exercise?",
            pointer="The second bias belongs to the form with the reset after the product.",
            edits=((_BLOCK, "n_in * n_hidden + n_hidden * n_hidden + 2 * n_hidden"),),
        ),
        Mistake(
            name="no-biases",
            behaves_like="one that counts no biases",
            question="Write down all three arrays with their shapes. Which have you counted?",
            pointer="Each sum has a bias for each unit.",
            edits=((_BLOCK, "n_in * n_hidden + n_hidden * n_hidden"),),
        ),
        Mistake(
            name="biases-once",
            behaves_like="one in which all three blocks share one bias vector",
            question="How long is b?",
            pointer="Look at what stands inside your bracket with the 3, and what outside.",
            edits=(
                (_BLOCK, "n_in * n_hidden + n_hidden * n_hidden"),
                ("3 * per_block", "3 * per_block + n_hidden"),
            ),
        ),
        Mistake(
            name="single-bias",
            behaves_like="one in which a whole block shares a single bias",
            question="How long is b?",
            pointer="The units of a block do not share a bias.",
            edits=((_BLOCK, "n_in * n_hidden + n_hidden * n_hidden + 1"),),
        ),
        Mistake(
            name="no-recurrent-weights",
            behaves_like="one that leaves out W_h",
            question="What do the gates look at, besides the input?",
            pointer="W_h joins each hidden unit with each hidden unit, once for each block.",
            edits=((_BLOCK, "n_in * n_hidden + n_hidden"),),
        ),
        Mistake(
            name="no-input-weights",
            behaves_like="one that leaves out W_x",
            question="What do the gates look at, besides the old state?",
            pointer="W_x joins each input with each hidden unit, once for each block.",
            edits=((_BLOCK, "n_hidden * n_hidden + n_hidden"),),
        ),
        Mistake(
            name="candidate-without-recurrent-weights",
            behaves_like="one whose candidate has no recurrent weights",
            question="What does W_hn do in the formula of the candidate?",
            pointer="The candidate sees the old state too, as far as the reset gate lets it.",
            edits=(("3 * per_block", "3 * per_block - n_hidden * n_hidden"),),
        ),
        Mistake(
            name="units-see-themselves-only",
            behaves_like="one in which each hidden unit is joined to its own old state alone",
            question="What is the shape of W_h?",
            pointer="Each hidden unit sees the old states of all hidden units.",
            edits=((_BLOCK, "n_in * n_hidden + n_hidden + n_hidden"),),
        ),
    ),
)
