// The cells of the page, in order, and what each is: read from the classes that the tags of the chapter became.
import { keep } from "./keep.js";

const source = (element) => element.querySelector(".cell_input pre").textContent.replace(/\n$/, "");

// A cell: { name, kind, element, original, text() }; an exercise has also { stub, solution, check, box, title }.
export function findCells(page) {
  const cells = [];
  let exercise = null;
  for (const element of document.querySelectorAll("article div.cell")) {
    if (!element.querySelector(":scope > .cell_input, :scope > details.code")) continue;
    const kind = (element.className.match(/\btag_(setup|exercise|solution|check|figure|experiment|predict)\b/) || [, "plain"])[1];
    if (kind === "solution") {
      if (exercise) Object.assign(exercise, { solution: source(element), folded: element.closest("details") });
      continue;
    }
    const cell = { element, kind, name: `cell ${cells.length + 1}`, original: source(element) };
    cell.text = () => cell.edited ?? keep.cell(page, cell.original) ?? cell.original;
    if (kind === "setup") {
      // The cell itself installs the package, with %pip. Here it is there already.
      cell.text = () => "from lstmlab import check, score";
    } else if (kind === "exercise") {
      exercise = cell;
      cell.stub = cell.original;
      cell.box = boxBefore(element);
      cell.name = cell.box?.id.replace(/^exercise-/, "") || cell.name;
      cell.title = cell.box?.querySelector(".name")?.textContent || cell.name;
      // A later cell never depends on the reader's answer, but may use the name: then the solution stands in for it.
      cell.text = () => cell.edited ?? keep.answer(cell.name, cell.stub)?.text ?? cell.solution ?? cell.stub;
    } else if (kind === "check") {
      const named = cell.original.match(/check\(\s*["']([\w.]+)["']/);
      cell.name = `check ${named ? named[1] : ""}`;
      cell.of = exercise && named && named[1] === exercise.name ? exercise : null;
      cell.puzzle = cell.of ? null : named && named[1];
      if (cell.of) exercise.check = cell;
      exercise = null;
    }
    cells.push(cell);
  }
  return cells;
}

// What Python is asked: all cells as they stand, which of them is wanted, and which must run whatever stands in them.
// `text` stands in for the text of the cell `of`.
export function job(cells, target, { must = [], of = null, text = "" } = {}) {
  return {
    cells: cells.map((one) => [one.name, one === of ? text : one.text()]),
    target: cells.indexOf(target),
    must: must.map((one) => cells.indexOf(one)),
    progress: keep.progress(),
  };
}

function boxBefore(element) {
  for (let box = element.previousElementSibling; box; box = box.previousElementSibling) {
    if (box.id?.startsWith("exercise-")) return box;
    const inside = box.querySelector?.('[id^="exercise-"]');
    if (inside) return inside;
    if (box.classList.contains("cell")) return null;
  }
  return null;
}
