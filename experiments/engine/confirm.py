"""When the source of an experiment was reworded and its numbers were not: run a job again, and keep the rows.

A fingerprint cannot tell a new name from a new rule (experiments.engine.fingerprint). `python -m experiments --confirm`
therefore asks the numbers: each experiment runs its sample again, and where the result is the stored one, to the digit,
its rows are marked as those of the source as it stands. What was confirmed, from which fingerprint and when, stays in
results.json beside the rows. Where the result differs, nothing is written: the experiment has to run again.
"""

import datetime
import json
from typing import Any

from experiments.engine.specification import Experiment, name_of_job, run_job
from experiments.engine.store import Rows


def confirm(name: str, experiment: Experiment, rows: Rows) -> str:
    """Run the sample again and keep the stored rows if it comes out as it did.

    Returns:
        What happened, in a sentence.

    Raises:
        ValueError: nothing is stored, or the sample comes out otherwise; the message names the key that differs.
    """
    stored = rows.stored()
    if stored is None:
        raise ValueError(f"{name}: no stored results to confirm; run `python -m experiments {name}`")
    if stored["version"] == rows.version:
        return f"{name}: the rows belong to the source as it stands"
    before = {name_of_job(row["settings"]): row["result"] for row in stored["rows"]}[name_of_job(experiment.sample)]
    again = json.loads(json.dumps(run_job(name, experiment.sample)))
    if differing := differences(before, again, experiment.unstable):
        raise ValueError(
            f"{name}: expected the stored result of {name_of_job(experiment.sample)} again, but {', '.join(differing)} "
            f"came out otherwise; run `python -m experiments {name}`"
        )
    note = {"from": stored["version"], "sample": experiment.sample, "date": datetime.date.today().isoformat()}
    rows.write(stored | {"version": rows.version, "confirmed": [*stored.get("confirmed", []), note]})
    return f"{name}: the sample came out again, the rows stay"


def differences(before: dict[str, Any], again: dict[str, Any], unstable: tuple[str, ...] = ()) -> list[str]:
    """The keys in which two results of one job differ, those apart that may."""
    keys = [*before, *(key for key in again if key not in before)]
    missing = object()
    return [key for key in keys if key not in unstable and before.get(key, missing) != again.get(key, missing)]
