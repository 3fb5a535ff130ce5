"""The known mistakes of exercise lstm.backward."""

from dataclasses import replace

from lstmlab.exercises import lstm_backward_whole as whole
from lstmlab.exercises import lstm_orders
from lstmlab.exercises import lstm_step_backward_shared as shared
from lstmlab.exercises.lstm_orders import RIGHT, named
from lstmlab.exercises.lstm_step_shared import sigmoid_overflows
from lstmlab.exercises.specification import Mistake

_TWO_WAYS = "Between two steps the gradient travels on two ways: through h and through c."
_SHARED = "All steps share the same weights, so the gradients of all steps are added."

MISTAKES = (
    *lstm_orders.mistakes(
        "one that packs the gates in the order {} instead of i f g o, forward and backward",
        edits=lambda order: (
            (named("a", RIGHT) + " =", named("a", order) + " ="),
            (named("da", RIGHT) + "]", named("da", order) + "]"),
        ),
    ),
    *lstm_orders.mistakes(
        "one that packs the gradients in the order {}, while the weights stand in the order i f g o",
        function=whole.gradients_packed_in,
        prefix="gradient-order",
    ),
    Mistake(
        name="nothing-from-the-future",
        behaves_like="one in which no gradient travels from one step to the step before it",
        question="The loss at the last step depends on the first input. Does your gradient of xs[0] depend on dhs[-1]?",
        pointer=_TWO_WAYS,
        edits=(("dh = dh + dhs[t]", "dh = dhs[t]"), ("dc = dc + dh", "dc = dh")),
        others=(whole.nothing_handed_on,),
        alone=True,
    ),
    Mistake(
        name="dc-not-fed-back",
        behaves_like="one in which the gradient travels back through h alone, and never through the cell",
        question="Through which of its states does an LSTM carry a gradient over many steps?",
        pointer=_TWO_WAYS,
        edits=(("dc = dc + dh", "dc = dh"),),
        others=(whole.dc_never_handed_on,),
    ),
    Mistake(
        name="dh-not-fed-back",
        behaves_like="one in which the gradient travels back through the cell alone, and never through h",
        question="The gates of the next step saw this h. Where does their gradient arrive?",
        pointer=_TWO_WAYS,
        edits=(("dh = dh + dhs[t]", "dh = dhs[t]"),),
        others=(whole.dh_never_handed_on,),
    ),
    Mistake(
        name="last-loss-only",
        behaves_like="one that uses the loss of the last step alone",
        question="Set dhs[-1] to zero. Are all gradients zero in your function?",
        pointer="Each step's h receives two gradients: from its own loss and from the step after it.",
        edits=(("dh = dh + dhs[t]", "dh = dh + dhs[t] if t == T - 1 else dh"),),
        alone=True,
    ),
    Mistake(
        name="loss-on-the-cells",
        behaves_like="one that adds dhs to the gradient of the cells as well",
        question="Which of the two states does the loss read?",
        pointer="dhs belongs to the outputs h. It reaches c only through h.",
        edits=(("dc = dc + dh", "dc = dc + dhs[t] + dh"),),
        alone=True,
    ),
    Mistake(
        name="dh-does-not-reach-c",
        behaves_like="one in which the loss never reaches the cell: dc stays zero",
        question="What is h made of? To which of its parts have you handed the gradient?",
        pointer="The cell c is used twice: by h in this step, and by the next step.",
        edits=((" + dh * o * (1 - tanh_c**2)", ""),),
        alone=True,
    ),
    Mistake(
        name="c_prev-without-f",
        behaves_like="one that hands dc on to the step before without the forget gate",
        question="What is c_prev multiplied by on its way into c?",
        pointer=shared.PARTNER,
        edits=(("dc = dc * f", "dc = dc"),),
    ),
    shared.SLOPE_FROM_C_ITSELF,
    replace(shared.SLOPE_OF_TANH_C_MISSING, alone=True),
    shared.O_MISSING_ON_THE_WAY_TO_C,
    shared.DO_WITH_C,
    shared.DF_WITH_NEW_C,
    *(
        replace(one, alone=True)
        for one in (*shared.SLOPES_OF_THE_GATES_MISSING, shared.SLOPE_OF_G_MISSING, shared.SIGMOIDS_SLOPE_FOR_G)
    ),
    Mistake(
        name="no-tanh-of-c-forward",
        behaves_like="one whose forward pass shows c itself, without tanh",
        question="Can an h of your forward pass be larger than 1?",
        pointer="Look at the line that makes h, in the first loop.",
        edits=(("h = o * np.tanh(c)", "h = o * c"),),
        alone=True,
    ),
    Mistake(
        name="W_h-with-the-new-h",
        behaves_like="one that uses h_t where h_{t-1} belongs in the gradient of W_h",
        question="Which h was W_h multiplied by at step t?",
        pointer="The step's own output comes after its weights.",
        edits=(("h_prev.T @ da", "(o * tanh_c).T @ da"),),
        alone=True,
    ),
    Mistake(
        name="last-output-at-the-first-step",
        behaves_like="one that reads hs[-1], the last output, where h0 belongs",
        question="What is hs[t - 1] for t = 0?",
        pointer="The state before the first step is h0, and before the first cell comes c0.",
        function=whole.last_output_at_the_first_step,
        others=(whole.last_states_at_the_first_step,),
    ),
    Mistake(
        name="start-states-ignored",
        behaves_like="one whose forward pass starts from zeros instead of h0 and c0",
        question="At the first step, which states stand on the right of your formulas?",
        pointer="h0 and c0 are arguments. Where do they enter?",
        function=whole.start_states_ignored,
    ),
    Mistake(
        name="states-kept-between-calls",
        behaves_like="one whose forward pass starts from the last states of the call before",
        question="Call your function twice with the same arguments. Where could it remember anything?",
        pointer="A variable outside the function, or a default value that is changed, lives on after the call.",
        function=whole.states_kept_between_calls,
    ),
    Mistake(
        name="weights-overwritten",
        behaves_like="one that keeps the gradients of the weights of the first step alone",
        question="What happens to the gradient of the last step when your loop comes to the step before it?",
        pointer=_SHARED,
        edits=(("dW_x +=", "dW_x ="), ("dW_h +=", "dW_h ="), ("db +=", "db =")),
    ),
    *(
        Mistake(
            name=f"{name}-overwritten",
            behaves_like=f"one that keeps the gradient of {name} of the first step alone",
            question=f"What happens to d{name} of the last step when your loop comes to the step before it?",
            pointer=_SHARED,
            edits=((f"d{name} +=", f"d{name} ="),),
            alone=True,
        )
        for name in ("W_x", "W_h", "b")
    ),
    Mistake(
        name="forward-in-time",
        behaves_like="one whose backward loop runs from the first step to the last",
        question="Which step's gradient can be computed without knowing that of another step?",
        pointer="Look at the direction of the second loop.",
        edits=(("reversed(range(T))", "range(T)"),),
        alone=True,
    ),
    Mistake(
        name="dxs-in-reverse",
        behaves_like="one whose gradients of xs stand in reverse order",
        question="Your loop meets the last step first. In which place does its gradient end up?",
        pointer="A list that grows from the end has to be turned round.",
        function=whole.in_reverse,
    ),
    Mistake(
        name="start-gradients-exchanged",
        behaves_like="one that returns the gradient of c0 as h0 and that of h0 as c0",
        question="What stands beside `h0` in your dict?",
        pointer="Both have the shape (N, H), so the shapes cannot warn you.",
        edits=(('"h0": dh, "c0": dc', '"h0": dc, "c0": dh'),),
        alone=True,
    ),
    Mistake(
        name="start-gradients-zero",
        behaves_like="one whose gradients of h0 and c0 are zero",
        question="Would the outputs change if h0 or c0 changed a little?",
        pointer="What is left in dh and dc when the loop has ended?",
        edits=(('"h0": dh, "c0": dc', '"h0": 0 * dh, "c0": 0 * dc'),),
        alone=True,
    ),
    Mistake(
        name="dhs-changed-in-place",
        behaves_like="one that adds to the caller's dhs in place",
        question="What does the caller's dhs hold after your function has run?",
        pointer="`dhs[t] += ...` writes into the array that came in.",
        function=whole.changed_in_place,
    ),
    Mistake(
        name="b-averaged",
        behaves_like="one that averages the gradient of b over the batch instead of summing it",
        question="The same bias is added to every row. When paths join, are their gradients averaged or added?",
        pointer="Any mean is in dhs already.",
        edits=(("da.sum", "da.mean"),),
    ),
    Mistake(
        name="averaged-over-the-batch",
        behaves_like="one that divides the gradients of the weights by the number of sequences",
        question="Where is the mean over the batch taken: in the loss, or here?",
        pointer="Any mean is in dhs already.",
        function=whole.averaged_over_the_batch,
    ),
    Mistake(
        name="averaged-over-the-steps",
        behaves_like="one that divides the gradients of the weights by the number of steps",
        question="Where is the mean over the steps taken: in the loss, or here?",
        pointer="Any mean is in dhs already.",
        function=whole.averaged_over_the_steps,
    ),
    Mistake(
        name="unit-by-unit",
        behaves_like="one that puts the gradients of a unit's four gates into neighbouring columns",
        question="Whose numbers stand in the first H columns of W_x: those of one gate, or those of one unit?",
        pointer="The columns come in four blocks of H, a block for each gate.",
        function=whole.unit_by_unit,
    ),
    sigmoid_overflows(whole.overflowing_sigmoid),
)
