"""Tables of an experiment in Markdown, made from its stored rows and from nothing else."""

import datetime
import platform
import sys
from pathlib import Path
from typing import Any

import numpy as np

import lstmlab
from experiments.engine.specification import Experiment, Table


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


def markdown(experiment: Experiment, stored: dict[str, Any]) -> str:
    """The question, the tables, and how they were made."""
    parts = [experiment.question.strip()]
    parts += [_table(table) for table in experiment.tables(flat(stored["rows"]))]
    versions = ", ".join(f"{name} {version}" for name, version in stored["versions"].items())
    minutes = stored["seconds"] / 60
    parts.append(
        f"Made by `{stored['command']}` on {stored['date']} with {versions} ({stored['machine']}): "
        f"{len(stored['rows'])} runs, {minutes:.1f} minutes of one core."
    )
    return "\n\n".join(parts) + "\n"


def write(experiment: Experiment, stored: dict[str, Any], folder: Path) -> Path:
    """Write table.md beside results.json."""
    path = folder / "table.md"
    path.write_text(markdown(experiment, stored), encoding="utf-8")
    return path


def _table(table: Table) -> str:
    rows = [tuple(str(cell) for cell in row) for row in table.rows]
    lines = [f"**{table.caption}**", "", _line(table.columns), _line(("---",) * len(table.columns))]
    return "\n".join(lines + [_line(row) for row in rows])


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def fail(message: str) -> None:
    """End the program with a message on stderr."""
    sys.exit(f"experiments: {message}")
