// The window explorer: see __init__.py, the same numbers and words.

function compute({ view, width, position, horizon, vocabulary, words, deciding, widest, hidden, celsius }) {
  const sentence = view === "sentence";
  const length = sentence ? words.length : celsius.length;
  const w = sentence ? Math.min(width, widest) : width;
  const ahead = sentence ? 1 : horizon;
  const target = clamp(position, sentence ? 1 : w + ahead - 1, length - 1);
  const first = Math.max(0, target - ahead - w + 1);
  const seen = target - ahead + 1 - first;
  const inputs = sentence ? w * vocabulary : w;
  const outputs = sentence ? vocabulary : 1;
  return {
    width: w,
    horizon: ahead,
    target,
    first,
    seen,
    empty: w - seen,
    samples: sentence ? length - 1 : length - w - ahead + 1,
    decided: sentence && target === length - 1 && first <= deciding,
    inputs,
    hidden,
    outputs,
    parameters: parameters(inputs, hidden, outputs),
    window: sentence ? [] : celsius.slice(first, first + w),
    answer: sentence ? 0 : celsius[target],
  };
}

function parameters(inputs, hidden, outputs) {
  return (inputs + 1) * hidden + (hidden + 1) * outputs;
}

function unmet({ view, words, deciding }, { target, decided, width }) {
  const last = words.length - 1;
  if (view !== "sentence") return ["Choose the sentence, not the temperatures."];
  if (target !== last) return ["Let the network predict the last word of the sentence."];
  if (!decided) return ["The window does not reach the word that decides how the sentence ends."];
  if (width > last - deciding) return ["A smaller window sees the deciding word too."];
  return [];
}

function describe(given, values) {
  const size = `The network has ${plural(values.inputs, "input")} and ${grouped(values.parameters)} parameters.`;
  if (given.view === "sentence") return `${describeSentence(given, values)} ${size}`;
  const { months, celsius } = given;
  const { first, width, target, horizon, answer, samples } = values;
  return (
    `Monthly mean temperature of Tokyo, ${months[0]} to ${months[celsius.length - 1]}: ` +
    `a wave, warm in summer and cold in winter. A window of ${plural(width, "month")}, ` +
    `${months[first]} to ${months[first + width - 1]}, is the input. ` +
    `The target is ${fixed(answer, 1)} \u00b0C in ${months[target]}, ${plural(horizon, "month")} after the window. ` +
    `${samples} such samples fit into the series. ${size}`
  );
}

function describeSentence({ words, deciding }, { target, first, width, empty, decided }) {
  const text = [
    `A sentence of ${words.length} words. Through a window of ${plural(width, "word")} the network sees ` +
      `\u201c${words.slice(first, target).join(" ")}\u201d and predicts the next word, \u201c${words[target]}\u201d.`,
  ];
  if (first) text.push(`It does not see the ${plural(first, "word")} before the window.`);
  if (empty) text.push(`${plural(empty, "place")} of the window ${empty === 1 ? "is" : "are"} empty.`);
  if (decided)
    text.push(`The window reaches \u201c${bare(words[deciding])}\u201d, the word that decides how the sentence ends.`);
  return text.join(" ");
}

function bare(word) {
  return word.replace(/,$/, "");
}

function result(given, values) {
  if (given.view !== "sentence") {
    const { first, width, target, horizon, answer } = values;
    const last = given.months[first + width - 1];
    const seen = width === 1 ? `${last} alone` : `the ${width} months up to ${last}`;
    const ahead = horizon === 1 ? "the month after" : `${horizon} months later`;
    return `From ${seen} the network predicts ${given.months[target]}, ${ahead}: ${fixed(answer, 1)} \u00b0C.`;
  }
  const { words, deciding, other, fitting } = given;
  const { target, first, decided } = values;
  const seen = `\u201c${words.slice(first, target).join(" ")}\u201d`;
  if (target < words.length - 1) return `The network sees ${seen}. The next word is \u201c${words[target]}\u201d.`;
  const quoted = (word) => `\u201c${word}\u201d`;
  if (!decided) return `The network sees ${seen}. What comes next? ${fitting.map(quoted).join(", ")}: all of them fit.`;
  return (
    `The window reaches ${quoted(bare(words[deciding]))}, and only this word speaks for ${quoted(words[target])}: ` +
    `after ${quoted(other[0])} the same words would end in ${quoted(other[1])}.`
  );
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
    high: (given) => (sentence(given) ? given.words : given.celsius).length - 1,
    read: (given, values) => values.target,
    text: (value) =>
      sentence(view.given) ? `word ${value + 1} of ${view.given.words.length}` : view.given.months[value],
  });
  const horizon = view.slider("horizon", { text: (value) => plural(value, "month") });
  const vocabulary = view.choice("vocabulary");
  view.bind((given) => {
    horizon.hidden = sentence(given);
    vocabulary.hidden = !sentence(given);
  });
}
