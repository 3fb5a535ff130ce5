"""Submissions that try to take points, or to spoil the grades of others. Each is a kind, kept with what became of it.

The answer that they hand in is wrong. It stays wrong, in whatever way they say otherwise; an honest answer in the same
notebook keeps its points.
"""

import contextlib
import json
import os
import random
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from lstmlab.grading import cli, jail, judge
from lstmlab.grading.notebook import Cell
from lstmlab.grading.records import Store
from lstmlab.grading.session import Session, Verdict

pytestmark = pytest.mark.jail

LIMITS = jail.Limits(cell=15.0, notebook=120.0, memory=1_500_000_000)
NAME = "hello.scale"
HONEST = 'def scale(x, factor):\n    return x * factor\ncheck("hello.scale", scale)'


def verdicts(*code, limits=LIMITS):
    """What became of the check in each of these cells, and of an honest one after them; which cells were left out."""
    cells = [Cell(k, textwrap.dedent(one), ("check",)) for k, one in enumerate([*code, HONEST], 1)]
    found, stopped = Session(4_711, jail.best(), limits, jail.Jail).run(cells, {})
    by_cell = {}
    for one in found.get(NAME, []):
        by_cell.setdefault(one.cell, []).append(one.status)
    return by_cell, {one.cell: one.reason for one in stopped}


# The body of `def f(x, factor):`. What comes back is odd, wrong, or looks around for what is expected.
RETURNED = {
    "an object that looks at the stack": """
        class Sneak:
            def __array__(self, *given, **more):
                import sys
                frame = sys._getframe()
                while frame:
                    for name in ("expected", "right", "other"):
                        if name in frame.f_locals:
                            return frame.f_locals[name]
                    frame = frame.f_back
                return x
        return Sneak()""",
    "an object that equals everything": """
        class Same:
            def __eq__(self, other): return True
            def __len__(self): return len(x)
            def __iter__(self): return iter(x)
        return Same()""",
    "an array class of its own": """
        class Mine(np.ndarray):
            def __array_ufunc__(self, *given, **more): return True
            def __eq__(self, other): return True
        return x.view(Mine)""",
    "a number of its own": """
        class Five(float):
            def __eq__(self, other): return True
            def __sub__(self, other): return 0.0
            __rsub__ = __sub__
        return Five(5)""",
    "not a number": "return x * np.nan",
    "infinity": "return x * np.inf",
    "a huge array": "return np.broadcast_to(np.float64(1), (10**6, 10**6))",
    "a large array": "return np.ones(5_000_000)",
    "a masked array": "return np.ma.masked_all(x.shape)",
    "objects": "return np.array([object()] * 3)",
    "a structure": "return np.zeros(3, dtype='f8,i4')",
    "a list in itself": """
        row = []
        row.append(row)
        return row""",
    "lists in lists": """
        row = x
        for _ in range(100_000):
            row = [row]
        return row""",
    "many lists": "return [[[0] * 1000] * 1000] * 1000",
    "a text of 10 MB": "return 'x' * 10_000_000",
    "half a letter": "return '\\ud800'",
    "a huge number": "return 7 ** 300_000",
    "a generator without end": """
        while True:
            yield x""",
    "a function": "return lambda: x",
    "the function": "return f",
    "a dict with odd keys": "return {f: x, (1, 2): x, None: x, '\\ud800': x}",
    "dates": "return np.array(['2020-01-01'], dtype='M8[D]')",
    "letters": "return np.array(['1.0'] * len(x))",
    "a class": "return type('T', (), {'__array__': lambda self: x})",
    "a coroutine": """
        async def later(): return x
        return later()""",
    "an error with half a letter": "raise ValueError('\\ud800\\x1b[2J\\0')",
    "an error of 10 MB": "raise ValueError('x' * 10_000_000)",
    "an error that cannot be shown": """
        class Odd(Exception):
            def __str__(self): raise RuntimeError
            def __getattribute__(self, name): raise RuntimeError
        raise Odd""",
    "an error that is named like a page": "raise type('<script>alert(1)</script>', (Exception,), {})('=cmd|0')",
    "an exit": "raise SystemExit(0)",
    "the stop button": "raise KeyboardInterrupt",
    "a deep recursion": "return f(x, factor)",
    "much printing": """
        for _ in range(100_000): print('x' * 100)
        return x""",
    "many warnings": """
        import warnings
        for k in range(5_000): warnings.warn(str(k))
        return x""",
    "the input, changed": """
        x *= 1
        x += 1
        return x""",
    "nothing said": "print('passed, 1 of 1 points')",
}  # fmt: skip


def asked(body):
    return f"import numpy as np\ndef f(x, factor):\n{textwrap.indent(textwrap.dedent(body).strip(), '    ')}\n" + (
        'check("hello.scale", f)'
    )


def test_an_odd_result_is_wrong_and_harms_nobody():
    found, stopped = verdicts(*map(asked, RETURNED.values()))
    statuses = dict(zip(RETURNED, (found.get(k, ["lost"]) for k in range(1, len(RETURNED) + 1)), strict=True))
    assert {name: status for name, status in statuses.items() if status != ["failed"]} == {}
    assert found[len(RETURNED) + 1] == ["passed"]
    assert stopped == {}


