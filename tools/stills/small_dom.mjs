// A figure without a browser: what its module asks for beside a small DOM such as linkedom's. Stills and pages are drawn with it.

export function escaped(text) {
  return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

// What a figure may ask of an anywidget model.
const model = (state) => ({ get: (name) => state[name], set() {}, save_changes() {}, on() {}, off() {} });

// The shadow tree of a figure in this state, on a stage of this width. Nothing in it happens later.
export async function shadowOf(asked) {
  return (await standing(asked)).tree;
}

// The same, and resize(width), which has the figure drawn again for a stage of another width. One figure stands at a time: what
// it asks of the page is global.
export async function standing({ module: { default: figure }, parseHTML, state, width }) {
  const reacting = [];
  const document = furnish(parseHTML, width, reacting);
  const place = document.createElement("div");
  document.body.append(place);
  await figure.render({ model: model(state), el: place });
  return {
    tree: place.firstChild.shadowRoot,
    resize: (other) => reacting.forEach((react) => react([{ contentRect: { width: other } }])),
  };
}

function furnish(parseHTML, width, reacting) {
  const { document, CustomEvent } = parseHTML('<!doctype html><html data-theme="light"><body></body></html>');
  // What this DOM lacks of controls: no option can be chosen, no selector asks for the focus.
  const list = Object.getPrototypeOf(document.createElement("select"));
  Object.defineProperty(list, "value", { value: "", writable: true, configurable: true });
  Object.getPrototypeOf(document.createElement("input")).matches = () => false;
  class Silent {
    observe() {}
    disconnect() {}
  }
  class Wide extends Silent {
    constructor(react) {
      super();
      this.react = react;
    }
    observe() {
      reacting.push(this.react);
      this.react([{ contentRect: { width } }]);
    }
  }
  Object.assign(globalThis, {
    document,
    CustomEvent, // Node's own is no event of this DOM
    MutationObserver: Silent,
    ResizeObserver: Wide,
    matchMedia: () => ({ matches: false, addEventListener() {}, removeEventListener() {} }),
    requestAnimationFrame: () => 0,
    cancelAnimationFrame() {},
  });
  return document;
}
