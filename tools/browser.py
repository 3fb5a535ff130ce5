"""Finds a Chromium for the tests of the book, and installs one where there is none.

    python -m tools.browser            say which browser is there
    python -m tools.browser --install  install Chromium if there is none, or say exactly what is missing

The tests need nothing but a browser of the Chromium family: Chromium, Chrome or Edge.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Chromium prepares these with every window, and no test sees them: the lists of its address bar, and a process for a
# page that may follow. Without them a page is open in half the processor's time.
UNSEEN = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess")
# Of two lists Chromium takes the last alone: so this one begins with what Playwright switches off.
PLAYWRIGHTS = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    "msEdgeUpdateLaunchServicesPreferredVersion",
    "msForceBrowserSignIn",
)
# What has to be switched off so that a headless Chromium talks to nobody but the page under test.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join((*PLAYWRIGHTS, *UNSEEN))}",
)
COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
)
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
MISSING = """\
The tests of the book need Chromium, and none was found or could be installed.
Install one of Chromium, Google Chrome or Microsoft Edge, for example
  Debian, Ubuntu   sudo apt-get install chromium
  Fedora           sudo dnf install chromium
  macOS            brew install --cask chromium
or say where it is: CHROMIUM=/path/to/chromium make test"""


def find() -> str | None:
    """The path of a Chromium that starts, or None."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[str]:
    if named := os.environ.get("CHROMIUM"):
        yield named
        return
    yield from filter(None, map(shutil.which, COMMANDS))
    yield from filter(os.path.exists, PLACES)
    yield from filter(os.path.exists, _playwrights_own())


def _playwrights_own() -> Iterator[str]:
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        return
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    yield path


def _starts(path: str) -> bool:
    """Ubuntu's chromium-browser may be a note that asks for snap: only what answers counts."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def install() -> str | None:
    """Install Chromium by the system's package manager, else by playwright. Returns its path, or None."""
    if os.environ.get("CHROMIUM"):
        return None
    privileged = _privileged()
    if privileged is not None:
        print("Installing Chromium with apt-get ...", flush=True)
        _run([*privileged, "apt-get", "update", "-qq"])
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _run([*privileged, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], env=quiet)
        if found := find():
            return found
    print("Installing Chromium with playwright ...", flush=True)
    _run([sys.executable, "-m", "playwright", "install", "chromium"])
    return find()


def _privileged() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo where it asks for no password; None: unusable."""
    if platform.system() != "Linux" or shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def _run(command: list[str], env: dict[str, str] | None = None) -> None:
    """Run a step of the installation; its last lines are shown if it fails, and the next way is tried."""
    done = subprocess.run(command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        print(f"  {' '.join(command)} failed:", *done.stdout.strip().splitlines()[-3:], sep="\n    ", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="Find Chromium for the tests of the book.")
    parser.add_argument("--install", action="store_true", help="install it if there is none")
    wanted = parser.parse_args()
    path = find() or (install() if wanted.install else None)
    print(f"Browser of the tests: {path}" if path else MISSING, file=sys.stdout if path else sys.stderr)
    return 0 if path and Path(path).exists() else 1


if __name__ == "__main__":
    sys.exit(main())
