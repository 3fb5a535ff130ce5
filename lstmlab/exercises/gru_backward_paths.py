"""Known mistakes of exercise gru.step_backward: the paths to h_prev, and the derivatives by r, z and n."""

from lstmlab.exercises.specification import Mistake

_DZ, _DN, _DR, _KEPT = "dh * (n - h_prev)", "dn = dh * z", "dr = drh * h_prev", "dh * (1 - z)"
_PARTNER = "In a product, each factor receives the other one."
_FOUR_TIMES = "h_prev stands four times in the step. Count the terms of its gradient."

CONVENTIONS = (
    Mistake(
        name="z-the-other-way-round",
        behaves_like="the backward step of a cell in which z weighs the old state: the other convention, the same "
        "function family",
        question="Which of the two shares of the new state is multiplied by z in this exercise's step?",
        pointer="Write the last formula of the step on paper, and take its derivatives by z, by n and by h_prev.",
        edits=((_DZ, "dh * (h_prev - n)"), (_DN, "dn = dh * (1 - z)"), (_KEPT, "dh * z")),
    ),
    Mistake(
        name="reset-after",
        behaves_like="the backward step of a cell whose reset acts after the product with W_hn: another function",
        question="In the candidate of this exercise's step, does r meet the old state, or the product?",
        pointer="r multiplies h_prev, and the result meets W_hn. Go backward through these two in turn.",
        edits=(
            (_DR, "dr = da_n * (h_prev @ W_hn)"),
            (" + drh * r", " + (da_n * r) @ W_hn.T"),
            ("(r * h_prev).T @ da_n", "h_prev.T @ (r * da_n)"),
        ),
    ),
    Mistake(
        name="dr-of-the-other-variant",
        behaves_like="one whose gradient of r belongs to a reset after the product: da_n times (h_prev W_hn)",
        question="What is multiplied by r in the step: h_prev, or its product with W_hn?",
        pointer="First bring the gradient back through W_hn, then multiply by what stands beside r.",
        edits=((_DR, "dr = da_n * (h_prev @ W_hn)"),),
    ),
    Mistake(
        name="path-of-the-other-variant",
        behaves_like="one whose path through the candidate multiplies by r before W_hn instead of after it",
        question="In which order do r and W_hn act on the old state? And in which order on the way back?",
        pointer="The way back meets them in the opposite order.",
        edits=((" + drh * r", " + (da_n * r) @ W_hn.T"),),
    ),
    Mistake(
        name="dW_hn-of-the-other-variant",
        behaves_like="one whose gradient of W_hn belongs to a reset after the product: r stands beside da_n",
        question="What stands on the left of W_hn in the step?",
        pointer="The gradient of a matrix is what stood on its left, transposed, times what came back on its right.",
        edits=(("(r * h_prev).T @ da_n", "h_prev.T @ (r * da_n)"),),
    ),
)

PATHS = (
    Mistake(
        name="kept-path-dropped",
        behaves_like="one that leaves out the direct path from h to h_prev, past the candidate",
        question="If z is 0, the state is kept as it is. What then is the gradient of h_prev?",
        pointer=_FOUR_TIMES,
        edits=((f"{_KEPT} + ", ""),),
    ),
    *(
        Mistake(
            name=f"{name}-path-dropped",
            behaves_like=f"one that leaves out the path to h_prev through the {word}",
            question="Which of the formulas of the step contain h_prev?",
            pointer=_FOUR_TIMES,
            edits=((term, ""),),
        )
        for name, word, term in (
            ("candidate", "candidate", " + drh * r"),
            ("r", "reset gate", " + da_r @ W_hr.T"),
            ("z", "update gate", " + da_z @ W_hz.T"),
        )
    ),
    Mistake(
        name="kept-path-alone",
        behaves_like="one that passes to h_prev only what goes past the candidate and the gates",
        question="Does h_prev reach h in another way than by being kept?",
        pointer=_FOUR_TIMES,
        edits=((f"{_KEPT} + drh * r + da_r @ W_hr.T + da_z @ W_hz.T", _KEPT),),
        alone=True,
    ),
    Mistake(
        name="kept-path-without-share",
        behaves_like="one that passes all of dh to h_prev, without the factor 1 - z",
        question="How much of h_prev is kept in h?",
        pointer="What the step multiplies by, the way back multiplies by as well.",
        edits=((f"{_KEPT} + ", "dh + "),),
        alone=True,
    ),
    Mistake(
        name="reset-forgotten-on-the-path",
        behaves_like="one that brings the gradient through the candidate to h_prev without multiplying by r",
        question="Where r is 0, the candidate does not see h_prev. What should come back through it?",
        pointer="One product with all of W_h is enough for an LSTM. Here something stands between h_prev and W_hn.",
        edits=((" + drh * r", " + drh"),),
    ),
)

