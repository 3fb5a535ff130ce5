"""train.early_stopping: answers that are right, answers that are wrong, mutants that change nothing."""

import math

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("train.early_stopping")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def stopping_with_a_counter(losses, patience):
    best, best_epoch, bad = math.inf, 0, 0
    for epoch, loss in enumerate(losses):
        if loss < best:
            best, best_epoch, bad = loss, epoch, 0
        else:
            bad += 1
            if bad == patience:
                return best_epoch
    return best_epoch


@right
def stopping_with_while(losses, patience):
    epoch = best = 0
    while epoch + 1 < len(losses) and epoch - best < patience:
        epoch += 1
        if losses[epoch] < losses[best]:
            best = epoch
    return best


@right
def stopping_with_running_minima(losses, patience):
    losses = np.asarray(losses)
    for epoch in range(len(losses)):
        best = int(np.argmin(losses[: epoch + 1]))
        if epoch - best >= patience:
            return best
    return int(np.argmin(losses))


@right
def stopping_with_numpy_integers(losses, patience):
    best = np.int64(0)
    for epoch in np.arange(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        elif epoch >= best + patience:
            return best
    return best


@right
def stopping_by_windows(losses, patience):
    losses = list(losses)
    for k in range(len(losses)):
        if losses[k] <= min(losses[: k + 1]) and min(losses[k + 1 : k + 1 + patience], default=math.inf) >= losses[k]:
            return losses.index(losses[k])
    return len(losses) - 1


@wrong("one-epoch-late")
def _(losses, patience):
    best, bad = 0, 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best, bad = epoch, 0
        elif epoch > 0:
            bad += 1
        if bad > patience:
            break
    return best


@wrong("one-epoch-early")
def _(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience - 1:
            break
    return best


@wrong("patience-ignored")
def _(losses, patience):
    return int(np.argmin(losses))


@wrong("tie-is-progress")
def _(losses, patience):
    best_loss, best = np.inf, 0
    for epoch, loss in enumerate(losses):
        if loss <= best_loss:
            best_loss, best = loss, epoch
        if epoch - best >= patience:
            break
    return best


@wrong("epoch-of-the-stop")
def _(losses, patience):
    best_loss, bad = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < best_loss:
            best_loss, bad = loss, 0
        else:
            bad += 1
        if bad == patience:
            return epoch
    return epoch


@wrong("counter-never-set-back")
def _(losses, patience):
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        else:
            waited += 1
            if waited == patience:
                break
    return best


@wrong("rises-counted")
def _(losses, patience):
    best, rises = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if losses[epoch] < losses[epoch - 1]:
            rises = 0
        else:
            rises += 1
        if rises == patience:
            break
    return best


@wrong("counted-from-one")
def _(losses, patience):
    best = 1
    for epoch, loss in enumerate(losses, start=1):
        if loss < losses[best - 1]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


@wrong("loss-returned", says="whole number")
def _(losses, patience):
    best, bad = losses[0], 0
    for loss in losses[1:]:
        bad = 0 if loss < best else bad + 1
        best = min(best, loss)
        if bad >= patience:
            break
    return best


@wrong(says="returns nothing")
def _(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best
    return None


@wrong(says="IndexError")
def _(losses, patience):
    best = 0
    for epoch in range(1, len(losses) + 1):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


@wrong("largest")
def _(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[best] < losses[epoch]:
            best = epoch
        if epoch >= best + patience:
            break
    return best


@wrong("stops-at-the-first-rise")
def _(losses, patience):
    for epoch in range(1, len(losses)):
        if losses[epoch] >= losses[epoch - 1]:
            return epoch - 1
    return len(losses) - 1


@wrong("last-epoch-at-the-end")
def _(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch - patience
    return len(losses) - 1


@wrong("last-epoch-at-the-end")
def _(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best
    return len(losses) - 1


@wrong("last-epoch-at-the-end")
def _(losses, patience):
    for e in range(patience, len(losses)):
        if min(losses[e - patience + 1 : e + 1]) >= losses[e - patience]:
            return e - patience
    return len(losses) - 1


@wrong("first-epoch-left-out")
def _(losses, patience):
    best = 1
    for epoch in range(2, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best


@wrong("least-progress")
def _(losses, patience):
    best = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < 0.999 * losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


ANSWERS.equivalent = {
    "`for epoch in range(1, len(losses)):` -> `for epoch in range(len(losses)):`": (
        "the first epoch is not better than itself"
    ),
    "`for epoch in range(1, len(losses)):` -> `for epoch in range(0, len(losses)):`": (
        "the first epoch is not better than itself"
    ),
}


@wrong("never-better")
def _(losses, patience):
    best, kept, bad = 0, 0, 0
    for epoch, loss in enumerate(losses):
        if loss < best:
            best, kept, bad = loss, epoch, 0
        else:
            bad += 1
        if bad >= patience:
            break
    return kept


@wrong(says="changes its input `losses`")
def _(losses, patience):
    losses.sort()
    return 0
