"""What is graded stays graded; what has changed is graded again, and nothing else."""

from pathlib import Path

from lstmlab.grading import batch, foreman, jail, records, version
from lstmlab.grading.records import Store


def judges_that_note(seen):
    def judge(jobs):
        for job in jobs:
            seen.append(job.path)
            yield job, records.of(job.path, foreman.key(foreman.content(job.path)), [], 0.1, "none")

    return judge


def test_only_what_has_changed_is_graded_again(tmp_path, monkeypatch):
    paths = [str(tmp_path / name) for name in ("a.ipynb", "b.ipynb", "none.ipynb")]
    for path in paths[:2]:
        Path(path).touch()

    def graded(seed=3):
        seen, told = [], []
        store = Store(tmp_path / "into", seed)
        found = list(
            batch.all_of(paths, store, "none", jail.Limits(), judges_that_note(seen), lambda *one: told.append(one))
        )
        assert [one.submission for one in found] == paths
        assert "cannot be read" in found[2].reason
        assert told == [(k, len(seen)) for k in range(1, len(seen) + 1)]
        return seen

    assert graded() == paths[:2]
    assert graded() == []
    (tmp_path / "b.ipynb").write_text("{}")
    assert graded() == paths[1:2]
    assert graded(seed=4) == paths[:2]
    assert graded(seed=4) == []
    monkeypatch.setattr(records, "version", lambda: "0.1.0 after another exercise was mended")
    assert graded(seed=4) == paths[:2]
    assert graded(seed=4) == []


def test_the_version_changes_with_what_a_verdict_depends_on_and_with_nothing_else(tmp_path, monkeypatch):
    files = {
        "exercises/elman/step.py": True,
        "exercises/elman/text.toml": True,
        "checking/diagnosis/compare.py": True,
        "cells/lstm.py": True,
        "grading/far.py": True,
        "grading/report.py": False,
        "figures/gate/__init__.py": False,
        "checking/display/card.css": False,
    }
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    monkeypatch.setattr(version, "_PACKAGE", tmp_path)
    for name, counts in files.items():
        version.version.cache_clear()
        before = version.version()
        (tmp_path / name).write_text("2")
        version.version.cache_clear()
        assert (version.version() != before) == counts, name
    monkeypatch.undo()
    version.version.cache_clear()
    assert version.version().split()[0] == version.__version__
