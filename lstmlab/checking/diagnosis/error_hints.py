"""What an error usually means in code for networks: a sentence, and a hint in two steps."""

import difflib
import math
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lstmlab.checking.calling.place import Place
from lstmlab.checking.text import listed, message


class Meaning(NamedTuple):
    """What it usually means (a whole sentence, may be empty), and the two hints."""

    usual: str
    question: str
    pointer: str


def meaning(error: BaseException, where: Place | None, inputs: dict[str, Any]) -> Meaning:
    """What this error usually means; the most specific entry that fits."""
    text = message(error)
    for kind, pattern, answer in _TABLE:
        found = re.search(pattern, text) if isinstance(error, kind) else None
        if found:
            return answer(found, where, inputs) if callable(answer) else answer
    return Meaning(
        "",
        "What does every name in this line hold when the error comes? Print their types and shapes just before it.",
        "Call your function yourself with small arrays, and shorten the line until it works.",
    )


def _unknown_name(found: re.Match[str], where: Place | None, inputs: dict[str, Any]) -> Meaning:
    name = found[1]
    known = [*inputs, *(where.frame.f_locals if where else ()), *(where.frame.f_globals if where else ())]
    near = difflib.get_close_matches(name, [one for one in dict.fromkeys(known) if not one.startswith("_")], n=1)
    if name == "np":
        usual = "NumPy is not imported under the name `np`: run the first cell of the notebook again."
    elif isinstance(getattr(np, name, None), np.ufunc):
        usual = f"Nothing is called `{name}` there. Did you mean `np.{name}`?"
    elif near:
        usual = f"Nothing is called `{name}` there. Did you mean `{near[0]}`?"
    else:
        usual = f"Nothing is called `{name}` there: a typing error, or a cell above that has not been run."
    return Meaning(
        usual,
        "Which names does your function know in this line: its arguments, what it assigned before, what else?",
        f"The arguments are called {listed([f'`{one}`' for one in inputs])}.",
    )


def _unbound(found: re.Match[str], where: Place | None, inputs: dict[str, Any]) -> Meaning:
    return Meaning(
        f"`{found[1]}` is read before anything was assigned to it: Python takes a name that is assigned anywhere in a "
        "function for the function's own.",
        f"Which line gives `{found[1]}` its first value, and does it run before this one?",
        f"Give `{found[1]}` a start value before the loop or the `if`, or read the argument under its own name.",
    )


def _one_number(found: re.Match[str], where: Place | None, inputs: dict[str, Any]) -> Meaning:
    name = next((name for name in re.findall(r"\w+(?=\()", where.text) if hasattr(math, name)), "") if where else ""
    if name:
        usual = f"A function of the module `math` takes one number, and `{name}` was given a whole array."
        if hasattr(np, name):
            usual += f" The NumPy function of the same name, `np.{name}`, takes a whole array."
        pointer = "NumPy has functions of its own for whole arrays; their names begin with `np.`."
    else:
        usual = "One number was meant in this place, and a whole array came."
        pointer = "`float(...)`, `int(...)` and a single entry of an array take one number. Is there an index missing?"
    return Meaning(
        usual, "Which function in this line is given an array, and how many numbers may it be given?", pointer
    )


def _few_values(found: re.Match[str], where: Place | None, inputs: dict[str, Any]) -> Meaning:
    return Meaning(
        "The number of names on the left of `=` is not the number of values on the right.",
        "How many values are there on the right of `=`? If it is an array: how long is its first axis?",
        "Unpacking an array goes along its first axis; `T, N, D = xs.shape` unpacks the shape.",
    )


def _attribute(found: re.Match[str], where: Place | None, inputs: dict[str, Any]) -> Meaning:
    kind, name = found[1], found[2]
    if kind in ("list", "tuple"):
        usual = f"A {kind} has no `{name}`; arrays have. `np.array(...)` or `np.stack(...)` makes one of it."
    elif kind == "NoneType":
        usual = f"The value in front of `.{name}` is None: most often a function that returns nothing."
    else:
        near = difflib.get_close_matches(name, dir(np.ndarray) if kind == "numpy.ndarray" else dir(np), n=1)
        usual = f"There is no `{name}` on this {kind}." + (f" Did you mean `{near[0]}`?" if near else "")
    return Meaning(
        usual,
        f"What type does the value in front of `.{name}` have at this moment?",
        "Print `type(...)` of it in the line before.",
    )


