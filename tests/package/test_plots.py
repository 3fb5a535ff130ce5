"""Pictures: words for those who do not see them, colours for all who do, and one SVG for light and dark pages."""

import builtins
import itertools
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import matplotlib
import numpy as np
import pytest

from lstmlab import data, init, plots, tasks, training, unroll
from lstmlab.cells import elman
from lstmlab.cells.tanh_unit import fixed_points
from lstmlab.palette import contrast
from lstmlab.plots import palette
from lstmlab.plots.picture import number

SENTENCE = "I was so hungry that I went to the market by the river and bought some bread".split()  # noqa: SIM905
HISTORY = training.History([3.0, 1.0, 0.5], [3.5, 2.0, 2.5], 1, "")


def hidden():
    stream = tasks.letters.stream(np.random.default_rng(0), 6)
    params = init.elman(np.random.default_rng(1), 6, 9)
    state = unroll.zero_state(elman, params, 1)
    return unroll.forward(elman, params, stream.vectors[:, None], state).hs[:, 0], stream.symbols


def tokyo():
    series = data.tokyo_temperatures().celsius[-36:]
    naive = series[-24:-12]
    return plots.forecast(series, {"naive": naive}, {"naive": (naive - 1, naive + 1)}, ylabel="°C")


NETS_OF_TWO = {"LSTM": [(10, 10), (9, 10), None], "Elman": [(10, 10), (2, 10), (0, 10)]}


PICTURES = {
    "network": lambda: plots.network([3, 4, 2]),
    "a large network": lambda: plots.network([40, 100, 10, 3]),
    "unrolled graph": lambda: plots.unrolled_graph(4),
    "long unrolled graph": lambda: plots.unrolled_graph(20),
    "training curve": lambda: plots.training_curve(HISTORY),
    "forecast": tokyo,
    "hidden states": lambda: plots.hidden_states(*hidden()),
    "words": lambda: plots.window(SENTENCE, 5),
    "series": lambda: plots.window(np.sin(np.arange(30)), 12),
    "latch": lambda: plots.latch_portrait(2.0, 2.0, 0.0),
    "errors": lambda: plots.error_by_step([0.5, 0.1, 0.4], "bab"),
    "bars": lambda: plots.bars_with_intervals(["a", "b"], [1, 2], [0.5, 1], [1.5, 4], reference={"c": 1}),
    "successes": lambda: plots.success(
        [10, 30, 100], {"still": NETS_OF_TWO, "noisy": NETS_OF_TWO}, "T", "Keep one bit"
    ),
    "a table of rates": lambda: plots.heatmap(
        [[0, 1.0], [0.5, np.nan]], ["a", "b"], ["LSTM 1997", "GRU"], title="Rates"
    ),
    "dots": lambda: plots.dots({"far": {"a": (2, 1, 4)}, "near": {"a": (1, 1, 1)}}, "error", "Errors", {"guessing": 3}),
    "logarithmic lines": lambda: plots.lines([1, 2, 3], {"a": [1, 1e-3, 1e-6], "b": [1, 0.5, 0.2]}, log=True),
    "lines": lambda: plots.lines([1, 2, 3], {"a": [1, 2, 3], "b < c & $d$": [3, np.nan, 1]}, "step", "value"),
}

every_picture = pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)


@every_picture
def test_a_picture_is_drawn_for_two_widths_has_its_words_once_and_takes_the_colour_of_the_page(draw):
    picture = draw()
    html = picture._repr_html_()
    both = ElementTree.fromstring(html)
    assert both.get("role") == "img"
    assert both.get("aria-label") == picture.alt
    assert repr(picture) == f"Figure: {picture.alt}"
    assert "currentColor" in html
    assert palette.INK not in html
    wide, narrow = both
    for svg, width in ((wide, 7.2), (narrow, 4.2)):
        assert svg.tag == "{http://www.w3.org/2000/svg}svg"
        assert svg.get("aria-hidden") == "true"
        assert "aria-label" not in svg.attrib
        assert float(svg.get("viewBox").split()[2]) == pytest.approx(72 * width)
        assert "width: 100%" in svg.get("style")
        texts = svg.findall(".//{*}text")
        assert texts
        assert all("currentColor" in text.get("style") for text in texts)  # plain text, no formulas drawn by letters


