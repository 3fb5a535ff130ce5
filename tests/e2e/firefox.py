"""Firefox without a driver: it is told what to do over WebDriver BiDi, which it speaks itself."""

import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket

COMMANDS = ("firefox", "firefox-esr")
# It asks nobody for updates, addresses or settings.
PREFERENCES = {
    "app.update.auto": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.active-protocols": 1,
    "toolkit.telemetry.enabled": False,
}


def find() -> str | None:
    """The path of a Firefox, or None."""
    return next((path for path in map(shutil.which, COMMANDS) if path), None)


class Page:
    """One tab. Raises RuntimeError with what the browser says where a command fails."""

    def __init__(self, line: websocket.WebSocket):
        self.line = line
        self.numbers = itertools.count(1)
        self.send("session.new", capabilities={})
        self.tab = self.send("browsingContext.create", type="tab")["context"]

    def send(self, method: str, **params: Any) -> Any:
        number = next(self.numbers)
        self.line.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            said = json.loads(self.line.recv())
            if said.get("id") == number:
                break
        if said["type"] != "success":
            raise RuntimeError(f"{method}: {said['error']}: {said['message']}")
        return said["result"]

    def open(self, address: str) -> None:
        self.send("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def run(self, script: str) -> Any:
        """What an expression is, as plain data."""
        said = self.send(
            "script.evaluate",
            expression=f"Promise.resolve({script}).then((found) => JSON.stringify(found ?? null))",
            target={"context": self.tab},
            awaitPromise=True,
        )
        if said["type"] == "exception":
            raise RuntimeError(said["exceptionDetails"]["text"])
        return json.loads(said["result"]["value"])

    def wait(self, script: str, seconds: float = 60.0) -> Any:
        """Ask until the answer is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := self.run(script):
                return found
            time.sleep(0.05)
        raise TimeoutError(script)

    def type(self, text: str) -> None:
        """Real keys, for what has the focus."""
        keys = [{"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")]
        self.send(
            "input.performActions", context=self.tab, actions=[{"type": "key", "id": "keyboard", "actions": keys}]
        )


@contextmanager
def firefox(profile: Path) -> Iterator[Page]:
    """A headless Firefox with a fresh profile, and its page."""
    path = find()
    assert path is not None
    lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if "WebDriver BiDi listening on" in line:
                break
        else:
            raise RuntimeError("Firefox did not start")
        address = line.split()[-1]
        yield Page(websocket.create_connection(f"{address}/session", timeout=300, suppress_origin=True))
    finally:
        process.terminate()
        process.wait(30)
