"""`check` as it is called: right, wrong, and in every way that it should not be called."""

import functools
import itertools
import sys
import time

import numpy as np
import pytest

from lstmlab import CheckResult, check, exercises
from lstmlab.checking import examine
from lstmlab.checking.calling.keep import kept
from lstmlab.checking.diagnosis.compare import LOOSE, close, of_one_length
from lstmlab.checking.diagnosis.trial import SEED
from lstmlab.exercises import Exercise

CODED = [one for one in exercises.registry().values() if isinstance(one, Exercise)]


def step(x, h_prev, W_x, W_h, b):
    return np.tanh(x @ W_x + h_prev @ W_h + b)


def words(result):
    """The message without its line breaks."""
    return " ".join(result.message.split())


def test_a_right_answer_passes_and_says_what_was_tested():
    result = check("elman.step", step)
    assert isinstance(result, CheckResult)
    assert (result.exercise, result.status, result.points, result.max_points) == ("elman.step", "passed", 2, 2)
    assert (result.mistakes, result.findings) == ((), ())
    assert "passed, 2 of 2 points" in result.message
    assert "float32" in result.message


def test_a_stub_is_told_what_to_do():
    def stub(x, h_prev, W_x, W_h, b):
        raise NotImplementedError

    assert repr(check("elman.step", stub)) == (
        "elman.step: not attempted yet\n"
        "Replace `raise NotImplementedError` by your answer, then check it again; in a notebook, run\n"
        "that cell first, then this one."
    )


def test_an_answer_that_calls_a_stub_is_not_attempted_and_names_the_stub():
    def one_step(*arguments):
        raise NotImplementedError

    def forward(xs, h0, W_x, W_h, b):
        return np.stack([one_step(x, h0, W_x, W_h, b) for x in xs])

    result = check("elman.forward", forward)
    assert result.status == "not attempted"
    assert "`one_step`" in result.message


def test_a_forgotten_return_is_no_stub():
    def forgotten(x, h_prev, W_x, W_h, b):
        np.tanh(x @ W_x + h_prev @ W_h + b)

    result = check("elman.step", forgotten)
    assert result.status == "failed"
    assert "returns nothing" in result.message


@pytest.mark.parametrize(
    "name,near",
    [
        ("elman.stpe", "elman.step"),
        ("step", "elman.step"),
        ("Elman.forward", "elman.forward"),
        ("hello", "hello.scale"),
    ],
)
def test_an_unknown_name_gets_the_nearest_ones(name, near):
    result = check(name, step)
    assert (result.status, result.points, result.max_points) == ("failed", 0, 0)
    assert near in result.message


def test_misuse_is_answered_with_the_right_line():
    assert 'check("elman.step", step)' in check("elman.step").message
    assert 'check("elman.step", step)' in check(step, "elman.step").message
    assert 'check("elman.step", step)' in check().message
    assert "array of shape (3, 4)" in words(check("elman.step", np.zeros((3, 4))))
    assert "its name without brackets" in words(check("elman.step", np.zeros((3, 4))))
    assert "in quotes" in check(3, step).message
    assert check("elman.step", None).status == "not attempted"


def test_the_signature_is_compared_before_anything_runs():
    result = check("elman.step", lambda x, h_prev: x)
    assert "5 arguments" in result.message
    assert "`x` and `h_prev`" in result.message
    other = check("elman.step", lambda h_prev, x, W_x, W_h, b: step(x, h_prev, W_x, W_h, b))
    assert "another order" in other.message


def test_other_names_for_the_arguments_are_fine():
    assert check("elman.step", lambda a, h, U, V, c: np.tanh(a @ U + h @ V + c)).status == "passed"
    assert check("elman.step", lambda *all_of_them: step(*all_of_them)).status == "passed"
    assert check("elman.step", functools.partial(step)).status == "passed"


def test_the_learners_arrays_are_never_touched():
    kept = []

    def keeps(x, h_prev, W_x, W_h, b):
        kept.append(x)
        return step(x, h_prev, W_x, W_h, b)

    result = np.ones(3)
    check("hello.scale", lambda x, factor: result)
    assert np.array_equal(result, np.ones(3))
    check("elman.step", keeps)
    before = [x.copy() for x in kept]
    check("elman.step", lambda x, *rest: x.fill(0) or step(x, *rest))
    assert all(np.array_equal(a, b) for a, b in zip(before, kept, strict=False))


