"""The quizzes: five questions a chapter, every choice explained; neither place nor length gives the right one away."""

import re
from collections import Counter

import pytest

from tools.source import quizzes
from tools.source.chapters import listed

QUESTION = re.compile(
    r"^:::\{admonition\} Question (?P<number>\d)\n:class: quiz\n(?P<body>.*?)\n:::\n\n"
    r":::\{dropdown\} Answer to question (?P=number)\n\*\*(?P<right>[a-d])\.\*\* (?P<said>.*?)\n:::$",
    re.DOTALL | re.MULTILINE,
)
CHOICE = re.compile(r"^([a-d])\. (.+)$", re.MULTILINE)


def of(path):
    """(number, choices by letter, the right letter, the explanation) of each question."""
    return [
        (int(one["number"]), dict(CHOICE.findall(one["body"])), one["right"], one["said"])
        for one in QUESTION.finditer(path.read_text(encoding="utf-8"))
    ]


ALL = [(path.stem, *question) for path in listed() for question in of(path)]


@pytest.mark.parametrize("path", listed(), ids=lambda path: path.stem)
def test_a_chapter_asks_five_questions_and_explains_every_choice(path):
    found = of(path)
    assert [number for number, *_ in found] == [1, 2, 3, 4, 5]
    assert path.read_text(encoding="utf-8").count(":class: quiz") == 5
    for number, choices, right, said in found:
        assert "".join(choices) in ("abc", "abcd"), number
        assert len(set(choices.values())) == len(choices), number
        for wrong in set(choices) - {right}:
            assert f"({wrong})" in said, f"question {number}: why not {wrong}?"
        letter, why = quizzes.explained(f"**{right}.** {said}")
        assert letter == right
        assert set(why) == set(choices), f"question {number}: which sentence is about which choice?"
        assert all(why.values()), number
        assert f"({right})" not in said, f"question {number} calls its right choice wrong"


def test_the_right_choice_stands_in_every_place_about_as_often():
    places = Counter(right for _, _, _, right, _ in ALL)
    for letter in "abcd":
        assert 0.18 <= places[letter] / len(ALL) <= 0.32, places
    for chapter in {stem for stem, *_ in ALL}:
        here = Counter(right for stem, _, _, right, _ in ALL if stem == chapter)
        assert max(here.values()) <= 2, f"{chapter}: {here}"


def test_the_right_choice_is_neither_the_longest_nor_the_shortest_more_often_than_by_chance():
    """Alone at one end: with three or four choices, chance gives between a quarter and a third."""
    ends = Counter()
    for _, _, choices, right, _ in ALL:
        lengths = sorted(map(len, choices.values()))
        ends["longest"] += len(choices[right]) == lengths[-1] > lengths[-2]
        ends["shortest"] += len(choices[right]) == lengths[0] < lengths[1]
    assert ends["longest"] / len(ALL) <= 0.3, ends
    assert ends["shortest"] / len(ALL) <= 0.3, ends


def test_a_right_choice_is_not_told_by_its_size():
    """Where it is the longest all the same, it is so by a word, not by a line."""
    for stem, number, choices, right, _ in ALL:
        others = [len(text) for letter, text in choices.items() if letter != right]
        assert len(choices[right]) <= max(others) + 12, f"{stem}, question {number}"