def test_a_place_shows_the_picture_of_its_width_and_never_both():
    wide, narrow = re.findall(
        r"max-width: clamp\(0px, \(([^)]*)\) \* 9999, \d+px\)", plots.network([2, 1])._repr_html_()
    )
    for place in range(200, 1000):
        shown = [eval(each.replace("100%", str(place)).replace("px", "")) > 0 for each in (wide, narrow)]
        assert shown == [place >= 520, place < 520]


@every_picture
def test_a_picture_touches_nothing_else_on_its_page(draw):
    html = draw()._repr_html_()
    assert "<style" not in html
    assert "<script" not in html
    assert set(re.findall(r"""(?:href|src)=["']([^"']{5})""", html)) <= {"#", "data:"} | set(
        re.findall(r'href="(#[^"]{4})', html)
    )
    assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)", html)
    ids = re.findall(r'\bid="([^"]+)"', html)
    used = set(re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', html))
    assert {name for pair in used for name in pair if name} == set(ids)
    assert len(ids) == len(set(ids))


@every_picture
def test_a_picture_is_the_same_every_time(draw):
    picture = draw()
    first = picture._repr_html_()
    assert picture._repr_html_() == first
    assert draw()._repr_html_() == first


@every_picture
def test_a_picture_has_no_ground_of_its_own(draw):
    svg = draw()._repr_html_()
    assert not re.search(r"fill: #(fff|ffffff|000|000000)\b(?!; opacity: 0)", svg)


@every_picture
def test_text_is_legible_on_a_phone(draw):
    """A phone of 360 pixels leaves about 330, and the wide picture begins at 520: no letter under 10 pixels."""
    for svg, place in zip(draw()._repr_html_().split("</svg>"), (520, 330), strict=False):
        natural = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
        sizes = [float(size) for size in re.findall(r"font(?:-size)?: (?:(?:[a-z]+|\d+) )*([\d.]+)px", svg)]
        assert sizes
        assert min(sizes) * place / natural >= 10


def test_the_words_say_what_the_picture_shows():
    assert plots.network([3, 4, 2]).alt.endswith(
        "layers of 3, 4, 2 units, from inputs to outputs: 26 weights and biases."
    )
    assert "unrolled over 20 steps, the middle left out" in plots.unrolled_graph(20).alt
    assert "unrolled over 1 step:" in plots.unrolled_graph(1).alt
    assert "Validation loss: from 3.5 to 2.5, lowest 2 at 1." in plots.training_curve(HISTORY).alt
    assert "Lowest validation loss 2 in epoch 1." in plots.training_curve(HISTORY).alt
    noisy = training.History(list(2.0 ** -np.arange(150)), [3.0, *[1.0] * 148, 0.99], 149, "No better validation")
    assert plots.training_curve(noisy).alt == (
        "Loss over about 150 epochs. Training loss: from 1 to 1.4e-45. Validation loss: from 3 to 0.99. "
        "Lowest validation loss 0.99 in about epoch 150."
    )
    words = plots.window(SENTENCE, 5).alt
    assert "sees: 'the river and bought some'" in words
    assert "does not see: 'I was so hungry" in words
    assert "It sees everything before." in plots.window(SENTENCE, 16).alt
    errors = plots.error_by_step([0.5, 0.1, 0.4], "bab").alt
    assert errors == (
        "Error at each of 3 steps: lowest 0.1 at step 2 (a) and highest 0.5 at step 1 (b). "
        "Mean by label: b 0.45, a 0.1."
    )
    bars = plots.bars_with_intervals(["a"], [1], [0.5], [1.5], "degrees", {"guessing": 2}).alt
    assert bars == "degrees, with intervals: a 1 (0.5 to 1.5); for comparison guessing 2."
    success = plots.success([10, 30, 100], {"": NETS_OF_TWO}, title="Keep one bit").alt
    assert success == (
        "Keep one bit. Seeds that succeed over T. LSTM: 10 of 10 at 10, 9 of 10 at 30. "
        "Elman: 10 of 10 at 10, 2 of 10 at 30, 0 of 10 at 100."
    )
    rates = plots.heatmap([[0.5, np.nan], [1, 0]], ["a", "b"], ["LSTM", "GRU"]).alt
    assert rates == "A table, with more colour for higher rates. a: LSTM 50 %, GRU –. b: LSTM 100 %, GRU 0 %."
    dots = plots.dots({"far": {"a": (2, 1, 4)}, "near": {"a": (1, 1, 1)}}, "error", "Errors", {"guessing": 3}).alt
    assert dots == ("Errors. Error, with intervals. far: a 2 (1 to 4). near: a 1 (1 to 1). for comparison guessing 3.")
    lines = plots.lines([2019, 2020, 2021], {"a": [1, 5, 2], "b": [2, 2, 2]}, "year", "size").alt
    assert lines == "Line chart, size over year from 2019 to 2021. a: from 1 to 2, highest 5 at 2020. b: 2 throughout."
    noise = plots.lines([1, 2], {"a": [1e-16, 3e-16], "b": [2e-16, 0]}, "step", "error", told="all below 1e-15.").alt
    assert noise == "Line chart, error over step from 1 to 2. a, b: all below 1e-15."
    assert "12 values, mean absolute error" in tokyo().alt
    hs, symbols = hidden()
    assert f"9 hidden units over {len(symbols)} steps" in plots.hidden_states(hs, symbols).alt


def test_the_latch_portrait_tells_a_unit_that_remembers_from_one_that_forgets():
    remembers, forgets = plots.latch_portrait(2.0, 2.0, 0.0).alt, plots.latch_portrait(0.5, 0.8, 0.3).alt
    assert "3 resting points: −0.96 (stable), 0 (not stable), 0.96 (stable)" in remembers
    assert "h is 0.96 after a first input of +1 and −0.96 after a first input of −1" in remembers
    assert "1 resting point: 0.69 (stable)" in forgets


@pytest.mark.parametrize(
    "w_h, b, count", [(0.5, 0.0, 1), (1.0, 0.0, 1), (2.0, 0.0, 3), (2.0, 1.0, 1), (3.0, -0.4, 3), (-2.0, 0.3, 1)]
)
def test_resting_points_are_where_a_fine_grid_sees_the_map_cross_the_diagonal(w_h, b, count):
    grid = np.linspace(-1, 1, 100_002)  # an even number of points, so that 0 is not one of them
    gap = np.tanh(w_h * grid + b) - grid
    crossings = grid[:-1][np.sign(gap[:-1]) != np.sign(gap[1:])]
    points = fixed_points(w_h, b)
    assert len(points) == len(crossings) == count
    for (point, slope, _), crossing in zip(points, crossings, strict=True):
        assert point == pytest.approx(crossing, abs=1e-4)
        assert slope == pytest.approx(
            (np.tanh(w_h * (point + 1e-6) + b) - np.tanh(w_h * (point - 1e-6) + b)) / 2e-6, abs=1e-5
        )


@pytest.mark.parametrize(
    "value, text",
    [
        (0, "0"),
        (-0.0, "0"),
        (3, "3"),
        (0.0123, "0.012"),
        (1534, "1500"),
        (-3.21, "−3.2"),
        (1e-7, "1.0e-07"),
        (26.35, "26"),
    ],
)
def test_numbers_are_said_with_two_digits(value, text):
    assert number(value) == text
    assert number(float("nan")) == "not a number"


@pytest.mark.parametrize("colour", palette.COLOURS)
@pytest.mark.parametrize("ground", [palette.WHITE, palette.DARK])
def test_every_line_stands_out_from_a_white_and_from_a_dark_page(colour, ground):
    assert contrast(colour, ground) >= 3


def test_contrast_is_that_of_the_guideline():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_lines_are_told_apart_without_colour():
    looks = [(palette.line(k)["linestyle"], palette.MARKERS[k]) for k in range(len(palette.COLOURS))]
    for one, other in itertools.combinations(looks, 2):
        assert one[0] != other[0]
        assert one[1] != other[1]


# How a colour-blind eye sees linear RGB: H. Brettel, F. Vienot and J. Mollon (1997) in the one-matrix form of
# Vienot, Brettel and Mollon, Color Research and Application 24 (1999), 243-252.
DICHROMATS = {
    "protan": [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
    "deutan": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
}


@pytest.mark.parametrize("matrix", DICHROMATS.values(), ids=DICHROMATS)
def test_the_first_two_lines_stay_different_colours_to_colour_blind_readers(matrix):
    def seen(colour):
        rgb = np.array([int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)])
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return np.clip(np.array(matrix) @ linear, 0, 1) ** (1 / 2.2)

    one, other = seen(palette.COLOURS[0]), seen(palette.COLOURS[1])
    assert np.linalg.norm(one - other) > 0.3  # black and white are 1.73 apart


def test_names_that_have_no_order_are_not_joined_by_lines():
    (axes,) = plots.dots({"": {"a": (1, 0, 2), "b": (2, 1, 3)}}).figure.axes
    assert [len(line.get_xdata()) for line in axes.lines if line.get_linestyle() not in ("None", "")] == []
    (axes,) = plots.success([10, 30, 100], {"": {"a": [(1, 2)] * 3}}).figure.axes
    assert max(len(line.get_xdata()) for line in axes.lines) == 3
    cells = plots.lines([0.1, 0.4, 0.5], {"fast": [1, 0, 1]}, joined=False)
    assert [line.get_linestyle() for line in cells.figure.axes[0].lines] == ["None"]
    assert cells.alt.startswith("Points, ")


@pytest.mark.parametrize("count", [6, 7])
def test_no_colour_stands_for_two_names(count):
    (axes,) = plots.dots({"": {str(k): (k, k, k + 1) for k in range(count)}}).figure.axes
    colours = {line.get_color() for line in axes.lines}
    assert len(colours) == (6 if count == 6 else 1)


def test_a_title_says_what_one_sees_and_makes_the_picture_higher():
    plain, titled = (plots.error_by_step([0.5, 0.1], title=title) for title in ("", "The error falls."))
    assert titled.alt == f"The error falls. {plain.alt}"
    for before, after in ((plain.figure, titled.figure), (plain.narrow, titled.narrow)):
        assert after.get_figheight() > before.get_figheight()
        assert after.get_suptitle() == "The error falls."
    long = plots.lines([1, 2], {"a": [1, 2]}, title="A title that is too long for one line of a phone. " * 2)
    assert long.narrow.get_suptitle().count("\n") > long.figure.get_suptitle().count("\n")


def test_both_axes_may_be_logarithmic():
    (axes,) = plots.lines([25, 200, 2000], {"a": [1, 0.1, 10]}, log=True, logx=True).figure.axes
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    (axes,) = plots.lines([25, 200, 2000], {"a": [1, 2, 3]}, logx=True).figure.axes
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "linear")
    assert {"50", "100", "1000"} <= {label.get_text() for label in axes.get_xticklabels()}


