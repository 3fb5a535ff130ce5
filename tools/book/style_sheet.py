"""One style sheet for all pages of the book, with what they use: _static/book.css.

The theme, its framework, Sphinx and its extensions bring a dozen sheets, 0.5 MB, of which pages use a quarter. A rule
stays where every class and id in its selector is said anywhere: on a page, or in a script. So nothing that a script
adds later is without its style. The order of the sheets is that in which the pages loaded them.
"""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tinycss2
from sphinx.application import Sphinx
from tinycss2.ast import AtRule, Node, QualifiedRule

NAME = "book.css"
BEFORE = (
    "styles/theme.css",
    "styles/bootstrap.css",
    "styles/pydata-sphinx-theme.css",
)  # the theme's, ahead of all others
# Scripts of the theme and of extensions; book/static/frame.js does what the pages need of them.
UNUSED = ("doctools", "sphinx_highlight", "sphinx-book-theme", "togglebutton", "design-tabs")
_SETTINGS = re.compile(r"\s*(let|var)? ?(toggle|DOCUMENTATION_OPTIONS)")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_ASKED = re.compile(r"var\(\s*(--[\w-]+)")
_CLASSES = re.compile(r"""\b(?:class|id|for|href)=["']([^"']*)["']""")
_IMPORT = re.compile(r'@import\s+(?:url\()?"([^"]+)"\)?;')
_URL = re.compile(r"""url\((["']?)(?!data:|#|/|\w+:)([^"')]+)\1\)""")


def setup(app: Sphinx) -> dict[str, bool]:
    app.lstmlab_sheets = {}
    app.connect("html-page-context", take_over, priority=950)  # after all others have added theirs
    app.connect("build-finished", write, priority=950)  # after the theme has written the colours of code
    return {"parallel_read_safe": True, "parallel_write_safe": False}


def take_over(app: Sphinx, page: str, template: str, context: dict[str, Any], document: Any) -> None:
    """Take sheets and scripts off the page; the template names the one sheet."""
    if app.builder.name != "html":
        return
    for sheet in context["css_files"]:
        app.lstmlab_sheets.setdefault(str(sheet.filename).removeprefix("_static/"), None)
    context["css_files"] = []
    context["script_files"][:] = [one for one in context["script_files"] if not unused(one)]
    for one in context["script_files"]:
        if getattr(one, "filename", None) and one.attributes.keys().isdisjoint({"defer", "async"}):
            one.attributes["defer"] = "defer"  # the page can be read before


def unused(script: Any) -> bool:
    """Whether it is a script that no page needs, or its settings."""
    name, body = str(getattr(script, "filename", script)), str(getattr(script, "attributes", {}).get("body", ""))
    return any(part in name for part in UNUSED) or bool(
        re.match(r"\s*(let|var)? ?(toggle|DOCUMENTATION_OPTIONS)", body)
    )


def write(app: Sphinx, problem: Exception | None) -> None:
    if problem or app.builder.name != "html":
        return
    folder = Path(app.outdir)
    pages = sorted(folder.rglob("*.html"))
    text = bundle(folder, [*BEFORE, *app.lstmlab_sheets], pages)
    (folder / "_static" / NAME).write_text(text, encoding="utf-8")
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    for page in pages:
        content = page.read_text(encoding="utf-8")
        page.write_text(content.replace(f"_static/{NAME}", f"_static/{NAME}?v={mark}"), encoding="utf-8")


def bundle(folder: Path, sheets: Iterable[str], pages: Iterable[Path]) -> str:
    """What the pages use of these sheets, as one."""
    said = words(pages, sorted((folder / "_static").rglob("*.js")))
    text = "\n".join(content(folder / "_static" / sheet) for sheet in dict.fromkeys(sheets))
    said |= set(_ASKED.findall(text))
    return "\n".join(reduced(tinycss2.parse_stylesheet(text, True, True), said))


def words(pages: Iterable[Path], scripts: Iterable[Path]) -> set[str]:
    """Every name of a class, an id or a value of style that a page has, or that a script might give."""
    found: set[str] = set()
    for page in pages:
        text = page.read_text(encoding="utf-8")
        found.update(_ASKED.findall(text))
        for value in _CLASSES.findall(text):
            found.update(_WORD.findall(value))
        for script in re.findall(r"<script(?![^>]*json)[^>]*>(.*?)</script>", text, re.DOTALL):
            found.update(_WORD.findall(script))
    for script_file in scripts:
        if "pyodide" not in script_file.name and script_file.parent.name not in ("scripts", "search", "figures"):
            found.update(_WORD.findall(script_file.read_text(encoding="utf-8")))
    return found


def content(sheet: Path) -> str:
    """A sheet with what it imports, its addresses as seen from _static."""
    text = sheet.read_text(encoding="utf-8").removeprefix("\ufeff")
    text = _IMPORT.sub(lambda found: content((sheet.parent / found[1]).resolve()), text)
    static = next(one for one in sheet.parents if one.name == "_static")

    def moved(found: re.Match[str]) -> str:
        place = (sheet.parent / found[2]).resolve()
        return f'url("{place.relative_to(static.resolve())}")' if place.is_relative_to(static.resolve()) else found[0]

    return _URL.sub(moved, text)


def reduced(rules: Iterable[Node], said: set[str]) -> Iterable[str]:
    """The text of the rules that something on the pages can meet."""
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [one for one in selectors_of(rule.prelude) if needed(one) <= said]
            if selectors:
                said_of_them = declarations(rule.content, said)
                yield f"{','.join(tinycss2.serialize(one).strip() for one in selectors)}{{{said_of_them}}}"
        elif isinstance(rule, AtRule) and rule.at_keyword in ("media", "supports", "container", "layer"):
            inside = reduced(tinycss2.parse_rule_list(rule.content or [], True, True), said)
            if text := "".join(inside):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{text}}}"
        elif isinstance(rule, AtRule) and rule.at_keyword != "charset":
            yield tinycss2.serialize([rule])


def declarations(parts: list[Node], said: set[str]) -> str:
    """What a rule says, without values that nothing asks for."""
    text = []
    for one in tinycss2.parse_blocks_contents(parts, True, True):
        if one.type == "declaration" and (not one.name.startswith("--") or one.name in said):
            text.append(f"{one.name}:{tinycss2.serialize(one.value).strip()}{'!important' if one.important else ''}")
        elif one.type not in ("declaration", "error"):
            text.append(tinycss2.serialize([one]))
    return ";".join(text)


def selectors_of(prelude: list[Node]) -> list[list[Node]]:
    """The selectors between the commas of a rule."""
    found: list[list[Node]] = [[]]
    for part in prelude:
        if part.type == "literal" and part.value == ",":
            found.append([])
        elif part.type != "comment":
            found[-1].append(part)
    return found


def needed(selector: list[Node]) -> set[str]:
    """The classes and ids that an element has to have. What stands in :is(), :not() or [] need not be there."""
    pairs = zip([None, *selector], selector, strict=False)
    classes = {part.value for before, part in pairs if part.type == "ident" and getattr(before, "value", "") == "."}
    return classes | {part.value for part in selector if part.type == "hash"}
