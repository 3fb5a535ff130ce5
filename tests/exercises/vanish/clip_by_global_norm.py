"""vanish.clip_by_global_norm: answers that are right, answers that are wrong, mutants that change nothing."""

import math

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("vanish.clip_by_global_norm")
right, wrong = ANSWERS.right, ANSWERS.wrong


@right
def clip_by_a_factor(grads, max_norm):
    norm = np.sqrt(sum(np.sum(g * g) for g in grads.values()))
    with np.errstate(divide="ignore"):
        scale = min(1, max_norm / norm)
    return {k: g * scale for k, g in grads.items()}, norm


@right
def clip_and_return_early(grads, max_norm):
    norm = np.linalg.norm([np.linalg.norm(g) for g in grads.values()])
    if norm <= max_norm:
        return grads, norm
    return {k: g / norm * max_norm for k, g in grads.items()}, norm


@right
def clip_one_long_vector(grads, max_norm):
    joined = np.concatenate([g.ravel() for g in grads.values()])
    norm = float(np.linalg.norm(joined))
    clipped = dict(grads)
    if norm > max_norm:
        for name in clipped:
            clipped[name] = max_norm / norm * clipped[name]
    return clipped, norm


@right
def clip_with_a_maximum(grads, max_norm):
    total = 0.0
    for g in grads.values():
        total += float((g**2).sum())
    norm = math.sqrt(total)
    return [{name: g * max_norm / max(norm, max_norm) for name, g in grads.items()}, norm]


@right
def clip_copies_in_place(grads, max_norm):
    clipped = {name: g.copy() for name, g in grads.items()}
    norm = np.sqrt(sum(np.vdot(g, g) for g in grads.values()))
    if norm > max_norm:
        for g in clipped.values():
            g *= max_norm / norm
    return clipped, norm


@right
def clip_in_float32(grads, max_norm):
    norm = np.sqrt(np.sum([np.square(g).sum() for g in grads.values()]))
    scale = max_norm / norm if norm > max_norm else 1
    return {name: (g * scale).astype(np.float32) for name, g in sorted(grads.items())}, norm


@wrong("each-by-itself")
def _(grads, max_norm):
    clipped, total = {}, 0
    for name, g in grads.items():
        norm = np.linalg.norm(g)
        total += norm**2
        clipped[name] = g * min(1, max_norm / norm) if norm > 0 else g
    return clipped, np.sqrt(total)


@wrong("entries-clipped")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    return {name: np.clip(g, -max_norm, max_norm) for name, g in grads.items()}, norm


@wrong("always-scaled")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    return {name: g * max_norm / norm for name, g in grads.items()}, norm


@wrong("epsilon")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    scale = max_norm / (norm + 1e-6)
    if scale < 1:
        return {name: g * scale for name, g in grads.items()}, norm
    return grads, norm


@wrong("upside-down")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    if norm > max_norm:
        grads = {name: g * norm / max_norm for name, g in grads.items()}
    return grads, norm


@wrong("grads-changed-in-place", says="grads")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    if norm > max_norm:
        for name in grads:
            grads[name] *= max_norm / norm
    return grads, norm


@wrong("norm-after-clipping")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    if norm > max_norm:
        grads = {name: g * max_norm / norm for name, g in grads.items()}
        norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    return grads, norm


@wrong("norms-added")
def _(grads, max_norm):
    norm = sum(np.linalg.norm(g) for g in grads.values())
    if norm > max_norm:
        grads = {name: g * max_norm / norm for name, g in grads.items()}
    return grads, norm


@wrong(says="2 values are asked for")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    scale = min(1, max_norm / max(norm, 1e-300))
    return {name: g * scale for name, g in grads.items()}


@wrong(says="other order")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    scale = min(1, max_norm / max(norm, 1e-300))
    return norm, {name: g * scale for name, g in grads.items()}


@wrong(says="ZeroDivisionError")
def _(grads, max_norm):
    norm = math.sqrt(sum(float((g**2).sum()) for g in grads.values()))
    scale = min(1, max_norm / norm)
    return {name: g * scale for name, g in grads.items()}, norm


@wrong(says=("a dict with the keys", "a list"))
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    scale = min(1, max_norm / max(norm, 1e-300))
    return [g * scale for g in grads.values()], norm


@wrong(says="TypeError")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads))
    return {name: g * min(1, max_norm / norm) for name, g in grads.items()}, norm


@wrong("root-missing", "limit-returned")
def _(grads, max_norm):
    norm = sum((g**2).sum() for g in grads.values())
    if norm > max_norm:
        grads = {name: g * max_norm / norm for name, g in grads.items()}
    return grads, max_norm


@wrong(says=("`grads` is not right", "expected grads {"))
def _(grads, max_norm):
    # Half of the limit: no known mistake.
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    scale = min(1, max_norm / max(norm, 1e-300) / 2)
    return {name: g * scale for name, g in grads.items()}, norm


@wrong(says="key `b` is missing")
def _(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    scale = min(1, max_norm / max(norm, 1e-300))
    return {name: g * scale for name, g in grads.items() if name != "b"}, norm


@wrong("largest-number")
def _(grads, max_norm):
    norm = max(np.max(np.abs(grad)) for grad in grads.values())
    scale = max_norm / norm if norm > max_norm else 1.0
    return {name: scale * grad for name, grad in grads.items()}, norm


@wrong("scaled-twice")
def _(grads, max_norm):
    norm = np.sqrt(sum(np.sum(grad**2) for grad in grads.values()))
    scale = max_norm / norm if norm > max_norm else 1.0
    return {name: scale * (scale * grad) for name, grad in grads.items()}, norm


@wrong("set-to-zero")
def _(grads, max_norm):
    norm = np.sqrt(sum(np.sum(grad**2) for grad in grads.values()))
    return {name: grad * (norm <= max_norm) for name, grad in grads.items()}, norm


@wrong("first-array-only")
def _(grads, max_norm):
    norm = np.linalg.norm(next(iter(grads.values())))
    scale = max_norm / norm if norm > max_norm else 1.0
    return {name: scale * grad for name, grad in grads.items()}, norm


@wrong("norms-averaged")
def _(grads, max_norm):
    norm = sum(np.linalg.norm(grad) for grad in grads.values()) / len(grads)
    scale = max_norm / norm if norm > max_norm else 1.0
    return {name: scale * grad for name, grad in grads.items()}, norm


ANSWERS.equivalent = {
    "`if norm > max_norm:` -> `if norm >= max_norm:`": "exactly at the limit the factor is 1",
}


@wrong("norm-of-a-matrix")
def _(grads, max_norm):
    norms = [np.linalg.norm(grad, 2) for grad in grads.values()]
    norm = math.sqrt(sum(one * one for one in norms))
    return {name: grad * min(1, max_norm / norm) if norm else grad for name, grad in grads.items()}, norm


@wrong("biases-left-out")
def _(grads, max_norm):
    norm = math.sqrt(sum(float((grad.astype(float) ** 2).sum()) for grad in grads.values()))
    clipped = dict(grads)
    for name in grads:
        if norm > max_norm and grads[name].ndim == 2:
            clipped[name] = grads[name] / norm * max_norm
    return clipped, norm
