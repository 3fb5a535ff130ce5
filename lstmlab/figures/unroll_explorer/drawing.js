// The drawing of the unroll explorer: the graph, rolled or unrolled, and below it the trace of the first letter. Both
// graphs take the same height, so that nothing jumps when the drawing is changed.

const GRAPH = 232; // height of the graph
const TRACE = 176; // height of the trace below it
const CELL = 32; // height of a unit
const TALLEST = 2.4; // state change that a full bar stands for

// Centres of the columns, one for each step, with a gap before the second word.
function columnsOf(width, starts) {
  const left = 22;
  const gap = 0.35;
  const column = (width - left) / (starts.length + gap);
  let shift = 0;
  return starts.map((begins, t) => {
    if (begins && t > 0) shift = gap;
    return left + column * (t + 0.5 + shift);
  });
}

function paintUnrolled(width, columns, given, values) {
  const now = values.now - 1;
  const pitch = columns[1] - columns[0];
  const box = Math.min(pitch * 0.72, 52);
  const top = 32;
  const middle = top + CELL * 1.5;
  const floor = top + CELL * 3;
  const fans = pitch - box > 18 && now > 0 && values.h_prev[now].some(Boolean);
  const fresh = (t) => t === 0 || (values.starts[t] && !given.carry);
  const steps = [...values.letters].map((letter, t) => {
    const x = columns[t];
    const entry = x - box / 2;
    const from = fresh(t) ? entry - Math.min(pitch * 0.25, 18) : columns[t - 1] + box / 2;
    return svg(
      "g",
      { class: t > now ? "later" : null },
      svg("text", { x, y: 18, "text-anchor": "middle", class: t === now ? "strong" : "small quiet" }, t + 1),
      fresh(t) && svg("text", { x: from - 6, y: middle + 4.5, "text-anchor": "middle", class: "small quiet" }, "0"),
      t === now && fans
        ? fan(from, entry, top, given, values)
        : arrow([[from, middle], [entry - 1, middle]], memoryLook(given, fresh(t), t === now)),
      arrow([[x, floor + 38], [x, floor + 2]], { class: "line-x", "stroke-width": t === now ? 3 : 1.5 }),
      t > now ? emptyBox(x, top, box) : stateBox(x, top, box, values.h[t], t === now ? given.unit : 0),
      tile(x, floor + 40, Math.min(box, 36), letter, t === now),
    );
  });
  return [nowColumn(columns[now], pitch, now + 1 === columns.length), steps];
}

// The arrow that carries the state: as wide as the recurrent strength, dotted where nothing passes.
function memoryLook({ strength }, fresh, now) {
  if (fresh || strength === 0) return { class: "line-quiet", "stroke-width": 1.25, "stroke-dasharray": "2 3" };
  return { class: "line-h", "stroke-width": 1 + strength + (now ? 1.5 : 0) };
}

// Which units of the step before reach the chosen unit now: wider where they add more to its sum.
function fan(from, to, top, { unit, strength }, { memory_terms }) {
  const y = (i) => top + CELL * (i + 0.5);
  const dashes = strength === 0 ? "2 3" : null;
  return memory_terms.map((term, i) =>
    svg("path", {
      d: line([[from, y(i)], [to, y(unit - 1)]]),
      class: strength === 0 ? "line-quiet" : "line-h",
      "stroke-width": 1 + 6 * Math.min(Math.abs(term), 1.5),
      "stroke-dasharray": dashes,
      "stroke-linecap": "round",
    }),
  );
}

