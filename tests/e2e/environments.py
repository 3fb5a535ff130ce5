"""Environments of other people: a wheel of lstmlab, fresh venvs around it, a kernel that lives in one of them."""

import json
import os
import re
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from tools.source.chapters import ROOT


def pip(python: Path, *arguments: str) -> None:
    """Run pip; its output is shown if it fails."""
    command = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    # A PYTHONPATH that names the project would show pip an lstmlab that is not in this environment.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, env=clean, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")


def locked(*names: str) -> list[str]:
    """Requirements such as numpy==2.4.6 with their markers, as requirements.txt has them."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if re.match(rf"({'|'.join(map(re.escape, names))})==", line)]
    missing = [name for name in names if not any(line.startswith(f"{name}==") for line in found)]
    if missing:
        raise LookupError(f"requirements.txt does not lock {', '.join(missing)}")
    return found


@dataclass(frozen=True)
class Environment:
    """A virtual environment."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, *packages: str) -> "Environment":
        """A fresh one with these packages, in the versions of the lock, and what they need."""
        venv.create(folder, with_pip=True)
        made = cls(folder)
        wanted = folder / "wanted.txt"
        wanted.write_text("\n".join(locked(*packages)))
        made.install("-r", str(wanted), "-c", str(ROOT / "requirements.txt"))
        return made

    def install(self, *arguments: str) -> None:
        """With uv, which takes a tenth of the time of pip; where it cannot, as in `make setup`, with pip. Not compiled:
        a test imports a small part of it, which is then compiled and kept."""
        uv = Path(sys.executable).with_name("uv")
        if uv.exists():
            command = [str(uv), "pip", "install", "--quiet", "--python", str(self.python), *arguments]
            if subprocess.run(command, capture_output=True, check=False).returncode == 0:
                return
        pip(self.python, "install", "--no-compile", *arguments)

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    def run(self, code: str, cwd: Path, **variables: str) -> str:
        """What a program prints in this environment."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LSTMLAB"))}
        done = subprocess.run(
            [str(self.python), "-W", "error", "-c", code],
            cwd=cwd,
            env=clean | variables,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{code}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def kernelspec(self, folder: Path) -> str:
        """Name of a kernel of this environment, for a process whose JUPYTER_PATH is `folder`."""
        spec = folder / "kernels" / "rehearsal" / "kernel.json"
        spec.parent.mkdir(parents=True)
        command = [str(self.python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        spec.write_text(json.dumps({"argv": command, "display_name": "Rehearsal", "language": "python"}))
        return "rehearsal"
