// The LSTM, alive: see __init__.py. What is where: net.js the arithmetic, numbers.js what is on the screen, map.js the map of
// units and steps, panels.js what is opened below it.

const SIGN = "#lstm:"; // begins the address of a state

function draw(view) {
  if (isSmall(view)) return drawSmall(view);
  if (view.stage.parentNode) view.stage.before(view.controls); // the text comes before what is made of it
  view.controls.append(tourBox(view));
  textBox(view);
  view.choice("show");
  const sorting = node("div", { class: "controls sorting" });
  view.choice("order", { parent: sorting });
  firstOfOrder(view, sorting);
  const map = heatMap(view);
  const below = node("div", { class: "controls below" });
  const around = node("div", {}, sorting, map.element, below);
  // Between the picture and what is said of it.
  if (view.stage.parentNode) view.stage.after(around);
  view.slider("unit", { parent: below, write: (unit) => ({ unit, stop: 0 }) });
  stepSlider(view, below);
  const panels = allPanels(view);
  const link = node("a", { class: "address" }, view.about.constants.sentences.address);
  view.notes.append(node("p", {}, link));
  comeFromAddress(view);
  const written = writtenText(view);
  return (given, values) => {
    written(given, values);
    map.update(given, values);
    panels(given, values);
    link.setAttribute("href", addressOf(view, given));
  };
}

const isSmall = (view) => view.about.start.size === "small";

function stepSlider(view, parent) {
  view.slider("step", {
    parent,
    high: (given, { length }) => Math.max(0, length - 1),
    read: (given, { at }) => Math.max(0, at),
    text: (value) => String(value + 1),
    write: (step) => ({ step, stop: 0 }),
  });
}

// The small one, on the home page and in chapters: a stop of the tour, or a text, and the way to the whole in this state. Below
// the text it has the map, or what comes next.
function drawSmall(view) {
  const { stops, sentences } = view.about.constants;
  const { stop, panel } = view.about.start;
  if (view.stage.parentNode) view.stage.before(view.controls);
  if (stops[stop - 1]) view.controls.append(node("div", { class: "tour wide" }, node("p", {}, stops[stop - 1].say)));
  textBox(view);
  const below = (panel === "write" ? smallNext : smallMap)(view, stops[stop - 1]);
  // From a notebook it opens a page of its own: the notebook stays where it is.
  const link = node("a", { class: "address", ...(ofTheBook() ? {} : { target: "_blank", rel: "noopener" }) }, sentences.whole);
  view.notes.append(node("p", {}, link));
  const written = writtenText(view);
  return (given, values) => {
    written(given, values);
    below(given, values);
    link.setAttribute("href", wholePage(view) + addressOf(view, given));
  };
}

function smallMap(view) {
  view.choice("order");
  const map = heatMap(view);
  const follows = node("p", { class: "legend" });
  if (view.stage.parentNode) view.stage.after(map.element);
  view.notes.append(follows);
  return (given, values) => {
    map.update(given, values);
    follows.textContent = whatItFollows(given, values);
  };
}

function smallNext(view, { writes = true } = {}) {
  const place = node("div", { class: "panel" });
  if (view.stage.parentNode) view.stage.after(place);
  return writePanel(view, place, { small: true, writes });
}

// Rows are thin: the first one of an order is told by number, and a press takes it.
function firstOfOrder(view, parent) {
  let first = 0;
  const place = node("div", { class: "control first" });
  const take = view.button("", () => view.set({ unit: first, stop: 0 }), { parent: place, able: ({ unit }, { rows }) => unit !== rows[0] });
  parent.append(place);
  view.bind((given, values) => {
    first = values.rows[0];
    const { feature, r } = alongOf(given.order, first);
    take.textContent = sentence(given, values, "first", { key: feature, leads: r });
  });
}

// Where the whole one is: on the site beside the other pages, from a notebook in the published book.
function wholePage(view) {
  return ofTheBook() ? `${bookRoot()}book/explainer.html` : view.about.constants.page;
}

const bookRoot = () => globalThis.document?.documentElement?.dataset?.content_root;
const ofTheBook = () => bookRoot() !== undefined;


