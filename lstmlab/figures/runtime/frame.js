// The frame of a figure: puzzle banner, controls, picture, formula lines, the result in words. It binds a figure's
// compute, describe, result, unmet and draw to an anywidget model.
//
// A figure may have a style sheet of its own (style.css) and, for a long drawing, a second file (drawing.js).
// draw(view) is called once. It makes its controls and its picture and returns update(given, values), which is called
// after every change. What a figure finds in `view`:
//   given            the controls and the constants, now
//   set({ name: v }) changes controls (whole numbers and ranges are looked after)
//   slider, stepper, choice, toggle, button    labelled controls, appended to view.controls (see inputs.js)
//   player           the slider of a control that is time, with Play (see player.js)
//   stage, controls, notes    where the picture, what moves it, and formulas or tables go: in this order. The picture stays on the
//                    screen while its controls are moved; where there is room, the controls stand beside it (see `beside`)
//   picture          the <svg> of the stage; view.width is its width in pixels now, view.paint(height, ...children) fills it
//   drag(element, f) calls f({ x, y, first }) in pixels of the element for mouse, pen and finger (see below)
//   id(word)         an id of this display alone

let displays = 0;

function render({ model, el }) {
  const about = JSON.parse(model.get("_about"));
  const names = Object.keys(about.faces);
  const display = `lstmlab-${++displays}-${Math.random().toString(36).slice(2, 8)}`;
  const endings = [];
  const bound = [];
  const host = node("div", { class: "lstmlab-figure", "data-lm-suppress-shortcuts": "true" });
  const tree = host.attachShadow({ mode: "open" });
  const view = {
    about,
    width: 640,
    given: null,
    id: (word) => `${display}-${word}`,
    controls: node("div", { class: "controls" }),
    stage: node("div", { class: "stage", role: "img" }),
    notes: node("div", { class: "notes" }),
    picture: svg("svg", { "aria-hidden": "true", focusable: "false" }),
    paint(height, ...children) {
      view.picture.setAttribute("viewBox", `0 0 ${view.width} ${height}`);
      view.picture.setAttribute("width", view.width);
      view.picture.setAttribute("height", height);
      view.stage.style.setProperty("--tall", `${height}px`);
      view.picture.replaceChildren(...children.flat(Infinity).filter(Boolean));
    },
    set(changes) {
      for (const [name, value] of Object.entries(changes)) model.set(name, tidy(about.faces[name], value));
      model.save_changes();
    },
    bind: (update) => bound.push(update),
    playing: false, // while it plays, what changes is not read out
    pauses: [], // what ends the playing
    drag: (element, follow) => drag(element, follow),
  };
  view.stage.append(view.picture);
  view.slider = (name, options) => slider(view, name, options);
  view.player = (name, options) => player(view, name, options);
  view.stepper = (options) => stepper(view, options);
  view.choice = (name, options) => choice(view, name, options);
  view.toggle = (name, options) => toggle(view, name, options);
  view.button = (text, press, options) => button(view, text, press, options);

  const banner = about.puzzle ? puzzleBanner(about.puzzle) : null;
  const words = node("p", { class: "result" });
  const voice = node("p", { class: "unseen", role: "status", "aria-live": "polite" });
  const pause = () => view.pauses.forEach((end) => end());
  const startAgain = () => {
    pause();
    view.set(about.start);
  };
  const reset = node("button", { type: "button", class: "plain", on: { click: startAgain } }, "Reset");
  const body = node(
    "section",
    { class: "figure", role: "group", "aria-label": `${about.title}, interactive figure` },
    banner?.element,
    view.stage,
    view.controls,
    words,
    view.notes,
    node("div", { class: "foot" }, reset),
    voice,
  );
  tree.append(node("style", {}, STYLE), body);
  host.set = view.set;
  el.append(host);
  // Drawn for its place at once: a drawing that has another height at another width would move what is below it.
  view.width = view.stage.clientWidth || view.width;

  const read = () => ({ ...about.constants, ...Object.fromEntries(names.map((name) => [name, model.get(name)])) });
  view.given = read();
  const update = draw(view);
  const speak = speaker(voice);
  view.say = () => speak(words.textContent);
  let solved = null;

  function refresh(quietly) {
    const given = (view.given = read());
    const values = compute(given);
    bound.forEach((each) => each(given, values));
    update(given, values);
    // For programs that look at the page, such as the tests: what is shown, as numbers.
    const controls = Object.fromEntries(names.map((name) => [name, given[name]]));
    host.shown = { title: about.title, puzzle: about.puzzle?.name, controls, values };
    view.stage.setAttribute("aria-label", describe(given, values));
    const said = result(given, values);
    words.textContent = said;
    let news = said;
    if (banner) {
      const missing = unmet(given, values);
      const now = missing.length === 0;
      banner.update(missing, asCode(about.puzzle, controls));
      if (solved !== null && now !== solved)
        news = now ? `Puzzle solved. ${said}` : `${said} The puzzle is no longer solved.`;
      solved = now;
    }
    if (!quietly && !view.playing) speak(news);
    // For the page around: the book keeps the controls of a puzzle, and checks them.
    host.dispatchEvent(new CustomEvent("lstmlab-figure", { bubbles: true, detail: { ...host.shown, solved } }));
  }

  let waiting = 0;
  const later = () => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      refresh(false);
    });
  };
  names.forEach((name) => model.on(`change:${name}`, later));
  endings.push(() => names.forEach((name) => model.off(`change:${name}`, later)));
  endings.push(() => cancelAnimationFrame(waiting), pause);
  endings.push(followLook(body));
  // Once, where it is wide for the first time.
  let arranged = false;
  function arrange() {
    if (arranged || view.width < WHOLE) return;
    arranged = true;
    if (view.stage.nextElementSibling !== view.controls || !beside(view, () => update(view.given, compute(view.given)))) return;
    body.classList.add("beside");
    view.width = view.stage.clientWidth || view.width;
    refresh(true);
  }
  endings.push(
    followWidth(view.stage, (width) => {
      view.width = width;
      refresh(true);
      arrange();
    }),
  );
  refresh(true);
  arrange();
  return () => {
    endings.forEach((end) => end());
    host.remove();
  };
}

