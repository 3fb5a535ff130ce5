// The drawing of GRU beside LSTM: a column for each cell, or one below the other; input, gates, h with the candidate,
// and for the LSTM its cell.

const CELLS = {
  gru: {
    title: "GRU",
    candidate: "n",
    gates: [{ name: "z", tone: "i" }],
  },
  lstm: {
    title: "LSTM",
    candidate: "g",
    gates: [{ name: "i", tone: "i" }, { name: "f", tone: "f", dashes: "9 4" }, { name: "o", tone: "o", dashes: "5 3" }],
  },
};
const HEIGHTS = { title: 22, x: 44, gates: 78, h: 128, c: 86 };
const LOW = { title: 22, x: 30, gates: 52, h: 84, c: 60 }; // where one stands below the other
const HEAD = 30; // above each panel, for its title and its legend

// Returns the scale of the steps of each column, and where the column ends.
function paint(view, given, values) {
  const wide = view.width >= 620;
  const gap = 34;
  const room = wide ? (view.width - gap) / 2 : view.width;
  let top = 0;
  const parts = [];
  const columns = ["gru", "lstm"].map((cell, k) => {
    const left = (wide ? k * (room + gap) : 0) + 34;
    const right = (wide ? k * (room + gap) : 0) + room - 10;
    const x = scale([1, values.x.length], [left, right]);
    const { picture, bottom } = column(cell, { x, left, right, top, heights: wide ? HEIGHTS : LOW }, given, values, wide || k === 0);
    parts.push(picture);
    if (!wide) top = bottom;
    return { x, right, bottom };
  });
  view.paint(Math.max(...columns.map(({ bottom }) => bottom)), parts);
  return wide ? columns : columns.slice(0, 1);
}

function column(cell, { x, left, right, top, heights }, { step }, values, withInput) {
  const look = CELLS[cell];
  const rows = values[cell];
  const places = {};
  let y = top + heights.title;
  for (const name of [withInput && "x", "gates", "h", rows.c && "c"].filter(Boolean)) {
    places[name] = { top: y + HEAD, bottom: y + HEAD + heights[name] };
    y = places[name].bottom;
  }
  const box = { x, left, right };
  const h = { text: "h_t", tone: "h", row: rows.h, width: 2.5 };
  const candidate = { text: `${look.candidate}_t`, tone: "g", dashes: "3 3", row: rows[look.candidate], width: 1.75 };
  const gates = look.gates.map(({ name, tone, dashes }) => ({ text: `${name}_t`, tone, dashes, row: rows[name], width: 2 }));
  const picture = [
    svg("rect", { x: x(step) - 4, y: top + heights.title + HEAD - 4, width: 8, height: y - top - heights.title - HEAD + 4, rx: 4, class: "now" }),
    svg("text", { x: left, y: top + 18, class: "title" }, look.title),
    withInput && inputPanel({ ...box, ...places.x }, values.x),
    panel({ ...box, ...places.gates }, [0, 1], "gates", gates),
    panel({ ...box, ...places.h }, [-1, 1], "", [candidate, h]),
    rows.c && panel({ ...box, ...places.c }, cellRange(rows.c), "", [{ text: "c_t", tone: "c", dashes: "12 2", row: rows.c, width: 2.5 }]),
    !rows.c && svg("text", { x: left, y: y + 66, class: "small quiet" }, "No separate cell: h is what it keeps."),
    axis("bottom", x, [1, 10, 20, 30, 40], { at: y, across: [0, 0], grid: false }),
    svgText({ x: (left + right) / 2, y: y + 36, "text-anchor": "middle" }, "step t"),
  ];
  return { picture, bottom: y + (rows.c ? 46 : 78) };
}

function inputPanel({ x, left, right, top, bottom }, xs) {
  const most = Math.max(1, ...xs.map(Math.abs));
  const y = scale(Math.min(...xs) < 0 ? [-most, most] : [0, most], [bottom, top]);
  return [
    svgText({ x: left, y: top - 11 }, "x_t"),
    axis("left", y, [0], { at: left, across: [left, right] }),
    xs.map((value, t) => value !== 0 && svg("line", { x1: x(t + 1), x2: x(t + 1), y1: y(0), y2: y(value), class: "line-quiet", "stroke-width": 3 })),
  ];
}

function panel({ x, left, right, top, bottom }, [low, high], title, lines) {
  const y = scale([low, high], [bottom, top]);
  return [
    title && svg("text", { x: left, y: top - 11 }, title),
    lineKeys(left + (title ? 52 : 0), top - 11, lines),
    axis("left", y, [low, (low + high) / 2, high], { at: left, across: [left, right], label: (value) => shown(value, value % 1 ? 1 : 0) }),
    lines.map(({ row, tone, dashes, width }) =>
      svg("path", { d: line(row.map((value, t) => [x(t + 1), y(value)])), class: `line-${tone}`, "stroke-width": width, "stroke-dasharray": dashes, "stroke-linejoin": "round" }),
    ),
  ];
}

// c is not held between -1 and 1: the axis grows with it.
function cellRange(c) {
  const most = [1, 2, 3, 4, 6, 8, 12, 16, 24, 40].find((size) => c.every((value) => Math.abs(value) <= size));
  return [-most, most];
}
