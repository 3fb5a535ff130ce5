"""The figures of the LSTM chapter: what they show is what the cells of the package do."""

import math

import numpy as np
import pytest

from lstmlab import unroll
from lstmlab.cells import lstm
from lstmlab.figures import gate_explorer
from lstmlab.figures.gate_explorer import GateExplorer


def held(i, f, g, o):
    """An LSTM of one unit whose gates and candidate have these values at every step, whatever it reads."""
    biases = [math.log(i / (1 - i)), math.log(f / (1 - f)), math.atanh(g), math.log(o / (1 - o))]
    return lstm.zeros(1, 1)._replace(b=np.array(biases))


# The gate explorer.


@pytest.mark.parametrize("f", [0.1, 0.5, 0.95, 0.995])
def test_held_gates_do_what_an_lstm_with_such_biases_does(f):
    values = gate_explorer.compute(i=0.3, f=f, g=-0.6, o=0.8, start=1.5)
    state = lstm.State(np.zeros((1, 1)), np.full((1, 1), 1.5))
    trace = unroll.forward(lstm, held(0.3, f, -0.6, 0.8), np.zeros((100, 1, 1)), state)
    np.testing.assert_allclose(values["h"][1:], trace.hs[:, 0, 0], rtol=0, atol=1e-12)
    assert values["c"][-1] == pytest.approx(trace.state.c[0, 0], abs=1e-12)
    assert values["h"][0] == 0.8 * math.tanh(1.5)


@pytest.mark.parametrize("f", [0.01, 0.3, 0.5, 0.7071, 0.9, 0.95, 0.99, 0.993])
@pytest.mark.parametrize("written", [0.0, 0.5])
def test_the_measured_half_life_is_the_first_whole_step_after_the_predicted_one(f, written):
    values = GateExplorer(f=f, i=1, g=written, start=-1).values
    assert values["measured"] == math.ceil(values["predicted"] - 1e-9)


def test_a_half_life_beyond_the_curve_is_predicted_and_not_measured():
    values = GateExplorer(f=0.995).values
    assert values["predicted"] > 100
    assert values["measured"] is None


def test_an_open_forget_gate_keeps_the_cell_or_lets_it_grow():
    kept, growing = GateExplorer(f=1, start=0.7), GateExplorer(f=1, i=1, g=0.5, start=0)
    assert kept.values["c"] == [0.7] * 101
    assert growing.values["c"][-1] == 50
    assert "keeps its value" in kept.alt
    assert "grows without end" in growing.alt
    assert "already where it rests" in GateExplorer(start=0).alt


def test_a_shut_output_gate_shows_nothing_of_the_cell():
    values = GateExplorer(o=0, f=1, start=2).values
    assert set(values["h"]) == {0}
    assert values["c"][-1] == 2