// Whether the controls of a figure stand beside its picture where there is room (common.css). One rule for all: they do where the
// picture does not become higher by it, as one does whose parts would stand below each other.
const WHOLE = 640; // pixels: a picture with the figure's width to itself, where its controls could stand beside it
const PART = 372; // what is left of them for the picture

function beside(view, paint) {
  const now = view.width;
  const high = (width) => {
    view.width = width;
    paint();
    return Number(view.picture.getAttribute("height"));
  };
  const found = high(PART) <= high(WHOLE);
  high(now);
  return found;
}

// A value as the control takes it: within its range, on its grid where it is a whole number.
function tidy(face, value) {
  if (face.kind === "whole") return clamp(Math.round(value), face.low, face.high);
  if (face.kind === "number") return clamp(Number(value), face.low, face.high);
  if (face.kind === "wholes") return value.map((each) => clamp(Math.round(each), face.low, face.high));
  return value;
}

// The call that makes the figure with its controls where they stand, as lstmlab.puzzles.as_code writes it.
function asCode({ call, controls }, values) {
  const said = (value) => {
    if (Array.isArray(value)) return `[${value.map(said).join(", ")}]`;
    if (typeof value === "boolean") return value ? "True" : "False";
    return JSON.stringify(value);
  };
  return `${call.slice(0, -1)}${controls.map((name) => `, ${name}=${said(values[name])}`).join("")})`;
}

