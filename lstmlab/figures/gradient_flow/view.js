// Gradient flow: the gradient norm by lag. See __init__.py: the same numbers by the same steps, term after
// term and with the same tanh, because large weights double every rounding error many times over.

function compute({ cell, scale, forget, W_h, w_x, xs, last, base_radius, base_singular, band }) {
  const weights = W_h.map((row) => row.map((weight) => scale * weight));
  const norms = cell === "lstm" ? lstmNorms(weights, forget, w_x, xs, last) : elmanNorms(weights, cell, w_x, xs, last);
  const radius = scale * base_radius;
  const singular = scale * base_singular;
  const end = norms.at(-1);
  const fate = end < band[0] ? "vanishes" : end > band[1] ? "explodes" : "stays";
  return {
    norms,
    bound: powersOf(cell === "lstm" ? forget : singular, xs.length),
    long_run: powersOf(cell === "lstm" ? forget : radius, xs.length),
    radius,
    singular,
    rate: end ** (1 / xs.length),
    fate,
    unmet: cell === "lstm" ? ["lstm"] : fate === "stays" ? [] : [fate],
  };
}

function powersOf(factor, count) {
  const found = [1];
  for (let k = 0; k < count; k++) found.push(found[k] * factor);
  return found;
}

function product(row, matrix) {
  return matrix[0].map((_, j) => row.slice(1).reduce((sum, value, i) => sum + value * matrix[i + 1][j], row[0] * matrix[0][j]));
}

function transposed(matrix) {
  return matrix[0].map((_, j) => matrix.map((row) => row[j]));
}

function lengthOf(...parts) {
  return Math.sqrt(parts.flat().reduce((sum, value) => sum + value * value, 0));
}

const sigmoid = (a) => 0.5 * evenTanh(0.5 * a) + 0.5;

function elmanNorms(weights, cell, w_x, xs, last) {
  const back = transposed(weights);
  let h = w_x.map(() => 0);
  const slopes = xs.map((x) => {
    const seen = product(h, weights);
    const a = w_x.map((weight, j) => x * weight + seen[j]);
    h = cell === "tanh" ? a.map((value) => evenTanh(value)) : a;
    return h.map((value) => (cell === "tanh" ? 1 - value * value : 1));
  });
  let dh = last;
  const norms = [lengthOf(dh)];
  for (const slope of slopes.reverse()) {
    dh = product(dh.map((value, j) => value * slope[j]), back);
    norms.push(lengthOf(dh));
  }
  return norms;
}

function lstmNorms(w_g, f, w_x, xs, last) {
  const w_i = transposed(w_g);
  const w_o = w_i.map((row) => row.map((weight) => -weight));
  let h = w_x.map(() => 0);
  let c = h;
  const steps = xs.map((x) => {
    const into = w_x.map((weight) => x * weight);
    const [seenI, seenG, seenO] = [product(h, w_i), product(h, w_g), product(h, w_o)];
    const i = into.map((value, j) => sigmoid(value + seenI[j]));
    const g = into.map((value, j) => evenTanh(value + seenG[j]));
    const o = into.map((value, j) => sigmoid(seenO[j] - value));
    c = c.map((value, j) => f * value + i[j] * g[j]);
    const squashed = c.map((value) => evenTanh(value));
    h = o.map((value, j) => value * squashed[j]);
    return { i, g, o, squashed };
  });
  let dh = last;
  let dc = w_x.map(() => 0);
  const norms = [lengthOf(dh, dc)];
  const [backI, backG, backO] = [w_i, w_g, w_o].map(transposed);
  for (const { i, g, o, squashed } of steps.reverse()) {
    dc = dc.map((value, j) => value + dh[j] * o[j] * (1 - squashed[j] * squashed[j]));
    const throughI = product(dc.map((value, j) => value * g[j] * i[j] * (1 - i[j])), backI);
    const throughG = product(dc.map((value, j) => value * i[j] * (1 - g[j] * g[j])), backG);
    const throughO = product(dh.map((value, j) => value * squashed[j] * o[j] * (1 - o[j])), backO);
    dh = dh.map((_, j) => throughI[j] + throughG[j] + throughO[j]);
    dc = dc.map((value) => value * f);
    norms.push(lengthOf(dh, dc));
  }
  return norms;
}

const FROM = -12; // powers of ten that the axis shows
const TO = 8;

