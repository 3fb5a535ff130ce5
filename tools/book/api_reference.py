"""The reference of the public API: pages in book/appendices/api/, made from docstrings when the book is built.

A page names modules, one a line; a star stands for all modules below a package that no page names itself:

```{api}
lstmlab.cells.lstm
lstmlab.cells.*
```

and {api-contents} in place of {api} gives a table, each module with its first sentence; of all modules, if the box is
empty. Sphinx's autodoc finds the
functions and writes their signatures. What napoleon would do is done here, because our docstrings are plain text:
formulas are indented blocks, `W_x` and |a| are no markup, one line under Raises may name two errors.

Any public module that no page names fails the build, and so does a name in a docstring that does not exist.
"""

import inspect
import pydoc
import re
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from lstmlab import links
from tools.book import docstrings, public
from tools.book.docstrings import Block, Bullets, Entry, Formula, Prose

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = "book/appendices/api/"
WORDS = {"Args": "Parameters"}  # the other sections are called what they are

_BOX = re.compile(r"^```\{(?P<box>api|api-contents)\}\n(?P<names>.*?)^```$", re.DOTALL | re.MULTILINE)
_LINES = re.compile(r'<dl>\n((?:<dd><em class="sig-param">.*</em>,?</dd>\n)+)</dl>')
_LINE = re.compile(r"<dd>(.*)</dd>")
# In backticks, the full name of something of ours, or a value in quotes such as "many-to-one".
_CODE = re.compile(r"`([^`]+)`|\b(lstmlab(?:\.\w+)+)|(?<![\w(])(\"[a-z0-9][\w.+-]*\")(?![\w])")
_NAME = re.compile(r"(?P<name>[A-Za-z_]\w*(?:\.\w+)*)(?:\(\))?")
_MARKS = re.compile(r"([\\*|_`:])")
# What reStructuredText would take for an item of a list or a comment: "A. Graves", "1. first", "- x", "..".
_STARTS = re.compile(r"\w{1,4}[.)]\s|\(\w{1,4}\)\s|[^\w\s\\(\"']")


class PagesError(SphinxError):
    """Pages and package do not fit together."""

    category = "In the reference of the package"


def setup(app: Sphinx) -> dict[str, bool]:
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("source-read", read_source)
    app.connect("autodoc-process-docstring", rewrite)
    app.connect("missing-reference", plain_or_found)
    app.connect("autodoc-skip-member", skip)
    app.connect("html-page-context", mend)
    app.connect("builder-inited", lambda app: check_pages())
    return {"parallel_read_safe": True, "parallel_write_safe": True}


# Pages


def read_source(app: Sphinx, page: str, content: list[str]) -> None:
    if page.startswith(PAGES):
        content[0] = expand(content[0])


def expand(text: str) -> str:
    """A page with what its boxes stand for: headings and autodoc's directives, or a table of modules."""

    def replace(box: re.Match[str]) -> str:
        names = named(box["names"])
        if box["box"] == "api-contents":
            return contents(names or list(public.modules()))
        return "\n".join(map(entry, names))

    return _BOX.sub(replace, text)


def named(lines: str) -> list[str]:
    """The modules that the lines of a box name, each once."""
    found: dict[str, None] = {}
    for line in lines.split():
        fitting = [
            name for name in public.modules() if fnmatchcase(name, line) and (name == line or name not in single())
        ]
        if not fitting:
            raise PagesError(f"{line}: there is no such public module")
        found.update(dict.fromkeys(fitting))
    return list(found)


