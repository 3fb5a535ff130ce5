// The sizes of a GRU and an LSTM: each block of weights drawn as large as it is. See __init__.py: the same numbers and
// words.

function compute({ n_in, n_hidden, placement }) {
  const biases = placement === "before" ? 1 : 2;
  const count = (units) => 3 * units * (n_in + units + biases);
  const [gru, lstm] = [count(n_hidden), 4 * n_hidden * (n_in + n_hidden + 1)];
  let equal = n_hidden;
  while (count(equal + 1) <= lstm) equal += 1;
  return { gru, lstm, biases, ratio: gru / lstm, equal, grows: equal > n_hidden };
}

const BLOCKS = { GRU: ["r", "z", "n"], LSTM: ["i", "f", "g", "o"] };
const BLOCK_TONES = { r: "o", z: "i", n: "g", i: "i", f: "f", g: "g", o: "o" };
const TALL = 240; // the most that a block is high

function draw(view) {
  for (const name of ["n_in", "n_hidden"]) view.slider(name);
  view.choice("placement");
  const count = numberTable(["Layer", "Formula", "Weights"]);
  view.notes.append(count.element);
  return (given, values) => {
    paintBlocks(view, given, values);
    count.update([
      ["GRU", `3H(D+H+${values.biases})`, grouped(values.gru)],
      ["LSTM", "4H(D+H+1)", grouped(values.lstm)],
      ["Ratio", "", `${fixed(100 * values.ratio, 1)} %`],
    ]);
  };
}

// A block of one gate: D rows of W_x, H rows of W_h, one or two of biases, H columns wide. All have the same scale, so
// that equal areas are equal numbers of weights.
function paintBlocks(view, { n_in, n_hidden }, { biases, gru, lstm }) {
  const beside = view.width >= 520; // else one below the other
  const [left, gap, apart, head] = [40, 3, 36, 48];
  const room = beside ? view.width - left - apart - 5 * gap - 4 : view.width - left - 3 * gap - 4;
  const unit = Math.min(room / ((beside ? 7 : 4) * n_hidden), (beside ? TALL : TALL / 1.5) / (n_in + n_hidden + 2));
  const wide = n_hidden * unit;
  const tall = (n_in + n_hidden + 2) * unit;
  let [x, top] = [left, 0];
  const cells = Object.entries(BLOCKS).map(([cell, gates]) => {
    const from = x;
    const rows = cell === "GRU" ? biases : 1;
    const blocks = gates.map((gate) => {
      const piece = (above, count, look) => svg("rect", { x, y: top + head + above * unit, width: wide, height: count * unit, class: `${look} fill-${BLOCK_TONES[gate]}` });
      const name = wide > 9 && svg("text", { x: x + wide / 2, y: top + head - 8, "text-anchor": "middle", class: `fill-${BLOCK_TONES[gate]}` }, gate);
      const parts = [name, piece(0, n_in, "of-x"), piece(n_in, n_hidden, "of-h"), piece(n_in + n_hidden, rows, "of-b")];
      x += wide + gap;
      return parts;
    });
    const at = top + head;
    const label = (above, count, text, least = 12) => count * unit > least && svgText({ x: left - 8, y: at + (above + count / 2) * unit + 5, "text-anchor": "end" }, text);
    const words = [
      svg("text", { x: from, y: top + 18, class: "title" }, `${cell}: ${grouped(cell === "GRU" ? gru : lstm)}`),
      from === left && [label(0, n_in, "W_x"), label(n_in, n_hidden, "W_h"), n_hidden * unit > 30 && label(n_in + n_hidden, rows, "b", 0)],
    ];
    if (beside) x = Math.max(x, from + 96) + apart;
    else [x, top] = [left, top + head + tall + 14];
    return [blocks, words];
  });
  view.paint(beside ? head + tall + 8 : top, cells);
}
