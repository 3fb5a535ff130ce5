"""Exercise lstm.count_parameters: how many numbers an LSTM learns."""

from lstmlab.cells import lstm
from lstmlab.exercises.specification import Case, Exercise, Mistake


def count_parameters(n_in, n_hidden):
    one_gate = n_in * n_hidden + n_hidden * n_hidden + n_hidden
    return 4 * one_gate


def _cases(rng):
    yield Case({"n_in": 2, "n_hidden": 3}, "a small cell")
    yield Case({"n_in": 10, "n_hidden": 20}, "a larger cell")
    yield Case({"n_in": 1, "n_hidden": 1}, "one input and one hidden unit")
    n_in, n_hidden = (int(n) for n in rng.choice(range(3, 60), size=2, replace=False))
    yield Case({"n_in": n_in, "n_hidden": n_hidden}, "random sizes")


_SHAPES = "Write down W_x, W_h and b with their shapes, and count the numbers in each."

EXERCISE = Exercise(
    name="lstm.count_parameters",
    title="Count the parameters of an LSTM",
    chapter=5,
    points=1,
    section=("lstm-counting", "Counting the parameters"),
    arguments={"n_in": None, "n_hidden": None},
    returns="",
    integers=("",),
    cases=_cases,
    worked=count_parameters,
    reference=lstm.count_parameters,
    tested="small, larger and random sizes, and a cell with one input and one hidden unit",
    mistakes=(
        Mistake(
            name="two-biases",
            behaves_like="one with two bias vectors, as PyTorch has them",
            question="How many vectors b stand in the sum of a gate?",
            pointer="Some libraries give W_x and W_h a bias each. The course's cell has one.",
            edits=(("n_hidden * n_hidden + n_hidden", "n_hidden * n_hidden + 2 * n_hidden"),),
        ),
        Mistake(
            name="no-bias",
            behaves_like="one that leaves out the biases",
            question="Which of the three arrays have you counted?",
            pointer=_SHAPES,
            edits=(("n_hidden * n_hidden + n_hidden", "n_hidden * n_hidden"),),
        ),
        Mistake(
            name="three-blocks",
            behaves_like="one with three blocks: the gates without the candidate, or a GRU",
            question="The step computes four sums. Which of them have you counted?",
            pointer="The candidate g has weights of its own, as the gates have.",
            edits=(("4 * one", "3 * one"),),
        ),
        Mistake(
            name="one-block",
            behaves_like="one with a single block: an Elman cell",
            question="How many sums does the step compute for one hidden unit?",
            pointer="W_x has more than H columns.",
            edits=(("4 * one", "one"),),
        ),
        Mistake(
            name="five-blocks",
            behaves_like="one with five blocks, as if the cell state had weights of its own",
            question="Which weights stand in c = f c_prev + i g?",
            pointer="The cell state has no weights. Three gates and the candidate have.",
            edits=(("4 * one", "5 * one"),),
        ),
        Mistake(
            name="peepholes",
            behaves_like="one with peepholes: a weight from each cell to its three gates",
            question="What do the gates of this cell look at?",
            pointer="Peepholes come in the next chapter.",
            edits=(("4 * one_gate", "4 * one_gate + 3 * n_hidden"),),
        ),
        Mistake(
            name="peephole-matrices",
            behaves_like="one with full matrices from the cells to the gates",
            question="What do the gates of this cell look at?",
            pointer="No gate sees c here.",
            edits=(("4 * one_gate", "4 * one_gate + 3 * n_hidden * n_hidden"),),
        ),
        Mistake(
            name="no-recurrent-weights",
            behaves_like="one that leaves out the recurrent weights W_h",
            question="Through which weights does the old state reach the gates?",
            pointer=_SHAPES,
            edits=((" + n_hidden * n_hidden", ""),),
        ),
        Mistake(
            name="no-input-weights",
            behaves_like="one that leaves out the weights of the input, W_x",
            question="Through which weights does x reach the gates?",
            pointer=_SHAPES,
            edits=(("n_in * n_hidden + ", ""),),
        ),
        Mistake(
            name="units-see-themselves-only",
            behaves_like="one in which each hidden unit is joined to its own old value alone",
            question="What is the shape of W_h?",
            pointer="Each gate of each unit sees the old values of all hidden units.",
            edits=(("n_hidden * n_hidden", "n_hidden"),),
        ),
        Mistake(
            name="recurrent-weights-once",
            behaves_like="one that counts W_h for one gate only",
            question="How many columns does W_h have?",
            pointer=_SHAPES,
            edits=((" + n_hidden * n_hidden", ""), ("4 * one_gate", "4 * one_gate + n_hidden * n_hidden")),
        ),
        Mistake(
            name="one-bias-for-all-gates",
            behaves_like="one whose four gates share one bias vector",
            question="How long is b?",
            pointer="Each gate has a bias of its own for each unit: the forget gate's may be 1 while the others are 0.",
            edits=(
                ("n_hidden * n_hidden + n_hidden", "n_hidden * n_hidden"),
                ("4 * one_gate", "4 * one_gate + n_hidden"),
            ),
        ),
        Mistake(
            name="one-bias-number-per-gate",
            behaves_like="one in which all units of a gate share a single bias",
            question="How long is b?",
            pointer="The units of a layer do not share a bias.",
            edits=(("n_hidden * n_hidden + n_hidden", "n_hidden * n_hidden + 1"),),
        ),
        Mistake(
            name="state-counted",
            behaves_like="one that counts the states h and c as parameters",
            question="Which numbers does training change, and which does each step make anew?",
            pointer="h and c are no weights.",
            edits=(("4 * one_gate", "4 * one_gate + 2 * n_hidden"),),
        ),
        Mistake(
            name="sizes-exchanged",
            behaves_like="one that exchanges n_in and n_hidden",
            question="Which of the two sizes stands squared in the count?",
            pointer=_SHAPES,
            edits=(("n_in * n_hidden + n_hidden * n_hidden + n_hidden", "n_hidden * n_in + n_in * n_in + n_in"),),
        ),
    ),
)
