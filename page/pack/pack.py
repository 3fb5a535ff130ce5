"""Runs inside Pyodide: writes smaller archives whose modules are compiled already.

A stock distribution holds modules as source text, and every visit compiles what it imports: half of the wait.
"""

import gzip
import importlib.util
import io
import marshal
import os
import pathlib
import re
import sys
import tarfile
import zipfile

NEVER = "$^"  # matches no name


def put(archive, name, data):
    """A file with a fixed date: two builds give the same bytes."""
    archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, 9)


def pack(source, target, prefix, drop, keep_source=NEVER, optimize=2):
    """Copy an archive without the names that `drop` matches, modules compiled.

    prefix: the folder in which the modules will lie, for tracebacks. keep_source: names whose source stays beside the
    compiled module, so that inspect.getsource works; these keep their docstrings too.
    """
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as out:
        for name in sorted(archive.namelist()):
            if name.endswith("/") or re.search(drop, name):
                continue
            data = archive.read(name)
            if not name.endswith(".py"):
                put(out, name, data)
                continue
            kept = re.search(keep_source, name)
            code = compile(data, prefix + name, "exec", dont_inherit=True, optimize=0 if kept else optimize)
            # "Unchecked hash": no date is compared with a source.
            compiled = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) + marshal.dumps(code)
            if kept:
                path = pathlib.PurePosixPath(name)
                put(out, name, data)
                put(
                    out,
                    f"{path.parent}/__pycache__/{path.stem}.{sys.implementation.cache_tag}.pyc",
                    compiled,
                )
            else:
                put(out, name + "c", compiled)


def join(sources, target):
    """One archive of several, in the order of the names."""
    found = {}
    for source in sources:
        with zipfile.ZipFile(source) as archive:
            found |= {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    with zipfile.ZipFile(target, "w") as out:
        for name in sorted(found):
            put(out, name, found[name])


def fonts(target):
    """An archive with Matplotlib's list of its fonts, made by the Matplotlib that is installed here."""
    os.environ["MPLBACKEND"] = "agg"
    from matplotlib import font_manager

    found = font_manager.fontManager
    for entries in (found.ttflist, found.afmlist):
        entries.sort(key=lambda font: font.fname)  # they come out of a set
    font_manager.json_dump(found, "/tmp/fonts.json")
    with zipfile.ZipFile(target, "w") as out:
        put(out, "matplotlib/fontlist.json", pathlib.Path("/tmp/fonts.json").read_bytes())


def as_tar(source, target):
    """The same files as one stream: the browser unpacks that itself, while Python is still on its way.

    It is a third smaller, too: what many small files have in common is written once.
    """
    plain = io.BytesIO()
    with zipfile.ZipFile(source) as archive, tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as out:
        for name in sorted(archive.namelist()):
            entry = tarfile.TarInfo(name)
            entry.size = archive.getinfo(name).file_size
            out.addfile(entry, archive.open(name))
    with open(target, "wb") as file:
        file.write(gzip.compress(plain.getvalue(), 9, mtime=0))
