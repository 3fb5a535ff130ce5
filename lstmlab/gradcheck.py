"""Gradient checking: derivatives from values of the function alone, to compare a backward pass with.

Two ways. Central differences work for any function, with about 10 right digits at best: a small step loses digits by
cancellation, a large one by the third derivative. The complex step subtracts nothing, so that its step can be 1e-30
and all digits are right; the function has to accept complex numbers and be analytic (no abs, conjugate or real part).
"""

import math
import traceback
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from lstmlab import trees
from lstmlab.shapes import Array, as_numbers, check_function, check_one_of, check_positive

METHODS = ("complex-step", "central-differences")
_DROPS = (
    "something in f drops the imaginary part (abs, float, np.real, an array made as float64); "
    "central differences need no complex numbers"
)


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
        TypeError: x is not an array of real numbers, f gives a real number for complex x (it drops the imaginary
            part somewhere: by abs, float, np.real or an array of fixed dtype), or f is not analytic (np.conj, np.vdot).
        ValueError: step that is not above 0, or f returns more than one number.
    """
    check_function(f=f)
    check_positive(step=step)
    _real(x)
    gradient = np.zeros(x.shape)
    moved = x.astype(complex)
    for index in np.ndindex(x.shape):
        moved[index] = x[index] + 1j * step
        value = _complex_value(f, moved.copy())
        gradient[index] = value.imag / step
        moved[index] = x[index]
    _analytic(f, moved, gradient)
    return gradient


def central_differences(f: Callable[[Array], Any], x: Array, eps: float | None = None) -> Array:
    """The gradient of f at x by central differences: df/dx_i = (f(x + eps e_i) - f(x - eps e_i)) / (2 eps).

    The error of the formula falls with eps^2, that of the subtraction grows with 1/eps. The best step is near the cube
    root of the precision: about 1e-6 to 1e-5 in float64, with 8 to 10 right digits, and 5e-3 in float32, with 3 or 4.

    Args:
        f: a function of an array that returns one real number. It gets x in the precision in which x came.
        x: an array of any shape; it is not changed.
        eps: the step; 1e-6 for float64 and 5e-3 for float32 if left out.

    Returns:
        The gradient, in the shape of x, in float64.

    Raises:
        TypeError: x is not an array of real numbers, or f gives a complex one.
        ValueError: eps that is not above 0 or is lost beside x, or f returns more than one number.
    """
    check_function(f=f)
    _real(x)
    eps = _fitting_step(x) if eps is None else eps
    check_positive(eps=eps)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        values = []
        for direction in (eps, -eps):
            moved = x.astype(x.dtype if x.dtype.kind == "f" else float)
            moved[index] += direction
            if moved[index] == x[index]:
                raise ValueError(
                    f"eps: expected a step that moves {x[index]} in {moved.dtype}, got {eps:g}: it is lost in rounding"
                )
            value = _number(f(moved))
            if np.iscomplexobj(value):
                raise TypeError(f"f: expected a real number for real x, got {value}")
            values.append(float(value))
        gradient[index] = (values[0] - values[1]) / (2 * eps)
    return gradient


def relative_error(a: Any, b: Any) -> float:
    """How far two arrays are apart: the largest |a - b| over the largest of |a| and |b|. 0 where both are zero.

    It is taken over the whole array, because an entry that happens to be near zero has no digits of its own to compare.

    NaN where there is one in either.

    Raises:
        ValueError: shapes that differ; TypeError: no numbers.
    """
    a, b = (_numbers(name, one) for name, one in (("a", a), ("b", b)))
    if a.shape != b.shape:
        raise ValueError(f"b: expected {a.shape}, the shape of a, got {b.shape}")
    size = max(np.abs(a).max(initial=0), np.abs(b).max(initial=0))
    # Asked of the sum: max() of Python passes over NaN, and a broken gradient would look right.
    if np.isnan(np.sum(a) + np.sum(b)):
        return math.nan
    return float(np.abs(a - b).max(initial=0) / size) if size > 0 else 0.0


def compare(
    f: Callable[[Any], Any], params: Any, grads: Any, method: str = "complex-step", eps: float | None = None
) -> dict[str, float]:
    """Compare a backward pass with one of the two derivatives, parameter by parameter.

    Args:
        f: params -> loss, one number.
        params: a tree of arrays (see lstmlab.trees).
        grads: what the backward pass says, in the same form.
        method: "complex-step" or "central-differences".
        eps: the step of central differences; what fits the precision of the params if left out.

    Returns:
        The relative error of each parameter by its name, such as {"cell.W_x": 2e-15, ...}. A right backward pass in
        float64 comes to 1e-10 or less by the complex step, and to about 1e-7 by central differences; in float32 to
        about 1e-6, and 1e-3.

    Raises:
        ValueError: forms or shapes that differ, an unknown method, or eps for the complex step, which needs none;
        TypeError: as in `complex_step`.
    """
    check_one_of(METHODS, method=method)
    check_function(f=f)
    if method == "complex-step" and eps is not None:
        raise ValueError(f"eps: expected None, as the complex step is exact with any step, got {eps}")
    errors = {}
    all_of_them = list(trees.leaves(params))
    for name, array, grad in trees.leaves(params, grads):
        if np.shape(grad) != np.shape(array):
            raise ValueError(f"gradient of {name}: expected {np.shape(array)}, got {np.shape(grad)}")

        def loss_of(moved: Array, place: str = name) -> Any:
            named = iter([moved if other == place else value for other, value in all_of_them])
            return f(trees.map(lambda _: next(named), params))

        if method == "complex-step":
            derivative = complex_step(loss_of, array)
        else:
            derivative = central_differences(loss_of, array, eps)
        errors[name] = relative_error(grad, derivative)
    return errors


def _fitting_step(x: Array) -> float:
    """1e-6 for float64. Coarser numbers need a longer step: near the cube root of their precision."""
    return 5e-3 if x.dtype == np.float32 else 0.1 if x.dtype == np.float16 else 1e-6


def _complex_value(f: Callable[[Array], Any], z: Array) -> Any:
    """f of complex numbers, where it keeps their imaginary parts to the end."""
    with warnings.catch_warnings():
        # NumPy only warns where an imaginary part is cut off, and the derivative would be wrong without a word.
        warnings.simplefilter("error", np.exceptions.ComplexWarning)
        try:
            value = _number(f(z))
        except np.exceptions.ComplexWarning as warning:
            place = traceback.extract_tb(warning.__traceback__)[-1]
            where = f" in line {place.lineno}, `{place.line}`" if place.line else ""
            raise TypeError(f"f: expected complex numbers to stay complex{where}; {_DROPS}") from None
    if not np.iscomplexobj(value):
        raise TypeError(f"f: expected a complex number for complex x, got a real one; {_DROPS}")
    return value


def _analytic(f: Callable[[Array], Any], z: Array, gradient: Array) -> None:
    """Say so if f goes another way along the real axis than its imaginary part says: it conjugates somewhere.

    Compared in one direction. Two steps of central differences that agree with each other are believed, no others:
    where f is steep or rounded, nothing is said.
    """
    direction = np.cos(np.arange(z.size)).reshape(z.shape)
    expected = float((gradient * direction).sum())
    derivatives, noise = [], 0.0
    for eps in (1e-5, 1e-6):
        ahead, back = (_complex_value(f, z + way * eps * direction).real for way in (1, -1))
        derivatives.append((ahead - back) / (2 * eps))
        noise = 1e-14 * max(abs(ahead), abs(back)) / eps
    far, near = derivatives
    agree = abs(far - near) <= 1e-4 * abs(near) + noise
    if agree and abs(near - expected) > 1e-2 * max(abs(near), abs(expected)) + 10 * noise:
        raise TypeError(
            f"f: expected an analytic function, got one whose derivative is {near:.3g} along the real axis and "
            f"{expected:.3g} by the complex step: something in f conjugates (np.conj, np.vdot, abs); "
            "write products as (a * b).sum(), or use central differences"
        )


def _numbers(name: str, value: Any) -> Array:
    found = np.asarray(value)
    if found.dtype.kind == "O":
        found = as_numbers(**{name: value})
    if found.dtype.kind not in "fciub":
        raise TypeError(f"{name}: expected numbers, got dtype {found.dtype}")
    return found


def _real(x: Any) -> None:
    if not isinstance(x, np.ndarray) or x.dtype.kind not in "fiu":
        kind = f"dtype {x.dtype}" if isinstance(x, np.ndarray) else type(x).__name__
        raise TypeError(f"x: expected an array of real numbers, got {kind}")


def _number(value: Any) -> Any:
    if np.size(value) != 1:
        raise ValueError(f"f: expected one number, got an array of shape {np.shape(value)}")
    return np.asarray(value).reshape(())[()]
