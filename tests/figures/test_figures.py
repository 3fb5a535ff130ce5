"""Figures in Python: controls that are checked, words, the still picture, and what a notebook is given to show."""

import html
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lstmlab import exercises, figures

FOLDER = Path(figures.__file__).parent
FIGURES = [getattr(figures, name) for name in figures.ALL]
PUZZLES = [each for each in exercises.registry().values() if isinstance(each, exercises.Puzzle)]


@pytest.fixture(params=FIGURES, ids=lambda cls: cls.__name__)
def figure_class(request):
    return request.param


def samples(figure_class, count, seed=0):
    """Random control values that the figure takes."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        yield {name: control.sample(rng) for name, control in figure_class.faces.items()}


def test_a_folder_is_a_figure_and_every_name_can_be_completed():
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()} - {"runtime", "__pycache__"}
    assert set(figures.ALL.values()) == folders
    assert set(figures.ALL) <= set(dir(figures)) & set(figures.__all__)
    for name, folder in figures.ALL.items():
        figure = getattr(figures, name)
        assert (figure.__name__, figure.folder) == (name, folder)
        assert issubclass(figure, figures.runtime.base.Figure)
    with pytest.raises(AttributeError, match="no attribute 'GateExplorers'"):
        figures.GateExplorers  # noqa: B018


def test_every_random_control_is_accepted_and_described(figure_class):
    figure = figure_class()
    texts = set()
    for controls in samples(figure_class, 25):
        for name, value in controls.items():
            setattr(figure, name, value)
        assert figure.controls == controls
        texts.add(figure.alt)
    assert all(40 < len(text) < 900 for text in texts), f"a text alternative says too little or too much: {texts}"
    assert len(texts) > 10, "the text alternative hardly changes with the controls"


WRONG = {
    "whole": [-1e9, 1e9, 2.5, "3", None, True, float("nan")],
    "number": [-1e9, 1e9, "3", None, True, float("nan"), float("inf")],
    "choice": ["no such choice", None, 3.25],
    "switch": ["yes", None, 1],
    "wholes": [[], [3, 2.5, 2], "342", None, [2] * 40],
    "text": [3, None, True, ["a"], "a" * 10_000],
}


def test_a_wrong_value_is_refused_by_name_and_leaves_the_figure_as_it_was(figure_class):
    figure = figure_class()
    before = figure.controls
    for name, control in figure_class.faces.items():
        values = list(WRONG[control.kind])
        if control.kind == "wholes":  # too few, one too small, one too large
            least = [control.low] * control.shortest
            values += [least[1:], [*least, control.low - 1], [*least, control.high + 1]]
        for value in values:
            with pytest.raises(ValueError, match=f"{figure_class.__name__}.{name}: expected .* got ") as caught:
                setattr(figure, name, value)
            assert repr(value) in str(caught.value)
            with pytest.raises(ValueError, match=name):
                figure_class(**{name: value})
    assert figure.controls == before


def test_an_unknown_control_is_refused_with_the_nearest_name():
    with pytest.raises(TypeError, match="WindowExplorer has no control 'widht'\\. Did you mean width"):
        figures.WindowExplorer(widht=3)


def test_a_puzzle_goes_with_its_own_figure():
    with pytest.raises(ValueError, match="belongs to the figure WindowExplorer, not to NetworkSizer"):
        figures.NetworkSizer(puzzle="ffnn.window_puzzle")
    with pytest.raises(ValueError, match="ffnn\\.forward is solved by writing a function; it has no figure"):
        figures.NetworkSizer(puzzle="ffnn.forward")
    with pytest.raises(ValueError, match="Did you mean 'ffnn\\.window_puzzle'"):
        figures.WindowExplorer(puzzle="ffnn.window_puzle")


@pytest.mark.parametrize("puzzle", PUZZLES, ids=lambda puzzle: puzzle.name)
def test_a_puzzle_begins_unsolved_and_its_solution_solves_it(puzzle):
    figure = getattr(figures, puzzle.figure)(puzzle=puzzle.name)
    assert puzzle.unmet(**figure.controls), "solved before it began"
    assert puzzle.task in figure._repr_html_()
    for name, value in puzzle.solution.items():
        setattr(figure, name, value)
    assert puzzle.unmet(**figure.controls) == []


def test_there_is_one_smallest_window():
    solved = [
        width
        for width in range(1, 25)
        if not figures.WindowExplorer.unmet(**{**figures.WindowExplorer().controls, "width": width})
    ]
    assert len(solved) == 1


def test_network_sizer_agrees_with_the_shapes_of_a_real_network():
    from lstmlab import init
    from lstmlab.cells import feedforward

    figure = figures.NetworkSizer(sizes=[3, 4, 2])
    params = init.feedforward(np.random.default_rng(0), 3, 4, 2)
    assert figure.values["total"] == feedforward.count_parameters([3, 4, 2]) == 26
    assert figure.values["total"] == sum(weight.size for weight in params)


@pytest.mark.parametrize("width,horizon", [(1, 1), (12, 1), (24, 12), (7, 3)])
def test_window_explorer_counts_the_samples_that_slicing_gives(width, horizon):
    celsius = figures.window_explorer.temperatures().celsius
    rows = [(celsius[i : i + width], celsius[i + width + horizon - 1]) for i in range(120 - width - horizon + 1)]
    for sample in (0, len(rows) - 1):
        figure = figures.WindowExplorer(
            view="temperatures", width=width, horizon=horizon, position=sample + width + horizon - 1
        )
        assert figure.values["samples"] == len(rows)
        assert figure.values["window"] == rows[sample][0].tolist()
        assert figure.values["answer"] == rows[sample][1]


def test_what_a_notebook_is_given(figure_class):
    figure = figure_class()
    bundle, metadata = figure._repr_mimebundle_()
    assert bundle["text/plain"] == f"Figure: {figure.alt}" == repr(figure)
    assert bundle["text/html"].count("<img") == 1
    assert "application/vnd.jupyter.widget-view+json" in bundle
    json.dumps([bundle, metadata])
    again, _ = figure_class()._repr_mimebundle_()
    assert again["text/plain"] == bundle["text/plain"]
    assert again["text/html"] == bundle["text/html"], (
        "a second figure gives other text: notebooks could not be compared"
    )


def test_a_page_without_javascript_gets_picture_and_words(figure_class, monkeypatch):
    published = []
    monkeypatch.setattr("IPython.display.display", lambda data, **options: published.append(data))
    figure = figure_class()
    figure._ipython_display_()
    still, live = published
    assert list(still) == ["text/html"]
    assert still["text/html"].startswith("<noscript>")
    assert f'alt="{html.escape(figure.alt)}"' in still["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in live


def test_the_browser_is_told_everything_and_nothing_that_json_cannot_say(figure_class):
    about = figure_class().about()
    assert json.loads(json.dumps(about)) == about
    assert set(about["faces"]) == set(figure_class.faces)
    assert all(face["label"] for face in about["faces"].values())


PLAIN = """
import sys
for name in ("anywidget", "ipywidgets", "matplotlib", "IPython", "traitlets"):
    sys.modules[name] = None
