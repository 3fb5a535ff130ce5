"""The explainer: what its net computes is what the course's cells compute, in Python and in the page alike."""

import json
import math
import subprocess
from pathlib import Path

import numpy as np
import pytest

from lstmlab import data, gates
from lstmlab.data import play_net
from lstmlab.figures import LstmExplainer, lstm_explainer
from lstmlab.figures.lstm_explainer import PASSAGES, follows, measure, net, tour
from lstmlab.figures.lstm_explainer.numbers import SHOWN, named
from tools.stills import __main__ as stills
from tools.vendor import fetch

TEXT = lstm_explainer.PASSAGE
LONG = (TEXT * 2)[:500]
CHANGED = "f 42 10-40 1; i all 35-36 0; c 7 38-38 -1; h 12 0-599 0; o 3 20-90 0.5; g 8 0-30 -1"
TOLERANCE = 1e-12

COMPLEX = [matrix.astype(complex) for matrix in net.weights()[:5]]

SCRIPT = """
const net = await import(process.argv[2]);
const { text, changes, at, symbol, reach, seed } = JSON.parse(process.argv[3]);
const done = net.runNet(net.encode(text), net.parseChanges(changes));
const log_p = Array.from({ length: done.codes.length + 1 }, (_, t) => [...done.log_p(t)]);
const gates = [..."ifgo"].map((gate) => [...done.gates[gate].subarray(0, 120 * net.theNet().H)]);
const { strength, dc } = net.backNet(done, at, symbol);
const taken = net.takenAway(done, at, symbol, reach);
// The same by parts: an untouched run first, of which the changed one takes its beginning over.
net.reading(text.slice(0, 300), "");
net.reading(text, "");
const again = net.reading(text, changes);
const same = again.c.every((each, k) => each === done.c[k]) && again.h.every((each, k) => each === done.h[k]);
const written = net.writeOn(text.slice(0, 60), changes, 40, 0.8, seed);
const times = [];
for (let k = 0; k < 8; k++) {
  const start = process.cpuUsage();
  net.runNet(net.encode(text), []).log_p(text.length);
  const { user, system } = process.cpuUsage(start);
  times.push((user + system) / 1000);
}
const [c, h, back] = [[...done.c], [...done.h], { strength: [...strength], dc: [...dc] }];
const milliseconds = Math.min(...times);
const compiled = Boolean(net.compiled());
process.stdout.write(JSON.stringify({ log_p, gates, c, h, ...back, taken, same, written, milliseconds, compiled }));
"""


