"""What an error usually means in code for networks: a sentence, and a hint in two steps."""

import math
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lstmlab.checking.calling.place import Place
from lstmlab.checking.diagnosis.sentences import TABLE, say
from lstmlab.checking.text import alike, listed, message


class Meaning(NamedTuple):
    """What it usually means (a whole sentence, may be empty), and the two hints."""

    usual: str
    question: str
    pointer: str


def meaning(error: BaseException, where: Place | None, inputs: dict[str, Any]) -> Meaning:
    """What this error usually means; the most specific entry that fits.

    An error that the learner's own `raise` made is what the learner says it is: its message means nothing to us.
    """
    own = where is not None and where.raised
    if own and not isinstance(error, AssertionError):
        return _meaning("error.value")
    text = message(error)
    for kind, pattern, answer in _TABLE:
        found = re.search(pattern, text) if isinstance(error, kind) else None
        if found:
            return answer(found, where, inputs) if callable(answer) else _meaning(answer)
    return _meaning("error.value-of-library" if isinstance(error, ValueError) else "error.unknown")


def _meaning(id: str, usual: str = "usual", **values: Any) -> Meaning:
    said = (f"{id}.{name}" for name in (usual, "question", "pointer"))
    return Meaning(*(say(one, **values) if one in TABLE.templates else "" for one in said))


def _unknown_name(found: re.Match[str], where: Place | None, inputs: dict[str, Any]) -> Meaning:
    name, near = found[1], ""
    known = [*inputs, *(where.names() if where else ())]
    if isinstance(getattr(np, name, None), np.ufunc):
        near = f"np.{name}"
    else:
        seen = [one for one in dict.fromkeys(known) if not one.startswith("_")]
        near = alike(name, seen)
    usual = "no-numpy" if name == "np" else "near" if near else "far"
    return _meaning("error.name", usual, name=name, near=near, arguments=listed([f"`{one}`" for one in inputs]))


def _unbound(found: re.Match[str], where: Place | None, inputs: dict[str, Any]) -> Meaning:
    return _meaning("error.unbound", name=found[1])


def _one_number(found: re.Match[str], where: Place | None, inputs: dict[str, Any]) -> Meaning:
    name = next((name for name in re.findall(r"\w+(?=\()", where.text) if hasattr(math, name)), "") if where else ""
    if not name:
        return _meaning("error.one-number")
    return _meaning("error.math", "with-numpy" if hasattr(np, name) else "usual", name=name)


def _attribute(found: re.Match[str], where: Place | None, inputs: dict[str, Any]) -> Meaning:
    kind, name = found[1], found[2]
    usual = {"list": "list", "tuple": "tuple", "NoneType": "none"}.get(kind, "")
    near = alike(name, dir(np.ndarray) if kind == "numpy.ndarray" else dir(np))
    return _meaning("error.attribute", usual or ("near" if near else "far"), name=name, type=kind, near=near)


_Answer = str | Callable[[re.Match[str], Place | None, dict[str, Any]], Meaning]
_TABLE: tuple[tuple[type[BaseException], str, _Answer], ...] = (
    (UnboundLocalError, r"variable '(\w+)'", _unbound),
    (NameError, r"name '(\w+)'", _unknown_name),
    (np.exceptions.AxisError, "", "error.axis"),
    (ValueError, r"matmul: .* does not have enough dimensions \(has 0", "error.matmul-number"),
    (ValueError, r"matmul: |shapes .* not aligned", "error.matmul"),
    (ValueError, r"could not be broadcast|could not broadcast|non-broadcastable", "error.broadcast"),
    (ValueError, r"truth value of an array", "error.truth"),
    (ValueError, r"values to unpack|to unpack", "error.unpack"),
    (TypeError, r"cannot unpack", "error.unpack"),
    (ValueError, r"inhomogeneous", "error.sequence"),
    (ValueError, r"array element with a sequence", "error.place"),
    (ValueError, r"cannot reshape", "error.reshape"),
    (ValueError, r"equal division", "error.split"),
    (ValueError, r"zero-dimensional arrays cannot be concatenated", "error.no-axis"),
    (ValueError, r"same shape|must match exactly|same number of dimensions", "error.stack"),
    (TypeError, r"NoneType", "error.none"),
    (AttributeError, r"'([\w.]+)' object has no attribute '(\w+)'", _attribute),
    (AttributeError, r"module '([\w.]+)' has no attribute '(\w+)'", _attribute),
    (IndexError, r"too many indices", "error.too-many-indices"),
    (IndexError, r"valid indices|must be of integer", "error.index"),
    (IndexError, r"", "error.bounds"),
    (TypeError, r"not callable", "error.called"),
    (TypeError, r"operand type\(s\) for \^|'bitwise_xor'", "error.power"),
    (TypeError, r"unsupported operand|can't multiply sequence|can only concatenate|not subscriptable", "error.types"),
    (TypeError, r"indices must be integers|cannot be interpreted as an integer|slice indices", "error.index"),
    (TypeError, r"argument", "error.arguments"),
    (TypeError, r"only .*arrays can be converted", _one_number),
    (TypeError, r"Cannot cast ufunc|cast .* output", "error.cast"),
    (KeyError, r"", "error.key"),
    (ZeroDivisionError, r"", "error.zero"),
    (RecursionError, r"", "error.recursion"),
    (ImportError, r"", "error.imported"),
    (SystemExit, r"", "error.ended"),
    (AssertionError, r"", "error.assert"),
    (ValueError, r"contain NaN|contain negative|do not sum to 1|not non-negative|pvals", "error.probabilities"),
    (ValueError, r"math domain error|expected a (positive|nonnegative) input", "error.domain"),
    (ValueError, r"cannot convert float NaN", "error.not-finite"),
    (OverflowError, r"cannot convert float infinity", "error.not-finite"),
    (OverflowError, r"", "error.overflow"),
    (ValueError, r"zero-size|empty|size 0", "error.empty"),
    (ValueError, r"could not convert string|invalid literal", "error.text-as-number"),
)