// The text of the reader: typed, pasted, or one of a few passages.
function textBox(view) {
  const { passages, sentences } = view.about.constants;
  const id = view.id("text");
  const box = node("textarea", { id, rows: 3, spellcheck: "false", autocapitalize: "off" });
  const tell = node("p", { class: "told" });
  let cut = {}; // a text that was given longer than it could be taken
  box.addEventListener("input", () => {
    const given_length = [...box.value].length;
    const text = [...box.value].slice(0, view.about.faces.text.longest).join("");
    cut = { text, given_length };
    view.set({ text, step: Math.max(0, [...text].length - 1), stop: 0 });
  });
  const names = Object.keys(passages);
  const pick = node("select", { id: view.id("passage") }, [...names, sentences.own].map((name, k) => node("option", { value: k }, name)));
  pick.addEventListener("change", () => {
    const text = passages[names[pick.value]];
    // Where it is about what comes next, one begins at the end.
    if (text) view.set({ text, stop: 0, ...(view.given.panel === "write" ? { step: [...text].length - 1 } : {}) });
  });
  view.controls.append(
    node("div", { class: "control wide" }, node("div", { class: "name" }, node("label", { for: id }, sentences.text)), box, tell),
    node("div", { class: "control" }, node("div", { class: "name" }, node("label", { for: pick.id }, sentences.passage)), pick),
  );
  view.bind((given, values) => {
    if (box.value !== given.text) {
      const goesOn = box.value && given.text.startsWith(box.value);
      box.value = given.text;
      if (goesOn) box.scrollTop = box.scrollHeight; // what was written is seen
    }
    const found = names.findIndex((name) => passages[name] === given.text);
    pick.value = String(found < 0 ? names.length : found);
    const left = cut.text === given.text && cut.given_length > values.length;
    const told = [left && sentence(given, values, "cut", cut), values.fate === "strange" && sentence(given, values, "strange")];
    tell.textContent = told.filter(Boolean).join(" ");
  });
}

// The picture: the text in lines, each letter on the colour of the unit, and the unit's curve below it; in the small one that is
// about what comes next, the letters alone, and the bars of what comes next.
function writtenText(view) {
  let painted = "";
  let grounds = [];
  let places = [];
  const shell = { frame: svg("rect", { class: "chosen" }), below: svg("g"), letters: svg("g") };
  const size = { high: 21 };
  view.picture.addEventListener("pointerdown", (event) => {
    const box = view.picture.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const found = places.findIndex(([left, top]) => x >= left && x < left + size.wide && y >= top && y < top + size.high);
    if (found >= 0) view.set({ step: found, stop: 0 });
  });

  function lay(letters) {
    const columns = Math.max(8, Math.floor(view.width / 9.6));
    size.wide = Math.min(11, view.width / columns);
    places = letters.map((_, k) => [(k % columns) * size.wide, Math.floor(k / columns) * size.high]);
    grounds = places.map(([x, y]) => svg("rect", { x, y, width: size.wide, height: size.high - 5 }));
    const look = { class: "letter", "text-anchor": "middle", style: `font-size: ${Math.min(14, size.wide * 1.45)}px` };
    const marks = letters.map((symbol, k) => symbol.trim() || symbol === "\n" ? svg("text", { x: places[k][0] + size.wide / 2, y: places[k][1] + 12, ...look }, letterMark(symbol)) : null);
    size.lines = Math.max(1, Math.ceil(letters.length / columns)) * size.high;
    shell.letters = svg("g", {}, marks);
  }

  return (given, values) => {
    const letters = [...given.text];
    const key = `${view.width} ${given.text}`;
    if (painted !== key) lay(letters);
    grounds.forEach((ground, k) => {
      const value = values.curve[k];
      const strength = values.look === "chances" ? 0 : 0.6 * strengthOf(given.show, value);
      const look = [`fill-${toneOf(given.show, value)}`, strength.toFixed(2)];
      if (ground.look?.join() === look.join()) return; // what is the same already is not painted again
      ground.look = look;
      ground.setAttribute("class", look[0]);
      ground.setAttribute("fill-opacity", look[1]);
    });
    const [x, y] = places[values.at] ?? [0, 0];
    for (const [name, value] of Object.entries({ x, y, width: size.wide, height: size.high - 5 })) shell.frame.setAttribute(name, value);
    shell.frame.toggleAttribute("hidden", values.at < 0);
    const bars = values.look === "chances";
    const picture = bars ? chances(view.width, given, values, size.lines + 8) : curve(view, given, values, size.lines + 8);
    shell.below.replaceChildren(...underlines(values, places, size), ...picture);
    if (painted !== key) view.paint(size.lines + 8 + (bars ? CHANCES : CURVE), grounds, shell.letters, shell.frame, shell.below);
    painted = key;
  };
}

