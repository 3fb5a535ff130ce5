"""Exercise elman.next_symbol_pairs: a row of symbols as inputs, and the symbol after each as its target."""

import numpy as np

from lstmlab.exercises.specification import Case, Exercise, Mistake


def next_symbol_pairs(indices, depth):
    X = np.zeros((len(indices) - 1, depth))
    for t in range(len(indices) - 1):
        X[t, indices[t]] = 1
    Y = np.array(indices[1:])
    return X, Y


def _as_deep_as_there_are_symbols(indices, depth):
    return np.eye(len(np.unique(indices)))[indices[:-1]], indices[1:]


def _symbols(rng, n, k, dtype=np.int64):
    # Every symbol below k occurs, in an order of its own.
    return rng.permutation(np.arange(n) % k).astype(dtype)


def _cases(rng):
    yield Case({"indices": _symbols(rng, 9, 4), "depth": 4}, "random symbols")
    yield Case({"indices": _symbols(rng, 8, 3), "depth": 6}, "a depth larger than the largest index")
    yield Case({"indices": _symbols(rng, 7, 5, np.int32), "depth": 5}, "indices of type int32")
    yield Case({"indices": np.array([0, 2, 2, 0, 0]), "depth": 3}, "symbols that are repeated")
    yield Case({"indices": np.array([1, 0]), "depth": 3}, "a row of two symbols")
    yield Case({"indices": np.array([0, 0, 0]), "depth": 1}, "a single symbol repeated")


EXERCISE = Exercise(
    name="elman.next_symbol_pairs",
    title="Pairs of a symbol and the next one",
    chapter=2,
    points=2,
    section=("next-symbol", "Predicting the next symbol"),
    arguments={"indices": "T", "depth": None},
    returns=(("X", "T-1 depth"), ("Y", "T-1")),
    integers=("Y",),
    cases=_cases,
    worked=next_symbol_pairs,
    tested="random rows of symbols, repeated symbols, a depth larger than the largest index, and the shortest row "
    "that has a pair",
    mistakes=(
        Mistake(
            name="target-is-the-input",
            behaves_like="one whose target is the symbol that the network is just reading",
            question="For the row 0, 1, 2: what should the network answer when it reads 0?",
            pointer="Print the first rows of X and Y side by side. Y has to be one symbol ahead.",
            edits=(("indices[1:]", "indices[:-1]"),),
        ),
        Mistake(
            name="previous-symbol",
            behaves_like="one that asks for the symbol before, not the one after",
            question="In your first pair, does the target stand to the left or to the right of the input?",
            pointer="Inputs leave out the last symbol, targets leave out ... which one?",
            edits=(("X[t, indices[t]]", "X[t, indices[t + 1]]"), ("indices[1:]", "indices[:-1]")),
        ),
        Mistake(
            name="input-is-the-target",
            behaves_like="one that gives the network the answer: X holds the next symbol instead of the present one",
            question="For the row 0, 1, 2: what should the first row of X say?",
            pointer="Print the first rows of X and Y side by side. X begins with the first symbol.",
            edits=(("X[t, indices[t]]", "X[t, indices[t + 1]]"),),
        ),
        Mistake(
            name="counted-from-one",
            behaves_like="one that puts the 1 one place too far to the left, as if symbols were counted from one",
            question="Where does the 1 of symbol 0 stand? And what does index -1 mean in Python?",
            pointer="The symbols are numbered from 0, like the columns.",
            edits=(("X[t, indices[t]]", "X[t, indices[t] - 1]"),),
        ),
        Mistake(
            name="row-never-cleared",
            behaves_like="one that never sets the old 1 back to 0: each row holds all the symbols so far",
            question="How many ones should a row of X have?",
            pointer="Start each row from zeros of its own.",
            edits=(("X[t, indices[t]]", "X[t:, indices[t]]"),),
        ),
        Mistake(
            name="whole-columns",
            behaves_like="one that indexes with [:, indices], which sets whole columns",
            question="How many ones should a row of X have?",
            pointer="To set one entry in each row, give NumPy the row numbers too.",
            edits=(("X[t, indices[t]]", "X[:, indices[t]]"),),
        ),
        Mistake(
            name="last-row-empty",
            behaves_like="one that leaves the last row of X empty",
            question="How many ones should X hold altogether?",
            pointer="Look at where your loop ends.",
            edits=(("in range(len(indices) - 1)", "in range(len(indices) - 2)"),),
        ),
        Mistake(
            name="first-row-empty",
            behaves_like="one that leaves the first row of X empty",
            question="How many ones should X hold altogether?",
            pointer="Look at where your loop starts.",
            edits=(("in range(len(indices) - 1)", "in range(1, len(indices) - 1)"),),
        ),
        Mistake(
            name="index-as-value",
            behaves_like="one that writes the index itself where a 1 belongs",
            question="Which numbers may a one-hot row hold?",
            pointer="The index says where, and the value is always the same.",
            edits=(("= 1", "= indices[t]"),),
        ),
        Mistake(
            name="all-symbols",
            behaves_like="one that makes T pairs and takes the first symbol as the target of the last",
            question="What comes after the last symbol of the row?",
            pointer="A pair needs a symbol and its successor. How many such pairs are there among T symbols?",
            edits=(
                ("np.zeros((len(indices) - 1", "np.zeros((len(indices)"),
                ("in range(len(indices) - 1)", "in range(len(indices))"),
                ("np.array(indices[1:])", "np.roll(indices, -1)"),
            ),
        ),
        Mistake(
            name="depth-from-data",
            behaves_like="one that takes the depth from the symbols that occur in the row",
            question="What if the last symbol of the alphabet does not occur in this row?",
            pointer="`depth` is given: use it for the width of X.",
            edits=(("- 1, depth)", "- 1, max(indices) + 1)"),),
            others=(_as_deep_as_there_are_symbols,),
        ),
        Mistake(
            name="one-hot-targets",
            behaves_like="one that returns Y one-hot, too",
            question="What shape does the exercise ask for?",
            pointer="The targets stay whole numbers. The loss of chapter 1 takes them like that.",
            edits=(("np.array(indices[1:])", "np.eye(depth, dtype=int)[indices[1:]]"),),
        ),
        Mistake(
            name="pairs-side-by-side",
            behaves_like="one whose pairs do not overlap: each symbol is used once only",
            question="The second symbol is the target of the first. Can it be an input, too?",
            pointer="Slide on by one symbol from pair to pair.",
            edits=(("return X, Y", "return X[::2], Y[::2]"),),
        ),
    ),
)
