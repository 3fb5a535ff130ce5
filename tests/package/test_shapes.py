"""Errors speak in the letters of the docstrings."""

import numpy as np
import pytest

from lstmlab.shapes import bind, bind_any, check_int, check_one_of, check_positive, describe


def test_letters_take_their_size_from_the_first_array_that_has_them():
    assert bind(x=(np.ones((2, 3)), "N D"), W=(np.ones((3, 4)), "D H")) == {"N": 2, "D": 3, "H": 4}
    assert bind({"T": 5}, x=(np.ones((5, 2)), "T N")) == {"T": 5, "N": 2}


def test_a_number_among_the_letters_is_a_fixed_size():
    with pytest.raises(ValueError, match=r"x: expected \(N, 2\) = \(3, 2\), got \(3, 4\)"):
        bind(x=(np.ones((3, 4)), "N 2"))


def test_what_came_and_what_was_expected_are_both_said():
    with pytest.raises(ValueError, match=r"W_h: expected \(H, H\) = \(4, 4\), got \(4, 3\)"):
        bind(W_x=(np.ones((2, 4)), "D H"), W_h=(np.ones((4, 3)), "H H"))
    with pytest.raises(ValueError, match=r"x: expected \(T, N, D\), got \(3,\)"):
        bind(x=(np.ones(3), "T N D"))


@pytest.mark.parametrize("value, kind", [([1.0], "list"), ("x", "str"), (None, "NoneType"), (np.array(["a"]), "<U1")])
def test_what_is_not_an_array_of_numbers_is_named(value, kind):
    with pytest.raises(TypeError, match=f"x: expected a NumPy array of numbers .* got .*{kind}"):
        bind(x=(value, "N"))


@pytest.mark.parametrize("dtype", [int, np.uint8, bool])
def test_whole_numbers_are_refused_where_they_would_be_promoted(dtype):
    message = r"x: expected floating-point numbers \(N,\), got dtype .*; convert it with \.astype"
    with pytest.raises(TypeError, match=message):
        bind(w=(np.ones(2, np.float32), "N"), x=(np.ones(2, dtype), "N"))
    assert bind_any(x=(np.ones(2, dtype), "N")) == {"N": 2}


def test_precisions_are_not_mixed_but_complex_numbers_may_join():
    single, double = np.ones(2, np.float32), np.ones(2)
    with pytest.raises(TypeError, match="b: expected float32 like a, got float64"):
        bind(a=(single, "N"), b=(double, "N"))
    bind(a=(single, "N"), c=(np.ones(2, complex), "N"))


def test_letters_are_described_with_the_sizes_that_are_known():
    assert describe("N H", {"N": 3, "H": 4}) == "(N, H) = (3, 4)"
    assert describe("N H", {"N": 3}) == "(N, H)"
    assert describe("H", {"H": 4}) == "(H,) = (4,)"
    assert describe("", {}) == "()"


@pytest.mark.parametrize("value", [1, np.int64(3), np.uint8(1)])
def test_counts_may_be_numpy_integers(value):
    check_int(1, n=value)


@pytest.mark.parametrize("value", [2.0, True, "2", None, np.float64(2)])
def test_what_is_no_whole_number_is_named(value):
    with pytest.raises(TypeError, match="n: expected an integer, got"):
        check_int(1, n=value)


def test_counts_and_rates_that_are_too_small_are_named():
    with pytest.raises(ValueError, match="n: expected at least 2, got 1"):
        check_int(2, n=1)
    for value in (0, -1.5, float("nan"), float("inf")):
        with pytest.raises(ValueError, match=f"lr: expected a number above 0, got {value}"):
            check_positive(lr=value)
    for value in ("1", True, None, 1j):
        with pytest.raises(TypeError, match="lr: expected a number above 0, got"):
            check_positive(lr=value)


def test_an_unknown_option_is_told_all_that_is_possible():
    check_one_of(("sum", "mean"), reduction="mean")
    with pytest.raises(ValueError, match="reduction: expected 'sum' or 'mean', got 'max'"):
        check_one_of(("sum", "mean"), reduction="max")
    with pytest.raises(ValueError, match="got None"):
        check_one_of(("sum", "mean"), reduction=None)
