"""What is told first, and what is not told because it would not be true."""

import itertools

import numpy as np
import pytest

from lstmlab import check
from lstmlab.checking import examine
from lstmlab.exercises import Case, Mistake
from tests.checking.test_checking_diagnosis import cell, linear, random_case, toy


def words(result):
    return " ".join(result.message.split())


def test_ordinary_cases_come_before_an_edge_that_gives_infinity():
    def loss(logits, labels):  # over the wrong axis, with a plain logarithm
        e = np.exp(logits - logits.max(0))
        p, n = e / e.sum(0), len(logits)
        d = p.copy()
        d[np.arange(n), labels] -= 1
        return -np.log(p[np.arange(n), labels]).mean(), d / n

    result = check("ffnn.softmax_cross_entropy", loss)
    assert "infinity" not in words(result).split("Hint 1")[0].split(" - ")[0] or result.mistakes
    assert "axis" in words(result) or "`dlogits`" in words(result)


def edges(rng):
    yield random_case(rng, 4, 3, 2)
    yield random_case(rng, 3, 2, 5)
    empty = random_case(rng, 1, 2, 2)
    yield Case(empty.inputs, "a single row")


def test_an_error_in_an_edge_does_not_hide_that_every_number_is_wrong():
    def answer(x, W, b):
        if len(x) == 1:
            raise ValueError("no batch")
        return x @ W + 2 * b + 0.1 * x.sum()

    result = examine(toy(linear, edges), answer, 1)
    assert result.card.paragraphs[0] == "The result is not right."
    assert "Not right in any of the 3 cases." in result.findings

    def right_but_for_the_edge(x, W, b):
        if len(x) == 1:
            raise ValueError("no batch")
        return x @ W + b

    result = examine(toy(linear, edges), right_but_for_the_edge, 1)
    assert "no batch" in result.card.paragraphs[0]
    assert "Right in 2 of 3 cases. Not right: a single row." in result.findings


def test_a_guard_that_is_there_is_not_said_to_be_missing():
    def make_windows(series, width, horizon):
        n = len(series) - width - horizon + 1
        if n < 1:
            raise ValueError("too short")
        n = n - 1
        X = np.array([series[k : k + width] for k in range(n)])
        Y = np.array([series[k + width : k + width + horizon] for k in range(n)])
        return X, Y

    assert check("forecast.make_windows", make_windows).mistakes == ("last-pair-missing",)


GUARDED = cell("""
    def answer(n):
        m = n + 1
        if m <= 1:
            raise ValueError("nothing")
        return np.arange(m) * 1.0
    """)
MISTAKES = (
    Mistake("one-short", "one that leaves out the last", "?", "!", edits=(("m = n + 1", "m = n"),)),
    Mistake("no-guard", "one that accepts nothing", "?", "!", edits=(("m <= 1", "m <= 0"),)),
    Mistake("doubled", "one that doubles", "?", "!", edits=(("* 1.0", "* 2.0"),)),
)


def counting(rng):
    for n in (5, 3, 1, 0):
        yield Case({"n": n}, f"n = {n}")


def test_a_pair_is_told_only_where_each_of_the_two_shows():
    exercise = toy(GUARDED, counting, arguments={"n": None}, returns="n", mistakes=MISTAKES)

    def short_with_its_guard(n):  # has the numbers of "one-short" and "no-guard" together
        if n + 1 <= 1:
            raise ValueError("nothing")
        return np.arange(n) * 1.0

    assert examine(exercise, short_with_its_guard, 1).mistakes != ("one-short", "no-guard")

    def short_and_doubled(n):
        if n <= 1:
            raise ValueError("nothing")
        return np.arange(n) * 2.0

    assert set(examine(exercise, short_and_doubled, 1).mistakes) == {"one-short", "doubled"}


def test_an_error_that_numpy_raises_is_not_called_the_learners_raise():
    def sample(logits, temperature, rng):
        p = np.exp(np.asarray(logits, float) / temperature)
        p = p / p.sum()
        return int(rng.choice(len(p), p=p))

    said = words(check("text.sample", sample))
    assert "Which line raises it" not in said
    assert "overflow" in said

    def own(x, factor):
        raise ValueError("mine")

    assert "Which line raises it, and for which inputs is it meant?" in words(check("hello.scale", own))
    assert "handed over as probabilities" in words(
        check("hello.scale", lambda x, factor: np.random.default_rng(1).choice(2, p=[0.1, 0.2]))
    )


