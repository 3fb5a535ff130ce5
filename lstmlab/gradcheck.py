"""Gradient checking: derivatives from values of the function alone, to compare a backward pass with.

Two ways. Central differences work for any function, with about 10 right digits at best: a small step loses digits by
cancellation, a large one by the third derivative. The complex step subtracts nothing, so that its step can be 1e-30
and all digits are right; the function has to accept complex numbers and be analytic (no abs, no max, no comparison).
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from lstmlab import trees
from lstmlab.shapes import Array, one_of, positive

METHODS = ("complex-step", "central-differences")


def complex_step(f: Callable[[Array], Any], x: Array, step: float = 1e-30) -> Array:
    """The gradient of f at x by the complex step: df/dx_i = Im f(x + i step e_i) / step.

    Source: W. Squire and G. Trapp, "Using Complex Variables to Estimate Derivatives of Real Functions", SIAM Review 40
    (1998), 110-112.

    Args:
        f: a function of an array that returns one number; real for real x, and analytic.
        x: an array of any shape; it is not changed.
        step: any tiny number.

    Returns:
        The gradient, in the shape of x.

    Raises:
        TypeError: x is not an array of real numbers, or f gives a real number for complex x (it drops the imaginary
            part somewhere: by abs, float, np.real or an array of fixed dtype).
        ValueError: step that is not above 0, or f returns more than one number.
    """
    positive(step=step)
    _real(x)
    gradient = np.zeros(x.shape)
    moved = x.astype(complex)
    for index in np.ndindex(x.shape):
        moved[index] = x[index] + 1j * step
        value = _number(f(moved.copy()))
        if not np.iscomplexobj(value):
            raise TypeError(
                "f: expected a complex number for complex x, got a real one; "
                "something in f drops the imaginary part (abs, float, np.real, an array made as float64)"
            )
        gradient[index] = value.imag / step
        moved[index] = x[index]
    return gradient


def central_differences(f: Callable[[Array], Any], x: Array, eps: float = 1e-6) -> Array:
    """The gradient of f at x by central differences: df/dx_i = (f(x + eps e_i) - f(x - eps e_i)) / (2 eps).

    The error of the formula falls with eps^2, that of the subtraction grows with 1/eps: about 1e-6 to 1e-5 is best in
    float64.

    Args:
        f: a function of an array that returns one real number.
        x: an array of any shape; it is not changed.
        eps: the step.

    Returns:
        The gradient, in the shape of x.

    Raises:
        TypeError: x is not an array of real numbers.
        ValueError: eps that is not above 0, or f returns more than one number.
    """
    positive(eps=eps)
    _real(x)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        values = []
        for direction in (eps, -eps):
            moved = x.astype(float)
            moved[index] += direction
            values.append(_number(f(moved)))
        gradient[index] = (values[0] - values[1]) / (2 * eps)
    return gradient


def relative_error(a: Any, b: Any) -> float:
    """How far two arrays are apart: the largest |a - b| over the largest of |a| and |b|. 0 where both are zero.

    It is taken over the whole array, because an entry that happens to be near zero has no digits of its own to compare.

    Raises:
        ValueError: shapes that differ.
    """
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape:
        raise ValueError(f"b: expected {a.shape}, the shape of a, got {b.shape}")
    size = max(np.abs(a).max(initial=0), np.abs(b).max(initial=0))
    return float(np.abs(a - b).max(initial=0) / size) if size > 0 else 0.0


def compare(f: Callable[[Any], Any], params: Any, grads: Any, method: str = "complex-step") -> dict[str, float]:
    """Compare a backward pass with one of the two derivatives, parameter by parameter.

    Args:
        f: params -> loss, one number.
        params: a tree of arrays (see lstmlab.trees).
        grads: what the backward pass says, in the same form.
        method: "complex-step" or "central-differences".

    Returns:
        The relative error of each parameter by its name, such as {"cell.W_x": 2e-15, ...}.

    Raises:
        ValueError: forms or shapes that differ, or an unknown method; TypeError: as in `complex_step`.
    """
    one_of(METHODS, method=method)
    differentiate = complex_step if method == "complex-step" else central_differences
    errors = {}
    for name, array, grad in trees.leaves(params, grads):
        if np.shape(grad) != np.shape(array):
            raise ValueError(f"gradient of {name}: expected {np.shape(array)}, got {np.shape(grad)}")

        def loss_of(moved: Array, place: str = name) -> Any:
            named = iter([moved if other == place else value for other, value in trees.leaves(params)])
            return f(trees.map(lambda _: next(named), params))

        errors[name] = relative_error(grad, differentiate(loss_of, array))
    return errors


def _real(x: Any) -> None:
    if not isinstance(x, np.ndarray) or x.dtype.kind not in "fiu":
        kind = f"dtype {x.dtype}" if isinstance(x, np.ndarray) else type(x).__name__
        raise TypeError(f"x: expected an array of real numbers, got {kind}")


def _number(value: Any) -> Any:
    if np.size(value) != 1:
        raise ValueError(f"f: expected one number, got an array of shape {np.shape(value)}")
    return np.asarray(value).reshape(())[()]
