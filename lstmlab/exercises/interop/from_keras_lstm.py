"""Exercise interop.from_keras_lstm: the weights of keras.layers.LSTM in the layout of the course."""

from lstmlab import interop
from lstmlab.exercises import gate_orders
from lstmlab.exercises.interop.packed_weights import packed_cases, reordered
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Exercise


def from_keras_lstm(kernel, recurrent_kernel, bias):
    return kernel.copy(), recurrent_kernel.copy(), bias.copy()


ORDERS = gate_orders.lstm(
    "one that brings the gates into the order {order}; Keras' i f c o is this course's i f g o",
    reordered("kernel", "recurrent_kernel", "bias"),
    alone=lambda order: True,
)

EXERCISE = Exercise(
    name="interop.from_keras_lstm",
    title="An LSTM from Keras",
    chapter=14,
    points=2,
    section=("next-keras", "Keras"),
    arguments={"kernel": "D 4H", "recurrent_kernel": "H 4H", "bias": "4H"},
    returns=(("W_x", "D 4H"), ("W_h", "H 4H"), ("b", "4H")),
    cases=lambda rng: packed_cases(rng, "kernel", "recurrent_kernel", "bias"),
    worked=from_keras_lstm,
    reference=interop.from_keras_lstm,
    tested="weights of unequal and of equal sizes, float32, and a single unit",
    mistakes=load("interop.from_keras_lstm", insert={"orders": ORDERS}),
)
