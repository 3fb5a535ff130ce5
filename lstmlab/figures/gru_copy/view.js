// Copying with a GRU: keep, copy, keep, the gates held by hand. See __init__.py: the same numbers and words.

function compute(given) {
  const { xs, new: fresh, start, near, w_x, w_h } = given;
  const hold = (gate) => xs.map((_, k) => given[`${gate}_${k + 1 < fresh ? "before" : k + 1 === fresh ? "at" : "after"}`]);
  const z = hold("z");
  const r = hold("r");
  const run = (first) => {
    const hs = [first];
    const ns = [];
    xs.forEach((x, k) => {
      ns.push(Math.tanh(w_x * x + w_h * (r[k] * hs[k])));
      hs.push((1 - z[k]) * hs[k] + z[k] * ns[k]);
    });
    return { hs, ns };
  };
  const runs = [run(start), run(-start)];
  const wanted = Math.tanh(w_x * xs[fresh - 1]);
  const stray = (from, to, aim) => Math.max(...runs.flatMap(({ hs }) => hs.slice(from, to).map((h) => Math.abs(h - aim(hs)))));
  const stray_before = stray(1, fresh, (hs) => hs[0]);
  const stray_at = stray(fresh, fresh + 1, () => wanted);
  const stray_after = stray(fresh + 1, xs.length + 1, () => wanted);
  const [kept, copied, held_on] = [stray_before, stray_at, stray_after].map((size) => size <= near);
  return {
    z,
    r,
    plus: runs[0].hs,
    minus: runs[1].hs,
    n_plus: runs[0].ns,
    n_minus: runs[1].ns,
    wanted,
    stray_before,
    stray_at,
    stray_after,
    apart: Math.abs(runs[0].hs[fresh] - runs[1].hs[fresh]),
    kept,
    copied,
    held_on,
    unmet: [!kept && "before", !copied && "at", !held_on && "after"].filter(Boolean),
  };
}

const RUNS = [
  { name: "plus", begins: "+", tone: "positive" },
  { name: "minus", begins: "\u2212", tone: "negative" },
];
const GATES = { z: { tone: "i", top: 108, bottom: 140 }, r: { tone: "o", top: 152, bottom: 184 } };
const LEGEND =
  "Both runs read the same inputs. The shaded bands show where each run has to be: at its own value first, then, for " +
  "both, at a copy of the new value. Paint the gates: draw along the row of one, up to open it and down to shut it.";

function draw(view) {
  const gates = node("div", { class: "gates wide" });
  const steps = node("div", { class: "wide" });
  view.controls.append(gates);
  for (const name of ["before", "at", "after"]) for (const gate of ["z", "r"]) view.slider(`${gate}_${name}`, { parent: gates });
  const which = node("p", { class: "which" });
  const lines = [formula(), formula()];
  const numbers = numberTable(["Run", "h_{t-1}", "n_t", "h_t"]);
  view.notes.append(node("p", { class: "legend" }, LEGEND), steps, which, ...lines, numbers.element);
  view.slider("step", { parent: steps });
  let columns = () => 1;
  // A gate is painted from where the hand comes down in its row: up is open. All steps of a phase have one value.
  let painted = null;
  let before = 1;
  view.drag(view.stage, ({ x, y, first }) => {
    const step = clamp(columns(x), 1, view.given.xs.length);
    if (first) painted = Object.keys(GATES).find((gate) => y > GATES[gate].top - 2 && y < GATES[gate].bottom + 2) ?? null;
    if (painted === null) return view.set({ step });
    const { top, bottom } = GATES[painted];
    const open = Math.round(20 * clamp((bottom - y) / (bottom - top), 0, 1)) / 20;
    const fresh = view.given.new;
    const phase = (t) => (t < fresh ? "before" : t === fresh ? "at" : "after");
    const passed = between(first ? step : before, step).map((t) => [`${painted}_${phase(t)}`, open]);
    before = step;
    view.set({ step, ...Object.fromEntries(passed) });
  });
  return (given, values) => {
    const x = paint(view, given, values);
    which.textContent = `Step ${given.step} in the run that begins with +${given.start}:`;
    columns = (pixel) => Math.round(x.inverse(pixel));
    formulaLines(given, values).forEach((parts, i) => lines[i].update(parts));
    numbers.update(RUNS.map(({ name, begins, tone }) => [
      { text: `${begins}${given.start}`, tone },
      shown(values[name][given.step - 1], 3),
      shown(values[`n_${name}`][given.step - 1], 3),
      shown(values[name][given.step], 3),
    ]));
  };
}

// Both formulas with the numbers of the first run at the chosen step.
function formulaLines({ step, xs, w_x, w_h }, { z, r, plus, n_plus }) {
  const k = step - 1;
  const wrap = (value, digits) => (shown(value, digits).startsWith("\u2212") ? `(${shown(value, digits)})` : shown(value, digits));
  const times = "\u00a0\u00d7\u00a0";
  return [
    [
      "n\u209c = tanh(", `${w_x}${times}${wrap(xs[k], 1)}`, " + ", `${w_h}${times}`,
      { text: `${shown(r[k], 2)}${times}${wrap(plus[k], 3)}`, tone: "o" }, ") = ", { text: shown(n_plus[k], 3), tone: "ink" },
    ],
    [
      "h\u209c = ", { text: `(1 \u2212 ${shown(z[k], 2)})`, tone: "i" }, `${times}${wrap(plus[k], 3)} + `,
      { text: shown(z[k], 2), tone: "i" }, `${times}${wrap(n_plus[k], 3)} = `, { text: shown(plus[step], 3), tone: "ink" },
    ],
  ];
}

