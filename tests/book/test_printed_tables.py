"""What a cell prints runs off a phone where it is wide: tables of several columns are `data.table`s, not prints."""

import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("[0-9][0-9]-*.ipynb"))
PHONE = 44  # letters of code in a line of a page, on a phone of 390 pixels
GAP = re.compile(r"(?<=\S)(?: {3,}|\t)(?=\S)")


def is_wide(line: str) -> bool:
    """A line of a table with three columns or more, for which a phone has no room."""
    return len(line) > PHONE and len(GAP.findall(line)) >= 2


def wide_tables(text: str) -> list[str]:
    """The first lines of such tables: three wide lines or more in a row."""
    lines = [*text.splitlines(), ""]
    return [
        lines[k] for k in range(len(lines) - 2) if all(map(is_wide, lines[k : k + 3])) and not is_wide(lines[k - 1])
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_printed_table_is_wider_than_a_phone(path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    printed = ["".join(each.text for each in cell.outputs if each.output_type == "stream") for cell in cells]
    assert [table for text in printed for table in wide_tables(text)] == []


def test_a_wide_table_is_told_from_long_lines_and_narrow_tables():
    row = "standardised          1.41 (1.25 to 1.55)   1.89 (1.56 to 2.29)\n"
    assert wide_tables("net\n" + 3 * row + "end") == [row.rstrip()]
    assert not wide_tables(2 * row)
    assert not wide_tables(5 * "a    b    c\n")
    assert not wide_tables(5 * "a long line of words, which may wrap where it likes to wrap\n")
