// A row of buttons with what a run says below it: used by every cell that can be run.
import { button, node } from "./dom.js";

const MOST = 60000; // letters of printed text that one panel shows
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

export function panel({ label, python, job, onDone, onStart }) {
  const go = button(label, run, "primary");
  const halt = button("Stop", () => python.stop());
  const status = node("span", { class: "lab-status", role: "status" });
  const meter = node("progress", { class: "lab-meter", hidden: true, "aria-label": "Python is loading" });
  const out = node("div", { class: "lab-out cell_output", role: "region", "aria-label": "Output" });
  halt.hidden = true;
  out.hidden = true;
  let printing = null;
  let letters = 0;

  const rest = (text) => {
    go.disabled = false;
    halt.hidden = true;
    meter.hidden = true;
    printing = null;
    status.textContent = text;
  };
  const hears = {
    state(text) {
      status.textContent = text;
      if (!text.startsWith("Loading")) meter.hidden = true;
    },
    loaded(bytes, of) {
      meter.hidden = false;
      meter.max = of;
      meter.value = Math.min(bytes, of);
      status.textContent = `Loading Python: ${megabytes(Math.min(bytes, of))} of ${megabytes(of)} MB. It stays in this browser.`;
    },
    text(text) {
      if (!printing) out.append((printing = node("pre", { class: "lab-text" })));
      letters += text.length;
      if (letters < MOST) printing.append(text);
    },
    part,
    done({ parts, progress }) {
      parts.forEach(part);
      rest(parts.some((one) => one.kind === "error") ? "Stopped with an error." : "Done.");
      onDone?.({ parts, progress });
    },
    stopped() {
      rest("Stopped. Your text is kept.");
      go.focus();
    },
    failed(problem) {
      rest("Python could not be started.");
      part({
        kind: "error",
        text: `${problem}\n\nIs this machine online? Press the button to try again. Or take the notebook: its link stands at the top of the page.`,
      });
    },
  };

  function part(one) {
    printing = null;
    if (one.kind === "html") {
      const card = node("div", { class: "output text_html" });
      card.innerHTML = one.html;
      card.querySelectorAll("a[href]").forEach(stayHere);
      out.append(card);
    } else if (one.kind === "picture") out.append(node("img", { src: one.source, alt: "The picture that this cell draws" }));
    else out.append(node("pre", { class: one.kind === "error" ? "lab-error" : "lab-text" }, one.text));
  }

  function run() {
    if (python.busy) {
      status.textContent = "Another cell is running. Wait, or stop it.";
      return;
    }
    out.replaceChildren();
    out.hidden = false;
    printing = null;
    letters = 0;
    go.disabled = true;
    halt.hidden = false;
    onStart?.();
    python.run(job(), hears);
  }

  // Who points at the button, or comes to it with Tab, is about to press it.
  for (const when of ["pointerenter", "focus", "touchstart"]) {
    go.addEventListener(when, () => python.warm(), { once: true, passive: true });
  }
  return {
    bar: node("div", { class: "lab-bar" }, go, halt, status, meter),
    out,
    go,
    run,
    say: (text) => (status.textContent = text),
    clear() {
      out.replaceChildren();
      out.hidden = true;
      status.textContent = "";
    },
  };
}

// A card links to the published book; here the same page is a relative address away.
function stayHere(link) {
  const found = link.href.match(/\/book\/((?:chapters|appendices)\/.+)$/);
  if (!found) return;
  const root = new URL(document.documentElement.dataset.content_root || "./", location.href);
  link.href = new URL(`book/${found[1]}`, root).href;
}
