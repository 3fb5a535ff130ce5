// An exercise on the page: its editor, the check with its card, and what helps in between.
import { job } from "./cells.js";
import { button, node } from "./dom.js";
import { keep } from "./keep.js";
import { keysForPhones } from "./keys.js";
import { panel } from "./panel.js";

const HINT = "Ctrl+Enter checks. Tab indents; Escape, then Tab, leaves the editor.";

export function exercise(cell, { cells, python, loadEditor, onResult }) {
  const number = cells.indexOf(cell);
  const help = node("p", { class: "lab-help", id: `lab-help-${number}` }, HINT);
  const place = node("div", { class: "lab-editor" });
  const notes = node("div", { class: "lab-notes" });
  let editor = null;

  const work = panel({
    label: "Check",
    python,
    // The answer itself must run, or a mistake in the writing would show as a name that is missing.
    job: () => job(cells, cell.check || cell, { must: [cell], of: cell, text: editor.text }),
    onDone({ parts, progress }) {
      keep.setProgress(progress);
      keep.setAnswer(cell.name, cell.stub, { text: editor.text, attempts: attempts() + 1 });
      const found = parts.map((part) => part.check).find(Boolean);
      if (found) {
        keep.setResult(cell.name, found);
        onResult(cell.name);
      }
      solution.hidden = !mayShow();
    },
  });
  const attempts = () => keep.answer(cell.name, cell.stub)?.attempts || 0;
  const mayShow = () => cell.solution !== undefined && (attempts() >= 1 || keep.result(cell.name)?.status === "passed");

  const reset = button("Reset", () => {
    editor.replace(cell.stub);
    work.say("Back to the stub. Ctrl+Z brings your text back.");
    editor.focus();
  });
  const solution = button("Show the solution", () => {
    editor.replace(cell.solution);
    work.say("This is the solution. Ctrl+Z brings your text back.");
    editor.focus();
  });
  solution.hidden = !mayShow();
  work.bar.insertBefore(solution, work.bar.lastChild.previousSibling);
  work.bar.insertBefore(reset, solution);

  const box = node("div", { class: "lab-exercise" }, notes, place, keysForPhones(() => editor), help, work.bar, work.out, elsewhere(cell));

  // The stub stands there as text until somebody wants to write: an editor for every exercise would cost every reader.
  async function open() {
    if (editor) return editor;
    const makeEditor = await loadEditor();
    const kept = keep.answer(cell.name, cell.stub);
    if (editor) return editor;
    cell.element.hidden = true;
    editor = makeEditor({
      parent: place,
      text: kept ? kept.text : cell.stub,
      label: `Your answer to ${cell.title}, Python`,
      describedBy: help.id,
      onRun: () => work.go.click(),
      onChange(text) {
        cell.edited = text;
        // What came from another tab is kept already: to write it once more could undo what is typed there meanwhile.
        if (keep.answer(cell.name, cell.stub)?.text !== text) keep.setAnswer(cell.name, cell.stub, { text });
        sayTrouble();
      },
    });
    cell.edited = editor.text;
    cell.replace = (text) => editor.replace(text);
    // Another tab wrote: what stands here would overwrite it with the next letter.
    cell.follow = () => {
      const now = keep.answer(cell.name, cell.stub);
      if (!now || now.text === editor.text) return;
      editor.replace(now.text);
      work.say("Changed in another tab. Ctrl+Z brings back what stood here.");
    };
    sayTrouble();
    return editor;
  }
  function sayTrouble() {
    const trouble = keep.trouble();
    if (notes.dataset.said === trouble) return;
    notes.dataset.said = trouble;
    notes.replaceChildren(...(trouble ? [node("p", { class: "lab-warning", role: "alert" }, trouble)] : []), ...earlier());
  }
  function earlier() {
    const [last] = keep.earlier(cell.name, cell.stub);
    if (!last || keep.answer(cell.name, cell.stub)) return [];
    return [
      node(
        "p",
        { class: "lab-warning" },
        "This exercise has changed since you answered it. Your earlier answer is kept. ",
        button("Put it into the editor", () => editor.replace(last.text)),
      ),
    ];
  }
  return { box, open, focus: async () => (await open()).focus(), run: async () => (await open(), work.run()) };
}

// The same exercise in other places: its address, JupyterLite, Colab, the notebook.
function elsewhere(cell) {
  const lite = document.querySelector("a.lstmlab-lite");
  const colab = document.querySelector("a.lstmlab-colab");
  const notebook = document.querySelector("a.lstmlab-download");
  const links = [
    cell.box && node("a", { href: `#${cell.box.id}` }, "Address of this exercise"),
    lite && node("a", { href: `${lite.href}#exercise-${cell.name.replace(".", "-")}` }, "Open in JupyterLite"),
    colab && node("a", { href: colab.href }, "Open in Colab"),
    notebook && node("a", { href: notebook.href, download: true }, "Download the notebook"),
  ].filter(Boolean);
  return node("p", { class: "lab-help" }, links.flatMap((link, k) => (k ? [" · ", link] : [link])));
}
