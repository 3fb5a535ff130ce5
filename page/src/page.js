// Makes a page of the book a place to work: every cell can be run and changed, every exercise checked.
//
// The page brings `window.lstmlabPage`: { sizes, exercises, titles, notebook, privacy, former }.
import { BASE, fileWorker } from "./as_file.js";
import { findCells } from "./cells.js";
import { button, node } from "./dom.js";
import { exercise } from "./exercise.js";
import { keep, onOtherTab } from "./keep.js";
import { markContents, markExercise } from "./marks.js";
import { Notebooks } from "./notebook.js";
import { plainCell } from "./plain.js";
import { puzzle } from "./puzzle.js";
import { predictions } from "./predictions.js";
import { Python } from "./python.js";
import { quizzes } from "./quizzes.js";
import { yourWork } from "./yours.js";

const given = window.lstmlabPage;
const here = new URL(".", document.currentScript.src).href;
const root = new URL(document.documentElement.dataset.content_root || "./", location.href).href;
const page = location.pathname.split("/").pop().replace(/\.html$/, "");
const asFile = location.protocol === "file:";
const FETCHED = ["pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip", "numpy.tar.gz", "lstmlab.tar.gz", "page_cells.py", "worker.js", "editor.js"];

// What this browser lacks, as a sentence, or nothing.
function lacking() {
  if (typeof WebAssembly !== "object" || typeof Worker !== "function")
    return "This browser cannot run Python in a page (it has no WebAssembly: an old browser, or a setting). Take the notebook: its link stands at the top of the page.";
  if (typeof DecompressionStream !== "function" || !(asFile || hasModuleWorkers()))
    return "This browser is too old to run Python in a page. Take a newer one, or the notebook: its link stands at the top of the page.";
  return "";
}

function hasModuleWorkers() {
  let asked = false;
  const options = {
    get type() {
      asked = true;
      return "module";
    },
  };
  try {
    new Worker("blob:nothing", options).terminate();
  } catch {
    // only whether it asked for the type matters
  }
  return asked;
}

let editorScript = null;
function loadEditor() {
  editorScript ??= new Promise((resolve, reject) => {
    const script = node("script", { src: `${here}editor.js` });
    script.onload = () => resolve(window.lstmlabEditor);
    script.onerror = () => {
      editorScript = null;
      script.remove();
      reject(new Error("The editor could not be loaded. Is this machine online?"));
    };
    document.head.append(script);
  });
  return editorScript;
}

function start() {
  const cells = findCells(page);
  const exercises = cells.filter((cell) => cell.kind === "exercise");
  const puzzles = cells.filter((cell) => cell.kind === "check" && given.exercises[cell.puzzle]);
  const article = document.querySelector("article");
  markContents(given.exercises);
  exercises.forEach((cell) => markExercise(cell.box, cell.name));
  if (!cells.length) return;
  quizzes(page);
  predictions(page);
  const problem = lacking();
  if (problem) {
    if (exercises.length) exercises[0].element.before(node("p", { class: "lab-warning" }, problem));
    return;
  }
  const open = asFile ? () => fileWorker(here) : async () => ({ worker: new Worker(new URL("worker.js", here), { type: "module" }) });
  const python = new Python({ open, base: asFile ? BASE : here, sizes: given.sizes });
  const notebooks = given.notebook ? new Notebooks(new URL(given.notebook, root).href, { exercises, puzzles, cells: asFile ? cells : null }) : null;
  const work = yourWork({
    notebooks,
    exercises: given.exercises,
    titles: given.titles,
    privacy: new URL(given.privacy, root).href,
    onChange: () => marks(),
  });
  const marks = () => {
    markContents(given.exercises);
    exercises.forEach((cell) => markExercise(cell.box, cell.name));
    work.draw();
  };

  for (const cell of cells) {
    if (cell.kind === "exercise") prepareExercise(cell);
    else if (puzzles.includes(cell)) puzzle(cell, { cells, page, python, onResult: () => marks() });
    else if (cell.kind === "plain" || cell.kind === "experiment") plainCell(cell, { cells, page, python, loadEditor });
  }
  if (exercises.length) article.append(work.box);
  onOtherTab((key) => {
    if (!key || key.startsWith("result:")) marks();
    if (!key || /^(answer|cell):/.test(key)) cells.forEach((cell) => cell.follow?.());
  });
  fetchAhead(exercises);

  function prepareExercise(cell) {
    if (cell.check) cell.check.element.hidden = true; // the card there is of the solution, and the page has its own button
    const made = exercise(cell, { cells, python, loadEditor, onResult: () => marks() });
    const kept = keep.answer(cell.name, cell.stub);
    const begin = button(
      kept && kept.text !== cell.stub ? "Go on with your answer" : "Write and check it here",
      async () => {
        try {
          begin.disabled = true;
          await made.open();
          begin.parentElement.replaceWith(made.box);
          made.focus();
        } catch (trouble) {
          begin.disabled = false;
          said.textContent = trouble.message;
        }
      },
      "primary",
    );
    const said = node("span", { class: "lab-status", role: "status" });
    for (const when of ["pointerenter", "focus", "touchstart"]) {
      begin.addEventListener(when, () => (loadEditor().catch(() => {}), python.warm()), { once: true, passive: true });
    }
    cell.element.after(node("div", { class: "lab-bar" }, begin, said));
  }
}

// Into the browser's cache, once the first exercise is near, where data costs little.
function fetchAhead(exercises) {
  const line = navigator.connection;
  if (asFile || !exercises.length || line?.saveData || (line?.effectiveType && line.effectiveType !== "4g")) return;
  new IntersectionObserver(
    (seen, watcher) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      watcher.disconnect();
      const idle = window.requestIdleCallback || ((call) => setTimeout(call, 500));
      idle(() => FETCHED.forEach((file) => document.head.append(node("link", { rel: "prefetch", href: here + file }))));
    },
    { rootMargin: "400px" },
  ).observe(exercises[0].element);
}

start();
window.lstmlabPage.started = true; // else the page says that its program did not start
