"""Mutants that are the same function as the original, each with the reason. A test fails if one of them is noticed."""

_SAME_LENGTH = "logits and everything made of them have as many rows as there are labels"

EQUIVALENT = {
    "ffnn.count_parameters": {
        "line 3: `for layer in range(1, len(sizes)):` -> `list(range(1, len(sizes)))[::-1]`": (
            "a sum does not depend on the order of its terms"
        ),
    },
    "ffnn.softmax_cross_entropy": {
        "line 2: `labels` -> `logits`": _SAME_LENGTH,
        **{f"line 8: `labels` -> `{name}`": _SAME_LENGTH for name in ("logits", "rows", "shifted", "log_p", "dlogits")},
    },
    "ffnn.sliding_windows": {
        "line 5: `np.array([series[k:k + width] for k in range(n)])` -> `[series[k:k + width] for k in range(n)]`": (
            "a list of rows counts as an array"
        ),
        "line 6: `np.array([series[k + width + horizon - 1] for k in range(n)])` -> "
        "`[series[k + width + horizon - 1] for k in range(n)]`": "a list of numbers counts as an array",
    },
    "elman.forward": {
        "line 3: `hs = np.zeros((T, *h0.shape))` -> `the same with a minus`": "every number is overwritten",
        "line 3: `np.zeros` -> `np.ones`": "every number is overwritten in the loop",
    },
    "elman.next_symbol_pairs": {
        "line 2: `X = np.zeros((len(indices) - 1, depth))` -> `the same with a minus`": "minus zero equals zero",
        "line 3: `for t in range(len(indices) - 1):` -> `list(range(len(indices) - 1))[::-1]`": (
            "the rows are filled independently of each other"
        ),
        "line 3: `range(len(indices) - 1)` -> `reversed(range(len(indices) - 1))`": (
            "the rows are filled independently of each other"
        ),
        "line 5: `np.array(indices[1:])` -> `indices[1:]`": "a slice holds the same numbers as its copy",
    },
}
