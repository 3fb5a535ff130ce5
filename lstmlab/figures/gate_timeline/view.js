// The gate timeline: gates open and shut over 12 steps, the value held, the gradient that comes back. See
// __init__.py: the same numbers and words.

function compute({ cell, write, f, read, moment, inputs, signal, bias, shut, net }) {
  const sigmoid = (a) => 0.5 * Math.tanh(0.5 * a) + 0.5;
  const { W_x, W_h, b } = cell === "trained" ? net : byHand(f, signal, bias, shut);
  const rows = { i: [], keep: [], g: [], o: [], h: [] };
  const c = [0];
  inputs.forEach((value, k) => {
    const x = [value, Number(k + 1 === write), Number(k + 1 === read)];
    const before = k ? rows.h[k - 1] : 0;
    const [i, keep, g, o] = b.map((each, gate) => x.reduce((sum, one, d) => sum + one * W_x[d][gate], before * W_h[0][gate] + each)).map((a, gate) => (gate === 2 ? Math.tanh(a) : sigmoid(a)));
    c.push(keep * c[k] + i * g);
    for (const [name, one] of Object.entries({ i, keep, g, o, h: o * Math.tanh(c[k + 1]) })) rows[name].push(one);
  });
  // Back from the last h: through c, and through the gates of the next step, which hear h.
  const [dc, dvalue] = [[], []];
  let [dh, later] = [1, 0];
  for (let k = inputs.length - 1; k >= 0; k--) {
    const [i, keep, g, o] = [rows.i[k], rows.keep[k], rows.g[k], rows.o[k]];
    const seen = Math.tanh(c[k + 1]);
    const dcell = later + dh * o * (1 - seen * seen);
    const da = [dcell * g * i * (1 - i), dcell * c[k] * keep * (1 - keep), dcell * i * (1 - g * g), dh * seen * o * (1 - o)];
    const through = (weights) => da.reduce((sum, each, gate) => sum + each * weights[gate], 0);
    dc.unshift(dcell);
    dvalue.unshift(through(W_x[0]));
    [dh, later] = [through(W_h[0]), dcell * keep];
  }
  const left = rows.keep.slice(write).reduce((product, each) => product * each, 1);
  const steps = inputs.length;
  return {
    phase: moment === 2 * steps ? "all" : moment <= steps ? "forward" : "back",
    here: moment <= steps ? moment : 2 * steps + 1 - moment,
    forward: Math.min(moment, steps),
    ...rows,
    c,
    dc,
    dvalue,
    written: rows.i[write - 1] * rows.g[write - 1],
    left,
    share: dc[write - 1] / dc.at(-1),
  };
}

// The weights as __init__.py sets them: inputs value, write, read; gates i f g o.
function byHand(f, signal, bias, shut) {
  const forget = f > 0 && f < 1 ? Math.log(f / (1 - f)) : shut * (2 * f - 1);
  return { W_x: [[0, 0, 1, 0], [signal, 0, 0, 0], [0, 0, 0, signal]], W_h: [[0, 0, 0, 0]], b: [bias, forget, 0, bias] };
}

const LEGEND =
  "A full circle is an open gate, a bar a shut one; a circle filled in part lets that part pass. Shut is 0.02 and open " +
  "0.98: a sigmoid never comes to its ends. Below: the gradient of c, and as a diamond that of the value which is read at " +
  "the step. Click or drag in the row i or o to send the signal at another step. A trained cell has found its gates by itself.";
const ROWS = { g: 40, i: 92, f: 120, o: 148, c: 210, h: 286, back: 312, end: 404 };

function draw(view) {
  const steps = view.about.constants.inputs.length;
  const where = (moment) => (moment <= steps ? `to step ${moment}` : `back to step ${2 * steps + 1 - moment}`);
  view.player("moment", { pace: 2, text: where });
  view.choice("cell");
  const [, forget] = ["write", "f", "read"].map((name) => view.slider(name));
  view.bind(({ cell }) => (forget.hidden = cell !== "hand"));
  const forward = formula();
  const backward = formula();
  view.notes.append(forward, backward, node("p", { class: "legend" }, LEGEND));
  let columns = [];
  let held = null;
  view.drag(view.stage, ({ x, y, first }) => {
    const gate = Math.abs(y - ROWS.i) < 14 ? "write" : Math.abs(y - ROWS.o) < 14 ? "read" : null;
    if (first) held = gate;
    if (!held) return false;
    const distances = columns.map((center) => Math.abs(center - x));
    view.set({ [held]: distances.indexOf(Math.min(...distances)) + 1 });
  });
  return (given, values) => {
    columns = paintTimeline(view, given, values);
    forward.update(values.phase === "all" ? forwardParts(given, values) : stepParts(given, values));
    backward.update(values.phase === "all" ? backwardParts(given, values) : carriedParts(given, values));
  };
}

