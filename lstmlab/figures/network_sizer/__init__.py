"""The network sizer: how many numbers a feed-forward network has to learn, layer by layer.

Between a layer of m units and the next one of n units there are m n weights, and n biases, one for each unit of the
next layer. Seen as an input that is always 1, the bias makes it (m + 1) n:

    sizes 3, 4, 2:    (3 + 1) 4 + (4 + 1) 2 = 16 + 10 = 26
"""

from itertools import pairwise
from typing import Any

from lstmlab.figures.runtime.base import Figure
from lstmlab.figures.runtime.controls import Wholes

LARGEST = 999
MOST_HIDDEN = 4


def compute(sizes: tuple[int, ...]) -> dict[str, Any]:
    """Count what each pair of neighbouring layers has between it.

    Args:
        sizes: units of each layer, inputs first, outputs last.

    Returns:
        weights, biases, parameters: lists with an entry for each pair; total_weights, total_biases and total.
    """
    pairs = list(pairwise(sizes))
    weights = [m * n for m, n in pairs]
    biases = [n for _, n in pairs]
    return {
        "weights": weights,
        "biases": biases,
        "parameters": [w + b for w, b in zip(weights, biases, strict=True)],
        "total_weights": sum(weights),
        "total_biases": sum(biases),
        "total": sum(weights) + sum(biases),
        "hidden": list(sizes[1:-1]),
    }


WORDS = {
    "alt": "A feed-forward network with {sizes[0]:# input|# inputs}, {between[sizes.length]} and "
    "{sizes[-1]:# output|# outputs}. Every unit is connected with every unit of the next layer. Parameters: {terms} = "
    "{total:,}.",
    "between": {
        "2": "no hidden layer",
        "3": "one hidden layer of {sizes[1]:# unit|# units}",
        "else": "{hidden.length} hidden layers of {hidden_units} units",
    },
    "hidden_units": {"each": "hidden", "say": "{item:,}", "between": " and "},
    "terms": {"each": "weights", "say": "({sizes[key]:,} + 1) × {sizes[key+1]:,}", "between": " + "},
    "result": "{total_weights:# weight|# weights} (lines) and {total_biases:# bias|# biases} (dashed, from an input "
    "that is always 1): {total:# parameter|# parameters} to learn.",
}


class NetworkSizer(Figure):
    """A feed-forward network that the reader sizes, with the count of its weights and biases.

    Args:
        sizes: units of each layer, inputs first, outputs last: NetworkSizer(sizes=[3, 4, 2]).
    """

    title = "Network sizer"
    sizes = Wholes((3, 4, 2), "Units in each layer", low=1, high=LARGEST, shortest=2, longest=MOST_HIDDEN + 2)
    compute = staticmethod(compute)
    words = WORDS