_MATMUL = Meaning(
    "Two arrays do not fit into one product: in `A @ B` the last size of A has to be the second to last of B.",
    "Write the letters of both shapes next to each other. Do the two inner letters agree?",
    "Rows stand on the left here: `x @ W` with x (N, D) and W (D, H). In a backward pass one side is transposed with "
    "`.T`.",
)
_MATMUL_NUMBER = Meaning(
    "`@` is the matrix product of two arrays, and one of its two sides is a single number here.",
    "Which side of `@` is an array, and which a single number? What should happen to each number of the array?",
    "`@` multiplies rows by columns and adds up; `*` multiplies every number of an array.",
)
_BROADCAST = Meaning(
    "Two arrays of different shapes are combined number by number, and NumPy cannot stretch one to the other.",
    "Which letters do the shapes of the two sides have, written from the right end?",
    "A bias (H,) fits (N, H) as it is. A sum over the batch needs `axis=0`; `keepdims=True` keeps an axis of size 1.",
)
_BOUNDS = Meaning(
    "An index points past the end: the valid ones are 0 to length - 1.",
    "For which value of the loop variable does it happen, and how long is what you index?",
    "Check the end of `range(...)`, and whether you use an index + 1 or a horizon that reaches past the end.",
)
_TRUTH = Meaning(
    "An `if` or `while` asks whether a whole array is true.",
    "Which of the many numbers in the array is the question about?",
    "Compare single numbers, or use `np.where`, `.any()` or `.all()`.",
)
_NONE = Meaning(
    "One of the values is None: a name that was set to None, or a function that returns nothing.",
    "Which name in this line can be None, and which line should have given it a value?",
    "Look for a function without `return`, or for a start value None that is used in the first step.",
)
_CALLED = Meaning(
    "Something that is not a function is followed by round brackets.",
    "What does the name in front of the brackets hold at this moment?",
    "An array is indexed with square brackets, `x[t]`; a product needs `*` or `@`.",
)
_ITEMS = Meaning(
    "An index is not a whole number.",
    "Which type does the index have?",
    "Use `//` for whole-number division, and `.astype(int)` or `int(...)` for numbers that came as floats.",
)
_ZERO = Meaning(
    "Something is divided by zero.",
    "Which of the sizes or counts can be zero in this case?",
    "Look at the number under the fraction bar, and at the special case that the check names.",
)
_TYPES = Meaning(
    "Two values are combined whose types do not go together; most often one is a list where an array was meant.",
    "Which types do the two sides have?",
    "`np.array(...)` or `np.stack(...)` makes an array of a list of arrays, and arrays can be added and multiplied.",
)
_POWER = Meaning(
    "`^` is no power in Python: it combines the bits of two whole numbers.",
    "Which sign is a power in Python?",
    "A square is `x**2`.",
)
_RESHAPE = Meaning(
    "As many numbers have to come out as went in, and they do not fill that shape.",
    "How many numbers are there, and how many has the shape that you ask for? Is one a multiple of the other?",
    "What is left over after the last full row has no place in a table. `x[k::n]` takes every n-th number without one.",
)
_PLACE = Meaning(
    "A whole array is written into a place for one number.",
    "Which shape has what you store, and which shape has the place?",
    "Collect the arrays in a list and make one array of it at the end, or give the array another axis.",
)
_NO_AXIS = Meaning(
    "Single numbers have no axis along which they could be put one after the other.",
    "What is in your list: arrays, or single numbers?",
    "`np.array(...)` and `np.stack(...)` make a new first axis, of arrays and of single numbers.",
)
_RECURSION = Meaning(
    "The function calls itself again and again.",
    "Does your function's name appear inside it?",
    "Call the helper you meant instead, or loop over the steps with `for`.",
)
_ARGUMENTS = Meaning(
    "A function is called with another number of arguments, or other names, than it has.",
    "Which arguments does the function that you call in this line have, in which order?",
    "Write `help(name_of_the_function)` in a cell and compare.",
)
_STACK = Meaning(
    "Arrays of different shapes are put into one.",
    "Do all the arrays in your list have the same shape? Print the shapes.",
    "Look at the first and the last element: one of them is often made by another line.",
)
_SEQUENCE = Meaning(
    "A list of things of different lengths was to become one array.",
    "Which element of the list has another shape than the others?",
    "Print the shape of each element before the array is made.",
)
_CAST = Meaning(
    "A result with a fraction is written into an array of whole numbers.",
    "With which dtype did you create the array that is changed here?",
    "`np.zeros(shape)` makes floats; `a = a + b` makes a new array where `a += b` would write into the old one.",
)
_IMPORTED = Meaning(
    "A module is imported that is not installed here.",
    "Does the exercise need it?",
    "Every exercise can be solved with NumPy alone.",
)
_KEY = Meaning(
    "A dict is asked for a key that it does not have.",
    "Which keys does the dict have at this moment?",
    "Print the keys beside the one in the message, letter by letter: `W_x` and `w_x` are two keys.",
)
_AXIS = Meaning(
    "An axis is named that the array does not have.",
    "How many axes does the array have at this place? Print its shape.",
    "`axis=0` is the first and `axis=-1` the last axis; a vector has axis 0 only.",
)
_TOO_MANY = Meaning(
    "An array is indexed along more axes than it has.",
    "How many letters does its shape have?",
    "Print the shape in the line before: a loop over `xs` already takes the first axis away.",
)
_ENDED = Meaning(
    "The function ended the program instead of returning something.",
    "Which line calls `exit`, `quit` or `sys.exit`?",
    "Leave it out: a function ends with `return`.",
)
_ASSERT = Meaning(
    "An `assert` of your own does not hold.",
    "Does it have to hold for this case as well?",
    "Print the values that it compares.",
)
_VALUE_NAMED = Meaning(
    "",
    "Which line raises it, and for which inputs is it meant?",
    "Print the argument that it looks at: is this case really one that has no answer?",
)

