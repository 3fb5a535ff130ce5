"""Every public function, with one argument spoilt at a time: a right value or an error of our own, never anything else.

For each argument of each function the kinds of what is wrong: nothing (None), another type, NaN, infinity, an empty
array, integers and objects for floating-point numbers, other axes, the huge and the tiny, negative and broken counts.
What may happen:

- A TypeError or ValueError that our own code raises, and that says what was expected or names the argument: never one
  from inside NumPy, an AttributeError, a KeyError.
- A result without NaN. Where NaN came in, it is still to be seen.
- Where something else came than the docstring asks for (a list, integers), the result of the right form.

`TAKES` lists what is welcome beyond that, with the reason.
"""

import inspect
import linecache
import re
import traceback
import warnings
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from public_calls import Call, arguments, calls, public_functions

import lstmlab
from lstmlab import gradcheck, tasks, text
from lstmlab.cells import gru, lstm, peephole
from tests.cases import for_each

CALLS = calls()
# Taken before any test runs: Sphinx, where the reference is built in the same process, writes other defaults into them.
SIGNATURES = {name: inspect.signature(call.function).parameters for name, call in CALLS.items()}
PACKAGE = Path(lstmlab.__file__).parent


def wrong_arrays(right: np.ndarray) -> dict[str, Any]:
    found: dict[str, Any] = {
        "None": None,
        "a number": 1.5,
        "text": "text",
        "a list": right.tolist(),
        "objects": right.astype(object),
        "an axis more": right[None],
        "nothing in it": right[:0],
    }
    if right.ndim:
        found["an axis less"] = right[0]
        found["one entry more"] = np.concatenate([right, right[..., :1]], axis=-1)
    if right.dtype.kind == "f":
        found |= {"integers": np.ones(right.shape, int), "text in it": np.full(right.shape, "a")}
        for name, value in (("NaN", np.nan), ("infinity", np.inf), ("huge", 1e300), ("tiny", 5e-324)):
            found[name] = spoilt(right, value)
    if right.dtype.kind in "iu":
        found |= {"fractions": right + 0.5, "negative": right - 100, "large": right + 10**9, "NaN": right + np.nan}
    return found


def spoilt(right: np.ndarray, value: float) -> np.ndarray:
    with np.errstate(all="ignore"):
        changed = right.copy()
        changed[(0,) * right.ndim] = value if abs(value) < np.finfo(right.dtype).max else np.copysign(np.inf, value)
    if np.isnan(value):
        changed[(0,) * right.ndim] = np.nan
    return changed


COUNTS = {"None": None, "a fraction": 1.5, "text": "3", "True": True, "negative": -1, "NaN": np.nan, "huge": 2**70}
RATES = {"None": None, "text": "0.1", "True": True, "NaN": np.nan, "infinity": np.inf, "a list": [0.1]}
WORDS = {"None": None, "a number": 3, "nothing in it": "", "unknown": "zzz", "bytes": b"zzz", "a list": []}
GENERATORS = {"None": None, "a seed": 0, "np.random": np.random}
CELLS = {"None": None, "its name": "lstm", "a number": 3, "an object": object()}
FUNCTIONS = {"None": None, "a number": 3, "its name": "f"}
DTYPES = {"integers": int, "unknown": "float99", "complex": np.complex128}
SEQUENCES = {"None": None, "a number": 3, "nothing in it": [], "None in it": [None, None], "text": "text"}


def wrong_weights(right: Any) -> dict[str, Any]:
    """For a NamedTuple of arrays."""
    first = right._fields[0]
    other = gru.zeros(2, 3) if "W_x" in right._fields else lstm.State(np.zeros((3, 4)), np.zeros((3, 4)))
    if right._fields == other._fields:
        other = peephole.zeros(2, 3) if "W_x" in right._fields else gru.State(np.zeros((3, 4)))
    found: dict[str, Any] = {"None": None, "a dict": {}, "a number": 3, "a list": list(right), "another cell's": other}
    if isinstance(right[0], np.ndarray):
        found |= {f"{kind} in {first}": right._replace(**{first: one}) for kind, one in wrong_arrays(right[0]).items()}
    else:
        found[f"None in {first}"] = right._replace(**{first: None})
    return found


