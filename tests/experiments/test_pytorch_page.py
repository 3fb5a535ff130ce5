"""The page "The same model in PyTorch": what it prints was printed by its own pieces, on the PyTorch that it names."""

import json
import re

import pytest

from benchmarks import page

TEXT = page.PAGE.read_text(encoding="utf-8")
RAN = json.loads(page.RAN.read_text(encoding="utf-8"))


def test_the_page_was_run_after_its_last_change():
    assert page.pieces_hash(TEXT) == RAN["pieces"], "run `python -m benchmarks.page --write` where PyTorch is"


def test_it_was_run_with_the_versions_of_the_benchmarks():
    pinned = (page.ROOT / "benchmarks" / "requirements.txt").read_text(encoding="utf-8").split()
    assert {f"{name}=={version}" for name, version in RAN["versions"].items()} <= set(pinned)
    assert f"PyTorch {RAN['versions']['torch']}\n" in TEXT


def test_every_piece_that_prints_is_followed_by_what_it_prints_and_no_other_piece_is():
    found = page.pieces(TEXT)
    assert len(found) == TEXT.count("```python\n") > 8
    for code, printed in found:
        prints = bool(re.search(r"^ {0,4}print\(", code, re.MULTILINE))
        assert bool(printed) == prints, code


def test_all_that_is_compared_came_out_equal():
    compared = re.findall(r"^.*(?:equal|below 1e-9): (\w+)$", TEXT, re.MULTILINE)
    assert len(compared) == 9
    assert set(compared) == {"True"}


def test_what_pieces_print_is_written_below_them_and_a_change_is_noticed():
    text = "Text.\n\n```python\nx = 2\n```\n\nMore.\n\n```python\nprint(x + 1)\n```\n\n```text\n4\n```\n\nEnd.\n"
    assert page.pieces(text) == [("x = 2\n", None), ("print(x + 1)\n", "4\n")]
    printed = page.run(text)
    assert printed == ["", "3\n"]
    now = page.written(text, printed)
    assert now == text.replace("4\n", "3\n")
    assert page.written(now, printed) == now
    assert page.pieces_hash(now) != page.pieces_hash(text)


@pytest.mark.night
def test_pytorch_prints_what_the_page_says():
    """In the environment of `make bench`; the course's own has no PyTorch."""
    pytest.importorskip("torch")
    assert page.written(TEXT, page.run(TEXT)) == TEXT
