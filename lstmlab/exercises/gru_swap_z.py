"""Exercise gru.swap_z: the same function under the other convention of z."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def swap_z(W_x, W_h, b):
    def swapped(packed):
        r, z, n = np.split(packed, 3, axis=-1)
        return np.concatenate([r, -z, n], axis=-1)

    return swapped(W_x), swapped(W_h), swapped(b)


def _rows(W_x, W_h, b):
    n_hidden = len(W_h)

    def swapped(packed):
        changed = packed.copy()
        changed[n_hidden : 2 * n_hidden] *= -1
        return changed

    return swapped(W_x), swapped(W_h), swapped(b)


def _case(rng, label, d, h, dtype=np.float64):
    shapes = {"W_x": (d, 3 * h), "W_h": (h, 3 * h), "b": (3 * h,)}
    return Case({name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}, label)


def _cases(rng):
    yield _case(rng, "random numbers", 2, 4)
    yield _case(rng, "float32 numbers", 5, 3, np.float32)
    yield _case(rng, "more inputs than hidden units", 7, 2)
    yield _case(rng, "one input and one hidden unit", 1, 1)


_NEW = "[r, -z, n]"
_QUESTION = "Which gate changes its meaning between the two conventions, and which do not?"
_SIGMOID = "The other convention's gate is 1 - z. Which change of the sum turns sigmoid(a) into 1 - sigmoid(a)?"

EXERCISE = Exercise(
    name="gru.swap_z",
    title="From one convention of z to the other",
    chapter=7,
    points=1,
    section=("conventions", "Two conventions"),
    arguments={"W_x": "D 3H", "W_h": "H 3H", "b": "3H"},
    returns=(("W_x", "D 3H"), ("W_h", "H 3H"), ("b", "3H")),
    cases=_cases,
    worked=swap_z,
    tested="random weights of unequal sizes, in float64 and float32, and a single unit",
    mistakes=(
        Mistake(
            name="nothing-changed",
            behaves_like="one that returns the weights as they came",
            question="With the same weights, what does the other convention do where yours keeps the old state?",
            pointer=_SIGMOID,
            edits=((_NEW, "[r, z, n]"),),
        ),
        Mistake(
            name="everything-negated",
            behaves_like="one that turns the sign of all weights",
            question=_QUESTION,
            pointer="A third of the columns has to change.",
            edits=((_NEW, "[-r, -z, -n]"),),
        ),
        Mistake(
            name="both-gates-negated",
            behaves_like="one that turns the sign of both gates' weights",
            question=_QUESTION,
            pointer="The reset gate does the same under both conventions.",
            edits=((_NEW, "[-r, -z, n]"),),
        ),
        Mistake(
            name="r-negated",
            behaves_like="one that turns the sign of the reset gate's weights",
            question="In which order are the three gates packed?",
            pointer="z is not the first block.",
            edits=((_NEW, "[-r, z, n]"),),
        ),
        Mistake(
            name="n-negated",
            behaves_like="one that turns the sign of the candidate's weights",
            question="In which order are the three gates packed?",
            pointer="z is not the last block.",
            edits=((_NEW, "[r, z, -n]"),),
        ),
        Mistake(
            name="n-negated-too",
            behaves_like="one that turns the sign of the candidate's weights together with that of z",
            question=_QUESTION,
            pointer="The candidate is the same value under both conventions; only its share has another name.",
            edits=((_NEW, "[r, -z, -n]"),),
        ),
        Mistake(
            name="bias-forgotten",
            behaves_like="one that leaves b as it is",
            question="If x and h_prev are both zero, what does z depend on?",
            pointer="The whole sum has to change its sign: how many terms does it have?",
            edits=(("swapped(b)", "b"),),
        ),
        Mistake(
            name="W_h-forgotten",
            behaves_like="one that leaves W_h as it is",
            question="If x and b are both zero, what does z depend on?",
            pointer="The whole sum has to change its sign: how many terms does it have?",
            edits=(("swapped(W_h)", "W_h"),),
        ),
        Mistake(
            name="W_x-forgotten",
            behaves_like="one that leaves W_x as it is",
            question="If h_prev and b are both zero, what does z depend on?",
            pointer="The whole sum has to change its sign: how many terms does it have?",
            edits=(("swapped(W_x)", "W_x"),),
        ),
        Mistake(
            name="one-minus-weights",
            behaves_like="one that takes 1 minus the weights of z",
            question="The gate has to become 1 - z. Does it become that when its weights become 1 - W?",
            pointer="Draw the sigmoid and mark a and -a on it. How do the two heights add up?",
            edits=((_NEW, "[r, 1 - z, n]"),),
        ),
        Mistake(
            name="reciprocal",
            behaves_like="one that takes 1 divided by the weights of z",
            question="Is the other convention's gate 1 / z or 1 - z?",
            pointer=_SIGMOID,
            edits=((_NEW, "[r, 1 / z, n]"),),
        ),
        Mistake(
            name="blocks-exchanged",
            behaves_like="one that exchanges the blocks of r and z: another packing, not another convention",
            question="Is it the place of z that differs between the conventions, or what z means?",
            pointer=_SIGMOID,
            edits=((_NEW, "[z, r, n]"),),
        ),
        Mistake(
            name="z-and-n-exchanged",
            behaves_like="one that exchanges the blocks of z and n",
            question="What changes places in the last formula: the weights of z and n, or their shares?",
            pointer=_SIGMOID,
            edits=((_NEW, "[r, n, z]"),),
        ),
        Mistake(
            name="rows-for-columns",
            behaves_like="one that turns the signs of rows H to 2H, where the columns are meant",
            question="Which axis of W_x has the length 3H?",
            pointer="`W[a:b]` takes rows. The gates stand side by side, as columns.",
            function=_rows,
        ),
        Mistake(
            name="negated-and-repacked",
            behaves_like="one that turns the sign of z's weights, and also exchanges the blocks of r and z as Keras "
            "packs them",
            question="In which order does the exercise ask for the gates?",
            pointer="The packing stays the course's own.",
            edits=((_NEW, "[-z, r, n]"),),
        ),
        Mistake(
            name="z-set-to-zero",
            behaves_like="one that sets the weights of z to zero",
            question="What is a gate whose weights and bias are all zero?",
            pointer=_SIGMOID,
            edits=((_NEW, "[r, 0 * z, n]"),),
        ),
    ),
)
