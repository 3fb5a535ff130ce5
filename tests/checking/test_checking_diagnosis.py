"""What a check says about a wrong answer: the most specific thing that is true, in the order of the design."""

import contextlib
import linecache
import math
import re
import textwrap

import numpy as np
import pytest

from lstmlab import check, exercises
from lstmlab.checking import examine
from lstmlab.checking.calling import run
from lstmlab.checking.diagnosis import trial
from lstmlab.checking.diagnosis.edits import mistaken
from lstmlab.exercises import Case, Exercise, Mistake, Property


def words(result):
    """The message without its line breaks."""
    return " ".join(result.message.split())


def cell(code, name="answer", **names):
    """A function as a notebook defines it: its source is known to Python under the name of the cell."""
    code = textwrap.dedent(code).strip() + "\n"
    filename = f"<cell {abs(hash(code))}>"
    linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
    space = {"np": np, **names}
    exec(compile(code, filename, "exec"), space)
    return space[name]


def toy(worked, cases=None, **fields):
    """A small exercise of one's own."""
    values = {
        "name": "toy.one",
        "title": "Toy",
        "chapter": 0,
        "points": 1,
        "section": ("toy", "Toy"),
        "arguments": {"x": "N D", "W": "D H", "b": "H"},
        "returns": "N H",
        "cases": cases or (lambda rng: [random_case(rng, 4, 3, 2), random_case(rng, 3, 2, 5)]),
        "worked": worked,
        "tested": "two cases",
        "mistakes": (),
    }
    return Exercise(**{**values, **fields})


def random_case(rng, n, d, h):
    return Case({"x": rng.normal(size=(n, d)), "W": rng.normal(size=(d, h)), "b": rng.normal(size=h)})


def linear(x, W, b):
    return x @ W + b


# 2. It raises.


def test_an_error_is_told_with_the_learners_own_line():
    answer = cell("""
        def answer(x, h_prev, W_x, W_h, b):
            a = x @ W_x
            a = a + h_prev @ W_x + b
            return np.tanh(a)
        """)
    said = words(check("elman.step", answer))
    assert "in line 3: `a = a + h_prev @ W_x + b`" in said
    assert "ValueError: matmul" in said
    assert "`h_prev` is (N, H) = (3, 4) and `W_x` is (D, H) = (2, 4)" in said
    assert "lstmlab" not in said.replace("lstmlab.github.io/lstmlab", "")
    assert "Traceback" not in said
    assert "gufunc" not in said


def test_an_error_in_a_helper_of_the_learner_is_told_there():
    answer = cell("""
        def helper(a):
            return a.foo
        def answer(x, h_prev, W_x, W_h, b):
            return helper(x)
        """)
    said = words(check("elman.step", answer))
    assert "line 2: `return a.foo`" in said


def test_an_error_inside_numpy_is_told_at_the_call():
    answer = cell("""
        def answer(x, h_prev, W_x, W_h, b):
            return np.concatenate([x, W_h], axis=1)
        """)
    assert "line 2: `return np.concatenate([x, W_h], axis=1)`" in words(check("elman.step", answer))


def test_an_error_in_code_without_source_is_told_by_its_line_in_the_function():
    space = {}
    exec("\n\ndef answer(x, factor):\n    y = 1\n    return y / 0\n", space)
    assert "in line 3 of `answer`: ZeroDivisionError" in words(check("hello.scale", space["answer"]))


def test_an_error_in_a_lambda_and_in_a_callable_object():
    assert "NameError" in words(check("hello.scale", lambda x, factor: x * facto))  # noqa: F821

    class Answer:
        def __call__(self, x, factor):
            return x * self.missing

    said = words(check("hello.scale", Answer()))
    assert "`return x * self.missing`" in said


