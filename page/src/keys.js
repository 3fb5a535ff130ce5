// A row of keys that a phone's keyboard hides or lacks; on other devices the row is not shown (page.css).
import { node } from "./dom.js";

const LETTERS = ["(", ")", "[", "]", ":", "@", "=", "_", "*", "-"];

// editor(): the editor that is to hear them, as editor.js makes it, or null.
export function keysForPhones(editor) {
  const key = (shown, name, press) =>
    node(
      "button",
      {
        type: "button",
        "aria-label": name,
        onpointerdown: (event) => event.preventDefault(), // the editor keeps the focus, and the phone its keyboard
        onclick: () => editor() && press(editor()),
      },
      shown,
    );
  return node(
    "div",
    { class: "lab-keys", role: "group", "aria-label": "Keys" },
    key("⇥", "indent", (one) => one.indent()),
    key("⇤", "take the indent back", (one) => one.dedent()),
    LETTERS.map((letter) => key(letter, letter, (one) => one.insert(letter))),
    key("↶", "undo", (one) => one.undo()),
  );
}
