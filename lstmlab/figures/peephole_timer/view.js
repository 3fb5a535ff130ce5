// The peephole timer: one cell counts after a pulse and fires. See __init__.py: the same numbers and words.

function compute({ b_i, b_f, p_o, b_o, n_steps, b_g, left, pulse, threshold, goal, quiet, quiet_until }) {
  const sigmoid = (a) => 0.5 * Math.tanh(0.5 * a) + 0.5;
  const [i, f, g] = [sigmoid(b_i), sigmoid(b_f), Math.tanh(b_g)];
  const rows = { c: [], o: [], h: [], plain_o: [], plain_h: [] };
  let before = left;
  let said = 0;
  for (let t = 0; t <= n_steps; t++) {
    const shut = t === 0 ? pulse : 0;
    const c = sigmoid(shut + b_f) * before + sigmoid(shut + b_i) * g;
    const o = sigmoid(shut + b_o + p_o * c);
    const plain = sigmoid(shut + p_o * said + b_o);
    before = c;
    said = plain * Math.tanh(c);
    rows.c.push(c);
    rows.o.push(o);
    rows.h.push(o * Math.tanh(c));
    rows.plain_o.push(plain);
    rows.plain_h.push(said);
  }
  const first = (h) => {
    const t = h.findIndex((value, k) => k > 0 && value > threshold);
    return t < 0 ? null : t;
  };
  const fires = first(rows.h);
  const loudest = Math.max(...rows.h.slice(1, quiet_until + 1));
  return {
    i,
    f,
    g,
    written: i * g,
    ...rows,
    opens: p_o ? -b_o / p_o : null,
    fires,
    plain_fires: first(rows.plain_h),
    loudest,
    highest: Math.max(...rows.h.slice(1)),
    unmet: [fires !== goal && (fires === null ? "silent" : "late"), loudest >= quiet && "loud"].filter(Boolean),
  };
}

const CONTROLS = ["b_i", "b_f", "p_o", "b_o"];
const LEGEND =
  "The pulse at step 0 clears the cell. From then on it writes the same amount at every step. Both cells count alike; " +
  "only what their output gates see is different. Drag the dotted level by its ring: it says at which count the gate opens.";

function draw(view) {
  const sliders = node("div", { class: "sliders wide" });
  const steps = node("div");
  view.controls.append(sliders);
  for (const name of CONTROLS) view.slider(name, { parent: sliders });
  const lines = [formula(), formula(), formula(), formula()];
  const plain = node("p", { class: "which" }, "Without the peephole:");
  view.notes.append(node("p", { class: "legend" }, LEGEND), steps, ...lines.slice(0, 3), plain, lines[3]);
  view.slider("step", { parent: steps });
  let place = () => 1;
  // The level at which the gate is half open is taken by its ring: it lies at c = -b_o / p_o.
  let ring = null;
  let held = false;
  view.drag(view.stage, ({ x, y, first }) => {
    const { p_o } = view.given;
    if (first) held = ring !== null && Math.hypot(x - ring.x, y - ring.y) < 24;
    if (!held) return view.set({ step: place(x) });
    return view.set({ b_o: Math.round(-4 * p_o * ring.level.inverse(y)) / 4 });
  });
  return (given, values) => {
    const { x, ring: now } = paint(view, given, values);
    ring = now;
    place = (pixel) => Math.round(x.inverse(pixel));
    formulaLines(given, values).forEach((parts, i) => lines[i].update(parts));
  };
}

const TIMES = "\u00a0\u00d7\u00a0"; // a product is not broken over two lines

function formulaLines({ step: t, p_o, b_o }, { f, written, c, o, h, plain_o, plain_h }) {
  const bias = `${b_o < 0 ? "\u2212" : "+"} ${fixed(Math.abs(b_o), 2)}`;
  const ink = (value) => ({ text: shown(value, 3), tone: "ink" });
  const tinted = (text, tone) => ({ text, tone });
  return [
    ["c\u209c = f c\u209c\u208b\u2081 + i g = ", tinted(`${shown(f, 4)}${TIMES}${shown(c[t - 1], 3)}`, "f"), " + ", tinted(shown(written, 3), "i"), " = ", ink(c[t])],
    ["o\u209c = \u03c3(", tinted(`p\u2092 c\u209c`, "o"), " + b\u2092) = \u03c3(", tinted(`${shown(p_o)}${TIMES}${shown(c[t], 3)}`, "o"), ` ${bias}) = `, ink(o[t])],
    [`h\u209c = o\u209c tanh(c\u209c) = ${shown(o[t], 3)}${TIMES}${shown(Math.tanh(c[t]), 3)} = `, ink(h[t])],
    ["o\u209c = \u03c3(", tinted("p\u2092 h\u209c\u208b\u2081", "o"), " + b\u2092) = \u03c3(", tinted(`${shown(p_o)}${TIMES}${shown(plain_h[t - 1], 3)}`, "o"), ` ${bias}) = `, ink(plain_o[t]), ", h\u209c = ", ink(plain_h[t])],
  ];
}

