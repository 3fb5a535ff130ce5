// The window explorer: see window_explorer.py, the same numbers and words.

function compute({ view, width, position, horizon, vocabulary, words, deciding, widest, hidden, celsius }) {
  const sentence = view === "sentence";
  const length = sentence ? words.length : celsius.length;
  const w = sentence ? Math.min(width, widest) : width;
  const ahead = sentence ? 1 : horizon;
  const target = clamp(position, sentence ? 1 : w + ahead - 1, length - 1);
  const first = Math.max(0, target - ahead - w + 1);
  const seen = target - ahead + 1 - first;
  const inputs = sentence ? w * vocabulary : w;
  const outputs = sentence ? vocabulary : 1;
  return {
    width: w,
    horizon: ahead,
    target,
    first,
    seen,
    empty: w - seen,
    samples: sentence ? length - 1 : length - w - ahead + 1,
    decided: sentence && target === length - 1 && first <= deciding,
    inputs,
    hidden,
    outputs,
    parameters: parameters(inputs, hidden, outputs),
    window: sentence ? [] : celsius.slice(first, first + w),
    answer: sentence ? 0 : celsius[target],
  };
}

function parameters(inputs, hidden, outputs) {
  return (inputs + 1) * hidden + (hidden + 1) * outputs;
}

function unmet({ view, words, deciding }, { target, decided, width }) {
  const last = words.length - 1;
  if (view !== "sentence") return ["Choose the sentence, not the temperatures."];
  if (target !== last) return ["Let the network predict the last word of the sentence."];
  if (!decided) return ["The window does not reach the word that decides how the sentence ends."];
  if (width > last - deciding) return ["A smaller window sees the deciding word too."];
  return [];
}

function describe(given, values) {
  const size = `The network has ${plural(values.inputs, "input")} and ${grouped(values.parameters)} parameters.`;
  if (given.view === "sentence") return `${describeSentence(given, values)} ${size}`;
  const { months, celsius } = given;
  const { first, width, target, horizon, answer, samples } = values;
  return (
    `Monthly mean temperature of Tokyo, ${months[0]} to ${months[celsius.length - 1]}: ` +
    `a wave, warm in summer and cold in winter. A window of ${plural(width, "month")}, ` +
    `${months[first]} to ${months[first + width - 1]}, is the input. ` +
    `The target is ${fixed(answer, 1)} \u00b0C in ${months[target]}, ${plural(horizon, "month")} after the window. ` +
    `${samples} such samples fit into the series. ${size}`
  );
}

function describeSentence({ words, deciding }, { target, first, width, empty, decided }) {
  const text = [
    `A sentence of ${words.length} words. Through a window of ${plural(width, "word")} the network sees ` +
      `\u201c${words.slice(first, target).join(" ")}\u201d and predicts the next word, \u201c${words[target]}\u201d.`,
  ];
  if (first) text.push(`It does not see the ${plural(first, "word")} before the window.`);
  if (empty) text.push(`${plural(empty, "place")} of the window ${empty === 1 ? "is" : "are"} empty.`);
  if (decided) text.push(`The window reaches \u201c${bare(words[deciding])}\u201d, the word that decides how the sentence ends.`);
  return text.join(" ");
}

function bare(word) {
  return word.replace(/,$/, "");
}

function result(given, values) {
  if (given.view !== "sentence") {
    const { first, width, target, horizon, answer } = values;
    const ahead = horizon === 1 ? "the month after" : `${horizon} months later`;
    return `From ${plural(width, "month")} up to ${given.months[first + width - 1]}, the network predicts ${ahead}: ${given.months[target]}, ${fixed(answer, 1)} \u00b0C.`;
  }
  const { words, deciding, other, fitting } = given;
  const { target, first, decided } = values;
  const seen = `\u201c${words.slice(first, target).join(" ")}\u201d`;
  if (target < words.length - 1) return `The network sees ${seen}. The next word is \u201c${words[target]}\u201d.`;
  if (!decided) return `The network sees ${seen}. What comes next? ${fitting.map((word) => `\u201c${word}\u201d`).join(", ")}: all of them fit.`;
  return `The window reaches \u201c${bare(words[deciding])}\u201d, and only this word speaks for \u201c${words[target]}\u201d: after \u201c${other[0]}\u201d the same words would end in \u201c${other[1]}\u201d.`;
}

