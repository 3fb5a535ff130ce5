"""Weights to and from the layouts of PyTorch, Keras and ONNX, and model files for onnxruntime.

The same function, written down in four ways:

                                 here               PyTorch               Keras                 ONNX
    order of the LSTM's gates    i f g o            i f g o               i f c o               i o f c
    order of the GRU's gates     r z n              r z n                 z r h                 z r h
    weights of the input         (D, G H)           (G H, D)              (D, G H)              (1, G H, D)
    bias vectors                 one                two                   one                   two, side by side
    z of the GRU weighs          either             the previous state    the previous state    the previous state
    reset after the product      gru_reset_after    always                reset_after=True      linear_before_reset=1
    reset before the product     gru                never                 reset_after=False     linear_before_reset=0
    peepholes                    peephole           never                 never                 P, in the order i o f

g, c and n, h are two names of the same thing: the candidate. Where two biases are only ever added, one of them is
enough: it goes to the first, and the second is zero; what comes in is added. The GRU with the reset after the product
needs both, because its reset gate multiplies one of them; they stay apart in both directions. Where z weighs the
candidate here, W_z and b_z change their sign on the way: sigmoid(-a) = 1 - sigmoid(a).

`Stack`, `Bidirectional` and `Reversed` (see lstmlab.layers) of these cells go the same way. The cell of 1997 has no
counterpart in these libraries, and of the ablations none is exported under that name: an error says which other cell it
is, if any.

Elman's cell and the rectified one, `irnn`, have the same arrays: in PyTorch and Keras only a setting of the layer says
which it is, nonlinearity="relu" or activation="relu", in ONNX an attribute. More settings that no array shows stand in
the book's appendix on conventions.

Source: documentation of PyTorch 2.13 (torch.nn.RNN, LSTM and GRU), of Keras 3 (SimpleRNN, LSTM and GRU layer) and of
ONNX (operators RNN, LSTM and GRU, version 14).
"""

from lstmlab.interop.keras import from_keras, from_keras_lstm, to_keras
from lstmlab.interop.onnx_model import to_onnx
from lstmlab.interop.onnx_read import Imported, from_onnx
from lstmlab.interop.onnx_weights import from_onnx_weights, to_onnx_weights
from lstmlab.interop.pytorch import from_pytorch, to_pytorch, to_pytorch_lstm

__all__ = [
    "Imported",
    "from_keras",
    "from_keras_lstm",
    "from_onnx",
    "from_onnx_weights",
    "from_pytorch",
    "to_keras",
    "to_onnx",
    "to_onnx_weights",
    "to_pytorch",
    "to_pytorch_lstm",
]
