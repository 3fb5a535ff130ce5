"""What is handed in beside plain answers: accidents of honest learners, and attempts to take points or to do harm.

Each case is the contents of one file and the points that it is worth; None where it has to be a row with a reason. The
exercise is `hello.scale`, worth one point. In an attempt `{folder}`, `{results}`, `{secret}`, `{port}`, `{socket}` and
`{judge}` stand for what is really there: the class, its results, a file, two listeners, the grader's process.
"""

import json
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

RIGHT = "def scale(x, factor):\n    return x * factor"
WRONG = "def scale(x, factor):\n    return x"
CHECK = 'check("hello.scale", scale)'


@dataclass(frozen=True)
class Case:
    """A file that is handed in, and what it is worth."""

    data: bytes
    points: int | None


def cell(source: Any, *tags: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {"tags": list(tags)}, "source": source, "outputs": [], **more}


def file(*cells: Any, **more: Any) -> bytes:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more).encode()


SETUP = cell("%pip install --quiet lstmlab\nfrom lstmlab import check, score", "setup")
ANSWER, CHECKED = cell(RIGHT, "exercise"), cell(CHECK, "check")
PLAIN = file(SETUP, ANSWER, CHECKED)


def with_own(source: str, *tags: str) -> bytes:
    """A right answer, with a cell of the learner's before it, and the same text in the answer's cell, above it."""
    source = textwrap.dedent(source).strip()
    return file(SETUP, cell(source, *tags), cell(f"{source}\n{RIGHT}", "exercise"), CHECKED)


def beside(source: str, *tags: str) -> bytes:
    """A right answer, with a cell of the learner's before it."""
    return file(SETUP, cell(textwrap.dedent(source).strip(), *tags), ANSWER, CHECKED)


def edited(change: Callable[[dict[str, Any]], Any]) -> bytes:
    """The plain notebook with its JSON changed."""
    content = json.loads(PLAIN)
    change(content)
    return json.dumps(content).encode()


def untagged(content: dict[str, Any]) -> None:
    for one in content["cells"]:
        one["metadata"] = {}


