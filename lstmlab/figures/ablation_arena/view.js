// The ablation arena: see __init__.py, the same numbers and words.

const Z = 1.959963984540054;

function compute(given) {
  const { task, variants, parts, seeds, counts } = given;
  const names = Object.keys(variants);
  const measured = names.map((name) => counts[task][name]);
  const intervals = measured.map((k) => wilson(k, seeds));
  const [guessed, came] = [parts.map((name) => given[name]), measured.slice(1)];
  const pairs = parts.flatMap((_, i) => parts.slice(i + 1).map((_, k) => [i, i + 1 + k]));
  const differ = pairs.filter(([i, j]) => came[i] !== came[j]);
  const ordered = differ.filter(([i, j]) => (guessed[i] - guessed[j]) * (came[i] - came[j]) > 0);
  return {
    measured,
    low: intervals.map(([low]) => seeds * low),
    high: intervals.map(([, high]) => seeds * high),
    off: guessed.reduce((sum, guess, i) => sum + Math.abs(guess - came[i]), 0) / parts.length,
    pairs: differ.length,
    ordered: ordered.length,
    ties: pairs.length - differ.length,
  };
}

function wilson(k, n) {
  const rate = k / n;
  const square = Z * Z;
  const centre = (rate + square / (2 * n)) / (1 + square / n);
  const half = (Z * Math.sqrt((rate * (1 - rate)) / n + square / (4 * n * n))) / (1 + square / n);
  return [k === 0 ? 0 : centre - half, k === n ? 1 : centre + half];
}

function draw(view) {
  const { variants, parts } = view.about.constants;
  view.choice("task");
  const guesses = node("div", { class: "guesses wide" });
  view.controls.append(guesses);
  for (const name of parts) view.slider(name, { parent: guesses });
  view.toggle("shown");
  const numbers = numberTable(["Variant", "Guessed", "Came out", "95 % interval"]);
  view.notes.append(numbers.element);
  let x = null;
  let held = null;
  view.drag(view.stage, (at) => {
    if (at.first) held = parts[Math.round((at.y - TOP - 6) / GAP) - 1] ?? null; // the first row is not guessed
    if (held === null) return false;
    return view.set({ [held]: Math.round(x.inverse(at.x)) });
  });
  return (given, values) => {
    x = paint(view, given, values);
    numbers.element.hidden = !given.shown;
    numbers.update(
      Object.keys(variants).map((name, k) => [
        name,
        String(given[name] ?? ""),
        String(values.measured[k]),
        `${fixed(values.low[k], 1)} to ${fixed(values.high[k], 1)}`,
      ]),
    );
  };
}

const TOP = 34;
const GAP = 30;

function paint(view, given, values) {
  const { variants, seeds, shown: open } = given;
  const names = Object.keys(variants);
  const left = 66;
  const right = view.width - 16;
  const bottom = TOP + GAP * (names.length - 0.4);
  const x = scale([0, seeds], [left + 8, right]);
  const keys = [svg("path", { d: diamond(left + 12, 11.5), class: "guess" }), svg("text", { x: left + 24, y: 16 }, "guessed")];
  keys.push(svg("circle", { cx: left + 112, cy: 11.5, r: 5, class: "fill-blue" }));
  keys.push(svg("text", { x: left + 124, y: 16 }, "came out"));
  const parts = [keys, axis("bottom", x, [0, 2, 4, 6, 8, 10], { at: bottom, across: [TOP - 8, bottom] })];
  names.forEach((name, k) => {
    const y = TOP + GAP * k + 6;
    parts.push(svg("text", { x: left - 6, y: y + 4.5, "text-anchor": "end" }, name));
    if (open || k === 0) {
      const span = { x1: x(values.low[k]), x2: x(values.high[k]), y1: y, y2: y };
      parts.push(svg("line", { ...span, class: "line-blue", "stroke-width": 2 }));
      parts.push(svg("circle", { cx: x(values.measured[k]), cy: y, r: 5.5, class: "fill-blue" }));
    }
    if (k > 0) parts.push(svg("path", { d: diamond(x(given[name]), y), class: "guess" }));
  });
  parts.push(svg("text", { x: (left + right) / 2, y: bottom + 38, "text-anchor": "middle" }, `seeds of ${seeds} that succeed`));
  view.paint(bottom + 46, parts);
  return x;
}

function diamond(x, y, size = 7) {
  return `${line([[x, y - size], [x + size, y], [x, y + size], [x - size, y]])}Z`;
}