@cache
def single() -> set[str]:
    """The modules that a page names without a star."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / PAGES).glob("*.md")]
    return {line for text in texts for box in _BOX.finditer(text) for line in box["names"].split() if "*" not in line}


def entry(name: str) -> str:
    """A module: heading, how it is imported, where its program is, and what autodoc makes of it."""
    module = public.modules()[name]
    above, _, last = name.rpartition(".")
    line = f"from {above} import {last}" if above else f"import {name}"
    path = name.replace(".", "/") + ("/__init__.py" if hasattr(module, "__path__") else ".py")
    directives = [f".. automodule:: {name}"]
    for member, value in public.members(module).items():
        if public.home(value) != name:
            continue
        # One by one: autodoc would not see the names that a module fetches when they are first asked for.
        if inspect.isclass(value):
            directives += ["", f".. autoclass:: {name}.{member}", "   :members:"]
        else:
            directives += ["", f".. autofunction:: {name}.{member}"]
    return "\n".join(
        [
            f"## {name}",
            "",
            f"`{line}` · [`{path}`]({links.repository()}/blob/main/{path})",
            "",
            "```{eval-rst}",
            *directives,
            "```",
            "",
        ]
    )


def contents(names: list[str]) -> str:
    """A table: each module, and the first sentence of its docstring."""
    rows = [
        "```{eval-rst}",
        ".. list-table::",
        "   :header-rows: 1",
        "   :class: api-contents",
        "",
        "   * - Module",
        "     - What it holds",
    ]
    for name in names:
        said = inline(docstrings.summary(public.modules()[name].__doc__))
        rows += [f"   * - :py:mod:`{name}`", f"     - {said}"]
    return "\n".join([*rows, "```", ""])


def on_pages() -> dict[str, list[str]]:
    """The modules that each page of the reference documents."""
    return {
        path.stem: [
            name
            for box in _BOX.finditer(path.read_text(encoding="utf-8"))
            if box["box"] == "api"
            for name in named(box["names"])
        ]
        for path in sorted((ROOT / PAGES).glob("*.md"))
    }


def check_pages() -> None:
    """Say so if a public module stands on no page of the reference, or on two. A book need not have a reference."""
    if not (ROOT / PAGES).is_dir():
        return
    listed = [name for names in on_pages().values() for name in names]
    missing = [name for name in public.modules() if name not in listed]
    twice = sorted({name for name in listed if listed.count(name) > 1})
    if missing or twice:
        said = [f"{name} is public and stands on no page: name it in a file of {PAGES}" for name in missing]
        raise PagesError("\n".join(said + [f"{name} stands on two pages" for name in twice]))


def mend(app: Sphinx, page: str, template: str, context: dict[str, Any], document: nodes.document | None) -> None:
    """Signatures of several lines: Sphinx writes a list of definitions without terms, which is no valid list."""
    if page.startswith(PAGES):
        context["body"] = _LINES.sub(
            lambda found: (
                '<span class="sig-lines">' + _LINE.sub(r'<span class="sig-line">\1</span>', found[1]) + "</span>"
            ),
            context["body"],
        )


# Docstrings


def skip(app: Sphinx, what: str, name: str, value: Any, skipped: bool, options: Any) -> bool | None:
    """Leave out the fields of NamedTuples: Python writes their docstrings, and that of the class names them."""
    return True if type(value).__name__ == "_tuplegetter" else None


def rewrite(app: Sphinx, what: str, name: str, value: Any, options: Any, lines: list[str]) -> None:
    """Turn a docstring of ours into reStructuredText, in place, as autodoc wants it."""
    if not name.startswith("lstmlab"):
        return
    try:
        blocks = docstrings.read("\n".join(lines))
    except docstrings.DocstringError as problem:
        raise PagesError(f"docstring of {name}: {problem}") from None
    lines[:] = text_of(blocks)


def text_of(blocks: tuple[Block, ...]) -> list[str]:
    """The blocks of a docstring as lines of reStructuredText."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Prose(text, source=True):
                label, _, said = text.partition(": ")
                lines += ["", ".. container:: api-source", "", f"   **{label}:** {inline(said, inside=True)}"]
            case Prose(text):
                lines += ["", inline(text)]
            case Formula(inside):
                lines += ["", ".. code-block:: text", "", *(f"   {line}" for line in inside)]
            case Bullets(items):
                lines += ["", *(f"- {inline(item)}" for item in items)]
            case _:
                inside = (
                    text_of(block.blocks) if block.blocks else [line for each in block.entries for line in item(each)]
                )
                body = "\n".join(inside).strip("\n").split("\n")
                lines += ["", f":{WORDS.get(block.name, block.name)}:", *(f"   {line}".rstrip() for line in body)]
    return [*lines, ""]


def item(entry: Entry) -> list[str]:
    """What a section says of a name, as an item of a list."""
    first, *rest = entry.blocks
    assert isinstance(first, Prose)
    names = ", ".join(f"``{name}``" for name in entry.names)
    said = first.text if first.text[-1] in ".:?!" else f"{first.text}."
    return [f"- {names}: {inline(said, inside=True)}", *(f"  {line}".rstrip() for line in text_of(tuple(rest)))]


def inline(text: str, inside: bool = False) -> str:
    """Plain text as reStructuredText: names in backticks become links, everything else stands as it is.

    Args:
        text: a paragraph.
        inside: it goes on after other words, so its start has no meaning of its own.
    """
    parts = []
    at = 0
    for found in _CODE.finditer(text):
        parts += [escape(text[at : found.start()]), code(found[1] or found[2] or found[3])]
        at = found.end()
    parts.append(escape(text[at:]))
    line = "".join(parts)
    return "\\" + line if not inside and _STARTS.match(line) else line


def escape(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def code(text: str) -> str:
    """A link where it is a name, else literal text; the empty marks at its ends let letters stand right beside it."""
    if not (name := _NAME.fullmatch(text)):
        return f"\\ ``{text}``\\ "
    return f"\\ :py:obj:`{text} <{name['name']}>`\\ "


# Links


def plain_or_found(app: Sphinx, env: Any, node: Any, words: nodes.Element) -> nodes.Node | None:
    """A name that stands as it is in no module of the reference: seen from lstmlab, or plain, or an error.

    Types of NumPy and Python stay plain: their pages are elsewhere. A name of ours that does not exist is left to
    Sphinx, which warns, and the build fails.
    """
    if node.get("refdomain") != "py":
        return None
    target = node["reftarget"]
    if not target.startswith("lstmlab"):
        page = node.get("refdoc", env.docname)
        found = env.get_domain("py").resolve_xref(env, page, app.builder, "obj", f"lstmlab.{target}", node, words)
        return found or words
    return words if pydoc.locate(target) is not None else None
