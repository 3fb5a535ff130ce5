"""The attention matrix: which letters of a string a trained decoder looks at while it writes the string turned round.

    weights_t = softmax over s of (h_s . d_t / sqrt(H))        written: softmax of [d_t context_t] W_y + b_y

The net was trained once and is stored (`net.json`, by `train.py`): an encoder and a decoder of 16 GRU units on strings
of 1 to 10 of eight letters. The reader types any string of up to 12, so also longer ones than it was trained on. The
decoder reads what it has written itself.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from lstmlab import readout, seq2seq
from lstmlab.cells import gru
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Whole, Wholes

LETTERS = "abcdefgh"
LONGEST, TRAINED = 12, 10
UNITS = 16
END = len(LETTERS)


@cache
def stored() -> dict[str, Any]:
    """The net as it lies in the file."""
    net: dict[str, Any] = json.loads(Path(__file__).with_name("net.json").read_text(encoding="utf-8"))
    return net


def weights() -> seq2seq.Params:
    """The weights of the stored net."""
    arrays = {name: np.array(array) for name, array in stored()["weights"].items()}
    encoder, decoder = (
        gru.Params(*(arrays[f"{part}.{name}"] for name in gru.Params._fields)) for part in ("encoder", "decoder")
    )
    return seq2seq.Params(encoder, decoder, readout.Params(arrays["readout.W_y"], arrays["readout.b_y"]))


def compute(symbols: tuple[int, ...], step: int) -> dict[str, Any]:
    """What the decoder writes and where it looks.

    Args:
        symbols: the string, numbers of letters.
        step: the step of the answer that is read out, from 1 on; past the last one, the last.

    Returns:
        string: that is read; written: the letters, "." for the end, or `spelled` without it; ends: whether it comes;
        rows: the weights of each step; wanted: the right answer, or `due` without its end; right: whether it is
        written; now: the step that is read out; at: the place that it looks at most, from 1 on; share: how much.
    """
    xs = np.eye(END)[list(symbols)][:, None]
    answer = seq2seq.greedy(gru, weights(), xs, np.ones((len(symbols), 1), bool), LONGEST + 1)
    codes = answer.symbols[:, 0].tolist()
    n = codes.index(END) + 1 if END in codes else len(codes)
    assert answer.weights is not None  # a net with attention
    rows = answer.weights[:n, :, 0]
    written = "".join(LETTERS[code] if code < END else "." for code in codes[:n])
    wanted = "".join(LETTERS[code] for code in symbols[::-1]) + "."
    now = min(step, n)
    at = int(rows[now - 1].argmax())
    return {
        "string": "".join(LETTERS[code] for code in symbols),
        "written": written,
        "rows": rows.tolist(),
        "wanted": wanted,
        "spelled": written.removesuffix(".") or "nothing",
        "due": wanted[:-1],
        "ends": written.endswith("."),
        "right": written == wanted,
        "now": now,
        "says": "the end" if written[now - 1] == "." else written[now - 1],
        "at": at + 1,
        "letter": LETTERS[symbols[at]],
        "share": float(rows[now - 1, at]),
        "longer": len(symbols) > TRAINED,
    }


WORDS = {
    "alt": "A table of squares: a row for each letter that the decoder writes, a column for each letter of the string "
    "{string}. {result} At step {now} it writes {says} and looks most at letter {at}, {letter}, with {share:%0} of its "
    "look.",
    "result": "From {string} the decoder writes {spelled}{close[ends]}. {verdict[right]}{beyond[longer]}",
    "close": {"true": ", and then the end", "false": ", and comes to no end"},
    "verdict": {"true": "That is right.", "false": "Right would be {due}, and then the end."},
    "beyond": {"true": " Strings of more than {trained} letters were never trained.", "false": ""},
}


class AttentionMatrix(Figure):
    """Where a trained decoder looks while it writes a string of the reader's turned round.

    Args:
        symbols: the string as numbers, 0 for a to 7 for h: AttentionMatrix(symbols=[1, 0, 3]).
        step: the step of the answer that is read out.
    """

    title = "What the decoder looks at"

    symbols = Wholes((1, 0, 3, 6, 4, 2), "Your string", low=0, high=END - 1, shortest=1, longest=LONGEST)
    step = Whole(1, "Step of the answer", low=1, high=LONGEST + 1)

    compute = staticmethod(compute)
    words = WORDS

    @staticmethod
    def constants() -> dict[str, Any]:
        return {"letters": LETTERS, "longest": LONGEST, "trained": TRAINED, "net": stored()["weights"]}