function draw(view) {
  addControls(view);
  const strip = node("div", { class: "strip" });
  const cells = node("div", { class: "cells" });
  view.stage.prepend(strip);
  view.stage.append(cells);
  const first = formula();
  const second = formula();
  view.notes.append(first, second);

  strip.addEventListener("click", (event) => {
    const place = Number(event.target.closest("[data-place]")?.dataset.place ?? 0);
    if (place > 0) view.set({ position: place });
  });
  let months = null; // the horizontal scale of the series, in pixels
  drag(view.picture, ({ x }) => {
    if (view.given.view !== "sentence" && months) view.set({ position: Math.round(months.inverse(x)) });
  });

  return (given, values) => {
    const sentence = given.view === "sentence";
    strip.hidden = !sentence;
    cells.hidden = sentence;
    view.picture.classList.toggle("draggable", !sentence);
    if (sentence) {
      strip.replaceChildren(...chips(given, values));
      paintGrowth(view, given, values);
    } else {
      months = paintSeries(view, given, values);
      cells.replaceChildren(...sample(given, values));
    }
    const [one, two] = sentence ? sentenceFormulas(given, values) : seriesFormulas(given, values);
    first.update(one);
    second.update(two);
  };
}

// Each view keeps its own width and place while the reader looks at the other one.
function addControls(view) {
  const kept = { sentence: { width: 3, position: 11 }, temperatures: { width: 12, position: 66 } };
  const { view: now, width, position } = view.about.start;
  kept[now] = { width, position };
  const own = view.choice("view", {
    write: (next) => {
      const { view: left, width, position } = view.given;
      kept[left] = { width, position };
      return { view: next, ...kept[next] };
    },
  });
  own.classList.add("wide");
  const sentence = (given) => given.view === "sentence";
  view.slider("width", {
    high: (given) => (sentence(given) ? given.widest : view.about.faces.width.high),
    read: (given, values) => values.width,
    text: (value) => plural(value, sentence(view.given) ? "word" : "month"),
  });
  view.slider("position", {
    low: (given, values) => (sentence(given) ? 1 : values.width + values.horizon - 1),
    high: (given) => (sentence(given) ? given.words : given.celsius).length - 1,
    read: (given, values) => values.target,
    text: (value) => (sentence(view.given) ? `word ${value + 1} of ${view.given.words.length}` : view.given.months[value]),
  });
  const horizon = view.slider("horizon", { text: (value) => plural(value, "month") });
  const vocabulary = view.choice("vocabulary");
  view.bind((given) => {
    horizon.hidden = sentence(given);
    vocabulary.hidden = !sentence(given);
  });
}

function chips({ words, deciding }, { first, target, empty, decided }) {
  const blanks = Array.from({ length: empty }, () => node("span", { class: "chip seen blank" }, "empty"));
  const chip = (word, i) => {
    const state = i === target ? "target" : i >= first && i < target ? "seen" : "unseen-word";
    return node("span", { class: `chip ${state}${decided && i === deciding ? " deciding" : ""}`, "data-place": i }, word);
  };
  return [...blanks, ...words.map(chip)];
}

// Parameters over the width of the window, with the present width marked.
function paintGrowth(view, { vocabulary, hidden, widest }, { width, parameters: now }) {
  const height = 190;
  const [left, right, top, bottom] = [58, view.width - 14, 34, height - 40];
  const count = (w) => parameters(w * vocabulary, hidden, vocabulary);
  const highest = ceiling(count(widest));
  const x = scale([1, widest], [left, right]);
  const y = scale([0, highest], [bottom, top]);
  const widths = Array.from({ length: widest }, (_, i) => i + 1);
  const label = (value) => (highest >= 1e6 ? `${value / 1e6} M` : highest >= 1e4 ? `${value / 1e3} k` : grouped(value));
  view.paint(
    height,
    svg("text", { x: 0, y: 14, class: "quiet" }, "Parameters of the network"),
    axis("left", y, [0, highest / 2, highest], { at: left, across: [left, right], label }),
    axis("bottom", x, widths.filter((w) => view.width > 480 || w % 2), { at: bottom + 2, across: [bottom, top], grid: false }),
    svg("text", { x: (left + right) / 2, y: height - 3, "text-anchor": "middle", class: "quiet" }, "width of the window"),
    svg("path", { d: line([[x(width), bottom], [x(width), y(now)]]), class: "line-blue", "stroke-dasharray": "3 3" }),
    svg("path", { d: line(widths.map((w) => [x(w), y(count(w))])), class: "line-blue", "stroke-width": 2.5 }),
    svg("circle", { cx: x(width), cy: y(now), r: 6, class: "fill-blue" }),
  );
}

