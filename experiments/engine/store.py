"""Rows on disk: one line a finished job, so that a run that is killed loses nothing and repeats nothing.

While an experiment runs, its rows are appended to _build/experiments/<name>.jsonl. Each line is written and flushed to
the disk in one go; a half line, left by a process that was killed, is cut off. The first line holds a fingerprint of
the source that made the rows: those of another version are not mixed with new ones.

When all jobs are done, book/results/<name>/results.json holds them with versions, command and date, and table.md the
tables made of them.
"""

import json
import os
from pathlib import Path
from typing import Any

from experiments.engine.fingerprint import fingerprint
from experiments.engine.specification import Experiment, name_of_job, source

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "book" / "results"
UNFINISHED = ROOT / "_build" / "experiments"


class Rows:
    """The rows of one experiment.

    Args:
        name: of the experiment.
        results: folder of finished results, book/results.
        unfinished: folder of rows while an experiment runs.
    """

    def __init__(self, name: str, results: Path = RESULTS, unfinished: Path = UNFINISHED) -> None:
        self.name, self.folder = name, results / name
        self._lines = unfinished / f"{name}.jsonl"
        self.version = fingerprint(source(name))
        self.rows: dict[str, dict[str, Any]] = {}
        self._take(self.stored())
        self._read()

    def stored(self) -> dict[str, Any] | None:
        """The finished results, whatever version made them, or None.

        Raises:
            ValueError: the file is damaged.
        """
        path = self.folder / "results.json"
        if not path.exists():
            return None
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except json.JSONDecodeError as problem:
            raise ValueError(f"{path}: expected JSON, got something else ({problem}); delete the file") from None

    def has(self, settings: dict[str, Any]) -> bool:
        """Whether a job is done."""
        return name_of_job(settings) in self.rows

    def planned(self, experiment: Experiment) -> tuple[dict[str, Any], ...]:
        """All jobs as far as they are known: once the first are done, also those that follow from them."""
        if not all(map(self.has, experiment.jobs)):
            return experiment.jobs
        rows = [self.rows[name_of_job(settings)] for settings in experiment.jobs]
        return (*experiment.jobs, *experiment.then([row["settings"] | row["result"] for row in rows]))

    def add(self, settings: dict[str, Any], result: dict[str, Any], seconds: float) -> None:
        """Keep the row of a job that ended, on the disk, at once."""
        row = {"settings": settings, "result": result, "seconds": round(seconds, 3)}
        self._lines.parent.mkdir(parents=True, exist_ok=True)
        first = "" if self._lines.exists() else json.dumps({"version": self.version}) + "\n"
        with self._lines.open("a", encoding="utf-8") as file:
            file.write(first + json.dumps(row, sort_keys=True) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self.rows[name_of_job(settings)] = row

    def finish(self, jobs: tuple[dict[str, Any], ...], about: dict[str, Any]) -> dict[str, Any]:
        """Write results.json for all jobs, in their order, and drop the unfinished rows. Returns what was written."""
        rows = [self.rows[name_of_job(settings)] for settings in jobs]
        content = about | {"version": self.version, "seconds": round(sum(row["seconds"] for row in rows), 1)}
        written = self.write(content | {"rows": rows})
        self._lines.unlink(missing_ok=True)
        return written

    def write(self, content: dict[str, Any]) -> dict[str, Any]:
        """Write results.json in one move. Returns what a reader will find there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / "results.json"
        fresh = path.with_suffix(".new")
        text = json.dumps(content, indent=1, sort_keys=True)
        fresh.write_text(text + "\n", encoding="utf-8")
        os.replace(fresh, path)
        return json.loads(text)

    def _take(self, stored: dict[str, Any] | None) -> None:
        if stored and stored.get("version") == self.version:
            self.rows |= {name_of_job(row["settings"]): row for row in stored["rows"]}

    def _read(self) -> None:
        if not self._lines.exists():
            return
        text = self._lines.read_text(encoding="utf-8")
        complete = text[: text.rfind("\n") + 1]
        first, *lines = complete.splitlines() or ["{}"]
        if json.loads(first).get("version") != self.version:
            self._lines.unlink()
            return
        if complete != text:
            with self._lines.open("r+", encoding="utf-8") as file:
                file.truncate(len(complete.encode()))
        rows = [json.loads(line) for line in lines]
        self.rows |= {name_of_job(row["settings"]): row for row in rows}
