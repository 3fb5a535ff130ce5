"""Parts of the exercises train.adagrad_step and train.rmsprop_step, which differ in one line."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Mistake


def cases(rng, **options):
    """Inputs of both; options: further arguments between lr and eps, by name, two values each."""

    def case(label, *shape, eps=1e-8, lr=0.3, which=0, dtype=np.float64, **given):
        inputs = {"w": numbers(rng, *shape, dtype=dtype), "grad": numbers(rng, *shape, dtype=dtype)}
        inputs["acc"] = np.abs(numbers(rng, *shape, dtype=dtype))
        middle = {name: values[which] for name, values in options.items()}
        return Case({**inputs, **given, "lr": lr, **middle, "eps": eps}, label)

    yield case("random numbers, and an eps that shows", 4, 3, eps=0.1)
    yield case("float32 numbers", 3, 5, eps=0.01, dtype=np.float32)
    yield case("a vector of weights, a tiny eps", 6, lr=0.7, which=1)
    yield case("the first step, with nothing accumulated yet", 3, 2, acc=np.zeros((3, 2)), eps=0.05)
    yield case("gradients of zero that never were anything else", 3, acc=np.zeros(3), grad=np.zeros(3))
    yield case("a gradient of zero after others", 2, 4, grad=np.zeros((2, 4)), which=1)
    yield case("a single weight", 1, eps=0.2, lr=0.05, which=1)


_EPS = "What keeps your fraction from 0 / 0, and where does the formula put it?"
_UNIT = "Make every gradient ten times as large, with nothing accumulated and a tiny eps. Does your step change?"

SHARED = (
    Mistake(
        name="eps-inside-the-root",
        behaves_like="one that adds eps inside the root",
        question=_EPS,
        pointer="Here eps is added after the root has been taken.",
        edits=(("np.sqrt(acc) + eps", "np.sqrt(acc + eps)"),),
    ),
    Mistake(
        name="eps-squared-inside-the-root",
        behaves_like="one that adds the square of eps inside the root",
        question=_EPS,
        pointer="Here eps is added after the root has been taken.",
        edits=(("np.sqrt(acc) + eps", "np.sqrt(acc + eps**2)"),),
    ),
    Mistake(
        name="eps-left-out",
        behaves_like="one that leaves eps out",
        question="A weight that never had a gradient: what is divided by what?",
        pointer="eps is an argument. Where does it stand in the formula?",
        edits=(("(np.sqrt(acc) + eps)", "np.sqrt(acc)"),),
    ),
    Mistake(
        name="eps-outside-the-fraction",
        behaves_like="one whose division comes before eps is added",
        question="In which order does Python compute `a / b + eps`?",
        pointer="Brackets are needed below the fraction bar.",
        edits=(("(np.sqrt(acc) + eps)", "np.sqrt(acc) + eps"),),
    ),
    Mistake(
        name="eps-as-a-minimum",
        behaves_like="one that takes the larger of the root and eps",
        question=_EPS,
        pointer="eps is added, whatever the root is.",
        edits=(("(np.sqrt(acc) + eps)", "np.maximum(np.sqrt(acc), eps)"),),
    ),
    Mistake(
        name="root-left-out",
        behaves_like="one that divides by the accumulated squares without their root",
        question=_UNIT,
        pointer="What is accumulated are squares. The step is divided by a size.",
        edits=(("np.sqrt(acc)", "acc"),),
    ),
    Mistake(
        name="not-divided",
        behaves_like="one that makes the plain step, and accumulates for nobody",
        question=_UNIT,
        pointer="What happens with acc after it has been brought up to date?",
        edits=((" / (np.sqrt(acc) + eps)", ""),),
    ),
    Mistake(
        name="multiplied",
        behaves_like="one that multiplies by the root",
        question="Should a weight that has seen large gradients make larger or smaller steps?",
        pointer="The accumulated gradients stand below the fraction bar.",
        edits=(("grad / (np.sqrt(acc) + eps)", "grad * (np.sqrt(acc) + eps)"),),
    ),
    Mistake(
        name="uphill",
        behaves_like="one that adds the step instead of subtracting it",
        question="A positive gradient: does the loss grow or fall when w grows?",
        pointer="The step goes against the gradient.",
        edits=(("w - lr", "w + lr"),),
    ),
    Mistake(
        name="rate-left-out",
        behaves_like="one that leaves lr out",
        question="Change lr and nothing else. Does your result change?",
        pointer="How long is a step of one?",
        edits=(("lr * grad", "grad"),),
    ),
    Mistake(
        name="sign-only",
        behaves_like="one that makes every step lr long: only the sign of the gradient is left",
        question="Which gradients are in the size that you divide by: this one, or all of them?",
        pointer="Divide by the root of what was accumulated, not of this gradient's square.",
        edits=(("np.sqrt(acc)", "np.abs(grad)"),),
    ),
    Mistake(
        name="gradient-left-out",
        behaves_like="one that leaves the gradient out of the step: every weight goes down",
        question="The gradient is zero. How far should w move?",
        pointer="The gradient stands above the fraction bar, with lr.",
        edits=(("lr * grad", "lr"),),
    ),
    Mistake(
        name="eps-accumulated",
        behaves_like="one that adds eps to acc itself, under the root and for good",
        question="Which number does the first formula add to acc? Is eps in it?",
        pointer="eps belongs to the second formula: it is added to the root.",
        edits=(("grad**2", "grad**2 + eps"), ("np.sqrt(acc) + eps", "np.sqrt(acc)")),
    ),
    Mistake(
        name="squares-of-all-weights",
        behaves_like="one that adds the squares of all gradients to the acc of every weight",
        question="Should a weight with small gradients pay for another weight's large ones?",
        pointer="Each weight has a number of its own in acc. Nothing is summed over the weights.",
        edits=(("grad**2", "np.sum(grad**2)"),),
    ),
    Mistake(
        name="one-size-for-all",
        behaves_like="one that divides all weights by one number, made of the sum over all of them",
        question="Should a weight with small gradients pay for another weight's large ones?",
        pointer="Each weight has a number of its own in acc. Nothing is summed over the weights.",
        edits=(("np.sqrt(acc)", "np.sqrt(acc.sum())"),),
    ),
    Mistake(
        name="root-returned",
        behaves_like="one that returns the root of acc, so that the next step takes the root of a root",
        question="What does the next call expect to be given as acc?",
        pointer="acc holds squares. The root belongs to the step alone.",
        edits=((" + eps), acc", " + eps), np.sqrt(acc)"),),
    ),
    Mistake(
        name="acc-first",
        behaves_like="one that returns acc before w",
        question="In which order does the exercise name what it asks for?",
        pointer="Look at what stands after `return`.",
        edits=(
            ("return w - lr * grad / (np.sqrt(acc) + eps), acc", "return acc, w - lr * grad / (np.sqrt(acc) + eps)"),
        ),
    ),
    Mistake(
        name="acc-not-returned",
        behaves_like="one that returns the gradient in place of acc",
        question="What does the next call need in order to go on?",
        pointer="Look at what stands after `return`.",
        edits=((" + eps), acc", " + eps), grad"),),
    ),
)
