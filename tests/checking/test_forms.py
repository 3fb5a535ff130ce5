"""What form of a result counts: one table, tried on every exercise. Form is accepted by use, not by type."""

import collections
import types

import numpy as np
import pytest

from lstmlab import check
from lstmlab.checking.calling.run import call
from lstmlab.checking.diagnosis.trial import trial
from tests.cases import for_each, together
from tests.exercises import answers

CODED = answers.coded()


def is_number(value):
    return (
        np.ndim(value) == 0 and isinstance(value, (int, float, np.number)) and not isinstance(value, (bool, np.bool_))
    )


def is_array(value):
    return isinstance(value, np.ndarray) and value.ndim > 0


def is_tuple_of_arrays(value):
    return isinstance(value, tuple) and all(map(is_array, value))


def is_dict(value):
    return isinstance(value, dict)


def is_iterator(value):
    return isinstance(value, types.GeneratorType)


class Once:
    """An iterator that is no generator."""

    def __init__(self, items):
        self.items = list(items)

    def __iter__(self):
        return self

    def __next__(self):
        if not self.items:
            raise StopIteration
        return self.items.pop(0)


class Often:
    """Something that can be gone through as often as one likes, and is no list."""

    def __init__(self, items):
        self.items = list(items)

    def __iter__(self):
        return iter(self.items)


class Array:
    """Another library's array."""

    def __init__(self, array):
        self.array = array

    def __array__(self, dtype=None, copy=None):
        return np.array(self.array, dtype=dtype)


def hidden(array):
    mask = np.zeros(array.shape, bool)
    mask.flat[0] = True
    return np.ma.masked_array(array, mask)


def floating(array):
    return array.dtype.kind == "f"


# name: (which results it can be made of, how, whether it is as good)
FORMS = {
    "a list for an array": (is_array, lambda a: a.tolist(), True),
    "a list of rows": (is_array, list, True),
    "another library's array": (is_array, Array, True),
    "longdouble": (is_array, lambda a: a.astype(np.longdouble) if floating(a) else a, True),
    "float32": (is_array, lambda a: a.astype(np.float32) if floating(a) else a, True),
    "a matrix": (lambda a: is_array(a) and a.ndim == 2, np.matrix, True),
    "a masked array that hides nothing": (is_array, np.ma.masked_array, True),
    "a masked array that hides a number": (is_array, hidden, False),
    "an array of objects": (is_array, lambda a: a.astype(object), False),
    "an array of text": (is_array, lambda a: a.astype(str), False),
    "a generator for an array": (is_array, lambda a: (row for row in a), False),
    "map for an array": (is_array, lambda a: map(np.asarray, a), False),
    "iter(list) for an array": (is_array, lambda a: iter(list(a)), False),
    "a list of generators": (lambda a: is_array(a) and a.ndim == 2, lambda a: [(x for x in row) for row in a], False),
    "a set for an array": (is_array, lambda a: set(a.flat), False),
    "a column for a row": (lambda a: is_array(a) and a.ndim == 1 and len(a) > 1, lambda a: a[:, None], False),
    "a list for a tuple": (is_tuple_of_arrays, list, True),
    "a generator for a tuple": (is_tuple_of_arrays, lambda t: (a for a in t), True),
    "one array that unpacks": (
        lambda t: is_tuple_of_arrays(t) and len({a.shape for a in t}) == 1, np.stack, True
    ),
    "a column in a tuple": (
        lambda t: is_tuple_of_arrays(t) and t[-1].ndim == 1 and len(t[-1]) > 1,
        lambda t: (*t[:-1], t[-1][:, None]), False,
    ),
    "a dict of another kind": (is_dict, lambda d: collections.OrderedDict(reversed(d.items())), True),
    "a dict that cannot be changed": (is_dict, types.MappingProxyType, True),
    "a named tuple for a dict": (
        lambda d: is_dict(d) and all(map(str.isidentifier, d)),
        lambda d: collections.namedtuple("Result", d)(**d), True,
    ),
    "a list of items": (is_dict, lambda d: list(d.items()), False),
    "a generator of items": (is_dict, lambda d: (item for item in d.items()), False),
    "an array without axes": (is_number, np.asarray, True),
    "another library's number": (is_number, lambda x: Array(np.asarray(x)), True),
    "a list of one number": (is_number, lambda x: [x], False),
    "an array of one number": (is_number, lambda x: np.array([x]), False),
    "a generator of one number": (is_number, lambda x: (y for y in [x]), False),
    "a number as text": (is_number, str, False),
    "a list of what is yielded": (is_iterator, list, True),
    "a tuple of what is yielded": (is_iterator, tuple, True),
    "zip": (is_iterator, lambda g: zip(*map(list, zip(*g, strict=True)), strict=True), True),
    "map": (is_iterator, lambda g: map(tuple, g), True),
    "iter(list)": (is_iterator, lambda g: iter(list(g)), True),
    "an iterator class": (is_iterator, Once, True),
    "an iterable class": (is_iterator, Often, True),
    "a deque": (is_iterator, collections.deque, True),
    "lists of lists": (is_iterator, lambda g: [[part.tolist() for part in pair] for pair in g], True),
    "pairs that unpack": (is_iterator, lambda g: [iter(pair) for pair in g], True),
    "floats for whole numbers": (is_iterator, lambda g: [[part * 1.0 for part in pair] for pair in g], False),
}  # fmt: skip


