"""Known mistakes of exercise vanish.clip_by_global_norm that are whole functions, not edits of the worked answer."""

import numpy as np


def _norm(grads):
    return np.sqrt(sum((grad**2).sum() for grad in grads.values()))


def _clipped(grads, norm, max_norm):
    return {name: grad * (max_norm / norm) if norm > max_norm else grad for name, grad in grads.items()}


def each_by_itself(grads, max_norm):
    clipped = {}
    for name, grad in grads.items():
        clipped[name] = _clipped({name: grad}, np.linalg.norm(grad), max_norm)[name]
    return clipped, _norm(grads)


def each_by_itself_and_the_last_norm(grads, max_norm):
    clipped, _ = each_by_itself(grads, max_norm)
    return clipped, np.linalg.norm(list(grads.values())[-1])


def entries_clipped(grads, max_norm):
    return {name: np.clip(grad, -max_norm, max_norm) for name, grad in grads.items()}, _norm(grads)


def short_ones_scaled(grads, max_norm):
    norm = _norm(grads)
    scale = max(1, max_norm / norm) if norm > 0 else 1
    return {name: grad * scale for name, grad in grads.items()}, norm


def always_scaled(grads, max_norm):
    norm = _norm(grads)
    return {name: grad * max_norm / norm for name, grad in grads.items()}, norm


def norms_added(grads, max_norm):
    norm = sum(np.linalg.norm(grad) for grad in grads.values())
    return _clipped(grads, norm, max_norm), norm


def largest_norm(grads, max_norm):
    norm = max(np.linalg.norm(grad) for grad in grads.values())
    return _clipped(grads, norm, max_norm), norm


def last_array_only(grads, max_norm):
    norm = np.linalg.norm(list(grads.values())[-1])
    return _clipped(grads, norm, max_norm), norm


def epsilon(size):
    def clip_by_global_norm(grads, max_norm):
        norm = _norm(grads)
        scale = min(1.0, max_norm / (norm + size))
        return {name: grad * scale for name, grad in grads.items()}, norm

    return clip_by_global_norm


def zero_divided(grads, max_norm):
    norm = _norm(grads)
    return {name: grad / norm * min(norm, max_norm) for name, grad in grads.items()}, norm


def arrays_changed(grads, max_norm):
    norm = _norm(grads)
    if norm > max_norm:
        for grad in grads.values():
            grad *= max_norm / norm
    return grads, norm


def dict_changed(grads, max_norm):
    norm = _norm(grads)
    for name in grads:
        if norm > max_norm:
            grads[name] = grads[name] * (max_norm / norm)
    return grads, norm
