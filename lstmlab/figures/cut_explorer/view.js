// The cut explorer: truncated backpropagation through time. See __init__.py: the same numbers and words.

function compute({ k, symbol, w_h, n_steps, w_x, place }) {
  const h = [];
  for (let t = 0; t < n_steps; t++) h.push(Math.tanh(w_x * (t === symbol ? 1 : 0) + w_h * (t ? h[t - 1] : 0)));
  const backward = (length) => {
    const found = { dh: [], w_x: 0, w_h: 0 };
    let dh = h[n_steps - 1] - 1;
    for (let t = n_steps - 1; t >= 0; t--) {
      found.dh[t] = dh;
      const da = dh * (1 - h[t] * h[t]);
      found.w_x += t === symbol ? da : 0;
      found.w_h += t > 0 ? da * h[t - 1] : 0;
      dh = t % length === 0 ? 0 : da * w_h;
    }
    return found;
  };
  const full = backward(n_steps);
  const kept = backward(k);
  const edge = Math.floor((n_steps - 1) / k) * k;
  return {
    h,
    full: full.dh,
    kept: kept.dh,
    starts: Array.from({ length: Math.ceil(n_steps / k) }, (_, i) => i * k),
    reaches: symbol >= edge,
    edge,
    lag: n_steps - 1 - symbol,
    long_enough: k > n_steps - 1 - symbol,
    unmet: missing(k, symbol, n_steps - 1, place),
    w_x: full.w_x,
    w_h: full.w_h,
    w_x_kept: kept.w_x,
    w_h_kept: kept.w_h,
  };
}

// What is missing from the smallest k whose gradient reaches the symbol.
function missing(k, symbol, last, place) {
  const together = (length) => Math.floor(symbol / length) === Math.floor(last / length);
  if (symbol !== place) return ["place"];
  if (!together(k)) return ["stops"];
  for (let smaller = 1; smaller < k; smaller++) if (together(smaller)) return ["smaller"];
  return [];
}

const TILE_Y = 44;
const STATE = { top: 96, bottom: 166 };
const GRADIENT = { top: 204, bottom: 292 };
const LEGEND = "The state passes every edge between two chunks. The gradient stops at the edge that is drawn in red: hollow bars are lost. Drag an edge to cut elsewhere, or x to another step.";

function draw(view) {
  view.slider("k");
  view.slider("symbol");
  view.slider("w_h");
  const table = numberTable(["Quantity", "Without cuts", "With cuts"]);
  view.notes.append(node("p", { class: "legend" }, LEGEND), table.element);
  // An edge that is dragged stays the same one in order: its place says how long the chunks before it are. Or the symbol.
  let held = null;
  view.drag(view.stage, ({ x, y, first }) => {
    const { n_steps, k, symbol } = view.given;
    const pitch = view.width / n_steps;
    if (first) {
      const edge = Math.max(1, Math.round(x / pitch / k));
      const near = Math.abs(x - edge * k * pitch) < 16;
      const onSymbol = Math.abs(y - TILE_Y) < 24 && Math.abs(x - (symbol + 0.5) * pitch) < 16;
      held = onSymbol ? "symbol" : near ? edge : null;
    }
    if (held === null) return false;
    const face = view.about.faces.k;
    if (held === "symbol") return view.set({ symbol: Math.floor(x / pitch) });
    return view.set({ k: clamp(Math.round(x / pitch / held), face.low, face.high) });
  });
  return (given, values) => {
    paintCuts(view, given, values);
    const row = (name, full, kept) => [name, shown(full, 3), { text: shown(kept, 3), tone: kept === 0 && full !== 0 ? "red" : null }];
    table.update([
      ["states in memory at once", String(given.n_steps), String(Math.min(given.k, given.n_steps))],
      row("dL/dh at the symbol", values.full[given.symbol], values.kept[given.symbol]),
      row("dL/dw\u2093", values.w_x, values.w_x_kept),
      row("dL/dw\u2095", values.w_h, values.w_h_kept),
    ]);
  };
}