def in_form(exercise, fits, make):
    """The worked answer, which returns its results in another form; `made` says whether it ever could."""
    made = []

    def answer(*arguments):
        result = exercise.worked(*arguments)
        if not fits(result):
            return result
        made.append(True)
        return make(result)

    return answer, made


def can_have(exercise, form):
    """Whether the worked answer returns anything that can be given in this form."""
    answer, made = in_form(exercise, *FORMS[form][:2])
    for case in trial(exercise).cases:
        call(answer, case.inputs)
        if made:
            return True
    return False


@for_each("form", FORMS)
def test_a_form_is_that_of_some_exercise(form):
    assert any(can_have(exercise, form) for exercise in CODED)


@pytest.mark.parametrize("exercise", CODED, ids=lambda one: one.name)
def test_a_form_counts_in_every_exercise_or_in_none(exercise):
    forms = [form for form in FORMS if can_have(exercise, form)]
    if not forms:
        return  # what it returns has this one form
    with together() as case:
        for form in forms:
            fits, make, good = FORMS[form]
            with case(form):
                result = check(exercise.name, in_form(exercise, fits, make)[0])
                assert (result.status == "passed") == good, result.message
                assert good or result.mistakes == ()


def test_a_form_is_told_in_words():
    def generator(xs, h0, W_x, W_h, b):
        h = h0
        for x in xs:
            h = np.tanh(x @ W_x + h @ W_h + b)
            yield h

    said = " ".join(check("elman.forward", generator).message.split())
    assert "has to be an array of shape (T, N, H)" in said
    assert "a generator or another iterator, which is no array" in said


def test_symbols_as_an_array_are_not_accused_of_chance():
    def vocabulary(text):
        symbols = np.unique(list(text))
        return symbols, {s: k for k, s in enumerate(symbols)}

    assert check("text.vocabulary", vocabulary).status == "passed"


class Odd:
    """Equal to nothing, not even to itself, and it says so with an error."""

    def __eq__(self, other):
        raise TypeError

    __hash__ = None


@pytest.mark.parametrize("exercise", CODED, ids=lambda one: one.name)
def test_what_we_cannot_compare_is_not_called_unsteady(exercise):
    for value in (Odd(), [Odd()], {"a": Odd()}, np.array(["a", "b"]), (np.array([Odd()]),), {1, 2}, b"a", 1j):
        result = check(exercise.name, lambda *_, value=value: value)
        assert result.status == "failed"
        assert "different results" not in result.message
        assert "something else" not in result.message
