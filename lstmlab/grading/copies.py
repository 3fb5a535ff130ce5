"""The notebooks that a grader looks at in nbgrader's formgrader: what was handed in, with the judge's cards in it.

A formgrader shows a notebook in the grader's own browser, with the grader's rights. So nothing that could run there is
copied: of outputs, text and pictures; of texts, no HTML. Each graded cell of nbgrader's is there once, with our points.
"""

import html
import json
import re
from collections.abc import Sequence
from typing import Any

from lstmlab.checking.display.card import as_text
from lstmlab.checking.display.html import as_html
from lstmlab.exercises import Exercise, Puzzle
from lstmlab.grading.judge import Grade
from lstmlab.grading.notebook import BrokenNotebook
from lstmlab.grading.records import shown
from lstmlab.grading.rubric import RUBRIC

_MOST_OUTPUT = 20_000
_MOST_PICTURE = 3_000_000
_RUNS = re.compile(r"(javascript|vbscript|data):", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def check_id(name: str) -> str:
    """nbgrader's name of the cell that checks an exercise."""
    return f"{name}-check".replace(".", "-")


def answer_id(name: str) -> str:
    """nbgrader's name of the cell that answers it."""
    return f"{name}-answer".replace(".", "-")


def of(data: bytes, parts: Sequence[Exercise | Puzzle], grades: dict[str, Grade]) -> bytes:
    """The notebook of a chapter. parts: the exercises that it is graded for. Raises BrokenNotebook."""
    wanted = {check_id(one.name): one for one in parts} | {
        answer_id(one.name): one for one in parts if isinstance(one, Exercise)
    }
    cells = []
    for found in _read(data):
        grade_id = _grade_id(found)
        part = wanted.pop(grade_id, None)
        cell = _plain(found, keep_outputs=part is None or not grade_id.endswith("-check"))
        if part is not None:
            cell |= {"cell_type": "code", "outputs": cell.get("outputs", []), "execution_count": None}
            cell["metadata"] = {"nbgrader": _metadata(grade_id, part)}
            if grade_id.endswith("-check"):
                cell["outputs"] = _card(grades.get(part.name))
        cells.append(cell)
    for grade_id, part in wanted.items():
        if grade_id.endswith("-check"):
            code = _code(f"# {part.name}: its check cell is not in the notebook", _card(grades.get(part.name)))
        else:
            code = _code(f"# {part.name}: its answer cell is not in the notebook", [])
        cells.append({**code, "metadata": {"nbgrader": _metadata(grade_id, part)}})
    return _notebook(cells)


def capstone(data: bytes) -> bytes:
    """The notebook of a capstone: first the rubric, a cell for each line, and then what was handed in."""
    begin = "# The rubric\n\nAll points: it is there. Half: a part is missing. None: it is not there."
    cells: list[dict[str, Any]] = [_text(begin)]
    for line in RUBRIC:
        cell = _text(f"{line.text} ({line.points} points)")
        cell["metadata"] = {
            "nbgrader": {
                **_flags(f"capstone-{line.name}"),
                "task": True,
                "points": line.points,
                "cell_type": "markdown",
            }
        }
        cells.append(cell)
    cells.append(_text("# What was handed in"))
    return _notebook([*cells, *(_plain(found) for found in _read(data))])


def _read(data: bytes) -> list[dict[str, Any]]:
    try:
        found = json.loads(data.decode("utf-8-sig"))["cells"]
        return [one for one in found if isinstance(one, dict)][:5_000]
    except (ValueError, RecursionError, KeyError, TypeError):
        raise BrokenNotebook("is no notebook") from None


def _grade_id(found: dict[str, Any]) -> str:
    metadata = found.get("metadata")
    graded = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = graded.get("grade_id") if isinstance(graded, dict) else None
    return grade_id if isinstance(grade_id, str) else ""


def _flags(grade_id: str, **flags: bool) -> dict[str, Any]:
    plain = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"grade_id": grade_id, "schema_version": 3, **plain, **flags}


def _metadata(grade_id: str, part: Exercise | Puzzle) -> dict[str, Any]:
    if grade_id.endswith("-answer"):
        return {**_flags(grade_id, solution=True), "cell_type": "code"}
    return {**_flags(grade_id, grade=True, locked=True), "points": part.points, "cell_type": "code"}


def _card(grade: Grade | None) -> list[dict[str, Any]]:
    if grade is None:
        return []
    text = f"{grade.exercise}: {grade.status}" + (f" ({grade.note})" if grade.note else "")
    shown_too = {"text/plain": as_text(grade.card), "text/html": as_html(grade.card)} if grade.card else {}
    outputs: list[dict[str, Any]] = [{"output_type": "stream", "name": "stdout", "text": f"{text}\n"}]
    if shown_too:
        outputs.append({"output_type": "display_data", "metadata": {}, "data": shown_too})
    return outputs


def _plain(found: dict[str, Any], keep_outputs: bool = True) -> dict[str, Any]:
    source = found.get("source")
    lines = source if isinstance(source, list) else [source]
    text = shown("".join(line for line in lines if isinstance(line, str)).replace("\t", "    "), 300_000)
    if found.get("cell_type") != "code":
        return _text(text)
    outputs = found.get("outputs")
    kept = [_output(one) for one in outputs[:200]] if keep_outputs and isinstance(outputs, list) else []
    return _code(text, [one for one in kept if one])


def _output(found: Any) -> dict[str, Any] | None:
    """An output without anything that could run: its text, and its pictures of points."""
    if not isinstance(found, dict):
        return None
    data = found.get("data")
    if isinstance(data, dict):
        kept: dict[str, str] = {}
        for kind in ("image/png", "image/jpeg"):
            picture = _joined(data.get(kind), _MOST_PICTURE)
            if picture and len(picture) < _MOST_PICTURE and _BASE64.fullmatch(picture):
                kept[kind] = picture
        kept["text/plain"] = shown(_joined(data.get("text/plain"), _MOST_OUTPUT), _MOST_OUTPUT)
        return {"output_type": "display_data", "metadata": {}, "data": kept}
    text = _joined(found.get("text"), _MOST_OUTPUT) or _joined(found.get("evalue"), _MOST_OUTPUT)
    return {"output_type": "stream", "name": "stdout", "text": shown(text, _MOST_OUTPUT)} if text else None


def _joined(found: Any, limit: int) -> str:
    pieces = found if isinstance(found, list) else [found]
    return "".join(one for one in pieces if isinstance(one, str))[:limit]


def _text(text: str) -> dict[str, Any]:
    # A link that would run something when it is pressed leads nowhere.
    plain = _RUNS.sub("\\1\N{ZERO WIDTH SPACE}:", html.escape(text, quote=False))
    return {"cell_type": "markdown", "metadata": {}, "source": plain}


def _code(text: str, outputs: list[dict[str, Any]]) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "source": text, "outputs": outputs}


def _notebook(cells: list[dict[str, Any]]) -> bytes:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    made = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(made, indent=1, ensure_ascii=False).encode("utf-8")
