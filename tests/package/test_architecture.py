"""Arrows point one way, and importing the package costs nothing but NumPy."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import lstmlab
from tests.cases import for_each

ROOT = Path(lstmlab.__file__).parent

# Each line may import the lines above it, and its own line where that makes no circle.
LAYERS = (
    ("_version", "links", "puzzles", "palette"),
    ("shapes", "trees", "gates", "scan", "storage", "intervals"),
    ("cells",),
    ("unroll", "kernels"),
    ("layers", "readout", "dropout", "network", "attention"),
    ("losses", "optim", "schedules", "penalties", "init", "checkpoint", "training", "gradcheck", "seq2seq"),
    ("text", "ngrams", "tasks", "data", "plots", "drawings", "figures", "interop"),
    ("exercises",),
    ("checking",),
    ("grading",),
    ("",),  # lstmlab itself: `lstmlab.check`
)

# The drawers of lstmlab.checking: each may import those before it. What lies beside them may import them all.
DRAWERS = ("calling", "diagnosis", "display")

# Imported where they are used, never by a bare import of a module of ours.
ONLY_WHERE_USED = {
    "matplotlib",
    "anywidget",
    "ipywidgets",
    "traitlets",
    "tqdm",
    "IPython",
    "PIL",
    "onnx",
    "safetensors",
}

SOURCES = sorted(ROOT.rglob("*.py"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(path): path for path in SOURCES}


def part(module: str) -> str:
    """ "lstmlab.cells.elman" belongs to "cells", "lstmlab" to ""."""
    return [*module.split("."), ""][1]


def imports(module: str) -> list[tuple[str, bool]]:
    """What a module imports, each with whether it does so as soon as it is imported itself."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    found = []

    def visit(node: ast.AST, at_once: bool) -> None:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            return
        if isinstance(node, ast.Import):
            found.extend((alias.name, at_once) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are written in full"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                found.append((full if full in MODULES else node.module, at_once))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            found.extend((name, at_once) for name in _named(module, node.args[0]))
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            visit(child, at_once and not inside)

    visit(tree, True)
    return found


def _named(module: str, name: ast.expr) -> list[str]:
    """What `import_module` is given: a name, or all modules of the folder that it is put together for."""
    if isinstance(name, ast.Constant):
        return [str(name.value)]
    begin = ast.unparse(name.values[0]) if isinstance(name, ast.JoinedStr) else ""
    folder = begin.strip("'").rstrip(".") if begin.startswith("'lstmlab") else module
    return [each for each in MODULES if each.startswith(f"{folder}.")]


def layer(name: str) -> int:
    return next(k for k, names in enumerate(LAYERS) if name in names)


def test_every_part_of_the_package_has_its_layer():
    known = {name for names in LAYERS for name in names}
    assert {part(module) for module in MODULES} - known == set()


@for_each("module", MODULES)
def test_no_module_imports_upwards(module):
    for imported, _ in imports(module):
        if imported.split(".")[0] != "lstmlab":
            continue
        here, there = part(module), part(imported)
        assert imported != "lstmlab", f"{module} imports lstmlab as a whole"
        assert layer(there) <= layer(here), f"{module} imports {imported}, which is above it"


def drawer(module: str) -> str:
    """ "lstmlab.checking.calling.run" lies in "calling", "lstmlab.checking.api" in ""."""
    return next((name for name in DRAWERS if module.startswith(f"lstmlab.checking.{name}.")), "")


@for_each("module", [module for module in MODULES if drawer(module)])
def test_a_drawer_of_the_checks_imports_no_later_one(module):
    order = {name: k for k, name in enumerate(DRAWERS)}
    later = [name for name, _ in imports(module) if order.get(drawer(name), -1) > order[drawer(module)]]
    beside = [name for name, _ in imports(module) if name.startswith("lstmlab.checking") and not drawer(name)]
    assert later == []
    assert set(beside) <= {"lstmlab.checking.text", "lstmlab.checking.templates"}, (
        "what lies beside the drawers is built on them"
    )


def test_nothing_imports_in_a_circle():
    """Inside functions neither: a circle that is closed later is one too."""
    arrows = {
        module: {imported for imported, _ in imports(module) if imported in MODULES} - {module} for module in MODULES
    }
    # A package that gathers its own modules is not a circle: they do not import it back.
    while free := [module for module, targets in arrows.items() if not targets & set(arrows)]:
        for module in free:
            del arrows[module]
    assert arrows == {}


@for_each("module", [module for module in MODULES if part(module) == "exercises"])
def test_exercises_import_figures_only_where_they_need_them(module):
    assert not [name for name, at_once in imports(module) if at_once and part(name) == "figures"]


def run(code: str, **environment: str) -> str:
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_importing_the_package_loads_numpy_and_the_standard_library_alone():
    code = (
        "import sys, numpy; before = set(sys.modules); import lstmlab\n"
        "print(*{name.split('.')[0] for name in set(sys.modules) - before})"
    )
    others = set(run(code).split()) - set(sys.stdlib_module_names) - {"lstmlab"}
    assert others == set()


@for_each("module", [module for module in MODULES if not module.startswith("lstmlab.figures")])
def test_what_only_some_readers_have_is_imported_where_it_is_used(module):
    at_the_top = {name.split(".")[0] for name, at_once in imports(module) if at_once}
    assert at_the_top & ONLY_WHERE_USED == set()


def test_every_module_can_be_imported_with_numpy_alone():
    blocked = ", ".join(repr(name) for name in sorted(ONLY_WHERE_USED))
    code = (
        "import sys\n"
        f"for name in ({blocked}): sys.modules[name] = None\n"
        f"for name in {sorted(MODULES)!r}: __import__(name)\n"
        "print('all')"
    )
    assert run(code) == "all"


def test_importing_the_package_takes_under_a_fifth_of_a_second_beyond_numpy(record_property):
    code = (
        "import time, numpy; start = time.process_time()\n"
        "import lstmlab\n"
        "lstmlab.check  # the checks too, which are loaded when they are first asked for\n"
        "print(time.process_time() - start)"
    )
    # Time of the processor, and the least of five: what the package needs, not what else the machine is doing.
    seconds = min(float(run(code)) for _ in range(5))
    record_property("seconds beyond NumPy", seconds)
    assert seconds < 0.2


def test_no_file_of_the_package_is_longer_than_a_few_screens():
    long = {module: len(path.read_text(encoding="utf-8").splitlines()) for module, path in MODULES.items()}
    assert {module: lines for module, lines in long.items() if lines > 300} == {}


def test_what_the_package_has_can_be_seen_and_is_loaded_when_it_is_asked_for():
    code = (
        "import sys, lstmlab\n"
        "loaded = [name for name in sys.modules if name.startswith('lstmlab.')]\n"
        "print(*loaded)\n"
        "print(*dir(lstmlab))\n"
        "print(lstmlab.network.forward.__name__, lstmlab.check.__name__)\n"
        "print(hasattr(lstmlab, 'nothing'))"
    )
    loaded, seen, used, nothing = run(code).splitlines()
    assert set(loaded.split()) == {"lstmlab._version", "lstmlab.puzzles"}
    modules = {part(module) for module in MODULES} - {"", "_version"}
    assert modules | {"check", "score", "CheckResult", "__version__"} == set(lstmlab.__all__)
    assert set(lstmlab.__all__) <= set(seen.split())
    assert used == "forward check"
    assert nothing == "False"


def test_a_figure_alone_does_not_load_the_exercises():
    code = (
        "import sys\nfrom lstmlab import figures\nfigures.WindowExplorer()\nprint('lstmlab.exercises' in sys.modules)"
    )
    assert run(code) == "False"
