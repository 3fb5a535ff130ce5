// The Reber automaton beside two nets: see __init__.py, the same numbers and words.

function compute({ string, net, step, nets, symbols, automaton }) {
  const weights = nets[net];
  const read = [...string].slice(0, -1);
  const logits = forward(net, weights, read.map((symbol) => symbols.indexOf(symbol)));
  const place = places(read, automaton);
  const possible = place.map((at) => [...symbols].map((symbol) => (arrows(at, string[1], automaton).includes(symbol) ? 1 : 0)));
  const right = logits.map((row, t) => {
    const least = Math.min(...row.filter((_, k) => possible[t][k]));
    return least > Math.max(...row.filter((_, k) => !possible[t][k])) ? 1 : 0;
  });
  const now = Math.min(step, read.length);
  return {
    now,
    seen: string.slice(0, now),
    probabilities: logits.map(softmax),
    possible,
    right,
    place,
    wrong_steps: right.filter((good) => !good).length,
  };
}

// One-hot inputs: a symbol picks a row of W_x. LSTM: gates in the order i f g o.
function forward(net, weights, read) {
  const { "cell.W_x": W_x, "cell.W_h": W_h, "cell.b": b, "readout.W_y": W_y, "readout.b_y": b_y } = weights;
  const n = W_h.length;
  let h = new Array(n).fill(0);
  let c = new Array(n).fill(0);
  return read.map((symbol) => {
    const a = b.map((bias, j) => W_x[symbol][j] + h.reduce((sum, value, i) => sum + value * W_h[i][j], 0) + bias);
    if (net === "elman") h = a.map(Math.tanh);
    else {
      c = c.map((old, j) => sigmoid(a[n + j]) * old + sigmoid(a[j]) * Math.tanh(a[2 * n + j]));
      h = c.map((value, j) => sigmoid(a[3 * n + j]) * Math.tanh(value));
    }
    return b_y.map((bias, k) => h.reduce((sum, value, i) => sum + value * W_y[i][k], 0) + bias);
  });
}

function sigmoid(a) {
  return 1 / (1 + Math.exp(-a));
}

function softmax(row) {
  const top = Math.max(...row);
  const parts = row.map((value) => Math.exp(value - top));
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
}

function places(read, automaton) {
  let place = 0;
  return read.map((symbol) => {
    const inside = place >= 2 && place < 2 + automaton.length;
    place = inside ? 2 + automaton[place - 2][symbol] : place + 1;
    return place;
  });
}

function arrows(place, outer, automaton) {
  if (place === 1) return ["T", "P"];
  if (place === 9) return [outer];
  if (place === 10) return ["E"];
  return Object.keys(automaton[place - 2]);
}

const LEGEND =
  "Above: the string, with a sign below each symbol that is read: was the net right after it? Then the automaton of the inner " +
  "string, with the state that it is in, and how probable the net holds each symbol. A frame with a tick marks what is possible next.";

function draw(view) {
  view.player("step", {
    next: ({ step, string }) => (step < string.length - 1 ? { step: step + 1 } : null),
    high: (given) => given.string.length - 1,
    read: (given, values) => values.now,
    text: (value) => `${value} of ${view.given.string.length - 1}`,
  });
  view.choice("string");
  view.choice("net");
  const place = node("p", { class: "which" });
  view.notes.append(place, node("p", { class: "legend" }, LEGEND));
  return (given, values) => {
    paint(view, given, values);
    const said = fill(given.words, "{where[place[now-1]]}", { ...given, ...values });
    place.textContent = `${said[0].toUpperCase()}${said.slice(1)}.`;
  };
}

// The string, with a sign below each symbol that is read: whether the net's answer after it was right.
function strip(left, right, { string }, { now, right: good }) {
  const pitch = Math.min(28, (right - left) / string.length);
  return [...string].map((symbol, t) => {
    const x = left + (t + 0.5) * pitch;
    const read = t < now;
    return [
      t === now - 1 && svg("rect", { x: x - pitch / 2, y: 2, width: pitch, height: 40, rx: 4, class: "here" }),
      svg("text", { x, y: 18, "text-anchor": "middle", class: read ? "strong" : "quiet" }, symbol),
      read && svg("text", { x, y: 36, "text-anchor": "middle", class: good[t] ? "good" : "bad" }, good[t] ? "\u2713" : "\u2717"),
    ];
  });
}

