// What is on the screen, as numbers: see __init__.py.

const called = (symbol) => ({ "\n": "new line", " ": "space" })[symbol] ?? symbol;

// Whole numbers from 0 on in the order of what a function says of them, the larger first; equal ones as they stood.
function ordered(count, of) {
  const sizes = Array.from({ length: count }, (_, k) => of(k));
  return [...sizes.keys()].sort((a, b) => sizes[b] - sizes[a] || a - b);
}

function bitsOf(done) {
  let [sum, count] = [0, 0];
  done.codes.forEach((code, t) => {
    if (!t || code < 0) return;
    sum += done.log_p(t)[code];
    count += 1;
  });
  return count ? -sum / count / Math.LN2 : 0;
}

// A quantity of a unit over the steps: valueAt(done, "c", unit, step).
function valueAt(done, show, unit, t) {
  const { H } = theNet();
  if (show === "c") return done.c[t * H + unit];
  if (show === "h") return done.h[(t + 1) * H + unit];
  return done.gates[show][t * H + unit];
}

const rowOf = (done, show, unit) => done.codes.map((_, t) => valueAt(done, show, unit, t));

function meanGate(done, gate, unit) {
  let sum = 0;
  const { H } = theNet();
  for (let t = 0; t < done.codes.length; t++) sum += done.gates[gate][t * H + unit];
  return sum / done.codes.length;
}

function orderOf(order, done) {
  const { H } = theNet();
  const n = done.codes.length;
  const rows = EMBEDDED.follows.table[order];
  if (rows) return rows.map(([unit]) => unit);
  if (order === "number" || n === 0) return [...Array(H).keys()];
  if (order === "half_life") return ordered(H, (unit) => meanGate(done, "f", unit));
  return ordered(H, (unit) => {
    let [most, at] = [-1, 0];
    for (let t = 0; t < n; t++) {
      const moved = Math.abs(done.c[t * H + unit] - (t ? done.c[(t - 1) * H + unit] : 0));
      if (moved > most) [most, at] = [moved, t];
    }
    return -at;
  });
}

function numbersOf(done, at, unit) {
  if (at < 0) return { i: 0, f: 0, g: 0, o: 0, c_before: 0, c: 0, h: 0, sums: [] };
  const { H, W_x, W_h, b } = theNet();
  const sums = [...GATES].map((_, gate) => {
    const k = gate * H + unit;
    let recurrent = 0;
    for (let u = 0; u < H; u++) recurrent += done.h[at * H + u] * W_h[u * 4 * H + k];
    return [done.codes[at] >= 0 ? W_x[done.codes[at] * 4 * H + k] : 0, recurrent, b[k]];
  });
  const gates = Object.fromEntries([...GATES].map((gate) => [gate, done.gates[gate][at * H + unit]]));
  const [c, h] = [valueAt(done, "c", unit, at), valueAt(done, "h", unit, at)];
  return { ...gates, c_before: at ? valueAt(done, "c", unit, at - 1) : 0, c, h, sums };
}

function alikeSteps(done, at) {
  if (at < 0) return [];
  const { H } = theNet();
  const product = (s, t) => {
    let sum = 0;
    for (let u = 0; u < H; u++) sum += done.c[s * H + u] * done.c[t * H + u];
    return sum;
  };
  const own = Math.sqrt(product(at, at));
  const near = done.codes.map((_, t) => {
    const both = Math.sqrt(product(t, t)) * own;
    return both > 0 ? product(t, at) / both : 0;
  });
  const found = ordered(near.length, (t) => near[t]).filter((t) => Math.abs(t - at) > 1);
  return found.slice(0, 3).map((t) => [t, near[t]]);
}

// How closely a unit follows what the units are ordered by; of another order, no feature.
function alongOf(order, unit) {
  const rows = EMBEDDED.follows.table[order];
  if (!rows) return { feature: "", r: 0, low: 0, high: 0, rank: 0 };
  const rank = rows.findIndex(([each]) => each === unit);
  const [, r, low, high] = rows[rank];
  return { feature: EMBEDDED.features[order], r, low, high, rank: rank + 1 };
}

function bestOf(unit) {
  const all = Object.keys(EMBEDDED.follows.table).map((order) => alongOf(order, unit));
  return all.reduce((best, each) => (Math.abs(each.r) > Math.abs(best.r) ? each : best));
}

