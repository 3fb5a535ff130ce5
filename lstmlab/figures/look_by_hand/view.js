// Look by hand: see __init__.py, the same numbers and words.

function compute({ word, wanted, keys, share, first, turn, length }) {
  const n = word.length;
  const turnOf = (degrees) => (degrees * Math.PI) / 180;
  const angles = keys.map((_, t) => first + turn * t);
  const queries = angles.map((degrees) => [length * Math.cos(turnOf(degrees)), length * Math.sin(turnOf(degrees))]);
  const weights = queries.map(([x, y]) => {
    const scores = keys.map(([kx, ky]) => (x * kx + y * ky) / Math.sqrt(2));
    const largest = Math.max(...scores);
    const exps = scores.map((score) => Math.exp(score - largest));
    const total = exps.reduce((sum, each) => sum + each, 0);
    return exps.map((each) => each / total);
  });
  const best = weights.map((row) => row.findIndex((weight) => weight > Math.max(...row) - 1e-9));
  const on_right = weights.map((row, t) => row[n - 1 - t]);
  const wrong = best.findIndex((s, t) => s !== n - 1 - t) + 1;
  const least = Math.min(...on_right);
  return {
    angles,
    queries,
    weights,
    written: best.map((s) => word[s]).join(""),
    on_right,
    least,
    dullest: on_right.indexOf(least) + 1,
    wrong,
    seen: word[best[Math.max(wrong, 1) - 1]],
    due: wanted[Math.max(wrong, 1) - 1],
    fate: wrong ? "wrong" : least < share ? "dull" : "sharp",
    unmet: wrong ? ["place"] : least < share ? ["sharp"] : [],
  };
}

function draw(view) {
  for (const name of ["first", "turn", "length", "step"]) view.slider(name);
  const numbers = numberTable(["Letter", "score", "weight"]);
  view.notes.append(node("p", { class: "legend" }, "The thin lines are the keys, of length 1; the thick one is the query of the step that is drawn, as long as it fits. Drag it by its ring to another direction. A row of the table of squares is a step of the decoder."), numbers.element);
  // The query is turned by its ring, and those of the other steps with it.
  let circle = null;
  let held = false;
  view.drag(view.stage, ({ x, y, first }) => {
    if (first) held = Math.hypot(x - circle.tip.x, y - circle.tip.y) < 24;
    if (!held) return false;
    const { turn, step } = view.given;
    const degrees = (Math.atan2(circle.y - y, x - circle.x) * 180) / Math.PI - turn * (step - 1);
    return view.set({ first: (((5 * Math.round(degrees / 5)) % 360) + 360) % 360 });
  });
  return (given, values) => {
    circle = paint(view, given, values);
    const [x, y] = values.queries[given.step - 1];
    numbers.update(
      given.letters.map((letter, s) => [
        { text: letter, tone: "h" },
        shown((x * given.keys[s][0] + y * given.keys[s][1]) / Math.sqrt(2), 2),
        shown(values.weights[given.step - 1][s], 3),
      ]),
    );
  };
}

function paint(view, given, values) {
  const wide = view.width > 560;
  // Where it is narrow both are low enough to be seen together on a phone.
  const size = wide ? view.width / 2 - 16 : Math.min(view.width, 210);
  const circle = { x: wide ? size / 2 : view.width / 2, y: size / 2 + (wide ? 8 : 0), r: size / 2 - (wide ? 30 : 16) };
  const across = wide ? size - 40 : Math.min(view.width - 30, 340);
  const grid = { left: wide ? size + 40 : (view.width - across) / 2 + 10, top: wide ? 28 : size + 22, size: across, high: wide ? across : 165 };
  circle.tip = tipOf(circle, given, values);
  view.paint(wide ? size + 24 : grid.top + grid.high + 8, arrows(circle, given), squares(grid, given, values), handle(circle.tip.x, circle.tip.y));
  return circle;
}

// The end of the query: the longer it is, the farther out, within the letters.
function tipOf({ x, y, r }, { length, step }, { angles }) {
  const turned = (angles[step - 1] * Math.PI) / 180;
  const reach = (0.5 + 0.5 * (length / 20)) * (r - 22);
  return { x: x + reach * Math.cos(turned), y: y - reach * Math.sin(turned) };
}

function arrows({ x, y, r, tip }, given) {
  const due = given.letters.length - given.step;
  return [
    svg("circle", { cx: x, cy: y, r, class: "line-quiet", "stroke-dasharray": "2 4" }),
    given.keys.map(([kx, ky], s) => [
      svg("line", { x1: x, y1: y, x2: x + kx * (r - 14), y2: y - ky * (r - 14), class: "line-h", "stroke-width": 1.5 }),
      svg("circle", { cx: x + kx * r, cy: y - ky * r, r: 13, class: s === due ? "due" : "key" }),
      svg("text", { x: x + kx * r, y: y - ky * r + 5, "text-anchor": "middle" }, given.letters[s]),
    ]),
    given.length > 0 && svg("line", { x1: x, y1: y, x2: tip.x, y2: tip.y, class: "line-ink", "stroke-width": 5, "stroke-linecap": "round" }),
    svg("circle", { cx: x, cy: y, r: 4, class: "fill-ink" }),
  ];
}

// A square for each step (row) and letter (column): the darker, the more weight. The right one has a frame.
function squares({ left, top, size, high }, given, values) {
  const n = given.letters.length;
  const side = size / n;
  const down = high / n;
  return [
    given.letters.map((letter, s) => svg("text", { x: left + (s + 0.5) * side, y: top - 8, "text-anchor": "middle" }, letter)),
    values.weights.map((row, t) => [
      svg("text", { x: left - 8, y: top + (t + 0.5) * down + 5, "text-anchor": "end", class: t + 1 === given.step ? "" : "quiet" }, String(t + 1)),
      row.map((weight, s) => [
        svg("rect", { x: left + s * side + 1, y: top + t * down + 1, width: side - 2, height: down - 2, rx: 4, class: "ground" }),
        svg("rect", { x: left + s * side + 1, y: top + t * down + 1, width: side - 2, height: down - 2, rx: 4, class: "fill-h", "fill-opacity": (0.75 * weight).toFixed(3) }),
        s === n - 1 - t ? svg("rect", { x: left + s * side + 2, y: top + t * down + 2, width: side - 4, height: down - 4, rx: 4, class: "frame" }) : null,
        svg("text", { x: left + (s + 0.5) * side, y: top + (t + 0.5) * down + 5, "text-anchor": "middle", class: "small" }, shown(weight, 2)),
      ]),
    ]),
  ];
}
