"""Locks the process that it runs in: from then on it reads the library, writes into one folder, and starts nothing.

Three locks of the system, none of which needs a right or an installed program, and none of which can be taken off:

- limits (`setrlimit`): memory, size of a file, open files, time of the processor;
- Landlock: which folders may be read, and which one written;
- seccomp: no new process or program, no network, no signal to anybody else, nothing that belongs to an administrator.

They work on Linux. seccomp needs the numbers of the system's calls, which differ from processor to processor: calls.py
has those of x86-64 and of 64-bit ARM, and on any other processor this lock is not on. `apply` returns the names of the
locks that are on; the judge decides whether they are enough.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Sequence

from lstmlab.grading import calls

# The system's names, from linux/prctl.h, linux/seccomp.h and linux/landlock.h, whose calls have one number everywhere.
_NO_NEW_PRIVILEGES = 38
_SET_FILTER, _ALL_THREADS = 1, 1
_CREATE_RULESET, _ADD_RULE, _RESTRICT = 444, 445, 446
_READ_FILE, _READ_FOLDER, _WRITE_FILE, _TRUNCATE = 1 << 2, 1 << 3, 1 << 1, 1 << 14
_ALLOW, _KILL, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026


def apply(readable: Sequence[str], writable: Sequence[str], memory: int, file_size: int, seconds: int) -> list[str]:
    """Lock this process. The names of the locks that are on: "limits", "landlock", "seccomp".

    Args:
        readable, writable: folders and files.
        memory, file_size: in bytes. seconds: of the processor.
    """
    done = []
    if limits(memory, file_size, seconds):
        done.append("limits")
    if sys.platform != "linux":
        return done
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return done
    if landlock(libc, readable, writable):
        done.append("landlock")
    if seccomp(libc):
        done.append("seccomp")
    return done


def limits(memory: int, file_size: int, seconds: int) -> bool:
    """What the process may take; False where the system has no such limits."""
    try:
        import resource
    except ImportError:
        return False
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NOFILE, 128),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, least))
    return True


def landlock(libc: ctypes.CDLL, readable: Sequence[str], writable: Sequence[str]) -> bool:
    """Only these paths are left; False where the kernel has no Landlock."""
    version = libc.syscall(_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    rights = (1 << (13 if version == 1 else 14 if version == 2 else 15 if version < 5 else 16)) - 1
    rules = struct.pack("<3Q", rights, 3 if version >= 4 else 0, 3 if version >= 6 else 0)  # files, network, signals
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = libc.syscall(_CREATE_RULESET, rules, ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    for paths, wanted in ((readable, _READ_FILE | _READ_FOLDER), (writable, rights)):
        for path in paths:
            _open_path(libc, ruleset, path, wanted & rights)
    failed = libc.syscall(_RESTRICT, ruleset, 0)
    os.close(ruleset)
    return not failed


def _open_path(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):  # rights that only a folder has
        rights &= _READ_FILE | _WRITE_FILE | _TRUNCATE
    libc.syscall(_ADD_RULE, ruleset, 1, struct.pack("<Qi", rights, place), 0)
    os.close(place)


def seccomp(libc: ctypes.CDLL) -> bool:
    """The calls of calls.py are refused from now on; False on another processor or kernel."""
    machine = platform.machine()
    if machine not in calls.MACHINES or struct.calcsize("P") != 8:
        return False
    program = b"".join(struct.pack("<HBBI", *step) for step in _program(os.getpid(), machine))
    held = ctypes.create_string_buffer(program)
    # struct sock_fprog: how many steps, and where they stand
    filter_ = struct.pack("<H6xQ", len(program) // 8, ctypes.addressof(held))
    return not libc.syscall(calls.number("seccomp", machine), _SET_FILTER, _ALL_THREADS, filter_)


_Step = tuple[int, int, int, int]


def _load(place: int) -> _Step:
    return 0x20, 0, 0, place


def _equal(value: int, skip_if: int, skip_else: int) -> _Step:
    return 0x15, skip_if, skip_else, value


def _return(what: int) -> _Step:
    return 0x06, 0, 0, what


def _argument(k: int) -> int:
    """Where the lower half of an argument stands; the upper one stands four bytes after it."""
    return 16 + 8 * k


def _program(own: int, machine: str) -> list[_Step]:
    """The filter: a small program that the kernel runs before every call of this process, `own`."""
    steps = [
        _load(4), _equal(calls.ARCHITECTURES[machine], 1, 0), _return(_KILL),
        _load(0), (0x35, 0, 1, 0x40000000), _return(_KILL),  # the other numbering that x86-64 has
    ]  # fmt: skip
    for number in calls.denied(machine):
        steps += [_equal(number, 0, 1), _return(_REFUSE)]
    to_itself = [_load(_argument(0)), _equal(own, 0, 1), _return(_ALLOW), _return(_REFUSE)]
    own_limits = [_load(_argument(0)), _equal(own, 1, 0), _equal(0, 0, 1), _return(_ALLOW), _return(_REFUSE)]
    no_address = [
        _load(_argument(4)), _equal(0, 0, 2), _load(_argument(4) + 4), _equal(0, 1, 0), _return(_REFUSE),
        _return(_ALLOW),
    ]  # fmt: skip
    for name, tail in (
        ("clone3", [_return(_UNKNOWN)]),  # the library then takes clone, whose arguments can be looked at
        ("clone", [_load(_argument(0)), (0x45, 0, 1, 0x10000), _return(_ALLOW), _return(_REFUSE)]),  # threads alone
        ("kill", to_itself),
        ("tgkill", to_itself),
        ("prlimit64", own_limits),
        ("sendto", no_address),  # along a pair of sockets, and to no address
        ("fcntl", _refused(1, (8, 10, 15))),  # not to whom a file sends its signals
        ("prctl", _refused(0, (1,))),  # it ends with its judge, whatever it says
        ("ioctl", _refused(1, (0x8901, 0x8902, 0x5412))),  # neither so, nor type into a terminal
    ):
        steps += [_equal(calls.number(name, machine), 0, len(tail)), *tail]
    return [*steps, _return(_ALLOW)]


def _refused(argument: int, values: Sequence[int]) -> list[_Step]:
    """All but these values of an argument are allowed."""
    found = [_load(_argument(argument))]
    for value in values:
        found += [_equal(value, 0, 1), _return(_REFUSE)]
    return [*found, _return(_ALLOW)]
