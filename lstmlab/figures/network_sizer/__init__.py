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
    }


def describe(controls: dict[str, Any], values: dict[str, Any]) -> str:
    sizes = controls["sizes"]
    hidden = sizes[1:-1]
    between = "no hidden layer"
    if len(hidden) == 1:
        between = f"one hidden layer of {_count(hidden[0], 'unit')}"
    elif hidden:
        between = f"{len(hidden)} hidden layers of {' and '.join(f'{n:,}' for n in hidden)} units"
    terms = " + ".join(f"({m:,} + 1) × {n:,}" for m, n in pairwise(sizes))
    return (
        f"A feed-forward network with {_count(sizes[0], 'input')}, {between} and {_count(sizes[-1], 'output')}. "
        f"Every unit is connected with every unit of the next layer. Parameters: {terms} = {values['total']:,}."
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


class NetworkSizer(Figure):
    """A feed-forward network that the reader sizes, with the count of its weights and biases.

    Args:
        sizes: units of each layer, inputs first, outputs last: NetworkSizer(sizes=[3, 4, 2]).
    """

    title = "Network sizer"
    sizes = Wholes((3, 4, 2), "Units in each layer", low=1, high=LARGEST, shortest=2, longest=MOST_HIDDEN + 2)
    compute = staticmethod(compute)
    describe = staticmethod(describe)
