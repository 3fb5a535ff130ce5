// The search of the book: a dialog on every page (Ctrl-K, or the button "Search"), and the page search.html?q=...
//
// The index is Pagefind's, in _static/search, and is loaded with the first search. Where a browser may not load it, in a
// book opened as a file above all, headings alone are searched, from one list.
(() => {
  const root = new URL(document.documentElement.dataset.content_root || "./", location.href);
  const index = new URL("_static/search/", root);
  const mac = /Mac|iP(hone|ad|od)/.test(navigator.platform);
  const SHOWN = { dialog: 12, page: 40 };
  const LOOKED_AT = 60; // results that are put in order by their titles

  // Elements

  function node(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  // Engines: both give [{ url, title, page, excerpt }] for a query, the best first.

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (text) => plain(text).match(/[\p{L}\p{N}_]+/gu) || [];

  const ASIDE = /^(Quiz|Summary|References|Results)$/; // says again what stands elsewhere

  // Where no word fits, Pagefind takes the beginning of one, down to a letter: nothing would ever be "not found".
  function fits(title, excerpt, query) {
    const marked = [...excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].flatMap(([, word]) => words(word));
    return words(query).some((asked) => [...marked, ...words(title)].some((word) => word.startsWith(asked.slice(0, Math.max(4, asked.length - 4)))));
  }

  // What a title adds to how well a section fits: all words of the query in it, and nothing else in it.
  function titleCounts(title, kind, query) {
    const said = words(title.replace(/^(Chapter \d+|Exercise|Puzzle): /, "")).filter((word) => !["the", "a", "an"].includes(word));
    const asked = words(query).filter((word) => !["the", "a", "an"].includes(word));
    const stem = (word) => word.replace(/(ies|s|ing|ed)$/, "").slice(0, 12);
    const there = asked.filter((word) => said.some((one) => one.startsWith(word) || stem(one) === stem(word)));
    const share = asked.length ? there.length / asked.length : 0;
    const all = share === 1 ? 2 + 4 * Math.min(1, asked.length / said.length) : share;
    return (1 + all) * { chapter: 1, exercise: 0.6, other: 0.6, package: 0.2 }[kind] * (ASIDE.test(title) ? 0.6 : 1);
  }

  async function pagefind() {
    const engine = await import(new URL("pagefind.js", index).href);
    await engine.options({ ranking: { termFrequency: 0.6, pageLength: 0.5, metaWeights: { title: 6 } } });
    await engine.init();
    return async (query) => {
      const { results } = await engine.search(query);
      const best = results.slice(0, LOOKED_AT);
      const found = await Promise.all(best.map(async (each) => ({ score: each.score, ...(await each.data()) })));
      const fitting = found.filter(({ meta, excerpt }) => fits(meta.title, excerpt, query));
      return {
        count: results.length - found.length + fitting.length,
        found: fitting
          .map(({ raw_url, meta, excerpt, score }) => ({ url: raw_url, title: meta.title, page: meta.page, excerpt, score: score * titleCounts(meta.title, meta.kind, query) }))
          .sort((a, b) => b.score - a.score),
      };
    };
  }

  async function headings() {
    await new Promise((resolve, reject) => {
      const script = node("script", { src: new URL("titles.js", index).href });
      script.onload = resolve;
      script.onerror = () => (script.remove(), reject(new Error("the list of headings is not there")));
      document.head.append(script);
    });
    return async (query) => {
      const asked = words(query);
      const found = window.lstmlabTitles
        .filter(([, title, page]) => asked.every((word) => words(`${title} ${page}`).some((one) => one.startsWith(word))))
        .map(([url, title, page, kind]) => ({ url, title, page, excerpt: "", score: titleCounts(title, kind, query) }))
        .sort((a, b) => b.score - a.score);
      return { count: found.length, found };
    };
  }

  const FILE = "This book was opened as a file, where browsers let only headings be searched. For its whole text, serve it (make serve) or read it where it is published.";
  const BROKEN = "The index of the text could not be loaded: only headings are searched. A reload may help.";
  const NOTHING = "The search could not be loaded. Is this machine online? The contents of the book lead to every chapter.";
  let started = null; // a promise of { search, problem }

  function start() {
    started ??= begin().catch((trouble) => {
      started = null; // the next key tries again
      console.warn(trouble);
      return { search: null, problem: NOTHING };
    });
    return started;
  }
  async function begin() {
    if (location.protocol === "file:") return { search: await headings(), problem: FILE };
    try {
      return { search: await pagefind(), problem: "" };
    } catch (trouble) {
      console.warn(trouble);
      return { search: await headings(), problem: BROKEN };
    }
  }

  // The list

  let made = 0;
  function list(place) {
    const name = `lab-search-${made++}`;
    const field = node("input", { type: "search", id: name, name: "q", placeholder: "Search the book", "aria-label": "Search the book", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search" });
    const said = node("p", { class: "lab-search-said", role: "status" });
    const problem = node("p", { class: "lab-search-problem" });
    const results = node("ol", { class: "lab-search-results", "aria-label": "Results" });
    const form = node("form", { class: "lab-search-form", role: "search", action: new URL("search.html", root).pathname }, field);
    const box = node("div", { class: "lab-search" }, form, said, problem, results);
    problem.hidden = true;
    said.textContent = "Type a word: sections, exercises and functions of the package are found.";
    let asked = 0;

    async function look() {
      const turn = ++asked;
      const query = field.value.trim();
      if (!query) {
        results.replaceChildren();
        said.textContent = "Type a word: sections, exercises and functions of the package are found.";
        return;
      }
      const slow = setTimeout(() => turn === asked && (said.textContent = "Loading the search …"), 300);
      const { search, problem: trouble } = await start();
      clearTimeout(slow);
      if (turn !== asked) return;
      problem.textContent = trouble;
      problem.hidden = !trouble;
      if (!search) {
        said.textContent = "";
        return;
      }
      const { count, found } = await search(query);
      if (turn !== asked) return; // something else was typed meanwhile
      const shown = found.slice(0, SHOWN[place]);
      results.replaceChildren(...shown.map(result));
      said.textContent = count === 0 ? `Nothing found for “${query}”. Try fewer words, or a part of one.` : count > shown.length ? `${count} results, the best ${shown.length} of them:` : count === 1 ? "1 result:" : `${count} results:`;
    }

    function result({ url, title, page, excerpt }) {
      const words = node("span", { class: "lab-search-excerpt" });
      words.innerHTML = excerpt; // Pagefind's: escaped text and <mark>
      const link = node("a", { href: new URL(url, root).href }, node("span", { class: "lab-search-title" }, title));
      if (page !== title) link.append(node("span", { class: "lab-search-page-title" }, page));
      if (excerpt) link.append(words);
      return node("li", {}, link);
    }

    let waiting = 0;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, 90);
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      await look();
      results.querySelector("a")?.click();
    });
    box.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      const stops = [field, ...results.querySelectorAll("a")];
      const next = stops[stops.indexOf(document.activeElement) + step];
      event.preventDefault();
      next?.focus();
    });
    return { box, field, look };
  }

  // The dialog

  let dialog = null;
  function open() {
    if (!dialog) {
      const { box, field } = list("dialog");
      const shut = node("button", { type: "button", class: "lab-search-close", "aria-label": "Close the search" }, "Close");
      box.querySelector("form").append(shut);
      dialog = node("dialog", { class: "lab-search-dialog", "aria-label": "Search the book" }, box);
      shut.addEventListener("click", () => dialog.close());
      dialog.addEventListener("click", (event) => {
        const inside = event.target.closest("a");
        if (event.target === dialog || inside) dialog.close(); // beside it, or gone to a section of this page
      });
      dialog.field = field;
      document.body.append(dialog);
    }
    start();
    if (!dialog.open) dialog.showModal();
    dialog.field.focus();
    dialog.field.select();
  }

  function toggle() {
    const page = document.querySelector(".lab-search-page input");
    if (page) page.focus();
    else if (dialog?.open) dialog.close();
    else open();
  }

  // Before the theme's own listener, which looks for a field of its own.
  window.addEventListener(
    "keydown",
    (event) => {
      const modifier = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
      if (!modifier || event.shiftKey || event.altKey || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      toggle();
    },
    true,
  );

  for (const link of document.querySelectorAll("a.lab-find")) {
    link.setAttribute("role", "button");
    if (mac) link.querySelector("kbd")?.replaceChildren("⌘");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // in a tab of its own
      event.preventDefault();
      toggle();
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      toggle();
    });
  }

  const place = document.querySelector(".lab-search-page");
  if (place) {
    const { box, field, look } = list("page");
    place.replaceChildren(box);
    field.value = new URLSearchParams(location.search).get("q") || "";
    field.addEventListener("input", () => {
      const here = new URL(location.href);
      here.searchParams.set("q", field.value);
      history.replaceState(null, "", here); // so that a search can be shared, and is there after "back"
    });
    field.focus();
    look();
  }
})();
