"""Right answers to the exercises of chapter 4 in other people's styles. Every one of them has to pass."""

import math
from itertools import count

import numpy as np

# vanish.steps_until


def steps_with_powers(factor, threshold):
    n = 0
    if factor > 1:
        while factor**n < threshold:
            n += 1
    else:
        while factor**n > threshold:
            n += 1
    return n


def steps_by_logarithms(factor, threshold):
    return math.ceil(math.log(threshold) / math.log(factor))


def steps_by_logarithms_in_numpy(factor, threshold):
    return np.ceil(np.log(threshold) / np.log(factor)).astype(int)


def steps_by_counting(factor, threshold):
    for n in count():
        reached = factor**n >= threshold if factor > 1 else factor**n <= threshold
        if reached:
            return n


def steps_of_the_inverse(factor, threshold):
    if factor > 1:
        factor, threshold = 1 / factor, 1 / threshold
    value, steps = 1, 0
    while not value <= threshold:
        value *= factor
        steps += 1
    return np.int64(steps)


def steps_from_a_table(factor, threshold):
    powers = np.cumprod(np.full(20_000, factor)) if factor < 1 else factor ** np.arange(1.0, 500.0)
    hit = powers <= threshold if factor < 1 else powers >= threshold
    return int(np.argmax(hit)) + 1


# vanish.jacobian


def jacobian_by_loops(h, W_h):
    n = len(h)
    J = np.zeros((n, n))
    for j in range(n):
        for i in range(n):
            J[j, i] = (1 - h[j] ** 2) * W_h[i, j]
    return J


def jacobian_with_a_diagonal(h, W_h):
    return np.diag(1 - h * h) @ W_h.T


def jacobian_transposed_at_the_end(h, W_h):
    return (W_h * (1 - h**2)).T


def jacobian_with_einsum(h, W_h):
    return np.einsum("j,ij->ji", 1 - h**2, W_h)


def jacobian_as_a_list_of_rows(h, W_h):
    return [(1 - h[j] ** 2) * W_h[:, j] for j in range(h.size)]


def jacobian_in_float32(h, W_h):
    return ((1 + h) * (1 - h)).reshape(-1, 1).astype(np.float32) * np.transpose(W_h).astype(np.float32)


# vanish.gradient_by_lag


def lags_with_jacobians(hs, W_h, dh_last):
    dh, norms = dh_last, []
    for h in hs[::-1]:
        norms.append(np.linalg.norm(dh))
        dh = dh @ jacobian_by_loops(h, W_h)
    return np.array(norms)


def lags_as_a_list(hs, W_h, dh_last):
    norms = [float(np.sqrt(np.sum(dh_last**2)))]
    dh = dh_last.copy()
    for t in range(len(hs) - 1, 0, -1):
        dh = W_h @ (dh * (1 - hs[t] ** 2))
        norms.append(float(np.sqrt(np.sum(dh**2))))
    return norms


def lags_by_time_and_reversed(hs, W_h, dh_last):
    T = hs.shape[0]
    dhs = np.zeros_like(hs)
    dhs[T - 1] = dh_last
    for t in range(T - 2, -1, -1):
        dhs[t] = (dhs[t + 1] * (1 - hs[t + 1] ** 2)) @ W_h.T
    return np.linalg.norm(dhs, axis=1)[::-1]


def lags_with_a_product(hs, W_h, dh_last):
    product = np.eye(len(dh_last))
    norms = np.empty(len(hs))
    for lag, h in enumerate(reversed(hs)):
        norms[lag] = np.linalg.norm(dh_last @ product)
        product = product @ (np.diag(1 - h**2) @ W_h.T)
    return norms


def lags_with_einsum_in_float32(hs, W_h, dh_last):
    dh, norms = dh_last.astype(np.float32), []
    for h in hs[::-1].astype(np.float32):
        norms.append(np.sqrt(np.dot(dh, dh)))
        dh = np.einsum("j,j,ij->i", dh, 1 - h * h, W_h.astype(np.float32))
    return np.array(norms, dtype=np.float32)


