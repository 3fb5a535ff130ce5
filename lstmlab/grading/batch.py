"""Grades a class: what has its result already is left alone, the rest is judged, here or on other machines."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from lstmlab.grading import foreman, jail, records
from lstmlab.grading.foreman import Job
from lstmlab.grading.jail import Limits
from lstmlab.grading.notebook import BrokenNotebook, content, key
from lstmlab.grading.records import Record, Store

# Whoever judges: takes jobs one after the other, and gives each back with its result as soon as it is there.
Judges = Callable[[Iterable[Job]], Iterator[tuple[Job, Record]]]


def todo(paths: Sequence[str], store: Store) -> list[str]:
    """Those whose result is not there, or is of other contents. What cannot be read gets its result at once."""
    left = []
    for path in paths:
        try:
            data = content(path)
        except BrokenNotebook as problem:
            store.save(path, records.broken(path, "", f"The file {problem}."))
            continue
        if store.load(path, key(data)) is None:
            left.append(path)
    return left


def all_of(
    paths: Sequence[str],
    store: Store,
    kind: str,
    limits: Limits,
    judges: Judges,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Record]:
    """Grade those that have no result yet; the results of all, in their order.

    Args:
        kind: of the jail; "" for the best of the machine that has it.
        tell: is told how many of those are done.

    Raises:
        NoJail: a jail did not start. What was graded by then is kept.
    """
    left = todo(paths, store)
    jobs = (Job(path, store.seed, kind, limits) for path in left)
    for done, (job, record) in enumerate(judges(jobs), 1):
        store.save(job.path, record)
        tell(done, len(left))
    for path in paths:
        yield store.load(path) or records.broken(path, "", "There is no result.")


def here(processes: int) -> Judges:
    """Judges on this machine, so many at a time. Folders that killed ones have left are removed first."""

    def judge(jobs: Iterable[Job]) -> Iterator[tuple[Job, Record]]:
        jail.sweep()
        return foreman.judged(jobs, processes)

    return judge
