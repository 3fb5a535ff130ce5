"""Weights in files: what is saved comes back bit for bit, or the reason is named and nothing is loaded."""

import builtins
import json
import os
import pickle
import re
import sys
import zipfile
from typing import NamedTuple

import numpy as np
import pytest

from lstmlab import init, storage, trees
from lstmlab.cells import elman, lstm

SUFFIXES = storage.SUFFIXES
DTYPES = ("float64", "float32", "float16", "int64", "int32", "int16", "int8", "uint64", "uint32", "uint16", "uint8")


class Part(NamedTuple):
    w: object
    others: object


def same(one, other):
    """The same names, shapes, dtypes and bits."""
    for name, a, b in trees.leaves(one, other):
        assert (a.shape, a.dtype) == (b.shape, b.dtype), name
        assert a.tobytes() == b.tobytes(), name
    return True


@pytest.fixture(params=SUFFIXES)
def path(request, tmp_path):
    return tmp_path / f"weights{request.param}"


def test_a_network_comes_back_bit_for_bit(path):
    rng = np.random.default_rng(0)
    for dtype in (np.float64, np.float32):
        params = init.elman_network(rng, 3, 4, 2, dtype)
        storage.save(path, params, {"cell": "elman", "note": 'größer als ≤ 日本 \\ " \n'})
        loaded, metadata = storage.load(path, init.elman_network(rng, 3, 4, 2, dtype))
        assert type(loaded) is type(params)
        assert type(loaded.cell) is elman.Params
        assert same(params, loaded)
        assert metadata == {"cell": "elman", "note": 'größer als ≤ 日本 \\ " \n'} == storage.load_metadata(path)


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_kind_of_number_is_kept(path, dtype):
    raw = (
        np.random.default_rng(1).integers(0, 256, size=(5, 3, 8), dtype=np.uint8).view(dtype)
    )  # NaNs with payloads too
    storage.save(path, {"a": raw})
    assert same(storage.load(path, {"a": np.zeros_like(raw)})[0], {"a": raw})


def test_special_numbers_and_sizes_are_kept(path):
    tree = Part(
        {"zeros": np.array([0.0, -0.0]), "far": np.array([np.inf, -np.inf, np.nan, 5e-324])},
        [np.array(True), (np.zeros((0, 3), np.float32), np.array(2.5)), np.arange(6.0).reshape(2, 3).T],
    )
    storage.save(path, tree)
    loaded, metadata = storage.load(path, trees.map(np.zeros_like, tree))
    assert metadata == {}
    assert same(loaded, tree)


def test_python_numbers_come_back_as_python_numbers(path):
    tree = {"t": 7, "lr": 0.1, "done": True, "mean": np.float32(0.5)}
    storage.save(path, tree)
    loaded, _ = storage.load(path, {"t": 0, "lr": 0.0, "done": False, "mean": np.float32(0)})
    assert loaded == tree
    assert [type(value) for value in loaded.values()] == [int, float, bool, np.float32]


def test_other_orders_in_memory_are_stored_as_plain_arrays(path):
    big = np.arange(6.0).reshape(2, 3).astype(">f8")
    strided = np.arange(12, dtype=np.float32).reshape(3, 4)[:, ::2]
    storage.save(path, {"big": big, "strided": strided})
    loaded, _ = storage.load(path, {"big": big, "strided": strided})
    assert loaded["big"].dtype.isnative
    assert loaded["big"].tolist() == big.tolist()
    assert loaded["strided"].tolist() == strided.tolist()


def test_a_bare_array_is_a_tree(path):
    storage.save(path, np.arange(3))
    assert storage.load(path, np.zeros(3, int))[0].tolist() == [0, 1, 2]


def test_loaded_arrays_can_be_written_to_and_the_file_stays(path):
    storage.save(path, {"w": np.ones(3)})
    loaded, _ = storage.load(path, {"w": np.zeros(3)})
    loaded["w"][0] = 5
    assert storage.load(path, {"w": np.zeros(3)})[0]["w"].tolist() == [1, 1, 1]


