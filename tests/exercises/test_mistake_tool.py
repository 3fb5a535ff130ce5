"""`make mistake`: an author sees how a check answers to a function, and gets the table that names it."""

import tomllib

import pytest

from lstmlab.checking.diagnosis.edits import combined
from lstmlab.exercises import Mistake, get
from tools import mistake


def answered(tmp_path, capsys, exercise, *changes):
    """What the tool prints about the worked answer with these changes of its text, and what it returns."""
    path = tmp_path / "answer.py"
    mistake.start(get(exercise), path)
    source = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    path.write_text(source, encoding="utf-8")
    code = mistake.main([exercise, str(path)])
    return capsys.readouterr().out, code


def test_the_worked_answer_passes(tmp_path, capsys):
    said, code = answered(tmp_path, capsys, "lstm.step")
    assert "It passes" in said
    assert code == 0


def test_a_known_mistake_is_named_with_the_file_of_its_sentences(tmp_path, capsys):
    said, code = answered(tmp_path, capsys, "lstm.step", ("f * c_prev", "c_prev"))
    assert "Named: no-forget-gate. The sentences stand in lstmlab/exercises/lstm/step.toml" in said
    assert code == 0


@pytest.mark.parametrize(
    "exercise, changes",
    [
        ("elman.step", [("np.tanh(a)", "np.tanh(a) * 0.9 + 0.01 * a")]),
        (
            "lstm.step",
            [("np.tanh(a_g)", "np.tanh(a_g) ** 3"), ("    o = sigmoid(a_o)\n", "    o = sigmoid(a_o) ** 0.5\n")],
        ),
        ("elman.forward", [("    return hs", "    hs[0] *= 1.5\n    return hs")]),
    ],
)
def test_an_unknown_mistake_gets_a_table_whose_edits_make_it_again(tmp_path, capsys, exercise, changes):
    said, code = answered(tmp_path, capsys, exercise, *changes)
    assert code == 1
    (entry,) = tomllib.loads(said.split(".toml:\n\n")[1]).values()
    pairs = [entry["edit"]] if isinstance(entry["edit"][0], str) else entry["edit"]
    again = Mistake("new", "", "", "", edits=tuple(map(tuple, pairs)))
    wrong = mistake._source(get(exercise).worked)
    for old, new in changes:
        wrong = wrong.replace(old, new)
    assert combined(get(exercise), [again]).strip() == wrong.strip()


def test_what_cannot_be_checked_is_told(tmp_path, capsys):
    empty = tmp_path / "empty.py"
    empty.write_text("x = 1\n")
    for arguments, said in (
        (["lstm.stp"], "Did you mean 'lstm.step'"),
        (["lstm.latch_puzzle"], "is a puzzle"),
        (["lstm.step", str(empty)], "defines no function step"),
    ):
        with pytest.raises(SystemExit):
            mistake.main(arguments)
        assert said in capsys.readouterr().err
