"""An exercise of a page, as a reader works on it: opened, written, checked, handed in."""

from lstmlab.grading import cli

START = "book/chapters/00-start-here.html"
WRONG = "def scale(x, factor):\n    return x + factor"
RIGHT = "def scale(x, factor):\n    return x * factor"
CARD = ".lab-exercise .lab-out .lstmlab-card"
MINUTE = 60_000
# Counts in `started` how many Pythons of a page have started.
COUNTED = """window.started = 0;
window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => { window.started += Boolean(data.ready); });
  }
};"""


def opened(context, site, page=START):
    found = context.new_page()
    found.goto(f"{site}/{page}")
    return found


def begun(page):
    """The page with the editor of its first exercise open."""
    page.locator(".lab-bar .lab-primary", has_text="your answer").or_(
        page.get_by_role("button", name="Write and check it here")
    ).first.click()
    page.locator(".cm-content").first.wait_for()
    return page


def write(page, text):
    """Replace what stands in the editor that has the focus."""
    editor = page.locator(".lab-exercise .cm-content").first
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def checked(page, text=None):
    """The text of the card that the check shows for this answer."""
    if text is not None:
        write(page, text)
    page.locator(".lab-exercise").get_by_role("button", name="Check", exact=True).first.click()
    page.locator(".lab-exercise .lab-status", has_text="one.").or_(page.locator(".lab-error")).first.wait_for()
    return page.locator(".lab-exercise .lab-out").first.inner_text()


def marks(page):
    return page.locator(".bd-sidebar-primary .lab-mark").all_inner_texts()


def graded(path, folder):
    """The table of grades of a notebook that was handed in, without blanks. It is our own and needs no jail."""
    table = folder / "grades.csv"
    into = folder / "grades"
    assert cli.main(["grade", "--trust-submissions", str(path), "--csv", str(table), "--into", str(into)]) == 0
    return table.read_text(encoding="utf-8").replace(" ", "")