from lstmlab import check, figures
figure = figures.WindowExplorer(puzzle="ffnn.window_puzzle")
print(figure)
print("picture:", figure.picture())
print("html:", figure._repr_html_())
figure.width = 9
print("moved:", figure.picture(), figure._repr_html_())
print("first:", check("ffnn.window_puzzle", figure).status)
figure.width = 11
print("then:", check("ffnn.window_puzzle", figure).status)
try:
    figure.width = 99
except ValueError as error:
    print(error)
"""


def test_without_anywidget_a_figure_has_controls_words_and_checks(tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", PLAIN],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"LSTMLAB_PROGRESS": "off", "PATH": "", "PYTHONIOENCODING": "utf-8"},
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    assert 'pip install "lstmlab[figures]"' in run.stdout
    assert "picture: Figure: A sentence of 12 words." in run.stdout
    moved = run.stdout[run.stdout.index("moved:") : run.stdout.index("first:")]
    assert moved.startswith("moved: None")
    assert 'alt="A sentence of 12 words. Through a window of 3 words' in moved
    assert (
        "<p>The picture shows the figure at its start values.</p><p>A sentence of 12 words. Through a window of 9"
        in moved
    )
    assert "Through a window of 3 words" in run.stdout
    assert "first: failed" in run.stdout
    assert "then: passed" in run.stdout
    assert "WindowExplorer.width: expected a whole number from 1 to 24, got 99" in run.stdout


@pytest.mark.parametrize("puzzle", PUZZLES, ids=lambda puzzle: puzzle.name)
def test_a_puzzle_takes_its_controls_as_json_has_them(puzzle):
    # JSON, from a page or a stored notebook, has 20 where a control has 20.0.
    def as_json(controls):
        return {
            name: int(one) if isinstance(one, float) and one.is_integer() else one for name, one in controls.items()
        }

    assert puzzle.unmet(**as_json(puzzle.solution)) == []
    assert puzzle.unmet(**as_json(puzzle.start)) == puzzle.unmet(**puzzle.start)