@pytest.mark.parametrize(
    "line,usual",
    [
        ("return x * facto", "Did you mean `factor`?"),
        ("return numpy.sum(x)", "a cell above that has not been run"),
        ("if factor > 100: y = 1\n    return y", "read before anything was assigned"),
        ("return x[100]", "points past the end"),
        ("return x[0.5]", "not a whole number"),
        ("return x[..., 0, 0, 0]", "more axes than it has"),
        ("return x(factor)", "followed by round brackets"),
        ("return x * np.ones(7)", "number by number"),
        ("return np.ones((2, 7)) @ np.ones((3, 7))", "do not fit into one product"),
        ("if x: return x", "whole array is true"),
        ("return 1 / 0", "divided by zero"),
        ("return answer(x, factor)", "calls itself"),
        ("return None + x", "is None"),
        ("return x.tolist().shape", "A list has no `shape`"),
        ("return np.tanhh(x)", "Did you mean `tanh`?"),
        ("a, b, c, d, e, f, g = x", "number of names on the left"),
        ("a, b = factor", "number of names on the left"),
        ("return {'a': 1}['b']", "does not have"),
        ("return x.sum(axis=5)", "An axis is named"),
        ("return np.array([[1], [1, 2]])", "different lengths"),
        ("return np.stack([np.ones(2), np.ones(3)])", "Arrays of different shapes"),
        ("return np.ones(7).reshape(-1, 3)", "do not fill that shape"),
        ("return np.concatenate([1.0, 2.0])", "no axis along which"),
        ("y = np.zeros(2)\n    y[0] = np.ones(3)\n    return y", "a place for one number"),
        ("return np.ones(3)^2", "`^` is no power"),
        ("return 0.5^2", "`^` is no power"),
        ("import no_such_module", "not installed"),
        ("assert False", "does not hold"),
        ("return len(x, factor)", "number of arguments"),
        ("return [1] * 2.5", "do not go together"),
        ("return [1] + 2.5", "do not go together"),
        ("i = np.ones(3, dtype=int)\n    i += 0.5\n    return i", "array of whole numbers"),
        ("exit()", "ended the program"),
    ],
)  # fmt: skip
def test_common_errors_are_explained(line, usual):
    code = f"def answer(x, factor):\n    {line}\n"
    result = check("hello.scale", cell(code, exit=exit))
    assert result.status == "failed"
    assert usual in words(result), words(result)
    assert "Hint 1" in result.message
    assert "Hint 2" in result.message


@pytest.mark.parametrize("sum_of_terms", ["math.tanh(x @ W_x + h_prev @ W_h + b)", "tanh(x @ W_x + h_prev @ W_h + b)"])
def test_a_function_of_math_with_an_array_is_told_its_twin_in_numpy(sum_of_terms):
    names = {"math": math} if "math" in sum_of_terms else {"tanh": math.tanh}
    said = words(
        check("elman.step", cell(f"def answer(x, h_prev, W_x, W_h, b):\n    return {sum_of_terms}\n", **names))
    )
    assert "`math` takes one number" in said
    assert "`np.tanh`, takes a whole array" in said
    assert "is true" not in said


def test_a_matrix_product_with_a_single_number_is_not_told_as_a_backward_pass():
    result = check("hello.scale", cell("def answer(x, factor):\n    return x @ factor\n"))
    said = words(result)
    assert "`@` is the matrix product of two arrays" in said
    assert "`*` multiplies every number" in said
    assert "backward" not in said
    assert "gufunc" not in said


def test_one_number_where_an_array_came_and_a_name_that_numpy_has():
    said = words(check("hello.scale", cell("def answer(x, factor):\n    return float(x) * factor\n")))
    assert "One number was meant in this place" in said
    said = words(check("hello.scale", cell("def answer(x, factor):\n    return tanh(x) * factor\n")))
    assert "Did you mean `np.tanh`?" in said


def test_a_value_error_that_is_asked_for_is_right_and_another_error_is_not():
    def right(series, width, horizon):
        n = len(series) - width - horizon + 1
        if n <= 0:
            raise ValueError("too short")
        return [series[k : k + width] for k in range(n)], series[width + horizon - 1 :]

    def returns(series, width, horizon):
        n = max(0, len(series) - width - horizon + 1)
        return np.array([series[k : k + width] for k in range(n)]), series[width + horizon - 1 :]

    def other(series, width, horizon):
        if len(series) - width - horizon + 1 <= 0:
            raise TypeError("too short")
        return right(series, width, horizon)

    assert check("ffnn.sliding_windows", right).status == "passed"
    assert "A ValueError is asked for" in words(check("ffnn.sliding_windows", returns))
    assert "another error comes" in words(check("ffnn.sliding_windows", other))


