// The net of the explainer: see net.py, the same numbers from the same whole numbers of eight bits.

const GATES = "ifgo";
// As in net.py.
const CHANGE = /^(?![ifo] \S+ \S+ -)(?![ifogh] \S+ \S+ -?(?:[2-9]|1\.0?[1-9]))([ifgoch]) (all|\d{1,3}) (\d{1,3})-(\d{1,3}) (-?\d(?:\.\d{1,2})?)$/;

// Made when the first number is asked for.
let net = null;

function theNet() {
  if (net) return net;
  const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  const floats = (text) => Float64Array.from(new Float32Array(bytes(text).buffer));
  const matrix = (name) => {
    const scales = floats(EMBEDDED[`${name}.scale`]);
    const numbers = new Int8Array(bytes(EMBEDDED[name]).buffer);
    return Float64Array.from(numbers, (each, k) => each * scales[k % scales.length]);
  };
  const { symbols, n_hidden: H } = EMBEDDED;
  const [W_x, W_h, W_y] = ["W_x", "W_h", "W_y"].map(matrix);
  net = { symbols, H, K: symbols.length, W_x, W_h, W_y, b: floats(EMBEDDED.b), b_y: floats(EMBEDDED.b_y) };
  // The matrix the other way round too, for the way back.
  const turned = Float64Array.from({ length: W_h.length }, (_, at) => W_h[(at % H) * 4 * H + Math.floor(at / H)]);
  net.recurrent = productWith(W_h, H, 4 * H);
  net.back = productWith(turned, 4 * H, H);
  net.readout = productWith(W_y, H, net.K);
  net.index = new Map(symbols.map((symbol, number) => [symbol, number]));
  return net;
}

const encode = (text) => [...text].map((symbol) => theNet().index.get(symbol) ?? -1);

function parseChanges(changes) {
  return (changes ? changes.split("; ") : []).map((said) => {
    const [, what, unit, first, last, value] = said.match(CHANGE);
    return { what, unit: unit === "all" ? -1 : Number(unit), first: Number(first), last: Number(last), value: Number(value) };
  });
}

const sayChanges = (changes) =>
  changes.map(({ what, unit, first, last, value }) => `${what} ${unit < 0 ? "all" : unit} ${first}-${last} ${value}`).join("; ");

const sigmoid = (a) => 1 / (1 + Math.exp(-a));

function hold(row, start, size, changes, what) {
  for (const each of changes) {
    if (each.what !== what) continue;
    if (each.unit < 0) row.fill(each.value, start, start + size);
    else if (each.unit < size) row[start + each.unit] = each.value;
  }
}

// gates.i and so on, c: (T, H); h: (T + 1, H), h of step t in row t + 1. log_p: (T + 1, K), a row when it is asked for.
//   skipped: a step whose character is taken away; prior: a run that begins alike, for `same` steps;
//   state: { c, h } before the first step, in place of zeros.
function runNet(codes, changes, { skipped = -1, prior = null, same = 0, state = null } = {}) {
  const { H, W_x, b, b_y, recurrent, readout } = theNet();
  const T = codes.length;
  const room = () => new Float64Array(T * H);
  const gates = { i: room(), f: room(), g: room(), o: room() };
  const [c, h] = [room(), new Float64Array((T + 1) * H)];
  if (same > 0) {
    for (const gate of GATES) gates[gate].set(prior.gates[gate].subarray(0, same * H));
    c.set(prior.c.subarray(0, same * H));
    h.set(prior.h.subarray(0, (same + 1) * H));
  }
  if (state) h.set(state.h);
  const a = new Float64Array(4 * H);
  for (let t = same; t < T; t++) {
    const now = changes.filter(({ first, last }) => first <= t && t <= last);
    const row = t * H;
    a.set(b);
    recurrent(a, h, row);
    if (codes[t] >= 0 && t !== skipped) for (let j = 0, x = codes[t] * 4 * H; j < 4 * H; j++) a[j] += W_x[x + j];
    for (let u = 0; u < H; u++) {
      gates.i[row + u] = sigmoid(a[u]);
      gates.f[row + u] = sigmoid(a[H + u]);
      gates.g[row + u] = Math.tanh(a[2 * H + u]);
      gates.o[row + u] = sigmoid(a[3 * H + u]);
    }
    if (now.length) for (const gate of GATES) hold(gates[gate], row, H, now, gate);
    for (let u = row; u < row + H; u++) c[u] = gates.f[u] * (t ? c[u - H] : state ? state.c[u] : 0) + gates.i[u] * gates.g[u];
    if (now.length) hold(c, row, H, now, "c");
    for (let u = row; u < row + H; u++) h[u + H] = gates.o[u] * Math.tanh(c[u]);
    if (now.length) hold(h, row + H, H, now, "h");
  }
  const rows = new Array(T + 1);
  const log_p = (t) => {
    if (rows[t]) return rows[t];
    const y = Float64Array.from(b_y);
    readout(y, h, t * H);
    let [largest, total] = [-Infinity, 0];
    for (const each of y) largest = Math.max(largest, each);
    for (const each of y) total += Math.exp(each - largest);
    const less = largest + Math.log(total);
    return (rows[t] = y.map((each) => each - less));
  };
  return { codes, changes, gates, c, h, log_p };
}

