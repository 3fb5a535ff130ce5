"""The known mistakes of exercise ffnn.softmax_cross_entropy."""

from functools import partial

import numpy as np

from lstmlab.exercises.specification import Mistake


def _log_of_p(softmax, logits, labels):
    rows = np.arange(len(labels))
    p = softmax(logits)
    loss = -np.log(p[rows, labels]).mean()
    p[rows, labels] -= 1
    return loss, p / len(labels)


def _log_of_p_times_one_hot(softmax, logits, labels):
    p, y = softmax(logits), np.eye(logits.shape[1])[labels]
    return -(y * np.log(p)).sum(axis=1).mean(), (p - y) / len(labels)


def _softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _softmax_without_shift(logits):
    e = np.exp(logits)
    return e / e.sum(axis=1, keepdims=True)


def _softmax_with_one_shift(logits):
    e = np.exp(logits - logits.max())
    return e / e.sum(axis=1, keepdims=True)


def _log_of_at_least(epsilon):
    def softmax_cross_entropy(logits, labels):
        rows = np.arange(len(labels))
        p = _softmax(logits)
        loss = -np.log(np.maximum(p[rows, labels], epsilon)).mean()
        p[rows, labels] -= 1
        return loss, p / len(labels)

    return softmax_cross_entropy


def _log_with_epsilon(epsilon):
    def softmax_cross_entropy(logits, labels):
        rows = np.arange(len(labels))
        p = _softmax(logits)
        loss = -np.log(p[rows, labels] + epsilon).mean()
        p[rows, labels] -= 1
        return loss, p / len(labels)

    return softmax_cross_entropy


def _changed_before_log(logits, labels):
    rows = np.arange(len(labels))
    p = _softmax(logits)
    dlogits = p
    dlogits[rows, labels] -= 1
    return -np.log(p[rows, labels]).mean(), dlogits / len(labels)


def _binary(logits, labels):
    p = _softmax(logits)
    y = np.eye(logits.shape[1])[labels]
    losses = -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum(axis=1)
    return losses.mean(), (p - y) / len(labels)


def _squared_error(logits, labels):
    p = _softmax(logits)
    y = np.eye(logits.shape[1])[labels]
    return ((p - y) ** 2).sum(axis=1).mean(), (p - y) / len(labels)


# What people add, or clip to, so that no log is taken of 0.
_TINY = (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16, 1e-20, float(np.finfo(np.float64).eps))
_STABLE_QUESTION = "What is np.exp(1000)? And what comes out if that is divided by itself?"

