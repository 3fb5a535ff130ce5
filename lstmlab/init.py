"""Initial weights: drawn from a generator that is passed in, so that a seed fixes the whole experiment.

Every recurrent cell starts by the same rules, gate by gate:

    W_x   Xavier for each gate by itself: a gate is a layer of D inputs and H outputs. Taking the packed (D, 4H) for one
          layer of 4H outputs would draw all of them too small.
    W_h   orthogonal for each gate by itself: a square block neither stretches nor shrinks the state. A packed (H, 4H)
          is not square, and as a whole it could not be orthogonal. The minimal cells have none.
    b     zero, but for the forget gate of an LSTM, which starts at 1: see `cell`.
    p     peepholes start at zero, so that the cell starts as one without them. Each belongs to one unit, has a gradient
          of its own at once, and needs no chance to become different from its neighbours.

The IRNN alone starts otherwise, as its authors start it: W_h as the identity, W_x near zero (see `irnn`).
"""

import math
from typing import Any

import numpy as np

from lstmlab import layers
from lstmlab import network as network_module
from lstmlab import readout as readout_module
from lstmlab.cells import ablation as ablation_cell
from lstmlab.cells import elman as elman_cell
from lstmlab.cells import feedforward as feedforward_cell
from lstmlab.cells import gru as gru_cell
from lstmlab.cells import gru_reset_after as gru_reset_after_cell
from lstmlab.cells import irnn as irnn_cell
from lstmlab.cells import lstm as lstm_cell
from lstmlab.cells import lstm1997 as lstm1997_cell
from lstmlab.cells import mingru as mingru_cell
from lstmlab.cells import minlstm as minlstm_cell
from lstmlab.cells import peephole as peephole_cell
from lstmlab.cells.arguments import hidden_units
from lstmlab.cells.protocol import Cell, StepCell
from lstmlab.gates import pack, split
from lstmlab.shapes import Array, check_dtype, check_generator, check_int, check_positive


def xavier_uniform(rng: np.random.Generator, n_in: int, n_out: int, dtype: Any = np.float64) -> Array:
    """Weights W (n_in, n_out), uniform in (-limit, limit) with limit = sqrt(6 / (n_in + n_out)).

    Their variance is 2 / (n_in + n_out): signals and gradients keep about their size from layer to layer.

    Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
    AISTATS 2010, equation 16.

    Raises:
        ValueError: a size below 1, or another dtype; TypeError: a size that is not an integer, or rng that is no
            Generator.
    """
    check_generator(rng=rng)
    check_int(1, n_in=n_in, n_out=n_out)
    check_dtype(dtype=dtype)
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, size=(n_in, n_out)).astype(dtype)


def orthogonal(rng: np.random.Generator, n: int, dtype: Any = np.float64) -> Array:
    """A random rotation or reflection Q (n, n): Q^T Q = I, every singular value is 1.

    As a recurrent matrix it neither stretches nor shrinks the state. It is the Q of a QR decomposition of normal
    numbers, with the signs of R's diagonal moved into Q, which makes it uniform over the orthogonal group.

    Source: A. M. Saxe, J. L. McClelland and S. Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep
    linear neural networks", ICLR 2014; the signs: F. Mezzadri, Notices of the AMS 54 (2007), 592-604.

    Raises:
        ValueError: n below 1, or another dtype; TypeError: n that is not an integer, or rng that is no Generator.
    """
    check_generator(rng=rng)
    check_int(1, n=n)
    check_dtype(dtype=dtype)
    q, r = np.linalg.qr(rng.normal(size=(n, n)))
    return (q * np.sign(np.diag(r))).astype(dtype)


def feedforward(
    rng: np.random.Generator, n_in: int, n_hidden: int, n_out: int, dtype: Any = np.float64
) -> feedforward_cell.Params:
    """A feed-forward network: Xavier weights W1 (D, H) and W2 (H, K), biases zero.

    D = n_in, H = n_hidden, K = n_out. Errors as in `xavier_uniform`.
    """
    return feedforward_cell.Params(
        W1=xavier_uniform(rng, n_in, n_hidden, dtype),
        b1=np.zeros(n_hidden, dtype),
        W2=xavier_uniform(rng, n_hidden, n_out, dtype),
        b2=np.zeros(n_out, dtype),
    )


