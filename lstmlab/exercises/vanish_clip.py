"""Exercise vanish.clip_by_global_norm: gradients that are too long are made shorter, all by one factor."""

import numpy as np

from lstmlab import optim
from lstmlab.exercises import vanish_clip_whole as whole
from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def clip_by_global_norm(grads, max_norm):
    norm = np.sqrt(sum((grad**2).sum() for grad in grads.values()))
    scale = 1.0
    if norm > max_norm:
        scale = max_norm / norm
    return {name: grad * scale for name, grad in grads.items()}, norm


def _reference(grads, max_norm):
    return optim.clip_by_global_norm(grads, max_norm)


def _grads(rng, size, dtype=np.float64, **shapes):
    return {name: dtype(size) * numbers(rng, *shape, dtype=dtype) for name, shape in shapes.items()}


def _cases(rng):
    cell = {"W_x": (2, 4), "W_h": (4, 4), "b": (4,)}
    yield Case({"grads": _grads(rng, 4, **cell), "max_norm": 1.0}, "gradients far above the limit")
    yield Case({"grads": _grads(rng, 0.2, **cell), "max_norm": 5.0}, "gradients under the limit")
    yield Case({"grads": _grads(rng, 3, np.float32, W=(3, 5), b=(5,)), "max_norm": 2.0}, "float32 numbers")
    # 5 = the root of 3^2 + 4^2: each array alone is under the limit of 4.5.
    together = {"W": np.array([[3.0, 0.0]]), "b": np.array([0.0, -4.0])}
    yield Case({"grads": together, "max_norm": 4.5}, "each gradient under the limit, all together above it")
    yield Case({"grads": together, "max_norm": 5.0}, "gradients exactly at the limit")
    yield Case({"grads": _grads(rng, 0.05, W=(6,)), "max_norm": 0.02}, "a single small gradient, a smaller limit")
    yield Case({"grads": {"W": np.zeros((2, 3)), "b": np.zeros(3)}, "max_norm": 1.0}, "gradients that are zero")


