"""What an experiment is: jobs with their settings, a function that runs one of them, and the tables made of all."""

import importlib
import itertools
import json
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import experiments


@dataclass(frozen=True)
class Table:
    """A table of the report: a caption, names of columns, and rows of text or numbers (printed as they are)."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple, ...]


SAYS = ("holds", "holds when", "does not hold")


@dataclass(frozen=True)
class Verdict:
    """What the rows say about a claim: computed from them, never typed.

    Attributes:
        claim: its number.
        says: "holds", "holds when" or "does not hold".
        because: goes on with the sentence, with the numbers that decide: "the gap is quiet: 9 of 10 seeds ...".
    """

    claim: int
    says: str
    because: str

    def __post_init__(self) -> None:
        if self.says not in SAYS:
            raise ValueError(f"says: expected one of {', '.join(SAYS)}, got {self.says!r}")


@dataclass(frozen=True)
class Experiment:
    """Jobs that are run once each, on any core, in any order.

    Attributes:
        title: shown above its tables.
        claims: numbers of the claims that it puts to the test.
        question: what it asks, and how, in a few sentences: task, cells, optimiser, batch size, what counts as success.
        jobs: settings of every job, dicts of plain values, its seed among them. The settings are the job's name.
        run: settings -> result, a dict of plain values. A function of its module; the same settings give the same
            result.
        tables: rows, each a dict of settings and result together -> tables with intervals.
        sample: settings of a job that takes seconds: the tests run it again and compare.
        then: rows of all `jobs` -> the jobs that follow from them, such as those with the rate that came out best.
        verdicts: rows -> a `Verdict` for each of the claims.
        unstable: keys of a result that may differ when the same job runs again, such as seconds: tests leave them out.
        budget: how long was trained, in words: "400 updates at most". The page of claims names it beside the verdict.
        start: the first weights and how rates were chosen, in words. Every experiment with a claim has both.
        seeds_in_a_job: how many seeds are told of, where each job runs them all; 0 where a job has one, called "seed".
    """

    title: str
    claims: tuple[int, ...]
    question: str
    jobs: tuple[dict[str, Any], ...]
    run: Callable[..., dict[str, Any]]
    tables: Callable[[list[dict[str, Any]]], list[Table]]
    sample: dict[str, Any]
    then: Callable[[list[dict[str, Any]]], tuple[dict[str, Any], ...]] = lambda rows: ()
    verdicts: Callable[[list[dict[str, Any]]], list[Verdict]] = lambda rows: []
    unstable: tuple[str, ...] = ()
    budget: str = ""
    start: str = ""
    seeds_in_a_job: int = 0


def seeds(rows: list[dict[str, Any]], in_a_job: int = 0) -> int:
    """How many seeds are told of; those from 100 on only choose."""
    return in_a_job or len({row["seed"] for row in rows if row.get("seed", 100) < 100})


def grid(**choices: Any) -> tuple[dict[str, Any], ...]:
    """Jobs for every combination of settings; the last one changes first."""
    return tuple(dict(zip(choices, each, strict=True)) for each in itertools.product(*choices.values()))


def name_of_job(settings: dict[str, Any]) -> str:
    """Settings as one line of text, the same whatever their order."""
    return json.dumps(settings, sort_keys=True)


@cache
def registry() -> dict[str, Experiment]:
    """All experiments by the name of their module, in alphabetical order.

    Raises:
        ValueError: two jobs of one experiment have the same settings, or its sample is none of its jobs.
    """
    found = {}
    for module in sorted(pkgutil.iter_modules(experiments.__path__), key=lambda module: module.name):
        if module.name in ("engine", "__main__"):
            continue
        experiment = importlib.import_module(f"experiments.{module.name}").EXPERIMENT
        names = [name_of_job(settings) for settings in experiment.jobs]
        if len(set(names)) < len(names):
            raise ValueError(f"{module.name}: expected jobs that differ in their settings, got the same one twice")
        if name_of_job(experiment.sample) not in names:
            raise ValueError(f"{module.name}: expected a sample among the jobs, got {experiment.sample}")
        found[module.name] = experiment
    return found


def source(name: str) -> Path:
    """The file of an experiment."""
    return Path(experiments.__path__[0]) / f"{name}.py"


def run_job(name: str, settings: dict[str, Any]) -> dict[str, Any]:
    """Run one job of an experiment by its name: what a worker process is sent."""
    return registry()[name].run(**settings)
