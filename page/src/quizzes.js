// Quizzes are answered by a click, and the page says what is true of the choice that was clicked.
import { node } from "./dom.js";
import { keep, mark } from "./keep.js";

let number = 0;

export function quizzes(page) {
  for (const box of document.querySelectorAll("article .quiz.admonition")) {
    const list = [...box.querySelectorAll(":scope > p")].at(-1);
    const choices = list.innerHTML.split(/<br\s*\/?>/).map((text) => text.trim());
    const answer = nextFold(box);
    const right = answer?.querySelector(".sd-summary-content strong")?.textContent.trim().replace(".", "");
    if (!choices.every((text) => /^[a-h]\. /.test(text)) || !right) continue; // not a quiz of choices
    const title = box.querySelector(".admonition-title").textContent.trim();
    // Known by its words, as are its choices: they may get another place, or another number.
    const name = `quiz:${mark([...box.querySelectorAll(":scope > p:not(.admonition-title)")].slice(0, -1).map((each) => each.textContent).join())}`;
    const chosen = (text) => mark(text.slice(3));
    const kept = choices.find((text) => chosen(text) === keep.note(page, name));
    const said = node("p", { class: "lab-status lab-why", role: "status" });
    const group = node("fieldset", { class: "lab-quiz" }, node("legend", { class: "lab-unseen" }, title));
    const why = explanations(answer, right);
    const tell = (letter) => {
      const verdict = letter === right ? "right" : "wrong";
      group.dataset.result = letter ? verdict : "";
      said.dataset.result = group.dataset.result;
      said.replaceChildren();
      if (!letter) return;
      const reason = node("span");
      reason.innerHTML = why[letter] ?? "";
      said.append(node("strong", {}, letter === right ? "\u2713 Right." : "\u2717 Not this one."), " ", reason);
    };
    for (const text of choices) {
      const letter = text[0];
      const id = `lab-choice-${++number}`;
      const input = node("input", { type: "radio", name: `lab-${box.id || title}`, id, value: letter });
      input.addEventListener("change", () => {
        keep.setNote(page, name, chosen(text));
        tell(letter);
      });
      input.checked = text === kept;
      const label = node("label", { for: id });
      label.innerHTML = text;
      group.append(node("div", {}, input, label));
    }
    list.replaceWith(group, said);
    tell(kept?.[0]);
  }
}

function nextFold(box) {
  const next = box.nextElementSibling;
  return next?.matches("details") ? next : null;
}

// What the answer says of each choice, as HTML: "**d.** Why it is right. (a) Why not. (b), (c) Why neither of these."
// The same rule as in tools/source/quizzes.py.
const MARKS = /(?<=^|[\s>])\([a-h]\)(?:(?:,| and) \([a-h]\))*/g;

function explanations(fold, right) {
  const body = fold.querySelector(".sd-summary-content").innerHTML.replace(/<\/?p[^>]*>/g, " ").trim();
  const groups = [...body.matchAll(MARKS)];
  const found = { [right]: body.slice(0, groups[0]?.index).replace(/^\s*<strong>.*?<\/strong>/, "").trim() };
  groups.forEach((group, k) => {
    const text = body.slice(group.index + group[0].length, groups[k + 1]?.index).trim();
    for (const [, letter] of group[0].matchAll(/\(([a-h])\)/g)) found[letter] = /^[a-z]/.test(text) ? `${group[0]} ${text}` : text; // lower case: the sentence is about the choices
  });
  return found;
}