# Cells that hand in a wrong answer and try to have it called right. `f` is that answer.
FORGED = {
    "another comparison": "import lstmlab.checking.diagnosis.compare as c; c.close = c.near = lambda *given: True",
    "another judge": "import lstmlab.checking.diagnosis.attempt as a; a.judge = lambda *given: a.Judgement()",
    "another examination": "import lstmlab.checking.api as a; a.examine = lambda *given: 1 / 0",
    "another check": "check = lambda *given: 'passed'\nimport lstmlab.checking; lstmlab.checking.check = check",
    "another message": "import lstmlab.grading.wire as w; w.Packer.pack = lambda self, value, level=0: True",
    "another signature": "f.__signature__ = 3; f.__name__ = 7; f.__code__ = f.__code__",
    "a result by hand": "import sys; sys.modules['__main__'].Line.say(LINE, **{'is': 'passed', 'points': 1000})",
    "other names for calls": "import lstmlab.grading.near as n; n.answer = lambda *given: b'{}'",
}
WRITES = "import os\nfor k in range(3, 64):\n    try:\n        os.write(k, {bytes!r})\n    except OSError: pass\n"
# Cells after which the process is gone, or the line to the judge is spoilt: each is left out, and all is run again.
ENDING = {
    "an exit of the process": "import os; os._exit(0)",
    "a signal to itself": "import os; os.kill(os.getpid(), 9)",
    "a crash": "import ctypes; ctypes.string_at(0)",
    "garbage on the line": WRITES.format(bytes=b"\xff" * 64),
    "the line closed": "import os; os.closerange(3, 64)",
    "a source that the reader dies of": "x = " + "-" * 200_000 + "1\nimport os; os._exit(0)",
}


BY_DAY = ("another comparison", "another message")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in BY_DAY else pytest.mark.night) for name in FORGED]
)
def test_a_forged_verdict_counts_for_nothing(name):
    wrong = 'def f(x, factor):\n    return x\n{}\nfrom lstmlab import check\ncheck("hello.scale", f)'
    found, _ = verdicts(wrong.format(FORGED[name]))
    assert "passed" not in found.get(1, [])


def test_a_forged_end_is_the_end_of_this_notebook_alone():
    end = WRITES.format(bytes=b'\x0c\0\0\0\0\0\0\0{"is":"end"}')
    assert verdicts(f'{end}\ncheck("hello.scale", lambda x, factor: x)') == ({}, {})


def test_a_cell_that_ends_the_jail_costs_itself_alone():
    found, stopped = verdicts(*(f'{code}\ncheck("hello.scale", lambda x, factor: x)' for code in ENDING.values()))
    assert found.pop(len(ENDING) + 1) == ["passed"]
    assert [one for each in found.values() for one in each if one == "passed"] == []
    assert set(stopped) <= set(range(1, len(ENDING) + 1))
    assert len(stopped) >= len(ENDING) - 2  # a long row of signs is a syntax error in some versions of Python


def test_checks_without_end_are_stopped():
    found, stopped = verdicts('while True:\n    check("hello.scale", lambda x, factor: x)')
    assert found[2] == ["passed"]
    assert stopped == {1: "cell 1 checks more than 300 answers"}


SOURCES = {
    "a sum of 3,000 terms": "x = " + " + ".join(["1"] * 3_000),
    "half a letter": "x = '\ud800'",
    "brackets in brackets": "x = " + "(" * 5_000 + ")" * 5_000,
    "a zero byte": "x = '\0'",
    "bytes of another alphabet": "x = '\u202e\u2066'",
    "a syntax error": "def f(:",
    "a line without end": "x = (",
}


def test_a_source_that_cannot_be_read_costs_itself_alone():
    found, stopped = verdicts(*SOURCES.values())
    assert found == {len(SOURCES) + 1: ["passed"]}
    assert stopped == {}


def notebook(*code):
    cells = [{"cell_type": "code", "metadata": {"tags": ["check"]}, "source": one, "outputs": []} for one in code]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def class_of_odd_files(folder):
    """Submissions with odd names and contents; how many points each is worth, None where it cannot be graded."""
    good, odd = notebook(HONEST), {}
    for name in (b"ada.ipynb", b"=cmd|' -C calc'!A0.ipynb", b"a\nb,\"c\".ipynb", b"\xff\xfe.ipynb", b"-x.ipynb",
                 b"\x1b[2J.ipynb", b"@sum(1).ipynb", "\u202eodd.ipynb".encode(), b"x" * 200 + b".ipynb"):  # fmt: skip
        odd[name] = good, 1
    for name, data in {
        b"gzip.ipynb": b"\x1f\x8b" + good,
        b"cut.ipynb": good[:-20],
        b"empty.ipynb": b"",
        b"deep.ipynb": b"[" * 200_000,
        b"text.ipynb": b"def scale(x, factor): return x * factor",
        b"digits.ipynb": b'{"cells": ' + b"9" * 6_000 + b"}",
        b"large.ipynb": good + b" " * 31_000_000,
        b"other.ipynb": notebook("print(1)"),
        b"code.ipynb": notebook(HONEST, "x = 1\n" * 60_000),
        b"unknown.ipynb": notebook('check("no.such", 1)'),
    }.items():
        odd[name] = data, None
    where = os.fsencode(folder)
    for name, (data, _) in odd.items():
        with open(os.path.join(where, name), "wb") as file:
            file.write(data)
    os.symlink(os.path.join(where, b"ada.ipynb"), os.path.join(where, b"link.ipynb"))
    os.mkfifo(os.path.join(where, b"pipe.ipynb"))
    return {name: points for name, (_, points) in odd.items()} | {b"link.ipynb": None, b"pipe.ipynb": None}