function paintCuts(view, given, values) {
  const { n_steps, symbol } = given;
  const pitch = view.width / n_steps;
  const center = (t) => pitch * (t + 0.5);
  const steps = Array.from({ length: n_steps }, (_, t) => t);
  const bottom = GRADIENT.bottom + 26;
  const largest = Math.abs(values.full[n_steps - 1]);
  view.paint(
    bottom,
    values.starts.map((start, i) => chunk(start, values.starts[i + 1] ?? n_steps, pitch, bottom, values.edge)),
    steps.map((t) => tile(center(t), pitch, t, given)),
    svgText({ x: 4, y: STATE.top - 8, class: "small" }, "h_t, the state"),
    svgText({ x: 4, y: GRADIENT.top - 8, class: "small" }, "size of dL/dh_t, the gradient"),
    steps.map((t) => bar(center(t), pitch, STATE, Math.abs(values.h[t]), "fill-h")),
    steps.map((t) => bar(center(t), pitch, GRADIENT, Math.abs(values.full[t]) / largest, "lost")),
    steps.map((t) => bar(center(t), pitch, GRADIENT, Math.abs(values.kept[t]) / largest, "fill-gradient")),
    [STATE, GRADIENT].map(({ bottom: base }) => svg("line", { x1: 0, x2: view.width, y1: base, y2: base, class: "line-quiet" })),
    values.starts.slice(1).map((start) => grip(start * pitch, start === values.edge)),
    values.edge > 0 && stop(values.edge * pitch, bottom),
    steps.filter((t) => t % 5 === 0 || t === n_steps - 1).map((t) => svg("text", { x: center(t), y: bottom - 8, "text-anchor": "middle", class: "small quiet" }, t)),
    svg("path", { d: line([[center(symbol), TILE_Y + 16], [center(symbol), GRADIENT.bottom]]), class: "line-x", "stroke-dasharray": "2 4" }),
  );
}

function chunk(start, end, pitch, height, edge) {
  const width = (end - start) * pitch;
  const named = width > 58;
  return [
    svg("rect", { x: start * pitch + 1.5, y: 0, width: width - 3, height, rx: 8, class: start === edge ? "chunk now" : "chunk" }),
    named && svg("text", { x: start * pitch + width / 2, y: 17, "text-anchor": "middle", class: "small quiet" }, `${start} to ${end - 1}`),
  ];
}

function tile(x, pitch, t, { symbol, n_steps }) {
  const size = Math.min(pitch - 3, 26);
  const kind = t === symbol ? "symbol" : t === n_steps - 1 ? "loss" : "";
  return [
    svg("rect", { x: x - size / 2, y: TILE_Y - size / 2, width: size, height: size, rx: 4, class: `tile ${kind}` }),
    kind && svg("text", { x, y: TILE_Y + 5, "text-anchor": "middle", class: "mark" }, kind === "symbol" ? "x" : "L"),
  ];
}

function bar(x, pitch, { top, bottom }, share, look) {
  const height = (bottom - top) * share;
  const width = Math.min(pitch * 0.64, 22);
  return svg("rect", { x: x - width / 2, y: bottom - height, width, height, class: look });
}

// What an edge is taken by.
function grip(x, stops) {
  const tone = stops ? "red" : "quiet";
  return svg(
    "g",
    { class: "cut" },
    svg("rect", { x: x - 14, y: TILE_Y + 14, width: 28, height: GRADIENT.bottom - TILE_Y - 14, class: "hold" }),
    [-2.5, 2.5].map((by) => svg("line", { x1: x + by, x2: x + by, y1: TILE_Y + 16, y2: TILE_Y + 32, class: `line-${tone}`, "stroke-width": 2 })),
  );
}

function stop(x, height) {
  return svg("line", { x1: x, x2: x, y1: GRADIENT.top - 2, y2: height, class: "line-red", "stroke-width": 3 });
}
