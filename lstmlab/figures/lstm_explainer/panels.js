// What is opened below the map: the formulas of a step, changes, the look back, writing.

function allPanels(view) {
  const holder = node("div", { class: "panels" });
  view.choice("panel", { parent: view.notes });
  view.notes.append(holder);
  const made = { step: stepPanel, change: changePanel, past: pastPanel, write: writePanel };
  const panels = Object.entries(made).map(([name, make]) => {
    const place = node("div", { class: "panel" });
    holder.append(place);
    return [name, place, make(view, place)];
  });
  return (given, values) => {
    for (const [name, place, update] of panels) {
      place.hidden = given.panel !== name;
      if (given.panel === name) update(given, values);
    }
  };
}

// A sentence of the figure's table that stands beside its picture.
// One of several by its key, with what only this sentence tells.
function sentence(given, values, name, { key = "", ...more } = {}) {
  const found = given.sentences[name];
  return fill(given.words, typeof found === "string" ? found : (found[key] ?? found.else), { ...scopeOf(given, values), ...more });
}

// This step: six formulas with the numbers of the unit, what comes next, where the state was like this.

function stepPanel(view, place) {
  const unit = node("p", { class: "legend" });
  const lines = Array.from({ length: 6 }, formula);
  const flow = svg("svg", { "aria-hidden": "true", focusable: "false" });
  const next = node("p", { class: "legend" });
  const table = likelyTable();
  const alike = node("div", { class: "buttons" });
  const places = [0, 1, 2].map((k) => {
    const go = node("button", { type: "button", class: "plain", on: { click: () => view.set({ step: Number(go.dataset.step), stop: 0 }) } });
    alike.append(go);
    return go;
  });
  const near = node("p", { class: "legend" });
  const [before, letter, comma, recurrent, bias] = view.about.constants.sentences.sums;
  const sums = node("p", { class: "legend" }, before, node("b", { class: "tone-x" }, letter), comma, node("b", { class: "tone-h" }, recurrent), bias);
  place.append(unit, node("div", { class: "formulas" }, lines), sums, flow, next, table.element, near, alike);
  return (given, values) => {
    const keeps = values.length ? (values.mean_f < 1 ? "keeps" : "keeps_all") : "";
    unit.textContent = [keeps && sentence(given, values, keeps), whatItFollows(given, values)].filter(Boolean).join(" ");
    sixFormulas(lines, values);
    sums.hidden = !values.length;
    flowPicture(flow, view.width, values);
    next.textContent = sentence(given, values, values.came ? "came" : values.length ? "after" : "before_all");
    table.update(given, values);
    near.textContent = values.alike.length ? given.sentences.alike : "";
    places.forEach((go, k) => {
      const [step, cosine] = values.alike[k] ?? [];
      go.hidden = step === undefined;
      if (go.hidden) return;
      go.dataset.step = step;
      const around = [...given.text].slice(Math.max(0, step - 7), step + 1).join("").replace(/\s+/g, " ");
      go.textContent = fill(given.words, given.sentences.near, { step, cosine, around });
    });
  };
}

// What the unit follows most closely, and how closely it follows what the units are ordered by, if that is another thing.
function whatItFollows(given, values) {
  const { best, along } = values;
  const other = along.rank && along.feature !== best.feature;
  return [sentence(given, values, "follows"), other && sentence(given, values, "along")].filter(Boolean).join(" ");
}

function sixFormulas(lines, { numbers, at, length }) {
  const number = (value) => shown(value, 2);
  const factor = (value) => (value < 0 ? `(${number(value)})` : number(value));
  lines.forEach((each) => (each.hidden = !length));
  if (!length) return;
  [["i", "\u03c3"], ["f", "\u03c3"], ["g", "tanh"], ["o", "\u03c3"]].forEach(([gate, squash], k) => {
    const [letter, recurrent, bias] = numbers.sums[k];
    lines[k].update([
      { text: `${gate}`, tone: gate },
      ` = ${squash}(`,
      { text: number(letter), tone: "x" },
      " + ",
      { text: factor(recurrent), tone: "h" },
      ` + ${factor(bias)}) = `,
      { text: number(numbers[gate]), tone: gate },
    ]);
  });
  const { i, f, g, o, c, h, c_before } = numbers;
  lines[4].update([{ text: "c", tone: "c" }, " = ", { text: number(f), tone: "f" }, " \u00d7 ", { text: factor(c_before), tone: "c" }, " + ", { text: number(i), tone: "i" }, " \u00d7 ", { text: factor(g), tone: "g" }, " = ", { text: number(c), tone: "c" }]);
  lines[5].update([{ text: "h", tone: "h" }, " = ", { text: number(o), tone: "o" }, ` \u00d7 tanh(${number(c)}) = `, { text: number(h), tone: "h" }]);
}

