"""The page's Python says what CPython says, its files are the official ones, and two builds of them are the same."""

import hashlib
import json
import re
import sys
import zipfile

import pytest

from tests.e2e import page_proof
from tests.e2e.page_proof import ALL, SAMPLE, differences, said, said_by_the_page, summary
from tools.lite import build as lite
from tools.page import build, pyodide

pytestmark = pytest.mark.e2e
PARTS = 4  # in which all answers are checked, each on any core


def test_the_page_and_this_python_say_the_same_of_a_sample():
    there = said_by_the_page(build.folder(), SAMPLE)
    assert len(there) == 2 * len(page_proof.coded())
    assert differences(said(SAMPLE), there) == []


@pytest.mark.night
@pytest.mark.timeout(1800)  # two times some 1,000 checks
@pytest.mark.parametrize("part", range(PARTS))
def test_the_page_and_this_python_say_the_same_of_every_answer(part):
    there = said_by_the_page(build.folder(), ALL, part, PARTS)
    print(summary(there))
    assert differences(said(ALL, part, PARTS), there) == []
    mistakes = sum(len(one.mistakes) for one in page_proof.coded()[part::PARTS])
    assert sum(one[1] == "mistake" for one in there) == mistakes > 200


def test_a_difference_is_told():
    here = [["lstm.step", "mistake", "no-forget-gate", "failed", 0, ["no-forget-gate"], 0.1]]
    there = [["lstm.step", "mistake", "no-forget-gate", "failed", 0, [], 0.2]]
    (found,) = differences(here, there)
    assert "lstm.step mistake no-forget-gate" in found
    assert "['no-forget-gate']" in found


def sums(folder):
    """Name and sha256 of each file of a folder."""
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.iterdir() if one.is_file()}


@pytest.mark.parametrize(
    "part",
    ["scripts", *(pytest.param(one, marks=pytest.mark.night) for one in ("lstmlab", "base"))],
)
def test_a_second_build_gives_the_same_bytes(tmp_path, part):
    made = sums(build.WORK / part)
    assert made
    build.MAKERS[part](tmp_path)
    assert sums(tmp_path) == made


def test_what_is_packed_depends_on_names_and_contents_alone(tmp_path):
    """Not on the order or the dates in which files lie in an archive: else no build would give the same bytes again."""
    packing = {"__name__": "packing"}
    exec(compile((build.SOURCES / "pack" / "pack.py").read_text(encoding="utf-8"), "pack.py", "exec"), packing)
    files = {
        "a/__init__.py": "x = {1, 2, 3}",
        "a/kept.py": '"""Doc."""\ny = "z"',
        "a/data.csv": "1,2",
        "a/tests/t.py": "",
    }
    made = []
    for names, year in ((sorted(files), 2021), (sorted(files, reverse=True), 2026)):
        with zipfile.ZipFile(tmp_path / "in", "w") as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), files[name])
        packing["pack"](tmp_path / "in", tmp_path / "out", "/lib/", "/tests/", "kept")
        packing["as_tar"](tmp_path / "out", tmp_path / "stream")
        made.append((sums(tmp_path)["out"], sums(tmp_path)["stream"]))
    assert made[0] == made[1]
    names = zipfile.ZipFile(tmp_path / "out").namelist()
    tag = sys.implementation.cache_tag
    assert names == ["a/__init__.pyc", "a/data.csv", "a/kept.py", f"a/__pycache__/kept.{tag}.pyc"]


@pytest.mark.parametrize(
    "archive",
    [lambda: build.WORK / "base" / "plots.zip", lambda: next((lite.WORK / "pyodide").glob("matplotlib-3*.whl"))],
    ids=["page", "jupyterlite"],
)
def test_matplotlib_finds_the_list_of_its_fonts(archive):
    """Else each session makes it anew, before the first picture."""
    (stock,) = build.DIST.glob("matplotlib-3*.whl")
    wanted = re.search(r"__version__ = (\d+)", zipfile.Path(stock, "matplotlib/font_manager.py").read_text("utf-8"))
    with zipfile.ZipFile(archive()) as found:
        names = found.namelist()
        listed = json.loads(found.read("matplotlib/fontlist.json"))
    assert [name for name in names if "fontlist" in name] == ["matplotlib/fontlist.json"]
    assert str(listed["_version"]) == wanted[1]
    files = [font["fname"] for font in listed["ttflist"]]
    there = {name.removeprefix("matplotlib/mpl-data/") for name in names if name.endswith(".ttf")}
    assert files == sorted(files)  # in one order, or no two builds give the same bytes
    assert {"fonts/ttf/DejaVuSans.ttf"} < set(files) == there


def test_every_file_from_elsewhere_is_the_official_one():
    core = build.MODULES / "pyodide"
    wheels = pyodide.wanted(core)
    assert len(wheels) == len(pyodide.WHEELS) + len(pyodide.KERNEL)
    assert {name: sums(build.DIST)[name] for name in wheels} == wheels
    # What is not compiled anew comes through the build as npm has it, and npm has it as our lock file says.
    unchanged = ("pyodide.mjs", "pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm")
    assert {name: sums(build.folder())[name] for name in unchanged} == {name: sums(core)[name] for name in unchanged}
    ours = json.loads((build.SOURCES / "package-lock.json").read_text("utf-8"))["packages"]
    installed = json.loads((build.MODULES / ".package-lock.json").read_text("utf-8"))["packages"]
    for name, one in installed.items():
        assert one["integrity"] == ours[name]["integrity"]


def test_a_wheel_with_other_bytes_is_refused(tmp_path, monkeypatch):
    core = build.MODULES / "pyodide"
    name, *others = pyodide.wanted(core)
    for other in others:
        (tmp_path / other).write_bytes((build.DIST / other).read_bytes())
    (tmp_path / name).write_bytes((build.DIST / name).read_bytes() + b"\0")
    monkeypatch.setenv("PYODIDE_DIST", str(tmp_path))
    monkeypatch.setattr(pyodide, "PLACES", {"PYODIDE_DIST": pyodide.PLACES["PYODIDE_DIST"]})
    with pytest.raises(pyodide.Missing, match="another sha256") as told:
        pyodide.bring(core, tmp_path / "dist")
    assert name in str(told.value)
    assert not (tmp_path / "dist" / name).exists()
