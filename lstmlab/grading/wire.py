"""Values as bytes, and back: what goes between the judge and the jail. Nothing that is read here can run anything.

A message is a JSON object and a row of pieces of bytes (the numbers of arrays):

    4 bytes  length of the JSON text
    4 bytes  number of pieces, and 4 bytes for the length of each
    ...      the JSON text, the pieces

In the JSON text True, False, None, a float and a word stand for themselves; everything else is a list that begins with
a letter. Whole numbers are written in base 16, so that the largest costs no more than its length. Functions go by the
name under which a module of ours holds them, or by what made them; random generators by their state. Whatever is larger
or deeper than the limits, or does not fit this form, raises `Unreadable`.
"""

import json
import re
import struct
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from lstmlab.checking.calling.keep import Iterated, Named, Strange

MOST_TEXT = 4_000_000
MOST_BYTES = 32_000_000
MOST_PIECES = 20_000
MOST_LEVELS = 40
MOST_AXES = 32
# Kinds of numbers and letters that an array may have. None of them holds objects.
_DTYPE = re.compile(r"[<>|=][fiubcUSMm]\d{1,9}(\[[A-Za-z0-9]{1,8}\])?")
_CONSTANTS: dict[str, Any] = {"none": None, "dots": Ellipsis, "not": NotImplemented}
_GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


class Unreadable(ValueError):
    """Bytes that are no message, or a value that is too large for one."""


class Packer:
    """Puts values into a message.

    Args:
        home: name of the module whose functions may stand among the values; empty for none.
    """

    def __init__(self, home: str = "") -> None:
        self._home = home
        self._pieces: list[bytes] = []
        self._size = 0

    def pack(self, value: Any, level: int = 0) -> Any:
        """The value as it stands in the JSON text. Raises Unreadable where it is too large, or has no form here."""
        if level > MOST_LEVELS:
            raise Unreadable("deeper than can be sent")
        if value is None or type(value) in (bool, float, str):
            return value
        for letter, one in _CONSTANTS.items():
            if value is one:
                return ["k", letter]
        if type(value) is int:
            return ["i", format(value, "x")] if value.bit_length() <= 4 * MOST_TEXT else self._never("number")
        if type(value) is complex:
            return ["c", value.real, value.imag]
        if type(value) is bytes:
            return ["b", self._piece(value)]
        if isinstance(value, np.ndarray) and _DTYPE.fullmatch(value.dtype.str):
            if value.nbytes > MOST_BYTES:
                raise Unreadable("an array that is too large")
            return ["a", value.dtype.str, list(value.shape), self._piece(value.tobytes())]
        if isinstance(value, np.generic) and _DTYPE.fullmatch(value.dtype.str):
            return ["g", value.dtype.str, self._piece(value.tobytes())]
        if isinstance(value, Strange):
            return ["s", value.kind[:200]]
        if isinstance(value, Named):
            return ["N", list(value.names), *(self.pack(one, level + 1) for one in value)]
        for letter, kind in (("I", Iterated), ("t", tuple), ("l", list)):
            if isinstance(value, kind):
                return [letter, *(self.pack(one, level + 1) for one in value)]
        if isinstance(value, dict):
            return ["d", *([self.pack(name, level + 1), self.pack(one, level + 1)] for name, one in value.items())]
        if isinstance(value, np.random.Generator):
            return ["r", type(value.bit_generator).__name__, self.pack(value.bit_generator.state, level + 1)]
        if callable(value) and self._home:
            if isinstance(made := getattr(value, "made", None), tuple):
                return ["F", self._home, made[0], self.pack(made[1], level + 1)]
            return ["f", self._home, self._name_of(value)]
        return self._never(type(value).__name__)

    def _name_of(self, function: Callable[..., Any]) -> str:
        for name, one in vars(sys.modules[self._home]).items():
            if one is function:
                return name
        return str(self._never(f"function without a name in {self._home}"))

    def _never(self, what: str) -> Any:
        raise Unreadable(f"a {what} cannot be sent")

    def _piece(self, data: bytes) -> int:
        self._size += len(data)
        if self._size > MOST_BYTES or len(self._pieces) >= MOST_PIECES:
            raise Unreadable("more than can be sent")
        self._pieces.append(data)
        return len(self._pieces) - 1

    def message(self, content: dict[str, Any]) -> bytes:
        """The bytes of a message whose values have been packed."""
        text = json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        if len(text) > MOST_TEXT:
            raise Unreadable("more than can be sent")
        count = len(self._pieces)
        sizes = struct.pack(f"<{2 + count}I", len(text), count, *map(len, self._pieces))
        return b"".join([sizes, text, *self._pieces])


