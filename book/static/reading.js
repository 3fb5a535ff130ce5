// Small helps for readers. Links to sections copy their address. Terms of the glossary show what they mean: when the
// mouse rests on them, when they have the focus, at a tap; Escape closes. Without this script both are plain links.
(() => {
  const said = document.createElement("div");
  said.className = "lab-said";
  said.setAttribute("role", "status");
  document.body.append(said);
  let quiet = 0;
  function say(words) {
    said.textContent = words;
    clearTimeout(quiet);
    quiet = setTimeout(() => (said.textContent = ""), 2500);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.headerlink");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    navigator.clipboard?.writeText(link.href).then(
      () => say("The link was copied."),
      () => {}, // not allowed: the address is in the bar of the browser
    );
  });

  const note = document.createElement("div");
  note.className = "lab-meaning";
  note.id = "lab-meaning";
  note.setAttribute("role", "tooltip");
  note.hidden = true;
  (document.querySelector("main") || document.body).append(note);
  let shown = null;
  let later = 0;

  function show(link) {
    if (shown === link) return;
    hide();
    shown = link;
    const more = document.createElement("span");
    more.textContent = link.dataset.meaning;
    note.replaceChildren(more);
    note.hidden = false;
    link.setAttribute("aria-describedby", note.id);
    const box = link.getClientRects()[0];
    const wide = document.documentElement.clientWidth;
    const from = note.offsetParent.getBoundingClientRect(); // what its place is counted from
    note.style.left = `${Math.max(8, Math.min(box.left, wide - note.offsetWidth - 8)) - from.left}px`;
    const below = box.bottom + note.offsetHeight + 12 < innerHeight;
    note.style.top = `${(below ? box.bottom + 4 : box.top - note.offsetHeight - 4) - from.top}px`;
  }
  function hide() {
    clearTimeout(later);
    note.hidden = true;
    shown?.removeAttribute("aria-describedby");
    shown = null;
  }
  const soon = (act, wait) => {
    clearTimeout(later);
    later = setTimeout(act, wait);
  };

  let finger = false;
  for (const link of document.querySelectorAll("a.glossary-term")) {
    link.addEventListener("pointerdown", (event) => (finger = event.pointerType === "touch"));
    link.addEventListener("mouseenter", () => finger || soon(() => show(link), 200));
    link.addEventListener("mouseleave", () => soon(hide, 250));
    link.addEventListener("focus", () => finger || show(link));
    link.addEventListener("blur", () => finger || hide());
    link.addEventListener("click", (event) => {
      if (!finger || shown === link) return; // a second tap follows the link
      event.preventDefault();
      event.stopPropagation();
      show(link);
    });
  }
  note.addEventListener("mouseenter", () => clearTimeout(later)); // it may be read, and its words be marked
  note.addEventListener("mouseleave", () => soon(hide, 250));
  document.addEventListener("click", (event) => note.contains(event.target) || hide());
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());

  // On paper the look is light.
  const look = document.documentElement.dataset;
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = look.theme;
    look.theme = "light";
  });
  window.addEventListener("afterprint", () => (look.theme = before ?? look.theme));
})();
