// The forms of a GRU: which way of writing it changes the function? See __init__.py: the same numbers and words.

function compute({ signal, signals, w, w_x, w_h, b_z, b_n, z_weighs, turned, placement, near }) {
  const sigmoid = (a) => 0.5 * Math.tanh(0.5 * a) + 0.5;
  const x = signals[signal];
  const run = (weighs, sign, place) => {
    const rows = { z: [], h: [] };
    x.forEach((value, t) => {
      const before = t ? rows.h[t - 1] : 0;
      const r = sigmoid(w * value);
      const z = sigmoid(sign * (w * value + b_z));
      const past = place === "before" ? r * before * w_h + b_n : r * (before * w_h + b_n);
      const n = Math.tanh(w_x * value + past);
      rows.z.push(z);
      rows.h.push(weighs === "candidate" ? (1 - z) * before + z * n : (1 - z) * n + z * before);
    });
    return rows;
  };
  const ours = run("candidate", 1, "before");
  const other = run(z_weighs, turned ? -1 : 1, placement);
  const gap = Math.max(...ours.h.map((h, t) => Math.abs(h - other.h[t])));
  return { x, ours, other, gap, same: gap < near };
}

function draw(view) {
  for (const name of ["z_weighs", "placement"]) view.choice(name);
  view.toggle("turned");
  const lines = [0, 1, 2].map(formula);
  const more = node("div", { class: "controls second" });
  view.notes.append(...lines, more);
  view.choice("signal", { parent: more }).classList.add("wide");
  for (const name of ["b_z", "b_n"]) view.slider(name, { parent: more });
  return (given, values) => {
    paintForms(view, values);
    formLines(given).forEach((parts, k) => lines[k].update(parts));
  };
}

// The lines of the other form. Only what the switches change lights up.
function formLines({ w, w_x, w_h, z_weighs, turned, placement }) {
  const past = placement === "before" ? `${w_h} (r_t h_{t-1}) + b_n` : `r_t (${w_h} h_{t-1} + b_n)`;
  const mixed = z_weighs === "candidate" ? "(1 \u2212 z_t) h_{t-1} + z_t n_t" : "(1 \u2212 z_t) n_t + z_t h_{t-1}";
  return [
    ["z_t = \u03c3(", { text: turned ? `\u2212${w} x_t \u2212 b_z` : `${w} x_t + b_z`, tone: "i" }, ")"],
    [`n_t = tanh(${w_x} x_t + `, { text: past, tone: "o" }, ")"],
    ["h_t = ", { text: mixed, tone: "i" }],
  ];
}

// Input, z and h: as this course writes it as a broad grey line, the other form over it.
function paintForms(view, { x, ours, other }) {
  const [left, right] = [36, view.width - 10];
  const across = scale([1, x.length], [left, right]);
  const places = { x: [52, 92], z: [126, 196], h: [230, 350] };
  const panel = (name, [low, high], ticks) => {
    const y = scale([low, high], [places[name][1], places[name][0]]);
    return { y, axis: axis("left", y, ticks, { at: left, across: [left, right], label: (value) => shown(value, value % 1 ? 1 : 0) }) };
  };
  const most = Math.max(1, ...x.map(Math.abs));
  const input = panel("x", Math.min(...x) < 0 ? [-most, most] : [0, most], [0]);
  const gate = panel("z", [0, 1], [0, 0.5, 1]);
  const state = panel("h", [-1, 1], [-1, 0, 1]);
  const curve = (row, y) => line(row.map((value, t) => [across(t + 1), y(value)]));
  const both = (name, y, tone) => [
    svg("path", { d: curve(ours[name], y), class: "ours" }),
    svg("path", { d: curve(other[name], y), class: `line-${tone}`, "stroke-width": 2.25, "stroke-dasharray": "7 4" }),
  ];
  const key = (at, look, text) => [
    svg("line", { x1: at, x2: at + 26, y1: 14, y2: 14, ...look }),
    svg("text", { x: at + 32, y: 19 }, text),
  ];
  view.paint(
    392,
    key(left, { class: "ours" }, "this course"),
    key(left + 122, { class: "line-h", "stroke-width": 2.25, "stroke-dasharray": "7 4" }, "the other form"),
    svgText({ x: 2, y: places.x[0] - 8 }, "x_t"),
    input.axis,
    x.map((value, t) => value !== 0 && svg("line", { x1: across(t + 1), x2: across(t + 1), y1: input.y(0), y2: input.y(value), class: "line-quiet", "stroke-width": 3 })),
    svgText({ x: 2, y: places.z[0] - 10, class: "fill-i" }, "z_t"),
    gate.axis,
    both("z", gate.y, "i"),
    svgText({ x: 2, y: places.h[0] - 10, class: "fill-h" }, "h_t"),
    state.axis,
    both("h", state.y, "h"),
    axis("bottom", across, [1, 10, 20, 30, 40], { at: places.h[1] + 2, across: [0, 0], grid: false }),
    svgText({ x: (left + right) / 2, y: places.h[1] + 38, "text-anchor": "middle" }, "step t"),
  );
}
