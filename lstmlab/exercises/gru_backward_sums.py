"""Known mistakes of exercise gru.step_backward: the squashing functions, and the gradients of the weights."""

from lstmlab.exercises.gru_orders import GATES
from lstmlab.exercises.specification import Mistake

BLOCKS = {"r": "h_prev.T @ da_r", "z": "h_prev.T @ da_z", "n": "(r * h_prev).T @ da_n"}
PACKED_W = f"[{', '.join(BLOCKS.values())}]"
_SIGNATURE = "W_x, W_h):"
_FACTOR = "Each function that the step applies puts its own derivative into the way back."
_SENDERS = "Rows of W_h belong to the units that send. On the way back, who sends and who receives?"

SQUASHING = (
    Mistake(
        name="gates-without-derivative",
        behaves_like="one that passes the gradients of both gates on without the derivative of the sigmoid",
        question="What stands between a gate and its sum?",
        pointer=_FACTOR,
        edits=(("dr * r * (1 - r)", "dr"), ("dz * z * (1 - z)", "dz")),
        alone=True,
    ),
    *(
        Mistake(
            name=f"{gate}-without-derivative",
            behaves_like=f"one that passes the gradient of {gate} on without the derivative of the sigmoid",
            question=f"What stands between {gate} and its sum?",
            pointer=_FACTOR,
            edits=((f"d{gate} * {gate} * (1 - {gate})", f"d{gate}"),),
        )
        for gate in ("r", "z")
    ),
    Mistake(
        name="gates-with-tanh-derivative",
        behaves_like="one that uses 1 - r^2 and 1 - z^2, the derivative of tanh, for the gates",
        question="Which function made r and z?",
        pointer="A gate that is fully open has a flat curve. What does your factor give for 1, and what for 0?",
        edits=(("r * (1 - r)", "(1 - r**2)"), ("dz * z * (1 - z)", "dz * (1 - z**2)")),
        alone=True,
    ),
    *(
        Mistake(
            name=f"{gate}-with-tanh-derivative",
            behaves_like=f"one that uses 1 - {gate}^2, the derivative of tanh, for the gate {gate}",
            question=f"Which function made {gate}?",
            pointer="Compare the lines of your two gates.",
            edits=((f"d{gate} * {gate} * (1 - {gate})", f"d{gate} * (1 - {gate}**2)"),),
            alone=True,
        )
        for gate in ("r", "z")
    ),
    Mistake(
        name="sigmoid-twice",
        behaves_like="one that takes the sigmoid of r and z again before it uses r (1 - r) and z (1 - z)",
        question="What are r and z: the sums before the sigmoid, or its results?",
        pointer="The gates that come in went through the sigmoid already.",
        edits=(
            ("dr * r * (1 - r)", "dr * (0.25 - (1 / (1 + np.exp(-r)) - 0.5) ** 2)"),
            ("dz * z * (1 - z)", "dz * (0.25 - (1 / (1 + np.exp(-z)) - 0.5) ** 2)"),
        ),
        alone=True,
    ),
    Mistake(
        name="n-without-derivative",
        behaves_like="one that passes the gradient of the candidate on without the derivative of tanh",
        question="What stands between n and its sum?",
        pointer=_FACTOR,
        edits=((" * (1 - n**2)", ""),),
    ),
    Mistake(
        name="n-with-sigmoid-derivative",
        behaves_like="one that uses n (1 - n), the derivative of the sigmoid, for the candidate",
        question="Which function made n?",
        pointer="For a candidate of 0, tanh is at its steepest. What does your factor give there?",
        edits=(("(1 - n**2)", "n * (1 - n)"),),
        alone=True,
    ),
    Mistake(
        name="tanh-twice",
        behaves_like="one that uses 1 - tanh(n)^2, although n already is tanh of the sum",
        question="What is n: the sum before tanh, or its result?",
        pointer="The derivative 1 - tanh(a)^2 is written with the sum a. Write it with n = tanh(a).",
        edits=(("1 - n**2", "1 - np.tanh(n) ** 2"),),
        alone=True,
    ),
    Mistake(
        name="square-missing",
        behaves_like="one that uses 1 - n where 1 - n^2 belongs",
        question="tanh is as steep at -2 as at 2. Does your factor say so too?",
        pointer="Look at the power of n in the derivative.",
        edits=(("1 - n**2", "1 - n"),),
        alone=True,
    ),
    Mistake(
        name="path-before-derivative",
        behaves_like="one that goes back through W_hn with the gradient of n, before the derivative of tanh",
        question="W_hn stands inside tanh. Which gradient belongs to the inside?",
        pointer="All weights of the candidate stand in the same sum, so they use the same gradient.",
        edits=(("drh = da_n @ ", "drh = dn @ "),),
        alone=True,
    ),
)

