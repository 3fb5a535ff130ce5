"""The figures of chapter 7: what they say about a GRU is what its formulas, written out for one number, do."""

import math

import numpy as np
import pytest

from lstmlab.exercises import gru_puzzle
from lstmlab.figures import gru_copy
from lstmlab.figures.gru_copy import N_STEPS, NEAR, NEW, START, W_H, W_X, XS, GruCopy

SOLUTION = gru_puzzle.PUZZLE.solution


# Keep, copy, keep.


def by_hand(h, controls):
    hs = [h]
    for t, x in enumerate(XS, start=1):
        name = "before" if t < NEW else "at" if t == NEW else "after"
        z, r = controls[f"z_{name}"], controls[f"r_{name}"]
        n = math.tanh(W_X * x + W_H * r * h)
        h = (1 - z) * h + z * n
        hs.append(h)
    return hs


@pytest.mark.parametrize("seed", range(5))
def test_both_runs_follow_the_two_formulas(seed):
    rng = np.random.default_rng(seed)
    controls = {name: GruCopy.faces[name].sample(rng) for name in SOLUTION}
    values = gru_copy.compute(**controls)
    np.testing.assert_allclose(values["plus"], by_hand(START, controls), rtol=0, atol=1e-14)
    np.testing.assert_allclose(values["minus"], by_hand(-START, controls), rtol=0, atol=1e-14)


def test_a_shut_update_gate_keeps_the_value_to_the_last_digit_whatever_the_reset_gate_does():
    for r in (0.0, 0.4, 1.0):
        values = gru_copy.compute(**{**SOLUTION, "r_before": r, "r_after": r})
        assert values["plus"][:NEW] == [START] * NEW
        assert values["plus"][NEW:] == [values["plus"][NEW]] * (N_STEPS - NEW + 1)
        assert values["stray_before"] == 0


def test_a_copy_needs_both_gates():
    copied = gru_copy.compute(**SOLUTION)
    assert copied["plus"][NEW] == copied["minus"][NEW] == pytest.approx(math.tanh(W_X * XS[NEW - 1]), abs=1e-15)
    for open_reset in (0.5, 1.0):
        values = gru_copy.compute(**{**SOLUTION, "r_at": open_reset})
        assert values["plus"][NEW] - values["minus"][NEW] > 0.5 * open_reset, "a trace of the old value is left"
    half = gru_copy.compute(**{**SOLUTION, "z_at": 0.5})
    assert half["plus"][NEW] - half["minus"][NEW] == pytest.approx(START, abs=1e-15)


@pytest.mark.parametrize(
    "change,said",
    [
        ({"z_before": 0.3}, "In steps 1 to 10 the old value is not kept"),
        ({"r_at": 0.5}, "A copy of the new value is"),
        ({"z_at": 0.5}, "At step 11 h is"),
        ({"z_after": 0.3}, "In steps 12 to 20 h strays"),
    ],
)
def test_the_copy_puzzle_says_what_is_missing(change, said):
    found = gru_copy.unmet(**{**SOLUTION, **change})
    assert said in " ".join(found)
    assert len(found) == (2 if set(change) & {"r_at", "z_at"} else 1), "a copy that failed is not there to be kept"


def test_the_copy_puzzle_leaves_room_around_its_solution_and_asks_for_every_gate_that_matters():
    for name, value in {"z_before": 0.01, "z_at": 0.95, "r_at": 0.1, "z_after": 0.02}.items():
        assert gru_copy.unmet(**{**SOLUTION, name: value}) == []
        assert gru_copy.unmet(**{**SOLUTION, name: gru_puzzle.PUZZLE.start[name]}) != []
    assert gru_copy.unmet(**{**SOLUTION, "r_before": 1.0, "r_after": 0.0, "step": 3}) == []
    assert abs(abs(START) - gru_copy.compute(**SOLUTION)["wanted"]) > 2 * NEAR, "keeping is no copying"


def test_each_gate_is_held_where_the_reader_puts_it():
    from lstmlab.cells import gru

    for r, z in ((0.0, 1.0), (0.25, 0.6), (1.0, 0.0)):
        _, cache = gru.step(gru_copy.held(r, z), np.array([[3.0]]), gru.State(np.array([[-0.9]])))
        assert (cache.r.item(), cache.z.item()) == pytest.approx((r, z), abs=1e-15)
