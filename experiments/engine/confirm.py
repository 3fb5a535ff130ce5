"""When the source of an experiment was reworded and its numbers were not: run a job again, and keep the rows.

A fingerprint cannot tell a new name from a new rule (experiments.engine.fingerprint). `python -m experiments --confirm`
therefore asks the numbers: each experiment runs its sample again, and where the result is the stored one, to the digit,
its rows are marked as those of the source as it stands. What was confirmed, from which fingerprint and when, stays in
results.json beside the rows. Where the result differs, nothing is written: the experiment has to run again.

Another processor rounds differently, and training carries such differences on. There `--before REVISION` helps: the
sample runs twice on this machine, with the source of that revision, which must be the one that made the rows, and with
the source as it stands.
"""

import datetime
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from experiments.engine.specification import Experiment, name_of_job, run_job
from experiments.engine.store import ROOT, Rows

# What the earlier source is asked for, in a process of its own.
_ASK = """
import json, sys
from experiments.engine.fingerprint import fingerprint
from experiments.engine.specification import run_job, source
name, settings = sys.argv[1], json.loads(sys.argv[2])
print(json.dumps({"version": fingerprint(source(name)), "result": run_job(name, settings)}))
"""


def confirm(name: str, experiment: Experiment, rows: Rows, revision: str | None = None) -> str:
    """Run the sample again and keep the stored rows if it comes out as it did.

    Args:
        name, experiment, rows: what is confirmed.
        revision: of git, whose source made the rows: what it gives on this machine is compared. The stored result is
            compared if left out.

    Returns:
        What happened, in a sentence.

    Raises:
        ValueError: nothing is stored, the sample comes out otherwise (the message names the key that differs), or the
            revision is not the one that made the rows.
    """
    stored, sample = rows.stored(), experiment.sample
    if stored is None:
        raise ValueError(f"{name}: no stored results to confirm; run `python -m experiments {name}`")
    if stored["version"] == rows.version:
        return f"{name}: the rows belong to the source as it stands"
    if revision is None:
        before = {name_of_job(row["settings"]): row["result"] for row in stored["rows"]}[name_of_job(sample)]
    else:
        before = _result_of(revision, name, sample, stored["version"])
    again = json.loads(json.dumps(run_job(name, sample)))
    if differing := differences(before, again, experiment.unstable):
        raise ValueError(
            f"{name}: expected the result of {name_of_job(sample)} again, but {', '.join(differing)} came out "
            f"otherwise; compare with the earlier source (--before), or run `python -m experiments {name}`"
        )
    note = {"from": stored["version"], "sample": sample, "date": datetime.date.today().isoformat()}
    note["compared with"] = "the stored result" if revision is None else "the earlier source on the same machine"
    rows.write(stored | {"version": rows.version, "confirmed": [*stored.get("confirmed", []), note]})
    return f"{name}: the sample came out again, the rows stay"


def differences(before: dict[str, Any], again: dict[str, Any], unstable: tuple[str, ...] = ()) -> list[str]:
    """The keys in which two results of one job differ, those apart that may."""
    keys = [*before, *(key for key in again if key not in before)]
    missing = object()
    return [key for key in keys if key not in unstable and before.get(key, missing) != again.get(key, missing)]


def _result_of(revision: str, name: str, sample: dict[str, Any], version: str) -> dict[str, Any]:
    """What the source of a revision gives for the sample, here and now."""
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / "source.tar"
        subprocess.run(["git", "archive", "-o", packed, revision], cwd=ROOT, check=True)
        with tarfile.open(packed) as archive:
            archive.extractall(folder, filter="data")
        command = [sys.executable, "-c", _ASK, name, json.dumps(sample)]
        environment = os.environ | {"PYTHONPATH": folder}
        asked = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    answer = json.loads(asked.stdout)
    if answer["version"] != version:
        raise ValueError(f"{name}: expected a revision with the source that made the rows, got another ({revision})")
    return answer["result"]
