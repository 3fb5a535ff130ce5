// Both drawings of the LSTM cell: side by side, or below each other where it is narrow. Every piece belongs to one of the
// six formulas; the pieces of the formula of now are lit in both.

// Where the rows of a drawing lie: how high it is, the box of a gate, the frame and the lines of the belt, the rows of the block and the way to its
// gates. Below each other both have to be seen at once on a phone, while they are moved.
const TALL = { high: 282, gate: 34, frame: [26, 210], belt: [62, 104, 158, 212, 264], block: [48, 94, 158, 226], way: 50 };
const SHORT = { high: 202, gate: 31, frame: [21, 156], belt: [41, 76, 118, 160, 191], block: [33, 68, 115, 166], way: 34 };

function paintBoth(view, given, values) {
  const wide = view.width >= 600;
  const width = wide ? (view.width - 36) / 2 : view.width;
  const rows = wide ? TALL : SHORT;
  const pen = penOf(view, given, values, rows);
  const second = wide ? [width + 36, 0] : [0, rows.high + 10];
  view.paint(wide ? rows.high : 2 * rows.high + 10, belt(pen, 0, 0, width), block(pen, ...second, width));
}

// How things look now, and what they are made of.
function penOf(view, given, values, rows) {
  const old = given.cell === "1997";
  const status = (part) => {
    const place = PARTS.indexOf(part) + 1;
    return place === given.step ? "now" : place < given.step ? "done" : "later";
  };
  const looks = {
    now: { "stroke-width": 4 },
    done: { class: "line-ink", "stroke-width": 2 },
    later: { class: "line-quiet", "stroke-width": 1.25 },
  };
  const look = (part) => (status(part) === "now" ? { class: `line-${part}`, ...looks.now } : looks[status(part)]);
  const box = (part) => `box ${status(part)}${status(part) === "now" ? ` edge-${part}` : ""}`;
  const known = (part) => status(part) !== "later";
  return {
    rows,
    old,
    given,
    values,
    status,
    known,
    // The pieces of one formula; a tap chooses it.
    part: (name, ...pieces) =>
      svg("g", { class: `part ${status(name)}`, on: { click: () => view.set({ step: PARTS.indexOf(name) + 1 }) } }, pieces),
    wire: (points, part) => svg("path", { ...look(part), d: line(points), "stroke-linejoin": "round" }),
    flow: (points, part) => arrow(points, look(part)),
    look,
    box,
    gate(name, x, y) {
      const width = 40;
      const value = known(name) ? shown(values[name], 2) : "";
      return [
        svg("rect", { x: x - width / 2, y: y - rows.gate / 2, width, height: rows.gate, rx: 7, class: box(name) }),
        svg("text", { x, y: y + (value ? -2 : 5), "text-anchor": "middle", class: "strong" }, name),
        value && svg("text", { x, y: y + 12, "text-anchor": "middle", class: "small" }, value),
      ];
    },
    knot: (sign, x, y, part) => [
      svg("circle", { cx: x, cy: y, r: 10, class: box(part) }),
      svg("text", { x, y: y + 5, "text-anchor": "middle" }, sign),
    ],
    pill: (x, y, part) => [
      svg("rect", { x: x - 18, y: y - 11, width: 36, height: 22, rx: 11, class: box(part) }),
      svg("text", { x, y: y + 4.5, "text-anchor": "middle", class: "small" }, "tanh"),
    ],
    note: (x, y, text, anchor = "start", look = "small quiet") => svgText({ x, y, "text-anchor": anchor, class: `${look} halo` }, text),
    number: (x, y, value, anchor = "start") => svg("text", { x, y, "text-anchor": anchor, class: "small halo" }, shown(value, 2)),
  };
}

