"""Exercise interop.to_pytorch_lstm: the weights of an LSTM as torch.nn.LSTM takes them."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lstmlab import gates, interop
from lstmlab.exercises import lstm_orders
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.lstm_orders import RIGHT, Order
from lstmlab.exercises.specification import Case, Exercise, Mistake
from lstmlab.shapes import Array

NAMES = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")


def to_pytorch_lstm(W_x, W_h, b):
    return {
        "weight_ih_l0": W_x.T,
        "weight_hh_l0": W_h.T,
        "bias_ih_l0": b,
        "bias_hh_l0": np.zeros_like(b),
    }


def packed_cases(rng, *names):
    """Weights of one LSTM under these three names."""
    for label, d, h, dtype in (
        ("random numbers", 3, 5, np.float64),
        ("float32 numbers", 5, 2, np.float32),
        ("more inputs than hidden units", 7, 2, np.float64),
        ("as many inputs as hidden units", 4, 4, np.float64),
        ("as many inputs as columns", 8, 2, np.float64),
        ("one input and one hidden unit", 1, 1, np.float64),
    ):
        shapes = ((d, 4 * h), (h, 4 * h), (4 * h,))
        yield Case({name: numbers(rng, *shape, dtype=dtype) for name, shape in zip(names, shapes, strict=True)}, label)


def reordered(packed: Array, order: Order) -> Array:
    """The blocks i f g o in another order."""
    by_name = dict(zip(RIGHT, gates.split(packed, 4), strict=True))
    return gates.pack(*(by_name[gate] for gate in order))


def by_unit(packed):
    """The four numbers of the first unit, then those of the second one, and so on."""
    return np.stack(np.split(packed, 4, axis=-1), axis=-1).reshape(packed.shape)


def _same_split(got: Any, wanted: Any) -> Any:
    """PyTorch adds its two biases: the same sum counts as the same two biases."""
    if not isinstance(got, dict) or not isinstance(wanted, dict):
        return got
    if set(wanted) < set(NAMES) <= set(got):
        return {}  # a known mistake that leaves a key out is none that has all four
    try:
        halves = [[np.asarray(one[name], dtype=float) for name in NAMES[2:]] for one in (got, wanted)]
    except (KeyError, TypeError, ValueError):
        return got
    if len({half.shape for pair in halves for half in pair}) != 1:
        return got
    (first, second), (_, other) = halves
    # Near enough to be meant so; whether it is exact is for the comparison to say.
    if not np.allclose(first + second, sum(halves[1]), rtol=1e-3, atol=1e-3):
        return got
    dtype = np.result_type(*(getattr(got[name], "dtype", float) for name in NAMES[2:]))
    return {**got, NAMES[2]: (first + second - other).astype(dtype), NAMES[3]: other}


def _with(change: Callable) -> Callable:
    """The right answer, with the weights and biases changed before they get their names."""

    def function(W_x, W_h, b):
        return dict(zip(NAMES, change(W_x, W_h, b), strict=True))

    return function


def _in_order(order: Order) -> Callable:
    def arrays(W_x, W_h, b):
        return reordered(W_x, order).T, reordered(W_h, order).T, reordered(b, order), 0 * b

    return _with(arrays)


def _names_of_a_cell(W_x, W_h, b):
    return {"weight_ih": W_x.T, "weight_hh": W_h.T, "bias_ih": b, "bias_hh": 0 * b}


def _forget_bias_of_one(W_x, W_h, b):
    more = np.zeros_like(b)
    more[len(b) // 4 : len(b) // 2] = 1
    return W_x.T, W_h.T, b, more


def _gate_by_gate(W_x, W_h, b):
    return tuple(np.array([part.T for part in np.split(one, 4, axis=-1)]) for one in (W_x, W_h, b, 0 * b))


EXERCISE = Exercise(
    name="interop.to_pytorch_lstm",
    title="An LSTM for PyTorch",
    chapter=12,
    points=2,
    section=("next-pytorch", "PyTorch"),
    arguments={"W_x": "D 4H", "W_h": "H 4H", "b": "4H"},
    returns={"weight_ih_l0": "4H D", "weight_hh_l0": "4H H", "bias_ih_l0": "4H", "bias_hh_l0": "4H"},
    cases=lambda rng: packed_cases(rng, "W_x", "W_h", "b"),
    worked=to_pytorch_lstm,
    reference=interop.to_pytorch_lstm,
    fitted=_same_split,
    tested="weights of unequal and of equal sizes, float32, and a single unit; the biases by their sum",
    mistakes=(
        *lstm_orders.mistakes("one whose gates stand in the order {} instead of i f g o", function=_in_order),
        Mistake(
            name="not-transposed",
            behaves_like="one that hands over the weights as they are, without a transpose",
            question="Which shape does PyTorch want for weight_ih_l0, and which has W_x?",
            pointer="PyTorch multiplies with column vectors: a row of its matrix belongs to one sum.",
            edits=(("W_x.T", "W_x"), ("W_h.T", "W_h")),
        ),
        Mistake(
            name="W_h-not-transposed",
            behaves_like="one that transposes W_x and leaves W_h as it is",
            question="Which of the two matrices has the gates side by side, and which one below the other?",
            pointer="Both of PyTorch's weights have 4H rows.",
            edits=(("W_h.T", "W_h"),),
        ),
        Mistake(
            name="W_x-not-transposed",
            behaves_like="one that transposes W_h and leaves W_x as it is",
            question="Which of the two matrices has the gates side by side, and which one below the other?",
            pointer="Both of PyTorch's weights have 4H rows.",
            edits=(("W_x.T", "W_x"),),
        ),
        Mistake(
            name="reshaped",
            behaves_like="one that reshapes to the new shape, which leaves the numbers in their order",
            question="Where does the number in row 0 and column 1 of W_x have to go?",
            pointer="`reshape` reads row by row and writes row by row. Rows and columns have to change places.",
            function=_with(lambda W_x, W_h, b: (W_x.reshape(len(b), -1), W_h.reshape(len(b), -1), b, 0 * b)),
        ),
        Mistake(
            name="bias-twice",
            behaves_like="one that puts b into both biases, so that it counts twice",
            question="PyTorch computes x W + b_ih + h W + b_hh. What does that make of a forget bias of 1?",
            pointer="Only the sum of the two biases counts, and it has to be b.",
            edits=(("np.zeros_like(b)", "b"),),
        ),
        Mistake(
            name="one-bias",
            behaves_like="one that returns a single bias vector",
            question="How many keys does the state_dict of torch.nn.LSTM have?",
            pointer="PyTorch has two bias vectors and does not load a dict in which one is missing. It may be zero.",
            edits=(('"bias_hh_l0": np.zeros_like(b),', ""),),
        ),
        Mistake(
            name="no-bias",
            behaves_like="one whose two biases are both zero",
            question="Where has b gone?",
            pointer="The sum of the two biases has to be b.",
            edits=(('l0": b', 'l0": np.zeros_like(b)'),),
        ),
        Mistake(
            name="second-bias-a-number",
            behaves_like="one that gives a single number 0 for the second bias",
            question="Which shape has bias_hh_l0 in the table?",
            pointer="PyTorch copies an array of this shape. Zeros of the right length are enough.",
            edits=(("np.zeros_like(b)", "0"),),
        ),
        Mistake(
            name="second-bias-None",
            behaves_like="one that gives None for the second bias",
            question="Which shape has bias_hh_l0 in the table?",
            pointer="PyTorch copies an array of this shape. Zeros of the right length are enough.",
            edits=(("np.zeros_like(b)", "None"),),
        ),
        Mistake(
            name="second-bias-too-short",
            behaves_like="one whose second bias has a number for each unit, and not for each sum",
            question="How many sums does a unit have?",
            pointer="Four for each unit: three gates and the candidate. So 4H numbers, as b has.",
            edits=(("np.zeros_like(b)", "np.zeros(len(b) // 4)"),),
        ),
        Mistake(
            name="second-bias-of-ones",
            behaves_like="one whose second bias is 1 everywhere",
            question="What does the second bias add to the four sums?",
            pointer="The sum of the two biases has to be b.",
            edits=(("np.zeros_like(b)", "np.ones_like(b)"),),
        ),
        Mistake(
            name="forget-bias-added",
            behaves_like="one that adds a forget bias of 1 in the second bias vector",
            question="Are these weights at their start, or have they been trained?",
            pointer="A forget bias that was chosen at the start is in b already.",
            function=_with(_forget_bias_of_one),
        ),
        Mistake(
            name="names-of-LSTMCell",
            behaves_like="one that uses the names of torch.nn.LSTMCell, without a layer",
            question="What stands at the end of the names that the exercise asks for?",
            pointer="torch.nn.LSTM can have several layers; _l0 is the first of them.",
            function=_names_of_a_cell,
        ),
        Mistake(
            name="exchanged",
            behaves_like="one that takes W_h for the input's weights and W_x for the recurrent ones",
            question="What do the letters ih and hh stand for: from where to where?",
            pointer="ih: from input to hidden. hh: from hidden to hidden.",
            edits=(("W_x.T", "W_h.T"), ("W_h.T", "W_x.T")),
        ),
        Mistake(
            name="unit-by-unit",
            behaves_like="one that puts the four rows of one unit together, then those of the next unit",
            question="Whose rows are the first H rows: those of one gate, or those of one unit?",
            pointer="PyTorch has the gates one below the other, all units of i first.",
            function=_with(lambda W_x, W_h, b: (by_unit(W_x).T, by_unit(W_h).T, by_unit(b), 0 * b)),
        ),
        Mistake(
            name="gates-along-an-axis",
            behaves_like="one that gives the gates an axis of their own",
            question="How many axes does a weight of PyTorch have?",
            pointer="The four gates are rows of one matrix.",
            function=_with(_gate_by_gate),
        ),
        Mistake(
            name="axis-of-directions",
            behaves_like="one that puts an axis of length 1 in front, as ONNX has it",
            question="Which library has an axis for the two directions? Is it PyTorch?",
            pointer="In PyTorch the second direction has keys of its own, which end in _reverse.",
            function=_with(lambda W_x, W_h, b: (W_x.T[None], W_h.T[None], b[None], 0 * b[None])),
        ),
        Mistake(
            name="bias-as-a-column",
            behaves_like="one that turns the biases into columns",
            question="How many axes does a bias have in PyTorch?",
            pointer="The transpose of a vector is the vector itself.",
            function=_with(lambda W_x, W_h, b: (W_x.T, W_h.T, b[:, None], 0 * b[:, None])),
        ),
    ),
)
