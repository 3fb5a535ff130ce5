// The forecast explorer: see __init__.py and net.py, the same numbers and words.

function compute({ model, window: width, start, horizon, celsius, means, linear, lstm, months, least }) {
  const ahead = Math.min(horizon, 13 - start);
  const first = celsius.length - 12 + start - 1;
  const truth = celsius.slice(first, first + ahead);
  const climatology = means.slice(start - 1, start - 1 + ahead);
  const naive = celsius.slice(first - 12, first - 12 + ahead);
  const step = model === "linear" ? (seen) => linearStep(linear[seen.length - 1], seen) : (seen) => lstmStep(lstm, seen);
  const forecast = { climatology, naive }[model] ?? fedBack(step, celsius.slice(first - width, first), ahead);
  const error = meanError(forecast, truth);
  const climatologyError = meanError(climatology, truth);
  const naiveError = meanError(naive, truth);
  return {
    ahead,
    labels: forecast.map((_, h) => months[start - 1 + h].slice(0, 3)),
    forecast,
    truth,
    climatology,
    naive,
    error,
    climatology_error: climatologyError,
    naive_error: naiveError,
    skill: 1 - error / climatologyError,
    unmet: missing(model, ahead < least, error, { climatology: climatologyError, naive: naiveError }),
  };
}

// What is missing for a headline in favour of the LSTM.
function missing(model, few, error, rules) {
  if (model !== "lstm") return ["model"];
  if (few) return ["months"];
  return Object.keys(rules)
    .filter((name) => error >= rules[name])
    .slice(0, 1);
}

function meanError(said, truth) {
  return said.reduce((sum, value, i) => sum + Math.abs(value - truth[i]), 0) / truth.length;
}

function fedBack(step, window, ahead) {
  let seen = window;
  const said = [];
  for (let h = 0; h < ahead; h++) {
    const y = step(seen);
    said.push(y);
    seen = [...seen.slice(1), y];
  }
  return said;
}

function linearStep(weights, seen) {
  return seen.reduce((sum, value, i) => sum + weights[i] * value, weights.at(-1));
}

function lstmStep({ W_x, W_h, b, W_y, b_y, mean, std }, seen) {
  const units = W_h.length;
  const sigmoid = (a) => 0.5 * evenTanh(0.5 * a) + 0.5;
  let h = W_y.map(() => 0);
  let c = h;
  for (const value of seen) {
    const z = (value - mean) / std;
    const a = b.map((bias, j) => h.reduce((sum, each, i) => sum + each * W_h[i][j], z * W_x[j] + bias));
    const [i, f, g, o] = [0, 1, 2, 3].map((gate) => a.slice(gate * units, (gate + 1) * units));
    c = c.map((held, k) => sigmoid(f[k]) * held + sigmoid(i[k]) * evenTanh(g[k]));
    h = c.map((held, k) => sigmoid(o[k]) * evenTanh(held));
  }
  return h.reduce((sum, each, i) => sum + each * W_y[i], b_y) * std + mean;
}

const LEARNS = ["linear", "lstm"];

function draw(view) {
  view.choice("model").classList.add("wide");
  const width = view.slider("window", { text: (value) => plural(value, "month") });
  view.bind(({ model }) => (width.hidden = !LEARNS.includes(model)));
  view.slider("start", { text: (value) => `${view.given.months[value - 1]} 2024` });
  view.slider("horizon", {
    high: ({ start }) => 13 - start,
    read: (given, values) => values.ahead,
    text: (value) => plural(value, "month"),
  });
  const sums = formula();
  const table = numberTable(["month", "measured", "forecast", "error"]);
  view.notes.append(sums, table.element);
  let months = null; // the horizontal scale, in pixels
  drag(view.picture, ({ x }) => {
    if (months) view.set({ start: Math.round(months.inverse(x)) - (view.given.celsius.length - 12) + 1 });
  });
  return (given, values) => {
    months = paintForecast(view, given, values);
    sums.update(skillParts(given, values));
    table.update(
      values.forecast.map((value, h) => [
        given.months[given.start - 1 + h],
        shown(values.truth[h], 1),
        { text: shown(value, 1), tone: "orange" },
        (value >= values.truth[h] ? "+" : "") + shown(value - values.truth[h], 1),
      ]),
    );
  };
}

function skillParts(given, { error, climatology_error, skill }) {
  return [
    "skill = 1 \u2212 ",
    { text: fixed(error, 2), tone: "orange" },
    " / ",
    { text: fixed(climatology_error, 2), tone: "green" },
    " = ",
    { text: shown(skill, 2), tone: "ink" },
  ];
}

function paintForecast(view, { celsius, first_year, model, window: width, start }, values) {
  const { ahead, forecast, climatology } = values;
  const box = { left: 34, right: view.width - 10, top: 44, bottom: 284 };
  const y = scale([0, 32], [box.bottom, box.top]);
  const first = celsius.length - 12 + start - 1;
  // Two years, or as many as the window needs: the wider the months, the better two forecasts are told apart.
  const from = first - (LEARNS.includes(model) ? width : 0) < 12 ? 0 : 12;
  const x = scale([from, celsius.length - 1], [box.left, box.right]);
  const half = (x(1) - x(0)) / 2;
  const curve = (data, begin) => line(data.map((value, i) => [x(begin + i), y(value)]));
  const years = [0, 12, 24].filter((i) => i >= from);
  view.paint(
    box.bottom + 26,
    lineKeys(0, 16, [
      { text: "measured", tone: "quiet" },
      { text: "forecast", tone: "orange" },
      model !== "climatology" && { text: view.width < 340 ? "mean" : "climatology", tone: "green", dashes: "2 4" },
    ].filter(Boolean)),
    svg("text", { x: 0, y: 36, class: "quiet small" }, "\u00b0C"),
    axis("left", y, [0, 10, 20, 30], { at: box.left, across: [box.left, box.right] }),
    axis("bottom", x, years, { at: box.bottom, across: [box.top, box.bottom], label: (i) => String(first_year + i / 12) }),
    LEARNS.includes(model) &&
      svg("rect", { x: x(first - width) - half, y: box.top, width: 2 * half * width, height: box.bottom - box.top, rx: 3, class: "band" }),
    svg("path", { d: curve(celsius.slice(from, first + ahead), from), class: "line-quiet", "stroke-width": 2 }),
    celsius.slice(first, first + ahead).map((value, i) => svg("circle", { cx: x(first + i), cy: y(value), r: 3, class: "dot" })),
    model !== "climatology" && svg("path", { d: curve(climatology, first), class: "line-green", "stroke-width": 2, "stroke-dasharray": "2 4" }),
    svg("path", { d: curve(forecast, first), class: "line-orange", "stroke-width": 2.5 }),
    forecast.map((value, i) => svg("rect", { x: x(first + i) - 3.5, y: y(value) - 3.5, width: 7, height: 7, class: "fill-orange" })),
    svg("line", { x1: x(first) - half, x2: x(first) - half, y1: box.top, y2: box.bottom, class: "now" }),
  );
  return x;
}
