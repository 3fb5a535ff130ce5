"""attention.attend_backward: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("attention.attend_backward")
right, wrong = ANSWERS.right, ANSWERS.wrong


def by_einsum(dcontext, query, keys, values, weights):
    dw = np.einsum("snv,nv->sn", values, dcontext)
    ds = weights * (dw - np.einsum("sn,sn->n", weights, dw)) / np.sqrt(query.shape[1])
    return {
        "values": np.einsum("sn,nv->snv", weights, dcontext),
        "keys": np.einsum("sn,nh->snh", ds, query),
        "query": np.einsum("sn,snh->nh", ds, keys),
    }


right(by_einsum)


@right
def with_the_whole_jacobian(dcontext, query, keys, values, weights):
    N = weights.shape[1]
    grads = {"query": np.zeros(query.shape), "keys": np.zeros(keys.shape), "values": np.zeros(values.shape)}
    root = query.shape[1] ** 0.5
    for n in range(N):
        w = weights[:, n]
        jacobian = np.diag(w) - np.outer(w, w)
        ds = jacobian @ (values[:, n] @ dcontext[n])
        grads["query"][n] = keys[:, n].T @ ds / root
        grads["keys"][:, n] = np.outer(ds, query[n]) / root
        grads["values"][:, n] = np.outer(w, dcontext[n])
    return grads


@right
def through_the_context(dcontext, query, keys, values, weights):
    """The weighted mean of dw is context . dcontext: the context is made again from the weights."""
    context = (weights[..., None] * values).sum(0)
    ds = weights * ((values - context) * dcontext).sum(-1) * query.shape[1] ** -0.5
    return dict(query=(ds[..., None] * keys).sum(0), keys=ds[..., None] * query, values=weights[..., None] * dcontext)  # noqa: C408


@right
def batch_first(dcontext, query, keys, values, weights):
    K, V, w = keys.transpose(1, 0, 2), values.transpose(1, 0, 2), weights.T
    dw = (V @ dcontext[:, :, None])[..., 0]
    ds = w * (dw - (w * dw).sum(axis=1, keepdims=True)) / np.sqrt(K.shape[-1])
    dK = ds[:, :, None] * query[:, None, :]
    dV = w[:, :, None] * dcontext[:, None, :]
    return {"query": (ds[:, None, :] @ K)[:, 0], "keys": dK.transpose(1, 0, 2), "values": dV.transpose(1, 0, 2)}


@right
def as_lists(dcontext, query, keys, values, weights):
    return {name: array.tolist() for name, array in by_einsum(dcontext, query, keys, values, weights).items()}


@right
def with_more_than_is_asked_for(dcontext, query, keys, values, weights):
    return by_einsum(dcontext, query, keys, values, weights) | {"mask": None}


def back(dcontext, query, keys, values, weights, ds, root=None, /, **others):
    root = np.sqrt(query.shape[1]) if root is None else root
    found = {
        "query": np.einsum("sn,snh->nh", ds, keys) / root,
        "keys": np.einsum("sn,nh->snh", ds, query) / root,
        "values": np.einsum("sn,nv->snv", weights, dcontext),
    }
    return found | others


def of_weights(values, dcontext):
    return np.einsum("snv,nv->sn", values, dcontext)


def of_scores(values, dcontext, weights):
    dw = of_weights(values, dcontext)
    return weights * (dw - (weights * dw).sum(axis=0))


@wrong("not-scaled")
def _(dcontext, query, keys, values, weights):
    return back(dcontext, query, keys, values, weights, of_scores(values, dcontext, weights), 1.0)


@wrong("scaled-by-H")
def _(dcontext, query, keys, values, weights):
    return back(dcontext, query, keys, values, weights, of_scores(values, dcontext, weights), keys.shape[2])


@wrong("scaled-by-V")
def _(dcontext, query, keys, values, weights):
    root = values.shape[2] ** 0.5
    return back(dcontext, query, keys, values, weights, of_scores(values, dcontext, weights), root)


@wrong("query-not-scaled")
def _(dcontext, query, keys, values, weights):
    ds = of_scores(values, dcontext, weights)
    return back(dcontext, query, keys, values, weights, ds, query=np.einsum("sn,snh->nh", ds, keys))


@wrong("keys-not-scaled")
def _(dcontext, query, keys, values, weights):
    ds = of_scores(values, dcontext, weights)
    return back(dcontext, query, keys, values, weights, ds, keys=np.einsum("sn,nh->snh", ds, query))


@wrong("the-others-left-out")
def _(dcontext, query, keys, values, weights):
    return back(dcontext, query, keys, values, weights, weights * of_weights(values, dcontext))


@wrong("as-if-sigmoids")
def _(dcontext, query, keys, values, weights):
    dw = of_weights(values, dcontext)
    return back(dcontext, query, keys, values, weights, dw * weights * (1 - weights))


@wrong("plain-mean-subtracted")
def _(dcontext, query, keys, values, weights):
    dw = of_weights(values, dcontext)
    return back(dcontext, query, keys, values, weights, weights * (dw - np.mean(dw, axis=0)))


@wrong("added")
def _(dcontext, query, keys, values, weights):
    dw = of_weights(values, dcontext)
    return back(dcontext, query, keys, values, weights, weights * (dw + (weights * dw).sum(axis=0)))


@wrong("weights-left-out")
def _(dcontext, query, keys, values, weights):
    dw = of_weights(values, dcontext)
    return back(dcontext, query, keys, values, weights, dw - (weights * dw).sum(axis=0))


@wrong("scores-for-weights")
def _(dcontext, query, keys, values, weights):
    return back(dcontext, query, keys, values, weights, of_weights(values, dcontext))


@wrong("summed-over-the-batch")
def _(dcontext, query, keys, values, weights):
    dw = of_weights(values, dcontext)
    return back(dcontext, query, keys, values, weights, weights * (dw - (weights * dw).sum(axis=1)[:, None]))


@wrong("values-not-weighted")
def _(dcontext, query, keys, values, weights):
    dvalues = np.repeat(dcontext[None], len(keys), axis=0)
    return back(dcontext, query, keys, values, weights, of_scores(values, dcontext, weights), values=dvalues)


@wrong("keys-times-keys")
def _(dcontext, query, keys, values, weights):
    ds = of_scores(values, dcontext, weights)
    return back(dcontext, query, keys, values, weights, ds, keys=ds[..., None] * keys / np.sqrt(keys.shape[-1]))


@wrong("mean-for-the-query")
def _(dcontext, query, keys, values, weights):
    ds = of_scores(values, dcontext, weights)
    mean = (ds[..., None] * keys).mean(axis=0) / np.sqrt(keys.shape[-1])
    return back(dcontext, query, keys, values, weights, ds, query=mean)


@wrong("query-before-softmax")
def _(dcontext, query, keys, values, weights):
    wrong_one = np.einsum("sn,snh->nh", of_weights(values, dcontext), keys) / np.sqrt(keys.shape[-1])
    return back(dcontext, query, keys, values, weights, of_scores(values, dcontext, weights), query=wrong_one)
