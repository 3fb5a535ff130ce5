"""Exercise train.rmsprop_step: AdaGrad that forgets."""

import numpy as np

from lstmlab.exercises.specification import Exercise, Mistake
from lstmlab.exercises.train_adaptive import SHARED, cases


def rmsprop_step(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay) * grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


def _old_acc(w, grad, acc, lr, decay, eps):
    return w - lr * grad / (np.sqrt(acc) + eps), decay * acc + (1 - decay) * grad**2


def _corrected(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay) * grad**2
    return w - lr * grad / (np.sqrt(acc / (1 - decay)) + eps), acc


def _acc_changed(w, grad, acc, lr, decay, eps):
    acc *= decay
    acc += (1 - decay) * grad**2
    return w - lr * grad / (np.sqrt(acc) + eps), acc


def _weights_changed(w, grad, acc, lr, decay, eps):
    acc = decay * acc + (1 - decay) * grad**2
    w -= lr * grad / (np.sqrt(acc) + eps)
    return w, acc


def _both_changed(w, grad, acc, lr, decay, eps):
    acc *= decay
    acc += (1 - decay) * grad**2
    w -= lr * grad / (np.sqrt(acc) + eps)
    return w, acc


def _cases(rng):
    yield from cases(rng, decay=(0.7, 0.95))


EXERCISE = Exercise(
    name="train.rmsprop_step",
    title="One step of RMSProp",
    chapter=8,
    points=1,
    section=("training-optimisers", "From SGD to Adam"),
    arguments={"w": None, "grad": None, "acc": None, "lr": None, "decay": None, "eps": None},
    returns=(("w", None), ("acc", None)),
    cases=_cases,
    worked=rmsprop_step,
    tested="matrices and vectors, a first step, gradients of zero, large and tiny eps, two decays, float64 and float32",
    mistakes=(
        Mistake(
            name="adagrad",
            behaves_like="AdaGrad: the squares are added up and nothing fades",
            question="With a constant gradient of 1, does your acc stay near 1, or grow without end?",
            pointer="A running mean has two factors, which add up to 1.",
            edits=(("decay * acc + (1 - decay) * grad**2", "acc + grad**2"),),
        ),
        Mistake(
            name="sum-that-fades",
            behaves_like="one that adds the whole new square: a sum that fades, not a mean",
            question="With a constant gradient of 1, does your acc tend to 1?",
            pointer="The two factors of a running mean add up to 1.",
            edits=((" + (1 - decay) * grad**2", " + grad**2"),),
        ),
        Mistake(
            name="nothing-fades",
            behaves_like="one that adds the scaled square to an acc that does not fade",
            question="With a constant gradient of 1, does your acc stay near 1, or grow without end?",
            pointer="The two factors of a running mean add up to 1.",
            edits=(("decay * acc", "acc"),),
        ),
        Mistake(
            name="factors-exchanged",
            behaves_like="one that keeps 1 - decay of the old mean",
            question="With decay = 0.95, how much of the old mean is kept?",
            pointer="decay is what stays, not what goes.",
            edits=(("decay * acc + (1 - decay) * grad**2", "(1 - decay) * acc + decay * grad**2"),),
        ),
        Mistake(
            name="acc-forgotten",
            behaves_like="one that keeps nothing of the earlier gradients",
            question="What remains of the earlier gradients after your step?",
            pointer="A running mean has two terms.",
            edits=(("decay * acc + ", ""),),
        ),
        Mistake(
            name="not-squared",
            behaves_like="one that takes the running mean of the gradients themselves",
            question="Gradients of 1 and -1 in turn: what does your mean say about their size?",
            pointer="RMS: the root of the mean of the squares.",
            edits=(("grad**2", "grad"),),
        ),
        Mistake(
            name="sizes",
            behaves_like="one that takes the running mean of the sizes instead of the squares",
            question="What do the three letters RMS stand for?",
            pointer="The root of the mean of the squares.",
            edits=(("grad**2", "np.abs(grad)"),),
        ),
        Mistake(
            name="factor-squared-too",
            behaves_like="one that squares (1 - decay) together with the gradient",
            question="In which order does Python compute your power and your product?",
            pointer="`**` comes before `*`; look for brackets that should not be there.",
            edits=(("(1 - decay) * grad**2", "((1 - decay) * grad) ** 2"),),
        ),
        Mistake(
            name="mean-over-the-weights",
            behaves_like="one that takes the mean of the squares over all weights",
            question="A running mean: over what does it go, over the weights or over the steps?",
            pointer="Each weight has a running mean of its own.",
            edits=(("grad**2", "np.mean(grad**2)"),),
        ),
        Mistake(
            name="decay-on-both",
            behaves_like="one that multiplies both terms by decay",
            question="With a constant gradient of 1, does your acc tend to 1?",
            pointer="The two factors of a running mean add up to 1.",
            edits=(("decay * acc + (1 - decay) * grad**2", "decay * (acc + grad**2)"),),
        ),
        Mistake(
            name="brackets-left-out",
            behaves_like="one that computes 1 - decay * g**2: the product comes before the difference",
            question="In which order does Python compute `1 - decay * g**2`?",
            pointer="Brackets are needed around 1 - decay alone.",
            edits=(("(1 - decay) * grad**2", "(1 - decay * grad**2)"),),
        ),
        Mistake(
            name="old-acc",
            behaves_like="one that divides by the mean from before this gradient",
            question="The first step, nothing accumulated: what is divided by what?",
            pointer="The mean is brought up to date first.",
            function=_old_acc,
        ),
        Mistake(
            name="corrected-like-adam",
            behaves_like="one that divides the mean by 1 - decay, as Adam does at its first step",
            question="Which of the optimisers corrects the start of its running mean?",
            pointer="RMSProp uses the mean as it is.",
            function=_corrected,
        ),
        *SHARED,
        Mistake(
            name="acc-changed-in-place",
            behaves_like="one that gives the right values and overwrites the caller's acc",
            question="What does the caller's acc hold after your function has returned?",
            pointer="`acc *= decay` writes into the caller's array. `acc = decay * acc + ...` makes a new one.",
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
