"""Every picture of a chapter has a caption with a number, and a sentence that points at it; no number is typed."""

import ast
import re

import nbformat
import numpy as np
import pytest

from lstmlab.drawings import numbers
from lstmlab.gates import sigmoid
from tests.book import sphinx_pages
from tools.notebooks.plain_markdown import Converter
from tools.source.chapters import ROOT, listed, read
from tools.source.index import BookIndex, said

CAPTION = re.compile(r"\*\*Figure (\d+\.\d+)\.\*\* \S.{30,}")
POINTED = re.compile(r"\[[Ff]igure (\d+\.\d+)\]\(http[^)]*#figure-[\w-]+\)")


def pictures(cell):
    """Whether a cell shows a plot, a drawing or an interactive figure: their text begins in one of two ways."""
    told = [output.get("data", {}).get("text/plain", "") for output in cell.get("outputs", [])]
    return any(one.startswith(("Figure: ", "Drawing: ")) for one in told)


@pytest.mark.parametrize("path", listed(), ids=lambda path: path.stem)
def test_every_picture_of_a_notebook_has_a_caption_and_a_sentence_that_points_at_it(path):
    number = read(path).number
    cells = nbformat.read(ROOT / f"notebooks/{path.stem}.ipynb", as_version=4).cells
    found = []
    for cell, after in zip(cells, [*cells[1:], None], strict=True):
        if cell.cell_type == "code" and pictures(cell):
            caption = CAPTION.match(after.source) if after is not None and after.cell_type == "markdown" else None
            assert caption, f"no caption below the picture of this cell:\n{cell.source[-300:]}"
            found.append(caption[1])
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert found == [f"{number}.{k}" for k in range(1, len(found) + 1)]
    assert len(re.findall(r"^\*\*Figure \d", text, re.MULTILINE)) == len(found), "a caption without its picture"
    assert set(found) <= set(POINTED.findall(text)), "nobody points at a figure"


@pytest.mark.parametrize("path", listed(), ids=lambda path: path.stem)
def test_every_plot_has_a_title(path):
    for cell in read(path).cells:
        if "plots." not in cell.source:
            continue
        for call in ast.walk(ast.parse(cell.source)):
            if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("plots."):
                named = any(one.arg == "title" for one in call.keywords)
                place = {"plots.training_curve": 2, "plots.dots": 3}.get(ast.unparse(call.func), 99)
                assert named or len(call.args) >= place, f"no title: {ast.unparse(call)[:200]}"


@pytest.mark.parametrize("path", listed(), ids=lambda path: path.stem)
def test_no_number_of_a_figure_is_typed(path):
    text = "\n".join(cell.source for cell in read(path).cells)
    assert not re.search(r"\b([Ff]igure|[Dd]rawing) \d+\.\d", text)


def test_a_reference_has_a_large_letter_where_a_sentence_begins_and_a_caption_that_is_not_there_is_refused():
    assert [said("5.2", before) for before in ("", "So it is. ", "as ", "look: ", "(")] == [
        "Figure 5.2",
        "Figure 5.2",
        "figure 5.2",
        "Figure 5.2",
        "figure 5.2",
    ]
    index = BookIndex(ROOT, figures={"loop": ("05-lstm", "5.2")})
    to = Converter(ROOT / "book/chapters/05-lstm.md", index, {})
    made = to.convert("As {figure}`loop` says. {figure}`loop`!\n\n:::{caption} loop\nA *loop*.\n:::\n", 1)
    address = index.page("05-lstm", "figure-loop")
    assert made == f"As [figure 5.2]({address}) says. [Figure 5.2]({address})!\n\n**Figure 5.2.** A *loop*."
    assert to.problems == []
    to.convert("See {figure}`lop`.", 7)
    assert "no caption with the name 'lop'. Known are: loop" in str(to.problems[0])


PAGE = """# LSTM

As {figure}`loop` says. {figure}`loop`! Then {figure}`again`.

:::{caption} loop
A *loop*.
:::

:::{caption} again
Another one.
:::
"""


def test_a_page_has_the_numbers_of_the_notebook(tmp_path):
    (tmp_path / "book/chapters").mkdir(parents=True)
    (tmp_path / "book/chapters/05-lstm.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "_toc.yml").write_text("root: book/chapters/05-lstm\nchapters:\n- file: book/chapters/05-lstm\n")
    wanted = {
        "extensions": ["myst_parser", "tools.book.captions"],
        "source_suffix": {".md": "markdown"},
        "root_doc": "book/chapters/05-lstm",
        "myst_enable_extensions": ["colon_fence"],
    }
    _, said_by_sphinx = sphinx_pages.build(tmp_path, wanted)
    assert said_by_sphinx == ""
    made = (tmp_path / "html/book/chapters/05-lstm.html").read_text(encoding="utf-8")
    links = re.findall(r'<a class="reference internal" href="([^"]*)">([Ff]igure [^<]*)</a>', made)
    ends = [(address.rpartition("#")[2], words) for address, words in links]
    assert ends == [("figure-loop", "figure 5.1"), ("figure-loop", "Figure 5.1"), ("figure-again", "figure 5.2")]
    assert re.search(r'id="figure-again">\s*<p><strong>Figure 5.2.</strong> Another one.</p>', made)


def test_the_code_of_the_two_steps_prints_the_numbers_of_the_drawing(capsys):
    (cell,) = [
        cell for cell in read(ROOT / "book/chapters/05-lstm.md").cells if cell.source.startswith('W = {"i": (4, 1, -2)')
    ]
    names = {"np": np, "sigmoid": sigmoid}
    exec(cell.source, names)
    assert {gate: tuple(map(float, three)) for gate, three in names["W"].items()} == numbers.WEIGHTS
    expected = [{part: f"{step[part]:.3f}" for part in "ifgoch"} for step in numbers.steps()]
    printed = [dict(re.findall(r"(\w) (-?[\d.]+)", line)) for line in capsys.readouterr().out.splitlines()]
    assert printed == expected
