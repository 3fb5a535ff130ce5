"""A class on more than one core or machine: the same results, wherever a submission is judged."""

import contextlib
import io
import subprocess
import sys
from dataclasses import replace

import pytest

from lstmlab.grading import cli, cluster, foreman, jail, progress
from lstmlab.grading.records import Store
from tests.grading.test_abuses import HONEST, notebook

pytestmark = pytest.mark.jail

# A cluster of two workers on this machine, until its input ends.
CLUSTER = """
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


@contextlib.contextmanager
def two_workers(folder):
    """The address of the scheduler."""
    file = folder / "two_workers.py"
    file.write_text(CLUSTER, "utf-8")
    with subprocess.Popen([sys.executable, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.DEVNULL) as process:  # fmt: skip
        try:
            yield process.stdout.readline().strip()
        finally:
            process.communicate("end\n", timeout=60)


def job(path, data=None):
    return foreman.Job(str(path), 4_711, "", jail.Limits(), data)


def plain(record):
    return replace(record, seconds=0.0, graded="")


def test_a_worker_has_a_submission_judged_by_a_process_of_its_own(tmp_path):
    path = tmp_path / "ada.ipynb"
    path.write_bytes(notebook(HONEST))
    try:
        sent = foreman.named(job(path), path.read_bytes())
        path.unlink()  # the worker has no such file
        found = cluster.at_a_worker(sent)
        assert (found.points, found.submission, found.jail) == (1, str(path), jail.best())
        assert cluster.at_a_worker(foreman.named(job(path), b"[]")).reason == "The file holds no cells."
        with pytest.raises(jail.NoJail, match="another version"):
            cluster.at_a_worker(replace(sent, version="0.0 of another day"))
        assert plain(cluster.at_a_worker(sent)) == plain(found)  # it goes on after that
        first = cluster._here.foreman
        first.kill()
        first.wait()
        assert plain(cluster.at_a_worker(sent)) == plain(found)  # in a new one
    finally:
        cluster._here.foreman.stdin.close()
        cluster._here.foreman.wait(20)


def test_without_a_scheduler_or_dask_it_says_so(tmp_path, capsys, monkeypatch):
    path = tmp_path / "ada.ipynb"
    path.write_bytes(notebook(HONEST))
    monkeypatch.setitem(sys.modules, "distributed", None)
    command = ["grade", str(path), "--into", str(tmp_path / "into"), "--scheduler", "tcp://127.0.0.1:1"]
    assert cli.main(command) == 3
    assert 'pip install "dask[distributed]"' in capsys.readouterr().err


@pytest.mark.night
def test_two_workers_share_a_class_and_the_results_are_the_same(tmp_path):
    folder = tmp_path / "handed in"
    folder.mkdir()
    wrong = HONEST.replace("* factor", "+ factor")
    for k in range(12):
        (folder / f"{k:02}.ipynb").write_bytes(notebook(wrong if k % 3 else HONEST, f"learner = {k}"))
    (folder / "broken.ipynb").write_bytes(b"{")
    with two_workers(tmp_path) as address:
        for name, more in (("here", []), ("there", ["--scheduler", address])):
            assert cli.main(["grade", str(folder), "--into", str(tmp_path / name), "--seed", "7", *more]) == 1
    here, there = (
        [plain(record) for _, record in Store(tmp_path / name, 7).all()] for name in ("here", "there")
    )  # fmt: skip
    assert len(here) == 13
    assert here == there
    assert sum(one.points for one in here) == 4


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_the_progress_bar_says_how_much_is_left(monkeypatch):
    now = iter([100.0, 130.0, 160.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(now))
    out = Terminal()
    tell = progress.Progress(out)
    tell(1, 11)
    tell(11, 11)
    first, last = out.getvalue().split("\r")[1:]
    assert first.startswith("[##............................] 1 of 11 graded, 5 min left")
    assert last.startswith(f"[{'#' * 30}] 11 of 11 graded, 0 s left")
    assert len(first) == len(last.rstrip("\n")) == 80
    quiet = io.StringIO()
    now = iter([0.0])
    progress.Progress(quiet)(1, 2)
    assert quiet.getvalue() == ""