// The next of 1, 2, 4, 5, 6, 8 times a power of ten: its half is round as well.
function ceiling(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value);
}

function paintSeries(view, { celsius, months }, { first, width, target, horizon }) {
  const height = 250;
  const [left, right, top, bottom] = [34, view.width - 10, 30, height - 26];
  const x = scale([0, celsius.length - 1], [left, right]);
  const y = scale([0, 32], [bottom, top]);
  const points = celsius.map((value, i) => [x(i), y(value)]);
  const end = first + width - 1;
  const half = (right - left) / (celsius.length - 1) / 2;
  const years = months.map((_, i) => i).filter((i) => i % (view.width < 480 ? 24 : 12) === 0);
  const middle = clamp((x(first) + x(end)) / 2, left + 28, right - 28);
  const apart = Math.abs(x(target) - middle) > 58;
  view.paint(
    height,
    svg("text", { x: 0, y: 12, class: "quiet small" }, "\u00b0C"),
    axis("left", y, [0, 10, 20, 30], { at: left, across: [left, right] }),
    axis("bottom", x, years, { at: bottom + 2, across: [top, bottom], label: (i) => months[i].slice(-4), grid: false }),
    svg("rect", { x: x(first) - half, y: top, width: x(end) - x(first) + 2 * half, height: bottom - top, rx: 3, class: "band" }),
    svg("path", { d: line(points), class: "line-quiet", "stroke-width": 1.25 }),
    svg("path", { d: line(points.slice(first, end + 1)), class: "line-blue", "stroke-width": 2.25 }),
    points.slice(first, end + 1).map(([cx, cy]) => svg("circle", { cx, cy, r: view.width < 480 ? 2.5 : 3.5, class: "fill-blue" })),
    horizon > 1 && svg("path", { d: line([[x(end) + half, top + 4], [x(target), top + 4]]), class: "line-orange", "stroke-dasharray": "2 3", "stroke-width": 1.5 }),
    svg("path", { d: line([[x(target), bottom], [x(target), top]]), class: "line-orange", "stroke-width": 1.5 }),
    svg("circle", { cx: x(target), cy: y(celsius[target]), r: 6, class: "target-dot" }),
    svg("text", { x: middle, y: 20, "text-anchor": "middle", class: "tone-blue fill-blue" }, "window"),
    apart && svg("text", { x: clamp(x(target), left, right - 20), y: 20, "text-anchor": "middle", class: "tone-orange fill-orange" }, "target"),
  );
  return x;
}

// One sample in numbers: the window's months and, behind an arrow, the target.
function sample({ months }, { first, window: inputs, target, answer }) {
  const cell = (place, value, kind) =>
    node("span", { class: `cell ${kind}` }, node("small", {}, months[place].slice(0, 3)), node("b", {}, shown(value, 1)));
  const arrow = node("span", { class: "arrow" }, "\u2192");
  return [...inputs.map((value, i) => cell(first + i, value, "seen")), node("span", { class: "leads" }, arrow, cell(target, answer, "target"))];
}

function sentenceFormulas({ vocabulary, hidden }, { width, inputs, outputs, parameters: total }) {
  return [
    ["inputs = ", { text: grouped(width), tone: "blue" }, " \u00d7 ", { text: grouped(vocabulary), tone: "purple" }, " = ", { text: grouped(inputs), tone: "ink" }],
    sizeFormula(inputs, hidden, outputs, total),
  ];
}

function seriesFormulas({ celsius, hidden }, { width, horizon, samples, inputs, outputs, parameters: total }) {
  return [
    ["samples = ", grouped(celsius.length), " \u2212 ", { text: grouped(width), tone: "blue" }, " \u2212 ", { text: grouped(horizon), tone: "orange" }, " + 1 = ", { text: grouped(samples), tone: "ink" }],
    sizeFormula(inputs, hidden, outputs, total),
  ];
}

function sizeFormula(inputs, hidden, outputs, total) {
  const first = { text: `(${grouped(inputs)} + 1) \u00d7 ${hidden}`, tone: "blue" };
  const second = { text: `(${hidden} + 1) \u00d7 ${grouped(outputs)}`, tone: "purple" };
  return ["parameters = ", first, " + ", second, " = ", { text: grouped(total), tone: "ink" }];
}
