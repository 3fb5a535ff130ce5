"""Runs notebooks: cell by cell in a kernel of their own, with what their checks said and which files they read.

What is printed is kept as text alone, the same bytes each time, so that a test can compare it.
"""

import ast
import os
import re
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from tools.execution import kernel

# No progress bars, which end in the outputs; no file of the learner's progress.
QUIET = {"TQDM_DISABLE": "1", "LSTMLAB_PROGRESS": "off"}
SECONDS = 120  # for one cell
COLOURS = re.compile("\x1b\\[[0-9;]*m")  # of a traceback in a terminal
# Inside the kernel, beside the notebook's own names and not among them.
RECORDER = "__import__('sys').modules['lstmlab_recording']"


class RunError(Exception):
    """A cell failed, or wrote to stderr. Its arguments: what is wrong, and the position of the cell if there is one."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Run:
    """What one execution of a notebook gave.

    Attributes:
        notebook: with all its outputs.
        seconds: of a clock, with the start of the kernel.
        cpu_seconds: of the processor, in the kernel and its children.
        statuses: what the checks of each cell that has the tag `check` said, in order.
        afterwards: the answers to the questions that were asked after the last cell.
        used: the files and folders that were read.
    """

    notebook: NotebookNode
    seconds: float
    cpu_seconds: float
    statuses: tuple[str, ...]
    afterwards: tuple[str, ...]
    used: tuple[str, ...]


def run(
    notebook: NotebookNode,
    name: str,
    folder: str | None = None,
    *,
    afterwards: Sequence[tuple[str, str]] = (),
    sources: Sequence[Path] = (),
    variables: Mapping[str, str] | None = None,
) -> Run:
    """Execute a notebook in a folder of its own, or in the one given.

    Args:
        notebook: is filled in.
        name: for messages.
        folder: where it runs; an empty one where None.
        afterwards: programs with an expression each, run one after the other when all cells are done and their outputs
            are collected: the notebook does not see them.
        sources: folders; the files in them that the execution reads are noted.
        variables: of the environment, for the kernel.

    Raises:
        RunError: which notebook, which cell, and what it said.
    """
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
        environment = os.environ | QUIET | dict(variables or {})
        try:
            found = run_sync(_execute)(client, environment, afterwards, sources)
        except CellExecutionError as error:
            # The cells after the one that fails have no count.
            ran = [at for at, cell in enumerate(notebook.cells) if cell.get("execution_count")]
            raise RunError(f"{name}: a cell fails.\n{COLOURS.sub('', str(error))}", max(ran, default=0)) from None
        seconds = time.perf_counter() - start
    for at, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", ()):
            if output.output_type == "stream" and output.name == "stderr":
                raise RunError(f"{name}: this cell writes to stderr: {output.text}\n\n{cell.source}", at)
    return Run(notebook, seconds, *found)


async def _execute(
    client: NotebookClient, environment: Mapping[str, str], afterwards: Sequence, sources: Sequence[Path]
) -> tuple[float, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """As NotebookClient.async_execute does it, with questions to the kernel in between."""
    client.reset_execution_trackers()
    async with client.async_setup_kernel(env=dict(environment)):
        info = await client.async_wait_for_reply(client.kc.kernel_info())
        client.nb.metadata["language_info"] = info["content"]["language_info"]
        await _ask(client, _recorder([str(path.resolve()) for path in sources]))
        statuses = []
        for index, cell in enumerate(client.nb.cells):
            await client.async_execute_cell(cell, index, execution_count=client.code_cells_executed + 1)
            if "check" in cell.metadata.get("tags", ()):
                statuses.append(await _ask(client, "", f"Out[{cell.execution_count}].status"))
        client.set_widgets_metadata()
        cpu_seconds = await _ask(client, "", f"{RECORDER}.seconds()")
        answers = [await _ask(client, program, expression) for program, expression in afterwards]
        used = await _ask(client, "", f"{RECORDER}.used()")
    return cpu_seconds, tuple(statuses), tuple(answers), tuple(used)


async def _ask(client: NotebookClient, program: str, expression: str = "None") -> Any:
    """Run a program in the kernel without a trace in its history, and return the value of an expression.

    Raises:
        RunError: either of them fails.
    """
    reply = await client.kc.execute_interactive(
        program,
        silent=True,
        store_history=False,
        allow_stdin=False,
        user_expressions={"value": f"repr({expression})"},
        timeout=SECONDS,
        output_hook=lambda message: None,
    )
    content = reply["content"]
    value = content.get("user_expressions", {}).get("value", {})
    if value.get("status") != "ok":
        said = value if value else content
        raise RunError(f"{program}\n{expression}\n{said.get('ename')}: {said.get('evalue')}")
    return ast.literal_eval(ast.literal_eval(value["data"]["text/plain"]))


def _recorder(folders: list[str]) -> str:
    """The program that loads tools/execution/recording.py in the kernel, out of the notebook's sight."""
    text = Path(__file__).with_name("recording.py").read_text(encoding="utf-8")
    made = f"__import__('types').ModuleType('lstmlab_recording', {text!r})"
    return (
        f"__import__('sys').modules['lstmlab_recording'] = {made}\n"
        f"{RECORDER}.FOLDERS = {folders!r}\n"
        f"exec(compile({RECORDER}.__doc__, 'recording', 'exec'), {RECORDER}.__dict__)"
    )


def text_of(notebook: NotebookNode) -> str:
    """A notebook as it is stored: what it printed, and nothing of when and where."""
    return nbformat.writes(keep_text(notebook)) + "\n"


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
