// The loss cliff: gradient descent with and without clipping. See __init__.py: the same numbers by the same steps, and
// the same tanh, because a cliff makes a large difference of a small one.

function compute({ rate, limit, w, b, descent, ...unit }) {
  const descend = (longest) => {
    const found = { w: [], b: [], loss: [], norm: [] };
    let place = { w, b };
    for (let k = 0; k <= descent; k++) {
      const { loss, byW, byB } = lossAndGradient(place.w, place.b, unit);
      const norm = Math.sqrt(byW * byW + byB * byB);
      found.w.push(place.w);
      found.b.push(place.b);
      found.loss.push(loss);
      found.norm.push(norm);
      const factor = norm > longest ? longest / norm : 1;
      place = { w: place.w - rate * (byW * factor), b: place.b - rate * (byB * factor) };
    }
    return found;
  };
  return { plain: descend(Infinity), clipped: descend(limit) };
}

function lossAndGradient(w, b, { n_steps, h_0, target }) {
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

function unmet() {
  return [];
}

const RUNS = [
  { name: "plain", text: "without clipping", tone: "orange" },
  { name: "clipped", text: "with clipping", tone: "blue" },
];

function describe(given, values) {
  const { step, w, b, rate, limit, descent } = given;
  const ends = RUNS.map(({ name, text }) => {
    const run = values[name];
    return `${text} at w = ${shown(run.w[step], 3)}, b = ${shown(run.b[step], 3)} with a gradient of length ${powers(run.norm[step])}`;
  });
  return (
    `The loss of one recurrent unit over w and b: a slope that ends at a cliff, behind it a high plain. Two runs of ` +
    `gradient descent begin at w = ${shown(w, 3)}, b = ${shown(b, 3)}, learning rate ` +
    `${fixed(rate, 2)}, clipping at ${fixed(limit, 1)}. After ${step} of ${descent} steps: ` +
    `${ends.join("; ")}. ${result(given, values)}`
  );
}

function result({ step, rate, limit }, { plain, clipped }) {
  const text = `Step ${step}: the loss is ${shown(plain.loss[step], 3)} without clipping and ${shown(clipped.loss[step], 3)} with it.`;
  if (step === 0) return text;
  const longest = Math.max(...plain.norm.slice(0, step));
  const steepest = Math.max(...clipped.norm.slice(0, step));
  return (
    `${text} The longest gradient so far was ${powers(longest)} without clipping, which made a step of ` +
    `${powers(rate * longest)}; the clipped run met ${powers(steepest)}, and its longest step was ` +
    `${powers(rate * Math.min(steepest, limit))}.`
  );
}

const LEGEND =
  "Thin lines join places of equal loss; where they crowd lies the cliff, and the shaded ground behind it is high. " +
  "A run that leaves the picture goes on outside. Click or drag to choose another start.";

function draw(view) {
  const { faces, constants } = view.about;
  view.slider("step", { text: (step) => `${step} of ${constants.descent}` });
  view.slider("rate");
  view.slider("limit");
  view.slider("w");
  view.slider("b");
  const table = numberTable(["Run", "w", "b", "Loss", "Length of g"]);
  view.notes.append(table.element, node("p", { class: "legend" }, LEGEND));
  const ground = landscape(faces.w, faces.b, constants);
  let map = null;
  view.drag(view.stage, ({ x, y }) => {
    if (!map || x < map.left || x > map.right || y < map.top || y > map.bottom) return;
    view.set({ w: Number(map.x.inverse(x).toFixed(2)), b: Number(map.y.inverse(y).toFixed(2)) });
  });
  return (given, values) => {
    map = paintCliff(view, ground, given, values);
    table.update(
      RUNS.map(({ name, text, tone }) => {
        const at = (key) => values[name][key][given.step];
        return [{ text, tone }, shown(at("w"), 2), shown(at("b"), 2), shown(at("loss"), 3), powers(at("norm"))];
      }),
    );
  };
}
