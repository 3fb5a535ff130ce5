"""An encoder and a decoder: gradients, padding, what the decoder reads, and that they learn."""

import numpy as np
import pytest

from lstmlab import gradcheck, layers, losses, optim, seq2seq, trees
from lstmlab.cells import gru, lstm, mingru
from lstmlab.layers import Bidirectional, Stack
from lstmlab.tasks import strings

CELLS = {"GRU": gru, "LSTM": lstm, "minimal GRU": mingru, "two layers": Stack((lstm, gru))}


def pairs(n=3, shortest=2, longest=5, n_symbols=3, seed=0, dtype=np.float64):
    return seq2seq.Pairs(*strings.batch(np.random.default_rng(seed), n, shortest, longest, n_symbols, dtype=dtype))


def weights(cell, attention, seed=0, n_hidden=4):
    params = seq2seq.first_weights(np.random.default_rng(seed), cell, 3, n_hidden, 4, attention)
    rng = np.random.default_rng(seed + 1)
    return trees.map(lambda w: w + 0.3 * rng.normal(size=w.shape), params)


@pytest.mark.parametrize("attention", [True, False])
@pytest.mark.parametrize("title", CELLS)
def test_gradients_agree_with_the_complex_step(title, attention):
    cell, batch = CELLS[title], pairs()
    params = weights(cell, attention)
    value, grads = seq2seq.loss_and_gradients(cell, params, batch, attention)

    def value_of(moved):  # without the way back, which is not asked for at each of the numbers
        logits, _ = seq2seq.forward(cell, moved, batch, attention)
        return losses.masked(losses.softmax_cross_entropy, batch.target_mask)(logits, batch.targets)[0]

    assert value == pytest.approx(value_of(params), rel=1e-14)
    errors = gradcheck.compare(value_of, params, grads)
    assert max(errors.values()) < 1e-10


@pytest.mark.parametrize("attention", [True, False])
def test_each_string_by_itself_gives_the_loss_of_the_batch(attention):
    """No masks at all on this side: each string is cut to its own length."""
    batch, params = pairs(n=4), weights(lstm, attention)
    total = count = 0
    for n in range(4):
        length = int(batch.mask[:, n].sum())
        xs, targets = batch.xs[:length, n : n + 1], batch.targets[: length + 1, n : n + 1]
        state, hs = layers.zero_state(lstm, params.encoder, 1), []
        for x in xs:
            state, _ = lstm.step(params.encoder, x, state)
            hs.append(state.h[0])
        last = 4  # the start symbol
        for target in targets[:, 0]:
            state, _ = lstm.step(params.decoder, np.eye(5)[[last]], state)
            scores = np.exp(np.array(hs) @ state.h[0] / 2)
            seen = [state.h[0], scores @ np.array(hs) / scores.sum()] if attention else [state.h[0]]
            logits = np.concatenate(seen) @ params.readout.W_y + params.readout.b_y
            total -= np.log(losses.softmax(logits[None])[0, target])
            count += 1
            last = target
    loss, _ = seq2seq.loss_and_gradients(lstm, params, batch, attention)
    assert loss == pytest.approx(total / count, rel=1e-12)


@pytest.mark.parametrize("attention", [True, False])
def test_padding_changes_nothing(attention):
    batch, params = pairs(n=5), weights(gru, attention)
    spoilt = batch._replace(
        xs=np.where(batch.mask[:, :, None], batch.xs, np.nan), targets=np.where(batch.target_mask, batch.targets, -1)
    )
    (loss, grads), (other, other_grads) = (
        seq2seq.loss_and_gradients(gru, params, one, attention) for one in (batch, spoilt)
    )
    assert loss == other
    for name, one, two in trees.leaves(grads, other_grads):
        np.testing.assert_array_equal(one, two, err_msg=name)
    written = [seq2seq.greedy(gru, params, one.xs, one.mask, 6, attention).symbols for one in (batch, spoilt)]
    np.testing.assert_array_equal(*written)


def test_the_decoder_reads_the_right_symbols_one_step_late():
    targets = np.array([[2, 0], [1, 3], [3, 3]])
    np.testing.assert_array_equal(seq2seq.teacher_inputs(targets, 4), [[4, 4], [2, 0], [1, 3]])
    with pytest.raises(TypeError, match="targets: expected an array of integers"):
        seq2seq.teacher_inputs(targets + 0.0, 4)


@pytest.mark.parametrize("attention", [True, False])
def test_what_is_written_freely_is_what_a_teacher_of_the_same_opinion_gives(attention):
    """The symbols that the decoder chose, handed to it as the right ones, are its choice again."""
    batch, params = pairs(n=6), weights(lstm, attention, seed=5)
    free = seq2seq.greedy(lstm, params, batch.xs, batch.mask, 6, attention)
    before_end = np.cumsum(free.symbols == 3, axis=0) - (free.symbols == 3) == 0
    logits, trace = seq2seq.forward(
        lstm, params, batch._replace(targets=free.symbols, target_mask=before_end), attention
    )
    np.testing.assert_array_equal(logits.argmax(axis=-1)[before_end], free.symbols[before_end])
    if attention:
        np.testing.assert_allclose(free.weights[0], trace.weights[0], rtol=1e-12)
        assert (free.weights[:, ~batch.mask] == 0).all()
    ended = np.maximum.accumulate(free.symbols == 3, axis=0)
    assert (free.symbols[ended] == 3).all()


@pytest.mark.parametrize("attention", [True, False])
def test_it_learns_to_turn_short_strings_round(attention):
    rng = np.random.default_rng(0)
    params = seq2seq.first_weights(rng, gru, 3, 16, 4, attention, np.float32)
    optimizer = optim.adam(0.02)
    memory = optimizer.init(params)
    for _ in range(400):
        batch = seq2seq.Pairs(*strings.batch(rng, 32, 1, 3, 3, dtype=np.float32))
        _, grads = seq2seq.loss_and_gradients(gru, params, batch, attention)
        params, memory = optimizer.update(grads, memory, params)
    test = pairs(n=200, shortest=1, longest=3, seed=9, dtype=np.float32)
    written = seq2seq.greedy(gru, params, test.xs, test.mask, 4, attention)
    assert seq2seq.exact(written.symbols, test.targets, test.target_mask).mean() > 0.9  # guessing: under 0.2


def test_mistakes_are_named():
    batch, params = pairs(), weights(gru, True)
    with pytest.raises(ValueError, match=r"W_y: expected|hs: expected"):
        seq2seq.forward(gru, params, batch, attention=False)
    with pytest.raises(ValueError, match="targets: expected numbers from 0 to 3"):
        seq2seq.forward(gru, params, batch._replace(targets=batch.targets + 4))
    with pytest.raises(ValueError, match="mask: expected at least one symbol in every sequence"):
        seq2seq.forward(gru, params, batch._replace(mask=batch.mask & False))
    with pytest.raises(TypeError, match="attention: expected True or False, got 'yes'"):
        seq2seq.forward(gru, params, batch, attention="yes")
    both = Bidirectional(gru)
    with pytest.raises((TypeError, ValueError)):
        seq2seq.forward(both, params, batch)