def lags_by_recursion(hs, W_h, dh_last):
    here = [np.hypot.reduce(dh_last)]
    if len(hs) == 1:
        return here
    return here + list(lags_by_recursion(hs[:-1], W_h, (dh_last * (1 - hs[-1] ** 2)) @ W_h.T))


# vanish.rescale_spectral_radius


def radius_in_one_line(W, radius):
    return radius * W / max(abs(np.linalg.eigvals(W)))


def radius_with_eigenvectors(W, radius):
    values, _ = np.linalg.eig(W)
    return W / np.max(np.absolute(values)) * radius


def radius_of_the_transpose(W, radius):
    sizes = np.sort(np.abs(np.linalg.eigvals(W.T)))
    return np.multiply(W, radius / sizes[-1])


def radius_with_a_root(W, radius):
    values = np.linalg.eigvals(W.astype(complex))
    return W * radius / np.sqrt(np.max(values.real**2 + values.imag**2))


def radius_as_a_list(W, radius):
    rho = max(np.hypot(one.real, one.imag) for one in np.linalg.eigvals(W))
    return [row * radius / rho for row in W]


def radius_on_a_copy(W, radius):
    W = W.copy()
    W *= radius / np.linalg.norm(np.linalg.eigvals(W), np.inf)
    return W


# vanish.clip_by_global_norm


def clip_by_a_factor(grads, max_norm):
    norm = np.sqrt(sum(np.sum(g * g) for g in grads.values()))
    with np.errstate(divide="ignore"):
        scale = min(1, max_norm / norm)
    return {k: g * scale for k, g in grads.items()}, norm


def clip_and_return_early(grads, max_norm):
    norm = np.linalg.norm([np.linalg.norm(g) for g in grads.values()])
    if norm <= max_norm:
        return grads, norm
    return {k: g / norm * max_norm for k, g in grads.items()}, norm


def clip_one_long_vector(grads, max_norm):
    joined = np.concatenate([g.ravel() for g in grads.values()])
    norm = float(np.linalg.norm(joined))
    clipped = dict(grads)
    if norm > max_norm:
        for name in clipped:
            clipped[name] = max_norm / norm * clipped[name]
    return clipped, norm


def clip_with_a_maximum(grads, max_norm):
    total = 0.0
    for g in grads.values():
        total += float((g**2).sum())
    norm = math.sqrt(total)
    return [{name: g * max_norm / max(norm, max_norm) for name, g in grads.items()}, norm]


def clip_copies_in_place(grads, max_norm):
    clipped = {name: g.copy() for name, g in grads.items()}
    norm = np.sqrt(sum(np.vdot(g, g) for g in grads.values()))
    if norm > max_norm:
        for g in clipped.values():
            g *= max_norm / norm
    return clipped, norm


def clip_in_float32(grads, max_norm):
    norm = np.sqrt(np.sum([np.square(g).sum() for g in grads.values()]))
    scale = max_norm / norm if norm > max_norm else 1
    return {name: (g * scale).astype(np.float32) for name, g in sorted(grads.items())}, norm


VARIANTS = {
    "vanish.steps_until": [
        steps_with_powers,
        steps_by_logarithms,
        steps_by_logarithms_in_numpy,
        steps_by_counting,
        steps_of_the_inverse,
        steps_from_a_table,
    ],
    "vanish.jacobian": [
        jacobian_by_loops,
        jacobian_with_a_diagonal,
        jacobian_transposed_at_the_end,
        jacobian_with_einsum,
        jacobian_as_a_list_of_rows,
        jacobian_in_float32,
    ],
    "vanish.gradient_by_lag": [
        lags_with_jacobians,
        lags_as_a_list,
        lags_by_time_and_reversed,
        lags_with_a_product,
        lags_with_einsum_in_float32,
        lags_by_recursion,
    ],
    "vanish.rescale_spectral_radius": [
        radius_in_one_line,
        radius_with_eigenvectors,
        radius_of_the_transpose,
        radius_with_a_root,
        radius_as_a_list,
        radius_on_a_copy,
    ],
    "vanish.clip_by_global_norm": [
        clip_by_a_factor,
        clip_and_return_early,
        clip_one_long_vector,
        clip_with_a_maximum,
        clip_copies_in_place,
        clip_in_float32,
    ],
}
