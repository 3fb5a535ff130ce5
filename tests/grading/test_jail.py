"""What a submission may not do, tried from inside of each jail that this machine has."""

import ast
import os
import re
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lstmlab.grading import calls, jail, lock
from lstmlab.grading.link import Gone, Link
from lstmlab.grading.notebook import Cell
from lstmlab.grading.session import Session, _start

LIMITS = jail.Limits(memory=1_000_000_000)
KINDS = [
    kind for kind, works in (("bubblewrap", jail._bubblewrap_works), ("landlock", jail._landlock_works)) if works()
]


def told(kind, code, limits=LIMITS):
    """What a cell says by the error with which it stops."""
    with jail.Jail(kind, limits) as shut:
        link = Link(shut.end)
        link.send(_start(shut, [Cell(1, code, ("exercise",))], {}), time.monotonic() + 60)
        while True:
            message = link.receive(time.monotonic() + 60).content
            if message["is"] == "trouble":
                return message["said"]
            assert message["is"] != "end", "the cell said nothing"


# Python that must fail; {secret}, {folder} and {own} are a file and a folder outside, and a process of the grader's.
FORBIDDEN = {
    "read a file": "open({secret!r})",
    "read a file through a link": "os.symlink({secret!r}, 'link'); open('link')",
    "read a file through /proc": "open('/proc/self/root' + {secret!r})",
    "write a file": "open({secret!r}, 'a')",
    "make a file": "open({folder!r} + '/new', 'w')",
    "remove a file": "os.unlink({secret!r})",
    "move a file": "os.rename({secret!r}, 'mine')",
    "link a file": "os.link({secret!r}, 'mine')",
    "change who may read a file": "os.chmod({secret!r}, 0o777)",
    "change when a file was written": "os.utime({secret!r})",
    "cut off a file": "os.truncate({secret!r}, 0)",
    "list a folder": "os.listdir({folder!r})",
    "list the home": "os.listdir('/root' if os.path.isdir('/root') else '/home')",
    "change the package": "open(lstmlab.__file__, 'a')",
    "add to the package": "open(os.path.dirname(lstmlab.__file__) + '/new.py', 'w')",
    "change a library": "open(np.__file__, 'a')",
    "write to shared memory": "open('/dev/shm/mine', 'w')",
    "write to the system's folder": "open('/etc/mine', 'w')",
    "start a program": "subprocess.run(['/bin/true'], check=True)",
    "become a program": "os.execv('/bin/true', ['true'])",
    "fork": "os.fork()",
    "spawn": "os.posix_spawn('/bin/true', ['true'], {{}})",
    "use the network": "socket.create_connection(('127.0.0.1', 1), 1)",
    "make a socket": "socket.socket(socket.AF_INET)",
    "make a local socket": "socket.socket(socket.AF_UNIX)",
    "signal the grader": "os.kill({own}, 0)",
    "end the grader": "os.kill(os.getppid(), 9)",
    "end everybody": "os.kill(-1, 9)",
    "end its group": "os.killpg(0, 9)",
    "have a file signal the grader": "fcntl.fcntl(0, fcntl.F_SETOWN, {own})",
    "read the grader's memory": "open('/proc/{own}/mem', 'rb')",
    "read what the grader was called with": "open('/proc/{own}/cmdline').read()[0]",
    "trace the grader": "call(101, 16, {own}, 0, 0)",
    "read its memory by a call": "call(310, {own}, 0, 0, 0, 0, 0)",
    "take away the grader's limits": "resource.prlimit({own}, resource.RLIMIT_CPU, (1, 1))",
    "raise its own limits": "resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)",
    "take much memory": "bytearray(2_000_000_000)",
    "take much memory in NumPy": "np.ones((20_000, 20_000))",
    "write a large file": "open('large', 'wb').write(bytes(30_000_000))",
    "keep memory in a file": "os.memfd_create('mine')",
    "keep memory in the system": "call(29, 0, 4096, 0o1600)",
    "open hundreds of files": "[open('/dev/null') for _ in range(500)]",
    "new namespaces": "call(272, 0x10000000)",
    "mount": "call(165, 0, 0, 0, 0, 0)",
    "io_uring": "call(425, 1, 0)",
    "clone3": "call(435, 0, 0)",
    "find the environment": "os.environ['LSTMLAB_TEST_SECRET']",
}  # fmt: skip
PROBE = """
import ctypes, fcntl, os, resource, signal, socket, subprocess, sys
import numpy as np
import lstmlab
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
def call(number, *given):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    if libc.syscall(number, *map(ctypes.c_long, given)) < 0:
        raise OSError(ctypes.get_errno(), "refused")
done = []
for name, code in {attempts!r}.items():
    try:
        exec(code)
        done.append(name)
    except (OSError, MemoryError, KeyError):
        pass
    except Exception as problem:
        if "not allowed to raise" not in str(problem):
            done.append(name + repr(problem))
raise RuntimeError(repr(done))
"""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_this_can_be_done_from_a_jail(kind, tmp_path, monkeypatch):
    monkeypatch.setenv("LSTMLAB_TEST_SECRET", "here")
    secret = tmp_path / "other.ipynb"
    secret.write_text("secret")
    before = os.stat(secret)
    own = subprocess.Popen(["sleep", "60"])
    try:
        values = {"secret": str(secret), "folder": str(tmp_path), "own": own.pid}
        attempts = {name: code.format(**values) for name, code in FORBIDDEN.items()}
        said = told(kind, PROBE.format(attempts=attempts))
        assert said == "RuntimeError: []"
        assert own.poll() is None
    finally:
        own.kill()
        own.wait()
    assert secret.read_text() == "secret"
    assert os.stat(secret).st_mtime == before.st_mtime
    assert os.listdir(tmp_path) == ["other.ipynb"]


