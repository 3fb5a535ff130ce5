"""What the docstrings of the public API say: the reference of the book is made from them."""

import ast
import builtins
import inspect
import pydoc
import re
import textwrap
from typing import Any

from tests.cases import for_each
from tools.book import docstrings, public

MODULES = public.modules()
MEMBERS = {
    f"{module}.{name}": value
    for module, holder in MODULES.items()
    for name, value in public.members(holder).items()
    if public.home(value) == module
}
METHODS = {
    f"{full}.{name}": method
    for full, value in MEMBERS.items()
    if inspect.isclass(value)
    for name, method in vars(value).items()
    if not name.startswith("_") and inspect.isfunction(method) and method.__doc__  # the reference shows no others
}
FUNCTIONS = {full: value for full, value in MEMBERS.items() if not inspect.isclass(value)} | METHODS
EVERYTHING = MODULES | MEMBERS | METHODS

# Up to so many parameters a sentence is enough; more of them are named, each.
FEW = 3

# "(N, D)", "(D, 4H)", "(H,)", "(..., K)", "(n_in, n_out)": a shape in letters or in the names of sizes.
SHAPE = re.compile(r"\((?:\.\.\.|[\w +-]+),(?: [\w +-]+(?:, [\w +-]+)*)?\)|\bshape\b|\baxis\b")

# Functions of lstmlab.shapes and others that raise for whoever calls them.
CHECKS = {"bind", "whole", "positive", "one_of", "fields", "check_step", "check_backward"}


def text(value: Any) -> str:
    return inspect.cleandoc(value.__doc__ or "")


def names_of(function: Any) -> list[str]:
    """The parameters, without self and without what a leading underscore keeps private."""
    signature = inspect.signature(function)
    return [name for name in signature.parameters if name not in ("self", "cls") and not name.startswith("_")]


def entries(function: Any, section: str) -> list[str]:
    """The names in a section: "*arrays" is the parameter arrays."""
    found = docstrings.section(docstrings.read(function.__doc__), section)
    return [name.lstrip("*") for entry in found.entries for name in entry.names] if found else []


def referred(function: Any) -> list[Any]:
    """The functions that a docstring sends the reader to: "as in `forward`", "Errors as in `lstmlab.shapes.bind`"."""
    module = inspect.getmodule(function)
    found: list[Any] = []
    if not inspect.isroutine(function):
        return found
    for name in re.findall(r"(?:[Aa]s in|see) `([\w.]+)`", text(function)):
        owner = f"{module.__name__}.{function.__qualname__.rpartition('.')[0]}".rstrip(".")
        places = (f"{owner}.{name}", f"{module.__name__}.{name}", f"lstmlab.{name}", name)
        found += [value for value in map(pydoc.locate, places) if value is not None][:1]
    return found


def said(function: Any) -> str:
    """The docstring, those that it sends the reader to, and those that they do."""
    waiting, found = [function], []
    while waiting:
        found.append(waiting.pop())
        waiting += [each for each in referred(found[-1]) if not any(each is other for other in [*found, *waiting])]
    return "\n".join(map(text, found))


def tree(function: Any) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))


@for_each("name", EVERYTHING)
def test_all_that_is_public_says_what_it_is(name):
    words = docstrings.summary(EVERYTHING[name].__doc__)
    assert len(words.split()) > 1, f"{name} has no docstring"
    assert not words.startswith(f"{name.rsplit('.')[-1]}("), f"{name}: this docstring is the one that Python writes"


@for_each("name", FUNCTIONS)
def test_args_names_parameters_that_there_are(name):
    assert set(entries(FUNCTIONS[name], "Args")) - set(names_of(FUNCTIONS[name])) == set()


@for_each("name", [name for name, value in FUNCTIONS.items() if len(names_of(value)) > FEW])
def test_a_function_of_many_parameters_names_each_of_them(name):
    words = set(re.findall(r"\w+", said(FUNCTIONS[name])))
    assert [one for one in names_of(FUNCTIONS[name]) if one not in words] == []


@for_each("name", [name for name, value in FUNCTIONS.items() if "ndarray" in str(inspect.signature(value))])
def test_a_function_of_arrays_gives_their_shapes(name):
    assert SHAPE.search(said(FUNCTIONS[name])), "no shape such as (T, N, D) in the docstring"


@for_each("name", FUNCTIONS)
def test_a_function_that_raises_says_so(name):
    function = FUNCTIONS[name]
    inside = list(ast.walk(tree(function)))
    called = {node.func.id for node in inside if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    raised = {
        node.exc.func.id
        for node in inside
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name)
    }
    if not raised and not called & CHECKS:
        return
    words = said(function)
    assert "Raises:" in words or "rrors" in words, f"raises {raised or called & CHECKS} and does not say so"
    if "Raises:" in words:
        public_errors = {error for error in raised if not error.startswith("_")}
        assert {error for error in public_errors if error not in words} == set()


@for_each("name", FUNCTIONS)
def test_what_stands_under_raises_is_an_error(name):
    module = inspect.getmodule(FUNCTIONS[name])
    for error in entries(FUNCTIONS[name], "Raises"):
        kind = getattr(builtins, error, None) or getattr(module, error, None)
        assert inspect.isclass(kind), f"{error} is no error that this module knows"
        assert issubclass(kind, BaseException)


@for_each(
    "name",
    [
        name
        for name in MODULES
        if name.startswith("lstmlab.cells.")
        and (hasattr(MODULES[name], "step_backward") or name.endswith("feedforward"))
    ],
)
def test_a_cell_names_its_paper_and_shows_its_formulas(name):
    blocks = docstrings.read(MODULES[name].__doc__)
    assert any(isinstance(block, docstrings.Formula) for block in blocks)
    assert any(block.source for block in blocks if isinstance(block, docstrings.Prose))


@for_each("name", EVERYTHING)
def test_names_of_ours_in_a_docstring_exist(name):
    for found in re.findall(r"\blstmlab(?:\.\w+)+", text(EVERYTHING[name])):
        if not found.endswith((".py", ".json")):
            assert pydoc.locate(found) is not None, found