// What the probability owes to each letter: a bar below it, as thick as its share of the largest.
function underlines({ strength }, places, { wide, high }) {
  const largest = Math.max(...strength.map(Math.abs), 1e-12);
  return strength.flatMap((each, k) => {
    const thick = (4.5 * Math.abs(each)) / largest;
    if (thick < 0.15) return [];
    return [svg("rect", { x: places[k][0], y: places[k][1] + high - 5, width: wide - 0.5, height: thick, class: each > 0 ? "fill-positive" : "fill-negative" })];
  });
}

const CURVE = 96;

function curve(view, { show, text }, { curve: now, before, at, touched, length }, top) {
  if (!length) return [];
  const reach = "ifo".includes(show) ? [0, 1] : [-1, 1].map((sign) => sign * Math.max(1, ...now.map(Math.abs), ...before.map(Math.abs)));
  const left = reach[1] < 99.5 ? 34 : 44; // room for a number of three digits with its sign
  const x = scale([0, Math.max(1, length - 1)], [left, view.width - 4]);
  const y = scale(reach, [top + CURVE - 14, top + 8]);
  const path = (row) => line(row.map((value, t) => [x(t), y(value)]));
  const label = (tick) => shown(tick, Math.abs(tick) >= 10 ? 0 : Number.isInteger(tick) ? 0 : 1);
  return [
    axis("left", y, [reach[0], (reach[0] + reach[1]) / 2, reach[1]], { at: left, across: [left, view.width], label }),
    touched === "yes" && svg("path", { d: path(before), class: "untouched", fill: "none", "stroke-width": 1.75, "stroke-dasharray": "4 3" }),
    svg("path", { d: path(now), class: `line-${show}`, "stroke-width": 1.75 }),
    svg("circle", { cx: x(at), cy: y(now[at]), r: 4, class: `fill-${show}` }),
  ].filter(Boolean);
}

// The tour: seven states of this figure, each with a sentence.
function tourBox(view) {
  const { stops, sentences } = view.about.constants;
  const words = node("p", {});
  const go = (stop) => view.set(stateOf(view, stop));
  const buttons = node("div", { class: "buttons" });
  const box = node("div", { class: "tour wide" }, words, buttons);
  view.button(sentences.back, ({ stop }) => go(stop - 1), { parent: buttons, able: ({ stop }) => stop > 0 });
  const next = view.button(sentences.start, ({ stop }) => go(stop + 1), { parent: buttons, able: ({ stop }) => stop < stops.length });
  view.bind((given) => {
    const { stop } = given;
    words.textContent = stop ? fill(given.words, sentences.stop, { ...given, number: stop, of: stops.length, say: stops[stop - 1].say }) : sentences.tour;
    next.textContent = stop ? sentences.next : sentences.start;
  });
  return box;
}

// The first state of the figure, or that of a stop of the tour.
function stateOf(view, stop) {
  const { stops, whole } = view.about.constants;
  const start = isSmall(view) ? whole : view.about.start; // the address of a small one is read by a whole one
  return { ...start, ...(stops[stop - 1]?.set ?? {}), stop: stops[stop - 1] ? stop : 0 };
}

// A state as an address: what differs from the figure's first state, or from that of a stop of the tour.
function addressOf(view, given) {
  const start = stateOf(view, given.stop);
  const names = Object.keys(view.about.faces).filter((name) => name !== "size");
  const told = names.filter((name) => (name === "stop" ? given.stop > 0 : given[name] !== start[name]));
  return SIGN + new URLSearchParams(told.map((name) => [name, String(given[name])]));
}

function comeFromAddress(view) {
  const follow = () => {
    const address = globalThis.location?.hash ?? "";
    if (!address.startsWith(SIGN)) return;
    const found = {};
    for (const [name, text] of new URLSearchParams(address.slice(SIGN.length))) {
      const face = view.about.faces[name];
      const value = face && taken(face, text);
      if (value !== undefined && value !== null) found[name] = value;
    }
    view.set({ ...stateOf(view, found.stop), ...found });
  };
  const later = () => {
    if (view.stage.isConnected) follow();
    else globalThis.removeEventListener("hashchange", later); // the figure is gone
  };
  globalThis.addEventListener?.("hashchange", later);
  queueMicrotask(follow);
}

// A value from an address as its control takes it, or nothing.
function taken(face, text) {
  if (face.kind === "whole" || face.kind === "number") return text.trim() && Number.isFinite(Number(text)) ? Number(text) : null;
  if (face.kind === "choice") return face.options.find(([value]) => String(value) === text)?.[0] ?? null;
  if ([...text].length > face.longest) return null;
  return face.label === "Changes" && text && !text.split("; ").every((each) => CHANGE.test(each)) ? null : text;
}
