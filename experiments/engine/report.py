"""Tables of an experiment in Markdown, made from its stored rows and from nothing else.

They are written twice: beside the rows for whoever reads the project, and with the rows into the package, where
`lstmlab.data.results` finds them, so that a notebook has them wherever it runs.
"""

import datetime
import json
import platform
from pathlib import Path
from typing import Any

import numpy as np

import lstmlab
from experiments.engine.specification import Experiment, Table
from lstmlab.data.stored import Results

PACKAGE = Path(__file__).resolve().parents[2] / "lstmlab" / "data"


def about(name: str, command: str) -> dict[str, Any]:
    """What has to be known to make results again: command, versions, date."""
    return {
        "experiment": name,
        "command": command,
        "date": datetime.date.today().isoformat(),
        "versions": {"Python": platform.python_version(), "NumPy": np.__version__, "lstmlab": lstmlab.__version__},
        "machine": f"{platform.system()} {platform.machine()}",
    }


def flat(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as `Experiment.tables` takes them: settings and result in one dict."""
    return [row["settings"] | row["result"] for row in rows]


def packaged(experiment: Experiment, stored: dict[str, Any]) -> dict[str, Any]:
    """What the package ships of an experiment: all that `lstmlab.data.results` gives back."""
    rows = flat(stored["rows"])
    versions = ", ".join(f"{name} {version}" for name, version in stored["versions"].items())
    minutes = stored["seconds"] / 60
    verdicts = {verdict.claim: (verdict.says, verdict.because) for verdict in experiment.verdicts(rows)}
    return {
        "title": experiment.title,
        "question": experiment.question.strip(),
        "tables": [[table.caption, list(table.columns), _texts(table)] for table in experiment.tables(rows)],
        "verdicts": [[claim, *verdicts[claim]] for claim in experiment.claims if claim in verdicts],
        "made": f"Made by `{stored['command']}` on {stored['date']} with {versions} ({stored['machine']}): "
        f"{len(rows)} runs, {minutes:.1f} minutes of one core.",
        "rows": rows,
    }


def markdown(experiment: Experiment, stored: dict[str, Any]) -> str:
    """The question, the tables, the verdicts, and how they were made."""
    return _results(experiment, stored).markdown() + "\n"


def write(experiment: Experiment, stored: dict[str, Any], folder: Path) -> Path:
    """Write table.md beside results.json, and the copy in the package."""
    path = folder / "table.md"
    path.write_text(markdown(experiment, stored), encoding="utf-8")
    if PACKAGE.is_dir():
        copy = PACKAGE / "results" / f"{folder.name}.json"
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(packaged_text(experiment, stored), encoding="utf-8")
    return path


def packaged_text(experiment: Experiment, stored: dict[str, Any]) -> str:
    """The file of `packaged`: a line for each row."""
    content = packaged(experiment, stored)
    rows = ",\n".join(json.dumps(row) for row in content.pop("rows"))
    head = json.dumps(content, indent=1, ensure_ascii=False).removesuffix("\n}")
    return f'{head},\n "rows": [\n{rows}\n ]\n}}\n'


def _results(experiment: Experiment, stored: dict[str, Any]) -> Results:
    return Results.read(packaged_text(experiment, stored))


def _texts(table: Table) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in table.rows]
