"""The known mistakes of exercise peephole.step_backward: those at the peepholes, and the order of the gates."""

from dataclasses import replace

from lstmlab.exercises import lstm_orders
from lstmlab.exercises.peephole_backward_cell import CELL
from lstmlab.exercises.specification import Mistake

_INTO_DC = " + da_o * p_o"
_INTO_DC_PREV = " + da_i * p_i + da_f * p_f"
_THREE_USES = "The cell is used by h, by the output gate and by the next step. Each use sends back a term."
_OLD_USES = "The old cell is used by the new one, by the input gate and by the forget gate. Each use sends back a term."
_P_I, _P_F, _P_O = "(da_i * c_prev).sum(axis=0)", "(da_f * c_prev).sum(axis=0)", "(da_o * c).sum(axis=0)"

_PATHS = (
    Mistake(
        name="the-papers-rule",
        behaves_like="the papers' rule: it stops every error that reached the sum of a gate or of the candidate, so "
        "that only dc f goes back in time",
        question="Is this the gradient of the formulas, or the truncated one of the papers from 2000 and 2002?",
        pointer="The exercise asks for the exact gradient. Errors pass on through W_h and through all peepholes.",
        edits=((_INTO_DC, ""), (_INTO_DC_PREV, ""), ("da @ W_h.T", "np.zeros_like(h_prev)")),
    ),
    Mistake(
        name="peepholes-not-followed",
        behaves_like="one in which no error passes through a peephole: dc and dc_prev are those of chapter 5",
        question="If a larger cell opens a gate, does the cell matter to the loss through that gate as well?",
        pointer="A peephole is a weight. An error goes back through it as through any other weight.",
        edits=((_INTO_DC, ""), (_INTO_DC_PREV, "")),
    ),
    Mistake(
        name="do-p_o-left-out-of-dc",
        behaves_like="one that leaves the error through the output gate's peephole out of dc",
        question="Which formulas of the step contain the new cell c? How many are there?",
        pointer=_THREE_USES,
        edits=((_INTO_DC, ""),),
    ),
    Mistake(
        name="gates-left-out-of-dc_prev",
        behaves_like="one that leaves the errors through the peepholes of the input and forget gates out of dc_prev",
        question="Which formulas of the step contain the old cell c_prev? How many are there?",
        pointer=_OLD_USES,
        edits=((_INTO_DC_PREV, ""),),
    ),
    Mistake(
        name="di-p_i-left-out-of-dc_prev",
        behaves_like="one that leaves the error through the input gate's peephole out of dc_prev",
        question="Which formulas of the step contain the old cell c_prev? How many are there?",
        pointer=_OLD_USES,
        edits=((" + da_i * p_i", ""),),
    ),
    Mistake(
        name="df-p_f-left-out-of-dc_prev",
        behaves_like="one that leaves the error through the forget gate's peephole out of dc_prev",
        question="Which formulas of the step contain the old cell c_prev? How many are there?",
        pointer=_OLD_USES,
        edits=((" + da_f * p_f", ""),),
    ),
    Mistake(
        name="p_o-before-the-derivative",
        behaves_like="one that sends do itself through the output gate's peephole, before the derivative of the "
        "sigmoid",
        question="Does the peephole end at the gate, or at the sum inside the sigmoid?",
        pointer="What passes a peephole backward is the gradient of the sum.",
        edits=((_INTO_DC, " + do * p_o"),),
    ),
    Mistake(
        name="p_i-p_f-before-the-derivative",
        behaves_like="one that sends di and df themselves through the peepholes, before the derivative of the sigmoid",
        question="Does a peephole end at the gate, or at the sum inside the sigmoid?",
        pointer="What passes a peephole backward is the gradient of the sum.",
        edits=((_INTO_DC_PREV, " + di * p_i + df * p_f"),),
    ),
    Mistake(
        name="all-peepholes-before-the-derivative",
        behaves_like="one that sends di, df and do themselves through the peepholes, before the derivative of the "
        "sigmoid",
        question="Does a peephole end at the gate, or at the sum inside the sigmoid?",
        pointer="What passes a peephole backward is the gradient of the sum.",
        edits=((_INTO_DC, " + do * p_o"), (_INTO_DC_PREV, " + di * p_i + df * p_f")),
        alone=True,
    ),
    Mistake(
        name="p_o-added-too-late",
        behaves_like="one that adds the error through the output gate's peephole to dc after di, df and dg were made "
        "from it",
        question="When i, f and g receive their errors, is dc complete?",
        pointer="First gather everything that reaches the new cell. Then go on from the cell to its parts.",
        edits=((_INTO_DC, ""), ("dc * f +", "(dc + da_o * p_o) * f +")),
    ),
    Mistake(
        name="p_o-into-dc_prev",
        behaves_like="one that sends the error through the output gate's peephole to the old cell instead of the new "
        "one",
        question="Which cell does the output gate see?",
        pointer="The output gate is computed after the new cell, and looks at it.",
        edits=((_INTO_DC, ""), ("dc * f +", "dc * f + da_o * p_o +")),
    ),
    Mistake(
        name="p_o-into-both-cells",
        behaves_like="one that sends the error through the output gate's peephole to the old cell as well",
        question="Which cell does the output gate see: the old one, the new one, or both?",
        pointer="The old cell is used by the new one, by the input gate and by the forget gate.",
        edits=(("dc * f +", "dc * f + da_o * p_o +"),),
        alone=True,
    ),
    Mistake(
        name="output-gate-saw-the-old-cell",
        behaves_like="the backward step of a cell whose output gate sees c_prev",
        question="Which cell does the output gate see?",
        pointer="The output gate is computed after the new cell, and looks at it.",
        edits=((_INTO_DC, ""), ("dc * f +", "dc * f + da_o * p_o +"), (_P_O, "(da_o * c_prev).sum(axis=0)")),
    ),
    Mistake(
        name="p_i-and-p_f-exchanged-on-the-path",
        behaves_like="one that sends the error of the input gate through p_f and that of the forget gate through p_i",
        question="Which peephole belongs to which gate?",
        pointer="Read the letters in your line for dc_prev one by one.",
        edits=((_INTO_DC_PREV, " + da_i * p_f + da_f * p_i"),),
        alone=True,
    ),
)

