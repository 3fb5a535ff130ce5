"""Exercise vanish.gradient_by_lag: how much of a gradient is left, step by step back."""

import numpy as np

from lstmlab import unroll
from lstmlab.cells import elman
from lstmlab.exercises import bptt_cases
from lstmlab.exercises import vanish_lag_whole as whole
from lstmlab.exercises.bptt_tanh import slope_mistakes
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def gradient_by_lag(hs, W_h, dh_last):
    T = len(hs)
    norms = np.zeros(T)
    dh = dh_last
    for lag in range(T):
        norms[lag] = np.linalg.norm(dh)
        da = dh * (1 - hs[T - 1 - lag] ** 2)
        dh = da @ W_h.T
    return norms


def _reference(hs, W_h, dh_last):
    # Each step of the package's backward pass, one after the other; the inputs take no part in it.
    params = bptt_cases.params(np.zeros((1, len(W_h)), W_h.dtype), W_h)
    xs, states = np.zeros((len(hs), 1, 1), hs.dtype), hs[:, None]
    trace = bptt_cases.trace(xs, states, np.zeros_like(states[0]))
    state, norms = elman.State(dh_last[None]), []
    for cache in reversed(trace.caches):
        norms.append(np.linalg.norm(state.h))
        _, state, _ = elman.step_backward(params, cache, state)
    return np.array(norms)


def _case(rng, label, t, h, size=1.0, dtype=np.float64):
    params = elman.Params(numbers(rng, 2, h, dtype=dtype), dtype(size) * numbers(rng, h, h, dtype=dtype), None)
    params = params._replace(b=numbers(rng, h, dtype=dtype))
    trace = unroll.forward(
        elman, params, numbers(rng, t, 1, 2, dtype=dtype), elman.State(numbers(rng, 1, h, dtype=dtype))
    )
    return Case({"hs": trace.hs[:, 0], "W_h": params.W_h, "dh_last": 2 * numbers(rng, h, dtype=dtype)}, label)


def _cases(rng):
    yield _case(rng, "random numbers", 6, 4)
    yield _case(rng, "float32 numbers", 5, 3, dtype=np.float32)
    yield _case(rng, "large weights", 7, 5, 2.5)
    yield _case(rng, "a sequence of one step", 1, 3)
    yield _case(rng, "a sequence of two steps", 2, 3)
    yield _case(rng, "a single unit", 6, 1)


