// Python for one page. It is told {boot}, then {run}; it tells {ready}, {loaded}, {text}, {note}, {done}, {fatal}.
const FLOOD = 50000; // letters that one run may print: more would drown the page
const tell = (message) => postMessage(message);
let python = null;
let ready = null;
let printed = 0;

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
  const archives = ["numpy.zip", "lstmlab.zip"].map(get); // at once, not one after the other
  const glue = get("page_cells.py");
  [...archives, glue].forEach((each) => each.catch(() => {})); // told below, where it is waited for
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
  for (const archive of archives) python.unpackArchive(await archive, "zip", { extractDir: site });
  // One large file that one chapter reads: it is fetched when it is opened.
  const data = `${site}/lstmlab/data`;
  const play = "play_lstm.safetensors";
  if (files) python.FS.writeFile(`${data}/${play}`, new Uint8Array(files[play]));
  else python.FS.createLazyFile(data, play, base + play, true, false);
  python.FS.writeFile(`${site}/page_cells.py`, new Uint8Array(await glue));
  python.runPython("import numpy, page_cells; from lstmlab import check, score");
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
