// node page_python.mjs FOLDER COURSE CODE: runs code as a cell of a page, in the page's own worker.js and files, on Node.
//
// COURSE is mounted as /course. Prints one line of JSON: { parts } as the worker tells them, or { fatal }.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [folder, course, code] = process.argv.slice(2);
const base = `${folder}/`;

globalThis.self = globalThis;
globalThis.fetch = async (path) => new Response(await readFile(String(path.url || path)));
const told = new Promise((resolve) => {
  globalThis.postMessage = (message) => {
    if (message.fatal || message.done) resolve(message);
  };
});
await import(pathToFileURL(`${base}worker.js`));
globalThis.onmessage({ data: { boot: { base, sizes: {} } } });
const mounting = `import sys, pyodide_js\npyodide_js.mountNodeFS("/course", ${JSON.stringify(course)})\nsys.path.append("/course")\n`;
globalThis.onmessage({ data: { run: { id: 1, cells: [["proof", mounting + code]], target: 0, must: [], progress: "" } } });
const { parts, fatal } = await told;
process.stdout.write(`${JSON.stringify({ parts, fatal })}\n`, () => process.exit(0));
