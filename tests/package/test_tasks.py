"""The classic tasks: their rules hold, their solvers score 100 %, and guessing scores what is said."""

import itertools

import numpy as np
import pytest

from lstmlab.tasks import letters, recall, temporal_xor
from tests.cases import for_each

SEEDS = range(5)


@for_each("seed", SEEDS)
def test_every_third_bit_is_the_exclusive_or_of_the_two_before(seed):
    bits = temporal_xor.stream(np.random.default_rng(seed), 3000)
    assert set(bits) == {0.0, 1.0}
    for first, second, third in bits.reshape(-1, 3):
        assert third == (first + second) % 2


@for_each("n", [1, 2, 3, 4, 5, 300])
def test_the_solver_of_temporal_xor_knows_every_bit_that_can_be_known(n):
    bits = temporal_xor.stream(np.random.default_rng(n), n)
    predictions, known = temporal_xor.solver(bits), temporal_xor.predictable(n)[1:]
    assert predictions.shape == (n - 1,)
    assert (predictions[known] == bits[1:][known]).all()
    assert (predictions[~known] == 0.5).all()
    assert known.sum() == n // 3


def test_the_solver_of_temporal_xor_looks_at_the_past_alone():
    bits = temporal_xor.stream(np.random.default_rng(0), 30)
    changed = bits.copy()
    changed[20:] = 1 - changed[20:]
    np.testing.assert_array_equal(temporal_xor.solver(bits)[:19], temporal_xor.solver(changed)[:19])


def test_bits_are_as_good_as_tossed_coins_to_whoever_forgets():
    bits = temporal_xor.stream(np.random.default_rng(0), 30_000)
    third, second = bits[2::3], bits[1::3]
    for guess in (np.zeros_like(third), second, 1 - second):
        assert (guess == third).mean() == pytest.approx(temporal_xor.chance(), abs=0.02)


@for_each("seed", SEEDS)
def test_each_consonant_brings_its_own_vowels(seed):
    stream = letters.stream(np.random.default_rng(seed), 200)
    rest = stream.symbols
    syllables = 0
    while rest:
        syllable = next(each for each in ("ba", "dii", "guuu") if rest.startswith(each))
        rest = rest[len(syllable) :]
        syllables += 1
    assert syllables == 200
    assert stream.is_vowel.tolist() == [symbol in "aiu" for symbol in stream.symbols]


def test_letters_have_the_features_of_elmans_table():
    np.testing.assert_array_equal(
        letters.encode("bdgaiu"),
        [
            [1, 0, 1, 0, 0, 1],
            [1, 0, 1, 1, 0, 1],
            [1, 0, 1, 0, 1, 1],
            [0, 1, 0, 0, 1, 1],
            [0, 1, 0, 1, 0, 1],
            [0, 1, 0, 1, 1, 1],
        ],
    )
    stream = letters.stream(np.random.default_rng(0), 20)
    np.testing.assert_array_equal(stream.vectors, letters.encode(stream.symbols))
    np.testing.assert_array_equal(stream.vectors[:, letters.FEATURES.index("vowel")] == 1, stream.is_vowel)


@for_each("seed", SEEDS)
def test_the_solver_of_the_letters_knows_every_vowel_and_that_a_consonant_comes(seed):
    stream = letters.stream(np.random.default_rng(seed), 200)
    predictions = letters.solver(stream.symbols)
    for said, came, vowel in zip(predictions, stream.symbols[1:], stream.is_vowel[1:], strict=True):
        assert said == came if vowel else said == "bdg"


def test_consonants_come_in_random_order():
    stream = letters.stream(np.random.default_rng(0), 3000)
    consonants = [symbol for symbol in stream.symbols if symbol in "bdg"]
    pairs = list(itertools.pairwise(consonants))
    for pair in itertools.product("bdg", repeat=2):
        assert pairs.count(pair) / len(pairs) == pytest.approx(1 / 9, abs=0.025)