// Places of the states, from 0 to 1 across and down.
const SPOTS = [[0.04, 0.5], [0.2, 0.5], [0.4, 0.14], [0.4, 0.86], [0.66, 0.14], [0.66, 0.86], [0.84, 0.5], [0.98, 0.5]];

function paint(view, given, values) {
  const { automaton, symbols } = given;
  const k = values.now - 1;
  const left = 14;
  const right = view.width - 14;
  const graph = { top: 66, bottom: 242 };
  const spot = ([x, y]) => [left + x * (right - left), graph.top + y * (graph.bottom - graph.top)];
  const state = values.place[k] - 2;
  const radius = 13;
  const parts = strip(left - 12, right, given, values);
  automaton.forEach((row, from) => {
    for (const [symbol, to] of Object.entries(row)) parts.push(edge(spot, from, to, symbol, from === state, radius));
  });
  SPOTS.forEach((place, s) => {
    const [x, y] = spot(place);
    const now = s === state;
    parts.push(svg("circle", { cx: x, cy: y, r: radius, class: now ? "state on" : "state" }));
    parts.push(svg("text", { x, y: y + 5, "text-anchor": "middle", class: now ? "inked" : null }, s === 7 ? "\u25a0" : String(s)));
  });
  const bars = { top: 294, bottom: 394 };
  const x = scale([-0.6, symbols.length - 0.4], [left + 26, right]);
  const y = scale([0, 1], [bars.bottom, bars.top]);
  const width = Math.min(30, (x(1) - x(0)) * 0.6);
  parts.push(svg("text", { x: left, y: bars.top - 22 }, "probability of the next symbol"));
  parts.push(axis("left", y, [0, 0.5, 1], { at: left + 26, across: [left + 26, right] }));
  [...symbols].forEach((symbol, s) => {
    const p = values.probabilities[k][s];
    const can = values.possible[k][s];
    parts.push(svg("rect", { x: x(s) - width / 2, y: y(p), width, height: bars.bottom - y(p), class: can ? "bar can" : "bar" }));
    if (can) {
      const frame = { x: x(s) - width / 2 - 3, y: bars.top, width: width + 6, height: bars.bottom - bars.top, class: "possible" };
      parts.push(svg("rect", frame), svg("text", { x: x(s), y: bars.top - 3, "text-anchor": "middle", class: "small" }, "\u2713"));
    }
    parts.push(svg("text", { x: x(s), y: bars.bottom + 18, "text-anchor": "middle" }, symbol));
  });
  view.paint(bars.bottom + 28, parts);
}

function edge(spot, from, to, symbol, now, radius) {
  const [x1, y1] = spot(SPOTS[from]);
  const [x2, y2] = spot(SPOTS[to]);
  const look = { class: now ? "line-blue" : "line-quiet", "stroke-width": now ? 2.5 : 1.5, fill: "none" };
  if (from === to) {
    const up = y1 < spot([0, 0.5])[1] ? -1 : 1;
    const loop = [[-7, 0.9], [-15, 1.4], [-16, 2], [-9, 2.45], [0, 2.6], [9, 2.45], [16, 2], [15, 1.4], [7, 0.9]].map(([dx, dy]) => [x1 + dx, y1 + up * dy * radius]);
    return [arrow(loop, look), svg("text", { x: x1 + 26, y: y1 + up * 2.05 * radius + 4, "text-anchor": "middle", class: now ? "strong" : null }, symbol)];
  }
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const ends = [[x1 + ux * radius, y1 + uy * radius], [x2 - ux * (radius + 1), y2 - uy * (radius + 1)]];
  // Beside the middle of the arrow, or nearer to its beginning where two arrows cross.
  const part = from === 4 && to === 3 ? 0.35 : 0.5;
  const [mx, my] = [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];
  const side = from === 5 && to === 4 ? -1 : 1; // to the right of this arrow there is more room
  const label = { x: mx + side * uy * 11, y: my - side * ux * 11 + 5, "text-anchor": "middle", class: now ? "strong" : null };
  return [arrow(ends, look), svg("text", label, symbol)];
}
