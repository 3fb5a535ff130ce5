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

// A line of a formula. update(["(", { text: "3", tone: "blue" }, " + 1)"]) writes it; a part that changed lights up.
function formula() {
  const element = node("p", { class: "formula" });
  element.update = (parts) => {
    const wanted = parts.map((part) => (typeof part === "string" ? { text: part } : part));
    const same = element.children.length === wanted.length;
    if (!same) element.replaceChildren(...wanted.map(() => node("span")));
    wanted.forEach(({ text, tone }, i) => {
      const span = element.children[i];
      if (same && span.textContent === text) return;
      // A new element starts its animation by itself; the old one would need a layout of the page to start again.
      const look = [tone && `tone-${tone}`, tone && same && "lit"].filter(Boolean).join(" ");
      span.replaceWith(node("span", { class: look || null }, text));
    });
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
