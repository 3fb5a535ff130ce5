"""Weights in files: a tree of arrays, saved and loaded by name, every number bit for bit.

Two formats, chosen by the suffix of the file. `.npz` is NumPy's own: a ZIP archive with one array an entry and a
checksum over each. `.safetensors` is read by many programs; it needs the safetensors package and has no checksum.
Neither can hold program code, so that a file from a stranger is only data: nothing is ever pickled or unpickled.

Sources: the format of .npy and .npz, numpy.lib.format in the documentation of NumPy; the format of .safetensors, the
README of the safetensors package.
"""

import contextlib
import json
import math
import os
import secrets
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np

from lstmlab import trees
from lstmlab.shapes import Array

SUFFIXES = (".npz", ".safetensors")

# What both formats can hold, by the names of safetensors and of NumPy.
_DTYPES = {
    "F64": "float64",
    "F32": "float32",
    "F16": "float16",
    "I64": "int64",
    "I32": "int32",
    "I16": "int16",
    "I8": "int8",
    "U64": "uint64",
    "U32": "uint32",
    "U16": "uint16",
    "U8": "uint8",
    "BOOL": "bool",
}

# The entry of an .npz file that holds the metadata; safetensors uses the same name in its header.
_METADATA = "__metadata__"


def save(path: str | os.PathLike[str], tree: Any, metadata: dict[str, str] | None = None) -> None:
    """Write a tree of arrays to a file, under the names of `trees.leaves`: "cell.W_x", "readout.b_y".

    The file is complete or not there: the numbers go to a new file beside it, which takes its place (and that of an
    older file) only once everything is on the disk. A program that is killed on the way leaves the older file as it
    was.

    Args:
        path: ends in .npz or .safetensors.
        tree: arrays of real numbers, such as the Params of a network: bool, integers, float16, float32, float64,
            each kept as it is. Python numbers are stored as int64, float64 or bool. Complex numbers, text and objects
            are refused: weights are real.
        metadata: text to keep with the arrays, such as {"cell": "lstm", "epochs": "20"}.

    Raises:
        ValueError: another suffix, a name that stands twice, or an integer beyond 64 bits; TypeError: something
            that is not an array of real numbers, or metadata that are not text; ImportError: safetensors is missing.
    """
    place, suffix = _place(path)
    arrays = _arrays(tree)
    if metadata is not None and not isinstance(metadata, dict):
        raise TypeError(f"metadata: expected text by text, got {type(metadata).__name__}")
    metadata = dict(metadata or {})
    for key, value in metadata.items():
        if not isinstance(key, str) or not isinstance(value, str):
            raise TypeError(f"metadata: expected text by text, got {key!r}: {value!r}")
    write = _write_npz if suffix == ".npz" else _write_safetensors
    with _replaced(place) as stream:
        write(stream, arrays, metadata)


def load(path: str | os.PathLike[str], like: Any) -> tuple[Any, dict[str, str]]:
    """Read the file that `save` wrote, and give back its arrays in the form of `like`.

    Args:
        path: ends in .npz or .safetensors.
        like: a tree with the names, shapes and dtypes that are expected, such as `cell.zeros(n_in, n_hidden)`; its
            numbers do not matter.

    Returns:
        A tree in the form of `like`, and the metadata.

    Raises:
        ValueError: the file is damaged or no such file, an array is missing or was not expected, or has another shape
            or dtype. The message names the file, the array, what was expected and what is there; nothing is loaded.
        OSError: the file cannot be read, FileNotFoundError where there is none; ImportError: safetensors is missing.
    """
    place, _ = _place(path)
    expected = _arrays(like)
    with _opened(place) as file:
        with _damage_named(place):
            headers = file.headers()
        _compare(place, headers, expected)
        with _damage_named(place):
            arrays = iter([file.read(name) for name in expected])
            metadata = file.metadata()
    return trees.map(lambda leaf: _as_leaf(leaf, next(arrays)), like), metadata


