"""Notebooks of the project run in its own environment, whatever kernels its user has installed elsewhere."""

import os
from pathlib import Path

# Holds the kernel "python3": the Python that runs this, without ipykernel's warning that it talks over TCP.
JUPYTER = Path(__file__).resolve().parent.parent / "jupyter"


def use_own() -> None:
    """Let this process and those that it starts find the project's kernel before any other."""
    places = os.environ.get("JUPYTER_PATH", "").split(os.pathsep)
    if str(JUPYTER) not in places:
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(JUPYTER), *places]))
