"""Exercise elman.count_parameters: the cell and its linear readout."""

import numpy as np

from lstmlab.cells import elman
from lstmlab.exercises.specification import Case, Exercise, Mistake


def count_parameters(n_in, n_hidden, n_out):
    cell = n_in * n_hidden + n_hidden * n_hidden + n_hidden
    readout = n_hidden * n_out + n_out
    return cell + readout


def _reference(n_in, n_hidden, n_out):
    return elman.count_parameters(n_in, n_hidden) + n_out * (n_hidden + 1)


def _cases(rng):
    yield Case({"n_in": 2, "n_hidden": 4, "n_out": 3}, "a small network")
    yield Case({"n_in": 6, "n_hidden": 20, "n_out": 5}, "a larger network")
    yield Case({"n_in": 1, "n_hidden": 1, "n_out": 1}, "one of each")
    n_in, n_hidden, n_out = (int(n) for n in rng.choice(np.arange(3, 60), size=3, replace=False))
    yield Case({"n_in": n_in, "n_hidden": n_hidden, "n_out": n_out}, "random sizes")


EXERCISE = Exercise(
    name="elman.count_parameters",
    title="Count the parameters of an Elman network",
    chapter=2,
    points=1,
    section=("elman-parameters", "Counting parameters again"),
    arguments={"n_in": None, "n_hidden": None, "n_out": None},
    returns="",
    integers=("",),
    cases=_cases,
    worked=count_parameters,
    reference=_reference,
    tested="small, middling and random sizes, and a network with one unit of each kind",
    mistakes=(
        Mistake(
            name="no-recurrent-weights",
            behaves_like="one that forgets the recurrent weights: it counts a feed-forward network",
            question="Which matrix is all the difference between this network and that of chapter 1?",
            pointer="W_h joins each hidden unit with each hidden unit.",
            edits=((" + n_hidden * n_hidden", ""),),
        ),
        Mistake(
            name="units-see-themselves-only",
            behaves_like="one in which each hidden unit is joined to its own old value alone",
            question="What is the shape of W_h?",
            pointer="Each hidden unit sees the old values of all hidden units.",
            edits=(("n_hidden * n_hidden", "n_hidden"),),
        ),
        Mistake(
            name="no-readout",
            behaves_like="one that counts the cell and leaves out the readout",
            question="Where do the K outputs come from?",
            pointer="Two more arrays: W_y and b_y.",
            edits=(("cell + readout", "cell"),),
        ),
        Mistake(
            name="readout-only",
            behaves_like="one that counts the readout and leaves out the cell",
            question="Which arrays does a step of the cell use?",
            pointer="Three more arrays: W_x, W_h and b.",
            edits=(("cell + readout", "readout"),),
        ),
        Mistake(
            name="no-biases",
            behaves_like="one that counts no biases at all",
            question="Write down all five arrays with their shapes. Which have you counted?",
            pointer="Each unit that computes something has one bias of its own, outputs included.",
            edits=(
                ("n_hidden * n_hidden + n_hidden", "n_hidden * n_hidden"),
                ("n_hidden * n_out + n_out", "n_hidden * n_out"),
            ),
        ),
        Mistake(
            name="no-hidden-bias",
            behaves_like="one that leaves out the biases of the hidden units",
            question="Which terms stand inside tanh? Which of them did you count?",
            pointer="b has one number for each hidden unit.",
            edits=(("n_hidden * n_hidden + n_hidden", "n_hidden * n_hidden"),),
        ),
        Mistake(
            name="no-readout-bias",
            behaves_like="one that leaves out the biases of the readout",
            question="Which terms does the formula of the readout have?",
            pointer="b_y has one number for each output.",
            edits=(("n_hidden * n_out + n_out", "n_hidden * n_out"),),
        ),
        Mistake(
            name="two-biases",
            behaves_like="one with two bias vectors in the cell, as PyTorch has them",
            question="How many vectors b stand in the formula of the step?",
            pointer="Some libraries give W_x and W_h a bias each. The course's cell has one.",
            edits=(("n_hidden * n_hidden + n_hidden", "n_hidden * n_hidden + 2 * n_hidden"),),
        ),
        Mistake(
            name="single-biases",
            behaves_like="one in which a whole layer shares a single bias",
            question="How long are the vectors b and b_y?",
            pointer="The units of a layer do not share a bias.",
            edits=(
                ("n_hidden * n_hidden + n_hidden", "n_hidden * n_hidden + 1"),
                ("n_hidden * n_out + n_out", "n_hidden * n_out + 1"),
            ),
        ),
        Mistake(
            name="readout-from-input",
            behaves_like="one whose readout is joined to the inputs instead of the hidden units",
            question="What does the readout read?",
            pointer="W_y stands behind h: its rows belong to the hidden units.",
            edits=(("n_hidden * n_out", "n_in * n_out"),),
        ),
        Mistake(
            name="recurrent-weights-of-input-size",
            behaves_like="one whose recurrent matrix has as many rows as there are inputs",
            question="What is the shape of W_h? Who sends and who receives there?",
            pointer="Both ends of a recurrent weight are hidden units.",
            edits=(("n_hidden * n_hidden", "n_in * n_hidden"),),
        ),
        Mistake(
            name="outputs-fed-back",
            behaves_like="one whose outputs, not hidden units, feed back into the hidden layer",
            question="Which values does the next step receive: those of the hidden units or those of the outputs?",
            pointer="In Elman's network the context units hold the old hidden values.",
            edits=(("n_hidden * n_hidden", "n_out * n_hidden"),),
        ),
    ),
)
