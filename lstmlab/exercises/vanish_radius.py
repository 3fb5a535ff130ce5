"""Exercise vanish.rescale_spectral_radius: a matrix scaled to the spectral radius that is asked for."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.specification import Case, Exercise, Mistake


def rescale_spectral_radius(W, radius):
    eigenvalues = np.linalg.eigvals(W)
    largest = np.abs(eigenvalues).max()
    return W * (radius / largest)


def _symmetric(triangle):
    def rescale_spectral_radius(W, radius):
        return W * (radius / np.abs(np.linalg.eigvalsh(W, triangle)).max())

    return rescale_spectral_radius


def _turning(rng, angle):
    """A matrix whose largest eigenvalues are complex: a turn by an angle, seen from a random basis."""
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 0.4]])
    basis = np.eye(3) + 0.5 * numbers(rng, 3, 3)
    return np.linalg.inv(basis) @ turn @ basis


def _leaning(rng, *eigenvalues):
    """A matrix with these real eigenvalues, not symmetric."""
    n = len(eigenvalues)
    basis = np.eye(n) + 0.3 * numbers(rng, n, n)
    return np.linalg.inv(basis) @ np.diag(eigenvalues) @ basis


def _cases(rng):
    yield Case({"W": numbers(rng, 4, 4), "radius": 0.9}, "random numbers")
    yield Case({"W": numbers(rng, 5, 5, dtype=np.float32), "radius": 1.3}, "float32 numbers")
    yield Case({"W": _turning(rng, 2.0), "radius": 1.1}, "complex eigenvalues")
    # Zeros below the diagonal: the eigenvalues stand on it, and the largest one is not the first.
    negative = np.triu(numbers(rng, 3, 3), 1) + np.diag([0.3, -1.2, 0.5])
    yield Case({"W": negative, "radius": 0.7}, "a negative eigenvalue is the largest")
    yield Case({"W": _leaning(rng, 0.5, 0.3), "radius": 0.9}, "a radius that has to grow")
    yield Case({"W": 3 * numbers(rng, 6, 6), "radius": 1.0}, "a radius that has to shrink")
    yield Case({"W": np.array([[-0.4]]), "radius": 0.95}, "a single unit")


EXERCISE = Exercise(
    name="vanish.rescale_spectral_radius",
    title="Scale a matrix to a spectral radius",
    chapter=4,
    points=2,
    section=("spectral-radius", "The spectral radius"),
    arguments={"W": "H H", "radius": None},
    returns="H H",
    cases=_cases,
    worked=rescale_spectral_radius,
    tested="complex and negative eigenvalues, radii that grow and that shrink, float32, and a single unit",
    mistakes=(
        Mistake(
            name="largest-singular-value",
            behaves_like="one that divides by the largest singular value: the norm of W, not its spectral radius",
            question="How far W can stretch a vector once, and how fast it grows in the long run: which of them is "
            "the spectral radius?",
            pointer="The two agree for symmetric matrices. Look at the eigenvalues.",
            edits=(("np.abs(eigenvalues).max()", "np.linalg.norm(W, 2)"),),
        ),
        Mistake(
            name="frobenius-norm",
            behaves_like="one that divides by the root of the sum of all squares: the length of W as one vector",
            question="What does `np.linalg.norm` give for a matrix?",
            pointer="The spectral radius is the size of an eigenvalue. No norm of the entries is the same.",
            edits=(("np.abs(eigenvalues).max()", "np.linalg.norm(W)"),),
        ),
        Mistake(
            name="largest-entry",
            behaves_like="one that divides by the largest entry of W",
            question="Which numbers of W decide how fast its powers grow: its entries, or its eigenvalues?",
            pointer="NumPy computes eigenvalues in `np.linalg`.",
            edits=(("np.abs(eigenvalues).max()", "np.abs(W).max()"),),
        ),
        Mistake(
            name="largest-sum",
            behaves_like="one that divides by the largest sum of sizes in a row",
            question="Which numbers of W decide how fast its powers grow: sums of its entries, or its eigenvalues?",
            pointer="NumPy computes eigenvalues in `np.linalg`.",
            edits=(("np.abs(eigenvalues).max()", "np.abs(W).sum(axis=1).max()"),),
        ),
        Mistake(
            name="signs-kept",
            behaves_like="one that takes the largest eigenvalue without its size: -2 counts as less than 1",
            question="Which of the eigenvalues -2 and 1 makes powers of W grow faster?",
            pointer="An eigenvalue may be negative or complex. Its size decides.",
            edits=(("np.abs(eigenvalues).max()", "eigenvalues.max()"),),
            others=(lambda W, radius: W * (radius / max(np.linalg.eigvals(W), key=lambda one: one.real)),),
        ),
        Mistake(
            name="real-parts-only",
            behaves_like="one that looks at the real parts of the eigenvalues, with their signs",
            question="How large is the complex number 0.6 + 0.8i?",
            pointer="The size of a complex number needs both of its parts, and it has no sign.",
            edits=(("np.abs(eigenvalues).max()", "eigenvalues.real.max()"),),
        ),
        Mistake(
            name="size-of-real-parts",
            behaves_like="one that looks at the sizes of the real parts of the eigenvalues",
            question="How large is the complex number 0.6 + 0.8i?",
            pointer="The size of a complex number needs both of its parts.",
            edits=(("np.abs(eigenvalues).max()", "np.abs(eigenvalues.real).max()"),),
        ),
        Mistake(
            name="size-taken-too-late",
            behaves_like="one that looks for the largest eigenvalue first and takes its size then: -2 loses against 1",
            question="Which of the eigenvalues -2 and 1 does `.max()` choose?",
            pointer="Take the sizes of all eigenvalues first. Then look for the largest.",
            edits=(("np.abs(eigenvalues).max()", "np.abs(eigenvalues.max())"),),
        ),
        Mistake(
            name="size-not-taken",
            behaves_like="one that divides by the largest eigenvalue itself, which may be negative or complex",
            question="If the largest eigenvalue is -2, what becomes of the signs in W?",
            pointer="W is to become longer or shorter, not to turn. Divide by a size.",
            edits=(("np.abs(eigenvalues).max()", "eigenvalues[np.abs(eigenvalues).argmax()]"),),
        ),
        Mistake(
            name="first-eigenvalue",
            behaves_like="one that takes the first eigenvalue for the largest",
            question="In which order does `np.linalg.eigvals` return its values?",
            pointer="They are not sorted.",
            edits=(("np.abs(eigenvalues).max()", "np.abs(eigenvalues)[0]"),),
        ),
        Mistake(
            name="smallest-eigenvalue",
            behaves_like="one that divides by the size of the smallest eigenvalue",
            question="Which eigenvalue is left over after many multiplications?",
            pointer="The spectral radius is the largest of the sizes.",
            edits=(("np.abs(eigenvalues).max()", "np.abs(eigenvalues).min()"),),
        ),
        Mistake(
            name="mean-of-eigenvalues",
            behaves_like="one that divides by the mean size of the eigenvalues",
            question="Which eigenvalue is left over after many multiplications?",
            pointer="The spectral radius is the largest of the sizes.",
            edits=(("np.abs(eigenvalues).max()", "np.abs(eigenvalues).mean()"),),
        ),
        Mistake(
            name="symmetric-eigenvalues",
            behaves_like="one that takes W for symmetric: `eigvalsh` and `eigh` read one triangle of it alone",
            question="What does the h in `eigvalsh` stand for?",
            pointer="Recurrent weights are not symmetric. There is a function for matrices of every kind.",
            function=_symmetric("L"),
            others=(_symmetric("U"),),
        ),
        Mistake(
            name="upside-down",
            behaves_like="one that scales by largest / radius",
            question="If the radius is 2 and you want 1, do you multiply by 2 or by one half?",
            pointer="Compute the spectral radius of your result. Is it what was asked for?",
            edits=(("radius / largest", "largest / radius"),),
        ),
        Mistake(
            name="multiplied-only",
            behaves_like="one that multiplies by the radius and does not divide by what W has already",
            question="What is the spectral radius of your result, if W begins with another one than 1?",
            pointer="Compute the spectral radius of W first.",
            edits=(("radius / largest", "radius"),),
        ),
        Mistake(
            name="divided-only",
            behaves_like="one that makes the spectral radius 1, whatever is asked for",
            question="Change radius and nothing else. Does your result change?",
            pointer="After the division the spectral radius is 1. One step is left.",
            edits=(("radius / largest", "1 / largest"),),
        ),
        Mistake(
            name="never-enlarged",
            behaves_like="one that leaves W as it is where its spectral radius is below the one asked for",
            question="A matrix with spectral radius 0.5 is to get 0.9. What has to happen to it?",
            pointer="Clipping stops at a limit. Here the radius has to be met from both sides.",
            edits=(("radius / largest", "min(1, radius / largest)"),),
        ),
        Mistake(
            name="root",
            behaves_like="one that scales by the square root of radius / largest",
            question="If W is multiplied by 3, what happens to its eigenvalues?",
            pointer="Eigenvalues grow as W grows. No root and no square is needed.",
            edits=(("radius / largest", "(radius / largest) ** 0.5"),),
        ),
        Mistake(
            name="W-changed-in-place",
            behaves_like="one that gives the right matrix and overwrites the caller's W",
            question="What does the array W hold after your function has returned?",
            pointer="`W *= ...` writes into the array of the caller. Make a new one.",
            edits=(("return W * (radius / largest)", "W *= radius / largest\n    return W"),),
        ),
    ),
)