def test_keyword_only_arguments_are_told_as_such():
    def step(*, x, h_prev, c_prev, W_x, W_h, b):
        return x

    said = words(check("lstm.step", step))
    assert "by keyword only" in said
    assert "`x`, `h_prev`, `c_prev`, `W_x`, `W_h` and `b`" in said
    assert "by keyword only" not in words(check("lstm.step", np.tanh))


def test_what_can_be_seen_in_the_code_is_told_with_the_line():
    def cut_short(sizes):
        total = 0
        for n_in, n_out in itertools.pairwise(sizes):
            total += n_in * n_out
            return total + 7

    findings = check("ffnn.count_parameters", cut_short).findings
    assert "`return total + 7` stands inside the loop, so the loop ends in its first turn." in findings

    def returns_where_it_should(sizes):
        for k in range(len(sizes)):
            if k == 99:
                return 1
        return sum(a * b for a, b in itertools.pairwise(sizes)) + 1

    assert not [one for one in check("ffnn.count_parameters", returns_where_it_should).findings if "loop" in one]


def test_an_argument_that_is_never_looked_at_is_told():
    result = examine(toy(linear, edges), lambda x, W, b: x @ W + 0.1, 1)
    assert "Your function never looks at `b`." in result.findings
    for used in (
        lambda x, W, b: x @ W + b + 0.1,
        lambda x, W, b: x @ W + (lambda: b)() + 0.1,
        lambda x, W, b: x @ W + eval("b") + 0.1,
    ):
        assert not [one for one in examine(toy(linear, edges), used, 1).findings if "never" in one]


def test_one_number_in_every_case_is_told():
    result = check("ffnn.count_parameters", lambda sizes: 26 + 0 * len(sizes))
    assert "The result is 26 in each of 5 cases in which different numbers belong." in result.findings


def test_signs_that_are_wrong_in_some_places_are_told():
    def some_signs(x, W, b):
        return (x @ W + b) * np.where(np.arange(len(b)) % 2, -1, 1)

    result = examine(toy(linear, edges), some_signs, 1)
    assert "The result has the right size everywhere and the wrong sign in some places." in result.findings


DONE_AT_THE_END = {
    "holds the squares of the right numbers": np.square,
    "is rounded to 3 digits in all": lambda y: np.vectorize(lambda one: float(f"{one:.3g}"))(y),
    "three digits of float16": lambda y: y.astype(np.float16).astype(float),
    "never goes above 1:": lambda y: np.minimum(y, 1),
    "never goes below -1:": lambda y: np.maximum(y, -1),
    "in reverse order along its last axis": lambda y: y[..., ::-1],
    "moved on by one place along its first axis": lambda y: np.roll(y, 1, axis=0),
    "lacks its mean": lambda y: y - y.mean(),
    "small ones are left out": lambda y: np.where(np.abs(y) < 0.3, 0, y),
    "wrong in its very last number": lambda y: np.where(np.arange(y.size).reshape(y.shape) == y.size - 1, 9.0, y),
    "1.00001 times too large": lambda y: 1.00001 * y,
}


@pytest.mark.parametrize("said", DONE_AT_THE_END)
def test_what_was_done_to_right_numbers_at_the_end_is_told(said):
    def cases(rng):
        yield random_case(rng, 6, 3, 4)
        yield random_case(rng, 5, 2, 6)
        yield random_case(rng, 7, 4, 3)

    result = examine(toy(linear, cases), lambda x, W, b: DONE_AT_THE_END[said](x @ W + b), 1)
    assert result.status == "failed"
    assert any(said in finding for finding in result.findings), result.findings


def test_whole_numbers_and_infinity_do_not_break_the_diagnosis():
    for change in (lambda y: y.astype(int), lambda y: np.full(y.shape, np.inf), lambda y: (100 * y).astype(np.int8)):
        result = examine(toy(linear, edges), lambda x, W, b, change=change: change(x @ W + b), 1)
        assert result.status == "failed"
        assert not any("inf" in one.split() for one in result.findings)