RESET = (
    Mistake(
        name="dr-without-old-state",
        behaves_like="one whose gradient of r lacks the factor h_prev",
        question="If h_prev is zero, does r change anything?",
        pointer="r stands in a product. What is its other factor?",
        edits=((_DR, "dr = drh"),),
    ),
    Mistake(
        name="factors-exchanged",
        behaves_like="one that multiplies by r for the gradient of r, and by h_prev for the gradient of h_prev",
        question="What is the derivative of r h by r, and what by h?",
        pointer=_PARTNER,
        edits=((_DR, "dr = drh * r"), (" + drh * r", " + drh * h_prev")),
        alone=True,
    ),
    Mistake(
        name="dr-with-r",
        behaves_like="one whose gradient of r has the factor r",
        question="What is the derivative of r h by r?",
        pointer=_PARTNER,
        edits=((_DR, "dr = drh * r"),),
        alone=True,
    ),
    Mistake(
        name="W_hn-skipped",
        behaves_like="one that goes back from the candidate to r and h_prev without passing W_hn",
        question="What stands between r h_prev and the candidate's sum?",
        pointer="Each product of the step has its own line on the way back.",
        edits=(("da_n @ W_hn.T", "da_n"),),
        alone=True,
    ),
    Mistake(
        name="dW_hn-without-r",
        behaves_like="one whose gradient of W_hn uses h_prev where the reset old state belongs",
        question="What stands on the left of W_hn in the step? Is it the same as for the gates?",
        pointer="Look at the three blocks of dW_h: two of them see h_prev as it is.",
        edits=(("(r * h_prev).T @ da_n", "h_prev.T @ da_n"),),
    ),
)

UPDATE = (
    Mistake(
        name="dz-negated",
        behaves_like="one whose gradient of z has the wrong sign",
        question="If z grows, what grows with it in h, and what shrinks?",
        pointer="The derivative of the last formula by z is a difference. Which part comes first?",
        edits=((_DZ, "dh * (h_prev - n)"),),
    ),
    Mistake(
        name="dz-without-old-state",
        behaves_like="one whose gradient of z looks at the candidate alone",
        question="In how many places does z stand in the last formula of the step?",
        pointer="A larger z takes more of the one and keeps less of the other.",
        edits=((_DZ, "dh * n"),),
    ),
    Mistake(
        name="dz-without-candidate",
        behaves_like="one whose gradient of z looks at the old state alone",
        question="In how many places does z stand in the last formula of the step?",
        pointer="A larger z takes more of the one and keeps less of the other.",
        edits=((_DZ, "-dh * h_prev"),),
        alone=True,
    ),
    Mistake(
        name="dn-with-the-other-share",
        behaves_like="one whose gradient of the candidate has the factor 1 - z",
        question="How much of the candidate enters h?",
        pointer="Look at the last formula of the step: which share stands beside n?",
        edits=((_DN, "dn = dh * (1 - z)"),),
    ),
    Mistake(
        name="dn-without-share",
        behaves_like="one whose gradient of the candidate lacks the factor z",
        question="If z is 0, does the candidate matter at all?",
        pointer="Look at the last formula of the step: what stands beside n?",
        edits=((_DN, "dn = dh"),),
    ),
    Mistake(
        name="kept-path-with-the-other-share",
        behaves_like="one whose direct path from h to h_prev has the factor z",
        question="How much of h_prev is kept in h?",
        pointer="Look at the last formula of the step: which share stands beside h_prev?",
        edits=((f"{_KEPT} + ", "dh * z + "),),
    ),
)
