"""attention.attend: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("attention.attend")
right, wrong = ANSWERS.right, ANSWERS.wrong
ANSWERS.equivalent = {
    "`exps = np.exp(scores - scores.max(axis=0))` -> "
    "`exps = -np.exp(scores - scores.max(axis=0))`": "the sum turns its sign too",
}


@right
def with_einsum(query, keys, values, mask):
    scores = np.einsum("snh,nh->sn", keys, query) / query.shape[-1] ** 0.5
    scores[~mask] = -np.inf
    e = np.exp(scores - scores.max(axis=0, keepdims=True))
    weights = e / e.sum(axis=0, keepdims=True)
    return np.einsum("sn,snv->nv", weights, values), weights


@right
def sequence_by_sequence(query, keys, values, mask):
    S, N, H = keys.shape
    context, weights = np.zeros((N, values.shape[2])), np.zeros((S, N))
    for n in range(N):
        here = np.flatnonzero(mask[:, n])
        scores = keys[here, n] @ query[n] / np.sqrt(H)
        e = np.exp(scores - scores.max())
        weights[here, n] = e / e.sum()
        context[n] = weights[:, n] @ values[:, n]
    return context, weights


@right
def query_scaled_first(query, keys, values, mask):
    q = query / np.sqrt(query.shape[1])
    scores = np.where(mask, (keys * q[None]).sum(-1), -np.inf)
    shifted = scores - scores.max(0)
    weights = np.exp(shifted)
    weights = weights / weights.sum(0)
    return np.sum(values * weights[..., None], axis=0), weights


@right
def batch_first(query, keys, values, mask):
    K, V, M = keys.transpose(1, 0, 2), values.transpose(1, 0, 2), mask.T
    scores = (K @ query[:, :, None])[:, :, 0] / np.sqrt(K.shape[2])
    scores = np.where(M, scores, -np.inf)
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    w = e / e.sum(axis=1, keepdims=True)
    return (w[:, None, :] @ V)[:, 0], w.T


@right
def through_logarithms(query, keys, values, mask):
    scores = np.where(mask, np.einsum("nh,snh->sn", query, keys) / np.sqrt(keys.shape[2]), -np.inf)
    weights = np.exp(scores - np.logaddexp.reduce(scores, axis=0))
    return np.einsum("snv,sn->nv", values, weights), weights


@right
def as_lists(query, keys, values, mask):
    context, weights = with_einsum(query, keys, values, mask)
    return [context.tolist(), weights.tolist()]


def softmax(scores):
    e = np.exp(scores - scores.max(axis=0))
    return e / e.sum(axis=0)


def raw(query, keys):
    return np.einsum("snh,nh->sn", keys, query)


def seen(weights, values):
    return np.einsum("sn,snv->nv", weights, values)


def closed(scores, mask):
    return np.where(mask, scores, -np.inf)


@wrong("not-scaled")
def _(query, keys, values, mask):
    weights = softmax(closed(raw(query, keys), mask))
    return seen(weights, values), weights


@wrong("scaled-by-H")
def _(query, keys, values, mask):
    weights = softmax(closed(raw(query, keys) / keys.shape[-1], mask))
    return seen(weights, values), weights


@wrong("scaled-by-S")
def _(query, keys, values, mask):
    weights = softmax(closed(raw(query, keys) / np.sqrt(len(keys)), mask))
    return seen(weights, values), weights


@wrong("mask-not-used")
def _(query, keys, values, mask):
    weights = softmax(raw(query, keys) / np.sqrt(keys.shape[-1]))
    return seen(weights, values), weights


@wrong("masked-score-is-zero")
def _(query, keys, values, mask):
    scores = raw(query, keys) / np.sqrt(keys.shape[-1])
    scores[~mask] = 0
    weights = softmax(scores)
    return seen(weights, values), weights


@wrong("masked-score-is-small")
def _(query, keys, values, mask):
    scores = raw(query, keys) / np.sqrt(keys.shape[-1])
    scores[~mask] = -10
    weights = softmax(scores)
    return seen(weights, values), weights


@wrong("mask-after-softmax")
def _(query, keys, values, mask):
    weights = softmax(raw(query, keys) / np.sqrt(keys.shape[-1]))
    weights[~mask] = 0
    return seen(weights, values), weights


@wrong("mask-before-the-sum")
def _(query, keys, values, mask):
    scores = raw(query, keys) / np.sqrt(keys.shape[-1])
    e = np.where(mask, np.exp(scores - scores.max(axis=0)), 0)
    weights = e / e.sum(axis=0)
    return seen(weights, values), weights


@wrong("no-shift")
def _(query, keys, values, mask):
    e = np.exp(closed(raw(query, keys) / np.sqrt(keys.shape[-1]), mask))
    weights = e / e.sum(axis=0)
    return seen(weights, values), weights


@wrong("one-shift-for-all")
def _(query, keys, values, mask):
    scores = closed(raw(query, keys) / np.sqrt(keys.shape[-1]), mask)
    e = np.exp(scores - np.max(scores))
    weights = e / np.sum(e, axis=0)
    return seen(weights, values), weights


@wrong("softmax-over-all")
def _(query, keys, values, mask):
    scores = closed(raw(query, keys) / np.sqrt(keys.shape[-1]), mask)
    e = np.exp(scores - scores.max(axis=0))
    weights = e / np.sum(e)
    return seen(weights, values), weights


@wrong("context-of-keys")
def _(query, keys, values, mask):
    weights = softmax(closed(raw(query, keys) / np.sqrt(keys.shape[-1]), mask))
    return seen(weights, keys), weights


@wrong("plain-mean")
def _(query, keys, values, mask):
    weights = softmax(closed(raw(query, keys) / np.sqrt(keys.shape[-1]), mask))
    return np.where(mask[..., None], values, 0).sum(axis=0) / mask.sum(axis=0)[:, None], weights


@wrong("returned-the-other-way-round")
def _(query, keys, values, mask):
    weights = softmax(closed(raw(query, keys) / np.sqrt(keys.shape[-1]), mask))
    return weights, seen(weights, values)


@wrong("the-best-alone")
def _(query, keys, values, mask):
    scores = closed(raw(query, keys), mask)
    weights = np.zeros(mask.shape)
    weights[scores.argmax(axis=0), np.arange(mask.shape[1])] = 1
    return seen(weights, values), weights


@wrong("angles")
def _(query, keys, values, mask):
    lengths = np.linalg.norm(keys, axis=-1) * np.linalg.norm(query, axis=-1)
    weights = softmax(closed(raw(query, keys) / lengths, mask))
    return seen(weights, values), weights


@wrong("weights-not-shared")
def _(query, keys, values, mask):
    scores = closed(raw(query, keys) / np.sqrt(keys.shape[-1]), mask)
    weights = np.exp(scores - scores.max(axis=0))
    return seen(weights, values), weights


def by_einsum(axis=0, scale=1, of_context=None, small=0.0, give="weights"):
    """A look that is written with einsum, one thing in it wrong."""

    def attend(query, keys, values, mask):
        H = query.shape[-1]
        scores = np.einsum("nh,snh->sn", query, keys) / (np.sqrt(H) if scale == 1 else 1)
        scores = np.where(mask, scores, -np.inf)
        e = np.exp(scores - scores.max(axis=axis, keepdims=True))
        weights = e / (e.sum(axis=axis, keepdims=True) + small) / (1 if scale == 1 else np.sqrt(H))
        context = np.einsum("sn,snv->nv", weights, values)
        if of_context == "count":
            context = context / np.count_nonzero(mask, axis=0)[:, None]
        return context, {"weights": weights, "scores": scores}[give]

    return attend


right(by_einsum())
wrong("softmax-over-the-batch")(by_einsum(axis=1))
wrong("weights-divided-by-the-root")(by_einsum(scale="weights"))
wrong("divided-by-the-keys")(by_einsum(of_context="count"))
wrong("weights-a-little-too-small")(by_einsum(small=1e-8))
wrong("scores-returned")(by_einsum(give="scores"))
