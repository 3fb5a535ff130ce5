"""The sizes of a GRU and an LSTM: how many weights does a layer of each have? Each block is drawn as large as it is.

GRU   3 H (D + H + 1)     with r after the product: 3 H (D + H + 2)
LSTM  4 H (D + H + 1)
"""

from typing import Any

from lstmlab.cells import gru, gru_reset_after, lstm
from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Choice, Whole


def compute(n_in: int, n_hidden: int, placement: str) -> dict[str, Any]:
    """How many weights layers with D inputs and H units have.

    Args:
        n_in, n_hidden: D and H.
        placement: "before" or "after": r acts before or after the product; after it every block has a bias more.

    Returns:
        gru, lstm: all weights of the two layers. biases: rows of biases in a block of the GRU.
        ratio: those of the GRU beside those of the LSTM.
        equal: the most units of a GRU with no more weights than this LSTM has. grows: whether these are more than H.
    """
    cell = gru if placement == "before" else gru_reset_after
    ours, theirs = cell.count_parameters(n_in, n_hidden), lstm.count_parameters(n_in, n_hidden)
    equal = n_hidden
    while cell.count_parameters(n_in, equal + 1) <= theirs:
        equal += 1
    return {
        "gru": ours,
        "lstm": theirs,
        "biases": 1 if placement == "before" else 2,
        "ratio": ours / theirs,
        "equal": equal,
        "grows": equal > n_hidden,
    }


WORDS = {
    "alt": "Two layers with {n_in:# input|# inputs} and {n_hidden:# unit|# units}, drawn as blocks as large as their "
    "matrices: the GRU, whose r acts {placement} the product, has three blocks, the LSTM four. {result}",
    "result": "The GRU has {gru:,} weights, {ratio:%1} of the LSTM's {lstm:,}. {more[grows]}",
    "more": {
        "true": "As many weights as this LSTM allow a GRU {equal:# unit|# units}.",
        "false": "No GRU with a unit more has as few weights as this LSTM.",
    },
}


class GruSizes(Figure):
    """The weights of a GRU and of an LSTM layer of the same size, as blocks.

    Args:
        n_in, n_hidden: inputs and units of both layers.
        placement: whether r acts "before" or "after" the product.
    """

    title = "The sizes of a GRU and an LSTM"

    n_in = Whole(10, "Inputs D", low=1, high=512)
    n_hidden = Whole(20, "Hidden units H", low=1, high=512)
    placement = Choice("before", "r acts", options={"before": "before the product", "after": "after it"})

    compute = staticmethod(compute)
    words = WORDS
