"""Exercise bptt.step_backward: the gradients of one step of an Elman network."""

import numpy as np

from lstmlab.cells import elman
from lstmlab.exercises.bptt_tanh import slope_mistakes
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def step_backward(dh, x, h_prev, h, W_x, W_h):
    da = dh * (1 - h**2)
    dx = da @ W_x.T
    dh_prev = da @ W_h.T
    dW_x = x.T @ da
    dW_h = h_prev.T @ da
    db = da.sum(axis=0)
    return {"x": dx, "h_prev": dh_prev, "W_x": dW_x, "W_h": dW_h, "b": db}


def _reference(dh, x, h_prev, h, W_x, W_h):
    # The bias takes no part in the gradients.
    params = elman.Params(W_x, W_h, np.zeros(len(W_h), W_h.dtype))
    dx, before, grads = elman.step_backward(params, elman.Cache(x, h_prev, h), elman.State(dh))
    return {"x": dx, "h_prev": before.h, **grads._asdict()}


def _case(rng, label, n, d, h, dtype=np.float64):
    shapes = {"x": (n, d), "h_prev": (n, h), "W_x": (d, h), "W_h": (h, h), "b": (h,)}
    drawn = {name: numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}
    params = elman.Params(drawn["W_x"], drawn["W_h"], drawn["b"])
    state, _ = elman.step(params, drawn["x"], elman.State(drawn["h_prev"]))
    dh = numbers(rng, n, h, dtype=dtype)
    names = ("x", "h_prev", "h", "W_x", "W_h")
    return Case({"dh": dh, **{name: {**drawn, "h": state.h}[name] for name in names}}, label)


def _cases(rng):
    yield _case(rng, "random numbers", 3, 2, 4)
    yield _case(rng, "float32 numbers", 2, 5, 3, np.float32)
    yield _case(rng, "a single sequence", 1, 3, 5)
    yield _case(rng, "one input and one hidden unit", 4, 1, 1)


def _before_derivative(name, what, old, new):
    return Mistake(
        name=f"{name}-before-derivative",
        behaves_like=f"one whose gradient of {what} is taken from the error at h, before the derivative of tanh",
        question=f"On which side of tanh does {what} stand: inside, or outside?",
        pointer="x, h_prev, the weights and the bias all stand in one sum, so all of them use the error at that sum.",
        edits=((old, new),),
    )