_GRADIENTS = (
    Mistake(
        name="dp_o-with-the-old-cell",
        behaves_like="one whose gradient of p_o uses c_prev, where the new cell belongs",
        question="What is p_o multiplied by in the step?",
        pointer="Two gates see the old cell, one sees the new one.",
        edits=((_P_O, "(da_o * c_prev).sum(axis=0)"),),
    ),
    Mistake(
        name="dp_i-dp_f-with-the-new-cell",
        behaves_like="one whose gradients of p_i and p_f use the new cell, where c_prev belongs",
        question="What are p_i and p_f multiplied by in the step?",
        pointer="Two gates see the old cell, one sees the new one.",
        edits=((_P_I, "(da_i * c).sum(axis=0)"), (_P_F, "(da_f * c).sum(axis=0)")),
    ),
    Mistake(
        name="dp_o-with-tanh-of-c",
        behaves_like="one whose gradient of p_o uses tanh(c), where c belongs",
        question="Does the output gate see the cell, or the cell squashed?",
        pointer="The gradient of a weight holds what the weight was multiplied by.",
        edits=((_P_O, "(da_o * tanh_c).sum(axis=0)"),),
        alone=True,
    ),
    Mistake(
        name="dp-with-h_prev",
        behaves_like="one whose gradients of p_i and p_f use h_prev, where c_prev belongs",
        question="What are p_i and p_f multiplied by in the step?",
        pointer="h_prev belongs to W_h. The peepholes see the cell.",
        edits=((_P_I, "(da_i * h_prev).sum(axis=0)"), (_P_F, "(da_f * h_prev).sum(axis=0)")),
        alone=True,
    ),
    Mistake(
        name="dp_i-and-dp_f-exchanged",
        behaves_like="one that exchanges the gradients of p_i and p_f",
        question="Which peephole belongs to which gate?",
        pointer="Read the letters of your lines one by one.",
        edits=((_P_I, "(da_f * c_prev).sum(axis=0)"), (_P_F, "(da_i * c_prev).sum(axis=0)")),
        alone=True,
    ),
    Mistake(
        name="dp-before-the-derivative",
        behaves_like="one whose gradients of the peepholes are made from di, df and do, before the derivative of the "
        "sigmoid",
        question="Where do the peepholes enter: before the sigmoid, or after it?",
        pointer="p and b stand in the same sum, so both use the same gradient.",
        edits=(
            (_P_I, "(di * c_prev).sum(axis=0)"),
            (_P_F, "(df * c_prev).sum(axis=0)"),
            (_P_O, "(do * c).sum(axis=0)"),
        ),
    ),
    Mistake(
        name="dp-without-the-cell",
        behaves_like="one whose gradients of the peepholes lack the cell, as if they were biases",
        question="What are the peepholes multiplied by in the step?",
        pointer="The gradient of a weight holds what the weight was multiplied by.",
        edits=((_P_I, "da_i.sum(axis=0)"), (_P_F, "da_f.sum(axis=0)"), (_P_O, "da_o.sum(axis=0)")),
        alone=True,
    ),
    Mistake(
        name="dp-averaged",
        behaves_like="one that averages the gradients of the peepholes over the rows instead of summing them",
        question="The same peephole serves every row. When the paths of a variable join, are the gradients averaged?",
        pointer="Look at what you do with the N rows.",
        edits=tuple((one, one.replace("sum", "mean")) for one in (_P_I, _P_F, _P_O)),
        alone=True,
    ),
    Mistake(
        name="dp-not-summed",
        behaves_like="one that leaves out the sum over the rows in the gradients of the peepholes",
        question="p_i has H numbers. How many does your gradient of p_i have?",
        pointer="The same peephole serves all N rows, so the gradients of all rows meet in it.",
        edits=tuple((one, one.replace(".sum(axis=0)", "")) for one in (_P_I, _P_F, _P_O)),
        alone=True,
    ),
    Mistake(
        name="dp-of-the-last-row",
        behaves_like="one whose gradients of the peepholes come from the last row alone",
        question="What happens to the first row's gradient when your loop comes to the second row?",
        pointer="Is it `=` or `+=`?",
        edits=tuple((one, one.replace(".sum(axis=0)", "[-1]")) for one in (_P_I, _P_F, _P_O)),
        alone=True,
    ),
)

_ORDERS = lstm_orders.mistakes(
    "one that packs the gradients of the sums in the order {} instead of i f g o",
    edits=lambda order: ((lstm_orders.named("da", lstm_orders.RIGHT), lstm_orders.named("da", order)),),
)

MISTAKES = (*_PATHS, *_GRADIENTS, *CELL, *(replace(one, alone=True) for one in _ORDERS))
