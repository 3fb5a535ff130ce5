"""Exercise lstm.initial_bias: zeros, and a forget gate that begins open."""

import numpy as np

from lstmlab import init
from lstmlab.cells import lstm
from lstmlab.exercises.specification import Case, Exercise, Mistake


def initial_bias(n_hidden, forget_bias):
    b = np.zeros(4 * n_hidden)
    b[n_hidden : 2 * n_hidden] = forget_bias
    return b


def _reference(n_hidden, forget_bias):
    rng = np.random.default_rng(0)
    return init.cell(rng, lstm, 1, n_hidden, forget_bias=forget_bias).b


def _cases(rng):
    yield Case({"n_hidden": 3, "forget_bias": 0.7}, "three hidden units, a forget bias of 0.7")
    yield Case({"n_hidden": 5, "forget_bias": 1.0}, "five hidden units, a forget bias of 1")
    yield Case({"n_hidden": 1, "forget_bias": 2.5}, "a single hidden unit, a forget bias of 2.5")
    yield Case({"n_hidden": 2, "forget_bias": -1.5}, "a negative forget bias")
    n_hidden, forget_bias = int(rng.integers(6, 20)), float(rng.uniform(3, 6))
    yield Case({"n_hidden": n_hidden, "forget_bias": forget_bias}, "random sizes")


def _interleaved(n_hidden, forget_bias):
    b = np.zeros(4 * n_hidden)
    b[1::4] = forget_bias
    return b


def _two_vectors(n_hidden, forget_bias):
    b = np.zeros(8 * n_hidden)
    b[n_hidden : 2 * n_hidden] = forget_bias
    b[5 * n_hidden : 6 * n_hidden] = forget_bias
    return b


def _block_only(n_hidden, forget_bias):
    return np.full(n_hidden, forget_bias)


def _as_a_matrix(n_hidden, forget_bias):
    b = np.zeros((4, n_hidden))
    b[1] = forget_bias
    return b


def _as_a_row(n_hidden, forget_bias):
    return _as_a_matrix(n_hidden, forget_bias).reshape(1, -1)


def _block(start, stop):
    return (("n_hidden : 2 * n_hidden", f"{start} : {stop}"),)


_WHERE = "The packed order is i f g o, in blocks of H. Between which places does the second block lie?"

