"""The Morse task of the stacking experiment: what its lines say, what is asked, and that no net has more weights."""

import numpy as np
import pytest

from experiments import stacking as experiment


def decoded(line):
    """The letters of a line, read off its runs: a pen that is down for one step or three, up for one or three."""
    codes = {code: letter for letter, code in experiment.LETTERS.items()}
    steps = "".join(str(int(step)) for step in line).rstrip("0")
    return [codes[word.replace("111", "-").replace("1", ".").replace("0", "")] for word in steps.split("000")]


def test_at_the_end_of_each_letter_the_letter_two_before_is_asked_for():
    xs, asked, mask = experiment.lines(np.random.default_rng(0), 20)
    assert xs.shape == (experiment.LENGTH, 20, 1)
    names = list(experiment.LETTERS)
    for k in range(20):
        letters = decoded(xs[:, k, 0])
        assert [names[letter] for letter in asked[mask[:, k], k]] == letters[: len(letters) - experiment.BACK]
        # Asked at the third step without a stroke, so at none that could still be inside the letter.
        assert all((xs[t - 2 : t + 1, k, 0] == 0).all() for t in np.flatnonzero(mask[:, k]))


def test_all_letters_come_about_equally_often_and_no_two_have_one_code():
    _, asked, mask = experiment.lines(np.random.default_rng(1), 200)
    counts = np.bincount(asked[mask], minlength=len(experiment.LETTERS))
    assert counts.min() > 0.08 * counts.sum()
    assert len(set(experiment.LETTERS.values())) == len(experiment.LETTERS)


def test_more_layers_have_no_more_weights():
    sizes = [experiment.weights(layers) for layers in experiment.UNITS]
    assert max(sizes) == pytest.approx(min(sizes), rel=0.03)