def test_the_best_constant_guess_gets_a_third_of_the_letters_right():
    symbols = letters.stream(np.random.default_rng(0), 20_000).symbols
    shares = {symbol: symbols.count(symbol) / len(symbols) for symbol in "bdgaiu"}
    assert max(shares, key=shares.__getitem__) == "u"
    assert shares["u"] == pytest.approx(letters.chance(), abs=0.01)


@for_each("seed", SEEDS)
def test_the_first_symbol_is_the_answer(seed):
    xs, labels = recall.batch(np.random.default_rng(seed), n=50, length=7, n_symbols=4)
    assert xs.shape == (7, 50, 4)
    assert (xs.sum(axis=-1) == 1).all()
    assert (xs[0].argmax(axis=-1) == labels).all()
    assert (recall.solver(xs) == labels).all()


def test_whoever_does_not_see_the_first_symbol_is_left_to_guess():
    xs, labels = recall.batch(np.random.default_rng(0), n=20_000, length=3, n_symbols=4)
    seen = recall.window(xs, 2).reshape(-1, 2, 4).argmax(axis=-1)
    best = 0.0
    for pair in itertools.product(range(4), repeat=2):
        inside = labels[(seen == pair).all(axis=1)]
        best += np.bincount(inside).max() / len(labels)  # the best answer to each window, chosen with hindsight
    assert best == pytest.approx(recall.chance(4), abs=0.03)


def test_a_window_as_wide_as_the_sequence_reaches_the_answer():
    xs, labels = recall.batch(np.random.default_rng(0), n=10, length=5, n_symbols=3)
    window = recall.window(xs, 5)
    assert window.shape == (10, 15)
    assert (window[:, :3].argmax(axis=1) == labels).all()
    np.testing.assert_array_equal(recall.window(xs, 1), xs[-1])


@for_each(
    "make",
    [
        lambda rng: temporal_xor.stream(rng, 30),
        lambda rng: letters.stream(rng, 30).vectors,
        lambda rng: recall.batch(rng, 4, 5, 3)[0],
    ],
)
def test_a_seed_fixes_a_task_and_another_seed_changes_it(make):
    one, same, other = (make(np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert one.shape != other.shape or (one != other).any()


def test_the_smallest_recall_task_is_one_sequence_of_one_of_two_symbols():
    xs, labels = recall.batch(np.random.default_rng(0), n=1, length=1, n_symbols=2)
    assert xs.shape == (1, 1, 2)
    assert (recall.solver(xs) == labels).all()
    assert recall.chance(2) == 0.5
    with pytest.raises(ValueError, match="n_symbols: expected at least 2, got 1"):
        recall.chance(1)


def test_float32_is_given_where_asked():
    rng = np.random.default_rng(0)
    assert temporal_xor.stream(rng, 3, np.float32).dtype == np.float32
    assert letters.stream(rng, 3, np.float32).vectors.dtype == np.float32
    assert recall.batch(rng, 2, 3, 2, np.float32)[0].dtype == np.float32


def test_sizes_that_cannot_be_are_named():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="n: expected at least 1, got 0"):
        temporal_xor.stream(rng, 0)
    with pytest.raises(ValueError, match="n_symbols: expected at least 2, got 1"):
        recall.batch(rng, 2, 3, 1)
    with pytest.raises(TypeError, match=r"length: expected an integer, got 3\.0"):
        recall.batch(rng, 2, 3.0, 2)
    xs, _ = recall.batch(rng, 2, 3, 2)
    with pytest.raises(ValueError, match="width: expected at most T = 3 symbols, got 4"):
        recall.window(xs, 4)
    with pytest.raises(ValueError, match="width: expected at least 1, got 0"):
        recall.window(xs, 0)
    with pytest.raises(ValueError, match="xs: expected at least one step"):
        recall.solver(xs[:0])


def test_letters_outside_the_alphabet_and_broken_syllables_are_named():
    with pytest.raises(ValueError, match=r"expected letters among bdgaiu, got \['x'\]"):
        letters.encode("bax")
    with pytest.raises(ValueError, match="expected syllables ba, dii, guuu, got 'da'"):
        letters.solver("badab")
    with pytest.raises(ValueError, match="got 'a'"):
        letters.solver("aba")
