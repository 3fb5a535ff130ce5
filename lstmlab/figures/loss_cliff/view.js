// The loss cliff: gradient descent with and without clipping. See __init__.py: the same numbers by the same steps, and
// the same tanh, because a cliff makes a large difference of a small one.

function compute({ step, rate, limit, w, b, descent, ...unit }) {
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
  const [plain, clipped] = [descend(Infinity), descend(limit)];
  const [longest, steepest] = [plain, clipped].map(({ norm }) => Math.max(0, ...norm.slice(0, step)));
  return { plain, clipped, longest, longest_step: rate * longest, steepest, clipped_step: rate * Math.min(steepest, limit) };
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

const RUNS = [
  { name: "plain", text: "without clipping", tone: "orange" },
  { name: "clipped", text: "with clipping", tone: "blue" },
];

const LEGEND =
  "Thin lines join places of equal loss; where they crowd lies the cliff, and the shaded ground behind it is high. " +
  "A run that leaves the picture goes on outside. The ring is the start: drag it, or click where another start shall be.";

function draw(view) {
  const { faces, constants } = view.about;
  view.player("step", { pace: 3, text: (step) => `${step} of ${constants.descent}` });
  view.slider("rate");
  view.slider("limit");
  view.slider("w");
  view.slider("b");
  const table = numberTable(["Run", "w", "b", "Loss", "Length of g"]);
  view.notes.append(table.element, node("p", { class: "legend" }, LEGEND));
  const ground = landscape(faces.w, faces.b, constants);
  let map = null;
  startByHand(view, () => map);
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
