// The unroll explorer: a small Elman network reads two words. See __init__.py: the same numbers and words.

function compute({ text, other, strength, carry, step, unit, alphabet, W_x, W_h, biases }) {
  const words = text.split(" ");
  const letters = words.join("");
  const starts = words.flatMap((word) => [...word].map((_, k) => k === 0));
  const scaled = W_h.map((row) => row.map((weight) => strength * weight));
  const zero = biases.map(() => 0);
  const product = (row, matrix, j) => row.reduce((sum, value, i) => sum + value * matrix[i][j], 0);
  const run = (read) => {
    const rows = { x: [], h_prev: [], a: [], h: [] };
    [...read].forEach((letter, t) => {
      const x = alphabet.map((each) => (each === letter ? 1 : 0));
      const before = t === 0 || (starts[t] && !carry) ? zero : rows.h[t - 1];
      const a = biases.map((bias, j) => product(x, W_x, j) + product(before, scaled, j) + bias);
      rows.x.push(x);
      rows.h_prev.push(before);
      rows.a.push(a);
      rows.h.push(a.map(Math.tanh));
    });
    return rows;
  };
  const seen = run(letters);
  const changed = run(other + letters.slice(1));
  const now = Math.min(step, letters.length);
  const t = now - 1;
  const j = unit - 1;
  return {
    now,
    letters,
    two: words.length > 1,
    starts,
    same: other === letters[0],
    told: [...new Set([1, now, letters.length])],
    ...seen,
    change: seen.h.map((row, k) => Math.sqrt(row.reduce((sum, value, i) => sum + (value - changed.h[k][i]) ** 2, 0))),
    input_term: product(seen.x[t], W_x, j),
    memory_terms: seen.h_prev[t].map((value, i) => value * scaled[i][j]),
    bias: biases[j],
    total: seen.a[t][j],
    value: seen.h[t][j],
  };
}

function draw(view) {
  const length = ({ text }) => text.replace(" ", "").length;
  view.player("step", {
    next: (given) => (given.step < length(given) ? { step: given.step + 1 } : null),
    high: length,
    read: (given, { now }) => now,
    text: (step) => `${step} of ${length(view.given)}`,
  });
  view.choice("drawing");
  typing(view);
  view.slider("strength");
  const second = node("div", { class: "controls second" });
  const numbers = numbersTable(view);
  const lines = [formula(), formula(), formula(), formula()];
  const unitRow = node("div", { class: "unit-row" });
  view.notes.append(second, numbers.element, unitRow, ...lines);
  view.choice("other", { parent: second });
  view.toggle("carry", { parent: second });
  view.choice("unit", { parent: unitRow });
  let columns = [];
  view.drag(view.stage, ({ x, y }) => {
    if (view.given.drawing === "rolled" && y < GRAPH) return;
    const distances = columns.map((center) => Math.abs(center - x));
    view.set({ step: distances.indexOf(Math.min(...distances)) + 1 });
  });
  return (given, values) => {
    columns = columnsOf(view.width, values.starts);
    const graph = given.drawing === "rolled" ? paintRolled(view.width, given, values) : paintUnrolled(view.width, columns, given, values);
    view.paint(GRAPH + TRACE, graph, paintTrace(view.width, columns, given, values));
    numbers.update(given, values);
    formulaLines(given, values).forEach((parts, i) => lines[i].update(parts));
  };
}

// A field for the reader's own text, and a button for each of ours. The up and down keys change the last letter.
function typing(view) {
  const { alphabet, texts, most } = view.about.constants;
  const id = view.id("text");
  const field = node("input", { type: "text", id, autocomplete: "off", autocapitalize: "none", spellcheck: "false", class: "typed" });
  // What the network can read of it: its letters, in two words at most, and no more than it has room for.
  const read = () => {
    let left = most;
    const known = (word) => [...word].filter((letter) => alphabet.includes(letter) && left-- > 0).join("");
    return field.value.toLowerCase().trim().split(/\s+/).slice(0, 2).map(known).filter(Boolean).join(" ");
  };
  field.addEventListener("input", () => {
    const text = read();
    if (text.replace(" ", "").length > 1) view.set({ text });
  });
  // A single letter may stand there while somebody types; once the field is left, it shows what the figure shows.
  field.addEventListener("change", () => (field.value = view.given.text));
  field.addEventListener("keydown", (event) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    const { text } = view.given;
    const last = alphabet.indexOf(text.at(-1));
    view.set({ text: text.slice(0, -1) + alphabet[(last + way + alphabet.length) % alphabet.length] });
  });
  const hint = `${view.about.faces.text.label}: one word or two of ${alphabet.slice(0, -1).join(", ")} and ${alphabet.at(-1)}, up to ${most} letters`;
  const ours = node("div", { class: "texts", role: "group", "aria-label": "Texts" });
  view.controls.append(
    node("div", { class: "control wide" }, node("div", { class: "name" }, node("label", { for: id }, hint)), node("div", { class: "typing" }, field, ours)),
  );
  for (const text of texts) view.button(text, () => view.set({ text }), { able: (given) => given.text !== text, parent: ours });
  view.bind((given) => {
    const typing = field.matches(":focus") && read().replace(" ", "").length < 2;
    if (read() !== given.text && !typing) field.value = given.text;
  });
}