def wrong(name: str, right: Any) -> dict[str, Any]:
    """The kinds of what is wrong in place of this right argument."""
    if name == "dtype":
        return DTYPES
    if isinstance(right, np.ndarray):
        return wrong_arrays(right)
    if isinstance(right, np.random.Generator):
        return GENERATORS
    if isinstance(right, bool):
        return {}
    if isinstance(right, int):
        return COUNTS
    if isinstance(right, float):
        return RATES
    if isinstance(right, (str, bytes, Path)):
        return WORDS
    if inspect.ismodule(right):
        return CELLS
    if hasattr(right, "_fields") and not isinstance(right, type):
        return wrong_weights(right)
    if callable(right):
        return FUNCTIONS
    if isinstance(right, Mapping):
        return {"None": None, "a number": 3, "nothing in it": {}, "None in it": dict.fromkeys(right), "a list": [1]}
    return SEQUENCES


# Functions of arrays of any shape, or whose axes of this argument are free.
ANY_SHAPE = {
    "gates.sigmoid": "number by number",
    "gates.split": "(..., G H)",
    "gradcheck.complex_step": "any shape",
    "gradcheck.central_differences": "any shape",
    "losses.softmax": "(..., K)",
    "text.bits_per_character": "any shape",
    "text.one_hot": "(...)",
    "penalties.penalty": "any tree of arrays",
    "storage.save": "any tree of arrays",
    "trees.count": "any tree of arrays",
    "trees.leaves": "any tree",
    "trees.map": "any tree",
    "trees.check_arrays": "any tree of arrays",
    "tasks.temporal_xor.solver": "a row of any length",
    "plots.window": "a row of any length",
    "plots.lines": "a row of any length",
    "intervals.bootstrap": "a row of any length",
    "ngrams.log_probabilities": "a row of any length",
    "ngrams.probabilities": "a row of any length",
    "ngrams.fit": "a row of any length",
    "text.stream_batches": "a row of any length",
    "text.decode": "a row of any length",
    "text.sample": "any number of symbols",
    "optim.clip_by_global_norm": "any tree of arrays",
}
SHAPES = ("an axis more", "an axis less", "one entry more", "nothing in it")