// What a character is drawn from at a temperature: see numbers.py.
function atTemperature(log_p, temperature, likely, came, count) {
  const largest = Math.max(...log_p);
  const scaled = Array.from(log_p, (each) => (each - largest) / temperature);
  const weights = scaled.map(Math.exp);
  const total = weights.reduce((sum, each) => sum + each, 0);
  const p = weights.map((each) => each / total);
  const bits = Math.log2(total) - p.reduce((sum, each, k) => sum + each * scaled[k], 0) / Math.LN2;
  return {
    first: likely.slice(0, count).map((k) => ({ symbol: called(theNet().symbols[k]), p: p[k] })),
    rest: likely.slice(count).reduce((sum, k) => sum + p[k], 0),
    bits,
    kinds: 2 ** bits,
    came_p: came >= 0 ? p[came] : 0,
  };
}

// The place of the largest number by size, the first of several.
const farthest = (list) => list.reduce((most, each, k) => (Math.abs(each) > Math.abs(list[most]) ? k : most), 0);

function pastOf(letters, done, at, aim, panel, reach) {
  const { H, symbols } = theNet();
  const told = { aim: called(symbols[aim]), aim_p: Math.exp(done.log_p(at + 1)[aim]) };
  if (panel !== "past" || at < 0) return { ...told, strength: [], dc: [], taken: [], most: -1, most_taken: -1, most_letter: "", taken_letter: "", agree: "none" };
  const { strength, dc } = backNet(done, at, aim);
  const taken = takenAway(done, at, aim, reach);
  const from = at + 1 - taken.length;
  const most = from + farthest([...strength.slice(from)]);
  const most_taken = from + farthest(taken);
  const norms = Array.from(strength, (_, t) => {
    let sum = 0;
    for (let u = t * H; u < (t + 1) * H; u++) sum += dc[u] * dc[u];
    return Math.sqrt(sum);
  });
  return { ...told, strength: [...strength], dc: norms, taken, most, most_taken, most_letter: called(letters[most]), taken_letter: called(letters[most_taken]), agree: most === most_taken ? "yes" : "no" };
}

function compute({ text, panel, show, order, unit, step, changes, target, temperature, seed, size, reach, shown_symbols, longest }) {
  const { K, symbols, index } = theNet();
  const letters = [...text];
  const n = letters.length;
  const now = reading(text, changes);
  const plain = changes ? reading(text, "") : now;
  const { codes } = now;
  const at = Math.min(step, n - 1);
  const [log_p, log_plain] = [now.log_p(at + 1), plain.log_p(at + 1)];
  const likely = ordered(K, (k) => log_p[k]);
  const came = at + 1 < n ? codes[at + 1] : -1;
  const aim = index.get(target) ?? (came >= 0 ? came : likely[0]);
  const numbers = numbersOf(now, at, unit);
  const mean_f = n ? meanGate(now, "f", unit) : 0;
  const unknown = [...new Set(letters.filter((_, k) => codes[k] < 0))].sort((a, b) => a.codePointAt(0) - b.codePointAt(0));
  return {
    length: n,
    unknown: unknown.join(" "),
    fate: n === 0 ? "empty" : unknown.length ? "strange" : "known",
    at,
    around: letters.slice(Math.max(0, at - 11), at + 1).join("").split(/\s+/).filter(Boolean).join(" "),
    letter: n ? called(letters[at]) : "",
    numbers,
    value: numbers[show],
    curve: rowOf(now, show, unit),
    before: rowOf(plain, show, unit),
    mean_f,
    half_life: mean_f > 0 && mean_f < 1 ? Math.log(0.5) / Math.log(mean_f) : 0,
    rows: orderOf(order, now),
    likely: likely.slice(0, shown_symbols).map((k) => ({ symbol: called(symbols[k]), p: Math.exp(log_p[k]), p_plain: Math.exp(log_plain[k]) })),
    rest: likely.slice(shown_symbols).reduce((sum, k) => sum + Math.exp(log_p[k]), 0),
    came: came >= 0 ? called(symbols[came]) : "",
    came_p: came >= 0 ? Math.exp(log_p[came]) : 0,
    bits: bitsOf(now),
    bits_plain: bitsOf(plain),
    count: now.changes.length,
    touched: now.changes.length ? "yes" : "no",
    tempered: atTemperature(log_p, temperature, likely, came, shown_symbols),
    look: size === "small" && panel === "write" ? "chances" : n ? "map" : "empty",
    best: bestOf(unit),
    along: alongOf(order, unit),
    room: longest - n,
    alike: alikeSteps(now, at),
    ...pastOf(letters, now, at, aim, panel, reach),
    drawn: called(symbols[drawSymbol(now.log_p(n), temperature, seed, n)]),
  };
}
