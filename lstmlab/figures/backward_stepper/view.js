// The backward stepper: one unrolled unit and its gradient, edge by edge. See __init__.py: the same numbers and
// words.

function compute({ losses, step, cut, w_h, start, xs, targets, w_x, b, first, kinds, parameters, tolerance }) {
  const hs = [start ? first : 0];
  for (const x of xs) hs.push(Math.tanh(w_x * x + w_h * hs.at(-1) + b));
  const backward = (deleted) => {
    const dh = xs.map(() => 0);
    const da = xs.map(() => 0);
    const grads = Object.fromEntries(parameters.map((name) => [name, 0]));
    const edges = [];
    let future = 0;
    for (let t = xs.length; t > 0; t--) {
      const passes = (kind) => (deleted === `${kind} ${t}` ? 0 : 1);
      const error = losses === "all" || t === xs.length ? hs[t] - targets[t - 1] : 0;
      const loss = passes("loss") * error;
      dh[t - 1] = loss + future;
      da[t - 1] = passes("tanh") * dh[t - 1] * (1 - hs[t] * hs[t]);
      const into = {
        b: passes("b") * da[t - 1],
        w_x: passes("w_x") * da[t - 1] * xs[t - 1],
        w_h: passes("w_h") * da[t - 1] * hs[t - 1],
      };
      future = passes("state") * da[t - 1] * w_h;
      for (const [name, value] of Object.entries(into)) grads[name] += value;
      edges.push(loss, da[t - 1], ...Object.values(into), future);
    }
    return { dh, da, edges, grads };
  };
  const found = backward(cut);
  const truth = backward("none");
  const errors = {};
  const sums = {};
  for (const name of parameters) {
    const size = Math.max(Math.abs(found.grads[name]), Math.abs(truth.grads[name]));
    errors[name] = size > 0 ? Math.abs(found.grads[name] - truth.grads[name]) / size : 0;
    sums[name] = found.edges.slice(0, step).reduce((sum, value, i) => (kinds[i % kinds.length] === name ? sum + value : sum), 0);
  }
  return {
    h: hs,
    dh: found.dh,
    da: found.da,
    edges: found.edges,
    sums,
    found: found.grads,
    true: truth.grads,
    errors,
    failed: parameters.filter((name) => errors[name] > tolerance),
    passed: parameters.filter((name) => errors[name] <= tolerance),
  };
}

// "w_h 2" is an edge of step 2; its place in the order of the backward pass, from 0.
function placeOf(edge, kinds, steps) {
  const [kind, t] = edge.split(" ");
  return (steps - Number(t)) * kinds.length + kinds.indexOf(kind);
}

function edgeAt(place, { kinds, xs }) {
  return [kinds[place % kinds.length], xs.length - Math.floor(place / kinds.length)];
}

const LEGEND =
  "The arrows show the way of the gradient: from the losses back to the parameters. Click an arrow, or its number, to " +
  "delete what it carries; click again to restore it.";

function draw(view) {
  const { titles } = view.about.constants;
  view.player("step", { text: (step) => `${step} of ${titles.length}` });
  view.slider("w_h");
  view.choice("losses");
  view.choice("cut");
  view.toggle("start");
  const here = ({ step }) => (step ? edgeAt(step - 1, view.given).join(" ") : "none");
  const toggleCut = (edge) => view.set({ cut: edge === view.given.cut ? "none" : edge });
  const button = view.button("", (given) => toggleCut(here(given)), { able: ({ step }) => step > 0 });
  const lines = [formula(), formula()];
  const table = numberTable(["Gradient", "So far", "Whole pass", "True", "Check"]);
  view.notes.append(...lines, table.element, node("p", { class: "legend" }, LEGEND));
  return (given, values) => {
    button.textContent = given.step && here(given) === given.cut ? "Restore the edge gone over last" : "Delete the edge gone over last";
    paintGraph(view, given, values, toggleCut);
    formulaOf(given, values).forEach((parts, i) => lines[i].update(parts));
    table.update(
      given.parameters.map((name) => {
        const failed = values.failed.includes(name);
        return [
          `dL/d${low(name)}`,
          shown(values.sums[name], 3),
          shown(values.found[name], 3),
          shown(values.true[name], 3),
          { text: failed ? `\u2717 ${fixed(100 * values.errors[name], 1)} % off` : "\u2713", tone: failed ? "wrong" : "right" },
        ];
      }),
    );
  };
}

// Indices of formula lines: low("h_2") is "h₂".
function low(text) {
  const signs = { 0: "\u2080", 1: "\u2081", 2: "\u2082", 3: "\u2083", 4: "\u2084", x: "\u2093", h: "\u2095" };
  return text.replace(/_(\w)/g, (_, sign) => signs[sign]);
}

// What the edge gone over last does: in letters and numbers, and what it adds up to.
function formulaOf(given, values) {
  if (!given.step) return [["Go over the first edge: from the last loss into the last state."], [""]];
  const [kind, t] = edgeAt(given.step - 1, given);
  const number = (value) => (value < -0.0005 ? `(${shown(value, 3)})` : shown(value, 3));
  const times = (one, other) => [{ text: number(one), tone: "ink" }, "\u00a0\u00d7\u00a0", { text: number(other), tone: "gradient" }];
  const carried = values.edges[given.step - 1];
  const [h, before, da, dh] = [values.h[t], values.h[t - 1], values.da[t - 1], values.dh[t - 1]];
  const cut = given.cut === `${kind} ${t}`;
  const names = (text) => low(text.replaceAll("#", t).replaceAll("@", t - 1));
  const error = h - given.targets[t - 1];
  const there = given.losses === "all" || t === given.xs.length;
  const parts = {
    loss: there
      ? [names("dL_#/dh_# = h_# \u2212 y_# = "), { text: number(h), tone: "h" }, " \u2212 ", { text: number(given.targets[t - 1]), tone: "ink" }, ` = ${shown(error, 3)}`]
      : [names("There is no loss at step #: dL_#/dh_# = 0")],
    tanh: [names("dL/da_# = (1 \u2212 h_#\u00b2) dL/dh_# = "), ...times(1 - h * h, dh), ` = ${shown((1 - h * h) * dh, 3)}`],
    b: [names("dL/db receives dL/da_# = "), { text: shown(da, 3), tone: "gradient" }],
    w_x: [names("dL/dw_x receives x_# dL/da_# = "), ...times(given.xs[t - 1], da), ` = ${shown(given.xs[t - 1] * da, 3)}`],
    w_h: [names("dL/dw_h receives h_@ dL/da_# = "), ...times(before, da), ` = ${shown(before * da, 3)}`],
    state: [names("dL/dh_@ receives w_h dL/da_# = "), ...times(given.w_h, da), ` = ${shown(given.w_h * da, 3)}`],
  };
  const sums = {
    loss: t < given.xs.length
      ? [names("dL/dh_# = "), { text: shown(carried, 3), tone: "ink" }, " from the loss + ", { text: number(dh - carried), tone: "ink" }, ` from the future = ${shown(dh, 3)}`]
      : [names("dL/dh_# = "), { text: shown(dh, 3), tone: "ink" }, ", nothing comes from the future"],
    tanh: [names("It goes on to b, w_x, w_h and h_@.")],
    state: t === 1 ? ["The first state is given: nothing is behind it."] : [names("It waits for the loss of step @.")],
  };
  const sum = sums[kind] ?? [low(`dL/d${kind} so far: `), { text: shown(values.sums[kind], 3), tone: "ink" }];
  return [cut ? [...parts[kind], ", ", { text: "deleted: 0", tone: "red" }] : parts[kind], sum];
}
