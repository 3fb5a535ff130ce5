// Brings the figures of a page to life, each when the reader comes near: no widget manager, only what a figure asks for.
//
// A figure waits in <div class="lstmlab-place">: a picture of it in its box, what its model starts with, the address of
// its script. Here is the model: the part of anywidget's interface that figures use (render({ model, el })).
(() => {
  const NEAR = "700px"; // below and above the window: it is alive when it comes into view

  class Model {
    constructor(state) {
      this.state = state;
      this.listeners = new Map();
    }
    get(name) {
      return this.state[name];
    }
    set(name, value) {
      if (JSON.stringify(this.state[name]) === JSON.stringify(value)) return;
      this.state[name] = value;
      for (const each of [...(this.listeners.get(`change:${name}`) ?? [])]) each();
    }
    save_changes() {} // nobody is there to tell
    on(event, listener) {
      this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
    }
    off(event, listener) {
      this.listeners.set(event, (this.listeners.get(event) ?? []).filter((each) => each !== listener));
    }
  }

  const places = [...document.querySelectorAll(".lstmlab-place")];
  const scripts = new Map();

  // A script once, however many figures need it. Classic: a page opened as a file may load no modules.
  function load(address) {
    if (!scripts.has(address)) {
      scripts.set(address, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = done;
        script.onerror = () => {
          scripts.delete(address);
          script.remove();
          failed(new Error(`${address} could not be loaded`));
        };
        document.head.append(script);
      }));
    }
    return scripts.get(address);
  }

  async function wake(place) {
    if (place.waking) return;
    place.waking = true;
    watch(place).unobserve(place);
    const waiting = place.querySelector(".lstmlab-waiting");
    try {
      await load(place.dataset.module);
    } catch {
      place.waking = false; // the picture stays; the next time that a reader comes near, it is tried again
      watch(place).observe(place);
      return;
    }
    const held = waiting.contains(document.activeElement);
    const model = new Model(JSON.parse(place.querySelector("script").textContent));
    // In one go, so that nothing around moves: the figure is as high as its picture.
    waiting.remove();
    globalThis.lstmlabFigures[place.dataset.name]({ model, el: place });
    onPaper(place);
    if (held) firstControl(place)?.focus();
  }

  // The first that is to be seen: what is hidden for now, such as the button that copies a solved puzzle, takes no focus.
  const firstControl = (place) =>
    [...place.querySelector(".lstmlab-figure").shadowRoot.querySelectorAll("input, select, button")].find((one) => one.getClientRects().length);

  const watcher = (rootMargin) =>
    new IntersectionObserver((seen) => seen.filter((one) => one.isIntersecting).forEach((one) => wake(one.target)), { rootMargin });
  const [near, inSight] = [watcher(NEAR), watcher("0px")];
  const watch = (place) => (place.dataset.when === "seen" ? inSight : near); // a heavy module is for those who look

  // On paper a figure is its picture, without what moves it.
  function onPaper(place) {
    for (const each of place.querySelectorAll("*")) {
      if (!each.shadowRoot) continue;
      const style = document.createElement("style");
      style.textContent = "@media print { .controls, .foot { display: none !important; } }";
      each.shadowRoot.append(style);
    }
  }
  places.forEach(onPaper);

  // Until then, in the page's look.
  const look = () => {
    for (const each of document.querySelectorAll(".lstmlab-waiting")) {
      const figure = each.shadowRoot?.querySelector(".figure");
      if (figure) figure.dataset.look = document.documentElement.dataset.theme === "dark" ? "dark" : "light";
    }
  };
  look();
  new MutationObserver(look).observe(document.documentElement, { attributeFilter: ["data-theme"] });

  for (const place of places) {
    watch(place).observe(place);
    place.addEventListener("focusin", () => wake(place));
    place.wake = () => wake(place); // for programs, such as the tests
  }
  addEventListener("beforeprint", () => places.forEach(wake));
})();