def test_a_rate_shows_as_much_colour_as_it_is_high_and_what_is_not_known_none():
    (axes,) = plots.heatmap([[0.0, 0.5, 1.0, np.nan]], ["a"], ["b", "c", "d", "e"]).figure.axes
    filled = [patch.get_alpha() for patch in axes.patches if patch.get_alpha() is not None]
    assert filled == pytest.approx([0, 0.275, 0.55])


def test_matplotlib_keeps_its_own_settings_and_knows_of_no_figure():
    before = dict(matplotlib.rcParams)
    plots.training_curve(HISTORY)._repr_html_()
    assert dict(matplotlib.rcParams) == before
    draw = "import sys; from lstmlab import plots; plots.network([2, 2])._repr_html_()"
    code = f"{draw}; print('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_picture_can_be_saved(tmp_path):
    picture = plots.network([2, 3, 1])
    for name, start in (("a.svg", b"<svg"), ("a.png", b"\x89PNG"), ("a.PDF", b"%PDF")):
        picture.save(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start)
    with pytest.raises(ValueError, match=r"expected a file that ends in \.svg, \.png or \.pdf, got 'a\.gif'"):
        picture.save(tmp_path / "a.gif")


def test_without_matplotlib_the_message_says_what_to_install(monkeypatch):
    def missing(name, *args, **kwargs):
        if name.split(".")[0] == "matplotlib":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real_import(name, *args, **kwargs)

    real_import = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ModuleNotFoundError, match=r'pip install "lstmlab\[plots\]"') as found:
        plots.network([2, 2])
    assert found.value.name == "matplotlib"


