// A learning-rate sweep. See __init__.py: the same numbers by the same steps, with the same tanh, because a
// rate that is too large makes a large difference of a small one.

const trained = {};

function compute({ optimiser, updates, place, last, cap, rates, xs, targets, first }) {
  // The runs depend on the optimiser alone: each is trained once, when it is first asked for.
  trained[optimiser] ??= rates.map((rate) => trainAt(rate, optimiser, { last, cap, xs, targets, first }));
  const runs = trained[optimiser];
  const losses = runs.map((run) => run[updates]);
  return {
    losses,
    curve: runs[place],
    curves: runs,
    best: losses.indexOf(Math.min(...losses)),
    stopped: losses.filter((loss) => loss >= cap).length,
    high: [losses.at(-1) >= cap, runs[place].at(-1) >= cap],
  };
}

function trainAt(rate, optimiser, { last, cap, xs, targets, first }) {
  let w = [...first];
  const m = w.map(() => 0);
  const v = w.map(() => 0);
  let [one, two] = [1, 1];
  const found = [];
  for (let update = 0; update <= last; update++) {
    const { loss, grads } = lossAndGradient(w, xs, targets);
    if (!(loss < cap)) {
      while (found.length <= last) found.push(cap); // stopped here
      return found;
    }
    found.push(loss);
    one *= 0.9;
    two *= 0.999;
    w = w.map((each, k) => {
      const g = grads[k];
      if (optimiser === "sgd") return each - rate * g;
      if (optimiser === "momentum") {
        m[k] = 0.9 * m[k] + g;
        return each - rate * m[k];
      }
      m[k] = 0.9 * m[k] + 0.1 * g;
      v[k] = 0.999 * v[k] + 0.001 * (g * g);
      return each - rate * (m[k] / (1 - one) / (Math.sqrt(v[k] / (1 - two)) + 1e-8));
    });
  }
  return found;
}

function lossAndGradient(w, xs, targets) {
  const grads = w.map(() => 0);
  let loss = 0;
  xs.forEach((x, i) => {
    const h = [0, 1, 2].map((k) => evenTanh(w[k] * x + w[3 + k]));
    let error = w[6] * h[0] + w[7] * h[1] + w[8] * h[2] + w[9] - targets[i];
    loss += (error * error) / 16;
    error /= 8;
    for (let k = 0; k < 3; k++) {
      const back = error * w[6 + k] * (1 - h[k] * h[k]);
      grads[k] += back * x;
      grads[3 + k] += back;
      grads[6 + k] += error * h[k];
    }
    grads[9] += error;
  });
  return { loss, grads };
}

const LOW = -3; // powers of ten that the axes show
const TOP = 3;

function draw(view) {
  const { rates, last } = view.about.constants;
  view.player("updates", { pace: 6 });
  view.choice("optimiser");
  view.slider("place", { text: (place) => powers(rates[place]) });
  view.notes.append(
    node("p", { class: "legend" }, "A mark for every rate, and a line for its run. Thick: the run that is shown; green: the best; red: stopped, at the top. Drag over the marks to choose a rate, over the lines to choose when to compare."),
  );
  let charts = [];
  let held = null;
  view.drag(view.stage, ({ x, y, first }) => {
    if (first) held = charts.find(({ left, right, top, bottom }) => x > left - 12 && x < right + 12 && y > top - 8 && y < bottom + 8);
    if (!held) return false;
    held.choose(x);
  });
  return (given, values) => {
    charts = paintSweep(view, given, values, last);
  };
}

function paintSweep(view, { place, updates, rates, cap }, { losses, curves, best }, last) {
  const wide = view.width >= 560;
  const one = { left: 46, top: 28, right: wide ? view.width * 0.5 : view.width - 12, bottom: wide ? 270 : 178 };
  const two = wide
    ? { left: one.right + 60, top: 28, right: view.width - 12, bottom: 270 }
    : { left: 46, top: one.bottom + 76, right: view.width - 12, bottom: one.bottom + 226 };
  const height = (box) => scale([LOW, TOP], [box.bottom, box.top]);
  const [left, right] = [height(one), height(two)];
  const x = scale([-2, 1], [one.left, one.right]);
  const t = scale([0, last], [two.left, two.right]);
  const up = (map, loss) => map(clamp(Math.log10(Math.max(loss, 1e-12)), LOW, TOP));
  const label = (power) => (power ? tenTo(power) : "1");
  const places = rates.map((rate, k) => [x(Math.log10(rate)), up(left, losses[k])]);
  const look = (k) => {
    if (k === place) return { class: "line-orange", "stroke-width": 2.75 };
    if (k === best) return { class: "line-green", "stroke-width": 2 };
    return { class: losses[k] >= cap ? "line-red thin" : "line-blue thin", "stroke-width": 1.25 };
  };
  // The run that is shown above all others.
  const inOrder = [...rates.keys()].sort((a, b) => (a === place) - (b === place) || (a === best) - (b === best));
  view.paint(
    two.bottom + 44,
    axis("left", left, [-2, 0, 2], { at: one.left, across: [one.left, one.right], label }),
    axis("bottom", x, [-2, -1, 0, 1], { at: one.bottom, across: [one.top, one.bottom], label: (power) => fixed(10 ** power, power < 0 ? -power : 0) }),
    svg("text", { x: one.left, y: 16 }, `loss after ${plural(updates, "update")}`),
    svg("text", { x: (one.left + one.right) / 2, y: one.bottom + 38, "text-anchor": "middle" }, "learning rate"),
    svg("path", { d: line(places), class: "line-blue", "stroke-width": 1.5 }),
    places.map(([cx, cy], k) => sweepMark(cx, cy, { stopped: losses[k] >= cap, best: k === best, now: k === place })),
    axis("left", right, [-2, 0, 2], { at: two.left, across: [two.left, two.right], label }),
    axis("bottom", t, [0, 20, 40, 60], { at: two.bottom, across: [two.top, two.bottom] }),
    svg("text", { x: two.left, y: two.top - 12 }, `loss of each run; thick: rate ${powers(rates[place])}`),
    svg("text", { x: (two.left + two.right) / 2, y: two.bottom + 38, "text-anchor": "middle" }, "update"),
    svg("line", { x1: t(updates), x2: t(updates), y1: two.top, y2: two.bottom, class: "line-purple", "stroke-width": 1.5, "stroke-dasharray": "3 4" }),
    inOrder.map((k) => svg("path", { d: line(curves[k].map((loss, n) => [t(n), up(right, loss)])), ...look(k) })),
  );
  const nearest = (x0) => places.reduce((found, [px], k) => (Math.abs(px - x0) < Math.abs(places[found][0] - x0) ? k : found), 0);
  return [
    { ...one, choose: (x0) => view.set({ place: nearest(x0) }) },
    { ...two, choose: (x0) => view.set({ updates: t.inverse(x0) }) },
  ];
}

function sweepMark(x, y, { stopped, best, now }) {
  const size = now ? 7 : 3.5;
  const tone = best ? "green" : now ? "orange" : "blue";
  if (!stopped) return svg("circle", { cx: x, cy: y, r: size, class: `fill-${tone}` });
  const cross = `M${x - size},${y - size}L${x + size},${y + size}M${x - size},${y + size}L${x + size},${y - size}`;
  return svg("path", { d: cross, class: "line-red", "stroke-width": now ? 3 : 1.75 });
}