// The count, the output with the peephole and the output without it, above each other over the same steps.
function paint(view, given, values) {
  const { n_steps, step } = given;
  const left = 38;
  const right = view.width - 12;
  const x = scale([0, n_steps], [left, right]);
  const boxes = [{ top: 26, bottom: 126 }, { top: 162, bottom: 272 }, { top: 308, bottom: 418 }].map((box) => ({ ...box, left, right }));
  const bottom = boxes[2].bottom;
  const count = countPanel(x, boxes[0], values);
  view.paint(
    bottom + 46,
    svg("rect", { x: x(step) - 5, y: 0, width: 10, height: bottom, rx: 5, class: "now" }),
    view.about.puzzle && goal(x, given, boxes[1]),
    count.parts,
    outputPanel(x, boxes[1], given, { title: "with peephole", o: values.o, h: values.h, fires: values.fires }),
    outputPanel(x, boxes[2], given, { title: "without", o: values.plain_o, h: values.plain_h, fires: values.plain_fires }),
    axis("bottom", x, [0, 10, 20, 30, 40, 50], { at: bottom, across: [0, 0], grid: false }),
    svgText({ x: (left + right) / 2, y: bottom + 38, "text-anchor": "middle" }, "steps after the pulse"),
  );
  return { x, ring: count.ring };
}

// What the puzzle asks for: h has to stay out of the hatched part, and to cross the threshold in the green column.
function goal(x, { goal: wanted, quiet, quiet_until }, { top, bottom }) {
  const y = scale([0, 1], [bottom, top]);
  return [
    svg("rect", { x: x(0.5), width: x(quiet_until) - x(0.5), y: y(1), height: y(quiet) - y(1), class: "forbidden" }),
    svg("rect", { x: x(wanted - 0.5), width: x(wanted + 0.5) - x(wanted - 0.5), y: top, height: bottom - top, class: "wanted" }),
    svg("text", { x: x(quiet_until / 2), y: y(0.68), "text-anchor": "middle", class: "small" }, "h stays out"),
  ];
}

function countPanel(x, { top, bottom, left, right }, { c, opens }) {
  const most = Math.max(...c);
  const size = [0.5, 1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 30].find((each) => each >= most);
  const y = scale([0, size], [bottom, top]);
  const ring = opens !== null && opens > 0 && opens <= size ? { x: left + 0.92 * (right - left), y: y(opens), level: y } : null;
  const parts = [
    svgText({ x: left, y: top - 11 }, "c_t"),
    lineKeys(left + 34, top - 11, [{ text: "count", tone: "c" }, { text: "gate half open", tone: "o", dashes: "2 4" }]),
    axis("left", y, [0, size / 2, size], { at: left, across: [left, right] }),
    ring && svg("line", { x1: left, x2: right, y1: ring.y, y2: ring.y, class: "line-o", "stroke-width": 2, "stroke-dasharray": "2 4" }),
    svg("path", { d: line(c.map((value, t) => [x(t), y(value)])), class: "line-c", "stroke-width": 2.5 }),
    ring && handle(ring.x, ring.y, "o"),
  ];
  return { parts, ring };
}

function outputPanel(x, { top, bottom, left, right }, { threshold }, { title, o, h, fires }) {
  const y = scale([0, 1], [bottom, top]);
  const path = (row) => line(row.map((value, t) => [x(t), y(value)]));
  const late = fires !== null && x(fires) > right - 90;
  return [
    svg("text", { x: left, y: top - 11 }, title),
    lineKeys(left + 112, top - 11, [{ text: "h_t", tone: "h" }, { text: "o_t", tone: "o", dashes: "5 3" }]),
    axis("left", y, [0, 0.5, 1], { at: left, across: [left, right] }),
    svg("line", { x1: left, x2: right, y1: y(threshold), y2: y(threshold), class: "line-quiet", "stroke-width": 1.5, "stroke-dasharray": "8 4" }),
    svg("path", { d: path(o), class: "line-o", "stroke-width": 1.75, "stroke-dasharray": "5 3" }),
    svg("path", { d: path(h), class: "line-h", "stroke-width": 2.5 }),
    fires !== null && svg("circle", { cx: x(fires), cy: y(h[fires]), r: 6, class: "spark fill-h" }),
    svg("text", { x: fires === null ? right - 4 : x(fires) + (late ? -10 : 10), y: fires === null ? y(threshold) - 6 : y(h[fires]) + 19, "text-anchor": fires === null || late ? "end" : "start", class: "small halo strong" }, fires === null ? "does not fire" : `fires at ${fires}`),
  ];
}
