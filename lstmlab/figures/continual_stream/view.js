// The continual stream: strings joined without a reset, with and without a forget gate. See __init__.py: the same
// numbers and words.

function compute({ forget, f_start, length, drift, noise, w_value, w_h, inside, shut, averaged, grown }) {
  const cells = w_value.i.map((_, j) => j);
  const zero = cells.map(() => 0);
  const sigmoid = (a) => 0.5 * Math.tanh(0.5 * a) + 0.5;
  const logit = (gate) => (gate > 0 && gate < 1 ? Math.log(gate / (1 - gate)) : shut * (2 * gate - 1));
  const open = logit(inside);
  const mark = logit(f_start) - open;
  const net = (name, value, h, j) => h.reduce((sum, each, k) => sum + each * w_h[name][k][j], value * w_value[name][j]);
  const c = [zero];
  let h = zero;
  noise.forEach((each, t) => {
    const value = drift + each;
    const f = forget ? sigmoid((t % length === 0 ? mark : 0) + open) : 1;
    const before = h;
    const now = cells.map((j) => f * c[t][j] + sigmoid(net("i", value, before, j)) * Math.tanh(net("g", value, before, j)));
    h = cells.map((j) => sigmoid(net("o", value, before, j)) * Math.tanh(now[j]));
    c.push(now);
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
  };
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
  view.toggle("forget");
  view.slider("length");
  view.slider("drift");
  const shut = view.slider("f_start");
  view.bind(({ forget }) => (shut.hidden = !forget));
  const cell = formula();
  const gate = formula();
  view.notes.append(cell, gate, node("p", { class: "legend" }, LEGEND));
  return (given, values) => {
    paintStream(view, given, values);
    cell.update(["c\u209c = ", { text: given.forget ? "f\u209c c\u209c\u208b\u2081" : "c\u209c\u208b\u2081", tone: "blue" }, " + i\u209c g\u209c"]);
    gate.update(gateParts(given));
  };
}

function gateParts({ forget, f_start, inside }) {
  if (!forget) return ["No forget gate: at the start of a string nothing happens to the cell."];
  return ["f\u209c = ", { text: shown(f_start, 2), tone: "blue" }, " at the start of a string, ", { text: shown(inside, 2), tone: "blue" }, " inside"];
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
