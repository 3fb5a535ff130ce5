// Notebooks out and in: the chapter's own notebook with the reader's answers in their cells, as the grader takes it.
import { controlsIn, withControls } from "./controls.js";
import { offer } from "./dom.js";
import { keep } from "./keep.js";

const answerId = (exercise) => `${exercise.replaceAll(".", "-")}-answer`; // the id that tools/notebooks/learner.py gives the cell

export class Notebooks {
  // address: of the chapter's notebook in this site; exercises, puzzles: the cells of the page that are exercises, and
  // those that check a puzzle; cells: all of them, where the notebook itself cannot be had.
  constructor(address, { exercises, puzzles, cells = null }) {
    this.address = address;
    this.exercises = exercises;
    this.puzzles = puzzles;
    this.cells = cells;
    this.name = address.split("/").pop();
  }

  // Offers the notebook with the answers. Returns how many answers are in it.
  async save(name = this.name) {
    const notebook = this.cells ? codeAlone(this.cells) : await this.#whole();
    let count = 0;
    for (const cell of notebook.cells) {
      for (const puzzle of this.puzzles) {
        const source = [cell.source].flat().join("");
        const set = puzzle.left() && withControls(source, puzzle.puzzle, puzzle.left());
        if (!set || set === source) continue;
        cell.source = set;
        count += 1;
      }
      const exercise = this.#of(cell);
      const kept = exercise && keep.answer(exercise.name, exercise.stub);
      if (!kept || kept.text === exercise.stub) continue;
      cell.source = kept.text;
      count += 1;
    }
    offer(`${JSON.stringify(notebook, null, 1)}\n`, name, "application/x-ipynb+json");
    return count;
  }

  // Takes the answers out of a notebook's text. Returns how many there were.
  read(text) {
    let notebook;
    try {
      notebook = JSON.parse(text);
    } catch {
      throw new Error("This file cannot be read: it is no notebook, or it is damaged. Nothing was changed.");
    }
    if (!Array.isArray(notebook?.cells)) throw new Error("This file is no notebook: it has no cells. Nothing was changed.");
    let count = 0;
    let known = 0;
    for (const cell of notebook.cells) {
      const source = [cell.source].flat().join("");
      for (const puzzle of this.puzzles) {
        const controls = controlsIn(source, puzzle.puzzle);
        if (!controls) continue;
        puzzle.put(controls);
        count += 1;
      }
      const exercise = this.#of(cell);
      if (!exercise) continue;
      known += 1;
      if (source === exercise.stub) continue;
      exercise.edited = source;
      keep.setAnswer(exercise.name, exercise.stub, { text: source });
      exercise.replace?.(source);
      count += 1;
    }
    if (!known) throw new Error("This notebook holds no exercise of this chapter. Nothing was changed.");
    return count;
  }

  async #whole() {
    const answer = await fetch(this.address).catch(() => null);
    if (!answer?.ok) throw new Error(`The notebook could not be loaded${answer ? ` (${answer.status})` : ""}. Is this machine online? Your answers are kept.`);
    return answer.json();
  }

  #of(cell) {
    const id = cell.metadata?.nbgrader?.grade_id;
    return id && this.exercises.find((one) => answerId(one.name) === id);
  }
}

// A page that was opened as a file cannot read the notebook beside it: then the code of the page alone, which is all that
// the grader reads.
function codeAlone(cells) {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } },
    cells: cells.map((one, k) => ({
      cell_type: "code",
      id: `cell-${k}`,
      execution_count: null,
      outputs: [],
      source: one.original,
      metadata: {
        tags: [one.kind],
        ...(one.kind === "exercise" && { nbgrader: { grade_id: answerId(one.name), schema_version: 3, task: false, grade: false, solution: true, locked: false } }),
      },
    })),
  };
}
