"""What a source that cannot become a notebook gets: an error with file, line and what to do."""

import re

import pytest

from tests.book import course_sample
from tools.notebooks import __main__ as notebooks
from tools.notebooks.learner import build
from tools.source.chapters import SourceError
from tools.source.index import BookIndex
from tools.source.validation import validate

STUB = "def scale(x, factor):\n    raise NotImplementedError\n"
SOLUTION = "def scale(x, factor):\n    return x * factor\n"
CHECK = 'check("hello.scale", scale)\n'


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return course_sample.copy_to(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def index(root):
    return BookIndex.of(root)


def cell(source, tag=""):
    option = f":tags: [{tag}]\n\n" if tag else ""
    return f"```{{code-cell}} ipython3\n{option}{source}```\n\n"


def problems(root, index, text):
    """(line, message) of the problems of a chapter."""
    path = course_sample.chapter(root)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as error:
        build(path, index)
    for problem in error.value.problems:
        assert str(problem).startswith(f"{path}:{problem.line}: ")
    return [(problem.line, problem.message) for problem in error.value.problems]


UNKNOWN_TO_PLAIN_MARKDOWN = {
    ":::{figure} a.png\n:::": r"directive {figure} .* Known are: caption, exercise, measured, admonition",
    "```{code-block} python\nx\n```": r"directive {code-block}",
    "{numref}`x`": r"role {numref} .* Known are: cite",
    "{eq}`nothing`": r"no formula with the label 'nothing'. Known are: far, line, square",
    "{ref}`nothing`": r"no section \(nothing\)=. Known are: .*far-away",
    "{cite}`nobody`": r"references.bib has no entry 'nobody'. Known are: one",
    "{cite:t}`one,nobody`": r"no entry 'nobody'",
    "[x](nowhere.md)": r"no such file beside it. Link to a page",
    "[x](../references.bib)": r"no such file beside it",
    "[x](90-second.md#formulas)": r"\(formulas\)= stands in 00-sample.md",
    "[x](90-second.md#nowhere)": r"no \(nowhere\)= before a heading",
    "[x](#nowhere)": r"no \(nowhere\)=",
    "[x][y]\n\n[y]: 90-second.md": r"in parentheses right behind the text",
    "Text[^1]\n\n[^1]: A note": r"a footnote .* write it into the text",
    "![x](x.png)": r"an image .* pictures come from cells",
    "<b>x</b>": r"HTML .* write Markdown",
    "<div>\nx\n</div>": r"HTML .* a comment is a line that begins with %",
    "\\begin{align}\nx\n\\end{align}": r"outside of \$\$ .* aligned for align",
    "Word {{ x }}": r"a substitution",
    "Word\n: what it is": r"a definition list",
    ":name: value": r"a field list",
    "{#name}\nText": r"an attribute block",
    "[x]{.red}": r"a span with attributes",
    "`x`{.red}": r"an attribute in braces",
    "~~x~~": r"struck-out",
    "- a\n\n  :::{note}\n  x\n  :::": r"inside a list or a quote",
    ":::{note}\n:colour: red\nx\n:::": r"{note}: .*colour",
    ":::{admonition}\nx\n:::": r"{admonition}: .*argument",
    ":::{measured} many\nx\n:::": r"number of a claim, got 'many'",
    "| a |\n|---|\n| `\\|` {eq}`line` |": r"leave out the \\\|",
}


@pytest.mark.parametrize("markup", UNKNOWN_TO_PLAIN_MARKDOWN)
def test_what_plain_markdown_cannot_say_is_refused_at_its_line(root, index, markup):
    found = problems(root, index, _head() + f"\n{markup}\n" + _exercise())
    line, message = found[0]
    assert re.search(UNKNOWN_TO_PLAIN_MARKDOWN[markup], message), message
    first = _head().count("\n") + 2
    assert first <= line <= first + markup.count("\n")


def test_the_line_is_right_inside_of_boxes_and_behind_cells(root, index):
    text = (
        _head()
        + cell("1 + 1\n")
        + "::::{note}\n\nText\n\n:::{tip}\n{numref}`x`\n:::\n::::\n\nText\n{eq}`no`\n"
        + _exercise()
    )
    found = problems(root, index, text)
    lines = text.split("\n")
    assert [lines[line - 1] for line, _ in found] == ["{numref}`x`", "{eq}`no`"]


BROKEN_EXERCISES = {
    "no solution": (
        cell(STUB, "exercise") + cell(CHECK, "check"),
        "expected its solution cell here, got a cell with tag check",
    ),
    "no check": (cell(STUB, "exercise") + cell(SOLUTION, "solution"), "its check cell is missing"),
    "no cell": ("", "its exercise cell is missing"),
    "text between": (
        cell(STUB, "exercise") + "Text\n\n" + cell(SOLUTION, "solution") + cell(CHECK, "check"),
        "expected its solution cell here, got text",
    ),
    "other signature of the stub": (
        cell(STUB.replace("x, factor", "factor, x"), "exercise") + cell(SOLUTION, "solution") + cell(CHECK, "check"),
        r"the stub is 'factor, x'; the registered signature is scale\(x, factor\)",
    ),
    "a default in the solution": (
        cell(STUB, "exercise") + cell(SOLUTION.replace("factor)", "factor=2)"), "solution") + cell(CHECK, "check"),
        r"the solution is 'x, factor=2'; the registered signature is",
    ),
    "a stub with an answer": (
        cell(SOLUTION, "exercise") + cell(SOLUTION, "solution") + cell(CHECK, "check"),
        "the stub has to end with `raise NotImplementedError`",
    ),
    "a solution without one": (
        cell(STUB, "exercise") + cell(STUB, "solution") + cell(CHECK, "check"),
        "the solution is still a stub",
    ),
    "another function": (
        cell(STUB.replace("scale", "stretch"), "exercise") + cell(SOLUTION, "solution") + cell(CHECK, "check"),
        r"the stub has to define scale\(\)",
    ),
    "another exercise in the check": (
        cell(STUB, "exercise") + cell(SOLUTION, "solution") + cell('check("hello.scala", scale)\n', "check"),
        "Did you mean 'hello.scale'",
    ),
    "a check without a name": (
        cell(STUB, "exercise") + cell(SOLUTION, "solution") + cell("check(name, scale)\n", "check"),
        "the name of an exercise in quotes",
    ),
    "a check that is not shown": (
        cell(STUB, "exercise") + cell(SOLUTION, "solution") + cell("result = " + CHECK, "check"),
        "has to be the last line of its cell",
    ),
    "no Python": (
        cell("def scale(x, factor:\n", "exercise") + cell(SOLUTION, "solution") + cell(CHECK, "check"),
        "this cell is no Python: .* in its line 1",
    ),
    "two tags": (
        cell(STUB, "exercise, solution") + cell(SOLUTION, "solution") + cell(CHECK, "check"),
        "tags exercise and solution: give a cell one",
    ),
}


@pytest.mark.parametrize("case", BROKEN_EXERCISES)
def test_exercise_solution_and_check_have_to_agree(root, index, case):
    cells, message = BROKEN_EXERCISES[case]
    found = problems(root, index, _head() + ":::{exercise} hello.scale\nScale it.\n:::\n\n" + cells)
    assert any(re.search(message, one) for _, one in found), found


def test_an_exercise_of_the_chapter_that_is_not_used(root, index):
    found = problems(root, index, _head())
    assert any("exercise hello.scale of this chapter is not used: add a box" in one for _, one in found)


def test_an_exercise_used_twice_unknown_or_of_another_chapter(root, index):
    found = [one for _, one in problems(root, index, _head() + _exercise() + _exercise())]
    assert any("hello.scale stands here a second time" in one for one in found)
    found = [one for _, one in problems(root, index, _head() + _exercise().replace("} hello.scale", "} hello.skale"))]
    assert any("there is no exercise 'hello.skale'. Did you mean 'hello.scale'" in one for one in found)
    found = [one for _, one in problems(root, index, _head() + _exercise().replace("} hello.scale", "} elman.step"))]
    assert any("elman.step is registered for chapter 2: move it there" in one for one in found)


def test_cells_that_belong_to_no_exercise(root, index):
    for tag, source in [("exercise", STUB), ("solution", SOLUTION), ("check", CHECK)]:
        found = problems(root, index, _head() + _exercise() + "Text\n\n" + cell(source, tag))
        assert any(f"a cell with tag {tag} without its exercise" in one for _, one in found)


def test_the_section_to_reread_has_to_be_there_under_its_heading(root):
    path = course_sample.chapter(root)
    for change, message in [
        (
            lambda text: text.replace("(a-first-exercise)=\n", ""),
            "sends learners to the section 'a-first-exercise', which is not",
        ),
        (lambda text: text.replace("## A first exercise", "## Another"), "the heading here is 'Another'"),
    ]:
        path.write_text(change(_head() + _exercise()))
        with pytest.raises(SourceError, match=message):
            build(path, BookIndex.of(root))


def test_the_setup_cell_is_one_text_in_all_chapters(root, tmp_path):
    path = course_sample.chapter(root)
    path.write_text((_head() + _exercise()).replace("lstmlab==", "lstmlab>="))
    with pytest.raises(SourceError, match="setup cell is not what it should be: `make notebooks` writes it"):
        validate(path)
    notebooks.fill_in_setup(path)
    validate(path)
    path.write_text((_head() + _exercise()).replace("[setup]", "[figure]"))
    with pytest.raises(SourceError, match="first code cell has to carry the tag `setup`"):
        validate(path)


def test_a_chapter_that_is_not_listed_or_not_there(tmp_path):
    root = course_sample.copy_to(tmp_path)
    (root / "book" / "chapters" / "03-new.md").write_text("# New\n")
    with pytest.raises(
        SourceError, match=r"03-new.md:1: this chapter is not in _toc.yml: add `- file: book/chapters/03-new`"
    ):
        notebooks.build_all(root)
    (root / "book" / "chapters" / "03-new.md").unlink()
    (root / "book" / "chapters" / "90-second.md").unlink()
    with pytest.raises(SourceError, match=r"_toc.yml:1: lists 90-second.md, which is not there"):
        notebooks.build_all(root)


def _head():
    """The head of the sample's chapter with the targets that the sample has."""
    from tools.source import setup_cell

    return "# Title\n\n" + cell(setup_cell.text() + "\n", "setup")


def _exercise():
    cells = cell(STUB, "exercise") + cell(SOLUTION, "solution") + cell(CHECK, "check")
    return "\n(a-first-exercise)=\n## A first exercise\n\n:::{exercise} hello.scale\nScale it.\n:::\n\n" + cells
