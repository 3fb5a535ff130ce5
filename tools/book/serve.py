"""Serves the built book on this machine: python -m tools.book.serve [--port 8000]

Text is sent compressed, as servers on the net do, so that sizes measured here are the sizes that readers get.
"""

import argparse
import gzip
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from tools.book.__main__ import FIRST, folder

COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".txt", ".ipynb"}


class Handler(SimpleHTTPRequestHandler):
    """Files of one folder, text compressed where the browser takes it."""

    protocol_version = "HTTP/1.1"
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".ipynb": "application/x-ipynb+json"}  # noqa: RUF012

    def send_head(self):
        path = Path(self.translate_path(self.path))
        if path.suffix not in COMPRESSED or not path.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def log_message(self, *words) -> None:
        """Quiet: what matters is the address, printed once."""


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server of a folder on 127.0.0.1; port 0 takes any free one. Run it with `serve_forever`."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder)))


def main() -> int:
    parser = argparse.ArgumentParser(description="Serve the built book on this machine.")
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    try:
        serving = server(folder(), port)
    except OSError as error:
        print(
            f"Port {port} cannot be used ({error.strerror}). Try another: make serve PORT={port + 1}", file=sys.stderr
        )
        return 1
    print(f"The book is at http://127.0.0.1:{port}/{FIRST}   (stop with Ctrl-C)", flush=True)
    try:
        serving.serve_forever()
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
