"""Exercise train.early_stopping: the epoch whose weights are kept."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def early_stopping(losses, patience):
    best = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best


def _stop_epoch(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch
    return len(losses) - 1


def _stop_epoch_or_best(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch
    return best


def _one_early_from_the_first(losses, patience):
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience - 1:
            break
    return best


def _all_bad_epochs(losses, patience):
    best, bad = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        else:
            bad += 1
        if bad >= patience:
            break
    return best


def _rises_in_a_row(losses, patience):
    best, bad = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        bad = bad + 1 if losses[epoch] >= losses[epoch - 1] else 0
        if bad >= patience:
            break
    return best


def _least_step(size):
    def early_stopping(losses, patience):
        best = 0
        for epoch in range(1, len(losses)):
            if losses[epoch] < losses[best] - size:
                best = epoch
            if epoch - best >= patience:
                break
        return best

    return early_stopping


def _mean_of_the_last(losses, patience):
    for epoch in range(patience, len(losses)):
        if losses[epoch] >= losses[epoch - patience]:
            return epoch - patience
    return len(losses) - 1


def _last_at_the_end(losses, patience):
    best = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best
    return len(losses) - 1


def _minimum_found_by_sorting(losses, patience):
    losses.sort()
    return 0


def _cases(rng):
    def case(label, losses, patience):
        return Case({"losses": losses, "patience": patience}, label)

    noisy = np.exp(-np.arange(30) / 6) + 0.3 * np.abs(numbers(rng, 30)) + 0.004 * np.arange(30) ** 1.5
    yield case("a noisy curve", noisy, 4)
    yield case("a loss that recovers within the patience", [5.0, 3.0, 4.0, 3.5, 2.0, 2.5, 2.6, 2.7], 3)
    yield case("a loss that recovers one epoch too late", [5.0, 3.0, 4.0, 3.5, 3.2, 2.0, 1.0], 3)
    yield case("a loss that recovers in the last epoch of the patience", [5.0, 3.0, 4.0, 3.5, 2.9, 3.0, 3.1], 3)
    yield case("a tie", [3.0, 2.0, 2.0, 2.5, 1.0], 2)
    yield case("a tie while there is patience", [3.0, 2.0, 2.5, 2.0, 2.2, 2.3], 4)
    yield case("patience of one", [3.0, 2.0, 2.1, 1.0, 0.5], 1)
    yield case("a loss that falls to the end", [4.0, 3.0, 2.5, 2.2, 2.1], 2)
    yield case("a loss that rises from the start", [1.0, 2.0, 3.0, 4.0, 0.5], 3)
    yield case("bad epochs with better ones between", [9.0, 8.0, 8.5, 7.0, 7.5, 6.0, 6.5, 5.0, 4.0], 3)
    yield case("an end before the patience is used up", [4.0, 3.0, 3.5, 3.4], 5)
    yield case("a high epoch within the patience", [3.0, 1.0, 4.0, 0.5, 0.6, 0.7], 2)
    yield case("a loss that creeps down", [1.0, 0.9999999, 0.9999998, 0.9999997, 0.9999996], 2)
    yield case("a slow fall after a high epoch", [1.0, 3.0, 2.0, 1.5, 1.2, 0.5], 3)
    yield case("float32 numbers", np.array([2.0, 1.0, 1.5, 0.75, 0.8, 0.9, 0.1], np.float32), 2)
    yield case("a single epoch", [2.0], 3)


_KEEP = "The weights of which epoch are worth keeping?"
_COUNT = "Best epoch 4, patience 3: what is the last epoch that is run if nothing gets better?"

EXERCISE = Exercise(
    name="train.early_stopping",
    title="The epoch that is kept",
    chapter=8,
    points=2,
    section=("training-early-stopping", "Early stopping"),
    arguments={"losses": None, "patience": None},
    returns="",
    integers=("",),
    cases=_cases,
    worked=early_stopping,
    tested="noisy losses, recoveries within the patience and after it, ties, a loss that only falls and one that only "
    "rises, patience of one, a single epoch",
    mistakes=(
        Mistake(
            name="one-epoch-late",
            behaves_like="one that waits one epoch longer than the patience",
            question=_COUNT,
            pointer="Look at `>` and `>=`.",
            edits=((">= patience", "> patience"),),
        ),
        Mistake(
            name="one-epoch-early",
            behaves_like="one that stops one epoch before the patience is used up",
            question=_COUNT,
            pointer="Count the epochs since the best one. The best itself does not count.",
            edits=(("epoch - best >=", "epoch - best + 1 >="),),
            others=(_one_early_from_the_first,),
        ),
        Mistake(
            name="patience-ignored",
            behaves_like="one that returns the best epoch of all, as if training had never been stopped",
            question="Can training know what the loss would be after it has stopped?",
            pointer="Whatever comes after the stop was never computed.",
            edits=(("epoch - best >= patience", "False"),),
        ),
        Mistake(
            name="tie-is-progress",
            behaves_like="one that takes an equal loss for a better one",
            question="A loss of 2.0, then 2.0 again: has anything become better?",
            pointer="Look at `<` and `<=`.",
            edits=(("losses[epoch] < losses[best]", "losses[epoch] <= losses[best]"),),
        ),
        Mistake(
            name="epoch-of-the-stop",
            behaves_like="one that returns the epoch in which training stopped",
            question=_KEEP,
            pointer="When the patience is used up, the best epoch lies some epochs back.",
            function=_stop_epoch,
            others=(_stop_epoch_or_best,),
        ),
        Mistake(
            name="last-epoch-at-the-end",
            behaves_like="one that returns the last epoch where the losses end before the patience is used up",
            question="4.0, 3.0, 3.5 and a patience of 5: training is never stopped. Which epoch is the best?",
            pointer="The best epoch is kept, whether training was stopped or came to its end.",
            function=_last_at_the_end,
        ),
        Mistake(
            name="counter-never-set-back",
            behaves_like="one that counts all bad epochs together, also those before the last progress",
            question="Three bad epochs, each followed by a new best: has the patience of 3 been used up?",
            pointer="A new best sets the counter back to zero.",
            function=_all_bad_epochs,
        ),
        Mistake(
            name="rises-counted",
            behaves_like="one that counts the epochs in which the loss rose, instead of those since the best",
            question="After a high epoch the loss falls slowly and stays above the best. Is that progress?",
            pointer="Every epoch is compared with the best one, not with the one before.",
            function=_rises_in_a_row,
        ),
        Mistake(
            name="compared-with-the-epoch-before",
            behaves_like="one that calls an epoch the best when it is better than the one before it",
            question="4.0, 1.0, 3.0, 2.0: which epoch is the best?",
            pointer="With which loss is the new one compared?",
            edits=(("losses[epoch] < losses[best]", "losses[epoch] < losses[epoch - 1]"),),
        ),
        Mistake(
            name="compared-with-the-first-epoch",
            behaves_like="one that calls an epoch the best when it is better than the first",
            question="4.0, 1.0, 3.0, 2.0: which epoch is the best?",
            pointer="With which loss is the new one compared? Does it change when a better one is found?",
            edits=(("losses[epoch] < losses[best]", "losses[epoch] < losses[0]"),),
        ),
        Mistake(
            name="largest",
            behaves_like="one that looks for the largest loss",
            question="Is a loss good when it is large?",
            pointer="Look at the comparison.",
            edits=(("losses[epoch] < losses[best]", "losses[epoch] > losses[best]"),),
        ),
        Mistake(
            name="counted-from-one",
            behaves_like="one that counts the epochs from 1",
            question="Which number has the first epoch?",
            pointer="Epochs are counted like the places of a list.",
            edits=(("return best", "return best + 1"),),
        ),
        Mistake(
            name="loss-returned",
            behaves_like="one that returns the best loss instead of its epoch",
            question="What is asked for: a loss, or the number of an epoch?",
            pointer="Keep the place where the best loss was found.",
            edits=(("return best", "return losses[best]"),),
        ),
        Mistake(
            name="float-returned",
            behaves_like="one that returns the right epoch as a float",
            question="What is `type(...)` of your result?",
            pointer="An epoch is a whole number.",
            edits=(("return best", "return float(best)"),),
        ),
        Mistake(
            name="stops-at-the-first-rise",
            behaves_like="one that stops at the first epoch that is no better, whatever the patience",
            question="Change the patience and nothing else. Does your result change?",
            pointer="How many epochs have passed since the best?",
            edits=(("epoch - best >= patience", "epoch > best"),),
        ),
        Mistake(
            name="least-progress",
            behaves_like="one that ignores progress that is too small",
            question="1.0, then 0.9999999: is the second smaller?",
            pointer="Every progress counts here, however small. Many libraries have an option for it.",
            function=_least_step(1e-4),
            others=(_least_step(1e-3), _least_step(1e-5), _least_step(1e-6)),
        ),
        Mistake(
            name="compared-with-patience-epochs-before",
            behaves_like="one that stops where the loss is no better than `patience` epochs before",
            question="Is the epoch that lies `patience` epochs back always the best one?",
            pointer="Keep the place of the best loss, and count from there.",
            function=_mean_of_the_last,
        ),
        Mistake(
            name="patience-from-the-start",
            behaves_like="one that stops after `patience` epochs, counted from the start",
            question="A loss that falls in every epoch: when should training stop?",
            pointer="The patience begins anew at every best.",
            edits=(("epoch - best >= patience", "epoch >= patience"),),
        ),
        Mistake(
            name="losses-sorted",
            behaves_like="one that sorts the caller's losses, and finds the best at the front",
            question="What does the caller's list hold after your function has returned?",
            pointer="`losses.sort()` changes the list itself, and the order of the epochs is lost.",
            function=_minimum_found_by_sorting,
        ),
    ),
)
