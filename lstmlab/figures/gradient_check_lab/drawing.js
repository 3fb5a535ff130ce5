// The drawing of the gradient-check lab: a row for each backward pass, its error on a logarithmic axis beside the
// tolerance; and the code of the one that is chosen, beside the right one.

const AXIS = [-16, 0.5];

function draw(view) {
  view.slider("steps");
  view.slider("scale");
  view.toggle("states");
  view.choice("method");
  view.choice("dtype");
  view.choice("tolerance");
  view.slider("exponent", { text: (exponent) => tenTo(-exponent) });
  view.notes.append(
    node(
      "p",
      { class: "legend" },
      "Each row is one backward pass: the largest error of its gradients of W",
      node("sub", {}, "x"),
      ", W",
      node("sub", {}, "h"),
      " and b. Right of the line the check raises an alarm. Drag the line, or click a row to see its code.",
    ),
  );
  const code = node("pre", { class: "code", tabindex: 0, role: "region" });
  view.choice("bug", { parent: view.notes });
  view.notes.append(code);
  view.stage.addEventListener("click", (event) => {
    const row = event.target.closest("[data-bug]");
    if (row) view.set({ bug: row.dataset.bug });
  });
  // The tolerance is a line that can be dragged, to the nearest one that is offered.
  let limit = null;
  let held = false;
  view.drag(view.stage, ({ x, y, first }) => {
    if (first) held = Math.abs(x - limit.at) < 20 && y < 44;
    if (!held) return false;
    const power = -limit.scale.inverse(x);
    const [nearest] = view.about.faces.tolerance.options.map(([value]) => value).sort((a, b) => Math.abs(a - power) - Math.abs(b - power));
    return view.set({ tolerance: nearest });
  });
  let written = null;
  return (given, values) => {
    limit = paintLab(view, given, values);
    if (written === given.bug) return;
    written = given.bug;
    code.replaceChildren(...difference(given));
    code.setAttribute("aria-label", `Code of: ${given.bugs[values.opened][1]}`);
  };
}

// The lines of the right backward pass, and below each line that the bug changes what stands there with it.
function difference({ code, edits, bug }) {
  const changed = new Map(edits[bug]);
  return code.trimEnd().split("\n").flatMap((whole) => {
    const words = whole.trim();
    const line = whole.slice((whole.length - whole.trimStart().length) / 2); // a phone is narrow: half of the indent
    if (!changed.has(words)) return [`  ${line}\n`];
    const other = line.replace(words, changed.get(words));
    return [node("del", {}, `\u2212 ${line}\n`), node("ins", {}, `+ ${other}\n`)];
  });
}

function paintLab(view, given, { worst, opened }) {
  const wide = view.width >= 560;
  const row = wide ? 25 : 40;
  const box = { left: wide ? 300 : 26, right: view.width - 10, top: 26, bottom: 26 + row * worst.length + 4 };
  const x = scale(AXIS, [box.left, box.right]);
  const limit = x(-given.tolerance);
  view.paint(
    box.bottom + 26,
    svg("rect", { x: limit, width: box.right - limit, y: box.top - 8, height: box.bottom - box.top + 8, class: "alarm" }),
    axis("bottom", x, [-15, -10, -5, 0], { at: box.bottom, across: [box.top - 8, box.bottom], label: (power) => (power ? tenTo(power) : "1") }),
    svg("line", { x1: limit, x2: limit, y1: box.top - 8, y2: box.bottom, class: "line-orange", "stroke-width": 2 }),
    svg("text", { x: limit - 6, y: 12, "text-anchor": "end", class: "small quiet" }, "not noticed"),
    svg("text", { x: limit + 6, y: 12, class: "small quiet" }, "alarm"),
    svg("rect", { x: 0, y: box.top + row * opened + 1, width: view.width, height: row - 2, rx: 6, class: "opened" }),
    worst.map((error, k) => svg("g", { "data-bug": given.bugs[k][0], class: "row-of-bug" }, svg("rect", { x: 0, y: box.top + row * k, width: view.width, height: row, class: "hit" }), labRow(given, error, k, { wide, row, top: box.top, x }))),
    handle(limit, box.top - 2, "orange"),
  );
  return { at: limit, scale: x };
}

function labRow({ bugs, tolerance }, error, k, { wide, row, top, x }) {
  const alarm = error > Number(`1e-${tolerance}`);
  const good = k === 0 ? !alarm : alarm;
  const tone = good ? (k === 0 ? "blue" : "green") : "red";
  const y = top + row * k + (wide ? row / 2 : 28);
  const at = x(clamp(Math.log10(Math.max(error, 1e-300)), ...AXIS));
  return [
    svg("text", { x: 2, y: wide ? y + 5 : y, class: `fill-${tone} strong` }, good ? "\u2713" : "\u2717"),
    svgText({ x: 26, y: wide ? y + 5 : y - 12, class: k === 0 ? "strong halo" : "halo" }, bugs[k][1]),
    svg("line", { x1: x(AXIS[0]), x2: at, y1: y, y2: y, class: `line-${tone}`, "stroke-width": 2 }),
    good
      ? svg("circle", { cx: at, cy: y, r: 5, class: `fill-${tone}` })
      : svg("rect", { x: at - 5, y: y - 5, width: 10, height: 10, class: `fill-${tone}` }),
  ];
}