# 3. Type, names, shape.


@pytest.mark.parametrize(
    "body,said",
    [
        ("return (x @ W + b).T", "expected (N, H) = (4, 2), got (H, N) = (2, 4): transposed?"),
        ("return (x @ W + b).sum(axis=0)", "the axis N is missing?"),
        ("return (x @ W + b)[:, None, :]", "an axis of length 1 too many?"),
        ("return (x @ W + b)[:-1]", "1 too few along N?"),
        ("return np.stack([x @ W + b] * 3)", "one axis too many?"),
        ("return x @ W + b,", "tuple with one element"),
        ("return x @ W, b", "One value is asked for; your function returns 2"),
        ("return 'h'", "has to be an array of shape (N, H) = (4, 2); your function returns a str"),
        ("return {'h': x @ W + b}", "your function returns a dict"),
        ("return (x @ W + b) * 1j", "complex128"),
        ("return 3.0", "got a single number"),
        ("return np.zeros((9, 7))", "got (9, 7)"),
    ],
)
def test_shapes_are_told_in_letters(body, said):
    result = examine(toy(linear), cell(f"def answer(x, W, b):\n    {body}\n"), 1)
    assert result.status == "failed"
    assert said in words(result), words(result)


def test_axes_in_another_order():
    exercise = toy(lambda xs: xs * 2, lambda rng: [Case({"xs": rng.normal(size=(4, 3, 2))})],
                   arguments={"xs": "T N D"}, returns="T N D")  # fmt: skip
    result = examine(exercise, lambda xs: (xs * 2).swapaxes(0, 1), 1)
    assert "expected (T, N, D) = (4, 3, 2), got (N, T, D) = (3, 4, 2): axes in another order?" in words(result)


def test_missing_and_misspelt_names_of_a_dict():
    def misspelt(x, h, dy, W2):
        da = dy @ W2.T * (1 - h * h)
        return {"dW1": x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}

    said = words(check("ffnn.backward", misspelt))
    assert "The key `W1` is missing" in said
    assert "there is a key `dW1`" in said
    assert "A dict with the keys" in words(check("ffnn.backward", lambda x, h, dy, W2: (x, h, dy, W2)))


def test_two_values_in_the_other_order():
    def swapped(x, W1, b1, W2, b2):
        h = np.tanh(x @ W1 + b1)
        return h @ W2 + b2, h

    assert "The two values come in the other order: `y` first, `h` second." in words(check("ffnn.forward", swapped))
    assert "2 values are asked for, `h` and `y`" in words(check("ffnn.forward", lambda x, W1, b1, W2, b2: x))


def clipped(grads, limit):
    norm = np.sqrt(sum((one**2).sum() for one in grads.values()))
    return {name: one * min(1, limit / norm) for name, one in grads.items()}, norm


def clipping(**fields):
    """An exercise with a dict among its arguments and among the two values of its result."""
    drawn = lambda rng: [Case({"grads": {"W": rng.normal(size=(5, 4)), "b": rng.normal(size=6)}, "limit": 1.0})]  # noqa: E731
    arguments = {"grads": None, "limit": None}
    return toy(clipped, drawn, arguments=arguments, returns=(("grads", None), ("norm", "")), **fields)


def test_a_dict_among_two_values_is_told_by_its_keys():
    as_list = examine(clipping(), lambda grads, limit: [list(clipped(grads, limit)[0].values()), 1.0], 1)
    assert "A dict with the keys `W` and `b` is asked for, and your function returns a list" in words(as_list)
    misspelt = examine(clipping(), lambda grads, limit: ({"W": grads["W"], "dW": 0}, 1.0), 1)
    assert "The key `b` is missing" in words(misspelt)


