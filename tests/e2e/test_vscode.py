"""VS Code runs a notebook with ipykernel and draws with scripts of the environment: what of this needs no VS Code.

The editor itself is not tried: no test here can start it.
"""

import json
import re
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

from lstmlab import exercises
from tools.source.chapters import ROOT, listed

pytestmark = pytest.mark.e2e

WIDGET = "application/vnd.jupyter.widget-view+json"
STEMS = [path.stem for path in listed()]


@pytest.fixture(scope="module")
def kernel():
    """What VS Code's Jupyter extension starts: ipykernel of the chosen environment, spoken to over sockets."""
    manager, client = start_new_kernel(kernel_name="python3")
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def messages(kernel, code):
    """What the kernel sends while it runs a cell."""
    found = []
    kernel.execute_interactive(code, timeout=120, output_hook=found.append)
    return [(one["msg_type"], one["content"]) for one in found]


@pytest.mark.parametrize("stem", STEMS)
def test_a_notebook_is_valid_and_names_a_kernel_that_every_environment_has(stem):
    notebook = nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.kernelspec.language == notebook.metadata.language_info.name == "python"


def test_a_check_answers_with_a_card_that_needs_no_script_and_with_text(kernel):
    said = messages(kernel, "from lstmlab import check\ncheck('hello.scale', lambda x, factor: x + factor)")
    (data,) = [content["data"] for kind, content in said if kind == "execute_result"]
    assert "hello.scale" in data["text/plain"]
    assert exercises.get("hello.scale").title in data["text/html"]
    assert "<script" not in data["text/html"]
    assert json.loads(json.dumps(data["application/vnd.lstmlab.check+json"]))["status"] == "failed"


def test_a_figure_sends_all_that_a_front_end_needs_to_draw_it(kernel):
    said = messages(kernel, "from lstmlab import figures\nfigures.LatchPortrait()")
    (data,) = [content["data"] for kind, content in said if WIDGET in content.get("data", ())]
    assert data["text/plain"].startswith("Figure: ")
    assert '<img src="data:image/svg+xml' in data["text/html"], "the picture, for a front end without widgets"
    opened = [content for kind, content in said if kind == "comm_open"]
    assert {one["target_name"] for one in opened} == {"jupyter.widget"}
    states = {one["comm_id"]: one["data"]["state"] for one in opened}
    state = states[data[WIDGET]["model_id"]]
    assert state["_view_module"] == "anywidget"
    assert "render" in state["_esm"]
    assert re.findall(r"\bimport\s*(?:\(|[\w{*]).*?[\"']https?:", state["_esm"]) == [], "a script of another site"


def test_the_scripts_that_draw_widgets_lie_in_the_environment():
    """VS Code takes these, and asks a server on the net only for what is not there."""
    for name in ("anywidget", "jupyter-js-widgets"):
        folder = Path(sys.prefix) / "share" / "jupyter" / "nbextensions" / name
        assert (folder / "extension.js").is_file()
