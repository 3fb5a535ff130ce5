// Makes the search index with Pagefind: reads {pagefind, folder, records: [{url, content}]} from standard input.
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const { pagefind, folder, records } = JSON.parse(readFileSync(0, "utf-8"));
const { createIndex, close } = await import(pathToFileURL(join(pagefind, "node_modules", "pagefind", "lib", "index.js")));

const refuse = (errors) => {
  if (errors.length) throw new Error(errors.join("\n"));
};
const { index, errors } = await createIndex({ forceLanguage: "en", includeCharacters: "_", maxFragments: 32 });
refuse(errors);
for (const record of records) refuse((await index.addHTMLFile(record)).errors);
const made = await index.getFiles();
refuse(made.errors);
for (const { path, content } of made.files) {
  if (/(ui|highlight|playground|component|wasm\.unknown)/.test(path)) continue; // the book has a list of its own
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
}
await close();
