"""Scores of the built pages: python -m tools.lighthouse [page ...]     all chapters where none is named

Lighthouse opens each as a phone does: its mobile preset, a slow line, a processor of a quarter of the speed. The server
is that of `make serve`. Lighthouse comes from npm, in the version of package-lock.json beside this file. It measures
time: on a machine that is busy with other things the first of the four scores is lower than a reader's.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import browser
from tools.book.__main__ import folder
from tools.book.serve import server
from tools.vendor import fetch

HERE = Path(__file__).parent
PLACE = fetch.BUILD / "lighthouse"
KINDS = ("performance", "accessibility", "best-practices", "seo")
TIMES = {"first": "first-contentful-paint", "largest": "largest-contentful-paint", "blocked": "total-blocking-time"}


@dataclass(frozen=True)
class Result:
    """What Lighthouse says of a page: four scores from 0 to 1, times in seconds, how far things moved, bytes, and the
    names of the audits of accessibility that it did not pass."""

    page: str
    scores: dict[str, float]
    seconds: dict[str, float]
    shift: float
    transferred: float
    hindrances: tuple[str, ...]


def install() -> Path:
    """Lighthouse's command; fetched where it is not there, or another version."""
    lock, kept = HERE / "package-lock.json", PLACE / "package-lock.json"
    command = PLACE / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not command.exists() or kept.read_bytes() != lock.read_bytes():
        shutil.rmtree(PLACE, ignore_errors=True)
        PLACE.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, PLACE)
        fetch.npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", folder=PLACE)
    return command


def measure(pages: Iterable[str], site: Path) -> Iterator[Result]:
    """The results of pages such as "book/chapters/02-elman", one after the other.

    Raises:
        RuntimeError: there is no browser, or Lighthouse could not measure a page; with what it said.
    """
    command = install()
    chrome = browser.find()
    if chrome is None:
        raise RuntimeError("no Chromium: run `make browser`")
    node, environment = fetch.node_command()
    serving = server(site)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    try:
        for page in pages:
            with tempfile.TemporaryDirectory() as kept:
                report = Path(kept, "report.json")
                done = subprocess.run(
                    [
                        *(*node, str(command), f"http://127.0.0.1:{serving.server_port}/{page}.html", "--quiet"),
                        f"--chrome-flags=--headless=new {' '.join(browser.ARGUMENTS)}",
                        *("--output=json", f"--output-path={report}"),
                    ],
                    env={**environment, "CHROME_PATH": str(chrome)},
                    capture_output=True,
                    text=True,
                    check=False,
                )
                if done.returncode or not report.exists():
                    raise RuntimeError(f"{page}: Lighthouse could not measure it:\n{done.stderr.strip()}")
                yield read(page, json.loads(report.read_text(encoding="utf-8")))
    finally:
        serving.shutdown()
        serving.server_close()


def read(page: str, report: dict[str, Any]) -> Result:
    """A report of Lighthouse, cut to what is of use here."""
    audits = report["audits"]
    return Result(
        page,
        {kind: report["categories"][kind]["score"] for kind in KINDS},
        {name: audits[audit]["numericValue"] / 1000 for name, audit in TIMES.items()},
        audits["cumulative-layout-shift"]["numericValue"],
        audits["total-byte-weight"]["numericValue"],
        tuple(
            one["id"]
            for one in report["categories"]["accessibility"]["auditRefs"]
            if audits[one["id"]]["score"] not in (None, 1)
        ),
    )


def line(result: Result) -> str:
    scores = "".join(f"{result.scores[kind]:>15.2f}" for kind in KINDS)
    times = "".join(f"{result.seconds[name]:>9.2f}" for name in TIMES)
    return f"{result.page.rsplit('/', 1)[-1]:26}{scores}{times}{result.shift:>7.3f}{result.transferred / 1000:>8.0f}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Score the pages of the built book with Lighthouse.")
    parser.add_argument("pages", nargs="*", metavar="page", help="such as book/chapters/02-elman")
    chosen = parser.parse_args().pages
    site = folder()
    if not (site / "book" / "index.html").exists():
        print("There is no book yet: run `make book` first.", file=sys.stderr)
        return 1
    found = sorted(str(path.relative_to(site).with_suffix("")) for path in (site / "book" / "chapters").glob("*.html"))
    print(
        f"{'page':26}{''.join(f'{kind:>15}' for kind in KINDS)}{''.join(f'{name:>9}' for name in TIMES)}  shift      kB"
    )
    try:
        for result in measure(chosen or found, site):
            print(line(result), flush=True)
    except RuntimeError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
