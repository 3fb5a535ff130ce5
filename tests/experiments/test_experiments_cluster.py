"""Experiments on the workers of a Dask cluster: the same jobs, the same rows, each job once."""

import json
import os
import subprocess
import sys

import pytest

from tests.experiments.test_experiments import SLOW, project, run  # noqa: F401 (project is a fixture)

# A cluster of two workers on this machine, until its input ends. They find `experiments` where they are started.
CLUSTER = """
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


@pytest.fixture
def cluster(project):  # noqa: F811
    """The address of the scheduler."""
    noting = SLOW.replace("{seed}\\n", "{seed} {os.getpid()}\\n")
    assert noting != SLOW
    (project.folder / "experiments" / "squares.py").write_text(noting, encoding="utf-8")
    (project.folder / "cluster.py").write_text(CLUSTER, encoding="utf-8")
    environment = os.environ | {"BEGUN": str(project.folder / "begun"), "PYTHONPATH": str(project.folder)}
    with subprocess.Popen(
        [sys.executable, "cluster.py"],
        cwd=project.folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        yield process.stdout.readline().strip()
        process.communicate("end\n", timeout=60)


def test_two_workers_share_the_jobs_and_the_rows_are_the_same(project, cluster):  # noqa: F811
    assert cluster.startswith("tcp://127.0.0.1:")
    code, _, err = run(project, "--scheduler", cluster)
    assert code == 0, err
    begun = [line.split() for line in (project.folder / "begun").read_text().splitlines()]
    assert sorted(int(seed) for seed, _ in begun) == list(range(24))
    assert len({process for _, process in begun}) == 2
    stored = json.loads((project.folder / "book/results/squares/results.json").read_text())
    assert [row["result"]["square"] for row in stored["rows"]] == [seed * seed for seed in range(24)]
    (project.folder / "begun").unlink()
    assert run(project, "--scheduler", cluster)[2].startswith("Every job is done")
    assert not (project.folder / "begun").exists()