# What is welcome, as (function, argument, kind) with * for any; the reason. The first that fits counts.
TAKES = {
    ("layers.is_complex", "arrays", "*"): "a tree of anything",
    ("trees.map", "tree", "*"): "any tree: its leaves are the function's matter",
    ("trees.leaves", "tree", "*"): "any tree",
    ("trees.check_arrays", "name", "*"): "the name of an argument, for the message",
    ("trees.check_arrays", "tree", "*"): "any tree of arrays",
    ("trees.count", "tree", "*"): "any tree of arrays",
    ("penalties.penalty", "params", "*"): "any tree of arrays",
    ("optim.clip_by_global_norm", "grads", "*"): "any tree of arrays",
    ("optim.clipped", "optimizer", "None in init"): "its two functions are asked for when it trains",
    ("training.fit", "params", "nothing in it"): "a tree without weights",
    ("training.fit", "batches", "None in it"): "what a batch is, the function of the caller knows",
    ("storage.save", "tree", "*"): "any tree of numbers, NaN too: a file keeps what is there",
    ("storage.load", "like", "*"): "its numbers do not matter",
    ("checkpoint.generators", "rng", "None"): "no generator is documented",
    ("kernels.has", "cell", "*"): "what is no cell has no kernel",
    ("*.zero_state", "params", "* in W_x"): "only W_h says how many hidden units there are",
    ("*.backward", "trace", "NaN in hs"): "what the way back needs stands in the caches",
    ("unroll.truncated_backward", "trace", "NaN in hs"): "what the way back needs stands in the caches",
    ("ngrams.*", "model", "None in order"): "the levels are what is read",
    ("interop.to_*", "*", "nothing in it*"): "a cell without inputs is written down too",
    ("interop.to_onnx", "params", "NaN in W_x"): "a file keeps what is there",
    ("interop.from_keras_lstm", "kernel", "nothing in it"): "a cell without inputs",
    ("interop.from_pytorch", "prefix", "nothing in it"): "no prefix is the default",
    ("interop.from_onnx", "model", "*"): "the name of a file: FileNotFoundError says which",
    ("readout.last", "hs", "NaN"): "NaN at a step that is not read",
    ("readout.last_backward", "dlast", "nothing in it"): "no sequences",
    ("tasks.*.right", "*", "NaN"): "NaN is never right",
    ("tasks.*", "symbols", "nothing in it"): "no symbols are no string, and nothing follows",
    ("tasks.reber.is_*", "symbols", "unknown"): "other letters are no string",
    ("tasks.timing.labels", "due", "nothing in it"): "no sequences",
    ("data.table", "caption", "*"): "any caption, or none",
    ("data.table", "columns", "None in it"): "any name, written as str writes it",
    ("data.table", "rows", "nothing in it"): "a table without rows",
    ("text.*", "text", "nothing in it"): "a text without characters has no codes",
    ("text.*", "text", "unknown"): "any text",
    ("text.decode", "symbols", "text"): "a string is a row of characters",
    ("tasks.temporal_xor.stream", "dtype", "*"): "bits of any kind",
    ("text.one_hot", "dtype", "*"): "zeros and ones of any kind",
    ("text.correlations", "cells", "one entry more"): "any number of cells",
    ("palette.css", "*", "*"): "any selector",
    ("links.*", "*", "nothing in it"): "no anchor is the default",
    ("links.*", "*", "unknown"): "pages are not looked for",
    ("penalties.is_weight", "name", "*"): "any name",
    ("schedules.describe", "rate", "a number"): "a constant rate is a number",
    ("gates.sigmoid", "a", "a number"): "a single number has a sigmoid",
    ("gates.split", "packed", "integers"): "any numbers can be cut",
    ("text.bits_per_character", "log_probabilities", "a number"): "a single one",
    ("dropout.mask", "shape", "nothing in it"): "a mask for a single number",
    ("unroll.check_mask", "sizes", "*"): "what is not known is not compared",
    ("losses.*", "*", "one entry more"): "any number of classes or sequences",
    ("attention.*", "values", "one entry more"): "any number of values to a key",
    ("cells.min*.coefficients", "x", "an axis less"): "the inputs of one step",
    ("cells.min*.coefficients", "x", "nothing in it"): "no steps have no coefficients",
    ("seq2seq.teacher_inputs", "targets", "one entry more"): "any number of sequences",
    ("readout.*", "*", "one entry more"): "any number of outputs of the cell",
    ("tasks.*", "*", "one entry more"): "any number of inputs beside those that the rule is about, or of sequences",
    ("unroll.lengths_to_mask", "lengths", "one entry more"): "any number of sequences",
    ("cells.feedforward.forward", "x", "nothing in it"): "no rows have no outputs",
    ("plots.*", "*", "NaN"): "a line has a gap there, and the words pass over it",
    ("plots.window", "values", "text in it"): "words",
    ("plots.forecast", "forecasts", "nothing in it"): "the series alone",
    ("plots.dots", "reference", "nothing in it"): "nothing to compare with",
    ("plots.*", "*", "one entry more"): "any number of values",
}


def welcome(name: str, argument: str, kind: str) -> bool:
    """Whether this is no mistake for this function."""
    if name in ANY_SHAPE and kind.split(" in W_x")[0] in SHAPES:
        return True
    return any(all(map(fnmatch, (name, argument, kind), pattern)) for pattern in TAKES)


