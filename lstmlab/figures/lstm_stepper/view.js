// The LSTM stepper: one step of a cell, formula by formula, in both usual drawings. See __init__.py: the same numbers
// and words.

const PARTS = ["i", "f", "g", "o", "c", "h"];

function compute({ cell, x, h_prev, c_prev, step, weights }) {
  const old = cell === "1997";
  const a = {};
  const gates = {};
  for (const [gate, [w_x, w_h, b]] of Object.entries(weights)) {
    a[gate] = old && gate === "f" ? null : x * w_x + h_prev * w_h + b;
    const squash = gate === "g" ? Math.tanh : (sum) => 0.5 * Math.tanh(0.5 * sum) + 0.5;
    gates[gate] = a[gate] === null ? null : squash(a[gate]);
  }
  const kept = old ? c_prev : gates.f * c_prev;
  const written = gates.i * gates.g;
  const c = kept + written;
  const squashed = Math.tanh(c);
  const part = old && PARTS[step - 1] === "f" ? "none" : PARTS[step - 1];
  return { a, ...gates, c, h: gates.o * squashed, kept, written, squashed, part };
}

// In brackets where it is negative: a factor or a term after a sign.
function wrapped(value, digits = 3) {
  const text = shown(value, digits);
  return text.startsWith("\u2212") ? `(${text})` : text;
}

const LEGEND =
  "Thick and in its colour: the formula of now, at the same place in both drawings. Thin: not computed yet. i, f, g and o have " +
  "weights of their own. A tap on a part of a drawing chooses its formula.";

function draw(view) {
  const most = view.about.constants.largest;
  const moment = ({ h, c }) => ({ step: 1, h_prev: h, c_prev: c });
  const able = (given, values) => Math.abs(values.c) <= most && (values.h !== given.h_prev || values.c !== given.c_prev);
  view.player("step", {
    text: (step) => `${step} of ${PARTS.length}: ${PARTS[step - 1]}`,
    next(given) {
      if (given.step < PARTS.length) return { step: given.step + 1 };
      const values = compute(given);
      return able(given, values) ? moment(values) : null;
    },
  });
  view.choice("cell");
  const inputs = node("div", { class: "inputs wide" });
  view.controls.append(inputs);
  for (const name of ["x", "h_prev", "c_prev"]) view.slider(name, { parent: inputs });
  const lines = PARTS.map(() => formula());
  const actions = node("div", { class: "actions" });
  view.notes.append(node("div", { class: "formulas" }, lines), actions, node("p", { class: "legend" }, LEGEND));
  view.button("Next moment: h and c become the old ones", (given) => view.set(moment(compute(given))), { parent: actions, able });
  return (given, values) => {
    paintBoth(view, given, values);
    PARTS.forEach((part, k) => {
      lines[k].className = `formula ${k + 1 === given.step ? "now" : k + 1 < given.step ? "done" : "later"}`;
      lines[k].update(formulaParts(part, k + 1, given, values));
    });
  };
}

// In letters; with its value once it is computed; with all its numbers while it is the one of now.
function formulaParts(part, place, given, values) {
  const now = place === given.step;
  const value = values[part];
  const old = given.cell === "1997";
  const end = place <= given.step && value !== null ? [" = ", { text: shown(value, 3), tone: now ? part : "ink" }] : [];
  const times = (one, other) => ({ text: `${one}\u00a0\u00d7\u00a0${other}`, tone: "ink" });
  if (part === "c") {
    const letters = `c\u209c = ${old ? "" : "f\u209c "}c\u209c\u208b\u2081 + i\u209c g\u209c`;
    if (!now) return [letters, ...end];
    const kept = old ? { text: wrapped(given.c_prev), tone: "ink" } : times(shown(values.f, 3), wrapped(given.c_prev));
    return [letters, " = ", kept, " + ", times(shown(values.i, 3), wrapped(values.g)), ...end];
  }
  if (part === "h") {
    const numbers = now ? [" = ", times(shown(values.o, 3), `tanh(${shown(values.c, 3)})`)] : [];
    return ["h\u209c = o\u209c tanh(c\u209c)", ...numbers, ...end];
  }
  if (value === null) return ["no f\u209c in 1997: c\u209c\u208b\u2081 is kept whole"];
  const squash = part === "g" ? "tanh" : "\u03c3";
  const letters = `${part}\u209c = ${squash}(w\u2093 x\u209c + w\u2095 h\u209c\u208b\u2081 + b)`;
  if (!now) return [letters, ...end];
  const [w_x, w_h, b] = given.weights[part].map((weight) => wrapped(weight, 1));
  const sum = [times(w_x, wrapped(given.x)), " + ", times(w_h, wrapped(given.h_prev)), " + ", { text: b, tone: "ink" }];
  return [letters, ` = ${squash}(`, ...sum, `) = ${squash}(`, { text: shown(values.a[part], 3), tone: "ink" }, ")", ...end];
}
