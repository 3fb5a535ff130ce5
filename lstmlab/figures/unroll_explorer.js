// The unroll explorer: a small Elman network reads a word, letter by letter. See unroll_explorer.py: the same numbers.

function compute({ text, other, scale, carry, step, unit, alphabet, W_x, W_h, b }) {
  const words = text.split(" ");
  const letters = words.join("");
  const starts = words.flatMap((word) => [...word].map((_, k) => k === 0));
  const run = (read) => {
    const rows = { x: [], h_prev: [], a: [], h: [] };
    let h = b.map(() => 0);
    [...read].forEach((letter, t) => {
      if (starts[t] && !carry) h = b.map(() => 0);
      const x = [...alphabet].map((each) => (each === letter ? 1 : 0));
      const before = h;
      const a = b.map(
        (bias, j) =>
          x.reduce((sum, value, i) => sum + value * W_x[i][j], 0) +
          before.reduce((sum, value, i) => sum + value * scale * W_h[i][j], 0) +
          bias,
      );
      h = a.map(Math.tanh);
      rows.x.push(x);
      rows.h_prev.push(before);
      rows.a.push(a);
      rows.h.push(h);
    });
    return rows;
  };
  const seen = run(letters);
  const changed = run(other + letters.slice(1));
  const now = Math.min(step, letters.length) - 1;
  const j = unit - 1;
  return {
    letters,
    starts,
    step: now + 1,
    ...seen,
    change: seen.h.map((row, t) => Math.sqrt(row.reduce((sum, value, i) => sum + (value - changed.h[t][i]) ** 2, 0))),
    input_term: seen.x[now].reduce((sum, value, i) => sum + value * W_x[i][j], 0),
    memory_terms: seen.h_prev[now].map((value, i) => value * (scale * W_h[i][j])),
    bias: b[j],
    sum: seen.a[now][j],
    value: seen.h[now][j],
  };
}
