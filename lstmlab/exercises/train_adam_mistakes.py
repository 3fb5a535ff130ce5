"""Known mistakes of exercise train.adam_step."""

import numpy as np

from lstmlab.exercises.specification import Mistake


def _means(grad, m, v, beta1, beta2):
    return beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2


def _corrected_returned(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = _means(grad, m, v, beta1, beta2)
    m, v = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m / (np.sqrt(v) + eps), m, v


def _correction_in_the_rate(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = _means(grad, m, v, beta1, beta2)
    return w - lr * np.sqrt(1 - beta2**t) / (1 - beta1**t) * m / (np.sqrt(v) + eps), m, v


def _old_means(w, grad, m, v, t, lr, beta1, beta2, eps):
    step = lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return (w - step, *_means(grad, m, v, beta1, beta2))


def _corrected_before(w, grad, m, v, t, lr, beta1, beta2, eps):
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    m, v = _means(grad, m_hat, v_hat, beta1, beta2)
    return w - lr * m / (np.sqrt(v) + eps), m, v


def _means_changed(w, grad, m, v, t, lr, beta1, beta2, eps):
    m *= beta1
    m += (1 - beta1) * grad
    v *= beta2
    v += (1 - beta2) * grad**2
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


def _weights_changed(w, grad, m, v, t, lr, beta1, beta2, eps):
    m, v = _means(grad, m, v, beta1, beta2)
    w -= lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, m, v


def _all_changed(w, grad, m, v, t, lr, beta1, beta2, eps):
    _, m, v = _means_changed(w, grad, m, v, t, lr, beta1, beta2, eps)
    w -= lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, m, v


_START = "At the first step m is (1 - beta1) times the gradient. What does your m_hat become?"
_COUNT = "With which number does t begin in this exercise?"
_EPS = "Where does the formula put eps, inside the root or after it?"

MISTAKES = (
    Mistake(
        name="no-correction",
        behaves_like="one that leaves out both corrections of the start",
        question=_START,
        pointer="t is an argument. Where does it stand in the formulas?",
        edits=(("m / (1 - beta1**t)", "m"), ("v / (1 - beta2**t)", "v")),
    ),
    Mistake(
        name="m-not-corrected",
        behaves_like="one that corrects v and leaves m as it is",
        question=_START,
        pointer="Both running means start at zero. Both are corrected.",
        edits=(("m / (1 - beta1**t)", "m"),),
    ),
    Mistake(
        name="v-not-corrected",
        behaves_like="one that corrects m and leaves v as it is",
        question="At the first step v is (1 - beta2) times the square. What does your v_hat become?",
        pointer="Both running means start at zero. Both are corrected.",
        edits=(("v / (1 - beta2**t)", "v"),),
    ),
    Mistake(
        name="t-from-zero",
        behaves_like="one that takes t for the number of steps made before: it uses t + 1",
        question=_COUNT,
        pointer="The first call gets t = 1. Nothing has to be added.",
        edits=(("beta1**t", "beta1 ** (t + 1)"), ("beta2**t", "beta2 ** (t + 1)")),
    ),
    Mistake(
        name="t-minus-one",
        behaves_like="one that uses t - 1, and divides by zero at the first step",
        question=_COUNT,
        pointer="What is 1 - beta**0?",
        edits=(("beta1**t", "beta1 ** (t - 1)"), ("beta2**t", "beta2 ** (t - 1)")),
    ),
    Mistake(
        name="power-left-out",
        behaves_like="one that divides by 1 - beta at every step, as if each were the first",
        question="After many steps the means know enough. Is your correction close to 1 by then?",
        pointer="beta is raised to a power.",
        edits=(("beta1**t", "beta1"), ("beta2**t", "beta2")),
    ),
    Mistake(
        name="product-for-power",
        behaves_like="one that multiplies beta by t",
        question="What is 1 - 0.9 * 3? Can that be right?",
        pointer="`**` is the power in Python.",
        edits=(("beta1**t", "beta1 * t"), ("beta2**t", "beta2 * t")),
    ),
    Mistake(
        name="corrected-returned",
        behaves_like="one that hands the corrected means on to the next step",
        question="The next call corrects m and v again. What becomes of numbers that are corrected twice?",
        pointer="m and v are returned as they are before the correction.",
        function=_corrected_returned,
    ),
    Mistake(
        name="corrected-before",
        behaves_like="one that corrects m and v first and brings them up to date afterwards",
        question="In which order do the four formulas stand?",
        pointer="First the new gradient goes into the means, then the correction.",
        function=_corrected_before,
    ),
    Mistake(
        name="correction-in-the-rate",
        behaves_like="one that moves both corrections into the rate: eps then stands beside another root",
        question="Set eps to 0.1. Which root stands beside it in your line, that of v or of v_hat?",
        pointer="The short form of many libraries differs by this: it needs another eps.",
        function=_correction_in_the_rate,
    ),
    Mistake(
        name="root-before-correction",
        behaves_like="one that takes the root of v and corrects it afterwards, without the root of the correction",
        question="The root of a fraction: which parts of it have a root?",
        pointer="Correct first, take the root then.",
        edits=(("v / (1 - beta2**t)", "(np.sqrt(v) / (1 - beta2**t)) ** 2"),),
    ),
    Mistake(
        name="eps-inside-the-root",
        behaves_like="one that adds eps inside the root",
        question=_EPS,
        pointer="Here eps is added after the root has been taken.",
        edits=(("np.sqrt(v_hat) + eps", "np.sqrt(v_hat + eps)"),),
    ),
    Mistake(
        name="eps-left-out",
        behaves_like="one that leaves eps out",
        question="A weight that never had a gradient: what is divided by what?",
        pointer="eps is an argument. Where does it stand in the formula?",
        edits=(("(np.sqrt(v_hat) + eps)", "np.sqrt(v_hat)"),),
    ),
    Mistake(
        name="eps-outside-the-fraction",
        behaves_like="one whose division comes before eps is added",
        question="In which order does Python compute `a / b + eps`?",
        pointer="Brackets are needed below the fraction bar.",
        edits=(("(np.sqrt(v_hat) + eps)", "np.sqrt(v_hat) + eps"),),
    ),
    Mistake(
        name="betas-exchanged",
        behaves_like="one that takes beta1 for v and beta2 for m",
        question="Which of the two means is the slow one?",
        pointer="beta1 belongs to m, beta2 to v, in the means and in the corrections.",
        edits=(
            ("beta1 * m + (1 - beta1)", "beta2 * m + (1 - beta2)"),
            ("beta2 * v + (1 - beta2)", "beta1 * v + (1 - beta1)"),
            ("beta1**t", "beta2**t"),
            ("beta2**t", "beta1**t"),
        ),
    ),
    Mistake(
        name="corrections-exchanged",
        behaves_like="one that corrects m with beta2 and v with beta1",
        question="Which beta was used in each of the means?",
        pointer="The correction of a mean uses the beta of that mean.",
        edits=(("beta1**t", "beta2**t"), ("beta2**t", "beta1**t")),
    ),
    Mistake(
        name="root-left-out",
        behaves_like="one that divides by v_hat without its root",
        question="Make every gradient ten times as large at the first step. Does your step change?",
        pointer="v holds squares. The step is divided by a size.",
        edits=(("np.sqrt(v_hat)", "v_hat"),),
    ),
    Mistake(
        name="not-squared",
        behaves_like="one whose v is the mean of the gradients, not of their squares",
        question="Can your v be negative?",
        pointer="v is the running mean of squares.",
        edits=(("grad**2", "grad"),),
    ),
    Mistake(
        name="square-of-m",
        behaves_like="one whose v takes the square of m instead of the gradient's",
        question="Which number is squared in the second formula?",
        pointer="If the line before has changed m, squaring m is another thing than squaring the gradient.",
        edits=(("grad**2", "m**2"),),
    ),
    Mistake(
        name="gradient-instead-of-m",
        behaves_like="RMSProp with a correction: the step uses the gradient, not its running mean",
        question="What is m for, if the step does not use it?",
        pointer="Which of grad, m and m_hat stands above the fraction bar?",
        edits=(("lr * m_hat", "lr * grad"),),
    ),
    Mistake(
        name="whole-gradient-added",
        behaves_like="one that leaves (1 - beta) out of both means",
        question="With a constant gradient of 1, does your m tend to 1?",
        pointer="The two factors of a running mean add up to 1.",
        edits=(("(1 - beta1) * grad\n", "grad\n"), ("(1 - beta2) * grad**2", "grad**2")),
    ),
    Mistake(
        name="factors-exchanged",
        behaves_like="one that keeps 1 - beta of the old means",
        question="With beta1 = 0.9, how much of the old m is kept?",
        pointer="beta is what stays, not what goes.",
        edits=(
            ("beta1 * m + (1 - beta1) * grad\n", "(1 - beta1) * m + beta1 * grad\n"),
            ("beta2 * v + (1 - beta2) * grad**2", "(1 - beta2) * v + beta2 * grad**2"),
        ),
    ),
    Mistake(
        name="old-means",
        behaves_like="one that makes the step with the means from before this gradient",
        question="The first step: m is zero before it. Does w move?",
        pointer="The means are brought up to date first.",
        function=_old_means,
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
        edits=(("lr * m_hat", "m_hat"),),
    ),
    Mistake(
        name="m-and-v-exchanged",
        behaves_like="one that returns v before m",
        question="In which order does the exercise name what it asks for?",
        pointer="Look at what stands after `return`.",
        edits=((" + eps), m, v", " + eps), v, m"),),
    ),
    Mistake(
        name="means-changed-in-place",
        behaves_like="one that gives the right values and overwrites the caller's m and v",
        question="What do the caller's m and v hold after your function has returned?",
        pointer="`m *= beta1` writes into the caller's array. `m = beta1 * m + ...` makes a new one.",
        function=_means_changed,
        others=(_all_changed,),
    ),
    Mistake(
        name="weights-changed-in-place",
        behaves_like="one that gives the right values and overwrites the caller's weights",
        question="What does the caller's w hold after your function has returned?",
        pointer="`w -= ...` writes into the caller's array. `w - ...` makes a new one.",
        function=_weights_changed,
    ),
)
