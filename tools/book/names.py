"""What the pages of the book are called, in search results, in tabs and in links that people share."""

import re

CHAPTERS = "book/chapters/"


def number_of(page: str) -> str | None:
    """ "2" for book/chapters/02-elman; None for pages that are no chapters."""
    found = re.match(rf"{CHAPTERS}(\d+)-", page)
    return str(int(found[1])) if found else None


def title_of(page: str, heading: str) -> str:
    """ "Chapter 5: LSTM" for a chapter whose heading is "5 LSTM" or "LSTM", else the heading itself."""
    number = number_of(page)
    return f"Chapter {number}: {heading.removeprefix(f'{number} ')}" if number is not None else heading
