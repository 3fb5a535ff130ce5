"""The page "The same model in PyTorch": its pieces of Python are run, and what they print is compared with the page.

    python -m benchmarks.page              one minute at the most; fails where the page prints something else
    python -m benchmarks.page --write      writes what is printed into the page

Each piece of Python is followed by what it prints, if it prints anything. All pieces share their names, as the cells of
a notebook do. Beside the page stands what it was run with, and a hash of its pieces: so a test notices, without
PyTorch, that a piece was changed and not run again.
"""

import argparse
import contextlib
import hashlib
import io
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "book" / "appendices" / "pytorch.md"
RAN = ROOT / "book" / "results" / "benchmarks" / "pytorch_page.json"

PIECE = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<printed>.*?)^```\n)?", re.DOTALL | re.MULTILINE)


def pieces(text: str) -> list[tuple[str, str | None]]:
    """The code of each piece, and what the page says that it prints: None where it prints nothing."""
    return [(found["code"], found["printed"]) for found in PIECE.finditer(text)]


def run(text: str) -> list[str]:
    """What each piece prints, one after the other, in one set of names."""
    names: dict = {"__name__": "page"}
    found = []
    for k, (code, _) in enumerate(pieces(text)):
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            exec(compile(code, f"<piece {k + 1} of {PAGE.name}>", "exec"), names)
        found.append(told.getvalue())
    return found


def written(text: str, printed: list[str]) -> str:
    """The page with what its pieces print."""
    left = iter(printed)

    def piece(found: re.Match[str]) -> str:
        said = next(left)
        return f"```python\n{found['code']}```\n" + (f"\n```text\n{said}```\n" if said else "")

    return PIECE.sub(piece, text)


def pieces_hash(text: str) -> str:
    """Of all pieces and of what they print."""
    return hashlib.sha256(json.dumps(pieces(text)).encode()).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page", description="Run the page on PyTorch.")
    parser.add_argument("--write", action="store_true", help="write what is printed into the page")
    text = PAGE.read_text(encoding="utf-8")
    now = written(text, run(text))
    if parser.parse_args().write:
        import numpy
        import torch

        PAGE.write_text(now, encoding="utf-8")
        versions = {"torch": torch.__version__.split("+")[0], "numpy": numpy.__version__}
        RAN.write_text(
            json.dumps({"pieces": pieces_hash(now), "versions": versions}, indent=1) + "\n", encoding="utf-8"
        )
    elif now != text:
        for (_, said), (_, prints) in zip(pieces(text), pieces(now), strict=True):
            if said != prints:
                print(f"the page says:\n{said or ''}it prints:\n{prints or ''}")
        return 1
    print(f"{PAGE.name}: {len(pieces(now))} pieces, all as the page says")
    return 0


if __name__ == "__main__":
    sys.exit(main())