def cell(
    rng: np.random.Generator,
    cell: Cell,
    n_in: int,
    n_hidden: Any,
    dtype: Any = np.float64,
    forget_bias: float = 1.0,
) -> Any:
    """Any cell, `lstmlab.layers.Stack` or `lstmlab.layers.Bidirectional`, by the rules at the top of lstmlab.init.

    With a forget bias of 1 the gate starts at sigmoid(1) = 0.73 instead of 0.5: what a cell holds fades more slowly,
    and so does the gradient that comes back through it, until the cell has learnt what to forget.

    Source of the forget bias: F. A. Gers, J. Schmidhuber and F. Cummins, "Learning to Forget: Continual Prediction with
    LSTM", Neural Computation 12 (2000), 2451-2471; the value of 1: R. Jozefowicz, W. Zaremba and I. Sutskever, "An
    Empirical Exploration of Recurrent Network Architectures", ICML 2015.

    Args:
        rng: decides the numbers; W_x is drawn before W_h, the layers from the inputs upwards, the forward half first.
        cell: a module of lstmlab.cells, a variant of one, a Stack or a Bidirectional.
        n_in: inputs D.
        n_hidden: units H; for a Stack also a tuple, one number a layer.
        dtype: float64 or float32.
        forget_bias: b of the forget gate, wherever there is one. The LSTM of 1997, the variants NFG and CIFG (where
            f = 1 - i), the GRU and the Elman cell have none.

    Returns:
        Weights in the form of `lstmlab.layers.zeros`.

    Raises:
        ValueError: a size below 1, a forget bias that is not finite, another dtype; TypeError: a size that is no whole
            number, rng that is no Generator, cell that is no recurrent cell.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    layer = layers.layer_of(cell)
    if not isinstance(forget_bias, (int, float, np.integer, np.floating)) or isinstance(forget_bias, bool):
        raise TypeError(f"forget_bias: expected a number, got {forget_bias!r}")
    if not math.isfinite(forget_bias):
        raise ValueError(f"forget_bias: expected a finite number, got {forget_bias}")

    def fill(single: StepCell, zero: Any) -> Any:
        if single is irnn_cell:
            return _identity(rng, zero, 1.0)
        n_units = hidden_units(single, zero)
        matrices = {"W_x": pack(*(xavier_uniform(rng, len(zero.W_x), n_units, dtype) for _ in single.GATES))}
        if hasattr(zero, "W_h"):
            matrices["W_h"] = pack(*(orthogonal(rng, n_units, dtype) for _ in single.GATES))
        if "f" in single.GATES:
            split(zero.b, len(single.GATES))[single.GATES.index("f")][:] = forget_bias
        return zero._replace(**matrices)

    return layer.map(fill, zero=layer.zeros(n_in, n_hidden, dtype))


_cell = cell  # `network` has an argument of that name


def elman(rng: np.random.Generator, n_in: int, n_hidden: int, dtype: Any = np.float64) -> elman_cell.Params:
    """An Elman cell: Xavier W_x (D, H), orthogonal W_h (H, H), bias zero. Errors as in `cell`."""
    params: elman_cell.Params = cell(rng, elman_cell, n_in, n_hidden, dtype)
    return params


def irnn(
    rng: np.random.Generator, n_in: int, n_hidden: int, dtype: Any = np.float64, scale: float = 1.0
) -> irnn_cell.Params:
    """Rectified units that start as the identity: W_x (D, H) normal of size 0.001, W_h = scale I, bias zero.

    What comes in is small and stays as it is: at the start the net adds up its inputs. A scale below 1, such as the
    0.01 that the authors took for speech, lets it forget.

    Source: Q. V. Le, N. Jaitly and G. E. Hinton, arXiv:1504.00941 (2015), sections 2 and 4.

    Raises:
        ValueError, TypeError: as in `cell`, and for a scale that is not finite and above 0.
    """
    check_generator(rng=rng)
    check_dtype(dtype=dtype)
    check_positive(scale=scale)
    return _identity(rng, irnn_cell.zeros(n_in, n_hidden, dtype), scale)


def lstm1997(rng: np.random.Generator, n_in: int, n_hidden: int, dtype: Any = np.float64) -> lstm1997_cell.Params:
    """The LSTM of 1997, three blocks i g o, biases zero. Errors as in `cell`."""
    params: lstm1997_cell.Params = cell(rng, lstm1997_cell, n_in, n_hidden, dtype)
    return params


def lstm(
    rng: np.random.Generator, n_in: int, n_hidden: int, dtype: Any = np.float64, forget_bias: float = 1.0
) -> lstm_cell.Params:
    """An LSTM, four blocks i f g o, biases zero but for that of the forget gate. Errors as in `cell`."""
    params: lstm_cell.Params = cell(rng, lstm_cell, n_in, n_hidden, dtype, forget_bias)
    return params


def peephole(
    rng: np.random.Generator, n_in: int, n_hidden: int, dtype: Any = np.float64, forget_bias: float = 1.0
) -> peephole_cell.Params:
    """A peephole LSTM: as `lstm`, with peepholes at zero. Errors as in `cell`."""
    params: peephole_cell.Params = cell(rng, peephole_cell, n_in, n_hidden, dtype, forget_bias)
    return params


def ablation(
    rng: np.random.Generator,
    n_in: int,
    n_hidden: int,
    dtype: Any = np.float64,
    forget_bias: float = 1.0,
    without: str = "vanilla",
) -> ablation_cell.Params:
    """An LSTM without one of its parts: the blocks that are there. Errors as in `cell`, and an unknown variant."""
    params: ablation_cell.Params = cell(rng, ablation_cell.variant(without), n_in, n_hidden, dtype, forget_bias)
    return params


def gru(rng: np.random.Generator, n_in: int, n_hidden: int, dtype: Any = np.float64) -> gru_cell.Params:
    """A GRU, three blocks r z n, biases zero. Errors as in `cell`."""
    params: gru_cell.Params = cell(rng, gru_cell, n_in, n_hidden, dtype)
    return params


def gru_reset_after(
    rng: np.random.Generator, n_in: int, n_hidden: int, dtype: Any = np.float64
) -> gru_reset_after_cell.Params:
    """A GRU with the reset after the product, three blocks r z n, both biases zero. Errors as in `cell`."""
    params: gru_reset_after_cell.Params = cell(rng, gru_reset_after_cell, n_in, n_hidden, dtype)
    return params


def mingru(rng: np.random.Generator, n_in: int, n_hidden: int, dtype: Any = np.float64) -> mingru_cell.Params:
    """A minimal GRU, two blocks z n, biases zero. Errors as in `cell`."""
    params: mingru_cell.Params = cell(rng, mingru_cell, n_in, n_hidden, dtype)
    return params


def minlstm(
    rng: np.random.Generator, n_in: int, n_hidden: int, dtype: Any = np.float64, forget_bias: float = 1.0
) -> minlstm_cell.Params:
    """A minimal LSTM, three blocks f i g, biases zero but for that of the forget gate. Errors as in `cell`."""
    params: minlstm_cell.Params = cell(rng, minlstm_cell, n_in, n_hidden, dtype, forget_bias)
    return params


def readout(rng: np.random.Generator, n_hidden: int, n_out: int, dtype: Any = np.float64) -> readout_module.Params:
    """A readout: Xavier W_y (H, K), bias zero. H = n_hidden, K = n_out. Errors as in `xavier_uniform`."""
    return readout_module.Params(W_y=xavier_uniform(rng, n_hidden, n_out, dtype), b_y=np.zeros(n_out, dtype))


def network(
    rng: np.random.Generator,
    cell: Cell,
    n_in: int,
    n_hidden: Any,
    n_out: int,
    dtype: Any = np.float64,
    forget_bias: float = 1.0,
) -> network_module.Params:
    """Any cell, Stack or Bidirectional with its readout, which reads 2H numbers of a Bidirectional.

    Args:
        n_out: outputs K; all others as in `cell`.

    Raises:
        ValueError, TypeError: as in `cell`.
    """
    weights = _cell(rng, cell, n_in, n_hidden, dtype, forget_bias)
    return network_module.Params(weights, readout(rng, layers.output_size(cell, n_hidden), n_out, dtype))


def elman_network(
    rng: np.random.Generator, n_in: int, n_hidden: int, n_out: int, dtype: Any = np.float64
) -> network_module.Params:
    """An Elman cell with its readout: H (D + H + 1) + (H + 1) K numbers. Arguments and errors as in `network`."""
    return network(rng, elman_cell, n_in, n_hidden, n_out, dtype)


def _identity(rng: np.random.Generator, zero: irnn_cell.Params, scale: float) -> irnn_cell.Params:
    W_x = (0.001 * rng.normal(size=zero.W_x.shape)).astype(zero.W_x.dtype)
    return zero._replace(W_x=W_x, W_h=(scale * np.eye(len(zero.W_h))).astype(zero.W_h.dtype))
