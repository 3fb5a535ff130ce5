"""From one sequence to another of another length: an encoder reads, a decoder writes, with and without attention.

    encoder     h_1 ... h_S = run(cell, xs), its state after the last symbol of each sequence
    decoder     starts from that state; reads the symbol it wrote before, and writes the next one, until the end symbol
    readout     logits_t = [d_t context_t] W_y + b_y with attention, d_t W_y + b_y without; d_t: the decoder's output

With attention (`lstmlab.attention`) d_t is the query, and the encoder's outputs are keys and values. The outputs are
numbered from 0 to K - 1, the end symbol K - 1 among them; the decoder reads K + 1 symbols, the last of them the start.

In training the decoder reads the right symbols, whatever it would have written: teacher forcing. All its steps are then
one forward pass. Sequences of unequal length are padded and masked, on both sides.

Source: I. Sutskever, O. Vinyals and Q. V. Le, "Sequence to Sequence Learning with Neural Networks", NeurIPS 2014; K.
Cho et al., EMNLP 2014; attention: see `lstmlab.attention`; teacher forcing: R. J. Williams and D. Zipser, Neural
Computation 1 (1989), 270-280.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab import attention as looking
from lstmlab import init, layers, losses, readout
from lstmlab.cells.protocol import Cell
from lstmlab.gates import pack, split
from lstmlab.shapes import Array, bind, bind_any, check_fields, check_int
from lstmlab.trees import Tree
from lstmlab.unroll import check_mask


class Params(NamedTuple):
    """Weights: of the encoder, of the decoder, and of the readout, W_y (H, K), or (2H, K) with attention."""

    encoder: Tree
    decoder: Tree
    readout: readout.Params


class Pairs(NamedTuple):
    """N sequences, and what is to be written to each.

    xs: (S, N, D), what is read; mask: (S, N), False at padding; targets: (T, N), the right symbols, the end symbol
    among them; target_mask: (T, N), False after the end symbol.
    """

    xs: Array
    mask: Array
    targets: Array
    target_mask: Array


class Trace(NamedTuple):
    """A forward pass: of the encoder and the decoder, what the readout saw, and the weights (T, S, N), or None."""

    encoder: layers.Trace
    decoder: layers.Trace
    read: Array
    weights: Array | None


class Written(NamedTuple):
    """What a decoder wrote: symbols (T, N), from the first end symbol on nothing else; weights (T, S, N), or None."""

    symbols: Array
    weights: Array | None


def first_weights(
    rng: np.random.Generator,
    cell: Cell,
    n_in: int,
    n_hidden: int,
    n_out: int,
    attention: bool = True,
    dtype: Any = np.float64,
    forget_bias: float = 1.0,
) -> Params:
    """Weights by the rules of `lstmlab.init`: the encoder's are drawn first, then the decoder's, then the readout's.

    Args:
        rng, cell, n_in, n_hidden, dtype, forget_bias: as in `lstmlab.init.cell`; both cells have H units.
        n_out: K, the end symbol among them.
        attention: whether the readout sees a context too.

    Raises:
        ValueError, TypeError: as in `lstmlab.init.cell`; attention that is neither True nor False.
    """
    _check_bool(attention)
    check_int(1, n_out=n_out)
    encoder = init.cell(rng, cell, n_in, n_hidden, dtype, forget_bias)
    decoder = init.cell(rng, cell, n_out + 1, n_hidden, dtype, forget_bias)
    n_read = layers.output_size(cell, n_hidden) * (2 if attention else 1)
    return Params(encoder, decoder, init.readout(rng, n_read, n_out, dtype))


def teacher_inputs(targets: Array, start: int) -> Array:
    """What the decoder reads while a teacher holds its hand: the symbol `start`, then the targets one step late.

    Args:
        targets: (T, N), integers.
        start: the symbol before the first one.

    Returns:
        inputs (T, N).

    Raises:
        ValueError: targets is not (T, N), or has no steps; TypeError: not integers.
    """
    _check_integers(targets=targets)
    check_int(0, start=start)
    if bind_any(targets=(targets, "T N"))["T"] == 0:
        raise ValueError(f"targets: expected at least one step, got (T, N) = {targets.shape}")
    first = np.full_like(targets[:1], start)
    return np.concatenate([first, targets[:-1]])


def forward(cell: Cell, params: Params, pairs: Pairs, attention: bool = True) -> tuple[Array, Trace]:
    """The logits of every step of the decoder, while it reads the right symbols.

    Args:
        cell: a module such as `lstmlab.cells.gru`, for encoder and decoder.
        params: from `first_weights`.
        pairs: sequences and targets, numbers from 0 to K - 1. Where target_mask is False they may be anything.
        attention: as in `first_weights`.

    Returns:
        logits (T, N, K), and the trace.

    Raises:
        ValueError: a shape does not fit, a target that is none of the K symbols, a sequence without a symbol.
        TypeError: not arrays, float32 mixed with float64, weights or pairs of another form.
    """
    sizes = _check(params, pairs, attention)
    n_out = sizes["K"]
    targets = np.where(pairs.target_mask, pairs.targets, n_out - 1)
    if targets.min() < 0 or targets.max() >= n_out:
        wrong = targets.min() if targets.min() < 0 else targets.max()
        raise ValueError(f"targets: expected numbers from 0 to {n_out - 1} (K = {n_out}), got {wrong}")
    ys = _one_hot(teacher_inputs(targets, n_out), n_out + 1, pairs.xs.dtype)
    fast = not layers.is_complex(params)  # one complex weight makes gradients everywhere complex, and kernels take none
    encoder = layers.forward(cell, params.encoder, pairs.xs, mask=pairs.mask, fast=fast)
    decoder = layers.forward(cell, params.decoder, ys, encoder.state, fast=fast)
    read, weights = _look(decoder.hs, encoder.hs, pairs.mask, attention)
    return readout.forward(params.readout, read), Trace(encoder, decoder, read, weights)


def loss_and_gradients(cell: Cell, params: Params, pairs: Pairs, attention: bool = True) -> tuple[Any, Params]:
    """The cross-entropy of a batch, the mean over the steps that count, and its gradient: back through the decoder,
    from its first state and from every look into the encoder, and back through the encoder.

    Args:
        cell, params, pairs, attention: as in `forward`.

    Returns:
        The loss in nats, and the gradients in the form of params.

    Raises:
        ValueError, TypeError: as in `forward`; no step that counts.
    """
    logits, (encoder, decoder, read, weights) = forward(cell, params, pairs, attention)
    loss, dlogits = losses.masked(losses.softmax_cross_entropy, pairs.target_mask)(logits, pairs.targets)
    dread, readout_grads = readout.backward(params.readout, read, dlogits)
    from_looking = np.zeros_like(encoder.hs)
    if weights is not None:
        dread, dcontexts = split(dread, 2)
        dqueries, dkeys, dvalues = looking.backward(dcontexts, decoder.hs, encoder.hs, encoder.hs, weights)
        dread, from_looking = dread + dqueries, dkeys + dvalues
    _, dstate, decoder_grads = layers.backward(cell, params.decoder, decoder, np.ascontiguousarray(dread))
    _, _, encoder_grads = layers.backward(cell, params.encoder, encoder, from_looking, dstate)
    return loss, Params(encoder_grads, decoder_grads, readout_grads)


def greedy(cell: Cell, params: Params, xs: Array, mask: Array, max_steps: int, attention: bool = True) -> Written:
    """Let the decoder write by itself: at each step the likeliest symbol, which it reads at the next one.

    Args:
        cell, params, attention: as in `forward`.
        xs, mask: what is read, as in `Pairs`.
        max_steps: T, at most so many symbols, the end symbol among them.

    Returns:
        `Written(symbols, weights)`. After its end symbol a sequence repeats it.

    Raises:
        ValueError, TypeError: as in `forward`; max_steps below 1, or not an integer.
    """
    check_int(1, max_steps=max_steps)
    n = bind(xs=(xs, "S N D"))["N"]
    nothing = np.zeros((1, n), int)
    n_out = _check(params, Pairs(xs, mask, nothing, nothing == 0), attention)["K"]
    encoder = layers.forward(cell, params.encoder, xs, mask=mask)
    state, last = encoder.state, np.full(n, n_out)
    symbols: list[Array] = []
    looks: list[Array] = []
    for _ in range(max_steps):
        decoder = layers.forward(cell, params.decoder, _one_hot(last[None], n_out + 1, xs.dtype), state)
        read, weights = _look(decoder.hs, encoder.hs, mask, attention)
        state, ended = decoder.state, last == n_out - 1
        last = np.where(ended, n_out - 1, readout.forward(params.readout, read)[0].argmax(axis=-1))
        symbols.append(last)
        if weights is not None:
            looks.append(weights)
    return Written(np.stack(symbols), np.concatenate(looks) if looks else None)


def exact(symbols: Array, targets: Array, target_mask: Array) -> Array:
    """Which sequences are right from the first symbol to the end symbol: (N,) of True and False.

    Args:
        symbols: (T, N), from `greedy`.
        targets, target_mask: (T, N), as in `Pairs`.

    Raises:
        ValueError: shapes that differ; TypeError: not integers, a mask that is not of booleans.
    """
    _check_integers(symbols=symbols, targets=targets)
    sizes = bind_any(symbols=(symbols, "T N"), targets=(targets, "T N"))
    check_mask(target_mask, sizes)
    right: Array = ((symbols == targets) | ~target_mask).all(axis=0)
    return right


def _look(hs: Array, encoder_hs: Array, mask: Array, attention: bool) -> tuple[Array, Array | None]:
    if not attention:
        return hs, None
    contexts, weights = looking.forward(hs, encoder_hs, encoder_hs, mask)
    return pack(hs, contexts), weights


def _check(params: Params, pairs: Pairs, attention: bool) -> dict[str, int]:
    _check_bool(attention)
    check_fields(Params, params=params)
    check_fields(Pairs, pairs=pairs)
    check_fields(readout.Params, **{"params.readout": params.readout})
    sizes = bind(W_y=(params.readout.W_y, "R K"), b_y=(params.readout.b_y, "K"), xs=(pairs.xs, "S N D"))
    check_mask(pairs.mask, {"T": sizes["S"], "N": sizes["N"]})
    if not pairs.mask.any(axis=0).all():
        raise ValueError("mask: expected at least one symbol in every sequence, got one without")
    _check_integers(targets=pairs.targets)
    bind_any({"N": sizes["N"]}, targets=(pairs.targets, "T N"))
    check_mask(pairs.target_mask, {"T": len(pairs.targets), "N": sizes["N"]})
    return sizes


def _check_integers(**arrays: Any) -> None:
    for name, array in arrays.items():
        if not isinstance(array, np.ndarray) or array.dtype.kind not in "iu":
            kind = f"dtype {array.dtype}" if isinstance(array, np.ndarray) else type(array).__name__
            raise TypeError(f"{name}: expected an array of integers (T, N), got {kind}")


def _check_bool(attention: Any) -> None:
    if not isinstance(attention, (bool, np.bool_)):
        raise TypeError(f"attention: expected True or False, got {attention!r}")


def _one_hot(codes: Array, n_symbols: int, dtype: Any) -> Array:
    rows: Array = np.eye(n_symbols, dtype=dtype)[codes]
    return rows
