// Notebooks out and in: the chapter's own notebook with the reader's answers in their cells, as the grader takes it.
import { offer } from "./dom.js";
import { keep } from "./keep.js";

const answerId = (exercise) => `${exercise.replaceAll(".", "-")}-answer`; // the id that tools/notebooks/learner.py gives the cell

export class Notebooks {
  // address: of the chapter's notebook in this site; exercises: the cells of the page that are exercises.
  constructor(address, exercises) {
    this.address = address;
    this.exercises = exercises;
    this.name = address.split("/").pop();
  }

  // Offers the notebook with the answers. Returns how many answers are in it.
  async save(name = this.name) {
    const answer = await fetch(this.address);
    if (!answer.ok) throw new Error(`The notebook could not be loaded (${answer.status}). Is this machine online?`);
    const notebook = await answer.json();
    let count = 0;
    for (const cell of notebook.cells) {
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
      const exercise = this.#of(cell);
      if (!exercise) continue;
      known += 1;
      const source = [cell.source].flat().join("");
      if (source === exercise.stub) continue;
      exercise.edited = source;
      keep.setAnswer(exercise.name, exercise.stub, { text: source });
      exercise.replace?.(source);
      count += 1;
    }
    if (!known) throw new Error("This notebook holds no exercise of this chapter. Nothing was changed.");
    return count;
  }

  #of(cell) {
    const id = cell.metadata?.nbgrader?.grade_id;
    return id && this.exercises.find((one) => answerId(one.name) === id);
  }
}
