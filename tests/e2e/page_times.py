"""How long the page's Python takes, how many bytes travel, how much memory it has: a table. On Linux.

    python -m tests.e2e.page_times                  on this machine as it is
    python -m tests.e2e.page_times --phone          and over a phone's line, with a processor four times slower
    python -m tests.e2e.page_times --beside FOLDER  beside another build of _build/static/page-*, in turns, with ratios

A phone's line is Lighthouse's: 1.6 Mbit/s, 150 ms. Times are the page's own, from the click on the button of an
exercise whose answer is kept to the card. Nothing is fetched ahead, unless a line says so. Each round is a new reader
with a profile on the disk: only there does a browser keep what it compiled.
"""

import argparse
import contextlib
import json
import os
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.e2e.exercise_page import RIGHT, START
from tests.e2e.pages import HTML, built
from tools.book import serve
from tools.browser import ARGUMENTS, find
from tools.page import build

RATE, DELAY = 1.6e6 / 8, 0.15  # bytes a second, seconds until an answer begins
SLOWER = 4
SLICE = 0.02  # seconds in which a slowed processor works once and rests for the rest
ROUNDS = 3
REPEATS = 30
MINUTES = 5 * 60_000
ENDLESS = "while True:\n    pass"
SPARE = 6  # seconds in which a spare Python has started beside a run that takes long
COMPILED = 3  # seconds in which Chromium has written down what it compiled
NOT_AHEAD = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
# Milliseconds from the click on the button with this name to the word that ends it.
CLICK = """(name) => new Promise((resolve) => {
  const start = performance.now();
  const area = document.querySelector(".lab-exercise");
  const ended = () => /^(Done|Stopped)/.test(area.querySelector(".lab-status").textContent);
  const watch = new MutationObserver(() => ended() && (watch.disconnect(), resolve(performance.now() - start)));
  watch.observe(area, { subtree: true, childList: true, characterData: true });
  [...area.querySelectorAll("button")].find((one) => one.textContent === name).click();
})"""
# Milliseconds from the click that opens the exercise, and the one that checks it, to its card.
TO_CARD = """() => new Promise((resolve) => {
  const start = performance.now();
  let asked = false;
  const watch = new MutationObserver(() => {
    const check = document.querySelector(".lab-exercise .lab-primary");
    if (check && !asked) {
      asked = true;
      check.click();
    }
    if (!document.querySelector(".lab-exercise .lab-out .lstmlab-card")) return;
    watch.disconnect();
    resolve(performance.now() - start);
  });
  watch.observe(document.body, { subtree: true, childList: true });
  [...document.querySelectorAll("button")].find((one) => one.textContent === "Go on with your answer").click();
})"""


class Line:
    """A line on which all answers travel one after the other, at a rate."""

    def __init__(self) -> None:
        self.free = 0.0
        self.lock = threading.Lock()

    def carry(self, size: int) -> None:
        with self.lock:
            self.free = max(self.free, time.monotonic()) + size / RATE
            until = self.free
        time.sleep(max(0.0, until - time.monotonic()))


class Slow(serve.Handler):
    """Sends as over a phone's line."""

    line = Line()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        time.sleep(DELAY)
        while piece := source.read(16_384):
            self.line.carry(len(piece))
            outputfile.write(piece)


@contextlib.contextmanager
def site(handler: type, runner: Path) -> Iterator[str]:
    """The built book at a local address, its runner from a folder. What is sent compressed is so already."""

    class WithRunner(handler):  # type: ignore[misc]
        def translate_path(self, path: str) -> str:
            usual = super().translate_path(path)
            _, found, name = usual.partition(f"/_static/{build.folder().name}/")
            return str(runner / name) if found else str(usual)

    serving = serve.server(built(HTML), handler=WithRunner)
    for path in runner.iterdir():
        if path.suffix in serve.COMPRESSED and not path.name.startswith("as-file"):
            serve._content(path, path.stat().st_mtime_ns, True)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{serving.server_port}"
    finally:
        serving.shutdown()
        serving.server_close()


