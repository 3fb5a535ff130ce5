// What stands around the text: light and dark, the two side bars, where the reader is.
// In place of 95 kB of the theme's scripts, of which the pages used this much.
(() => {
  const page = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];

  // Light, dark, or as the system has it. What was chosen is kept; the head of the page reads it before anything is painted.
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = (mode) => {
    const theme = mode === "auto" ? (system.matches ? "dark" : "light") : mode;
    // What stands there already is not written again: it would have the whole page styled anew.
    if (page.dataset.mode !== mode) page.dataset.mode = mode;
    if (page.dataset.theme !== theme) page.dataset.theme = theme;
  };
  const keep = (mode) => {
    show(mode);
    try {
      localStorage.setItem("mode", mode);
      localStorage.setItem("theme", page.dataset.theme);
    } catch {
      // Nothing can be kept here: it holds for this page.
    }
  };
  show(page.dataset.mode || "auto");
  system.addEventListener("change", () => show(page.dataset.mode));
  for (const button of all(".theme-switch-button")) {
    button.addEventListener("click", () => {
      const modes = system.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
      keep(modes[(modes.indexOf(page.dataset.mode) + 1) % 3]);
    });
  }

  // Side bars, which cover the text on a narrow screen. A hidden checkbox holds whether one is open.
  for (const side of ["primary", "secondary"]) {
    const bar = document.querySelector(`.bd-sidebar-${side}`);
    const button = document.querySelector(`.${side}-toggle`);
    const open = document.getElementById(`pst-${side}-sidebar-checkbox`);
    if (!bar || !button || !open) continue;
    button.addEventListener("click", () => {
      open.checked = !open.checked;
      // It can take the focus when it has slid in.
      if (open.checked) setTimeout(() => bar.querySelector("a, button")?.focus(), 100);
    });
    bar.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !open.checked) return;
      open.checked = false;
      button.focus();
    });
    open.addEventListener("change", () => open.checked || button.focus());
  }

  // The contents of the book stand on the next page where they stood on this one.
  const contents = document.querySelector(".bd-sidebar-primary");
  const PLACE = "sidebar-scroll-top";
  if (contents) {
    try {
      const kept = sessionStorage.getItem(PLACE);
      if (kept !== null) contents.scrollTop = Number(kept);
      addEventListener("pagehide", () => sessionStorage.setItem(PLACE, contents.scrollTop));
    } catch {
      // They begin at their top.
    }
  }

  // The section that is being read, among the contents of the page.
  const links = new Map();
  for (const link of all(".bd-toc-nav a[href^='#']")) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) links.set(section, link);
  }
  const seen = new Set();
  const mark = () => {
    const now = [...links.keys()].filter((section) => seen.has(section)).at(-1);
    for (const [section, link] of links) {
      const here = section === now;
      link.classList.toggle("active", here);
      link.parentElement.classList.toggle("active", here);
      if (here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const watcher = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) seen[isIntersecting ? "add" : "delete"](target);
      mark();
    },
    { rootMargin: "-12% 0px -85%" }, // a line below the head of the page
  );
  for (const section of links.keys()) watcher.observe(section);

  // The head of the text has a shadow where text goes on below it.
  addEventListener("scroll", () => document.body.classList.toggle("scrolled", scrollY > 0), { passive: true });

  // What cannot be seen is laid out when a reader comes near (lstmlab.css). A way to another place of the page needs to know
  // how long it is, and paper is all of the page at once.
  const whole = () => page.classList.add("whole");
  document.addEventListener("click", (event) => event.target.closest?.("a[href*='#']") && whole(), true);
  addEventListener("beforeprint", whole);
})();