ALLOWED = """
import asyncio, os, tempfile, threading
import numpy as np
found = []
thread = threading.Thread(target=found.append, args=("thread",))
thread.start()
thread.join()
with tempfile.TemporaryDirectory() as folder:
    np.save(folder + "/x.npy", np.ones(3))
    found.append(float(np.load(folder + "/x.npy").sum()))
async def later():
    await asyncio.sleep(0)
    return "later"
found.append(await later())
found.append(np.linalg.eigvals(np.eye(3)).sum().real)
raise RuntimeError(repr(found))
"""


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_honest_notebook_does_works_in_a_jail(kind):
    said = told(kind, ALLOWED)
    assert ast.literal_eval(said.removeprefix("RuntimeError: ").replace("np.float64(3.0)", "3.0")) == [
        "thread", 3.0, "later", 3.0,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_behind(kind):
    with jail.Jail(kind, jail.Limits()) as shut:
        folder, pid = shut._temporary, shut._process.pid
        assert os.path.isdir(folder) == (kind != "bubblewrap")
    assert not os.path.exists(folder)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_what_a_killed_judge_leaves_is_removed_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr(jail.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(jail.tempfile, "tempdir", str(tmp_path))
    kinds = {"held": "lstmlab-jail-held", "left": "lstmlab-jail-left", "other": "other", "young": "lstmlab-jail-young"}
    for name in kinds.values():
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("")
        if name != kinds["young"]:
            os.utime(tmp_path / name, (1, 1))
    os.symlink(tmp_path / "other", tmp_path / "lstmlab-jail-link")
    held = jail._hold(str(tmp_path / kinds["held"]))
    jail.sweep()
    assert sorted(os.listdir(tmp_path)) == sorted([*(set(kinds.values()) - {kinds["left"]}), "lstmlab-jail-link"])
    os.close(held)
    os.utime(tmp_path / kinds["held"], (1, 1))
    jail.sweep()
    assert kinds["held"] not in os.listdir(tmp_path)
    assert os.listdir(tmp_path / "other") == ["file"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_jail_ends_with_its_judge(kind, tmp_path):
    """However the judge ends, and whatever the submission says against it."""
    code = "import ctypes\nctypes.CDLL(None).prctl(1, 0, 0, 0, 0)\nwhile True:\n    pass"
    program = (
        "import sys, time\n"
        "from lstmlab.grading import jail\n"
        "from lstmlab.grading.link import Link\n"
        "from lstmlab.grading.notebook import Cell\n"
        "from lstmlab.grading.session import _start\n"
        f"with jail.Jail({kind!r}, jail.Limits()) as shut:\n"
        "    link = Link(shut.end)\n"
        f"    link.send(_start(shut, [Cell(1, {code!r}, ('exercise',))], {{}}), time.monotonic() + 60)\n"
        "    while True:\n"
        "        print(link.receive(time.monotonic() + 60).content, shut._process.pid, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as judge:
        for line in judge.stdout:
            if "'cell': 1" in line:
                pid = int(line.split()[-1])
                time.sleep(0.3)
                break
        os.kill(pid, 0)
        judge.kill()
    until = time.monotonic() + 20
    while runs(pid):
        assert time.monotonic() < until, "it runs on"
        time.sleep(0.05)


def runs(pid):
    """Whether a process is there, and is not only waiting to be forgotten."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("kind", KINDS)
def test_a_jail_that_stands_open_runs_nothing(kind, monkeypatch):
    monkeypatch.setitem(jail.NEEDED, kind, {"limits", "a lock that no machine has"})
    with pytest.raises(jail.NoJail, match="did not lock itself"):
        Session(1, kind, LIMITS, jail.Jail).run([Cell(1, "open('ran', 'w')", ("exercise",))], {})
    with jail.Jail(kind, LIMITS) as shut:
        link = Link(shut.end)
        link.send(_start(shut, [Cell(1, "1 / 0", ("exercise",))], {}), time.monotonic() + 60)
        assert link.receive(time.monotonic() + 60).content["is"] == "locked"
        with pytest.raises(Gone):
            link.receive(time.monotonic() + 60)


def test_without_a_jail_nothing_is_graded(monkeypatch, tmp_path, capsys):
    from lstmlab.grading import cli

    monkeypatch.setattr(jail, "_bubblewrap_works", lambda: False)
    monkeypatch.setattr(jail, "_landlock_works", lambda: False)
    jail.best.cache_clear()
    try:
        assert cli.main(["grade", str(tmp_path / "a.ipynb"), "--into", str(tmp_path / "into")]) == 3
    finally:
        jail.best.cache_clear()
    said = capsys.readouterr().err
    assert "apt-get install bubblewrap" in said
    assert "--trust-submissions" in said
    assert os.listdir(tmp_path) == []


def verdict(steps, machine, number, *arguments):
    """What a filter says of a call, as the kernel would run it: `machine` as it is called there."""
    given = [arguments[k] if k < len(arguments) else 0 for k in range(6)]
    data = struct.pack("<IIQ6Q", number, machine, 0, *given)
    at, held = 0, 0
    while True:
        code, skip_if, skip_else, k = steps[at]
        at += 1
        if code == 0x20:  # load
            (held,) = struct.unpack_from("<I", data, k)
        elif code in (0x15, 0x35, 0x45):  # equal, at least, a bit of it is set
            right = {0x15: held == k, 0x35: held >= k, 0x45: bool(held & k)}[code]
            at += skip_if if right else skip_else
        else:
            assert code == 0x06
            return k


HEADERS = {
    "x86_64": ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"),
    "aarch64": ("/usr/include/asm-generic/unistd.h",),
}


@pytest.mark.parametrize("machine", calls.MACHINES)
def test_a_filter_refuses_what_is_named_and_nothing_else(machine):
    """Run step by step, so that the one of another processor is tried, too."""
    own = 4_711
    steps = lock._program(own, machine)
    architecture = calls.ARCHITECTURES[machine]
    say = lambda number, *given: verdict(steps, architecture, number, *given)  # noqa: E731
    of = {name: calls.number(name, machine) for name in calls.LOOKED_AT}
    assert {k for k in range(700) if say(k) == lock._REFUSE} == {
        *calls.denied(machine), of["clone"], of["kill"], of["tgkill"],
    }  # fmt: skip
    assert say(of["clone3"]) == lock._UNKNOWN
    assert [say(of["clone"], flags) == lock._ALLOW for flags in (0x10000, 0x3D0F00, 17, 0)] == [
        True,
        True,
        False,
        False,
    ]
    for name in ("kill", "tgkill", "prlimit64"):
        assert (say(of[name], own), say(of[name], own + 1)) == (lock._ALLOW, lock._REFUSE)
    assert [say(of["sendto"], 3, 0, 0, 0, to) == lock._ALLOW for to in (0, 1, 1 << 32)] == [True, False, False]
    assert [say(of["fcntl"], 0, what) == lock._ALLOW for what in (2, 8, 10, 15)] == [True, False, False, False]
    assert [say(of["prctl"], what) == lock._ALLOW for what in (15, 1)] == [True, False]
    assert [say(of["ioctl"], 0, what) == lock._ALLOW for what in (0x5401, 0x5412)] == [True, False]
    others = {*calls.ARCHITECTURES.values(), 0x40000003} - {architecture}
    assert {verdict(steps, other, 0) for other in others} == {lock._KILL}
    assert say(0x40000000 + 57) == lock._KILL


@pytest.mark.parametrize("machine", calls.MACHINES)
def test_the_numbers_of_the_calls_are_those_of_the_system(machine):
    file = next((Path(one) for one in HEADERS[machine] if Path(one).is_file()), None)
    if file is None:
        pytest.skip("no headers of Linux are installed")
    defined = re.findall(r"#define\s+__NR(?:3264)?_(\w+)\s+(\d+)", file.read_text())
    known = {name: int(number) for name, number in defined}
    of = calls.MACHINES.index(machine)
    ours = {name: both[of] for group in (*calls.DENIED.values(), calls.LOOKED_AT) for name, both in group.items()}
    ours.pop("fchmodat2")  # younger than many headers
    assert ours == {name: known.get(name) for name in ours}


def test_on_a_processor_without_numbers_the_lock_is_not_on(monkeypatch):
    monkeypatch.setattr(lock.platform, "machine", lambda: "riscv64")
    assert not lock.seccomp(None)  # so no submission is run in this jail: it needs the lock