@contextlib.contextmanager
def reader(playwright: Any, address: str, *scripts: str) -> Iterator[Any]:
    """A browser with a profile of its own: an answer of an earlier visit is kept, and no file."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=find(), args=list(ARGUMENTS), viewport={"width": 1280, "height": 900}
        )
        context.profile = profile
        context.set_default_timeout(MINUTES)
        page = opened(context, address)
        page.get_by_role("button", name="Write and check it here").evaluate("(each) => each.click()")
        write(page, RIGHT)
        context.new_cdp_session(page).send("Network.clearBrowserCache")
        page.close()
        for script in scripts:
            context.add_init_script(script)
        try:
            yield context
        finally:
            context.close()


def opened(context: Any, address: str) -> Any:
    """The page, nothing begun."""
    page = context.new_page()
    page.goto(f"{address}/{START}")
    page.wait_for_function("window.lstmlabPage.started")
    return page


def write(page: Any, text: str) -> None:
    page.locator(".lab-exercise .cm-content").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def to_card(page: Any) -> float:
    """Seconds from the click that opens the exercise to its card."""
    return float(page.evaluate(TO_CARD)) / 1000


def until_the_next_answer(page: Any, after: float) -> float:
    """Seconds from Stop to the next card, for an endless loop that ran so long; without those of writing."""
    write(page, ENDLESS)
    page.locator(".lab-exercise").get_by_role("button", name="Check", exact=True).click()
    page.wait_for_timeout(1000 * after)
    stopped = page.evaluate(CLICK, "Stop")
    write(page, RIGHT)
    return float(stopped + page.evaluate(CLICK, "Check")) / 1000


def renderers(context: Any) -> list[int]:
    """Processes of this browser that run pages."""
    kinds, parents = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            kinds[int(folder.name)] = (
                "browser"
                if f"--user-data-dir={context.profile}" in command and "--type=" not in command
                else "renderer"
                if "--type=renderer" in command
                else ""
            )

    def ours(process: int) -> bool:
        while process in parents:
            if kinds[process] == "browser":
                return True
            process = parents[process]
        return False

    return [process for process, kind in kinds.items() if kind == "renderer" and ours(process)]


def memory(context: Any) -> float:
    """Megabytes that the pages of this browser take."""
    lines = [line for each in renderers(context) for line in Path(f"/proc/{each}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000


@contextlib.contextmanager
def slowed(context: Any, slower: int) -> Iterator[None]:
    """Let pages work in one of `slower` slices of time. What Chromium slows itself is the page, and not its workers."""
    if slower == 1:
        yield
        return
    over, processes = threading.Event(), renderers(context)

    def send(signal: int) -> None:
        for each in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal)

    def slow() -> None:
        while not over.is_set():
            send(signal.SIGSTOP)
            time.sleep(SLICE * (slower - 1) / slower)
            send(signal.SIGCONT)
            time.sleep(SLICE / slower)

    thread = threading.Thread(target=slow, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def first_answers(playwright: Any, address: str, slower: int = 1) -> dict[str, float]:
    """Seconds of a reader's first visit, and of later ones."""
    found: dict[str, float] = {}
    with reader(playwright, address, NOT_AHEAD) as context:
        for visit in ("cold", "warm"):
            page = opened(context, address)
            with slowed(context, slower):
                found[f"click to card, {visit}, s"] = to_card(page)
            time.sleep(COMPILED)
            page.close()
    return found


def the_rest(playwright: Any, address: str, slower: int = 1) -> dict[str, float]:
    """Seconds of what follows the first answer, and megabytes of memory."""
    found: dict[str, float] = {}
    with reader(playwright, address) as context:
        page = opened(context, address)
        before = memory(context)
        page.locator("[id^=exercise-]").first.evaluate("(each) => each.scrollIntoView()")
        page.wait_for_load_state("networkidle")
        with slowed(context, slower):
            found["click to card, fetched ahead, s"] = to_card(page)
            found["memory for Python, MB"] = memory(context) - before
            times = [page.evaluate(CLICK, "Check") / 1000 for _ in range(REPEATS)]
            found["again, median, s"] = statistics.median(times)
            found["again, slowest, s"] = max(times)
            found["endless, stopped at once, s"] = until_the_next_answer(page, 0)
            found["endless, stopped late, s"] = until_the_next_answer(page, SPARE * slower)
            write(page, "import matplotlib.pyplot as plt\nplt.plot([1, 2])\n" + RIGHT)
            found["first picture, s"] = page.evaluate(CLICK, "Check") / 1000
            found["memory with a picture, MB"] = memory(context) - before
    return found


def beside(playwright: Any, runners: list[Path]) -> None:
    """Print first answers of several builds. They take turns, so that what else the machine does is shared by all."""
    found: dict[str, list[list[float]]] = {}
    with contextlib.ExitStack() as stack:
        addresses = [stack.enter_context(site(serve.Handler, each)) for each in runners]
        for _ in range(ROUNDS):
            for k, address in enumerate(addresses):
                for name, value in first_answers(playwright, address).items():
                    found.setdefault(name, [[] for _ in runners])[k].append(value)
    for name, values in found.items():
        best = [min(each) for each in values]
        print(f"{name:34}" + "".join(f"{each:8.3f}" for each in best), f"   ratio {best[0] / best[-1]:.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the page's Python.")
    parser.add_argument("--phone", action="store_true", help="also over a phone's line, which takes some minutes")
    parser.add_argument("--beside", type=Path, metavar="FOLDER", help="first answers beside those of another build")
    given = parser.parse_args()
    with sync_playwright() as playwright:
        if given.beside:
            beside(playwright, [build.folder(), given.beside])
            return 0
        sizes = json.loads(build.MANIFEST.read_text(encoding="utf-8"))["sizes"]
        for name, size in sizes.items():
            print(f"{name:34}{size / 1e6:8.2f} MB")
        print(f"{'before the first answer':34}{sum(sizes.values()) / 1e6:8.2f} MB")
        print(f"{'for pictures':34}{(build.folder() / 'plots.zip').stat().st_size / 1e6:8.2f} MB")
        settings = {"this machine": (serve.Handler, 1)} | ({"a phone": (Slow, SLOWER)} if given.phone else {})
        for title, (handler, slower) in settings.items():
            print(f"\n{title}")
            with site(handler, build.folder()) as address:
                for part in (first_answers, the_rest):
                    for name, value in part(playwright, address, slower).items():
                        print(f"{name:34}{value:8.3f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