# Honest: the answer is right, and counts.
HONEST: dict[str, bytes] = {
    "plain": PLAIN,
    "line ends of Windows in the file": json.dumps(json.loads(PLAIN), indent=1).replace("\n", "\r\n").encode(),
    "line ends of Windows in the cells": edited(
        lambda nb: nb["cells"][1].update(source=RIGHT.replace("\n", "\r\n"))
    ),
    "line ends of an old Mac": edited(lambda nb: nb["cells"][1].update(source=RIGHT.replace("\n", "\r"))),
    "a byte order mark": b"\xef\xbb\xbf" + PLAIN,
    "UTF-16, as an editor of Windows saves it": PLAIN.decode().encode("utf-16"),
    "lines without their ends": edited(lambda nb: nb["cells"][1].update(source=RIGHT.split("\n"))),
    "lines in a list": edited(lambda nb: nb["cells"][1].update(source=RIGHT.splitlines(keepends=True))),
    "a format of the future": edited(lambda nb: nb.update(nbformat=5)),
    "no format": edited(lambda nb: (nb.pop("nbformat"), nb.pop("nbformat_minor"), nb.pop("metadata"))),
    "ids twice": edited(lambda nb: [one.update(id="same") for one in nb["cells"]]),
    "cells without metadata and outputs": edited(
        lambda nb: [(one.pop("metadata"), one.pop("outputs")) for one in nb["cells"]]
    ),
    "all tags lost": edited(untagged),
    "metadata that are a list": edited(lambda nb: [one.update(metadata=[1]) for one in nb["cells"]]),
    "tags that are a word": edited(lambda nb: [one["metadata"].update(tags="check") for one in nb["cells"]]),
    "metadata of Colab": edited(
        lambda nb: (
            untagged(nb),
            nb["metadata"].update(colab={"provenance": [], "toc_visible": True}, accelerator="GPU"),
            [one["metadata"].update(id=f"x{k}", colab={"base_uri": "https://localhost:8080/"})
             for k, one in enumerate(nb["cells"])],
        )
    ),
    "metadata of VS Code": edited(
        lambda nb: [one["metadata"].update(vscode={"languageId": "python"}) for one in nb["cells"]]
    ),
    "a kernel of another language": edited(
        lambda nb: nb["metadata"].update(kernelspec={"name": "julia-1.9", "language": "julia"})
    ),
    "NaN in the metadata": PLAIN.replace(b'"metadata": {}, "nbformat"', b'"metadata": {"x": NaN}, "nbformat"'),
    "outputs of 5 MB": edited(lambda nb: nb["cells"][2].update(outputs=[{"text": "0.1 " * 1_250_000}])),
    "outputs that are none": edited(lambda nb: nb["cells"][2].update(outputs=[None, 3, {"data": None}, {"data": [1]}])),
    "a thousand empty cells": file(SETUP, *[cell("")] * 1_000, ANSWER, CHECKED),
    "the check in the answer's cell": file(SETUP, cell(f"{RIGHT}\n{CHECK}", "exercise")),
    "the answer in the check's cell": file(SETUP, cell(f"{RIGHT}\n{CHECK}", "check")),
    "the answer in the figure's cell": file(SETUP, cell(RIGHT, "figure"), CHECKED),
    "the answer in an experiment's cell": file(SETUP, cell(RIGHT, "experiment"), CHECKED),
    "the answer in the set-up cell": file(cell(f"from lstmlab import check\n{RIGHT}", "setup"), CHECKED),
    "an answer in two cells": file(
        SETUP, cell("def twice(x, factor):\n    return x * factor"),
        cell("def scale(x, factor):\n    return twice(x, factor)", "exercise"), CHECKED,
    ),
    "a helper in an experiment's cell": file(
        SETUP, cell("def twice(x, factor):\n    return x * factor\nwhile False:\n    pass", "experiment"),
        cell("def scale(x, factor):\n    return twice(x, factor)", "exercise"), CHECKED,
    ),
    "an answer split in the middle": file(SETUP, cell("def scale(x, factor):"), ANSWER, cell("    return x"), CHECKED),
    "the answer below its check": file(SETUP, cell("# here", "exercise"), CHECKED, cell(RIGHT)),
    "cells in the reverse order": file(CHECKED, ANSWER, SETUP),
    "no set-up cell": file(ANSWER, CHECKED),
    "no check cell, but its id": file(
        SETUP, {**ANSWER, "metadata": {"nbgrader": {"grade_id": "hello-scale-answer", "solution": True}}}
    ),
    "a name of its own": file(SETUP, cell(RIGHT.replace("scale", "mine")), cell('check("hello.scale", mine)', "check")),
    "a lambda": file(SETUP, cell("scale = lambda x, factor: x * factor", "exercise"), CHECKED),
    "arguments the other way round": file(SETUP, ANSWER, cell('check(scale, "hello.scale")')),
    "arguments by name": file(SETUP, ANSWER, cell('check(answer=scale, name="hello.scale")')),
    "check by another name": file(cell("from lstmlab import check as c"), ANSWER, cell('c("hello.scale", scale)')),
    "check of the module": file(cell("import lstmlab"), ANSWER, cell('lstmlab.check("hello.scale", scale)')),
    "check in a loop": file(SETUP, ANSWER, cell('for name, f in [("hello.scale", scale)]:\n    check(name, f)')),
    "check under a condition": file(SETUP, ANSWER, cell(f'if __name__ == "__main__":\n    {CHECK}', "check")),
    "check in a print": file(SETUP, ANSWER, cell(f"print({CHECK})", "check")),
    "check in an assert": file(SETUP, ANSWER, cell(f'assert {CHECK}.status == "passed"', "check")),
    "check taken away": file(SETUP, cell(f"check = None\n{RIGHT}", "exercise"), CHECKED),
    "first wrong, then right": file(SETUP, cell(WRONG), CHECKED, ANSWER, CHECKED),
    "the answer twice": file(SETUP, ANSWER, ANSWER, CHECKED, CHECKED),
    "a library that is not there": with_own("import a_library_of_the_learners as al"),
    "something of a library that is not there": with_own("from a_library_of_the_learners.parts import one, two"),
    "Google Drive": beside("from google.colab import drive\ndrive.mount('/content/drive')"),
    "a question": beside("name = input('Your name? ')"),
    "an assertion that fails": beside("assert 1 == 2"),
    "a cell without end": beside("while True:\n    pass"),
    "an experiment without end": beside("while True:\n    pass", "experiment"),
    "a cell that sleeps": beside("import time\ntime.sleep(1000)"),
    "an exit": beside("import sys\nsys.exit()"),
    "exit, as in a terminal": beside("exit()"),
    "a file that is not there": beside("data = open('/home/ada/data.csv').read()"),
    "another folder": with_own("import os\nos.chdir('..')"),
    "names of Python's": with_own("list = [1]\nlen = 3\nsum = print = display = 0\nisinstance = type = None"),
    "numbers that raise": with_own("import numpy as np\nnp.seterr(all='raise')\nnp.random.seed(0)"),
    "warnings that raise": with_own("import warnings\nwarnings.simplefilter('error')"),
    "deeper calls": with_own("import sys\nsys.setrecursionlimit(50_000)"),
    "printing elsewhere": with_own("import sys, io\nsys.stdout = io.StringIO()"),
    "printing nowhere": with_own("import sys\nsys.stdout = None\nsys.stderr = None"),
    "logging": with_own("import logging\nlogging.basicConfig(level=0)\nlogging.info('x' * 1000)"),
    "a thread that stays": with_own(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(1000,)).start()"
    ),
    "something at the end": with_own("import atexit, time\natexit.register(time.sleep, 1000)"),
    "a picture": with_own("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"),
    "settings of IPython": with_own("%config InlineBackend.figure_format = 'retina'\n%load_ext autoreload"),
    "the time of a cell": file(SETUP, cell(f"%%time\n{RIGHT}", "exercise"), CHECKED),
    "the time of the check": file(SETUP, ANSWER, cell(f"%%time\n{CHECK}", "check")),
    "a cell of a shell": beside("%%bash\nsudo rm -rf /"),
    "a file from a cell": beside("%%writefile scale.py\ndef scale(x, factor): pass"),
    "commands of a shell": beside("!pip install torch\n!nvidia-smi\nfiles = !ls\nhere = %pwd"),
    "a form feed and tabs": file(SETUP, cell("\fdef scale(x, factor):\n\treturn x * factor\n\f", "exercise"), CHECKED),
    "letters of everywhere": with_own("größe = '🦜'\nπ = 3.14\n# \u202e\u200b"),
    "types at its arguments": file(
        SETUP, cell("import numpy as np\ndef scale(x: np.ndarray, factor: 'float') -> np.ndarray:\n"
                    "    return x * factor", "exercise"), CHECKED,
    ),
    "in a class": file(
        SETUP, cell("class Mine:\n    def scale(self, x, factor):\n        return x * factor\nscale = Mine().scale"),
        CHECKED,
    ),
    "decorated": file(
        SETUP, cell("import functools\ndef told(f):\n    @functools.wraps(f)\n    def g(*given, **more):\n"
                    f"        return f(*given, **more)\n    return g\n@told\n{RIGHT}", "exercise"), CHECKED,
    ),
    "deleted after its check": file(SETUP, ANSWER, CHECKED, cell("del scale")),
    "made by exec": file(SETUP, cell(f"exec({RIGHT!r})", "exercise"), CHECKED),
    "cells of other types": file(SETUP, {"cell_type": "raw", "source": WRONG}, {"cell_type": "x"}, ANSWER, CHECKED),
    "sources of odd types": file(cell(None), cell(3), cell({"a": 1}), cell([1, None]), SETUP, ANSWER, CHECKED),
}  # fmt: skip

