"""The page for instructors walks through a term: here its commands are given, in its order, with a class of three."""

import csv
import inspect
import json
import os
import re
import shlex
from datetime import datetime

import pytest

from lstmlab import exercises
from lstmlab.checking.diagnosis.edits import mistaken
from lstmlab.grading import cli
from tools.source.chapters import ROOT

pytestmark = [pytest.mark.jail, pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")]

PAGE = (ROOT / "book" / "appendices" / "instructors.md").read_text("utf-8")
# What is no command of the course: tests/e2e run these.
OTHERS = ("git clone", "cd ", "make lab", "nbgrader ")


def blocks(kind, text=PAGE):
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def walk():
    section = PAGE[PAGE.index("## A term, step by step") : PAGE.index("## Grading with nbgrader alone")]
    return section, [line for block in blocks("shell", section) for line in block.splitlines()]


def submission(step, last='check("elman.step", step)'):
    code = ["from lstmlab import check\nimport numpy as np", step, last]
    cells = [{"cell_type": "code", "metadata": {}, "source": one, "outputs": []} for one in code]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The folder of the course as the page says it; Eve is two days late."""
    section, _ = walk()
    (tmp_path / "roster.csv").write_text(blocks("text", section)[0])
    (tmp_path / "course.toml").write_text(blocks("toml", section)[0])
    week, project = (tmp_path / "submitted" / name for name in ("week3", "project"))
    exercise = exercises.get("elman.step")
    right = inspect.getsource(exercise.worked)
    wrong = inspect.getsource(mistaken(exercise, [one for one in exercise.mistakes if one.name == "no-tanh"]))
    for path, text in (("ada.ipynb", right), ("bob/02-elman.ipynb", wrong), ("eve_late.ipynb", right)):
        (week / path).parent.mkdir(parents=True, exist_ok=True)
        (week / path).write_text(submission(text))
        day = 21 if path.startswith("eve") else 19
        os.utime(week / path, (datetime.fromisoformat(f"2026-10-{day}T12:00:00+02:00").timestamp(),) * 2)
    project.mkdir()
    (project / "ada.ipynb").write_text(submission("a = 1", "a"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_line_of_the_page_is_run():
    _, run = walk()
    lines = [line for block in blocks("shell") for line in block.splitlines()]
    left = [line for line in lines if line not in run and not line.startswith(OTHERS)]
    assert left == []
    assert all(line.startswith("lstmlab ") for line in run)
    assert {line.split()[1] for line in run} == {"grade", "feedback", "report", "export"}


def test_a_term(course, capsys):
    codes = {}
    for line in walk()[1]:
        codes[line] = cli.main(shlex.split(line)[1:])
    said = capsys.readouterr()
    apart = {line: code for line, code in codes.items() if code}
    # The project checks no exercise, and its points wait for a person: that is told.
    assert set(apart) == {line for line in codes if "project" in line}
    assert set(apart.values()) == {1}
    assert "learners with cells that wait for a grader: 1" in said.err
    rows = {row["id"]: row for row in csv.DictReader(open(course / "week3.csv", newline=""))}  # noqa: SIM115
    assert {name: row["points"] for name, row in rows.items()} == {"ada": "2", "bob": "0", "eve": "1.6"}
    assert said.out.count("ada,Ada Lovelace,ada@example.org,yes") == 1  # the table that went to the terminal
    pages = sorted(path.name for path in (course / "grades" / "week3" / "feedback").iterdir())
    assert [name.split("-")[0].split("_")[0].split(".")[0] for name in pages] == ["ada", "bob", "eve"]
    assert "no-tanh" in (course / "week3-exercises.csv").read_text()
    assert list(course.glob("autograded/ada/project/capstone.ipynb"))
