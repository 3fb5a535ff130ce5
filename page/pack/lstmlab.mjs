// node lstmlab.mjs PYODIDE WHEEL PLAY OUT: this project's package for a page, and the one large file that one chapter reads.
// PLAY: an archive of the play that the chapter on text reads, from the package that has it; empty where that is missing.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packer } from "./packer.mjs";

const LARGE = "lstmlab/data/play_lstm.safetensors";
const [dist, wheel, play, out] = process.argv.slice(2);
const { py, pack, stream, site } = await packer(dist, out);
// Scripts and styles of figures are on the page already; view.js tells the package that a folder is a figure. Mistakes are
// edits of the worked answers' sources: those stay.
pack(null, wheel, site, `^lstmlab/figures/.*(\\.css|(?<!/view)\\.js)$|^${LARGE}$`, "^lstmlab/exercises/.*/", 0, "/tmp/lstmlab.zip");
pack(null, play, site, "$^", undefined, 0, "/tmp/play.zip");
py.runPython("join(['/tmp/lstmlab.zip', '/tmp/play.zip'], '/tmp/both.zip')");
stream("lstmlab.tar.gz", "/tmp/both.zip");
py.FS.writeFile("/tmp/in", new Uint8Array(readFileSync(wheel)));
py.globals.set("large", LARGE);
writeFileSync(join(out, "play_lstm.safetensors"), py.runPython("zipfile.ZipFile('/tmp/in').read(large)").toJs());
