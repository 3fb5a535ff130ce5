"""The figures of chapter 12: the automaton is that of the grammar, and the nets are as good as the figure says."""

import numpy as np
import pytest

from lstmlab import data
from lstmlab.figures import ablation_arena, reber_automaton
from lstmlab.figures.ablation_arena import PARTS, SEEDS, TASKS, VARIANTS, AblationArena
from lstmlab.figures.reber_automaton import NETS, STRINGS, train
from lstmlab.tasks import reber


@pytest.mark.parametrize("string", STRINGS)
def test_the_strings_are_strings_of_the_grammar(string):
    assert reber.is_embedded(string)
    assert f"outer {string[1]}" in STRINGS[string]


@pytest.mark.parametrize("string", STRINGS)
def test_what_is_possible_is_what_the_solver_says(string):
    values = reber_automaton.compute(string, "lstm")
    solved = reber.solver(reber.encode(string)[:-1, None])[:, 0]
    np.testing.assert_array_equal(values["possible"], solved.astype(int))


def test_places_are_those_of_a_string_read_by_hand():
    # B | T | B T X S E | T | E: the inner string begins in state 0, which has the place 2.
    assert reber_automaton.places("BTBTXSET") == [1, 2, 3, 4, 6, 8, 9, 10]
    assert reber_automaton.places("BPBPVVE")[2:] == [3, 5, 7, 8, 9]


@pytest.mark.parametrize("name", NETS)
def test_the_stored_share_is_that_of_the_stored_weights(name):
    found = train.right(reber_automaton._CELLS[name], reber_automaton.weights(name))
    assert found == reber_automaton.stored()[name]["right"]


def test_the_lstm_is_right_everywhere_and_the_elman_network_forgets_the_outer_symbol():
    assert all(reber_automaton.compute(string, "lstm")["wrong_steps"] == 0 for string in STRINGS)
    for string in STRINGS:
        values = reber_automaton.compute(string, "elman")
        before_the_outer = values["place"].index(9)
        wrong = [t for t, right in enumerate(values["right"]) if not right]
        assert set(wrong) <= {before_the_outer}
        outer = values["probabilities"][before_the_outer]
        assert abs(outer[reber.SYMBOLS.index("T")] - outer[reber.SYMBOLS.index("P")]) < 0.5


def test_probabilities_of_a_step_add_up_to_one():
    for name in NETS:
        for string in STRINGS:
            rows = reber_automaton.compute(string, name)["probabilities"]
            assert len(rows) == len(string) - 1
            np.testing.assert_allclose(np.sum(rows, axis=1), 1, rtol=0, atol=1e-12)


def test_a_step_beyond_the_string_is_its_last():
    assert reber_automaton.compute("BTBTXSETE", "lstm", step=14)["now"] == 8


# Ablation arena


GUESSES = dict.fromkeys(PARTS, 5)


@pytest.mark.parametrize("task", TASKS)
def test_what_came_out_is_what_the_stored_table_says(task):
    table = data.results("gate_ablation").tables[0]
    column = table.columns.index(task)
    told = {row[0]: int(row[column].split()[0]) for row in table.rows}
    assert {f"of {SEEDS} " in row[column] for row in table.rows} == {True}
    values = ablation_arena.compute(task, True, **GUESSES)
    assert dict(zip(VARIANTS, values["measured"], strict=True)) == told
    assert set(told) == set(VARIANTS)


def test_guesses_are_judged_by_their_order_and_by_their_distance():
    measured = {name: count for name, count in ablation_arena.counts()["adding"].items() if name in PARTS}
    perfect = ablation_arena.compute("adding", True, **measured)
    assert perfect["off"] == 0
    assert perfect["ordered"] == perfect["pairs"] > 0
    turned = ablation_arena.compute("adding", True, **{name: SEEDS - count for name, count in measured.items()})
    assert turned["ordered"] == 0
    alike = ablation_arena.compute("adding", True, **GUESSES)
    assert alike["ordered"] == 0, "who guesses all alike has ordered nothing"
    assert perfect["pairs"] + perfect["ties"] == 21


def test_results_are_hidden_until_they_are_asked_for():
    controls = {"task": "adding", **GUESSES}
    values = ablation_arena.compute(**controls, shown=False)
    hidden = AblationArena.describe(controls | {"shown": False}, values)
    assert "came out" not in hidden
    assert "came out" in AblationArena.describe(controls | {"shown": True}, values)