// The formula of the chosen unit: in letters, with its numbers, summed up, and through tanh.
function formulaLines({ unit, strength, W_x, W_h, alphabet }, values) {
  const t = values.now - 1;
  const j = unit - 1;
  const number = (value) => shown(value, 3);
  const letter = values.letters[t];
  const factors = values.h_prev[t].flatMap((value, i) => [
    i ? " + " : "",
    { text: times(value, strength * W_h[i][j]), tone: "h" },
  ]);
  const memory = values.memory_terms.reduce((sum, term) => sum + term, 0);
  return [
    ["a\u209c = ", { text: "x\u209c W\u2093", tone: "x" }, " + ", { text: "h\u209c\u208b\u2081 (s W\u2095)", tone: "h" }, " + ", { text: "b", tone: "ink" }],
    ["= ", { text: `1${TIMES}${wrapped(W_x[alphabet.indexOf(letter)][j])}`, tone: "x" }, " + ", ...factors, " + ", { text: wrapped(values.bias), tone: "ink" }],
    ["= ", { text: number(values.input_term), tone: "x" }, " + ", { text: wrapped(memory), tone: "h" }, " + ", { text: wrapped(values.bias), tone: "ink" }, " = ", { text: number(values.total), tone: "ink" }],
    ["h\u209c = tanh(", { text: number(values.total), tone: "ink" }, ") = ", { text: number(values.value), tone: "ink" }],
  ];
}

const TIMES = "\u00a0\u00d7\u00a0"; // a product is not broken over two lines

function times(value, weight) {
  return `${wrapped(value)}${TIMES}${wrapped(weight)}`;
}

// A factor or a term after a sign: in brackets where it is negative.
function wrapped(value) {
  const text = shown(value, 3);
  return text.startsWith("\u2212") ? `(${text})` : text;
}

// x, h before, a and h at this step, as coloured cells. A value is shaded by its size, and its sign is written.
function numbersTable(view) {
  const { alphabet, biases } = view.about.constants;
  const head = (text) => node("th", { scope: "col" }, indexed(text));
  const letterCells = alphabet.map(() => node("td"));
  const inputs = node(
    "table",
    { class: "cells" },
    node("thead", {}, node("tr", {}, head("Letter"), alphabet.map(head))),
    node("tbody", {}, node("tr", {}, node("th", { scope: "row" }, indexed("x_t")), letterCells)),
  );
  const names = ["h_prev", "a", "h"];
  const rows = names.map(() => biases.map(() => node("td")));
  const heads = biases.map((_, j) => head(`unit ${j + 1}`));
  const states = node(
    "table",
    { class: "cells" },
    node("thead", {}, node("tr", {}, head("Hidden"), heads)),
    node("tbody", {}, ["h_{t-1}", "a_t", "h_t"].map((name, i) => node("tr", {}, node("th", { scope: "row" }, indexed(name)), rows[i]))),
  );
  return {
    element: node("div", { class: "numbers" }, inputs, states),
    update({ unit }, values) {
      const step = values.now;
      letterCells.forEach((cell, i) => {
        const value = values.x[step - 1][i];
        cell.textContent = value;
        cell.className = value ? "hot" : "";
      });
      names.forEach((name, r) =>
        rows[r].forEach((cell, j) => {
          const value = values[name][step - 1][j];
          cell.textContent = shown(value, 3);
          cell.className = `${value < 0 ? "negative" : "positive"}${j === unit - 1 ? " chosen" : ""}`;
          cell.style.setProperty("--size", `${(50 * Math.min(Math.abs(value), 1)).toFixed(1)}%`);
        }),
      );
      heads.forEach((cell, j) => (cell.className = j === unit - 1 ? "chosen" : ""));
    },
  };
}
