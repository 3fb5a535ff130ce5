// A latch by hand: one LSTM cell stores, keeps and shows a value while the reader holds its gates. See __init__.py:
// the same numbers and words.

const LETTERS = ["i", "f", "o"];

function compute(given) {
  const { xs, write, read, start, near } = given;
  const phase = (t) => (t === write ? "write" : t === read ? "read" : "keep");
  const [i, f, o] = LETTERS.map((letter) => xs.map((_, k) => given[`${letter}_${phase(k + 1)}`]));
  const g = xs.map(Math.tanh);
  const c = [start];
  xs.forEach((_, k) => c.push(f[k] * c[k] + i[k] * g[k]));
  const h = xs.map((_, k) => o[k] * Math.tanh(c[k + 1]));
  let leak_step = 1;
  h.forEach((value, k) => {
    if (k + 1 !== read && Math.abs(value) > Math.abs(h[leak_step - 1])) leak_step = k + 1;
  });
  const [value, stored, leak] = [g[write - 1], c[write], h[leak_step - 1]];
  const stray = Math.max(...c.slice(write + 1, read).map((each) => Math.abs(each - stored)));
  const wanted = Math.tanh(value);
  const off = { stored: stored - value, kept: stray, shown: h[read - 1] - wanted, quiet: leak };
  return {
    i,
    f,
    o,
    g,
    c,
    h,
    value,
    stored,
    stray,
    wanted,
    read: h[read - 1],
    leak,
    leak_size: Math.abs(leak),
    leak_step,
    unmet: Object.keys(off).filter((name) => Math.abs(off[name]) > near),
  };
}

const PHASE_NAMES = { write: "Write", keep: "Keep", read: "Read" };
const GATE_NAMES = { i: "input", f: "forget", o: "output" };
const LEGEND =
  "A full bar is an open gate. Green: what c has to keep, and h to show. Paint the gates: draw along the row of one, up to open " +
  "it and down to shut it. A tap elsewhere chooses the step.";

function draw(view) {
  const hands = node("div", { class: "hands wide" });
  view.controls.append(hands);
  const { write, read } = view.about.constants;
  const times = { write: `step ${write}`, keep: "the rest", read: `step ${read}` };
  for (const [phase, when] of Object.entries(times)) {
    const legend = node("legend", {}, node("strong", {}, PHASE_NAMES[phase]), node("span", { class: "when" }, when));
    const group = node("fieldset", { class: "phase" }, legend);
    hands.append(group);
    for (const letter of LETTERS) gateSlider(view, `${letter}_${phase}`, letter, group);
  }
  const second = node("div", { class: "controls second" });
  const lines = [formula(), formula()];
  const goals = numberTable(["What is asked", "Now", "Wanted"]);
  view.notes.append(second, ...lines, goals.element, node("details", {}, node("summary", {}, "How to read and paint it"), node("p", { class: "legend" }, LEGEND)));
  view.slider("step", { parent: second, plain: true, text: (step) => `${step} of ${view.about.faces.step.high}` });
  let drawn = null;
  // A gate is painted from where the hand comes down in its row: up is open. All steps of a phase have one value.
  let painted = null;
  let before = 1;
  view.drag(view.stage, ({ x, y, first }) => {
    const { rows, columns } = drawn;
    const distances = columns.map((center) => Math.abs(center - x));
    const step = distances.indexOf(Math.min(...distances)) + 1;
    if (first) painted = LETTERS.find((letter) => y > rows[letter] - 2 && y < rows[letter] + rows.gate + 2) ?? null;
    if (painted === null) return view.set({ step });
    const open = Math.round(20 * clamp((rows[painted] + rows.gate - y) / rows.gate, 0, 1)) / 20;
    const phase = (t) => (t === write ? "write" : t === read ? "read" : "keep");
    const passed = between(first ? step : before, step).map((t) => [`${painted}_${phase(t)}`, open]);
    before = step;
    view.set({ step, ...Object.fromEntries(passed) });
  });
  return (given, values) => {
    drawn = paintLatch(view, given, values);
    stepLines(given, values).forEach((parts, k) => lines[k].update(parts));
    goals.update(goalRows(given, values));
  };
}

// A short visible name inside its group, and the whole name for those who hear it.
function gateSlider(view, name, letter, parent) {
  const element = view.slider(name, { label: letter, parent, plain: true });
  element.querySelector("input").setAttribute("aria-label", view.about.faces[name].label);
  element.querySelector("label").prepend(node("span", { class: "word" }, `${GATE_NAMES[letter]} `));
}

function stepLines({ step }, values) {
  const k = step - 1;
  const [i, f, g, o] = [values.i[k], values.f[k], values.g[k], values.o[k]];
  const factor = (value) => (shown(value, 3).startsWith("\u2212") ? `(${shown(value, 3)})` : shown(value, 3));
  return [
    [
      `c${low(step)} = f c${low(step - 1)} + i g${low(step)} = `,
      { text: shown(f, 2), tone: "f" },
      { text: `\u00a0\u00d7\u00a0${factor(values.c[k])}`, tone: "ink" },
      " + ",
      { text: shown(i, 2), tone: "i" },
      { text: `\u00a0\u00d7\u00a0${factor(g)}`, tone: "g" },
      " = ",
      { text: shown(values.c[step], 3), tone: "ink" },
    ],
    [
      `h${low(step)} = o tanh(c${low(step)}) = `,
      { text: shown(o, 2), tone: "o" },
      { text: `\u00a0\u00d7\u00a0tanh(${shown(values.c[step], 3)})`, tone: "ink" },
      " = ",
      { text: shown(values.h[k], 3), tone: "h" },
    ],
  ];
}

function goalRows({ write, read, near }, values) {
  const row = (name, now, wanted, met) => [name, shown(now, 3), { text: `${wanted} ${met ? "\u2713" : "\u2717"}`, tone: met ? "right" : "wrong" }];
  const { stored, stray, leak, value, wanted } = values;
  return [
    row(`c after step ${write}`, stored, `${shown(value, 3)} \u00b1 ${near}`, Math.abs(stored - value) <= near),
    row("then c moves by", stray, `at most ${near}`, stray <= near),
    row(`h at step ${read}`, values.read, `${shown(wanted, 3)} \u00b1 ${near}`, Math.abs(values.read - wanted) <= near),
    row("h elsewhere", Math.abs(leak), `at most ${near}`, Math.abs(leak) <= near),
  ];
}

// A step as an index: low(12) is "₁₂".
function low(step) {
  return [...String(step)].map((digit) => String.fromCharCode(0x2080 + Number(digit))).join("");
}
