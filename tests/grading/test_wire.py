"""What goes between the judge and the jail: every value survives the trip, and nothing else gets through."""

import json
import struct

import numpy as np
import pytest

from lstmlab.checking.calling.keep import Iterated, Named, Strange
from lstmlab.checking.calling.run import same
from lstmlab.grading import wire
from lstmlab.grading.far import Far

HOME = "lstmlab.exercises.forecast.feed_back"


def taker(data):
    left = memoryview(data)

    def take(count):
        nonlocal left
        piece, left = left[:count], left[count:]
        assert len(piece) == count
        return bytes(piece)

    return take


def sent(value, functions=False, home=""):
    packer = wire.Packer(home)
    data = packer.message({"value": packer.pack(value)})
    message = wire.read(taker(data), functions)
    return message.unpack(message.content["value"])


VALUES = {
    "nothing": None,
    "dots": Ellipsis,
    "not implemented": NotImplemented,
    "truth": True,
    "whole": -3,
    "huge": 7**40_000,
    "float": 0.1 + 0.2,
    "minus zero": -0.0,
    "not a number": float("nan"),
    "infinite": float("-inf"),
    "complex": complex(1.5, float("inf")),
    "text": "é \ud800 \x1b[2J \0",
    "bytes": b"\0\xff",
    "list": [1, [2.0, ("a", None)], {}],
    "dict": {"W_x": np.eye(2), "b": (1, True), "": {}},
    "float32": np.float32(0.1) * np.ones((2, 3), np.float32),
    "big-endian": np.arange(3, dtype=">i4"),
    "no numbers": np.zeros((0, 3)),
    "no axes": np.array(2.5),
    "turned": np.arange(6.0).reshape(2, 3).T,
    "truths": np.array([True, False]),
    "letters": np.array(["a", "bc"]),
    "complex array": np.array([1j, np.nan]),
    "number": np.float32(1e-3),
    "dates": np.datetime64("2020-02-02"),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_comes_back_as_it_was(name):
    assert same(sent(VALUES[name]), VALUES[name])
    assert type(sent(VALUES[name])) is type(VALUES[name])


def test_what_a_check_makes_of_results_survives_too():
    named = Named((1.0, np.ones(2)))
    named.names = ("h", "c")
    back = sent((named, Iterated([1, 2]), Strange("object of type Foo")))
    assert isinstance(back[0], Named)
    assert list(back[0]._asdict()) == ["h", "c"]
    assert isinstance(back[1], Iterated)
    assert back[2] == Strange("object of type Foo")


@pytest.mark.parametrize("make", [np.random.PCG64, np.random.MT19937, np.random.Philox, np.random.SFC64])
def test_a_random_generator_goes_by_its_state(make):
    rng = np.random.Generator(make(3))
    rng.normal(size=5)
    assert sent(rng).normal() == rng.normal()


def test_functions_go_by_name_and_only_into_the_jail():
    from lstmlab.exercises.forecast.feed_back import ELMAN

    assert sent(ELMAN, functions=True, home=HOME) is ELMAN
    with pytest.raises(wire.Unreadable):
        sent(ELMAN, home=HOME)
    with pytest.raises(wire.Unreadable, match="without a name"):
        sent(lambda x: x, functions=True, home=HOME)


def test_no_object_is_sent():
    for thing in (object(), np.array([object()]), {1, 2}, lambda: 0, np.zeros(2, dtype="f8,i4")):
        with pytest.raises(wire.Unreadable):
            sent(thing)


def message(content, *pieces, sizes=None):
    text = json.dumps(content).encode() if not isinstance(content, bytes) else content
    head = struct.pack(f"<{2 + len(pieces)}I", len(text), len(pieces), *(sizes or map(len, pieces)))
    return head + text + b"".join(pieces)


FORGED = {
    "a huge text": struct.pack("<2I", 2**32 - 1, 0),
    "too many pieces": struct.pack("<2I", 2, 2**31),
    "huge pieces": struct.pack("<4I", 2, 2, 2**31, 2**31),
    "no JSON": message(b"{"),
    "no letters": message(b"\xff\xff"),
    "a list": message([1]),
    "deep": message(b"[" * 100_000),
    "a number of many digits": message(b'{"value": ' + b"9" * 5_000 + b"}"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_message_is_unreadable_at_once(name):
    with pytest.raises((wire.Unreadable, AssertionError)) as problem:
        wire.read(taker(FORGED[name]))
    assert problem.type is wire.Unreadable


PACKED = {
    "a whole number as such": 3,
    "an unknown letter": ["z"],
    "an empty list": [],
    "no letter": [["l"]],
    "objects": ["a", "|O", [1], 0],
    "a structure": ["a", "<f8,<f8", [1], 0],
    "a shape that does not fit": ["a", "<f8", [3], 0],
    "a negative shape": ["a", "<f8", [-1], 0],
    "a shape of words": ["a", "<f8", ["1"], 0],
    "a huge shape": ["a", "<f8", [2**62, 2**62], 0],
    "many axes": ["a", "<f8", [1] * 70, 0],
    "a missing piece": ["a", "<f8", [1], 7],
    "a piece by a word": ["b", "0"],
    "a list as a name": ["d", [["l"], None]],
    "a function": ["f", "os", "system"],
    "a made one": ["F", "os", "system", ["l", "true"]],
    "another generator": ["r", "RandomState", ["d"]],
    "a generator without a state": ["r", "PCG64", ["d"]],
    "letters for a number": ["i", "xyz"],
    "names that do not fit": ["N", ["a", "b"], 1.0],
}
PACKED["too deep"] = ["l"]
for _ in range(60):
    PACKED["too deep"] = ["l", PACKED["too deep"]]


@pytest.mark.parametrize("name", PACKED)
def test_a_forged_value_is_unreadable(name):
    found = wire.read(taker(message({"value": PACKED[name]}, np.zeros(1).tobytes())))
    with pytest.raises(wire.Unreadable):
        found.unpack(found.content["value"])


ERROR = {
    "types": [["builtins", "ValueError"]],
    "time": False,
    "text": "no",
    "lines": [1],
    "innermost": "f",
    "place": None,
}


def failed(**changes):
    """The outcome of a call, as a jail that can say what it wants tells it."""
    about = {"name": "f", "computes": True, "loop": "", "aside": [], "arguments": [["x", "POSITIONAL_ONLY", False]]}
    told = wire.Packer().message({"error": {**ERROR, **changes}, "changed": ["x", "y", 3], "warned": [3, "a"]})
    return Far(lambda question, seconds: wire.read(taker(told)), about, "").outcome({"x": 1.0}, None)


def test_an_error_comes_with_its_own_type_and_words():
    outcome = failed()
    assert type(outcome.error) is ValueError
    assert (outcome.changed, outcome.warned) == (("x",), ("a",))
    linear = failed(types=[["numpy.linalg", "LinAlgError"], ["builtins", "ValueError"]])
    assert type(linear.error) is np.linalg.LinAlgError
    own = failed(types=[["__main__", "Mine"], ["builtins", "KeyError"]])
    assert isinstance(own.error, KeyError)
    assert type(own.error).__name__ == "Mine"
    assert type(own.error) is type(failed(types=[["__main__", "Mine"], ["builtins", "KeyError"]]).error)


def test_an_error_that_would_end_the_judge_is_none_here():
    for name in ("KeyboardInterrupt", "SystemExit", "GeneratorExit"):
        error = failed(types=[["builtins", name], ["builtins", "BaseException"]]).error
        assert isinstance(error, Exception)
        assert type(error).__name__ == name


@pytest.mark.parametrize(
    "changes",
    [{"types": 3}, {"types": []}, {"types": [3]}, {"lines": None}, {"place": 3}, {"place": {"line": "1"}}],
    ids=str,
)
def test_a_forged_error_is_unreadable(changes):
    with pytest.raises(wire.Unreadable):
        failed(**changes)