// Input, gates and h above each other over the same steps. Returns the scale of the steps.
function paint(view, given, values) {
  const { xs, step } = given;
  const left = 38;
  const right = view.width - 12;
  const x = scale([0, xs.length], [left, right]);
  const input = { top: 24, bottom: 84 };
  const state = { top: 222, bottom: 422 };
  const half = (right - left) / xs.length / 2;
  view.paint(
    state.bottom + 46,
    svg("rect", { x: x(step) - half, y: 0, width: 2 * half, height: state.bottom, rx: 5, class: "now" }),
    edges(x, given, state.bottom),
    inputPanel(x, input, given, left, right),
    gateRows(x, values, half),
    statePanel(x, state, given, values, left, right),
    axis("bottom", x, [0, 5, 10, 15, 20], { at: state.bottom, across: [0, 0], grid: false }),
    svgText({ x: (left + right) / 2, y: state.bottom + 38, "text-anchor": "middle" }, "step t"),
  );
  return x;
}

function edges(x, { new: fresh }, bottom) {
  return [fresh - 0.5, fresh + 0.5].map((t) =>
    svg("line", { x1: x(t), x2: x(t), y1: 4, y2: bottom, class: "line-quiet", "stroke-dasharray": "2 4" }),
  );
}

function inputPanel(x, { top, bottom }, { xs, new: fresh }, left, right) {
  const y = scale([-1, 1], [bottom, top]);
  return [
    svgText({ x: left, y: top - 10 }, "input x_t"),
    svg("text", { x: x(fresh + 0.5) + 6, y: top - 10, class: "small quiet" }, "\u2190 new value"),
    axis("left", y, [0], { at: left, across: [left, right] }),
    xs.map((value, k) => {
      const now = k + 1 === fresh;
      const look = now ? { class: "line-x", "stroke-width": 5 } : { class: "line-quiet", "stroke-width": 2.5 };
      return svg("line", { x1: x(k + 1), x2: x(k + 1), y1: y(0), y2: y(value), ...look });
    }),
  ];
}

// A bar for each step, full where the gate is open.
function gateRows(x, values, half) {
  return Object.entries(GATES).map(([gate, { tone, top, bottom }]) => [
    svgText({ x: 6, y: (top + bottom) / 2 + 5, class: `fill-${tone}` }, `${gate}_t`),
    values[gate].map((open, k) => {
      const place = { x: x(k + 1) - half * 0.7, width: half * 1.4 };
      return [
        svg("rect", { ...place, y: top, height: bottom - top, class: "shell" }),
        svg("rect", { ...place, y: bottom - (bottom - top) * open, height: (bottom - top) * open, class: `fill-${tone}` }),
      ];
    }),
    svg("rect", { x: x(0.5), y: top - 2, width: x(values[gate].length) - x(0), height: bottom - top + 4, class: "paint" }),
  ]);
}

function statePanel(x, { top, bottom }, given, values, left, right) {
  const { xs, start, near, new: fresh } = given;
  const y = scale([-1, 1], [bottom, top]);
  const band = (from, to, middle, tone) =>
    svg("rect", { x: x(from), width: Math.min(x(to), right) - x(from), y: y(middle + near), height: y(middle - near) - y(middle + near), class: `goal-${tone}` });
  return [
    band(0, fresh - 0.5, start, "positive"),
    band(0, fresh - 0.5, -start, "negative"),
    band(fresh - 0.5, xs.length, values.wanted, "green"),
    svgText({ x: left, y: top - 10 }, "h_t"),
    lineKeys(left + 56, top - 10, RUNS.map(({ begins, tone }) => ({ text: `from ${begins}${start}`, tone, dashes: tone === "negative" ? "6 4" : null }))),
    axis("left", y, [-1, -0.5, 0, 0.5, 1], { at: left, across: [left, right], label: (h) => shown(h, h % 1 ? 1 : 0) }),
    [...RUNS].reverse().map(({ name, tone }) => [
      svg("path", { d: line(values[name].map((h, t) => [x(t), y(h)])), class: `line-${tone}`, "stroke-width": 1.75, "stroke-dasharray": tone === "negative" ? "6 4" : null }),
      values[name].map((h, t) => marker(tone, x(t), y(h))),
    ]),
  ];
}

// Circles for one run, squares for the other: colour is not the only difference.
function marker(tone, x, y, size = 3.6) {
  if (tone === "positive") return svg("circle", { cx: x, cy: y, r: size, class: "fill-positive" });
  return svg("rect", { x: x - size, y: y - size, width: size * 2, height: size * 2, class: "fill-negative" });
}
