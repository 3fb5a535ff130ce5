"""Solutions on the page: folded under "Show solution", or left out altogether. Setup cells, scores and long tables are
folded too, and of an experiment its code: what it found stays in sight.

A code cell that carries the tag `solution` needs no other mark. In the folded book its whole cell goes into a
<details>, which works without JavaScript. In the withheld book its text is taken away before anything reads it, so it
is not executed and can be in no page, no search index and no notebook.
"""

import re

from docutils import nodes

# ```{code-cell} ipython3 ... ``` with as many backticks at the end as at the start.
_CELL = re.compile(r"^(?P<fence>`{3,})\{code-cell\}[^\n]*\n(?P<body>.*?)^(?P=fence)`*[ \t]*$", re.DOTALL | re.MULTILINE)
_TAGS = re.compile(r"^:tags:[ \t]*\[(?P<tags>[^\]]*)\]", re.MULTILINE)

# Lines of a table that fill more than a phone's screen.
MANY = 14


class Folded(nodes.General, nodes.Element):
    """What stands in a <details>; its `what` completes "Show ..." and "Hide ..."."""


def solutions(text: str) -> list[str]:
    """The code of all solution cells of a source chapter, without the line of tags."""
    return [_TAGS.sub("", cell["body"]).strip() for cell in _CELL.finditer(text) if _is_solution(cell)]


def withhold(text: str) -> str:
    """The source chapter without its solution cells. Line numbers stay what they are, for the sake of messages."""
    return _CELL.sub(lambda cell: "\n" * cell[0].count("\n") if _is_solution(cell) else cell[0], text)


def _is_solution(cell: re.Match[str]) -> bool:
    tags = _TAGS.search(cell["body"])
    return bool(tags) and "solution" in re.split(r"[,\s]+", tags["tags"].replace('"', "").replace("'", ""))


def fold(document: nodes.document) -> None:
    """Wrap every solution of a page that has been read, the setup cell, which is the same in all chapters, the code of
    every experiment, which few readers need to follow the text, the list of all exercises, which is long, tables that
    stand below their picture, and those of an experiment that fill more than a phone's screen."""
    for cell in list(document.findall(nodes.container)):
        if cell.get("nb_element") != "cell_code":
            continue
        for what in ("solution", "setup"):
            if f"tag_{what}" in cell["classes"]:
                folded = Folded(what=what)
                cell.replace_self(folded)
                folded += cell
        if "tag_experiment" in cell["classes"]:
            for code in list(cell.findall(lambda node: _element(node) == "cell_code_source")):
                folded = Folded(what="code")
                code.replace_self(folded)
                folded += code
        # Of a picture's full table, tagged `table`, one click opens what the picture leaves out.
        listed = "score" if _code_of(cell) == "score()" else "table" if "tag_table" in cell["classes"] else ""
        if listed:
            for output in cell.findall(lambda node: _element(node) == "cell_code_output"):
                output.children, folded = [], Folded("", *output.children, what=listed)
                output += folded
        elif "tag_experiment" in cell["classes"]:
            for table in [one for one in cell.findall(nodes.table) if _rows(one) > MANY]:
                folded = Folded(what="table")
                table.replace_self(folded)
                folded += table


def _rows(table: nodes.table) -> int:
    """How many lines a table has below its head."""
    return sum(1 for body in table.findall(nodes.tbody) for _ in body.findall(nodes.row))


def _element(node: nodes.Node) -> str:
    return node.get("nb_element", "") if isinstance(node, nodes.container) else ""


def _code_of(cell: nodes.container) -> str:
    """The code of a cell, which stands before what it printed."""
    return next((block.astext().strip() for block in cell.findall(nodes.literal_block)), "")


def visit_html(translator, node: Folded) -> None:
    translator.body.append(
        f'<details class="{node["what"]}"><summary><span class="closed">Show {node["what"]}</span>'
        f'<span class="opened">Hide {node["what"]}</span></summary>\n'
    )


def depart_html(translator, node: Folded) -> None:
    translator.body.append("</details>\n")
