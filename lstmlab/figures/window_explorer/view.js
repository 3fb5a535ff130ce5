// The window explorer: see __init__.py, the same numbers and words.

function compute({ view, width, position, horizon, vocabulary, text, deciding, widest, hidden, celsius }) {
  const sentence = view === "sentence";
  const length = sentence ? text.length : celsius.length;
  const w = sentence ? Math.min(width, widest) : width;
  const ahead = sentence ? 1 : horizon;
  const target = clamp(position, sentence ? 1 : w + ahead - 1, length - 1);
  const first = Math.max(0, target - ahead - w + 1);
  const seen = target - ahead + 1 - first;
  const inputs = sentence ? w * vocabulary : w;
  const outputs = sentence ? vocabulary : 1;
  const whole = target === text.length - 1;
  const decided = sentence && whole && first <= deciding;
  return {
    width: w,
    horizon: ahead,
    target,
    first,
    seen,
    empty: w - seen,
    samples: sentence ? length - 1 : length - w - ahead + 1,
    decided,
    inputs,
    hidden,
    outputs,
    parameters: parameters(inputs, hidden, outputs),
    window: sentence ? [] : celsius.slice(first, first + w),
    answer: sentence ? 0 : celsius[target],
    last: first + w - 1,
    sees: sentence ? text.slice(first, target).join(" ") : "",
    stage: !sentence ? "series" : !whole ? "early" : decided ? "decided" : "open",
    unmet: missing(sentence, whole, decided, w > text.length - 1 - deciding),
  };
}

// What is missing from the smallest window that sees the deciding word.
function missing(sentence, whole, decided, wide) {
  if (!sentence) return ["view"];
  if (!whole) return ["target"];
  if (!decided) return ["decided"];
  return wide ? ["smaller"] : [];
}

function parameters(inputs, hidden, outputs) {
  return (inputs + 1) * hidden + (hidden + 1) * outputs;
}

function draw(view) {
  addControls(view);
  const cells = node("div", { class: "cells" });
  view.stage.append(cells);
  const first = formula();
  const second = formula();
  view.notes.append(first, second);

  let boxes = []; // where the words of the sentence stand
  let months = null; // the horizontal scale of the series, in pixels
  drag(view.picture, ({ x, y }) => {
    if (view.given.view !== "sentence") return view.set({ position: Math.round(months.inverse(x)) });
    const box = boxes.find((each) => x >= each.x && x <= each.x + each.width && y >= each.y && y <= each.y + each.height);
    if (box?.place > 0) view.set({ position: box.place });
  });

  return (given, values) => {
    const sentence = given.view === "sentence";
    cells.hidden = sentence;
    view.picture.classList.toggle("draggable", !sentence);
    if (sentence) {
      boxes = paintSentence(view, given, values);
    } else {
      months = paintSeries(view, given, values);
      cells.replaceChildren(...sample(given, values));
    }
    const [one, two] = sentence ? sentenceFormulas(given, values) : seriesFormulas(given, values);
    first.update(one);
    second.update(two);
  };
}

// Each view keeps its own width and place while the reader looks at the other one.
function addControls(view) {
  const kept = { sentence: { width: 3, position: 11 }, temperatures: { width: 12, position: 66 } };
  const { view: now, width, position } = view.about.start;
  kept[now] = { width, position };
  const own = view.choice("view", {
    write: (next) => {
      const { view: left, width, position } = view.given;
      kept[left] = { width, position };
      return { view: next, ...kept[next] };
    },
  });
  own.classList.add("wide");
  const sentence = (given) => given.view === "sentence";
  view.slider("width", {
    high: (given) => (sentence(given) ? given.widest : view.about.faces.width.high),
    read: (given, values) => values.width,
    text: (value) => plural(value, sentence(view.given) ? "word" : "month"),
  });
  view.slider("position", {
    low: (given, values) => (sentence(given) ? 1 : values.width + values.horizon - 1),
    high: (given) => (sentence(given) ? given.text : given.celsius).length - 1,
    read: (given, values) => values.target,
    text: (value) =>
      sentence(view.given) ? `word ${value + 1} of ${view.given.text.length}` : view.given.months[value],
  });
  const horizon = view.slider("horizon", { text: (value) => plural(value, "month") });
  const vocabulary = view.choice("vocabulary");
  view.bind((given) => {
    horizon.hidden = sentence(given);
    vocabulary.hidden = !sentence(given);
  });
}
