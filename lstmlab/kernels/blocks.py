"""What the kernels share: how inputs and states stand in memory, and how time is cut into blocks on the way back."""

from collections.abc import Iterator
from itertools import repeat

import numpy as np

from lstmlab.shapes import Array

# Columns of a product over one block. Enough to keep the processor busy; few enough for a block to stay in its cache.
_COLUMNS = 256

# The buffers of a block grow with it. So that they add little to the memory of a sequence, a block is at most this part
# of it (one sequence alone needs fewer buffers, see Rows), ...
_PARTS = 18
_PARTS_OF_ONE = 3
# ... but no fewer steps than this, because each block costs a few dozen calls of NumPy.
_FEWEST_STEPS = 4


def stack_inputs(xs: Array, h0: Array) -> Array:
    """Inputs, ones and states of every step, feature by feature: (T + 1, D + 1 + H, N) with rows [x_t; 1; h_{t-1}].

    The states after h0 are left for the kernel to fill, and so is the x of the last entry, which has none.
    """
    (n_steps, n, n_in), n_hidden = xs.shape, h0.shape[1]
    stacked = np.empty((n_steps + 1, n_in + 1 + n_hidden, n), h0.dtype)
    stacked[:n_steps, :n_in] = xs.transpose(0, 2, 1)
    stacked[:, n_in] = 1
    stacked[0, n_in + 1 :] = h0.T
    return stacked


def time_first(block: Array) -> Array:
    """(T, H, N), feature by feature, to (T, N, H), a copy."""
    return np.ascontiguousarray(block.transpose(0, 2, 1))


def stack_weights(W_x: Array, b: Array, W_h: Array) -> Array:
    """The rows that meet [x; 1; h]: (D + 1 + H, G H)."""
    return np.concatenate([W_x, b[None], W_h])


def prescale_gates(W: Array, gates: slice) -> Array:
    """Weights (..., G H) with the columns of some gates halved: sigmoid(a) = (1 + tanh(a/2)) / 2. Changes W."""
    W[..., gates] *= 0.5
    return W


def frozen_rows(mask: Array | None) -> Iterator[Array | None]:
    """For each step where sequences have no input and stay as they are, (N,), or None where all have one."""
    return repeat(None) if mask is None else (None if seen.all() else ~seen for seen in mask)


def mask_gradients(slots: Array, n_slots: int, mask: Array | None, start: int, stop: int, keep: int | None) -> None:
    """Where a sequence has no input, set what gradients are multiplied by to 0; to 1 in the slot of what is kept."""
    if mask is None or mask[start:stop].all():
        return
    by_slot = slots.reshape(stop - start, n_slots, -1, slots.shape[2])
    without = ~mask[start:stop, None, :]
    np.copyto(by_slot, 0, where=without[:, None])
    if keep is not None:
        np.copyto(by_slot[:, keep], 1, where=without)


def from_the_end(n_steps: int, n: int, k: int) -> Iterator[tuple[int, int, bool]]:
    """Cut time into blocks (start, stop, edge), the last first; none crosses a multiple of k.

    edge: the block begins a chunk of truncated backpropagation, so that no gradient leaves it; not at step 0.
    """
    size = block_size(n_steps, n)
    stop = n_steps
    while stop > 0:
        start = max(stop - size, (stop - 1) // k * k, 0)
        yield start, stop, start % k == 0 and start > 0
        stop = start


def block_size(n_steps: int, n: int) -> int:
    """Steps in a block of the backward pass."""
    largest = max(_FEWEST_STEPS, -(-n_steps // (_PARTS_OF_ONE if n == 1 else _PARTS)))
    return min(n_steps, largest, max(1, _COLUMNS // n))


class Rows:
    """A buffer that turns a block of steps, (steps, rows, N), into rows of a product: (steps * N, rows)."""

    def __init__(self, n_steps: int, n_rows: int, n: int, dtype: np.dtype) -> None:
        self._buffer = np.empty((n_steps if n > 1 else 0, n, n_rows), dtype)

    def __call__(self, block: Array) -> Array:
        if block.shape[2] == 1:  # one sequence: its steps are rows already
            return block[:, :, 0]
        rows = self._buffer[: len(block)]
        rows[...] = block.transpose(0, 2, 1)
        return rows.reshape(-1, rows.shape[-1])

    def lend(self, n_steps: int, n_rows: int, n: int) -> Array:
        """An array (steps, rows, N) to use until rows are asked for: in the same memory where that is enough."""
        n_numbers = n_steps * n_rows * n
        if n_numbers > self._buffer.size:
            return np.empty((n_steps, n_rows, n), self._buffer.dtype)
        return self._buffer.reshape(-1)[:n_numbers].reshape(n_steps, n_rows, n)
