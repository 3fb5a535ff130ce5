// Predictions: a reader chooses, writes or draws what will come out, and sees it beside what did. The questions are
// written by lstmlab/figures/predictions.py.
import { node } from "./dom.js";
import { keep, mark } from "./keep.js";

let number = 0;
const MOST = 36; // letters of a choice that still stands beside others

export function predictions(page) {
  const asked = new Map();
  for (const place of document.querySelectorAll("article .lstmlab-predict")) {
    const question = JSON.parse(place.dataset.question);
    const one = answerable(question, page);
    asked.set(question.name, one);
    place.replaceChildren(one.element);
  }
  for (const place of document.querySelectorAll("article .lstmlab-outcome")) {
    const outcome = JSON.parse(place.dataset.outcome);
    const one = asked.get(outcome.name);
    if (!one) continue;
    place.id ||= `came-out-${outcome.name}`;
    place.setAttribute("role", "status");
    one.outcome(place.id);
    const show = () => place.replaceChildren(...compared(one.question, one.said(), outcome));
    one.heard = show;
    show();
  }
  lines(page);
}

// A question with what it is answered by: { element, question, said(), outcome(id), heard }.
function answerable(question, page) {
  const key = `predict:${question.name}`;
  const said = () => {
    try {
      return JSON.parse(keep.note(page, key));
    } catch {
      return null;
    }
  };
  const status = node("p", { class: "lab-status", role: "status" });
  const one = { question, said, heard: null, outcome: (id) => (one.below = id) };
  const tell = () => {
    const kept = said() !== null;
    const way = one.below ? node("a", { href: `#${one.below}` }, "what came out") : "";
    status.replaceChildren(...(kept ? ["Kept. Below it stands beside ", way || "the result", "."] : []));
  };
  const hear = (value) => {
    keep.setNote(page, key, value === null ? null : JSON.stringify(value));
    tell();
    one.heard?.();
  };
  const parts = { choice: choices, several: choices, number: figure, curve, text: line }[question.kind];
  one.element = node("div", { class: "lab-prediction" }, ...parts(question, said(), hear), status);
  queueMicrotask(tell); // the place of what came out is known by then
  return one;
}

function choices(question, kept, hear) {
  const several = question.kind === "several";
  const name = `lab-predict-${++number}`;
  const inputs = question.choices.map((text) =>
    node("input", { type: several ? "checkbox" : "radio", name, id: `${name}-${mark(text)}`, value: text }),
  );
  for (const input of inputs) {
    input.checked = several ? (kept ?? []).includes(input.value) : kept === input.value;
    input.addEventListener("change", () => hear(several ? inputs.filter((one) => one.checked).map((one) => one.value) : input.value));
  }
  const short = question.choices.every((text) => text.length < MOST);
  return [
    node(
      "fieldset",
      { class: `lab-choices${short ? " lab-short" : ""}` },
      node("legend", {}, question.ask, several ? " (any of them)" : ""),
      ...inputs.map((input) => node("div", {}, input, node("label", { for: input.id }, input.value))),
    ),
  ];
}

function figure(question, kept, hear) {
  const id = `lab-predict-${++number}`;
  const input = node("input", { id, type: "number", step: "any", inputmode: "decimal", class: "lab-predict lab-number" });
  if (kept !== null) input.value = kept;
  input.addEventListener("change", () => hear(input.value === "" ? null : Number(input.value)));
  return [node("div", { class: "lab-bar" }, node("label", { for: id }, question.ask), input, node("span", {}, question.number.trim()))];
}

function line(question, kept, hear) {
  const id = `lab-predict-${++number}`;
  const input = node("textarea", { id, rows: 1, class: "lab-predict", placeholder: "in one line" });
  input.value = kept ?? "";
  input.addEventListener("input", () => hear(input.value || null));
  return [node("div", { class: "lab-bar" }, node("label", { for: id }, question.ask), input)];
}

