"""A plain environment: NumPy and lstmlab, no Matplotlib, no anywidget, no IPython."""

import zipfile

import pytest

from tests.e2e.environments import Environment, pip
from tools.source.chapters import ROOT, repository_address

pytestmark = pytest.mark.e2e

SECONDS = 0.2  # what `import lstmlab` may take beyond NumPy
RUNS = 7


@pytest.fixture(scope="module")
def plain(tmp_path_factory, wheel):
    made = Environment.make(tmp_path_factory.mktemp("plain") / "venv", "numpy")
    pip(made.python, "install", "--no-index", str(wheel))
    return made


TYPES = {"py", "typed", "toml", "csv", "js", "css", "svg", "json", "safetensors"}


def test_the_wheel_holds_the_package_and_nothing_of_the_book(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    inside = {name for name in names if not name.startswith("lstmlab-")}
    assert all(name.startswith("lstmlab/") for name in inside)
    assert {name.rsplit(".", 1)[-1] for name in inside} == TYPES
    there = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "lstmlab").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert inside == there


def test_it_needs_numpy_alone(plain, tmp_path):
    code = (
        "import json, sys; from importlib.metadata import distributions; print(sorted(d.name for d in distributions()))"
    )
    assert plain.run(code, tmp_path).strip() in (
        "['lstmlab', 'numpy', 'pip']",
        "['lstmlab', 'numpy', 'pip', 'setuptools']",
    )


def test_a_check_works_and_keeps_its_score(plain, tmp_path):
    said = plain.run(
        "import lstmlab; from lstmlab import check, score\n"
        "right = check('hello.scale', lambda x, factor: x * factor)\n"
        "print(right.status, right.points, right.max_points)\n"
        "wrong = check('hello.scale', lambda x, factor: x + factor)\n"
        "print(wrong.status, wrong.mistakes)\n"
        "print(right); print(score())",
        tmp_path,
    )
    lines = said.splitlines()
    assert lines[:2] == ["passed 1 1", "failed ('added',)"]
    assert "hello.scale: passed, 1 of 1 point" in said
    assert (tmp_path / "lstmlab-progress.json").exists()


def test_every_figure_can_be_made_and_read(plain, tmp_path):
    said = plain.run(
        "from lstmlab import figures\n"
        "for name in ('NetworkSizer', 'WindowExplorer', 'UnrollExplorer', 'LatchPortrait'):\n"
        "    print(getattr(figures, name)())\n",
        tmp_path,
    )
    assert said.count("Figure: ") == 4


def test_addresses_come_from_the_installed_metadata(plain, tmp_path):
    code = "from lstmlab import links; print(links.repository(), links.section(2, 'one-step'), links.colab('02-elman'))"
    address = repository_address()
    owner, name = address.rsplit("/", 2)[1:]
    assert plain.run(code, tmp_path).split() == [
        address,
        f"https://{owner}.github.io/{name}/book/chapters/02-elman.html#one-step",
        f"https://colab.research.google.com/github/{owner}/{name}/blob/main/notebooks/02-elman.ipynb",
    ]


@pytest.mark.parametrize("line", ["import lstmlab", "from lstmlab import check, score"])
def test_importing_takes_little_beyond_numpy(plain, tmp_path, line):
    code = f"import numpy, time; start = time.process_time(); {line}; print(time.process_time() - start)"
    # Time of the processor, to which other programs on the machine can only add.
    least = min(float(plain.run(code, tmp_path)) for _ in range(RUNS))
    print(f"{line}: {least * 1000:.1f} ms beyond NumPy, least of {RUNS}")
    assert least < SECONDS
