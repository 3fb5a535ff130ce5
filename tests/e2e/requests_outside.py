"""A proxy that writes down what a browser asks of other machines, and answers nothing.

Requests of a worker are not among the events of a page; all that a browser sends through its proxy is.
"""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Note(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        line = self.rfile.readline(2000).decode("latin1").strip()
        if line:
            self.server.seen.append(line)
        self.wfile.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def watched() -> Iterator[tuple[list[str], list[str]]]:
    """What was asked, as a list that grows, and the arguments with which Chromium has to be started."""
    server = _Server(("127.0.0.1", 0), _Note)
    server.seen = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield server.seen, [f"--proxy-server={address}", "--proxy-bypass-list=127.0.0.1;localhost"]
    finally:
        server.shutdown()
        server.server_close()
