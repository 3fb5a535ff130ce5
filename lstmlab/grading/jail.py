"""Starts the process that runs one submission, shut in as well as this machine can, and ends it with all it has begun.

    bubblewrap  namespaces of its own: no other file, process or network is there at all; and the locks of lock.py
    landlock    the locks of lock.py alone: files, processes and network are there, and refused
    none        limits alone, for who says that the submissions are trusted

The first that this machine has is taken. A program that grades is not left without a jail by accident: `best` raises
`NoJail`, and says what to install.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
KINDS = ("bubblewrap", "landlock", "none")
# Which locks a kind needs before a line of a submission is run.
NEEDED = {"bubblewrap": {"limits"}, "landlock": {"limits", "landlock", "seccomp"}, "none": set[str]()}


class NoJail(RuntimeError):
    """This machine has no jail; the message says what would help."""


@dataclass(frozen=True)
class Limits:
    """What a submission may take.

    Attributes:
        cell, notebook: seconds on the clock.
        memory, file_size, folder: bytes; `folder` is all that it may write.
    """

    cell: float = 30.0
    notebook: float = 300.0
    memory: int = 3_000_000_000
    file_size: int = 20_000_000
    folder: int = 100_000_000


@cache
def best() -> str:
    """The best jail of this machine. Raises NoJail."""
    if _bubblewrap_works():
        return "bubblewrap"
    if _landlock_works():
        return "landlock"
    raise NoJail(
        "No jail: this machine can shut in a submission neither with bubblewrap nor with Landlock and seccomp. "
        "Install bubblewrap (on Debian and Ubuntu: apt-get install bubblewrap), or take Linux 5.13 or later on x86-64 "
        "or 64-bit ARM: on macOS and Windows that is the container of the project's grader.Dockerfile. "
        "With --trust-submissions they run as you, with all your rights."
    )


def _bubblewrap_works() -> bool:
    if sys.platform != "linux" or shutil.which("bwrap") is None:
        return False
    command = [*_bubblewrap(Limits()), sys.executable, "-I", "-c", ""]
    try:
        return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _landlock_works() -> bool:
    """Tried in a process of its own: what is locked stays locked."""
    code = (
        "from lstmlab.grading import lock\n"
        "print(*lock.apply(['/usr'], [], 3_000_000_000, 1_000_000, 60))"
    )  # fmt: skip
    try:
        tried = subprocess.run(
            [sys.executable, "-P", "-c", code], env=_environment("/"), capture_output=True, text=True, timeout=20,
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return NEEDED["landlock"] <= set(tried.stdout.split())


def readable() -> list[str]:
    """What a submission has to read: Python, its libraries, and this package."""
    places = [sysconfig.get_paths()[kind] for kind in ("stdlib", "platstdlib", "purelib", "platlib")]
    places += [sys.prefix, sys.base_prefix, sys.exec_prefix, str(_PACKAGE)]
    places += [str(Path(sys.executable).resolve().parent)]
    places += ["/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/nix/store"]
    found: list[str] = []
    for place in sorted({os.path.realpath(one) for one in places} | {"/lib", "/lib64"}, key=len):
        inside = any(place == one or place.startswith(one.rstrip("/") + "/") for one in found)
        if os.path.exists(place) and not inside and place != "/":
            found.append(place)
    return found


def _bubblewrap(limits: Limits) -> list[str]:
    command = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    for place in readable():
        command += ["--ro-bind", place, place]
    venv = os.path.abspath(sys.prefix)
    if venv != os.path.realpath(venv):
        command += ["--ro-bind", venv, venv]
    command += ["--dev", "/dev", "--size", str(limits.folder), "--tmpfs", "/tmp", "--chdir", "/tmp"]
    # The rest of what is there, /dev/shm among it, can be read and not written.
    return [*command, "--remount-ro", "/dev", "--remount-ro", "/"]


def _environment(home: str) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": home,
        "TMPDIR": home,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(_PACKAGE.parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
        "LSTMLAB_PROGRESS": "off",
        "MPLBACKEND": "Agg",
        "TQDM_DISABLE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }


class Jail:
    """One process that runs one submission; a context manager that ends it, and whatever it began.

    Attributes:
        end: the judge's end of the line to it.
        folder: what it may write to, as the process sees it.
        readable: what it may read.
    """

    def __init__(self, kind: str, limits: Limits) -> None:
        self.kind, self.limits = kind, limits

    def __enter__(self) -> "Jail":
        self._temporary, self._held = "", -1
        if self.kind != "bubblewrap":  # which has its own /tmp, that ends with it
            self._temporary = tempfile.mkdtemp(prefix=_PREFIX)
            self._held = _hold(self._temporary)
        self.folder = self._temporary or "/tmp"
        self.readable = [*readable(), "/dev/null", "/dev/urandom", "/dev/zero"]
        self.end, theirs = socket.socketpair()
        command = _bubblewrap(self.limits) if self.kind == "bubblewrap" else []
        command += [sys.executable, "-P", "-m", "lstmlab.grading.inside", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(
                command,
                cwd=self._temporary or "/",
                env=_environment(self.folder),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self

    def written(self) -> int:
        """The bytes in its folder, where that is one of this machine's."""
        if self.kind == "bubblewrap":
            return 0
        found = 0
        with contextlib.suppress(OSError):
            for place, _, names in os.walk(self._temporary):
                found += sum(os.lstat(os.path.join(place, name)).st_size for name in names)
        return found

    def ended(self) -> int | None:
        """Its exit code, waiting a moment for it; None if it still runs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(1.0)
        return None

    def __exit__(self, *problem: object) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self.end.close()
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)
        if self._held >= 0:
            os.close(self._held)


# How the folders are called that jails without a file system of their own write to.
_PREFIX = "lstmlab-jail-"
# Seconds before a folder that nobody holds is taken for one that was left.
_YOUNG = 10.0


def _hold(folder: str) -> int:
    """A lock on a folder: the system takes it off when this process ends, however it ends."""
    file = os.open(folder, os.O_RDONLY)
    with contextlib.suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return file


def sweep() -> None:
    """Remove the folders of jails whose judge was killed: nobody holds them any more."""
    try:
        import fcntl
    except ImportError:
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            about = folder.lstat()
            if about.st_uid != os.getuid() or time.time() - about.st_mtime < _YOUNG:
                continue
            file = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
        except OSError:
            continue
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except OSError:  # somebody holds it
            pass
        finally:
            os.close(file)
