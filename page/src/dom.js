// node("p", { class: "x", onclick: f }, "text", child): an element with its attributes, listeners and children.
export function node(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

export const button = (text, onclick, kind = "secondary") =>
  node("button", { type: "button", class: `lab-button lab-${kind}`, onclick }, text);

// A file for the reader to save.
export function offer(content, name, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = node("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
