"""The sigmoid, and weights of several gates packed side by side."""

import warnings

import numpy as np
import pytest

from lstmlab.gates import pack, sigmoid, split


def test_the_sigmoid_is_one_over_one_plus_exp():
    a = np.linspace(-30, 30, 6001)
    np.testing.assert_allclose(sigmoid(a), 1 / (1 + np.exp(-a)), atol=2e-16)
    np.testing.assert_allclose(1 - sigmoid(a), sigmoid(-a), atol=2e-16)
    assert sigmoid(np.array(0.0)) == 0.5


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex64, np.complex128])
def test_the_sigmoid_keeps_precision_and_never_overflows(dtype):
    a = np.array([-1e30, -1e3, -1, 0, 1, 1e3, 1e30], dtype)
    with warnings.catch_warnings(), np.errstate(over="raise", invalid="raise", divide="raise"):
        warnings.simplefilter("error")
        s = sigmoid(a)
    assert s.dtype == dtype
    assert (s[0], s[-1]) == (0, 1)
    assert (np.diff(s.real) >= 0).all()


def test_nan_goes_through_the_sigmoid():
    with np.errstate(all="raise"):
        assert np.isnan(sigmoid(np.array([np.nan, 1.0]))).tolist() == [True, False]


def test_its_slope_is_s_times_one_minus_s_by_the_complex_step():
    a = np.linspace(-5, 5, 101)
    s = sigmoid(a)
    np.testing.assert_allclose(sigmoid(a + 1e-30j).imag / 1e-30, s * (1 - s), rtol=1e-12)


@pytest.mark.parametrize("shape", [(12,), (2, 12), (4, 3, 12)], ids=str)
@pytest.mark.parametrize("n_gates", [1, 3, 4])
def test_split_gives_views_and_pack_puts_them_together_again(shape, n_gates):
    packed = np.random.default_rng(0).normal(size=shape)
    parts = split(packed, n_gates)
    assert [part.shape for part in parts] == [(*shape[:-1], 12 // n_gates)] * n_gates
    assert all(np.shares_memory(part, packed) for part in parts)
    np.testing.assert_array_equal(pack(*parts), packed)
    parts[-1][...] = 7
    assert (packed[..., -12 // n_gates :] == 7).all(), "what is written into a gate is written into the packed weights"


def test_what_cannot_be_split_or_packed_is_named():
    with pytest.raises(ValueError, match="packed: expected a last axis of 4 H, a multiple of 4, got 6"):
        split(np.ones((2, 6)), 4)
    with pytest.raises(ValueError, match="n_gates: expected at least 1, got 0"):
        split(np.ones(6), 0)
    with pytest.raises(TypeError, match=r"n_gates: expected an integer, got 2\.0"):
        split(np.ones(6), 2.0)
    with pytest.raises(ValueError, match=r"gates: expected arrays of one shape, got \(2,\), \(3,\)"):
        pack(np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match="gates: expected at least one array, got none"):
        pack()