// A curve over a few places: a finger or the mouse draws it; with the keyboard each place is a slider.
function curve(question, kept, hear) {
  const values = kept?.length === question.curve.length ? [...kept] : question.curve.map(() => null);
  const middle = (question.low + question.high) / 2;
  const plot = plane(question);
  const step = (question.high - question.low) / 50;
  const handles = question.curve.map((place, k) => {
    const handle = svg("circle", { r: 9, class: "lab-handle", tabindex: 0, role: "slider", "aria-label": `${question.ask} at ${question.of} ${place}`, "aria-orientation": "vertical", "aria-valuemin": question.low, "aria-valuemax": question.high });
    handle.addEventListener("keydown", (event) => {
      const by = { ArrowUp: step, ArrowRight: step, ArrowDown: -step, ArrowLeft: -step, PageUp: 5 * step, PageDown: -5 * step }[event.key];
      if (!by) return;
      event.preventDefault();
      put(k, (values[k] ?? middle) + by);
    });
    return handle;
  });
  const drawn = svg("path", { class: "lab-yours-line" });
  plot.append(drawn, ...handles);
  const put = (k, value) => {
    values[k] = Math.min(Math.max(Number(value.toFixed(6)), question.low), question.high);
    show();
    if (values.every((one) => one !== null)) hear([...values]);
  };
  function show() {
    const known = values.map((value, k) => [k, value]).filter(([, value]) => value !== null);
    drawn.setAttribute("d", path(question, known));
    handles.forEach((handle, k) => {
      const value = values[k] ?? middle;
      handle.classList.toggle("lab-unset", values[k] === null);
      handle.setAttribute("cx", across(question, k));
      handle.setAttribute("cy", up(question, value));
      handle.setAttribute("aria-valuenow", Number(value.toPrecision(3)));
      handle.setAttribute("aria-valuetext", values[k] === null ? "not set" : String(Number(value.toPrecision(3))));
    });
  }
  const follow = (event) => {
    const box = plot.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    const y = ((event.clientY - box.top) / box.height) * HEIGHT;
    const last = question.curve.length - 1;
    const k = Math.min(Math.max(Math.round(((x - LEFT) / (WIDTH - LEFT - RIGHT)) * last), 0), last);
    const value = question.low + ((BOTTOM - y) / (BOTTOM - TOP)) * (question.high - question.low);
    // A quick finger passes places between two of its reports: there the line is straight.
    const [from, start] = event.type === "pointermove" ? before : [k, value];
    for (let at = from; at !== k; at += Math.sign(k - from)) if (at !== from) put(at, start + ((at - from) / (k - from)) * (value - start));
    put(k, value);
    before = [k, value];
  };
  let before = [0, middle];
  plot.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    plot.setPointerCapture(event.pointerId);
    follow(event);
  });
  plot.addEventListener("pointermove", (event) => plot.hasPointerCapture(event.pointerId) && follow(event));
  show();
  return [node("p", { class: "lab-ask" }, `${question.ask}: draw it.`), plot];
}

// The plane of a curve, in units of its own: 440 wide, 220 high.
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [440, 220, 44, 16, 14, 176];
const across = (question, k) => LEFT + (k / (question.curve.length - 1)) * (WIDTH - LEFT - RIGHT);
const up = (question, value) => BOTTOM - ((value - question.low) / (question.high - question.low)) * (BOTTOM - TOP);
const path = (question, points) => points.map(([k, value], i) => `${i ? "L" : "M"}${across(question, k)},${up(question, value)}`).join("");

function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function plane(question) {
  const { low, high } = question;
  const text = (x, y, anchor, words) => svg("text", { x, y, "text-anchor": anchor }, words);
  const levels = [low, (low + high) / 2, high];
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "lab-curve", role: "group", "aria-label": `${question.ask}, a curve over ${question.of}` },
    ...levels.flatMap((value) => [
      svg("line", { x1: LEFT, x2: WIDTH - RIGHT, y1: up(question, value), y2: up(question, value) }),
      text(LEFT - 8, up(question, value) + 5, "end", String(value)),
    ]),
    ...question.curve.map((place, k) => text(across(question, k), BOTTOM + 20, "middle", String(place))),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, "middle", question.of),
  );
}

