"""Mutants that are the same function as the original, each with the reason. A test fails if one of them is noticed."""

_SAME_LENGTH = "logits and everything made of them have as many rows as there are labels"
_SAME_STEPS = "dhs, xs and hs have one length, T"
_MINUS_ZERO = "minus zero added to a number gives the number"
_NO_SIGN = "the length of a vector does not depend on its sign"
_NO_SIGN_OF_AN_ERROR = "an absolute error has lost its sign"
_ZERO_IS_ENOUGH = "a zero of fewer axes is added just as well"

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
    "bptt.numerical_gradient": {
        "line 2: `np.zeros` -> `np.ones`": "every number is overwritten in the loop",
        "line 3: `for i in np.ndindex(x.shape):` -> `list(np.ndindex(x.shape))[::-1]`": (
            "the slopes are computed independently of each other"
        ),
        "line 3: `x` -> `grad`": "grad has the shape of x",
    },
    "bptt.backward": {
        **{f"line 2: `xs` -> `{name}`": _SAME_STEPS for name in ("dhs", "hs")},
        "line 3: `dxs = np.zeros(xs.shape)` -> `the same with a minus`": "every number is overwritten",
        "line 3: `np.zeros` -> `np.ones`": "every number is overwritten in the loop",
        "line 5: `dh_next = np.zeros_like(h0)` -> `the same with a minus`": _MINUS_ZERO,
        **{f"line 5: `h0` -> `{name}`": _ZERO_IS_ENOUGH for name in ("T", "db")},
    },
    "bptt.truncated": {
        **{f"line 2: `xs` -> `{name}`": _SAME_STEPS for name in ("dhs", "hs")},
        "line 4: `dh_next = np.zeros_like(h0)` -> `the same with a minus`": _MINUS_ZERO,
        "line 14: `dh_next = np.zeros_like(h0)` -> `the same with a minus`": _MINUS_ZERO,
        "line 13: `t % k` -> `-(t % k)`": "minus zero equals zero, and nothing else is",
        **{f"line 4: `h0` -> `{name}`": _ZERO_IS_ENOUGH for name in ("k", "T", "db")},
        **{f"line 14: `h0` -> `{name}`": _ZERO_IS_ENOUGH for name in ("k", "T", "t", "db")},
        **{f"line 14: `h0` -> `{name}`": "it has the shape of h0" for name in ("dh_next", "h_prev", "dh", "da")},
    },
    "lstm.forward": {
        **{
            f"line {line}: `{name} = np.zeros((T, *{start}.shape))` -> `the same with a minus`": (
                "every number is overwritten in the loop"
            )
            for line, name, start in ((3, "hs", "h0"), (4, "cs", "c0"))
        },
        **{f"line {line}: `np.zeros` -> `np.ones`": "every number is overwritten in the loop" for line in (3, 4)},
        "line 3: `h0` -> `c0`": "both start states have one shape",
        "line 4: `c0` -> `h0`": "both start states have one shape",
    },
    "lstm.backward": {
        "line 2: `xs` -> `dhs`": "both have as many entries as steps",
        "line 12: `c_prev` -> `c`": "c is still the cell before the step",
    },
    "lstm.initial_bias": {
        "line 2: `b = np.zeros(4 * n_hidden)` -> `the same with a minus`": "minus zero equals zero here",
        "line 3: `2 * n_hidden` -> `-(2 * n_hidden)`": "two blocks from the start are two blocks from the end",
    },
    "vanish.steps_until": {
        "line 4: `factor > 1` -> `factor >= 1`": "no number of steps gets anywhere with a factor of exactly 1",
        "line 4: `factor` -> `threshold`": "a threshold above 1 goes with a factor above 1",
    },
    "vanish.gradient_by_lag": {
        "line 3: `norms = np.zeros(T)` -> `the same with a minus`": "every number is overwritten",
        "line 3: `np.zeros` -> `np.ones`": "every number is overwritten in the loop",
        "line 7: `da = dh * (1 - hs[T - 1 - lag] ** 2)` -> `the same with a minus`": _NO_SIGN,
        "line 7: `1 - hs[T - 1 - lag] ** 2` -> `hs[T - 1 - lag] ** 2 - 1`": _NO_SIGN,
        "line 7: `1 - hs[T - 1 - lag] ** 2` -> `-(1 - hs[T - 1 - lag] ** 2)`": _NO_SIGN,
        "line 8: `dh = da @ W_h.T` -> `the same with a minus`": _NO_SIGN,
        "line 8: `da @ W_h.T` -> `da.T @ W_h.T`": "a vector is its own transpose",
        "line 8: `da @ W_h.T` -> `(da @ W_h.T).T`": "a vector is its own transpose",
    },
    "vanish.rescale_spectral_radius": {
        "line 2: `eigenvalues = np.linalg.eigvals(W)` -> `the same with a minus`": "only their sizes count",
    },
    "vanish.clip_by_global_norm": {
        "line 4: `norm > max_norm` -> `norm >= max_norm`": "exactly at the limit the factor is 1",
    },
    "interop.to_pytorch_lstm": {
        "line 2: `return {'weight_ih_l0': W_x.T, 'weight_hh_l0': W_h.T, 'bias_ih_l0': b, "
        "'bias_hh_l0': np.zeros_like(b)}` -> `values 2 and 3 exchanged`": "only the sum of the two biases counts",
    },
    "interop.from_keras_lstm": {
        f"line 2: `{name}.copy()` -> `{name}`": "an array holds the same numbers as its copy"
        for name in ("kernel", "recurrent_kernel", "bias")
    },
    "forecast.seasonal_naive": {
        "line 2: `np.array(series[len(series) - period:])` -> `series[len(series) - period:]`": (
            "a slice holds the same numbers as its copy"
        ),
        "line 3: `np.array([last[h % period] for h in range(horizon)])` -> "
        "`[last[h % period] for h in range(horizon)]`": "a list of numbers counts as an array",
    },
    "forecast.climatology": {
        "line 2: `np.array([series[phase::period].mean() for phase in range(period)])` -> "
        "`[series[phase::period].mean() for phase in range(period)]`": "a list is read by index just as well",
        "line 3: `np.array([means[(len(series) + h) % period] for h in range(horizon)])` -> "
        "`[means[(len(series) + h) % period] for h in range(horizon)]`": "a list of numbers counts as an array",
    },
    "forecast.make_windows": {
        "line 5: `np.array([series[k:k + width] for k in range(n)])` -> `[series[k:k + width] for k in range(n)]`": (
            "a list of rows counts as an array"
        ),
        "line 6: `np.array([series[k + width:k + width + horizon] for k in range(n)])` -> "
        "`[series[k + width:k + width + horizon] for k in range(n)]`": "a list of rows counts as an array",
    },
    "forecast.feed_back": {
        "line 4: `for _ in range(horizon):` -> `list(range(horizon))[::-1]`": "the loop only counts its steps",
        "line 4: `range(horizon)` -> `reversed(range(horizon))`": "the loop only counts its steps",
        "line 7: `np.array(said)` -> `said`": "a list of forecasts counts as an array",
    },
    "forecast.mae": {
        "line 2: `y - yhat` -> `yhat - y`": _NO_SIGN_OF_AN_ERROR,
        "line 2: `y - yhat` -> `-(y - yhat)`": _NO_SIGN_OF_AN_ERROR,
    },
    "forecast.skill": {
        f"line 2: `{old}` -> `{new}`": _NO_SIGN_OF_AN_ERROR
        for old, turned in (("y - yhat", "yhat - y"), ("y - baseline", "baseline - y"))
        for new in (turned, f"-({old})")
    },
    "train.early_stopping": {
        "line 3: `range(1, len(losses))` -> `range(len(losses))`": "the first epoch is not better than itself",
        "line 3: `1` -> `0`": "the first epoch is not better than itself",
    },
    "train.dropout": {
        "line 3: `rng.random(h.shape) < keep` -> `rng.random(h.shape) <= keep`": (
            "that a random number equals the limit to the last bit has a probability of 1e-16"
        ),
    },
    "tasks.adding_batch": {
        "line 2: `values = rng.uniform(-1, 1, size=(t, n))` -> `the same with a minus`": (
            "values from -1 to 1 are as likely as their opposites"
        ),
        "line 2: `rng.uniform(-1, 1, size=(t, n))` -> `rng.uniform(-1, size=(t, n))`": "1 is NumPy's own upper end",
    },
    "text.encode": {
        "line 2: `np.array([index[symbol] for symbol in text])` -> `[index[symbol] for symbol in text]`": (
            "a list of whole numbers counts as an array"
        ),
    },
    "text.sample": {
        "line 3: `weights = np.exp(scaled - np.max(scaled))` -> `the same with a minus`": (
            "the weights are divided by their sum, which changes its sign too"
        ),
        "line 4: `int(rng.choice(len(logits), p=weights / np.sum(weights)))` -> "
        "`rng.choice(len(logits), p=weights / np.sum(weights))`": "an integer of NumPy counts as a whole number",
        "line 4: `logits` -> `scaled`": "both have K numbers, and only their length is asked for",
        "line 4: `logits` -> `weights`": "both have K numbers, and only their length is asked for",
    },
}