def load_metadata(path: str | os.PathLike[str]) -> dict[str, str]:
    """The metadata of a file alone, {} where it has none: what is in it, before it is loaded. Errors as in `load`."""
    place, _ = _place(path)
    with _opened(place) as file, _damage_named(place):
        metadata: dict[str, str] = file.metadata()
    return metadata


def _place(path: str | os.PathLike[str]) -> tuple[Path, str]:
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"path: expected a file's name, got {type(path).__name__}")
    place = Path(path)
    suffix = place.suffix.lower()
    if suffix not in SUFFIXES:
        raise ValueError(f"path: expected a name that ends in {' or '.join(SUFFIXES)}, got {str(path)!r}")
    return place, suffix


def _arrays(tree: Any) -> dict[str, Array]:
    """The arrays by name, in the byte order of this machine."""
    arrays: dict[str, Array] = {}
    for name, leaf in trees.leaves(tree):
        if name in arrays or name == _METADATA:
            raise ValueError(f"tree: expected each name once and {_METADATA!r} for metadata alone, got {name!r}")
        array: Any = leaf
        if isinstance(leaf, (bool, int, float)) and not isinstance(leaf, np.generic):
            kind = bool if isinstance(leaf, bool) else np.int64 if isinstance(leaf, int) else np.float64
            try:
                array = np.array(leaf, kind)
            except OverflowError:
                raise ValueError(f"{name}: expected an integer of at most 64 bits, got {leaf}") from None
        if not isinstance(array, (np.ndarray, np.generic)) or array.dtype.name not in _DTYPES.values():
            kind_of = f"dtype {array.dtype}" if isinstance(array, (np.ndarray, np.generic)) else type(leaf).__name__
            raise TypeError(f"{name or 'tree'}: expected an array of real numbers of at most 64 bits, got {kind_of}")
        arrays[name] = np.asarray(array, array.dtype.newbyteorder("="), order="C")
    return arrays


def _as_leaf(leaf: Any, array: Array) -> Any:
    """A Python number where `like` has one."""
    if isinstance(leaf, np.generic):
        return array[()]
    return array.item() if isinstance(leaf, (bool, int, float)) else array


def _compare(place: Path, headers: dict[str, tuple[tuple[int, ...], str]], expected: dict[str, Array]) -> None:
    missing = [name for name in expected if name not in headers]
    foreign = sorted(name for name in headers if name not in expected)
    if missing or foreign:
        found = [f"{_few(missing)} missing"] * bool(missing) + [f"{_few(foreign)} not expected"] * bool(foreign)
        raise ValueError(f"{place}: expected {_few(list(expected))}, got a file with {' and '.join(found)}")
    for name, array in expected.items():
        shape, dtype = headers[name]
        if (shape, dtype) != (array.shape, array.dtype.name):
            came = f"{shape} {dtype}"
            raise ValueError(f"{place}: {name or 'array'}: expected {array.shape} {array.dtype.name}, got {came}")


def _few(names: list[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:6])
    return shown + (f" and {len(names) - 6} more" if len(names) > 6 else "") if names else "no arrays"


