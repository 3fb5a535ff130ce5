"""Known mistakes of exercise peephole.step_backward: those that an LSTM without peepholes can have as well."""

from lstmlab.exercises.specification import Mistake

_SIGNATURE = "p_i, p_f, p_o):"
_DC = "dc = dc + dh * o * (1 - tanh_c**2) + da_o * p_o"
_SIGMOIDS = {"i": "di * i * (1 - i)", "f": "df * f * (1 - f)", "o": "do * o * (1 - o)"}
_FACTOR = "Each function that the step applies puts its own derivative into the way back."
_PARTNER = "In a product, each factor receives the other one."
_MULTIPLIES = "What the step multiplies by, the way back multiplies by as well."

_INTO_THE_CELL = (
    Mistake(
        name="dc-of-the-next-step-left-out",
        behaves_like="one that leaves out the dc that comes from the next step",
        question="Does the cell matter only to h, or to the next step as well?",
        pointer="dc comes in as an argument. Is it a term of your sum, or is it overwritten?",
        edits=((_DC, _DC.replace("dc = dc + ", "dc = ")),),
    ),
    Mistake(
        name="dh-left-out-of-dc",
        behaves_like="one whose dc lacks the error that comes from h",
        question="In which formulas of the step does the new cell stand? Is h one of them?",
        pointer="The cell is used by h, by the output gate and by the next step. Each use sends back a term.",
        edits=((_DC, "dc = dc + da_o * p_o"),),
    ),
    Mistake(
        name="c-squared-without-tanh",
        behaves_like="one that uses 1 - c^2 where 1 - tanh(c)^2 belongs",
        question="Can the slope of tanh be negative? Can yours, for a cell of 2?",
        pointer="Elsewhere the squashed value is given. Here c is the sum itself.",
        edits=(("1 - tanh_c**2", "1 - c**2"),),
    ),
    Mistake(
        name="tanh-of-c-without-derivative",
        behaves_like="one that passes the error from h to c without the derivative of tanh",
        question="What stands between the cell and what is shown of it?",
        pointer=_FACTOR,
        edits=((" * (1 - tanh_c**2)", ""),),
    ),
    Mistake(
        name="output-gate-left-out-of-dc",
        behaves_like="one that passes the error from h to c without the output gate",
        question="If the output gate is shut, how much does the cell matter to h?",
        pointer=_MULTIPLIES,
        edits=(("dh * o * (1 - tanh_c**2)", "dh * (1 - tanh_c**2)"),),
    ),
    Mistake(
        name="do-with-c",
        behaves_like="one whose do uses c, where tanh(c) belongs",
        question="What is o multiplied by in the step?",
        pointer=_PARTNER,
        edits=(("do = dh * tanh_c", "do = dh * c"),),
    ),
    Mistake(
        name="df-with-the-new-cell",
        behaves_like="one whose df uses the new cell, where c_prev belongs",
        question="What is f multiplied by in the step: what the cell held, or what it holds?",
        pointer=_PARTNER,
        edits=(("dc * c_prev, dc * i", "dc * c, dc * i"),),
    ),
    Mistake(
        name="di-and-dg-exchanged",
        behaves_like="one whose di has the factor i, and whose dg has the factor g",
        question="What is the derivative of i g by i, and what by g?",
        pointer=_PARTNER,
        edits=(("di, df, dg = dc * g, dc * c_prev, dc * i", "di, df, dg = dc * i, dc * c_prev, dc * g"),),
        alone=True,
    ),
    Mistake(
        name="dc_prev-without-f",
        behaves_like="one whose dc_prev lacks the factor f",
        question="If the forget gate is shut, how much does the old cell matter to the new one?",
        pointer=_MULTIPLIES,
        edits=(("dc * f +", "dc +"),),
    ),
    Mistake(
        name="dc_prev-without-dc",
        behaves_like="one whose dc_prev has the errors through the peepholes alone",
        question="The old cell is kept in the new one. Does the error take this way back?",
        pointer="The old cell is used by the new one, by the input gate and by the forget gate.",
        edits=(("dc * f +", ""),),
        alone=True,
    ),
)

