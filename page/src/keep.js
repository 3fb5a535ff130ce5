// What is kept in this browser, and nowhere else: answers, changed cells, results, puzzles, quiz answers, predictions.
//
//   lstmlab:answer:<exercise>:<stub>   { text, at, attempts }     one for each version of a stub: a new stub loses nothing
//   lstmlab:result:<exercise>          { status, points, max_points }
//   lstmlab:cell:<page>:<original>     the text of a changed cell
//   lstmlab:note:<page>:<what>         an answer to a quiz, a prediction; both are known by the words of the question
//   lstmlab:progress                   the progress file of the package, as `score()` reads it

const PREFIX = "lstmlab:";
const VERSION = 1;
const memory = new Map(); // where the browser keeps nothing: private windows of some, a full storage
let trouble = "";
const watchers = new Set();

// A short mark of a text: FNV-1a, 32 bits. It tells versions of a stub apart, and protects nothing.
export function mark(text) {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193) >>> 0;
  return hash.toString(36);
}

function read(key) {
  if (memory.has(key)) return memory.get(key);
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

function write(key, text) {
  try {
    if (text === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, text);
    memory.delete(key);
    trouble = "";
  } catch (problem) {
    memory.set(key, text);
    trouble =
      problem && problem.name === "QuotaExceededError"
        ? "This browser's storage for the course is full. What you write now is kept only until you leave the page: save your answers as a file."
        : "This browser keeps nothing for this site (a private window, or a setting). Your answers stay only until you leave the page: save them as a file.";
  }
  watchers.forEach((watch) => watch(key));
}

// A page may have had another name, or have been a part of another one (tools/book/moved.py). What was kept under that
// name is found, and stays where it is: the other page may be there still. What is written is kept under the new name.
const under = (kind, page, rest) => [page, ...(window.lstmlabPage?.former ?? [])].map((name) => `${kind}:${name}:${rest}`);
const found = (keys) => keys.map(read).find((text) => text !== null) ?? null;
const put = ([key, ...former], text, nothing) => write(key, text ?? (found(former) === null ? null : nothing));

function json(key) {
  try {
    return JSON.parse(read(key));
  } catch {
    return null;
  }
}

function keys(start = "") {
  const found = new Set([...memory.entries()].filter(([, text]) => text !== null).map(([key]) => key));
  try {
    for (let k = 0; k < localStorage.length; k++) {
      const key = localStorage.key(k);
      if (key.startsWith(PREFIX)) found.add(key.slice(PREFIX.length));
    }
  } catch {
    // nothing is kept there
  }
  return [...found].filter((key) => key.startsWith(start)).sort();
}

export const keep = {
  // An empty text where all is well, else one sentence for the reader.
  trouble: () => trouble,
  watch: (call) => watchers.add(call),

  answer: (exercise, stub) => json(`answer:${exercise}:${mark(stub)}`),
  setAnswer(exercise, stub, changes) {
    const before = keep.answer(exercise, stub) || { attempts: 0 };
    write(`answer:${exercise}:${mark(stub)}`, JSON.stringify({ ...before, ...changes, at: new Date().toISOString() }));
  },
  forgetAnswer: (exercise, stub) => write(`answer:${exercise}:${mark(stub)}`, null),
  // Answers to earlier versions of a stub, newest first.
  earlier: (exercise, stub) =>
    keys(`answer:${exercise}:`)
      .filter((key) => key !== `answer:${exercise}:${mark(stub)}`)
      .map(json)
      .filter((one) => one && one.text)
      .sort((a, b) => (a.at < b.at ? 1 : -1)),

  result: (exercise) => json(`result:${exercise}`),
  results: () => Object.fromEntries(keys("result:").map((key) => [key.slice(7), json(key)])),
  setResult(exercise, { status, points, max_points }) {
    // A later wrong attempt does not take away what was reached.
    if (keep.result(exercise)?.status === "passed" && status !== "passed") return;
    write(`result:${exercise}`, JSON.stringify({ status, points, max_points }));
  },

  cell: (page, original) => found(under("cell", page, mark(original))),
  setCell: (page, original, text) => put(under("cell", page, mark(original)), text === original ? null : text, original),
  note: (page, what) => found(under("note", page, what)),
  setNote: (page, what, text) => put(under("note", page, what), text, ""),
  progress: () => read("progress") || "",
  setProgress: (text) => text && text !== keep.progress() && write("progress", text),

  export: () => JSON.stringify({ lstmlab: VERSION, at: new Date().toISOString(), kept: Object.fromEntries(keys().map((key) => [key, read(key)])) }, null, 1),
  // Takes over what a file holds. What is here and differs stays too: an answer here is never overwritten by an older one.
  import(text) {
    let file;
    try {
      file = JSON.parse(text);
    } catch {
      throw new Error("This file cannot be read: it is not one that “Save everything” wrote, or it is damaged.");
    }
    if (!file || typeof file !== "object" || !file.lstmlab || typeof file.kept !== "object")
      throw new Error("This is not a file that “Save everything” wrote. Nothing was changed.");
    if (file.lstmlab > VERSION)
      throw new Error("This file was written by a newer version of the course. Reload the page, then try again. Nothing was changed.");
    let taken = 0;
    for (const [key, value] of Object.entries(file.kept)) {
      if (typeof value !== "string" || !/^(answer|result|cell|note|progress)/.test(key)) continue;
      if (key.startsWith("answer:") && read(key) !== null) {
        const [mine, theirs] = [json(key), JSON.parse(value)];
        if (mine && mine.text !== theirs.text && mine.at > theirs.at) continue;
      }
      if (key.startsWith("result:") && json(key)?.status === "passed") continue;
      write(key, value);
      taken += 1;
    }
    return taken;
  },
  forgetAll() {
    keys().forEach((key) => write(key, null));
    memory.clear();
  },
  count: () => keys().length,
};

// Another tab of the same chapter wrote something.
export function onOtherTab(call) {
  addEventListener("storage", (event) => {
    if (event.key === null || event.key.startsWith(PREFIX)) call(event.key ? event.key.slice(PREFIX.length) : "");
  });
}
