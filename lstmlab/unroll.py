"""Unrolling: one forward pass and one backpropagation through time for every cell, full and truncated.

A cell has `step` and `step_backward` (lstmlab.cells.protocol). Nothing here knows which cell it is.

Sequences of unequal length are padded to one length and come with a mask (T, N): True where a sequence has an input,
False where there is padding. With the mask m_t (N, 1), every part s of the state obeys

    s_t = m_t step(x_t, s_{t-1}) + (1 - m_t) s_{t-1}

so a sequence that has ended keeps its last state, and its last output, to the end of the batch. Padding is never read:
whatever stands there, NaN too, changes nothing.

Source: P. J. Werbos, "Backpropagation Through Time: What It Does and How to Do It", Proc. IEEE 78 (1990), 1550-1560;
truncation: R. J. Williams and J. Peng, Neural Computation 2 (1990), 490-501.
"""

from typing import Any, NamedTuple

import numpy as np

from lstmlab import trees
from lstmlab.cells.arguments import check_cell, first_weight, hidden_units
from lstmlab.cells.protocol import StepCell
from lstmlab.shapes import Array, bind, bind_any, check_fields, check_int


class Trace(NamedTuple):
    """A forward pass, kept for the backward pass.

    hs: (T, N, H), the output of every step; state: the state after the last step; caches: one a step; mask: (T, N), or
    None where every sequence has an input at every step.
    """

    hs: Array
    state: Any
    caches: tuple[Any, ...]
    mask: Array | None = None


def zero_state(cell: StepCell, params: Any, n: int) -> Any:
    """The state of a cell that has seen nothing: zeros (N, H) for each of its parts, in the precision of the weights.

    Args:
        cell: a module such as `lstmlab.cells.elman`.
        params: its weights.
        n: sequences in the batch, N.

    Raises:
        ValueError: n below 1; TypeError: n is not an integer, or the weights are another cell's.
    """
    check_int(1, n=n)
    check_cell(cell)
    check_fields(cell.Params, params=params)
    shape = (n, hidden_units(cell, params))
    return cell.State(*(np.zeros(shape, params.W_x.dtype) for _ in cell.State._fields))


def lengths_to_mask(lengths: Any, n_steps: int) -> Array:
    """The mask of sequences that begin at step 0 and differ in length: mask[t, n] = t < lengths[n].

    Args:
        lengths: steps of each sequence, N integers from 0 to n_steps.
        n_steps: steps of the padded batch, T.

    Returns:
        mask (T, N), True where there is an input.

    Raises:
        ValueError: a length below 0 or above n_steps, no lengths, or n_steps below 1; TypeError: not integers.
    """
    check_int(1, n_steps=n_steps)
    lengths = np.asarray(lengths)
    if lengths.ndim != 1 or lengths.size == 0:
        raise ValueError(f"lengths: expected (N,), a number for each sequence, got shape {lengths.shape}")
    if lengths.dtype.kind not in "iu":
        raise TypeError(f"lengths: expected integers, got dtype {lengths.dtype}")
    if lengths.min() < 0 or lengths.max() > n_steps:
        wrong = lengths.min() if lengths.min() < 0 else lengths.max()
        raise ValueError(f"lengths: expected numbers from 0 to {n_steps} (T = {n_steps}), got {wrong}")
    mask: Array = np.arange(n_steps)[:, None] < lengths
    return mask


def check_mask(mask: Any, sizes: dict[str, int]) -> None:
    """Say so if a mask is not an array of True and False of shape (T, N).

    Args:
        mask: the value received.
        sizes: T and N as far as they are known, among other letters.

    Raises:
        TypeError: not an array of booleans (0 and 1 are none); ValueError: another shape.
    """
    if not isinstance(sizes, dict):
        raise TypeError(f"sizes: expected a dict of sizes by letter, got {type(sizes).__name__}")
    if not isinstance(mask, np.ndarray) or mask.dtype.kind != "b":
        kind = f"dtype {mask.dtype}" if isinstance(mask, np.ndarray) else type(mask).__name__
        raise TypeError(f"mask: expected an array of True and False with shape (T, N), got {kind}")
    bind_any({letter: sizes[letter] for letter in "TN" if sizes.get(letter) is not None}, mask=(mask, "T N"))


