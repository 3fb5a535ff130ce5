// A code cell that is no exercise: it can be run and changed, its output takes the place of the printed one.
import { job } from "./cells.js";
import { button, node } from "./dom.js";
import { keep } from "./keep.js";
import { keysForPhones } from "./keys.js";
import { panel } from "./panel.js";

export function plainCell(cell, { cells, page, python, loadEditor }) {
  const number = cells.indexOf(cell);
  const printed = cell.element.querySelector(":scope > .cell_output");
  const place = node("div", { class: "lab-editor" });
  const mark = node("span", { class: "lab-changed", hidden: true }, "changed");
  let editor = null;

  const work = panel({
    label: "Run",
    python,
    job: () => job(cells, cell),
    onStart() {
      if (printed) printed.hidden = true;
      back.hidden = !printed && !isChanged();
    },
    onDone: ({ progress }) => keep.setProgress(progress),
  });
  const isChanged = () => cell.text() !== cell.original;
  const show = () => {
    mark.hidden = !isChanged();
    cell.element.classList.toggle("lab-is-changed", isChanged());
    back.hidden = !isChanged() && (!printed || !printed.hidden);
  };
  const change = button("Change", async () => {
    await edit();
    editor.focus();
  });
  const back = button("Put back", () => {
    if (editor) editor.replace(cell.original);
    cell.edited = undefined;
    keep.setCell(page, cell.original, cell.original);
    if (printed) printed.hidden = false;
    work.clear();
    show();
  });
  back.hidden = true;
  work.bar.insertBefore(change, work.bar.children[1]);
  work.bar.insertBefore(back, work.bar.children[2]);
  work.bar.append(mark);

  async function edit() {
    if (editor) return;
    const makeEditor = await loadEditor();
    if (editor) return;
    cell.element.querySelector(":scope > :is(.cell_input, details.code)").hidden = true;
    change.hidden = true;
    const help = node("p", { class: "lab-help", id: `lab-help-${number}` }, "Ctrl+Enter runs. Tab indents; Escape, then Tab, leaves the editor.");
    editor = makeEditor({
      parent: place,
      text: cell.text(),
      label: `Code of ${cell.name}, Python`,
      describedBy: help.id,
      onRun: () => work.go.click(),
      onChange(text) {
        cell.edited = text;
        if ((keep.cell(page, cell.original) ?? cell.original) !== text) keep.setCell(page, cell.original, text);
        show();
      },
    });
    cell.follow = () => {
      const now = keep.cell(page, cell.original) ?? cell.original;
      if (now !== editor.text) editor.replace(now);
    };
    place.after(keysForPhones(() => editor), help);
  }
  cell.element.prepend(place);
  cell.element.append(work.bar, work.out);
  // A cell that was changed on an earlier visit shows what was written then.
  if (isChanged()) edit();
  show();
}