def test_what_the_function_prints_does_not_flood_the_page(capsys):
    def talks(x, factor):
        for k in range(1000):
            print("step", k, file=sys.stderr if k % 2 else sys.stdout)
        return x + factor

    result = check("hello.scale", talks)
    assert capsys.readouterr() == ("", "")
    assert "`step 0`" in result.message
    assert "lines during the check" in result.message
    assert len(result.message) < 2000


def test_a_warning_does_not_leak_out(recwarn):
    result = check(
        "ffnn.softmax_cross_entropy", lambda z, labels: (np.log(np.exp(z).sum()), np.exp(z) / np.exp(z).sum())
    )
    assert result.status == "failed"
    assert not recwarn.list


def test_the_stop_button_still_stops():
    def stopped(x, factor):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check("hello.scale", stopped)


def test_what_would_end_the_program_is_a_failure_only():
    result = check("hello.scale", lambda x, factor: sys.exit(1))
    assert result.status == "failed"
    assert "ended the program" in result.message


def test_a_slow_answer_is_stopped_and_told_so(monkeypatch):
    from lstmlab.checking.diagnosis import attempt

    monkeypatch.setattr(attempt, "PATIENCE", 0.05)
    calls = []

    def slow(x, factor):
        calls.append(1)
        time.sleep(0.1)
        return x * factor

    result = check("hello.scale", slow)
    assert result.status == "failed"
    assert "seconds for 1 of 5 cases" in result.message
    assert len(calls) == 1


def test_a_slow_wrong_answer_is_not_run_again_and_again(hurried):
    calls = []

    def slow(x, h_prev, W_x, W_h, b):
        calls.append(1)
        time.sleep(0.25)
        return x @ W_x + h_prev @ W_h + b

    assert check("elman.step", slow).mistakes == ("no-tanh",)
    assert len(calls) <= 8


def test_float32_results_pass_and_float64_results_have_to_be_exact():
    assert check("elman.step", lambda *a: step(*a).astype(np.float32)).status == "passed"
    assert check("elman.step", lambda *a: step(*a) + 1e-12).status == "passed"
    assert check("elman.step", lambda *a: step(*a) + 1e-7).status == "failed"
    assert check("elman.step", lambda *a: (step(*a) + 1e-3).astype(np.float32)).status == "failed"


def test_lists_tuples_and_more_keys_pass():
    def backward(x, h, dy, W2):
        da = dy @ W2.T * (1 - h * h)
        return {"b2": dy.sum(0).tolist(), "W2": h.T @ dy, "b1": da.sum(0), "W1": x.T @ da, "da": da, 3: "anything"}

    assert check("ffnn.backward", backward).status == "passed"
    assert check("ffnn.forward", lambda x, W1, b1, W2, b2: [h := np.tanh(x @ W1 + b1), h @ W2 + b2]).status == "passed"
    count = lambda sizes: np.int32(sum((a + 1) * b for a, b in itertools.pairwise(sizes)))  # noqa: E731
    assert check("ffnn.count_parameters", count).status == "passed"


class Unruly:
    """Fails at everything that can be asked of it."""

    def _fail(self, *_):
        raise RuntimeError

    __eq__ = __len__ = __bool__ = __repr__ = __array__ = __deepcopy__ = __iter__ = _fail
    __hash__ = None


class Unspeakable(Exception):
    def __str__(self):
        raise RuntimeError


def endless(*_):
    while True:
        yield 1


async def awaited(*_):
    return 1


def again(*arguments):
    return again(*arguments)


def fails(*_):
    raise Unspeakable


def deep():
    outer = inner = []
    for _ in range(3000):
        inner.append([])
        inner = inner[0]
    return outer