function paintRolled(width, given, values) {
  const t = values.now - 1;
  const x = width / 2;
  const box = 72;
  const cell = 56;
  const top = 74;
  const middle = top + CELL * 1.5;
  const floor = top + CELL * 3;
  const loop = 30;
  const reach = Math.min(width / 2 - 10, 200);
  const inner = cell * 1.5;
  const letter = values.letters[t];
  const fresh = t === 0 || (values.starts[t] && !given.carry);
  const look = memoryLook(given, fresh, true);
  const before = t === 0 ? "h_0 = 0" : fresh ? "h_{t-1} = 0, a new word" : `h_{t-1}, from step ${t}`;
  return [
    svg("path", { ...look, d: line([[x + box / 2, middle], [x + reach, middle], [x + reach, loop], [x + inner, loop]]), "stroke-linejoin": "round" }),
    arrow([[x - inner, loop], [x - reach, loop], [x - reach, middle], [x - box / 2 - 1, middle]], look),
    arrow([[x, floor + 20], [x, floor + 2]], { class: "line-x", "stroke-width": 3 }),
    values.h_prev[t].map((value, i) => unitCell(x - inner + i * cell, loop - 14, cell, 28, value, true)),
    stateBox(x, top, box, values.h[t], given.unit),
    tile(x, floor + 22, 36, letter, true),
    svgText({ x, y: 11, "text-anchor": "middle", class: "small quiet" }, before),
    svgText({ x: x + box / 2 + 8, y: middle - 8, class: "small quiet" }, "h_t"),
    svgText({ x: x + 28, y: floor + 45, class: "small quiet" }, `x_t, step ${t + 1}`),
    svgText({ x: x - reach + 8, y: (loop + middle) / 2, class: "small quiet" }, "s W_h"),
  ];
}

function stateBox(x, top, width, h, unit) {
  return [
    h.map((value, i) => unitCell(x - width / 2, top + CELL * i, width, CELL, value, width >= 42)),
    svg("rect", { x: x - width / 2, y: top, width, height: CELL * 3, rx: 5, class: "box" }),
    unit > 0 && svg("rect", { x: x - width / 2, y: top + CELL * (unit - 1), width, height: CELL, rx: 3, class: "chosen" }),
  ];
}

function emptyBox(x, top, width) {
  return svg("rect", { x: x - width / 2, y: top, width, height: CELL * 3, rx: 5, class: "box" });
}

// A unit's value: shaded by its size, blue above and orange below zero, with its number or, where it is tight, its sign.
function unitCell(x, y, width, height, value, roomy) {
  const sign = Math.abs(value) < 0.05 ? "0" : value > 0 ? "+" : "\u2212";
  return [
    svg("rect", { x, y, width, height, class: "ground" }),
    svg("rect", { x, y, width, height, class: value < 0 ? "fill-negative" : "fill-positive", "fill-opacity": (0.5 * Math.abs(value)).toFixed(3) }),
    svg("text", { x: x + width / 2, y: y + height / 2 + 4.5, "text-anchor": "middle", class: "small" }, roomy ? shown(value, 2) : sign),
  ];
}

function tile(x, y, size, letter, now) {
  return [
    svg("rect", { x: x - size / 2, y, width: size, height: size, rx: 6, class: now ? "tile now" : "tile" }),
    svg("text", { x, y: y + size / 2 + 6, "text-anchor": "middle", class: "letter" }, letter),
  ];
}

function nowColumn(x, pitch) {
  return svg("rect", { x: x - pitch / 2, y: 0, width: pitch, height: GRAPH + TRACE, rx: 8, class: "now-column" });
}

// How far the state lies from that of the second run, step by step.
function paintTrace(width, columns, given, { change, letters, now }) {
  const pitch = columns[1] - columns[0];
  const bar = Math.min(pitch * 0.72, 52);
  const base = GRAPH + TRACE - 28;
  const y = scale([0, TALLEST], [base, GRAPH + 50]);
  const first = "Trace of the first letter: ";
  const title = first + (width > 520 ? `how far h_t moves if it is ${given.other} instead of ${letters[0]}` : `${letters[0]} \u2192 ${given.other}`);
  return [
    svgText({ x: 0, y: GRAPH + 24 }, title),
    svg("line", { x1: 0, x2: width, y1: base, y2: base, class: "line-quiet" }),
    change.map((value, t) => [
      svg("rect", { x: columns[t] - bar / 2, y: y(value), width: bar, height: base - y(value), class: t + 1 === now ? "fill-h" : "fill-h other" }),
      svg("text", { x: columns[t], y: y(value) - 6, "text-anchor": "middle", class: t + 1 === now ? "small strong" : "small quiet" }, shown(value, pitch > 46 ? 3 : 2)),
      svg("text", { x: columns[t], y: base + 19, "text-anchor": "middle", class: t + 1 === now ? "strong" : "quiet" }, letters[t]),
    ]),
  ];
}
