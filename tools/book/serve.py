"""Serves the built book on this machine: python -m tools.book.serve [--port 8000]

Text and WebAssembly are sent compressed, with marks by which a browser knows what it has already, as static hosts on
the net do: sizes and times measured here are those that readers get.
"""

import argparse
import gzip
import hashlib
import re
import sys
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from tools.book.__main__ import FIRST, folder

COMPRESSED = {".html", ".css", ".js", ".mjs", ".svg", ".json", ".txt", ".ipynb", ".wasm"}


@lru_cache(maxsize=512)
def _content(path: Path, changed: int, compressed: bool) -> tuple[bytes, str]:
    """What is sent of a file in this state, and its mark."""
    body = path.read_bytes()
    mark = f'"{hashlib.sha256(body).hexdigest()[:16]}{"-gz" if compressed else ""}"'
    return (gzip.compress(body, 6) if compressed else body), mark


class Handler(SimpleHTTPRequestHandler):
    """Files of one folder, compressed where the browser takes it; what it has already is not sent again."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".ipynb": "application/x-ipynb+json",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def send_head(self):
        path = Path(self.translate_path(self.path))
        missing = Path(self.directory) / "404.html"
        if not path.exists() and missing.exists():  # as hosts do it
            body = missing.read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            return BytesIO(body)
        if path.is_dir() or not path.is_file():
            return super().send_head()
        compressed = path.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        body, mark = _content(path, path.stat().st_mtime_ns, compressed)
        known = self.headers.get("If-None-Match") == mark
        self.send_response(304 if known else 200)
        self.send_header("ETag", mark)
        # The folder of the runner has its state in its name: what lies in it never changes.
        forever = re.search(r"/page-[0-9a-f]{10}/", self.path)
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if forever else "public, max-age=600")
        if not known:
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Vary", "Accept-Encoding")
            if compressed:
                self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return BytesIO(b"" if known else body)

    def log_message(self, *words) -> None:
        """Quiet: what matters is the address, printed once."""


def server(folder: Path, port: int = 0, handler: type[Handler] = Handler) -> ThreadingHTTPServer:
    """A server of a folder on 127.0.0.1; port 0 takes any free one. Run it with `serve_forever`."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(handler, directory=str(folder)))


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
