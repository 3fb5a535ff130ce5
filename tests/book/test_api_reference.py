"""The reference of the public API: docstrings are read right, nothing public is missing, nothing in it is mangled."""

import io
import re

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import roles

from tests.cases import for_each
from tools.book import api_reference, docstrings, public
from tools.book.docstrings import Bullets, DocstringError, Entry, Formula, Prose, Section
from tools.source.chapters import ROOT

MODULES = public.modules()
OURS = {
    f"{module}.{name}": value
    for module, holder in MODULES.items()
    for name, value in public.members(holder).items()
    if public.home(value) == module
}

EXAMPLE = """One step: h = tanh(x W_x + h_{t-1} W_h), as
`lstmlab.unroll` calls it.

    h_t = tanh(a_t)        the squashing

        deeper
- the first of two
  points
- the second

Source: A. Graves, "Title" (2005).

Args:
    x: input (N, D);
        more of it.
    W_x, *others: weights.

Returns:
    h (N, H).

        h = o tanh(c)

Raises:
    ValueError: a shape does not fit; TypeError: not an array,
        or text.
    OSError: no file.
"""


def test_a_docstring_is_read_block_by_block():
    assert docstrings.read(EXAMPLE) == (
        Prose("One step: h = tanh(x W_x + h_{t-1} W_h), as `lstmlab.unroll` calls it."),
        Formula(("h_t = tanh(a_t)        the squashing", "", "    deeper")),
        Bullets(("the first of two points", "the second")),
        Prose('Source: A. Graves, "Title" (2005).', source=True),
        Section(
            "Args",
            entries=(
                Entry(("x",), (Prose("input (N, D); more of it."),)),
                Entry(("W_x", "*others"), (Prose("weights."),)),
            ),
        ),
        Section("Returns", blocks=(Prose("h (N, H)."), Formula(("h = o tanh(c)",)))),
        Section(
            "Raises",
            entries=(
                Entry(("ValueError",), (Prose("a shape does not fit"),)),
                Entry(("TypeError",), (Prose("not an array, or text."),)),
                Entry(("OSError",), (Prose("no file."),)),
            ),
        ),
    )


def test_the_second_line_of_an_error_need_not_be_indented():
    raises = docstrings.read(
        "Text.\n\nRaises:\n    ValueError: no such cell, or an\n    unknown mode; TypeError: text."
    )[1]
    assert [(each.names, each.blocks[0].text) for each in raises.entries] == [
        (("ValueError",), "no such cell, or an unknown mode"),
        (("TypeError",), "text."),
    ]


@pytest.mark.parametrize(
    "text, what",
    [
        ("One.\n\nArgs:\n\nTwo.", "Args: nothing stands below it"),
        ("One.\n\nArgs:\n    the input, without a name", 'expected "name: text"'),
        ("One.\n\na    b\nc    d", "has columns: indent it"),
    ],
)
def test_what_cannot_be_read_is_said(text, what):
    with pytest.raises(DocstringError, match=re.escape(what)):
        docstrings.read(text)


@pytest.mark.parametrize(
    "text, first",
    [
        ("The LSTM of 1997: no forget gate. More.", "The LSTM of 1997: no forget gate."),
        ("Sizes, e.g. 3 or 4, are whole.", "Sizes, e.g. 3 or 4, are whole."),
        ("Formulas as at the top:\n\n    h = 1\n\nMore.", "Formulas as at the top"),
        (None, ""),
    ],
)
def test_the_first_sentence_stands_in_tables(text, first):
    assert docstrings.summary(text) == first


def parsed(lines: list[str]) -> nodes.document:
    """What docutils makes of lines of the reference; a link becomes its words."""

    def link(name, rawtext, text, *rest, **more):
        return [nodes.literal(rawtext, re.sub(r" <.*>$", "", text))], []

    roles.register_local_role("py:obj", link)
    settings = {"report_level": 1, "halt_level": 1, "warning_stream": io.StringIO()}
    return publish_doctree("\n".join(lines), settings_overrides=settings)


@pytest.mark.parametrize(
    "text",
    [
        "The largest |a - b| over |a| and |b|, times *two*, h_ and W_x_ of __init__.",
        "A. Graves came first.",
        "1. not attempted; 2. raises",
        "- x is less",
        ":param: of nothing",
        ".. nothing is left out",
        "(a) and (b) :: the end::",
        "c:\\temp and `W_x`s and (`h`) beside `x @ W_x`.",
        "*arrays: all of them; **options",
        "http://example.org stays",
    ],
)
def test_prose_is_no_markup(text):
    paragraph = parsed([api_reference.inline(text)])[0]
    assert isinstance(paragraph, nodes.paragraph)
    assert paragraph.astext() == text.replace("`", "")


@for_each("name", [*MODULES, *OURS])
def test_every_docstring_of_the_package_arrives_unharmed(name):
    blocks = docstrings.read((MODULES | OURS)[name].__doc__)
    document = parsed(["Top.", "", *api_reference.text_of(blocks)])
    shown = [each.astext() for each in document.findall(nodes.literal_block)]
    inside = [each for block in blocks for each in [block, *getattr(block, "blocks", ())]]
    assert shown == ["\n".join(each.lines).rstrip() for each in inside if isinstance(each, Formula)]
    words = re.sub(r"\W+", " ", document.astext())
    for each in inside:
        if isinstance(each, Prose):
            assert re.sub(r"\W+", " ", each.text).strip() in words


def test_every_public_module_stands_on_one_page_and_every_page_in_the_book():
    api_reference.check_pages()
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    for page in api_reference.on_pages():
        assert f"{api_reference.PAGES}{page}\n" in toc


def test_a_public_module_that_no_page_names_is_said(monkeypatch):
    monkeypatch.setattr(
        api_reference.public, "modules", lambda: MODULES | {"lstmlab.brand_new": MODULES["lstmlab.optim"]}
    )
    with pytest.raises(api_reference.PagesError, match=r"lstmlab\.brand_new is public and stands on no page"):
        api_reference.check_pages()


def test_a_page_that_names_a_module_that_is_not_there_is_told():
    with pytest.raises(api_reference.PagesError, match=r"lstmlab\.nothing: there is no such public module"):
        api_reference.expand("```{api}\nlstmlab.nothing\n```")


def test_a_star_takes_up_what_no_page_names():
    assert "lstmlab.tasks.recall" in api_reference.named("lstmlab.tasks.*")
    assert "lstmlab.cells.lstm" not in api_reference.named("lstmlab.cells.*")


def test_a_command_is_no_part_of_the_reference():
    assert not [name for name in MODULES if name.startswith("lstmlab.grading")]


def test_what_a_package_gathers_is_public_and_how_it_is_made_is_not():
    assert "lstmlab.plots" in MODULES
    assert not [
        name for name in MODULES if name.startswith(("lstmlab.plots.", "lstmlab.checking.", "lstmlab.exercises."))
    ]
    assert public.home(public.members(MODULES["lstmlab.checking"])["check"]) == "lstmlab"