// The characters that are expected, with bars; beside them the untouched net's, where something is changed.
function likelyTable() {
  const rows = node("tbody");
  const heads = ["next", "probability", "untouched"].map((head) => node("th", { scope: "col" }, head));
  const element = node("table", { class: "likely" }, node("thead", {}, node("tr", {}, heads)), rows);
  return {
    element,
    update(given, { likely, touched }) {
      heads[2].hidden = touched === "no";
      rows.replaceChildren(
        ...likely.map(({ symbol, p, p_plain }) => {
          const bar = node("td", { style: `--share: ${(100 * p).toFixed(1)}%` }, shape(p, "%1"));
          return node("tr", {}, node("th", { scope: "row" }, symbol), bar, touched === "yes" && node("td", { class: "was", style: `--share: ${(100 * p_plain).toFixed(1)}%` }, shape(p_plain, "%1")));
        }),
      );
    },
  };
}

// Change it: hold a quantity over a stretch of steps.

function changePanel(view, place) {
  const words = view.about.constants.sentences;
  const help = node("p", { class: "legend" }, words.change);
  const controls = node("div", { class: "controls" });
  const buttons = node("div", { class: "buttons" });
  const made = node("ol", { class: "made" });
  const said = node("p", { class: "legend" });
  const table = likelyTable();
  place.append(help, controls, buttons, made, said, table.element);
  const parent = controls;
  const last = (given, { length }) => Math.max(0, length - 1);
  const text = (value) => String(value + 1);
  view.choice("what", { parent });
  // A gate is between 0 and 1: nothing else can be asked of it.
  const low = ({ what }) => ("ifo".includes(what) ? 0 : view.about.faces.held.low);
  const asked = (given) => Math.max(low(given), given.held);
  view.slider("held", { parent, low, read: asked });
  view.choice("whom", { parent });
  view.slider("first", { parent, high: last, text, read: ({ first }, { length }) => clamp(first, 0, Math.max(0, length - 1)), write: (first) => ({ first, last: Math.max(first, view.given.last) }) });
  view.slider("last", { parent, high: last, text, read: ({ last: step }, { length }) => clamp(step, 0, Math.max(0, length - 1)), write: (step) => ({ last: step, first: Math.min(step, view.given.first) }) });
  const add = (changes, change) => view.set({ changes: [changes, change].filter(Boolean).join("; "), stop: 0 });
  const room = ({ changes }) => changes.length < view.about.faces.changes.longest - 30;
  const whole = `0-${view.about.faces.last.high}`;
  const one = { parent: buttons, able: room };
  view.button(words.hold, ({ changes, what, whom, unit, first, last: step, held }) => add(changes, `${what} ${whom === "all" ? "all" : unit} ${first}-${step} ${Number(asked({ what, held }).toFixed(2))}`), one);
  view.button(words.silence, ({ changes, unit }) => add(changes, `h ${unit} ${whole} 0`), one);
  view.button(words.keep, ({ changes }) => add(changes, `f all ${whole} 1`), one);
  view.button(words.forget, ({ changes }) => add(changes, `f all ${whole} 0`), one);
  view.button(words.undo, ({ changes }) => view.set({ changes: changes.split("; ").slice(0, -1).join("; "), stop: 0 }), { parent: buttons, able: ({ changes }) => changes !== "" });
  return (given, values) => {
    made.replaceChildren(...parseChanges(given.changes).map((each) => {
      const ends = { from: each.first, to: Math.min(each.last, Math.max(0, values.length - 1)), whose: each.unit < 0 ? "all" : "one" };
      return node("li", {}, fill({ ...given.words, who: given.sentences.who }, given.sentences.made, { ...given, ...each, ...ends }));
    }));
    said.textContent = sentence(given, values, values.touched === "yes" ? "touched" : "untouched");
    table.update(given, values);
  };
}

