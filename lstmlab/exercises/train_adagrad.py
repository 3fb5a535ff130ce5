"""Exercise train.adagrad_step: each weight's rate falls with all the gradients that it has seen."""

import numpy as np

from lstmlab.exercises.specification import Exercise, Mistake
from lstmlab.exercises.train_adaptive import SHARED, cases


def adagrad_step(w, grad, acc, lr, eps):
    acc = acc + grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


def _old_acc(w, grad, acc, lr, eps):
    return w - lr * grad / (np.sqrt(acc) + eps), acc + grad**2


def _acc_changed(w, grad, acc, lr, eps):
    acc += grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


def _weights_changed(w, grad, acc, lr, eps):
    acc = acc + grad**2
    w -= lr * grad / (np.sqrt(acc) + eps)
    return w, acc


def _both_changed(w, grad, acc, lr, eps):
    acc += grad**2
    w -= lr * grad / (np.sqrt(acc) + eps)
    return w, acc


def _decayed(decay):
    def adagrad_step(w, grad, acc, lr, eps):
        acc = decay * acc + (1 - decay) * grad**2
        return w - lr * grad / (np.sqrt(acc) + eps), acc

    return adagrad_step


EXERCISE = Exercise(
    name="train.adagrad_step",
    title="One step of AdaGrad",
    chapter=8,
    points=1,
    section=("training-optimisers", "From SGD to Adam"),
    arguments={"w": None, "grad": None, "acc": None, "lr": None, "eps": None},
    returns=(("w", None), ("acc", None)),
    cases=cases,
    worked=adagrad_step,
    tested="matrices and vectors, a first step, gradients of zero, large and tiny eps, float64 and float32",
    mistakes=(
        Mistake(
            name="decayed",
            behaves_like="RMSProp with a decay of its own: what was accumulated fades",
            question="What happens to the accumulated squares when the gradient is zero?",
            pointer="AdaGrad forgets nothing: it is a sum.",
            function=_decayed(0.9),
            others=(_decayed(0.99), _decayed(0.5), _decayed(0.95), _decayed(0.999)),
        ),
        Mistake(
            name="acc-forgotten",
            behaves_like="one that accumulates nothing: acc is the square of this gradient",
            question="What remains of the earlier gradients after your step?",
            pointer="`=` replaces. What has to be kept?",
            edits=(("acc + grad**2", "grad**2"),),
        ),
        Mistake(
            name="not-squared",
            behaves_like="one that accumulates the gradients themselves",
            question="Two gradients of 1 and -1: what has been accumulated after both?",
            pointer="What is accumulated never falls.",
            edits=(("grad**2", "grad"),),
        ),
        Mistake(
            name="sizes-added",
            behaves_like="one that accumulates the sizes of the gradients instead of their squares",
            question="Under the root: squares, or sizes?",
            pointer="Squares are added, and the root is taken of their sum.",
            edits=(("grad**2", "np.abs(grad)"),),
        ),
        Mistake(
            name="old-acc",
            behaves_like="one that divides by what was accumulated before this gradient",
            question="The first step, nothing accumulated: what is divided by what?",
            pointer="This gradient's square is added first.",
            function=_old_acc,
        ),
        *SHARED,
        Mistake(
            name="acc-changed-in-place",
            behaves_like="one that gives the right values and overwrites the caller's acc",
            question="What does the caller's acc hold after your function has returned?",
            pointer="`acc += ...` writes into the caller's array. `acc = acc + ...` makes a new one.",
            function=_acc_changed,
            others=(_both_changed,),
        ),
        Mistake(
            name="weights-changed-in-place",
            behaves_like="one that gives the right values and overwrites the caller's weights",
            question="What does the caller's w hold after your function has returned?",
            pointer="`w -= ...` writes into the caller's array. `w - ...` makes a new one.",
            function=_weights_changed,
        ),
    ),
)
