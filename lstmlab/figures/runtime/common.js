// Plain functions that all figures use: elements, numbers, scales, axes. No state, no ids, nothing global.

const SVG = "http://www.w3.org/2000/svg";

// node("p", { class: "note", on: { click: f } }, "text", child): an HTML element. Attributes that are null or false are
// left out.
function node(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

// The same for SVG: svg("circle", { cx: 1, cy: 2, r: 3 }).
function svg(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

// Numbers as text. fixed(): plain, the same as Python's `fixed`. shown(): with a real minus sign, for the picture.
function fixed(value, digits = 0) {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

function shown(value, digits = 0) {
  return fixed(value, digits).replace("-", "\u2212");
}

// 1234567 as "1,234,567", like Python's f"{n:,}".
function grouped(whole) {
  return String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

// All whole numbers from one to another, both with them: what a quick hand has passed.
function between(from, to) {
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, k) => Math.min(from, to) + k);
}

function plural(count, one, many = `${one}s`) {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

// A straight scale: scale([0, 10], [left, right]) maps numbers to pixels; .inverse maps back.
function scale([from, to], [start, end]) {
  const map = (value) => start + ((value - from) / (to - from)) * (end - start);
  map.inverse = (pixel) => from + ((pixel - start) / (end - start)) * (to - from);
  return map;
}

// SVG path through points [x, y].
function line(points) {
  return points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(2)},${y.toFixed(2)}`).join("");
}

// Axis ticks with labels and, with `grid`, lines across.
// side: "bottom" or "left"; at: pixel of the axis; across: [from, to].
function axis(side, map, ticks, { at, across, label = (value) => String(value), grid = true } = {}) {
  return svg(
    "g",
    { class: "axis" },
    ticks.map((tick) => {
      const place = map(tick);
      const bottom = side === "bottom";
      const ends = bottom
        ? { x1: place, x2: place, y1: across[0], y2: across[1] }
        : { y1: place, y2: place, x1: across[0], x2: across[1] };
      const words = bottom
        ? { x: place, y: at + 18, "text-anchor": "middle" }
        : { x: at - 8, y: place + 4, "text-anchor": "end" };
      return [grid && svg("line", { ...ends, class: "grid" }), svg("text", words, label(tick))];
    }),
  );
}

// Round numbers, about five of them, that reach from below the lowest to above the highest value.
function roundTicks(low, high) {
  const span = Math.max(high - low, 1e-9);
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = power * [1, 2, 2.5, 5, 10].find((factor) => span / (factor * power) <= 5);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
  return Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step);
}

// A line of a formula. update(["(", { text: "3 h_{t-1}", tone: "blue" }, " + 1)"]) writes it; a part that changed lights up.
function formula() {
  const element = node("p", { class: "formula" });
  let written = [];
  element.update = (parts) => {
    const wanted = parts.map((part) => (typeof part === "string" ? { text: part } : part));
    const same = written.length === wanted.length;
    if (!same) element.replaceChildren(...wanted.map(() => node("span")));
    wanted.forEach(({ text, tone }, i) => {
      const span = element.children[i];
      if (same && written[i] === text) return;
      // A new element starts its animation by itself; the old one would need a layout of the page to start again.
      const look = [tone && `tone-${tone}`, tone && same && "lit"].filter(Boolean).join(" ");
      span.replaceWith(node("span", { class: look || null }, indexed(text)));
    });
    written = wanted.map(({ text }) => text);
  };
  return element;
}

// Text with indices, such as "h_{t-1}" or "w_x": indexed(text) for HTML, svgText(attributes, text) for a drawing.
function indexed(text) {
  return indexParts(text).map(([part, low]) => (low ? node("sub", {}, part) : part));
}

function svgText(attributes, text) {
  let dy = 0;
  const spans = indexParts(text).map(([part, low]) => {
    const wanted = low ? 4 : 0;
    const span = svg("tspan", { dy: wanted - dy || null, class: low ? "index" : null }, part);
    dy = wanted;
    return span;
  });
  return svg("text", attributes, spans);
}

function indexParts(text) {
  const parts = text.split(/_(?:\{([^}]*)\}|(\w))/);
  return parts.flatMap((part, i) => (part ? [[i % 3 ? part.replace("-", "\u2212") : part, i % 3 !== 0]] : []));
}

// A small table whose rows are replaced: update([[cell, ...], ...]), a cell is text or { text, tone }.
function numberTable(heads) {
  const rows = node("tbody");
  const element = node("table", {}, node("thead", {}, node("tr", {}, heads.map((head) => node("th", { scope: "col" }, indexed(head))))), rows);
  const cell = (content, i) => {
    const { text, tone } = typeof content === "string" ? { text: content } : content;
    return node(i ? "td" : "th", { scope: i ? null : "row", class: tone ? `tone-${tone}` : null }, text);
  };
  return { element, update: (lines) => rows.replaceChildren(...lines.map((cells) => node("tr", {}, cells.map(cell)))) };
}

// A line with a head at its end.
function arrow(points, look) {
  const [x, y] = points.at(-1);
  const [fromX, fromY] = points.at(-2);
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [ux, uy] = [(x - fromX) / length, (y - fromY) / length];
  const head = Math.min(5 + look["stroke-width"], length);
  const base = [x - ux * head, y - uy * head];
  const half = head * 0.5;
  const corners = [[x, y], [base[0] - uy * half, base[1] + ux * half], [base[0] + uy * half, base[1] - ux * half]];
  return [
    svg("path", { ...look, d: line([...points.slice(0, -1), base]), "stroke-linejoin": "round" }),
    svg("path", { d: `${line(corners)}Z`, class: `head ${look.class}` }),
  ];
}

// Where a label covers least: of some places { x, y, "text-anchor" } for a text of 14 pixels, the first with the least of these
// lines, each [[x, y], ...], under it. What leaves the box { left, top, right, bottom } is the last to be taken.
function roomFor(text, places, lines, box) {
  const wide = 8 * text.length;
  const near = lines.flatMap((points) =>
    points.slice(1).flatMap(([x, y], k) => {
      const [fromX, fromY] = points[k];
      const pieces = Math.min(400, Math.ceil(Math.hypot(x - fromX, y - fromY) / 3)) || 1;
      return Array.from({ length: pieces + 1 }, (_, i) => [fromX + ((x - fromX) * i) / pieces, fromY + ((y - fromY) * i) / pieces]);
    }),
  );
  const cost = ({ x, y, "text-anchor": anchor = "start" }) => {
    const left = anchor === "end" ? x - wide : anchor === "middle" ? x - wide / 2 : x;
    const outside = left < box.left || left + wide > box.right || y - 11 < box.top || y + 3 > box.bottom;
    const under = near.filter(([a, b]) => a > left - 2 && a < left + wide + 2 && b > y - 13 && b < y + 4).length;
    return (outside ? 1e6 : 0) + under;
  };
  const costs = places.map(cost);
  return places[costs.indexOf(Math.min(...costs))];
}

// The usual places of a label around a mark at (x, y), this far from it.
function placesAround(x, y, far = 9) {
  const sides = [[1, -1], [1, 1], [-1, -1], [-1, 1]].map(([dx, dy]) => ({ x: x + dx * far, y: y + (dy < 0 ? -far : far + 9), "text-anchor": dx < 0 ? "end" : "start" }));
  const beside = [1, -1].map((dx) => ({ x: x + dx * (far + 4), y: y + 5, "text-anchor": dx < 0 ? "end" : "start" }));
  const farther = [1, -1].map((dy) => ({ x, y: y + (dy < 0 ? -far - 8 : far + 20), "text-anchor": "middle" }));
  return [...sides, ...beside, ...farther, ...(far < 30 ? placesAround(x, y, far + 14) : [])];
}

// What can be taken hold of in a picture: a ring, and around it room for a finger that does not scroll the page there.
function handle(x, y, tone = "ink") {
  return svg(
    "g",
    { class: "handle" },
    svg("circle", { cx: x, cy: y, r: 22, class: "hold" }),
    svg("circle", { cx: x, cy: y, r: 8, class: `grip line-${tone}`, "stroke-width": 2.5 }),
  );
}

// A legend in a picture, from left to right: lineKeys(x, y, [{ text: "z", tone: "green", dashes: "5 3" }]).
function lineKeys(x, y, items) {
  let at = x;
  return items.map(({ text, tone, dashes }) => {
    const from = at;
    at += 40 + 7.5 * text.replace(/[_{}]/g, "").length;
    return [
      svg("line", { x1: from, x2: from + 22, y1: y - 4.5, y2: y - 4.5, class: `line-${tone}`, "stroke-width": 2.5, "stroke-dasharray": dashes }),
      svgText({ x: from + 27, y }, text),
    ];
  });
}

// A number over many powers of ten, in words and on axes: "0.25", "12.5", "3.1 × 10⁻⁷"; the same as Python's `powers`.
function powers(value, digits = 2) {
  const size = Math.abs(value);
  if (value === 0) return "0";
  if (size >= 0.01 && size < 1000) return shown(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? digits : digits + 1);
  const [head, exponent] = value.toExponential(1).split("e");
  return `${head.replace("-", "\u2212")} \u00d7 ${tenTo(Number(exponent))}`;
}

// 10 to a whole power: tenTo(-7) is "10⁻⁷".
function tenTo(exponent) {
  return `10${[...String(exponent)].map((sign) => (sign === "-" ? "\u207b" : "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"[Number(sign)])).join("")}`;
}

// tanh by its continued fraction x / (1 + x^2 / (3 + x^2 / (5 + ...))): sums, products and quotients alone, so that every
// machine and Python's `even_tanh` give the same bits. round: after every operation (Math.fround for float32).
const DEPTH = 30;

function evenTanh(x, round = Number) {
  if (x > 20) return 1;
  if (x < -20) return -1;
  const square = round(x * x);
  let below = 2 * DEPTH + 1;
  for (let k = DEPTH - 1; k >= 0; k--) below = round(2 * k + 1 + round(square / below));
  return round(x / below);
}
