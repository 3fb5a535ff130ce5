"""Known mistakes of an LSTM's step that several exercises have in the same words.

They are edits of lines that stand in the worked answers of lstm.cec_step, lstm.step and peephole.step, some of them in
that of lstm.forward as well.
"""

from collections.abc import Callable

from lstmlab.exercises.specification import Mistake

GATES = {"i": "input gate", "f": "forget gate", "o": "output gate"}

CANDIDATE_ADDED = Mistake(
    name="candidate-added",
    behaves_like="one that adds the candidate to the input gate instead of multiplying them",
    question="With the input gate shut (i = 0), how much of the candidate may reach the cell?",
    pointer="A gate multiplies what passes through it.",
    edits=(("i * g", "i + g"),),
)
C_PREV_FOR_H_PREV = Mistake(
    name="c_prev-for-h_prev",
    behaves_like="one whose gates look at c_prev in place of h_prev",
    question="Which of the two old states stands beside W_h?",
    pointer="The gates see what the cell has shown, not what it holds.",
    edits=(("h_prev @ W_h", "c_prev @ W_h"),),
)
NO_MEMORY_OF_H = Mistake(
    name="no-memory-of-h",
    behaves_like="one whose gates do not look at h_prev",
    question="Change h_prev and leave the rest as it is. Does anything change?",
    pointer="Count the terms in the sums of the gates: there are three.",
    edits=((" + h_prev @ W_h", ""),),
)
NO_TANH_OF_C = Mistake(
    name="no-tanh-of-c",
    behaves_like="one that shows c itself, without tanh",
    question="Can your h be larger than 1?",
    pointer="Something squashes the cell before the output gate lets it through.",
    edits=(("np.tanh(c)", "c"),),
)
H_FROM_OLD_CELL = Mistake(
    name="h-from-old-cell",
    behaves_like="one that shows the old cell instead of the new one",
    question="A step writes something. Can it be read in the same step?",
    pointer="First c, then h: which c stands inside tanh?",
    edits=(("np.tanh(c)", "np.tanh(c_prev)"),),
)
RESULTS_EXCHANGED = Mistake(
    name="results-exchanged",
    behaves_like="one that returns c first and h second",
    question="In which order does the exercise name what it asks for?",
    pointer="Both have the shape (N, H), so the shapes cannot warn you.",
    edits=(("return h, c", "return c, h"),),
)
CANDIDATE_WITH_SIGMOID = Mistake(
    name="candidate-with-sigmoid",
    behaves_like="one whose candidate goes through the sigmoid instead of tanh",
    question="Can your candidate be negative? How could a cell ever count down?",
    pointer="Three of the four sums are gates. The fourth is what could be written.",
    edits=(("np.tanh(a_g)", "sigmoid(a_g)"),),
)
CANDIDATE_NOT_SQUASHED = Mistake(
    name="candidate-not-squashed",
    behaves_like="one whose candidate is not squashed",
    question="How much can one step add to the cell at most?",
    pointer="Write down the formula of g again. Which function stands there?",
    edits=(("np.tanh(a_g)", "a_g"),),
)


def not_squashed(gate: str) -> Mistake:
    """A gate that is its bare sum."""
    return Mistake(
        name=f"{gate}-not-squashed",
        behaves_like=f"one whose {GATES[gate]} is not squashed by the sigmoid",
        question=f"Between which values must {gate} lie?",
        pointer="A gate is a share: 0 is shut, 1 is open. Which function makes a share of any number?",
        edits=((f"sigmoid(a_{gate})", f"a_{gate}"),),
    )


def with_tanh(gate: str) -> Mistake:
    """A gate that is squashed as the candidate is."""
    return Mistake(
        name=f"{gate}-with-tanh",
        behaves_like=f"one whose {GATES[gate]} goes through tanh instead of the sigmoid",
        question=f"Between which values must {gate} lie?",
        pointer="A gate is a share: 0 is shut, 1 is open. tanh also gives negative numbers.",
        edits=((f"sigmoid(a_{gate})", f"np.tanh(a_{gate})"),),
    )


def sigmoid_overflows(function: Callable) -> Mistake:
    """A function that is right as long as no sum is large."""
    return Mistake(
        name="sigmoid-overflows",
        behaves_like="one that writes the sigmoid as exp(a) / (1 + exp(a)): infinity by infinity for large a",
        question="How large is exp(1000) on a computer? And what is infinity divided by infinity?",
        pointer="Divide both sides of the fraction by exp(a): then only one exponential is left.",
        function=function,
    )
