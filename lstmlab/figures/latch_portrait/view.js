// The latch portrait: one tanh unit that sees +1 or -1 once and is then alone with its past. See __init__.py: the
// same numbers by the same steps.

const EDGE = 1e-9;
const HALVINGS = 64;

function compute({ w_x, w_h, b, n_steps, threshold, same }) {
  const run = (first) => {
    const hs = [0];
    for (let t = 0; t < n_steps; t++) hs.push(Math.tanh(w_x * (t === 0 ? first : 0) + w_h * hs[t] + b));
    return hs;
  };
  const plus = run(1);
  const minus = run(-1);
  const points = fixedPoints(w_h, b);
  const up = plus[n_steps] > threshold;
  const down = minus[n_steps] < -threshold;
  const alike = Math.abs(plus[n_steps] - minus[n_steps]) < same;
  return {
    plus,
    minus,
    points,
    remembers_plus: up,
    remembers_minus: down,
    fate: up && down ? "remembers" : alike ? "forgets" : "unclear",
    restless: points.every(({ kind }) => kind === "unstable"),
    unmet: [!up && "plus", !down && "minus"].filter(Boolean),
  };
}

// g(h) = tanh(w_h h + b) - h turns at most twice; between the turning points bisection finds the one crossing.
function fixedPoints(w_h, b) {
  const g = (h) => Math.tanh(w_h * h + b) - h;
  let edges = [-1, 1];
  if (w_h > 1) {
    const turn = Math.atanh(Math.sqrt(1 - 1 / w_h));
    edges = [-1, ...[(-turn - b) / w_h, (turn - b) / w_h].filter((h) => -1 < h && h < 1), 1];
  }
  const found = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const h = bisect(g, edges[i], edges[i + 1]);
    if (h !== null && !found.includes(h)) found.push(h);
  }
  return found.map((h) => {
    const slope = w_h * (1 - h * h);
    const excess = Math.abs(slope) - 1;
    return { h, slope, kind: Math.abs(excess) < EDGE ? "edge" : excess < 0 ? "stable" : "unstable" };
  });
}