def test_nothing_that_was_passed_in_is_changed(path):
    tree, like, metadata = {"w": np.ones(3)}, {"w": np.zeros(3)}, {"a": "b"}
    storage.save(path, tree, metadata)
    storage.load(path, like)
    assert (tree["w"].tolist(), like["w"].tolist(), metadata) == ([1, 1, 1], [0, 0, 0], {"a": "b"})


def test_numpy_itself_reads_the_npz_file_without_pickle_and_writes_one_that_is_read(tmp_path):
    path = tmp_path / "weights.npz"
    storage.save(path, {"file": np.arange(3.0), "a": {"b": np.ones((2, 2), np.float32)}}, {"x": "y"})
    with np.load(path, allow_pickle=False) as file:
        assert file["file"].tolist() == [0, 1, 2]
        assert file["a.b"].dtype == np.float32
        assert json.loads(file["__metadata__"].item()) == {"x": "y"}
    for write in (np.savez, np.savez_compressed):
        write(path, w=np.asfortranarray(np.arange(6.0).reshape(2, 3)))
        assert storage.load(path, {"w": np.zeros((2, 3))})[0]["w"].tolist() == [[0, 1, 2], [3, 4, 5]]


def test_safetensors_itself_reads_the_file_and_writes_one_that_is_read(tmp_path):
    from safetensors import numpy as others
    from safetensors import safe_open

    path = tmp_path / "weights.safetensors"
    storage.save(path, {"a": {"b": np.arange(3.0)}}, {"x": "y"})
    assert others.load_file(path)["a.b"].tolist() == [0, 1, 2]
    with safe_open(path, "numpy") as file:
        assert file.metadata() == {"x": "y"}
    others.save_file({"w": np.ones(2, np.float32)}, path)
    assert storage.load(path, {"w": np.zeros(2, np.float32)})[0]["w"].tolist() == [1, 1]


def test_the_same_weights_give_the_same_npz_file(tmp_path):
    for name in ("one", "other"):
        storage.save(tmp_path / f"{name}.npz", {"w": np.ones(3)}, {"a": "b"})
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()


# What does not fit


PARAMS = lstm.zeros(3, 4)


@pytest.mark.parametrize(
    "saved, message",
    [
        (elman.zeros(3, 4), r"{path}: W_x: expected \(3, 16\) float64, got \(3, 4\) float64"),
        (lstm.zeros(3, 4, np.float32), r"{path}: W_x: expected \(3, 16\) float64, got \(3, 16\) float32"),
        (PARAMS._replace(b=np.zeros((1, 16))), r"{path}: b: expected \(16,\) float64, got \(1, 16\) float64"),
        (
            {"W_x": PARAMS.W_x, "W_h": PARAMS.W_h},
            r"{path}: expected 'W_x', 'W_h', 'b', got a file with 'b' missing",
        ),
        ({**PARAMS._asdict(), "p": np.ones(4)}, r"{path}: .* got a file with 'p' not expected"),
        ({"cell": PARAMS}, r"{path}: .* 'W_x', 'W_h', 'b' missing and 'cell.W_h', 'cell.W_x', 'cell.b' not expected"),
        ({}, r"{path}: expected 'W_x', 'W_h', 'b', got a file with 'W_x', 'W_h', 'b' missing"),
    ],
)
def test_a_file_of_another_network_is_refused_and_what_differs_is_named(path, saved, message):
    storage.save(path, saved)
    with pytest.raises(ValueError, match=message.replace("{path}", re.escape(str(path)))):
        storage.load(path, PARAMS)


def test_many_missing_names_are_counted(path):
    storage.save(path, {})
    with pytest.raises(ValueError, match=r"'0', '1', '2', '3', '4', '5' and 94 more missing"):
        storage.load(path, [np.ones(1)] * 100)


