"""What becomes of a chapter: plain Markdown, stubs and checks, no solutions, nbgrader's metadata."""

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from tests.book import course_sample
from tools.notebooks import learner
from tools.source import setup_cell
from tools.source.index import BookIndex
from tools.source.myst import reader

BOOK = "https://someone.github.io/course/book"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return course_sample.copy_to(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def notebook(root):
    return course_sample.build(root)


@pytest.fixture(scope="module")
def text(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


EXPECTED = {
    "title and addresses": "# A *sample* with `code`\n\n"
    "[Open in Colab](https://colab.research.google.com/github/someone/course/blob/main/notebooks/00-sample.ipynb) · "
    f"[Open in the book]({BOOK}/chapters/00-sample.html)\n\nEvery construct",
    "an admonition is a quote with a title": "> **In this chapter, $x$**\n>\n> You learn\n>\n> - one thing, see [(1)]",
    "a formula stays": "$$\ny = a x \\qquad \\text{for every } x\n$$",
    "a labelled math box keeps its number": "$$\nz = y + 1 \\qquad (1)\n$$",
    "labelled dollars keep their number": "$$\nw = z^2 \\qquad (2)\n$$",
    "a math box without a label": "$$\nv\n$$",
    "the math role": "$a_t = \\tanh(b_{t-1})$ or $c$.",
    "formulas by number": f"Formula [(1)]({BOOK}/chapters/00-sample.html#equation-line) comes before "
    f"[(2)]({BOOK}/chapters/00-sample.html#equation-square), and formula "
    f"[(1)]({BOOK}/chapters/90-second.html#equation-far)",
    "two roles in a row of a table": "[second](90-second.ipynb) and `{eq}` |\n"
    f"| $a$ | [Lovelace (1843)]({BOOK}/bibliography.html) |",
    "a role in a heading": f"### Pointing [(Lovelace 1843)]({BOOK}/bibliography.html)",
    "a citation in the sentence": f"As [von Neumann and Morgenstern (1944)]({BOOK}/bibliography.html) say",
    "two citations": f"old [(Borel et al. 1920; Lovelace 1843)]({BOOK}/bibliography.html). A sentence that\n",
    "a role over two lines": "breaks its citation [(von Neumann and Morgenstern 1944; Borel et al. 1920)]"
    f"({BOOK}/bibliography.html) over two lines goes on.",
    "a reference with words of its own": f"1. A list with [the *formulas*]({BOOK}/chapters/00-sample.html#formulas)\n"
    f"   and a second line with [hidden state]({BOOK}/notes/words.html#term-hidden-state).",
    "links to chapters lead to notebooks": "[A chapter](90-second.ipynb), [its section](90-second.ipynb), "
    "[The second](90-second.ipynb), ",
    "links within and to other pages lead to the book": f"[Formulas]({BOOK}/chapters/00-sample.html#formulas), "
    f"[words]({BOOK}/notes/words.html),\n   [Lovelace (1843)](https://example.org/a_b) and <https://example.org>.",
    "a quote stays a quote": f"> A quote with [Far & away]({BOOK}/chapters/90-second.html#far-away).",
    "code in the text stays": "```python\n{eq}`line` stays in code\n```",
    "a box within a box": "> - one\n>\n> > **Tip**\n> >\n> > A tip within, [Lovelace (1843)](",
    "a claim": "> **Measured: claim 3**\n>\n> A claim, with $x < 1$.",
    "an exercise": "## A first exercise\n\n"
    "### Exercise `hello.scale`: Multiply an array by a number (1 point)\n\nMultiply `x` by `factor`.",
    "each choice opens": "> Which one?\n\nClick on your choice:\n\n"
    "<details>\n<summary>a. This one.</summary>\n\n**Not this one.** That is not so.\n\n</details>\n\n"
    "<details>\n<summary>b. That one.</summary>\n\n**Right.** Because $x > 0$.\n\n</details>",
    "a fold": "<details>\n<summary>What you <em>should</em> have seen</summary>\n\nA fold.\n\n</details>",
}


@pytest.mark.parametrize("construct", EXPECTED)
def test_each_construct_becomes_plain_markdown(text, construct):
    assert EXPECTED[construct] in text


def test_nothing_of_myst_and_no_note_of_the_author_survives(text):
    kinds = {token.type for token in reader().parse(text)}
    inside = {child.type for token in reader().parse(text) for child in token.children or ()}
    assert not kinds & {"colon_fence", "myst_target", "myst_line_comment", "myst_block_break", "math_block_label"}
    assert "myst_role" not in inside
    assert "next author" not in text
    assert "{" not in text.replace("`{eq}`", "").replace("{eq}`line` stays", "").replace("b_{t-1}", "").replace(
        "\\text{", ""
    )


def test_the_solution_is_left_out_and_the_rest_stays_in_order(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code] == [
        "setup",
        "a-sample-with-code-code",
        "exercise-hello-scale",
        "check-hello-scale",
        "a-first-exercise-experiment",
    ]
    assert code[0].source == setup_cell.text()
    assert [cell.metadata.get("tags") for cell in code][2:] == [["exercise"], ["check"], ["experiment", "hide-input"]]
    assert "worked answer" not in nbformat.writes(notebook)


def test_the_solved_copy_has_the_solution_in_the_place_of_the_stub(root):
    solved = course_sample.build(root, solved=True)
    (answer,) = [cell for cell in solved.cells if cell.id == "exercise-hello-scale"]
    assert "worked answer" in answer.source
    assert not any("NotImplementedError" in cell.source for cell in solved.cells)


def test_nbgrader_takes_the_metadata(notebook):
    MetadataValidator().validate_nb(notebook)
    by_id = {cell.id: cell.metadata.get("nbgrader") for cell in notebook.cells}
    assert by_id.pop("exercise-hello-scale") == {
        **{"grade_id": "hello-scale-answer", "grade": False, "solution": True, "locked": False, "task": False},
        "schema_version": 3,
    }
    assert by_id.pop("check-hello-scale") == {
        **{"grade_id": "hello-scale-check", "grade": True, "solution": False, "locked": True, "task": False},
        **{"schema_version": 3, "points": 1},
    }
    assert not any(by_id.values())


def test_two_builds_give_the_same_bytes(root, notebook):
    assert nbformat.writes(course_sample.build(root)) == nbformat.writes(notebook)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)


def test_a_new_paragraph_changes_no_id_of_another_section(root, notebook, tmp_path):
    changed = course_sample.copy_to(tmp_path)
    path = course_sample.chapter(changed)
    path.write_text(
        path.read_text().replace("(pointing)=\n", "A new one.\n\n```{code-cell} ipython3\n1 + 1\n```\n\n(pointing)=\n")
    )
    before, after = ([cell.id for cell in one.cells] for one in (notebook, course_sample.build(changed)))
    assert set(before) <= set(after)
    assert set(after) - set(before) == {"formulas-code", "pointing-lovelace-1843-text"}


def test_a_puzzle_stands_with_its_figure_and_is_solved_by_its_controls(root, tmp_path):
    from dataclasses import replace

    from lstmlab import exercises

    puzzle = replace(
        exercises.get("elman.latch_puzzle"), chapter=91, section=("hold", "Hold"), solution={"w_h": 2.5, "b": 0.0}
    )
    changed = course_sample.copy_to(tmp_path)
    path = course_sample.chapter(changed).with_name("91-puzzle.md")
    (changed / "_toc.yml").write_text((changed / "_toc.yml").read_text() + "      - file: book/chapters/91-puzzle\n")
    path.write_text(
        "# Puzzle\n\n```{code-cell} ipython3\n:tags: [setup]\n\n" + setup_cell.text() + "\n```\n\n(hold)=\n## Hold\n\n"
        ":::{exercise} elman.latch_puzzle\nHold it.\n:::\n\n"
        "```{code-cell} ipython3\n:tags: [figure]\n\n"
        'portrait = figures.LatchPortrait(puzzle="elman.latch_puzzle")\nportrait\n```\n\n'
        '```{code-cell} ipython3\n:tags: [check]\n\ncheck("elman.latch_puzzle", portrait)\n```\n'
    )
    solved = learner.build(path, BookIndex.of(changed), {puzzle.name: puzzle}, solved=True)
    assert "### Puzzle `elman.latch_puzzle`: " in solved.cells[2].source
    assert solved.cells[-1].source == 'portrait.w_h = 2.5\nportrait.b = 0.0\ncheck("elman.latch_puzzle", portrait)'
