"""The cells of a page as a notebook: Python's side of it, inside the browser.

A cell that is run needs other cells before it. Which ones is read from the names that cells bind and read, so that the
tenth cell of a chapter does not wait for nine others.
"""

import ast
import base64
import builtins
import contextlib
import dis
import html
import importlib.abc
import importlib.util
import io
import json
import linecache
import os
import re
import sys
import time
import traceback
import types
import zipfile
from pathlib import Path

import lstmlab_page
from pyodide.code import eval_code_async

SITE = next(path for path in sys.path if path.endswith("site-packages"))
PROGRESS = Path(os.environ["LSTMLAB_PROGRESS"])
PACKAGES = "NumPy, Matplotlib, lstmlab and Python's own library"


class _Plots(importlib.abc.MetaPathFinder):
    """Brings Matplotlib when it is first imported."""

    def find_spec(self, name, path=None, target=None):
        if name != "matplotlib":
            return None
        sys.meta_path.remove(self)
        zipfile.ZipFile(io.BytesIO(lstmlab_page.plots().to_bytes())).extractall(SITE)
        importlib.invalidate_caches()
        return importlib.util.find_spec(name)


class _Names:
    """What a cell binds or changes at its top level, and what it reads from outside.

    Taken from the compiled cell: in its text every local name of a function would look like one that is read.
    """

    IGNORED = frozenset(dir(builtins)) | {"display"}

    def __init__(self, source):
        self.binds, self.reads = set(), set()
        try:
            tree = ast.parse(source)
            code = compile(source, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except SyntaxError:
            return
        for step in dis.get_instructions(code):
            if step.opname == "STORE_NAME":
                self.binds.add(step.argval)
            elif step.opname == "LOAD_NAME" and step.argval not in self.binds:
                self.reads.add(step.argval)
        self._inside(code)
        for node in ast.walk(tree):  # `net.W[0] = ...` changes net
            if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
                while isinstance(node, (ast.Attribute, ast.Subscript)):
                    node = node.value
                if isinstance(node, ast.Name) and node.id in self.reads:
                    self.binds.add(node.id)
        self.reads -= self.IGNORED

    def _inside(self, code):
        for inner in code.co_consts:
            if isinstance(inner, types.CodeType):
                steps = dis.get_instructions(inner)
                self.reads |= {one.argval for one in steps if one.opname in ("LOAD_GLOBAL", "LOAD_NAME")} - self.binds
                self._inside(inner)


class Page:
    """One namespace. A cell is run again only where its text, or that of a cell that it needs, has changed."""

    def __init__(self):
        self.space = {"__name__": "__main__"}
        self.ran = {}  # name -> (source, when)
        self.clock = 0

    def needed(self, cells, target, must):
        """Places of the cells that `target` needs, in order, itself last. must: needed whatever stands in them."""
        names = {k: _Names(source) for k, (_, source) in enumerate(cells[: target + 1])}
        wanted, found = set(names[target].reads), [target]
        for k in range(target - 1, -1, -1):
            if k in must or names[k].binds & wanted:
                found.append(k)
                wanted = (wanted - (names[k].binds - names[k].reads)) | names[k].reads
        return found[::-1]

    async def run(self, cells, target, must):
        """Run what the target needs, then the target. Returns the parts of its output."""
        newest, parts = 0, []
        for k in self.needed(cells, target, must):
            name, source = cells[k]
            shown = k == target or k in must
            before = self.ran.get(name)
            if not shown and before and before[0] == source and before[1] >= newest:
                newest = before[1]
                continue
            if not shown:
                lstmlab_page.note(name)
            new = await self._cell(name, source, shown)
            parts += new
            self.clock += 1
            if any(part["kind"] == "error" for part in new):
                self.ran.pop(name, None)
                lead = [] if shown else [{"kind": "text", "text": f"An earlier cell, {name}, stops with an error:\n"}]
                return [*lead, *parts]
            self.ran[name] = (source, self.clock)
            newest = self.clock
        return parts

    async def _cell(self, name, source, shown):
        file, parts = f"<{name}>", []
        linecache.cache[file] = (len(source), None, source.splitlines(True), file)
        self.show = lambda *values: parts.extend(map(_part, values))
        self.space["display"] = self.show
        try:
            with contextlib.nullcontext() if shown else contextlib.redirect_stdout(io.StringIO()):
                value = await eval_code_async(source, self.space, filename=file)
            if shown and value is not None:
                parts.append(_part(value))
        except BaseException as problem:  # a cell may raise anything, SystemExit too
            parts.append({"kind": "error", "text": _said(problem, file)})
        parts += _drawn(shown)
        return parts if shown else [part for part in parts if part["kind"] == "error"]


def _said(problem, file):
    """An error as a learner needs it: from their own line on, and one sentence where we know more than Python says."""
    if isinstance(problem, SyntaxError) and problem.filename == file:
        line = (problem.text or "").rstrip()
        return f"Line {problem.lineno} is not Python yet: {problem.msg}.\n\n    {line.strip()}\n"
    step = problem.__traceback__
    while step is not None and step.tb_frame.f_code.co_filename != file:
        step = step.tb_next
    text = "".join(traceback.format_exception(type(problem), problem, step, chain=False))
    if isinstance(problem, ModuleNotFoundError):
        text += f"\nOn this page there are {PACKAGES}. For other packages take the notebook.\n"
    if isinstance(problem, MemoryError) or "array is too big" in str(problem):
        text += "\nPython has 1 GB of memory on this page, and this needs more. Try it with smaller arrays.\n"
    if isinstance(problem, NotImplementedError):
        text += "\nThis cell needs a function that is still to be written.\n"
    return text


def _part(value):
    data = value._repr_mimebundle_() if hasattr(value, "_repr_mimebundle_") else None
    result = (data[0] if isinstance(data, tuple) else data) or {}
    check = result.get("application/vnd.lstmlab.check+json")
    if hasattr(value, "_repr_html_"):
        return {"kind": "html", "html": value._repr_html_(), "check": check}
    if hasattr(value, "_repr_markdown_"):
        return {"kind": "html", "html": _html(value._repr_markdown_())}
    return {"kind": "text", "text": repr(value) + "\n"}


def _drawn(shown):
    plt, parts = sys.modules.get("matplotlib.pyplot"), []
    if plt:
        for number in plt.get_fignums() if shown else ():
            out = io.BytesIO()
            plt.figure(number).savefig(out, format="svg", bbox_inches="tight")
            source = "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()
            parts.append({"kind": "picture", "source": source})
        plt.close("all")
    return parts


def _html(text):
    """What results are written in: paragraphs, tables, fenced text of Markdown, `code`, **strong** and *emphasis*."""

    def marked(part):
        part = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(part.strip()))
        part = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", part)
        return re.sub(r"(?<!\w)\*(\w[^*]*)\*(?!\w)", r"<em>\1</em>", part)

    def row(tag, line):
        cells = line.strip().strip("|").split("|")
        return "<tr>" + "".join(f"<{tag}>{marked(one)}</{tag}>" for one in cells) + "</tr>"

    blocks = []
    for k, piece in enumerate(re.split(r"^```\w*\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)):
        if k % 2:  # what stands between two fences, with its empty lines
            blocks.append(f"<pre>{html.escape(piece)}</pre>")
            continue
        for block in filter(None, piece.strip().split("\n\n")):
            lines = block.split("\n")
            if block.lstrip().startswith("|") and len(lines) > 1:
                body = "".join(row("td", one) for one in lines[2:])
                blocks.append(f'<table class="table">{row("th", lines[0])}{body}</table>')
            else:
                blocks.append(f"<p>{marked(block)}</p>")
    return "".join(blocks)


def _stand_in_for_ipython():
    """As much of IPython.display as the chapters use: the whole of it is 4 MB with what it needs."""

    class Markdown:
        def __init__(self, data):
            self.data = data

        def _repr_html_(self):
            return _html(self.data)

    class HTML(Markdown):
        def _repr_html_(self):
            return self.data

    module = types.ModuleType("IPython.display")
    module.Markdown, module.HTML, module.display = Markdown, HTML, lambda *values, **_: page.show(*values)
    package = types.ModuleType("IPython")
    package.display, package.get_ipython = module, lambda: None
    sys.modules.update({"IPython": package, "IPython.display": module})


def _stay():
    """What would end Python, or wait for a keyboard, says so instead: nobody would be answered any more."""

    def leave(code=0):
        raise SystemExit(code)

    def ask(prompt=""):
        raise RuntimeError("input() cannot ask anything on this page. Write the value into the code")

    os._exit, os.abort, builtins.input = leave, leave, ask
    time.process_time = time.perf_counter  # which always says 0 here


_stay()
page = Page()
sys.meta_path.append(_Plots())
_stand_in_for_ipython()


async def run(job):
    """One run, told as JSON and answered as JSON: the parts of the output, and the progress file."""
    given = json.loads(job)
    if given["progress"]:
        PROGRESS.write_text(given["progress"], "utf-8")
    parts = await page.run(given["cells"], given["target"], set(given["must"]))
    sys.stdout.flush()
    return json.dumps({"parts": parts, "progress": PROGRESS.read_text("utf-8") if PROGRESS.exists() else ""})