// The cell as a belt along the top, the gates below it, all fed by one line from the left.
function belt(pen, left, top, width) {
  const inset = 30;
  const at = (share) => left + inset + (width - 2 * inset) * share;
  const [f, i, g, o, out] = [0.12, 0.33, 0.54, 0.75, 0.95].map(at);
  const right = left + width;
  const [belt, product, gates, bus, floor] = pen.rows.belt.map((y) => top + y);
  const foot = pen.rows.gate / 2;
  const { old, values, given } = pen;
  const feet = { f, i, g, o };
  const source = old ? ["i", "g", "o"] : ["f", "i", "g", "o"];
  return [
    pen.note(left + width / 2, top + 14, "the cell as a belt", "middle", "strong"),
    svg("rect", { x: left + inset - 4, y: top + pen.rows.frame[0], width: width - 2 * inset + 8, height: pen.rows.frame[1], rx: 14, class: "frame" }),
    svg("path", { d: line([[left, bus], [o, bus]]), class: "line-ink", "stroke-width": 2 }),
    svg("path", { d: line([[at(0.055), floor], [at(0.055), bus]]), class: "line-ink", "stroke-width": 2 }),
    pen.note(left, bus - 7, "h_{t-1}"),
    pen.number(left, bus + 17, given.h_prev),
    pen.note(at(0.055) + 7, floor, `x_t = ${shown(given.x, 2)}`),
    source.map((name) =>
      pen.part(name, pen.flow([[feet[name], bus], [feet[name], gates + foot]], name), pen.note(feet[name] + 6, bus - 9, name === "g" ? "tanh" : "\u03c3")),
    ),
    pen.part(
      "c",
      pen.wire([[left, belt], [old ? f : f - 10, belt]], "c"),
      pen.wire([[old ? f : f + 10, belt], [g - 10, belt]], "c"),
      !old && pen.flow([[f, gates - foot], [f, belt + 10]], "c"),
      pen.flow([[i, gates - foot], [i, product], [g - 10, product]], "c"),
      pen.wire([[g, gates - foot], [g, product + 10]], "c"),
      pen.flow([[g, product - 10], [g, belt + 10]], "c"),
      pen.flow([[g + 10, belt], [right, belt]], "c"),
      !old && pen.knot("\u00d7", f, belt, "c"),
      pen.knot("\u00d7", g, product, "c"),
      pen.knot("+", g, belt, "c"),
    ),
    old && pen.part("f", pen.wire([[left, belt], [g - 10, belt]], pen.status("f") === "now" ? "f" : "c"), pen.note(f, belt - 9, "\u00d7 1", "middle", pen.status("f") === "now" ? "strong fill-f" : "small quiet")),
    pen.part(
      "h",
      pen.wire([[out, belt], [out, product - 11]], "h"),
      pen.flow([[out, product + 11], [out, gates - 10]], "h"),
      pen.flow([[o + 20, gates], [out - 10, gates]], "h"),
      pen.flow([[out, gates + 10], [out, bus], [right, bus]], "h"),
      pen.pill(out, product, "h"),
      pen.knot("\u00d7", out, gates, "h"),
    ),
    source.map((name) => pen.part(name, pen.gate(name, feet[name], gates))),
    pen.note(left, belt - 8, "c_{t-1}"),
    pen.number(left, belt + 16, given.c_prev),
    pen.note(right, belt - 8, "c_t", "end"),
    pen.note(right, bus - 8, "h_t", "end"),
    pen.known("c") && [
      pen.number((f + g) / 2 + 6, belt - 8, values.kept, "middle"),
      pen.number(g + 8, (belt + product) / 2 + 5, values.written),
      pen.number(right, belt + 16, values.c, "end"),
    ],
    pen.known("h") && pen.number(right, bus + 17, values.h, "end"),
  ];
}

