// The gate explorer: one cell whose gates are held still for 100 steps. See __init__.py: the same numbers and words.

function compute({ i, f, g, o, start, n_steps, still }) {
  const written = i * g;
  const c = [start];
  for (let t = 0; t < n_steps; t++) c.push(f * c[t] + written);
  const rest = f === 1 ? null : written / (1 - f);
  let measured = null;
  if (rest !== null && Math.abs(start - rest) > still) {
    const half = (Math.abs(start - rest) / 2) * (1 + still);
    const t = c.findIndex((value) => Math.abs(value - rest) <= half);
    if (t >= 0) measured = t;
  }
  const fades = rest !== null && Math.abs(start - rest) > still;
  return {
    c,
    h: c.map((value) => o * Math.tanh(value)),
    written,
    rest,
    predicted: f === 1 ? null : f === 0 ? 0 : Math.LN2 / -Math.log(f),
    measured,
    fate: rest === null ? (written ? "grows" : "kept") : fades ? "fades" : "rests",
  };
}

function draw(view) {
  for (const name of ["i", "f", "g", "o", "start"]) view.slider(name);
  const cell = formula();
  const output = formula();
  const halves = formula();
  view.notes.append(cell, output, halves);
  return (given, values) => {
    paintCell(view, given, values);
    cell.update(cellParts(given, values));
    output.update(["h\u209c = o tanh(c\u209c) = ", { text: shown(given.o, 2), tone: "o" }, " tanh(c\u209c)"]);
    halves.update(halfParts(given, values));
  };
}

function cellParts({ i, f, g }, { written }) {
  return [
    "c\u209c = f c\u209c\u208b\u2081 + i g = ",
    { text: shown(f, 3), tone: "f" },
    " c\u209c\u208b\u2081 + ",
    { text: shown(i, 2), tone: "i" },
    "\u00a0\u00d7\u00a0",
    { text: g < 0 ? `(${shown(g, 2)})` : shown(g, 2), tone: "g" },
    " = ",
    { text: shown(f, 3), tone: "f" },
    ` c\u209c\u208b\u2081 ${written < 0 ? "\u2212" : "+"} `,
    { text: shown(Math.abs(written), 3), tone: "ink" },
  ];
}

function halfParts({ f, n_steps }, { predicted, measured }) {
  const none = "no half-life on the curve";
  const seen = measured === null ? (predicted > n_steps ? `not within ${n_steps} steps` : none) : `step ${measured}`;
  const name = "half-life = ln 2 / (\u2212ln f) = ";
  if (predicted === null) return [name, "0.693 / 0: ", { text: "none", tone: "ink" }];
  return [
    name,
    f === 0 ? "0.693 / \u221e" : `0.693 / ${shown(-Math.log(f), 4)}`,
    " = ",
    { text: `${shown(predicted, 2)} steps`, tone: "ink" },
    "; on the curve: ",
    { text: seen, tone: "ink" },
  ];
}

function paintCell(view, given, values) {
  const { n_steps } = given;
  const box = { left: 46, right: view.width - 54, top: 30, bottom: 290 };
  const all = [...values.c, ...values.h, 0];
  const ticks = roundTicks(Math.min(...all), Math.max(...all));
  const x = scale([0, n_steps], [box.left, box.right]);
  const y = scale([ticks.at(0), ticks.at(-1)], [box.bottom, box.top]);
  const digits = Math.max(0, Math.ceil(-Math.log10(ticks[1] - ticks[0]) - 1e-9));
  const seen = values.rest !== null && values.rest >= ticks[0] && values.rest <= ticks.at(-1);
  view.paint(
    box.bottom + 46,
    axis("bottom", x, [0, 20, 40, 60, 80, 100].filter((t) => t <= n_steps), { at: box.bottom, across: [box.top, box.bottom], grid: false }),
    axis("left", y, ticks, { at: box.left, across: [box.left, box.right], label: (value) => shown(value, digits) }),
    svg("text", { x: (box.left + box.right) / 2, y: box.bottom + 38, "text-anchor": "middle" }, "step t"),
    curveNames(box.left),
    seen && svg("line", { x1: box.left, x2: box.right, y1: y(values.rest), y2: y(values.rest), class: "rest" }),
    svg("path", { d: line(values.h.map((value, t) => [x(t), y(value)])), class: "line-h", "stroke-width": 2.5, "stroke-dasharray": "7 4" }),
    svg("path", { d: line(values.c.map((value, t) => [x(t), y(value)])), class: "line-c", "stroke-width": 3 }),
    halfMark(x, y, box, values),
    endValues(box.right + 8, y, box.bottom, values),
  );
}

// Which curve is which, above the axes.
function curveNames(left) {
  return [
    svg("line", { x1: left, x2: left + 24, y1: 12, y2: 12, class: "line-c", "stroke-width": 3 }),
    svgText({ x: left + 30, y: 16.5 }, "c_t, the cell"),
    svg("line", { x1: left + 128, x2: left + 152, y1: 12, y2: 12, class: "line-h", "stroke-width": 2.5, "stroke-dasharray": "7 4" }),
    svgText({ x: left + 158, y: 16.5 }, "h_t, shown"),
  ];
}

// The dashed line stands where the formula says, the ring on the step of the curve.
function halfMark(x, y, box, { c, predicted, measured }) {
  if (measured === null) return null;
  const place = x(predicted);
  const right = place < (box.left + box.right) / 2;
  return [
    svg("line", { x1: place, x2: place, y1: box.top, y2: box.bottom, class: "half" }),
    svg("circle", { cx: x(measured), cy: y(c[measured]), r: 6, class: "ring" }),
    svg("text", { x: place + (right ? 8 : -8), y: box.top + 14, "text-anchor": right ? "start" : "end", class: "quiet halo" }, `half-life ${shown(predicted, 1)}`),
  ];
}

// The last values beside the ends of the curves, kept apart and above the numbers of the axis.
function endValues(x, y, bottom, { c, h }) {
  let [cell, output] = [y(c.at(-1)), y(h.at(-1))];
  const need = 18 - Math.abs(cell - output);
  if (need > 0) {
    const sign = cell <= output ? 1 : -1;
    cell -= (sign * need) / 2;
    output += (sign * need) / 2;
  }
  const low = Math.max(cell, output) - (bottom - 4);
  if (low > 0) [cell, output] = [cell - low, output - low];
  return [
    svg("text", { x, y: cell + 5, class: "fill-c strong" }, shown(c.at(-1), 2)),
    svg("text", { x, y: output + 5, class: "fill-h strong" }, shown(h.at(-1), 2)),
  ];
}
