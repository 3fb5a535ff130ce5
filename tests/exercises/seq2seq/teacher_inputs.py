"""seq2seq.teacher_inputs: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("seq2seq.teacher_inputs")
right, wrong = ANSWERS.right, ANSWERS.wrong
ANSWERS.equivalent = {
    "`inputs = np.empty_like(targets)` -> `inputs = -np.empty_like(targets)`": "every number is overwritten",
}


@right
def joined(targets, start):
    first = np.full((1, targets.shape[1]), start)
    return np.concatenate([first, targets[:-1]])


@right
def rolled(targets, start):
    inputs = np.roll(targets, 1, axis=0)
    inputs[0] = start
    return inputs


@right
def padded(targets, start):
    return np.pad(targets, ((1, 0), (0, 0)), constant_values=start)[:-1]


@right
def as_lists(targets, start):
    return [[start] * targets.shape[1], *targets[:-1].tolist()]


@right
def number_by_number(targets, start):
    T, N = targets.shape
    inputs = np.zeros((T, N), dtype=int)
    for t in range(T):
        for n in range(N):
            inputs[t, n] = start if t == 0 else targets[t - 1, n]
    return inputs


@right
def stacked(targets, start):
    return np.vstack((start * np.ones(targets.shape[1], dtype=int), targets[: len(targets) - 1]))


@wrong("targets-themselves")
def _(targets, start):
    inputs = np.zeros_like(targets)
    for t in range(len(targets)):
        inputs[t] = targets[t]
    return inputs


@wrong("one-step-early")
def _(targets, start):
    inputs = np.roll(targets, -1, axis=0)
    inputs[-1] = start
    return inputs


@wrong("start-in-place-of-the-first")
def _(targets, start):
    return np.vstack([np.full(targets.shape[1], start), targets[1:]])


@wrong("goes-round")
def _(targets, start):
    return np.concatenate([targets[-1:], targets[:-1]])


@wrong("rolled-flat")
def _(targets, start):
    flat = np.concatenate([[start], targets.ravel()[:-1]]).reshape(targets.shape)
    flat[0] = start
    return flat


@wrong("across-the-batch")
def _(targets, start):
    first = np.full((len(targets), 1), start)
    return np.hstack([first, targets[:, :-1]])


@wrong("two-steps-late")
def _(targets, start):
    return np.pad(targets, ((2, 0), (0, 0)), constant_values=start)[: len(targets)]


@wrong("start-is-zero")
def _(targets, start):
    return np.vstack([np.zeros((1, targets.shape[1]), int), targets[:-1]])


@wrong("one-step-longer")
def _(targets, start):
    return np.vstack([np.full((1, targets.shape[1]), start), targets])


@wrong("nothing-but-start")
def _(targets, start):
    return np.zeros_like(targets) + start


@wrong("from-the-end")
def _(targets, start):
    return np.vstack([np.full((1, targets.shape[1]), start), targets[::-1][:-1]])


@wrong("start-at-the-end")
def _(targets, start):
    return np.vstack([targets[:-1], np.full((1, targets.shape[1]), start)])


@wrong(says="targets")
def _(targets, start):
    targets[1:] = targets[:-1].copy()
    targets[0] = start
    return targets


@wrong(says="whole numbers")
def _(targets, start):
    inputs = np.zeros(targets.shape)
    inputs[0] = start
    inputs[1:] = targets[:-1]
    return inputs + 0.25
