"""Exercises lstm.pack and lstm.unpack: four gates side by side in one array, and back."""

import numpy as np

from lstmlab import gates
from lstmlab.exercises import lstm_orders
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.lstm_orders import RIGHT, named
from lstmlab.exercises.specification import Case, Exercise, Mistake

_BLOCKS = "The first H columns belong to i, the next H to f, and so on."


def pack(W_i, W_f, W_g, W_o):
    return np.concatenate([W_i, W_f, W_g, W_o], axis=-1)


def unpack(W):
    W_i, W_f, W_g, W_o = np.split(W, 4, axis=-1)
    return W_i, W_f, W_g, W_o


def _unpack_reference(W):
    return tuple(gates.split(W, 4))


def _four(rng, *shape, dtype=np.float64):
    return {f"W_{gate}": numbers(rng, *shape, dtype=dtype) for gate in RIGHT}


def _pack_cases(rng):
    yield Case(_four(rng, 3, 5), "random numbers")
    yield Case(_four(rng, 2, 4, dtype=np.float32), "float32 numbers")
    yield Case(_four(rng, 5), "biases")
    yield Case(_four(rng, 4, 4), "square weights")
    yield Case(_four(rng, 1, 1), "one input and one hidden unit")
    yield Case(_four(rng, 1), "the biases of a single unit")


def _unpack_cases(rng):
    for case in _pack_cases(rng):
        yield Case({"W": gates.pack(*case.inputs.values())}, case.label)


def _packed_as_rows(W_i, W_f, W_g, W_o):
    return np.concatenate([W_i, W_f, W_g, W_o])


def _packed_along_axis_1(W_i, W_f, W_g, W_o):
    return np.concatenate([W_i, W_f, W_g, W_o], axis=1)


def _packed_along_axis_1_or_0(W_i, W_f, W_g, W_o):
    if W_i.ndim == 1:
        return np.concatenate([W_i, W_f, W_g, W_o])
    return np.concatenate([W_i.T, W_f.T, W_g.T, W_o.T], axis=1)


def _interleaved(W_i, W_f, W_g, W_o):
    stacked = np.stack([W_i, W_f, W_g, W_o], axis=-1)
    return stacked.reshape(*W_i.shape[:-1], -1)


def _stacked(W_i, W_f, W_g, W_o):
    return np.stack([W_i, W_f, W_g, W_o])


def _stacked_last(W_i, W_f, W_g, W_o):
    return np.stack([W_i, W_f, W_g, W_o], axis=-1)


def _stacked_between(W_i, W_f, W_g, W_o):
    return np.stack([W_i, W_f, W_g, W_o], axis=-2)


def _reshaped(W_i, W_f, W_g, W_o):
    stacked = np.array([W_i, W_f, W_g, W_o])
    return stacked.reshape(*W_i.shape[:-1], -1)


PACK = Exercise(
    name="lstm.pack",
    title="Pack the weights of four gates",
    chapter=5,
    points=1,
    section=("three-forms", "One step in three forms"),
    arguments={f"W_{gate}": "D H or H" for gate in RIGHT},
    returns="D 4H or 4H",
    cases=_pack_cases,
    worked=pack,
    reference=gates.pack,
    tested="weights, square weights and biases, float32, and a single unit",
    mistakes=(
        *lstm_orders.mistakes(
            "one that packs the gates in the order {} instead of i f g o",
            edits=lambda order: ((named("W", RIGHT) + "]", named("W", order) + "]"),),
        ),
        Mistake(
            name="along-the-rows",
            behaves_like="one that puts the gates one below the other instead of side by side",
            question="Which axis gets longer, rows or columns? What shape should the result have?",
            pointer="`np.concatenate` joins along its `axis`, which is 0 if nothing is said.",
            function=_packed_as_rows,
        ),
        Mistake(
            name="weights-only",
            behaves_like="one that packs weights with two axes, and fails for biases, which have one",
            question="A bias has one axis. Which number does that axis have, counted from the end?",
            pointer="The last axis of every array is -1.",
            function=_packed_along_axis_1,
        ),
        Mistake(
            name="transposed",
            behaves_like="one that transposes each gate before it packs them",
            question="What shape does one gate have before you pack it, and what shape in the result?",
            pointer="The rows belong to the inputs before and after.",
            function=_packed_along_axis_1_or_0,
        ),
        Mistake(
            name="unit-by-unit",
            behaves_like="one that puts the four numbers of one unit side by side, then those of the next unit",
            question="Whose numbers stand in the first H columns: those of one gate, or those of one unit?",
            pointer=_BLOCKS,
            function=_interleaved,
        ),
        Mistake(
            name="stacked",
            behaves_like="one that stacks the gates along a new axis",
            question="How many axes should the result have?",
            pointer="`np.stack` makes a new axis, `np.concatenate` makes an axis longer.",
            function=_stacked,
            others=(_stacked_last, _stacked_between),
        ),
        Mistake(
            name="reshaped",
            behaves_like="one that stacks the gates and reshapes, which mixes the rows of different gates",
            question="In which order does `reshape` read the numbers? Which gate is read to its end first?",
            pointer="Compare the first row of your result with the first row of W_i.",
            function=_reshaped,
        ),
        Mistake(
            name="added",
            behaves_like="one that adds the four gates",
            question="How many numbers go in, and how many come out?",
            pointer="Packing keeps every number: it only puts them side by side.",
            function=lambda W_i, W_f, W_g, W_o: W_i + W_f + W_g + W_o,
        ),
    ),
)


