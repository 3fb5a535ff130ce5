// The next character: see __init__.py, the same numbers and words.

function compute({ prompt, temperature, logits, shown_symbols }) {
  const scaled = logits[prompt].map((y) => y / temperature);
  const weights = scaled.map((y) => Math.exp(y - scaled[0]));
  const sum = (list) => list.reduce((total, each) => total + each, 0);
  const total = sum(weights);
  const probabilities = weights.map((w) => w / total);
  const bits = Math.log2(total) - sum(probabilities.map((p, k) => p * (scaled[k] - scaled[0]))) / Math.LN2;
  return {
    probabilities,
    bits,
    first: probabilities[0],
    rest: sum(probabilities.slice(shown_symbols)),
    kinds: 2 ** bits,
  };
}

const percent = (value) => `${fixed(100 * value, 1)} %`;

function draw(view) {
  view.choice("prompt");
  view.slider("temperature");
  const sum = formula();
  view.notes.append(sum);
  return ({ prompt, symbols, shown_symbols, temperature, logits }, { probabilities, rest }) => {
    const names = [...symbols[prompt].slice(0, shown_symbols), "all others"];
    const values = [...probabilities.slice(0, shown_symbols), rest];
    const row = 24;
    const left = 84;
    const right = view.width - 64;
    const x = scale([0, 1], [left, right]);
    const top = 10;
    const bottom = top + row * names.length;
    view.paint(
      bottom + 44,
      axis("bottom", x, right - left < 240 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1], { at: bottom, across: [top, bottom], label: (tick) => `${100 * tick} %` }),
      names.map((name, k) => {
        const y = top + k * row;
        return [
          svg("rect", { x: left, y: y + 4, width: Math.max(x(values[k]) - left, 1), height: row - 8, class: k < shown_symbols ? "fill-blue" : "fill-quiet" }),
          svg("text", { x: left - 8, y: y + row / 2 + 5, "text-anchor": "end" }, name),
          svg("text", { x: x(values[k]) + 6, y: y + row / 2 + 5, class: "small" }, percent(values[k])),
        ];
      }),
    );
    sum.update([
      `p(${symbols[prompt][0]}) = exp(${shown(logits[prompt][0], 2)} / `,
      { text: fixed(temperature, 2), tone: "orange" },
      ") / sum = ",
      { text: percent(values[0]), tone: "blue" },
    ]);
  };
}
