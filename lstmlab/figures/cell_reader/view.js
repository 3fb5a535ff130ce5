// What a cell sees: see __init__.py, the same numbers and words.

function compute({ cell, follows, cells, where, units, passage }) {
  const sum = (list) => list.reduce((total, each) => total + each, 0);
  const centred = (list) => {
    const mean = sum(list) / list.length;
    return list.map((each) => each - mean);
  };
  const values = cells[cell - 1];
  const v = centred(values);
  const w = centred(where[follows]);
  const product = (a, b) => sum(a.map((each, k) => each * b[k]));
  const correlation = product(v, w) / Math.sqrt(product(v, v) * product(w, w));
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  return {
    values,
    correlation,
    grip: Number(Math.abs(correlation) > 0.4) + Number(Math.abs(correlation) > 0.7),
    unit: units[cell - 1],
    lowest,
    highest,
    lowest_at: around(passage, values.indexOf(lowest)),
    highest_at: around(passage, values.indexOf(highest)),
  };
}

function around(passage, k) {
  return passage.slice(Math.max(0, k - 6), k + 1).split(/\s+/).filter(Boolean).join(" ");
}

const LEGEND = "Blue: the cell is above 0. Orange: below. The stronger the colour, the farther from 0. A mark stands for the end of a line.";

function draw(view) {
  view.slider("cell");
  view.choice("follows");
  view.notes.append(node("p", { class: "legend" }, LEGEND));
  let painted = 0;
  let grounds = [];
  return ({ passage }, { values }) => {
    // Letters are painted once for a width: a moved slider changes the grounds alone.
    if (painted !== view.width) grounds = paintLetters(view, passage);
    painted = view.width;
    grounds.forEach((ground, k) => {
      ground.setAttribute("class", values[k] > 0 ? "fill-positive" : "fill-negative");
      ground.setAttribute("fill-opacity", Math.abs(values[k]) * 0.55);
    });
  };
}

function paintLetters(view, passage) {
  const lines = passage.replace(/\n$/, "").split("\n");
  const width = Math.min(13, view.width / (Math.max(...lines.map((each) => each.length)) + 1));
  const height = Math.max(17, width * 1.7);
  const look = { "text-anchor": "middle", class: "letter", style: `font-size: ${Math.min(15, width * 1.6)}px` };
  const grounds = [];
  const letters = [];
  lines.forEach((each, row) => {
    [...each, "\u00b7"].forEach((symbol, column) => {
      const [x, y] = [column * width, row * height];
      grounds.push(svg("rect", { x, y, width: width + 0.3, height: height - 2 }));
      if (symbol !== " ") letters.push(svg("text", { x: x + width / 2, y: y + height * 0.7, ...look }, symbol));
    });
  });
  view.paint(lines.length * height + 4, grounds, letters);
  return grounds;
}
