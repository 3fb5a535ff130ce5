"""Term isolation, one gate at a time: which of the blocks of packed weights a wrong answer gets wrong."""

import numpy as np

from lstmlab import check, exercises
from lstmlab.gates import sigmoid


def facts(result):
    assert result.status == "failed"
    return " ".join(result.findings)


def gru(x, h_prev, W_x, W_h, b, reset=lambda r: r, update=lambda z: z, candidate=lambda n: n):
    x_r, x_z, x_n = np.split(x @ W_x + b, 3, axis=1)
    W_hr, W_hz, W_hn = np.split(W_h, 3, axis=1)
    r, z = reset(sigmoid(x_r + h_prev @ W_hr)), update(sigmoid(x_z + h_prev @ W_hz))
    return (1 - z) * h_prev + z * candidate(np.tanh(x_n + (r * h_prev) @ W_hn))


def test_a_gate_that_is_wrong_is_found_by_its_block():
    said = facts(check("gru.step", lambda *given: gru(*given, update=lambda z: 2 * z**2)))
    assert "right when the second of the 3 blocks is zero in `W_x`, `W_h` and `b`" in said
    said = facts(check("gru.step", lambda *given: gru(*given, candidate=lambda n: n * 2 / 3)))
    assert "right when the third of the 3 blocks is zero" in said


def test_the_term_is_told_as_well_and_a_gate_inside_the_candidate_goes_with_it():
    said = facts(check("gru.step", lambda *given: gru(*given, reset=lambda r: 2 * r**2)))
    assert "right when the first or third of the 3 blocks is zero" in said


def test_nothing_is_said_where_no_gate_is_the_reason():
    assert "blocks" not in facts(check("gru.step", lambda *given: gru(*given) + 0.1))


def test_the_block_of_a_gradient_that_is_wrong_is_named():
    worked = exercises.get("gru.step_backward").worked

    def backward(*given):
        found = worked(*given)
        H = given[2].shape[1]
        W_h = found["W_h"].copy()
        W_h[:, :H] **= 2
        return found | {"W_h": W_h}

    said = facts(check("gru.step_backward", backward))
    assert "`W_h` is wrong in the first of the 3 blocks of H along 3H only." in said


def test_inputs_whose_term_vanishes_are_not_called_wrong():
    # With the cell at zero, p_i, p_f and p_o change nothing: they are neither right nor wrong alone.
    def step(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o):
        h, c = exercises.get("peephole.step").worked(x, h_prev, c_prev, W_x, W_h, b, p_i, p_f, p_o)
        return h + x.sum() ** 2 * b.sum() ** 2, c

    assert "p_i" not in facts(check("peephole.step", step))