function forwardParts({ cell, write, inputs }, values) {
  const k = write - 1;
  const g = values.g[k] < 0 ? `(${shown(values.g[k], 3)})` : shown(values.g[k], 3);
  return [
    `written at step ${write}: i g = `,
    { text: shown(values.i[k], 3), tone: "i" },
    { text: `\u00a0\u00d7\u00a0${g}`, tone: "g" },
    " = ",
    { text: shown(values.written, 3), tone: "ink" },
    cell === "hand" ? `; of it f${high(inputs.length - write)} = ` : "; of it the product of the f after it, ",
    { text: powers(values.left, 3), tone: "f" },
    cell === "hand" ? " is left at the end" : ", is left at the end",
  ];
}

function backwardParts({ cell, write, f, inputs }, { dc, share }) {
  return [
    `gradient back at step ${write}: `,
    { text: powers(dc.at(-1), 3), tone: "gradient" },
    "\u00a0\u00d7\u00a0",
    { text: cell === "hand" ? `${shown(f, 2)}${high(inputs.length - write)}` : powers(share, 3), tone: "f" },
    " = ",
    { text: powers(dc[write - 1], 3), tone: "gradient" },
  ];
}

// What happens at the step that is drawn now.
function stepParts(_, { here, i, g, c, keep }) {
  const term = (value) => (shown(value, 3).startsWith("\u2212") ? `(${shown(value, 3)})` : shown(value, 3));
  return [
    `c at step ${here}: f c\u209c\u208b\u2081 + i g = `,
    { text: shown(keep[here - 1], 2), tone: "f" },
    `\u00a0\u00d7\u00a0${term(c[here - 1])} + `,
    { text: shown(i[here - 1], 3), tone: "i" },
    { text: `\u00a0\u00d7\u00a0${term(g[here - 1])}`, tone: "g" },
    " = ",
    { text: shown(c[here], 3), tone: "ink" },
  ];
}

function carriedParts({ f }, { phase, here, dc }) {
  if (phase === "forward") return ["the gradient comes back once the last step is read"];
  if (here === dc.length) return ["the gradient enters at the last step: ", { text: powers(dc.at(-1), 3), tone: "gradient" }];
  return [
    `gradient back at step ${here}: `,
    { text: powers(dc[here], 3), tone: "gradient" },
    "\u00a0\u00d7\u00a0",
    { text: shown(dc[here] ? dc[here - 1] / dc[here] : f, 2), tone: "f" },
    " = ",
    { text: powers(dc[here - 1], 3), tone: "gradient" },
  ];
}

// A number as an exponent: high(9) is "\u2079".
function high(power) {
  return tenTo(power).slice(2);
}

