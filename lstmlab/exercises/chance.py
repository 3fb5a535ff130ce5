"""Whether what was drawn could have come from a distribution: a test of fit, with a known risk of being wrong.

    G = 2 sum_k n_k log(n_k / (n p_k))

n_k of n draws fell on k, where p_k of them were expected. Draws that follow p give a G that is spread like chi-square
with K - 1 degrees of freedom. A G so large that chance alone makes it less than once in a million times is no chance.
How often right draws fail all the same, and which near distributions are found out, is counted in
tests/exercises/test_chance.py.

Source: R. R. Sokal and F. J. Rohlf, Biometry (1981), chapter 17; the correction: D. A. Williams, Biometrika 63 (1976).
"""

import math

import numpy as np

# Chance below this counts as none. A check makes a dozen such tests: a right answer fails once in a hundred thousand.
RARE = 1e-6


def chi_square_beyond(value: float, degrees: int) -> float:
    """How likely a chi-square number with so many degrees of freedom is larger than this value."""
    half = max(value, 0.0) / 2
    if degrees % 2:
        found, term, a = math.erfc(math.sqrt(half)), math.exp(-half) * math.sqrt(half) / math.gamma(1.5), 0.5
    else:
        found, term, a = math.exp(-half), math.exp(-half) * half, 1.0
    while a < degrees / 2 - 0.25:  # from a to a + 1: half^a exp(-half) / Gamma(a + 1) is added
        found += term
        a += 1
        term *= half / a
    return found


def of_counts(counts: np.ndarray, expected: np.ndarray) -> float:
    """How likely chance alone makes counts that fit so badly to the expected ones, both (K,) with the same sum.

    Every expected count should be 10 or more: below, the tail of G is heavier than that of chi-square.
    """
    counts, expected = np.asarray(counts, float), np.asarray(expected, float)
    seen = counts > 0
    size = 2 * np.sum(counts[seen] * np.log(counts[seen] / expected[seen]))
    kinds, total = len(counts), counts.sum()
    williams = 1 + (np.sum(total / expected) - 1) / (6 * total * (kinds - 1))
    return chi_square_beyond(float(size / williams), kinds - 1)


def of_uniform(numbers: np.ndarray, bins: int = 20) -> float:
    """How likely numbers drawn evenly from 0 to 1 fit so badly: in bins, and by how near to both ends they come.

    Numbers outside 0 to 1 are no chance at all. So are numbers of which more than 1 percent are repeated: real numbers
    that are drawn hardly ever are, be they float32, and rounded ones are, or a row that was copied.
    """
    numbers = np.sort(np.asarray(numbers, float).ravel())
    if len(numbers) == 0 or not (numbers[0] >= -1e-6 and numbers[-1] <= 1 + 1e-6):
        return 0.0
    if np.mean(numbers[1:] == numbers[:-1]) > 0.01:
        return 0.0
    places = np.minimum((numbers.clip(0, 1) * bins).astype(int), bins - 1)
    even = of_counts(np.bincount(places, minlength=bins), np.full(bins, len(numbers) / bins))
    lowest, highest = ((1 - min(max(gap, 0.0), 1.0)) ** len(numbers) for gap in (numbers[0], 1 - numbers[-1]))
    return float(min(even, lowest, highest))


def of_sums(sums: np.ndarray, each: int, share: float) -> float:
    """How likely sums of so many coins each, of which this share falls on 1, scatter so much, or so little.

    Coins that hang together make sums that scatter too much; coins that are dealt out in a fixed number, too little.
    """
    sums = np.asarray(sums, float)
    size = np.sum((sums - each * share) ** 2) / (each * share * (1 - share))
    more = chi_square_beyond(float(size), len(sums))
    return min(1.0, 2 * min(more, 1 - more))
