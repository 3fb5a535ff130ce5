// The drawing of the loss cliff: lines of equal loss over w and b with both runs on them, and the loss by step.

const CELLS = 110; // of the landscape, in each direction
const LEVELS = [0.005, 0.02, 0.05, 0.1, 0.15, 0.2, 0.23, 0.4, 0.5, 0.6, 0.7, 0.8];
const HIGH = 0.4;

// The loss on a grid, once: lines of equal loss as pieces [w, b, w, b], and the high ground as rectangles.
function landscape(w, b, unit) {
  const at = (face, i) => face.low + ((face.high - face.low) * i) / CELLS;
  const rows = Array.from({ length: CELLS + 1 }, (_, j) =>
    Array.from({ length: CELLS + 1 }, (_, i) => lossAt(at(w, i), at(b, j), unit)),
  );
  const pieces = LEVELS.map((level) => {
    const found = [];
    for (let j = 0; j < CELLS; j++) for (let i = 0; i < CELLS; i++) found.push(...crossings(rows, i, j, level));
    return found.map(([one, other]) => [at(w, one[0]), at(b, one[1]), at(w, other[0]), at(b, other[1])]);
  });
  const high = [];
  for (let j = 0; j < CELLS; j++) {
    let start = -1;
    for (let i = 0; i <= CELLS; i++) {
      const above = i < CELLS && (rows[j][i] + rows[j + 1][i + 1]) / 2 > HIGH;
      if (above && start < 0) start = i;
      if (!above && start >= 0) {
        high.push([at(w, start), at(w, i), at(b, j), at(b, j + 1)]);
        start = -1;
      }
    }
  }
  return { pieces, high, width: 0, drawn: null };
}

// The loss alone, for the picture: Math.tanh is quicker, and its last digit is not seen.
function lossAt(w, b, { n_steps, h_0, target }) {
  let h = h_0;
  for (let t = 0; t < n_steps; t++) h = Math.tanh(w * h + b);
  return (h - target) ** 2 / 2;
}

// Where a level crosses the edges of one cell, joined two by two.
function crossings(rows, i, j, level) {
  const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
  const points = [];
  corners.forEach((from, k) => {
    const to = corners[(k + 1) % 4];
    const [a, z] = [rows[from[1]][from[0]], rows[to[1]][to[0]]];
    if (a > level === z > level) return;
    const part = (level - a) / (z - a);
    points.push([from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])]);
  });
  return points.length === 4 ? [points.slice(0, 2), points.slice(2)] : points.length === 2 ? [points] : [];
}

// Where the map is, and the chart of the losses: beside it, or below it where it is narrow, both then low enough for a phone.
function placesOf(width) {
  const wide = width >= 560;
  const box = { left: 42, top: 26, right: wide ? width * 0.57 : width - 10 };
  box.bottom = box.top + Math.min(box.right - box.left, wide ? 330 : 230);
  const top = wide ? box.top : box.bottom + 74;
  return [box, { left: wide ? box.right + 60 : 42, top, right: width - 12, bottom: wide ? box.bottom : top + 100 }];
}

// The start of all runs is chosen on the map: by its handle, or by a click anywhere.
function startByHand(view, mapNow) {
  view.drag(view.stage, ({ x, y, first }) => {
    const map = mapNow();
    if (first && (x < map.left || x > map.right || y < map.top || y > map.bottom)) return false;
    const at = (face, place) => Number(clamp(place, face.low, face.high).toFixed(2));
    view.set({ w: at(view.about.faces.w, map.x.inverse(x)), b: at(view.about.faces.b, map.y.inverse(y)) });
  });
}

function paintCliff(view, ground, given, values) {
  const { w, b } = view.about.faces;
  const [box, chart] = placesOf(view.width);
  const x = scale([w.low, w.high], [box.left, box.right]);
  const y = scale([b.low, b.high], [box.bottom, box.top]);
  if (ground.width !== view.width) {
    ground.width = view.width;
    ground.drawn = drawGround(ground, x, y);
  }
  view.paint(
    Math.max(box.bottom, chart.bottom) + 44,
    svg("rect", { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top, class: "low" }),
    ground.drawn,
    axis("bottom", x, [0.6, 1, 1.4, 1.8, 2.2], { at: box.bottom, across: [box.top, box.bottom], grid: false }),
    axis("left", y, [-1, -0.6, -0.2, 0.2, 0.6], { at: box.left, across: [box.left, box.right], label: (tick) => shown(tick, tick % 1 ? 1 : 0), grid: false }),
    svg("text", { x: (box.left + box.right) / 2, y: box.bottom + 38, "text-anchor": "middle" }, "w"),
    svg("text", { x: box.left - 30, y: 14 }, "b"),
    lineKeys(box.left, 14, RUNS.map(({ text, tone }) => ({ text: view.width < 340 ? text.replace("without clipping", "without") : text, tone, dashes: tone === "orange" ? "6 4" : null }))),
    svg("svg", { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top }, RUNS.map((run) => paintRun(run, given.step, values[run.name], (each) => x(each) - box.left, (each) => y(each) - box.top, [box.right - box.left, box.bottom - box.top]))),
    handle(x(given.w), y(given.b)),
    RUNS.map((run) => outside(run, given.step, values[run.name], { w, b, x, y })),
    paintLosses(chart, given, values),
  );
  return { ...box, x, y };
}