function draw(view) {
  view.choice("cell");
  view.slider("scale");
  const forget = view.slider("forget");
  view.bind(({ cell }) => (forget.hidden = cell !== "lstm"));
  const legend = node("p", { class: "legend" });
  const facts = formula();
  view.notes.append(facts, legend);
  return (given, values) => {
    paintFlow(view, given, values);
    facts.update(factsOf(given, values));
    legend.replaceChildren(...legendOf(given.cell));
  };
}

function factsOf({ cell, forget }, { singular, radius, rate }) {
  const measured = ["measured factor a step: ", { text: powers(rate, 3), tone: "gradient" }];
  if (cell === "lstm") return ["forget gate f = ", { text: fixed(forget, 2), tone: "f" }, ", ", ...measured];
  return [
    "\u03c3 = ",
    { text: fixed(singular, 3), tone: "orange" },
    ", \u03c1 = ",
    { text: fixed(radius, 3), tone: "purple" },
    ", ",
    ...measured,
  ];
}

function legendOf(cell) {
  const tone = (name, text) => node("span", { class: `tone-${name}` }, text);
  const dots = [tone("gradient", "\u25cf measured"), cell === "lstm" ? ", the gradients of h and c together. " : ". "];
  const goal = "The band is what counts as neither vanished nor exploded after 50 steps.";
  if (cell === "lstm") return [...dots, tone("f", "\u2013 \u2013 f to the power of the lag"), ": the cell state alone. ", goal];
  return [
    ...dots,
    tone("orange", "\u2013 \u2013 \u03c3 to the power of the lag"),
    ", \u03c3 the largest singular value of s W\u2095: no gradient lies above it. ",
    tone("purple", "\u00b7\u00b7\u00b7 \u03c1 to the power of the lag"),
    ", \u03c1 the spectral radius: the slope of a linear net in the long run. ",
    goal,
  ];
}

function paintFlow(view, { cell, band, xs }, { norms, bound, long_run, fate }) {
  const box = { left: 46, top: 28, right: view.width - 12, bottom: 300 };
  const x = scale([0, xs.length], [box.left, box.right]);
  const y = scale([FROM, TO], [box.bottom, box.top]);
  const curve = (values) => line(values.map((value, lag) => [x(lag) - box.left, y(Math.log10(value)) - box.top]));
  const inside = { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top };
  const [low, high] = band.map((value) => y(Math.log10(value)));
  const end = clamp(y(Math.log10(norms.at(-1))), box.top + 8, box.bottom - 8);
  const tight = end > box.bottom - 24; // the curve needs the corner: its number stands left of it
  const label = fate === "vanishes" ? { x: box.right - (tight ? 72 : 6), y: tight ? box.bottom - 8 : end + 18 } : { x: box.right - 6, y: Math.max(end - 12, box.top + 16) };
  const tone = fate === "stays" ? "right" : "wrong";
  view.paint(
    box.bottom + 44,
    svg("rect", { x: box.left, width: inside.width, y: high, height: low - high, class: "band" }),
    axis("left", y, [-12, -8, -4, 0, 4, 8], { at: box.left, across: [box.left, box.right], label: (power) => (power ? tenTo(power) : "1") }),
    axis("bottom", x, [0, 10, 20, 30, 40, 50], { at: box.bottom, across: [box.top, box.bottom] }),
    svg("text", { x: box.left, y: 16 }, "gradient norm"),
    svg("text", { x: (box.left + box.right) / 2, y: box.bottom + 38, "text-anchor": "middle" }, "lag: steps before the end"),
    svg(
      "svg",
      inside,
      svg("path", { d: curve(bound), class: cell === "lstm" ? "line-f" : "line-orange", "stroke-width": 2.5, "stroke-dasharray": "8 5" }),
      cell !== "lstm" && svg("path", { d: curve(long_run), class: "line-purple", "stroke-width": 2.5, "stroke-dasharray": "2 4" }),
      svg("path", { d: curve(norms), class: "line-gradient", "stroke-width": 1.5 }),
      norms.map((value, lag) => svg("circle", { cx: x(lag) - box.left, cy: y(Math.log10(value)) - box.top, r: 2.5, class: "fill-gradient" })),
    ),
    svg("text", { ...label, "text-anchor": "end", class: `fill-${tone} strong halo` }, powers(norms.at(-1))),
  );
}
