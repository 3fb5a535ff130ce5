"""ffnn.softmax_cross_entropy: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers, changed

ANSWERS = Answers("ffnn.softmax_cross_entropy")
right, wrong = ANSWERS.right, ANSWERS.wrong


def loss_with_one_hot(logits, labels):
    y = np.eye(logits.shape[1])[labels]
    z = logits - np.max(logits, axis=-1, keepdims=True)
    p = np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True)
    loss = np.mean(np.log(np.sum(np.exp(z), axis=-1)) - np.sum(y * z, axis=-1))
    return loss, (p - y) / len(logits)


def loss_with_logaddexp(logits, labels):
    n = len(logits)
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    d = np.exp(log_p)
    for k in range(n):
        d[k, labels[k]] -= 1
    return -sum(log_p[k, labels[k]] for k in range(n)) / n, d / n


right(loss_with_one_hot)


right(loss_with_logaddexp)


@right
def loss_row_by_row(logits, labels):
    total, rows = 0.0, []
    for row, label in zip(logits, labels, strict=True):
        row = row - row.max()
        log_sum = np.log(np.exp(row).sum())
        total += log_sum - row[label]
        grad = np.exp(row - log_sum)
        grad[label] -= 1
        rows.append(grad / len(labels))
    return total / len(labels), rows


@right
def loss_with_take_along_axis(logits, labels):
    top = np.amax(logits, axis=1)[:, None]
    log_sum = top + np.log(np.exp(logits - top).sum(1)[:, None])
    picked = np.take_along_axis(logits - log_sum, labels[:, None], axis=1)
    p = np.exp(logits - log_sum)
    np.put_along_axis(p, labels[:, None], np.take_along_axis(p, labels[:, None], axis=1) - 1, axis=1)
    return (-picked.mean(), p / picked.size)


@right
def loss_with_transposed_logits(logits, labels):
    z = logits.T - logits.T.max(axis=0)
    log_p = z - np.log(np.exp(z).sum(axis=0))
    loss = -np.mean(log_p[labels, np.arange(labels.size)])
    y = (np.arange(logits.shape[1])[:, None] == labels).astype(float)
    return loss, ((np.exp(log_p) - y) / labels.size).T


@right
def loss_as_an_array_of_no_axis(logits, labels):
    loss, d = loss_with_one_hot(logits.copy(), labels)
    return np.array(loss), d


@right
def loss_in_float32(logits, labels):
    loss, d = loss_with_one_hot(logits, labels)
    return np.float32(loss), d.astype(np.float32)


@right
def loss_as_a_list(logits, labels):
    loss, d = loss_with_logaddexp(logits, labels)
    return [float(loss), d.tolist()]


@right
def by_places(logits, labels):
    n = np.arange(len(labels))
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[n, labels].mean()
    d = np.exp(log_p)
    d[n, labels] -= 1
    return loss, d / len(n)


@wrong("no-max-shift", says="1000")
def _(logits, labels):
    n = len(labels)
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(n), labels]).mean()
    d = p.copy()
    d[np.arange(n), labels] -= 1
    return loss, d / n


@wrong("log-of-underflow")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return -np.mean(np.log(p[np.arange(len(p)), labels])), (p - y) / len(p)


@wrong("log-of-underflow", says=("1000", "nan"))
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return -np.mean(np.sum(y * np.log(p), axis=1)), (p - y) / len(p)


@wrong("log-with-epsilon")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return -np.sum(y * np.log(p + 1e-12)) / len(p), (p - y) / len(p)


@wrong("log-with-epsilon")
def _(logits, labels):
    # The book of many a learner adds 1e-7.
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return -np.sum(np.log(p[np.arange(len(p)), labels] + 1e-7)) / len(p), (p - y) / len(p)


@wrong("one-shift-for-all")
def _(logits, labels):
    n = len(labels)
    z = logits - np.max(logits)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[range(n), labels] -= 1
    return -log_p[range(n), labels].mean(), d / n


@wrong("softmax-over-the-batch")
def _(logits, labels):
    z = logits - logits.max(axis=0)
    log_p = z - np.log(np.exp(z).sum(axis=0))
    y = np.eye(logits.shape[1])[labels]
    return -(y * log_p).sum() / len(y), (np.exp(log_p) - y) / len(y)


@wrong("summed-gradient")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    y = np.eye(logits.shape[1])[labels]
    return -(y * log_p).sum(axis=1).mean(), np.exp(log_p) - y


@wrong("mean-over-classes-too")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    y = np.eye(logits.shape[1])[labels]
    return -np.mean(y * log_p), (np.exp(log_p) - y) / len(y)


@wrong("gradient-in-columns")
def _(logits, labels):
    n = len(labels)
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[:, labels] -= 1
    return -log_p[np.arange(n), labels].mean(), d / n


@wrong("p-changed-in-place")
def _(logits, labels):
    n = len(labels)
    z = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = z / z.sum(axis=1, keepdims=True)
    d = p
    d[np.arange(n), labels] -= 1
    d /= n
    loss = -np.log(p[np.arange(n), labels]).mean()
    return loss, d


@wrong(says="logits")
def _(logits, labels):
    n = len(labels)
    logits -= logits.max(axis=1, keepdims=True)
    log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), labels] -= 1
    return -log_p[np.arange(n), labels].mean(), d / n


@wrong(says="loss")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    y = np.eye(logits.shape[1])[labels]
    return -(y * log_p).sum(axis=1), (np.exp(log_p) - y) / len(y)


@wrong("all-summed")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    y = np.eye(logits.shape[1])[labels]
    return -(y * log_p).sum(), np.exp(log_p) - y


@wrong(says=("error", "broadcast"))
def _(logits, labels):
    z = logits - logits.max(axis=1)
    log_p = z - np.log(np.exp(z).sum(axis=1))
    y = np.eye(logits.shape[1])[labels]
    return -(y * log_p).sum(axis=1).mean(), (np.exp(log_p) - y) / len(y)


@wrong("derivative-again")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    p, y = np.exp(log_p), np.eye(logits.shape[1])[labels]
    return -(y * log_p).sum(axis=1).mean(), (p - y) * p * (1 - p) / len(y)


@wrong("largest-for-the-label")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z.max(axis=1)), (p - y) / len(labels)


@wrong("largest-for-the-label")
def _(logits, labels):
    n, best = len(labels), np.argmax(logits, axis=1)
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), best] -= 1
    return -np.sum(log_p[np.arange(n), best]) / n, d / n


@wrong("softmax-over-the-batch", says="axis")
def _(logits, labels):
    # The log of 0, in one extreme case, is not what is wrong with all the others.
    e = np.exp(logits - logits.max(0))
    p = e / e.sum(0)
    n = len(logits)
    d = p.copy()
    d[np.arange(n), labels] -= 1
    return -np.log(p[np.arange(n), labels]).mean(), d / n


@wrong("softmax-over-everything")
def _(logits, labels):
    n = len(labels)
    p = np.exp(logits - np.max(logits)) / np.sum(np.exp(logits - np.max(logits)))
    d = p.copy()
    d[range(n), labels] -= 1
    return -np.mean(np.log(p[range(n), labels])), d / n


wrong("largest-for-the-label-in-the-gradient")(
    changed(by_places, ("d[n, labels] -= 1", "d[n, np.argmax(logits, axis=1)] -= 1"))
)


wrong("one-minus-p")(
    changed(by_places, ("loss = -log_p[n, labels].mean()", "loss = np.mean(1 - np.exp(log_p)[n, labels])"))
)


wrong("entropy-of-p")(
    changed(by_places, ("loss = -log_p[n, labels].mean()", "loss = -np.sum(np.exp(log_p) * log_p) / len(n)"))
)


@wrong("labels-counted-from-one")
def _(logits, labels):
    labels = labels - 1
    n = np.arange(len(labels))
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[n, labels].mean()
    d = np.exp(log_p)
    d[n, labels] -= 1
    return loss, d / len(n)


wrong("first-row-missing")(
    changed(
        by_places,
        ("loss = -log_p[n, labels].mean()", "loss = -sum(log_p[k, labels[k]] for k in range(1, len(n))) / len(n)"),
    )
)


wrong("log-with-epsilon")(
    changed(
        by_places,
        ("loss = -log_p[n, labels].mean()", "loss = -np.log(np.clip(np.exp(log_p), 1e-7, 1 - 1e-7))[n, labels].mean()"),
    )
)


@wrong("softmax-over-the-batch")
def _(logits, labels):
    e = np.exp(logits - logits.max(axis=0))
    p = e / e.sum(axis=0)
    y = np.eye(logits.shape[1])[labels]
    return -np.sum(y * np.log(p + 1e-12)) / len(y), (p - y) / len(y)


@wrong("log-of-underflow", "all-summed")
def _(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return -np.sum(np.log(p[np.arange(len(p)), labels])), p - y


ANSWERS.equivalent = {
    "`rows = np.arange(len(labels))` -> `rows = np.arange(len(logits))`": (
        "logits and everything made of them have as many rows as there are labels"
    ),
    "`return (loss, dlogits / len(labels))` -> `return (loss, dlogits / len(logits))`": (
        "logits and everything made of them have as many rows as there are labels"
    ),
    "`return (loss, dlogits / len(labels))` -> `return (loss, dlogits / len(rows))`": (
        "logits and everything made of them have as many rows as there are labels"
    ),
    "`return (loss, dlogits / len(labels))` -> `return (loss, dlogits / len(shifted))`": (
        "logits and everything made of them have as many rows as there are labels"
    ),
    "`return (loss, dlogits / len(labels))` -> `return (loss, dlogits / len(log_p))`": (
        "logits and everything made of them have as many rows as there are labels"
    ),
    "`return (loss, dlogits / len(labels))` -> `return (loss, dlogits / len(dlogits))`": (
        "logits and everything made of them have as many rows as there are labels"
    ),
}


@wrong("all-classes-in-the-loss")
def _(logits, labels):
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return np.mean(-np.sum(log_p, axis=1)), (np.exp(log_p) - np.eye(logits.shape[1])[labels]) / len(logits)
