"""Wrong answers to the exercises of chapter 4, as learners write them."""

import math

import numpy as np

from tests.exercises.wrong_answer import WrongAnswer, register

WRONG: list[WrongAnswer] = []
wrong = register(WRONG)

# vanish.steps_until


@wrong("vanish.steps_until", "growth-left-out")
def _(factor, threshold):
    n = 0
    while factor**n > threshold:
        n += 1
    return n


@wrong("vanish.steps_until", "decay-left-out")
def _(factor, threshold):
    n, value = 0, 1
    while value < threshold:
        value *= factor
        n += 1
    return n


@wrong("vanish.steps_until", "met-exactly-is-not-enough")
def _(factor, threshold):
    n = 0
    if factor < 1:
        while factor**n >= threshold:
            n += 1
    else:
        while factor**n <= threshold:
            n += 1
    return n


@wrong("vanish.steps_until", "one-too-many")
def _(factor, threshold):
    n = 1
    value = factor
    while (value > threshold) if factor < 1 else (value < threshold):
        n += 1
        value *= factor
    return n + 1


@wrong("vanish.steps_until", "one-too-few")
def _(factor, threshold):
    value = factor
    n = 0
    while (value > threshold) if factor < 1 else (value < threshold):
        n += 1
        value *= factor
    return n


@wrong("vanish.steps_until", "not-rounded", says="whole number")
def _(factor, threshold):
    return np.log(threshold) / np.log(factor)


@wrong("vanish.steps_until", "rounded-down")
def _(factor, threshold):
    return int(np.log(threshold) / np.log(factor))


@wrong("vanish.steps_until", "rounded-to-the-nearest")
def _(factor, threshold):
    return int(np.round(np.log(threshold) / np.log(factor)))


@wrong("vanish.steps_until", "float-returned", says="whole number")
def _(factor, threshold):
    return np.ceil(np.log(threshold) / np.log(factor))


@wrong("vanish.steps_until", says="ValueError")
def _(factor, threshold):
    # The logarithm of a difference: a number below zero for a factor below 1.
    return math.ceil(math.log(threshold) / math.log(factor - 1))


@wrong("vanish.steps_until", says="Right in")
def _(factor, threshold):
    if factor > 1:
        return math.ceil(math.log(threshold) / math.log(factor))
    return 0


@wrong("vanish.steps_until", "rounded-down", "growth-left-out")
def _(factor, threshold):
    return math.floor(math.log(threshold) / math.log(factor))


# vanish.jacobian


@wrong("vanish.jacobian", "transposed", says="transposed")
def _(h, W_h):
    return W_h * (1 - h**2)


@wrong("vanish.jacobian", "W_h-not-transposed")
def _(h, W_h):
    return np.diag(1 - h**2) @ W_h


@wrong("vanish.jacobian", "derivative-of-the-old-unit")
def _(h, W_h):
    return W_h.T * (1 - h**2)


@wrong("vanish.jacobian", "derivative-of-the-old-unit")
def _(h, W_h):
    return W_h.T @ np.diag(1 - h**2)


@wrong("vanish.jacobian", "tanh-derivative-missing")
def _(h, W_h):
    return W_h.T


@wrong("vanish.jacobian", "tanh-twice")
def _(h, W_h):
    return np.diag(1 - np.tanh(h) ** 2) @ W_h.T


@wrong("vanish.jacobian", "product-instead-of-rows", says="(H, H)")
def _(h, W_h):
    return W_h @ (1 - h**2)


@wrong("vanish.jacobian", "weights-as-they-are")
def _(h, W_h):
    return W_h


@wrong("vanish.jacobian", "tanh-twice", "W_h-not-transposed")
def _(h, W_h):
    return (1 - np.tanh(h) ** 2).reshape(-1, 1) * W_h


@wrong("vanish.jacobian", "diagonal-only")
def _(h, W_h):
    J = np.zeros_like(W_h)
    for j in range(len(h)):
        J[j, j] = (1 - h[j] ** 2) * W_h[j, j]
    return J


@wrong("vanish.jacobian", says="W_h")
def _(h, W_h):
    W_h *= 1 - h**2
    return W_h.T


@wrong("vanish.jacobian", says="2 times too large")
def _(h, W_h):
    return 2 * np.diag(1 - h**2) @ W_h.T


# vanish.gradient_by_lag


@wrong("vanish.gradient_by_lag", "ordered-by-time", says="reverse order")
def _(hs, W_h, dh_last):
    T = len(hs)
    norms = np.zeros(T)
    dh = dh_last
    for t in reversed(range(T)):
        norms[t] = np.linalg.norm(dh)
        dh = (dh * (1 - hs[t] ** 2)) @ W_h.T
    return norms