WEIGHTS = (
    Mistake(
        name="transposes-left-out",
        behaves_like="one that goes back through the blocks of W_h without transposing them",
        question=_SENDERS,
        pointer="The blocks are square, so their shapes cannot warn you. A product goes back with .T.",
        edits=(("@ W_hn.T", "@ W_hn"), ("@ W_hr.T", "@ W_hr"), ("@ W_hz.T", "@ W_hz")),
    ),
    *(
        Mistake(
            name=f"W_h{gate}-not-transposed",
            behaves_like=f"one that goes back through W_h{gate} without transposing it",
            question=_SENDERS,
            pointer="Compare how you use the three blocks. They are square, so their shapes cannot warn you.",
            edits=((f"@ W_h{gate}.T", f"@ W_h{gate}"),),
        )
        for gate in GATES
    ),
    Mistake(
        name="new-state-in-dW_h",
        behaves_like="one that uses the new state h where h_prev belongs in the gradient of W_h",
        question="Which state was multiplied by W_h in the step: the one before it or the one after it?",
        pointer="The gradient of a matrix is what stood on its left, transposed, times what came back on its right.",
        edits=((PACKED_W, PACKED_W.replace("h_prev", "((1 - z) * h_prev + z * n)")),),
        alone=True,
    ),
    Mistake(
        name="bias-averaged",
        behaves_like="one that averages the gradient of b over the rows instead of summing it",
        question="The same bias is added to every row. When the paths of a variable join, are the gradients averaged?",
        pointer="Look at what you do with the N rows in the gradient of b.",
        edits=(("da.sum(axis=0)", "da.mean(axis=0)"),),
    ),
    Mistake(
        name="weights-divided-by-n",
        behaves_like="one that divides the gradients of W_x, W_h and b by the number of rows",
        question="Where is the mean over the rows taken: in the loss, or here?",
        pointer="dh is the gradient of the whole loss. If the loss is a mean, dh contains the 1/N already.",
        edits=(
            ("x.T @ da,", "x.T @ da / len(x),"),
            ('"W_h": dW_h', '"W_h": dW_h / len(x)'),
            ("da.sum(axis=0)", "da.mean(axis=0)"),
        ),
        alone=True,
    ),
    Mistake(
        name="last-row-only",
        behaves_like="one that keeps the weights' gradients of the last row alone",
        question="What happens to the first row's gradient when your loop comes to the second row?",
        pointer="Is it `=` or `+=`?",
        edits=(
            ("x.T @ da,", "x[-1:].T @ da[-1:],"),
            (
                '"W_h": dW_h',
                '"W_h": np.hstack([h_prev[-1:].T @ da_r[-1:], h_prev[-1:].T @ da_z[-1:], '
                "(r * h_prev)[-1:].T @ da_n[-1:]])",
            ),
            ("da.sum(axis=0)", "da[-1]"),
        ),
        alone=True,
    ),
    Mistake(
        name="doubled",
        behaves_like="one with an extra factor 2 in all gradients",
        question="Does the 2 from the derivative of a square belong here, or is it in dh already?",
        pointer="dh is given. It needs no factor any more.",
        edits=((_SIGNATURE, f"{_SIGNATURE}\n    dh = 2 * dh"),),
        alone=True,
    ),
    Mistake(
        name="negated",
        behaves_like="one that returns all gradients with a minus sign",
        question="Do you return the gradient, or the step that gradient descent takes?",
        pointer="The minus sign belongs to the update of the weights, later.",
        edits=((_SIGNATURE, f"{_SIGNATURE}\n    dh = -dh"),),
        alone=True,
    ),
)
