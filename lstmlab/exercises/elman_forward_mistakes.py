"""The known mistakes of exercise elman.forward."""

import numpy as np

from lstmlab.exercises.specification import Mistake


def _one_step_behind(xs, h0, W_x, W_h, b):
    hs = [h0]
    for t in range(len(xs)):
        hs.append(np.tanh(xs[t] @ W_x + hs[t - 1] @ W_h + b))
    return np.array(hs[1:])


_kept = None


def _state_kept_between_calls(xs, h0, W_x, W_h, b):
    global _kept
    h = h0 if _kept is None else _kept
    hs = []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    _kept = h
    return np.array(hs)


def _state_kept_where_it_fits(xs, h0, W_x, W_h, b):
    global _kept
    if _kept is None or _kept.shape != h0.shape:
        _kept = h0
    hs = []
    for x in xs:
        _kept = np.tanh(x @ W_x + _kept @ W_h + b)
        hs.append(_kept)
    return np.array(hs)


def _state_runs_on_through_the_batch(xs, h0, W_x, W_h, b):
    hs = np.zeros((len(xs), *h0.shape))
    h = h0[0]
    for n in range(len(h0)):
        for t in range(len(xs)):
            h = np.tanh(xs[t, n] @ W_x + h @ W_h + b)
            hs[t, n] = h
    return hs


def _first_start_state_for_all(xs, h0, W_x, W_h, b):
    hs = np.zeros((len(xs), *h0.shape))
    for n in range(len(h0)):
        h = h0[0]
        for t in range(len(xs)):
            h = np.tanh(xs[t, n] @ W_x + h @ W_h + b)
            hs[t, n] = h
    return hs


