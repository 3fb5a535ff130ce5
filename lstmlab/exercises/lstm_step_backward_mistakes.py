"""The known mistakes of exercise lstm.step_backward."""

from lstmlab.exercises import lstm_orders
from lstmlab.exercises import lstm_step_backward_shared as shared
from lstmlab.exercises import lstm_step_backward_whole as whole
from lstmlab.exercises.lstm_step_shared import GATES
from lstmlab.exercises.specification import Mistake

_TWICE = "The cell c is used twice: by h in this step, and by the next step."

MISTAKES = (
    *lstm_orders.mistakes(
        "one that packs the gradients of the gates in the order {} instead of i f g o",
        edits=lambda order: ((lstm_orders.named("da", lstm_orders.RIGHT), lstm_orders.named("da", order)),),
    ),
    Mistake(
        name="dc-from-the-next-step-left-out",
        behaves_like="one that leaves out the gradient dc that comes from the next step",
        question="Set dh to zero and leave dc as it is. Is everything zero in your function?",
        pointer=_TWICE,
        edits=(("dc = dc + dh", "dc = dh"),),
    ),
    Mistake(
        name="dh-does-not-reach-c",
        behaves_like="one in which dh does not reach the cell: only the dc from the next step is used",
        question="Set dc to zero and leave dh as it is. Which gradients are zero in your function?",
        pointer=_TWICE,
        edits=((" + dh * o * (1 - tanh_c**2)", ""),),
        alone=True,
    ),
    Mistake(
        name="c_prev-without-f",
        behaves_like="one that hands dc on to c_prev without the forget gate",
        question="What is c_prev multiplied by on its way into c?",
        pointer=shared.PARTNER,
        edits=(('"c_prev": dc * f', '"c_prev": dc'),),
    ),
    Mistake(
        name="c_prev-from-the-incoming-dc",
        behaves_like="one that hands only the dc from the next step on to c_prev, not what came through h",
        question="Which error stands at c once both its users have reported?",
        pointer="Which dc do you multiply by f: the one that came in, or the sum?",
        edits=(
            ("dc = dc + dh", "dc_next = dc\n    dc = dc + dh"),
            ('"c_prev": dc * f', '"c_prev": dc_next * f'),
        ),
        alone=True,
    ),
    Mistake(
        name="c_prev-with-i",
        behaves_like="one that hands dc on to c_prev through the input gate",
        question="What is c_prev multiplied by on its way into c?",
        pointer=shared.PARTNER,
        edits=(('"c_prev": dc * f', '"c_prev": dc * i'),),
        alone=True,
    ),
    shared.SLOPE_FROM_C_ITSELF,
    shared.SLOPE_OF_TANH_C_MISSING,
    Mistake(
        name="slope-squashed-twice",
        behaves_like="one that uses 1 - tanh(tanh(c))^2",
        question="How many times does the forward pass squash c?",
        pointer="tanh(c) is squashed already. Its slope is written with tanh(c) itself.",
        edits=(("(1 - tanh_c**2)", "(1 - np.tanh(tanh_c) ** 2)"),),
        alone=True,
    ),
    shared.O_MISSING_ON_THE_WAY_TO_C,
    shared.DO_WITH_C,
    Mistake(
        name="do-from-dc",
        behaves_like="one whose gradient of o is taken from dc instead of dh",
        question="In which formula does o stand: in that of c, or in that of h?",
        pointer="Follow the arrows that leave o in the drawing.",
        edits=(("do = dh * tanh_c", "do = dc * tanh_c"),),
        alone=True,
    ),
    shared.DF_WITH_NEW_C,
    Mistake(
        name="df-with-h_prev",
        behaves_like="one whose gradient of f has h_prev where c_prev belongs",
        question="What is f multiplied by in the formula of c?",
        pointer=shared.PARTNER,
        edits=(("dc * c_prev", "dc * h_prev"),),
        alone=True,
    ),
    Mistake(
        name="di-with-i",
        behaves_like="one that exchanges the factors of di and dg",
        question="What is i multiplied by in the formula of c? And g?",
        pointer=shared.PARTNER,
        edits=(("di = dc * g", "di = dc * i"), ("dg = dc * i", "dg = dc * g")),
    ),
    *shared.SLOPES_OF_THE_GATES_MISSING,
    *(
        Mistake(
            name=f"slope-of-{gate}-by-halves",
            behaves_like=f"one whose slope of the {word} is 1 - {gate} alone",
            question="The slope of the sigmoid is the same at 2 and at -2. Does yours say so too?",
            pointer="Two factors make the slope of a sigmoid.",
            edits=((f"d{gate} * {gate} * (1 - {gate})", f"d{gate} * (1 - {gate})"),),
            alone=True,
        )
        for gate, word in GATES.items()
    ),
    Mistake(
        name="slopes-of-the-gates-missing",
        behaves_like="one without the slope of the sigmoid in all three gates",
        question="The error arrives at a gate. What stands between the gate and its sum?",
        pointer=shared.SLOPE,
        function=whole.gates_without_slope,
    ),
    Mistake(
        name="slopes-missing",
        behaves_like="one without any slope between the gates, the candidate and their sums",
        question="The error arrives at i. What stands between i and the sum a_i?",
        pointer=shared.SLOPE,
        function=whole.without_slopes,
    ),
    shared.SLOPE_OF_G_MISSING,
    shared.SIGMOIDS_SLOPE_FOR_G,
    Mistake(
        name="tanhs-slope-for-the-gates",
        behaves_like="one that uses 1 - y^2, the slope of tanh, for the three gates",
        question="Which function made i, f and o?",
        pointer="The sigmoid's slope is largest at one half. Where is yours largest?",
        function=whole.slope_of_tanh_for_the_gates,
    ),
    Mistake(
        name="gates-squashed-again",
        behaves_like="one that applies sigmoid to i, f and o again to find their slopes",
        question="What is i: the sum before the sigmoid, or its result?",
        pointer="The gates are handed over as they came out of the sigmoid.",
        function=whole.slope_of_the_gates_alone_twice,
        others=(whole.slope_of_the_gates_twice,),
    ),
    Mistake(
        name="tanh-of-g-again",
        behaves_like="one that uses 1 - tanh(g)^2, although g is squashed already",
        question="What is g: the sum before tanh, or its result?",
        pointer="The candidate is handed over as it came out of tanh.",
        edits=(("(1 - g**2)", "(1 - np.tanh(g) ** 2)"),),
        alone=True,
    ),
    Mistake(
        name="W_h-with-the-new-h",
        behaves_like="one that uses the new h where h_prev belongs in the gradient of W_h",
        question="Which h was W_h multiplied by in the forward step?",
        pointer="The step's own output comes after its weights.",
        function=whole.by_the_new_output,
    ),
    Mistake(
        name="W_h-with-c_prev",
        behaves_like="one that uses c_prev where h_prev belongs in the gradient of W_h",
        question="What was W_h multiplied by in the forward step?",
        pointer="The gates do not see the cell.",
        edits=(("h_prev.T @ da", "c_prev.T @ da"),),
        alone=True,
    ),
    Mistake(
        name="b-averaged",
        behaves_like="one that averages the gradient of b over the batch instead of summing it",
        question="The same bias is added to every row. When paths join, are their gradients averaged or added?",
        pointer="Any mean is in dh and dc already.",
        edits=(("da.sum", "da.mean"),),
    ),
    Mistake(
        name="weights-averaged",
        behaves_like="one that divides the gradients of W_x, W_h and b by the number of sequences",
        question="Where is the mean over the batch taken: in the loss, or here?",
        pointer="Any mean is in dh and dc already.",
        function=whole.averaged,
    ),
    Mistake(
        name="dc-changed-in-place",
        behaves_like="one that adds to the caller's dc in place",
        question="What does the caller's dc hold after your function has run?",
        pointer="`dc += ...` writes into the array that came in; `dc = dc + ...` makes a new one.",
        function=whole.changed_in_place,
        others=(whole.changed_and_returned_in_place,),
    ),
    Mistake(
        name="unit-by-unit",
        behaves_like="one that puts the four gates of a unit into neighbouring columns",
        question="Whose numbers stand in the first H columns of W_x: those of one gate, or those of one unit?",
        pointer="The columns come in four blocks of H, a block for each gate.",
        function=whole.unit_by_unit,
    ),
    Mistake(
        name="doubled",
        behaves_like="one with an extra factor 2 in all gradients",
        question="Does the 2 from the derivative of a square belong here, or is it in dh already?",
        pointer="dh and dc are given. They need no factor any more.",
        edits=(("    tanh_c = ", "    dh, dc = 2 * dh, 2 * dc\n    tanh_c = "),),
        alone=True,
    ),
    Mistake(
        name="negated",
        behaves_like="one that returns the gradients with a minus sign",
        question="Do you return the gradient, or the step that gradient descent takes?",
        pointer="The minus sign belongs to the update of the weights, later.",
        edits=(("    tanh_c = ", "    dh, dc = -dh, -dc\n    tanh_c = "),),
        alone=True,
    ),
)
