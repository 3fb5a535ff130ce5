"""What is measured: cells, sizes, contenders, and the targets that the figures are held against."""

from typing import NamedTuple


class Size(NamedTuple):
    """T steps, N sequences, D inputs, H hidden units."""

    T: int
    N: int
    D: int
    H: int


SIZES = (
    Size(50, 1, 8, 16),
    Size(50, 32, 8, 32),
    Size(100, 32, 16, 64),
    Size(100, 32, 64, 128),
    Size(100, 64, 64, 256),
    Size(64, 1, 65, 100),
    Size(1000, 16, 8, 32),
)

# The GRU is the form of torch.nn.GRU, with the reset gate after the product, so that all compute the same function.
CELLS = {"lstm": "LSTM", "gru": "GRU", "elman": "Elman"}
DTYPES = ("float64", "float32")
THREADS = (1, 2)

KERNEL, REFERENCE, MODULE, SCRATCH, PRODUCTS = "kernel", "reference", "torch.nn", "from scratch", "products"
CONTENDERS = {
    KERNEL: "`lstmlab.kernels`, the whole sequence at once",
    REFERENCE: "the readable cell, step by step through `lstmlab.unroll`",
    MODULE: "`torch.nn.LSTM`, `GRU`, `RNN`",
    SCRATCH: "a cell of a few lines in PyTorch, its gradients by autograd",
    PRODUCTS: "the kernel's matrix products alone, in NumPy",
}

# Gates a cell, for the products and for the activations.
GATES = {"lstm": 4, "gru": 3, "elman": 1}

# What the backward pass of each cell needs of each step and sequence, in arrays of H numbers; x, of D, comes on top.
# The GRU's fifth is h W_hn + b_hn, which the reset gate is multiplied with.
ACTIVATIONS = {
    "lstm": ("h", "i", "f", "g", "o", "c", "tanh(c)"),
    "gru": ("h", "r", "z", "n", "h W_hn + b_hn"),
    "elman": ("h",),
}


def activation_bytes(cell: str, size: Size, dtype: str) -> int:
    """Bytes of all activations that the backward pass of a whole sequence needs."""
    per_step = size.D + len(ACTIVATIONS[cell]) * size.H
    return size.T * size.N * per_step * {"float64": 8, "float32": 4}[dtype]


class Budget(NamedTuple):
    """A turn lasts at least so many seconds; rounds go on until `seconds` are over, between two bounds."""

    turn: float
    seconds: float
    fewest_rounds: int
    most_rounds: int


FULL = Budget(turn=0.02, seconds=3.0, fewest_rounds=7, most_rounds=15)
QUICK = Budget(turn=0.005, seconds=0.0, fewest_rounds=3, most_rounds=3)
