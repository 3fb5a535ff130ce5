// What the window explorer draws: the sentence, the cost of a wider window, the series, one sample in numbers.

// The words as chips, line under line: a drawing, and the box of each word, so that a tap can find it.
function chips({ text, deciding }, { first, target, empty, decided }, width) {
  const items = text.map((word, i) => {
    const state = i === target ? "target" : i >= first && i < target ? "seen" : "unseen-word";
    return { text: word, look: decided && i === deciding ? "deciding" : state, place: i };
  });
  const blanks = Array.from({ length: empty }, () => ({ text: "empty", look: "blank", place: null }));
  let [x, y] = [1, 1];
  const boxes = [...blanks, ...items].map((item) => {
    const wide = 22 + lettersWidth(item.text);
    if (x > 1 && x + wide > width - 1) [x, y] = [1, y + CHIP + 6];
    const box = { ...item, x, y, width: wide, height: CHIP };
    x += wide + 6;
    return box;
  });
  const drawn = boxes.map((box) =>
    svg(
      "g",
      { class: `chip ${box.look}` },
      svg("rect", { x: box.x, y: box.y, width: box.width, height: CHIP, rx: 8 }),
      svg("text", { x: box.x + box.width / 2, y: box.y + 22, "text-anchor": "middle" }, box.text),
    ),
  );
  return { drawn, boxes, bottom: y + CHIP };
}

const CHIP = 34; // the height of a chip

// About how wide a word is at 16 pixels: fonts differ by a little, for which a chip has room.
function lettersWidth(text) {
  return [...text].reduce((sum, letter) => sum + (/[ijl,.'rft]/.test(letter) ? 5.5 : /[mwMW]/.test(letter) ? 13.5 : 9.25), 0);
}

// The sentence, and below it the parameters over the width of the window, with the present width marked.
function paintSentence(view, given, values) {
  const { vocabulary, hidden, widest } = given;
  const { width, parameters: now } = values;
  const sentence = chips(given, values, view.width);
  const start = sentence.bottom + 16;
  const height = start + 190;
  const [left, right, top, bottom] = [58, view.width - 14, start + 34, height - 40];
  const count = (w) => parameters(w * vocabulary, hidden, vocabulary);
  const highest = ceiling(count(widest));
  const x = scale([1, widest], [left, right]);
  const y = scale([0, highest], [bottom, top]);
  const widths = Array.from({ length: widest }, (_, i) => i + 1);
  const label = (value) => (highest >= 1e6 ? `${value / 1e6} M` : highest >= 1e4 ? `${value / 1e3} k` : grouped(value));
  view.paint(
    height,
    sentence.drawn,
    svg("text", { x: 0, y: start + 14, class: "quiet" }, "Parameters of the network"),
    axis("left", y, [0, highest / 2, highest], { at: left, across: [left, right], label }),
    axis(
      "bottom",
      x,
      widths.filter((w) => view.width > 480 || w % 2),
      { at: bottom + 2, across: [bottom, top], grid: false },
    ),
    svg(
      "text",
      { x: (left + right) / 2, y: height - 3, "text-anchor": "middle", class: "quiet" },
      "width of the window",
    ),
    svg("path", {
      d: line([
        [x(width), bottom],
        [x(width), y(now)],
      ]),
      class: "line-blue",
      "stroke-dasharray": "3 3",
    }),
    svg("path", { d: line(widths.map((w) => [x(w), y(count(w))])), class: "line-blue", "stroke-width": 2.5 }),
    svg("circle", { cx: x(width), cy: y(now), r: 6, class: "fill-blue" }),
  );
  return sentence.boxes;
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
    svg("rect", {
      x: x(first) - half,
      y: top,
      width: x(end) - x(first) + 2 * half,
      height: bottom - top,
      rx: 3,
      class: "band",
    }),
    svg("path", { d: line(points), class: "line-quiet", "stroke-width": 1.25 }),
    svg("path", { d: line(points.slice(first, end + 1)), class: "line-blue", "stroke-width": 2.25 }),
    points
      .slice(first, end + 1)
      .map(([cx, cy]) => svg("circle", { cx, cy, r: view.width < 480 ? 2.5 : 3.5, class: "fill-blue" })),
    horizon > 1 &&
      svg("path", {
        d: line([
          [x(end) + half, top + 4],
          [x(target), top + 4],
        ]),
        class: "line-orange",
        "stroke-dasharray": "2 3",
        "stroke-width": 1.5,
      }),
    svg("path", {
      d: line([
        [x(target), bottom],
        [x(target), top],
      ]),
      class: "line-orange",
      "stroke-width": 1.5,
    }),
    svg("circle", { cx: x(target), cy: y(celsius[target]), r: 6, class: "target-dot" }),
    svg("text", { x: middle, y: 20, "text-anchor": "middle", class: "tone-blue fill-blue" }, "window"),
    apart &&
      svg(
        "text",
        { x: clamp(x(target), left, right - 20), y: 20, "text-anchor": "middle", class: "tone-orange fill-orange" },
        "target",
      ),
  );
  return x;
}

// One sample in numbers: the window's months and, behind an arrow, the target.
function sample({ months }, { first, window: inputs, target, answer }) {
  const cell = (place, value, kind) =>
    node(
      "span",
      { class: `cell ${kind}` },
      node("small", {}, months[place].slice(0, 3)),
      node("b", {}, shown(value, 1)),
    );
  const arrow = node("span", { class: "arrow" }, "\u2192");
  return [
    ...inputs.map((value, i) => cell(first + i, value, "seen")),
    node("span", { class: "leads" }, arrow, cell(target, answer, "target")),
  ];
}

function sentenceFormulas({ vocabulary, hidden }, { width, inputs, outputs, parameters: total }) {
  return [
    [
      "inputs = ",
      { text: grouped(width), tone: "blue" },
      " \u00d7 ",
      { text: grouped(vocabulary), tone: "purple" },
      " = ",
      { text: grouped(inputs), tone: "ink" },
    ],
    sizeFormula(inputs, hidden, outputs, total),
  ];
}

function seriesFormulas({ celsius, hidden }, { width, horizon, samples, inputs, outputs, parameters: total }) {
  return [
    [
      "samples = ",
      grouped(celsius.length),
      " \u2212 ",
      { text: grouped(width), tone: "blue" },
      " \u2212 ",
      { text: grouped(horizon), tone: "orange" },
      " + 1 = ",
      { text: grouped(samples), tone: "ink" },
    ],
    sizeFormula(inputs, hidden, outputs, total),
  ];
}

function sizeFormula(inputs, hidden, outputs, total) {
  const first = { text: `(${grouped(inputs)} + 1) \u00d7 ${hidden}`, tone: "blue" };
  const second = { text: `(${hidden} + 1) \u00d7 ${grouped(outputs)}`, tone: "purple" };
  return ["parameters = ", first, " + ", second, " = ", { text: grouped(total), tone: "ink" }];
}
