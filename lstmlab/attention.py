"""Attention: a query is compared with keys, and the values of those that fit are averaged.

    s_t = k_t . q / sqrt(H)                 scores, one for each key
    w_t = exp(s_t) / sum over u of exp(s_u)     weights: positive, their sum is 1; 0 where the mask is False
    context = sum over t of w_t v_t

The keys and values are the hidden states of an encoder, one for each symbol it has read; the query is the hidden state
of the decoder. So the decoder may look at each symbol again, and the last state of the encoder need not hold them all.
A product of H numbers grows like sqrt(H): divided by it, scores keep their size, and the softmax does not close.

Source: D. Bahdanau, K. Cho and Y. Bengio, "Neural Machine Translation by Jointly Learning to Align and Translate", ICLR
2015, section 3.1, where a small net compares; the product: M.-T. Luong, H. Pham and C. D. Manning, "Effective
Approaches to Attention-based Neural Machine Translation", EMNLP 2015, section 3.1; its scale: A. Vaswani et al.,
"Attention Is All You Need", NeurIPS 2017, section 3.2.1.
"""

from typing import NamedTuple

import numpy as np

from lstmlab.shapes import Array, bind
from lstmlab.unroll import check_mask


class Looked(NamedTuple):
    """What T queries have seen: contexts (T, N, V), and weights (T, S, N), whose sum over the S keys is 1."""

    contexts: Array
    weights: Array


def forward(queries: Array, keys: Array, values: Array, mask: Array | None = None) -> Looked:
    """The contexts of T queries: the formulas at the top of lstmlab.attention, for each query and sequence.

    The largest score is subtracted before exp, so that nothing overflows. What stands at a masked place is never read.

    Args:
        queries: (T, N, H).
        keys: (S, N, H).
        values: (S, N, V).
        mask: (S, N), False where a sequence has no key; each sequence has at least one. None masks nothing.

    Returns:
        `Looked(contexts, weights)`.

    Raises:
        ValueError: a shape does not fit, no keys, or a sequence whose mask is False everywhere.
        TypeError: not arrays, float32 mixed with float64, a mask that is not of booleans.
    """
    sizes = _bind(queries, keys, values)
    if mask is not None:
        check_mask(mask, {"T": sizes["S"], "N": sizes["N"]})
        if not mask.any(axis=0).all():
            raise ValueError(f"mask: expected a key for every sequence, got none for {int(mask.any(axis=0).argmin())}")
        keys, values = (np.where(mask[:, :, None], array, 0) for array in (keys, values))
    scores = _of_pairs(queries, keys) / np.sqrt(sizes["H"]).astype(keys.real.dtype)
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    exps = np.exp(scores - scores.real.max(axis=1, keepdims=True))
    weights = exps / exps.sum(axis=1, keepdims=True)
    return Looked(_over_keys(weights, values), weights)


def backward(
    dcontexts: Array, queries: Array, keys: Array, values: Array, weights: Array
) -> tuple[Array, Array, Array]:
    """From the gradient of the contexts to that of queries, keys and values. For one query:

        dv_t = w_t dcontext        dw_t = v_t . dcontext
        ds_t = w_t (dw_t - sum over u of w_u dw_u)
        dq = sum over t of ds_t k_t / sqrt(H)        dk_t = ds_t q / sqrt(H)

    and keys and values get the sum over all queries. A masked place has the weight 0, and gets nothing.

    Args:
        dcontexts: (T, N, V).
        queries, keys, values: as in `forward`.
        weights: (T, S, N), from `forward`.

    Returns:
        dqueries (T, N, H), dkeys (S, N, H), dvalues (S, N, V).

    Raises:
        ValueError, TypeError: as in `forward`.
    """
    sizes = _bind(queries, keys, values)
    bind(sizes, keys=(keys, "S N H"), dcontexts=(dcontexts, "T N V"), weights=(weights, "T S N"))
    # What stands at a place that nobody looks at may be NaN, and 0 times NaN is none.
    seen = (weights != 0).any(axis=0)[:, :, None]
    keys, values = (np.where(seen, array, 0) for array in (keys, values))
    dweights = _of_pairs(dcontexts, values)
    dscores = weights * (dweights - (weights * dweights).sum(axis=1, keepdims=True))
    dscores = dscores / np.sqrt(sizes["H"]).astype(keys.real.dtype)
    by_key = dscores.swapaxes(0, 1)
    return _over_keys(dscores, keys), _over_keys(by_key, queries), _over_keys(weights.swapaxes(0, 1), dcontexts)


def _bind(queries: Array, keys: Array, values: Array) -> dict[str, int]:
    sizes = bind(queries=(queries, "T N H"), keys=(keys, "S N H"), values=(values, "S N V"))
    for letter, what in (("T", "query"), ("N", "sequence")):
        if sizes[letter] == 0:
            raise ValueError(f"queries: expected at least one {what}, got (T, N, H) = {queries.shape}")
    if sizes["S"] == 0 or sizes["H"] == 0:
        raise ValueError(f"keys: expected at least one key of at least one number, got (S, N, H) = {keys.shape}")
    return sizes


def _of_pairs(one: Array, other: Array) -> Array:
    """Products of each (T, N, H) with each (S, N, H): (T, S, N)."""
    products: Array = np.matmul(one.transpose(1, 0, 2), other.transpose(1, 2, 0)).transpose(1, 2, 0)
    return products


def _over_keys(weights: Array, values: Array) -> Array:
    """Sums of values (S, N, V), weighted by (T, S, N): (T, N, V)."""
    sums: Array = np.matmul(weights.transpose(2, 0, 1), values.transpose(1, 0, 2)).transpose(1, 0, 2)
    return sums
