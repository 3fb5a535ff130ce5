"""The minutes that chapters name are those that the rule counts, and the sum is what the first pages promise."""

import re
from pathlib import Path

import pytest

from lstmlab import exercises
from tools.source import times
from tools.source.chapters import ROOT, Cell, Chapter, listed, read


@pytest.mark.parametrize("path", listed(), ids=lambda path: path.stem)
def test_a_chapter_names_the_minutes_that_are_counted(path):
    named, counted = times.named(path.read_text(encoding="utf-8")), times.counted(read(path))
    assert named % 5 == 0
    assert times.is_near(named, counted), f"{path.stem} says {named} minutes; counted are {counted:.0f}"


def test_the_whole_course_is_as_long_as_the_first_pages_say():
    hours = sum(times.counted(read(path)) for path in listed()) / 60
    for page in ("book/index.md", "book/chapters/00-start-here.md"):
        (said,) = re.findall(r"about (\d+) hours", (ROOT / page).read_text(encoding="utf-8"))
        assert times.is_near(60 * int(said), 60 * hours), f"{page} says {said} hours; counted are {hours:.1f}"


def test_words_lines_and_points_are_counted_and_what_is_folded_is_not():
    text = "One word, $x^2 + y$ and\n\n$$\na = b\n$$\n\nthe neighbour's well-known end."
    assert times.words(text) == 9
    prose = Cell("markdown", "word " * 360, 1)
    code = Cell("code", "a = 1\n\nb = 2\n" * 6, 1)
    folded = [Cell("code", "c = 3\n" * 100, 1, (kind,), kind) for kind in ("experiment", "solution", "setup")]
    nowhere = Chapter(Path("99-x.md"), (prose, code, *folded))
    assert times.counted(nowhere) == pytest.approx(2 + 1)
    hello = Chapter(Path("00-x.md"), ())
    assert times.counted(hello) == sum(6 for one in exercises.registry().values() if one.chapter == 0) == 6


def test_the_points_of_every_exercise_have_their_minutes():
    assert {one.points for one in exercises.registry().values()} <= set(times.EXERCISE)