class Quick(Session):
    """Grades honest answers without a jail: here it is all about names and files."""

    def run(self, found, wanted):
        right = any(cell.code == HONEST for cell in found)
        return {NAME: [Verdict(1, "passed" if right else "failed")]}, []


def test_odd_files_are_rows_with_a_reason_and_the_others_are_graded(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(judge, "Session", Quick)
    folder, into, table = tmp_path / "handed in", tmp_path / "grades", tmp_path / "grades.csv"
    folder.mkdir()
    expected = class_of_odd_files(folder)
    command = ["grade", str(folder), "--into", str(into), "--csv", str(table), "--processes", "1"]
    assert cli.main(command) == 1
    store = Store(into)
    found = {name: store.load(os.fsdecode(os.path.join(os.fsencode(folder), name))) for name in expected}
    assert {name: None if one.reason else one.points for name, one in found.items()} == expected
    written, printed = table.read_bytes().decode("utf-8"), capsys.readouterr().out
    assert not set(written + printed) & set("\x1b\u202e\r")
    rows = written.splitlines()
    assert len(rows) == 1 + len(expected)
    assert not [row for row in rows if row.lstrip('"')[:1] in ("=", "+", "@", "-")]
    # What is done is left alone; what was handed in anew is graded again.
    files = {path: path.stat().st_mtime_ns for path in (into / "results").iterdir() if "ada" in path.name}
    (folder / "ada.ipynb").write_bytes(notebook(HONEST.replace("* factor", "+ factor")))
    table.unlink()
    cli.main(command)
    assert store.load(str(folder / "ada.ipynb")).points == 0
    assert all(path.stat().st_mtime_ns > before for path, before in files.items())


def killed(folder, into, seconds, temporary, after_one):
    """Grade a folder, and end the grader in the hardest way: so long after its start, or after its next result."""
    command = [sys.executable, "-m", "lstmlab.grading", "grade", str(folder), "--into", str(into), "--processes", "2"]
    had = len(list(into.glob("results/*.json")))
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"TMPDIR": str(temporary)}
    ) as grader:
        until = time.monotonic() + 60
        while after_one and len(list(into.glob("results/*.json"))) == had and grader.poll() is None:
            assert time.monotonic() < until
            time.sleep(0.01)
        with contextlib.suppress(subprocess.TimeoutExpired):
            grader.wait(seconds)
        grader.kill()


def left_behind(temporary):
    """What the grader has put among temporary files, and processes that run a submission for nobody."""
    found = [path.name for path in temporary.iterdir()]
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = (place / "stat").read_text().rsplit(")", 1)[1].split()[1]
            if parent == "1" and b"lstmlab.grading.inside" in (place / "cmdline").read_bytes():
                found.append(place.name)
    return found


@pytest.mark.parametrize("size,kills", [(3, 1), pytest.param(100, 20, marks=pytest.mark.night)])
def test_a_grader_that_is_killed_goes_on_where_it_was(tmp_path, size, kills):
    folder, into = tmp_path / "handed in", tmp_path / "grades"
    folder.mkdir()
    for k in range(size):
        (folder / f"{k:03}.ipynb").write_bytes(notebook(HONEST, f"learner = {k}"))
    temporary, seen, moments = tmp_path / "temporary", {}, random.Random(size)
    temporary.mkdir()
    for k in range(kills):
        killed(folder, into, moments.uniform(0.0, 2.0), temporary, after_one=k % 3 > 0)
        done = {path.name: path.stat().st_mtime_ns for path in (into / "results").glob("*.json")}
        assert {name: done.get(name) for name in seen} == seen  # nothing is lost, nothing graded twice
        for path in (into / "results").glob("*.json"):
            json.loads(path.read_bytes())
        seen = done
    time.sleep(0.5)
    assert left_behind(temporary) == []
    assert cli.main(["grade", str(folder), "--into", str(into), "--processes", "2"]) == 0
    done = {path.name: path.stat().st_mtime_ns for path in (into / "results").glob("*.json")}
    assert {name: done.get(name) for name in seen} == seen
    assert len(done) == size
    store = Store(into)
    assert {store.load(str(path)).points for path in folder.iterdir()} == {1}