EXERCISE = Exercise(
    name="bptt.step_backward",
    title="One step of an Elman network, backward",
    chapter=3,
    points=3,
    section=("one-step-back", "One step back"),
    arguments={"dh": "N H", "x": "N D", "h_prev": "N H", "h": "N H", "W_x": "D H", "W_h": "H H"},
    returns={"x": "N D", "h_prev": "N H", "W_x": "D H", "W_h": "H H", "b": "H"},
    cases=_cases,
    worked=step_backward,
    reference=_reference,
    isolate=("x", "h_prev", "h"),
    tested="h from the package's own forward step, in float64 and float32, a single sequence, and a single unit",
    mistakes=(
        *slope_mistakes("(1 - h**2)", "h", (" * (1 - h**2)", "")),
        Mistake(
            name="derivative-at-the-old-state",
            behaves_like="one that takes the derivative of tanh at h_prev instead of h",
            question="This step's tanh has one result. Which of the two states is it?",
            pointer="h_prev came out of the tanh of the step before, whose derivative belongs to that step.",
            edits=(("(1 - h**2)", "(1 - h_prev**2)"),),
        ),
        Mistake(
            name="new-state-for-old",
            behaves_like="one that uses the new state h where the old state h_prev belongs in the gradient of W_h",
            question="In the forward step, which state is W_h multiplied by?",
            pointer="The gradient of a matrix holds what came in from the left. For W_h, that was not the new state.",
            edits=(("h_prev.T @ da", "h.T @ da"),),
        ),
        Mistake(
            name="W_h-not-transposed",
            behaves_like="one that sends the error back to h_prev through W_h itself instead of its transpose",
            question="W_h is square, so its shape cannot warn you. Forward, its rows belong to the sending units. "
            "Which way do you go now?",
            pointer="Look at the gradient of x: how does the error go back through W_x?",
            edits=(("da @ W_h.T", "da @ W_h"),),
        ),
        Mistake(
            name="dW_h-transposed",
            behaves_like="one whose gradient of W_h is transposed",
            question="Entry [i, j] of W_h leads from old unit i to new unit j. Which index do rows of your gradient "
            "belong to?",
            pointer="The gradient of W_x has the same form, and its shape would warn you. Compare the two lines.",
            edits=(("h_prev.T @ da", "da.T @ h_prev"),),
        ),
        Mistake(
            name="no-weights-on-the-way-back",
            behaves_like="one that hands the error at the sum to h_prev as it is, without W_h",
            question="How did h_prev get into the sum?",
            pointer="What was multiplied by a matrix going forward is multiplied by its transpose going back.",
            edits=(("da @ W_h.T", "da"),),
        ),
        Mistake(
            name="old-state-sees-dh-directly",
            behaves_like="one that adds dh itself to the gradient of h_prev",
            question="Is there a path from h_prev to h that avoids tanh?",
            pointer="In an Elman step, h_prev reaches h in one way alone: through W_h and tanh.",
            edits=(("da @ W_h.T", "da @ W_h.T + dh"),),
        ),
        _before_derivative("x", "x", "da @ W_x.T", "dh @ W_x.T"),
        _before_derivative("h_prev", "h_prev", "da @ W_h.T", "dh @ W_h.T"),
        _before_derivative("W_x", "W_x", "x.T @ da", "x.T @ dh"),
        _before_derivative("W_h", "W_h", "h_prev.T @ da", "h_prev.T @ dh"),
        _before_derivative("b", "b", "da.sum(", "dh.sum("),
        Mistake(
            name="only-b-with-derivative",
            behaves_like="one that uses the derivative of tanh for b alone",
            question="Which of the five gradients go through tanh?",
            pointer="x, h_prev, both matrices and the bias stand in one sum, so all of them use the error at that sum.",
            edits=(
                ("da @ W_x.T", "dh @ W_x.T"),
                ("da @ W_h.T", "dh @ W_h.T"),
                ("x.T @ da", "x.T @ dh"),
                ("h_prev.T @ da", "h_prev.T @ dh"),
            ),
        ),
        Mistake(
            name="b-averaged",
            behaves_like="one that averages the gradient of b over the sequences instead of summing it",
            question="The same bias is added to every row. When the paths of a variable join, are the gradients "
            "averaged or added?",
            pointer="`x.T @ da` sums over the rows. The gradient of b has to do the same.",
            edits=(("da.sum(axis=0)", "da.mean(axis=0)"),),
        ),
        Mistake(
            name="b-not-summed",
            behaves_like="one that leaves out the sum over the sequences in the gradient of b",
            question="b has H numbers. How many does your gradient of b have?",
            pointer="One bias serves all N rows, so the gradients of all rows meet in it.",
            edits=(("da.sum(axis=0)", "da"),),
        ),
        Mistake(
            name="b-summed-over-the-units",
            behaves_like="one that sums the gradient of b over the hidden units instead of the sequences",
            question="Each hidden unit has its own bias. Along which axis may numbers be added?",
            pointer="axis=0 is the axis that goes away. Which letter should be left?",
            edits=(("da.sum(axis=0)", "da.sum(axis=1)"),),
        ),
        Mistake(
            name="divided-by-n",
            behaves_like="one that divides the gradients of the weights and the bias by the number of sequences",
            question="Where is the mean over the batch taken: in the loss, or here?",
            pointer="dh is the gradient of the whole loss. If the loss is a mean, dh contains the 1/N already.",
            edits=(
                ("x.T @ da", "x.T @ da / len(x)"),
                ("h_prev.T @ da", "h_prev.T @ da / len(x)"),
                ("da.sum(axis=0)", "da.mean(axis=0)"),
            ),
        ),
        Mistake(
            name="doubled",
            behaves_like="one with an extra factor 2 in all gradients",
            question="Does the 2 from the derivative of a square belong here, or is it in dh already?",
            pointer="dh is given. It needs no factor any more.",
            edits=(("da = dh *", "da = 2 * dh *"),),
        ),
        Mistake(
            name="negated",
            behaves_like="one that returns all gradients with a minus sign",
            question="Do you return the gradient, or the step that gradient descent takes?",
            pointer="The minus sign belongs to the update of the weights, later.",
            edits=(("da = dh *", "da = -dh *"),),
        ),
        Mistake(
            name="last-row-only",
            behaves_like="one whose gradients of the weights hold the last sequence alone",
            question="What happens to the first sequence's gradient when your loop comes to the second one?",
            pointer="Is it `=` or `+=`?",
            edits=(
                ("x.T @ da", "x[-1:].T @ da[-1:]"),
                ("h_prev.T @ da", "h_prev[-1:].T @ da[-1:]"),
                ("da.sum(axis=0)", "da[-1]"),
            ),
        ),
        Mistake(
            name="dh-changed-in-place",
            behaves_like="one that gives the right gradients and overwrites the caller's dh",
            question="What does the array dh hold after your function has returned?",
            pointer="`dh *= ...` writes into the array of the caller. Give the product a name of its own.",
            edits=(("da = dh *", "dh *="), ("    dx = ", "    da = dh\n    dx = ")),
        ),
    ),
)
