"""A Dockerfile's COPY and RUN, done without Docker."""

import os
import shutil
import subprocess
import venv

from tests.book.test_workflows import docker
from tools.source.chapters import ROOT


def rehearsed(name, place, work, without):
    """Copy what a Dockerfile copies into the folder `work`, and run its lines there, but for those that need rights.

    Args:
        name: of the Dockerfile.
        place: the folder that is HOME, in which an environment is made.
        work: the folder in it that the image works in.
        without: how lines begin that only an image can run.

    Returns:
        the environment variables for what is run afterwards.
    """
    venv.create(place / "venv", with_pip=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JUPYTER", "LSTMLAB"))}
    path = os.pathsep.join([str(place / "venv" / "bin"), os.environ["PATH"]])
    inside = kept | {"PATH": path, "HOME": str(place)}
    work.mkdir()
    for word, rest in docker(name):
        if word == "COPY":
            *sources, target = [one for one in rest.split() if not one.startswith("--")]
            for source in sources:
                if (ROOT / source).is_dir():
                    shutil.copytree(ROOT / source, work / target, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(ROOT / source, work / target)
        if word == "RUN" and not rest.startswith(without):
            done = subprocess.run(["bash", "-c", rest], cwd=work, env=inside, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
    return inside
