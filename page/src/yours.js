// "Your work": save it, read it back, hand it in, delete it. At the end of each chapter.
import { button, node, offer } from "./dom.js";
import { keep } from "./keep.js";
import { scoreTable } from "./marks.js";

export function yourWork({ notebooks, exercises, titles, onChange, privacy }) {
  const said = node("p", { class: "lab-status", role: "status" });
  const score = node("div", {});
  const say = (text) => (said.textContent = text);
  const tell = (action) => async () => {
    try {
      say(await action());
    } catch (problem) {
      say(problem.message);
    }
    draw();
  };
  const answers = (count) => (count === 1 ? "1 answer" : `${count} answers`);

  function chooser(accept, take) {
    const file = node("input", { type: "file", accept, hidden: true });
    file.addEventListener("change", tell(async () => {
      const [chosen] = file.files;
      file.value = "";
      if (!chosen) return "";
      const result = take(await chosen.text());
      onChange();
      return result;
    }));
    return file;
  }
  const ofNotebook = chooser(".ipynb,application/x-ipynb+json", (text) => `Read ${answers(notebooks.read(text))} from the notebook.`);
  const ofEverything = chooser(".json,application/json", (text) => {
    const taken = keep.import(text);
    return taken ? "Everything in the file was read. Reload the page to see it." : "The file holds nothing that is not here already.";
  });
  const remove = button("Delete everything", () => {
    if (!confirm("Delete all answers, results and changed cells of the course in this browser? Saved files stay.")) return;
    keep.forgetAll();
    say("Everything was deleted. Reload the page to begin anew.");
    draw();
    onChange();
  });

  const draw = () => score.replaceChildren(scoreTable(exercises, titles));
  draw();
  const group = (title, text, ...children) =>
    node("div", { class: "lab-group" }, node("h3", {}, title), node("p", {}, text), node("div", { class: "lab-bar" }, ...children));
  const box = node(
    "section",
    { class: "lab-yours", "aria-label": "Your work" },
    node("h2", { id: "your-work" }, "Your work"),
    node("p", {}, "What you write on these pages stays in this browser, and is sent nowhere. ", node("a", { href: privacy }, "What is kept, and where")),
    notebooks &&
      group(
        "This chapter",
        "The chapter's notebook with your answers in their cells: go on with it in Jupyter, or hand it in.",
        button("Continue in Jupyter", tell(async () => `Saved the notebook with ${answers(await notebooks.save())}. Open it with Jupyter.`), "primary"),
        button("Hand in", tell(async () => `Saved the notebook with ${answers(await notebooks.save())}. Give this file to your teacher.`)),
        button("Read answers from a notebook", () => ofNotebook.click()),
        ofNotebook,
      ),
    group(
      "The whole course",
      "One file with everything that is kept here: for another browser, another machine, or as a copy.",
      button("Save everything", tell(() => (offer(keep.export(), "lstmlab-my-work.json", "application/json"), "Saved everything in one file."))),
      button("Read it back", () => ofEverything.click()),
      ofEverything,
      remove,
    ),
    said,
    node("details", {}, node("summary", {}, "Your score"), score),
  );
  return { box, draw };
}
