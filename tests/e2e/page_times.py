"""How long the page's Python takes, how many bytes travel, how much memory it has: a table.

    python -m tests.e2e.page_times            on this machine as it is
    python -m tests.e2e.page_times --phone    and over a phone's line, with a processor four times slower

A phone's line is Lighthouse's: 1.6 Mbit/s, 150 ms. Times begin with the click on the button of an exercise whose answer
is kept, and end when the card stands there. Nothing is fetched ahead, unless a line says so.
"""

import argparse
import json
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
REPEATS = 30
MINUTES = 5 * 60_000
NOT_AHEAD = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
# Milliseconds from the click on the button with this name to the word that ends it.
CLICK = """(name) => new Promise((resolve) => {
  const start = performance.now();
  const area = document.querySelector(".lab-exercise");
  const ended = () => /^(Done|Stopped with)/.test(area.querySelector(".lab-status").textContent);
  const watch = new MutationObserver(() => ended() && (watch.disconnect(), resolve(performance.now() - start)));
  watch.observe(area, { subtree: true, childList: true, characterData: true });
  [...area.querySelectorAll("button")].find((one) => one.textContent === name).click();
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


@contextmanager
def site(handler: type) -> Iterator[str]:
    """The built book at a local address; what is sent compressed is compressed already, as on a static host."""
    serving = serve.server(built(HTML), handler=handler)
    for path in build.folder().iterdir():
        copy = built(HTML) / "_static" / build.folder().name / path.name
        if path.suffix in serve.COMPRESSED and not path.name.startswith("as-file"):
            serve._content(copy, copy.stat().st_mtime_ns, True)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{serving.server_port}"
    finally:
        serving.shutdown()


def opened(context: Any, address: str) -> Any:
    """The page with its exercise in view, nothing begun."""
    page = context.new_page()
    page.goto(f"{address}/{START}")
    page.wait_for_function("window.lstmlabPage.started")
    return page


def to_card(page: Any) -> float:
    """Seconds from the click that opens the exercise to its card."""
    begin = page.get_by_role("button", name="Go on with your answer")
    begin.evaluate("(each) => each.scrollIntoView()")
    start = time.perf_counter()
    begin.evaluate("(each) => each.click()")
    page.locator(".lab-exercise .lab-primary").first.click()
    page.locator(".lab-exercise .lab-out .lstmlab-card").wait_for()
    return time.perf_counter() - start


def kept(context: Any, address: str) -> None:
    """An answer as an earlier visit left it."""
    page = opened(context, address)
    page.get_by_role("button", name="Write and check it here").evaluate("(each) => each.click()")
    page.locator(".cm-content").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(RIGHT)
    page.close()


def write(page: Any, text: str) -> None:
    page.locator(".lab-exercise .cm-content").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def memory(browser: Any) -> float:
    """Megabytes that the processes of the pages take, on Linux."""
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = [Path(f"/proc/{one['id']}/status") for one in found if one["type"] == "renderer"]
    lines = [line for path in sizes if path.exists() for line in path.read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000


def measure(browser: Any, address: str, slower: int = 1) -> dict[str, float]:
    """Seconds, and megabytes of memory, by name."""

    def fresh(*scripts: str) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(MINUTES)
        kept(context, address)
        # The answer stays; the files do not: caches are cleared.
        context.new_cdp_session(context.new_page()).send("Network.clearBrowserCache")
        for script in scripts:
            context.add_init_script(script)
        return context

    def ready(context: Any) -> Any:
        page = opened(context, address)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        return page

    found: dict[str, float] = {}
    context = fresh(NOT_AHEAD)
    page = ready(context)
    before = memory(browser)
    found["click to card, cold, s"] = to_card(page)
    found["memory for Python, MB"] = memory(browser) - before
    times = [page.evaluate(CLICK, "Check") / 1000 for _ in range(REPEATS)]
    found["again, median, s"] = statistics.median(times)
    found["again, slowest, s"] = max(times)
    write(page, "import matplotlib.pyplot as plt\nplt.plot([1, 2])\n" + RIGHT)
    found["first picture, s"] = page.evaluate(CLICK, "Check") / 1000
    found["memory with a picture, MB"] = memory(browser) - before
    page.close()
    found["click to card, warm, s"] = min(to_card(ready(context)) for _ in range(3))
    context.close()
    context = fresh()
    page = ready(context)
    page.locator("[id^=exercise-]").first.evaluate("(each) => each.scrollIntoView()")
    page.wait_for_load_state("networkidle")
    found["click to card, fetched ahead, s"] = to_card(page)
    context.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the page's Python.")
    parser.add_argument("--phone", action="store_true", help="also over a phone's line, which takes some minutes")
    phone = parser.parse_args().phone
    sizes = json.loads(build.MANIFEST.read_text(encoding="utf-8"))["sizes"]
    for name, size in sizes.items():
        print(f"{name:34}{size / 1e6:8.2f} MB")
    print(f"{'before the first answer':34}{sum(sizes.values()) / 1e6:8.2f} MB")
    print(f"{'for pictures':34}{(build.folder() / 'plots.zip').stat().st_size / 1e6:8.2f} MB")
    settings = {"this machine": (serve.Handler, 1)} | ({"a phone": (Slow, SLOWER)} if phone else {})
    with sync_playwright() as playwright:
        for title, (handler, slower) in settings.items():
            browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
            with site(handler) as address:
                print(f"\n{title}")
                for name, value in measure(browser, address, slower).items():
                    print(f"{name:34}{value:8.3f}", flush=True)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
