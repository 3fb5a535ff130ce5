"""Reber grammar: strings are legal, what can follow is known, embedded strings and endless streams of them."""

import numpy as np
import pytest

from lstmlab.tasks import reber
from tests.cases import for_each

SEEDS = range(5)


def text(xs, n):
    steps = xs[:, n].any(axis=-1)
    return "".join(reber.SYMBOLS[k] for k in xs[steps, n].argmax(axis=-1))


@for_each("seed", SEEDS)
def test_what_the_automaton_makes_it_also_reads(seed):
    rng = np.random.default_rng(seed)
    for _ in range(100):
        assert reber.is_string(reber.string(rng))
        symbols = reber.embedded(rng)
        assert reber.is_embedded(symbols)
        assert not reber.is_string(symbols)


@for_each("symbols", ["BTXSE", "BPVVE", "BTSSSXXTVVE", "BPTTTVPXVPSE", "BTXXTTVVE"])
def test_strings_of_the_grammar(symbols):
    assert reber.is_string(symbols)
    assert reber.is_embedded(f"BT{symbols}TE")
    assert reber.is_embedded(f"BP{symbols}PE")
    assert not reber.is_embedded(f"BT{symbols}PE")
    assert not reber.is_embedded(f"BS{symbols}SE")


@for_each("symbols", ["", "B", "BTXS", "BTXSEE", "BTPE", "BPXSE", "TXSE", "BPVVEB"])
def test_strings_that_are_not_of_the_grammar(symbols):
    assert not reber.is_string(symbols)
    assert not reber.is_embedded(symbols)


def test_each_arrow_is_taken_as_often_as_the_other():
    rng = np.random.default_rng(0)
    strings = [reber.string(rng) for _ in range(4000)]
    assert sum(symbols[1] == "T" for symbols in strings) / 4000 == pytest.approx(0.5, abs=0.03)
    assert min(map(len, strings)) == 5
    assert sum(reber.embedded(rng)[1] == "P" for _ in range(4000)) / 4000 == pytest.approx(0.5, abs=0.03)


def test_what_can_follow_each_symbol_of_a_string():
    assert reber.possible_next("BTBTXSETE") == ["TP", "B", "TP", "SX", "XS", "E", "T", "E", "B"]
    assert reber.possible_next("BPBPVVEPEBT")[-4:] == ["E", "B", "TP", "B"]


@for_each("symbols, place", [("T", 0), ("BTBTXSEP", 7), ("BTBTXSETEE", 9), ("BX", 1)])
def test_the_place_where_a_rule_is_broken_is_named(symbols, place):
    with pytest.raises(ValueError, match=f"at {place}, got '{symbols[place]}'"):
        reber.possible_next(symbols)


@for_each("seed", SEEDS)
def test_the_solver_is_right_everywhere(seed):
    strings = reber.batch(np.random.default_rng(seed), 20)
    streams = reber.stream(np.random.default_rng(seed), 3, 200)
    for some in (strings, streams):
        assert (reber.solver(some.xs) == some.possible).all()
        assert reber.right(reber.solver(some.xs).astype(float), some.possible)[some.mask].all()
        came = np.take_along_axis(some.possible, some.labels[..., None], axis=-1)[..., 0]
        assert came[some.mask].all()  # the symbol that came was possible


@for_each("seed", SEEDS)
def test_the_outer_symbol_at_the_end_is_that_of_the_beginning(seed):
    strings = reber.batch(np.random.default_rng(seed), 30)
    assert strings.outer.sum(axis=0).tolist() == [1] * 30
    for n in range(30):
        step = strings.outer[:, n].argmax()
        assert step == strings.mask[:, n].sum() - 2
        assert reber.SYMBOLS[strings.labels[step, n]] == text(strings.xs, n)[1]
        assert reber.is_embedded(text(strings.xs, n) + "E")


def test_whoever_forgets_the_outer_symbol_is_left_to_guess():
    strings = reber.batch(np.random.default_rng(0), 4000)
    answers = strings.labels[strings.outer]
    assert set(answers) == {reber.SYMBOLS.index("T"), reber.SYMBOLS.index("P")}
    assert np.bincount(answers).max() / len(answers) == pytest.approx(reber.chance(), abs=0.03)


def test_a_stream_is_strings_without_a_break():
    streams = reber.stream(np.random.default_rng(0), 2, 300)
    assert streams.xs.shape == (300, 2, 7)
    assert streams.mask.all()
    for n in range(2):
        symbols, whole = text(streams.xs, n), []
        while symbols:
            end = next((k for k in range(9, len(symbols) + 1) if reber.is_embedded(symbols[:k])), None)
            if end is None:
                break
            whole.append(symbols[:end])
            symbols = symbols[end:]
        assert len(whole) > 10
        assert len(symbols) < 60
        assert abs(streams.outer[:, n].sum() - len(whole)) <= 1


def test_an_output_is_right_if_every_possible_symbol_beats_all_others():
    possible = np.array([[[True, True, False, False, False, False, False]]])
    good = np.array([[[0.4, 0.3, 0.2, 0, 0, 0, 0]]])
    assert reber.right(good, possible).all()
    assert not reber.right(good[..., ::-1], possible).any()
    assert not reber.right(np.array([[[0.4, 0.1, 0.2, 0, 0, 0, 0]]]), possible).any()


def test_sizes_seeds_and_precision():
    one, same, other = (reber.batch(np.random.default_rng(seed), 4, np.float32) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.xs, same.xs)
    assert one.xs.shape != other.xs.shape or (one.xs != other.xs).any()
    assert one.xs.dtype == np.float32
    with pytest.raises(ValueError, match="n: expected at least 1, got 0"):
        reber.batch(np.random.default_rng(0), 0)
    with pytest.raises(ValueError, match="length: expected at least 1, got 0"):
        reber.stream(np.random.default_rng(0), 1, 0)
    with pytest.raises(ValueError, match=r"expected some of BTSXPVE, got \['Q'\]"):
        reber.encode("BQ")
