"""Exercise interop.from_keras_lstm: the weights of keras.layers.LSTM in the layout of the course."""

from collections.abc import Callable

import numpy as np

from lstmlab import interop
from lstmlab.exercises import lstm_orders
from lstmlab.exercises.interop_pytorch import by_unit, packed_cases, reordered
from lstmlab.exercises.lstm_orders import Order
from lstmlab.exercises.specification import Exercise, Mistake


def from_keras_lstm(kernel, recurrent_kernel, bias):
    return kernel.copy(), recurrent_kernel.copy(), bias.copy()


def _in_order(order: Order) -> Callable:
    return lambda kernel, recurrent_kernel, bias: tuple(
        reordered(one, order) for one in (kernel, recurrent_kernel, bias)
    )


def _forget_bias_again(kernel, recurrent_kernel, bias):
    b = bias.copy()
    b[len(b) // 4 : len(b) // 2] += 1
    return kernel, recurrent_kernel, b


def _forget_bias_taken_away(kernel, recurrent_kernel, bias):
    b = bias.copy()
    b[len(b) // 4 : len(b) // 2] -= 1
    return kernel, recurrent_kernel, b


def _forget_bias_of_one(kernel, recurrent_kernel, bias):
    b = bias.copy()
    b[len(b) // 4 : len(b) // 2] = 1
    return kernel, recurrent_kernel, b


def _one_to_all(kernel, recurrent_kernel, bias):
    return kernel, recurrent_kernel, (bias + 1).astype(bias.dtype)


def _units(kernel, recurrent_kernel, bias):
    return by_unit(kernel), by_unit(recurrent_kernel), by_unit(bias)


def _gates_along_an_axis(kernel, recurrent_kernel, bias):
    return tuple(np.array(np.split(one, 4, axis=-1)) for one in (kernel, recurrent_kernel, bias))


def _two_biases(kernel, recurrent_kernel, bias):
    return kernel, recurrent_kernel, np.stack([bias, np.zeros_like(bias)])


def _half_of_the_bias(kernel, recurrent_kernel, bias):
    return kernel, recurrent_kernel, bias[: len(bias) // 2]


EXERCISE = Exercise(
    name="interop.from_keras_lstm",
    title="An LSTM from Keras",
    chapter=12,
    points=2,
    section=("next-keras", "Keras"),
    arguments={"kernel": "D 4H", "recurrent_kernel": "H 4H", "bias": "4H"},
    returns=(("W_x", "D 4H"), ("W_h", "H 4H"), ("b", "4H")),
    cases=lambda rng: packed_cases(rng, "kernel", "recurrent_kernel", "bias"),
    worked=from_keras_lstm,
    reference=interop.from_keras_lstm,
    tested="weights of unequal and of equal sizes, float32, and a single unit",
    mistakes=(
        *lstm_orders.mistakes(
            "one that brings the gates into the order {}; Keras' i f c o is this course's i f g o", function=_in_order
        ),
        Mistake(
            name="transposed",
            behaves_like="one that transposes both matrices, as for PyTorch",
            question="Which shape has a kernel of Keras? And W_x?",
            pointer="Keras multiplies row vectors with its weights, as this course does.",
            edits=((" kernel.copy()", " kernel.T.copy()"), ("recurrent_kernel.copy()", "recurrent_kernel.T.copy()")),
        ),
        Mistake(
            name="kernel-transposed",
            behaves_like="one that transposes the kernel alone",
            question="Which shape has a kernel of Keras? And W_x?",
            pointer="Keras multiplies row vectors with its weights, as this course does.",
            edits=((" kernel.copy()", " kernel.T.copy()"),),
        ),
        Mistake(
            name="recurrent-kernel-transposed",
            behaves_like="one that transposes the recurrent kernel alone",
            question="Which axis of W_h belongs to the sums, the first or the second?",
            pointer="Keras multiplies row vectors with its weights, as this course does.",
            edits=(("recurrent_kernel.copy()", "recurrent_kernel.T.copy()"),),
        ),
        Mistake(
            name="exchanged",
            behaves_like="one that takes the recurrent kernel for W_x and the kernel for W_h",
            question="Which of the two has as many rows as there are inputs?",
            pointer="The kernel meets the input, the recurrent kernel the state.",
            edits=((" kernel.copy()", " recurrent_kernel.copy()"), (" recurrent_kernel.copy()", " kernel.copy()")),
        ),
        Mistake(
            name="forget-bias-again",
            behaves_like="one that adds a forget bias of 1 to the one that Keras has added already",
            question="When does Keras add its unit_forget_bias: when a layer is made, or in every step?",
            pointer="The weights that a layer lists contain it.",
            function=_forget_bias_again,
        ),
        Mistake(
            name="forget-bias-taken-away",
            behaves_like="one that takes the forget bias of 1 away from what Keras lists",
            question="Does a forget bias do anything else in Keras than it does in this course?",
            pointer="It is a number like the others: training began at 1, and the cell needs what it has become.",
            function=_forget_bias_taken_away,
        ),
        Mistake(
            name="forget-bias-overwritten",
            behaves_like="one that sets the forget bias to 1 and forgets what was learnt",
            question="Are these weights at their start, or have they been trained?",
            pointer="Keras sets it to 1 when the layer is made. Training has changed it since.",
            function=_forget_bias_of_one,
        ),
        Mistake(
            name="one-added-to-all",
            behaves_like="one that adds 1 to every bias, not to that of the forget gate alone",
            question="When does Keras add its unit_forget_bias, and to which block?",
            pointer="To the forget gate alone, and before training: the weights that a layer lists contain it.",
            function=_one_to_all,
        ),
        Mistake(
            name="bias-twice",
            behaves_like="one that counts the bias twice",
            question="How many bias vectors does an LSTM of Keras have?",
            pointer="One, as here. Two that are added is PyTorch's way.",
            edits=((" bias.copy()", " 2 * bias"),),
        ),
        Mistake(
            name="bias-halved",
            behaves_like="one that halves the bias",
            question="How many bias vectors does this course's LSTM have?",
            pointer="There is no second bias that the other half could go to.",
            edits=((" bias.copy()", " bias / 2"),),
        ),
        Mistake(
            name="no-bias",
            behaves_like="one that returns a bias of zero",
            question="Where have the numbers of the bias gone?",
            pointer="A trained layer has learnt its bias.",
            edits=((" bias.copy()", " np.zeros_like(bias)"),),
        ),
        Mistake(
            name="two-biases",
            behaves_like="one that returns two rows of biases",
            question="What shape has b in this course?",
            pointer="A GRU of Keras has two rows of biases. Its LSTM has one vector, and so has ours.",
            function=_two_biases,
        ),
        Mistake(
            name="half-of-the-bias",
            behaves_like="one that cuts the bias and keeps its first half",
            question="How many numbers has b?",
            pointer="Keras' bias has a number for each of the 4H sums, and nothing in it is a second bias.",
            function=_half_of_the_bias,
        ),
        Mistake(
            name="unit-by-unit",
            behaves_like="one that puts the four columns of one unit together, then those of the next unit",
            question="Whose columns are the first H columns: those of one gate, or those of one unit?",
            pointer="Both Keras and this course have all units of i first.",
            function=_units,
        ),
        Mistake(
            name="gates-along-an-axis",
            behaves_like="one that gives the gates an axis of their own",
            question="How many axes does W_x have?",
            pointer="In this course the four gates stand side by side in one matrix.",
            function=_gates_along_an_axis,
        ),
    ),
)