def _batch_first(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for t in range(xs.shape[1]):
        h = np.tanh(xs[:, t] @ W_x + h @ W_h + b)
        hs.append(h)
    return np.stack(hs, axis=1)


def _batch_first_steps_first_out(xs, h0, W_x, W_h, b):
    return _batch_first(xs, h0, W_x, W_h, b).swapaxes(0, 1)


def _batch_first_in_an_array(xs, h0, W_x, W_h, b):
    N, T, _ = xs.shape
    hs = np.zeros((N, T, len(b)))
    h = h0
    for t in range(T):
        h = np.tanh(xs[:, t] @ W_x + h @ W_h + b)
        hs[:, t] = h
    return hs


def _second_axis_as_time(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for t in range(len(xs)):
        h = np.tanh(xs[:, t] @ W_x + h @ W_h + b)
        hs.append(h)
    return np.array(hs)


def _reshaped(xs, h0, W_x, W_h, b):
    T, N, D = xs.shape
    batch_first = xs.reshape(N, T, D)
    h, hs = h0, []
    for t in range(T):
        h = np.tanh(batch_first[:, t] @ W_x + h @ W_h + b)
        hs.append(h)
    return np.array(hs)


def _backwards_in_reading_order(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs[::-1]:
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.array(hs)


def _first_step_stored_and_returned(xs, h0, W_x, W_h, b):
    hs = np.zeros((len(xs), *h0.shape))
    for t in range(len(xs)):
        hs[t] = np.tanh(xs[t] @ W_x + h0 @ W_h + b)
        return hs


def _list_of_the_first_step(xs, h0, W_x, W_h, b):
    for x in xs:
        return np.tanh(x @ W_x + h0 @ W_h + b)[None]


def _joined_along_the_units(xs, h0, W_x, W_h, b):
    h, hs = h0, []
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        hs.append(h)
    return np.hstack(hs)


MISTAKES = (
    Mistake(
        name="start-state-ignored",
        behaves_like="one that starts from zeros (or from the last entry of an array of zeros, hs[-1]) instead of h0",
        question="At the first step, which state stands on the right of your formula?",
        pointer="If you write hs[t - 1]: what is hs[-1] in Python? The state before the first step is h0.",
        edits=(("h = h0", "h = np.zeros_like(h0)"),),
    ),
    Mistake(
        name="state-kept-between-calls",
        behaves_like="one that starts a new batch from the last state of the batch before it",
        question="Call your function twice with the same arguments. Is the answer the same? "
        "Where could it remember anything?",
        pointer="A variable outside the function, or a default value that is changed, lives on after the call.",
        function=_state_kept_between_calls,
        others=(_state_kept_where_it_fits,),
    ),
    Mistake(
        name="state-not-carried",
        behaves_like="one that starts every step from h0 again",
        question="Which state goes into the third step? Where in your loop does that variable change?",
        pointer="The state that comes out of one step has to go into the next.",
        edits=(("h = np.tanh(", "hs[t] = np.tanh("), ("        hs[t] = h\n", "")),
    ),
    Mistake(
        name="one-step-behind",
        behaves_like="one that uses the state from two steps before: a list that begins with h0, read at t - 1",
        question="If the list begins with h0, at which index is the state before step t?",
        pointer="Write down for t = 0, 1, 2 what your list holds and which entry you read. "
        "Remember what index -1 means.",
        function=_one_step_behind,
    ),
    Mistake(
        name="all-the-same-state",
        behaves_like="one whose states are all equal to the last one",
        question="Compare hs[0] with hs[-1]. If you stored h in a list: how many arrays are there?",
        pointer="An array that is overwritten in place changes wherever it is stored. Make a new array at each step.",
        edits=(("hs[t] = h", "hs[:] = h"),),
    ),
    Mistake(
        name="starts-with-h0",
        behaves_like="one that returns the state before each step instead of the state after it",
        question="Is your hs[0] the start state, or the state after the first input?",
        pointer="hs has T entries, and h0 is not one of them.",
        edits=(
            ("        h = np.tanh(", "        hs[t] = h\n        h = np.tanh("),
            ("b)\n        hs[t] = h\n", "b)\n"),
        ),
    ),
    Mistake(
        name="last-step-missing",
        behaves_like="one that leaves out the last step",
        question="How many steps does your loop take for a sequence of T inputs?",
        pointer="range(n) ends before n.",
        edits=(("range(T)", "range(T - 1)"),),
    ),
    Mistake(
        name="first-step-missing",
        behaves_like="one that leaves out the first step",
        question="Which input is the first one that your loop sees?",
        pointer="Python counts from 0.",
        edits=(("range(T)", "range(1, T)"),),
    ),
    Mistake(
        name="backwards",
        behaves_like="one that runs from the last step to the first",
        question="Which input should the state hs[0] depend on?",
        pointer="Look at the direction of the loop over time.",
        edits=(("range(T)", "reversed(range(T))"),),
        others=(_backwards_in_reading_order,),
    ),
    Mistake(
        name="input-one-step-late",
        behaves_like="one that reads xs[t - 1], so that the first step sees the last input",
        question="What is xs[-1] in Python?",
        pointer="The old state belongs to t - 1, the input to t.",
        edits=(("xs[t] @", "xs[t - 1] @"),),
    ),
    Mistake(
        name="first-input-only",
        behaves_like="one that feeds the first input at every step",
        question="Where does t enter into the input of your step?",
        pointer="Look at the index of xs.",
        edits=(("xs[t] @", "xs[0] @"),),
    ),
    Mistake(
        name="state-runs-on-through-the-batch",
        behaves_like="one that carries the state from the end of one sequence into the next sequence of the batch",
        question="The N sequences are independent. What is the state before the first step of the second one?",
        pointer="If you loop over the sequences: where, inside or outside that loop, is the state set to its start?",
        function=_state_runs_on_through_the_batch,
    ),
    Mistake(
        name="first-start-state-for-all",
        behaves_like="one that starts every sequence from h0[0]",
        question="h0 has N rows. Which one belongs to the second sequence?",
        pointer="Look at the index of h0.",
        function=_first_start_state_for_all,
    ),
    Mistake(
        name="batch-first",
        behaves_like="one that takes (T, N, D) for (N, T, D): it loops over the sequences as if they were the steps",
        question="Which axis of xs is time?",
        pointer="Time comes first: xs[t] is what all sequences see at step t.",
        function=_batch_first,
        others=(_batch_first_steps_first_out, _batch_first_in_an_array, _second_axis_as_time),
    ),
    Mistake(
        name="reshaped",
        behaves_like="one that reshapes (T, N, D) into (N, T, D), which mixes steps and sequences",
        question="Does reshape swap two axes? Try it on np.arange(6).reshape(3, 2).",
        pointer="No change of axes is needed here: xs[t] is what all sequences see at step t.",
        function=_reshaped,
    ),
    Mistake(
        name="axes-swapped",
        behaves_like="one that returns its states as (N, T, H)",
        question="Which axis of your result is time?",
        pointer="Time comes first, in the result too.",
        edits=(("return hs", "return hs.swapaxes(0, 1)"),),
    ),
    Mistake(
        name="last-state-only",
        behaves_like="one that returns the last state alone",
        question="How many states does the exercise ask for?",
        pointer="Keep the state of every step.",
        edits=(("return hs", "return h"),),
    ),
    Mistake(
        name="return-in-the-loop",
        behaves_like="one that returns from inside its loop, after the first step",
        question="How often does your loop run before `return` is met?",
        pointer="`return` ends the function at once. How far is that line indented?",
        edits=(("        hs[t] = h\n    return hs", "        return h"),),
        others=(_first_step_stored_and_returned, _list_of_the_first_step),
    ),
    Mistake(
        name="joined-not-stacked",
        behaves_like="one that joins its states along an axis that they have, so that T gets no axis of its own",
        question="Each state is (N, H). How many axes does your result have, and how many are asked for?",
        pointer="`np.concatenate`, `np.vstack` and `np.hstack` make no new axis; `np.stack` and `np.array` do.",
        edits=(("return hs", "return np.concatenate(hs)"),),
        others=(_joined_along_the_units,),
    ),
    Mistake(
        name="h0-included",
        behaves_like="one that returns h0 as well, in front of the T states",
        question="How many entries does your result have for T inputs?",
        pointer="h0 is given. Return what came after it.",
        edits=(("return hs", "return np.concatenate([h0[None], hs])"),),
    ),
    Mistake(
        name="states-summed",
        behaves_like="one that adds the new state to the old one: `+=` for `=`",
        question="Between which values must every number of a state lie?",
        pointer="The old state reaches the new one through W_h and in no other way.",
        edits=(("h = np.tanh(", "h = h + np.tanh("),),
    ),
    Mistake(
        name="W_h-transposed",
        behaves_like="one that multiplies by W_h transposed",
        question="W_h is square, so its shape cannot warn you. Which unit do its rows belong to: the one that sends "
        "or the one that receives?",
        pointer="States are rows here, and weights stand on their right, as they are.",
        edits=(("@ W_h", "@ W_h.T"),),
    ),
    Mistake(
        name="no-memory",
        behaves_like="one without the term of the old state: a feed-forward layer at each step",
        question="Change the first input. Does the last state change?",
        pointer="Count the terms inside tanh: there are three.",
        edits=((" + h @ W_h", ""),),
    ),
    Mistake(
        name="no-input",
        behaves_like="one that never looks at the inputs",
        question="Change xs. Does anything change?",
        pointer="Count the terms inside tanh: there are three.",
        edits=(("xs[t] @ W_x + ", ""),),
    ),
    Mistake(
        name="no-bias",
        behaves_like="one without the bias b",
        question="What should the first state be if xs and h0 are both zero? And what is it in your function?",
        pointer="Count the terms inside tanh: there are three.",
        edits=((" + b)", ")"),),
    ),
    Mistake(
        name="no-tanh",
        behaves_like="one without tanh",
        question="Between which values must every number of a state lie?",
        pointer="Something squashes the sum before it becomes the state.",
        edits=(("np.tanh(", "("),),
    ),
    Mistake(
        name="tanh-twice",
        behaves_like="one that takes tanh of the state a second time before it is used again",
        question="How was h made, one step earlier?",
        pointer="The old state went through tanh already. It enters the product as it is.",
        edits=(("h @ W_h", "np.tanh(h) @ W_h"),),
    ),
    Mistake(
        name="bias-outside",
        behaves_like="one that adds b after tanh instead of inside it",
        question="Can your states be larger than 1?",
        pointer="Look at the brackets of tanh: what do they hold?",
        edits=((" + b)", ") + b"),),
    ),
    Mistake(
        name="sigmoid",
        behaves_like="one that uses the sigmoid where tanh belongs",
        question="Which values can your states take? With tanh, what comes out for a sum of 0?",
        pointer="The sigmoid lies between 0 and 1, tanh between -1 and 1.",
        edits=(("np.tanh(xs[t] @ W_x + h @ W_h + b)", "1 / (1 + np.exp(-(xs[t] @ W_x + h @ W_h + b)))"),),
    ),
)