// Look back: what the log probability owes to each character.

function pastPanel(view, place) {
  const help = node("p", { class: "legend" });
  const controls = node("div", { class: "controls" });
  const picture = svg("svg", { "aria-hidden": "true", focusable: "false" });
  place.append(controls, help, picture);
  view.choice("target", { parent: controls });
  return (given, values) => {
    help.textContent = sentence(given, values, "past");
    pastPicture(picture, view.width, given, values);
  };
}

// Two rows of bars over the last characters, gradient and taken away, and the length of dc below them.
function pastPicture(picture, width, { text }, { strength, taken, dc, length }) {
  const letters = [...text];
  const count = taken.length;
  const from = strength.length - count;
  const wide = Math.min(20, (width - 8) / Math.max(1, count));
  const rows = [
    { name: "gradient: a little more of the letter", values: strength.slice(from), sign: 1 },
    { name: "lost when the letter is taken away", values: taken.map((each) => -each), sign: 1 },
    { name: "length of the gradient at the cells", values: dc.slice(from), plain: true },
  ];
  const high = 84;
  const parts = rows.map(({ name, values, plain }, row) => {
    const top = row * (high + 22);
    const largest = Math.max(...values.map(Math.abs), 1e-12);
    const y = scale(plain ? [0, 1] : [-1, 1], [top + 20 + high, top + 20]);
    const bars = values.map((value, k) => {
      const [zero, end] = [y(0), y(value / largest)];
      return svg("rect", { x: 4 + k * wide, y: Math.min(zero, end), width: wide - 1, height: Math.max(0.5, Math.abs(end - zero)), class: plain ? "fill-gradient" : value > 0 ? "fill-positive" : "fill-negative" });
    });
    return [svg("text", { x: 4, y: top + 13, class: "small" }, `${name}, at most ${powers(largest)}`), svg("line", { x1: 4, x2: 4 + count * wide, y1: y(0), y2: y(0), class: "grid" }), bars];
  });
  const bottom = rows.length * (high + 22) + 14;
  const marks = letters.slice(from, from + count).map((symbol, k) => svg("text", { x: 4 + (k + 0.5) * wide, y: bottom, "text-anchor": "middle", class: "letter", style: `font-size: ${Math.min(14, wide * 1.5)}px` }, letterMark(symbol)));
  picture.setAttribute("viewBox", `0 0 ${width} ${bottom + 8}`);
  picture.setAttribute("width", width);
  picture.setAttribute("height", bottom + 8);
  picture.replaceChildren(...(length ? [...parts, marks].flat(Infinity) : []));
}

// Let it write: each character drawn after those before it; the same seed writes the same.

