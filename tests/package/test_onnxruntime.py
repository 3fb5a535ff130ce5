"""The cells beside onnxruntime, which shares no line with them: float32, unequal sizes, states that are not zero.

How the weights of ONNX become ours is written here once more, in the plainest form: lstmlab.interop is tested
elsewhere.
"""

from typing import Any

import numpy as np

from lstmlab import layers
from lstmlab.cells import elman, gru, gru_reset_after, lstm, peephole
from tests.cases import for_each
from tests.package.onnx_models import ROWS, draw, run_operator

LIMIT = 1e-5
N_CASES = 14

# title -> (operator, its attributes, whether it has P, our cell)
KINDS: dict[str, tuple[str, dict, bool, Any]] = {
    "RNN": ("RNN", {}, False, elman),
    "LSTM": ("LSTM", {}, False, lstm),
    "LSTM with peepholes": ("LSTM", {}, True, peephole),
    "GRU, linear_before_reset 0": ("GRU", {"linear_before_reset": 0}, False, gru),
    "GRU, linear_before_reset 1": ("GRU", {"linear_before_reset": 1}, False, gru_reset_after),
}


def sizes_of(case: int) -> tuple[int, int, int, int]:
    """T, N, D, H. The first cases are the edges, the others random."""
    edges = [(60, 2, 3, 5), (1, 3, 2, 4), (5, 1, 1, 1), (17, 4, 1, 3)]
    if case < len(edges):
        return edges[case]
    t, n, d, h = np.random.default_rng(case).integers(1, [61, 7, 9, 17])
    return int(t), int(n), int(d), int(h)


def ours(operator: str, cell: Any, arrays: dict, k: int) -> Any:
    """Our weights of direction k: rows of W and R cut into gates, put into our order, z turned where it is another."""
    rows = np.split(np.hstack([arrays["W"][k], arrays["R"][k]]), ROWS[operator])
    b_x, b_h = np.split(arrays["B"][k], 2)
    biases_x, biases_h = np.split(b_x, ROWS[operator]), np.split(b_h, ROWS[operator])
    order = {"RNN": [0], "LSTM": [0, 2, 3, 1], "GRU": [1, 0, 2]}[operator]
    sign = [1, -1 if cell is gru else 1, 1, 1]  # gru: h = (1 - z) h_prev + z n, ONNX the other way round
    packed = np.hstack([rows[gate].T * np.float32(turn) for gate, turn in zip(order, sign, strict=False)])
    n_in = arrays["W"].shape[2]
    b_x, b_h = (
        np.concatenate([bias[gate] * np.float32(turn) for gate, turn in zip(order, sign, strict=False)])
        for bias in (biases_x, biases_h)
    )
    biases = (b_x, b_h) if cell is gru_reset_after else (b_x + b_h,)
    peepholes = ()
    if "P" in arrays:
        p_i, p_o, p_f = np.split(arrays["P"][k], 3)
        peepholes = (p_i, p_f, p_o)
    return cell.Params(packed[:n_in], packed[n_in:], *biases, *peepholes)


def state_of(cell: Any, arrays: dict, k: int) -> Any:
    return cell.State(*(arrays[name][k] for name in ("initial_h", "initial_c") if name in arrays))


def largest_difference(found: list, expected: list) -> float:
    for one, other in zip(found, expected, strict=True):
        assert one.dtype == other.dtype == np.float32
        assert one.shape == other.shape
    return max(float(np.abs(one - other).max()) for one, other in zip(found, expected, strict=True))


@for_each("fast", [True, False], ids=["kernel", "reference"])
@for_each("case", range(N_CASES))
@for_each("title", KINDS)
def test_a_cell_computes_what_onnxruntime_computes(title, case, fast, record_property):
    operator, attributes, has_peepholes, cell = KINDS[title]
    arrays = draw(operator, np.random.default_rng(100 + case), sizes_of(case), peepholes=has_peepholes)
    Y, *ends = run_operator(operator, arrays, **attributes)
    trace = layers.forward(cell, ours(operator, cell, arrays, 0), arrays["X"], state_of(cell, arrays, 0), fast=fast)
    error = largest_difference([trace.hs, *trace.state], [Y[:, 0], *(end[0] for end in ends)])
    record_property("largest difference", error)
    assert error <= LIMIT


@for_each("title", KINDS)
def test_both_directions_are_those_of_onnxruntime(title, record_property):
    operator, attributes, has_peepholes, cell = KINDS[title]
    arrays = draw(operator, np.random.default_rng(7), (9, 3, 2, 4), directions=2, peepholes=has_peepholes)
    Y, *ends = run_operator(operator, arrays, direction="bidirectional", **attributes)
    params, state = (layers.Both(*halves) for halves in (
        [ours(operator, cell, arrays, k) for k in (0, 1)],
        [state_of(cell, arrays, k) for k in (0, 1)],
    ))  # fmt: skip
    trace = layers.forward(layers.Bidirectional(cell), params, arrays["X"], state)
    found = [trace.hs, *trace.state.forward, *trace.state.backward]
    expected = [np.concatenate([Y[:, 0], Y[:, 1]], axis=2), *(end[k] for k in (0, 1) for end in ends)]
    error = largest_difference(found, expected)
    record_property("largest difference", error)
    assert error <= LIMIT


def test_there_are_at_least_sixty_cases_of_unequal_sizes_up_to_sixty_steps():
    sizes = [sizes_of(case) for case in range(N_CASES)]
    assert len(KINDS) * N_CASES >= 60
    assert max(t for t, *_ in sizes) == 60
    assert len(set(sizes)) == N_CASES
    assert sum(len(set(size)) == 4 for size in sizes) >= N_CASES / 2


@for_each("other", ["p_f", "p_o"])
def test_the_peepholes_of_onnx_stand_in_the_order_i_o_f(other):
    """Taken in another order they give other numbers: the test above can tell them apart."""
    arrays = draw("LSTM", np.random.default_rng(8), (6, 2, 3, 4), peepholes=True)
    Y, *_ = run_operator("LSTM", arrays)
    params = ours("LSTM", peephole, arrays, 0)
    wrong = params._replace(**{"p_i": getattr(params, other), other: params.p_i})
    hs = layers.forward(peephole, wrong, arrays["X"], state_of(peephole, arrays, 0)).hs
    assert np.abs(hs - Y[:, 0]).max() > 1e-2