MISTAKES = (
    Mistake(
        name="no-max-shift",
        behaves_like="one that takes exp of the logits as they are",
        question=_STABLE_QUESTION,
        pointer="Softmax stays the same if one number is taken from all logits of a row. "
        "Choose it so that no exp overflows.",
        edits=(("logits - logits.max(axis=1, keepdims=True)", "logits"),),
        others=(partial(_log_of_p, _softmax_without_shift), partial(_log_of_p_times_one_hot, _softmax_without_shift)),
    ),
    Mistake(
        name="one-shift-for-all",
        behaves_like="one that shifts all rows by the same maximum, that of the whole array",
        question="One row holds 1000, the next only small numbers. What is left of the second row after your shift?",
        pointer="Each row needs a maximum of its own: look at the axis of max.",
        edits=(("logits.max(axis=1, keepdims=True)", "logits.max()"),),
        others=(partial(_log_of_p, _softmax_with_one_shift), partial(_log_of_p_times_one_hot, _softmax_with_one_shift)),
    ),
    Mistake(
        name="shift-by-column",
        behaves_like="one that takes the maximum of each column from the logits, not that of each row",
        question="By what may the logits of one row be shifted without changing its softmax?",
        pointer="The same number for the whole row: look at the axis of max.",
        edits=(("logits.max(axis=1, keepdims=True)", "logits.max(axis=0, keepdims=True)"),),
    ),
    Mistake(
        name="log-of-underflow",
        behaves_like="one that takes the log of a probability that has become exactly 0",
        question="With logits 1000 and 0 the second probability is about exp(-1000). "
        "What does the computer make of it, and of its log?",
        pointer="Work with log p: write the log of the fraction as a difference before any exp is taken of it.",
        function=partial(_log_of_p, _softmax),
        others=(partial(_log_of_p_times_one_hot, _softmax),),
    ),
    Mistake(
        name="log-with-epsilon",
        behaves_like="one that adds a tiny number to the probability before the log, or clips it there",
        question="With logits 1000 and 0 the loss of the second class is 1000. Can a log of 1e-12 give that?",
        pointer="A tiny number hides the 0 and changes the loss. Write the log of the fraction as a difference.",
        function=_log_with_epsilon(1e-12),
        others=(
            *(_log_with_epsilon(epsilon) for epsilon in _TINY if epsilon != 1e-12),
            *(_log_of_at_least(epsilon) for epsilon in _TINY),
        ),
    ),
    Mistake(
        name="p-changed-in-place",
        behaves_like="one that subtracts the 1 from p in place and then takes the log of what is left",
        question="After `dlogits = p`, how many arrays are there: one or two?",
        pointer="Compute the loss before you change p, or change a copy.",
        function=_changed_before_log,
    ),
    Mistake(
        name="softmax-over-the-batch",
        behaves_like="one whose softmax runs over the rows of the batch instead of the classes",
        question="Which of your probabilities add up to 1: those of a row, or those of a column?",
        pointer="Look at the axis of the sum, and of max.",
        edits=(
            ("logits.max(axis=1, keepdims=True)", "logits.max(axis=0, keepdims=True)"),
            ("np.exp(shifted).sum(axis=1, keepdims=True)", "np.exp(shifted).sum(axis=0, keepdims=True)"),
        ),
    ),
    Mistake(
        name="total-of-column",
        behaves_like="one that divides by the sum of each column instead of each row",
        question="Which of your probabilities add up to 1?",
        pointer="Look at the axis of the sum.",
        edits=(("np.exp(shifted).sum(axis=1, keepdims=True)", "np.exp(shifted).sum(axis=0, keepdims=True)"),),
    ),
    Mistake(
        name="softmax-over-everything",
        behaves_like="one that divides by the sum over the whole array, all rows together",
        question="Do the probabilities of one row add up to 1?",
        pointer="The sum has no axis yet.",
        edits=(("np.exp(shifted).sum(axis=1, keepdims=True)", "np.exp(shifted).sum()"),),
    ),
    Mistake(
        name="labels-as-columns",
        behaves_like="one that indexes with [:, labels], which takes whole columns",
        question="What is the shape of p[:, labels]? How many numbers did you want, one a row?",
        pointer="To take one entry from each row, give NumPy the row numbers too.",
        edits=(("log_p[rows, labels]", "log_p[:, labels]"), ("dlogits[rows, labels]", "dlogits[:, labels]")),
    ),
    Mistake(
        name="gradient-in-columns",
        behaves_like="one that subtracts 1 from whole columns of the gradient: [:, labels]",
        question="In how many places of each row should a 1 be subtracted?",
        pointer="To change one entry in each row, give NumPy the row numbers too.",
        edits=(("dlogits[rows, labels]", "dlogits[:, labels]"),),
    ),
    Mistake(
        name="loss-over-columns",
        behaves_like="one that averages whole columns of log p: [:, labels]",
        question="What is the shape of log_p[:, labels]? How many numbers did you want, one a row?",
        pointer="To take one entry from each row, give NumPy the row numbers too.",
        edits=(("log_p[rows, labels]", "log_p[:, labels]"),),
    ),
    Mistake(
        name="summed-gradient",
        behaves_like="one that averages the loss over the rows and sums the gradient",
        question="If the loss is a mean over N rows, how much does one row's logit change it?",
        pointer="Whatever stands in front of the loss stands in front of its gradient.",
        edits=((" / len(labels)", ""),),
    ),
    Mistake(
        name="summed-loss",
        behaves_like="one that sums the loss over the rows and averages the gradient",
        question="Would your loss double if every row came twice?",
        pointer="The loss is a mean over the rows.",
        edits=((".mean()", ".sum()"),),
    ),
    Mistake(
        name="all-summed",
        behaves_like="one that sums over the rows, in the loss and in the gradient, where the mean belongs",
        question="Would your loss double if every row came twice?",
        pointer="The exercise asks for the mean over the N rows, and the gradient of that.",
        edits=((".mean()", ".sum()"), (" / len(labels)", "")),
    ),
    Mistake(
        name="mean-over-classes-too",
        behaves_like="one that averages the loss over all N times K numbers",
        question="Each row has one label. Over how many numbers is the mean?",
        pointer="The zeros of a one-hot array do not count: divide by the number of rows.",
        edits=((".mean()", ".mean() / logits.shape[1]"),),
    ),
    Mistake(
        name="all-over-classes-too",
        behaves_like="one that divides loss and gradient by N times K instead of N",
        question="Each row has one label. Over how many numbers is the mean?",
        pointer="The zeros of a one-hot array do not count: divide by the number of rows.",
        edits=((".mean()", ".mean() / logits.shape[1]"), ("/ len(labels)", "/ logits.size")),
    ),
    Mistake(
        name="gradient-over-classes",
        behaves_like="one that divides the gradient by the number of classes instead of rows",
        question="The mean of the loss runs over which letter: N or K?",
        pointer="Look at what you divide the gradient by.",
        edits=(("/ len(labels)", "/ logits.shape[1]"),),
    ),
    Mistake(
        name="loss-sign",
        behaves_like="one that leaves out the minus sign of the loss",
        question="Is the log of a probability positive or negative? And a loss?",
        pointer="The loss falls towards 0 as the right class gets more probable.",
        edits=(("-log_p[rows", "log_p[rows"),),
    ),
    Mistake(
        name="gradient-sign",
        behaves_like="one that returns y - p where p - y belongs",
        question="The logit of the right class goes up. Does the loss go up or down? "
        "And what sign does your gradient have there?",
        pointer="Look at which of the two is subtracted from the other.",
        edits=(("dlogits / len(labels)", "-dlogits / len(labels)"),),
    ),
    Mistake(
        name="derivative-again",
        behaves_like="one that multiplies p - y by p (1 - p) once more",
        question="p - y is the gradient with respect to what: the probabilities or the logits?",
        pointer="The derivative of softmax is inside p - y already.",
        edits=(
            (
                "dlogits[rows, labels] -= 1",
                "dlogits[rows, labels] -= 1\n    dlogits *= np.exp(log_p) * (1 - np.exp(log_p))",
            ),
        ),
    ),
    Mistake(
        name="one-not-subtracted",
        behaves_like="one that returns p / N: the probabilities without the 1 taken off at the label",
        question="Do the numbers of one row of the gradient add up to 0?",
        pointer="The gradient is p - y. Where does y enter?",
        edits=(("-= 1", "-= 0"),),
    ),
    Mistake(
        name="gradient-of-p",
        behaves_like="one that returns -1/p at the label: the gradient with respect to p, not to the logits",
        question="Which variable is changed a little: the probability or the logit? Do all logits of a row matter?",
        pointer="Send the gradient through softmax as well. Something very short comes out.",
        edits=(
            (
                "dlogits[rows, labels] -= 1",
                "dlogits = np.zeros_like(log_p)\n    dlogits[rows, labels] = -np.exp(-log_p[rows, labels])",
            ),
        ),
    ),
    Mistake(
        name="log-base-2",
        behaves_like="one that takes logarithms to the base 2 in the loss",
        question="Which logarithm undoes np.exp?",
        pointer="Look at the name of the log function.",
        edits=((".mean()", ".mean() / np.log(2)"),),
    ),
    Mistake(
        name="log-base-10",
        behaves_like="one that takes logarithms to the base 10 in the loss",
        question="Which logarithm undoes np.exp?",
        pointer="Look at the name of the log function.",
        edits=((".mean()", ".mean() / np.log(10)"),),
    ),
    Mistake(
        name="binary-cross-entropy",
        behaves_like="one whose loss also adds log(1 - p) for the classes that are not the label",
        question="How many terms of the sum over the classes are left when y is one-hot?",
        pointer="With softmax the other classes are punished through the sum already.",
        function=_binary,
    ),
    Mistake(
        name="squared-error",
        behaves_like="one that returns the squared difference of p and y as the loss",
        question="What is the loss if the right class has probability 0? Should it stay below 2?",
        pointer="Cross-entropy is made with a logarithm.",
        function=_squared_error,
    ),
)
