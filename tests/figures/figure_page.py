"""A page that shows figures without any notebook: their ES module on a small stand-in for an anywidget model."""

import json
from typing import Any

from lstmlab.figures.runtime.still import FIGURES

# What a figure may ask of a model, and nothing more. `sent` counts save_changes, as a kernel would see them.
MODEL = """
class Model {
  constructor(state) { this.state = state; this.listeners = {}; this.sent = 0; }
  get(name) { return this.state[name]; }
  set(name, value) {
    if (JSON.stringify(this.state[name]) === JSON.stringify(value)) return;
    this.state[name] = value;
    for (const each of [...(this.listeners[`change:${name}`] ?? [])]) each();
  }
  save_changes() { this.sent += 1; }
  on(event, listener) { (this.listeners[event] ??= []).push(listener); }
  off(event, listener) { this.listeners[event] = (this.listeners[event] ?? []).filter((each) => each !== listener); }
}
window.Model = Model;
window.inside = (place, selector) => document.querySelector(place).firstChild.shadowRoot.querySelector(selector);
"""


def blank(page: Any) -> None:
    """An empty page in which modules may be imported."""
    page.goto("about:blank")
    page.set_content(
        '<!doctype html><html lang="en"><head><title>Figures</title></head><body><main></main></body></html>'
    )
    page.evaluate(f"() => {{ {MODEL} window.figures = {{}}; }}")


def load(page: Any, figure: Any) -> None:
    """Import the figure's module as window.figures[its class]."""
    page.evaluate(
        """async ([name, code]) => {
          const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
          window.figures[name] = await import(address);
        }""",
        [type(figure).__name__, type(figure).module()],
    )


def load_text(page: Any, name: str, *files: str, exports: str) -> None:
    """Import files of the runtime as window.figures[name]."""
    code = "\n".join((FIGURES / "runtime" / file).read_text("utf-8") for file in files)
    page.evaluate(
        """async ([name, code]) => {
          const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
          window.figures[name] = await import(address);
        }""",
        [name, f"{code}\nexport {{ {exports} }};"],
    )


def show(page: Any, figure: Any, anew: bool = False) -> str:
    """Render the figure at the end of the page and return a selector of its place.

    anew: from a module of its own, as each cell of a notebook has one; else one module serves all figures of a kind.
    """
    if anew or not page.evaluate("(name) => name in window.figures", type(figure).__name__):
        load(page, figure)
    state = json.loads(json.dumps({"_about": json.dumps(figure.about()), **figure.controls}))
    place = page.evaluate(
        """async ([name, state]) => {
          const place = document.createElement("div");
          place.id = `place-${document.querySelectorAll("main > div").length}`;
          document.querySelector("main").append(place);
          const model = new Model(state);
          place.model = model;
          place.end = await window.figures[name].default.render({ model, el: place });
          await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          return place.id;
        }""",
        [type(figure).__name__, state],
    )
    return f"#{place}"


def state(page, place):
    """The control values that the model holds now, without what belongs to no control."""
    return page.evaluate(
        "(place) => { const { _about, ...rest } = document.querySelector(place).model.state; return rest; }", place
    )


def assert_in_step(page, place, cls):
    """The picture's label is Python's text alternative for the controls of now, which are returned."""
    now, words = page.evaluate(
        """async (place) => {
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          const { _about, ...rest } = document.querySelector(place).model.state;
          return [rest, inside(place, ".stage").getAttribute("aria-label")];
        }""",
        place,
    )
    controls = {name: cls.faces[name].accept(value) for name, value in now.items()}
    assert words == cls.describe(controls, cls.compute(**controls))
    return now
