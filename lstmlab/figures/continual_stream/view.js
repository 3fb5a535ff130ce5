// The continual stream: strings joined without a reset, with and without a forget gate. See __init__.py: the same
// numbers and words.

function compute(given) {
  const { cells, forget, length, drift, noise, averaged, grown, nets, part } = given;
  const sigmoid = (a) => 0.5 * Math.tanh(0.5 * a) + 0.5;
  const net = cells === "hand" ? byHand(given) : unpacked(nets[forget ? "with" : "without"], forget ? "ifgo" : "igo");
  const units = [0, 1, 2];
  const sum = (gate, x, h, j) => h.reduce((all, each, k) => all + each * gate.W_h[k][j], x[0] * gate.W_x[0][j] + x[1] * gate.W_x[1][j] + gate.b[j]);
  const c = [units.map(() => 0)];
  let h = c[0];
  let total = 0;
  const [gates, off] = [[], []];
  noise.forEach((each, t) => {
    const x = [Number(t % length === 0), drift + each];
    const before = h;
    const f = units.map((j) => (forget ? sigmoid(sum(net.f, x, before, j)) : 1));
    const now = units.map((j) => f[j] * c[t][j] + sigmoid(sum(net.i, x, before, j)) * Math.tanh(sum(net.g, x, before, j)));
    h = units.map((j) => sigmoid(sum(net.o, x, before, j)) * Math.tanh(now[j]));
    c.push(now);
    total = (x[0] ? 0 : total) + x[1];
    gates.push(f.reduce((all, one) => all + one) / f.length);
    off.push(cells === "trained" ? Math.abs(h.reduce((all, one, j) => all + one * net.W_y[j][0], net.b_y[0]) - part * total) : 0);
  });
  const mean = (list) => list.reduce((sum, each) => sum + each, 0) / list.length;
  const size = c.slice(1).map((row) => Math.max(...row.map(Math.abs)));
  const slope = c.slice(1).map((row) => mean(row.map((each) => 1 - Math.tanh(each) ** 2)));
  const size_first = mean(size.slice(0, averaged));
  const size_last = mean(size.slice(-averaged));
  return {
    c,
    size,
    slope,
    size_first,
    size_last,
    grows: size_last > grown * size_first,
    slope_first: mean(slope.slice(0, averaged)),
    slope_last: mean(slope.slice(-averaged)),
    at_start: mean(gates.filter((_, t) => t % length === 0)),
    inside_string: mean(gates.filter((_, t) => t % length !== 0)),
    error_first: mean(off.slice(0, averaged)),
    error_last: mean(off.slice(-averaged)),
  };
}

// The weights by gate: inputs mark and number, three cells. By hand the forget gate hears the mark alone.
function byHand({ f_start, w_value, w_h, inside, shut }) {
  const logit = (gate) => (gate > 0 && gate < 1 ? Math.log(gate / (1 - gate)) : shut * (2 * gate - 1));
  const [zero, open] = [[0, 0, 0], logit(inside)];
  const gate = (name) => ({ W_x: [zero, w_value[name]], W_h: w_h[name], b: zero });
  const f = { W_x: [zero.map(() => logit(f_start) - open), zero], W_h: [zero, zero, zero], b: zero.map(() => open) };
  return { i: gate("i"), f, g: gate("g"), o: gate("o") };
}

function unpacked({ W_x, W_h, b, W_y, b_y }, order) {
  const cut = (row, k) => row.slice(3 * k, 3 * k + 3);
  const gates = [...order].map((name, k) => [name, { W_x: W_x.map((row) => cut(row, k)), W_h: W_h.map((row) => cut(row, k)), b: cut(b, k) }]);
  return { ...Object.fromEntries(gates), W_y, b_y };
}

const CELLS = [
  { tone: "blue", dashes: null },
  { tone: "orange", dashes: "7 4" },
  { tone: "green", dashes: "2 3" },
];
const LEGEND =
  "The ground changes its shade where a new string begins. Below: the slope of tanh at c, the factor with which a small " +
  "change of c passes. Where it is 0, the output says nothing new about the cell.";