def test_a_file_that_was_cut_off_anywhere_is_refused(path):
    storage.save(path, PARAMS, {"a": "b"})
    whole = path.read_bytes()
    for length in [*range(0, len(whole), 97), len(whole) - 1]:
        path.write_bytes(whole[:length])
        with pytest.raises(ValueError, match=f"{re.escape(str(path))}: expected a whole {path.suffix} file of arrays"):
            storage.load(path, PARAMS)


def test_a_flipped_bit_in_an_npz_file_is_noticed_by_the_checksum(tmp_path):
    path = tmp_path / "weights.npz"
    params = init.elman(np.random.default_rng(0), 3, 4)
    storage.save(path, params)
    whole = path.read_bytes()
    for place in range(whole.index(params.W_x.tobytes()), whole.index(params.W_x.tobytes()) + params.W_x.nbytes):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(ValueError, match=r"weights\.npz: expected a whole .npz file .* Bad CRC-32"):
            storage.load(path, params)


def test_whatever_byte_is_damaged_loading_gives_the_weights_or_a_clear_error(path):
    params = init.elman(np.random.default_rng(0), 2, 2)
    storage.save(path, params, {"a": "b"})
    whole = path.read_bytes()
    numbers = {
        place for array in params for place in range(whole.index(array.tobytes()), whole.index(array.tobytes()) + 32)
    }
    refused = []
    for place in sorted(set(range(len(whole))) - numbers):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            loaded, _ = storage.load(path, params)
        except ValueError as problem:
            refused.append(str(problem))
        else:
            same(loaded, params)
    assert len(refused) > 100
    assert all(problem.startswith(f"{path}: ") for problem in refused)


@pytest.mark.parametrize(
    "content", [b"", b"W_x = 3", b"\x00" * 1000, b"\xff" * 1000, b"PK\x05\x06" + b"\x00" * 18, b"{}"]
)
def test_foreign_files_are_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(ValueError, match=f"{re.escape(str(path))}: expected"):
        storage.load(path, PARAMS)


def test_a_zip_file_of_other_things_is_refused(tmp_path):
    path = tmp_path / "weights.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(ValueError, match=r"weights\.npz: expected a whole \.npz file of arrays, got .*readme\.txt"):
        storage.load(path, PARAMS)


class Bomb:
    """Unpickling it would make a file: the proof that nothing was unpickled is that there is none."""

    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return open, (self.mark, "w")


def test_pickled_content_is_never_unpickled(tmp_path):
    mark = str(tmp_path / "mark")
    path = tmp_path / "weights.npz"
    np.savez(path, w=np.array([Bomb(mark)], dtype=object))
    with pytest.raises(ValueError, match=r"w: expected \(1,\) float64, got \(1,\) object"):
        storage.load(path, {"w": np.zeros(1)})
    np.savez(path, __metadata__=np.array(Bomb(mark), dtype=object))
    for read in (lambda: storage.load(path, {}), lambda: storage.load_metadata(path)):
        with pytest.raises(ValueError, match=r"weights\.npz: expected a whole"):
            read()
    path.write_bytes(pickle.dumps(Bomb(mark)))
    with pytest.raises(ValueError, match=r"weights\.npz: expected a whole"):
        storage.load(path, {})
    assert not os.path.exists(mark)


def test_safetensors_dtypes_that_numpy_does_not_have_are_named(tmp_path):
    path = tmp_path / "weights.safetensors"
    header = json.dumps({"w": {"dtype": "BF16", "shape": [2], "data_offsets": [0, 4]}}).encode()
    path.write_bytes(len(header).to_bytes(8, "little") + header + bytes(4))
    with pytest.raises(ValueError, match=r"w: expected \(2,\) float32, got \(2,\) BF16"):
        storage.load(path, {"w": np.zeros(2, np.float32)})


