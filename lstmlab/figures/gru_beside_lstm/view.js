// GRU beside LSTM: how long does each keep what it took in? See __init__.py: the same numbers and words.

function compute({ signal, signals, w, w_x, w_h, open, b_z, b_i, b_f, b_o }) {
  const sigmoid = (a) => 0.5 * Math.tanh(0.5 * a) + 0.5;
  const x = signals[signal];
  const gru = { r: [], z: [], n: [], h: [] };
  const lstm = { i: [], f: [], g: [], o: [], c: [], h: [] };
  x.forEach((value, t) => {
    const before = t ? gru.h[t - 1] : 0;
    const r = sigmoid(w * value + open);
    const z = sigmoid(w * value + b_z);
    const n = Math.tanh(w_x * value + r * before * w_h);
    push(gru, { r, z, n, h: (1 - z) * before + z * n });
    const [shown, kept] = t ? [lstm.h[t - 1], lstm.c[t - 1]] : [0, 0];
    const i = sigmoid(w * value + b_i);
    const f = sigmoid(-w * value + b_f);
    const g = Math.tanh(w_x * value + w_h * shown);
    const o = sigmoid(w * value + b_o);
    const c = f * kept + i * g;
    push(lstm, { i, f, g, o, c, h: o * Math.tanh(c) });
  });
  const most = (row) => Math.max(...row.map(Math.abs));
  const [most_h, most_c] = [most(gru.h), most(lstm.c)];
  return {
    x,
    gru,
    lstm,
    kept_h: Math.abs(gru.h.at(-1)) / most_h,
    kept_c: Math.abs(lstm.c.at(-1)) / most_c,
    most_h,
    most_c,
    most_shown: most(lstm.h),
    gap_c: most(gru.h.map((h, t) => h - lstm.c[t])),
  };
}

function push(rows, values) {
  for (const [name, value] of Object.entries(values)) rows[name].push(value);
}

function draw(view) {
  view.choice("signal").classList.add("wide");
  for (const name of ["b_z", "b_f", "b_i", "b_o"]) view.slider(name);
  // What makes the LSTM's gates those of the GRU.
  const same = ({ b_i, b_f, b_z, b_o, open }) => b_i === b_z && b_f === -b_z && b_o === open;
  const tie = ({ b_z, open }) => view.set({ b_i: b_z, b_f: -b_z, b_o: open });
  view.button("Tie i and f to z; open o", tie, { able: (given) => !same(given) });

  const steps = node("div", { class: "steps" });
  const lines = { gru: [0, 1, 2].map(formula), lstm: [0, 1, 2, 3, 4, 5].map(formula) };
  const column = (title, each) => node("div", { class: "lines" }, node("p", { class: "which" }, title), each);
  view.notes.append(steps, node("div", { class: "pair" }, column("GRU", lines.gru), column("LSTM", lines.lstm)));
  view.slider("step", { parent: steps });

  let columns = [];
  view.drag(view.stage, ({ x }) => {
    const at = columns.find(({ right }) => x <= right + 8) ?? columns.at(-1);
    view.set({ step: Math.round(at.x.inverse(x)) });
  });
  return (given, values) => {
    columns = paint(view, given, values);
    gruLines(given, values.gru).forEach((parts, k) => lines.gru[k].update(parts));
    lstmLines(given, values.lstm).forEach((parts, k) => lines.lstm[k].update(parts));
  };
}

function gruLines({ step, w, w_x, w_h }, { z, n, h }) {
  const value = (row) => shown(row[step - 1], 3);
  return [
    [`z_t = \u03c3(${w} x_t + b_z) = `, value(z)],
    [`n_t = tanh(${w_x} x_t + ${w_h} (r_t h_{t-1})) = `, value(n)],
    ["h_t = (1 \u2212 z_t) h_{t-1} + z_t n_t = ", value(h)],
  ];
}

function lstmLines({ step, w, w_x, w_h }, { i, f, g, o, c, h }) {
  const value = (row) => shown(row[step - 1], 3);
  return [
    [`i_t = \u03c3(${w} x_t + b_i) = `, value(i)],
    [`f_t = \u03c3(\u2212${w} x_t + b_f) = `, value(f)],
    [`g_t = tanh(${w_x} x_t + ${w_h} h_{t-1}) = `, value(g)],
    ["c_t = f_t c_{t-1} + i_t g_t = ", value(c)],
    [`o_t = \u03c3(${w} x_t + b_o) = `, value(o)],
    ["h_t = o_t tanh(c_t) = ", value(h)],
  ];
}
