// The gradient-check lab: known bugs of a backward pass against a numerical gradient. See __init__.py and
// net.py: the same net, bugs and sums, term after term and rounded alike, so that even the rounding
// errors are the same.

function compute(given) {
  const { steps, states, scale, dtype, exponent, tolerance, method, bugs, bug, W_x, W_h, b } = given;
  const r = dtype === "float32" ? Math.fround : Number;
  const rounded = (value) => (Array.isArray(value) ? value.map(rounded) : r(value));
  const row = [W_x, W_h, b].flat(2).map((weight) => r(scale * weight));
  const xs = rounded(given.xs.slice(0, steps));
  const G = rounded(given.G.slice(0, steps));
  const h0 = given.h0.map((sequence) => sequence.map((value) => (states ? r(value) : 0)));
  const net = { r, xs, G, h0, sizes: [W_x.length, b.length] };
  const measured = numerical(net, row, method, r(Number(`1e-${exponent}`)));
  const hs = run(net, row, row.map(() => 0)).hs;
  const errors = bugs.map(([name]) => errorsOf(backward(net, name, row, hs), measured, net.sizes));
  const worst = errors.map((each) => Math.max(...each));
  const limit = Number(`1e-${tolerance}`);
  const known = bugs.slice(1).map((_, k) => k);
  return {
    errors,
    worst,
    caught: known.filter((k) => worst[k + 1] > limit),
    slipped: known.filter((k) => worst[k + 1] <= limit),
    fails: worst[0] > limit,
    opened: bugs.findIndex(([name]) => name === bug),
  };
}

function numerical(net, row, method, eps) {
  const { r } = net;
  const none = row.map(() => 0);
  const moved = (k, by) => row.map((weight, i) => (i === k ? r(weight + by) : weight));
  return row.map((_, k) => {
    if (method === "complex") return r(run(net, row, none.map((zero, i) => (i === k ? eps : zero))).imaginary / eps);
    const difference = r(run(net, moved(k, eps), none).real - run(net, moved(k, -eps), none).real);
    return r(difference / r(eps + eps));
  });
}

// States and loss of the net with complex weights, real and imaginary parts apart.
function run({ r, xs, G, h0, sizes: [D, H] }, re, im) {
  const start = D * H;
  const bias = start + H * H;
  let h = h0;
  let k = h0.map((sequence) => sequence.map(() => 0));
  let real = 0;
  let imaginary = 0;
  const hs = [];
  xs.forEach((x, t) => {
    const nextH = [];
    const nextK = [];
    for (let n = 0; n < h0.length; n++) {
      nextH.push([]);
      nextK.push([]);
      for (let j = 0; j < H; j++) {
        let p = re[bias + j];
        let q = im[bias + j];
        for (let d = 0; d < D; d++) {
          p = r(p + r(x[n][d] * re[d * H + j]));
          q = r(q + r(x[n][d] * im[d * H + j]));
        }
        for (let i = 0; i < H; i++) {
          const [w, v] = [re[start + i * H + j], im[start + i * H + j]];
          p = r(p + r(r(h[n][i] * w) - r(k[n][i] * v)));
          q = r(q + r(r(h[n][i] * v) + r(k[n][i] * w)));
        }
        const a = evenTanh(p, r);
        const u = evenTan(q, r);
        const [aa, uu] = [r(a * a), r(u * u)];
        const below = r(1 + r(aa * uu));
        nextH[n].push(r(r(a * r(1 + uu)) / below));
        nextK[n].push(r(r(u * r(1 - aa)) / below));
      }
    }
    [h, k] = [nextH, nextK];
    hs.push(h);
    for (let n = 0; n < h.length; n++) {
      for (let j = 0; j < H; j++) {
        real = r(real + r(G[t][n][j] * h[n][j]));
        imaginary = r(imaginary + r(G[t][n][j] * k[n][j]));
      }
    }
  });
  return { hs, real, imaginary };
}

// tan by the fraction of evenTanh with minus signs, for |x| below 1.
function evenTan(x, r) {
  if (x === 0) return 0;
  const square = r(x * x);
  let below = 2 * DEPTH + 1;
  for (let k = DEPTH - 1; k >= 0; k--) below = r(2 * k + 1 - r(square / below));
  return r(x / below);
}

function backward({ r, xs, G, h0, sizes: [D, H] }, bug, row, hs) {
  const T = xs.length;
  const zeros = h0.map((sequence) => sequence.map(() => 0));
  const weight = (i, j) => (bug === "transpose" ? row[D * H + j * H + i] : row[D * H + i * H + j]);
  const each = (f) => zeros.map((sequence, n) => sequence.map((_, j) => f(n, j)));
  const outer = (left, right) =>
    left[0].flatMap((_, i) => right[0].map((_, j) => left.slice(1).reduce((sum, _, n) => r(sum + r(left[n + 1][i] * right[n + 1][j])), r(left[0][i] * right[0][j]))));
  let sums = row.map(() => 0);
  let future = zeros;
  for (let t = T - 1; t >= (bug === "first" ? 1 : 0); t--) {
    const h = hs[t];
    let before = t > 0 ? hs[t - 1] : h0;
    const own = bug !== "future" || t === T - 1 ? G[t] : zeros;
    const dh = each((n, j) => r(own[n][j] + (bug === "present" ? 0 : bug === "twice" ? r(future[n][j] + future[n][j]) : future[n][j])));
    const seen = bug === "tanh twice" ? each((n, j) => evenTanh(h[n][j], r)) : bug === "slope before" ? before : h;
    const da = bug === "no slope" ? dh : each((n, j) => r(dh[n][j] * r(1 - r(seen[n][j] * seen[n][j]))));
    if (bug === "now") before = h;
    else if (t === 0 && bug === "zero start") before = zeros;
    else if (t === 0 && bug === "index") before = hs[T - 1];
    const x = bug === "input" ? xs[t > 0 ? t - 1 : T - 1] : xs[t];
    const dW_h = bug === "turned" ? outer(da, before) : outer(before, da);
    const db = da[0].map((first, j) => da.slice(1).reduce((sum, sequence) => r(sum + sequence[j]), first));
    const grads = [...outer(x, da), ...dW_h, ...(bug === "mean batch" ? db.map((value) => r(value / h0.length)) : db)];
    sums = bug === "overwrite" ? grads : sums.map((sum, i) => r(sum + grads[i]));
    const back = bug === "skip" ? dh : da;
    future = each((n, i) => back[n].slice(1).reduce((sum, value, j) => r(sum + r(value * weight(i, j + 1))), r(back[n][0] * weight(i, 0))));
  }
  return bug === "mean steps" ? sums.map((sum) => r(sum / T)) : sums;
}

function errorsOf(found, measured, [D, H]) {
  const ends = [0, D * H, D * H + H * H, found.length];
  return ends.slice(1).map((end, i) => {
    const [a, b] = [found, measured].map((all) => all.slice(ends[i], end));
    const size = Math.max(...a.map(Math.abs), ...b.map(Math.abs));
    return size > 0 ? Math.max(...a.map((value, j) => Math.abs(value - b[j]))) / size : 0;
  });
}