_SQUASHING = (
    Mistake(
        name="gates-without-derivative",
        behaves_like="one that leaves out the derivative of the sigmoid in all three gates",
        question="What stands between a gate and its sum?",
        pointer=_FACTOR,
        edits=tuple((old, old[:2]) for old in _SIGMOIDS.values()),
        alone=True,
    ),
    *(
        Mistake(
            name=f"{gate}-without-derivative",
            behaves_like=f"one that leaves out the derivative of the sigmoid in the {word}",
            question=f"What stands between {gate} and its sum?",
            pointer=_FACTOR,
            edits=((_SIGMOIDS[gate], f"d{gate}"),),
        )
        for gate, word in (("i", "input gate"), ("f", "forget gate"), ("o", "output gate"))
    ),
    Mistake(
        name="gates-with-tanh-derivative",
        behaves_like="one that uses the derivative of tanh, 1 minus the square, for all three gates",
        question="Which function made i, f and o?",
        pointer="A gate that is fully open has a flat curve, and so has one that is shut. What does your factor give?",
        edits=tuple((old, f"d{gate} * (1 - {gate}**2)") for gate, old in _SIGMOIDS.items()),
        alone=True,
    ),
    Mistake(
        name="g-without-derivative",
        behaves_like="one that leaves out the derivative of tanh for the candidate",
        question="What stands between g and its sum?",
        pointer=_FACTOR,
        edits=((" * (1 - g**2)", ""),),
    ),
    Mistake(
        name="g-with-sigmoid-derivative",
        behaves_like="one that uses g (1 - g), the derivative of the sigmoid, for the candidate",
        question="Which function made g?",
        pointer="For a candidate of 0, tanh is at its steepest. What does your factor give there?",
        edits=(("(1 - g**2)", "g * (1 - g)"),),
    ),
    Mistake(
        name="tanh-of-g-twice",
        behaves_like="one that uses 1 - tanh(g)^2, although g already is tanh of the sum",
        question="What is g: the sum before tanh, or its result?",
        pointer="The derivative 1 - tanh(a)^2 is written with the sum a. Write it with g = tanh(a).",
        edits=(("1 - g**2", "1 - np.tanh(g) ** 2"),),
    ),
)

_RESULTS = (
    Mistake(
        name="h_prev-and-c_prev-exchanged",
        behaves_like="one that exchanges the gradients of h_prev and c_prev",
        question="Which of the two old states meets W_h?",
        pointer="Both have the shape (N, H), so the shapes cannot warn you. Look at the names in your dict.",
        edits=(('"h_prev": ', '"c_prev": '), ('"c_prev": ', '"h_prev": ')),
        alone=True,
    ),
    Mistake(
        name="new-state-in-dW_h",
        behaves_like="one that uses the new state h where h_prev belongs in the gradient of W_h",
        question="Which state was multiplied by W_h in the step: the one before it or the one after it?",
        pointer="The gradient of a matrix is what stood on its left, transposed, times what came back on its right.",
        edits=(("h_prev.T @ da", "(o * tanh_c).T @ da"),),
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
        name="doubled",
        behaves_like="one with an extra factor 2 in all gradients",
        question="Does the 2 from the derivative of a square belong here, or is it in dh and dc already?",
        pointer="dh and dc are given. They need no factor any more.",
        edits=((_SIGNATURE, f"{_SIGNATURE}\n    dh, dc = 2 * dh, 2 * dc"),),
        alone=True,
    ),
    Mistake(
        name="negated",
        behaves_like="one that returns all gradients with a minus sign",
        question="Do you return the gradient, or the step that gradient descent takes?",
        pointer="The minus sign belongs to the update of the weights, later.",
        edits=((_SIGNATURE, f"{_SIGNATURE}\n    dh, dc = -dh, -dc"),),
        alone=True,
    ),
)

CELL = (*_INTO_THE_CELL, *_SQUASHING, *_RESULTS)