// The exact gradient of log p of a symbol after step `at`: { strength: one a character, dc: (at + 1, H) }.
function backNet({ codes, changes, gates, c, h, log_p }, at, symbol) {
  const { H, K, W_x, W_y, back } = theNet();
  const [strength, dcs] = [new Float64Array(at + 1), new Float64Array((at + 1) * H)];
  const p = log_p(at + 1).map(Math.exp);
  const [dh, dc, da] = [H, H, 4 * H].map((size) => new Float64Array(size));
  for (let u = 0; u < H; u++) {
    let sum = W_y[u * K + symbol];
    for (let k = 0; k < K; k++) sum -= W_y[u * K + k] * p[k];
    dh[u] = sum;
  }
  const [after, squashed] = [new Float64Array(H), new Float64Array(H)];
  for (let t = at; t >= 0; t--) {
    const now = changes.filter(({ first, last }) => first <= t && t <= last).map((each) => ({ ...each, value: 0 }));
    const row = t * H;
    hold(dh, 0, H, now, "h");
    for (let u = 0; u < H; u++) {
      squashed[u] = Math.tanh(c[row + u]);
      dc[u] = after[u] + dh[u] * gates.o[row + u] * (1 - squashed[u] * squashed[u]);
    }
    dcs.set(dc, row);
    hold(dc, 0, H, now, "c");
    for (let u = 0; u < H; u++) {
      const [i, f, g, o] = [gates.i[row + u], gates.f[row + u], gates.g[row + u], gates.o[row + u]];
      da[u] = dc[u] * g * i * (1 - i);
      da[H + u] = dc[u] * (t ? c[row - H + u] : 0) * f * (1 - f);
      da[2 * H + u] = dc[u] * i * (1 - g * g);
      da[3 * H + u] = dh[u] * squashed[u] * o * (1 - o);
      after[u] = dc[u] * f;
    }
    if (now.length) [...GATES].forEach((gate, k) => hold(da, k * H, H, now, gate));
    if (codes[t] >= 0) {
      let sum = 0;
      for (let j = 0, x = codes[t] * 4 * H; j < 4 * H; j++) sum += da[j] * W_x[x + j];
      strength[t] = sum;
    }
    back(dh.fill(0), da);
  }
  return { strength, dc: dcs };
}

// How much log p of the symbol after step `at` changes when one of the last `reach` characters is taken away.
function takenAway({ codes, changes, c, h, log_p }, at, symbol, reach) {
  const { H } = theNet();
  const first = Math.max(0, at + 1 - reach);
  return Array.from({ length: at + 1 - first }, (_, k) => {
    const step = first + k;
    const state = { c: step ? c.subarray((step - 1) * H, step * H) : new Float64Array(H), h: h.subarray(step * H, (step + 1) * H) };
    const later = changes.map((each) => ({ ...each, first: each.first - step, last: each.last - step }));
    const rest = runNet(codes.slice(step, at + 1), later, { skipped: 0, state });
    return rest.log_p(at + 1 - step)[symbol] - log_p(at + 1)[symbol];
  });
}

// A number from 0 to 1 for each place of a text that is written.
function uniform(seed, place) {
  let mixed = (Math.imul(seed, 0x9e3779b1) + Math.imul(place + 1, 0x85ebca6b)) >>> 0;
  for (const [shift, factor] of [[16, 0x21f0aaad], [15, 0x735a2d97]]) mixed = Math.imul(mixed ^ (mixed >>> shift), factor) >>> 0;
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

function drawSymbol(log_p, temperature, seed, place) {
  const largest = Math.max(...log_p);
  let sum = 0;
  const sums = Array.from(log_p, (each) => (sum += Math.exp((each - largest) / temperature)));
  return sums.findIndex((each) => each > uniform(seed, place) * sum);
}

// The last runs, so that a change computes only what is behind it.
const runs = [];

function reading(text, said) {
  const found = runs.find((each) => each.text === text && each.said === said);
  if (found) return found.done;
  const [codes, changes] = [encode(text), parseChanges(said)];
  let [prior, same] = [null, 0];
  for (const { done } of runs) {
    let alike = 0;
    while (alike < codes.length && alike < done.codes.length && codes[alike] === done.codes[alike]) alike++;
    let first = 0;
    while (first < changes.length && JSON.stringify(changes[first]) === JSON.stringify(done.changes[first])) first++;
    for (const each of [...changes.slice(first), ...done.changes.slice(first)]) alike = Math.min(alike, each.first);
    if (alike > same) [prior, same] = [done, alike];
  }
  const done = runNet(codes, changes, { prior, same });
  runs.unshift({ text, said, done });
  runs.length = Math.min(runs.length, 4);
  return done;
}

// The text with so many characters more.
function writeOn(text, said, count, temperature, seed) {
  for (let k = 0; k < count; k++) {
    const length = [...text].length;
    text += theNet().symbols[drawSymbol(reading(text, said).log_p(length), temperature, seed, length)];
  }
  return text;
}