def test_a_dict_of_arrays_is_cut_and_shown_by_name():
    halved = examine(clipping(), lambda grads, limit: clipped(grads, limit / 2), 1)
    (shown,) = re.findall(r"^ +grads +(.*)", halved.message, re.M)
    assert re.fullmatch(r"\{W: \[\[.*\]\], b: \[.*\]\}", shown)
    assert 2 <= len(re.findall(r"\d+\.\d+", shown)) <= 6


def test_a_float_where_a_whole_number_is_asked_for():
    result = check("elman.count_parameters", lambda D, H, K: float(H * (D + H + 1) + K * (H + 1)))
    assert "has to be a whole number; your function returns the float" in words(result)


def test_two_arrays_in_a_tuple_are_shown_one_by_one_and_one_hot_is_named():
    def answer(indices, depth):
        eye = np.eye(depth)
        return eye[indices[:-1]], eye[indices[1:]]

    said = words(check("elman.next_symbol_pairs", answer))
    assert "`Y` has another shape: expected (T-1,) = (8,), got (8, 4): one-hot? Whole numbers are asked for." in said
    assert "(shape (8, 4), shape (8, 4))" in said
    assert "(2, 8, 4)" not in said


def test_a_tuple_is_shown_as_a_tuple():
    said = words(check("elman.count_parameters", lambda D, H, K: (H * (D + H + 1), K * (H + 1))))
    assert "got (" in said
    assert "got [" not in said


def test_none_from_one_branch_only():
    def sometimes(hs, W_y, b_y, mode):
        if mode == "many-to-many":
            return hs @ W_y + b_y

    said = words(check("elman.readout", sometimes))
    assert "returns nothing (None)" in said


# 4. and 5. NaN, and inputs changed in place.


def test_nan_is_told_with_numpys_own_warning():
    said = words(check("ffnn.softmax_cross_entropy", naive_loss))
    assert "There is NaN in" in said
    assert "overflow" in said


def naive_loss(logits, labels):
    e = np.exp(logits)
    p = e / e.sum(axis=1, keepdims=True)
    rows = np.arange(len(labels))
    dlogits = p.copy()
    dlogits[rows, labels] -= 1
    return -np.log(p[rows, labels]).mean(), dlogits / len(labels)


def test_an_input_changed_in_place_is_named_with_the_line():
    answer = cell("""
        def answer(x, W, b):
            x = x @ W
            b += 1
            return x + b - 1
        """)
    said = words(examine(toy(linear), answer, 1))
    assert "changes its input `b` in place" in said
    assert "`b += 1`" in said


def test_a_result_that_changes_from_call_to_call():
    seen = []

    def remembers(x, W, b):
        seen.append(1)
        return x @ W + b + 0.1 * (len(seen) > 1)

    assert "`seen` is not made anew in each call" in words(examine(toy(linear), remembers, 1))
    rng = np.random.default_rng(0)
    said = words(examine(toy(linear), lambda x, W, b: x @ W + b + rng.normal(), 1))
    assert "gave different results when they came a second time" in said


@pytest.mark.parametrize("where", ["global", "default"])
@pytest.mark.parametrize("result", ["np.array(hs)", "hs", "np.stack(hs)"])
def test_a_list_that_grows_from_call_to_call_is_told_before_shapes_and_errors(where, result):
    answer = cell(f"""
        def answer(xs, h0, W_x, W_h, b{", hs=[]" * (where == "default")}):
            h = h0
            for x in xs:
                h = np.tanh(x @ W_x + h @ W_h + b)
                hs.append(h)
            return {result}
        """, **({"hs": []} if where == "global" else {}))  # fmt: skip
    said = words(check("elman.forward", answer))
    assert "remembers something from an earlier call. `hs` is not made anew in each call" in said
    assert "The first call (random numbers) was right" in said
    assert "lengths" not in said
    assert "shape" not in said
    # The list is full of the check before.
    assert "remembers something from an earlier call. `hs` is" in words(check("elman.forward", answer))


