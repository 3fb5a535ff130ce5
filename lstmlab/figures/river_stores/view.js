// Which cell holds the snow: see __init__.py, the same numbers and words.

const CLOSE = 0.8;
const SOME = 0.4;

function compute({ store, cell, day, kinds, stores, cells, table, flow, said, months }) {
  const number = kinds.indexOf(store);
  const held = stores[number];
  const values = cells[cell - 1];
  const sizes = table[number].map(Math.abs);
  const nearest = sizes.indexOf(Math.max(...sizes));
  const size = sizes[cell - 1];
  const r = table[number][cell - 1];
  const most = Math.max(...held);
  return {
    held,
    values,
    r,
    grip: size >= CLOSE ? "closely" : size >= SOME ? "somewhat" : "hardly",
    turned: size >= SOME && r < 0,
    nearest: nearest + 1,
    nearest_r: table[number][nearest],
    is_nearest: nearest + 1 === cell,
    most,
    on: dateOf(months, held.indexOf(most) + 1),
    date: dateOf(months, day),
    held_now: held[day - 1],
    value_now: values[day - 1],
    flow_now: flow[day - 1],
    said_now: said[day - 1],
  };
}

function dateOf(months, day) {
  let left = day;
  for (const [month, days] of months) {
    if (left <= days) return `${left} ${month}`;
    left -= days;
  }
  throw new RangeError(`day: expected at most 365, got ${left} more`);
}

function draw(view) {
  view.choice("store").classList.add("wide");
  view.slider("cell", { text: (value) => `${value} of ${view.given.cells.length}` });
  view.slider("day", { text: (value) => dateOf(view.given.months, value) });
  let days = null; // the horizontal scale, in pixels
  drag(view.picture, ({ x }) => {
    if (days) view.set({ day: clamp(Math.round(days.inverse(x)), 1, 365) });
  });
  return (given, values) => {
    days = paintYear(view, given, values);
  };
}

const PANEL = 96;
const GAP = 40;

function paintYear(view, { flow, said, months, day, cell }, { held, values }) {
  const box = { left: 40, right: view.width - 8, top: 30 };
  const x = scale([1, 365], [box.left, box.right]);
  const firsts = months.map((_, k) => 1 + months.slice(0, k).reduce((sum, [, days]) => sum + days, 0));
  const step = view.width < 420 ? 3 : view.width < 640 ? 2 : 1;
  const shownFirsts = firsts.filter((_, k) => k % step === 0);
  const monthOf = (last) => (first) => (last ? months[firsts.indexOf(first)][0].slice(0, 3) : "");
  const panels = [
    { title: "store, mm", curves: [[held, "blue"]], zero: true },
    { title: `cell ${cell}`, curves: [[values, "c"]] },
    { title: "flow, mm a day", curves: [[flow, "quiet"], [said, "orange", "5 3"]], zero: true },
  ];
  const painted = panels.map(({ title, curves, zero }, k) => {
    const top = box.top + k * (PANEL + GAP);
    const all = curves.flatMap(([data]) => data);
    const ticks = roundTicks(zero ? 0 : Math.min(...all), Math.max(...all));
    const y = scale([ticks[0], ticks.at(-1)], [top + PANEL, top]);
    const few = ticks.length > 4 ? ticks.filter((_, i) => i % 2 === 0) : ticks;
    const decimals = few.every(Number.isInteger) ? 0 : 1;
    return [
      curves.length === 1
        ? svg("text", { x: 0, y: top - 12, class: "small" }, title)
        : [
            svg("text", { x: 0, y: top - 12, class: "small" }, title),
            lineKeys(view.width < 420 ? 104 : 130, top - 12, [
              { text: "river", tone: "quiet" },
              { text: "LSTM", tone: "orange", dashes: "5 3" },
            ]),
          ],
      axis("bottom", x, shownFirsts, { at: top + PANEL, across: [top, top + PANEL], label: monthOf(k === panels.length - 1) }),
      axis("left", y, few, { at: box.left, across: [box.left, box.right], label: (value) => shown(value, decimals) }),
      curves.map(([data, tone, dashes]) =>
        svg("path", {
          d: line(data.map((value, i) => [x(i + 1), y(value)])),
          class: `line-${tone}`,
          "stroke-width": 2,
          "stroke-dasharray": dashes,
        }),
      ),
      curves.map(([data, tone]) => svg("circle", { cx: x(day), cy: y(data[day - 1]), r: 4, class: tone === "quiet" ? "dot" : `fill-${tone}` })),
    ];
  });
  const bottom = box.top + panels.length * (PANEL + GAP) - GAP;
  view.paint(
    bottom + 26,
    painted,
    svg("line", { x1: x(day), x2: x(day), y1: box.top, y2: bottom, class: "day" }),
  );
  return x;
}
