// The page opened as a file. Browsers let a file neither fetch another one nor start a worker from it, but they do load
// scripts. So everything that Python needs stands in two scripts as well, as base64 (tools/page/as_file.py writes them),
// and the worker starts from a piece of memory.
import { node } from "./dom.js";

export const BASE = "http://files.invalid/"; // an address that nobody asks: worker.js answers for it
const WORKER = ["pyodide.asm.js", "pyodide.js", "worker.js"];

function script(address) {
  return new Promise((resolve, reject) => {
    const element = node("script", { src: address });
    element.onload = () => (element.remove(), resolve());
    element.onerror = () => (element.remove(), reject(new Error(`${address.split("/").pop()} could not be loaded: is the folder of the book whole?`)));
    document.head.append(element);
  });
}

// { name: content } of one script.
async function unpacked(here, name) {
  await script(here + name);
  const found = {};
  for (const [file, { gzip, text }] of Object.entries(window.lstmlabFiles[name])) {
    const { body } = await fetch(`data:application/octet-stream;base64,${text}`);
    found[file] = await new Response(gzip ? body.pipeThrough(new DecompressionStream("gzip")) : body).arrayBuffer();
  }
  delete window.lstmlabFiles[name];
  return found;
}

let files = null;
// A worker and the files that it is to be given.
export async function fileWorker(here) {
  files ??= Promise.all([unpacked(here, "as-file.js"), unpacked(here, "as-file-plots.js")]).then((all) => Object.assign({}, ...all));
  files.catch(() => (files = null));
  const found = await files;
  const source = new Blob(WORKER.flatMap((name) => [found[name], "\n"]), { type: "text/javascript" });
  const address = URL.createObjectURL(source);
  const worker = new Worker(address);
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  return { worker, files: found };
}