class Message:
    """A message that came: `content`, whose values `unpack` reads.

    Args:
        functions: whether names of functions are looked up. Only the jail does.
    """

    def __init__(self, text: bytes, pieces: list[bytes], functions: bool = False) -> None:
        self._pieces = pieces
        self._functions = functions
        try:
            self.content = json.loads(text.decode("ascii"))
        except (ValueError, RecursionError) as problem:
            raise Unreadable(f"no JSON: {type(problem).__name__}") from None
        if not isinstance(self.content, dict):
            raise Unreadable("no message")

    def unpack(self, packed: Any) -> Any:
        """A value. Raises Unreadable for what has not the form of one."""
        try:
            return self._unpacked(packed, 0)
        except Unreadable:
            raise
        except Exception as problem:  # lists too short, types that do not fit, arrays whose bytes do not
            raise Unreadable(f"no value: {type(problem).__name__}") from None

    def _unpacked(self, packed: Any, level: int) -> Any:
        if packed is None or type(packed) in (bool, float, str):
            return packed
        if level > MOST_LEVELS or type(packed) is not list:
            raise Unreadable("no value")
        letter, *rest = packed
        if letter in ("t", "l", "I"):
            kind = {"t": tuple, "l": list, "I": Iterated}[letter]
            return kind(self._unpacked(one, level + 1) for one in rest)
        if letter == "d":
            return {self._unpacked(name, level + 1): self._unpacked(one, level + 1) for name, one in rest}
        if letter == "N":
            named = Named(self._unpacked(one, level + 1) for one in rest[1:])
            named.names = tuple(map(str, rest[0]))
            if len(named.names) != len(named):
                raise Unreadable("names that do not fit")
            return named
        return self._single(letter, rest)

    def _single(self, letter: str, rest: list[Any]) -> Any:
        if letter == "k":
            return _CONSTANTS[rest[0]]
        if letter == "i":
            return int(rest[0], 16)
        if letter == "c":
            return complex(float(rest[0]), float(rest[1]))
        if letter == "b":
            return self._pieces[rest[0]]
        if letter == "s":
            return Strange(str(rest[0])[:200])
        if letter in ("a", "g"):
            return self._numbers(letter, *rest)
        if letter == "r":
            return self._generator(*rest)
        if letter == "f" and self._functions:
            module, name = rest
            return vars(sys.modules[module])[name]
        if letter == "F" and self._functions:
            module, name, given = rest
            return vars(sys.modules[module])[name](*self._unpacked(given, 1))
        raise Unreadable("no value")

    def _numbers(self, letter: str, dtype: str, *rest: Any) -> Any:
        if not _DTYPE.fullmatch(dtype):
            raise Unreadable("no dtype")
        if letter == "g":
            return np.frombuffer(self._pieces[rest[0]], dtype=np.dtype(dtype), count=1)[0]
        shape, piece = rest
        if len(shape) > MOST_AXES or not all(type(size) is int and size >= 0 for size in shape):
            raise Unreadable("no shape")
        found = np.frombuffer(self._pieces[piece], dtype=np.dtype(dtype)) if self._pieces[piece] else np.zeros(0, dtype)
        return found.reshape(shape).copy()

    def _generator(self, name: str, state: Any) -> np.random.Generator:
        if name not in _GENERATORS:
            raise Unreadable("no random generator")
        source = getattr(np.random, name)(0)
        source.state = self._unpacked(state, 1)
        return np.random.Generator(source)


def sizes(head: bytes) -> tuple[int, int]:
    """The length of the text and the number of pieces, of the first eight bytes. Raises Unreadable above the limits."""
    text, count = struct.unpack("<2I", head)
    if text > MOST_TEXT or count > MOST_PIECES:
        raise Unreadable("a message that is too large")
    return text, count


def lengths(head: bytes) -> list[int]:
    """The lengths of the pieces. Raises Unreadable above the limits."""
    found = list(struct.unpack(f"<{len(head) // 4}I", head))
    if sum(found) > MOST_BYTES:
        raise Unreadable("a message that is too large")
    return found


def read(take: Callable[[int], bytes], functions: bool = False) -> Message:
    """The next message; `take(n)` gives the next n bytes."""
    text, count = sizes(take(8))
    many = lengths(take(4 * count))
    return Message(take(text), [take(length) for length in many], functions)