def in_node(folder, fast, **asked):
    """What net.js gives, run by Node without a page. fast: with the loop of WebAssembly."""
    functions = "encode, parseChanges, runNet, backNet, takenAway, reading, writeOn, compiled, theNet"
    module = folder / "net.mjs"
    folder_of = Path(lstm_explainer.__file__).parent
    source = "\n".join((folder_of / name).read_text(encoding="utf-8") for name in ("fast.js", "net.js"))
    given = f"const EMBEDDED = {json.dumps(net.embedded())};"
    if not fast:
        given += "\nconst WebAssembly = null;"
    module.write_text(f"{given}\n{source}\nexport {{ {functions} }};\n", encoding="utf-8")
    script = folder / "run.mjs"
    script.write_text(SCRIPT, encoding="utf-8")
    command, environment = fetch.node_command()
    run = subprocess.run(
        [*command, str(script), module.as_uri(), json.dumps(asked)],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.mark.parametrize(
    "changes,fast", [("", True), (CHANGED, True), (CHANGED, False)], ids=["untouched", "changed", "changed, slow loop"]
)
def test_javascript_computes_forward_backward_changes_and_writing_as_numpy_does(
    tmp_path, changes, fast, record_property
):
    asked = {"text": LONG, "changes": changes, "at": 470, "symbol": 50, "reach": 12, "seed": 7}
    theirs = in_node(tmp_path, fast, **asked)
    assert theirs["compiled"] == fast
    codes, made = net.encode(LONG), net.parse(changes)
    ours = net.run(codes, made)
    past = net.back(codes, made, ours, 470, 50)
    taken = net.taken_away(codes, made, ours, 470, 50, 12)
    shape = ours.c.shape
    pairs = {
        "log_p": (ours.log_p, np.array(theirs["log_p"])),
        "gates": (ours.gates[:, :120], np.array(theirs["gates"]).reshape(4, 120, -1)),
        "c": (ours.c, np.array(theirs["c"]).reshape(shape)),
        "h": (ours.h, np.array(theirs["h"]).reshape(-1, shape[1])[1:]),
        "strength": (past.strength, np.array(theirs["strength"])),
        "dc": (past.dc, np.array(theirs["dc"]).reshape(-1, shape[1])),
        "taken": (taken, np.array(theirs["taken"])),
    }
    for name, (mine, other) in pairs.items():
        largest = float(np.max(np.abs(mine - other) / np.maximum(1, np.abs(mine))))
        record_property(name, largest)
        assert largest <= TOLERANCE, f"{name}: {largest:.1e}"
    assert theirs["same"], "a run that takes over the beginning of another one gives other numbers"
    assert theirs["written"] == net.write(LONG[:60], made, 40, 0.8, 7)
    record_property("milliseconds", theirs["milliseconds"])
    print(f"500 characters read in {theirs['milliseconds']:.0f} ms of the processor")
    assert theirs["milliseconds"] < (50 if fast else 200)


def test_the_forward_pass_is_that_of_the_courses_cell():
    model = data.play_model()
    logits, cells, hs, _ = play_net.forward(model.params, np.array(net.encode(TEXT)))
    run = net.run(net.encode(TEXT), [])
    # The package's loader multiplies whole numbers and scales in float32, the page in float64.
    for mine, other in ((run.c, cells), (run.h, hs), (run.log_p[1:], play_net.log_softmax(logits))):
        np.testing.assert_allclose(mine, other, rtol=0, atol=2e-4)
    whole = net.weights()
    for name, array in (*model.params.cell._asdict().items(), *model.params.readout._asdict().items()):
        np.testing.assert_allclose(getattr(whole, name), array, rtol=1e-7, atol=0)


def log_p_of(codes, factors, moved, changes, at, symbol):
    """log p of a symbol after step `at`, written once more, for many readings at once and for complex numbers.

    factors (P, T) stand before the characters; moved[p] = (step, unit, by how much) is added to a cell, or None.
    """
    W_x, W_h, b, W_y, b_y = COMPLEX
    c = h = np.zeros((len(factors), len(W_h)), complex)

    def held(rows, what, t):
        for each in changes:
            if each.what == what and each.first <= t <= each.last:
                rows[:, each.unit if each.unit >= 0 else slice(None)] = each.value
        return rows

    for t in range(at + 1):
        a = h @ W_h + b
        if codes[t] >= 0:
            a = a + factors[:, t, None] * W_x[codes[t]]
        i, f, g, o = gates.split(a, 4)
        i, f, o = (held(gates.sigmoid(part), gate, t) for part, gate in ((i, "i"), (f, "f"), (o, "o")))
        c = held(f * c + i * held(np.tanh(g), "g", t), "c", t)
        for row, each in enumerate(moved):
            if each is not None and each[0] == t:
                c[row, each[1]] += each[2]
        h = held(o * np.tanh(c), "h", t)
    y = h @ W_y + b_y
    return y[:, symbol] - np.log(np.exp(y).sum(axis=1))


@pytest.mark.parametrize("changes", ["", CHANGED], ids=["untouched", "changed"])
def test_the_gradient_is_that_of_the_complex_step(changes):
    read, at, symbol = TEXT[:30] + "é" + TEXT[30:45], 44, 45
    codes, made = net.encode(read), net.parse(changes)
    past = net.back(codes, made, net.run(codes, made), at, symbol)
    tiny = 1e-30j
    cells = [(k, unit, tiny) for k in (0, 30, 35, 38, 44) for unit in (7, 12, 42)]
    factors = np.ones((at + 1 + len(cells), at + 1), complex)
    factors[np.arange(at + 1), np.arange(at + 1)] += tiny
    found = log_p_of(codes, factors, [None] * (at + 1) + cells, made, at, symbol).imag / 1e-30
    np.testing.assert_allclose(past.strength, found[: at + 1], rtol=0, atol=1e-13)
    wanted = [past.dc[k, unit] for k, unit, _ in cells]
    np.testing.assert_allclose(wanted, found[at + 1 :], rtol=0, atol=1e-13)
    assert past.strength[30] == 0, "a character that the net does not know has no letter"


def test_a_change_holds_what_it_says_and_touches_nothing_before_it():
    codes = net.encode(TEXT)
    plain, changed = net.run(codes, []), net.run(codes, net.parse("f 42 100-120 1; i all 130-131 0; h 9 140-150 0"))
    np.testing.assert_array_equal(plain.c[:100], changed.c[:100])
    assert (changed.gates[1, 100:121, 42] == 1).all()
    assert (changed.gates[0, 130:132] == 0).all()
    assert (changed.h[140:151, 9] == 0).all()
    assert np.abs(plain.log_p[131:] - changed.log_p[131:]).max() > 0.01
    np.testing.assert_allclose(changed.c[130], changed.gates[1, 130] * changed.c[129])


def test_a_character_taken_away_is_one_that_the_net_does_not_know():
    codes = net.encode(TEXT[:50])
    run = net.run(codes, [])
    taken = net.taken_away(codes, [], run, 49, 50, 5)
    for k, lost in zip(range(45, 50), taken, strict=True):
        other = net.run([*codes[:k], -1, *codes[k + 1 :]], []).log_p[50, 50]
        assert lost == pytest.approx(other - run.log_p[50, 50], abs=1e-13)


@pytest.mark.parametrize(
    "wrong", ["f 42 0-19", "x 1 0-1 1", "f 1 9-3 1", "f 999 0-1 1", "f one 0-1 1", "f 1 0-1 1;h 1 0-1 0"]
)
def test_what_says_no_change_is_refused(wrong):
    with pytest.raises(ValueError, match=r"LstmExplainer\.changes: expected changes such as"):
        LstmExplainer(changes=wrong)


def test_the_look_back_names_the_letters_that_it_found():
    for text in ("HORATIO\nGo home.\n\nHAM", "Snow é fell", "\n\n"):
        figure = LstmExplainer(text=text, step=len(text) - 1, panel="past")
        found = figure.values
        for letter, step in (("most_letter", "most"), ("taken_letter", "most_taken")):
            assert found[letter] == named(text[found[step]])
            assert f"the {found[letter]} of step {found[step] + 1}" in figure.alt
        assert ("the two agree" in figure.alt) == (found["most"] == found["most_taken"])


@pytest.mark.parametrize("temperature", [0.1, 0.7, 1.0, 3.0])
def test_what_comes_next_is_a_softmax_at_the_temperature_and_its_bits_are_the_entropy(temperature):
    for text in [*PASSAGES.values(), ""]:
        figure = LstmExplainer(text=text, step=max(0, len(text) - 1), temperature=temperature)
        found, log_p = figure.values["tempered"], net.run(net.encode(text), []).log_p[-1]
        weights = [math.exp(y / temperature) for y in log_p]
        p = sorted((w / sum(weights) for w in weights), reverse=True)
        shown = [each["p"] for each in found["first"]]
        np.testing.assert_allclose([*shown, found["rest"]], [*p[:SHOWN], sum(p[SHOWN:])], rtol=1e-9, atol=1e-15)
        assert found["bits"] == pytest.approx(-sum(x * math.log2(x) for x in p if x > 0), abs=1e-9)
        assert [each["symbol"] for each in found["first"]] == [each["symbol"] for each in figure.values["likely"]]
        assert f"{100 * shown[0]:.1f} %" in LstmExplainer(**{**figure.controls, "size": "small", "panel": "write"}).alt


def test_the_hotter_the_more_even():
    for text in PASSAGES.values():
        each = [
            LstmExplainer(text=text, step=999, temperature=t).values["tempered"]["bits"] for t in (0.1, 0.5, 1, 2, 3)
        ]
        assert each == sorted(each)


def test_no_text_and_characters_that_nobody_knows():
    empty = LstmExplainer(text="", step=9)
    assert empty.values["at"] == -1
    assert "zero state" in empty.alt
    assert sum(each["p"] for each in empty.values["likely"]) + empty.values["rest"] == pytest.approx(1)
    strange = LstmExplainer(text="snow ☃ and ice", step=5)
    assert strange.values["unknown"] == "☃"
    assert "☃" in strange.alt


def test_what_is_written_is_drawn_as_often_as_it_is_likely():
    numbers = np.array([net.uniform(seed, place) for seed in range(100) for place in range(100)])
    assert np.abs(np.histogram(numbers, 20, (0, 1))[0] - 500).max() < 5 * np.sqrt(500 * 0.95)
    assert abs(np.corrcoef(numbers[:-1], numbers[1:])[0, 1]) < 0.04
    log_p = np.log([0.5, 0.3, 0.2])
    drawn = np.bincount([net.draw(log_p, 1.0, 3, place) for place in range(4000)]) / 4000
    np.testing.assert_allclose(drawn, [0.5, 0.3, 0.2], atol=0.03)
    assert {net.draw(log_p, 0.01, 3, place) for place in range(200)} == {0}


def test_what_the_units_follow_was_measured_with_the_weights_of_now():
    stored = follows.stored()
    assert stored["weights"] == measure.mark(), "run python -m lstmlab.figures.lstm_explainer.measure"
    assert set(stored["table"]) == set(follows.FEATURES)
    for rows in stored["table"].values():
        assert sorted(row[0] for row in rows) == list(range(lstm_explainer.UNITS))
        sizes = [abs(row[1]) for row in rows]
        assert sizes == sorted(sizes, reverse=True)
        assert all(low - 0.02 <= r <= high + 0.02 for _, r, low, high in rows)


@pytest.mark.night
def test_what_the_units_follow_comes_out_again():
    stored, now = follows.stored(), measure.measure()
    assert {name: stored[name] for name in ("source", "characters", "pieces")} == {
        name: now[name] for name in ("source", "characters", "pieces")
    }
    for name, rows in now["table"].items():
        mine, theirs = ({row[0]: row[1:] for row in table} for table in (rows, stored["table"][name]))
        for unit, numbers in mine.items():
            np.testing.assert_allclose(numbers, theirs[unit], atol=0.002)


def test_an_interval_holds_the_correlation_of_what_it_was_drawn_from():
    rng = np.random.default_rng(0)
    wanted = rng.standard_normal(12_000)
    cells = np.stack([0.6 * wanted + 0.8 * rng.standard_normal(12_000), rng.standard_normal(12_000)], axis=1)
    away = np.arange(len(wanted)) % 5 == 3  # places that do not count, with anything in them
    cells, wanted = np.insert(cells, np.flatnonzero(away), 9.0, axis=0), np.insert(wanted, np.flatnonzero(away), np.nan)
    r, low, high = measure.measured(cells, wanted, rng)
    cells, wanted = cells[~np.isnan(wanted)], wanted[~np.isnan(wanted)]
    for unit in (0, 1):
        assert r[unit] == pytest.approx(np.corrcoef(cells[:, unit], wanted)[0, 1], abs=1e-9)
        assert low[unit] < r[unit] < high[unit]
    assert low[0] < 0.6 < high[0]
    assert low[1] < 0 < high[1]
    assert high[0] - low[0] == pytest.approx(2 * 1.96 * (1 - 0.36) / np.sqrt(12_000), rel=0.35)


def test_every_passage_is_in_the_letters_of_the_net_and_not_too_long():
    for passage in PASSAGES.values():
        assert len(passage) <= lstm_explainer.LONGEST
        assert -1 not in net.encode(passage)
    page = Path(lstm_explainer.__file__).parents[3] / "book" / "explainer.md"
    assert f"A text has room for {lstm_explainer.LONGEST:,} characters" in page.read_text(encoding="utf-8")
    assert LstmExplainer().text in PASSAGES.values()


def test_what_is_held_lies_where_it_can_be_in_a_cell():
    for said in ("i 3 0-4 1", "f all 0-4 1.00", "o 42 20-29 0.5", "h 3 0-4 -1", "g 7 1-1 -0.25", "c 3 0-4 -9.5"):
        assert len(net.parse(said)) == 1
    for said in ("i 3 0-4 -0.1", "f all 0-4 1.5", "o 3 0-0 2", "h 3 0-4 -1.01", "g 3 0-4 9", "f 3 0-4 1.10"):
        with pytest.raises(ValueError, match="expected such as"):
            net.parse(f"c 3 0-4 2; {said}")
    script = Path(lstm_explainer.__file__).with_name("net.js").read_text(encoding="utf-8")
    assert f"/^{net.CHANGE.pattern}$/" in script


def test_every_stop_of_the_tour_is_a_state_of_the_figure_and_stands_in_a_chapter():
    assert len(tour.STOPS) == 7
    placed = [controls for name, _, controls in stills.shown_in_chapters() if name == "LstmExplainer"]
    assert sorted(each["stop"] for each in placed if each["size"] == "small") == [1, 2, 3, 4, 5, 6, 7]
    seen = {LstmExplainer(**stop["set"]).alt for stop in tour.STOPS}
    assert len(seen) == 7
    assert all(20 < len(stop["say"]) < 400 for stop in tour.STOPS)


def test_what_the_tour_says_is_true():
    values = [LstmExplainer(**stop["set"]).values for stop in tour.STOPS]
    assert (values[0]["best"]["feature"], values[0]["best"]["rank"]) == (follows.FEATURES["line"], 1)
    place = measure.features(TEXT)["line"]
    verse = ~np.isnan(place)
    assert 0.5 < verse.mean() < 1
    assert abs(np.corrcoef(np.tanh(values[0]["curve"])[verse], place[verse])[0, 1]) > 0.85
    kept = net.run(net.encode(TEXT), []).gates[1].mean(axis=0)
    assert kept.max() > 0.95
    assert kept.min() < 0.7
    assert values[2]["tempered"]["bits"] > 3
    sure = LstmExplainer(text=f"{tour.SPACE}q", step=len(tour.SPACE)).values["likely"][0]
    assert (sure["symbol"], sure["p"] > 0.9) == ("u", True)
    assert values[3]["aim"] == "L"
    assert values[3]["aim_p"] > 0.5
    assert values[4]["bits"] > values[4]["bits_plain"] + 0.5
    assert max(map(abs, values[4]["curve"])) > 5 * max(map(abs, values[4]["before"]))
    gap = np.abs(np.subtract(values[5]["curve"], values[5]["before"]))
    assert gap[:213].max() == 0
    assert gap[213] > 0.01
    assert gap[-40:].max() < 0.2 * gap[213:].max()
