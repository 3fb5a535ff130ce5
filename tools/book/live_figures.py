"""The figures of a page: each waits as a still picture in its own box, and comes alive when a reader is near.

A notebook holds a figure as anywidget does: a module, and what its model starts with. No widget manager is needed to
show it: book/static/figures.js gives the module its model. What a page has of each figure:

    a picture and its words         without JavaScript
    controls, picture, words        in a shadow tree, drawn by Node, with the figure's own style: one box at any width
    what its model starts with      as JSON
    its module                      in a file of its own under _static/figures/, shared by all pages, fetched when near,
                                    a heavy one when it is seen; shortened when the book is whole
"""

import base64
import html
import json
import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from lstmlab.figures.runtime.base import FOOTER
from tools.book import drawing
from tools.page import build

SCRIPT = "figures.js"
FOLDER = "_static/figures"
HEAVY = 150_000  # a module of more bytes is fetched when its figure is seen, any other when it is near
ESBUILD = build.MODULES / "esbuild" / "bin" / "esbuild"
STATE = "application/vnd.jupyter.widget-state+json"
_VIEW = re.compile(r'<script type="application/vnd\.jupyter\.widget-view\+json">(\{.*?\})</script>')
_STILL = re.compile(r'<img src="data:image/svg\+xml;base64,([^"]+)"([^>]*)>')
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("html-page-context", place, priority=910)  # after myst-nb has added what the widgets hold
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def place(app: Sphinx, page: str, template: str, context: dict[str, Any], document: Any) -> None:
    """Put the figures of a page in the place of what myst-nb wrote for a widget manager."""
    scripts = context.get("script_files", [])
    found = [one for one in scripts if getattr(one, "attributes", {}).get("type") == STATE]
    if not found:
        return
    scripts[:] = [one for one in scripts if one not in found]
    state = json.loads(found[0].attributes["body"])["state"]
    root = context["pathto"]("", resource=True)
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    body = _STILL.sub(lambda still: stored(still[1], still[2], folder, root), context["body"])
    stills = iter(re.findall(rf'<img src="({re.escape(root)}{FOLDER}/[^"]+)"', body))
    body = _VIEW.sub(
        lambda view: waiting(state[json.loads(view[1])["model_id"]]["state"], next(stills), folder, root), body
    )
    first = '<div class="lstmlab-place"'
    context["body"] = body.replace(first, f'{first} id="first-figure"', 1)
    context["lstmlab_figures"] = True  # for the keyboard: book/templates/layout.html has a link to the first
    app.add_js_file(SCRIPT, loading_method="defer")


def finish(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and ESBUILD.exists():  # it came with the parts of the page
        shorten(Path(app.outdir, FOLDER))


def shorten(folder: Path) -> None:
    """Write the modules in a folder once more without what only people read in them: a quarter less travels."""
    modules = sorted(folder.glob("*.js"))
    if modules:
        options = ["--minify", "--target=es2022", "--allow-overwrite", "--log-level=warning"]
        build.run([str(ESBUILD), *map(str, modules), *options, f"--outdir={folder}"])


def stored(content: str, rest: str, folder: Path, root: str) -> str:
    """The still picture as a file of the site: fetched when it is needed, and once."""
    svg = base64.b64decode(content)
    name = f"{drawing.mark(svg.decode())}.svg"
    (folder / name).write_bytes(svg)
    size = _SIZE.search(svg.decode())
    assert size is not None
    return f'<img src="{root}{FOLDER}/{name}" width="{size[1]}" height="{size[2]}" loading="lazy"{rest}>'


def waiting(state: dict[str, Any], still: str, folder: Path, root: str) -> str:
    """A figure before it moves."""
    code = state["_esm"]
    # Not a module for the browser: no browser loads modules for a page that was opened as a file.
    name = drawing.mark(code)
    script = f"{code.removesuffix(FOOTER)}\nreturn render;"
    script = f'(globalThis.lstmlabFigures ??= {{}})["{name}"] = (() => {{\n{script}\n}})();\n'
    (folder / f"{name}.js").write_text(script, encoding="utf-8")
    model = {key: value for key, value in state.items() if key == "_about" or not key.startswith("_")}
    model = {key: value for key, value in model.items() if key not in ("layout", "tabbable", "tooltip")}
    made = drawing.figure(code, model)
    picture = f'<img class="still" src="{still}" alt="" loading="lazy" decoding="async">'
    tree = made["html"].replace('<img alt="">', picture, 1)
    tree = tree.replace("</style>", f"{heights(made['heights'])}</style>", 1)
    when = ' data-when="seen"' if len(script) > HEAVY else ""
    given = json.dumps(model, ensure_ascii=False).replace("</", "<\\/")
    title = json.loads(model["_about"])["title"]
    return (
        f'<div class="lstmlab-place"{when} data-module="{root}{FOLDER}/{name}.js" data-name="{name}">'
        f'<div class="lstmlab-waiting" tabindex="0" role="img" aria-label="{html.escape(title)}, interactive figure. '
        f'{html.escape(made["label"])}"><template shadowrootmode="open">{tree}</template></div>'
        f'<script type="application/json">{given}</script></div>'
    )


def heights(pieces: list[list[float]]) -> str:
    """Style of the still picture: as high as the drawing will be at this width."""
    rules = [".still { display: block; width: 100%; object-fit: contain; }"]
    for width, height, slope in pieces:
        high = f"calc({height:g}px + {slope:g} * (100cqw - {width:g}px))" if slope else f"{height:g}px"
        rule = f".still {{ height: {high}; }}"
        rules.append(rule if rules[1:] == [] else f"@container (min-width: {width:g}px) {{ {rule} }}")
    return "\n".join(rules)
