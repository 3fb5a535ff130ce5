// A puzzle on the page: its check reads the controls of the figure above it.
import { job } from "./cells.js";
import { node } from "./dom.js";
import { keep } from "./keep.js";
import { panel } from "./panel.js";

// cell: the check cell; `cell.puzzle` is the puzzle's name.
export function puzzle(cell, { cells, page, python, onResult }) {
  const name = cell.puzzle;
  const printed = cell.element.querySelector(":scope > .cell_output");
  let controls = null; // of the live figure, as it stands
  let restored = false;
  let figure = null; // the live figure itself

  // Where the reader left it, for the notebook that the page hands out; and back from one.
  cell.left = () => JSON.parse(keep.note(page, `puzzle:${name}`) || "null");
  cell.put = (given) => {
    keep.setNote(page, `puzzle:${name}`, JSON.stringify(given));
    figure?.set(given);
  };

  addEventListener("lstmlab-figure", (event) => {
    const { puzzle: of, controls: now, solved } = event.detail;
    if (of !== name) return;
    figure = event.target;
    const kept = keep.note(page, `puzzle:${name}`);
    if (!restored) {
      restored = true;
      if (kept) {
        // Where the reader left it.
        event.target.set(JSON.parse(kept));
        return;
      }
    }
    controls = now;
    if (solved || kept) keep.setNote(page, `puzzle:${name}`, JSON.stringify(now));
  });

  const work = panel({
    label: "Check",
    python,
    job() {
      const given = controls ? JSON.stringify(JSON.stringify(controls)) : null;
      const text = given ? `import json\ncheck("${name}", json.loads(${given}))` : cell.original;
      return job(cells, cell, { of: cell, text });
    },
    onStart() {
      if (printed) printed.hidden = true;
    },
    onDone({ parts, progress }) {
      keep.setProgress(progress);
      const found = parts.map((part) => part.check).find(Boolean);
      if (!found) return;
      keep.setResult(name, found);
      onResult(name);
    },
  });
  // The card below was made when the book was: it says nothing about what the reader has done.
  if (printed) printed.hidden = true;
  cell.element.querySelector(".cell_input").hidden = true;
  cell.element.append(node("div", { class: "lab-puzzle" }, work.bar, work.out));
}
