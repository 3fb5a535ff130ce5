"""The figures of chapter 11: what they say about a text is what the stored network and the formulas give."""

import math

import numpy as np
import pytest

from lstmlab import data
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
