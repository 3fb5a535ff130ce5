"""scan.prefix: answers that are right, answers that are wrong, mutants that change nothing."""

import numpy as np

from tests.exercises.answers import Answers

ANSWERS = Answers("scan.prefix")
right, wrong = ANSWERS.right, ANSWERS.wrong
ANSWERS.equivalent = {
    "`while shift < len(a):` -> `while shift <= len(a):`": "a shift of T moves nothing",
    "`while shift < len(a):` -> `while shift < len(b):`": "a and b have as many steps",
}


@right
def in_pairs(a, b, h0):
    """Half as many steps of pairs, then the steps in between."""
    hs = np.empty(np.broadcast(a, b).shape, np.result_type(a, b, h0))
    hs[0] = a[0] * h0 + b[0]
    if len(a) > 1:
        n = len(a) // 2
        pairs_a = a[1 : 2 * n : 2] * a[0 : 2 * n : 2]
        pairs_b = a[1 : 2 * n : 2] * b[0 : 2 * n : 2] + b[1 : 2 * n : 2]
        hs[1::2] = in_pairs(pairs_a, pairs_b, h0)
        hs[2::2] = a[2::2] * hs[1:-1:2] + b[2::2]
    return hs


@right
def start_at_the_end(a, b, h0):
    kept, written = np.array(a), np.array(b)
    shift = 1
    while shift < len(kept):
        written = np.concatenate([written[:shift], kept[shift:] * written[:-shift] + written[shift:]])
        kept = np.concatenate([kept[:shift], kept[shift:] * kept[:-shift]])
        shift = 2 * shift
    return kept * h0 + written


@right
def with_a_compose(a, b, h0):
    def compose(first, second):
        return second[0] * first[0], second[0] * first[1] + second[1]

    pairs = (a, b)
    for k in range(int(np.ceil(np.log2(len(a))))):
        s = 2**k
        earlier = tuple(one[:-s] for one in pairs)
        later = tuple(one[s:] for one in pairs)
        pairs = tuple(np.concatenate([one[:s], new]) for one, new in zip(pairs, compose(earlier, later), strict=True))
    return pairs[0] * h0[None] + pairs[1]


@right
def padded_with_steps_that_change_nothing(a, b, h0):
    n = 1
    while n < len(a):
        n *= 2
    kept = np.concatenate([a, np.ones((n - len(a), *h0.shape), a.dtype)])
    written = np.concatenate([b, np.zeros((n - len(b), *h0.shape), b.dtype)])
    written[0] = kept[0] * h0 + written[0]
    s = 1
    while s < n:
        earlier_a = np.concatenate([np.ones((s, *h0.shape), a.dtype), kept[:-s]])
        earlier_b = np.concatenate([np.zeros((s, *h0.shape), a.dtype), written[:-s]])
        kept, written = kept * earlier_a, kept * earlier_b + written
        s *= 2
    return written[: len(a)]


@right
def start_as_a_step(a, b, h0):
    kept = np.concatenate([np.zeros_like(h0)[None], a])
    written = np.concatenate([h0[None], b])
    s = 1
    while s < len(kept):
        written[s:] = written[s:] + kept[s:] * written[:-s]
        kept[s:] *= kept[:-s].copy()
        s <<= 1
    return written[1:]


