"""Predictions are asked for, kept, and shown beside what came out; every question of the book gets its answer."""

import json
import re
from itertools import pairwise

import pytest

from lstmlab import figures
from lstmlab.figures import predictions
from tools.source.chapters import listed, read


@pytest.fixture
def kept_here(tmp_path, monkeypatch):
    """A notebook's place: predictions are kept in a file beside it."""
    monkeypatch.setenv("LSTMLAB_PROGRESS", str(tmp_path / "lstmlab-progress.json"))
    monkeypatch.setattr(predictions, "_said", {})
    return tmp_path / predictions.FILE


def test_a_prediction_is_kept_in_a_file_and_stands_beside_what_came_out(kept_here, monkeypatch):
    figures.predict("rates", "0.01", "1", "100", several=True, said=["1", "100"])
    assert json.loads(kept_here.read_text("utf-8")) == {"rates": ["1", "100"]}
    monkeypatch.setattr(predictions, "_said", {})  # another day
    assert repr(figures.came_out("rates", ["1"])) == "You said: 1, 100. What came out: 1."
    figures.predict("floor", number="bits")
    assert repr(figures.came_out("floor", 0.03125)) == "What came out: 0.0312 bits."
    assert repr(figures.came_out("floor", -0.0)) == "What came out: 0 bits."


def test_what_was_not_asked_or_is_no_choice_cannot_come_out():
    figures.predict("rates", "0.01", "1")
    figures.predict("width", curve=[1, 2, 4], of="width")
    with pytest.raises(ValueError, match="comes first"):
        figures.came_out("other", 1)
    with pytest.raises(ValueError, match=r"expected one of '0.01', '1', got '100'"):
        figures.came_out("rates", "100")
    with pytest.raises(ValueError, match="3 places were asked for, got 2"):
        figures.came_out("width", [1, 2])
    with pytest.raises(ValueError, match="expected one of"):
        figures.predict("rates", "0.01", "1", said="2")


def test_a_notebook_asks_with_widgets_and_a_page_with_its_own_script(kept_here, monkeypatch):
    widgets = pytest.importorskip("ipywidgets")
    shown = predictions._widget(figures.predict("rates", "0.01", "1"))
    (choices,) = (one for one in shown.children if isinstance(one, widgets.RadioButtons))
    choices.value = "1"
    assert json.loads(kept_here.read_text("utf-8")) == {"rates": "1"}
    curve = predictions._widget(figures.predict("width", curve=[1, 2, 4], of="width"))
    (row,) = (one for one in curve.children if isinstance(one, widgets.HBox))
    row.children[1].value = 0.9
    assert predictions.kept()["width"] == [0.5, 0.9, 0.5]
    number = predictions._widget(figures.predict("floor", number="bits"))
    (row,) = (one for one in number.children if isinstance(one, widgets.HBox))
    row.children[0].value = "0,5"
    assert predictions.kept()["floor"] == 0.5
    assert "widget-view+json" in str(figures.predict("rates", "0.01", "1")._repr_mimebundle_())
    monkeypatch.setenv("LSTMLAB_PROGRESS", "off")  # as where pages are made
    data = figures.predict("rates", "0.01", "1")._repr_mimebundle_()
    assert set(data) == {"text/plain", "text/html"}
    assert "data-question=" in data["text/html"]


def test_a_prediction_that_is_made_after_the_answer_was_shown_is_put_beside_it(kept_here, monkeypatch):
    """All cells were run at once: the answers stand there before a question is answered."""
    pytest.importorskip("ipywidgets")
    from IPython.core.formatters import IPythonDisplayFormatter

    places = []

    class Place:
        def __init__(self, data):
            self.data = data
            places.append(self)

        def update(self, data, raw):
            self.data = data

    monkeypatch.setattr("IPython.display.display", lambda data, raw, display_id: Place(data))
    box = predictions._widget(figures.predict("held", "i", "f", "o", several=True)).children[2]
    assert IPythonDisplayFormatter()(figures.predict("rates", "0.01", "1"))
    # No HTML beside the widgets, which Colab would show in their place, and words where there are none.
    asked = places.pop().data
    assert set(asked) == {"text/plain", "application/vnd.jupyter.widget-view+json"}
    assert asked["text/plain"].startswith("Your prediction: 0.01 · 1.")
    for outcome in (figures.came_out("held", ["f"]), figures.came_out("rates", "1")):
        assert IPythonDisplayFormatter()(outcome)
    box.value = True
    assert [one.data["text/plain"] for one in places] == ["You said: f. What came out: f.", "What came out: 1."]
    assert "You said: f." in places[0].data["text/html"]
    monkeypatch.setenv("LSTMLAB_PROGRESS", "off")  # as where pages are made: a value like any other
    assert not IPythonDisplayFormatter()(figures.predict("rates", "0.01", "1"))
    assert not IPythonDisplayFormatter()(figures.came_out("rates", "1"))


def test_no_two_chapters_ask_under_one_name():
    """All notebooks stand in one folder, and keep their predictions in one file."""
    code = (cell.source for path in listed() for cell in read(path).cells if cell.type == "code")
    asked = [name for source in code for name in re.findall(r'figures\.predict\(\s*"([^"]+)"', source)]
    assert len(asked) > 30
    assert sorted(set(asked)) == sorted(asked)


@pytest.mark.parametrize("path", listed(), ids=lambda path: path.stem)
def test_every_question_of_a_chapter_has_an_input_and_what_came_out_is_measured(path):
    cells = read(path).cells
    code = "\n".join(cell.source for cell in cells if cell.type == "code")
    asked = re.findall(r'figures\.predict\(\s*"([^"]+)"', code)
    answered = re.findall(r'figures\.came_out\(\s*"([^"]+)"', code)
    assert asked == answered, "each question is answered, in the same order"
    assert len(set(asked)) == len(asked), "each name is asked once"
    for cell, after in pairwise(cells):
        last = cell.source.rstrip().split("\n\n")[-1] if cell.type == "markdown" else ""
        if "**Predict" in last:
            assert after.kind == "predict", f"line {cell.line}: a question needs its input right below"
        if after.kind == "predict" and "figures.predict(" in after.source and cell.kind != "predict":
            assert "**Predict" in last, f"line {after.line}: an input needs its question right above"
    for cell in cells:
        if cell.type == "code" and ("figures.predict(" in cell.source or "figures.came_out(" in cell.source):
            assert cell.kind == "predict", f"line {cell.line}: the page hides the code of cells tagged predict alone"
