"""The pages that come back: for a learner the cards, for an instructor the class."""

import inspect
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from benchmarks import alike as measured
from lstmlab import exercises
from lstmlab._version import __version__
from lstmlab.checking import examine
from lstmlab.checking.diagnosis.edits import mistaken
from lstmlab.grading import alike, cli, editions, feedback, records, report, tables, trees
from lstmlab.grading.judge import Grade
from lstmlab.grading.records import Store
from tools.source.chapters import ROOT

STEP = exercises.get("elman.step")
BAD = "<script>alert(1)</script>"


def graded(function, note="", name="elman.step"):
    result = examine(exercises.get(name), function, 3)
    points = result.max_points if result.status == "passed" else 0
    return Grade(name, result.status, points, result.max_points, result.mistakes, note, result.card)


def record(name, *grades, reason="", seconds=1.0):
    return records.Record(name, "", reason, grades, seconds)


def wrong():
    return mistaken(STEP, [next(one for one in STEP.mistakes if one.name == "no-tanh")])


class Read(HTMLParser):
    """The words of a page, its elements, and every address that it names."""

    def __init__(self, page):
        super().__init__()
        self.words, self.tags, self.addresses, self.ids = [], [], [], []
        self.feed(page.replace("<wbr>", ""))

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("href", "src")]
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def test_a_learner_gets_the_cards_of_the_notebook():
    right, failed = graded(STEP.worked), graded(wrong())
    page = Read(feedback.of(record("somewhere/ada.ipynb", right, failed)))
    assert "2 of 4 points" in page.text
    assert "somewhere" not in page.text
    for hint in failed.card.hints:
        assert re.sub(r"[`\s]+", "", hint) in re.sub(r"[`\s]+", "", page.text)
    assert failed.card.section[1] in page.addresses
    assert "script" not in page.tags
    assert [one for one in page.addresses if one.startswith("#") and one[1:] not in page.ids] == []


def test_nothing_of_a_submission_becomes_part_of_a_page():
    def fails(*given):
        raise ValueError(BAD)

    one = record(f"{BAD}.ipynb", graded(fails, BAD))
    for page in (feedback.of(one), feedback.of(record(BAD, reason=BAD)), report.of([one, record(BAD, reason=BAD)])):
        assert "script" not in Read(page).tags
        assert BAD not in page


def test_the_class_page_counts_mistakes_and_statuses():
    made = [record(f"{k}.ipynb", graded(wrong()), seconds=k) for k in range(3)]
    made += [record("right.ipynb", graded(STEP.worked)), record("b.ipynb", reason="The file is a folder.")]
    assert report.mistakes(made) == [("elman.step", "no-tanh", 3)]
    text = Read(report.of(made)).text
    assert "Submissions graded: 4. Could not be graded: 1." in text
    like = next(one.behaves_like for one in STEP.mistakes if one.name == "no-tanh")
    assert f"elman.step {like} 3" in text
    assert "elman.step 1 3 0" in text  # passed, failed, not attempted
    assert "90 to 100 % 1" in text
    assert "0 to 9 % 3" in text
    assert "b.ipynb The file is a folder." in text
    assert "Slowest Submission Seconds 2.ipynb 2.0" in text


def test_the_commands_write_the_pages_of_what_was_graded(tmp_path, capsys, monkeypatch):
    for command in ("feedback", "report"):
        assert cli.main([command, "--into", str(tmp_path / "none")]) == 2
        assert "first lstmlab grade" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    store = Store(tmp_path, 7)  # a seed that was given; the pages need none
    monkeypatch.chdir(tmp_path)
    for name in ("ada.ipynb", "bob.ipynb", "gone.ipynb"):
        (tmp_path / name).write_text("{}")
    store.save("gone.ipynb", record("gone.ipynb", graded(wrong())))
    store.save("ada.ipynb", record("ada.ipynb", graded(wrong())))
    store.save("bob.ipynb", record("bob.ipynb", reason="The file is a folder."))
    assert cli.main(["feedback", "--into", str(tmp_path)]) == 0
    (tmp_path / "gone.ipynb").unlink()  # what was taken back is shown no longer
    for command in ("feedback", "report"):
        assert cli.main([command, "--into", str(tmp_path)]) == 0
    pages = sorted((tmp_path / "feedback").iterdir())
    assert [page.name.split(".ipynb")[0] for page in pages] == ["ada", "bob"]
    assert "0 of 2 points" in Read(pages[0].read_text("utf-8")).text
    assert "no-tanh" not in pages[0].read_text("utf-8")  # in words, not by its name
    assert "Submissions graded: 1." in Read((tmp_path / "class.html").read_text("utf-8")).text