def test_a_list_that_grows_and_does_no_harm_is_not_blamed():
    calls = []

    def answer(x, h_prev, W_x, W_h, b):
        calls.append(1)
        return x @ W_x + h_prev @ W_h + b

    assert "remembers" not in words(check("elman.step", answer))
    assert check("elman.step", lambda x, h, W_x, W_h, b: np.tanh(answer(x, h, W_x, W_h, b))).status == "passed"


# 6. Known mistakes, one or two at once.


def test_a_known_mistake_is_named_though_it_is_written_in_another_way():
    result = check("elman.step", lambda x, h, W_x, W_h, b: np.add(np.dot(x, W_x), np.dot(h, W_h)) + b)
    assert result.mistakes == ("no-tanh",)
    assert "behaves exactly like" in words(result)


def test_a_known_mistake_that_returns_complex_numbers_is_named():
    signed = Mistake("signed", "one that keeps the sign", "Which sign?", "Look.", edits=(("abs(values)", "values"),))
    result = examine(spectral(signed), lambda W: W / np.sort(np.linalg.eigvals(W))[-1], 1)
    assert result.mistakes == ("signed",)
    assert examine(spectral(signed), lambda W: W / (2 * np.linalg.eigvals(W).max()), 1).mistakes == ()


def spectral(*mistakes):
    turn = [Case({"W": np.array([[0.0, -2.0], [2.0, 0.0]])}), Case({"W": np.array([[1.0, 3.0], [-1.0, 2.0]])})]
    return toy(by_radius, lambda rng: turn, arguments={"W": "H H"}, returns="H H", mistakes=mistakes)


def by_radius(W):
    values = np.linalg.eigvals(W)
    return W / max(abs(values))


def test_two_known_mistakes_at_once():
    result = check("elman.step", lambda x, h, W_x, W_h, b: x @ W_x + h @ W_h)
    assert set(result.mistakes) == {"no-tanh", "no-bias"}
    assert "Two known mistakes at once" in words(result)
    assert "(a)" in result.message
    assert "(b)" in result.message


def test_a_known_mistake_is_named_though_something_else_is_told_first():
    def changes_too(x, h_prev, W_x, W_h, b):
        b -= 1
        return x @ W_x + h_prev @ W_h + b + 1

    result = check("elman.step", changes_too)
    assert "changes its input `b`" in words(result)
    assert result.mistakes == ("no-tanh",)


def test_a_mistake_of_one_test_only_is_recognised_by_its_property():
    def right(x, W, b):
        return x @ W + b

    def holds(function, rng):
        return None if np.ndim(function(np.ones((1, 1)), np.ones((1, 1)), np.ones(1))) == 2 else "It lost an axis."

    prop = Property("keeps-axes", holds, "Which axis?", "Look there.")
    squeezed = Mistake(
        "squeezed", "one that squeezes", "Question?", "Pointer.", (("x @ W + b", "np.squeeze(x @ W + b)"),)
    )
    exercise = toy(linear, properties=(prop,), mistakes=(squeezed,))
    assert examine(exercise, right, 1).status == "passed"
    result = examine(exercise, lambda x, W, b: np.squeeze(x @ W + b), 1)
    assert result.status == "failed"
    assert "It lost an axis." in words(result)
    assert result.mistakes == ("squeezed",)


def test_functions_that_fail_everywhere_are_not_taken_for_a_known_mistake():
    result = check("elman.step", lambda x, h, W_x, W_h, b: 1 / 0)
    assert result.mistakes == ()


# 7. and 8. Terms, parameters, ratios.


