"""Exercise peephole.count_parameters: the LSTM's weights, and three peepholes a unit."""

import numpy as np

from lstmlab.cells import peephole
from lstmlab.exercises.specification import Case, Exercise, Mistake


def count_parameters(n_in, n_hidden):
    per_block = n_in * n_hidden + n_hidden * n_hidden + n_hidden
    peepholes = 3 * n_hidden
    return 4 * per_block + peepholes


def _cases(rng):
    yield Case({"n_in": 2, "n_hidden": 4}, "a small cell")
    yield Case({"n_in": 6, "n_hidden": 20}, "a larger cell")
    yield Case({"n_in": 7, "n_hidden": 3}, "more inputs than hidden units")
    yield Case({"n_in": 1, "n_hidden": 1}, "one of each")
    n_in, n_hidden = (int(n) for n in rng.choice(np.arange(5, 60), size=2, replace=False))
    yield Case({"n_in": n_in, "n_hidden": n_hidden}, "random sizes")


_BLOCK = "n_in * n_hidden + n_hidden * n_hidden + n_hidden"
_PEEPHOLES = "peepholes = 3 * n_hidden"
_SHAPES = "What is the shape of p_i?"

EXERCISE = Exercise(
    name="peephole.count_parameters",
    title="Count the parameters of an LSTM with peepholes",
    chapter=6,
    points=1,
    section=("peephole-counting", "Counting parameters"),
    arguments={"n_in": None, "n_hidden": None},
    returns="",
    integers=("",),
    cases=_cases,
    worked=count_parameters,
    reference=peephole.count_parameters,
    tested="small, middling and random sizes, and a cell with one unit",
    mistakes=(
        Mistake(
            name="no-peepholes",
            behaves_like="one that leaves out the peepholes: it counts the LSTM of chapter 5",
            question="Which arguments does the step of this chapter have that the one of chapter 5 has not?",
            pointer="Three more arrays: p_i, p_f and p_o.",
            edits=((" + peepholes", ""),),
        ),
        Mistake(
            name="full-matrices",
            behaves_like="one whose peepholes are full matrices, in which every gate sees every cell",
            question=_SHAPES,
            pointer="A peephole joins a cell with its own gates alone.",
            edits=((_PEEPHOLES, "peepholes = 3 * n_hidden * n_hidden"),),
        ),
        Mistake(
            name="four-peepholes",
            behaves_like="one with four peepholes a unit, or with two biases a unit and block and no peepholes: the "
            "sum is the same",
            question="Which of the four blocks are gates? And how many vectors b does the step of this chapter take?",
            pointer="Only gates look at the cell. And there is one bias for each sum.",
            edits=((_PEEPHOLES, "peepholes = 4 * n_hidden"),),
        ),
        Mistake(
            name="two-peepholes",
            behaves_like="one with two peepholes a unit",
            question="Which gates look at the old cell, and which at the new one?",
            pointer="There are as many peepholes as gates.",
            edits=((_PEEPHOLES, "peepholes = 2 * n_hidden"),),
        ),
        Mistake(
            name="one-peephole",
            behaves_like="one with a single peephole a unit, which its gates share",
            question="How many arrays p does the step of this chapter take?",
            pointer="Each gate decides with a weight of its own how much it listens to the cell.",
            edits=((_PEEPHOLES, "peepholes = n_hidden"),),
        ),
        Mistake(
            name="three-in-all",
            behaves_like="one with three peepholes in the whole layer",
            question=_SHAPES,
            pointer="Units do not share peepholes.",
            edits=((_PEEPHOLES, "peepholes = 3"),),
        ),
        Mistake(
            name="peepholes-from-input",
            behaves_like="one whose peepholes look at the inputs",
            question=_SHAPES,
            pointer="A peephole looks at a cell, and there are H of them.",
            edits=((_PEEPHOLES, "peepholes = 3 * n_in"),),
        ),
        Mistake(
            name="peepholes-in-every-block",
            behaves_like="one that counts the three peepholes of a unit once for each of the four blocks",
            question="What stands inside your bracket with the 4, and what outside?",
            pointer="Each gate has one peephole a unit, not three.",
            edits=(("4 * per_block + peepholes", "4 * (per_block + peepholes)"),),
        ),
        Mistake(
            name="three-blocks",
            behaves_like="one that counts three blocks: it forgets the candidate",
            question="How many blocks stand side by side in W_x?",
            pointer="Three gates, and the candidate.",
            edits=(("4 * per_block", "3 * per_block"),),
        ),
        Mistake(
            name="two-biases",
            behaves_like="one with two biases a unit and block, as PyTorch's LSTM has them",
            question="How many vectors b does the step of this chapter take?",
            pointer="Some libraries give W_x and W_h a bias each. The course's cell has one.",
            edits=((_BLOCK, "n_in * n_hidden + n_hidden * n_hidden + 2 * n_hidden"),),
        ),
        Mistake(
            name="no-biases",
            behaves_like="one that counts no biases",
            question="Write down all six arrays with their shapes. Which have you counted?",
            pointer="Each sum has a bias for each unit.",
            edits=((_BLOCK, "n_in * n_hidden + n_hidden * n_hidden"),),
        ),
        Mistake(
            name="no-recurrent-weights",
            behaves_like="one that leaves out W_h",
            question="What do the gates look at, besides the input and the cell?",
            pointer="W_h joins each hidden unit with each hidden unit, once for each block.",
            edits=((_BLOCK, "n_in * n_hidden + n_hidden"),),
        ),
        Mistake(
            name="peepholes-alone",
            behaves_like="one that counts the peepholes and leaves out the rest of the cell",
            question="Write down all six arrays with their shapes. Which have you counted?",
            pointer="W_x, W_h and b are there as well.",
            edits=(("4 * per_block + peepholes", "peepholes"),),
        ),
    ),
)