def _split_rows(W):
    return tuple(np.split(W, 4))


def _split_rows_unevenly(W):
    return tuple(np.array_split(W, 4))


def _split_axis_1(W):
    return tuple(np.split(W, 4, axis=1))


def _every_fourth(W):
    return tuple(W[..., k::4] for k in range(4))


def _reshaped_into_four(W):
    n_hidden = W.shape[-1] // 4
    return tuple(W.reshape(4, *W.shape[:-1], n_hidden))


def _each_transposed(W):
    return tuple(part.T for part in np.split(W, 4, axis=-1))


def _one_column_short(W):
    n_hidden = W.shape[-1] // 4
    return tuple(W[..., k * n_hidden : (k + 1) * n_hidden - 1] for k in range(4))


def _first_block_each_time(W):
    return (W[..., : W.shape[-1] // 4],) * 4


UNPACK = Exercise(
    name="lstm.unpack",
    title="Unpack the weights of four gates",
    chapter=5,
    points=1,
    section=("three-forms", "One step in three forms"),
    arguments={"W": "D 4H or 4H"},
    returns=tuple((f"W_{gate}", "D H or H") for gate in RIGHT),
    cases=_unpack_cases,
    worked=unpack,
    reference=_unpack_reference,
    tested="weights, square weights and biases, float32, and a single unit",
    mistakes=(
        *lstm_orders.mistakes(
            "one that takes the packed blocks for {} instead of i f g o",
            edits=lambda order: ((named("W", RIGHT) + " =", named("W", order) + " ="),),
        ),
        Mistake(
            name="along-the-rows",
            behaves_like="one that cuts the rows into four parts instead of the columns",
            question="Which axis is four times as long in the packed array?",
            pointer="`np.split` cuts along its `axis`, which is 0 if nothing is said.",
            function=_split_rows,
            others=(_split_rows_unevenly,),
        ),
        Mistake(
            name="weights-only",
            behaves_like="one that cuts weights with two axes, and fails for biases, which have one",
            question="A bias has one axis. Which number does that axis have, counted from the end?",
            pointer="The last axis of every array is -1.",
            function=_split_axis_1,
        ),
        Mistake(
            name="unit-by-unit",
            behaves_like="one that takes every fourth column",
            question="Whose numbers stand in the first H columns: those of one gate, or those of one unit?",
            pointer=_BLOCKS,
            function=_every_fourth,
        ),
        Mistake(
            name="reshaped",
            behaves_like="one that reshapes into four parts, which cuts through the rows",
            question="In which order does `reshape` read the numbers? Which row is read to its end first?",
            pointer="Compare the first row of your W_i with the first H numbers of the first row of W.",
            function=_reshaped_into_four,
        ),
        Mistake(
            name="transposed",
            behaves_like="one that transposes each part",
            question="What shape does W_i have if W is (D, 4H)?",
            pointer="The rows belong to the inputs before and after.",
            function=_each_transposed,
        ),
        Mistake(
            name="last-column-missing",
            behaves_like="one whose parts lack their last column",
            question="How many columns does one part have? How many numbers does a slice from 0 to H hold?",
            pointer="The end of a slice is not part of it.",
            function=_one_column_short,
        ),
        Mistake(
            name="first-block-only",
            behaves_like="one that returns the first block four times",
            question="Where does the second block begin?",
            pointer=_BLOCKS,
            function=_first_block_each_time,
        ),
    ),
)
