"""`python -m experiments [name ...]`: run experiments and write their results; go on where a run was stopped.

--list              names, jobs done and jobs in all
--processes N       processes on this machine (default: its cores)
--scheduler ADDR    run the jobs on the workers of a Dask scheduler, such as tcp://10.0.0.5:8786
--report            make the tables again from the stored rows, without running anything
--again             run all jobs, also those whose rows are stored
--confirm           after a change of words alone: run each sample again, keep the stored rows where it comes out again
--before REVISION   with --confirm, on another processor than the rows: compare with the source that made them, run here
"""

import argparse
import os
import sys
from typing import Any

from experiments.engine import report, workers
from experiments.engine.confirm import confirm
from experiments.engine.specification import Experiment, registry
from experiments.engine.store import Rows


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    chosen = {name: registry()[name] for name in options.names or registry()}
    kept = {name: Rows(name) for name in chosen}
    if options.list:
        for name, experiment in chosen.items():
            jobs = kept[name].planned(experiment)
            done = sum(kept[name].has(settings) for settings in jobs)
            print(f"{name:24} {done:4} of {len(jobs):4} jobs done   {experiment.title}")
        return 0
    if options.report:
        for name, experiment in chosen.items():
            _report(experiment, kept[name])
        return 0
    if options.confirm:
        return _confirm(chosen, kept, options.before)
    if options.again:
        for rows in kept.values():
            rows.rows.clear()
    _run(chosen, kept, options)
    command = "python -m experiments " + " ".join(options.names)
    for name, experiment in chosen.items():
        stored = kept[name].finish(kept[name].planned(experiment), report.about(name, command.strip()))
        print(f"{name}: {report.write(experiment, stored, kept[name].folder)}")
    return 0


def _run(chosen: dict[str, Experiment], kept: dict[str, Rows], options: Any) -> None:
    def waiting() -> list[workers.Job]:
        planned = [(name, job) for name, experiment in chosen.items() for job in kept[name].planned(experiment)]
        return [(name, job) for name, job in planned if not kept[name].has(job)]

    jobs = waiting()
    if not jobs:
        print("Every job is done: nothing to run.", file=sys.stderr)
    while jobs:  # a second round where jobs follow from the first
        done = (
            workers.on_a_cluster(jobs, options.scheduler)
            if options.scheduler
            else workers.on_this_machine(jobs, options.processes)
        )
        for name, settings, result, seconds in _progress(done, len(jobs)):
            kept[name].add(settings, result, seconds)
        jobs = waiting()


def _progress(done: Any, total: int) -> Any:
    try:
        from tqdm import tqdm
    except ModuleNotFoundError:
        return done
    return tqdm(done, total=total, unit="job", desc="experiments", smoothing=0)


def _report(experiment: Experiment, rows: Rows) -> None:
    stored = rows.stored()
    if stored is None:
        sys.exit(f"experiments: {rows.name}: no stored results yet; run `python -m experiments {rows.name}`")
    print(report.write(experiment, stored, rows.folder))


def _confirm(chosen: dict[str, Experiment], kept: dict[str, Rows], revision: str | None) -> int:
    problems = 0
    for name, experiment in chosen.items():
        try:
            print(confirm(name, experiment, kept[name], revision))
        except ValueError as problem:
            problems += 1
            print(problem, file=sys.stderr)
    return min(problems, 1)


def _options(arguments: list[str] | None) -> Any:
    parser = argparse.ArgumentParser(prog="python -m experiments", description="Run experiments, store their results.")
    parser.add_argument("names", nargs="*", metavar="name", help="only these; all if left out")
    parser.add_argument("--list", action="store_true", help="what there is, and what is done")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="processes on this machine")
    parser.add_argument("--scheduler", metavar="ADDR", help="address of a Dask scheduler")
    parser.add_argument("--report", action="store_true", help="make the tables again from the stored rows")
    parser.add_argument("--again", action="store_true", help="run jobs again whose rows are stored")
    parser.add_argument("--confirm", action="store_true", help="keep stored rows whose sample comes out again")
    parser.add_argument("--before", metavar="REVISION", help="with --confirm: the source that made the rows, run here")
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.names) - set(registry())):
        parser.error(f"there is no experiment {unknown[0]}. Known are: {', '.join(registry())}")
    if options.processes < 1:
        parser.error(f"--processes: expected at least 1, got {options.processes}")
    return options


if __name__ == "__main__":
    sys.exit(main())