@pytest.mark.parametrize("text", ["\ud800", "\x1b[2J", "\u202e", "a" * 10_000, "\r"])
def test_what_is_kept_can_be_shown_anywhere(tmp_path, text):
    store = Store(tmp_path, 1)
    back = store.save("a.ipynb", record("a.ipynb", graded(STEP.worked, text)))
    note = back.grades[0].note
    assert text not in note
    assert len(note) <= records.MOST_LETTERS
    note.encode("utf-8")
    assert back.grades[0].card == graded(STEP.worked).card


STUDENT = """
def forward(xs, h0, W_x, W_h, b):
    states = []
    h = h0
    for x in xs:
        h = np.tanh(x @ W_x + h @ W_h + b)
        states.append(h)
    return np.stack(states), len(states) * 3
"""
RENAMED = """
def forward(inputs, start, wx, wh, bias):
    'My own words.'
    found = []
    state = start
    for one in inputs:  # each step
        state = np.tanh(bias + state @ wh + one @ wx)
        found.append(state)
    return np.stack(found), 3 * len(found)
"""
OTHER = STUDENT.replace("np.tanh(", "-np.tanh(")
CALLS = "from lstmlab import elman as cells\ndef step(*given):\n    return cells.step(*given)"


def handed_in(store, name, *code, status="failed"):
    """A submission with these cells, and its result."""
    found = [{"cell_type": "code", "metadata": {}, "source": one, "outputs": []} for one in code]
    Path(name).write_text(json.dumps({"cells": found, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    grades = [Grade(one, status, 0, 2) for one in ("elman.step", "elman.forward")]
    return store.save(name, records.of(name, "", grades, 1.0, "none"))


def test_answers_that_are_alike_and_those_that_call_the_package_are_found_without_running_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = Store(tmp_path / "grades", 7)
    book = inspect.getsource(exercises.get("elman.forward").worked)
    deep = "x = " + "-" * 200_000 + "1"  # ends many a program that reads it
    bombs = [handed_in(store, f"bomb{k}.ipynb", deep, "a = " + "(" * 50_000, "raise SystemExit") for k in range(2)]
    found = [
        *bombs,
        handed_in(store, "ada.ipynb", STUDENT),
        handed_in(store, "bob.ipynb", "%pip install x", RENAMED),
        handed_in(store, "cy.ipynb", OTHER),
        handed_in(store, "dan.ipynb", CALLS, book),
        handed_in(store, "eve.ipynb", "from lstmlab import elman\ncheck('elman.step', elman.step)", book),
    ]
    like = alike.of(found)
    assert [(one.exercise, one.book, one.submissions) for one in like.groups] == [
        ("elman.forward", False, ("ada.ipynb", "bob.ipynb")),
        ("elman.forward", True, ("dan.ipynb", "eve.ipynb")),
    ]
    assert [one[:2] for one in like.calls] == [("dan.ipynb", "elman.step"), ("eve.ipynb", "elman.step")]
    assert like.pairs == ()  # one exercise alone tells nothing of a pair
    text = Read(report.of(found, ["bob is not on the roster"], like)).text
    assert "nothing about how that came" in text
    assert "not passed" in text
    assert "ada.ipynb, bob.ipynb" in text
    assert "bob is not on the roster" in text
    assert "dan.ipynb elman.step lstmlab" in text


LINE_MORE = RENAMED.replace("    found = []", "    print('begun')\n    found = []")
APART = """
def forward(xs, h0, W_x, W_h, b):
    out = np.empty((len(xs), len(h0)))
    out[0] = np.tanh(np.dot(xs[0], W_x) + np.dot(h0, W_h) + b)
    for t in range(1, len(xs)):
        out[t] = np.tanh(np.dot(xs[t], W_x) + np.dot(out[t - 1], W_h) + b)
    return out
"""


def test_answers_that_are_nearly_alike_are_found_and_read_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store, kept = Store(tmp_path / "grades", 7), tmp_path / "forms.json"
    book = inspect.getsource(exercises.get("elman.forward").worked)
    answers = {"ada": STUDENT, "bob": LINE_MORE, "cy": APART, "dan": book.replace("return", "print(1)\n    return"),
               "eve": book.replace("return", "print(2)\n    return")}  # fmt: skip
    found = [replace(handed_in(store, f"{name}.ipynb", code), key=name) for name, code in answers.items()]
    like = alike.of(found, kept)
    assert like.groups == ()
    # Two that are near to the book's are near to each other as well: they are left out.
    assert [(one.exercise, one.one, one.other) for one in like.near] == [
        ("elman.forward", ("ada.ipynb",), ("bob.ipynb",)),
    ]  # fmt: skip
    assert alike.NEAR <= like.near[0].share < 1
    text = Read(report.of(found, (), like)).text
    assert f"elman.forward not passed {100 * like.near[0].share:.0f} % ada.ipynb bob.ipynb" in text
    monkeypatch.setattr(alike, "content", None)  # nothing is read a second time
    assert alike.of(found, kept) == like
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    for broken in (b"{", b"[]", kept.read_bytes().replace(b'"reader": "', b'"reader": "0')):
        kept.write_bytes(broken)
        assert alike.of(found, kept) == like


@pytest.mark.night
def test_the_page_for_instructors_says_how_often_two_are_called_nearly_alike():
    """And what it says is what is measured."""
    page = " ".join((ROOT / "book" / "appendices" / "instructors.md").read_text("utf-8").split())
    pairs = measured.apart()
    assert f"{sum(one >= alike.NEAR for one in pairs)} of {len(pairs)} pairs" in page
    for name, shares in measured.copies(1).items():
        assert sum(one >= alike.NEAR for one in shares) >= 0.9 * len(shares), name


def test_two_names_for_one_thing_have_one_form_and_two_things_have_two():
    def of(text):
        return trees.forms([text], {"x": ["f"]})["x"]["form"]

    assert of("def f(a, b): return a * b + 1") == of("def f(x, y):\n    'says'\n    return 1 + y * x")
    different = ["a * b + 1", "a * b + 2", "a * a + 1", "a @ b + 1", "a - b", "b - a", "np.exp(a)", "np.log(a)"]
    assert len({of(f"def f(a, b): return {one}") for one in different}) == len(different)


@pytest.mark.parametrize(
    "code, said",
    [
        ("%pip install lstmlab==99.1", ["was made with lstmlab 99.1, which is newer than"]),
        ("%pip install lstmlab==0.0.9", ["was made with lstmlab 0.0.9; here is"]),
        (
            '%pip install "lstmlab[plots]==0.0.9"\n'
            'def step(x: int, h=(1, 2), *, W, U, b): pass\ncheck("elman.step", step)',
            ["was made with", "gives elman.step the arguments x, h, W, U, b, which are x, h_prev, W_x, W_h, b in this"],
        ),
        (f"%pip install lstmlab=={__version__}\ndef step(x): pass\ncheck('elman.step', step)", []),  # a mistake
        ("check('elman.stepp', step)", ["checks elman.stepp, which is no exercise here (is it elman.step?)"]),
        ("check('later.exercise', step)", ["checks later.exercise, which is no exercise here"]),
    ],
)
def test_a_notebook_of_another_version_is_told_as_what_it_is(code, said):
    data = json.dumps({"cells": [{"cell_type": "code", "metadata": {}, "source": code, "outputs": []}]}).encode()
    found = editions.remarks(data)
    assert len(found) == len(said)
    for one, begin in zip(found, said, strict=True):
        assert one.startswith(begin)
    one = records.of("ada.ipynb", "", [graded(STEP.worked)], 1.0, "none", found)
    for text in (Read(feedback.of(one)).text, tables.text([one])):
        assert all(begin in text for begin in said)
