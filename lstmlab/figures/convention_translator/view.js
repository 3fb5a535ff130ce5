// The convention translator: see __init__.py, the same numbers and words.

function compute({ table, cell, source, target, n_in, n_hidden }) {
  const [here, there] = [source, target].map((library) => table[cell][library]);
  const missing = here.missing || there.missing || "";
  const size = (letter) => {
    if (letter === "D") return n_in;
    return letter.endsWith("H") ? Number(letter.slice(0, -1) || 1) * n_hidden : Number(letter);
  };
  // A library without the cell has no arrays; those of the other one are shown all the same.
  const shapes = [here, there].map(({ arrays = [] }) => arrays.map(([, letters]) => letters.split(" ").map(size)));
  const count = (all) => all.reduce((total, shape) => total + shape.reduce((product, each) => product * each, 1), 0);
  const gates = missing ? [] : [...here.order];
  const moves = gates.map((gate) => there.order.indexOf(gate));
  const turned = gates.map((gate) => here.turned.includes(gate) !== there.turned.includes(gate));
  return {
    missing,
    moves,
    turned,
    moved: gates.filter((gate, k) => moves[k] !== k),
    signed: gates.filter((gate, k) => turned[k]),
    transposed: !missing && here.rows !== there.rows,
    source_shapes: shapes[0],
    target_shapes: shapes[1],
    source_numbers: count(shapes[0]),
    target_numbers: count(shapes[1]),
  };
}

function brackets(shape) {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

// A gate of the GRU is drawn as what it does in an LSTM: z writes, r lets through, n is the candidate.
const LETTERS = { z: "i", r: "o", n: "g" };
const DASHES = { i: null, f: "7 4", g: "2 3", o: "9 3 2 3" };

function draw(view) {
  view.choice("cell");
  const swap = ({ source, target }) => view.set({ source: target, target: source });
  view.button("Exchange from and to", swap, { able: ({ source, target }) => source !== target });
  for (const role of ["source", "target"]) view.choice(role).classList.add("wide");
  view.slider("n_in");
  view.slider("n_hidden");
  const tables = node("div", { class: "arrays" });
  view.notes.append(tables);
  return (given, values) => {
    paintBlocks(view, given, values);
    tables.replaceChildren(arrayTable(given, given.source, values.source_shapes), arrayTable(given, given.target, values.target_shapes));
  };
}

function arrayTable({ table, libraries, cell }, library, shapes) {
  const { arrays } = table[cell][library];
  if (!arrays) return node("div", {});
  const { element, update } = numberTable([`Arrays of ${libraries[library]}`, "Shape"]);
  const letters = (shape) => (shape.includes(" ") ? `(${shape.split(" ").join(", ")})` : `(${shape},)`);
  update(arrays.map(([name, shape], k) => [name, `${letters(shape)} = ${brackets(shapes[k])}`]));
  return node("div", {}, element);
}

// The blocks of the source above, those of the target below, a line from each block to its place. A small sketch at the
// right says how the blocks lie in the array: side by side or one below the other.
function paintBlocks(view, given, values) {
  const { table, libraries, cell, source, target } = given;
  const [here, there] = [source, target].map((library) => table[cell][library]);
  const high = 44;
  const tops = [34, 166];
  const sketch = 54;
  const parts = [];
  const places = [here, there].map((one, k) => {
    const top = tops[k];
    const label = k ? top + high + 20 : top - 12;
    parts.push(svg("text", { x: 1, y: label }, libraries[k ? target : source]));
    if (one.missing) {
      parts.push(svg("text", { x: 1, y: top + 26, class: "quiet" }, "has no such cell"));
      return {};
    }
    const lie = one.order.length === 1 ? (one.rows ? "a row a sum" : "a column a sum") : one.rows ? "one below the other" : "side by side";
    parts.push(svg("text", { x: view.width - 1, y: label, "text-anchor": "end", class: "small quiet" }, lie));
    const wide = (view.width - sketch - 24) / one.order.length;
    const box = Math.min(wide - 8, 110);
    parts.push(arraySketch(one, view.width - sketch - 1, top, sketch, high));
    return Object.fromEntries(
      [...one.order].map((gate, j) => {
        const middle = 1 + box / 2 + j * wide;
        const turned = k === 1 && values.turned[here.order?.indexOf(gate)];
        parts.push(
          svg("rect", { x: middle - box / 2, y: top, width: box, height: high, rx: 6, class: "block" }),
          svg("text", { x: middle, y: top + 27, "text-anchor": "middle" }, `${turned ? "\u2212" : ""}${one.names[j]}`),
        );
        return [gate, middle];
      }),
    );
  });
  [...(values.missing ? "" : here.order)].forEach((gate, k) => {
    const letter = LETTERS[gate] ?? (gate in DASHES ? gate : "h");
    const look = { class: `line-${letter}`, "stroke-width": 2.5, "stroke-dasharray": DASHES[letter] };
    const [from, to] = [places[0][gate], places[1][gate]];
    parts.push(arrow([[from, tops[0] + high + 3], [to, tops[1] - 3]], look));
  });
  view.paint(tops[1] + high + 28, parts);
}

function arraySketch({ order, rows }, x, y, width, height) {
  const inner = Array.from({ length: order.length - 1 }, (_, k) => (k + 1) / order.length);
  const lines = inner.map((share) =>
    rows
      ? svg("line", { x1: x + 12, x2: x + width - 12, y1: y + share * height, y2: y + share * height, class: "line-quiet" })
      : svg("line", { x1: x + share * width, x2: x + share * width, y1: y + 8, y2: y + height - 8, class: "line-quiet" }),
  );
  const frame = rows
    ? { x: x + 12, y, width: width - 24, height }
    : { x, y: y + 8, width, height: height - 16 };
  return [svg("rect", { ...frame, class: "line-quiet" }), lines];
}