EXERCISE = Exercise(
    name="vanish.clip_by_global_norm",
    title="Clip gradients by their global norm",
    chapter=4,
    points=2,
    section=("clipping", "Clipping the gradient"),
    arguments={"grads": None, "max_norm": None},
    returns=(("grads", None), ("norm", "")),
    cases=_cases,
    worked=clip_by_global_norm,
    reference=_reference,
    tested="gradients above the limit, under it and exactly at it, gradients that are all zero, one array and several, "
    "in float64 and float32",
    mistakes=(
        Mistake(
            name="each-by-itself",
            behaves_like="one that clips each array by its own norm",
            question="W_h and b point somewhere together. Do your clipped arrays still point there?",
            pointer="One norm for all arrays together, and one factor for all of them: the direction stays.",
            function=whole.each_by_itself,
            others=(whole.each_by_itself_and_the_last_norm,),
        ),
        Mistake(
            name="entries-clipped",
            behaves_like="one that clips each number to between -max_norm and max_norm",
            question="Does the gradient still point in the same direction?",
            pointer="All numbers are multiplied by one factor. `np.clip` changes the large ones alone.",
            function=whole.entries_clipped,
        ),
        Mistake(
            name="always-scaled",
            behaves_like="one that scales short gradients up to the limit as well",
            question="What should happen to a gradient of length 1 if the limit is 5?",
            pointer="Clipping makes long gradients shorter. It never makes short ones longer.",
            edits=(("if norm > max_norm:", "if norm > 0:"),),
            others=(whole.always_scaled,),
        ),
        Mistake(
            name="only-short-ones-scaled",
            behaves_like="one that scales the short gradients and leaves the long ones as they are",
            question="Which gradients are dangerous, the long or the short ones?",
            pointer="Look at the comparison of the norm with the limit.",
            edits=(("norm > max_norm", "norm < max_norm"),),
            others=(whole.short_ones_scaled,),
        ),
        Mistake(
            name="upside-down",
            behaves_like="one that multiplies by norm / max_norm: long gradients become longer still",
            question="With a norm of 10 and a limit of 5, is your factor 2 or one half?",
            pointer="Compute the norm of what you return. Is it the limit?",
            edits=(("max_norm / norm", "norm / max_norm"),),
        ),
        Mistake(
            name="scaled-to-one",
            behaves_like="one that scales long gradients to length 1, whatever the limit",
            question="Compute the norm of what you return. Is it the limit?",
            pointer="After the division by the norm, the length is 1. One step is left.",
            edits=(("max_norm / norm", "1 / norm"),),
        ),
        Mistake(
            name="root-missing",
            behaves_like="one that forgets the root: it compares and divides by the sum of the squares",
            question="How long is the vector (3, 4)?",
            pointer="The length is the root of the sum of the squares.",
            edits=(
                (
                    "np.sqrt(sum((grad**2).sum() for grad in grads.values()))",
                    "sum((grad**2).sum() for grad in grads.values())",
                ),
            ),
        ),
        Mistake(
            name="norms-added",
            behaves_like="one that adds the norms of the arrays",
            question="Two arrays of length 3 and 4, put end to end in one vector: how long is it?",
            pointer="Squares can be added. Lengths cannot.",
            function=whole.norms_added,
        ),
        Mistake(
            name="largest-norm",
            behaves_like="one that takes the norm of the longest array for all of them",
            question="Two arrays of length 3 and 4, put end to end in one vector: how long is it?",
            pointer="All arrays together are one long vector.",
            function=whole.largest_norm,
        ),
        Mistake(
            name="last-array-only",
            behaves_like="one that takes the norm of the last array alone: `=` for `+=`",
            question="What happens to the squares of the first array when your loop comes to the second?",
            pointer="All arrays together are one long vector. Is it `=` or `+=`?",
            function=whole.last_array_only,
        ),
        Mistake(
            name="mean-of-squares",
            behaves_like="one that averages the squares in each array instead of adding them",
            question="Does a longer vector of the same numbers have a larger length?",
            pointer="The length needs the sum of the squares.",
            edits=(("(grad**2).sum()", "(grad**2).mean()"),),
        ),
        Mistake(
            name="sizes-added",
            behaves_like="one that adds the sizes of all numbers instead of taking the length",
            question="How long is the vector (3, 4)?",
            pointer="The length is the root of the sum of the squares.",
            edits=(
                (
                    "np.sqrt(sum((grad**2).sum() for grad in grads.values()))",
                    "sum(np.abs(grad).sum() for grad in grads.values())",
                ),
            ),
        ),
        Mistake(
            name="norm-after-clipping",
            behaves_like="one that returns the norm after clipping",
            question="Which norm tells you how often training is clipped: the one before, or the one after?",
            pointer="The norm before clipping is asked for.",
            edits=(("grads.items()}, norm", "grads.items()}, norm * scale"),),
        ),
        Mistake(
            name="scale-returned",
            behaves_like="one that returns the factor instead of the norm",
            question="What is the second value that the exercise asks for?",
            pointer="The norm before clipping is asked for.",
            edits=(("grads.items()}, norm", "grads.items()}, scale"),),
        ),
        Mistake(
            name="limit-returned",
            behaves_like="one that returns the limit instead of the norm",
            question="What is the second value that the exercise asks for?",
            pointer="The norm before clipping is asked for.",
            edits=(("grads.items()}, norm", "grads.items()}, max_norm"),),
        ),
        Mistake(
            name="norm-not-clipped",
            behaves_like="one that measures the norm and returns the gradients as they are",
            question="Compute the norm of what you return. Is it at most the limit?",
            pointer="Which line of your function makes the long gradients shorter, and where does its result go?",
            edits=(("grad * scale", "grad"),),
        ),
        Mistake(
            name="epsilon",
            behaves_like="one that adds a small number to the norm before it divides",
            question="Can the norm be zero in the branch in which you divide by it?",
            pointer="A norm above the limit is never zero. Nothing needs to be added to it.",
            edits=(("max_norm / norm", "max_norm / (norm + 1e-6)"),),
            others=(whole.epsilon(1e-8), whole.epsilon(1e-7), whole.epsilon(1e-6), whole.epsilon(1e-5)),
        ),
        Mistake(
            name="zero-divided",
            behaves_like="one that divides zero by zero where all gradients are zero",
            question="What is the norm if all gradients are zero? What do you divide by it?",
            pointer="Divide where the norm is above the limit, and only there.",
            function=whole.zero_divided,
        ),
        Mistake(
            name="grads-changed-in-place",
            behaves_like="one that gives the right values and overwrites the caller's gradients",
            question="What do the caller's arrays hold after your function has returned?",
            pointer="`grad *= scale` and `grads[name] = ...` write into what the caller handed over. Make a new dict.",
            function=whole.arrays_changed,
            others=(whole.dict_changed,),
        ),
    ),
)
