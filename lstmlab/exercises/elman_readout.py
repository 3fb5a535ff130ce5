"""Exercise elman.readout: answers from hidden states, one a step or one at the end."""

import numpy as np

from lstmlab import readout as package_readout
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def readout(hs, W_y, b_y, mode):
    if mode == "many-to-one":
        hs = hs[-1]
    return hs @ W_y + b_y


def _reference(hs, W_y, b_y, mode):
    return package_readout.forward(package_readout.Params(W_y, b_y), hs, mode)


def _modes_swapped(hs, W_y, b_y, mode):
    if mode == "many-to-many":
        hs = hs[-1]
    return hs @ W_y + b_y


def _answers_summed(hs, W_y, b_y, mode):
    ys = hs @ W_y + b_y
    return ys.sum(axis=0) if mode == "many-to-one" else ys


def _softmax(hs, W_y, b_y, mode):
    if mode == "many-to-one":
        hs = hs[-1]
    e = np.exp(hs @ W_y + b_y)
    return e / e.sum(axis=-1, keepdims=True)


def _case(rng, label, mode, t, n, h, k, dtype=np.float64):
    shapes = {"hs": (t, n, h), "W_y": (h, k), "b_y": (k,)}
    inputs = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
    return Case({**inputs, "mode": mode}, f"{label} ({mode})")


def _cases(rng):
    for mode in ("many-to-many", "many-to-one"):
        yield _case(rng, "random numbers", mode, 6, 3, 4, 2)
        yield _case(rng, "float32 numbers", mode, 4, 2, 3, 5, np.float32)
        yield _case(rng, "a single step", mode, 1, 4, 3, 2)
        yield _case(rng, "single units", mode, 3, 1, 1, 1)


EXERCISE = Exercise(
    name="elman.readout",
    title="Read the answer out of the hidden states",
    chapter=2,
    points=2,
    section=("readout", "Reading the answer out"),
    arguments={"hs": "T N H", "W_y": "H K", "b_y": "K", "mode": None},
    returns="T N K or N K",
    cases=_cases,
    worked=readout,
    reference=_reference,
    isolate=("hs", "b_y"),
    tested="both modes, in float64 and float32, a sequence of one step, and a single sequence with single units",
    mistakes=(
        Mistake(
            name="first-state",
            behaves_like='one that takes the first state for "many-to-one"',
            question="Which state has seen the whole sequence?",
            pointer="Look at the index of hs. Time is the first axis.",
            edits=(("hs[-1]", "hs[0]"),),
        ),
        Mistake(
            name="last-but-one-state",
            behaves_like='one that takes the last state but one for "many-to-one"',
            question="Which state has seen the whole sequence?",
            pointer="Which index does Python use for the last entry?",
            edits=(("hs[-1]", "hs[-2 if len(hs) > 1 else -1]"),),
        ),
        Mistake(
            name="mean-over-time",
            behaves_like='one that averages the states over time for "many-to-one"',
            question="How many of the states should count?",
            pointer="The answer is read from one state alone: the one that has seen everything.",
            edits=(("hs[-1]", "hs.mean(axis=0)"),),
        ),
        Mistake(
            name="sum-over-time",
            behaves_like='one that adds up the states over time for "many-to-one"',
            question="How many of the states should count?",
            pointer="The answer is read from one state alone: the one that has seen everything.",
            edits=(("hs[-1]", "hs.sum(axis=0)"),),
        ),
        Mistake(
            name="answers-summed",
            behaves_like='one that adds up the answers of all steps for "many-to-one", the bias each time',
            question="How many of the states should count?",
            pointer="The answer is read from one state alone: the one that has seen everything.",
            function=_answers_summed,
        ),
        Mistake(
            name="max-over-time",
            behaves_like='one that takes the largest value over time for "many-to-one"',
            question="How many of the states should count?",
            pointer="The answer is read from one state alone: the one that has seen everything.",
            edits=(("hs[-1]", "hs.max(axis=0)"),),
        ),
        Mistake(
            name="last-sequence",
            behaves_like='one that takes the last sequence of the batch, not the last step, for "many-to-one"',
            question="Which axis of hs is time: the first or the second?",
            pointer="Look at where your index stands in the brackets.",
            edits=(("hs[-1]", "hs[:, -1]"),),
        ),
        Mistake(
            name="mode-ignored",
            behaves_like='one that answers at every step, also for "many-to-one"',
            question="Where does your function look at `mode`?",
            pointer='"many-to-one" asks for a single answer for each sequence: shape (N, K).',
            edits=(("hs = hs[-1]", "pass"),),
        ),
        Mistake(
            name="always-the-last",
            behaves_like='one that answers only at the last step, also for "many-to-many"',
            question="Where does your function look at `mode`?",
            pointer='"many-to-many" asks for an answer at each step: shape (T, N, K).',
            edits=(('if mode == "many-to-one":', "if True:"),),
        ),
        Mistake(
            name="modes-swapped",
            behaves_like="one whose two modes are swapped",
            question='Which mode gives one answer for each sequence: "many-to-one" or "many-to-many"?',
            pointer="Look at your condition.",
            function=_modes_swapped,
        ),
        Mistake(
            name="no-bias",
            behaves_like="one without the bias b_y",
            question="What should the answer be if the state is zero?",
            pointer="Count the terms of the readout.",
            edits=((" + b_y", ""),),
        ),
        Mistake(
            name="tanh",
            behaves_like="one that squashes its answers with tanh",
            question="Could your readout ever answer 20 degrees?",
            pointer="The readout is linear: a product and a bias, nothing around them.",
            edits=(("hs @ W_y + b_y", "np.tanh(hs @ W_y + b_y)"),),
        ),
        Mistake(
            name="softmax",
            behaves_like="one with a softmax over its answers",
            question="Do your answers add up to 1? Should they, here?",
            pointer="Softmax belongs to the loss. The readout is linear.",
            function=_softmax,
        ),
        Mistake(
            name="bias-subtracted",
            behaves_like="one that subtracts b_y",
            question="Which sign has the bias in the formula?",
            pointer="Look at the sign in front of b_y.",
            edits=((" + b_y", " - b_y"),),
        ),
        Mistake(
            name="axes-swapped",
            behaves_like="one that returns (N, T, K) for every step's answers",
            question="Which axis of your result is time?",
            pointer="Time comes first, in the result too.",
            edits=(("return hs @ W_y + b_y", "return (hs @ W_y + b_y).swapaxes(0, -2)"),),
        ),
    ),
)
