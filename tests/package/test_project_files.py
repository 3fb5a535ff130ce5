"""Files that hosts and editors read: they parse, and what they repeat agrees with its only source."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from lstmlab._version import __version__

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_citation_names_this_version_this_address_and_this_licence():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == __version__
    assert citation["repository-code"] == PROJECT["urls"]["Repository"]
    assert citation["license"] == PROJECT["license"]


def test_each_hook_runs_a_command_of_make_test():
    repositories = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    entries = [hook["entry"].split() for one in repositories for hook in one["hooks"]]
    assert len(entries) >= 4
    for python, flag, module, *_ in entries:
        assert (python, flag) == (".venv/bin/python", "-m")
        assert f'"{module}"' in read("tools/run_tests.py")


@pytest.mark.parametrize("path", [one for one in FORMS if one.name != "config.yml"], ids=lambda path: path.stem)
def test_an_issue_form_asks_for_something(path):
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= set(form)
    ids = [field["id"] for field in form["body"]]
    assert len(set(ids)) == len(ids)
    assert any(field["validations"]["required"] for field in form["body"])


def test_the_container_sets_up_the_project_with_a_command_of_the_readme():
    container = json.loads(read(".devcontainer/devcontainer.json"))
    assert container["postCreateCommand"] == "make setup"
    assert f"python:{PROJECT['requires-python'].removeprefix('>=')}" in container["image"]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md"])
def test_links_to_files_of_the_project_lead_somewhere(name):
    for target in re.findall(r"\]\(([^)#:]+)\)", read(name)):
        assert (ROOT / target).exists(), f"{name} links to {target}"


def test_paths_that_the_contributing_guide_names_exist():
    named = re.findall(r"`((?:lstmlab|tests|book|tools|experiments)/[\w./-]+)`", read("CONTRIBUTING.md"))
    for path in (one for one in named if "NN-name" not in one):
        assert (ROOT / path).exists(), f"CONTRIBUTING.md names {path}"


def test_the_commands_that_the_readme_names_are_targets_of_the_makefile():
    targets = set(re.findall(r"^([\w-]+):", read("Makefile"), flags=re.MULTILINE))
    named = set(re.findall(r"`make ([\w-]+)", read("README.md") + read("CONTRIBUTING.md")))
    assert named - targets == set()


def test_no_text_in_a_hidden_folder_becomes_a_page_of_the_book():
    # Pages outside the table of contents are left out by themselves, but for those in folders such as .github.
    left_out = yaml.safe_load(read("_config.yml"))["exclude_patterns"]
    tracked = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    hidden = {name.split("/")[0] for name in tracked.split() if name.startswith(".")}
    assert hidden
    assert hidden <= set(left_out)
