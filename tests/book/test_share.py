"""What is said of a page to others, and the picture of a shared link."""

import struct

import pytest
from docutils.core import publish_doctree

from tools.book import share

LONG = "This sentence is long enough to stand alone, and it has more than seventy characters, as one can count."


@pytest.mark.parametrize(
    "text, said",
    [
        (f"{LONG}\n\nMore.", LONG),
        (f"Short.\n\n{LONG}", f"Short. {LONG}"),
        (f"{LONG} {LONG}", LONG),
        ("word " * 60, ("word " * 30).rstrip() + "…"),
        ("=====  =====\nA      B\n=====  =====\nC      D\n=====  =====\n\nText.", "Text."),
        ("", ""),
    ],
)
def test_a_page_is_described_by_its_first_sentences(text, said):
    found = share.first_words(publish_doctree(text))
    assert found == said
    assert len(found) <= 155


def test_the_card_is_a_picture_of_the_stated_size_and_the_same_each_time(tmp_path):
    for name in ("one.png", "two.png"):
        share.draw_card(tmp_path / name)
    one, two = ((tmp_path / name).read_bytes() for name in ("one.png", "two.png"))
    assert one == two
    assert struct.unpack(">II", one[16:24]) == share.PIXELS
    assert len(one) < 300_000
