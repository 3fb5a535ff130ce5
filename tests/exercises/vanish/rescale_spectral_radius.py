"""vanish.rescale_spectral_radius: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("vanish.rescale_spectral_radius")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def radius_in_one_line(W, radius):
    return radius * W / max(abs(np.linalg.eigvals(W)))


@right
def radius_with_eigenvectors(W, radius):
    values, _ = np.linalg.eig(W)
    return W / np.max(np.absolute(values)) * radius


@right
def radius_of_the_transpose(W, radius):
    sizes = np.sort(np.abs(np.linalg.eigvals(W.T)))
    return np.multiply(W, radius / sizes[-1])


@right
def radius_with_a_root(W, radius):
    values = np.linalg.eigvals(W.astype(complex))
    return W * radius / np.sqrt(np.max(values.real**2 + values.imag**2))


@right
def radius_as_a_list(W, radius):
    rho = max(np.hypot(one.real, one.imag) for one in np.linalg.eigvals(W))
    return [row * radius / rho for row in W]


@right
def radius_on_a_copy(W, radius):
    W = W.copy()
    W *= radius / np.linalg.norm(np.linalg.eigvals(W), np.inf)
    return W


@wrong("largest-singular-value")
def _(W, radius):
    _, s, _ = np.linalg.svd(W)
    return W * radius / s[0]


@wrong("frobenius-norm")
def _(W, radius):
    return W / np.linalg.norm(W) * radius


@wrong("signs-kept")
def _(W, radius):
    return W * radius / np.linalg.eigvals(W).max()


@wrong("signs-kept", says="complex")
def _(W, radius):
    return W * radius / max(np.linalg.eigvals(W), key=lambda one: one.real)


@wrong("real-parts-only")
def _(W, radius):
    values, _vectors = np.linalg.eig(W)
    return W * radius / np.max(np.real(values))


@wrong("symmetric-eigenvalues")
def _(W, radius):
    return W * radius / np.max(np.abs(np.linalg.eigvalsh(W)))


@wrong("divided-only")
def _(W, radius):
    return W / np.max(np.abs(np.linalg.eigvals(W)))


@wrong("multiplied-only")
def _(W, radius):
    return radius * W


@wrong("upside-down")
def _(W, radius):
    return W * max(abs(np.linalg.eigvals(W))) / radius


@wrong("W-changed-in-place", says="W *=")
def _(W, radius):
    rho = np.abs(np.linalg.eigvals(W)).max()
    W *= radius / rho
    return W


@wrong("never-enlarged")
def _(W, radius):
    rho = np.abs(np.linalg.eigvals(W)).max()
    return W * (radius / rho) if rho > radius else W


@wrong(says="single number")
def _(W, radius):
    return radius / np.abs(np.linalg.eigvals(W)).max()


@wrong("size-of-real-parts", "divided-only")
def _(W, radius):
    return W / np.abs(np.linalg.eigvals(W).real).max()


@wrong("norm-of-the-eigenvalues")
def _(W, radius):
    values, _ = np.linalg.eig(W)
    return radius * W / np.sqrt(np.sum(np.abs(values) ** 2))


@wrong("sum-of-the-eigenvalues")
def _(W, radius):
    return radius * W / sum(abs(one) for one in np.linalg.eigvals(W))


@wrong("trace")
def _(W, radius):
    values = np.linalg.eigvals(W)
    return radius * W / np.abs(np.sum(values))


@wrong("determinant")
def _(W, radius):
    values = np.linalg.eigvals(W)
    return radius * W / np.abs(np.prod(values))


@wrong("squared-size")
def _(W, radius):
    values = np.linalg.eigvals(W)
    return radius * W / np.max(values.real**2 + values.imag**2)


@wrong("parts-added")
def _(W, radius):
    values = np.linalg.eigvals(W)
    return radius * W / max(abs(v.real) + abs(v.imag) for v in values)


@wrong("largest-column-sum")
def _(W, radius):
    return radius * W / np.max(np.sum(np.abs(W), axis=0))


ANSWERS.equivalent = {
    "`eigenvalues = np.linalg.eigvals(W)` -> `eigenvalues = -np.linalg.eigvals(W)`": "only their sizes count",
}
