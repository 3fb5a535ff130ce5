// The latch portrait: one tanh unit that sees +1 or -1 once and is then alone with its past. See latch_portrait.py: the
// same numbers by the same steps.

const EDGE = 1e-9;
const HALVINGS = 64;

function compute({ w_x, w_h, b, n_steps, threshold }) {
  const run = (first) => {
    const hs = [0];
    for (let t = 0; t < n_steps; t++) hs.push(Math.tanh(w_x * (t === 0 ? first : 0) + w_h * hs[t] + b));
    return hs;
  };
  const plus = run(1);
  const minus = run(-1);
  return {
    plus,
    minus,
    points: fixedPoints(w_h, b),
    remembers_plus: plus[n_steps] > threshold,
    remembers_minus: minus[n_steps] < -threshold,
  };
}

// g(h) = tanh(w_h h + b) - h turns at most twice; between the turning points bisection finds the one crossing.
function fixedPoints(w_h, b) {
  const g = (h) => Math.tanh(w_h * h + b) - h;
  let edges = [-1, 1];
  if (w_h > 1) {
    const turn = Math.atanh(Math.sqrt(1 - 1 / w_h));
    edges = [-1, ...[(-turn - b) / w_h, (turn - b) / w_h].filter((h) => -1 < h && h < 1), 1];
  }
  const found = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const h = bisect(g, edges[i], edges[i + 1]);
    if (h !== null && !found.includes(h)) found.push(h);
  }
  return found.map((h) => {
    const slope = w_h * (1 - h * h);
    const excess = Math.abs(slope) - 1;
    return { h, slope, kind: Math.abs(excess) < EDGE ? "edge" : excess < 0 ? "stable" : "unstable" };
  });
}

function bisect(g, low, high) {
  const atLow = g(low);
  const atHigh = g(high);
  if (atLow === 0 || atHigh === 0) return atLow === 0 ? low : high;
  if (atLow > 0 === atHigh > 0) return null;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    const value = g(middle);
    if (value === 0) return middle;
    if (value > 0 === atLow > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
