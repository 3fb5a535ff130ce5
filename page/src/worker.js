// Python for one page. It is told {boot}, then {run}; it tells {ready}, {loaded}, {text}, {note}, {done}, {fatal}.
const FLOOD = 50000; // letters that one run may print: more would drown the page
const MEMORY = 2 ** 30; // bytes that Python may have: a phone ends a page that takes much more, without a word
// What is there from the start stays: to look through it for garbage, again and again while it grows, would only take time.
const START = `
import gc, importlib
gc.disable()
importlib.invalidate_caches()
import numpy, page_cells
from lstmlab import check, score
gc.freeze()
gc.enable()
`;
const tell = (message) => postMessage(message);
let python = null;
let ready = null;
let printed = 0;

// What a .tar.gz holds, as [name, bytes]. The browser unpacks it while Python is still on its way, and faster than Python.
async function entries(content) {
  let bytes = new Uint8Array(content);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    // Some servers unpack it on the way: then it is a plain .tar.
    const stream = new Blob([content]).stream().pipeThrough(new DecompressionStream("gzip"));
    bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  }
  const text = (from, length) => String.fromCharCode(...bytes.subarray(from, from + length)).replace(/\0.*$/s, "");
  const found = [];
  for (let at = 0; at + 512 <= bytes.length && bytes[at]; ) {
    const size = parseInt(text(at + 124, 12), 8);
    const [name, folder] = [text(at, 100), text(at + 345, 155)];
    found.push([folder ? `${folder}/${name}` : name, bytes.subarray(at + 512, at + 512 + size)]);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return found;
}

function place(files, site) {
  const made = new Set();
  for (const [name, bytes] of files) {
    const path = `${site}/${name}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(folder)) python.FS.mkdirTree(folder);
    made.add(folder);
    python.FS.writeFile(path, bytes, { canOwn: true });
  }
}

// Compiles the parts of NumPy that every check needs, as loadPackage does: beside each other, and not while Python waits.
async function compile(wanted) {
  const all = wanted.flatMap((path) => {
    const [folder, name] = [path.slice(0, path.lastIndexOf("/")), path.split("/").pop()];
    const files = python.FS.readdir(folder).filter((file) => file.endsWith(".so"));
    return files.filter((file) => name === "*" || file.startsWith(`${name}.`)).map((file) => `${folder}/${file}`);
  });
  await Promise.all(all.map((path) => python._api.loadDynlib(path, false, [])));
}

// Python then says MemoryError, and goes on.
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * 65536 > MEMORY) throw new RangeError("Python may have 1 GB");
  return grow.call(this, pages);
};
// A cell that closed the worker would never be answered.
self.close = () => {
  throw new Error("a cell cannot close the page's Python");
};

async function boot({ base, files, sizes }) {
  // Opened as a file, the page may not fetch: it brought all files along.
  if (files) {
    self.fetch = async (url) => {
      const name = String(url.url || url).split("/").pop();
      const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
      return files[name] ? new Response(files[name], { headers: { "Content-Type": type } }) : new Response("", { status: 404 });
    };
  }
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  let loaded = 0;
  const get = async (name) => {
    const answer = await fetch(base + name);
    if (!answer.ok) throw new Error(`${name} could not be loaded (${answer.status}).`);
    const content = await answer.arrayBuffer();
    tell({ loaded: (loaded += sizes[name] || 0), total });
    return content;
  };
  const archives = ["numpy.tar.gz", "lstmlab.tar.gz"].map(async (name) => entries(await get(name))); // both at once
  const glue = get("page_cells.py");
  [...archives, glue].forEach((each) => each.catch(() => {})); // told below, where it is waited for
  new Date().toLocaleTimeString(undefined, { timeZoneName: "short" }); // Python asks it too: better now, while files travel
  const { loadPyodide } = files ? self : await import(base + "pyodide.mjs");
  python = await loadPyodide({
    indexURL: base,
    env: { HOME: "/home/pyodide", MPLBACKEND: "agg", LSTMLAB_PROGRESS: "/home/pyodide/lstmlab-progress.json" },
  });
  tell({ loaded: (loaded += sizes["pyodide.asm.wasm"] + sizes["pyodide.asm.js"] + sizes["python_stdlib.zip"]), total });
  const print = () => {
    const decoder = new TextDecoder();
    return {
      write(bytes) {
        const before = printed;
        printed += bytes.length;
        if (before < FLOOD) tell({ text: decoder.decode(bytes, { stream: true }) });
        if (before < FLOOD && printed >= FLOOD) tell({ text: "\n(More than 50,000 letters were printed. The rest is left out.)\n" });
        return bytes.length;
      },
    };
  };
  python.setStdout(print());
  python.setStderr(print());
  const site = python.runPython("import sys; next(path for path in sys.path if path.endswith('site-packages'))");
  // Matplotlib comes when a cell first imports it, from whatever depth: so this one request waits for its answer.
  python.registerJsModule("lstmlab_page", {
    plots() {
      tell({ note: "the drawing package" });
      if (files) return new Uint8Array(files["plots.zip"]);
      const request = new XMLHttpRequest();
      request.open("GET", base + "plots.zip", false);
      request.responseType = "arraybuffer";
      request.send();
      if (request.status !== 200) throw new Error(`plots.zip could not be loaded (${request.status}).`);
      return new Uint8Array(request.response);
    },
    show: (part) => tell({ part: JSON.parse(part) }),
    note: (text) => tell({ note: text }),
  });
  for (const archive of archives) place(await archive, site);
  await compile(["_core/_multiarray_umath", "_core/_multiarray_tests", "linalg/_umath_linalg", "random/*"].map((name) => `${site}/numpy/${name}`));
  // One large file that one chapter reads: it is fetched when it is opened.
  const data = `${site}/lstmlab/data`;
  const play = "play_lstm.safetensors";
  if (files) python.FS.writeFile(`${data}/${play}`, new Uint8Array(files[play]));
  else python.FS.createLazyFile(data, play, base + play, true, false);
  python.FS.writeFile(`${site}/page_cells.py`, new Uint8Array(await glue));
  python.runPython(START);
  tell({ ready: true });
}

onmessage = async ({ data }) => {
  if (data.boot) {
    ready = boot(data.boot);
    ready.catch((problem) => tell({ fatal: String((problem && problem.message) || problem) }));
    return;
  }
  try {
    await ready;
  } catch {
    return; // told as fatal
  }
  printed = 0;
  try {
    const run = python.globals.get("page_cells").run;
    const out = JSON.parse(await run(JSON.stringify(data.run)));
    tell({ done: data.run.id, ...out });
  } catch (problem) {
    tell({ done: data.run.id, parts: [{ kind: "error", text: String(problem.message || problem) }] });
  }
};