_Answer = Meaning | Callable[[re.Match[str], Place | None, dict[str, Any]], Meaning]
_TABLE: tuple[tuple[type[BaseException], str, _Answer], ...] = (
    (UnboundLocalError, r"variable '(\w+)'", _unbound),
    (NameError, r"name '(\w+)'", _unknown_name),
    (np.exceptions.AxisError, "", _AXIS),
    (ValueError, r"matmul: .* does not have enough dimensions \(has 0", _MATMUL_NUMBER),
    (ValueError, r"matmul: |shapes .* not aligned", _MATMUL),
    (ValueError, r"could not be broadcast|could not broadcast|non-broadcastable", _BROADCAST),
    (ValueError, r"truth value of an array", _TRUTH),
    (ValueError, r"values to unpack|to unpack", _few_values),
    (TypeError, r"cannot unpack", _few_values),
    (ValueError, r"inhomogeneous", _SEQUENCE),
    (ValueError, r"array element with a sequence", _PLACE),
    (ValueError, r"cannot reshape", _RESHAPE),
    (ValueError, r"zero-dimensional arrays cannot be concatenated", _NO_AXIS),
    (ValueError, r"same shape|must match exactly|same number of dimensions", _STACK),
    (TypeError, r"NoneType", _NONE),
    (AttributeError, r"'([\w.]+)' object has no attribute '(\w+)'", _attribute),
    (AttributeError, r"module '([\w.]+)' has no attribute '(\w+)'", _attribute),
    (IndexError, r"too many indices", _TOO_MANY),
    (IndexError, r"valid indices|must be of integer", _ITEMS),
    (IndexError, r"", _BOUNDS),
    (TypeError, r"not callable", _CALLED),
    (TypeError, r"operand type\(s\) for \^|'bitwise_xor'", _POWER),
    (TypeError, r"unsupported operand|can't multiply sequence|can only concatenate|not subscriptable", _TYPES),
    (TypeError, r"indices must be integers|cannot be interpreted as an integer|slice indices", _ITEMS),
    (TypeError, r"argument", _ARGUMENTS),
    (TypeError, r"only .*arrays can be converted", _one_number),
    (TypeError, r"Cannot cast ufunc|cast .* output", _CAST),
    (KeyError, r"", _KEY),
    (ZeroDivisionError, r"", _ZERO),
    (RecursionError, r"", _RECURSION),
    (ImportError, r"", _IMPORTED),
    (SystemExit, r"", _ENDED),
    (AssertionError, r"", _ASSERT),
    (ValueError, r"", _VALUE_NAMED),
)
