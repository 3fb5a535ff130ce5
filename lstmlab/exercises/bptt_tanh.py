"""Known mistakes with the derivative of tanh, which several exercises of chapters 3 and 4 share."""

from lstmlab.exercises.specification import Mistake


def slope_mistakes(slope: str, state: str, missing: tuple[str, str]) -> tuple[Mistake, ...]:
    """The mistakes, as edits of one worked answer.

    Args:
        slope: the derivative as it stands there once, with its brackets: "(1 - h**2)".
        state: the state in it: "h".
        missing: the edit (old, new) that leaves the derivative out.
    """
    return (
        Mistake(
            name="tanh-derivative-missing",
            behaves_like="one that lets the gradient pass through tanh without its derivative",
            question="The gradient arrives at the state h. What stands between h and the sum inside tanh?",
            pointer="Each function that the forward pass applies puts its own derivative into the backward pass.",
            edits=(missing,),
        ),
        Mistake(
            name="tanh-twice",
            behaves_like="one that uses 1 - tanh(h)^2, although h is tanh of the sum already",
            question="What is h: the sum before tanh, or its result?",
            pointer="The derivative 1 - tanh(a)^2 is written with the sum a. Write it with h = tanh(a).",
            edits=((slope, f"(1 - np.tanh({state}) ** 2)"),),
        ),
        Mistake(
            name="square-missing",
            behaves_like="one that uses 1 - h where 1 - h^2 belongs",
            question="tanh is as steep at -2 as at 2. Does your factor say so too?",
            pointer="Look at the power of h in the derivative.",
            edits=((slope, f"(1 - {state})"),),
        ),
        Mistake(
            name="square-outside",
            alone=True,
            behaves_like="one that uses (1 - h)^2 where 1 - h^2 belongs",
            question="tanh is as steep at -2 as at 2. Does your factor say so too?",
            pointer="What exactly is squared in the derivative? Look at the brackets.",
            edits=((slope, f"((1 - {state}) ** 2)"),),
        ),
        Mistake(
            name="sigmoid-derivative",
            behaves_like="one that uses h (1 - h), the derivative of the sigmoid",
            question="Which function made h?",
            pointer="For a state of 0, tanh is at its steepest. What does your factor give there?",
            edits=((slope, f"({state} * (1 - {state}))"),),
        ),
        Mistake(
            name="plus-for-minus",
            alone=True,
            behaves_like="one that uses 1 + h^2 where 1 - h^2 belongs",
            question="Where tanh is almost flat, h is almost 1. How large should your factor be there?",
            pointer="Look at the sign in the derivative.",
            edits=((slope, f"(1 + {state} ** 2)"),),
        ),
        Mistake(
            name="derivative-squared",
            alone=True,
            behaves_like="one that multiplies by the derivative of tanh twice",
            question="How many times does one step of the forward pass apply tanh?",
            pointer="Find the two places where your factor 1 - h^2 enters.",
            edits=((slope, f"((1 - {state} ** 2) ** 2)"),),
        ),
    )