function bisect(g, low, high) {
  const atLow = g(low);
  const atHigh = g(high);
  if (atLow === 0 || atHigh === 0) return atLow === 0 ? low : high;
  if (atLow > 0 === atHigh > 0) return null;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    const value = g(middle);
    if (value === 0) return middle;
    if (value > 0 === atLow > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const RUNS = [
  { name: "plus", first: "+1", tone: "positive" },
  { name: "minus", first: "\u22121", tone: "negative" },
];
const POINT_TONES = { stable: "right", unstable: "wrong", edge: "purple" };
const SIGNS = { stable: "\u25cf", unstable: "\u25cb", edge: "\u25cc" };
const LEGEND =
  "The thick curve is one step without input. Where it crosses the dotted diagonal, h stays as it is: a fixed point. " +
  "The bars at the last step show where each run has to end to be remembered. Drag the curve by its rings: the middle one " +
  "moves it up and down, with b, the outer one turns it, with w\u2095.";
const TURN = 0.8; // the h of the outer ring
const TICKS = [-1, -0.5, 0, 0.5, 1];

function draw(view) {
  const sliders = node("div", { class: "sliders wide" });
  view.controls.append(sliders);
  for (const name of ["w_x", "w_h", "b"]) view.slider(name, { parent: sliders });
  const unit = formula();
  const last = `h_{${view.given.n_steps}}`;
  const runs = numberTable(["x_1", "h_1", last, `${last} wanted`]);
  const points = numberTable(["Fixed point h", "Slope", "Kind"]);
  view.notes.append(unit, node("p", { class: "legend" }, LEGEND), node("div", { class: "tables" }, runs.element, points.element));
  let map = null;
  let held = null;
  view.drag(view.stage, ({ x, y, first }) => {
    const { w_h, b } = view.given;
    if (first) {
      const far = (h) => Math.hypot(x - map.x(h), y - map.y(Math.tanh(w_h * h + b)));
      held = far(TURN) < 24 ? "w_h" : far(0) < 24 ? "b" : null;
    }
    if (held === null) return false;
    const inside = Math.atanh(clamp(map.y.inverse(y), -0.999, 0.999));
    const value = held === "b" ? inside : (inside - b) / TURN;
    return view.set({ [held]: Math.round(20 * value) / 20 });
  });
  return (given, values) => {
    map = paintPortrait(view, given, values);
    unit.update(unitParts(given));
    runs.update(RUNS.map(({ name, first, tone }) => runRow(given, values, name, first, tone)));
    points.update(values.points.map(({ h, slope, kind }) => [
      shown(h, 3),
      shown(slope, 3),
      { text: `${SIGNS[kind]} ${given.kinds[kind]}`, tone: POINT_TONES[kind] },
    ]));
  };
}

function unitParts({ w_x, w_h, b }) {
  const signed = (value) => (fixed(value, 2).startsWith("-") ? " \u2212 " : " + ");
  const size = (value) => fixed(Math.abs(value), 2);
  return [
    "h\u209c = tanh(",
    { text: shown(w_x, 2), tone: "ink" },
    " x\u209c",
    signed(w_h),
    { text: size(w_h), tone: "h" },
    " h\u209c\u208b\u2081",
    signed(b),
    { text: size(b), tone: "ink" },
    ")",
  ];
}

function runRow({ n_steps, threshold }, values, name, first, tone) {
  const hs = values[name];
  const wanted = name === "plus" ? `above ${threshold}` : `below \u2212${threshold}`;
  const kept = values[`remembers_${name}`];
  return [
    { text: first, tone },
    shown(hs[1], 3),
    shown(hs[n_steps], 3),
    { text: `${wanted} ${kept ? "\u2713" : "\u2717"}`, tone: kept ? "right" : null },
  ];
}

// Left the map with both cobwebs, right h over time; below each other where it is narrow. Side by side they share the
// h axis, so the levels of the fixed points run across both.
function paintPortrait(view, given, values) {
  const wide = view.width >= 560;
  const left = 40;
  const top = 30;
  const gap = 28;
  const side = Math.min(wide ? (view.width - left - gap) * 0.48 : view.width - left - 12, 340);
  const portrait = { left, top, right: left + side, bottom: top + (wide ? side : Math.min(side, 230)) };
  const timesTop = wide ? top : portrait.bottom + 72;
  const times = {
    left: wide ? portrait.right + gap : left,
    right: view.width - 66,
    top: timesTop,
    bottom: timesTop + (wide ? side : 120),
  };
  const map = { x: scale([-1, 1], [portrait.left, portrait.right]), y: scale([-1, 1], [portrait.bottom, portrait.top]) };
  view.paint(times.bottom + 46, mapPanel(portrait, map, given, values), timePanel(times, given, values, !wide));
  return map;
}

function mapPanel(box, { x, y }, given, { plus, minus, points }) {
  const at = (from, to) => [x(from), y(to)];
  const curve = Array.from({ length: 201 }, (_, i) => -1 + i / 100).map((h) => at(h, Math.tanh(given.w_h * h + given.b)));
  // Both cobwebs and the curve: labels stand where they are not, nor on the other's mark.
  const taken = [curve, cornersOf(plus, at), cornersOf(minus, at)];
  const [first, second] = [plus, minus].map((hs) => at(hs[1], hs[1]));
  const marked = ([px, py]) => [[px - 6, py], [px + 6, py]];
  const label = (run, [px, py], other) => {
    const text = `after ${run.first}`;
    return svg("text", { ...roomFor(text, placesAround(px, py), [...taken, marked(other)], box), class: `fill-${run.tone} halo strong` }, text);
  };
  return [
    axis("bottom", x, TICKS, { at: box.bottom, across: [box.top, box.bottom], label: (h) => shown(h, h % 1 ? 1 : 0) }),
    axis("left", y, TICKS, { at: box.left, across: [box.left, box.right], label: (h) => shown(h, h % 1 ? 1 : 0) }),
    svgText({ x: (box.left + box.right) / 2, y: box.bottom + 38, "text-anchor": "middle" }, "h_{t-1}, before the step"),
    svgText({ x: box.left, y: box.top - 12 }, "h_t, after the step (input 0)"),
    svg("path", { d: line([at(-1, -1), at(1, 1)]), class: "line-quiet", "stroke-dasharray": "2 4" }),
    svg("path", { d: line(curve), class: "line-h", "stroke-width": 3 }),
    cobweb(minus, at, RUNS[1].tone, "6 4"),
    cobweb(plus, at, RUNS[0].tone, null),
    points.map((point) => fixedPoint(...at(point.h, point.h), point.kind)),
    marker(RUNS[1].tone, ...second),
    marker(RUNS[0].tone, ...first),
    label(RUNS[1], second, first),
    label(RUNS[0], first, second),
    [0, TURN].map((h) => handle(...at(h, Math.tanh(given.w_h * h + given.b)), "h")),
  ];
}

// From the diagonal to the map (a step), across to the diagonal (the new value becomes the old one), and so on.
function cornersOf(hs, at) {
  return [...hs.slice(1, -1).flatMap((h, i) => [at(h, h), at(h, hs[i + 2])]), at(hs.at(-1), hs.at(-1))];
}

function cobweb(hs, at, tone, dashes) {
  return svg("path", { d: line(cornersOf(hs, at)), class: `line-${tone}`, "stroke-width": 2, "stroke-dasharray": dashes });
}

// The run after +1 has circles, the run after -1 squares: colour is not the only difference.
function marker(tone, x, y, size = 5) {
  if (tone === "positive") return svg("circle", { cx: x, cy: y, r: size, class: "fill-positive" });
  return svg("rect", { x: x - size * 0.9, y: y - size * 0.9, width: size * 1.8, height: size * 1.8, class: "fill-negative" });
}

function fixedPoint(x, y, kind) {
  return svg("circle", { cx: x, cy: y, r: 8, class: `fixed-point ${kind}` });
}

function timePanel(box, given, values, alone) {
  const { n_steps, threshold } = given;
  const x = scale([0, n_steps], [box.left, box.right]);
  const y = scale([-1, 1], [box.bottom, box.top]);
  const goal = (from, to, tone) =>
    svg("rect", { x: x(n_steps) - 5, width: 10, y: y(to), height: y(from) - y(to), rx: 3, class: `goal-${tone}` });
  const level = ({ h, kind }) =>
    svg("line", { x1: box.left, x2: box.right, y1: y(h), y2: y(h), class: `level ${kind}` });
  return [
    axis("bottom", x, [0, 5, 10, 15, 20].filter((t) => t <= n_steps), { at: box.bottom, across: [box.top, box.bottom], grid: false }),
    axis("left", y, TICKS, { at: alone ? box.left : -100, across: [box.left, box.right], label: (h) => (alone ? shown(h, h % 1 ? 1 : 0) : "") }),
    svgText({ x: (box.left + box.right) / 2, y: box.bottom + 38, "text-anchor": "middle" }, "step t"),
    svgText({ x: box.left, y: box.top - 12 }, "h_t in both runs"),
    values.points.map(level),
    goal(threshold, 1, "positive"),
    goal(-1, -threshold, "negative"),
    RUNS.map(({ name, tone }) => [
      svg("path", { d: line(values[name].map((h, t) => [x(t), y(h)])), class: `line-${tone}`, "stroke-width": 1.5, "stroke-dasharray": tone === "negative" ? "6 4" : null }),
      values[name].map((h, t) => t > 0 && marker(tone, x(t), y(h), 3.5)),
    ]),
    svg("circle", { cx: x(0), cy: y(0), r: 3.5, class: "fill-ink" }),
    endNumbers(x(n_steps) + 11, y, given, values),
  ];
}

// The last values beside the last points, kept apart where they would lie on each other.
function endNumbers(x, y, { n_steps }, values) {
  let [up, down] = RUNS.map(({ name }) => y(values[name][n_steps]));
  const need = 18 - Math.abs(up - down);
  if (need > 0) {
    const sign = up <= down ? 1 : -1;
    up -= (sign * need) / 2;
    down += (sign * need) / 2;
  }
  return RUNS.map(({ name, tone }, i) =>
    svg("text", { x, y: [up, down][i] + 5, class: `fill-${tone} strong` }, shown(values[name][n_steps], 3)),
  );
}
