// GRU beside LSTM: one unit of each on the same input. See __init__.py: the same numbers and words.

function compute(given) {
  const { signal, signals, w, w_x, w_h, b_n, b_r, b_z, b_i, b_f, b_o, z_weighs, turned, placement, n_in, n_hidden } = given;
  const sigmoid = (a) => 0.5 * Math.tanh(0.5 * a) + 0.5;
  const sign = turned ? -1 : 1;
  const x = signals[signal];
  const gru = { r: [], z: [], n: [], h: [] };
  const lstm = { i: [], f: [], g: [], o: [], c: [], h: [] };
  x.forEach((value, t) => {
    const before = t ? gru.h[t - 1] : 0;
    const r = sigmoid(w * value + b_r);
    const z = sigmoid(sign * (w * value + b_z));
    const past = placement === "before" ? r * before * w_h + b_n : r * (before * w_h + b_n);
    const n = Math.tanh(w_x * value + past);
    push(gru, { r, z, n, h: z_weighs === "candidate" ? (1 - z) * before + z * n : (1 - z) * n + z * before });
    const [shown, kept] = t ? [lstm.h[t - 1], lstm.c[t - 1]] : [0, 0];
    const i = sigmoid(w * value + b_i);
    const f = sigmoid(-w * value + b_f);
    const g = Math.tanh(w_x * value + w_h * shown + b_n);
    const o = sigmoid(w * value + b_o);
    const c = f * kept + i * g;
    push(lstm, { i, f, g, o, c, h: o * Math.tanh(c) });
  });
  const gap = (row) => Math.max(...gru.h.map((h, t) => Math.abs(h - row[t])));
  const biases = placement === "before" ? 1 : 2;
  return {
    x,
    gru,
    lstm,
    gap_h: gap(lstm.h),
    gap_c: gap(lstm.c),
    gru_parameters: 3 * n_hidden * (n_in + n_hidden + biases),
    lstm_parameters: 4 * n_hidden * (n_in + n_hidden + 1),
  };
}

function push(rows, values) {
  for (const [name, value] of Object.entries(values)) rows[name].push(value);
}

const LEGEND =
  "Turn the convention of z and the signs of its weights together: no curve moves. Move r behind the product: in a " +
  "single unit that changes something only where there is a candidate bias.";

function draw(view) {
  const input = node("div", { class: "wide" });
  const shared = node("div", { class: "pair wide" });
  const cells = node("div", { class: "pair wide" });
  view.controls.append(input, shared, cells);
  view.choice("signal", { parent: input });
  for (const name of ["w", "b_n"]) view.slider(name, { parent: shared });
  const group = (title, ...names) => {
    const place = node("fieldset", { class: "cell" }, node("legend", {}, title));
    cells.append(place);
    for (const name of names) view.slider(name, { parent: place });
    return place;
  };
  const ours = group("GRU", "b_z", "b_r");
  group("LSTM", "b_i", "b_f", "b_o");
  // What makes the LSTM's gates those of the GRU, as long as 1 - z keeps and z writes.
  const writes = ({ z_weighs, turned }) => (z_weighs === "candidate") !== turned;
  const same = ({ b_i, b_f, b_z, b_o, b_r }) => b_i === b_z && b_f === -b_z && b_o === OPEN && b_r === OPEN;
  const tie = ({ b_z }) => view.set({ b_i: b_z, b_f: -b_z, b_o: OPEN, b_r: OPEN });
  view.button("Tie i and f to z; open r and o", tie, { able: (given) => writes(given) && !same(given), parent: ours });

  const steps = node("div", { class: "steps" });
  const lines = { gru: [0, 1, 2, 3].map(formula), lstm: [0, 1, 2, 3, 4, 5].map(formula) };
  const column = (title, each) => node("div", { class: "lines" }, node("p", { class: "which" }, title), each);
  const switches = node("div", { class: "pair" });
  const sizes = node("div", { class: "pair sizes" });
  const count = numberTable(["Layer", "Formula", "Parameters"]);
  count.element.classList.add("count");
  view.notes.append(
    steps,
    node("div", { class: "pair lines-of-both" }, column("GRU", lines.gru), column("LSTM", lines.lstm)),
    switches,
    node("p", { class: "legend" }, LEGEND),
    sizes,
    count.element,
  );
  view.slider("step", { parent: steps });
  for (const name of ["z_weighs", "placement"]) view.choice(name, { parent: switches });
  view.toggle("turned", { parent: switches });
  for (const name of ["n_in", "n_hidden"]) view.slider(name, { parent: sizes });

  let columns = [];
  view.drag(view.stage, ({ x }) => {
    const at = columns.find(({ right }) => x <= right + 8) ?? columns.at(-1);
    view.set({ step: Math.round(at.x.inverse(x)) });
  });
  return (given, values) => {
    columns = paint(view, given, values);
    gruLines(given, values.gru).forEach((parts, k) => lines.gru[k].update(parts));
    lstmLines(given, values.lstm).forEach((parts, k) => lines.lstm[k].update(parts));
    const two = given.placement === "after";
    count.update([
      ["GRU", `3H(D+H+${two ? 2 : 1})`, grouped(values.gru_parameters)],
      ["LSTM", "4H(D+H+1)", grouped(values.lstm_parameters)],
      ["Ratio", "", `${fixed((100 * values.gru_parameters) / values.lstm_parameters, 1)} %`],
    ]);
  };
}

const OPEN = 6; // the bias of a gate that is as good as open

// The formulas of the GRU with their values at the chosen step. Only what the switches change lights up.
function gruLines({ step, w_x, w_h, z_weighs, turned, placement }, { r, z, n, h }) {
  const value = (row) => shown(row[step - 1], 3);
  const sign = turned ? "\u2212" : "";
  const past = placement === "before" ? `${w_h} (r_t h_{t-1}) + b_n` : `r_t (${w_h} h_{t-1} + b_n)`;
  const mixed = z_weighs === "candidate" ? "(1 \u2212 z_t) h_{t-1} + z_t n_t" : "(1 \u2212 z_t) n_t + z_t h_{t-1}";
  return [
    ["r_t = \u03c3(w x_t + b_r) = ", value(r)],
    ["z_t = \u03c3(", { text: turned ? "\u2212w x_t \u2212 b_z" : "w x_t + b_z", tone: "i" }, ") = ", value(z)],
    [`n_t = tanh(${w_x} x_t + `, { text: past, tone: "o" }, ") = ", value(n)],
    ["h_t = ", { text: mixed, tone: "i" }, " = ", value(h)],
  ];
}

function lstmLines({ step, w_x, w_h }, { i, f, g, o, c, h }) {
  const value = (row) => shown(row[step - 1], 3);
  return [
    ["i_t = \u03c3(w x_t + b_i) = ", value(i)],
    ["f_t = \u03c3(\u2212w x_t + b_f) = ", value(f)],
    [`g_t = tanh(${w_x} x_t + ${w_h} h_{t-1} + b_g) = `, value(g)],
    ["c_t = f_t c_{t-1} + i_t g_t = ", value(c)],
    ["o_t = \u03c3(w x_t + b_o) = ", value(o)],
    ["h_t = o_t tanh(c_t) = ", value(h)],
  ];
}
