// How far the reader is: a mark at each chapter in the table of contents, and the score, all from what is kept here.
import { node } from "./dom.js";
import { keep } from "./keep.js";

// exercises: { "lstm.step": { chapter: "05-lstm", title, points } }, in the order of the book.
export function score(exercises) {
  const results = keep.results();
  const chapters = new Map();
  for (const [name, { chapter, points }] of Object.entries(exercises)) {
    const one = chapters.get(chapter) || { passed: 0, exercises: 0, points: 0, of: 0 };
    one.exercises += 1;
    one.of += points;
    if (results[name]?.status === "passed") {
      one.passed += 1;
      one.points += results[name].points;
    }
    chapters.set(chapter, one);
  }
  return chapters;
}

export function markContents(exercises) {
  for (const [chapter, one] of score(exercises)) {
    for (const link of document.querySelectorAll(`.bd-sidebar-primary a[href$="${chapter}.html"], .bd-sidebar-primary a[href="#"]`)) {
      if (link.getAttribute("href") === "#" && !location.pathname.endsWith(`${chapter}.html`)) continue;
      link.querySelector(".lab-mark")?.remove();
      if (!one.passed) continue;
      const all = one.passed === one.exercises;
      link.append(
        node("span", { class: `lab-mark${all ? " lab-all" : ""}` }, node("span", { "aria-hidden": "true" }, all ? "✓" : `${one.passed}/${one.exercises}`), node("span", { class: "lab-unseen" }, ` ${one.passed} of ${one.exercises} exercises passed`)),
      );
    }
  }
}

export function markExercise(box, name) {
  const result = keep.result(name);
  box?.querySelector(".lab-mark")?.remove();
  if (result?.status !== "passed") return;
  const title = box?.querySelector(".admonition-title");
  title?.append(node("span", { class: "lab-mark lab-all" }, "✓ passed"));
}

export function scoreTable(exercises, titles) {
  const rows = [...score(exercises)].map(([chapter, one]) =>
    node("tr", {}, node("th", { scope: "row" }, titles[chapter] || chapter), node("td", {}, `${one.passed} of ${one.exercises}`), node("td", {}, `${one.points} of ${one.of}`)),
  );
  const head = node("tr", {}, ["Chapter", "Passed", "Points"].map((text) => node("th", { scope: "col" }, text)));
  return node("table", { class: "table lab-score" }, node("thead", {}, head), node("tbody", {}, rows));
}
