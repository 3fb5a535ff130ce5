// The map: a row a unit, a column a step, on a canvas; letters above it, and a line below that reads what is pointed at.
//
// It shows the steps around the one that is chosen, as many as fit. Arrow keys move step and unit, a click chooses both, a
// drag along a row chooses a stretch of steps (for a change). Where the units are ordered by what they follow, a bar at the end
// of each row says how closely.

const MAP = { top: 22, widest: 16, narrowest: 9, strip: 40 };

function heatMap(view) {
  const canvas = node("canvas", { "aria-hidden": "true" });
  const reader = node("p", { class: "reader" }, "\u00a0");
  const field = node("div", { class: "field", tabindex: 0, role: "application", "aria-roledescription": "map of units and steps" }, canvas);
  const element = node("div", { class: "map" }, field, reader);
  const paper = canvas.getContext?.("2d") ?? null;
  const thick = isSmall(view) ? 1 : 2; // of a row, in pixels
  let [first, count, wide, strip] = [0, 0, 1, 0];
  let drawn = null;

  // Columns: all steps where they fit, else a window that follows the chosen step.
  function place({ at, length, along }) {
    strip = along.rank ? MAP.strip : 0;
    count = Math.min(Math.max(length, 1), Math.floor((view.width - strip) / MAP.narrowest));
    wide = Math.min(MAP.widest, (view.width - strip) / count);
    const margin = Math.min(4, Math.floor(count / 4));
    if (at < first + margin || at >= first + count - margin) first = at - Math.floor(count / 2);
    first = clamp(first, 0, Math.max(0, length - count));
  }

  function paintMap(given, values) {
    drawn = { given, values };
    place(values);
    const { rows, at } = values;
    const high = rows.length * thick;
    const sharp = globalThis.devicePixelRatio || 1;
    canvas.style.height = `${MAP.top + high}px`;
    if (!paper) return;
    canvas.width = Math.round(view.width * sharp);
    canvas.height = Math.round((MAP.top + high) * sharp);
    paper.setTransform(sharp, 0, 0, sharp, 0, 0);
    const colour = colours(canvas);
    if (!colour.ink) return; // it is not on the page yet, and is painted when it has its width
    const done = reading(given.text, given.changes);
    if (values.length) paintCells(paper, done, given.show, rows, { first, count: Math.min(count, values.length), wide, thick }, colour);
    paper.font = `${Math.min(14, wide * 1.5)}px ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace`;
    paper.textAlign = "center";
    paper.fillStyle = colour.ink;
    const letters = [...given.text];
    for (let k = 0; k < count && first + k < letters.length; k++) paper.fillText(letterMark(letters[first + k]), (k + 0.5) * wide, 15);
    if (strip) paintCloseness(paper, given.order, count * wide + 6, thick, colour);
    const row = rows.indexOf(given.unit);
    paper.strokeStyle = colour.ink;
    paper.lineWidth = 1.5;
    if (at >= 0) paper.strokeRect((at - first) * wide, 1, wide, MAP.top + high - 2);
    if (at >= 0) paper.strokeRect(0.75, MAP.top + row * thick - 1, count * wide - 1.5, thick + 2);
    if (given.panel === "change") {
      const [from, to] = [Math.max(given.first, first), Math.min(given.last, first + count - 1)];
      paper.fillStyle = colour.magenta;
      if (from <= to) paper.fillRect((from - first) * wide, MAP.top + row * thick + thick + 1, (to - from + 1) * wide, 2);
    }
  }

  // What is under a point of the map: a unit and a step, or nothing.
  function under(event) {
    if (!drawn || !drawn.values.length) return null;
    const box = canvas.getBoundingClientRect();
    const { rows, length } = drawn.values;
    const step = first + Math.floor((event.clientX - box.left) / wide);
    const row = clamp(Math.floor((event.clientY - box.top - MAP.top) / thick), 0, rows.length - 1);
    return { step: clamp(step, 0, Math.min(first + count, length) - 1), unit: rows[row] };
  }

  function say(unit, step) {
    const { given } = drawn;
    const value = valueAt(reading(given.text, given.changes), given.show, unit, step);
    reader.textContent = readOut(given, drawn.values, { unit, step, read: value, symbol: called([...given.text][step]) });
  }

  let held = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const found = (held = under(event));
    if (!found) return;
    canvas.setPointerCapture(event.pointerId);
    view.set({ unit: found.unit, step: found.step, stop: 0 });
  });
  canvas.addEventListener("pointermove", (event) => {
    const found = under(event);
    if (!found) return;
    say(held ? held.unit : found.unit, found.step);
    if (!held || !canvas.hasPointerCapture(event.pointerId) || found.step === held.step) return;
    view.set({ panel: "change", first: Math.min(held.step, found.step), last: Math.max(held.step, found.step) });
  });
  canvas.addEventListener("pointerup", () => (held = null));
  canvas.addEventListener("pointercancel", () => (held = null));
  canvas.addEventListener("pointerleave", () => drawn?.values.length && say(drawn.given.unit, drawn.values.at));
  field.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], PageUp: [0, -10], PageDown: [0, 10], Home: [-1e6, 0], End: [1e6, 0] }[event.key];
    if (!by || !drawn || !drawn.values.length || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const { rows, at, length } = drawn.values;
    const row = clamp(rows.indexOf(view.given.unit) + by[1], 0, rows.length - 1);
    // Only what the key moves: of two keys in one moment the second does not take back the first.
    view.set({ ...(by[0] ? { step: clamp(at + by[0], 0, length - 1) } : { unit: rows[row] }), stop: 0 });
  });
  // Another look of the page: the same map in its colours.
  new MutationObserver(() => drawn && paintMap(drawn.given, drawn.values)).observe(view.stage.closest?.(".figure") ?? element, { attributeFilter: ["data-look"] });

  return {
    element,
    update(given, values) {
      paintMap(given, values);
      const words = values.length ? readOut(given, values, { unit: given.unit, step: values.at, read: values.value, symbol: values.letter }) : "\u00a0";
      reader.textContent = words;
      field.setAttribute("aria-label", `${given.sentences.map} ${words}`);
    },
  };
}

