"""Runs notebooks and keeps what they print: text alone, the same bytes each time, so that a test can compare it."""

import os
import re
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from tools import kernel

# No progress bars, which end in the outputs; no file of the learner's progress.
QUIET = {"TQDM_DISABLE": "1", "LSTMLAB_PROGRESS": "off"}
SECONDS = 120  # for one cell
COLOURS = re.compile("\x1b\\[[0-9;]*m")  # of a traceback in a terminal


class RunError(Exception):
    """A cell failed, or wrote to stderr."""


def run(notebook: NotebookNode, name: str, folder: str | None = None) -> tuple[NotebookNode, float]:
    """Execute a notebook in a folder of its own, or in the one given.

    Returns:
        The notebook with all its outputs, and the seconds it took with the start of its kernel.

    Raises:
        RunError: which notebook, which cell, and what it said.
    """
    os.environ.update(QUIET)
    kernel.use_own()
    with tempfile.TemporaryDirectory() as empty:
        client = NotebookClient(
            notebook,
            timeout=SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": folder or empty}},
            record_timing=False,
        )
        start = time.perf_counter()
        try:
            client.execute()
        except CellExecutionError as error:
            raise RunError(f"{name}: a cell fails.\n{COLOURS.sub('', str(error))}") from None
        seconds = time.perf_counter() - start
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream" and output.name == "stderr":
                raise RunError(f"{name}: this cell writes to stderr: {output.text}\n\n{cell.source}")
    return notebook, seconds


def run_all(named: Iterable[tuple[str, NotebookNode]], at_once: int = 2) -> list[tuple[NotebookNode, float]]:
    """Execute several notebooks, two at a time, each in a process of its own."""
    names, notebooks = zip(*named, strict=True)
    with ProcessPoolExecutor(at_once) as pool:
        return list(pool.map(run, notebooks, names))


def keep_text(notebook: NotebookNode) -> NotebookNode:
    """Leave the printed text and the text form of what is shown; drop pictures, HTML, widgets and times."""
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        kept: list[NotebookNode] = []
        for output in cell.outputs:
            if output.output_type == "stream":
                before = [one for one in kept if one.output_type == "stream"]
                if before:
                    before[0].text += output.text
                    continue
            elif "text/plain" in output.data:
                output.data = NotebookNode({"text/plain": output.data["text/plain"]})
                output.metadata = NotebookNode()
            else:
                continue
            kept.append(output)
        cell.outputs = kept
        cell.metadata.pop("execution", None)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}  # the kernel has put its version there
    return notebook


def strip(notebook: NotebookNode) -> NotebookNode:
    """The notebook as it was before it ran."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook
