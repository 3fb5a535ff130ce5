"""seq2seq.masked_mean: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("seq2seq.masked_mean")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def chosen(losses, mask):
    found = losses[mask]
    if found.size == 0:
        raise ValueError("nothing to take the mean of")
    return np.mean(found)


@right
def where(losses, mask):
    count = np.count_nonzero(mask)
    if count == 0:
        raise ValueError("no step")
    return np.where(mask, losses, 0).sum() / count


@right
def with_where_in_the_mean(losses, mask):
    if not np.any(mask):
        raise ValueError
    return np.mean(losses, where=mask)


@right
def number_by_number(losses, mask):
    total, count = 0.0, 0
    for t in range(len(losses)):
        for n in range(losses.shape[1]):
            if mask[t, n]:
                total += float(losses[t, n])
                count += 1
    if count == 0:
        raise ValueError("no True in the mask")
    return total / count


@right
def weighted(losses, mask):
    if mask.sum() < 1:
        raise ValueError
    return float(np.average(np.where(mask, losses, 1.0), weights=mask))


@right
def flat(losses, mask):
    kept = [loss for loss, counts in zip(losses.ravel(), mask.ravel(), strict=True) if counts]
    if not kept:
        raise ValueError
    return sum(kept) / len(kept)


@wrong("mask-not-used")
def _(losses, mask):
    if not mask.any():
        raise ValueError
    return np.mean(losses)


@wrong("padding-in-the-denominator")
def _(losses, mask):
    if not mask.any():
        raise ValueError
    kept = losses.copy()
    kept[~mask] = 0
    return np.mean(kept)


@wrong("zero-times-anything")
def _(losses, mask):
    if mask.sum() == 0:
        raise ValueError
    return np.sum(losses * mask) / np.sum(mask)


@wrong("mean-of-sequences")
def _(losses, mask):
    if not mask.any():
        raise ValueError
    kept = np.where(mask, losses, 0)
    counts = mask.sum(axis=0)
    return (kept.sum(axis=0)[counts > 0] / counts[counts > 0]).mean()


@wrong("mean-of-steps")
def _(losses, mask):
    if not mask.any():
        raise ValueError
    kept = np.where(mask, losses, 0)
    counts = mask.sum(axis=1)
    return (kept.sum(axis=1)[counts > 0] / counts[counts > 0]).mean()


@wrong("sum")
def _(losses, mask):
    if not mask.any():
        raise ValueError
    return np.sum(losses, where=mask)


@wrong("by-the-batch")
def _(losses, mask):
    if not mask.any():
        raise ValueError
    return np.where(mask, losses, 0).sum(axis=0).mean()


@wrong("by-the-steps")
def _(losses, mask):
    if not mask.any():
        raise ValueError
    return np.where(mask, losses, 0).sum(axis=1).mean()


@wrong("nothing-is-zero")
def _(losses, mask):
    count = mask.sum()
    return 0.0 if count == 0 else losses[mask].sum() / count


@wrong("nothing-is-not-a-number")
def _(losses, mask):
    return losses[mask].mean()


@wrong("last-steps")
def _(losses, mask):
    if not mask.any():
        raise ValueError
    found = []
    for n in range(losses.shape[1]):
        for t in range(len(losses)):
            if mask[t, n] and (t + 1 == len(losses) or not mask[t + 1, n]):
                found.append(losses[t, n])
    return np.mean(found)


@wrong("mask-turned-round")
def _(losses, mask):
    if not mask.any():
        raise ValueError
    rest = losses[np.logical_not(mask)]
    return rest.mean() if rest.size else 0.0


@wrong("epsilon")
def _(losses, mask):
    if mask.sum() == 0:
        raise ValueError("nothing counts")
    return np.where(mask, losses, 0.0).sum() / (np.count_nonzero(mask) + 1e-8)
