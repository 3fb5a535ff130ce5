// The attention matrix: see __init__.py, the same numbers and words.

// rows (n, m) of a matrix, weighted by a row of n numbers, added to a start.
const product = (row, matrix, start) => {
  const sums = [...start];
  row.forEach((value, i) => {
    if (value !== 0) matrix[i].forEach((weight, j) => (sums[j] += value * weight));
  });
  return sums;
};
const sigmoid = (a) => 0.5 * Math.tanh(0.5 * a) + 0.5;
const dot = (one, other) => one.reduce((sum, value, i) => sum + value * other[i], 0);

// One step of a GRU, packed r z n; what is read is a symbol, that is, a row of W_x.
function gru({ W_x, W_h, b }, symbol, h) {
  const H = h.length;
  const given = W_x[symbol].map((weight, j) => weight + b[j]);
  const past = product(h, W_h, new Array(3 * H).fill(0));
  const r = h.map((_, j) => sigmoid(given[j] + past[j]));
  const z = h.map((_, j) => sigmoid(given[H + j] + past[H + j]));
  const held = product(h.map((each, j) => r[j] * each), W_h, new Array(3 * H).fill(0));
  return h.map((each, j) => (1 - z[j]) * each + z[j] * Math.tanh(given[2 * H + j] + held[2 * H + j]));
}

const parts = (net, name) => ({ W_x: net[`${name}.W_x`], W_h: net[`${name}.W_h`], b: net[`${name}.b`] });

function compute({ letters, longest, trained, net, symbols, step }) {
  const end = letters.length;
  const [encoder, decoder] = [parts(net, "encoder"), parts(net, "decoder")];
  let h = new Array(encoder.W_h.length).fill(0);
  const hs = symbols.map((symbol) => (h = gru(encoder, symbol, h)));
  const codes = [];
  const rows = [];
  let last = end + 1;
  while (codes.length <= longest && last !== end) {
    h = gru(decoder, last, h);
    const scores = hs.map((key) => dot(key, h) / Math.sqrt(h.length));
    const largest = Math.max(...scores);
    const exps = scores.map((score) => Math.exp(score - largest));
    const total = exps.reduce((sum, each) => sum + each, 0);
    const row = exps.map((each) => each / total);
    const context = h.map((_, j) => row.reduce((sum, weight, s) => sum + weight * hs[s][j], 0));
    const logits = product([...h, ...context], net["readout.W_y"], net["readout.b_y"]);
    last = logits.indexOf(Math.max(...logits));
    codes.push(last);
    rows.push(row);
  }
  const written = codes.map((code) => (code < end ? letters[code] : ".")).join("");
  const wanted = `${[...symbols].reverse().map((code) => letters[code]).join("")}.`;
  const now = Math.min(step, codes.length);
  const at = rows[now - 1].indexOf(Math.max(...rows[now - 1]));
  return {
    string: symbols.map((code) => letters[code]).join(""),
    written,
    rows,
    wanted,
    spelled: written.replace(/\.$/, "") || "nothing",
    due: wanted.slice(0, -1),
    ends: written.endsWith("."),
    right: written === wanted,
    now,
    says: written[now - 1] === "." ? "the end" : written[now - 1],
    at: at + 1,
    letter: letters[symbols[at]],
    share: rows[now - 1][at],
    longer: symbols.length > trained,
  };
}

function draw(view) {
  typing(view);
  view.slider("step");
  view.notes.append(node("p", { class: "legend" }, "The stronger its colour, the more of the look falls on a letter; the number is per cent. A dot at the left is the end."));
  return (given, values) => paint(view, given, values);
}

// A field for letters, and buttons for those who have no keyboard. The up and down keys change the last letter.
function typing(view) {
  const { letters, longest } = view.about.constants;
  const id = view.id("string");
  const field = node("input", { type: "text", id, autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: longest, class: "string" });
  const put = (symbols) => view.set({ symbols });
  const read = () => [...field.value.toLowerCase()].map((letter) => letters.indexOf(letter)).filter((code) => code >= 0).slice(0, longest);
  field.addEventListener("input", () => {
    const symbols = read();
    if (symbols.length) put(symbols);
  });
  // An empty field stays empty while somebody types; once it is left, it shows what the figure shows.
  field.addEventListener("change", () => (field.value = spelled(view.given)));
  field.addEventListener("keydown", (event) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    const { symbols } = view.given;
    put([...symbols.slice(0, -1), (symbols.at(-1) + way + letters.length) % letters.length]);
  });
  const spelled = ({ symbols }) => symbols.map((code) => letters[code]).join("");
  view.controls.append(
    node(
      "div",
      { class: "control wide" },
      node("div", { class: "name" }, node("label", { for: id }, `${view.about.faces.symbols.label}: 1 to ${longest} letters from a to h`)),
      field,
    ),
  );
  const keys = node("div", { class: "keys wide", role: "group", "aria-label": "Letters" });
  view.controls.append(keys);
  [...letters].forEach((letter, code) =>
    view.button(letter, (given) => put([...given.symbols, code]), { able: ({ symbols }) => symbols.length < longest, parent: keys }),
  );
  view.button("Take one away", ({ symbols }) => put(symbols.slice(0, -1)), { able: ({ symbols }) => symbols.length > 1, parent: keys });
  view.bind((given) => {
    if (read().join() !== given.symbols.join() && !(field.matches(":focus") && field.value === "")) field.value = spelled(given);
  });
}

function paint(view, given, { rows, string, written, wanted, now }) {
  const left = 40;
  const top = 56;
  const side = Math.min(44, (view.width - left - 30) / string.length);
  const down = Math.min(side, 34);
  const at = (s) => left + s * side;
  view.paint(
    top + rows.length * down + 10,
    svg("text", { x: left, y: 16, class: "quiet" }, "reads, from left to right"),
    svg("text", { x: 2, y: top - 10, class: "quiet" }, "writes"),
    [...string].map((letter, s) => svg("text", { x: at(s + 0.5), y: top - 10, "text-anchor": "middle", class: "letter" }, letter)),
    rows.map((row, t) => {
      const y = top + t * down;
      const good = written[t] === wanted[t];
      return [
        t + 1 === now ? svg("rect", { x: 2, y, width: at(string.length) + 24, height: down, rx: 5, class: "now" }) : null,
        svg("text", { x: 18, y: y + down / 2 + 5, "text-anchor": "middle", class: "letter" }, written[t] === "." ? "\u2022" : written[t]),
        row.map((weight, s) => [
          svg("rect", { x: at(s) + 1, y: y + 1, width: side - 2, height: down - 2, rx: 3, class: "ground" }),
          svg("rect", { x: at(s) + 1, y: y + 1, width: side - 2, height: down - 2, rx: 3, class: "fill-h", "fill-opacity": (0.75 * weight).toFixed(3) }),
          side > 25 && weight >= 0.005 ? svg("text", { x: at(s + 0.5), y: y + down / 2 + 4, "text-anchor": "middle", class: "small" }, shown(100 * weight)) : null,
        ]),
        svg("text", { x: at(string.length) + 14, y: y + down / 2 + 5, "text-anchor": "middle", class: good ? "tone-green" : "tone-red" }, good ? "\u2713" : "\u2717"),
      ];
    }),
  );
}
