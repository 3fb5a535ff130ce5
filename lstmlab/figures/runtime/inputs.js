// Labelled native controls. Each binds itself to a control of the figure by name and follows it.

const MINUS = "\u2212";

// A slider with its number and two step buttons. plain: without the buttons, for one of many: arrow keys take the same steps.
//   low, high: functions of (given, values) that narrow the range for now; read: (given, values) -> number shown as present;
//   text: value -> what stands beside the label and is read out; write: value -> changes for view.set.
function slider(view, name, options = {}) {
  const face = view.about.faces[name];
  const { label = face.label, low = () => face.low, high = () => face.high } = options;
  const unit = face.unit ? ` ${face.unit}` : "";
  const { text = (value) => `${shown(value, face.digits)}${unit}`, read = (given) => given[name] } = options;
  const { write = (value) => ({ [name]: value }), parent = view.controls, plain = false } = options;
  const id = view.id(name);
  const output = node("output", { for: id });
  const input = node("input", { type: "range", id, min: face.low, max: face.high, step: face.step });
  const move = (value) => view.set(write(clamp(Number(value), Number(input.min), Number(input.max))));
  const step = (by) => move(Number((Number(input.value) + by * face.step).toFixed(10)));
  const less = stepButton(MINUS, `${label}: less`, () => step(-1));
  const more = stepButton("+", `${label}: more`, () => step(1));
  input.addEventListener("input", () => move(input.value));
  const element = node(
    "div",
    { class: plain ? "control slide plain" : "control slide" },
    node("div", { class: "name" }, node("label", { for: id }, label), output),
    node("div", { class: "row" }, plain ? input : [less, input, more]),
  );
  parent.append(element);
  view.bind((given, values) => {
    input.min = low(given, values);
    input.max = high(given, values);
    const value = read(given, values);
    if (Number(input.value) !== value) input.value = value;
    output.textContent = text(value);
    input.setAttribute("aria-valuetext", text(value));
    allow(less, value > Number(input.min));
    allow(more, value < Number(input.max));
  });
  return element;
}

// A number to type, with two step buttons, for what is not a control by itself (an entry of a list).
//   label, low, high, read: given -> number or null (hidden while null), write: value -> changes for view.set.
function stepper(view, { label, low, high, read, write, parent = view.controls }) {
  const id = view.id(label.toLowerCase().replace(/\W+/g, "-"));
  const input = node("input", { type: "number", id, min: low, max: high, step: 1, inputmode: "numeric" });
  const move = (value) => view.set(write(clamp(Math.round(value), low, high)));
  const less = stepButton(MINUS, `${label}: one less`, () => move(Number(input.value) - 1));
  const more = stepButton("+", `${label}: one more`, () => move(Number(input.value) + 1));
  // While a number is being typed it may be empty or out of range for a moment: it counts once it is left or confirmed.
  input.addEventListener("input", () => {
    if (input.value !== "" && input.validity.valid) move(Number(input.value));
  });
  input.addEventListener("change", () => {
    if (input.value !== "") move(Number(input.value));
    input.value = read(view.given) ?? low;
  });
  const element = node(
    "div",
    { class: "control narrow" },
    node("div", { class: "name" }, node("label", { for: id }, label)),
    node("div", { class: "row" }, less, input, more),
  );
  parent.append(element);
  view.bind((given) => {
    const value = read(given);
    element.hidden = value === null;
    if (value === null) return;
    if (input.value !== String(value) && !(input.matches(":focus") && input.value === "")) input.value = value;
    allow(less, value > low);
    allow(more, value < high);
  });
  return element;
}

function stepButton(sign, label, press) {
  const face = node("span", { "aria-hidden": "true" }, sign);
  return node("button", { type: "button", class: "step", "aria-label": label, on: { click: press } }, face);
}

// A button that cannot be pressed now keeps the focus: a keyboard user is not thrown out at the end of a range.
function allow(element, able) {
  if (able) element.removeAttribute("aria-disabled");
  else element.setAttribute("aria-disabled", "true");
}

// One of a few values: a row of buttons (radio group) up to four options, else a <select>.
function choice(view, name, { label, parent = view.controls, write = (value) => ({ [name]: value }) } = {}) {
  const face = view.about.faces[name];
  const title = label ?? face.label;
  const id = view.id(name);
  if (face.options.length > 4) {
    const options = face.options.map(([, text], i) => node("option", { value: i }, text));
    const select = node("select", { id }, options);
    select.addEventListener("change", () => view.set(write(face.options[Number(select.value)][0])));
    const element = node(
      "div",
      { class: "control" },
      node("div", { class: "name" }, node("label", { for: id }, title)),
      select,
    );
    parent.append(element);
    view.bind((given) => (select.value = face.options.findIndex(([value]) => value === given[name])));
    return element;
  }
  const radios = face.options.map(([value]) => {
    const input = node("input", { type: "radio", name: id });
    input.addEventListener("change", () => input.checked && view.set(write(value)));
    return input;
  });
  const element = node(
    "fieldset",
    { class: "control choice" },
    node("legend", {}, title),
    node(
      "div",
      { class: "segments" },
      radios.map((radio, i) => node("label", {}, radio, node("span", {}, face.options[i][1]))),
    ),
  );
  parent.append(element);
  view.bind((given) => radios.forEach((radio, i) => (radio.checked = face.options[i][0] === given[name])));
  return element;
}

// On or off: a native checkbox.
function toggle(view, name, { label, parent = view.controls } = {}) {
  const input = node("input", { type: "checkbox" });
  input.addEventListener("change", () => view.set({ [name]: input.checked }));
  const element = node(
    "label",
    { class: "control toggle" },
    input,
    node("span", {}, label ?? view.about.faces[name].label),
  );
  parent.append(element);
  view.bind((given) => (input.checked = given[name]));
  return element;
}

// A plain button. able: (given, values) -> whether it can be pressed now.
function button(view, text, press, { able = () => true, parent = view.controls } = {}) {
  const click = () => element.getAttribute("aria-disabled") || press(view.given);
  const element = node("button", { type: "button", class: "plain", on: { click } }, text);
  parent.append(element);
  view.bind((given, values) => allow(element, able(given, values)));
  return element;
}