STRANGE = [
    "text", b"bytes", set(), {1: 2}, {"W1": Unruly()}, [Unruly()], Unruly(), 3 + 4j,
    np.ma.masked_array([1.0, 2.0], [0, 1]), np.array([1j]), np.array([None, 1]), np.array("a"), float("nan"),
    10**5000, True, np.zeros(0), np.zeros((3, 4), dtype="M8[s]"), [1, [2, 3]], (1,), (Unruly(), 1), deep(), range(3),
    (np.zeros((5, 4)), None), "N" * 10**6, type, {"W1": 1, "b1": [], "W2": "x", "b2": None}, np.float16(1),
]  # fmt: skip
FUNCTIONS = [lambda *_, value=value: value for value in STRANGE]
FUNCTIONS += [
    lambda *_: np.matrix([[1, 2]]),
    Unruly,
    endless,
    awaited,
    again,
    fails,
    np.tanh,
    print,
    len,
    "x".join,
    lambda: 0,
    lambda *, x: x,
]


@pytest.mark.parametrize("exercise", CODED, ids=lambda one: one.name)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_answer_makes_the_check_itself_fail(exercise):
    # `examine` has no safety net; `check` has one on top of it.
    for answer in [*FUNCTIONS, *STRANGE[:8]]:
        if isinstance(answer, Unruly):
            continue
        result = examine(exercise, answer, SEED)
        assert result.status != "passed"
        assert result.message
        assert result._repr_html_()


@pytest.mark.parametrize("name", ["lstm.step", "peephole.step", "elman.forward"])
def test_an_answer_that_yields_without_end_is_told_as_soon_as_others(name):
    # Of what it yields, the check keeps 10,000 numbers, and compares them with hundreds of known mistakes.
    exercise = exercises.get(name)
    examine(exercise, endless, SEED)  # prepares the mistakes
    start = time.process_time()
    result = examine(exercise, endless, SEED)
    assert time.process_time() - start < 0.5
    assert result.status == "failed"


def test_rows_of_different_lengths_are_never_the_same():
    rows = [kept(one) for one in (*STRANGE, endless(), (1, 2), ["a", "b"], "ab", np.ones((2, 3)), np.array([1j, 2]))]
    rows += [np.array(["a"]), np.array([]), np.ones(1), [np.ones(3), np.ones(3)], (np.nan,), np.array([[1j]])]
    apart = [(one, other) for one in rows for other in rows if not of_one_length(one, other)]
    assert len(apart) > 100
    for one, other in apart:
        assert not close(one, other, LOOSE)


def test_the_safety_net_says_that_the_check_failed(monkeypatch):
    from lstmlab.checking.diagnosis import diagnose

    def broken(*_):
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr(diagnose, "diagnose", broken)
    result = check("elman.step", step)
    assert result.status == "failed"
    assert "The check itself failed" in result.message


def test_checking_starts_no_process_and_no_thread():
    # Pyodide has neither.
    code = "import sys, lstmlab; lstmlab.check('hello.scale', lambda x, f: x); print(sorted(sys.modules))"
    import subprocess

    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "'subprocess'" not in out
    assert "'multiprocessing'" not in out
    assert "'matplotlib'" not in out
    assert "'anywidget'" not in out


def test_the_sink_keeps_the_beginning_only():
    from lstmlab.checking.calling.run import call

    def floods():
        sys.stdout.write("x" * 10**6)

    assert len(call(floods, {}).printed) == 20_000


@pytest.mark.parametrize(
    "got,expected,right",
    [
        (1.0, 1.0 + 1e-10, True),
        (1.0, 1.0 + 1e-8, False),
        (np.nan, np.nan, True),
        (np.nan, 1.0, False),
        (1.0, np.nan, False),
        (np.inf, np.inf, True),
        (np.inf, -np.inf, False),
        (1e300, np.inf, False),
        (np.inf, 1.0, False),
        ([0.0, 1e6], [1e-4, 1e6], True),  # small beside the largest number of its array
        ([0.0, np.inf], [1e-4, np.inf], False),
        (3, 3, True),
        (3, 4, False),
        (True, 1, True),
        ([], [], True),
        ([1.0], [[1.0]], False),
    ],
)
def test_when_two_numbers_are_the_same(got, expected, right):
    from lstmlab.checking.diagnosis.compare import EXACT, close

    assert close(np.array(got), np.array(expected), EXACT) is right