@pytest.mark.parametrize(
    "tree, error, message",
    [
        ({"w": np.ones(2, complex)}, TypeError, "w: expected an array of real numbers .* got dtype complex128"),
        ({"w": np.array(["a"])}, TypeError, "w: expected an array of real numbers .* got dtype <U1"),
        ({"w": np.array([None])}, TypeError, "w: expected an array of real numbers .* got dtype object"),
        ({"w": None}, TypeError, "w: expected an array of real numbers .* got NoneType"),
        ("text", TypeError, "tree: expected an array of real numbers .* got str"),
        ({"t": 2**70}, ValueError, "t: expected an integer of at most 64 bits, got 1180591620717411303424"),
        ({"a.b": np.ones(1), "a": {"b": np.ones(1)}}, ValueError, "tree: expected each name once .* got 'a.b'"),
        ({"__metadata__": np.ones(1)}, ValueError, "tree: .* got '__metadata__'"),
    ],
)
def test_what_cannot_be_stored_is_named_and_the_older_file_stays(path, tree, error, message):
    storage.save(path, {"w": np.ones(1)})
    before = path.read_bytes()
    with pytest.raises(error, match=message):
        storage.save(path, tree)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_metadata_that_are_no_text_are_refused(path):
    with pytest.raises(TypeError, match="metadata: expected text by text, got 'epoch': 3"):
        storage.save(path, {"w": np.ones(1)}, {"epoch": 3})
    assert not path.exists()


def test_other_suffixes_are_refused():
    for name in ("weights.pkl", "weights", "weights.npz.txt"):
        for call in (lambda name=name: storage.save(name, {}), lambda name=name: storage.load(name, {})):
            with pytest.raises(ValueError, match=rf"path: expected a name that ends in \.npz or .*, got '{name}'"):
                call()


def test_a_file_that_is_not_there_is_a_file_not_found(path):
    for call in (storage.load_metadata, lambda path: storage.load(path, {})):
        with pytest.raises(FileNotFoundError):
            call(path)


def test_without_safetensors_the_command_that_installs_it_is_named_and_npz_works(tmp_path, monkeypatch):
    path = tmp_path / "weights.safetensors"
    storage.save(path, {"w": np.ones(1)})
    real_import = builtins.__import__

    def without(name, *args, **kwargs):
        if name.split(".")[0] == "safetensors":
            raise ImportError(name)
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    for call in (lambda: storage.save(path, {"w": np.zeros(1)}), lambda: storage.load(path, {"w": np.ones(1)})):
        with pytest.raises(ImportError, match="pip install safetensors"):
            call()
    storage.save(tmp_path / "weights.npz", {"w": np.ones(1)})
    monkeypatch.undo()
    assert storage.load(path, {"w": np.zeros(1)})[0]["w"].tolist() == [1]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["weights.npz", "weights.safetensors"]


# Saving in one move


@pytest.mark.parametrize("where", ["fsync", "replace"])
@pytest.mark.parametrize("problem", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_save_that_fails_leaves_the_older_file_and_nothing_else(path, monkeypatch, where, problem):
    storage.save(path, {"w": np.ones(3)})

    def fails(*_):
        raise problem

    monkeypatch.setattr(os, where, fails)
    with pytest.raises(type(problem)):
        storage.save(path, {"w": np.zeros(3)})
    monkeypatch.undo()
    assert storage.load(path, {"w": np.zeros(3)})[0]["w"].tolist() == [1, 1, 1]
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes are those of POSIX")
def test_a_link_stays_a_link_and_the_file_is_readable_like_any_other(tmp_path):
    (tmp_path / "disk").mkdir()
    link, target = tmp_path / "weights.npz", tmp_path / "disk" / "first.npz"
    link.symlink_to(target)
    storage.save(link, {"w": np.ones(1)})
    assert link.is_symlink()
    assert storage.load(target, {"w": np.zeros(1)})[0]["w"].tolist() == [1]
    (tmp_path / "plain").write_bytes(b"")
    assert target.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        storage.save(tmp_path / "nowhere" / "weights.npz", {"w": np.ones(1)})
