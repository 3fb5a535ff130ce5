// What a reader copies has each formula as it was written in LaTeX: between dollar signs within a line, as a block of its own.
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (selection.isCollapsed || !event.clipboardData) return;
  const range = selection.getRangeAt(0).cloneRange();
  // A formula is copied whole, wherever in it the selection begins or ends.
  const holder = (place) => (place.nodeType === 1 ? place : place.parentElement)?.closest(".math");
  const [first, last] = [holder(range.startContainer), holder(range.endContainer)];
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const copied = document.createElement("div");
  copied.append(range.cloneContents());
  const formulas = copied.querySelectorAll(".math");
  if (!formulas.length) return;
  for (const formula of formulas) {
    const tex = formula.querySelector("annotation")?.textContent ?? "";
    const number = formula.querySelector(".eqno")?.firstChild?.textContent ?? "";
    formula.replaceChildren(formula.matches("div") ? `$$${tex}$$ ${number}`.trim() : `$${tex}$`);
  }
  // Only what is on the page has lines: paragraphs, items of lists.
  copied.style.cssText = "position: absolute; left: -10000px";
  document.body.append(copied);
  event.clipboardData.setData("text/plain", copied.innerText);
  event.clipboardData.setData("text/html", copied.innerHTML);
  copied.remove();
  event.preventDefault();
});
