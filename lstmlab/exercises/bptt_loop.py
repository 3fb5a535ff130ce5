"""Known mistakes of the loop back through time, which bptt.backward and bptt.truncated share.

They are edits of lines that stand in both worked answers.
"""

from lstmlab.exercises.bptt_tanh import slope_mistakes
from lstmlab.exercises.specification import Mistake

OF_THE_CARRIED_GRADIENT = (
    Mistake(
        name="future-left-out",
        behaves_like="one that uses the gradient of each step's own loss alone, and nothing from the steps after it",
        question="A state is used twice: by the loss at its step, and by the next step. "
        "How many gradients arrive at it in your loop?",
        pointer="Follow the gradient of the old state that you compute at one step. Which line of the next round "
        "uses it?",
        edits=(("dhs[t] + dh_next", "dhs[t]"),),
    ),
    Mistake(
        name="last-loss-only",
        behaves_like="one that uses the loss of the last step alone, and passes its gradient back",
        question="Every step may have a loss of its own. Where does the gradient of the second step's loss come in?",
        pointer="The gradient from the next step does not replace the gradient of the step's own loss.",
        edits=(("dhs[t] + dh_next", "dh_next + (dhs[t] if t == T - 1 else 0)"),),
    ),
    Mistake(
        name="own-loss-left-out",
        alone=True,
        behaves_like="one that never uses dhs: its gradients are all zero",
        question="Where do the gradients of the losses enter your loop?",
        pointer="What comes from the next step is zero at the start. Something has to be added to it.",
        edits=(("dhs[t] + dh_next", "dh_next"),),
    ),
    Mistake(
        name="last-loss-twice",
        behaves_like="one that starts with dhs[-1] as the gradient from the future and adds it again at the last step",
        question="Before the last step is undone, what has come from the steps after it?",
        pointer="There are no steps after the last one. With which array does your loop begin?",
        edits=(("    dh_next = np.zeros_like(h0)\n    for", "    dh_next = dhs[-1]\n    for"),),
    ),
    Mistake(
        name="carried-before-derivative",
        behaves_like="one that sends the error back to the step before without the derivative of tanh",
        question="On the way from h_t back to h_{t-1}, what is met first: tanh, or W_h?",
        pointer="W_h stands inside tanh, so the error that goes through it has passed tanh already.",
        edits=(("dh_next = da @", "dh_next = dh @"),),
    ),
    Mistake(
        name="W_h-not-transposed",
        behaves_like="one that sends the error back through W_h itself instead of its transpose",
        question="W_h is square, so its shape cannot warn you. Forward, its rows belong to the sending units. "
        "Which way do you go now?",
        pointer="Think of W_x: with which shape does an error (N, H) become a gradient (N, D)?",
        edits=(("da @ W_h.T", "da @ W_h"),),
    ),
    Mistake(
        name="no-weights-on-the-way-back",
        alone=True,
        behaves_like="one that hands the error back to the step before as it is, without W_h",
        question="How did the old state get into the sum?",
        pointer="What was multiplied by a matrix going forward is multiplied by its transpose going back.",
        edits=(("da @ W_h.T", "da"),),
    ),
    Mistake(
        name="handed-on-unchanged",
        alone=True,
        behaves_like="one that hands the gradient of h_t to the step before as it is, without tanh and without W_h",
        question="How does h_t depend on h_{t-1}: what stands between the two?",
        pointer="What you carry is the gradient of the old state: `h_prev` in bptt.step_backward.",
        edits=(("da @ W_h.T", "dh"),),
    ),
    Mistake(
        name="carried-gradients-piled-up",
        alone=True,
        behaves_like="one that adds each carried gradient to the one before: `+=` where `=` belongs",
        question="Weights are shared by all steps, and their gradients add up. Is the state h_2 shared, too?",
        pointer="What is carried belongs to one state. At the step before, it is used up and a new one is made.",
        edits=(("dh_next = da", "dh_next = dh_next + da"),),
    ),
    Mistake(
        name="forward-in-time",
        behaves_like="one that runs from the first step to the last",
        question="Which step's gradient do you need before you can compute that of step 2?",
        pointer="Look at the direction of the loop over time.",
        edits=(("reversed(range(T))", "range(T)"),),
    ),
    Mistake(
        name="last-step-missing",
        behaves_like="one that leaves out the last step",
        question="For T = 3, which values does your t take?",
        pointer="The last step has number T - 1. range(n) ends before n.",
        edits=(("range(T)", "range(T - 1)"),),
    ),
    Mistake(
        name="first-step-missing",
        behaves_like="one that leaves out the first step",
        question="For T = 3, which values does your t take?",
        pointer="range(a, 0, -1) ends before 0. The first step counts, too.",
        edits=(("range(T)", "range(1, T)"),),
    ),
    Mistake(
        name="dhs-changed-in-place",
        behaves_like="one that adds the carried gradient into the caller's array dhs",
        question="What does dhs hold after your function has returned?",
        pointer="`dhs[t] += ...`, and `dh = dhs[t]` followed by `dh += ...`, write into the caller's array.",
        edits=(("dh = dhs[t] + dh_next", "dhs[t] += dh_next\n        dh = dhs[t]"),),
    ),
)