@pytest.mark.parametrize(
    "draw, message",
    [
        (lambda: plots.lines([1, 2], {}), "ys: expected at least one line"),
        (lambda: plots.lines([1, 2], {"a": [1, 2, 3]}), r"a: expected 2 numbers, got an array of shape \(3,\)"),
        (lambda: plots.lines([1, 2], {"a": [1, 2]}, told=" "), "told: expected a sentence, got none"),
        (lambda: plots.training_curve(training.History()), "history: expected at least one epoch"),
        (lambda: plots.error_by_step([]), "errors: expected a row of numbers"),
        (lambda: plots.error_by_step([1, 2], "a"), "labels: expected one for each of the 2 errors, got 1"),
        (
            lambda: plots.bars_with_intervals(["a"], [1], [2], [3]),
            r"expected low <= value <= high, got 2\.0, 1\.0, 3\.0 \(a\)",
        ),
        (
            lambda: plots.success([30, 10], {"": {"a": [(1, 2), (1, 2)]}}),
            r"x: expected rising numbers above 0, got \[30",
        ),
        (lambda: plots.success([10, 30], {"": {"a": [(1, 2)]}}), r"a: expected 2 pairs \(successes, trials\), got 1"),
        (lambda: plots.success([10, 30], {"": {}}), "panels: expected at least one name in each group"),
        (lambda: plots.heatmap([[0.5, 2]], ["a"], ["b", "c"]), "rates: expected numbers from 0 to 1"),
        (lambda: plots.heatmap([[0.5]], ["a"], ["b", "c"]), r"rates: expected \(1, 2\), rows by columns, got \(1, 1\)"),
        (lambda: plots.heatmap([[0.5]], ["a"], ["b"], [["x", "y"]]), "written: expected 1 rows of 1 strings"),
        (lambda: plots.dots({"": {"a": (1, 2, 3)}}), r"expected low <= value <= high, got 2, 1, 3 \(a\)"),
        (lambda: plots.forecast([1, 2], {"a": [1, 2, 3]}), "a: expected at most 2 forecasts"),
        (
            lambda: plots.forecast([1, 2], {"a": [1]}, {"b": ([1], [2])}),
            r"bands: expected names of forecasts \(a\), got b",
        ),
        (lambda: plots.window(["a", "b", "c"], 3), "width: expected at most 2 before the predicted value, got 3"),
        (lambda: plots.hidden_states(np.ones((2, 3, 4))), r"hs: expected \(T, H\), got \(2, 3, 4\)"),
        (
            lambda: plots.hidden_states(np.ones((2, 3)), "abc"),
            "labels: expected one for each of the T = 2 steps, got 3",
        ),
        (lambda: plots.network([3]), "sizes: expected at least 2 layers"),
        (lambda: plots.unrolled_graph(0), "n_steps: expected at least 1, got 0"),
        (lambda: plots.latch_portrait(1, 1, 0, n_steps=0), "n_steps: expected at least 1, got 0"),
    ],
)
def test_what_cannot_be_drawn_is_named(draw, message):
    with pytest.raises(ValueError, match=message):
        draw()