@right
def in_blocks_of_the_root_of_T(a, b, h0):
    """A loop within blocks, all at once, then over blocks: about 2 root(T) turns."""
    T = len(a)
    size = int(np.ceil(np.sqrt(T)))
    n = -(-T // size)
    rest = ((0, n * size - T), (0, 0), (0, 0))
    kept = np.pad(a, rest, constant_values=1).reshape(n, size, *h0.shape)
    written = np.pad(b, rest).reshape(n, size, *h0.shape)
    for t in range(1, size):
        written[:, t] += kept[:, t] * written[:, t - 1]
        kept[:, t] *= kept[:, t - 1]
    hs = np.empty_like(written)
    h = h0
    for k in range(n):
        hs[k] = kept[k] * h + written[k]
        h = hs[k, -1]
    return hs.reshape(n * size, *h0.shape)[:T]


@wrong(says="one step after the other")
def _(a, b, h0):
    hs = np.zeros_like(b)
    h = h0
    for t in range(len(a)):
        h = a[t] * h + b[t]
        hs[t] = h
    return hs


@wrong(says="one step after the other")
def _(a, b, h0):
    hs = [h0]
    for kept, written in zip(a, b, strict=True):
        hs.append(kept * hs[-1] + written)
    return np.stack(hs[1:])


@wrong(says="one step after the other")
def _(a, b, h0):
    from itertools import accumulate

    return np.array(list(accumulate(zip(a, b, strict=True), lambda h, ab: ab[0] * h + ab[1], initial=h0))[1:])


@wrong("start-left-out")
def _(a, b, h0):
    kept, hs = a.copy(), b.copy()
    s = 1
    while s < len(a):
        hs[s:] += kept[s:] * hs[:-s].copy()
        kept[s:] *= kept[:-s].copy()
        s *= 2
    return hs


@wrong("start-not-multiplied")
def _(a, b, h0):
    hs = np.zeros_like(b)
    hs[0] = h0 + b[0]
    for t in range(1, len(a)):
        hs[t] = a[t] * hs[t - 1] + b[t]
    return hs


@wrong("start-in-every-step")
def _(a, b, h0):
    b = b + a * h0
    h, hs = 0, []
    for t in range(len(a)):
        h = a[t] * h + b[t]
        hs.append(h)
    return np.array(hs)


@wrong("a-before-b")
def _(a, b, h0):
    kept, hs = a.copy(), b.copy()
    hs[0] += kept[0] * h0
    s = 1
    while s < len(a):
        kept[s:] *= kept[:-s].copy()
        hs[s:] += kept[s:] * hs[:-s].copy()
        s *= 2
    return hs


@wrong("order-exchanged")
def _(a, b, h0):
    kept, hs = a.copy(), b.copy()
    hs[0] += kept[0] * h0
    s = 1
    while s < len(a):
        hs[s:] = kept[:-s] * hs[s:] + hs[:-s]
        kept[s:] *= kept[:-s].copy()
        s *= 2
    return hs


@wrong("a-stays")
def _(a, b, h0):
    hs = b.copy()
    hs[0] += a[0] * h0
    s = 1
    while s < len(a):
        hs[s:] += a[s:] * hs[:-s].copy()
        s *= 2
    return hs


@wrong("b-not-carried")
def _(a, b, h0):
    first = b.copy()
    first[0] = a[0] * h0 + b[0]
    return np.cumsum(first, axis=0)


@wrong("one-round")
def _(a, b, h0):
    hs = b.copy()
    hs[0] += a[0] * h0
    hs[1:] += a[1:] * hs[:-1].copy()
    return hs


@wrong("shift-grows-by-one")
def _(a, b, h0):
    kept, hs = a.copy(), b.copy()
    hs[0] += kept[0] * h0
    for s in range(1, len(a)):
        hs[s:] += kept[s:] * hs[:-s].copy()
        kept[s:] *= kept[:-s].copy()
    return hs


@wrong("divided")
def _(a, b, h0):
    with np.errstate(all="ignore"):
        product = a.cumprod(axis=0)
        return product * h0 + product * (b / product).cumsum(axis=0)


@wrong("state-before-the-step")
def _(a, b, h0):
    hs = [h0]
    for t in range(len(a) - 1):
        hs.append(a[t] * hs[-1] + b[t])
    return np.array(hs)


@wrong("from-the-end")
def _(a, b, h0):
    hs = np.zeros_like(b)
    h = h0
    for t in range(len(a) - 1, -1, -1):
        h = a[t] * h + b[t]
        hs[t] = h
    return hs


@wrong("a-round-too-few")
def _(a, b, h0):
    kept, hs = a.copy(), b.copy()
    hs[0] += kept[0] * h0
    s = 1
    while s < len(a) / 2:
        hs[s:] += kept[s:] * hs[:-s].copy()
        kept[s:] *= kept[:-s].copy()
        s *= 2
    return hs


@wrong(says="changes its input")
def _(a, b, h0):
    b[0] += a[0] * h0
    s = 1
    while s < len(a):
        b[s:] += a[s:] * b[:-s].copy()
        a[s:] *= a[:-s].copy()
        s *= 2
    return b


@wrong(says="(T, N, H)")
def _(a, b, h0):
    h = h0
    for t in range(len(a)):
        h = a[t] * h + b[t]
    return h
