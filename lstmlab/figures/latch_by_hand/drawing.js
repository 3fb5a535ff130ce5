// The drawing of the latch: below each other the candidate, the three gates, the cell and what is shown, step by step.

// Where its rows begin; `noise` is the largest size of a candidate, `gate` the height of a gate's bar.
const TALL = { g: 28, i: 94, f: 126, o: 158, c: 192, h: 358, end: 436, noise: 26, gate: 28 };
const SHORT = { g: 20, i: 66, f: 93, o: 120, c: 148, h: 246, end: 296, noise: 19, gate: 24 };
const GATE_TONES = { i: "i", f: "f", o: "o" };

// Returns the rows, and the centres of the columns.
function paintLatch(view, given, values) {
  const { write, read, step } = given;
  const rows = view.width < 480 ? SHORT : TALL;
  const count = values.g.length;
  const left = 34;
  const pitch = (view.width - left) / (count + 1); // the first column is the start
  const columns = values.g.map((_, k) => left + pitch * (k + 1.5));
  const bar = Math.max(pitch * 0.66, 5);
  const tall = Math.max(1.2, ...values.c.map(Math.abs));
  const cell = scale([-tall, tall], [rows.h - 20, rows.c + 4]);
  const output = scale([-1, 1], [rows.end - 4, rows.h + 4]);
  view.paint(
    rows.end + 28,
    phaseColumns(columns, pitch, rows, given),
    svg("rect", { x: columns[step - 1] - pitch / 2, y: rows.g - 2, width: pitch, height: rows.end - rows.g + 2, class: "now" }),
    ["g", "i", "f", "o"].map((name) => rowName(name, rows[name] + 5 + (name === "g" ? rows.noise + 1 : rows.gate / 2))),
    rowName("c", cell(0) + 5),
    rowName("h", output(0) + 5),
    candidates(columns, bar, rows, given, values),
    LETTERS.map((letter) => gateBars(rows[letter], rows.gate, letter, columns, bar, values[letter])),
    cellPanel([left + pitch / 2, ...columns], pitch, cell, given, values),
    outputPanel(columns, bar, pitch, output, given, values),
    svg("rect", { x: columns[0] - pitch / 2, y: rows.i - 2, width: pitch * count, height: rows.o + rows.gate - rows.i + 4, class: "paint" }),
    [1, write, Math.round((write + read) / 2), read].map((t) =>
      svg("text", { x: columns[t - 1], y: rows.end + 20, "text-anchor": "middle", class: "quiet" }, t),
    ),
  );
  return { rows, columns };
}

function rowName(name, y) {
  return svg("text", { x: 4, y, class: GATE_TONES[name] ? `fill-${GATE_TONES[name]} strong` : "strong" }, name);
}

function phaseColumns(columns, pitch, { end }, { write, read }) {
  const band = (t) => svg("rect", { x: columns[t - 1] - pitch / 2, y: 0, width: pitch, height: end, rx: 4, class: "phase-band" });
  const name = (x, text) => svg("text", { x, y: 15, "text-anchor": "middle", class: "small" }, text);
  return [
    band(write),
    band(read),
    name(columns[write - 1], "write"),
    name((columns[write - 1] + columns[read - 1]) / 2, "keep"),
    name(columns[read - 1], "read"),
  ];
}

// Noise is grey; the value has a frame.
function candidates(columns, bar, rows, { write }, { g }) {
  const middle = rows.g + rows.noise + 2;
  return [
    svg("line", { x1: columns[0] - bar, x2: columns.at(-1) + bar, y1: middle, y2: middle, class: "line-quiet" }),
    g.map((value, k) => {
      const height = Math.abs(value) * rows.noise;
      const look = k + 1 === write ? "fill-g" : "noise";
      return svg("rect", { x: columns[k] - bar / 2, y: value > 0 ? middle - height : middle, width: bar, height, class: look });
    }),
  ];
}

function gateBars(top, high, letter, columns, bar, gates) {
  return gates.map((gate, k) => [
    svg("rect", { x: columns[k] - bar / 2, y: top, width: bar, height: high, class: "shell" }),
    svg("rect", { x: columns[k] - bar / 2, y: top + high * (1 - gate), width: bar, height: high * gate, class: `fill-${GATE_TONES[letter]}` }),
  ]);
}

function cellPanel(places, pitch, y, { write, read, near }, { c, value }) {
  const from = places[write] - pitch / 2;
  return [
    svg("rect", { x: from, y: y(value + near), width: places[read] + pitch / 2 - from, height: y(value - near) - y(value + near), class: "goal" }),
    svg("text", { x: places[write] - pitch / 2 - 5, y: y(value) + 4, "text-anchor": "end", class: "small fill-green" }, shown(value, 2)),
    svg("line", { x1: places[0], x2: places.at(-1), y1: y(0), y2: y(0), class: "line-quiet" }),
    svg("path", { d: line(c.map((each, t) => [places[t], y(each)])), class: "line-ink", "stroke-width": 2 }),
    c.map((each, t) => svg("circle", { cx: places[t], cy: y(each), r: 3.2, class: "dot" })),
  ];
}

function outputPanel(columns, bar, pitch, y, { read, near }, { h, wanted }) {
  const target = columns[read - 1];
  return [
    svg("rect", { x: target - pitch / 2, y: y(wanted + near) - 1, width: pitch, height: y(wanted - near) - y(wanted + near) + 2, class: "goal" }),
    svg("text", { x: target - pitch / 2 - 5, y: y(wanted) + 4, "text-anchor": "end", class: "small fill-green" }, shown(wanted, 2)),
    svg("line", { x1: columns[0] - bar, x2: columns.at(-1) + bar, y1: y(0), y2: y(0), class: "line-quiet" }),
    h.map((value, k) =>
      svg("rect", { x: columns[k] - bar / 2, y: Math.min(y(0), y(value)), width: bar, height: Math.abs(y(value) - y(0)), class: "fill-h" }),
    ),
  ];
}
