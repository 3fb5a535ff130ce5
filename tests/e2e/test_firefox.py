"""Pages that run Python, once in Firefox: an answer checked, a picture drawn, an endless loop stopped."""

import json
import time

import pytest

from tests.e2e import firefox
from tests.e2e.exercise_page import RIGHT, START, WRONG
from tests.e2e.pages import HTML, built

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.night,
    pytest.mark.skipif(firefox.find() is None, reason="no Firefox on this machine"),
]

OUT = "document.querySelector('.lab-exercise .lab-out').textContent"
STATUS = "document.querySelector('.lab-exercise .lab-status').textContent"


def press(page, name):
    page.run(
        "[...document.querySelectorAll('.lab-bar button')]"
        f".find((one) => !one.hidden && one.textContent === {json.dumps(name)}).click()"
    )


def checked(page, text):
    page.run("document.querySelector('.lab-exercise .cm-content').focus()")
    # A paste, as a reader would: keys alone would be indented by the editor.
    page.run(f"(document.execCommand('selectAll'), document.execCommand('insertText', false, {json.dumps(text)}))")
    press(page, "Check")
    page.wait(f"/one\\.|error/.test({STATUS})", 300)
    return page.run(OUT)


@pytest.mark.parametrize("how", ["served", "as a file"])
def test_firefox_checks_draws_and_stops(site, tmp_path, how):
    address = f"{site}/{START}" if how == "served" else (built(HTML) / START).as_uri()
    with firefox.firefox(tmp_path) as page:
        page.open(address)
        page.wait("window.lstmlabPage?.started")
        press(page, "Write and check it here")
        page.wait("Boolean(document.querySelector('.lab-exercise .cm-content'))")
        start = time.monotonic()
        assert "adds the factor instead of multiplying" in checked(page, WRONG)
        print(f"Firefox, {how}: first card after {time.monotonic() - start:.1f} s")
        said = checked(page, "import matplotlib.pyplot as plt\nplt.plot([1, 2])\n" + RIGHT)
        assert "Passed" in said
        assert page.run("document.querySelectorAll('.lab-exercise .lab-out img').length") == 1
        page.run("document.querySelector('.lab-exercise .cm-content').focus()")
        page.run("(document.execCommand('selectAll'), document.execCommand('insertText', false, 'while True: pass'))")
        press(page, "Check")
        time.sleep(3)
        press(page, "Stop")
        page.wait(f"/Stopped/.test({STATUS})")
        assert "Passed" in checked(page, RIGHT)