@wrong("vanish.gradient_by_lag", "derivative-at-the-old-state")
def _(hs, W_h, dh_last):
    dh = dh_last
    norms = [np.linalg.norm(dh)]
    for t in range(len(hs) - 2, -1, -1):
        dh = (dh * (1 - hs[t] ** 2)) @ W_h.T
        norms.append(np.linalg.norm(dh))
    return norms


@wrong("vanish.gradient_by_lag", "starts-one-step-back")
def _(hs, W_h, dh_last):
    norms = []
    dh = dh_last
    for h in hs[::-1]:
        dh = (dh * (1 - h**2)) @ W_h.T
        norms.append(np.linalg.norm(dh))
    return np.array(norms)


@wrong("vanish.gradient_by_lag", "W_h-not-transposed")
def _(hs, W_h, dh_last):
    norms = []
    dh = dh_last
    for h in hs[::-1]:
        norms.append(np.linalg.norm(dh))
        dh = W_h.T @ (dh * (1 - h**2))
    return np.array(norms)


@wrong("vanish.gradient_by_lag", "states-from-the-start")
def _(hs, W_h, dh_last):
    norms = []
    dh = dh_last
    for h in hs:
        norms.append(np.linalg.norm(dh))
        dh = (dh * (1 - h**2)) @ W_h.T
    return np.array(norms)


@wrong("vanish.gradient_by_lag", "norms-multiplied")
def _(hs, W_h, dh_last):
    norms = np.zeros(len(hs))
    norms[0] = np.linalg.norm(dh_last)
    for lag in range(1, len(hs)):
        h = hs[-lag]
        J = np.diag(1 - h**2) @ W_h.T
        norms[lag] = norms[lag - 1] * np.linalg.norm(J, 2)
    return norms


@wrong("vanish.gradient_by_lag", "norm-of-the-jacobians")
def _(hs, W_h, dh_last):
    J = np.eye(hs.shape[1])
    norms = []
    for h in hs[::-1]:
        norms.append(np.linalg.norm(J, 2))
        J = J @ (np.diag(1 - h**2) @ W_h.T)
    return np.array(norms)


@wrong("vanish.gradient_by_lag", "dh_last-changed-in-place", says="dh_last")
def _(hs, W_h, dh_last):
    dh = dh_last
    norms = np.zeros(len(hs))
    for lag in range(len(hs)):
        norms[lag] = np.linalg.norm(dh)
        dh *= 1 - hs[len(hs) - 1 - lag] ** 2
        dh = dh @ W_h.T
    return norms


@wrong("vanish.gradient_by_lag", says="(T,)")
def _(hs, W_h, dh_last):
    # One norm too few: the loop leaves the last state out, and nothing stands for it.
    dh = dh_last
    norms = []
    for t in range(len(hs) - 1, 0, -1):
        dh = (dh * (1 - hs[t] ** 2)) @ W_h.T
        norms.append(np.linalg.norm(dh))
    return np.array(norms)


@wrong("vanish.gradient_by_lag", says="shape")
def _(hs, W_h, dh_last):
    dhs = [dh_last]
    for t in range(len(hs) - 1, 0, -1):
        dhs.append((dhs[-1] * (1 - hs[t] ** 2)) @ W_h.T)
    return np.array(dhs)


@wrong("vanish.gradient_by_lag", "squared-length", "tanh-derivative-missing")
def _(hs, W_h, dh_last):
    dh, norms = dh_last, []
    for _ in range(len(hs)):
        norms.append(np.sum(dh**2))
        dh = dh @ W_h.T
    return np.array(norms)


@wrong("vanish.gradient_by_lag", says="right at the first step along T only")
def _(hs, W_h, dh_last):
    # Half of the gradient is lost at every step: no known mistake.
    dh, norms = dh_last, []
    for h in hs[::-1]:
        norms.append(np.linalg.norm(dh))
        dh = 0.5 * (dh * (1 - h**2)) @ W_h.T
    return np.array(norms)


# vanish.rescale_spectral_radius


@wrong("vanish.rescale_spectral_radius", "largest-singular-value")
def _(W, radius):
    _, s, _ = np.linalg.svd(W)
    return W * radius / s[0]


@wrong("vanish.rescale_spectral_radius", "frobenius-norm")
def _(W, radius):
    return W / np.linalg.norm(W) * radius


@wrong("vanish.rescale_spectral_radius", "signs-kept")
def _(W, radius):
    return W * radius / np.linalg.eigvals(W).max()


@wrong("vanish.rescale_spectral_radius", "signs-kept", says="complex")
def _(W, radius):
    return W * radius / max(np.linalg.eigvals(W), key=lambda one: one.real)


@wrong("vanish.rescale_spectral_radius", "real-parts-only")
def _(W, radius):
    values, _vectors = np.linalg.eig(W)
    return W * radius / np.max(np.real(values))


@wrong("vanish.rescale_spectral_radius", "symmetric-eigenvalues")
def _(W, radius):
    return W * radius / np.max(np.abs(np.linalg.eigvalsh(W)))


