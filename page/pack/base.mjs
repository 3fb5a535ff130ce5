// node base.mjs PYODIDE OUT: Python and NumPy for a page, and Matplotlib in an archive that comes when a cell draws.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packer } from "./packer.mjs";

// What no cell of a chapter can use in a page: servers, mail folders, processes, tests, help, other programs' formats.
const STDLIB = `^(${[
  "unittest/ doctest turtle tarfile ftplib imaplib smtplib poplib nntplib telnetlib mailbox mailcap cgi wsgiref/ xmlrpc/",
  "xml/ multiprocessing/ curses/ dbm/ sqlite3/ lib2to3/ ensurepip/ venv/ tkinter/ idlelib/ distutils/ pickletools pyclbr",
  "pdb\\. bdb\\. cProfile profile\\. pstats trace\\. webbrowser sndhdr imghdr aifc sunau wave chunk xdrlib uu\\. pipes",
  "socketserver ssl\\. asyncore asynchat smtpd nturl2path antigravity this\\. _pyio _osx_support _aix_support",
  "__phello__ __hello__ zipapp tabnanny symtable plistlib netrc nis msilib crypt\\. cmd\\. rlcompleter modulefinder",
  "_markupbase html/parser http/(server|cookie)",
  "encodings/(?!__init__|aliases|utf_|ascii|latin_1|cp437|cp1252|idna|punycode|raw_unicode|unicode_escape|charmap|undefined)",
].join(" ").split(" ").join("|")})`;
const NUMPY =
  "\\.(pyi|pxd|pyx|h|c|a|f|f90|ini|txt|build)$|/tests?/|pyinstaller|^numpy/(f2py|distutils|doc|typing)/|" +
  "(_rational_tests|_umath_tests|_struct_ufunc_tests|_operand_flag_tests|lapack_lite)[^/]*\\.so$";
// Matplotlib without other programs' fonts and backends.
const PLOTS = {
  matplotlib:
    "/tests?/|\\.(pyi|h|pdf)$|mpl-data/(sample_data|plot_directive|fonts/(afm|pdfcorefonts|" +
    "ttf/(?!DejaVuSans(-Bold|-Oblique)?\\.ttf))|stylelib|images)|/sphinxext/|" +
    "backends/(backend_(cairo|gtk|macosx|nbagg|pgf|qt|tk|webagg|wx|pdf|ps)|_backend_(gtk|tk|pdf)|_tkagg|qt_|web_backend)",
  contourpy: "/tests?/|\\.pyi$",
  cycler: "$^",
  kiwisolver: "\\.pyi$",
  packaging: "licenses/",
  pillow: "/tests?/|PIL/_(imagingcms|imagingft|webp|imagingtk)|Tk|\\.pyi$",
  pyparsing: "diagram/",
  "python-dateutil": "zoneinfo/",
  six: "$^",
};

const [dist, out] = process.argv.slice(2);
const { py, pack, fonts, stream, packages, site, stdlib } = await packer(dist, out);
pack("python_stdlib.zip", join(dist, "python_stdlib.zip"), stdlib, STDLIB);
// NumPy adds docstrings to its functions, and fails where they were optimised away.
const numpy = pack(null, join(dist, packages.numpy.file_name), site, NUMPY, undefined, 0, "/tmp/numpy.zip");
stream("numpy.tar.gz", "/tmp/numpy.zip");
for (const file of ["pyodide.mjs", "pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm"]) copyFileSync(join(dist, file), join(out, file));
const lock = JSON.parse(readFileSync(join(dist, "pyodide-lock.json"), "utf8"));
lock.packages = {};
writeFileSync(join(out, "pyodide-lock.json"), JSON.stringify(lock));

const parts = Object.entries(PLOTS).map(([name, drop], k) => {
  pack(null, join(dist, packages[name].file_name), site, drop, undefined, 0, `/tmp/part${k}`);
  return `/tmp/part${k}`;
});
fonts([numpy, ...parts.map((part) => py.FS.readFile(part))], "/tmp/fonts");
py.globals.get("join")(py.toPy([...parts, "/tmp/fonts"]), "/tmp/plots");
writeFileSync(join(out, "plots.zip"), py.FS.readFile("/tmp/plots"));
