"""A class on more than one core or machine: the same results, wherever a submission is judged."""

import contextlib
import io
import os
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path

import pytest

from lstmlab.grading import cli, cluster, foreman, jail, progress, records
from lstmlab.grading.records import Store
from lstmlab.grading.version import version
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


class Pretended:
    """A future, and the client that gave it: what became of the job is known from the start."""

    status = "running"

    def __init__(self, *ends, workers=1):
        self.ends, self.workers, self.key = list(ends), workers, None

    def nthreads(self):
        return {f"worker {k}": 1 for k in range(self.workers)}

    def submit(self, function, job, pure):
        made = Pretended(self.ends.pop(0))
        made.key, made.job = job.path, job
        return made

    def add_done_callback(self, put):
        if self.ends[0] is not None:
            put(self)

    def result(self):
        (end,) = self.ends
        if isinstance(end, Exception):
            raise end
        return end


class KilledWorker(Exception):  # called like the one of Dask
    pass


def test_what_becomes_of_a_job_when_others_end(tmp_path, monkeypatch):
    paths = [tmp_path / f"{k}.ipynb" for k in range(3)]
    for path in paths:
        path.write_bytes(notebook(HONEST))
    jobs = [job(path) for path in paths]
    fine = records.of("x", "k", [], 1.0, "none")

    def shared(*ends, **more):
        return list(cluster._shared(Pretended(*ends, **more), iter(jobs), "tcp://there:1"))

    found = dict(shared(fine, KilledWorker(), fine))
    assert [found[one].reason[:29] for one in jobs] == ["", "One worker after the other en", ""]
    assert found[jobs[1]].key == ""  # so the same command tries it once more
    for end, said in (
        (CancelledError(), "the scheduler at tcp://there:1 answers no longer. What was graded is kept"),
        (ModuleNotFoundError("No module named 'lstmlab'"), "cannot judge .ModuleNotFoundError: No module named"),
        (jail.NoJail("a worker has another version"), "another version"),
    ):
        with pytest.raises(jail.NoJail, match=said):
            shared(fine, end, fine)
    monkeypatch.setattr(cluster, "_LOOK", 0.01)
    monkeypatch.setattr(cluster, "PATIENCE", 0.02)
    with pytest.raises(jail.NoJail, match="no worker is left at tcp://there:1"):
        shared(fine, None, fine, workers=0)
    monkeypatch.setattr(Pretended, "status", "closed")
    with pytest.raises(jail.NoJail, match="answers no longer"):
        shared(fine, None, fine)


def test_a_worker_of_another_version_is_named_before_anything_is_graded():
    class Client:
        found = version()

        def run(self, asked, on_error):
            return {"tcp://one:1": asked(), "tcp://two:2": self.found}

    cluster._refuse_others(Client())
    Client.found = "0.0 of another day"
    with pytest.raises(jail.NoJail, match=r"tcp://two:2 has another version of the course, 0\.0 of another day"):
        cluster._refuse_others(Client())
    Client.found = ModuleNotFoundError("No module named 'lstmlab'")
    with pytest.raises(jail.NoJail, match="tcp://two:2 cannot judge"):
        cluster._refuse_others(Client())


def started(folder, *given, said, path=""):
    """A program of Dask's, once it has said something; and the words that it said it with."""
    command = [sys.executable, "-m", "distributed.cli." + given[0], *given[1:]]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True,
                               env=os.environ | {"PYTHONPATH": path})  # fmt: skip
    for line in process.stderr:
        if said in line:
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return process, line
    raise AssertionError("it ended")


@pytest.mark.night
def test_workers_and_scheduler_are_ended_while_they_grade(tmp_path, capsys):
    folder = tmp_path / "handed in"
    folder.mkdir()
    for k in range(14):
        (folder / f"{k:02}.ipynb").write_bytes(notebook(HONEST, f"learner = {k}"))
    own = tmp_path / "other" / "lstmlab"
    shutil.copytree(Path(cluster.__file__).parents[1], own, ignore=shutil.ignore_patterns("__pycache__"))
    (own / "exercises" / "added.py").write_text("")  # a file more: another version
    running = []

    def start(*given, said, path=""):
        process, line = started(tmp_path, *given, said=said, path=path)
        running.append(process)
        return process, line

    def results(name):
        return len(list((tmp_path / name).glob("results/*.json")))

    def after(name, count, end):
        while results(name) < count:
            time.sleep(0.05)
        end()

    try:
        scheduler, line = start("dask_scheduler", "--port", "0", "--no-dashboard", said="Scheduler at:")
        address = line.split("Scheduler at:")[1].strip()
        grade = ["grade", str(folder), "--seed", "7", "--scheduler", address, "--into"]
        alone = ("--no-nanny", "--no-dashboard", "--nthreads", "1")
        strange, _ = start("dask_worker", address, *alone, said="Registered to", path=str(own.parent))
        assert cli.main([*grade, str(tmp_path / "strange")]) == 3
        assert "has another version of the course" in capsys.readouterr().err
        strange.kill()
        strange.wait()
        workers = [start("dask_worker", address, *alone, said="Registered to")[0] for _ in range(2)]
        killer = threading.Thread(target=after, args=("one", 3, workers[0].kill))
        killer.start()
        assert cli.main([*grade, str(tmp_path / "one")]) == 0  # the other worker has finished it
        killer.join()
        assert sum(record.points for _, record in Store(tmp_path / "one", 7).all()) == 14
        killer = threading.Thread(target=after, args=("two", 3, scheduler.kill))
        killer.start()
        assert cli.main([*grade, str(tmp_path / "two")]) == 3
        killer.join()
        assert "answers no longer. What was graded is kept" in capsys.readouterr().err
        assert 3 <= results("two") < 14
        assert cli.main(["grade", str(folder), "--seed", "7", "--into", str(tmp_path / "two")]) == 0  # goes on here
    finally:
        for process in running:
            process.kill()
            process.wait()


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
