// Pyodide on Node, with pack.py: it compiles for the very Python that will load what it compiled.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export async function packer(dist, out) {
  mkdirSync(out, { recursive: true });
  const { loadPyodide } = await import(pathToFileURL(join(dist, "pyodide.mjs")));
  const py = await loadPyodide({ indexURL: dist });
  py.runPython(readFileSync(new URL("pack.py", import.meta.url), "utf8"));
  const lock = JSON.parse(readFileSync(join(dist, "pyodide-lock.json"), "utf8"));
  const packages = Object.fromEntries(Object.entries(lock.packages).map(([name, one]) => [name.toLowerCase(), one]));
  const [major, minor] = lock.info.python.split(".");
  const site = `/lib/python${major}.${minor}/site-packages/`;
  return {
    py,
    packages,
    site,
    stdlib: `/lib/python${major}${minor}.zip/`,
    // Writes `name` in the folder of results, or leaves the archive at `target` inside Pyodide where name is null.
    pack(name, source, prefix, drop, keepSource = "$^", optimize = 2, target = "/tmp/out") {
      py.FS.writeFile("/tmp/in", new Uint8Array(readFileSync(source)));
      py.globals.get("pack")("/tmp/in", target, prefix, drop, keepSource, optimize);
      const bytes = py.FS.readFile(target);
      if (name) writeFileSync(join(out, name), bytes);
      return bytes;
    },
    // An archive at `target` inside Pyodide: the list of fonts that its Matplotlib looks for in its own folder. The one in the
    // wheel is of another version, and Matplotlib would make its own in every new session. archives: NumPy, Matplotlib and
    // what else it imports.
    fonts(archives, target) {
      for (const bytes of archives) py.unpackArchive(bytes, "zip", { extractDir: site });
      py.globals.get("fonts")(target);
    },
    // The archive that lies at `source` inside Pyodide, as a stream in the folder of results.
    stream(name, source) {
      py.globals.get("as_tar")(source, "/tmp/stream");
      writeFileSync(join(out, name), py.FS.readFile("/tmp/stream"));
    },
  };
}
