"""Known mistakes on the way back through an LSTM's step: lstm.step_backward and lstm.backward have them in common.

They are edits of lines that stand in both worked answers.
"""

from lstmlab.exercises.lstm_step_shared import GATES
from lstmlab.exercises.specification import Mistake

SLOPE = "Each function of the forward pass puts its own slope into the backward pass."
PARTNER = "Where two numbers are multiplied, the gradient of one is multiplied by the other."

SLOPE_FROM_C_ITSELF = Mistake(
    name="slope-from-c-itself",
    behaves_like="one that uses 1 - c^2 where 1 - tanh(c)^2 belongs",
    question="h = o tanh(c). Is c the sum before tanh, or its result?",
    pointer="The short form 1 - y^2 holds for y = tanh(c).",
    edits=(("(1 - tanh_c**2)", "(1 - c**2)"),),
)
SLOPE_OF_TANH_C_MISSING = Mistake(
    name="slope-of-tanh_c-missing",
    behaves_like="one without the slope of tanh between h and c",
    question="What stands between c and h?",
    pointer=SLOPE,
    edits=((" * (1 - tanh_c**2)", ""),),
)
O_MISSING_ON_THE_WAY_TO_C = Mistake(
    name="o-missing-on-the-way-to-c",
    behaves_like="one without the output gate between h and c",
    question="What is tanh(c) multiplied by on its way into h?",
    pointer=PARTNER,
    edits=(("dh * o * (1", "dh * (1"),),
    alone=True,
)
DO_WITH_C = Mistake(
    name="do-with-c",
    behaves_like="one whose gradient of o has c where tanh(c) belongs",
    question="What is o multiplied by in the formula of h?",
    pointer=PARTNER,
    edits=(("dh * tanh_c", "dh * c"),),
)
DF_WITH_NEW_C = Mistake(
    name="df-with-new-c",
    behaves_like="one whose gradient of f has the new c where c_prev belongs",
    question="What is f multiplied by in the formula of c?",
    pointer=PARTNER,
    edits=(("dc * c_prev", "dc * c"),),
)
SLOPES_OF_THE_GATES_MISSING = tuple(
    Mistake(
        name=f"slope-of-{gate}-missing",
        behaves_like=f"one without the slope of the sigmoid in the {word}",
        question=f"The error arrives at {gate}. What stands between {gate} and the sum a_{gate}?",
        pointer=SLOPE,
        edits=((f" * {gate} * (1 - {gate})", ""),),
    )
    for gate, word in GATES.items()
)
SLOPE_OF_G_MISSING = Mistake(
    name="slope-of-g-missing",
    behaves_like="one without the slope of tanh in the candidate",
    question="The error arrives at g. What stands between g and the sum a_g?",
    pointer=SLOPE,
    edits=((" * (1 - g**2)", ""),),
)
SIGMOIDS_SLOPE_FOR_G = Mistake(
    name="sigmoids-slope-for-g",
    behaves_like="one that uses g (1 - g), the slope of the sigmoid, for the candidate",
    question="Which function made g?",
    pointer="g is no gate: it goes from -1 to 1.",
    edits=(("(1 - g**2)", "g * (1 - g)"),),
)