// The cell in the middle with its loop, the gates around it.
function block(pen, left, top, width) {
  const at = (share) => left + width * share;
  const [g, enter, cell, squash, leave] = [0.14, 0.33, 0.54, 0.735, 0.9].map(at);
  const right = left + width;
  const [forget, loop, middle, gates] = pen.rows.block.map((y) => top + y);
  const { way } = pen.rows;
  const foot = pen.rows.gate / 2;
  const { old, values, given } = pen;
  const fed = (name, from, to, place, anchor = "start") =>
    pen.part(name, pen.flow([from, to], name), svgText({ x: place[0], y: place[1], "text-anchor": anchor, class: "small quiet" }, "x, h"));
  const curve = (side) => {
    // The left half ends in an arrow head.
    const off = side < 0 ? 9 : 0;
    const d = `M${cell + side * (18 + off)},${middle - 17 - off}C${cell + side * 50},${middle - 50} ${cell + side * 48},${loop} ${cell + side * (old ? 0 : 10)},${loop}`;
    return svg("path", { ...pen.look(old && pen.status("f") === "now" ? "f" : "c"), d });
  };
  return [
    pen.note(left + width / 2, top + 14, "the gates around the cell", "middle", "strong"),
    fed("g", [left, middle], [g - 20, middle], [left, middle - 8]),
    fed("i", [enter, gates + way], [enter, gates + foot], [enter + 7, gates + way - 2]),
    fed("o", [leave, gates + way], [leave, gates + foot], [leave - 7, gates + way - 2], "end"),
    !old && fed("f", [cell - 62, forget], [cell - 20, forget], [cell - 66, forget + 4], "end"),
    pen.part(
      "c",
      pen.wire([[g + 20, middle], [enter - 10, middle]], "c"),
      pen.flow([[enter, gates - foot], [enter, middle + 10]], "c"),
      pen.flow([[enter + 10, middle], [cell - 25, middle]], "c"),
      !old && pen.flow([[cell, forget + foot], [cell, loop - 10]], "c"),
    ),
    pen.part(
      old ? "f" : "c",
      curve(1),
      curve(-1),
      pen.flow([[cell - 28, middle - 27], [cell - 17, middle - 16]], old && pen.status("f") === "now" ? "f" : "c"),
      !old && pen.knot("\u00d7", cell, loop, "c"),
      old && pen.note(cell, loop - 9, "\u00d7 1", "middle", pen.status("f") === "now" ? "strong fill-f" : "small quiet"),
    ),
    pen.part(
      "h",
      pen.wire([[cell + 25, middle], [squash - 18, middle]], "h"),
      pen.flow([[squash + 18, middle], [leave - 10, middle]], "h"),
      pen.flow([[leave, gates - foot], [leave, middle + 10]], "h"),
      pen.flow([[leave + 10, middle], [right, middle]], "h"),
      pen.pill(squash, middle, "h"),
      pen.knot("\u00d7", leave, middle, "h"),
    ),
    pen.part("c", pen.knot("\u00d7", enter, middle, "c"), cellCircle(pen, cell, middle)),
    pen.part("g", pen.gate("g", g, middle)),
    pen.part("i", pen.gate("i", enter, gates)),
    pen.part("o", pen.gate("o", leave, gates)),
    !old && pen.part("f", pen.gate("f", cell, forget)),
    pen.note(right, middle - 18, "h_t", "end"),
    pen.known("c") && [
      pen.number(cell - 42, loop + 4, values.kept, "end"),
      pen.number((enter + cell) / 2 - 8, middle - 8, values.written, "middle"),
    ],
    pen.known("h") && pen.number(right, middle + 28, values.h, "end"),
  ];
}

// The cell holds the old value until its formula has been computed.
function cellCircle(pen, x, y) {
  const known = pen.known("c");
  return [
    svg("circle", { cx: x, cy: y, r: 25, class: pen.box("c") }),
    svgText({ x, y: y - 3, "text-anchor": "middle", class: "strong" }, known ? "c_t" : "c_{t-1}"),
    svg("text", { x, y: y + 14, "text-anchor": "middle", class: "small" }, shown(known ? pen.values.c : pen.given.c_prev, 2)),
  ];
}