EXERCISE = Exercise(
    name="lstm.initial_bias",
    title="A forget gate that begins open",
    chapter=5,
    points=1,
    section=("forget-bias", "The first value of the forget bias"),
    arguments={"n_hidden": None, "forget_bias": None},
    returns="4H",
    cases=_cases,
    worked=initial_bias,
    reference=_reference,
    tested="several sizes, a single unit, and forget biases that are whole, broken, large and negative",
    mistakes=(
        *(
            Mistake(
                name=f"block-of-{gate}",
                behaves_like=f"one that puts the forget bias into the block of {gate}",
                question=f"What does a large bias of {gate} do to a cell that has just begun to learn?",
                pointer=_WHERE,
                edits=_block(start, stop),
            )
            for gate, start, stop in (
                ("i", "0", "n_hidden"),
                ("g", "2 * n_hidden", "3 * n_hidden"),
                ("o", "3 * n_hidden", "4 * n_hidden"),
            )
        ),
        Mistake(
            name="all-gates",
            behaves_like="one that gives the forget bias to all four blocks",
            question="Which gate is to begin open, and which values do the others begin with?",
            pointer="Only one of the four blocks is not zero.",
            edits=_block("", ""),
        ),
        Mistake(
            name="two-blocks",
            behaves_like="one that gives the forget bias to the input gate as well",
            question="Where does your slice begin?",
            pointer=_WHERE,
            edits=_block("", "2 * n_hidden"),
        ),
        Mistake(
            name="from-f-to-the-end",
            behaves_like="one that gives the forget bias to the forget gate and all blocks behind it",
            question="Where does your slice end?",
            pointer=_WHERE,
            edits=_block("n_hidden", ""),
        ),
        Mistake(
            name="one-place-only",
            behaves_like="one that sets a single number instead of a whole block",
            question="How many forget gates does a layer of H units have?",
            pointer="Each hidden unit has a forget gate of its own. An index sets one place, a slice sets many.",
            edits=(("n_hidden : 2 * n_hidden", "n_hidden"),),
        ),
        Mistake(
            name="all-zero",
            behaves_like="one that returns zeros alone",
            question="How far is a forget gate open whose sum is zero?",
            pointer="forget_bias does not enter your result.",
            edits=(("] = forget_bias", "] = 0"),),
        ),
        Mistake(
            name="always-one",
            behaves_like="one that writes 1 whatever forget_bias is",
            question="What does your function return for a forget bias of 5?",
            pointer="The value to use is an argument.",
            edits=(("] = forget_bias", "] = 1"),),
        ),
        Mistake(
            name="doubled",
            behaves_like="one that uses twice the forget bias, as when it is set in both of PyTorch's bias vectors",
            question="How many bias vectors does this cell have?",
            pointer="Where a library has two bias vectors, they are added. Here there is one.",
            edits=(("] = forget_bias", "] = 2 * forget_bias"),),
        ),
        Mistake(
            name="halved",
            behaves_like="one that uses half the forget bias, as for one of PyTorch's two bias vectors",
            question="How many bias vectors does this cell have?",
            pointer="Half of it would be right if two vectors were added. Here there is one.",
            edits=(("] = forget_bias", "] = forget_bias / 2"),),
        ),
        Mistake(
            name="two-vectors",
            behaves_like="one that returns two bias vectors, as PyTorch has them",
            question="How many sums does a step compute for each unit, and how many biases does each sum have?",
            pointer="Four blocks of H, and no more.",
            function=_two_vectors,
        ),
        Mistake(
            name="wrong-sign",
            behaves_like="one that uses minus the forget bias: gates that begin shut",
            question="Does the sigmoid of a large negative number open a gate or shut it?",
            pointer="A forget gate near 1 keeps the cell.",
            edits=(("] = forget_bias", "] = -forget_bias"),),
        ),
        Mistake(
            name="ones-elsewhere",
            behaves_like="one whose other blocks are 1 instead of 0",
            question="Which value do the biases of i, g and o begin with?",
            pointer="Which function makes your array?",
            edits=(("np.zeros", "np.ones"),),
        ),
        Mistake(
            name="sigmoid-of-it",
            behaves_like="one that stores sigmoid(forget_bias), the gate instead of its bias",
            question="Which function does the step apply to the bias, later on?",
            pointer="b holds what stands inside the sigmoid, not what comes out of it.",
            edits=(("] = forget_bias", "] = 1 / (1 + np.exp(-forget_bias))"),),
        ),
        Mistake(
            name="cut-to-whole-numbers",
            behaves_like="one that loses the part behind the point: an array of whole numbers",
            question="What is 0.7 when it is stored as a whole number?",
            pointer="Look at the `dtype` of your array. NumPy cuts without a warning.",
            edits=(("4 * n_hidden)", "4 * n_hidden, dtype=int)"),),
        ),
        Mistake(
            name="unit-by-unit",
            behaves_like="one that sets every fourth number, beginning with the second",
            question="Whose numbers stand in the first H places: those of one gate, or those of one unit?",
            pointer="The packed order is four blocks of H, a block for each gate.",
            function=_interleaved,
        ),
        Mistake(
            name="forget-block-only",
            behaves_like="one that returns the block of the forget gate alone",
            question="How long is b in the step?",
            pointer="The other three gates have biases too.",
            function=_block_only,
        ),
        Mistake(
            name="not-flat",
            behaves_like="one that returns an array with two axes",
            question="How many axes does b have?",
            pointer="A bias is one row of numbers. `reshape(-1)` makes one of any array.",
            function=_as_a_matrix,
            others=(_as_a_row,),
        ),
    ),
)
