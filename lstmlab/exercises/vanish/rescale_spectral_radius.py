"""Exercise vanish.rescale_spectral_radius: a matrix scaled to the spectral radius that is asked for."""

import numpy as np

from lstmlab.exercises.draw import numbers
from lstmlab.exercises.mistakes import load
from lstmlab.exercises.specification import Case, Exercise


def rescale_spectral_radius(W, radius):
    eigenvalues = np.linalg.eigvals(W)
    largest = np.abs(eigenvalues).max()
    return W * (radius / largest)


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


def cases(rng):
    yield Case({"W": numbers(rng, 4, 4), "radius": 0.9}, "random numbers")
    yield Case({"W": numbers(rng, 5, 5, dtype=np.float32), "radius": 1.3}, "float32 numbers")
    yield Case({"W": _turning(rng, 2.0), "radius": 1.1}, "complex eigenvalues")
    # Zeros below the diagonal: the eigenvalues stand on it, and the largest one is not the first.
    negative = np.triu(numbers(rng, 3, 3), 1) + np.diag([0.3, -1.2, 0.5])
    yield Case({"W": negative, "radius": 0.7}, "a negative eigenvalue is the largest")
    yield Case({"W": _leaning(rng, 0.5, 0.3), "radius": 0.9}, "a radius that has to grow")
    yield Case({"W": 3 * numbers(rng, 6, 6), "radius": 1.0}, "a radius that has to shrink")
    yield Case({"W": 1e5 * numbers(rng, 4, 4), "radius": 300.0}, "large numbers")
    yield Case({"W": 1e-7 * numbers(rng, 4, 4), "radius": 1e-6}, "small numbers")
    yield Case({"W": np.diag([0.9 + 6e-6, 0.2]), "radius": 0.9}, "a radius that is nearly right")
    yield Case({"W": np.array([[-0.4]]), "radius": 0.95}, "a single unit")


EXERCISE = Exercise(
    name="vanish.rescale_spectral_radius",
    title="Scale a matrix to a spectral radius",
    chapter=4,
    points=2,
    section=("spectral-radius", "The spectral radius"),
    arguments={"W": "H H", "radius": None},
    returns="H H",
    cases=cases,
    worked=rescale_spectral_radius,
    tested="complex and negative eigenvalues, radii that grow and that shrink, large and small numbers, float32, and a "
    "single unit",
    mistakes=load("vanish.rescale_spectral_radius"),
)