// Returns the centres of the columns.
function paintTimeline(view, given, values) {
  const left = 50;
  const pitch = (view.width - left) / given.inputs.length;
  const columns = given.inputs.map((_, k) => left + pitch * (k + 0.5));
  const bar = Math.min(pitch * 0.62, 34);
  const tall = Math.max(1, ...values.c.map(Math.abs));
  const roomy = pitch > 40;
  const { phase, here, forward } = values;
  const from = phase === "forward" ? columns.length : here - 1; // the gradient is drawn from here on
  const now = { x: columns[here - 1] - pitch / 2, y: phase === "forward" ? 0 : ROWS.back, width: pitch, height: ROWS.end - (phase === "forward" ? 0 : ROWS.back), rx: 6, class: "moment" };
  const band = (opens) => svg("rect", { x: columns[opens - 1] - pitch / 2, y: 0, width: pitch, height: ROWS.end, rx: 6, class: "open-step" });
  const name = (text, y, tone) => svgText({ x: 2, y, class: tone ? `strong fill-${tone}` : "strong" }, text);
  const fill = { i: values.i, f: values.keep, o: values.o };
  view.paint(
    ROWS.end + 26,
    band(given.write),
    band(given.read),
    bars(columns, bar, values.g, ROWS.g, 28, "fill-g", roomy),
    Object.entries(fill).map(([gate, row]) => row.map((open, k) => gateSign(columns[k], ROWS[gate], open, gate))),
    phase !== "all" && svg("rect", now),
    bars(columns, bar, values.c.slice(1, forward + 1), ROWS.c, 34 / tall, "fill-c", roomy),
    bars(columns, bar, values.h.slice(0, forward), ROWS.h, 30, "fill-h", roomy),
    gradientBars(columns, bar, values, roomy, from),
    name("g", ROWS.g + 5, "g"),
    ["i", "f", "o"].map((gate) => name(gate, ROWS[gate] + 5, gate)),
    name("c", ROWS.c + 5),
    name("h", ROWS.h + 5, "h"),
    name("dL/dc", ROWS.end - 2, "gradient"),
    columns.map((x, k) => svg("text", { x, y: ROWS.end + 20, "text-anchor": "middle", class: "quiet" }, k + 1)),
  );
  return columns;
}

// Full where it is open, a bar where it is shut, filled in part between.
function gateSign(x, y, open, tone) {
  const r = 7.5;
  if (open < 0.1) return svg("rect", { x: x - r, y: y - 1.75, width: 2 * r, height: 3.5, class: `fill-${tone}` });
  const ring = svg("circle", { cx: x, cy: y, r, class: `line-${tone}`, "stroke-width": 1.75 });
  if (open > 0.9) return [ring, svg("circle", { cx: x, cy: y, r, class: `fill-${tone}` })];
  const level = r - 2 * r * open; // of the surface, below the centre
  const half = Math.sqrt(r * r - level * level);
  const d = `M${x - half},${y + level}A${r},${r} 0 ${open > 0.5 ? 1 : 0} 0 ${x + half},${y + level}Z`;
  return [ring, svg("path", { d, class: `fill-${tone}` })];
}

function bars(columns, bar, row, middle, unit, look, roomy) {
  return [
    svg("line", { x1: columns[0] - bar, x2: columns.at(-1) + bar, y1: middle, y2: middle, class: "line-quiet" }),
    row.map((value, k) => {
      const height = Math.abs(value) * unit;
      return [
        svg("rect", { x: columns[k] - bar / 2, y: value > 0 ? middle - height : middle, width: bar, height, class: look }),
        roomy && svg("text", { x: columns[k], y: value > 0 ? middle + 14 : middle - 5, "text-anchor": "middle", class: "small quiet" }, shown(value, 2)),
      ];
    }),
  ];
}

// Bars: the gradient of c. Where the output gate is shut at the end they can hardly be seen, and a note says why. Diamonds: what of it reaches the value that is read at this step.
function gradientBars(columns, bar, { dc, dvalue }, roomy, from) {
  const y = scale([0, Math.max(1, ...dc)], [ROWS.end, ROWS.back + 16]);
  const barOf = (value) => ({ y: Math.min(y(value), y(0)), height: Math.abs(y(0) - y(value)) });
  return [
    svg("line", { x1: columns[0] - bar, x2: columns.at(-1) + bar, y1: ROWS.end, y2: ROWS.end, class: "line-quiet" }),
    dc.map((value, k) => k >= from && [
      svg("rect", { x: columns[k] - bar / 2, ...barOf(value), width: bar, class: "fill-gradient" }),
      roomy && svg("text", { x: columns[k], y: Math.min(y(value), ROWS.end - 8) - 6, "text-anchor": "middle", class: "small quiet" }, shown(value, 2)),
    ]),
    from < dc.length && Math.max(...dc) < 0.1 &&
      svg("text", { x: columns[0] - bar / 2, y: ROWS.back + 30, class: "small" }, `o is shut at step ${dc.length}: hardly any error enters`),
    dvalue.map((value, k) => k >= from && svg("path", { d: `M${columns[k]},${y(value) - 5}l5,5l-5,5l-5,-5Z`, class: "diamond" })),
  ];
}
