// The drawing of the backward stepper: a column a step. From top to bottom the loss, h, a, and what the parameters receive.

const LOSS_Y = 42;
const H_Y = 112;
const A_Y = 184;
const ROWS_Y = 232; // centre of the first parameter's row
const ROW = 32;
const RADIUS = 14;
const ROW_KINDS = ["b", "w_x", "w_h"];

function paintGraph(view, given, values, toggleCut) {
  const left = 34;
  const room = (view.width - left) / given.xs.length;
  const column = (t) => left + room * (t - 1);
  const center = (t) => (t === 0 ? 18 : column(t) + Math.max(16, room * 0.24));
  const digits = room > 84 ? 3 : 2;
  const picture = { given, values, room, column, center, digits, toggleCut };
  const steps = given.xs.map((_, i) => i + 1);
  const now = given.step ? edgeAt(given.step - 1, given)[1] : 0;
  view.paint(
    ROWS_Y + ROW * 3 - 10,
    now && svg("rect", { x: column(now) - 2, y: 0, width: room, height: ROWS_Y + ROW * 3 - 10, rx: 8, class: "now-column" }),
    ROW_KINDS.map((kind, row) => svgText({ x: 0, y: ROWS_Y + ROW * row + 5, class: "strong" }, kind)),
    steps.map((t) => stepEdges(picture, t)),
    firstState(picture),
    steps.map((t) => stepNodes(picture, t)),
  );
}

function stepEdges(picture, t) {
  const { center, column, room } = picture;
  const x = center(t);
  const chip = { x: x + 10, width: Math.max(column(t) + room - x - 16, 30) };
  const toH = t === 1 ? [center(0) + 8, H_Y + 12] : [center(t - 1) + RADIUS * 0.9, H_Y + RADIUS * 0.75];
  return [
    edge(picture, "loss", t, [[x, LOSS_Y + 12], [x, H_Y - RADIUS - 2]], [x + 8, (LOSS_Y + H_Y) / 2 + 3]),
    edge(picture, "tanh", t, [[x, H_Y + RADIUS], [x, A_Y - RADIUS - 2]], null),
    edge(picture, "state", t, [[x - RADIUS, A_Y - 4], toH], null),
    ROW_KINDS.map((kind, row) => {
      const y = ROWS_Y + ROW * row;
      const box = { ...chip, y: y - 13, height: 26 };
      return edge(picture, kind, t, [[x, row ? y - ROW : A_Y + RADIUS], [x, y], [chip.x - 1, y]], [chip.x + chip.width / 2, y + 4.5], box);
    }),
  ];
}

// One edge: its arrow, its number, and a wide unseen line to click on.
function edge({ given, values, digits, toggleCut }, kind, t, points, label, box = null) {
  const name = `${kind} ${t}`;
  const place = placeOf(name, given.kinds, given.xs.length);
  const gone = place < given.step;
  const now = place === given.step - 1;
  const cut = given.cut === name;
  const tone = cut ? "wrong" : now || gone ? "gradient" : "quiet";
  const look = { class: `line-${tone}`, "stroke-width": now ? 4 : gone || cut ? 2 : 1.25, "stroke-dasharray": cut ? "3 3" : null };
  const value = shown(values.edges[place], digits);
  const middle = box ? [points[1][0], points[1][1]] : [(points[0][0] + points[1][0]) / 2, (points[0][1] + points[1][1]) / 2];
  return svg(
    "g",
    { class: "edge", on: { click: () => toggleCut(name) } },
    svg("title", {}, `${cut ? "Restore" : "Delete"} the gradient from ${given.titles[place]}`),
    arrow(points, look),
    box && svg("rect", { ...box, rx: 5, class: `chip chip-${tone}${now ? " now" : ""}` }),
    label && gone && svg("text", { x: label[0], y: label[1], class: `small fill-${tone}${now ? " strong" : ""}`, "text-anchor": box ? "middle" : null }, value),
    cut && cross(...middle),
    svg("path", { d: line(points), class: "touch" }),
  );
}

function cross(x, y) {
  return svg("path", { d: `M${x - 6},${y - 6}l12,12M${x + 6},${y - 6}l-12,12`, class: "line-red", "stroke-width": 3 });
}

function stepNodes({ given, values, center, digits }, t) {
  const x = center(t);
  const reached = (kind) => placeOf(`${kind} ${t}`, given.kinds, given.xs.length) < given.step;
  const there = given.losses === "all" || t === given.xs.length;
  const gradient = (y, value) => svg("text", { x: x + RADIUS + 4, y, class: "small strong halo" }, shown(value, digits));
  return [
    svg("text", { x, y: 14, "text-anchor": "middle", class: "small quiet" }, `step ${t}`),
    svg("rect", { x: x - 15, y: LOSS_Y - 13, width: 30, height: 25, rx: 5, class: there ? "node" : "node absent" }),
    svgText({ x, y: LOSS_Y + 4, "text-anchor": "middle", class: there ? null : "quiet" }, `L_${t}`),
    svg("circle", { cx: x, cy: H_Y, r: RADIUS, class: "node" }),
    svgText({ x, y: H_Y + 4, "text-anchor": "middle" }, `h_${t}`),
    reached("loss") && gradient(H_Y - 4, values.dh[t - 1]),
    svg("circle", { cx: x, cy: A_Y, r: RADIUS, class: "node" }),
    svgText({ x, y: A_Y + 4, "text-anchor": "middle" }, `a_${t}`),
    reached("tanh") && gradient(A_Y + 15, values.da[t - 1]),
  ];
}

function firstState({ center, values }) {
  return [
    svgText({ x: center(0) - 14, y: H_Y - 4 }, "h_0"),
    svg("text", { x: center(0) - 14, y: H_Y + 12, class: "small quiet" }, shown(values.h[0], 1)),
  ];
}