function draw(view) {
  view.choice("cells");
  view.toggle("forget");
  view.slider("length");
  view.slider("drift");
  const shut = view.slider("f_start");
  view.bind(({ cells, forget }) => (shut.hidden = !forget || cells === "trained"));
  const cell = formula();
  const gate = formula();
  view.notes.append(cell, gate, node("p", { class: "legend" }, LEGEND));
  return (given, values) => {
    paintStream(view, given, values);
    cell.update(["c\u209c = ", { text: given.forget ? "f\u209c c\u209c\u208b\u2081" : "c\u209c\u208b\u2081", tone: "blue" }, " + i\u209c g\u209c"]);
    gate.update(gateParts(given, values));
  };
}

function gateParts({ forget }, { at_start, inside_string }) {
  if (!forget) return ["No forget gate: at the start of a string nothing happens to the cell."];
  return ["f\u209c = ", { text: shown(at_start, 2), tone: "blue" }, " at the start of a string, ", { text: shown(inside_string, 2), tone: "blue" }, " inside, in the mean"];
}

function paintStream(view, given, values) {
  const steps = values.size.length;
  const box = { left: 44, right: view.width - 14, top: 34, bottom: 250 };
  const below = { top: 292, bottom: 372 };
  const x = scale([0, steps], [box.left, box.right]);
  const all = values.c.flat();
  const ticks = roundTicks(Math.min(...all, -1), Math.max(...all, 1));
  const y = scale([ticks.at(0), ticks.at(-1)], [box.bottom, box.top]);
  const slope = scale([0, 1], [below.bottom, below.top]);
  const digits = Math.max(0, Math.ceil(-Math.log10(ticks[1] - ticks[0]) - 1e-9));
  const starts = Array.from({ length: Math.ceil(steps / given.length) }, (_, k) => k * given.length);
  const bands = starts.filter((_, k) => k % 2 === 0).map((start) => [x(start), x(Math.min(start + given.length, steps))]);
  const across = [box.left, box.right];
  view.paint(
    below.bottom + 46,
    [box, below].map(({ top, bottom }) =>
      bands.map(([from, to]) => svg("rect", { x: from, y: top, width: to - from, height: bottom - top, class: "string" })),
    ),
    axis("left", y, ticks, { at: box.left, across, label: (value) => shown(value, digits) }),
    axis("left", slope, [0, 0.5, 1], { at: box.left, across, label: (value) => shown(value, 1) }),
    axis("bottom", x, [0, 50, 100, 150, 200].filter((t) => t <= steps), { at: below.bottom, across: [below.top, below.bottom], grid: false }),
    svg("text", { x: (box.left + box.right) / 2, y: below.bottom + 38, "text-anchor": "middle" }, "step t"),
    svgText({ x: 6, y: 18.5 }, "c_t"),
    CELLS.map(({ tone, dashes }, j) => [
      cellName(box.left + j * 76, j, tone, dashes),
      svg("path", {
        d: line(values.c.map((row, t) => [x(t), y(row[j])])),
        class: `line-${tone}`,
        "stroke-width": 2.25,
        "stroke-dasharray": dashes,
      }),
    ]),
    svg("text", { x: box.left, y: below.top - 10 }, "slope 1 \u2212 tanh(c)\u00b2, mean of the cells"),
    svg("path", { d: line(values.slope.map((value, t) => [x(t + 1), slope(value)])), class: "line-ink", "stroke-width": 2.25 }),
  );
}

function cellName(x, j, tone, dashes) {
  return [
    svg("line", { x1: x, x2: x + 22, y1: 14, y2: 14, class: `line-${tone}`, "stroke-width": 2.5, "stroke-dasharray": dashes }),
    svg("text", { x: x + 27, y: 18.5 }, `cell ${j + 1}`),
  ];
}
