// The network sizer: see __init__.py, the same numbers and words.

function compute({ sizes }) {
  const weights = sizes.slice(1).map((n, i) => sizes[i] * n);
  const biases = sizes.slice(1);
  const sum = (list) => list.reduce((total, each) => total + each, 0);
  return {
    hidden: sizes.slice(1, -1),
    weights,
    biases,
    parameters: weights.map((w, i) => w + biases[i]),
    total_weights: sum(weights),
    total_biases: sum(biases),
    total: sum(weights) + sum(biases),
  };
}

const LAYER_TONES = ["blue", "orange", "green", "purple", "red"];
const CIRCLES = 12;

function draw(view) {
  const face = view.about.faces.sizes;
  const most = face.longest - 2;
  const layers = node("div", { class: "layers wide" });
  view.controls.append(layers);
  // Steppers for every layer there may be, so that none is made anew while it has the focus.
  for (let slot = 0; slot <= most + 1; slot++) {
    const place = (sizes) => (slot === most + 1 ? sizes.length - 1 : slot < sizes.length - 1 ? slot : null);
    view.stepper({
      label: slot === 0 ? "Inputs" : slot > most ? "Outputs" : `Hidden layer ${slot}`,
      low: face.low,
      high: face.high,
      parent: layers,
      read: ({ sizes }) => (place(sizes) === null ? null : sizes[place(sizes)]),
      write: (value) => {
        const at = place(view.given.sizes);
        return { sizes: view.given.sizes.map((size, i) => (i === at ? value : size)) };
      },
    });
  }
  const actions = node("div", { class: "actions wide" });
  view.controls.append(actions);
  const hidden = ({ sizes }) => sizes.slice(1, -1);
  const add = ({ sizes }) => view.set({ sizes: [...sizes.slice(0, -1), hidden({ sizes }).at(-1) ?? 4, sizes.at(-1)] });
  const remove = ({ sizes }) => view.set({ sizes: [...sizes.slice(0, -2), sizes.at(-1)] });
  view.button("Add a hidden layer", add, { able: (given) => hidden(given).length < most, parent: actions });
  view.button("Remove a hidden layer", remove, { able: (given) => hidden(given).length > 0, parent: actions });
  const sum = formula();
  const rows = node("tbody");
  view.notes.append(sum, countTable(rows));
  return ({ sizes }, values) => {
    paintNetwork(view, sizes);
    sum.update(formulaParts(sizes, values));
    rows.replaceChildren(...countRows(sizes, values));
  };
}

function formulaParts(sizes, { parameters, total }) {
  const parts = [];
  sizes.slice(1).forEach((n, i) => {
    if (i) parts.push(" + ");
    parts.push({ text: `(${grouped(sizes[i])} + 1) \u00d7 ${grouped(n)}`, tone: LAYER_TONES[i] });
  });
  if (parameters.length > 1) {
    parts.push(" = ");
    parameters.forEach((count, i) => parts.push(...(i ? [" + "] : []), { text: grouped(count), tone: LAYER_TONES[i] }));
  }
  return [...parts, " = ", { text: grouped(total), tone: "ink" }];
}

function layerName(i, sizes) {
  if (i === 0) return "inputs";
  if (i === sizes.length - 1) return "outputs";
  return sizes.length === 3 ? "hidden" : `hidden ${i}`;
}

function countTable(rows) {
  const head = ["Between", "Weights", "Biases", "Together"].map((text) => node("th", { scope: "col" }, text));
  return node("table", {}, node("thead", {}, node("tr", {}, head)), rows);
}

function countRows(sizes, { weights, biases, parameters, total_weights, total_biases, total }) {
  const row = (name, tone, ...counts) =>
    node(
      "tr",
      {},
      node("th", { scope: "row", class: `tone-${tone}` }, name),
      counts.map((count) => node("td", {}, grouped(count))),
    );
  const unbroken = (text) => [node("span", { class: "unbroken" }, text), " "];
  const rows = weights.map((count, i) =>
    row(
      [layerName(i, sizes), `\u2192 ${layerName(i + 1, sizes)}`].map(unbroken),
      LAYER_TONES[i],
      count,
      biases[i],
      parameters[i],
    ),
  );
  return rows.length > 1 ? [...rows, row("all", "ink", total_weights, total_biases, total)] : rows;
}

// At most CIRCLES units of a layer are drawn; dots stand for the others. The square is the bias: an input that is
// always 1.
function paintNetwork(view, sizes) {
  const height = 330;
  const top = 36;
  const bottom = height - 14;
  const side = clamp(view.width * 0.08, 38, 70);
  const across = scale([0, sizes.length - 1], [side, view.width - side]);
  const columns = sizes.map((size, i) => {
    const few = size <= CIRCLES;
    const slots = few ? size : CIRCLES + 1;
    const biased = i < sizes.length - 1 ? 1 : 0; // the bias takes a place below the units
    const gap = Math.min(58, (bottom - top) / (slots + biased - 0.25));
    const first = (top + bottom) / 2 - ((slots + biased - 1) * gap) / 2;
    const ys = Array.from({ length: slots }, (_, k) => first + k * gap);
    const biasY = biased ? first + slots * gap : null;
    const dots = few ? null : ys.splice(CIRCLES - 1, 1)[0];
    return { x: across(i), ys, biasY, dots, radius: clamp(gap * 0.36, 5, 14) };
  });
  const parts = [];
  columns.slice(1).forEach((next, i) => {
    const from = columns[i];
    const wires = from.ys
      .flatMap((y) => next.ys.map((z) => `M${from.x},${y.toFixed(1)}L${next.x},${z.toFixed(1)}`))
      .join("");
    const bias = next.ys.map((z) => `M${from.x},${from.biasY.toFixed(1)}L${next.x},${z.toFixed(1)}`).join("");
    const crowd = from.ys.length * next.ys.length;
    const fade = clamp(6 / Math.sqrt(crowd), 0.35, 0.9);
    parts.push(
      svg("path", {
        d: wires,
        class: `line-${LAYER_TONES[i]}`,
        "stroke-opacity": fade,
        "stroke-width": crowd > 40 ? 0.8 : 1.2,
      }),
    );
    parts.push(
      svg("path", { d: bias, class: `line-${LAYER_TONES[i]}`, "stroke-opacity": fade, "stroke-dasharray": "3 3" }),
    );
  });
  columns.forEach(({ x, ys, biasY, dots, radius }, i) => {
    parts.push(ys.map((y) => svg("circle", { cx: x, cy: y, r: radius, class: "unit" })));
    if (dots !== null)
      parts.push([-5, 0, 5].map((shift) => svg("circle", { cx: x, cy: dots + shift, r: 1.6, class: "dot" })));
    if (biasY !== null) {
      parts.push(
        svg("rect", { x: x - radius, y: biasY - radius, width: 2 * radius, height: 2 * radius, rx: 3, class: "unit" }),
      );
      if (radius >= 8) parts.push(svg("text", { x, y: biasY + 4.5, "text-anchor": "middle", class: "small" }, "1"));
    }
    const name = view.width / sizes.length > 88 ? ` ${layerName(i, sizes)}` : "";
    parts.push(svg("text", { x, y: 16, "text-anchor": "middle", class: "quiet" }, grouped(sizes[i]) + name));
  });
  view.paint(height, parts);
}
