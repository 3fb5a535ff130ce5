"""The judge's end of the line to a jail: one message at a time, each with a time by which it has to be there."""

import socket
import time
from typing import Any

from lstmlab.checking.calling.limit import OutOfTime
from lstmlab.grading import wire

# What an answer may take beyond the time of the call that it tells of.
_GRACE = 3.0
_PLAIN = 10.0


class Gone(Exception):
    """Nobody answers any more. The message says why: a sentence's end, such as "ended the program"."""


class Link:
    """A line to a jail. After the first failure it is dead, and every question raises `Gone`."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        self.dead = ""
        self.late = False

    def send(self, data: bytes, until: float) -> None:
        """Send a message. Raises Gone, or OutOfTime when `until` (of time.monotonic) is over."""
        with _Whole(self):
            try:
                self._socket.settimeout(max(until - time.monotonic(), 0.001))
                self._socket.sendall(data)
            except TimeoutError:
                raise OutOfTime from None
            except OSError:
                raise Gone("ended the program") from None

    def receive(self, until: float) -> wire.Message:
        """The next message. Raises Gone, Unreadable, or OutOfTime when `until` (of time.monotonic) is over."""
        with _Whole(self):
            return wire.read(lambda count: self._take(count, until))

    def _take(self, count: int, until: float) -> bytes:
        found = bytearray()
        while len(found) < count:
            try:
                self._socket.settimeout(max(until - time.monotonic(), 0.001))
                piece = self._socket.recv(min(count - len(found), 1 << 20))
            except TimeoutError:
                raise OutOfTime from None
            except OSError:
                piece = b""
            if not piece:
                raise Gone("ended the program")
            found += piece
        return bytes(found)

    def ask(self, question: bytes, seconds: float | None) -> wire.Message:
        """Send a question and wait for its answer; `seconds`: what a call may take that the question asks for."""
        until = time.monotonic() + (_PLAIN if seconds is None else seconds) + _GRACE
        self.send(question, until)
        return self.receive(until)


class _Whole:
    """A message that is sent or received in part only spoils the line: what comes next would be read wrongly."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def __enter__(self) -> None:
        if self._link.dead:
            raise Gone(self._link.dead)

    def __exit__(self, kind: Any, problem: BaseException | None, trace: Any) -> None:
        if problem is None:
            return
        self._link.late = isinstance(problem, OutOfTime)
        self._link.dead = "took too long" if self._link.late else str(problem) or "was stopped"
