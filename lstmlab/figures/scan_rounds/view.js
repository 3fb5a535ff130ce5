// A scan, round by round: see __init__.py, the same numbers and words.

function compute({ written, rounds, keep, start, turn, step }) {
  const a = [written.map(() => keep)];
  const b = [written.map((each, t) => (t === 0 ? keep * start + each : each))];
  const firsts = [written.map((_, t) => t + 1)];
  for (let k = 0; k < rounds; k++) {
    const shift = 2 ** k;
    const [now_a, now_b, first] = [a[k], b[k], firsts[k]];
    a.push(now_a.map((each, t) => (t >= shift ? each * now_a[t - shift] : each)));
    b.push(now_b.map((each, t) => (t >= shift ? now_a[t] * now_b[t - shift] + each : each)));
    firsts.push(first.map((each, t) => (t >= shift ? first[t - shift] : each)));
  }
  let h = start;
  const states = written.map((each) => (h = keep * h + each));
  return {
    a,
    b,
    firsts,
    ready: firsts.map((row) => row.filter((first) => first === 1).length),
    states,
    shift: turn ? 2 ** (turn - 1) : 0,
    joins: firsts[turn][step - 1] < step,
  };
}

function draw(view) {
  for (const name of ["turn", "step", "keep", "start"]) view.slider(name);
  const told = [formula(), formula()];
  view.notes.append(node("p", { class: "legend" }, "A box is the map of one step, or of several: it says which, and what it adds. Green boxes reach back to step 1: they hold the state."), ...told);
  return (given, values) => {
    paint(view, given, values);
    sentences(given, values).forEach((parts, k) => told[k].update(parts));
  };
}

// How the map that is looked at came about: its a, then its b.
function sentences({ turn, step }, { a, b, shift }) {
  const t = step - 1;
  const wrap = (value) => (value < 0 ? `(${shown(value, 2)})` : shown(value, 2));
  const times = "\u00a0\u00d7\u00a0";
  if (turn === 0 || t < shift)
    return [
      [`a = `, { text: shown(a[turn][t], 3), tone: "f" }],
      [`b = `, { text: shown(b[turn][t], 2), tone: "ink" }, turn === 0 ? "" : "\u00a0\u00a0(there is nothing before it)"],
    ];
  const [now_a, now_b] = [a[turn - 1], b[turn - 1]];
  return [
    ["a = ", { text: shown(now_a[t], 3), tone: "f" }, `${times}${shown(now_a[t - shift], 3)} = `, { text: shown(a[turn][t], 3), tone: "f" }],
    ["b = ", { text: shown(now_a[t], 3), tone: "f" }, `${times}${wrap(now_b[t - shift])} + ${wrap(now_b[t])} = `, { text: shown(b[turn][t], 2), tone: "ink" }],
  ];
}

function paint(view, { turn, step, written }, { b, firsts, shift }) {
  const n = written.length;
  const left = 4;
  const side = (view.width - 2 * left) / n;
  const rowHeight = 84;
  const top = 40;
  const rowOf = (k) => top + k * rowHeight;
  const middle = (t) => left + (t + 0.5) * side;
  const box = 46;
  const rows = Array.from({ length: turn + 1 }, (_, k) => k);
  const arrowsOf = (k) => {
    const jump = 2 ** (k - 1);
    return written.map((_, t) =>
      t < jump
        ? null
        : [
            svg("line", { x1: middle(t - jump), y1: rowOf(k - 1) + box, x2: middle(t), y2: rowOf(k) - 2, class: t + 1 === step && k === turn ? "line-orange" : "line-quiet", "stroke-width": t + 1 === step && k === turn ? 2.5 : 1.2 }),
            svg("line", { x1: middle(t), y1: rowOf(k - 1) + box, x2: middle(t), y2: rowOf(k) - 2, class: t + 1 === step && k === turn ? "line-orange" : "line-quiet", "stroke-width": t + 1 === step && k === turn ? 2.5 : 1.2 }),
          ],
    );
  };
  const spanOf = (k, t) => (firsts[k][t] === t + 1 ? `${t + 1}` : `${firsts[k][t]}\u2013${t + 1}`);
  view.paint(
    rowOf(turn) + box + 10,
    svg("text", { x: left, y: 16, class: "quiet" }, turn ? `round ${turn}: each with the ${["", "second ", "fourth "][turn - 1]}step before it` : "the eight steps, before the first round"),
    rows.slice(1).map(arrowsOf),
    rows.map((k) =>
      written.map((_, t) => [
        svg("rect", { x: middle(t) - side / 2 + 2, y: rowOf(k), width: side - 4, height: box, rx: 6, class: `map${firsts[k][t] === 1 ? " ready" : ""}${t + 1 === step && k === turn ? " now" : ""}` }),
        svg("text", { x: middle(t), y: rowOf(k) + 18, "text-anchor": "middle", class: "small quiet" }, spanOf(k, t)),
        svg("text", { x: middle(t), y: rowOf(k) + 37, "text-anchor": "middle", class: "small" }, shown(b[k][t], side < 60 ? 1 : 2)),
      ]),
    ),
  );
}
