"""First weights: drawn from a generator that is passed in, so that a seed fixes the whole experiment."""

from typing import Any

import numpy as np

from lstmlab import network as network_module
from lstmlab import readout as readout_module
from lstmlab.cells import elman as elman_cell
from lstmlab.cells import feedforward as feedforward_cell
from lstmlab.shapes import Array, whole


def xavier_uniform(rng: np.random.Generator, n_in: int, n_out: int, dtype: Any = np.float64) -> Array:
    """Weights W (n_in, n_out), uniform in (-limit, limit) with limit = sqrt(6 / (n_in + n_out)).

    Their variance is 2 / (n_in + n_out): signals and gradients keep about their size from layer to layer.

    Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
    AISTATS 2010, equation 16.

    Raises:
        ValueError: a size below 1; TypeError: a size that is no whole number, or rng that is no Generator.
    """
    _generator(rng)
    whole(1, n_in=n_in, n_out=n_out)
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, size=(n_in, n_out)).astype(dtype)


def orthogonal(rng: np.random.Generator, n: int, dtype: Any = np.float64) -> Array:
    """A random rotation or reflection Q (n, n): Q^T Q = I, every singular value is 1.

    As a recurrent matrix it neither stretches nor shrinks the state. It is the Q of a QR decomposition of normal
    numbers, with the signs of R's diagonal moved into Q, which makes it uniform over the orthogonal group.

    Source: A. M. Saxe, J. L. McClelland and S. Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep
    linear neural networks", ICLR 2014; the signs: F. Mezzadri, Notices of the AMS 54 (2007), 592-604.

    Raises:
        ValueError: n below 1; TypeError: n that is no whole number, or rng that is no Generator.
    """
    _generator(rng)
    whole(1, n=n)
    q, r = np.linalg.qr(rng.normal(size=(n, n)))
    return (q * np.sign(np.diag(r))).astype(dtype)


def feedforward(
    rng: np.random.Generator, n_in: int, n_hidden: int, n_out: int, dtype: Any = np.float64
) -> feedforward_cell.Params:
    """A feed-forward network: Xavier weights W1 (D, H) and W2 (H, K), biases zero. Errors as in `xavier_uniform`."""
    return feedforward_cell.Params(
        W1=xavier_uniform(rng, n_in, n_hidden, dtype),
        b1=np.zeros(n_hidden, dtype),
        W2=xavier_uniform(rng, n_hidden, n_out, dtype),
        b2=np.zeros(n_out, dtype),
    )


def elman(rng: np.random.Generator, n_in: int, n_hidden: int, dtype: Any = np.float64) -> elman_cell.Params:
    """An Elman cell: Xavier W_x (D, H), orthogonal W_h (H, H), bias zero. Errors as in `xavier_uniform`."""
    return elman_cell.Params(
        W_x=xavier_uniform(rng, n_in, n_hidden, dtype),
        W_h=orthogonal(rng, n_hidden, dtype),
        b=np.zeros(n_hidden, dtype),
    )


def readout(rng: np.random.Generator, n_hidden: int, n_out: int, dtype: Any = np.float64) -> readout_module.Params:
    """A readout: Xavier W_y (H, K), bias zero. Errors as in `xavier_uniform`."""
    return readout_module.Params(W_y=xavier_uniform(rng, n_hidden, n_out, dtype), b_y=np.zeros(n_out, dtype))


def elman_network(
    rng: np.random.Generator, n_in: int, n_hidden: int, n_out: int, dtype: Any = np.float64
) -> network_module.Params:
    """An Elman cell with its readout: H (D + H + 1) + (H + 1) K numbers. Errors as in `xavier_uniform`."""
    return network_module.Params(cell=elman(rng, n_in, n_hidden, dtype), readout=readout(rng, n_hidden, n_out, dtype))


def _generator(rng: Any) -> None:
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng: expected a generator from np.random.default_rng(seed), got {type(rng).__name__}")
