"""bptt.numerical_gradient: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers, changed

ANSWERS = Answers("bptt.numerical_gradient")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def numerical_on_copies(f, x, eps):
    grad = np.zeros_like(x)
    for index, _ in np.ndenumerate(x):
        plus, minus = x.copy(), x.copy()
        plus[index] += eps
        minus[index] -= eps
        grad[index] = (f(plus) - f(minus)) / (2 * eps)
    return grad


@right
def numerical_with_nditer(f, x, eps):
    grad = np.empty(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        i = it.multi_index
        kept = float(x[i])
        x[i] = kept + eps
        high = f(x)
        x[i] = kept - eps
        low = f(x)
        x[i] = kept
        grad[i] = (high - low) / 2 / eps
        it.iternext()
    return grad


@right
def numerical_over_the_flat_copy(f, x, eps):
    slopes = []
    for k in range(x.size):
        moved = np.array(x, dtype=float)
        moved.flat[k] += eps
        above = f(moved)
        moved.flat[k] = x.flat[k] - eps
        slopes.append((above - f(moved)) * 0.5 / eps)
    return np.array(slopes).reshape(x.shape)


@right
def numerical_with_directions(f, x, eps):
    directions = np.eye(x.size).reshape(x.size, *x.shape)
    slopes = [(f(x + eps * d) - f(x - eps * d)) / (2 * eps) for d in directions]
    return np.reshape(slopes, x.shape)


@right
def numerical_through_a_view(f, x, eps):
    x = x.copy()
    flat = x.reshape(-1)
    grad = np.zeros(x.size)
    for k in range(len(flat)):
        old = flat[k]
        values = []
        for sign in (1, -1):
            flat[k] = old + sign * eps
            values.append(float(f(x)))
        flat[k] = old
        grad[k] = (values[0] - values[1]) / (2 * eps)
    return grad.reshape(x.shape)


@right
def numerical_from_two_halves(f, x, eps):
    grad, middle = np.zeros(x.shape), f(x)
    for i in np.ndindex(*x.shape):
        step = np.zeros(x.shape)
        step[i] = eps
        grad[i] = ((f(x + step) - middle) / eps + (middle - f(x - step)) / eps) / 2
    return grad


@right
def up_and_down(f, x, eps):
    grad = np.zeros_like(x)
    for i in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[i] += eps
        down[i] -= eps
        grad[i] = (f(up) - f(down)) / (2 * eps)
    return grad


@wrong("forward-difference")
def _(f, x, eps):
    grad = np.zeros_like(x)
    base = f(x)
    for i in np.ndindex(x.shape):
        moved = x.copy()
        moved[i] += eps
        grad[i] = (f(moved) - base) / eps
    return grad


@wrong("copy-missing", says="x")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        plus = x
        plus[i] += eps
        minus = x
        minus[i] -= eps
        grad[i] = (f(plus) - f(minus)) / (2 * eps)
    return grad


@wrong("restored-by-adding")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    it = np.nditer(x, flags=["multi_index"])
    for _ in it:
        i = it.multi_index
        x[i] += eps
        high = f(x)
        x[i] -= 2 * eps
        low = f(x)
        x[i] += eps
        grad[i] = (high - low) / (2 * eps)
    return grad


@wrong("x-not-restored")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old + eps
        above = f(x)
        x[i] = old - eps
        grad[i] = (above - f(x)) / (2 * eps)
    return grad


@wrong("all-at-once")
def _(f, x, eps):
    return (f(x + eps) - f(x - eps)) / (2 * eps)


@wrong("rows-at-once")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    for i in range(x.shape[0]):
        e = np.zeros(x.shape)
        e[i] = eps
        grad[i] = (f(x + e) - f(x - e)) / (2 * eps)
    return grad


@wrong("brackets-missing")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps
        grad[i] = (f(x + e) - f(x - e)) / 2 * eps
    return grad


@wrong("flat-result", says="(N, D)")
def _(f, x, eps):
    slopes = []
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps
        slopes.append((f(x + e) - f(x - e)) / (2 * eps))
    return slopes


@wrong("eps-ignored")
def _(f, x, eps=1e-6):
    eps = 1e-6
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = eps
        grad[i] = (f(x + e) - f(x - e)) / (2 * eps)
    return grad


@wrong(says="IndexError")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    for i in range(x.size):
        old = x[i]
        x[i] = old + eps
        above = f(x)
        x[i] = old - eps
        below = f(x)
        x[i] = old
        grad[i] = (above - below) / (2 * eps)
    return grad


@wrong(says="three axes")
def _(f, x, eps):
    # Two loops: right for matrices alone.
    grad = np.zeros(x.shape)
    if x.ndim != 2:
        return grad
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            e = np.zeros(x.shape)
            e[i, j] = eps
            grad[i, j] = (f(x + e) - f(x - e)) / (2 * eps)
    return grad


@wrong("sign", "divided-by-one-step")
def _(f, x, eps):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = old - eps
        below = f(x)
        x[i] = old + eps
        above = f(x)
        x[i] = old
        grad[i] = (below - above) / eps
    return grad


wrong("second-difference")(
    changed(
        up_and_down, ("grad[i] = (f(up) - f(down)) / (2 * eps)", "grad[i] = (f(up) - 2 * f(x) + f(down)) / (eps * eps)")
    )
)


@wrong("relative-eps")
def _(f, x, eps):
    grad = np.zeros_like(x)
    for i in np.ndindex(*x.shape):
        step = eps * max(1.0, abs(float(x[i])))
        up, down = x.copy(), x.copy()
        up[i] += step
        down[i] -= step
        grad[i] = (f(up) - f(down)) / (2 * step)
    return grad


@wrong("eps-ignored")
def _(f, x, eps=1e-5):
    h = 1e-3
    grad = np.zeros_like(x)
    for i in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        grad[i] = (f(up) - f(down)) / (2 * h)
    return grad


wrong("slopes-without-sign")(
    changed(up_and_down, ("grad[i] = (f(up) - f(down)) / (2 * eps)", "grad[i] = abs(f(up) - f(down)) / (2 * eps)"))
)


wrong("double-steps")(
    changed(
        up_and_down,
        ("up[i] += eps", "up[i] += 2 * eps"),
        ("down[i] -= eps", "down[i] -= 2 * eps"),
        ("grad[i] = (f(up) - f(down)) / (2 * eps)", "grad[i] = (f(up) - f(down)) / (4 * eps)"),
    )
)


wrong("eps-squared")(
    changed(
        up_and_down,
        ("up[i] += eps", "up[i] += eps**2"),
        ("down[i] -= eps", "down[i] -= eps**2"),
        ("grad[i] = (f(up) - f(down)) / (2 * eps)", "grad[i] = (f(up) - f(down)) / (2 * eps**2)"),
    )
)


wrong("mean-of-the-values")(
    changed(up_and_down, ("grad[i] = (f(up) - f(down)) / (2 * eps)", "grad[i] = 0.5 * (f(up) + f(down))"))
)


wrong("relative-change")(
    changed(up_and_down, ("grad[i] = (f(up) - f(down)) / (2 * eps)", "grad[i] = (f(up) - f(down)) / (2 * eps * f(x))"))
)


ANSWERS.equivalent = {
    "`grad = np.zeros(x.shape)` -> `grad = np.ones(x.shape)`": "every number is overwritten in the loop",
    "`for i in np.ndindex(x.shape):` -> `for i in list(np.ndindex(x.shape))[::-1]:`": (
        "the slopes are computed independently of each other"
    ),
    "`for i in np.ndindex(x.shape):` -> `for i in np.ndindex(grad.shape):`": "grad has the shape of x",
}