function drawGround({ pieces, high }, x, y) {
  return [
    high.map(([from, to, low, top]) => svg("rect", { x: x(from), width: x(to) - x(from) + 0.5, y: y(top), height: y(low) - y(top) + 0.5, class: "high" })),
    pieces.map((level) => svg("path", { d: level.map(([a, b, c, d]) => line([[x(a), y(b)], [x(c), y(d)]])).join(""), class: "level" })),
  ];
}

// The way so far: circles with clipping, squares without; the place of now is larger.
function paintRun({ tone }, step, run, x, y, area) {
  const points = run.w.slice(0, step + 1).map((w, k) => [x(clamp(w, -9, 9)), y(clamp(run.b[k], -9, 9))]);
  return [
    svg("path", { d: line(untilEdge(points, area)), class: `line-${tone}`, "stroke-width": 1.75, "stroke-dasharray": tone === "orange" ? "6 4" : null }),
    points.map(([cx, cy], k) => mark(tone, cx, cy, k === step ? 7 : 2.5)),
  ];
}

// A way on the map [wide, high], up to where it leaves it for the first time.
function untilEdge(points, [wide, high]) {
  const last = points.findIndex(([x, y]) => x < 0 || x > wide || y < 0 || y > high);
  if (last < 1) return points;
  const [[x, y], [toX, toY]] = [points[last - 1], points[last]];
  const shares = [[x, toX, wide], [y, toY, high]].map(([from, to, end]) => (to < 0 ? from / (from - to) : to > end ? (end - from) / (to - from) : 1));
  const part = Math.min(...shares);
  return [...points.slice(0, last), [x + part * (toX - x), y + part * (toY - y)]];
}

function mark(tone, x, y, size) {
  const ring = size > 4 ? " ring" : "";
  if (tone === "blue") return svg("circle", { cx: x, cy: y, r: size, class: `fill-blue${ring}` });
  return svg("rect", { x: x - size, y: y - size, width: 2 * size, height: 2 * size, class: `fill-orange${ring}` });
}

// A run that is outside is shown at the edge of the picture, with its place.
function outside({ tone }, step, run, { w, b, x, y }) {
  const [at, up] = [run.w[step], run.b[step]];
  if (at >= w.low && at <= w.high && up >= b.low && up <= b.high) return null;
  const [px, py] = [x(clamp(at, w.low, w.high)), y(clamp(up, b.low, b.high))];
  const right = px > (x(w.low) + x(w.high)) / 2;
  const above = py < y(0);
  const look = { x: px + (right ? -12 : 12), "text-anchor": right ? "end" : "start", class: `small strong halo fill-${tone}` };
  return [
    mark(tone, px, py, 6),
    svg("text", { ...look, y: py + (above ? 18 : -26) }, `w = ${shown(at, 1)},`),
    svg("text", { ...look, y: py + (above ? 34 : -10) }, `b = ${shown(up, 1)}`),
  ];
}

function paintLosses(box, { step, descent }, values) {
  const x = scale([0, descent], [box.left, box.right]);
  const y = scale([0, 0.9], [box.bottom, box.top]);
  return [
    axis("bottom", x, [0, 10, 20, 30, 40], { at: box.bottom, across: [box.top, box.bottom] }),
    axis("left", y, [0, 0.3, 0.6, 0.9], { at: box.left, across: [box.left, box.right], label: (tick) => fixed(tick, tick ? 1 : 0) }),
    svg("text", { x: box.left, y: box.top - 12 }, "loss"),
    svg("text", { x: (box.left + box.right) / 2, y: box.bottom + 38, "text-anchor": "middle" }, "step"),
    RUNS.map(({ name, tone }) => {
      const { loss } = values[name];
      const points = loss.slice(0, step + 1).map((each, k) => [x(k), y(each)]);
      return [
        svg("path", { d: line(points), class: `line-${tone}`, "stroke-width": 2.25, "stroke-dasharray": tone === "orange" ? "6 4" : null }),
        mark(tone, ...points[step], 5),
      ];
    }),
  ];
}
