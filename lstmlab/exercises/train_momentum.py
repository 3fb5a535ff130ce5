"""Exercise train.momentum_step: one step of gradient descent with momentum."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def momentum_step(w, grad, velocity, lr, beta):
    velocity = beta * velocity + grad
    return w - lr * velocity, velocity


def _velocity_with_rate(w, grad, velocity, lr, beta):
    velocity = beta * velocity + lr * grad
    return w - velocity, velocity


def _downhill_velocity(w, grad, velocity, lr, beta):
    velocity = beta * velocity - grad
    return w + lr * velocity, velocity


def _downhill_velocity_with_rate(w, grad, velocity, lr, beta):
    velocity = beta * velocity - lr * grad
    return w + velocity, velocity


def _uphill_with_rate(w, grad, velocity, lr, beta):
    velocity = beta * velocity - lr * grad
    return w - velocity, velocity


def _rate_twice(w, grad, velocity, lr, beta):
    velocity = beta * velocity + lr * grad
    return w - lr * velocity, velocity


def _rate_and_beta_exchanged(w, grad, velocity, lr, beta):
    velocity = lr * velocity + grad
    return w - beta * velocity, velocity


def _old_velocity_returned(w, grad, velocity, lr, beta):
    return w - lr * (beta * velocity + grad), velocity + 0


def _old_velocity(w, grad, velocity, lr, beta):
    return w - lr * velocity, beta * velocity + grad


def _velocity_changed(w, grad, velocity, lr, beta):
    velocity *= beta
    velocity += grad
    return w - lr * velocity, velocity


def _weights_changed(w, grad, velocity, lr, beta):
    velocity = beta * velocity + grad
    w -= lr * velocity
    return w, velocity


def _both_changed(w, grad, velocity, lr, beta):
    velocity *= beta
    velocity += grad
    w -= lr * velocity
    return w, velocity


def _case(rng, label, *shape, lr=0.3, beta=0.6, dtype=np.float64):
    three = (numbers(rng, *shape, dtype=dtype) for _ in range(3))
    return Case(dict(zip(("w", "grad", "velocity"), three, strict=True)) | {"lr": lr, "beta": beta}, label)


def _cases(rng):
    yield _case(rng, "random numbers", 4, 3)
    yield _case(rng, "float32 numbers", 3, 5, dtype=np.float32)
    yield _case(rng, "a vector of weights", 6, lr=0.7, beta=0.9)
    yield _case(rng, "beta = 0: no momentum", 2, 3, beta=0.0)
    start = _case(rng, "the first step, with no velocity yet", 3, 2)
    start.inputs["velocity"] = np.zeros((3, 2))
    yield start
    coasting = _case(rng, "a gradient of zero", 5, lr=2.0, beta=0.3)
    coasting.inputs["grad"] = np.zeros(5)
    yield coasting
    yield _case(rng, "a single weight", 1)


_LAST = "What remains of the last step when the gradient is zero?"

EXERCISE = Exercise(
    name="train.momentum_step",
    title="One step with momentum",
    chapter=8,
    points=1,
    section=("training-optimisers", "From SGD to Adam"),
    arguments={"w": None, "grad": None, "velocity": None, "lr": None, "beta": None},
    returns=(("w", None), ("velocity", None)),
    cases=_cases,
    worked=momentum_step,
    tested="matrices and vectors, a first step without velocity, a gradient of zero, beta = 0, float64 and float32",
    mistakes=(
        Mistake(
            name="running-mean",
            behaves_like="one that multiplies the gradient by 1 - beta: a running mean, as in Adam",
            question="With a constant gradient of 1 and beta = 0.9, does the exercise's velocity tend to 1 or to 10?",
            pointer="Look at the factor before the gradient in the formula.",
            edits=(("+ grad", "+ (1 - beta) * grad"),),
        ),
        Mistake(
            name="rate-inside-the-velocity",
            behaves_like="one that multiplies the gradient by lr before it is added to the velocity",
            question="Set lr to 0 and nothing else. Should the velocity still change?",
            pointer="The same w for a constant rate, but another velocity: here lr stands in the second formula alone.",
            function=_velocity_with_rate,
        ),
        Mistake(
            name="velocity-downhill",
            behaves_like="one whose velocity points downhill: the gradient is subtracted from it",
            question="Which sign has the gradient in the first formula, and which one lr in the second?",
            pointer="In this course the velocity is a sum of gradients, and w goes against it.",
            function=_downhill_velocity,
        ),
        Mistake(
            name="velocity-downhill-with-rate",
            behaves_like="one whose velocity is the step itself: it points downhill and has lr inside",
            question="Which sign has the gradient in the first formula, and where does lr stand?",
            pointer="Many books write it like this, and w is the same. The exercise asks for the other velocity.",
            function=_downhill_velocity_with_rate,
        ),
        Mistake(
            name="uphill-with-rate",
            behaves_like="one whose velocity points downhill and has lr inside, and is then subtracted: uphill again",
            question="How many minus signs stand between the gradient and w?",
            pointer="The exercise has one minus, before lr in the second formula, and no lr in the first.",
            function=_uphill_with_rate,
        ),
        Mistake(
            name="rate-twice",
            behaves_like="one that multiplies the gradient by lr twice: in the velocity and in the step",
            question="Set beta to 0: is the step lr times the gradient, or lr squared?",
            pointer="lr stands in the second formula alone.",
            function=_rate_twice,
        ),
        Mistake(
            name="rate-on-the-gradient-alone",
            behaves_like="one whose step has lr before the new gradient alone, and not before the old velocity",
            question="The gradient is zero and lr is tiny. How far does w move?",
            pointer="lr times the whole velocity is subtracted.",
            edits=(("w - lr * velocity", "w - (velocity - grad) - lr * grad"),),
        ),
        Mistake(
            name="rate-and-beta-exchanged",
            behaves_like="one that takes lr for beta and beta for lr",
            question="Which of the two makes the old velocity fade, and which says how long the step is?",
            pointer="beta belongs to the first formula, lr to the second.",
            function=_rate_and_beta_exchanged,
        ),
        Mistake(
            name="uphill",
            behaves_like="one that adds the step instead of subtracting it",
            question="A positive gradient: does the loss grow or fall when w grows?",
            pointer="The step goes against the velocity.",
            edits=(("w - lr", "w + lr"),),
        ),
        Mistake(
            name="gradient-subtracted",
            behaves_like="one that subtracts the gradient from the velocity, and the velocity from w: uphill again",
            question="How many minus signs stand between the gradient and w?",
            pointer="One of the two signs has to be a plus.",
            edits=(("+ grad", "- grad"),),
        ),
        Mistake(
            name="old-velocity",
            behaves_like="one that moves w with the velocity from before this gradient",
            question="The first step, velocity zero: does w move?",
            pointer="The velocity is brought up to date first, then w is moved with it.",
            function=_old_velocity,
        ),
        Mistake(
            name="nesterov",
            behaves_like="Nesterov's momentum: the gradient is taken where the velocity is about to carry w",
            question="What is subtracted from w: lr times the velocity, or something with the gradient besides?",
            pointer="Plain momentum is asked for. Nesterov's form comes a few paragraphs later.",
            edits=(("lr * velocity", "lr * (grad + beta * velocity)"),),
        ),
        Mistake(
            name="no-momentum",
            behaves_like="one that moves w with the gradient alone, and keeps a velocity that nobody uses",
            question=_LAST,
            pointer="Which of the two is multiplied by lr?",
            edits=(("lr * velocity", "lr * grad"),),
        ),
        Mistake(
            name="velocity-forgotten",
            behaves_like="one whose velocity is the gradient: what was there before is lost",
            question=_LAST,
            pointer="`=` replaces. What has to be kept of the old velocity?",
            edits=(("beta * velocity + grad", "grad + 0"),),
        ),
        Mistake(
            name="nothing-fades",
            behaves_like="one that adds up all gradients and lets none of them fade",
            question="Change beta and nothing else. Does your result change?",
            pointer="The old velocity is made smaller before the gradient is added.",
            edits=(("beta * velocity", "velocity"),),
        ),
        Mistake(
            name="beta-on-both",
            behaves_like="one that multiplies the gradient by beta too",
            question="What is beta times: the old velocity, or the sum?",
            pointer="Look for brackets that should not be there.",
            edits=(("beta * velocity + grad", "beta * (velocity + grad)"),),
        ),
        Mistake(
            name="beta-on-the-gradient",
            behaves_like="one that multiplies the gradient by beta, and not the old velocity",
            question="Which of the two has to fade, the old velocity or the new gradient?",
            pointer="With beta = 0 nothing but the gradient is left.",
            edits=(("beta * velocity + grad", "velocity + beta * grad"),),
        ),
        Mistake(
            name="one-minus-beta-kept",
            behaves_like="one that keeps 1 - beta of the old velocity",
            question="With beta = 0.9, how much of the old velocity is kept?",
            pointer="beta is what stays, not what goes.",
            edits=(("beta * velocity", "(1 - beta) * velocity"),),
        ),
        Mistake(
            name="rate-left-out",
            behaves_like="one that leaves lr out",
            question="Change lr and nothing else. Does your result change?",
            pointer="How long a step is made with the velocity?",
            edits=(("lr * velocity", "velocity"),),
        ),
        Mistake(
            name="velocity-first",
            behaves_like="one that returns the velocity before w",
            question="In which order does the exercise name what it asks for?",
            pointer="Look at what stands after `return`.",
            edits=(("return w - lr * velocity, velocity", "return velocity, w - lr * velocity"),),
        ),
        Mistake(
            name="velocity-not-returned",
            behaves_like="one that returns the gradient in place of the velocity",
            question="What does the next call need in order to go on?",
            pointer="Look at what stands after `return`.",
            edits=(("velocity, velocity", "velocity, grad"),),
        ),
        Mistake(
            name="old-velocity-returned",
            behaves_like="one that moves w rightly and returns the velocity that came in",
            question="What does the next call need in order to go on?",
            pointer="Keep the new velocity in a name, and return that.",
            function=_old_velocity_returned,
        ),
        Mistake(
            name="step-returned",
            behaves_like="one that returns the step in place of the new w",
            question="What does the exercise ask for: by how much w changes, or the new w?",
            pointer="The step is subtracted from w.",
            edits=(("w - lr * velocity", "lr * velocity"),),
        ),
        Mistake(
            name="velocity-changed-in-place",
            behaves_like="one that gives the right values and overwrites the caller's velocity",
            question="What does the caller's velocity hold after your function has returned?",
            pointer="`velocity *= beta` writes into the caller's array. `velocity = beta * velocity + ...` does not.",
            function=_velocity_changed,
            others=(_both_changed,),
        ),
        Mistake(
            name="weights-changed-in-place",
            behaves_like="one that gives the right values and overwrites the caller's weights",
            question="What does the caller's w hold after your function has returned?",
            pointer="`w -= ...` writes into the caller's array. `w - ...` makes a new one.",
            function=_weights_changed,
        ),
    ),
)
