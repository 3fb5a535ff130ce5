"""The figures of chapter 11: what they say about a text is what the stored network and the formulas give."""

import math

import numpy as np
import pytest

from lstmlab import data, text
from lstmlab.figures.cell_reader import EACH, FOLLOWED, PASSAGE, CellReader, reading
from lstmlab.figures.next_character import PROMPTS, NextCharacter, logits


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("temperature", [0.1, 0.7, 1.0, 3.0])
def test_probabilities_are_a_softmax_at_the_temperature_and_bits_their_entropy(prompt, temperature):
    values = NextCharacter(prompt=prompt, temperature=temperature).values
    weights = [math.exp((y - logits()[prompt][1][0]) / temperature) for y in logits()[prompt][1]]
    likely = [w / sum(weights) for w in weights]
    np.testing.assert_allclose(values["probabilities"], likely, rtol=1e-12, atol=1e-15)
    assert values["bits"] == pytest.approx(-sum(p * math.log2(p) for p in likely if p > 0), abs=1e-10)
    assert values["probabilities"] == sorted(values["probabilities"], reverse=True)


def test_the_hotter_the_more_even():
    for prompt in PROMPTS:
        bits = [NextCharacter(prompt=prompt, temperature=t).values["bits"] for t in (0.1, 0.5, 1, 2, 3)]
        assert bits == sorted(bits)


def test_u_follows_q_and_every_symbol_of_the_vocabulary_is_there():
    symbols, numbers = logits()["q"]
    assert symbols[0] == "u"
    assert sorted(symbols) == sorted(data.play_model().symbols)
    assert len(numbers) == len(symbols)


def test_the_passage_is_in_the_words_of_the_vocabulary_and_colours_are_those_of_the_cells():
    model = data.play_model()
    index = {symbol: number for number, symbol in enumerate(model.symbols)}
    cells = np.tanh(model.forward(text.encode(PASSAGE, index))[1])
    units, values, where = reading()
    assert len(units) == len(set(units)) == EACH * len(FOLLOWED)
    np.testing.assert_allclose(np.array(values).T, cells[:, units], rtol=0, atol=0.0005)
    assert set(where) == set(FOLLOWED)


@pytest.mark.parametrize("follows", FOLLOWED)
def test_the_cells_offered_for_a_place_follow_it_more_closely_than_the_others_do_on_average(follows):
    first = list(FOLLOWED).index(follows) * EACH
    found = {k: CellReader(cell=k + 1, follows=follows).values["correlation"] for k in range(EACH * len(FOLLOWED))}
    _, values, where = reading()
    for k, r in found.items():
        assert r == pytest.approx(np.corrcoef(values[k], where[follows])[0, 1], abs=1e-12)
    own = [abs(found[k]) for k in range(first, first + EACH)]
    rest = [abs(r) for k, r in found.items() if not first <= k < first + EACH]
    assert np.mean(own) > np.mean(rest)
