"""One palette: each colour of the course comes from it, means one thing, can be read, and told from the others."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import lstmlab
from lstmlab import palette
from lstmlab.palette import HUES, ROLES, SAID, contrast, linear, look

PACKAGE = Path(lstmlab.__file__).parent
ROOT = PACKAGE.parent
LOOKS = {name: look(name) for name in ("light", "dark")}

# How much of each amount of light a reader's eye takes for another: normal, without red cones, without green cones.
# G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, IEEE Trans. Vis. Comput. Graph. 15 (2009), 1291-1298, table 1.
EYES = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
}


@pytest.mark.parametrize("name", LOOKS)
def test_text_can_be_read(name):
    colours = LOOKS[name]
    for text in (*HUES, *ROLES, *SAID):
        for ground in ("ground", "panel"):
            assert contrast(colours[text], colours[ground]) >= 4.5, f"{name}: {text} on {ground}"
    soft = [("ink", "blue-soft"), ("green", "green-soft"), ("orange", "orange-soft"), ("ground", "blue")]
    for text, ground in soft:
        assert contrast(colours[text], colours[ground]) >= 4.5, f"{name}: {text} on {ground}"
    assert contrast(colours["line"], colours["ground"]) >= 3, f"{name}: edges of controls"


@pytest.mark.parametrize("name", [name for name in HUES if name != "ink"])
def test_a_colour_for_both_looks_is_seen_on_either_ground(name):
    for ground in (palette.LIGHT["ground"], palette.DARK["ground"]):
        assert contrast(HUES[name].both, ground) >= 3


def test_each_letter_has_a_colour_of_its_own():
    assert len({meaning.hue for meaning in ROLES.values()}) == len(ROLES)
    assert len({meaning.hue for meaning in SAID.values()}) == len(SAID)
    assert {meaning.hue for meaning in (*ROLES.values(), *SAID.values())} <= set(HUES)


@pytest.mark.parametrize("eye,least", [("normal", 30), ("protanopia", 5), ("deuteranopia", 8)])
@pytest.mark.parametrize("name", LOOKS)
def test_the_letters_of_a_cell_can_be_told_apart(name, eye, least):
    """In CIE L*a*b*, where a distance of 2.3 is just seen. Dashes and letters are there beside it."""
    seen = {role: _lab(np.array(EYES[eye]) @ linear(LOOKS[name][role])) for role in "ifogch"}
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= least, f"{one} and {other}, {name}, {eye}"


def _lab(light):
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = to_xyz @ np.clip(light, 0, 1) / [0.9505, 1, 1.089]
    x, y, z = (np.cbrt(t) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def painted():
    yield from (path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".js", ".css"))
    yield from (ROOT / "book/static").glob("*.css")


def test_no_colour_is_written_anywhere_else():
    """The book's style sheet, which cannot read Python, repeats those of the palette; the package has none else."""
    known = {colour for colours in LOOKS.values() for colour in colours.values()}
    for path in painted():
        found = set(re.findall(r"#[0-9a-f]{6}\b|#[0-9a-f]{3}\b(?=;)", path.read_text(encoding="utf-8").lower()))
        if path == PACKAGE / "palette.py":
            continue
        allowed = known if path.suffix == ".css" and "book" in path.parts else set()
        assert found <= allowed, f"{path.relative_to(ROOT)}: {sorted(found - allowed)}"


GATES = ("gate_explorer", "gate_timeline", "latch_by_hand", "lstm_stepper", "peephole_timer", "gru_beside_lstm")


@pytest.mark.parametrize("folder", GATES)
def test_a_figure_of_gates_names_letters_and_no_hues(folder):
    """What is drawn there is i, f, o, g, c or h, and has the colour of its letter."""
    code = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "figures" / folder).glob("*.js"))
    hues = "blue|orange|purple|teal|magenta|ochre|red"
    assert re.findall(rf"(?:fill|line|tone|edge)-(?:{hues})\b|tone: \"(?:{hues})\"", code) == []


def test_contributing_says_what_each_colour_means():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for meaning in (*ROLES.values(), *SAID.values()):
        hue = "black on light, white on dark" if meaning.hue == "ink" else meaning.hue
        assert f"| {meaning.text} | {hue} |" in text