def forward(
    cell: StepCell, params: Any, xs: Array, state: Any = None, mask: Array | None = None, drop: Array | None = None
) -> Trace:
    """Run a cell over a sequence: state_t = step(params, x_t, state_{t-1}).

    Args:
        cell: a module such as `lstmlab.cells.elman`.
        params: its weights.
        xs: (T, N, D), time first.
        state: the state before the first step; its first array is h (N, H). Zero if left out.
        mask: (T, N), False where a sequence has no input: its state stays as it is, and hs repeats its output.
        drop: recurrent dropout (N, H): one mask for all steps, which h_{t-1} is multiplied by where it meets a weight.

    Returns:
        `Trace` with hs (T, N, H).

    Raises:
        ValueError: xs has no steps or no sequences, or a shape does not fit.
        TypeError: a mask that is not of booleans, a state of another cell, or an error of `cell.step`.
    """
    check_cell(cell)
    check_fields(cell.Params, params=params)
    # The weights first: the others are to have their precision, and a state that was left out already has it.
    sizes = bind(**first_weight(params), xs=(xs, "T N D"))
    for letter, what in (("T", "step"), ("N", "sequence")):
        if sizes[letter] == 0:
            raise ValueError(f"xs: expected at least one {what}, got (T, N, D) = {xs.shape}")
    state = zero_state(cell, params, sizes["N"]) if state is None else state
    check_fields(cell.State, state=state)
    bind(**first_weight(params), xs=(xs, "T N D"), h0=(state[0], "N H"))
    if mask is not None:
        check_mask(mask, sizes)
        # Padding may hold anything. Zeros in its place keep the step, and the weights' gradients, free of NaN.
        xs = np.where(mask[:, :, None], xs, 0)
    hs, caches = [], []
    for t, x in enumerate(xs):
        before = state
        state, cache = cell.step(params, x, state, drop)
        if mask is not None:
            state = _choose(mask[t], state, before)
        hs.append(state[0])
        caches.append(cache)
    return Trace(np.stack(hs), state, tuple(caches), mask)


def backward(cell: StepCell, params: Any, trace: Trace, dhs: Array, dstate: Any = None) -> tuple[Array, Any, Any]:
    """Backpropagation through time: the chain rule over the unrolled graph, from the last step to the first.

    Each step's h receives two gradients: from its own loss, dhs[t], and from the step after it. Where the mask of the
    trace is False, both go on to the state before the step as they are; the weights and that x get nothing.

    Args:
        cell, params: as in `forward`.
        trace: from `forward`.
        dhs: (T, N, H), dL/dh_t of the loss at each step alone.
        dstate: gradient of the state after the last step, where something else uses it; zero if left out.

    Returns:
        dxs (T, N, D), the gradient of the state before the first step, and the gradients of the weights.

    Raises:
        ValueError: dhs does not fit the trace; TypeError: dstate has other parts than the cell's state.
    """
    check_fields(Trace, trace=trace)
    return truncated_backward(cell, params, trace, dhs, len(trace.caches), dstate)


def truncated_backward(
    cell: StepCell, params: Any, trace: Trace, dhs: Array, k: int, dstate: Any = None
) -> tuple[Array, Any, Any]:
    """Truncated backpropagation: chunks of k steps counted from step 0, the states carried, the gradients stopped.

    The forward pass is untouched; only the gradient that would cross from one chunk into the chunk before it is set to
    zero, for every part of the state. The last chunk may be shorter. With k >= T this is the full backward pass.

    Args, returns: as in `backward`; k is at least 1.

    Raises:
        ValueError: k below 1, or dhs does not fit the trace; TypeError: k is not an integer, or as in `backward`.
    """
    check_int(1, k=k)
    check_cell(cell)
    check_fields(Trace, trace=trace)
    bind(hs=(trace.hs, "T N H"), dhs=(dhs, "T N H"))
    zero = trees.map(np.zeros_like, trace.state)
    dstate = zero if dstate is None else dstate
    check_fields(cell.State, dstate=dstate)
    bind(hs=(trace.hs, "T N H"), **{f"d{name}": (part, "N H") for name, part in dstate._asdict().items()})
    dxs: list[Array] = []
    grads = trees.map(np.zeros_like, params)
    for t in reversed(range(len(trace.caches))):
        dstate = dstate._replace(h=dstate.h + dhs[t])
        if trace.mask is not None:
            passed = _choose(trace.mask[t], zero, dstate)
            dstate = _choose(trace.mask[t], dstate, zero)
        dx, dstate, step_grads = cell.step_backward(params, trace.caches[t], dstate)
        if trace.mask is not None:
            dstate = trees.map(np.add, dstate, passed)
        dxs.append(dx)
        grads = trees.map(np.add, grads, step_grads)
        if t % k == 0 and t > 0:
            dstate = zero
    return np.stack(dxs[::-1]), dstate, grads


def _choose(seen: Array, one: Any, other: Any) -> Any:
    """The state, or its gradient, of one where seen (N,) is True, and of the other elsewhere."""
    return trees.map(lambda a, b: np.where(seen[:, None], a, b), one, other)