@contextlib.contextmanager
def _replaced(place: Path) -> Iterator[IO[bytes]]:
    """A stream into a new file that takes its place in one move, once all of it is on the disk."""
    place = Path(os.path.realpath(place))  # a link stays a link
    unfinished = place.with_name(f".{place.name}.{secrets.token_hex(4)}.tmp")
    try:
        with open(unfinished, "xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(unfinished, place)
    except BaseException:  # Ctrl-C too: half a file is of no use to anybody
        unfinished.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _damage_named(place: Path) -> Iterator[None]:
    # A damaged file fails in many ways, each with an exception of its own: for the reader they are one.
    try:
        yield
    except Exception as problem:
        reason = f"{type(problem).__name__}: {problem}"
        raise ValueError(f"{place}: expected a whole {place.suffix} file of arrays, got {reason}") from problem


@contextlib.contextmanager
def _opened(place: Path) -> Iterator[Any]:
    with open(place, "rb") as stream, contextlib.ExitStack() as stack:
        reader = _Npz if place.suffix.lower() == ".npz" else _Safetensors
        if reader is _Safetensors:
            _safetensors()
        with _damage_named(place):
            file = reader(stream, stack)
        yield file


class _Npz:
    """A ZIP archive of .npy files. Sizes are read before the numbers, so that a wrong file is refused unread."""

    def __init__(self, stream: IO[bytes], stack: contextlib.ExitStack) -> None:
        self.archive = stack.enter_context(zipfile.ZipFile(stream))
        entries = self.archive.namelist()
        if len(set(entries)) < len(entries) or not all(entry.endswith(".npy") for entry in entries):
            raise ValueError(f"entries {_few(entries)}")
        self.names = [name for entry in entries if (name := entry.removesuffix(".npy")) != _METADATA]

    def headers(self) -> dict[str, tuple[tuple[int, ...], str]]:
        found = {}
        for name in self.names:
            with self.archive.open(f"{name}.npy") as entry:
                shape, _, dtype = self._header(entry)
            found[name] = shape, dtype.name
        return found

    def read(self, name: str) -> Array:
        with self.archive.open(f"{name}.npy") as entry:
            shape, columns_first, dtype = self._header(entry)
            # One byte more than there should be: that reaches the end, where the checksum is compared.
            data = entry.read(math.prod(shape) * dtype.itemsize + 1)
        array = np.frombuffer(data, dtype).reshape(shape, order="F" if columns_first else "C")
        return array.astype(dtype.newbyteorder("="), order="C")

    def metadata(self) -> dict[str, str]:
        if f"{_METADATA}.npy" not in self.archive.namelist():
            return {}
        notes: dict[str, str] = json.loads(self.read(_METADATA).item())
        if not all(isinstance(text, str) for item in dict(notes).items() for text in item):
            raise ValueError(f"metadata {notes!r}")
        return notes

    @staticmethod
    def _header(entry: Any) -> tuple[tuple[int, ...], bool, np.dtype]:
        version = np.lib.format.read_magic(entry)
        if version == (1, 0):
            return np.lib.format.read_array_header_1_0(entry)
        return np.lib.format.read_array_header_2_0(entry)


def _write_npz(stream: IO[bytes], arrays: dict[str, Array], metadata: dict[str, str]) -> None:
    notes = {_METADATA: np.array(json.dumps(metadata).encode())} if metadata else {}
    with zipfile.ZipFile(stream, "w") as archive:
        for name, array in (arrays | notes).items():
            # Without the time of day: the same weights give the same file.
            with archive.open(zipfile.ZipInfo(f"{name}.npy"), "w", force_zip64=True) as entry:
                np.lib.format.write_array(entry, array, allow_pickle=False)


class _Safetensors:
    """A header of names, dtypes and shapes in JSON, then the numbers."""

    def __init__(self, stream: IO[bytes], stack: contextlib.ExitStack) -> None:
        self.file = stack.enter_context(_safetensors().safe_open(str(stream.name), framework="numpy"))

    def headers(self) -> dict[str, tuple[tuple[int, ...], str]]:
        parts = {name: self.file.get_slice(name) for name in self.file.keys()}  # noqa: SIM118 - not a dict
        return {
            name: (tuple(part.get_shape()), _DTYPES.get(part.get_dtype(), part.get_dtype()))
            for name, part in parts.items()
        }

    def read(self, name: str) -> Array:
        array: Array = self.file.get_tensor(name)
        return array

    def metadata(self) -> dict[str, str]:
        return dict(self.file.metadata() or {})


def _write_safetensors(stream: IO[bytes], arrays: dict[str, Array], metadata: dict[str, str]) -> None:
    stream.write(_safetensors().numpy.save(arrays, metadata or None))


def _safetensors() -> Any:
    try:
        import safetensors.numpy
    except ImportError:
        raise ImportError(
            "a .safetensors file needs the package safetensors: pip install safetensors; .npz needs nothing more"
        ) from None
    return safetensors