@pytest.mark.parametrize(
    "body,said",
    [
        ("return x @ W", "right when `b` is zero, so the term with `b` is wrong"),
        ("return x @ W * 2 + b", "right when `x` or `W` is zero, so the term with `x` or `W` is wrong"),
        ("return -(x @ W + b)", "has the right size and the wrong sign"),
        ("return 2 * (x @ W + b)", "2 times too large"),
        ("return (x @ W + b) / len(x)", "N times too small"),
        ("return (x @ W + b) * np.sqrt(W.shape[1])", "the square root of H times too large"),
        ("return (x @ W + b) / -3.7", "3.7 times too small and has the wrong sign"),
        ("return x @ W + b + 1", "too large by exactly 1"),
        ("return (x @ W + b) - len(b)", "too small by exactly H"),
        ("return (x @ W + b)[::-1]", "in reverse order"),
        ("return 0 * x @ W", "is zero everywhere"),
        ("return np.clip(x @ W + b, -0.3, 0.3)", "never leaves the numbers from -0.3 to 0.3"),
        ("return np.round(x @ W + b, 1)", "rounded to one digit after the decimal point"),
        ("return np.round(x @ W + b, 2)", "rounded to 2 digits after the decimal point"),
        ("r = x @ W + b\n    r[0] = 0\n    return r", "wrong at the first sequence or row along N only"),
        ("r = x @ W + b\n    return np.concatenate([0 * r[:1], r[:-1]])", "one place too late along its first axis"),
    ],
)
def test_how_the_numbers_relate(body, said):
    exercise = toy(linear, isolate=("x", "W", "b"))
    result = examine(exercise, cell(f"def answer(x, W, b):\n    {body}\n"), 1)
    assert any(said in finding for finding in result.findings), result.findings


def test_a_ratio_of_a_single_number_is_told_only_if_it_has_a_name():
    exercise = toy(lambda x, W, b: float((x @ W + b).sum()), isolate=())
    assert "N times too large" in examine(exercise, lambda x, W, b: len(x) * (x @ W + b).sum(), 1).message
    message = examine(exercise, lambda x, W, b: (x @ W + b).sum() ** 3, 1).message
    assert "too large" not in message
    assert "too small" not in message


def test_the_root_of_a_negative_number_is_not_called_a_division():
    result = check("train.rmsprop_step", lambda w, grad, acc, lr, decay, eps: (w - np.sqrt(-acc), acc))
    assert "NaN" in result.message
    assert "negative" in result.message
    assert "fraction bar" not in result.message


def test_the_mean_of_nothing_is_not_called_a_division():
    def blocks(series, period, horizon):
        means = [series[k * period : (k + 1) * period].mean() for k in range(period)]
        return np.array([means[(len(series) + h) % period] for h in range(horizon)])

    message = check("forecast.climatology", blocks).message
    assert "slice that holds nothing" in message
    assert "fraction bar" not in message


def test_the_smallest_example_is_never_one_without_an_answer():
    result = check("forecast.climatology", lambda series, period, horizon: np.zeros(horizon))
    assert "nan" not in result.message
    result = check("train.standardise", lambda train, test: (train - train, test - test, train.mean(0), train.std(0)))
    assert "nan" not in result.message


def test_a_term_alone():
    result = examine(toy(linear, isolate=("x", "b")), lambda x, W, b: (x @ W) ** 3 + np.tanh(b), 1)
    assert result.findings == ()
    result = examine(toy(linear, isolate=("x", "b")), lambda x, W, b: (x @ W) * (1 + b * b) + b, 1)
    assert "It is right when `x` or `b` is zero" in " ".join(result.findings)
    result = examine(toy(linear, isolate=("x", "b")), lambda x, W, b: (x @ W + b) * (1 + b.any()), 1)
    assert "right when `b` is zero" in " ".join(result.findings)


def test_parameters_are_compared_one_by_one():
    def backward(x, h, dy, W2):
        da = dy @ W2.T * (1 - h * h)
        return {"W1": -3 * x.T @ da, "b1": da.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}

    result = check("ffnn.backward", backward)
    assert "`b1`, `W2` and `b2` are right; `W1` is not." in result.findings
    assert "`W1` is 3 times too large and has the wrong sign." in result.findings


def test_a_square_matrix_that_is_transposed():
    exercise = toy(
        lambda W: W * 1.0, lambda rng: [Case({"W": rng.normal(size=(3, 3))})], arguments={"W": "H H"}, returns="H H"
    )
    assert "rows and columns are exchanged" in " ".join(examine(exercise, lambda W: W.T, 1).findings)


def test_a_count_that_is_off_by_one_of_its_arguments():
    result = check("elman.count_parameters", lambda D, H, K: H * (D + H + 1) + K * (H + 1) + K)
    assert "The result is too large by exactly n_out." in result.findings