OF_THE_WEIGHTS = (
    Mistake(
        name="all-overwritten",
        behaves_like="one that keeps the gradients of the weights from the first step alone: `=` for `+=`",
        question="The same weights are used at every step. What happens to the gradient from step 2 when your loop "
        "comes to step 1?",
        pointer="Where the paths of a variable join, their gradients are added.",
        edits=(("dW_x +=", "dW_x ="), ("dW_h +=", "dW_h ="), ("db +=", "db =")),
    ),
    *(
        Mistake(
            name=f"{name}-overwritten",
            behaves_like=f"one that keeps the gradient of {name} from the first step alone: `=` for `+=`",
            question=f"{name} is used at every step. What happens to its gradient from step 2 when your loop comes "
            "to step 1?",
            pointer=f"Compare the line for the gradient of {name} with those for the other weights.",
            edits=((f"d{name} +=", f"d{name} ="),),
        )
        for name in ("W_x", "W_h", "b")
    ),
    Mistake(
        name="minus-one-read",
        behaves_like="one that reads hs[-1], the last state, where h0 belongs",
        question="At t = 0, which state does hs[t - 1] give?",
        pointer="In Python, index -1 is the last entry. Before the first step, the state is h0.",
        edits=(("hs[t - 1] if t > 0 else h0", "hs[t - 1]"),),
    ),
    Mistake(
        name="start-state-zero",
        behaves_like="one that takes the state before the first step for zero, or leaves out W_h at that step",
        question="What was W_h multiplied by at the first step?",
        pointer="The state before the first step is h0, and it is not zero here.",
        edits=(("if t > 0 else h0", "if t > 0 else np.zeros_like(h0)"),),
    ),
    Mistake(
        name="new-state-for-old",
        behaves_like="one that uses h_t where h_{t-1} belongs in the gradient of W_h",
        question="At step t, which state is W_h multiplied by?",
        pointer="The gradient of a matrix holds what came in from the left. For W_h, that was not the new state.",
        edits=(("h_prev.T", "hs[t].T"),),
    ),
    Mistake(
        name="derivative-at-the-old-state",
        alone=True,
        behaves_like="one that takes the derivative of tanh at h_{t-1} instead of h_t",
        question="Which state came out of the tanh of step t?",
        pointer="h_{t-1} came out of the tanh of the step before, whose derivative belongs to that step.",
        edits=(("(1 - hs[t] ** 2)", "(1 - h_prev**2)"),),
    ),
    Mistake(
        name="dW_h-transposed",
        behaves_like="one whose gradient of W_h is transposed",
        question="Entry [i, j] of W_h leads from old unit i to new unit j. Which index do rows of your gradient "
        "belong to?",
        pointer="The gradient of W_x has the same form, and its shape would warn you. Compare the two lines.",
        edits=(("h_prev.T @ da", "da.T @ h_prev"),),
    ),
    *(
        Mistake(
            name=f"{name}-before-derivative",
            alone=True,
            behaves_like=f"one whose gradient of {name} is taken from the error before the derivative of tanh",
            question=f"On which side of tanh does {name} stand: inside, or outside?",
            pointer="Both matrices and the bias stand in one sum, so all of them use the error at that sum.",
            edits=((old, new),),
        )
        for name, old, new in (
            ("W_x", "xs[t].T @ da", "xs[t].T @ dh"),
            ("W_h", "h_prev.T @ da", "h_prev.T @ dh"),
            ("b", "da.sum(", "dh.sum("),
        )
    ),
    Mistake(
        name="b-averaged",
        behaves_like="one that averages the gradient of b over the sequences instead of summing it",
        question="The same bias is added to every row. When the paths of a variable join, are the gradients "
        "averaged or added?",
        pointer="A product such as `x.T @ da` sums over the rows. The gradient of b has to do the same.",
        edits=(("da.sum(axis=0)", "da.mean(axis=0)"),),
    ),
    Mistake(
        name="b-not-summed",
        behaves_like="one that leaves out the sum over the sequences in the gradient of b",
        question="b has H numbers. How many does your gradient of b have?",
        pointer="One bias serves all N sequences, so the gradients of all of them meet in it.",
        edits=(("db += da.sum(axis=0)", "db = db + da"),),
    ),
    Mistake(
        name="averaged-over-steps",
        behaves_like="one that divides the gradients of the weights by the number of steps",
        question="Where is a mean over the steps taken: in the loss, or here?",
        pointer="dhs is the gradient of the whole loss. If the loss is a mean, dhs contains the 1/T already.",
        edits=(
            ("xs[t].T @ da", "xs[t].T @ da / T"),
            ("h_prev.T @ da", "h_prev.T @ da / T"),
            ("da.sum(axis=0)", "da.sum(axis=0) / T"),
        ),
    ),
    Mistake(
        name="averaged-over-sequences",
        behaves_like="one that divides the gradients of the weights by the number of sequences",
        question="Where is the mean over the batch taken: in the loss, or here?",
        pointer="dhs is the gradient of the whole loss. If the loss is a mean, dhs contains the 1/N already.",
        edits=(
            ("xs[t].T @ da", "xs[t].T @ da / len(h0)"),
            ("h_prev.T @ da", "h_prev.T @ da / len(h0)"),
            ("da.sum(axis=0)", "da.mean(axis=0)"),
        ),
    ),
    Mistake(
        name="doubled",
        behaves_like="one with an extra factor 2 at every step",
        question="Does the 2 from the derivative of a square belong here, or is it in dhs already?",
        pointer="dhs is given. It needs no factor any more.",
        edits=(("da = dh *", "da = 2 * dh *"),),
    ),
    Mistake(
        name="negated",
        alone=True,
        behaves_like="one with a minus sign at every step",
        question="Do you compute the gradient, or the step that gradient descent takes?",
        pointer="The minus sign belongs to the update of the weights, later.",
        edits=(("da = dh *", "da = -dh *"),),
    ),
)

OF_TANH = slope_mistakes("(1 - hs[t] ** 2)", "hs[t]", (" * (1 - hs[t] ** 2)", ""))