// What was said beside what came out, as elements.
function compared(question, said, outcome) {
  const found = node("p", {}, node("strong", {}, "What came out: "), outcome.words, ".");
  if (said === null || said === undefined || said.length === 0)
    return [found, node("p", { class: "lab-status" }, "You have not predicted it: your prediction will stand here.")];
  if (question.kind === "curve") return curves(question, said, outcome);
  const yours = node("p", {}, node("strong", {}, "You said: "), Array.isArray(said) ? said.join(", ") : `${said} ${said === 1 ? question.number.replace(/s$/, "") : question.number}`.trim());
  const verdict = judged(question, said, outcome.value);
  if (verdict) yours.append(node("span", { class: `lab-verdict lab-${verdict[0]}` }, ` ${verdict[1]}`));
  return [yours, found];
}

function judged({ kind, choices }, said, value) {
  if (kind === "text") return null;
  if (kind === "number") {
    const off = Math.abs(said - value);
    return off <= 0.1 * Math.abs(value) ? ["right", "\u2713 near"] : ["wrong", `off by ${Number(off.toPrecision(2))}`];
  }
  if (kind === "several") {
    const same = choices.filter((one) => said.includes(one) === value.includes(one)).length;
    return same === choices.length ? ["right", "\u2713 all"] : ["wrong", `${same} of ${choices.length} right`];
  }
  return said === value ? ["right", "\u2713"] : ["wrong", "\u2717"];
}

function curves(question, said, { value }) {
  const plot = plane(question);
  const pairs = (values) => values.map((one, k) => [k, one]);
  plot.append(svg("path", { d: path(question, pairs(said)), class: "lab-yours-line" }), svg("path", { d: path(question, pairs(value)), class: "lab-found-line" }));
  value.forEach((one, k) => plot.append(svg("circle", { cx: across(question, k), cy: up(question, one), r: 5, class: "lab-found" })));
  const worst = value.map((one, k) => Math.abs(one - said[k]));
  const k = worst.indexOf(Math.max(...worst));
  const digits = (one) => String(Number(one.toPrecision(3)));
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", `Your curve: ${said.map(digits).join(", ")}. What came out: ${value.map(digits).join(", ")}.`);
  const words = `Dashed: your curve. With dots: what came out. They are farthest apart at ${question.of} ${question.curve[k]}: you said ${digits(said[k])}, it came out at ${digits(value[k])}.`;
  return [plot, node("p", {}, words)];
}

// A question of the text that has no such input: a line to write.
function lines(page) {
  for (const strong of document.querySelectorAll("article p > strong:first-child")) {
    const paragraph = strong.parentElement;
    if (!/^Predict\b:?$/.test(strong.textContent.trim()) || !strong.nextSibling || asksBelow(paragraph)) continue;
    const name = `predict:${mark(paragraph.textContent)}`;
    const input = node("textarea", { id: `lab-predict-${++number}`, rows: 1, class: "lab-predict", placeholder: "in one line" });
    input.value = keep.note(page, name) || "";
    input.addEventListener("input", () => keep.setNote(page, name, input.value || null));
    paragraph.after(node("div", { class: "lab-bar" }, node("label", { for: input.id }, "Your prediction"), input));
  }
}

function asksBelow(paragraph) {
  for (let next = paragraph.nextElementSibling, k = 0; next && k < 3; next = next.nextElementSibling, k += 1) {
    if (next.matches(".tag_predict") || next.querySelector(".lstmlab-predict, .lab-prediction")) return true;
    if (next.matches("div.cell")) return false;
  }
  return false;
}
