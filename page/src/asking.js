// Quizzes can be answered, and predictions written down, before the page shows what is right.
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
    const said = node("p", { class: "lab-status", role: "status" });
    const group = node("fieldset", { class: "lab-quiz" }, node("legend", { class: "lab-unseen" }, title));
    const tell = (letter) => {
      said.textContent = !letter ? "" : letter === right ? "Right. Compare your reason with the one in the answer." : "Not this one. Think again, or open the answer.";
      group.dataset.result = !letter ? "" : letter === right ? "right" : "wrong";
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

export function predictions(page) {
  let count = 0;
  for (const strong of document.querySelectorAll("article p > strong:first-child")) {
    if (!/^Predict\b/.test(strong.textContent)) continue;
    const paragraph = strong.parentElement;
    if (!/^Predict:?$/.test(strong.textContent.trim()) && !strong.nextSibling) continue;
    const name = `predict:${mark(paragraph.textContent)}`;
    const id = `lab-predict-${++count}`;
    const input = node("textarea", { id, rows: 1, class: "lab-predict", placeholder: "in one line" });
    input.value = keep.note(page, name) || "";
    input.addEventListener("input", () => keep.setNote(page, name, input.value || null));
    paragraph.after(node("div", { class: "lab-bar" }, node("label", { for: id }, "Your prediction"), input));
  }
}