// One value of the map in words; beside the unit, how closely it follows what the units are ordered by.
function readOut(given, values, told) {
  const { feature, r } = alongOf(given.order, told.unit);
  return sentence(given, values, "read", { key: feature, feature, r, ...told });
}

// From each row a bar as long as the unit's r, blue above 0, orange below.
function paintCloseness(paper, order, left, thick, colour) {
  EMBEDDED.follows.table[order].forEach(([, r], row) => {
    paper.fillStyle = r > 0 ? colour.positive : colour.negative;
    paper.fillRect(left, MAP.top + row * thick, Math.max(0.5, (MAP.strip - 8) * Math.abs(r)), thick);
  });
  paper.fillStyle = colour.ink;
  paper.textAlign = "left";
  paper.fillText("r", left, 15);
}

const letterMark = (symbol) => (symbol === "\n" ? "\u21b5" : symbol);

// The colours of the look of now, as numbers where they are mixed.
function colours(canvas) {
  const style = getComputedStyle(canvas);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return Object.fromEntries(["ink", "ground", "magenta", "positive", "negative", "i", "f", "o"].map((name) => [name, of(name)]));
}

const rgb = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

// How strong a value is coloured, and as what: gates from 0 to 1 in their own colour, the rest by its sign.
const strengthOf = (show, value) => (show === "c" ? Math.abs(Math.tanh(value)) : Math.min(1, Math.abs(value)));
const toneOf = (show, value) => ("ifo".includes(show) ? show : value > 0 ? "positive" : "negative");

function paintCells(paper, done, show, rows, { first, count, wide, thick }, colour) {
  const ground = rgb(colour.ground);
  const mix = Object.fromEntries(["positive", "negative", "i", "f", "o"].map((name) => [name, rgb(colour[name]).map((each, k) => each - ground[k])]));
  const small = document.createElement("canvas");
  small.width = count;
  small.height = rows.length;
  const brush = small.getContext("2d");
  const image = brush.createImageData(count, rows.length);
  const { H } = theNet();
  const numbers = { c: done.c, h: done.h.subarray(H) }[show] ?? done.gates[show];
  rows.forEach((unit, row) => {
    for (let k = 0; k < count; k++) {
      const value = numbers[(first + k) * H + unit];
      const [strength, tone] = [strengthOf(show, value), mix[toneOf(show, value)]];
      const at = 4 * (row * count + k);
      for (let part = 0; part < 3; part++) image.data[at + part] = ground[part] + strength * tone[part];
      image.data[at + 3] = 255;
    }
  });
  brush.putImageData(image, 0, 0);
  paper.imageSmoothingEnabled = false;
  paper.drawImage(small, 0, MAP.top, count * wide, rows.length * thick);
}
