// The optimiser race. See __init__.py: the same numbers by the same steps, and the same tanh. The landscape is
// drawn by loss_cliff/drawing.js.

function compute({ step, rate, adaptive, clipped, w, b, ...rest }) {
  const found = {};
  for (const name of Object.keys(rest.names)) {
    const own = name[0] === "a" || name[0] === "r" ? adaptive : rate;
    found[name] = raceOf(name, own, clipped, [w, b], rest);
  }
  const order = Object.keys(rest.names).sort((one, other) => found[one].loss[step] - found[other].loss[step]);
  const arrived = Object.keys(rest.names).filter((name) => found[name].loss[step] < rest.goal);
  const [across, up] = rest.map;
  const inside = (value, [low, high]) => value >= low && value <= high;
  const gone = Object.keys(rest.names).filter((name) => !(inside(found[name].w[step], across) && inside(found[name].b[step], up)));
  return { ...found, order, arrived, gone };
}

function raceOf(name, rate, clipped, start, { descent, longest, far, eps, ...unit }) {
  const found = { w: [], b: [], loss: [] };
  const at = [...start];
  const memory = { m: [0, 0], v: [0, 0], one: 1, two: 1, eps };
  for (let k = 0; k <= descent; k++) {
    const { loss, byW, byB } = gradientAt(at[0], at[1], unit);
    found.w.push(at[0]);
    found.b.push(at[1]);
    found.loss.push(loss);
    const norm = Math.sqrt(byW * byW + byB * byB);
    const factor = clipped && norm > longest ? longest / norm : 1;
    memory.one *= 0.9;
    memory.two *= 0.999;
    [byW, byB].forEach((derivative, i) => {
      const moved = at[i] - rate * stepOf(name, derivative * factor, i, memory);
      if (Number.isFinite(moved)) at[i] = clamp(moved, -far, far);
    });
  }
  return found;
}

function stepOf(name, g, k, memory) {
  const { m, v, one, two, eps } = memory;
  if (name === "sgd") return g;
  if (name === "momentum" || name === "nesterov") {
    m[k] = 0.9 * m[k] + g;
    return name === "momentum" ? m[k] : g + 0.9 * m[k];
  }
  if (name === "adagrad") v[k] = v[k] + g * g;
  if (name === "rmsprop") v[k] = 0.9 * v[k] + 0.1 * (g * g);
  if (name !== "adam") return g / (Math.sqrt(v[k]) + eps);
  m[k] = 0.9 * m[k] + 0.1 * g;
  v[k] = 0.999 * v[k] + 0.001 * (g * g);
  return m[k] / (1 - one) / (Math.sqrt(v[k] / (1 - two)) + eps);
}

function gradientAt(w, b, { n_steps, h_0, target }) {
  let h = h_0;
  let byW = 0;
  let byB = 0;
  for (let t = 0; t < n_steps; t++) {
    const after = evenTanh(w * h + b);
    const slope = 1 - after * after;
    byW = slope * (h + w * byW);
    byB = slope * (1 + w * byB);
    h = after;
  }
  const error = h - target;
  return { loss: (error * error) / 2, byW: error * byW, byB: error * byB };
}

// A tone and a kind of line each, so that colour alone decides nothing.
const LOOKS = {
  sgd: { sign: "S", tone: "orange", dashes: "6 4" },
  momentum: { sign: "M", tone: "red", dashes: null },
  nesterov: { sign: "N", tone: "red", dashes: "2 3" },
  adagrad: { sign: "AG", tone: "green", dashes: "8 3 2 3" },
  rmsprop: { sign: "R", tone: "purple", dashes: "5 2" },
  adam: { sign: "A", tone: "blue", dashes: null },
};

function draw(view) {
  const { faces, constants } = view.about;
  view.player("step", { pace: 3, text: (step) => `${step} of ${constants.descent}` });
  view.slider("rate");
  view.slider("adaptive");
  view.toggle("clipped");
  view.slider("w");
  view.slider("b");
  const table = numberTable(["Optimiser", "w", "b", "Loss"]);
  const legend = "Thin lines join places of equal loss; the shaded ground is high. The letters of the table mark where each run is. An arrow at the edge is a run that has left the map. The ring is the start: drag it, or click where another start shall be.";
  view.notes.append(table.element, node("p", { class: "legend" }, legend));
  const ground = landscape(faces.w, faces.b, constants);
  let map = null;
  startByHand(view, () => map);
  return (given, values) => {
    map = paintRace(view, ground, given, values);
    table.update(
      values.order.map((name) => {
        const at = (key) => values[name][key][given.step];
        return [{ text: `${LOOKS[name].sign}: ${constants.names[name]}`, tone: LOOKS[name].tone }, shown(at("w"), 2), shown(at("b"), 2), shown(at("loss"), 4)];
      }),
    );
  };
}

