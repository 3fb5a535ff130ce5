"""A folder at an address of this machine, as the book is on the net."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.book.serve import server


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address, without a slash at its end. What is not there is answered with 404."""
    serving = server(folder)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{serving.server_port}"
    finally:
        serving.shutdown()
        serving.server_close()