function puzzleBanner({ title, task }) {
  const state = node("p", { class: "state" });
  const line = node("code", {});
  const copied = node("span", { role: "status" });
  const copy = async () => {
    // Where the clipboard is not given, the line is marked, so that the usual keys copy it.
    try {
      await navigator.clipboard.writeText(line.textContent);
      copied.textContent = "Copied: put it into the cell of the figure.";
    } catch {
      getSelection().selectAllChildren(line);
      copied.textContent = "Marked: copy it into the cell of the figure.";
    }
  };
  const kept = node(
    "div",
    { class: "kept", hidden: "" },
    line,
    node("button", { type: "button", on: { click: copy } }, "Copy as code"),
    copied,
  );
  const element = node(
    "div",
    { class: "puzzle" },
    node("p", { class: "task" }, node("strong", {}, "Puzzle: "), task),
    state,
    kept,
  );
  element.setAttribute("aria-label", title);
  element.setAttribute("role", "group");
  return {
    element,
    update(missing, code) {
      const solved = missing.length === 0;
      kept.hidden = !solved;
      if (line.textContent !== code) {
        line.textContent = code;
        copied.textContent = "";
      }
      element.classList.toggle("solved", solved);
      const next = globalThis.lstmlabPage ? "Now press Check below the figure." : "Now run the check.";
      const text = solved ? `\u2713 Solved. ${next}` : `Not solved yet. ${missing[0]}`;
      if (state.textContent !== text) state.textContent = text;
    },
  };
}

// Says the latest sentence once the reader pauses, so that a moved slider is not read out at every step.
function speaker(voice) {
  let timer = 0;
  return (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => (voice.textContent = text), 600);
  };
}

// The look of the page around: the book, JupyterLab, VS Code and Colab each say it in their own way.
function lookNow() {
  const html = document.documentElement;
  const lab = document.body.getAttribute("data-jp-theme-light");
  const page = html.dataset.theme || html.getAttribute("theme");
  const code = document.body.classList;
  if (lab) return lab === "false" ? "dark" : "light";
  if (code.contains("vscode-dark") || code.contains("vscode-high-contrast")) return "dark";
  if (code.contains("vscode-light") || code.contains("vscode-high-contrast-light")) return "light";
  if (page === "dark" || page === "light") return page;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function followLook(body) {
  const apply = () => (body.dataset.look = lookNow());
  const watcher = new MutationObserver(apply);
  const system = matchMedia("(prefers-color-scheme: dark)");
  for (const place of [document.documentElement, document.body]) {
    watcher.observe(place, {
      attributes: true,
      attributeFilter: ["class", "theme", "data-theme", "data-jp-theme-light"],
    });
  }
  system.addEventListener("change", apply);
  apply();
  return () => {
    watcher.disconnect();
    system.removeEventListener("change", apply);
  };
}

function followWidth(stage, react) {
  let last = 0;
  const watcher = new ResizeObserver(([entry]) => {
    const width = Math.round(entry.contentRect.width);
    if (width > 0 && width !== last) react((last = width));
  });
  watcher.observe(stage);
  return () => watcher.disconnect();
}

// Direct manipulation: follow({ x, y, first }) while the mouse, a pen or a finger is down, first as it comes down. Where that
// returns false nothing is held, and a finger scrolls the page. The same must be in reach of the keyboard, by a slider.
// A finger holds from side to side; up and down it scrolls, unless it comes down on a `handle` (common.js).
function drag(element, follow) {
  const tell = (event, first) => {
    const box = element.getBoundingClientRect();
    return follow({ x: event.clientX - box.left, y: event.clientY - box.top, first });
  };
  element.classList.add("draggable");
  // No browser asks an element of a drawing for its touch-action.
  const still = (event) => event.target.closest?.(".handle") && event.preventDefault();
  element.addEventListener("touchstart", still, { passive: false });
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || tell(event, true) === false) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    if (element.hasPointerCapture(event.pointerId)) tell(event, false);
  });
}