@wrong("vanish.rescale_spectral_radius", "divided-only")
def _(W, radius):
    return W / np.max(np.abs(np.linalg.eigvals(W)))


@wrong("vanish.rescale_spectral_radius", "multiplied-only")
def _(W, radius):
    return radius * W


@wrong("vanish.rescale_spectral_radius", "upside-down")
def _(W, radius):
    return W * max(abs(np.linalg.eigvals(W))) / radius


@wrong("vanish.rescale_spectral_radius", "W-changed-in-place", says="W *=")
def _(W, radius):
    rho = np.abs(np.linalg.eigvals(W)).max()
    W *= radius / rho
    return W


@wrong("vanish.rescale_spectral_radius", "never-enlarged")
def _(W, radius):
    rho = np.abs(np.linalg.eigvals(W)).max()
    return W * (radius / rho) if rho > radius else W


@wrong("vanish.rescale_spectral_radius", says="single number")
def _(W, radius):
    return radius / np.abs(np.linalg.eigvals(W)).max()


@wrong("vanish.rescale_spectral_radius", "size-of-real-parts", "divided-only")
def _(W, radius):
    return W / np.abs(np.linalg.eigvals(W).real).max()


# vanish.clip_by_global_norm


@wrong("vanish.clip_by_global_norm", "each-by-itself")
def _(grads, max_norm):
    clipped, total = {}, 0
    for name, g in grads.items():
        norm = np.linalg.norm(g)
        total += norm**2
        clipped[name] = g * min(1, max_norm / norm) if norm > 0 else g
    return clipped, np.sqrt(total)


@wrong("vanish.clip_by_global_norm", "entries-clipped")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    return {name: np.clip(g, -max_norm, max_norm) for name, g in grads.items()}, norm


@wrong("vanish.clip_by_global_norm", "always-scaled")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    return {name: g * max_norm / norm for name, g in grads.items()}, norm


@wrong("vanish.clip_by_global_norm", "epsilon")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    scale = max_norm / (norm + 1e-6)
    if scale < 1:
        return {name: g * scale for name, g in grads.items()}, norm
    return grads, norm


@wrong("vanish.clip_by_global_norm", "upside-down")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    if norm > max_norm:
        grads = {name: g * norm / max_norm for name, g in grads.items()}
    return grads, norm


@wrong("vanish.clip_by_global_norm", "grads-changed-in-place", says="grads")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    if norm > max_norm:
        for name in grads:
            grads[name] *= max_norm / norm
    return grads, norm


@wrong("vanish.clip_by_global_norm", "norm-after-clipping")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    if norm > max_norm:
        grads = {name: g * max_norm / norm for name, g in grads.items()}
        norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    return grads, norm


@wrong("vanish.clip_by_global_norm", "norms-added")
def _(grads, max_norm):
    norm = sum(np.linalg.norm(g) for g in grads.values())
    if norm > max_norm:
        grads = {name: g * max_norm / norm for name, g in grads.items()}
    return grads, norm


@wrong("vanish.clip_by_global_norm", says="2 values are asked for")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    scale = min(1, max_norm / max(norm, 1e-300))
    return {name: g * scale for name, g in grads.items()}


@wrong("vanish.clip_by_global_norm", says="other order")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    scale = min(1, max_norm / max(norm, 1e-300))
    return norm, {name: g * scale for name, g in grads.items()}


@wrong("vanish.clip_by_global_norm", says="ZeroDivisionError")
def _(grads, max_norm):
    norm = math.sqrt(sum(float((g**2).sum()) for g in grads.values()))
    scale = min(1, max_norm / norm)
    return {name: g * scale for name, g in grads.items()}, norm


@wrong("vanish.clip_by_global_norm", says=("a dict with the keys", "a list"))
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    scale = min(1, max_norm / max(norm, 1e-300))
    return [g * scale for g in grads.values()], norm


@wrong("vanish.clip_by_global_norm", says="TypeError")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads))
    return {name: g * min(1, max_norm / norm) for name, g in grads.items()}, norm


@wrong("vanish.clip_by_global_norm", "root-missing", "limit-returned")
def _(grads, max_norm):
    norm = sum((g**2).sum() for g in grads.values())
    if norm > max_norm:
        grads = {name: g * max_norm / norm for name, g in grads.items()}
    return grads, max_norm


@wrong("vanish.clip_by_global_norm", says=("`grads` is not right", "expected grads {"))
def _(grads, max_norm):
    # Half of the limit: no known mistake.
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    scale = min(1, max_norm / max(norm, 1e-300) / 2)
    return {name: g * scale for name, g in grads.items()}, norm


@wrong("vanish.clip_by_global_norm", says="key `b` is missing")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    scale = min(1, max_norm / max(norm, 1e-300))
    return {name: g * scale for name, g in grads.items() if name != "b"}, norm
