"""The parts of the book's build that need no built book."""

import gzip
import json
import re
import subprocess
import threading
import urllib.request

import pytest
import yaml

from tests.browser import chromium
from tools import browser
from tools.book import names, serve, solutions
from tools.source.chapters import ROOT
from tools.vendor import fetch

CHAPTER = """Text before.

```{code-cell} ipython3
:tags: [exercise]
def f(x):
    raise NotImplementedError
```

```{code-cell} ipython3
:tags: [solution, hide-input]
def f(x):
    return x + 41
```

````{code-cell} ipython3
:tags: ["solution"]
fence = "```"
````

```{code-cell} ipython3
# the word solution in a comment is no tag
print("kept")
```
"""


def test_solutions_are_found_by_their_tag_alone():
    assert solutions.solutions(CHAPTER) == ["def f(x):\n    return x + 41", 'fence = "```"']


def test_withholding_takes_the_solutions_and_keeps_every_line_number():
    left = solutions.withhold(CHAPTER)
    assert "41" not in left
    assert "fence" not in left
    assert left.count("\n") == CHAPTER.count("\n")
    for kept in ("raise NotImplementedError", 'print("kept")'):
        assert left[: left.index(kept)].count("\n") == CHAPTER[: CHAPTER.index(kept)].count("\n")


@pytest.mark.parametrize(
    "page, number",
    [
        ("book/chapters/00-start-here", "0"),
        ("book/chapters/02-elman", "2"),
        ("book/chapters/12-next", "12"),
        ("book/index", None),
    ],
)
def test_a_chapter_is_numbered_by_the_name_of_its_file(page, number):
    assert names.number_of(page) == number


def test_the_configuration_names_no_address_and_loads_nothing_from_elsewhere():
    text = (ROOT / "_config.yml").read_text(encoding="utf-8")
    assert "://" not in text
    config = yaml.safe_load(text)
    assert "sphinx_thebe" not in config["sphinx"]["config"]["extensions"]
    assert "_static" not in config["sphinx"]["config"]["html_static_path"]
    assert re.search(r"^sphinx-book-theme==1\.1\.4$", (ROOT / "requirements.txt").read_text(), re.MULTILINE)


def test_vendored_scripts_are_locked_by_hash_and_name_no_registry():
    wanted = json.loads((fetch.HERE / "package.json").read_text())
    locked = json.loads((fetch.HERE / "package-lock.json").read_text())["packages"]
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), f"{name} is not pinned"
        assert locked[f"node_modules/{name}"]["version"] == version
    for place, package in locked.items():
        assert "resolved" not in package
        assert not place or package["integrity"].startswith("sha512-"), place


def test_npm_comes_with_the_environment_where_the_machine_has_none(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    command, environment = fetch.npm_command()
    said = subprocess.run([*command, "--version"], env=environment, capture_output=True, text=True, check=True).stdout
    assert re.match(r"\d+\.\d+", said)


def test_make_help_tells_of_every_target():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
        assert target == "help" or f"make {target} " in said


def test_make_book_takes_shown_and_withheld_and_says_so():
    done = subprocess.run(
        ["make", "book", "SOLUTIONS=perhaps", "-o", ".venv/.ready"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "SOLUTIONS is perhaps: it can be shown or withheld" in done.stdout


def test_the_server_sends_text_compressed(tmp_path):
    (tmp_path / "page.html").write_text("word " * 1000)
    (tmp_path / "font.woff2").write_bytes(b"\0" * 1000)
    serving = serve.server(tmp_path)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    try:
        for name, encoding in (("page.html", "gzip"), ("font.woff2", None)):
            address = f"http://127.0.0.1:{serving.server_port}/{name}"
            request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
            with urllib.request.urlopen(request) as answer:
                body = answer.read()
                assert answer.headers["Content-Encoding"] == encoding
                assert int(answer.headers["Content-Length"]) == len(body)
            if encoding:
                assert len(body) < 200
                body = gzip.decompress(body)
            assert body == (tmp_path / name).read_bytes()
    finally:
        serving.shutdown()
        serving.server_close()


def test_a_port_that_is_taken_is_said_with_another_to_try(tmp_path, monkeypatch, capsys):
    taken = serve.server(tmp_path)
    monkeypatch.setattr("sys.argv", ["serve", "--port", str(taken.server_port)])
    assert serve.main() == 1
    assert f"make serve PORT={taken.server_port + 1}" in capsys.readouterr().err
    taken.server_close()


def test_a_browser_that_does_not_start_is_none(monkeypatch, tmp_path):
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(broken))
    assert browser.find() is None
    assert browser.install() is None  # a browser that was named is not replaced by another one


def test_chromium_is_installed_with_apt_where_there_is_none(monkeypatch, tmp_path, capsys):
    """With an apt-get of ours, which notes what it is asked for and puts a browser into the PATH."""
    notes = tmp_path / "notes"
    apt = tmp_path / "apt-get"
    apt.write_text(
        f"#!/bin/sh\necho $@ >> {notes}\n"
        f"[ $1 = update ] && exit\nprintf '#!/bin/sh\\nexit 0\\n' > {tmp_path}/chromium\n"
        f"/bin/chmod +x {tmp_path}/chromium\n"
    )
    apt.chmod(0o755)
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "PLACES", ())
    monkeypatch.setattr(browser, "_playwrights_own", lambda: iter(()))
    monkeypatch.setattr(browser, "_privileged", list)
    assert browser.find() is None
    assert browser.install() == str(tmp_path / "chromium")
    asked = notes.read_text().splitlines()
    assert asked[0].startswith("update")
    assert asked[1].endswith("chromium")
    assert len(asked) == 2


def test_what_is_missing_is_said_where_no_browser_can_be_installed(monkeypatch, capsys):
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(browser, "install", lambda: None)
    monkeypatch.setattr("sys.argv", ["browser", "--install"])
    assert browser.main() == 1
    assert "apt-get install chromium" in capsys.readouterr().err


@pytest.mark.browser
def test_what_playwright_switches_off_in_chromium_stays_off():
    """Of two lists of features Chromium takes the last one alone, and ours is the last."""
    with chromium() as running:
        page = running.new_page()
        page.goto("chrome://version")
        lists = re.findall(r"--disable-features=(\S+)", page.locator("#command_line").inner_text())
    theirs, ours = (set(one.split(",")) for one in lists)
    assert len(theirs) > 5
    assert theirs <= ours
    assert set(browser.UNSEEN) <= ours
