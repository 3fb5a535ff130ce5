"""Start values: how they are spread, and that a seed fixes them."""

import numpy as np
import pytest

from lstmlab import init, trees


def test_xavier_weights_fill_their_range_evenly():
    w = init.xavier_uniform(np.random.default_rng(0), 40, 60)
    limit = np.sqrt(6 / 100)
    assert w.shape == (40, 60)
    assert np.abs(w).max() <= limit
    counts, _ = np.histogram(w, bins=10, range=(-limit, limit))
    assert counts.min() > 180  # 240 in each on average
    assert w.var() == pytest.approx(2 / 100, rel=0.1)


def test_an_orthogonal_matrix_keeps_every_length():
    q = init.orthogonal(np.random.default_rng(0), 7)
    np.testing.assert_allclose(q.T @ q, np.eye(7), atol=1e-14)
    assert abs(init.orthogonal(np.random.default_rng(0), 1)) == 1


def test_orthogonal_matrices_have_no_preferred_direction():
    rng = np.random.default_rng(0)
    mean = np.mean([init.orthogonal(rng, 3) for _ in range(400)], axis=0)
    assert np.abs(mean).max() < 0.12  # each entry has a variance of 1/3: four standard errors


def test_a_seed_fixes_the_weights_and_biases_start_at_zero():
    one, other = (init.elman_network(np.random.default_rng(3), 2, 3, 4) for _ in range(2))
    for name, a, b in trees.leaves(one, other):
        np.testing.assert_array_equal(a, b, err_msg=name)
    assert not one.cell.b.any()
    assert not one.readout.b_y.any()


def test_sizes_and_generators_that_cannot_be_are_named():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="n_in: expected at least 1, got 0"):
        init.elman(rng, 0, 3)
    with pytest.raises(TypeError, match=r"n: expected a whole number, got 2\.5"):
        init.orthogonal(rng, 2.5)
    with pytest.raises(TypeError, match=r"rng: expected a generator from np\.random\.default_rng\(seed\), got int"):
        init.xavier_uniform(0, 2, 3)