// In a chapter its picture is that of the figure; there the step is chosen here, and one may leave the writing out.
function writePanel(view, place, { small = false, writes = true } = {}) {
  const controls = node("div", { class: "controls" });
  const buttons = node("div", { class: "buttons" });
  const said = node("p", { class: "legend" });
  const bars = node("p", { class: "legend" });
  const picture = svg("svg", { "aria-hidden": "true", focusable: "false" });
  if (writes) place.append(buttons);
  place.append(controls);
  view.slider("temperature", { parent: controls });
  if (small) stepSlider(view, controls);
  if (writes) view.slider("seed", { parent: controls });
  if (writes && !small) view.slider("pace", { parent: controls });
  const writer = writes && writeButtons(view, buttons);
  if (!small) place.append(bars, picture);
  if (writes) place.append(said);
  return (given, values) => {
    if (writes) writer.update(given);
    said.textContent = sentence(given, values, values.room > 0 ? "write" : "full");
    if (small) return;
    bars.textContent = sentence(given, values, "bars", { key: values.at < 0 ? "start" : values.came });
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${view.width} ${CHANCES}`, width: view.width, height: CHANCES })) picture.setAttribute(name, value);
    picture.replaceChildren(...chances(view.width, given, values, 0));
  };
}

function writeButtons(view, buttons) {
  const { sentences } = view.about.constants;
  const { longest } = view.about.faces.text;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const room = ({ text }) => [...text].length < longest;
  const runs = []; // what was written at a press, as { before, after }: taken back one by one
  let [timer, expected] = [0, null];
  const play = node("button", { type: "button", class: "plain" }, "Play");
  const stop = () => {
    if (!timer) return;
    clearTimeout(timer);
    [timer, expected] = [0, null];
    view.playing = false;
    play.textContent = "Play";
    view.say();
  };
  const write = (count, goesOn = false) => {
    const { text, changes, temperature, seed } = view.given;
    const after = writeOn(text, changes, Math.min(count, longest - [...text].length), temperature, seed);
    if (goesOn) runs.at(-1).after = after;
    else runs.push({ before: text, after });
    view.set({ text: after, step: [...after].length - 1, stop: 0 });
    return after;
  };
  const takeBack = () => {
    stop();
    const text = runs.pop().before;
    view.set({ text, step: Math.max(0, [...text].length - 1), stop: 0 });
  };
  // Who asks for less motion gets a character a second at most.
  const later = (rest) => (timer = setTimeout(goOn, calm.matches ? Math.max(1000, rest) : rest));
  const goOn = () => {
    if (!play.isConnected || !room(view.given)) return stop();
    expected = write(1, true);
    later(1000 / view.given.pace);
  };
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (!room(view.given)) return;
    play.textContent = "Pause";
    view.playing = true;
    expected = write(1);
    later(1000);
  });
  buttons.append(play);
  view.button(sentences.one, () => write(1), { parent: buttons, able: room });
  view.button(sentences.many, () => write(40), { parent: buttons, able: room });
  view.button(sentences.back_written, takeBack, { parent: buttons, able: ({ text }) => runs.length > 0 && runs.at(-1).after === text });
  // What a reader does beside it ends the writing.
  view.bind(({ text, panel }) => timer && (text !== expected || panel !== "write") && stop());
  view.pauses.push(stop);
  return { update: (given) => allow(play, room(given)) };
}

// What comes next at the temperature, as bars from the top on; where it is not 1, a tick at what it is at 1.
const CHANCE = { high: 21, left: 84, right: 60 };
const CHANCES = 9 * CHANCE.high + 32; // SHOWN in numbers.py, and all others

function chances(width, { temperature, sentences }, { tempered, likely, rest, came }, top) {
  const { high, left, right } = CHANCE;
  const x = scale([0, 1], [left, width - right]);
  const rows = [...tempered.first.map(({ symbol, p }, k) => [symbol, p, likely[k].p]), [sentences.others, tempered.rest, rest]];
  const bottom = top + rows.length * high;
  const bars = rows.flatMap(([symbol, p, plain], k) => {
    const y = top + k * high;
    const mark = symbol === came ? "\u25b8 " : "";
    return [
      svg("rect", { x: left, y: y + 3, width: Math.max(1, x(p) - left), height: high - 6, class: k < tempered.first.length ? "fill-blue" : "fill-quiet" }),
      temperature !== 1 && svg("line", { x1: x(plain), x2: x(plain), y1: y + 1, y2: y + high - 1, class: "line-ink", "stroke-width": 1.5 }),
      svg("text", { x: left - 8, y: y + high / 2 + 5, "text-anchor": "end" }, mark + symbol),
      svg("text", { x: Math.max(x(p), temperature !== 1 ? x(plain) : 0) + 6, y: y + high / 2 + 5, class: "small" }, shape(p, "%1")),
    ];
  });
  return [
    axis("bottom", x, width - right - left < 240 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1], { at: bottom, across: [top, bottom], label: (tick) => `${100 * tick} %` }),
    ...bars,
    temperature !== 1 && svg("line", { x1: 6, x2: 6, y1: bottom + 8, y2: bottom + 25, class: "line-ink", "stroke-width": 1.5 }),
    temperature !== 1 && svg("text", { x: 12, y: bottom + 21, class: "small quiet" }, sentences.at_one),
  ].flat(Infinity).filter(Boolean);
}