def ours(error: BaseException) -> bool:
    """Whether our own code raised it, in a line with `raise`."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    line = linecache.getline(frame.filename, frame.lineno or 0).strip()
    return Path(frame.filename).is_relative_to(PACKAGE) and line.startswith("raise")


def outcome(name: str, argument: str, kind: str) -> str:
    """What is wrong with what happens, in a few words; empty where nothing is."""
    call = CALLS[name]
    right = call.arguments[argument]
    given = wrong(argument, right)[kind]
    default = SIGNATURES.get(name, {}).get(argument)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            result = call.run(**{argument: given})
        except MemoryError:
            return ""
        except Exception as error:
            if welcome(name, argument, kind):
                return ""
            if not isinstance(error, (TypeError, ValueError)) or not ours(error):
                frame = traceback.extract_tb(error.__traceback__)[-1]
                return f"{type(error).__name__} of {Path(frame.filename).name}:{frame.lineno}: {error}"[:200]
            return "" if re.search(rf"expected|\b{argument}\b", str(error)) else f"says not what was expected: {error}"
    broken = any(not np.isfinite(one).all() for one in floats(result))
    if "NaN" in kind and floats(given):
        return "" if broken or welcome(name, argument, kind) else "NaN came in and is hidden"
    if given is None and default is not None and default.default is None:
        return ""
    if welcome(name, argument, kind) or as_good(call, argument, right, given, result):
        return ""
    if "infinity" in kind or "huge" in kind or "tiny" in kind:
        return "NaN came out" if any(np.isnan(one).any() for one in floats(result)) and "infinity" not in kind else ""
    return f"taken, and gives {str(result)[:60]!r}"


def as_good(call: Call, argument: str, right: Any, given: Any, result: Any) -> bool:
    """Whether what came stands for an array, such as a list of its numbers, and gives what that array gives."""
    if not isinstance(right, np.ndarray) or given is None or isinstance(given, (str, float)):
        return False
    try:
        meant = np.asarray(given).astype(right.dtype)
        if meant.shape != right.shape or not np.array_equal(meant, np.asarray(given)):
            return False
        return str(call.run(**{argument: meant})) == str(result)
    except (TypeError, ValueError):
        return False


def floats(result: Any) -> list[np.ndarray]:
    """All floating-point numbers of a result, however deep, but those of caches, which have room that nobody uses."""
    if hasattr(result, "_fields"):
        result = [part for name, part in result._asdict().items() if name not in ("cache", "caches")]
    if isinstance(result, (tuple, list)):
        return [one for part in result for one in floats(part)]
    if isinstance(result, Mapping):
        return [one for part in result.values() for one in floats(part)]
    if isinstance(result, (float, np.ndarray, np.generic)):
        found = np.asarray(result)
        return [found] if found.dtype.kind in "fc" else []
    return []


def test_every_public_function_has_its_call_here():
    assert set(CALLS) == set(public_functions())
    assert set(arguments()) <= set(CALLS), "of functions that are gone"
    assert set(ANY_SHAPE) <= set(CALLS)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@for_each("name", CALLS)
def test_the_right_call_works_and_every_spoilt_one_is_refused_or_right(name):
    call = CALLS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        call.run()
    found = {
        f"{argument}, {kind}": said
        for argument, right in call.arguments.items()
        for kind in wrong(argument, right)
        if (said := outcome(name, argument, kind))
    }
    assert found == {}


def test_what_is_welcome_is_there():
    spoilt = [
        (name, argument, kind)
        for name, call in CALLS.items()
        for argument, right in call.arguments.items()
        for kind in wrong(argument, right)
    ]
    unused = [pattern for pattern in TAKES if not any(all(map(fnmatch, one, pattern)) for one in spoilt)]
    assert unused == []


def test_a_raw_error_is_noticed():
    def raw(n):
        return np.zeros(3)[n]

    def silent(x):
        return np.nan_to_num(x)

    def told(n):
        raise ValueError(f"n: expected less than 3, got {n}")

    CALLS["raw"], CALLS["silent"] = Call(raw, {"n": 1}), Call(silent, {"x": np.ones(3)})
    try:
        assert outcome("raw", "n", "huge").startswith("IndexError of")
        assert outcome("silent", "x", "NaN") == "NaN came in and is hidden"
    finally:
        del CALLS["raw"], CALLS["silent"]
    with pytest.raises(ValueError, match="n: expected") as caught:
        told(3)
    assert not ours(caught.value), "raised by a test, not by the package"


def test_nan_in_a_gradient_is_not_a_perfect_gradient():
    """`max` of Python passes over NaN, and the relative error of a broken gradient was 0."""
    for a, b in ((np.array([np.nan, 1.0]), np.ones(2)), (np.ones(2), np.array([1.0, np.nan]))):
        assert np.isnan(gradcheck.relative_error(a, b))
    errors = gradcheck.compare(lambda p: (p["w"] ** 2).sum(), {"w": np.ones(2)}, {"w": np.array([2.0, np.nan])})
    assert np.isnan(errors["w"])


def test_a_code_below_zero_is_no_symbol_from_the_end():
    with pytest.raises(ValueError, match="codes: expected numbers from 0 to 1, got -1 to 0"):
        text.decode([0, -1], ["a", "b"])
    with pytest.raises(TypeError, match="codes: expected integers"):
        text.one_hot(np.array([0.5]), 2)


def test_right_answers_are_counted_without_broadcasting():
    with pytest.raises(ValueError, match=r"outputs: expected \(N, 1\), got \(3,\)"):
        tasks.adding.right(np.zeros(3), np.zeros((3, 1)))
