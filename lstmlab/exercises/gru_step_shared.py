"""Known mistakes of a GRU's step that gru.step and gru.step_reset_after have in the same words.

They are edits of lines that stand in both worked answers; where the two lines differ, the exercise gives its own.
"""

from lstmlab.exercises.specification import Mistake

CANDIDATE_WITH_SIGMOID = Mistake(
    name="candidate-with-sigmoid",
    behaves_like="one whose candidate is squashed by the sigmoid, as if it were a gate",
    question="Can your candidate be negative?",
    pointer="Gates lie between 0 and 1. The candidate is a value, and lies between -1 and 1.",
    edits=(("np.tanh(", "sigmoid("),),
)
GATES_WITH_TANH = Mistake(
    name="gates-with-tanh",
    behaves_like="one whose gates are squashed by tanh",
    question="What does a gate of -0.5 mean? May a gate be negative?",
    pointer="A gate is a share. Which squashing function lies between 0 and 1?",
    edits=(("r = sigmoid(", "r = np.tanh("), ("z = sigmoid(", "z = np.tanh(")),
)
GATES_NOT_SQUASHED = Mistake(
    name="gates-not-squashed",
    behaves_like="one whose gates are the bare sums, without the sigmoid",
    question="Between which values must a gate lie?",
    pointer="Something turns each sum into a share between 0 and 1.",
    edits=(("r = sigmoid(", "r = ("), ("z = sigmoid(", "z = (")),
)


def candidate_without_tanh(inside: str) -> Mistake:
    """The candidate is its bare sum; `inside` is the sum as the worked answer writes it."""
    return Mistake(
        name="candidate-without-tanh",
        behaves_like="one whose candidate is not squashed",
        question="Between which values must the candidate lie?",
        pointer="The candidate is a new value for the state, made like the state of chapter 2.",
        edits=((f"np.tanh({inside})", inside),),
    )


def reset_by_z(old: str, new: str) -> Mistake:
    """z stands where r belongs, in the candidate: the text `old` becomes `new`."""
    return Mistake(
        name="reset-by-z",
        behaves_like="one in which z also does the work of r",
        question="Which gate decides what the candidate sees of the past, and which one what is kept of it?",
        pointer="The candidate needs r. z comes later.",
        edits=((old, new),),
    )


def update_by_r(old: str, new: str) -> Mistake:
    """r stands where z belongs, in the new state: the text `old` becomes `new`."""
    return Mistake(
        name="update-by-r",
        behaves_like="one that mixes the old state and the candidate with r instead of z",
        question="Change the columns of the weights that belong to z. Does the new state change?",
        pointer="Two gates, two tasks. Which one stands in the last formula?",
        edits=((old, new),),
    )