# Not worth a point, and told so; or no notebook, and a row that says why.
LOST: dict[str, tuple[bytes, int | None]] = {
    "an untouched answer": (file(SETUP, cell("def scale(x, factor):\n    raise NotImplementedError"), CHECKED), 0),
    "a wrong answer": (file(SETUP, cell(WRONG), CHECKED), 0),
    "a syntax error": (file(SETUP, cell("def scale(x, factor)\n    return x", "exercise"), CHECKED), 0),
    "renamed, and checked by the old name": (file(SETUP, cell(RIGHT.replace("scale", "scales")), CHECKED), 0),
    "the answer in a text": (file(SETUP, {**ANSWER, "cell_type": "markdown"}, CHECKED), 0),
    "the answer in a comment": (file(SETUP, cell("# " + RIGHT.replace("\n", "\n# ")), CHECKED), 0),
    "an answer without end": (file(SETUP, cell("def scale(x, factor):\n    while True: pass"), CHECKED), 0),
    "a check of nothing": (file(SETUP, cell('check("hello.scale", None)', "check")), 0),
    "the name of another exercise": (
        file(SETUP, ANSWER, cell('check("hello.scales", scale)'), cell("'hello.scale'")),
        1,
    ),
    "format 3": (b'{"nbformat": 3, "worksheets": [{"cells": []}]}', None),
    "a page of GitHub": (b"<!DOCTYPE html>\n<html><body>01.ipynb</body></html>", None),
    "a zip": (b"PK\x03\x04" + PLAIN, None),
    "Python": (RIGHT.encode(), None),
    "half of it": (PLAIN[: len(PLAIN) // 2], None),
    "a conflict of versions": (PLAIN.replace(b'"cells"', b'<<<<<<< HEAD\n"cells"'), None),
    "another notebook": (file(cell("print(1)")), None),
    "only text": (file({"cell_type": "markdown", "source": "# hello.scale"}), None),
}

# Attempts. All in the cell of a wrong answer, before it; none of them makes it right, and none does harm.
ATTEMPTS: dict[str, str] = {
    # forging
    "the program's parts from memory": """
        import gc
        for one in gc.get_objects():
            if type(one).__name__ in ("Line", "Notebook"):
                one.say(**{"is": "check", "name": "hello.scale", "cell": 2, "note": "", "status": "passed"})""",
    "another answer to the judge": """
        import sys
        main = sys.modules["__main__"]
        main.near.answer = lambda function, asked: main.wire.Packer().message({"value": True, "error": None})""",
    "everything is equal": "import builtins\nbuiltins.isinstance = lambda *given: True",
    "everything sums to nothing": "import numpy as np\nnp.abs = np.max = np.sum = np.subtract = lambda *given: 0.0",
    "numbers that compare as one likes": """
        import numpy as np
        np.allclose = np.array_equal = np.isclose = lambda *given, **more: True""",
    "an import that brings something else": """
        import sys
        class Hook:
            def find_spec(self, name, path=None, target=None):
                if name.startswith("lstmlab"):
                    raise ImportError(name)
        sys.meta_path.insert(0, Hook())
        for name in [one for one in sys.modules if one.startswith("lstmlab")]:
            del sys.modules[name]""",
    "a module of the same name": """
        import sys, types
        for name in [one for one in sys.modules if one.startswith("lstmlab.")]:
            sys.modules[name] = types.ModuleType(name)""",
    "a look at every line": """
        import sys
        def look(frame, event, value):
            for name, one in list(frame.f_locals.items()):
                if name in ("expected", "right", "answer", "value"):
                    frame.f_locals[name] = True
            return look
        sys.settrace(look)
        sys.setprofile(look)""",
    "the calls from the stack": """
        import sys
        frame = sys._getframe()
        while frame:
            frame.f_globals["CHECKED"] = "passed"
            frame = frame.f_back""",
    "points by hand": """
        import lstmlab.checking.display.result as r
        r.CheckResult.status = property(lambda self: "passed")
        r.CheckResult.points = property(lambda self: 1000)""",
    "the registry changed": """
        from lstmlab import exercises
        one = exercises.get("hello.scale")
        object.__setattr__(one, "points", 1000)
        object.__setattr__(one, "judge", lambda x, factor: x)""",
    "the reference is the answer": """
        import lstmlab.exercises.hello.scale as s
        s.scale = s.worked = lambda x, factor: x""",
    "a result in a text": "print('hello.scale: passed, 1 of 1 points')\nprint('### BEGIN SCORE 1')",
    "a thread that answers": """
        import os, threading
        def shout():
            for k in range(3, 40):
                try: os.write(k, b'\\x02\\0\\0\\0\\0\\0\\0\\0{}')
                except OSError: pass
        threading.Thread(target=shout, daemon=True).start()""",
    "something when it is forgotten": """
        class Last:
            def __del__(self):
                while True: pass
        Last()
        import gc; gc.collect()""",
    "the clock stands still": "import time\ntime.monotonic = time.time = time.perf_counter = lambda: 0.0",
    "no signals": """
        import signal
        for k in range(1, 65):
            try: signal.signal(k, signal.SIG_IGN)
            except (OSError, ValueError): pass""",
    "an alarm that is never heard": "import signal\nsignal.setitimer = signal.alarm = lambda *given: None",
    # the class
    "another submission read": "text = open({folder!r} + '/honest-0.ipynb').read()\nopen({secret!r}, 'w').write(text)",
    "another submission changed": "open({folder!r} + '/honest-0.ipynb', 'w').write('')",
    "another submission removed": "import os\nos.remove({folder!r} + '/honest-0.ipynb')",
    "the results changed": """
        import glob, os
        for name in glob.glob({results!r} + '/*'): os.remove(name)
        open({results!r} + '/mine.json', 'w').write('passed')""",
    "the seed read": "open({secret!r}, 'w').write(open({results!r} + '/../seed').read())",
    "the class moved": "import os\nos.rename({folder!r}, {folder!r} + '-gone')",
    "a link to the results": "import os\nos.symlink({results!r}, 'mine')\nopen('mine/x.json', 'w').write('1')",
    "a hard link": "import os\nos.link({folder!r} + '/honest-0.ipynb', 'mine')\nopen('mine', 'w')",
    "through an open folder": """
        import os
        folder = os.open('..', os.O_RDONLY)
        os.open({folder!r} + '/new', os.O_CREAT | os.O_WRONLY, dir_fd=folder)""",
    "through what is open already": """
        import os
        for k in range(256):
            for way in ('/proc/self/fd/%d', '/dev/fd/%d'):
                try: open(way % k + {folder!r} + '/new', 'w')
                except OSError: pass
            try: os.fchdir(k); open('new', 'w')
            except OSError: pass
        raise OSError""",
    # the package, Python and the machine
    "the package changed": "import lstmlab.checking.diagnosis.compare as c\nopen(c.__file__, 'a').write('#')",
    "the package's cache changed": """
        import os, lstmlab.grading as g
        place = os.path.join(os.path.dirname(g.__file__), '__pycache__')
        os.makedirs(place, exist_ok=True)
        open(os.path.join(place, 'judge.cpython-311.pyc'), 'wb').write(b'x')""",
    "something at every start": """
        import site, os
        open(os.path.join(site.getsitepackages()[0], 'mine.pth'), 'w').write('import os')""",
    "something at the next start": "open('sitecustomize.py', 'w').write('1/0')\nopen('numpy.py', 'w').write('1/0')",
    "settings at home": """
        import os
        os.makedirs(os.path.expanduser('~/.ipython/profile_default/startup'), exist_ok=True)
        open(os.path.expanduser('~/.ipython/profile_default/startup/0.py'), 'w').write('1/0')""",
    "the environment": "import os\nopen({secret!r}, 'w').write(os.environ['LSTMLAB_TEST_SECRET'])",
    "the environment of others": "open({secret!r}, 'w').write(open('/proc/{judge}/environ').read())",
    "passwords": "open({secret!r}, 'w').write(open('/etc/passwd').read() + open('/etc/shadow').read())",
    "devices": "open('/dev/sda', 'wb').write(b'0')",
    "the kernel": "open('/proc/sys/kernel/hostname', 'w').write('x')\nopen('/sys/power/state', 'w').write('mem')",
    # the network
    "a listener of this machine": "import socket\nsocket.create_connection(('127.0.0.1', {port}), 2).sendall(b'mine')",
    "a listener with a file": """
        import socket
        s = socket.socket(socket.AF_UNIX)
        s.connect({socket!r})
        s.sendall(b'mine')""",
    "a packet": "import socket\nsocket.socket(type=socket.SOCK_DGRAM).sendto(b'mine', ('127.0.0.1', {port}))",
    "a name on the network": "import socket\nsocket.getaddrinfo('example.org', 80)",
    "the web": "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:{port}/', timeout=2)",
    # processes
    "a process": "import os\nif os.fork() == 0:\n    import time\n    time.sleep(1000)",
    "many processes": "import os\nwhile True:\n    os.fork()",
    "a process that leaves": "import subprocess\nsubprocess.Popen(['sleep', '1000'], start_new_session=True)",
    "processes by a library": "import multiprocessing\nmultiprocessing.Pool(4).map(abs, range(100))",
    "the end of the grader": "import os\nos.kill({judge}, 9)",
    "the end of its parent": "import os\nos.kill(os.getppid(), 9)",
    "the end of all": "import os\nos.kill(-1, 9)",
    "the grader stopped": "import os, signal\nos.kill({judge}, signal.SIGSTOP)",
    "the grader traced": """
        import ctypes
        if ctypes.CDLL(None, use_errno=True).ptrace(16, {judge}, 0, 0): raise OSError""",
    "the grader's memory": "open('/proc/{judge}/mem', 'r+b').write(b'x')",
    "another order of processes": "import os\nos.setpriority(os.PRIO_PROCESS, {judge}, 19)",
    "a terminal": "import os\nopen('/dev/tty', 'w').write('x')\nos.openpty()",
    # floods
    "printing without end": "import os\nfor _ in range(20_000): os.write(1, b'x' * 10_000)",
    "memory": "x = [bytearray(100_000_000) for _ in range(1000)]",
    "memory by NumPy": "import numpy as np\nx = [np.ones(50_000_000) for _ in range(1000)]",
    "threads": "import threading, time\nfor _ in range(5_000): threading.Thread(target=time.sleep, args=(30,)).start()",
    "files": "for k in range(300): open(str(k), 'wb').write(bytes(1_000_000))",
    "one large file": "with open('x', 'wb') as f:\n    for k in range(3_000): f.write(bytes(1_000_000))",
    "a file with a hole": "with open('x', 'wb') as f:\n    f.truncate(10**13)",
    "shared memory": "from multiprocessing import shared_memory\nshared_memory.SharedMemory(create=True, size=10**9)",
    "messages without end": """
        import gc
        line = next(one for one in gc.get_objects() if type(one).__name__ == 'Line')
        while True: line.say(**{"is": "cell", "cell": 2})""",
    "troubles without end": """
        import gc
        line = next(one for one in gc.get_objects() if type(one).__name__ == 'Line')
        for k in range(6_000): line.say(**{"is": "trouble", "cell": k, "said": "x" * 900})""",
    "a message that is too deep": """
        import os
        text = b'[' * 100_000
        data = len(text).to_bytes(4, 'little') + bytes(4) + text
        for k in range(3, 30):
            try: os.write(k, data)
            except OSError: pass""",
    "a message that promises more": """
        import os
        for k in range(3, 30):
            try: os.write(k, (3_999_999).to_bytes(4, 'little') + (19_999).to_bytes(4, 'little'))
            except OSError: pass""",
    "an open file for the judge": """
        import socket, array, os
        for k in range(3, 30):
            try:
                s = socket.socket(fileno=os.dup(k))
                s.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [0] * 50))])
            except OSError: pass""",
    "calls in calls": "import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()",
    "an expression that is searched for ever": "import re\nre.match('(a+)+$', 'a' * 40 + 'b')",
    "a number without end": "x = 10 ** (10 ** 9)",
}


def attempt(code: str, values: dict[str, object]) -> bytes:
    """A notebook with an attempt, whether or not it raises, and a wrong answer."""
    code = textwrap.dedent(code).strip()
    for name, value in values.items():
        code = code.replace(f"{{{name}!r}}", repr(value)).replace(f"{{{name}}}", str(value))
    tried = f"try:\n{textwrap.indent(code, '    ')}\nexcept Exception:\n    pass"
    return file(SETUP, cell(f"{tried}\n{WRONG}", "exercise"), CHECKED)


def cases(values: dict[str, object]) -> dict[str, Case]:
    """All of them by their names."""
    found = {f"honest: {name}": Case(data, 1) for name, data in HONEST.items()}
    found |= {f"lost: {name}": Case(*one) for name, one in LOST.items()}
    return found | {f"attempt: {name}": Case(attempt(code, values), 0) for name, code in ATTEMPTS.items()}
