"""Drawings are numbered through a chapter, and the text points at drawings that are there."""

import re

import numpy as np
import pytest

from lstmlab.drawings import numbers
from lstmlab.gates import sigmoid
from tools.source.chapters import ROOT, listed, read

_CALL = re.compile(r'\bdrawings\.\w+\(number="([\d.]+)"\)')


@pytest.mark.parametrize("path", listed(), ids=lambda path: path.stem)
def test_the_drawings_of_a_chapter_are_numbered_in_their_order_and_pointed_at_by_their_numbers(path):
    chapter = read(path)
    code = "\n".join(cell.source for cell in chapter.cells if cell.type == "code")
    there = _CALL.findall(code)
    assert there == [f"{chapter.number}.{k}" for k in range(1, len(there) + 1)]
    assert len(there) == len(re.findall(r"\bdrawings\.\w+\(", code))
    text = "\n".join(cell.source for cell in chapter.cells if cell.type == "markdown")
    for pointed in re.findall(r"\b[Dd]rawing (\d+\.\d+)", text):
        assert pointed in there


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