def test_one_value_in_place_of_another():
    exercise = toy(
        lambda x, W, b: {"first": x @ W, "second": x @ W + b},
        returns={"first": "N H", "second": "N H"},
    )
    result = examine(exercise, lambda x, W, b: {"first": x @ W + b, "second": x @ W}, 1)
    assert "`first` holds the numbers that belong in `second`." in result.findings


def test_the_cases_that_are_right_are_counted():
    def no_rows(logits, labels):
        return naive_loss(logits, labels) if np.abs(logits).max() < 500 else (0.0, logits)

    result = check("ffnn.softmax_cross_entropy", no_rows)
    assert any(one.startswith("Right in 7 of 9 cases.") for one in result.findings)


@pytest.mark.parametrize(
    "name,answer,formula",
    [
        ("hello.scale", lambda x, factor: x * factor * factor, False),
        ("elman.count_parameters", lambda D, H, K: H * (D + H + 1) + K * (H + 1) + K, False),
        ("elman.step", lambda x, h, W_x, W_h, b: np.tanh(x @ W_x + h @ W_h * (h.shape[1] < 2) + 2 * b), True),
        ("elman.step", lambda x, h, W_x, W_h, b: np.tanh(x @ W_x + h @ W_h + b) ** (1 + 2 * (len(x) == 4)), False),
    ],
)
def test_a_hint_speaks_of_a_formula_only_where_there_is_one_and_a_fact_points_to_it(name, answer, formula):
    result = check(name, answer)
    assert result.mistakes == ()
    assert ("formula in" in result.card.hints[0]) == formula, result.message
    assert ("by hand. Which number" in result.card.hints[0]) != formula


# 9. The example.


def test_the_example_is_as_small_as_it_can_be():
    example = examine(toy(linear), lambda x, W, b: x @ W * 1.7 + b, 1).card.example
    assert example[0] == "The smallest example that shows it:"
    lines = dict(line.split(None, 1) for line in example[1])
    assert lines["x"].count(",") == 0
    assert lines["W"].count(",") == 0
    assert set(lines) == {"x", "W", "b", "expected", "got"}
    x, W, b, expected, got = (float(lines[name].strip("[]")) for name in ("x", "W", "b", "expected", "got"))
    assert expected == pytest.approx(x * W + b, rel=1e-3)
    assert got == pytest.approx(1.7 * x * W + b, rel=1e-3)


def test_expected_and_got_never_look_the_same():
    example = examine(toy(linear), lambda x, W, b: x @ W + b + 1e-8, 1).card.example
    lines = dict(line.split(None, 1) for line in example[1])
    assert lines["expected"] != lines["got"]


def test_an_example_never_shows_more_than_a_few_numbers():
    exercise = toy(linear, lambda rng: [random_case(rng, 40, 30, 20)], arguments={"x": None, "W": None, "b": None})
    lines = examine(exercise, lambda x, W, b: x @ W - b, 1).card.example[1]
    assert all(len(line) < 200 for line in lines)


def test_a_check_that_was_interrupted_is_as_good_the_next_time(monkeypatch):
    """Wherever a learner presses the stop button: what was prepared by then is whole, or made again."""
    exercise = exercises.get("train.dropout")
    (mistake,) = (one for one in exercise.mistakes if one.name == "own-seed")
    answer, wanted = mistaken(exercise, [mistake]), examine(exercise, mistaken(exercise, [mistake]), trial.SEED)
    monkeypatch.setattr(trial, "_trials", {})
    calls = 0

    def interrupted(function, inputs):
        nonlocal calls
        calls += 1
        if calls == stop:
            raise KeyboardInterrupt
        return run.call(function, inputs)

    monkeypatch.setattr(trial, "call", interrupted)
    stop, result = 0, None
    while result is None:  # each time it comes a little further
        stop, calls = stop + 1, 0
        with contextlib.suppress(KeyboardInterrupt):
            result = examine(exercise, answer, trial.SEED)
    assert stop > 10
    assert result.mistakes == wanted.mistakes == ("own-seed",)
    assert result.message == wanted.message
