"""Roles and links within a line, replaced at their place; everything around them stays as the author wrote it."""

import posixpath
from typing import TYPE_CHECKING

from markdown_it.token import Token

from tools.source.index import said
from tools.source.myst import ROLES, Span, spans

if TYPE_CHECKING:
    from tools.notebooks.plain_markdown import Converter

EATEN = "\0"  # stands for the end of a line that a replacement has swallowed


def rewrite(
    to: "Converter", token: Token, lines: list[str | None], column: dict[int, int], line: int, env: dict
) -> None:
    """Replace roles and links of one paragraph, heading or table cell in the lines of its text."""
    text = token.content
    edits = []
    for span in spans(text, env):
        at = line + token.map[0] + text.count("\n", 0, span.start)
        edits += _link(to, span, text, at) if span.token.type == "link_open" else _role(to, span, text, at)
    new = text
    for start, end, replacement in sorted(edits, reverse=True):
        new = new[:start] + replacement + EATEN * text.count("\n", start, end) + new[end:]
    old = text.split("\n")
    row = 0
    for piece in new.split("\n"):
        last = row + piece.count(EATEN)
        first_line, last_line = token.map[0] + row, token.map[0] + last
        begin = lines[first_line].find(old[row], column.get(first_line, 0))
        end = lines[last_line].find(old[last], column.get(last_line, 0))
        if begin < 0 or end < 0:
            if edits:
                to.refuse(line + first_line, "cannot find this text in its line: leave out the \\| of the table")
            return
        piece = piece.replace(EATEN, "")
        lines[first_line] = lines[first_line][:begin] + piece + lines[last_line][end + len(old[last]) :]
        column[first_line] = begin + len(piece)
        for swallowed in range(first_line + 1, last_line + 1):
            lines[swallowed] = None
        row = last + 1


def _role(to: "Converter", span: Span, text: str, line: int) -> list[tuple[int, int, str]]:
    name = span.token.meta["name"]
    content = " ".join(span.token.content.split())
    if name not in ROLES:
        to.refuse(line, f"role {{{name}}} does not survive in a plain notebook. Known are: {', '.join(ROLES)}")
        return []
    if name == "math":
        return [(span.start, span.end, f"${content}$")]
    # A link may not stand in a link: there the words stay and the address goes.
    inside = any(
        one.token.type == "link_open" and one.label_end and one.start < span.start < one.label_end
        for one in spans(text, {})
    )
    title, _, target = content.rstrip(">").rpartition("<") if content.endswith(">") else ("", "", content)
    found = _target(to, name, target.strip(), line)
    if found is None:
        return []
    words, address = found
    words = title.strip() or (said(words, text[: span.start]) if name == "figure" else words)
    return [(span.start, span.end, words if inside else f"[{words}]({address})")]


def _target(to: "Converter", name: str, target: str, line: int) -> tuple[str, str] | None:
    """Words and address of what a role points at."""
    index = to.index
    if name == "eq":
        if target in index.formulas:
            return f"({index.formulas[target][1]})", index.formula(target)
        to.refuse(line, f"there is no formula with the label {target!r}. Known are: {_some(index.formulas)}")
    elif name == "ref":
        if target in index.sections:
            stem, heading = index.sections[target]
            return heading, index.page(stem, target)
        to.refuse(line, f"there is no section ({target})=. Known are: {_some(index.sections)}")
    elif name == "figure":
        if target in index.figures:
            return index.figures[target][1], index.figure(target)
        to.refuse(line, f"there is no caption with the name {target!r}. Known are: {_some(index.figures)}")
    elif name == "term":
        if index.glossary:
            return target, index.page(index.glossary, f"term-{target}")
        to.refuse(line, "the book has no page with a {glossary}: write the word without {term}")
    else:
        return _citation(to, name, target, line)
    return None


def _citation(to: "Converter", name: str, keys: str, line: int) -> tuple[str, str] | None:
    index = to.index
    named = []
    for key in (one.strip() for one in keys.split(",")):
        if key not in index.references:
            to.refuse(line, f"book/references.bib has no entry {key!r}. Known are: {_some(index.references)}")
            return None
        authors, year = index.references[key]
        named.append(f"{authors} ({year})" if name == "cite:t" else f"{authors} {year}")
    if not index.bibliography:
        to.refuse(line, "no page of the book has a {bibliography} that this could point at: add one")
        return None
    words = ", ".join(named) if name == "cite:t" else f"({'; '.join(named)})"
    return words, index.page(index.bibliography)


def _link(to: "Converter", span: Span, text: str, line: int) -> list[tuple[int, int, str]]:
    """Links to chapters become links to their notebooks, links to other pages lead to the book."""
    href = str(span.token.attrs["href"])
    if "://" in href or href.startswith("mailto:"):
        return []
    page, _, anchor = href.partition("#")
    if not text[span.label_end + 1 :].startswith("("):
        to.refuse(line, f"link to {href}: write the address in parentheses right behind the text")
        return []
    if anchor and anchor not in to.index.sections:
        known = _some(to.index.sections)
        to.refuse(line, f"link to {href}: there is no ({anchor})= before a heading. Known are: {known}")
        return []
    path = posixpath.normpath(posixpath.join("chapters", page)) if page else f"chapters/{to.stem}.md"
    stem = path.removeprefix("chapters/").removesuffix(".md")
    if page and not (page.endswith(".md") and (to.index.root / "book" / path).is_file()):
        to.refuse(line, f"link to {href}: a notebook has no such file beside it. Link to a page of the book, NAME.md")
        return []
    if anchor and to.index.sections[anchor][0] != stem:
        to.refuse(line, f"link to {href}: ({anchor})= stands in {to.index.sections[anchor][0]}.md")
        return []
    title = to.index.sections[anchor][1] if anchor else to.index.titles.get(stem, "")
    if page and path.startswith("chapters/"):
        address = f"{stem}.ipynb"  # notebooks have no anchors that work everywhere
    else:
        address = to.index.page(stem, anchor)
    edits = [(span.label_end + 1, span.end, f"({address})")]
    if span.label_end == span.start + 1:
        edits.append((span.label_end, span.label_end, title))
    return edits


def _some(known) -> str:
    return ", ".join(sorted(known)[:12]) or "none yet"
