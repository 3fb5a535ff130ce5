"""Exercise bptt.backward: backpropagation through time over a whole sequence."""

import numpy as np

from lstmlab import unroll
from lstmlab.cells import elman
from lstmlab.exercises import bptt_backward_whole as whole
from lstmlab.exercises import bptt_cases, bptt_loop
from lstmlab.exercises.specification import Case, Exercise, Mistake


def backward(dhs, xs, hs, h0, W_x, W_h):
    T = len(xs)
    dxs = np.zeros(xs.shape)
    dW_x, dW_h, db = np.zeros(W_x.shape), np.zeros(W_h.shape), np.zeros(len(W_h))
    dh_next = np.zeros_like(h0)
    for t in reversed(range(T)):
        h_prev = hs[t - 1] if t > 0 else h0
        dh = dhs[t] + dh_next
        da = dh * (1 - hs[t] ** 2)
        dxs[t] = da @ W_x.T
        dW_x += xs[t].T @ da
        dW_h += h_prev.T @ da
        db += da.sum(axis=0)
        dh_next = da @ W_h.T
    return {"xs": dxs, "h0": dh_next, "W_x": dW_x, "W_h": dW_h, "b": db}


def _reference(dhs, xs, hs, h0, W_x, W_h):
    params, trace = bptt_cases.params(W_x, W_h), bptt_cases.trace(xs, hs, h0)
    dxs, before, grads = unroll.backward(elman, params, trace, dhs)
    return {"xs": dxs, "h0": before.h, **grads._asdict()}


def _cases(rng):
    yield Case(bptt_cases.inputs(rng, 6, 3, 2, 4), "random numbers")
    yield Case(bptt_cases.inputs(rng, 4, 2, 5, 3, np.float32), "float32 numbers")
    yield Case(bptt_cases.inputs(rng, 1, 3, 2, 4), "a sequence of one step")
    yield Case(bptt_cases.inputs(rng, 6, 1, 1, 1), "a single sequence of single units")


EXERCISE = Exercise(
    name="bptt.backward",
    title="Backpropagation through time",
    chapter=3,
    points=4,
    section=("through-time", "Back through time"),
    arguments={"dhs": "T N H", "xs": "T N D", "hs": "T N H", "h0": "N H", "W_x": "D H", "W_h": "H H"},
    returns={"xs": "T N D", "h0": "N H", "W_x": "D H", "W_h": "H H", "b": "H"},
    cases=_cases,
    worked=backward,
    reference=_reference,
    isolate=("xs", "h0", "W_h"),
    tested="hs from the package's own forward pass, a loss at every step, a start state that is not zero, float32, "
    "a sequence of one step, and a single unit",
    mistakes=(
        *bptt_loop.OF_THE_CARRIED_GRADIENT,
        Mistake(
            name="not-fed-back",
            behaves_like="one that computes the gradient of the old state and never uses it: neither the next round "
            "of the loop nor h0 gets it",
            question="Which name holds the gradient that goes to the step before? Which name does your loop read?",
            pointer="The variable that is added to dhs[t] has to change in the loop.",
            edits=(("dh_next = da @", "dh_prev = da @"),),
        ),
        Mistake(
            name="h0-one-step-short",
            behaves_like="one that returns the gradient at the first state as the gradient of h0",
            question="Which step lies between h0 and the first state?",
            pointer="The error at the first state still has to go through tanh and W_h to reach h0.",
            edits=(('"h0": dh_next', '"h0": dh'),),
        ),
        Mistake(
            name="xs-in-reverse",
            behaves_like="one whose gradients of xs come in reverse order: that of the last step first",
            question="Your loop begins with the last step. Where in the result does its dx stand?",
            pointer="A list that grows in a loop from T - 1 to 0 begins with the last step.",
            edits=(('"xs": dxs', '"xs": dxs[::-1]'),),
            others=(whole.xs_appended,),
        ),
        Mistake(
            name="xs-before-derivative",
            behaves_like="one whose gradients of xs are taken from the error before the derivative of tanh",
            question="On which side of tanh does x stand: inside, or outside?",
            pointer="x and both matrices stand in one sum, so all of them use the error at that sum.",
            edits=(("da @ W_x.T", "dh @ W_x.T"),),
        ),
        *bptt_loop.OF_THE_WEIGHTS,
        *bptt_loop.OF_TANH,
        Mistake(
            name="batch-first",
            behaves_like="one that takes (T, N, D) for (N, T, D): its loop over time runs over the sequences",
            question="Which axis of xs is time?",
            pointer="Time comes first: xs[t] is what all sequences see at step t.",
            function=whole.batch_first,
            others=(whole.batch_first_with_zeros_like_a_step,),
        ),
    ),
)
