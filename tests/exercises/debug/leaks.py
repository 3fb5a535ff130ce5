"""debug.leaks: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("debug.leaks")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def with_a_mask(before, after, n, t):
    forbidden = np.ones(before.shape[:2], dtype=bool)
    forbidden[t:, n] = False
    return int(np.sum(forbidden & np.any(before != after, axis=2)))


@right
def step_by_step(before, after, n, t):
    found = 0
    for step in range(len(before)):
        for sequence in range(before.shape[1]):
            allowed = sequence == n and step >= t
            if not allowed and not np.array_equal(before[step, sequence], after[step, sequence]):
                found += 1
    return found


@right
def all_less_the_allowed(before, after, n, t):
    changed = (np.abs(after - before) > 0).max(axis=-1)
    return changed.sum() - changed[t:, n].sum()


@right
def put_back(before, after, n, t):
    after = after.copy()
    after[t:, n] = before[t:, n]
    return np.count_nonzero((after != before).sum(axis=2))


@right
def in_two_parts(before, after, n, t):
    changed = np.any(after != before, axis=-1)
    others = np.delete(changed, n, axis=1)
    return np.count_nonzero(others) + np.count_nonzero(changed[:t, n])


@wrong("numbers-counted")
def _(before, after, n, t):
    mask = np.ones(before.shape, bool)
    mask[t:, n] = False
    return np.sum(mask & (before != after))


@wrong("other-sequences-allowed")
def _(before, after, n, t):
    return int((before[:t] != after[:t]).any(axis=2).sum())


@wrong("earlier-steps-allowed")
def _(before, after, n, t):
    changed = (before != after).any(axis=2)
    return np.delete(changed, n, axis=1).sum()


@wrong("step-t-forbidden")
def _(before, after, n, t):
    changed = (before != after).any(axis=2)
    return changed.sum() - changed[t + 1 :, n].sum()


@wrong("all-changes-counted")
def _(before, after, n, t):
    return (before != after).any(axis=2).sum()


@wrong("all-numbers-have-to-change")
def _(before, after, n, t):
    changed = np.all(before != after, axis=2)
    changed[t:, n] = False
    return int(changed.sum())


@wrong("allowed-ones-counted")
def _(before, after, n, t):
    return sum(bool((before[step, n] != after[step, n]).any()) for step in range(t, len(before)))


@wrong("up-to-step-t-allowed")
def _(before, after, n, t):
    after = after.copy()
    after[:t, n] = before[:t, n]
    return int((before != after).any(axis=2).sum())


@wrong("only-step-t-allowed")
def _(before, after, n, t):
    after = after.copy()
    after[t, n] = before[t, n]
    return int((before != after).any(axis=2).sum())


@wrong("upward-only")
def _(before, after, n, t):
    mask = np.ones(before.shape[:2], bool)
    mask[t:, n] = False
    return int((mask & ((after - before).max(axis=2) > 0)).sum())


@wrong("nearly-equal")
def _(before, after, n, t):
    found = 0
    for step, sequence in np.ndindex(before.shape[:2]):
        same = np.allclose(before[step, sequence], after[step, sequence])
        found += not same and not (sequence == n and step >= t)
    return found


@wrong("share")
def _(before, after, n, t):
    changed = (before != after).any(axis=2)
    changed[t:, n] = False
    return float(np.mean(changed))


@wrong("yes-or-no")
def _(before, after, n, t):
    after = after.copy()
    after[t:, n] = before[t:, n]
    return not np.array_equal(before, after)


@wrong("sequences-counted")
def _(before, after, n, t):
    after = after.copy()
    after[t:, n] = before[t:, n]
    return len(np.unique(np.nonzero(before != after)[1]))


@wrong("other-sequences-from-t-on-allowed")
def _(before, after, n, t):
    found = 0
    for step, sequence in np.argwhere((before != after).any(axis=2)):
        if sequence != n and step < t:
            found += 1
    return found