function paintRace(view, ground, { step, descent, names, w: atW, b: atB }, values) {
  const { w, b } = view.about.faces;
  const [box, chart] = placesOf(view.width);
  const x = scale([w.low, w.high], [box.left, box.right]);
  const y = scale([b.low, b.high], [box.bottom, box.top]);
  if (ground.width !== view.width) {
    ground.width = view.width;
    ground.drawn = drawGround(ground, x, y);
  }
  const area = { left: 0, top: 0, right: box.right - box.left, bottom: box.bottom - box.top };
  const way = (name) => values[name].w.slice(0, step + 1).map((at, k) => [x(clamp(at, -9, 9)) - box.left, y(clamp(values[name].b[k], -9, 9)) - box.top]);
  const ways = Object.fromEntries(Object.keys(names).map((name) => [name, way(name)]));
  const inside = { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top };
  const t = scale([0, descent], [chart.left, chart.right]);
  const up = scale([0, 0.9], [chart.bottom, chart.top]);
  view.paint(
    chart.bottom + 44,
    svg("rect", { ...inside, class: "low" }),
    ground.drawn,
    axis("bottom", x, [0.6, 1, 1.4, 1.8, 2.2], { at: box.bottom, across: [box.top, box.bottom], grid: false }),
    axis("left", y, [-1, -0.6, -0.2, 0.2, 0.6], { at: box.left, across: [box.left, box.right], label: (tick) => shown(tick, tick % 1 ? 1 : 0), grid: false }),
    svg("text", { x: (box.left + box.right) / 2, y: box.bottom + 38, "text-anchor": "middle" }, "w"),
    svg("text", { x: box.left - 30, y: 14 }, "b"),
    svg("svg", inside, Object.keys(names).map((name) => track(name, ways, area))),
    handle(x(atW), y(atB)),
    atTheEdge(values, step, box, x, y),
    axis("bottom", t, [0, 10, 20, 30, 40], { at: chart.bottom, across: [chart.top, chart.bottom] }),
    axis("left", up, [0, 0.3, 0.6, 0.9], { at: chart.left, across: [chart.left, chart.right], label: (tick) => fixed(tick, tick ? 1 : 0) }),
    svg("text", { x: chart.left, y: chart.top - 12 }, "loss"),
    svg("text", { x: (chart.left + chart.right) / 2, y: chart.bottom + 38, "text-anchor": "middle" }, "step"),
    Object.entries(LOOKS).map(([name, { tone, dashes }]) =>
      svg("path", { d: line(values[name].loss.slice(0, step + 1).map((loss, k) => [t(k), up(clamp(loss, 0, 0.9))])), class: `line-${tone}`, "stroke-width": 2, "stroke-dasharray": dashes }),
    ),
  );
  return { ...box, x, y };
}

// Runs that have left the map: an arrow at its edge, where they would be seen, and their letter. What would stand on
// another moves along the edge.
function atTheEdge(values, step, box, x, y) {
  const sides = {};
  for (const name of values.gone) {
    const [px, py] = [x(values[name].w[step]), y(values[name].b[step])];
    const side = px < box.left ? "left" : px > box.right ? "right" : py < box.top ? "top" : "bottom";
    const upright = side === "left" || side === "right";
    const [low, high] = upright ? [box.top + 10, box.bottom - 10] : [box.left + 30, box.right - 30];
    (sides[side] ??= []).push({ name, at: clamp(upright ? py : px, low, high), low, high, gap: upright ? 18 : 30 });
  }
  return Object.entries(sides).flatMap(([side, all]) => {
    all.sort((one, other) => one.at - other.at);
    all.forEach((each, k) => (each.at = Math.max(each.at, k ? all[k - 1].at + each.gap : each.low)));
    all.reverse().forEach((each, k) => (each.at = Math.min(each.at, k ? all[k - 1].at - each.gap : each.high)));
    return all.map(({ name, at }) => edgeMark(side, at, box, LOOKS[name]));
  });
}

function edgeMark(side, at, box, { sign, tone }) {
  const [dx, dy] = { left: [-1, 0], right: [1, 0], top: [0, -1], bottom: [0, 1] }[side];
  const [px, py] = [dx ? (dx < 0 ? box.left : box.right) : at, dy ? (dy < 0 ? box.top : box.bottom) : at];
  const corner = (along, across) => [px + dx * along - dy * across, py + dy * along + dx * across];
  const label = { x: px - dx * 14 + (dy ? 7 : 0), y: py - dy * 10 + (dx ? 4.5 : 4), "text-anchor": dx > 0 ? "end" : "start", class: `small strong halo fill-${tone}` };
  return [
    svg("path", { d: `${line([corner(0, 0), corner(-11, 6.5), corner(-11, -6.5)])}Z`, class: `fill-${tone} ring` }),
    svg("text", label, sign),
  ];
}

function track(name, ways, area) {
  const { sign, tone, dashes } = LOOKS[name];
  const points = ways[name];
  const [cx, cy] = points.at(-1);
  const onTheMap = cx >= area.left && cx <= area.right && cy >= area.top && cy <= area.bottom;
  const marks = Object.values(ways).map((way) => way.at(-1)).map(([x, y]) => [[x - 5, y], [x + 5, y]]);
  const label = { ...roomFor(sign, placesAround(cx, cy, 7), [...Object.values(ways), ...marks], area), class: `small strong halo fill-${tone}` };
  return [
    svg("path", { d: line(points), class: `line-${tone}`, "stroke-width": 1.75, "stroke-dasharray": dashes }),
    svg("circle", { cx, cy, r: 4.5, class: `fill-${tone} ring` }),
    onTheMap && svg("text", label, sign),
  ];
}
