"""A real JupyterLab and a page of it, driven by the application's own commands: clicking "Run All" is not reliable."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TOKEN = "rehearsal"
SECONDS = 120  # for the server to come up, and for a cell

# The notebook that is open, with its kernel ready.
READY = """async () => {
    const app = window.jupyterapp;
    await app.restored;
    for (let tries = 0; tries < 600; tries++) {
        window.notebook = app.shell.currentWidget;
        if (window.notebook?.content?.model && window.notebook.context) break;
        await new Promise((go) => setTimeout(go, 100));
    }
    await window.notebook.context.ready;
    await window.notebook.sessionContext.ready;
    await window.notebook.sessionContext.session.kernel.info;
}"""
OUTPUTS = """(id) => {
    const cells = [...window.notebook.content.model.cells].filter((cell) => cell.type === "code");
    const chosen = id ? cells.filter((cell) => cell.id === id) : cells;
    return chosen.flatMap((cell) => cell.outputs.toJSON());
}"""
SELECT = """async (id) => {
    const content = window.notebook.content;
    const index = content.widgets.findIndex((cell) => cell.model.id === id);
    content.activeCellIndex = index;
    await content.scrollToItem(index);
}"""
WRITE = """([id, text]) => {
    const cells = [...window.notebook.content.model.cells];
    cells.find((cell) => cell.id === id).sharedModel.setSource(text);
}"""


class Notebook:
    """A notebook that is open in the page."""

    def __init__(self, page: Any):
        self.page = page

    def run_all(self) -> None:
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")

    def show(self, cell: str) -> None:
        """Scroll to a cell and make it the active one."""
        self.page.evaluate(SELECT, cell)

    def run(self, cell: str, source: str | None = None) -> list[dict]:
        """Run one cell, with another text if one is given, and return its outputs."""
        if source is not None:
            self.page.evaluate(WRITE, [cell, source])
        self.show(cell)
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")
        return self.outputs(cell)

    def outputs(self, cell: str = "") -> list[dict]:
        """Outputs of a cell; of all cells where none is named."""
        return self.page.evaluate(OUTPUTS, cell)

    def output_of(self, cell: str) -> Any:
        """What a cell shows, as it stands on the page."""
        index = self.page.evaluate(
            "(id) => window.notebook.content.widgets.findIndex((cell) => cell.model.id === id)", cell
        )
        return self.page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{index}"] .jp-Cell-outputWrapper')


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a JupyterLab over a folder, with settings of its own, alone on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    places += ("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "JUPYTERLAB_SESSION_DIR")
    own = folder.with_name(folder.name + "-settings")
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"),
        *(f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"),
        "--LabApp.expose_app_in_browser=True",
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]
    environment = os.environ | {place: str(own / place.lower()) for place in places} | {"LSTMLAB_PROGRESS": "off"}
    own.mkdir()
    with (own / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://127.0.0.1:{port}/api?token={TOKEN}", process, own / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def opened(browser: Any, source: Path, folder: Path) -> Iterator[Notebook]:
    """A copy of a notebook, open in JupyterLab with its kernel ready."""
    folder.mkdir()
    shutil.copy(source, folder / "learner.ipynb")
    with server(folder) as address:
        page = browser.new_page(viewport={"width": 1200, "height": 1400})
        page.set_default_timeout(SECONDS * 1000)
        page.goto(f"{address}/lab/tree/learner.ipynb?token={TOKEN}")
        page.wait_for_function("() => window.jupyterapp !== undefined")
        page.evaluate(READY)
        yield Notebook(page)
        page.close()


def _wait(address: str, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")
