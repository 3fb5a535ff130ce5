// The cell at one step, with what flows through it: the wider a line, the farther its value is from 0; blue above, orange below.

const FLOW = { high: 158, cell: 36, gates: 96, below: 134 };

function flowPicture(picture, width, { numbers, length }) {
  const { i, f, g, o, c_before, c, h } = numbers;
  const wide = Math.min(width, 560);
  const most = Math.max(1, Math.abs(c_before), Math.abs(c));
  const number = (value) => shown(value, 2);
  const pipe = (value, ...points) =>
    svg("path", { d: line(points), class: `line-${value < 0 ? "negative" : "positive"}`, "stroke-width": (1.5 + (11 * Math.abs(value)) / most).toFixed(2) });
  const knot = (sign, x, y) => [svg("circle", { cx: x, cy: y, r: 11, class: "knot" }), svg("text", { x, y: y + 5, "text-anchor": "middle" }, sign)];
  const gate = (name, value, x) => [
    svg("line", { x1: x, x2: x, y1: FLOW.below, y2: FLOW.gates, class: `line-${name}`, "stroke-width": (1.5 + 6 * value).toFixed(2) }),
    svg("text", { x, y: FLOW.below + 17, "text-anchor": "middle", class: `fill-${name}` }, `${name} = ${number(value)}`),
  ];
  const [start, forget, add, out, end] = [0, 0.2, 0.5, 0.78, 1].map((part) => 4 + part * (wide - 8));
  const keep = [forget, FLOW.gates];
  const parts = [
    pipe(c_before, [start, FLOW.cell], [forget, FLOW.cell]),
    pipe(f * c_before, [forget, FLOW.cell], [add, FLOW.cell]),
    pipe(i * g, [add, FLOW.gates], [add, FLOW.cell]),
    pipe(g, [forget + 24, FLOW.gates], [add, FLOW.gates]),
    pipe(c, [add, FLOW.cell], [end, FLOW.cell]),
    pipe(Math.tanh(c), [out, FLOW.cell], [out, FLOW.gates]),
    pipe(h, [out, FLOW.gates], [end, FLOW.gates]),
    svg("line", { x1: keep[0], x2: keep[0], y1: FLOW.below, y2: FLOW.cell, class: "line-f", "stroke-width": (1.5 + 6 * f).toFixed(2) }),
    svg("text", { x: keep[0], y: FLOW.below + 17, "text-anchor": "middle", class: "fill-f" }, `f = ${number(f)}`),
    gate("i", i, add),
    gate("o", o, out),
    knot("\u00d7", forget, FLOW.cell),
    knot("+", add, FLOW.cell),
    knot("\u00d7", add, FLOW.gates),
    knot("\u00d7", out, FLOW.gates),
    svgText({ x: start, y: FLOW.cell - 14 }, `c_{t-1} = ${number(c_before)}`),
    svg("text", { x: end, y: FLOW.cell - 14, "text-anchor": "end" }, `c = ${number(c)}`),
    svg("text", { x: end, y: FLOW.gates - 14, "text-anchor": "end", class: "fill-h" }, `h = ${number(h)}`),
    svg("text", { x: forget + 12, y: FLOW.gates - 12, class: "fill-g" }, `g = ${number(g)}`),
    svg("text", { x: out - 9, y: (FLOW.cell + FLOW.gates) / 2 + 4, "text-anchor": "end", class: "small quiet" }, "tanh"),
  ];
  picture.setAttribute("viewBox", `0 0 ${width} ${FLOW.high}`);
  picture.setAttribute("width", width);
  picture.setAttribute("height", FLOW.high);
  picture.replaceChildren(...(length ? parts.flat(Infinity) : []));
}