EXERCISE = Exercise(
    name="vanish.gradient_by_lag",
    title="The gradient, lag by lag",
    chapter=4,
    points=3,
    section=("gradient-by-lag", "The gradient by lag"),
    arguments={"hs": "T H", "W_h": "H H", "dh_last": "H"},
    returns="T",
    cases=_cases,
    worked=gradient_by_lag,
    reference=_reference,
    isolate=("hs",),
    tested="states from the package's own forward pass, small and large weights, float32, sequences of one and two "
    "steps, and a single unit",
    mistakes=(
        Mistake(
            name="ordered-by-time",
            behaves_like="one whose norms are in the order of time: the first step's comes first",
            question="What is norms[0]: the gradient at the end, or at the first step?",
            pointer="norms[lag] belongs to the state `lag` steps before the end.",
            edits=(("return norms", "return norms[::-1]"),),
        ),
        Mistake(
            name="states-from-the-start",
            behaves_like="one that reads the states from the first to the last while it goes back in time",
            question="The first step back goes through the tanh of which state?",
            pointer="Write down the index of hs for lag 0, 1, 2. Which one is the last state?",
            edits=(("hs[T - 1 - lag]", "hs[lag]"),),
        ),
        Mistake(
            name="derivative-at-the-old-state",
            behaves_like="one that takes each derivative at the state one step too early",
            question="On the way from h_t to h_{t-1}, the tanh of which of the two states is passed?",
            pointer="Write down the index of hs for lag 0, 1, 2.",
            edits=(("hs[T - 1 - lag]", "hs[T - 2 - lag]"),),
            others=(whole.old_state_where_there_is_one,),
        ),
        Mistake(
            name="starts-one-step-back",
            behaves_like="one whose first norm belongs to lag 1 instead of lag 0",
            question="No steps before the end: what is the gradient there?",
            pointer="Measure the length before you take a step back, not after it.",
            edits=(
                ("        norms[lag] = np.linalg.norm(dh)\n", ""),
                ("da @ W_h.T\n", "da @ W_h.T\n        norms[lag] = np.linalg.norm(dh)\n"),
            ),
        ),
        Mistake(
            name="measured-before-W_h",
            behaves_like="one that measures the error inside tanh instead of the gradient at the state",
            question="Is what you measure the gradient at a state, or at the sum that goes into tanh?",
            pointer="At lag 0, the answer is the length of dh_last itself.",
            edits=(
                ("        norms[lag] = np.linalg.norm(dh)\n", ""),
                ("        dh = da @", "        norms[lag] = np.linalg.norm(da)\n        dh = da @"),
            ),
        ),
        Mistake(
            name="W_h-not-transposed",
            behaves_like="one that goes back through W_h itself instead of its transpose",
            question="W_h is square, so its shape cannot warn you. Forward, its rows belong to the sending units. "
            "Which way do you go now?",
            pointer="It is the same step back as in bptt.step_backward.",
            edits=(("da @ W_h.T", "da @ W_h"),),
        ),
        Mistake(
            name="jacobian-not-transposed",
            behaves_like="one that multiplies by the Jacobian from the left, `J @ dh`, as if going forward",
            question="A row of J belongs to one new unit. Over which units does the sum run on the way back?",
            pointer="Write down dh_prev[i] as a sum of dh[j] * J[j, i], and see over which index it runs.",
            edits=(
                ("da = dh * (1 - hs[T - 1 - lag] ** 2)", "da = dh @ W_h"),
                ("dh = da @ W_h.T", "dh = da * (1 - hs[T - 1 - lag] ** 2)"),
            ),
        ),
        Mistake(
            name="weights-before-tanh",
            behaves_like="one that goes back through W_h first, and through tanh after it",
            question="On the way from h_t back to h_{t-1}, what is met first: tanh, or W_h?",
            pointer="W_h stands inside tanh, so the error that goes through it has passed tanh already.",
            edits=(
                ("da = dh * (1 - hs[T - 1 - lag] ** 2)", "da = dh @ W_h.T"),
                ("dh = da @ W_h.T", "dh = da * (1 - hs[T - 1 - lag] ** 2)"),
            ),
        ),
        Mistake(
            name="weights-left-out",
            behaves_like="one that multiplies by the derivatives of tanh alone and never by W_h",
            question="How does a state reach the next state's sum?",
            pointer="One step back has two factors: the derivative of tanh, and the weights.",
            edits=(("da @ W_h.T", "da"),),
        ),
        *slope_mistakes("(1 - hs[T - 1 - lag] ** 2)", "hs[T - 1 - lag]", (" * (1 - hs[T - 1 - lag] ** 2)", "")),
        Mistake(
            name="not-carried-on",
            behaves_like="one that starts each step from dh_last again",
            question="The gradient two steps back: which gradient is it made of?",
            pointer="What comes out of one step back has to go into the next.",
            edits=(("da = dh *", "da = dh_last *"),),
        ),
        Mistake(
            name="dh_last-at-every-step",
            behaves_like="one that adds dh_last again at every step",
            question="At how many steps is there a loss in this exercise?",
            pointer="dh_last enters once, at the end.",
            edits=(("dh = da @ W_h.T", "dh = da @ W_h.T + dh_last"),),
        ),
        Mistake(
            name="squared-length",
            behaves_like="one that forgets the root: it returns squared lengths",
            question="How long is the vector (3, 4)?",
            pointer="The length is the root of the sum of the squares.",
            edits=(("np.linalg.norm(dh)", "(dh**2).sum()"),),
        ),
        Mistake(
            name="sum-of-sizes",
            behaves_like="one that adds the sizes of the entries instead of taking the length",
            question="How long is the vector (3, 4)?",
            pointer="The length is the root of the sum of the squares.",
            edits=(("np.linalg.norm(dh)", "np.abs(dh).sum()"),),
        ),
        Mistake(
            name="largest-entry",
            behaves_like="one that takes the largest entry instead of the length",
            question="How long is the vector (3, 4)?",
            pointer="The length is the root of the sum of the squares.",
            edits=(("np.linalg.norm(dh)", "np.abs(dh).max()"),),
        ),
        Mistake(
            name="relative-to-the-end",
            behaves_like="one that divides all norms by the first one",
            question="What should norms[0] be: 1, or the length of dh_last?",
            pointer="The lengths themselves are asked for.",
            edits=(("return norms", "return norms / norms[0]"),),
        ),
        Mistake(
            name="norms-multiplied",
            behaves_like="one that multiplies the norms of the Jacobians instead of the Jacobians",
            question="Is the length of a product of matrices with a vector the product of their lengths?",
            pointer="Norms multiplied are a bound that the gradient stays below. Carry the vector itself back.",
            function=whole.frobenius_norms_multiplied,
            others=(whole.spectral_norms_multiplied,),
        ),
        Mistake(
            name="norm-of-the-jacobians",
            behaves_like="one that measures the product of the Jacobians and leaves dh_last out",
            question="Change dh_last and nothing else. Does your result change?",
            pointer="The gradient is dh_last, multiplied by one Jacobian after the other.",
            function=whole.spectral_norm_of_the_product,
            others=(whole.frobenius_norm_of_the_product,),
        ),
        Mistake(
            name="dh_last-changed-in-place",
            behaves_like="one that gives the right norms and overwrites the caller's dh_last",
            question="After `dh = dh_last`, how many arrays are there?",
            pointer="`dh *= ...` writes into the array of the caller. Give the product a name of its own.",
            edits=(("da = dh *", "dh *="), ("dh = da @", "dh = dh @")),
        ),
    ),
)
